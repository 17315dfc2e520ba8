"""What a merge left open: a list, and for each conflict what every side made of it.

What a choice comes to is seen on the map while it is pointed at or has the keyboard; nothing
is done before it is taken. Each that is taken is one step back.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from model.change import Change, JourneyMap
from model.edits.common import EditError
from model.labels import quoted_text
from model.merging import conflicts
from model.merging.bringing import in_order
from model.merging.conflicts import Side
from model.records import Conflict
from widgets.box import GRID
from widgets.conflicts.rows import ConflictsList, ConflictsModel, row_height, rows_of
from widgets.conflicts.sheet import ConflictSheet
from widgets.editor import Editor
from widgets.panels.parts import words

_SIDES: tuple[Side, ...] = ("ours", "theirs")
#: Rows of the list that are seen at most, and at least: with their headings, two conflicts.
_MOST_ROWS, _LEAST_ROWS = 9, 4
#: px between the list and the choices, where a line is.
_LINE = 5
#: px that the choices of nearly every conflict need; the list has what is left of the panel,
#: and more where none that was seen needs as much.
_CHOICES = 440


class ConflictsPanel(QWidget):
    """The conflicts of one document, and what can be done about the one that is chosen."""

    #: One line about what was done.
    said = Signal(str)
    #: The keyboard goes back to the map.
    left = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._editor = editor.document, editor
        self._seen: set[str] = set()
        self._order: list[str] = []
        self._about: set[str] = set()
        self._stale = True
        self._busy = False
        self._id = ""
        #: px that the choices which were seen so far need.
        self._needed = 0
        self.model = ConflictsModel(lambda: self._document.map)
        self.list = ConflictsList(editor.theme, self.model, self)
        self.sheet = ConflictSheet(editor, self)
        self.count = words(parent=self, quiet=True)
        self.all = QPushButton("Take all", self)
        self.all.setAutoDefault(False)
        menu = QMenu(self.all)
        menu.aboutToShow.connect(self._fill_menu)
        self.all.setMenu(menu)
        top = QHBoxLayout()
        top.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID // 2)
        top.addWidget(self.count, 1)
        top.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.list)
        layout.addSpacing(_LINE)
        layout.addWidget(self.sheet, 1)
        self.setFocusProxy(self.list)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.clicked.connect(self._chosen)
        self.list.numbered.connect(self.sheet.mark_number)
        self.list.across.connect(self.sheet.mark_beside)
        self.list.entered_row.connect(lambda: self.take(self.sheet.marked))
        self.list.escaped.connect(self._escape)
        self.list.installEventFilter(self)
        self.sheet.taken.connect(self.take)
        self.sheet.written.connect(self._take_written)
        self.sheet.escaped.connect(self._focus_list)
        self._document.changed.connect(self._follow)

    @property
    def conflict(self) -> Conflict | None:
        """The one that is chosen."""
        return self._document.map.get(self._id, Conflict)

    @property
    def open(self) -> int:
        """How many there are to be settled."""
        return sum(not row.heading for row in self.model.rows)

    def choose(self, conflict_id: str) -> None:
        """Choose a conflict, and let keys walk from there."""
        self.refresh()
        row = self.model.row_of(conflict_id)
        if row >= 0:
            self._go_to_row(row)
            self._choose()
            self._focus_list()

    def next(self) -> None:
        """Choose the next one, at the end the first; that which is chosen if keys are elsewhere."""
        self.refresh()
        ids = [row.conflict_id for row in self.model.rows if not row.heading]
        if ids:
            at = ids.index(self._id) if self._id in ids else -1
            walking = at < 0 or self.isAncestorOf(self.window().focusWidget() or self.window())
            self.choose(ids[(at + walking) % len(ids)])

    def refresh(self) -> None:
        """Show the conflicts that there are now."""
        self._stale = False
        of = self._document.map
        there = {conflict.id: conflict for conflict in conflicts.to_decide(of)}
        if not there.keys() <= self._seen:
            self._seen.clear()  # another merge came: what was settled before counts no more
        if there.keys() <= set(self._order):
            self._order = [i for i in self._order if i in there]  # where they stood
        else:
            self._order = [c.id for c in in_order(of, there.values())]
        rows = rows_of([there[i] for i in self._order])
        self._seen.update(there)
        self._about = {conflict.about_id for conflict in there.values()}
        if rows != self.model.rows:
            before = self.list.currentIndex().row()
            self._busy = True
            self.model.show(rows)
            self._busy = False
            row = self.model.row_of(self._id)
            self._go_to_row(row if row >= 0 else self._nearest(max(before, 0)))
        self.sheet.show_conflict(self.conflict)
        self._say()

    def take(self, choice: str) -> None:
        """Settle the conflict that is chosen by a `Choice`; the next one is chosen then."""
        conflict = self.conflict
        if conflict is None:
            return
        if choice == "write":
            self.sheet.begin_writing()
            return
        label = self._label(conflict)
        if choice == "leave":
            self._settle(label, conflicts.leave, conflict.id)
        else:
            self._settle(label, conflicts.take, conflict.id, choice)

    def take_all(self, side: Side) -> None:
        """Take one side of everything that is open."""
        before = self.open
        self._settle(f"Take all of {self._side(side)}", conflicts.take_all, side)
        left = len(conflicts.to_decide(self._document.map))  # it may be put away by now
        if left:
            self.said.emit(f"{before - left} of {before} are settled; the others do not fit")

    def pending(self, to: JourneyMap) -> Change:
        """What a value that is only written yet would do to a map."""
        if not self.sheet.writing.is_typed or to.get(self._id, Conflict) is None:
            return {}
        try:
            return conflicts.write(to, self._id, self.sheet.writing.text)
        except EditError:
            return {}

    def commit_pending(self) -> None:
        """Enter what is written, if it can stand there."""
        if self.pending(self._document.map):
            self._take_written()

    def showEvent(self, event: QShowEvent) -> None:
        """What was done meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line between the list and the choices."""
        if not self.sheet.isHidden():
            painter = QPainter(self)
            line = self.list.geometry().bottom() + 1 + _LINE // 2
            painter.fillRect(0, line, self.width(), 1, self._editor.theme.colour("grid"))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list takes its share."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._needed = 0  # other lines
        self._size_list()

    def hideEvent(self, event: QHideEvent) -> None:
        """The map is shown as it is."""
        super().hideEvent(event)
        self.sheet.forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was marked by a key is shown as long as the list has the keyboard."""
        if watched is self.list and event.type() == QEvent.Type.FocusOut:
            self.sheet.unkey()
        return super().eventFilter(watched, event)

    # What is shown.

    def _follow(self, change: Change) -> None:
        self.sheet.shown.forget()
        noted = [i for i, pair in change.items() if any(isinstance(r, Conflict) for r in pair)]
        shown = self.sheet.conflict
        if not noted and (shown is None or shown.about_id not in change):
            if not self._about.isdisjoint(change):
                self.list.viewport().update()  # names of what they are about
            return
        self._stale = True
        if self.isVisible():
            self.refresh()
            back = next((i for i in noted if change[i][0] is None), "")
            if back:
                self._go_to_row(self.model.row_of(back))
                self._choose()

    def _say(self) -> None:
        left, seen = self.open, len(self._seen)
        every = f"All {seen:,} are settled" if seen > 1 else "It is settled" if seen else ""
        self.count.setText(f"{left:,} of {seen:,} open" if left else every)
        self.all.setVisible(left > 1)
        self.sheet.setVisible(bool(left))
        self._size_list()

    def _size_list(self) -> None:
        """As high as its rows, but not so that the choices have no room."""
        high = row_height(self.list.font())
        if self.sheet.conflict is not None:  # the list never grows under the pointer
            self._needed = max(self._needed, self.sheet.needs())
        choices = min(_CHOICES, self._needed) or _CHOICES
        left = (self.height() - self.list.y() - _LINE - choices) // high
        most = max(_LEAST_ROWS, min(_MOST_ROWS, left))
        rows = min(max(_LEAST_ROWS, len(self.model.rows)), most)
        self.list.setFixedHeight(rows * high)

    def _nearest(self, row: int) -> int:
        """The row of the conflict that stands there or next, or before if there is none."""
        rows = self.model.rows
        order = [*range(row, len(rows)), *range(min(row, len(rows)) - 1, -1, -1)]
        return next((i for i in order if not rows[i].heading), -1)

    def _go_to_row(self, row: int) -> None:
        index = self.model.index(row) if row >= 0 else QModelIndex()
        self._busy = True
        self.list.setCurrentIndex(index)
        self._busy = False
        if row > 0:
            self.list.scrollTo(index)
        self._id = self.model.rows[row].conflict_id if row >= 0 else ""

    def _chosen(self, _index: QModelIndex) -> None:
        if not self._busy:
            self._choose()

    def _choose(self) -> None:
        """Show what is chosen in the list, on the map too."""
        index = self.list.currentIndex()
        row = self.model.rows[index.row()] if index.isValid() else None
        if row is not None and not row.heading:
            self._id = row.conflict_id
        self.sheet.show_conflict(self.conflict)
        self._size_list()
        self._reveal()

    def _reveal(self) -> None:
        conflict, canvas = self.conflict, self._editor.canvas
        if conflict is not None and canvas.box_of(conflict.about_id) is not None:
            self._editor.selection.set(conflict.about_id)
            canvas.reveal(conflict.about_id)

    def _escape(self) -> None:
        """First the map is as it is again, then keys go back to it."""
        if self.sheet.shown.is_on:
            self.sheet.escape()
        else:
            self.left.emit()

    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is done.

    def _settle(self, label: str, make: Callable[..., Change], *args: object) -> None:
        focus = self.window().focusWidget()
        had = focus is not None and self.isAncestorOf(focus)
        done = self._document.edit(label, make, *args)
        self.sheet.forget()  # an edit has ended the look at it already, without laying out twice
        if done:
            if had and self.isVisible():
                self._focus_list()
            self._reveal()

    def _take_written(self) -> None:
        conflict, text = self.conflict, self.sheet.writing.text
        if conflict is None:
            return
        try:
            conflicts.write(self._document.map, conflict.id, text)
        except EditError as error:
            self.sheet.writing.refuse(str(error))
            return
        self._settle(self._label(conflict), conflicts.write, conflict.id, text)

    def _label(self, conflict: Conflict) -> str:
        return f"Settle: {conflicts.subject(self._document.map, conflict)}"

    def _fill_menu(self) -> None:
        menu = self.all.menu()
        menu.clear()
        for side in _SIDES:
            action = menu.addAction(f"All of {self._side(side)}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, side=side: self.take_all(side))

    def _side(self, side: Side) -> str:
        """What a side is called, if all conflicts call it so."""
        names = {conflicts.label(c, side) for c in self._document.map.all(Conflict)}
        if len(names) == 1:
            return quoted_text(names.pop())
        return "this side" if side == "ours" else "the other sides"
