"""The hits of a search on the canvas: a soft ring around each, whatever else is marked.

Those in headers, whose names stay in view, are tinted there.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from model.layout.scene import CardNode, Node, Placed
from model.records import Feeling, Link
from widgets.canvas.surface import FAR

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

_REACH = 1_000_000.0
#: How wide a ring is and how solid, in the window's px; afar the whole card is tinted.
_WIDE, _SOLID, _AFAR = 4.0, 0.45, 0.75
#: Faces and links are few; more of them than these are not marked.
_MOST_OTHERS = 300


class Found(QGraphicsRectItem):
    """Paints the rings of all hits in one item, only those that are exposed.

    Attributes:
        ids: the hits. looked_at: how many cards were looked at for them, for tests.
    """

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__()
        self._canvas = canvas
        self.ids: frozenset[str] = frozenset()
        self.looked_at = 0
        self._others: list[QRectF] = []
        #: The boxes of a lane's hits, as long as the lane is the same.
        self._boxes: dict[str, tuple[Node, list[QRectF]]] = {}
        self.setRect(QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH))
        self.setZValue(5)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        graphics = canvas.marks.scene()
        graphics.addItem(self)
        canvas.scene_changed.connect(self._take_others)

    def show_hits(self, ids: frozenset[str]) -> None:
        """Mark these and no others."""
        if ids == self.ids:
            return
        canvas = self._canvas
        self.ids = canvas.surface.found = ids
        self._boxes.clear()
        canvas.stage_header.update()
        canvas.lane_header.update()
        self._take_others()
        self.update()

    def boxes(self) -> list[QRectF]:
        """Where the rings stand in the Scene, those of cards first."""
        body = self._canvas.scene.layers[0]
        found = []
        for x, y, lane in body.node.children:
            if lane.kind == "lane":
                found += [b.translated(body.x + x, body.y + y) for b in self._boxes_in(lane)]
        return found + self._others

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the rings that are exposed."""
        if not self.ids:
            return
        zoom = painter.worldTransform().m11()
        exposed = option.exposedRect.adjusted(
            -_WIDE / zoom, -_WIDE / zoom, _WIDE / zoom, _WIDE / zoom
        )
        colour = QColor(self._canvas.theme.colour("focus"))
        afar = zoom < FAR
        colour.setAlphaF(_AFAR if afar else _SOLID)
        wide = _WIDE / zoom if zoom > 1 else _WIDE
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not afar)
        painter.setPen(Qt.PenStyle.NoPen if afar else QPen(colour, wide))
        painter.setBrush(colour if afar else Qt.BrushStyle.NoBrush)
        body = self._canvas.scene.layers[0]
        for x, y, lane in body.node.children:
            if lane.kind != "lane":
                continue
            here = exposed.translated(-body.x - x, -body.y - y)
            if here.intersects(QRectF(*lane.bounds)):
                painter.translate(body.x + x, body.y + y)
                self._draw(painter, [b for b in self._boxes_in(lane) if b.intersects(here)], wide)
                painter.translate(-body.x - x, -body.y - y)
        self._draw(painter, [b for b in self._others if b.intersects(exposed)], wide)

    def _draw(self, painter: QPainter, boxes: list[QRectF], wide: float) -> None:
        if painter.pen().style() == Qt.PenStyle.NoPen:
            painter.drawRects(boxes)
            return
        out = wide / 2
        for box in boxes:
            painter.drawRoundedRect(box.adjusted(-out, -out, out, out), 6 + out, 6 + out)

    def _boxes_in(self, lane: Node) -> list[QRectF]:
        known = self._boxes.get(lane.record)
        if known is not None and known[0] is lane:
            return known[1]
        boxes = []
        for x, y, child in lane.children:
            for cx, cy, card in child.children or (Placed(0.0, 0.0, child),):
                self.looked_at += 1
                if card.record in self.ids and isinstance(card, CardNode):
                    boxes.append(QRectF(*card.body).translated(x + cx, y + cy))
        self._boxes[lane.record] = (lane, boxes)
        return boxes

    def _take_others(self) -> None:
        """The boxes of faces and links: they move with what is around them."""
        canvas = self._canvas
        records = canvas.shown.records
        others = [i for i in self.ids if isinstance(records.get(i), Feeling | Link)]
        boxes = [box for i in others[:_MOST_OTHERS] if (box := canvas.box_of(i)) is not None]
        if boxes != self._others:
            self._others = boxes
            self.update()
