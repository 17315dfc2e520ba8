"""The part of the canvas that scrolls and zooms: wheel, trackpad, keys and the pointer.

It knows how to move the view. What a press, a drag or a key means is asked of `hands`.
"""

from typing import Any, Protocol

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from widgets.scrollbar import ThinScrollBar
from widgets.steady import steady

SMALLEST_ZOOM, LARGEST_ZOOM = 0.04, 6.0
#: One notch of a wheel.
_NOTCH = 1.15
#: px of free ground that one can scroll to beyond the grid, as a share of the viewport.
_BEYOND = 0.5


class Hands(Protocol):
    """What the pointer and the keys do on the canvas. Points are in the Scene."""

    def press(self, event: QMouseEvent, at: QPointF) -> None:
        """A button went down."""

    def move(self, event: QMouseEvent, at: QPointF) -> None:
        """The pointer moved, with or without a button."""

    def release(self, event: QMouseEvent, at: QPointF) -> None:
        """A button came up."""

    def double_click(self, event: QMouseEvent, at: QPointF) -> None:
        """The left button was clicked twice."""

    def key(self, event: QKeyEvent) -> bool:
        """A key was pressed; whether it meant anything."""

    def key_released(self, event: QKeyEvent) -> None:
        """A key was let go."""

    def menu(self, event: QContextMenuEvent, at: QPointF) -> None:
        """A context menu was asked for."""


class Drops(Protocol):
    """What is dragged over the canvas from elsewhere. Points are in the Scene."""

    def takes(self, data: QMimeData) -> bool:
        """Whether this could be dropped somewhere on the canvas."""

    def move(self, event: QDropEvent, at: QPointF) -> bool:
        """It hangs here; whether it can be dropped."""

    def leave(self) -> None:
        """It went away."""

    def drop(self, event: QDropEvent, at: QPointF) -> bool:
        """It was dropped; whether anything came of it."""


class Composing(Protocol):
    """What an input method composes while the view has the focus."""

    def compose(self, event: QInputMethodEvent) -> None:
        """Something was composed."""

    def caret_box(self) -> QRectF:
        """Where in the viewport text would appear: input methods open their windows there."""


@steady
class View(QGraphicsView):
    """Shows a part of the picture at a zoom."""

    #: Scrolled, zoomed or resized.
    moved = Signal()
    #: A zoom was asked for at a point of the viewport.
    zoom_asked = Signal(float, QPointF)
    focus_changed = Signal(bool)

    # Also of a view that Qt takes apart after Python has: the last events still come here.
    _space_held = False

    def __init__(self, graphics: QGraphicsScene, parent: QWidget | None = None) -> None:
        super().__init__(graphics, parent)
        self.hands: Hands | None = None
        self.composing: Composing | None = None
        self.drops: Drops | None = None
        self._panning: QPoint | None = None
        self._area = QRectF()
        self._from_right = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontSavePainterState
            | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
        )
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setHorizontalScrollBar(ThinScrollBar(Qt.Orientation.Horizontal))
        self.setVerticalScrollBar(ThinScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCornerWidget(QWidget(self))  # where both bars end, styles draw a bracket
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Journey map")

    @property
    def zoom(self) -> float:
        """Device-independent px for one px of the Scene."""
        return float(self.transform().m11())

    def set_area(self, area: QRectF, from_right: bool = False) -> None:
        """The part of the Scene that is worth seeing; one can scroll a little beyond its end.

        That is at the left where the map is read `from_right`.
        """
        self._area, self._from_right = area, from_right
        self._stretch()

    def show_at(self, zoom: float, scene: QPointF, at: QPointF) -> None:
        """Zoom so that a point of the Scene stands at a point of the viewport."""
        zoom = min(LARGEST_ZOOM, max(SMALLEST_ZOOM, zoom))
        transform = self.transform()
        transform.reset()
        transform.scale(zoom, zoom)
        self.setTransform(transform)
        self._stretch()
        self.horizontalScrollBar().setValue(round(scene.x() * zoom - at.x()))
        self.verticalScrollBar().setValue(round(scene.y() * zoom - at.y()))
        self.moved.emit()

    def visible(self) -> QRectF:
        """What of the Scene can be seen."""
        return QRectF(
            self.to_scene(QPointF(0, 0)),
            self.to_scene(QPointF(self.viewport().width(), self.viewport().height())),
        )

    def to_scene(self, point: QPointF) -> QPointF:
        """A point of the viewport in the Scene; exact, where `mapToScene` rounds."""
        return self.viewportTransform().inverted()[0].map(point)

    def to_viewport(self, point: QPointF) -> QPointF:
        """A point of the Scene in the viewport."""
        return self.viewportTransform().map(point)

    def scroll_by(self, dx: float, dy: float) -> None:
        """Move the picture by so many px of the viewport."""
        bar = self.horizontalScrollBar()
        bar.setValue(round(bar.value() - dx))
        bar = self.verticalScrollBar()
        bar.setValue(round(bar.value() - dy))

    def bring_in(self, box: QRectF, margin: float = 24.0) -> None:
        """Scroll as little as is needed to see a box of the Scene."""
        zoom = self.zoom
        seen = self.visible()
        space = margin / zoom
        box = box.adjusted(-space, -space, space, space)
        dx = dy = 0.0
        if box.right() > seen.right():
            dx = box.right() - seen.right()
        if box.left() < seen.left() + dx:
            dx = box.left() - seen.left()
        if box.bottom() > seen.bottom():
            dy = box.bottom() - seen.bottom()
        if box.top() < seen.top() + dy:
            dy = box.top() - seen.top()
        if dx or dy:
            self.scroll_by(-dx * zoom, -dy * zoom)

    def _stretch(self) -> None:
        zoom = self.zoom
        view = self.viewport()
        wide, high = view.width() / zoom, view.height() / zoom
        width, height = max(self._area.width(), wide), max(self._area.height(), high)
        if width > wide:
            width += _BEYOND * wide
        if height > high:
            height += _BEYOND * high
        left = self._area.right() - width if self._from_right else self._area.left()
        self.setSceneRect(QRectF(left, self._area.top(), width, height))

    # Qt asks these of every view.

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Tell whoever shows what is beside the view."""
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what can be scrolled to in step with the size."""
        super().resizeEvent(event)
        self._stretch()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms at the pointer; everything else scrolls, two fingers smoothly."""
        angle, pixels = event.angleDelta(), event.pixelDelta()
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            turned = angle.y() or pixels.y() * 8
            self.zoom_asked.emit(self.zoom * _NOTCH ** (turned / 120), event.position())
        elif not pixels.isNull():
            self.scroll_by(pixels.x(), pixels.y())
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and not angle.x():
            self.scroll_by(angle.y(), 0)
        else:
            self.scroll_by(angle.x(), angle.y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """A pinch zooms at the pointer."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_asked.emit(self.zoom * (1 + event.value()), event.position())
                return True
            return False
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The middle button, or the left one while Space is held, pans."""
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space_held):
            self._panning = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.hands is not None:
            self.hands.press(event, self.to_scene(event.position()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, or tell the hands."""
        if self._panning is not None:
            here = event.position().toPoint()
            moved = here - self._panning
            self._panning = here
            self.scroll_by(moved.x(), moved.y())
        elif self.hands is not None:
            self.hands.move(event, self.to_scene(event.position()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the press began."""
        if self._panning is not None:
            self._panning = None
            self._show_hand()
        elif self.hands is not None:
            self.hands.release(event, self.to_scene(event.position()))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell the hands."""
        if self.hands is not None and event.button() == Qt.MouseButton.LeftButton:
            self.hands.double_click(event, self.to_scene(event.position()))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell the hands."""
        if self.hands is not None:
            self.hands.menu(event, self.to_scene(QPointF(event.pos())))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space holds the hand; the rest is the hands' or the window's."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self._space_held = True
                self._show_hand()
            event.accept()
        elif self.hands is not None and self.hands.key(event):
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the hand go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
            self._show_hand()
            event.accept()
            return
        if self.hands is not None:
            self.hands.key_released(event)
        event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what can be dropped on a map; leave the rest to the window."""
        if self.drops is not None and self.drops.takes(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show what a drop here would do."""
        if self.drops is not None and self.drops.move(event, self.to_scene(event.position())):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget it."""
        if self.drops is not None:
            self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Do it."""
        if self.drops is not None and self.drops.drop(event, self.to_scene(event.position())):
            event.acceptProposedAction()
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on to the next cell, not to the next widget."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which cell has the focus."""
        super().focusInEvent(event)
        self._take_input_methods()
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of what is held by a key that will be released elsewhere."""
        super().focusOutEvent(event)
        if self._space_held:
            self._space_held = False
            self._show_hand()
        self.focus_changed.emit(False)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Accents and other scripts begin a text as letters do."""
        if self.composing is not None:
            self.composing.compose(event)
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Where text would appear."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return True
        if query == Qt.InputMethodQuery.ImCursorRectangle and self.composing is not None:
            return self.composing.caret_box()
        return super().inputMethodQuery(query)

    def _take_input_methods(self) -> None:
        """Qt turns them off whenever no item of the scene takes them."""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def _show_hand(self) -> None:
        if self._space_held:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()
