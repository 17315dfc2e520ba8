"""The pointer on the canvas: what a press, a click and a drag mean, and where.

`model.layout.hit` says what is under the pointer; here it is decided what to do about it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from model.layout import hit
from model.layout.hit import Hit
from model.records import Feeling
from widgets.canvas import keys
from widgets.canvas.connecting import Connect, handle_at, handle_marks, is_connectable
from widgets.canvas.dragging import DragCards
from widgets.canvas.drawing import MoveFeeling, Stroke
from widgets.canvas.gesture import Gesture, Modifiers
from widgets.canvas.lasso import Lasso
from widgets.canvas.stretching import Stretch

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: Nearer to the border than this a drag scrolls, px; and how fast at most, px a tick.
_BORDER, _FASTEST = 36, 28
_TICK = 16
#: Keys that mean something while something is dragged.
_HELD = {
    Qt.Key.Key_Control: Modifiers.ControlModifier,
    Qt.Key.Key_Shift: Modifiers.ShiftModifier,
}


class Hands(QObject):
    """The hands of one canvas.

    Attributes:
        connecting: whether the next drag from a card draws a link (the Connect tool).
    """

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._at = QPointF()
        self._pointer = QPointF()
        self._modifiers = Modifiers.NoModifier
        self._hit = Hit()
        self._hovered = ""
        self._was_selected = False
        self._gesture: Gesture | None = None
        self.connecting = False
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_TICK)
        self._scrolling.timeout.connect(self._scroll)

    @property
    def dragging(self) -> bool:
        """Whether a drag is going on."""
        return self._gesture is not None

    def press(self, event: QMouseEvent, at: QPointF) -> None:
        """Select what is under the pointer; a movement may begin a drag."""
        canvas = self._canvas
        canvas.commit_edit()
        canvas.view.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton or self._gesture is not None:
            return
        self._at = at
        side = handle_at(canvas, self._hovered, at) if self._hovered else None
        self._hit = Hit("handle", self._hovered) if side else self._under(at)
        found = self._hit
        selection = canvas.selection
        self._was_selected = found.record in selection
        keys_held = event.modifiers() & (Modifiers.ShiftModifier | Modifiers.ControlModifier)
        if found.kind == "feeling":
            # Whose face one takes hold of, her line is the one that is worked on.
            feeling = canvas.document.map.get(found.record, Feeling)
            if feeling is not None and feeling.persona_id:
                canvas.persona = feeling.persona_id
        if found.kind in ("card", "feeling", "route"):
            cell = (found.step, found.lane) if found.step and found.lane else None
            if keys_held & Modifiers.ShiftModifier:
                selection.extend((found.record,))
            elif not self._was_selected and not keys_held:
                selection.set(found.record, cell=None if found.kind == "card" else cell)
        elif found.kind == "cell" and found.step and not keys_held:
            selection.set(cell=(found.step, found.lane))
        elif not found.kind and not keys_held:
            selection.set()
        # Last, as another selection may commit what is typed elsewhere: see `let_go`.
        self._pressed = event.position()

    def move(self, event: QMouseEvent, at: QPointF) -> None:
        """Go on with a drag, begin one, or show what is under the pointer."""
        self._pointer, self._modifiers = event.position(), event.modifiers()
        if self._gesture is not None:
            self._gesture.move(at, event.modifiers())
            if self._push() is None:
                self._scrolling.stop()
            elif not self._scrolling.isActive():
                self._scrolling.start()
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            moved = (event.position() - self._pressed).manhattanLength()
            if moved >= QApplication.startDragDistance():
                self._begin(event, at)
        elif not event.buttons():
            self._hover(at)

    def release(self, event: QMouseEvent, at: QPointF) -> None:
        """End a drag, or finish a click."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        gesture, self._gesture = self._gesture, None
        self._scrolling.stop()
        pressed, self._pressed = self._pressed, None
        if gesture is not None:
            gesture.drop()
            self._hover(at)
            return
        if pressed is None or self._hit.kind != "card":
            return
        modifiers = event.modifiers()
        if modifiers & Modifiers.ControlModifier:
            self._canvas.selection.toggle(self._hit.record)
        elif not modifiers & Modifiers.ShiftModifier and self._was_selected:
            self._canvas.selection.set(self._hit.record)

    def double_click(self, event: QMouseEvent, at: QPointF) -> None:
        """Edit what is under the pointer; on empty ground, a new card."""
        self._pressed = None
        found = self._under(at)
        if found.kind == "card":
            self._canvas.begin_edit(found.record)
        elif found.kind == "cell" and found.step:
            self._canvas.selection.set(cell=(found.step, found.lane))
            self._canvas.begin_edit("")

    def key(self, event: QKeyEvent) -> bool:
        """Esc ends a drag or the Connect tool; the rest is the keyboard's."""
        if event.key() == Qt.Key.Key_Escape and (self._gesture is not None or self.connecting):
            self.cancel()
            return True
        if self._gesture is not None:
            if held := _HELD.get(Qt.Key(event.key())):
                self._again(event.modifiers() | held)
            return True
        return keys.key(self._canvas, event)

    def key_released(self, event: QKeyEvent) -> None:
        """Without Ctrl, a drag moves again instead of making copies; so it does without Shift."""
        if self._gesture is not None and (held := _HELD.get(Qt.Key(event.key()))):
            self._again(event.modifiers() & ~held)

    def menu(self, event: QContextMenuEvent, at: QPointF) -> None:
        """Select what is under the pointer, and ask for its menu."""
        canvas = self._canvas
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            keys.open_menu(canvas)
            return
        found = self._under(at)
        cell = (found.step, found.lane) if found.step and found.lane else None
        if found.record:
            if found.record not in canvas.selection:
                canvas.selection.set(found.record, cell=None if found.kind == "card" else cell)
        elif cell:
            canvas.selection.set(cell=cell)
        canvas.context_menu_requested.emit(event.globalPos(), found.record, cell)

    def cancel(self) -> None:
        """End the drag and the Connect tool; nothing has happened."""
        self.let_go()
        if self.connecting:
            self._canvas.set_connecting(False)
        self._canvas.view.viewport().unsetCursor()

    def let_go(self) -> None:
        """The map became another one under the pointer: what was meant for the old one is over."""
        gesture, self._gesture = self._gesture, None
        self._pressed = None
        self._scrolling.stop()
        if gesture is not None:
            gesture.cancel()
            self._canvas.view.viewport().unsetCursor()

    def forget(self) -> None:
        """The picture is another one: nothing is hovered."""
        if self._hovered and self._gesture is None:
            self._hovered = ""
            self._canvas.marks.put("handles", ())

    def _under(self, at: QPointF) -> Hit:
        canvas = self._canvas
        return hit.at(canvas.scene, canvas.laid, at.x(), at.y(), canvas.zoom)

    def _begin(self, event: QMouseEvent, at: QPointF) -> None:
        canvas, found = self._canvas, self._hit
        read_only = bool(canvas.document.read_only)
        gesture: Gesture | None = None
        side = handle_at(canvas, found.record, self._at) if found.kind == "handle" else None
        if read_only and found.kind != "cell" and found.kind:
            canvas.document.refused.emit(canvas.document.read_only)
        elif side is not None:
            gesture = Connect(canvas, found.record, side)
        elif found.kind == "card" and self.connecting:
            gesture = Connect(canvas, found.record, "out")
        elif found.kind == "card":
            if found.record not in canvas.selection:
                canvas.selection.set(found.record)
            if found.part in ("left", "right", "bottom") and not event.modifiers():
                gesture = Stretch(canvas, found.record, found.part)
            else:
                gesture = DragCards(canvas, self._at)
        elif found.kind == "feeling":
            gesture = MoveFeeling(canvas, found.record, canvas.laid.places.row_of[found.lane])
        elif found.kind in ("cell", "") and self._emotion(found) and not read_only:
            lane = canvas.laid.grounds[canvas.laid.places.row_of[found.lane]].lane
            future = bool(event.modifiers() & Modifiers.ShiftModifier)
            gesture = Stroke(canvas, lane, self._at, future)
        elif found.kind != "route":
            gesture = Lasso(canvas, self._at)
        self._gesture = gesture
        if gesture is None:
            self._pressed = None
            return
        canvas.marks.put("handles", ())
        canvas.view.viewport().setCursor(gesture.cursor)
        gesture.move(at, event.modifiers())

    def _emotion(self, found: Hit) -> bool:
        lane = self._canvas.laid.places.row_of.get(found.lane)
        if lane is None:
            return False
        record = self._canvas.laid.grounds[lane].lane
        return record.kind == "emotion" and record.collapsed_height is None

    def _hover(self, at: QPointF) -> None:
        canvas = self._canvas
        side = handle_at(canvas, self._hovered, at) if self._hovered else None
        found = Hit("handle", self._hovered) if side else self._under(at)
        near = found.record if found.kind in ("card", "handle") else ""
        if near != self._hovered:
            self._hovered = near
            shown = near and is_connectable(canvas, near) and canvas.zoom >= 0.35
            canvas.marks.put("handles", handle_marks(canvas, near) if shown else ())
        shape = self._shape(found)
        if shape is None:
            canvas.view.viewport().unsetCursor()
        else:
            canvas.view.viewport().setCursor(shape)

    def _shape(self, found: Hit) -> Qt.CursorShape | None:
        if self._canvas.document.read_only:
            return None
        if found.kind == "handle" or (found.kind == "card" and self.connecting):
            return Qt.CursorShape.CrossCursor
        if found.kind == "card" and found.part in ("left", "right"):
            return Qt.CursorShape.SizeHorCursor
        if found.kind == "card" and found.part == "bottom":
            return Qt.CursorShape.SizeVerCursor
        if found.kind == "feeling":
            return Qt.CursorShape.SizeVerCursor
        if found.kind == "route":
            return Qt.CursorShape.PointingHandCursor
        if found.kind == "cell" and self._emotion(found):
            return Qt.CursorShape.CrossCursor
        return None

    def _again(self, modifiers: Modifiers) -> None:
        """Tell the drag that a key is held or let go, where the pointer is."""
        self._modifiers = modifiers
        if self._gesture is not None:
            self._gesture.move(self._canvas.view.to_scene(self._pointer), modifiers)

    def _push(self) -> tuple[int, int] | None:
        """How far to scroll, as the pointer is near the border; None if it is not."""
        here, size = self._pointer, self._canvas.view.viewport().size()
        x = _pushed(here.x(), size.width())
        y = _pushed(here.y(), size.height())
        return (x, y) if x or y else None

    def _scroll(self) -> None:
        push = self._push()
        if push is None or self._gesture is None:
            self._scrolling.stop()
            return
        self._canvas.view.scroll_by(*push)
        self._again(self._modifiers)


def _pushed(place: float, size: int) -> int:
    if place < _BORDER:
        return min(_FASTEST, round((_BORDER - place) / 2) + 1)
    if place > size - _BORDER:
        return -min(_FASTEST, round((place - size + _BORDER) / 2) + 1)
    return 0
