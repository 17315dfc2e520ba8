"""Parked cards as they are drawn: the very cards of the canvas, as wide as the panel."""

from base64 import b64decode

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from export.qt import paint_node
from model.bitmaps import stored
from model.change import JourneyMap
from model.grid import personas
from model.layout import cards
from model.layout.build import RIGHT_TO_LEFT
from model.layout.card_rows import NO_LINKS
from model.layout.measures import SCREEN
from model.layout.scene import Node
from model.layout.setting import Setting
from model.records import Asset, Card, Lane, create
from widgets.box import GRID
from widgets.document import Document
from widgets.panels.parking_model import CARD
from widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
#: Parked cards stand in no lane; this one gives them nothing.
_NO_LANE: Lane = create(Lane, id="lane_none")
_WIDEST, _NARROWEST = 320, 120


class CardRows(QStyledItemDelegate):
    """Draws cards one below the other, a gap apart, as wide as there is room."""

    def __init__(self, document: Document, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._document = document
        self._theme = theme
        self._view = view
        self._nodes: dict[str, tuple[tuple[object, ...], Node]] = {}
        self._setting = _setting(document.map)

    def forget(self) -> None:
        """What cards show besides themselves may have changed."""
        self._nodes.clear()
        self._setting = _setting(self._document.map)

    def node(self, card: Card) -> Node:
        """The card laid out for the width of now."""
        width = self._width()
        journey = self._document.map
        key = (width, *cards.reads(card, _NO_LANE, NO_LINKS, journey))
        known = self._nodes.get(card.id)
        if known and len(known[0]) == len(key) and all(map(_same, known[0], key)):
            return known[1]
        inside = width
        if not cards.LOOKS[card.kind].boxed:  # wider than its column it would show a span
            inside = min(width - 2 * SCREEN.pad, SCREEN.card_width)
        node = cards.build(card, _NO_LANE, inside, NO_LINKS, journey, self._setting)
        self._nodes[card.id] = key, node
        return node

    def body(self, row: QRect, card: Card) -> QRectF:
        """Where the card stands in its row."""
        node = self.node(card)
        plain = 0 if cards.LOOKS[card.kind].boxed else SCREEN.pad
        height = node.bounds.h + 2 * plain
        return QRectF(row.left() + 2 * GRID, row.top() + GRID / 2, self._width(), height)

    def _width(self) -> float:
        room = self._view.viewport().width() - 4 * GRID
        return float(max(_NARROWEST, min(_WIDEST, room)))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the card, and a gap."""
        body = self.body(QRect(), index.data(CARD))
        return QSize(int(body.width()) + 4 * GRID, round(body.height()) + GRID)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """The line to reword a card stands where the card is."""
        row: QRect = option.rect
        body = self.body(row, index.data(CARD)).toRect()
        body.setHeight(max(body.height(), editor.sizeHint().height()))
        editor.setGeometry(body)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the card, and a ring around it while it is selected."""
        row: QRect = option.rect
        state = option.state
        palette: QPalette = option.palette
        card: Card = index.data(CARD)
        node, body = self.node(card), self.body(row, card)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tools = self._theme.tools
        others, tools.assets = tools.assets, self._assets(card)
        painter.translate(body.left(), body.top())
        if not cards.LOOKS[card.kind].boxed:
            painter.setPen(QPen(self._theme.colour("border"), 1))
            painter.setBrush(self._theme.colour("surface"))
            frame = QRectF(0.5, 0.5, body.width() - 1, body.height() - 1)
            painter.drawRoundedRect(frame, SCREEN.radius, SCREEN.radius)
            painter.translate(SCREEN.pad, SCREEN.pad)
        painter.translate(0, -node.bounds.y)
        paint_node(node, painter, tools)
        tools.assets = others
        painter.restore()
        if state & QStyle.StateFlag.State_Selected:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(
                body.adjusted(-2, -2, 2, 2), SCREEN.radius + 2, SCREEN.radius + 2
            )
            painter.restore()

    def _assets(self, card: Card) -> dict[str, bytes]:
        if not card.asset_ids:
            return {}
        asset = self._document.map.get(card.asset_ids[0], Asset)
        return {asset.id: b64decode(asset.data)} if asset and stored(asset.data).bitmap else {}


def _same(a: object, b: object) -> bool:
    return a is b or (isinstance(a, float) and a == b)


def _setting(journey: JourneyMap) -> Setting:
    language = journey.info.language
    rtl = language.split("-")[0].lower() in RIGHT_TO_LEFT
    return Setting(SCREEN, language, rtl, tuple(personas(journey)), planned_actual=False)
