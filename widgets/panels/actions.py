"""The actions of a map: what is to be done, by whom and by when, typed as people say it.

The list is walked with arrows; Enter goes to the fields below it, Space says that something is
done. Nothing is looked for as long as nobody sees the panel.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from model.change import Change, JourneyMap
from model.edits.actions import set_status, typed_action
from model.edits.common import new_ids
from model.edits.removing import remove
from model.labels import quoted, quoted_text
from model.records import Action, Person
from widgets.box import GRID, Box
from widgets.document import Document
from widgets.inspector.boxes import Line
from widgets.panels.actions_form import ActionForm
from widgets.panels.actions_rows import ActionRows, ActionsModel, rows_of
from widgets.panels.rows import TaskList
from widgets.theme import Theme

_NOWHERE = QModelIndex()
_EMPTY = (
    "Nothing is to be done yet. Type an action below, or make one of a question, "
    "a pain point or a parked card: Insert ▸ Action."
)
_KEYS = "Enter edits, Space says that it is done, Delete removes it"


class ActionsPanel(QWidget):
    """The list of one document, the fields of the action that is chosen, a line for a new one.

    Attributes:
        today: the day by which things are overdue.
    """

    #: What an action is about is to be shown.
    about_wanted = Signal(str)
    #: The list for the whole room is wanted.
    room_wanted = Signal()

    def __init__(
        self,
        document: Document,
        theme: Theme,
        parent: QWidget | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self._document, self.today = document, today
        self._stale = True
        self._asked: frozenset[str] = frozenset()
        self.model = ActionsModel()
        self.list = TaskList(theme, self.model, "Actions", self)
        self.list.setItemDelegate(ActionRows(theme, self.list))
        self.list.setAccessibleDescription(_KEYS)
        self.list.empty = _EMPTY
        self.form = ActionForm(document, theme, lambda: self.today(), self)
        self.line = Line(self)
        self.line.setPlaceholderText("Type an action and press Enter")
        self.line.setAccessibleName("New action")
        self.line.returnPressed.connect(self._add)
        self.room = QPushButton("Show to the room", self)
        self.room.setAutoDefault(False)
        self.room.clicked.connect(self.room_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.form)
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        below.setSpacing(GRID)
        self._box = Box(self.line, self)
        below.addWidget(self._box)
        below.addWidget(self.room)
        layout.addLayout(below)
        self.setFocusProxy(self.list)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.entered_row.connect(self.form.begin)
        self.list.ticked.connect(self._tick)
        self.list.deleted.connect(self._delete)
        self.form.left.connect(self.list.setFocus)
        self.form.about_wanted.connect(self.about_wanted)
        document.changed.connect(self._follow)
        document.state_changed.connect(self._allow)
        self._allow()

    @property
    def chosen(self) -> str:
        """The id of the action that is chosen, or ""."""
        index = self.list.currentIndex()
        return self.model.rows[index.row()].id if index.isValid() else ""

    def choose(self, action_id: str, begin: Literal["", "title", "missing"] = "") -> None:
        """Choose an action and, with `begin`, let its words be typed, or what it lacks."""
        self.refresh()
        row = self.model.row_of(action_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))
            {"title": self.form.begin, "missing": self.form.begin_missing}.get(
                begin, self.list.setFocus
            )()

    def says_again(self, card_ids: Sequence[str], found: Mapping[str, Action]) -> bool:
        """Whether it is to be said that these cards have these actions already, not made twice.

        It is said once: whoever asks for the same again wants another one.
        """
        asked, self._asked = self._asked, frozenset(found)
        return bool(found) and not asked.issuperset(card_ids)

    def forget_asked(self) -> None:
        """Something else is chosen: what was asked for before counts no longer."""
        self._asked = frozenset()

    def refresh(self) -> None:
        """Show the actions as they are today."""
        self._stale = False
        rows = rows_of(self._document.map, self.today())
        if rows != self.model.rows:
            before = self.chosen
            self.model.show(rows)
            row = self.model.row_of(before)
            self.list.setCurrentIndex(self.model.index(max(row, 0)) if rows else QModelIndex())
        self._choose()

    def pending(self, to: JourneyMap) -> Change:
        """What the words that are only typed yet would do to a map."""
        return self.form.pending(to)

    def commit_pending(self) -> None:
        """Enter what is typed in the fields; a new line stays until Enter is pressed."""
        self.form.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """What was done meanwhile; days pass too."""
        super().showEvent(event)
        self.refresh()

    def _follow(self, change: Change) -> None:
        kinds = (Action, Person)
        if any(isinstance(record, kinds) for pair in change.values() for record in pair):
            self._stale = True
        if self._stale and self.isVisible():
            self.refresh()
        elif self.isVisible():
            self.form.follow(change)

    def _choose(self) -> None:
        self.form.show_action(self.chosen)

    def _allow(self) -> None:
        allowed = not self._document.read_only
        self.line.setEnabled(allowed)
        self._box.flat = not allowed
        self._box.update()
        self.form.allow(allowed)

    def _add(self) -> None:
        title = " ".join(self.line.text().split())
        if not title:
            return
        ids = self._document.ids
        change = self._document.edit(f"Add action {quoted_text(title)}", typed_action, title, ids)
        for action_id in new_ids(change, Action):
            self.line.clear()
            self.choose(action_id, "missing")

    def _tick(self) -> None:
        action = self._document.map.get(self.chosen, Action)
        if action is not None:
            status = "open" if action.status == "done" else "done"
            label = f"{quoted(action)} is {status}"
            self._document.edit(label, set_status, action.id, status, self.today())

    def _delete(self) -> None:
        action = self._document.map.get(self.chosen, Action)
        if action is not None:
            row = self.list.currentIndex().row()
            self._document.edit(f"Delete action {quoted(action)}", remove, action.id)
            last = self.model.rowCount() - 1
            self.list.setCurrentIndex(self.model.index(min(row, last)) if last >= 0 else _NOWHERE)
