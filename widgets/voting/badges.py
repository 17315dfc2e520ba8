"""The dots of a round on the cards, over the picture: large figures on a plain ground.

They are drawn here and not laid out: nothing of a vote is in the Scene, so none is ever on a
poster, and none on the canvas before it is revealed.
"""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from widgets.voting.voting import Voting

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

_REACH = 1_000_000.0
#: px at 100%; on the screen never less than the second, as long as that is no more than this
#: share of a card's width.
_HEIGHT, _LEAST, _SHARE = 36.0, 30.0, 0.5


class Badge(NamedTuple):
    """The dots of one card, at the corner of its box, in the Scene."""

    card_id: str
    dots: int
    card: QRectF


class Badges(QObject):
    """The badges of one canvas, for as long as it shows the votes of a window."""

    def __init__(self, canvas: "Canvas", voting: Voting, parent: QObject | None = None) -> None:
        super().__init__(parent or canvas)
        self._canvas, self._voting = canvas, voting
        self._item = _Item(canvas)
        canvas.marks.scene().addItem(self._item)
        voting.changed.connect(self._look)
        canvas.scene_changed.connect(self._look)
        self._look()

    @property
    def shown(self) -> tuple[Badge, ...]:
        """What is on the canvas; nothing unless it is revealed."""
        return self._item.badges

    def _look(self) -> None:
        found: list[Badge] = []
        if self._voting.is_revealed:
            for card_id, dots in self._voting.tally.items():
                box = self._canvas.box_of(card_id)
                if box is not None:  # parked cards are in the list only
                    found.append(Badge(card_id, dots, box))
        self._item.put(tuple(found))


class _Item(QGraphicsRectItem):
    def __init__(self, canvas: "Canvas") -> None:
        super().__init__()
        self._canvas = canvas
        self.badges: tuple[Badge, ...] = ()
        # One size whatever is shown: Qt paints all of an item again whose size changes.
        self.setRect(QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH))
        self.setZValue(11)  # above the mark of what is selected
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def put(self, badges: tuple[Badge, ...]) -> None:
        before, self.badges = self.badges, badges
        for badge in (*before, *badges) if badges != before else ():
            self.update(badge.card.adjusted(-60, -60, 60, 60))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the badges that are exposed."""
        if not self.badges:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zoom = painter.worldTransform().m11()
        tools, rtl = self._canvas.surface.tools, self._canvas.laid.rtl
        for badge in self.badges:
            if not option.exposedRect.intersects(badge.card.adjusted(-60, -60, 60, 60)):
                continue
            height = min(max(_HEIGHT, _LEAST / zoom), badge.card.width() * _SHARE)
            font = QFont(self._canvas.font())
            font.setPixelSize(100)  # of whole pixels there are too few for a small scale
            font.setWeight(QFont.Weight.Bold)
            scale = 0.62 * height / 100
            words = str(badge.dots)
            width = max(height, QFontMetricsF(font).horizontalAdvance(words) * scale + height / 2)
            out = height * 0.42  # beyond the corner, so that it covers few words of the card
            x = badge.card.left() - out if rtl else badge.card.right() + out - width
            box = QRectF(x, badge.card.top() - height * 0.45, width, height)
            painter.setPen(QPen(tools.pen("surface", 1.0).color(), height / 12))
            painter.setBrush(tools.brush("text"))
            painter.drawRoundedRect(box, height / 2, height / 2)
            painter.save()
            painter.translate(box.center())
            painter.scale(scale, scale)
            painter.setFont(font)
            painter.setPen(tools.pen("surface", 1.0))
            room = QRectF(-width / scale / 2, -height / scale / 2, width / scale, height / scale)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
            painter.restore()
