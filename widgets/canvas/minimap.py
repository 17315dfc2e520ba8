"""The whole map, very small, in a corner of the view: where one is, and a way to elsewhere.

Its picture is put together from strips, one a lane, which are painted one at a time while
nothing else is to be done and kept as long as the lane is the same object.
"""

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from export.qt import painter_path
from model.layout.scene import CardNode, Node, Path, Placed
from widgets.canvas.headers import over_the_view
from widgets.canvas.spot import Ids, is_bright

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: The picture is at most so large, px; the space around it, and to the view's corner.
_WIDTH, _HEIGHT, _PAD, _MARGIN = 200.0, 140.0, 5, 14
#: With this share of the map in view, one knows where one is.
_ENOUGH = 0.7
#: With fewer cells that hold cards there is nothing to find, and hints stand in this corner.
_CELLS = 3
#: ms without another change before the picture is made anew.
_IDLE = 150


class Strip(NamedTuple):
    """A lane's part of the picture, with all that it was painted from."""

    lane: Node
    curves: Node | None
    scale: float
    ratio: float
    height: int
    pixmap: QPixmap


class Minimap(QWidget):
    """Shown while much of the map is out of view, unless nobody wants it.

    Attributes:
        painted: how many strips were painted, for tests.
    """

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._wanted = True
        self._strips: dict[str, Strip] = {}
        self._missing: list[int] = []
        self._picture = QPixmap()
        self._box = QRectF()
        self._scale = 1.0
        self._grip: QPointF | None = None
        self.painted = 0
        self.setAccessibleName("Overview of the map")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        canvas.scene_changed.connect(self._later)
        canvas.view_changed.connect(self._follow)
        canvas.selection.changed.connect(self._follow)
        canvas.theme.changed.connect(self._recolour)
        canvas.spot.changed.connect(self._recolour)
        self._later()

    @property
    def wanted(self) -> bool:
        """Whether it is shown at all."""
        return self._wanted

    @wanted.setter
    def wanted(self, wanted: bool) -> None:
        self._wanted = wanted
        self._later()
        self._follow()

    def frame(self) -> QRectF:
        """What of the map is in view, in this widget's px."""
        seen = self._canvas.view.visible().intersected(self._canvas.grid_box())
        return QRectF(self._to_map(seen.topLeft()), self._to_map(seen.bottomRight()))

    # Keeping in step.

    def _later(self) -> None:
        self._missing = []
        self._timer.start(_IDLE)

    def _recolour(self) -> None:
        self._strips.clear()
        self._later()
        self.update()

    def _follow(self) -> None:
        """The view was scrolled, zoomed or resized."""
        view = self._canvas.view
        whole = self._canvas.grid_box()
        seen = view.visible().intersected(whole)
        enough = seen.width() * seen.height() >= _ENOUGH * whole.width() * whole.height()
        bare = len(self._canvas.laid.places.cells) < _CELLS
        if not self._wanted or enough or bare or self._picture.isNull():
            self.hide()
            return
        corner = view.viewport().mapTo(self._canvas, QPoint(0, 0))
        size = self._picture.deviceIndependentSize()
        width, height = ceil(size.width()) + 2 * _PAD, ceil(size.height()) + 2 * _PAD
        right, bottom = view.viewport().width() - _MARGIN, view.viewport().height() - _MARGIN
        place = QRect(corner.x() + right - width, corner.y() + bottom - height, width, height)
        if self._covers(place):
            place.moveLeft(corner.x() + _MARGIN)
        self.setGeometry(place)
        # A small window is all map: there is no room to spare for an overview.
        self.setVisible(width * 2 < view.viewport().width() and height * 2 < bottom)
        self.raise_()
        self.update()

    def _covers(self, place: QRect) -> bool:
        """Whether what one works on would be hidden behind it there."""
        box = self._canvas.box_in_focus()
        if box is None:
            return False
        view = self._canvas.view
        shown = QRectF(view.to_viewport(box.topLeft()), view.to_viewport(box.bottomRight()))
        corner = view.viewport().mapTo(self._canvas, QPoint(0, 0))
        return shown.translated(QPointF(corner)).intersects(QRectF(place))

    def _work(self) -> None:
        """Paint one strip that is missing; with the last one, the picture is ready."""
        if not self._wanted:
            return
        if not self._missing:
            self._measure()
            lanes = self._canvas.laid.grounds
            self._missing = [row for row in range(len(lanes)) if not self._kept(row)]
        else:
            self._paint_strip(self._missing.pop())
        if self._missing:
            self._timer.start(0)
        else:
            self._compose()
            self._follow()

    def _measure(self) -> None:
        self._box = self._canvas.grid_box()
        wide, high = max(1.0, self._box.width()), max(1.0, self._box.height())
        self._scale = min(_WIDTH / wide, _HEIGHT / high)

    def _edge(self, row: int) -> int:
        """The device row in the picture at which a lane begins."""
        ratio = self.devicePixelRatioF()
        return round(self._canvas.laid.tops[row] * self._scale * ratio)

    def _nodes(self, row: int) -> tuple[Placed, Placed | None]:
        """A lane's node and that of its emotion lines, in the Scene's body."""
        lane = self._canvas.laid.grounds[row].lane.id
        body = self._canvas.scene.layers[0].node.children
        curves = next((p for p in body if p.node.kind == "curves" and p.node.record == lane), None)
        return body[row], curves

    def _kept(self, row: int) -> bool:
        strip = self._strips.get(self._canvas.laid.grounds[row].lane.id)
        lane, curves = self._nodes(row)
        return (
            strip is not None
            and strip.lane is lane.node
            and strip.curves is (curves.node if curves else None)
            and strip.scale == self._scale
            and strip.ratio == self.devicePixelRatioF()
            and strip.height == self._edge(row + 1) - self._edge(row)
        )

    def _paint_strip(self, row: int) -> None:
        self.painted += 1
        canvas, ratio = self._canvas, self.devicePixelRatioF()
        tools = canvas.theme.tools
        lane, curves = self._nodes(row)
        height = self._edge(row + 1) - self._edge(row)
        width = max(1, round(self._box.width() * self._scale * ratio))
        pixmap = QPixmap(width, max(1, height))
        pixmap.fill(canvas.theme.colour("lane.alternate" if row % 2 else "surface"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale * ratio, self._scale * ratio)
        painter.translate(canvas.scene.layers[0].x - self._box.x(), 0)
        painter.setPen(Qt.PenStyle.NoPen)
        bright, dim = canvas.surface.bright, canvas.surface.dim
        for (dimmed, role), boxes in _blocks(lane, bright).items():
            painter.setOpacity(0.7 * dim if dimmed else 0.7)
            painter.setBrush(tools.brush(role))
            painter.drawRects(boxes)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for _, _, child in curves.node.children if curves else ():
            dimmed = bright is not None and not is_bright(child, bright)
            painter.setOpacity(0.7 * dim if dimmed else 0.7)
            for line in child.primitives if child.kind == "curve" else ():
                if isinstance(line, Path):
                    pen = QPen(tools.brush(line.stroke).color(), 1.2)
                    pen.setCosmetic(True)
                    painter.setPen(pen)
                    painter.drawPath(painter_path(line.steps))
        painter.end()
        known = self._canvas.laid.grounds[row].lane.id
        self._strips[known] = Strip(
            lane.node, curves.node if curves else None, self._scale, ratio, height, pixmap
        )

    def _compose(self) -> None:
        laid, ratio = self._canvas.laid, self.devicePixelRatioF()
        alive = {lane.lane.id for lane in laid.grounds}
        self._strips = {k: v for k, v in self._strips.items() if k in alive}
        rows = len(laid.grounds)
        width = max(1, round(self._box.width() * self._scale * ratio))
        picture = QPixmap(width, max(1, self._edge(rows)))
        picture.fill(self._canvas.theme.colour("canvas"))
        painter = QPainter(picture)
        for row in range(rows):
            strip = self._strips.get(laid.grounds[row].lane.id)
            if strip is not None and strip.height > 0:
                painter.drawPixmap(0, self._edge(row), strip.pixmap)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        self._picture = picture

    # Looking and pointing.

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, what is out of view veiled, and a frame around what is in view."""
        theme = self._canvas.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.drawPixmap(_PAD, _PAD, self._picture)
        frame = self.frame()
        veil = QColor(theme.colour("canvas"))
        veil.setAlphaF(0.4)
        inner = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        for part in _around(inner, frame):
            painter.fillRect(part, veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), 1.5))
        painter.drawRoundedRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5), 2, 2)
        edge = QColor(theme.colour("border"))
        edge.setAlphaF(0.6)
        painter.setPen(edge)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the frame where it is pressed, or bring it there first."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        frame = self.frame()
        inside = frame.contains(event.position())
        self._grip = event.position() - frame.center() if inside else QPointF()
        if not inside:
            self._show(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is in view."""
        if self._grip is not None:
            self._show(event.position() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll and zoom the view as if the pointer were in it."""
        over_the_view(event, self, self._canvas)

    def _show(self, at: QPointF) -> None:
        """The middle of the view at a point of the picture."""
        view = self._canvas.view
        middle = QPointF(view.viewport().width() / 2, view.viewport().height() / 2)
        scene = (at - QPointF(_PAD, _PAD)) / self._scale + self._box.topLeft()
        view.show_at(self._canvas.zoom, scene, middle)

    def _to_map(self, scene: QPointF) -> QPointF:
        return (scene - self._box.topLeft()) * self._scale + QPointF(_PAD, _PAD)


def _blocks(lane: Placed, bright: Ids | None) -> dict[tuple[bool, str], list[QRectF]]:
    """The boxes of a lane's cards, dimmed or not, by colour, from the lane's upper edge."""
    found: dict[tuple[bool, str], list[QRectF]] = {}
    for x, y, child in lane.node.children:
        for cx, cy, card in child.children or (Placed(0.0, 0.0, child),):
            if isinstance(card, CardNode):
                b = card.body
                box = QRectF(lane.x + x + cx + b.x, y + cy + b.y, b.w, b.h)
                dimmed = bright is not None and card.record not in bright
                found.setdefault((dimmed, card.block), []).append(box)
    return found


def _around(outer: QRectF, inner: QRectF) -> tuple[QRectF, ...]:
    """What of a rectangle is outside of another one."""
    inner = inner.intersected(outer)
    return (
        QRectF(outer.topLeft(), QPointF(outer.right(), inner.top())),
        QRectF(QPointF(outer.left(), inner.bottom()), outer.bottomRight()),
        QRectF(QPointF(outer.left(), inner.top()), inner.bottomLeft()),
        QRectF(inner.topRight(), QPointF(outer.right(), inner.bottom())),
    )
