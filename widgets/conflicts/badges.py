"""A mark on whatever on the map is in conflict: a diamond with "!", which leads to the panel."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from model.change import JourneyMap
from model.labels import counted
from model.layout.cards import LOOKS
from model.merging.settling import to_decide
from model.records import Card, Conflict, Record
from widgets.badges.on_map import MapBadges, seen_as

if TYPE_CHECKING:
    from export.qt import Tools

__all__ = ["Badges", "seen_as", "spot"]

#: px across at 100%; on the screen never less than the second, as long as that is no more
#: than this share of a card's width.
_SIZE, _LEAST, _SHARE = 24.0, 20.0, 0.4
_BEFORE_WORDS = (12.0, 6.0)


class Badges(MapBadges):
    """The badges of the conflicts on one canvas."""

    def count(self, of: JourneyMap) -> Mapping[str, int]:
        """The conflicts about what can be seen."""
        found: dict[str, int] = {}
        for conflict in to_decide(of):
            record_id = seen_as(of, conflict.about_id)
            if record_id:
                found[record_id] = found.get(record_id, 0) + 1
        return found

    def is_counted(self, record: Record) -> bool:
        """A conflict."""
        return isinstance(record, Conflict)

    def told(self, record_id: str) -> str:
        """What the badge of a record says."""
        return f"{counted(self.numbers.get(record_id, 0), 'conflict')}: press to settle"

    def apart(self, card: Card) -> tuple[float, float]:
        """Words without a frame begin where their box does: the badge stands before them."""
        return (0.0, 0.0) if LOOKS[card.kind].boxed else _BEFORE_WORDS

    def spot(self, box: QRectF, zoom: float, rtl: bool) -> QRectF:
        """At the corner where a card is read from."""
        middle, size = spot(box, zoom, rtl)
        return QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)

    def paint(self, painter: QPainter, box: QRectF, number: int, tools: "Tools") -> None:
        """The diamond, however many there are."""
        paint_diamond(painter, box.center(), box.width(), tools)


def spot(box: QRectF, zoom: float, rtl: bool) -> tuple[QPointF, float]:
    """The middle of the badge of what has that box, and how far it is across, in the Scene."""
    size = max(_SIZE, _LEAST / zoom)
    if box.width() * _SHARE < size:
        size = max(box.width() * _SHARE, min(_SIZE, _LEAST / zoom))
    inside = size * 0.12  # beyond the corner, so that it covers no word
    x = box.right() - inside if rtl else box.left() + inside
    return QPointF(x, box.top() + inside), size


def paint_diamond(painter: QPainter, middle: QPointF, size: float, tools: "Tools") -> None:
    """A diamond with "!" in it, drawn and not written, so that it is the same in every font."""
    half = size / 2
    corners = ((0, -half), (half, 0), (0, half), (-half, 0))
    painter.setPen(QPen(tools.pen("surface", 1.0).color(), size / 11, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(tools.brush("card.pain.accent"))
    painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tools.brush("surface"))
    wide = size * 0.11
    stroke = QRectF(middle.x() - wide / 2, middle.y() - size * 0.25, wide, size * 0.29)
    painter.drawRoundedRect(stroke, wide / 2, wide / 2)
    painter.drawEllipse(middle + QPointF(0, size * 0.18), wide * 0.62, wide * 0.62)
