"""The hits of a search on the canvas: a soft ring around each, a tint on the words in it.

Those in headers, whose names stay in view, are tinted there.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from model.layout.scene import CardNode, Node, Placed
from model.records import Feeling, Link
from model.searching import Query
from widgets.canvas.found_words import word_boxes
from widgets.canvas.surface import FAR

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

_REACH = 1_000_000.0
#: How wide a ring is and how solid, in the window's px; afar the whole card is tinted.
_WIDE, _SOLID, _AFAR = 4.0, 0.45, 0.75
_CORNER = 6.0
#: How solid the tint on words is: they have to be read through it.
_TINT = 0.3
_OTHERS = (Feeling, Link)
#: Faces and links are few; more of them than these are not marked.
_MOST_OTHERS = 300


class FoundCard(NamedTuple):
    """A card and where it stands in its lane: its box, and its node's origin."""

    box: QRectF
    x: float
    y: float
    node: CardNode


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
        self._query = Query()
        #: All cards of a lane, and those that are hits, as long as the lane is the same.
        self._cards: dict[str, tuple[Node, list[FoundCard]]] = {}
        self._hits: dict[str, tuple[Node, list[FoundCard]]] = {}
        #: The boxes of the words on a card, as long as the card is the same.
        self._words: dict[str, tuple[CardNode, list[QRectF]]] = {}
        self.setRect(QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH))
        self.setZValue(5)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        graphics = canvas.marks.scene()
        graphics.addItem(self)
        canvas.scene_changed.connect(self._take_others)

    def show_hits(self, ids: frozenset[str], query: Query) -> None:
        """Mark these and no others, and what was looked for on them."""
        if (ids, query) == (self.ids, self._query):
            return
        canvas = self._canvas
        self.ids = canvas.surface.found = ids
        self._query = query
        self._words.clear()
        self._hits.clear()
        canvas.stage_header.update()
        canvas.lane_header.update()
        self._take_others()
        self.update()

    def boxes(self) -> list[QRectF]:
        """Where the rings stand in the Scene, those of cards first."""
        return [box for box, _ in self._all()] + self._others

    def words(self) -> list[QRectF]:
        """Where the words stand in the Scene that are tinted, card by card."""
        return [word for _, words in self._all() for word in words]

    def _all(self) -> Iterator[tuple[QRectF, list[QRectF]]]:
        """The box of every card that is a hit, and those of the words on it."""
        body = self._canvas.scene.layers[0]
        for x, y, lane in body.node.children:
            for card in self._hits_in(lane) if lane.kind == "lane" else ():
                left, top = body.x + x, body.y + y
                words = [box.translated(left, top) for box in self._words_on(card)]
                yield card.box.translated(left, top), words

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
            cards = self._hits_in(lane)
            if not afar:  # where nearly all are seen it is not worth while to ask each
                cards = [card for card in cards if card.box.intersects(here)]
            painter.translate(body.x + x, body.y + y)
            self._draw(painter, [card.box for card in cards], colour, afar)
            if not afar:
                self._tint(painter, [box for card in cards for box in self._words_on(card)])
            painter.translate(-body.x - x, -body.y - y)
        self._draw(painter, [b for b in self._others if b.intersects(exposed)], colour, afar)

    def _draw(self, painter: QPainter, boxes: list[QRectF], colour: QColor, afar: bool) -> None:
        if afar:
            painter.drawRects(boxes)
        elif boxes:
            self._copy_rings(painter, boxes, colour, painter.worldTransform().m11())

    def _tint(self, painter: QPainter, words: list[QRectF]) -> None:
        colour = QColor(self._canvas.theme.colour("focus"))
        colour.setAlphaF(_TINT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(words)

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

    def _hits_in(self, lane: Node) -> "list[FoundCard]":
        known = self._hits.get(lane.record)
        if known is None or known[0] is not lane:
            cards = [card for card in self._cards_in(lane) if card.node.record in self.ids]
            known = self._hits[lane.record] = (lane, cards)
        return known[1]

    def _cards_in(self, lane: Node) -> "list[FoundCard]":
        known = self._cards.get(lane.record)
        if known is None or known[0] is not lane:
            cards = []
            for x, y, child in lane.children:
                for cx, cy, card in child.children or (Placed(0.0, 0.0, child),):
                    if isinstance(card, CardNode):
                        left, top = x + cx, y + cy
                        box = QRectF(*card.body).translated(left, top)
                        cards.append(FoundCard(box, left, top, card))
            self.looked_at += len(cards)
            known = self._cards[lane.record] = (lane, cards)
        return known[1]

    def _words_on(self, card: "FoundCard") -> list[QRectF]:
        known = self._words.get(card.node.record)
        if known is None or known[0] is not card.node:
            known = (card.node, word_boxes(card.node, self._query))
            self._words[card.node.record] = known
        return [box.translated(card.x, card.y) for box in known[1]]

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
