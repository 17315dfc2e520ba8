"""One hand for tests of the window: the user's words in, real events out.

`editor.drag("Compare offers", to=("Buy", "Shop"))`: cards, stages, lanes and personas are
named as they read on the map, steps of one stage as ("Buy", 2). Everything goes through
the mouse and the keyboard; what came of it is read from the map and the Scene.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.window import Window
from app.windows import Windows
from model.change import JourneyMap
from model.grid import Grid, stages
from model.ids import feeling_id
from model.layout import hit, standing
from model.records import Card, Feeling, Lane, Link, Persona, Record, Stage, Step
from widgets.canvas.canvas import Canvas
from widgets.canvas.connecting import Side, handles

#: A stage's name, or its name and the number of its step, from 1.
StepName: TypeAlias = str | tuple[str, int]
#: A step and a lane.
CellName: TypeAlias = tuple[StepName, str]

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Driver:
    """Uses one window as a person does.

    Attributes:
        said: the lines that the window has shown at its bottom.
    """

    def __init__(self, qtbot: QtBot, window: Window, size: tuple[int, int] = (1600, 1000)) -> None:
        self.qtbot, self.window = qtbot, window
        self.said: list[str] = []
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        self.canvas.hint.connect(self.said.append)
        window.document.refused.connect(self.said.append)
        window.centre.take_focus()
        self.settle()

    # What there is.

    @property
    def canvas(self) -> Canvas:
        """The window's canvas."""
        return self.window.editor.canvas

    @property
    def map(self) -> JourneyMap:
        """The map as it is."""
        return self.window.document.map

    @property
    def viewport(self) -> QWidget:
        """Where the pointer works."""
        return self.canvas.view.viewport()

    def card(self, title: str) -> Card:
        """The one card that reads so."""
        return self._one(Card, "title", title)

    def stage(self, name: str) -> Stage:
        """The stage of that name."""
        return self._one(Stage, "name", name)

    def lane(self, name: str) -> Lane:
        """The lane of that name."""
        return self._one(Lane, "name", name)

    def persona(self, name: str) -> Persona:
        """The persona of that name."""
        return self._one(Persona, "name", name)

    def step(self, name: StepName) -> Step:
        """A step by its stage's name and its number in it, the first unless said."""
        stage, number = (name, 1) if isinstance(name, str) else name
        return Grid(self.map).steps_in(self.stage(stage).id)[number - 1]

    def named(self, name: str) -> Record:
        """The card, stage, lane or persona that reads so."""
        found = [
            r for r in self.map.records.values()
            if getattr(r, "title", getattr(r, "name", None)) == name
        ]  # fmt: skip
        assert len(found) == 1, f"{len(found)} records read {name!r}"
        return found[0]

    def cards_in(self, step: StepName, lane: str) -> list[str]:
        """The titles in a cell from the top."""
        return [c.title for c in Grid(self.map).cards_in(self.step(step).id, self.lane(lane).id)]

    def stage_names(self) -> list[str]:
        """The stages in order."""
        return [stage.name for stage in stages(self.map)]

    def lane_names(self) -> list[str]:
        """The lanes from the top."""
        return [lane.name for lane in Grid(self.map).lanes]

    def links(self) -> set[tuple[str, str]]:
        """What is connected with what; "" where a link has no card at that end."""

        def title(card_id: str) -> str:
            card = self.map.get(card_id, Card)
            return card.title if card else ""

        return {(title(link.source_id), title(link.target_id)) for link in self.map.all(Link)}

    def score(
        self, persona: str, step: StepName, curve: str = "current", measure: str = "emotion"
    ) -> float | None:
        """What a persona feels at a step; None where nobody said."""
        who = self.persona(persona).id if persona else ""
        found = self.map.get(feeling_id(who, self.step(step).id, curve, measure), Feeling)
        return found.score if found else None

    @property
    def selected(self) -> list[str]:
        """What is selected, as it reads."""
        records = (self.map.records[i] for i in self.window.editor.selection.ids)
        return [getattr(r, "title", getattr(r, "name", r.id)) for r in records]

    @property
    def focus(self) -> tuple[str, str] | None:
        """The stage's and the lane's name of the focused cell."""
        cell = self.window.editor.selection.cell
        if cell is None:
            return None
        step, lane = self.map.get(cell[0], Step), self.map.get(cell[1], Lane)
        assert step is not None
        assert lane is not None
        stage = self.map.get(step.stage_id, Stage)
        return (stage.name if stage else ""), lane.name

    @property
    def undoable(self) -> list[str]:
        """What was done, oldest first."""
        return [entry.label for entry in self.window.document.done]

    # Hands.

    def click(self, what: str | CellName, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click a card, or a cell on its free ground."""
        self.click_at(self.where(what), modifiers)

    def click_at(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click a pixel of the viewport."""
        self.qtbot.mouseClick(self.viewport, LEFT, modifiers, at)
        self.settle()

    def double_click(self, what: str | CellName) -> None:
        """Click twice."""
        self.double_click_at(self.where(what))

    def double_click_at(self, at: QPoint) -> None:
        """Click a pixel of the viewport twice."""
        self.qtbot.mouseClick(self.viewport, LEFT, NONE, at)
        self.qtbot.mouseDClick(self.viewport, LEFT, NONE, at)
        self.settle()

    def drag(
        self,
        what: str,
        to: CellName | str | QPoint,
        modifiers: Qt.KeyboardModifier = NONE,
        then: str = "",
    ) -> None:
        """Drag a card to a cell, or onto another card's upper half: it comes before that.

        `then` is a key that is pressed before the button comes up ("Escape").
        """
        start = self.where(what)
        self.pull(start, self.target(to), modifiers, then)

    def drag_edge(self, what: str, edge: str, to: CellName) -> None:
        """Drag the right, left or lower edge of a card to another cell."""
        self.show(what)
        box = self.canvas.box_of(self.card(what).id)
        assert box is not None
        at = {
            "right": QPointF(box.right() - 1, box.center().y()),
            "left": QPointF(box.left() + 1, box.center().y()),
            "bottom": QPointF(box.center().x(), box.bottom()),
        }[edge]
        self.pull(self._pixel(at), self.target(to))

    def connect(self, source: str, target: str | QPoint, side: Side = "out") -> None:
        """Pull a link from a card's handle to another card, or to a free place."""
        with self.connecting(source, target, side):
            pass

    @contextmanager
    def connecting(self, source: str, target: str | QPoint, side: Side = "out") -> Iterator[None]:
        """A link on its way: the button goes up when the block ends."""
        start = self.where(source)
        self.hover(start)
        handle = self._pixel(handles(self.canvas, self.card(source).id)[side])
        self.hover(handle)
        end = target if isinstance(target, QPoint) else self.where(target)
        self.qtbot.mousePress(self.viewport, LEFT, NONE, handle)
        self.slide(handle, end, NONE)
        yield
        self.qtbot.mouseRelease(self.viewport, LEFT, NONE, end)
        self.settle()

    def drag_feeling(self, persona: str, step: StepName, score: float) -> None:
        """Drag a face to a score."""
        record = feeling_id(self.persona(persona).id, self.step(step).id)
        box = self.canvas.box_of(record)
        assert box is not None, "no face there"
        self.canvas.view.bring_in(box)
        lane = next(x for x in Grid(self.map).lanes if x.kind == "emotion")
        y = self._score_y(lane.name, score)
        self.pull(self._pixel(box.center()), self._pixel(QPointF(box.center().x(), y)))

    def draw_line(
        self,
        lane: str,
        scores: Sequence[tuple[StepName, float]],
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        """Draw an emotion line in one stroke through these scores."""
        with self.drawing(lane, scores, modifiers):
            pass

    @contextmanager
    def drawing(
        self,
        lane: str,
        scores: Sequence[tuple[StepName, float]],
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> Iterator[None]:
        """An emotion line that is being drawn: the button goes up when the block ends."""
        points = []
        for step, score in scores:
            cell = standing.cell_bounds(self.canvas.laid, self.step(step).id, self.lane(lane).id)
            assert cell is not None
            points.append(QPointF(cell.x + cell.w / 2, self._score_y(lane, score)))
        first = self._pixel(points[0] - QPointF(60, 0))
        self.qtbot.mousePress(self.viewport, LEFT, modifiers, first)
        for point in (*points, points[-1] + QPointF(30, 0)):
            self._move(self._pixel(point), modifiers)
        yield
        self.qtbot.mouseRelease(self.viewport, LEFT, modifiers, self._pixel(points[-1]))
        self.settle()

    def lasso(self, start: CellName, end: CellName) -> None:
        """Drag from the free ground of one cell to that of another."""
        self.pull(self.where(start), self.where(end))

    def drop(self, data: QMimeData, at: CellName | str | QPoint) -> bool:
        """Drop what comes from elsewhere; whether the canvas took it."""
        point = QPointF(self.target(at))
        action = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(point.toPoint(), action, data, LEFT, NONE)
        QApplication.sendEvent(self.viewport, enter)
        move = QDragMoveEvent(point.toPoint(), action, data, LEFT, NONE)
        QApplication.sendEvent(self.viewport, move)
        dropped = QDropEvent(point, action, data, LEFT, NONE)
        QApplication.sendEvent(self.viewport, dropped)
        self.settle()
        return enter.isAccepted() and dropped.isAccepted()

    def wheel(
        self, notches: int, modifiers: Qt.KeyboardModifier = NONE, on: QWidget | None = None
    ) -> None:
        """Turn the wheel in the middle of the canvas, or of another widget."""
        over = on or self.viewport
        at = QPointF(over.rect().center())
        event = QWheelEvent(
            at, over.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(over, event)
        self.settle()

    def type(self, text: str) -> None:
        """Type text to whatever has the focus, which the first letter may change."""
        for letter in text:
            if letter.isascii():
                self.qtbot.keyClicks(self._focused(), letter)
            else:  # QTest knows the keys of Latin letters only
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(self._focused(), QKeyEvent(kind, 0, NONE, letter))
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys one after the other: "Enter", "Ctrl+Shift+Right", "Escape"."""
        for key in keys:
            combination = QKeySequence(key)[0]
            self.qtbot.keyClick(self._focused(), combination.key(), combination.keyboardModifiers())
            self.settle()

    def do(self, command: str) -> None:
        """Do a command of the menus by its id; it must be offered now."""
        action = self.window.actions_[command]
        self.window.actions_.refresh()
        assert action.isEnabled(), f"{command} cannot be used now"
        action.trigger()
        self.settle()

    @contextmanager
    def held(self, what: str, to: CellName | str) -> Iterator[None]:
        """A card on its way: the button goes up when the block ends."""
        start, end = self.where(what), self.target(to)
        self.qtbot.mousePress(self.viewport, LEFT, NONE, start)
        self.slide(start, end, NONE)
        yield
        self.qtbot.mouseRelease(self.viewport, LEFT, NONE, end)
        self.settle()

    # Where.

    def where(self, what: str | CellName) -> QPoint:
        """A pixel of the viewport on a card, or on the free ground of a cell."""
        self.show(what)
        if isinstance(what, str):
            box = self.canvas.box_of(self.card(what).id)
            assert box is not None, f"{what!r} is not on the canvas"
            return self._pixel(box.center())
        place = standing.free_place(self.canvas.laid, self.step(what[0]).id, self.lane(what[1]).id)
        cell = standing.cell_bounds(self.canvas.laid, self.step(what[0]).id, self.lane(what[1]).id)
        assert place is not None
        assert cell is not None
        y = min(place.y + 8, cell.y + cell.h - 4)
        return self._pixel(QPointF(cell.x + cell.w / 2, y))

    def target(self, to: CellName | str | QPoint) -> QPoint:
        """A pixel to let go at: the end of a cell, or just above the middle of a card."""
        if isinstance(to, QPoint):
            return to
        if isinstance(to, str):
            self.show(to)
            box = self.canvas.box_of(self.card(to).id)
            assert box is not None
            return self._pixel(QPointF(box.center().x(), box.top() + box.height() * 0.3))
        return self.where(to)

    def show(self, what: str | CellName) -> None:
        """Scroll until it can be seen."""
        if isinstance(what, str):
            self.canvas.reveal(self.card(what).id)
        else:
            self.canvas.reveal_cell(self.step(what[0]).id, self.lane(what[1]).id)
        self.settle()

    def hover(self, at: QPoint) -> None:
        """Move the pointer without a button."""
        self._send_move(at, NONE, Qt.MouseButton.NoButton)

    def pull(
        self, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE, then: str = ""
    ) -> None:
        """Press, move in small steps, let go."""
        self.qtbot.mousePress(self.viewport, LEFT, modifiers, start)
        self.slide(start, end, modifiers)
        if then:
            self.press(then)
        self.qtbot.mouseRelease(self.viewport, LEFT, modifiers, end)
        self.settle()

    def settle(self) -> None:
        """Let everything happen that is due."""
        QApplication.processEvents()
        comparing = vars(self.window).get("comparing")
        while comparing is not None and isValid(comparing) and comparing.is_listing:
            QApplication.processEvents()

    def slide(self, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Move the pointer in small steps while the button is down."""
        for i in range(1, 9):
            self._move(start + (end - start) * i / 8, modifiers)
        self._move(end, modifiers)

    def _move(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._send_move(at, modifiers, LEFT)

    def move_on(
        self,
        on: QWidget,
        at: QPoint,
        modifiers: Qt.KeyboardModifier = NONE,
        buttons: Qt.MouseButton = LEFT,
    ) -> None:
        """Move the pointer over a widget, by default with the left button held down."""
        place = QPointF(at)
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, on.mapToGlobal(place),
            Qt.MouseButton.NoButton, buttons, modifiers,
        )  # fmt: skip
        QApplication.sendEvent(on, event)
        self.settle()

    def _send_move(
        self, at: QPoint, modifiers: Qt.KeyboardModifier, buttons: Qt.MouseButton
    ) -> None:
        self.move_on(self.viewport, at, modifiers, buttons)

    def _pixel(self, at: QPointF) -> QPoint:
        return self.canvas.view.to_viewport(at).toPoint()

    def _score_y(self, lane: str, score: float) -> float:
        laid = self.canvas.laid
        return hit.score_y(self.canvas.scene, laid, laid.places.row_of[self.lane(lane).id], score)

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window.focusWidget() or self.canvas.view

    def _one(self, record_type: Any, field: str, text: str) -> Any:
        found = [r for r in self.map.all(record_type) if getattr(r, field) == text]
        assert len(found) == 1, f"{len(found)} times {text!r}"
        return found[0]


def opened(qtbot: QtBot, windows: Windows, file: Path) -> Driver:
    """A hand in the window in which `file` is now open."""
    windows.open([file])
    window = windows.window_of(file)
    assert window is not None
    return Driver(qtbot, window)
