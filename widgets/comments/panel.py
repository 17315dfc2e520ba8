"""The comments on a map: what is open along the journey, what was dealt with, a line for more.

Nothing is looked for as long as nobody sees the panel.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from model.change import Change, JourneyMap
from model.edits.common import EditError, new_ids
from model.edits.removing import remove
from model.labels import quoted_text
from model.moments import now_text
from model.records import Card, Comment, Feeling, Lane, Link, Person, Persona, Stage, Step
from model.remarks import settle
from widgets.badges.on_map import seen_as
from widgets.box import GRID
from widgets.comments.looks import CommentsList
from widgets.comments.rows import CommentsModel, Row, about_words, author_of, rows_of
from widgets.comments.writing import Writing
from widgets.editor import Editor
from widgets.inspector.boxes import quiet
from widgets.theme import outlined

_NOWHERE = QModelIndex()
_EMPTY = "Nobody has remarked anything yet. Choose a card and press Ctrl+Shift+N."
_NONE_OPEN = "No comment is open. “Show resolved” shows those that were dealt with."
#: What a comment is about if it is selected.
_SUBJECTS = (Card, Stage, Step, Lane, Persona, Link, Feeling)
#: Records that decide in which order comments stand, and by whom they are.
_ORDERING = (Comment, Person, Stage, Step, Lane)


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class CommentsPanel(QWidget):
    """The comments of one map.

    Attributes:
        list: them; `model` its rows.
        writing: the line for another one.
        built: how often the rows were made, for tests.
    """

    #: Keys go back to the map.
    left = Signal()
    #: Somebody else writes here from now on.
    named = Signal(str)

    def __init__(
        self,
        editor: Editor,
        author: Callable[[], str] = lambda: "",
        clock: Callable[[], datetime] = _now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._document, self.clock = editor, editor.document, clock
        self._stale, self._busy = True, False
        self.built = 0
        self.model = CommentsModel(lambda: self._document.map, lambda: self.clock())
        self.list = CommentsList(editor.theme, self.model, self)
        self.count = quiet(parent=self)
        self.resolved = QCheckBox("Show &resolved", self)
        self.resolved.setFont(self.count.font())
        self.resolved.toggled.connect(lambda _: self.refresh())
        editor.theme.changed.connect(self._restyle)
        self._restyle()
        self.writing = Writing(author, self)
        top = QHBoxLayout()
        top.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID // 2)
        top.addWidget(self.count, 1)
        top.addWidget(self.resolved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.writing)
        self.setFocusProxy(self.list)
        self.list.entered_row.connect(lambda: self._show(keys=True))
        self.list.ticked.connect(lambda: self._tick(self.list.currentIndex()))
        self.list.looks.ticked.connect(self._tick)
        self.list.deleted.connect(self._delete)
        self.list.typed.connect(self.answer)
        self.list.clicked.connect(self._click)
        self.list.walked.connect(self._offer_answer)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.writing.entered.connect(self._add)
        self.writing.left.connect(self.left)
        self.writing.named.connect(self.named)
        self._document.changed.connect(self._follow)
        self._document.state_changed.connect(self._allow)
        editor.selection.changed.connect(self._say_about)
        self._allow()
        self._say_about()

    # What the window asks of it.

    @property
    def chosen(self) -> Row | None:
        """The comment that is chosen."""
        index = self.list.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def begin(self) -> None:
        """Let a comment be typed about what is selected, unless one is being typed already."""
        self._show_all()
        if self._document.read_only:
            self._document.refused.emit(self._document.read_only)
        self._say_about()
        about_id = self.writing.about_id
        rows = [n for n, row in enumerate(self.model.rows) if row.about_id == about_id]
        for row in (*rows[-1:], *rows[:1]):  # what was said about it is in view, from its heading
            self.list.scrollTo(self.model.index(row))
        self.writing.begin()

    def answer(self, letters: str = "") -> None:
        """Let an answer to the comment that is chosen be typed, and begin it with these letters."""
        row = self.chosen
        if self._document.read_only:
            self._document.refused.emit(self._document.read_only)
        elif row is not None:
            if not self.writing.words:
                self._offer_answer()
            self.writing.begin()
            self.writing.text.insertPlainText(letters)

    def show_about(self, record_id: str) -> None:
        """Choose the first open comment that is seen at a record."""
        self.refresh()
        of = self._document.map
        for row in self.model.rows:
            if row.id and not row.resolved and seen_as(of, row.about_id) == record_id:
                self._go_to(row.id)
                self._offer_answer()
                break
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the comments that there are now."""
        self._stale = False
        self.built += 1
        of, now = self._document.map, self.clock()
        rows = rows_of(of, now, resolved=self.resolved.isChecked())
        if rows != self.model.rows:
            chosen, at = self.chosen, self.list.currentIndex().row()
            scrolled = self.list.verticalScrollBar().value()
            self._busy = True
            self.model.show(rows)
            self._busy = False
            self.list.verticalScrollBar().setValue(scrolled)
            if chosen is not None and not self._go_to(chosen.id):
                self._go_near(at)
        comments = list(of.all(Comment))
        still = sum(not c.resolved for c in comments)
        parts = [f"{still:,} open", f"{len(comments) - still:,} resolved"]
        self.count.setText(" · ".join(parts) if comments else "")
        self.list.empty = _NONE_OPEN if comments else _EMPTY
        self.writing.refresh(person.name for person in of.all(Person))
        self.list.viewport().update()

    def pending(self, to: JourneyMap) -> Change:
        """What the words that are only typed yet would do to a map."""
        writing = self.writing
        if not writing.words:
            return {}
        try:
            return self._comment(to, writing.about_id if writing.about_id in to else "map")
        except EditError:
            return {}

    def commit_pending(self) -> None:
        """A comment that is typed stays in its line until Enter is pressed."""

    def showEvent(self, event: QShowEvent) -> None:
        """What was done meanwhile; days pass too."""
        super().showEvent(event)
        self.refresh()

    # What is shown.

    def _restyle(self) -> None:
        """The ground of a dock would leave the box without an outline."""
        self.resolved.setPalette(outlined(self._editor.theme.widget_palette()))

    def _follow(self, change: Change) -> None:
        about = {row.about_id for row in self.model.rows}
        both = (record for pair in change.values() for record in pair)
        if any(isinstance(r, _ORDERING) for r in both) or not about.isdisjoint(change):
            self._stale = True
        if self._stale and self.isVisible():
            self.refresh()
        if self.writing.about_id in change:
            self._say_about()

    def _say_about(self) -> None:
        """The next words are about what is selected; those that are typed stay with theirs."""
        writing, of = self.writing, self._document.map
        if writing.words and writing.about_id in of:
            if (about := of.get(writing.about_id, Comment)) is None:
                writing.say(writing.about_id, f"About {_in_line(of, writing.about_id)}")
            else:
                who = author_of(of, about)
                to = f" to {who}" if who else ""
                writing.say(about.id, f"Answer{to}: {quoted_text(about.text)}")
            return
        about_id = self._editor.selection.anchor
        if not isinstance(of.records.get(about_id), _SUBJECTS):
            about_id = "map"
        writing.say(about_id, f"About {_in_line(of, about_id)}")

    def _offer_answer(self) -> None:
        """The next words answer the comment that is chosen; those that are typed stay as above."""
        row, writing = self.chosen, self.writing
        if row is not None and row.id and not writing.words:
            who = f" to {row.who}" if row.who else ""
            said = f"Answer{who}: {quoted_text(row.text)}"
            about = _in_line(self._document.map, row.about_id)
            writing.say(row.id, said, f"Answer {row.who or 'this'} about {about}…")

    def _allow(self) -> None:
        self.writing.allow(self._document.read_only)

    def _go_to(self, comment_id: str) -> bool:
        row = self.model.row_of(comment_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))
        return row >= 0

    def _go_near(self, at: int) -> None:
        """Choose the comment that stands there now, or the one before."""
        rows = self.model.rows
        order = [*range(max(at, 0), len(rows)), *range(min(at, len(rows)) - 1, -1, -1)]
        row = next((i for i in order if rows[i].id), -1)
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else _NOWHERE)

    def _show_all(self) -> None:
        if self._stale:
            self.refresh()

    # What is done.

    def _click(self) -> None:
        self._show(keys=False)
        self._offer_answer()

    def _show(self, *, keys: bool) -> None:
        """Show on the map what the chosen comment is about."""
        row = self.chosen
        if row is None or row.about_id not in self._document.map:
            return
        self._editor.selection.set(*([row.about_id] if row.about_id != "map" else []))
        self._editor.canvas.reveal(row.about_id)
        if keys:
            self.left.emit()

    def _comment(self, to: JourneyMap, about_id: str) -> Change:
        from model.reviewing import Scribe, comment  # it knows all that compares maps

        scribe = Scribe(self.writing.name, now_text(self.clock()))
        return comment(to, about_id, self.writing.words, self._document.ids, scribe)

    def _add(self) -> None:
        about_id, of = self.writing.about_id, self._document.map
        what = "Answer" if isinstance(of.records.get(about_id), Comment) else "Comment on"
        change = self._document.edit(f"{what} {_in_line(of, about_id)}", self._comment, about_id)
        for comment_id in new_ids(change, Comment):
            self.writing.clear()
            self._say_about()
            self._go_to(comment_id)

    def _tick(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()] if index.isValid() else None
        if row is not None and row.id:
            verb = "Reopen" if row.resolved else "Resolve"
            label = f"{verb} the comment {quoted_text(row.text)}"
            self._document.edit(label, settle, row.id, not row.resolved)

    def _delete(self) -> None:
        row = self.chosen
        if row is not None:
            label = f"Delete the comment {quoted_text(row.text)}"
            self._document.edit(label, remove, row.id)

    def _open_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        row = self.model.rows[index.row()] if index.isValid() else None
        if row is None or not row.id:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Show on the map").triggered.connect(lambda: self._show(keys=True))
        may = not self._document.read_only
        for text, do in (
            ("&Answer", lambda: self.answer()),
            ("&Open again" if row.resolved else "&Resolve", lambda: self._tick(index)),
            ("&Delete", self._delete),
        ):
            action = menu.addAction(text)
            action.setEnabled(may)
            action.triggered.connect(do)
        menu.popup(self.list.viewport().mapToGlobal(at))


def _in_line(of: JourneyMap, record_id: str) -> str:
    """A record within a line: “Asks Ina”, the map."""
    if record_id == "map":
        return "the map"
    record = of.records.get(record_id)
    name = (
        getattr(record, "title", "")
        or getattr(record, "name", "")
        or (record.text if isinstance(record, Comment) else "")
    )
    words = about_words(of, record_id)
    return quoted_text(name) if name.strip() else words[:1].lower() + words[1:]
