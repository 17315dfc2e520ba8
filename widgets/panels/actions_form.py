"""The fields of one action, all of them typed: words, who, by when, how far.

Whom nobody knows yet is added only when asked for; a day is read as people say it.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QMessageBox, QWidget

from model import due
from model.change import Change, JourneyMap
from model.edits.actions import STATUSES, owner_name, set_owner, set_status
from model.edits.capturing import owner_of
from model.edits.common import EditError
from model.edits.fields import set_fields
from model.labels import quoted, quoted_text
from model.names import kind_name, own_name
from model.records import Action, Card, Person
from widgets import asking
from widgets.box import GRID, Box
from widgets.document import Document
from widgets.inspector.boxes import Line, quiet
from widgets.inspector.chips import Name
from widgets.inspector.combo import Combo
from widgets.inspector.offered import OfferingLine
from widgets.panels.actions_rows import SIGNS
from widgets.theme import Theme


class ActionForm(QWidget):
    """The fields of the action that is shown, or nothing."""

    #: Esc, or Enter in the last field.
    left = Signal()
    about_wanted = Signal(str)

    def __init__(
        self, document: Document, theme: Theme, today: Callable[[], date], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document, self._theme, self._today = document, theme, today
        self._id = ""
        self._asking: QMessageBox | None = None
        self.title, self.owner, self.due = Line(self), OfferingLine(self), Line(self)
        self.owner.setPlaceholderText("Nobody")
        self.due.setPlaceholderText("friday, 4.12.")
        self.status = Combo(lambda: theme.icon("chevron-down", "muted"), self)
        for status in STATUSES:
            self.status.addItem(status.capitalize(), status)
        self.about = Name(self, quiet=True)
        self.about.clicked.connect(self._show_about)
        self.said = quiet("", self, wrap=True)
        self._boxes: list[Box] = []
        self._lay_out()
        self.title.done.connect(self._take_title)
        self.owner.done.connect(self._take_owner)
        self.due.done.connect(self._take_due)
        self.due.setToolTip("As people say it: friday, 4.12., in 2 weeks, end of month")
        self.due.textEdited.connect(self._read_due)
        self.status.activated.connect(self._take_status)
        for field in self._fields:
            field.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        return (self.title, self.owner, self.due, self.status)

    @property
    def action(self) -> Action | None:
        """What is shown, as it is now."""
        return self._document.map.get(self._id, Action)

    def show_action(self, action_id: str) -> None:
        """Show another action; what was typed for the one before is entered."""
        if action_id != self._id:
            self.commit()
            if self.action is not None and self.due.is_typed and not self._document.read_only:
                self._document.refused.emit(self.said.text())  # it is gone with its field
            self._id = action_id
            for line in (self.title, self.owner, self.due):
                line.show_text("", keep_typed=False)
        action = self.action
        self.setVisible(action is not None)
        if action is None:
            return
        of = self._document.map
        self.title.show_text(" ".join(action.title.split()))
        self.owner.show_text(owner_name(of, action))
        self.due.show_text(due.in_words(action.due, self._today()))
        self.status.setCurrentIndex(STATUSES.index(action.status))
        names = sorted({p.name for p in of.all(Person) if p.name.strip()}, key=str.casefold)
        self.owner.offer(names)
        self._show_what_about(action)
        self.said.hide()

    def follow(self, change: Change) -> None:
        """What it is about may read otherwise."""
        action = self.action
        if action is not None and not change.keys().isdisjoint(action.about_ids):
            self._show_what_about(action)

    def begin(self) -> None:
        """Type its words."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def begin_missing(self) -> None:
        """Type what a new action has not yet: who does it, or by when."""
        if self.owner.text():
            self.due.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin_owner()

    def begin_owner(self) -> None:
        """Type who does it."""
        self.owner.setFocus(Qt.FocusReason.OtherFocusReason)
        self.owner.selectAll()

    def allow(self, allowed: bool) -> None:
        """Whether anything may be changed."""
        for box, line in zip(self._boxes, (self.title, self.owner, self.due), strict=True):
            line.setReadOnly(not allowed)
            box.flat = not allowed
            box.update()
        self.status.setEnabled(allowed)

    def pending(self, to: JourneyMap) -> Change:
        """What the words that are typed would do; whom nobody knows is not made."""
        if to.get(self._id, Action) is None:
            return {}
        fields = {}
        if self.title.is_typed:
            fields["title"] = self.title.text()
        if self.owner.is_typed and (found := owner_of(to, self.owner.text())):
            fields["owner_id"] = found
        with suppress(due.NotADay, EditError):
            if self.due.is_typed:
                fields["due"] = due.parse(self.due.text(), self._today())
            return set_fields(to, self._id, **fields) if fields else {}
        return {}

    def commit(self) -> None:
        """Enter what is typed."""
        if self.action is not None and not self._document.read_only:
            self._take_title()
            self._take_owner()
            self._take_due()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field, Esc back to the list."""
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            lines = (self.title, self.owner, self.due)
            if event.key() == Qt.Key.Key_Escape and not any(line.is_typed for line in lines):
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and watched is self.due:
                self.say("")  # the day is what it was
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched in lines:
                self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, watched: QObject) -> None:
        """Enter a field and go to the next one, unless it asks or refuses something."""
        if watched is self.title:
            self._take_title()
            self.begin_owner()
        elif watched is self.owner:
            if self._take_owner():
                self.due.setFocus(Qt.FocusReason.TabFocusReason)
                self.due.selectAll()
        elif self._take_due():
            self.left.emit()

    def _take_title(self) -> None:
        action = self.action
        if action is None or not self.title.is_typed:
            return
        text = " ".join(self.title.text().split())
        if not text:
            self.title.restore()
            return
        self.title.shown = self.title.text()
        label = f"Reword action {quoted(action)}"
        self._document.edit(label, set_fields, action.id, title=text)

    def _take_owner(self) -> bool:
        """Whether it is settled who does it."""
        action = self.action
        if action is None or not self.owner.is_typed or self._asking is not None:
            return self._asking is None
        name = " ".join(self.owner.text().split())
        if name and not owner_of(self._document.map, name):
            self._ask(action, name)
            return False
        self._give(action.id, name)
        return True

    def _ask(self, action: Action, name: str) -> None:
        """Nobody is made a person in silence."""

        def add() -> None:
            self._give(action.id, name)
            self.due.setFocus(Qt.FocusReason.OtherFocusReason)

        choice = asking.Choice(f"Add {name.replace('&', '&&')}", add)
        said = f"Nobody on this map is called {quoted_text(name)}."
        more = f"They are added to the people of the map, as the owner of {quoted(action)}."
        self._asking = asking.choose(self.window(), said, more, choice)
        self._asking.finished.connect(self._asked)

    def _asked(self) -> None:
        self._asking = None
        self.owner.restore()
        self.begin_owner()

    def _give(self, action_id: str, name: str) -> None:
        action = self._document.map.get(action_id, Action)
        if action is None:
            return
        self.owner.shown = self.owner.text()
        found = owner_of(self._document.map, name) if name else ""
        person = self._document.map.get(found, Person)
        whom = (own_name(person) if person else name) or "nobody"
        label = f"Give {quoted(action)} to {whom}"
        self._document.edit(label, set_owner, action_id, name, self._document.ids)
        self.show_action(self._id)

    def _take_due(self) -> bool:
        """Whether it is a day, or none."""
        action = self.action
        if action is None or not self.due.is_typed:
            return True
        try:
            day = due.parse(self.due.text(), self._today())
        except due.NotADay as error:
            self.say(str(error))
            return False
        typed = self.due.shown = self.due.text()
        said = due.in_words(day, self._today())
        label = f"{quoted(action)} is due {said}" if day else f"{quoted(action)} has no day"
        self._document.edit(label, set_fields, action.id, due=day)
        self.show_action(self._id)
        if due.gone_by(typed, self._today()):
            self.say(self._due_in_words(typed, day))
        return True

    def _read_due(self, typed: str) -> None:
        """Say while it is typed which day that is."""
        try:
            day = due.parse(typed, self._today())
        except due.NotADay:
            self.say("")
        else:
            self.say(self._due_in_words(typed, day))

    def _due_in_words(self, typed: str, day: str) -> str:
        """Which day that is, and that it is one of next year where another might be meant."""
        said, gone = due.in_words(day, self._today()), due.gone_by(typed, self._today())
        return f"{said}, as {gone} is over. For this year, type the year too." if gone else said

    def _take_status(self) -> None:
        action = self.action
        if action is not None:
            status = self.status.currentData()
            label = f"{quoted(action)} is {status}"
            self._document.edit(label, set_status, action.id, status, self._today())

    def _show_what_about(self, action: Action) -> None:
        found = next(
            (r for i in action.about_ids if (r := self._document.map.records.get(i))), None
        )
        self.about.setVisible(found is not None)
        if found is not None:
            kind = kind_name(found)
            words = f"About: {own_name(found)}" if own_name(found) else f"About a {kind}"
            self.about.say(words, self._theme.icon("corner-up-left", "muted"))

    def _show_about(self) -> None:
        action = self.action
        for record_id in action.about_ids if action else ():
            if isinstance(self._document.map.records.get(record_id), Card):
                self.about_wanted.emit(record_id)
                return

    def say(self, words: str) -> None:
        """Say this below the fields, until another action is shown or something is typed."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that are said need more lines where it is narrow."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """All lines of what is said are seen; the list above would take their room."""
        inside = self.width() - 4 * GRID
        high = self.said.heightForWidth(inside) if self.said.text() and inside > 0 else 0
        if high != self.said.minimumHeight():
            self.said.setMinimumHeight(max(0, high))

    def _restyle(self) -> None:
        for number, status in enumerate(STATUSES):
            self.status.setItemIcon(number, self._theme.icon(SIGNS[status], "muted"))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        places = (("Action", self.title, 0, 0, 2), ("Owner", self.owner, 2, 0, 1),
                  ("Due", self.due, 2, 1, 1), ("Status", self.status, 5, 0, 1))  # fmt: skip
        for name, field, row, column, across in places:
            label: QLabel = quiet(name, self)
            label.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(label, row, column, 1, across)
            shown: QWidget = field
            if isinstance(field, Line):
                shown = Box(field, self)
                self._boxes.append(shown)
            grid.addWidget(shown, row + 1, column, 1, across)
        grid.addWidget(self.said, 4, 0, 1, 2)
        grid.addWidget(self.about, 6, 1)
        self.said.hide()
