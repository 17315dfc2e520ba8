"""A hand for commands: an editor around a map, with a canvas that only notes what it is told."""

from random import Random
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from model.change import JourneyMap
from model.grid import Grid
from model.ids import Ids
from model.records import Card
from model.rules import check
from tests.sample import sample
from widgets.commands import cards, clipboard, deleting, feelings, history, links, moving, structure
from widgets.commands.command import Command
from widgets.document import Document
from widgets.editor import Editor
from widgets.selection import Cell, Selection
from widgets.theme import Theme

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

ROOMS = (cards, clipboard, deleting, feelings, history, links, moving, structure)
EVERY: dict[str, Command] = {c.id: c for room in ROOMS for c in room.COMMANDS}


class FakeCanvas(QWidget):
    """What the commands ask of a canvas."""

    hint = Signal(str)
    details_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.persona = ""
        self.revealed: tuple[str, ...] = ()
        self.edited = ""
        self.typed: tuple[str, str, str, str | None] | None = None
        self.connecting = False
        self.selection: Selection

    def set_connecting(self, on: bool) -> None:
        self.connecting = on

    def reveal(self, *ids: str) -> None:
        self.revealed = ids

    def begin_edit(self, record_id: str, text: str | None = None, *, fresh: bool = False) -> None:
        self.edited = record_id
        self.selection.set(record_id)
        self.reveal(record_id)

    def begin_card(
        self, step_id: str, lane_id: str, before_id: str = "", kind: str | None = None
    ) -> None:
        self.typed = (step_id, lane_id, before_id, kind)


class Hand:
    """Does commands by their ids, and says what came of them."""

    def __init__(self, qtbot: QtBot, of: JourneyMap | None = None, **fields: Any) -> None:
        self.document = Document(of or sample(**fields), ids=Ids(Random(9)))
        self.first = self.document.map
        self.selection = Selection(self.document)
        self.canvas = FakeCanvas()
        self.canvas.selection = self.selection
        qtbot.addWidget(self.canvas)
        canvas = cast("Canvas", self.canvas)
        self.editor = Editor(self.document, self.selection, canvas, Theme("light"), self.canvas)
        self.said: list[str] = []
        self.document.refused.connect(self.said.append)
        self.canvas.hint.connect(self.said.append)

    @property
    def map(self) -> JourneyMap:
        return self.document.map

    @property
    def grid(self) -> Grid:
        return Grid(self.map)

    @property
    def labels(self) -> list[str]:
        return [entry.label for entry in self.document.done]

    def select(self, *ids: str, cell: Cell | None = None) -> "Hand":
        self.selection.set(*ids, cell=cell)
        return self

    def can(self, command_id: str) -> bool:
        return EVERY[command_id].enabled(self.editor)

    def key(self, command_id: str) -> str:
        """Its first shortcut."""
        return str(EVERY[command_id].keys[0])

    def is_on(self, command_id: str) -> bool:
        checked = EVERY[command_id].checked
        assert checked is not None, f"{command_id} cannot be switched"
        return checked(self.editor)

    def do(self, command_id: str) -> "Hand":
        """As a user would: only what can be done now."""
        assert self.can(command_id), f"{command_id} cannot be done now"
        before = check(self.map)
        EVERY[command_id].run(self.editor)
        assert check(self.map) == before
        return self

    def one_undo(self, label: str) -> None:
        """One entry of that label was made, and its undo brings the map back."""
        assert self.labels == [label]
        now = self.map
        self.document.undo()
        assert self.map == self.first
        self.document.redo()
        assert self.map == now

    def answer(self, text: str) -> str:
        """Press a button of the question that stands there; what it asked."""
        (box,) = self.canvas.findChildren(QMessageBox)
        (button,) = (b for b in box.buttons() if b.text().replace("&", "") == text)
        asked = f"{box.text()} {box.informativeText()}".strip()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QCoreApplication.sendPostedEvents(box, QEvent.Type.DeferredDelete)
        return asked

    def press_in_question(self, key: str) -> None:
        """Press Esc or Return in the question that stands there."""
        (box,) = self.canvas.findChildren(QMessageBox)
        QTest.keyClick(box, Qt.Key.Key_Escape if key == "Esc" else Qt.Key.Key_Return)
        QCoreApplication.sendPostedEvents(box, QEvent.Type.DeferredDelete)

    def asks(self) -> bool:
        """Whether a question stands there."""
        return bool(self.canvas.findChildren(QMessageBox))

    def type_name(self, name: str) -> str:
        """Type a name that is asked for, and Enter; what stood there before."""
        (dialog,) = self.canvas.findChildren(QInputDialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        before = field.text()
        field.selectAll()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
        return before

    def card(self, card_id: str) -> Card:
        found = self.map.get(card_id, Card)
        assert found is not None
        return found

    def new(self) -> list[Card]:
        """The selected cards."""
        return list(self.selection.of(Card))

    def titles(self, step_id: str, lane_id: str) -> list[str]:
        return [card.title for card in self.grid.cards_in(step_id, lane_id)]

    def stages(self) -> list[str]:
        return [stage.name for stage in self.grid.stages]

    def steps(self) -> list[str]:
        return [step.id for step in self.grid.steps]

    def lanes(self) -> list[str]:
        return [lane.name for lane in self.grid.lanes]

    def personas(self) -> list[str]:
        return [persona.name for persona in self.grid.personas]
