"""A dot of light in place of the pointer, with a short tail, on every canvas that shows the map.

While it is on, nothing on the map can be clicked or dragged: the lead only points.
"""

import time
from math import hypot
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QLinearGradient,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from widgets.canvas.canvas import Canvas
from widgets.canvas.headers import over_the_view
from widgets.presenting.glide import may_move
from widgets.presenting.onlooker import Onlooker
from widgets.steady import steady

#: px: half the dot, and the ring around it.
DOT, _RING = 10.0, 2.5
#: s that a place stays in the tail, and how often that is painted, ms.
_TAIL, _EVERY = 0.35, 16


class Pointed(NamedTuple):
    """A place that means the same on every canvas of a map.

    Attributes:
        x, y: of the Scene; beside or above the grid a share of the header there, 0 to 1.
        beside: it is on the names of lanes.
        above: it is on the names of stages.
    """

    x: float
    y: float
    beside: bool
    above: bool


def pointed_at(canvas: Canvas, at: QPointF) -> Pointed:
    """What a point of a canvas's widget points at."""
    port = canvas.view.viewport()
    inside = at - QPointF(port.mapTo(canvas, QPoint(0, 0)))
    scene = canvas.view.to_scene(inside)
    beside = not 0 <= inside.x() <= port.width()
    above = inside.y() < 0
    header = canvas.lane_header
    x = (at.x() - header.x()) / max(1, header.width()) if beside else scene.x()
    y = at.y() / max(1, canvas.stage_header.height()) if above else scene.y()
    return Pointed(x, y, beside, above)


def point_of(canvas: Canvas, what: Pointed) -> QPointF:
    """Where that is in a canvas's widget."""
    port = canvas.view.viewport()
    corner = QPointF(port.mapTo(canvas, QPoint(0, 0)))
    at = canvas.view.to_viewport(QPointF(what.x, what.y)) + corner
    if what.beside:
        at.setX(canvas.lane_header.x() + what.x * canvas.lane_header.width())
    if what.above:
        at.setY(what.y * canvas.stage_header.height())
    return at


def tail(strong: list[tuple[QPointF, float]]) -> QPolygonF:
    """A shape along these points, the wider the stronger each is, 0 to 1.

    One shape, as pieces that lie over each other would show where they do.
    """
    here, there = [], []
    for n, (at, strength) in enumerate(strong):
        along = strong[min(n + 1, len(strong) - 1)][0] - strong[max(n - 1, 0)][0]
        length = hypot(along.x(), along.y()) or 1.0
        across = QPointF(-along.y(), along.x()) * (0.8 * DOT * strength / length)
        here.append(at + across)
        there.append(at - across)
    return QPolygonF([*here, *reversed(there)])


class Beam(QWidget):
    """Lies over a canvas and paints the dot; the pointer goes through it.

    Where it is to hear the pointer, its `parent` is the canvas's own.
    """

    def __init__(self, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent or canvas)
        self._canvas = canvas
        self._what: Pointed | None = None
        self._tail: list[tuple[float, QPointF]] = []
        self._fading = QTimer(self, interval=_EVERY)
        self._fading.timeout.connect(self._fade)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas.installEventFilter(self)
        canvas.view_changed.connect(self._move_along)
        self._lie_over()
        self.show()

    @property
    def at(self) -> QPointF | None:
        """Where the dot is in the canvas's widget; None if there is none."""
        return self._tail[-1][1] if self._what is not None and self._tail else None

    def point(self, what: Pointed | None) -> None:
        """Put the dot there, or take it away."""
        before = self._box()
        self._what = what
        if what is None:
            self._tail.clear()
        else:
            self._tail.append((time.monotonic(), point_of(self._canvas, what)))
            if not may_move():
                del self._tail[:-1]
        self.update(before.united(self._box()).toAlignedRect())
        self._fading.start() if len(self._tail) > 1 else self._fading.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tail, thinner and fainter towards its end, and the dot on it."""
        if not self._tail:
            return
        theme = self._canvas.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.colour("feeling.below"))
        if len(self._tail) > 1:
            now = time.monotonic()
            strong = [(at, max(0.0, 1 - (now - then) / _TAIL)) for then, at in self._tail]
            fading = QLinearGradient(strong[0][0], strong[-1][0])
            for place, strength in ((0.0, strong[0][1] / 2), (1.0, 1.0)):
                faint = QColor(colour)
                faint.setAlphaF(0.6 * strength)
                fading.setColorAt(place, faint)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fading)
            painter.drawPolygon(tail(strong), Qt.FillRule.WindingFill)
        painter.setPen(QPen(theme.colour("surface"), _RING))
        painter.setBrush(colour)
        painter.drawEllipse(self._tail[-1][1], DOT, DOT)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the canvas, and always over it."""
        if event.type() == QEvent.Type.Resize:
            self._lie_over()
        return False

    def _lie_over(self) -> None:
        within = self.parentWidget() is self._canvas
        self.setGeometry(self._canvas.rect() if within else self._canvas.geometry())
        self.raise_()

    def _fade(self) -> None:
        before, now = self._box(), time.monotonic()
        last = self._tail[-1:]
        self._tail = [spot for spot in self._tail[:-1] if now - spot[0] < _TAIL] + last
        if len(self._tail) < 2:
            self._fading.stop()
        self.update(before.toAlignedRect())

    def _move_along(self) -> None:
        """The camera moved under the dot: it stays on what it points at."""
        if self._what is not None:
            what = self._what
            self._tail.clear()
            self.update()
            self.point(what)

    def _box(self) -> QRectF:
        box = QRectF()
        for _, at in self._tail:
            box = box.united(QRectF(at.x(), at.y(), 0.1, 0.1))
        out = 2 * DOT
        return box.adjusted(-out, -out, out, out) if self._tail else box


@steady
class Glass(Beam):
    """The lead's: the pointer is the dot, and what lies below cannot be touched."""

    moved = Signal(object)

    def __init__(self, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(canvas, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setAccessibleName("Laser pointer")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point there."""
        what = pointed_at(self._canvas, event.position())
        self.point(what)
        self.moved.emit(what)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click only points."""
        self.mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As a click."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As a click."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """No menu: it would be about something that can be changed."""
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self.point(None)
        self.moved.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Looking around goes on."""
        over_the_view(event, self, self._canvas)

    def event(self, event: QEvent) -> bool:
        """So does zooming with two fingers."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            port = self._canvas.view.viewport()
            at = port.mapFromGlobal(event.globalPosition())
            self._canvas.camera.zoom_to(self._canvas.zoom * (1 + event.value()), at)
            return True
        return super().event(event)


class Laser(QObject):
    """The pointer of one map: where it is moved, and where its dot is seen."""

    #: What is pointed at now (a `Pointed`), or None.
    moved = Signal(object)
    #: It was switched on or off.
    switched = Signal(bool)

    def __init__(self, lead: Canvas) -> None:
        super().__init__(lead)
        self._on = False
        self._sources: dict[Canvas, QWidget] = {lead: lead}
        self._glasses: dict[Canvas, Glass] = {}
        self._beams: dict[Onlooker, Beam] = {}

    @property
    def is_on(self) -> bool:
        """Whether the pointer only points."""
        return self._on

    @is_on.setter
    def is_on(self, on: bool) -> None:
        if on == self._on:
            return
        self._on = on
        if on:
            for canvas, parent in self._sources.items():
                self._cover(canvas, parent)
        else:
            self._point(None)
            for canvas in list(self._glasses):
                self._uncover(canvas)
        self.switched.emit(on)

    def glass(self, canvas: Canvas) -> Glass:
        """What lies over a canvas that one points on; KeyError if nothing does."""
        return self._glasses[canvas]

    def beam(self, canvas: Onlooker) -> Beam:
        """What paints the dot for those who look on; KeyError if nothing does."""
        return self._beams[canvas]

    def take_from(self, canvas: Canvas, parent: QWidget) -> None:
        """Let one point there too; `parent` is the canvas's own, and hears the pointer."""
        self._sources[canvas] = parent
        if self._on:
            self._cover(canvas, parent)

    def show_on(self, canvas: Onlooker) -> None:
        """Show the dot there too."""
        self._beams[canvas] = Beam(canvas)

    def leave(self, canvas: Onlooker) -> None:
        """That canvas goes."""
        self._sources.pop(canvas, None)
        self._glasses.pop(canvas, None)
        self._beams.pop(canvas, None)

    def _cover(self, canvas: Canvas, parent: QWidget) -> None:
        glass = self._glasses[canvas] = Glass(canvas, parent)
        glass.moved.connect(self._point)

    def _uncover(self, canvas: Canvas) -> None:
        glass = self._glasses.pop(canvas)
        glass.hide()
        glass.deleteLater()

    def _point(self, what: Pointed | None) -> None:
        for canvas, beam in self._beams.items():
            beam.point(None if canvas.still else what)
        self.moved.emit(what)
