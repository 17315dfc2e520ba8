"""The hits of a search on the canvas: a soft ring around each, whatever else is marked.

Those in headers, whose names stay in view, are tinted there.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from model.layout.scene import CardNode, Node, Placed
from model.records import Feeling, Link
from widgets.canvas.surface import FAR

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

_REACH = 1_000_000.0
#: How wide a ring is and how solid, in the window's px; afar the whole card is tinted.
_WIDE, _SOLID, _AFAR = 4.0, 0.45, 0.75
_CORNER = 6.0
_OTHERS = (Feeling, Link)
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
        #: Rings by their size in device px, of one colour and zoom.
        self._rings: dict[tuple[int, int], QPixmap] = {}
        self._looks: tuple[object, ...] = ()
        #: All cards of a lane and where they stand in it, and the boxes of those that are hits,
        #: as long as the lane is the same.
        self._cards: dict[str, tuple[Node, list[tuple[str, QRectF]]]] = {}
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
        room = _WIDE / zoom
        exposed = option.exposedRect.adjusted(-room, -room, room, room)
        colour = QColor(self._canvas.theme.colour("focus"))
        afar = zoom < FAR
        colour.setAlphaF(_AFAR if afar else _SOLID)
        if afar:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
        body = self._canvas.scene.layers[0]
        for x, y, lane in body.node.children:
            here = exposed.translated(-body.x - x, -body.y - y)
            if lane.kind != "lane" or not here.intersects(QRectF(*lane.bounds)):
                continue
            boxes = self._boxes_in(lane)
            if not afar:  # where nearly all are seen it is not worth while to ask each
                boxes = [box for box in boxes if box.intersects(here)]
            painter.translate(body.x + x, body.y + y)
            self._draw(painter, boxes, colour, afar)
            painter.translate(-body.x - x, -body.y - y)
        self._draw(painter, [b for b in self._others if b.intersects(exposed)], colour, afar)

    def _draw(self, painter: QPainter, boxes: list[QRectF], colour: QColor, afar: bool) -> None:
        if afar:
            painter.drawRects(boxes)
        elif boxes:
            self._copy_rings(painter, boxes, colour, painter.worldTransform().m11())

    def _copy_rings(
        self, painter: QPainter, boxes: list[QRectF], colour: QColor, zoom: float
    ) -> None:
        """Strokes along rounded corners are slow: cards of one size share a picture of theirs."""
        ratio = painter.device().devicePixelRatioF()
        looks = (colour.rgba(), zoom, ratio)
        if looks != self._looks:
            self._rings.clear()
            self._looks = looks
        to_device = painter.worldTransform()
        painter.setWorldMatrixEnabled(False)
        for box in boxes:
            spot = to_device.mapRect(box)
            size = (round(spot.width() * ratio), round(spot.height() * ratio))
            ring = self._rings.get(size)
            if ring is None:
                ring = self._rings[size] = _ring(size, colour, ratio, zoom)
            left = round(spot.x() * ratio) / ratio - _WIDE
            top = round(spot.y() * ratio) / ratio - _WIDE
            painter.drawPixmap(QPointF(left, top), ring)
        painter.setWorldMatrixEnabled(True)

    def _boxes_in(self, lane: Node) -> list[QRectF]:
        known = self._boxes.get(lane.record)
        if known is None or known[0] is not lane:
            boxes = [box for record, box in self._cards_in(lane) if record in self.ids]
            known = self._boxes[lane.record] = (lane, boxes)
        return known[1]

    def _cards_in(self, lane: Node) -> list[tuple[str, QRectF]]:
        known = self._cards.get(lane.record)
        if known is None or known[0] is not lane:
            cards = []
            for x, y, child in lane.children:
                for cx, cy, card in child.children or (Placed(0.0, 0.0, child),):
                    if isinstance(card, CardNode):
                        cards.append((card.record, QRectF(*card.body).translated(x + cx, y + cy)))
            self.looked_at += len(cards)
            known = self._cards[lane.record] = (lane, cards)
        return known[1]

    def _take_others(self) -> None:
        """The boxes of faces and links: they move with what is around them."""
        canvas = self._canvas
        records = canvas.shown.records
        others = [i for i in self.ids if type(records.get(i)) in _OTHERS]
        boxes = [box for i in others[:_MOST_OTHERS] if (box := canvas.box_of(i)) is not None]
        if boxes != self._others:
            self._others = boxes
            self.update()


def _ring(size: tuple[int, int], colour: QColor, ratio: float, zoom: float) -> QPixmap:
    """A ring around a box of so many device px."""
    wide = round(_WIDE * ratio)
    made = QPixmap(size[0] + 2 * wide, size[1] + 2 * wide)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, _WIDE))
        half = _WIDE / 2
        outer = QRectF(QPointF(0, 0), made.deviceIndependentSize())
        corner = _CORNER * zoom + half
        painter.drawRoundedRect(outer.adjusted(half, half, -half, -half), corner, corner)
    return made
