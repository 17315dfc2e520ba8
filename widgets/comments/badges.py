"""A speech bubble on whatever has open comments, with their number; it leads to the panel."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from model.change import JourneyMap
from model.labels import counted
from model.records import Comment, Record
from model.remarks import open_about
from widgets.badges.on_map import MapBadges, seen_as

if TYPE_CHECKING:
    from export.qt import Tools

#: px: how high a bubble is at 100%, on the screen at least, and in the Scene at most.
_HIGH, _LEAST, _MOST = 20.0, 15.0, 34.0
#: How far it stands on its card, px: in its padding, where no words are; and above its end.
_ON, _ABOVE = 3.0, 6.0


class CommentBadges(MapBadges):
    """The bubbles of one canvas."""

    NTH = 1  # beside a conflict's

    def count(self, of: JourneyMap) -> Mapping[str, int]:
        """The open comments at what can be seen."""
        found: dict[str, int] = {}
        for about_id, number in open_about(of).items():
            record_id = seen_as(of, about_id)
            if record_id:
                found[record_id] = found.get(record_id, 0) + number
        return found

    def is_counted(self, record: Record) -> bool:
        """A comment."""
        return isinstance(record, Comment)

    def told(self, record_id: str) -> str:
        """What the bubble of a record says."""
        return counted(self.numbers.get(record_id, 0), "open comment")

    def spot(self, box: QRectF, zoom: float, rtl: bool) -> QRectF:
        """At the lower corner where a line ends, mostly beside the card."""
        high = min(max(_HIGH, _LEAST / zoom), _MOST)
        wide = high * 1.2
        x = box.left() + _ON - wide if rtl else box.right() - _ON
        return QRectF(x, box.bottom() - _ABOVE - high, wide, high)

    def paint(self, painter: QPainter, box: QRectF, number: int, tools: "Tools") -> None:
        """A bubble on a plain ground, and its number."""
        high = box.height()
        body = box.adjusted(0, 0, 0, -high * 0.16)
        radius = body.height() * 0.36
        bubble = QPainterPath()
        bubble.addRoundedRect(body, radius, radius)
        tail = QPainterPath()
        foot = body.left() + body.width() * 0.28
        tail.moveTo(QPointF(foot, body.bottom() - 1))
        tail.lineTo(QPointF(foot, box.bottom()))
        tail.lineTo(QPointF(foot + high * 0.3, body.bottom() - 1))
        tail.closeSubpath()
        painter.setPen(QPen(tools.pen("text", 1.0).color(), max(1.2, high / 15)))
        painter.setBrush(tools.brush("surface"))
        painter.drawPath(bubble.united(tail))
        words = f"{number}" if number < 100 else "99+"
        font = QFont(painter.font())
        font.setPixelSize(100)  # of whole pixels there are too few for a small scale
        font.setWeight(QFont.Weight.DemiBold)
        wide = QFontMetricsF(font).horizontalAdvance(words)
        scale = min(body.height() * 0.72 / 100, body.width() * 0.8 / max(wide, 1))
        painter.save()
        painter.translate(body.center())
        painter.scale(scale, scale)
        painter.setFont(font)
        painter.setPen(tools.pen("text", 1.0))
        room = QRectF(-wide, -70, 2 * wide, 140)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()
