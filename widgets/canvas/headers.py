"""What the headers beside the view have in common: pointing, clicking, dragging, scrolling."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from model.records import Lane, Stage, Step
from widgets.canvas.header_drag import Reorder
from widgets.steady import steady
from widgets.tips import plain_tip

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: How strongly the ground of a name is tinted that a search found.
FOUND = 0.16
#: Within so many px of a header's ends a drag scrolls, this far each time.
_EDGE, _STRIDE, _EVERY = 24, 14, 30


class Spot(NamedTuple):
    """What is at a point of a header.

    Attributes:
        kind: "record", or a button: "add" (before `record`; "" at the end) or "fold".
        over: the record whose ground it is, for a button.
        tip: what a button does, or what is too long to be read.
    """

    kind: Literal["", "record", "add", "fold"] = ""
    record: str = ""
    over: str = ""
    tip: str = ""


@steady
class Header(QWidget):
    """A header of the canvas; what stands in it is its heirs' matter."""

    def __init__(self, canvas: "Canvas", name: str) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._hover = Spot()
        self._pressed = Spot()
        self._press_at = QPoint()
        self._pointer = QPointF()
        self._drag: Reorder | None = None
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_EVERY)
        self._scrolling.timeout.connect(self._scroll_on)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(name)
        canvas.document.changed.connect(self._let_go)

    def spot_at(self, at: QPointF) -> Spot:
        """What is at a point of the header."""
        raise NotImplementedError

    def name_box(self, record_id: str) -> QRect | None:
        """Where the name of a record stands in this widget; None if it is not one of these."""
        raise NotImplementedError

    def use(self, spot: Spot) -> None:
        """A button of the header was clicked."""
        raise NotImplementedError

    @property
    def dragging(self) -> bool:
        """Whether something is being put into another order."""
        return self._drag is not None

    def scene_point(self, at: QPointF) -> QPointF:
        """The point of the Scene that is level with a point of the header."""
        viewport = self._canvas.view.viewport()
        return self._canvas.view.to_scene(viewport.mapFromGlobal(self.mapToGlobal(at)))

    def offset(self) -> QPointF:
        """Where the Scene's (0, 0) stands, in this header's direction exact."""
        viewport = self._canvas.view.viewport()
        origin = self._canvas.view.to_viewport(QPointF(0, 0))
        return origin + QPointF(viewport.mapTo(self._canvas, QPoint(0, 0)) - self.pos())

    # The pointer.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is pressed, or remember the button that is."""
        if event.button() != Qt.MouseButton.LeftButton or self._drag is not None:
            return
        self._pressed = self.spot_at(event.position())
        self._press_at = event.position().toPoint()
        self._canvas.view.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._pressed.kind != "record":
            return
        chosen, selection = self._pressed.record, self._canvas.selection
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            selection.toggle(chosen)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            selection.extend((chosen,))
        else:
            selection.set(chosen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would do, or drag."""
        self._pointer = event.position()
        if self._drag is None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (event.position().toPoint() - self._press_at).manhattanLength()
            if self._pressed.kind == "record" and far >= QApplication.startDragDistance():
                self._begin_drag()
        if self._drag is not None:
            self._drag_on()
        elif not event.buttons():
            self._point(self.spot_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what is dragged, or press the button."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, Spot()
        if self._drag is not None:
            drag = self._drag
            self._end_drag()
            drag.drop()
            self._point(self.spot_at(event.position()))
        elif pressed.kind in ("add", "fold") and self.spot_at(event.position()) == pressed:
            self.use(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write the name of what is clicked."""
        spot = self.spot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot.kind == "record":
            self._pressed = Spot()
            self._canvas.begin_edit(spot.record)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu for what is here, which is selected first."""
        spot = self.spot_at(QPointF(event.pos()))
        record = spot.record if spot.kind == "record" else ""
        if record and record not in self._canvas.selection.ids:
            self._canvas.selection.set(record)
        self._canvas.context_menu_requested.emit(event.globalPos(), record, None)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._point(Spot())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll and zoom the view as if the pointer were in it."""
        over_the_view(event, self, self._canvas)

    def event(self, event: QEvent) -> bool:
        """A pinch zooms the view; tips say what buttons do and what was cut."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            at = _beside(event.position(), self, self._canvas)
            self._canvas.camera.zoom_to(self._canvas.zoom * (1 + event.value()), at)
            return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._drag is not None
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()  # it means this drag, whatever else it may mean in the window
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tip = self.spot_at(QPointF(event.pos())).tip
            # A tip guesses whether it is rich text: what users write is made plain first.
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts back what is dragged."""
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._let_go()
            return
        super().keyPressEvent(event)

    def _point(self, spot: Spot) -> None:
        if spot != self._hover:
            self._hover = spot
            if spot.kind:
                self.setCursor(Qt.CursorShape.PointingHandCursor)
            else:
                self.unsetCursor()
            self.update()

    # Dragging.

    def _begin_drag(self) -> None:
        record = self._canvas.document.map.records.get(self._pressed.record)
        if self._canvas.document.read_only or not isinstance(record, Stage | Step | Lane):
            return
        self._drag = Reorder(self._canvas, record)
        self._hover = Spot()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # so that Esc is heard
        self._scrolling.start()

    def _drag_on(self) -> None:
        if self._drag is not None:
            self._drag.move(self.scene_point(self._pointer))

    def _end_drag(self) -> None:
        self._drag = None
        self._scrolling.stop()
        self._canvas.view.setFocus(Qt.FocusReason.MouseFocusReason)
        self.unsetCursor()

    def _let_go(self, _change: object = None) -> None:
        """Esc, or the map became another one under the pointer."""
        if self._drag is not None:
            drag = self._drag
            self._pressed = Spot()
            self._end_drag()
            drag.cancel()

    def _scroll_on(self) -> None:
        """Go on scrolling while the pointer is at an end of the header."""
        before = self._canvas.view.visible()
        self._canvas.view.scroll_by(*self._stride())
        if self._canvas.view.visible() != before:
            self._drag_on()

    def _stride(self) -> tuple[float, float]:
        raise NotImplementedError

    # Painting.

    def opacity_of(self, record_id: str) -> float:
        """How opaque the name of a stage, step or lane is: faint while others are looked at."""
        surface = self._canvas.surface
        return 1.0 if surface.bright is None or record_id in surface.bright else surface.dim

    def small_font(self) -> QFont:
        """The interface's font, as small as the small type of the header."""
        font = QFont(self.font())
        font.setPixelSize(12)
        return font

    def shade(self, painter: QPainter, box: QRectF, strength: float) -> None:
        """Tint ground with the colour of the focus."""
        colour = QColor(self._canvas.theme.colour("focus"))
        colour.setAlphaF(strength)
        painter.fillRect(box, colour)

    def paint_button(self, painter: QPainter, box: QRectF, icon: str, lit: bool) -> None:
        """A small round button with an icon."""
        theme = self._canvas.theme
        painter.setPen(theme.colour("focus" if lit else "grid"))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        inner = box.adjusted(4, 4, -4, -4).toRect()
        theme.icon(icon, "focus" if lit else "muted").paint(painter, inner)

    def paint_adder(self, painter: QPainter, box: QRectF, text: str, lit: bool) -> None:
        """The words that add one more at the end."""
        theme = self._canvas.theme
        role = "focus" if lit else "muted"
        icon = QRectF(box.x(), box.center().y() - 6, 12, 12)
        theme.icon("plus", role).paint(painter, icon.toRect())
        painter.setPen(theme.colour(role))
        words = box.adjusted(16, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def stride(at: float, length: float) -> float:
    """How far to scroll while dragging at this distance along a header that is so long."""
    if at < _EDGE:
        return float(_STRIDE)
    return -float(_STRIDE) if at > length - _EDGE else 0.0


def over_the_view(event: QWheelEvent, beside: QWidget, canvas: "Canvas") -> None:
    """Let a turn of the wheel `beside` the view scroll or zoom it at its nearest point."""
    canvas.view.wheelEvent(
        QWheelEvent(
            _beside(event.position(), beside, canvas),
            event.globalPosition(),
            event.pixelDelta(),
            event.angleDelta(),
            event.buttons(),
            event.modifiers(),
            event.phase(),
            event.inverted(),
        )
    )
    event.accept()


def _beside(at: QPointF, widget: QWidget, canvas: "Canvas") -> QPointF:
    """The point of the viewport that is nearest to one of another widget."""
    viewport = canvas.view.viewport()
    here = viewport.mapFromGlobal(widget.mapToGlobal(at))
    x = min(max(0.0, here.x()), float(viewport.width()))
    return QPointF(x, min(max(0.0, here.y()), float(viewport.height())))


class Corner(QWidget):
    """The empty place between both headers."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll and zoom the view as if the pointer were in it."""
        over_the_view(event, self, self._canvas)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line under it."""
        theme = self._canvas.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("grid"))
        painter.end()
