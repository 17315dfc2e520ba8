"""A mark on whatever on the map is in conflict: a diamond with "!", which leads to the panel.

They are drawn here and not laid out: no conflict is ever seen on a poster.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QStyleOptionGraphicsItem,
    QToolTip,
    QWidget,
)

from model.change import Change, JourneyMap
from model.labels import counted
from model.layout import standing
from model.layout.build import Laid
from model.layout.scene import Bounds
from model.records import Card, Comment, Conflict, Feeling, Lane, Link, Record, Stage, Step, Vote
from widgets.conflicts.header_badges import HeaderBadges
from widgets.tips import plain_tip

if TYPE_CHECKING:
    from export.qt import Tools
    from widgets.canvas.canvas import Canvas

_REACH = 1_000_000.0
#: px across at 100%; on the screen never less than the second, as long as that is no more
#: than this share of a card's width.
_SIZE, _LEAST, _SHARE = 24.0, 20.0, 0.4
_ON_HEADERS = (Stage, Step, Lane)
#: Faces and links are looked for one by one: of more than these no badge is shown.
_MOST_OTHERS = 200


class Badge(NamedTuple):
    """A record in conflict and the box of what shows it, in the Scene."""

    record_id: str
    box: QRectF


class Badges(QObject):
    """The badges of one canvas.

    Attributes:
        numbers: how many conflicts there are about each record that can be seen.
    """

    #: The badge of this record was pressed.
    pressed = Signal(str)

    def __init__(self, canvas: "Canvas", parent: QObject | None = None) -> None:
        super().__init__(parent or canvas)
        self._canvas = canvas
        self._held = False
        self.numbers: dict[str, int] = {}
        self._item = _Item(canvas)
        self._cards = CardPlaces()
        self.headers = HeaderBadges(canvas, self)
        self.headers.pressed.connect(self.pressed)
        canvas.marks.scene().addItem(self._item)
        canvas.scene_changed.connect(self._place)
        canvas.document.changed.connect(self._follow)
        canvas.theme.changed.connect(self._item.update)
        canvas.view.viewport().installEventFilter(self)
        self.look()

    @property
    def shown(self) -> tuple[Badge, ...]:
        """What is on the canvas, without its headers."""
        return self._item.badges

    def look(self) -> None:
        """Count the conflicts again."""
        of = self._canvas.document.map
        found: dict[str, int] = {}
        for conflict in of.all(Conflict):
            record_id = seen_as(of, conflict.about_id)
            if record_id:
                found[record_id] = found.get(record_id, 0) + 1
        self.numbers = found
        self._place()

    def told(self, record_id: str) -> str:
        """What the badge of a record says."""
        return f"{counted(self.numbers.get(record_id, 0), 'conflict')}: press to settle"

    def at(self, point: QPointF) -> str:
        """The record whose badge is at a point of the viewport, or ""."""
        view, zoom, rtl = self._canvas.view, self._canvas.zoom, self._canvas.laid.rtl
        for badge in reversed(self.shown):
            place, size = spot(badge.box, zoom, rtl)
            off = view.to_viewport(place) - point
            if abs(off.x()) + abs(off.y()) <= size * zoom / 2 + 2:
                return badge.record_id
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press on a badge is meant for it, and not for the card below."""
        if not self.shown:
            return False
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            record_id = self.at(QPointF(event.pos()))
            if record_id:
                QToolTip.showText(event.globalPos(), plain_tip(self.told(record_id)))
            return bool(record_id)
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            press = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
            if event.type() in press and not event.modifiers():
                record_id = self.at(event.position())
                self._held = bool(record_id)
                if record_id:
                    self.pressed.emit(record_id)
                return self._held
            if event.type() == QEvent.Type.MouseButtonRelease and self._held:
                self._held = False
                return True
        return False

    def _follow(self, change: Change) -> None:
        if any(isinstance(record, Conflict) for pair in change.values() for record in pair):
            self.look()

    def _place(self) -> None:
        canvas, records = self._canvas, self._canvas.shown.records
        seen = [record for i in self.numbers if (record := records.get(i)) is not None]
        found = self._cards.badges(canvas.laid, [r for r in seen if isinstance(r, Card)])
        others = [r.id for r in seen if isinstance(r, Feeling | Link)][:_MOST_OTHERS]
        found += [Badge(i, box) for i in others if (box := canvas.box_of(i)) is not None]
        self._item.put(tuple(found))
        heads = [r.id for r in seen if isinstance(r, _ON_HEADERS)]
        self.headers.show_for({i: self.told(i) for i in heads})


class CardPlaces:
    """Where cards stand, lane by lane; a lane that is the same is not looked through again.

    Attributes:
        looked: how many lanes were looked through, for tests.
    """

    def __init__(self) -> None:
        self.looked = 0
        self._lanes: dict[str, tuple[object, frozenset[str], list[tuple[str, Bounds]]]] = {}

    def badges(self, laid: Laid, cards: Iterable[Card]) -> list[Badge]:
        """The badges of these cards, as far as they are on the canvas."""
        wanted: dict[int, dict[int, set[str]]] = {}
        for card in cards:
            column = laid.places.column_of.get(card.step_id)
            row = laid.places.row_of.get(card.lane_id)
            if column is not None and row is not None:
                wanted.setdefault(row, {}).setdefault(column, set()).add(card.id)
        found = []
        for row, cells in wanted.items():
            top = laid.tops[row]
            for card_id, b in self._in_lane(laid, row, cells):
                bounds = standing.to_scene(laid, Bounds(b.x, top + b.y, b.w, b.h))
                found.append(Badge(card_id, QRectF(*bounds)))
        return found

    def _in_lane(
        self, laid: Laid, row: int, cells: dict[int, set[str]]
    ) -> list[tuple[str, Bounds]]:
        """The boxes of cards of one lane, from its upper edge on."""
        lane, top = laid.grounds[row], laid.tops[row]
        ids = frozenset(card_id for cell in cells.values() for card_id in cell)
        known = self._lanes.get(lane.lane.id)
        if known is None or known[0] is not lane or known[1] != ids:
            boxes = []
            for column, wanted in cells.items():
                for x, y, node in standing.cards_of(laid, row, column):
                    if node.record in wanted:
                        b = node.body
                        boxes.append((node.record, Bounds(x + b.x, y - top + b.y, b.w, b.h)))
            self.looked += 1
            known = self._lanes[lane.lane.id] = (lane, ids, boxes)
        return known[2]


def seen_as(of: JourneyMap, record_id: str) -> str:
    """The record on the canvas that shows this one; "" if none does."""
    record: Record | None = of.records.get(record_id)
    for _ in range(3):  # a comment about a vote about a card
        if isinstance(record, Vote):
            record = of.records.get(record.card_id)
        elif isinstance(record, Comment):
            record = of.records.get(record.about_id)
    shown = isinstance(record, Card | Feeling | Link | Stage | Step | Lane)
    return record.id if record is not None and shown else ""


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


class _Item(QGraphicsRectItem):
    def __init__(self, canvas: "Canvas") -> None:
        super().__init__()
        self._canvas = canvas
        self.badges: tuple[Badge, ...] = ()
        # One size whatever is shown: Qt paints all of an item again whose size changes.
        self.setRect(QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH))
        self.setZValue(12)  # above what is selected, and above the dots of votes
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def put(self, badges: tuple[Badge, ...]) -> None:
        before, self.badges = self.badges, badges
        for badge in set_apart(before, badges):
            self.update(badge.box.adjusted(-60, -60, 60, 60))

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
            place, size = spot(badge.box, zoom, rtl)
            around = QRectF(place.x() - size, place.y() - size, 2 * size, 2 * size)
            if option.exposedRect.intersects(around):
                paint_diamond(painter, place, size, tools)


def set_apart(one: tuple[Badge, ...], other: tuple[Badge, ...]) -> list[Badge]:
    """The badges that only one of both has."""
    if one == other:
        return []
    known = {badge.record_id: badge.box for badge in one}
    found = [b for b in other if known.pop(b.record_id, None) != b.box]
    before = {badge.record_id: badge.box for badge in one}
    return [
        *found,
        *(Badge(i, before[i]) for i in {b.record_id for b in found} if i in before),
        *(Badge(i, box) for i, box in known.items()),
    ]
