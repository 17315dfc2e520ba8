"""Somebody at the keyboard of a canvas: real key events to whatever has the focus."""

from random import Random
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.change import JourneyMap
from model.grid import Grid
from model.ids import Ids
from model.records import Card, Lane, MapInfo, Stage, Step, create
from widgets.canvas.canvas import Canvas
from widgets.document import Document
from widgets.selection import Selection
from widgets.theme import Theme

Key = Qt.Key
NO, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def small_map(*cards: Card, **info: Any) -> JourneyMap:
    """Two stages (a, b | c), lanes Doing, Web, Feelings, Team; no cards but those given."""
    return JourneyMap(
        [
            create(MapInfo, **info),
            create(Stage, id="stage_one", name="Compare", order="a"),
            create(Stage, id="stage_two", name="Buy", order="b"),
            create(Step, id="a", stage_id="stage_one", order="a"),
            create(Step, id="b", stage_id="stage_one", order="b"),
            create(Step, id="c", stage_id="stage_two", order="a"),
            create(Lane, id="doing", name="Doing", order="a", kind="customer", aspect="doing"),
            create(Lane, id="web", name="Web", order="b", kind="channel"),
            create(Lane, id="feel", name="Feelings", order="c", kind="emotion"),
            create(Lane, id="team", name="Service", order="d", kind="team"),
            *cards,
        ]
    )


def card(card_id: str, step: str, lane: str, title: str = "", **fields: Any) -> Card:
    kind = fields.pop("kind", "touchpoint")
    fields.setdefault("order", card_id)
    return create(Card, id=card_id, step_id=step, lane_id=lane, title=title, kind=kind, **fields)


class Hand:
    """Types on a canvas, and says what came of it."""

    def __init__(self, qtbot: QtBot, of: JourneyMap, read_only: str = "") -> None:
        self.document = Document(of, read_only=read_only, ids=Ids(Random(5)))
        self.selection = Selection(self.document)
        self.canvas = Canvas(self.document, self.selection, Theme("light"))
        qtbot.addWidget(self.canvas)
        self.canvas.resize(1200, 800)
        self.refused: list[str] = []
        self.hints: list[str] = []
        self.document.refused.connect(self.refused.append)
        self.canvas.hint.connect(self.hints.append)
        with qtbot.waitExposed(self.canvas):
            self.canvas.show()
        self.canvas.activateWindow()
        self.canvas.view.setFocus()
        qtbot.waitUntil(self.canvas.view.hasFocus)

    def on(self, record_id: str) -> "Hand":
        """Select a record."""
        self.selection.set(record_id)
        return self

    def at(self, step: str, lane: str) -> "Hand":
        """Give a cell the focus."""
        self.selection.set(cell=(step, lane))
        return self

    def type(self, text: str) -> "Hand":
        """Type letters."""
        for letter in text:
            if ord(letter) < 256:
                QTest.keyClicks(QApplication.focusWidget(), letter)
            else:  # no key of QTest's
                for sort in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                    event = QKeyEvent(sort, 0, NO, letter)
                    QApplication.sendEvent(QApplication.focusWidget(), event)
        return self

    def press(self, *keys: Key, held: Qt.KeyboardModifier = NO) -> "Hand":
        """Press keys."""
        for each in keys:
            QTest.keyClick(QApplication.focusWidget(), each, held)
        return self

    @property
    def is_typing(self) -> bool:
        """Whether a text on the canvas has the keyboard."""
        return self.canvas.editing.is_on and QApplication.focusWidget() is self.canvas.editing.caret

    @property
    def is_walking(self) -> bool:
        """Whether the grid itself has the keyboard."""
        return not self.canvas.editing.is_on and self.canvas.view.hasFocus()

    @property
    def labels(self) -> list[str]:
        """The history, oldest first."""
        return [entry.label for entry in self.document.done]

    @property
    def chosen(self) -> list[str]:
        """Titles of the selected cards, or ids of what has none."""
        records = [self.document.map[i] for i in self.selection.ids]
        return [r.title if isinstance(r, Card) and r.title else r.id for r in records]

    def cell(self, step: str, lane: str) -> list[str]:
        """Titles of the cards in a cell, from the top."""
        return [c.title for c in Grid(self.document.map).cards_in(step, lane)]

    def kinds(self, step: str, lane: str) -> list[str]:
        """Kinds of the cards in a cell, from the top."""
        return [c.kind for c in Grid(self.document.map).cards_in(step, lane)]

    @property
    def steps(self) -> list[str]:
        """Ids of the steps in order."""
        return [step.id for step in Grid(self.document.map).steps]
