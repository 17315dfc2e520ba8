"""Badges on whatever on the map something is to be told of, drawn over it.

They are drawn here and not laid out: none of them is ever seen on a poster.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QStyleOptionGraphicsItem,
    QToolTip,
    QWidget,
)

from model.change import Change, JourneyMap
from model.layout import standing
from model.layout.build import Laid
from model.layout.scene import Bounds
from model.records import Card, Comment, Feeling, Lane, Link, Record, Stage, Step, Vote
from widgets.badges.on_headers import HeaderBadges
from widgets.tips import plain_tip

if TYPE_CHECKING:
    from export.qt import Tools
    from widgets.canvas.canvas import Canvas

_REACH = 1_000_000.0
#: px around the box of a badge's card that are painted again with it.
_AROUND = 60
_ON_HEADERS = (Stage, Step, Lane)
#: Faces and links are looked for one by one: of more than these no badge is shown.
_MOST_OTHERS = 200


class Badge(NamedTuple):
    """A record and the box of what shows it, in the Scene."""

    record_id: str
    box: QRectF


class MapBadges(QObject):
    """The badges of one canvas. Who makes one says what is counted, and how it looks.

    Attributes:
        numbers: how much there is to be told about each record that can be seen.
    """

    #: The badge of this record was pressed.
    pressed = Signal(str)
    #: Which one it is of the badges that a name in a header can have, from its end.
    NTH = 0

    def __init__(self, canvas: "Canvas", parent: QObject | None = None) -> None:
        super().__init__(parent or canvas)
        self.canvas = canvas
        self._held = False
        self.numbers: dict[str, int] = {}
        self._item = _Item(self)
        self._cards = CardPlaces()
        self.headers = HeaderBadges(canvas, self.paint, self, nth=self.NTH)
        self.headers.pressed.connect(self.pressed)
        canvas.marks.scene().addItem(self._item)
        canvas.scene_changed.connect(self._place)
        canvas.document.changed.connect(self._follow)
        canvas.theme.changed.connect(self._repaint)
        canvas.view.viewport().installEventFilter(self)
        self.look()

    # What each sort of badge says for itself.

    def count(self, of: JourneyMap) -> Mapping[str, int]:
        """How much there is to tell about which records."""
        raise NotImplementedError

    def is_counted(self, record: Record) -> bool:
        """Whether the numbers may be others once this record is another."""
        raise NotImplementedError

    def told(self, record_id: str) -> str:
        """What the badge of a record says."""
        raise NotImplementedError

    def spot(self, box: QRectF, zoom: float, rtl: bool) -> QRectF:
        """Where the badge of what has that box stands, in the Scene."""
        raise NotImplementedError

    def paint(self, painter: QPainter, box: QRectF, number: int, tools: "Tools") -> None:
        """Paint one that fills a box."""
        raise NotImplementedError

    def apart(self, card: Card) -> tuple[float, float]:
        """How far from a card's own box its badge keeps, to the side and upwards, in the Scene."""
        return 0.0, 0.0

    # What they have in common.

    @property
    def shown(self) -> tuple[Badge, ...]:
        """What is on the canvas, without its headers."""
        return self._item.badges

    def look(self) -> None:
        """Count again."""
        self.numbers = dict(self.count(self.canvas.document.map))
        self._place()

    def at(self, point: QPointF) -> str:
        """The record whose badge is at a point of the viewport, or ""."""
        view, zoom, rtl = self.canvas.view, self.canvas.zoom, self.canvas.laid.rtl
        for badge in reversed(self.shown):
            box = self.spot(badge.box, zoom, rtl)
            corner = view.to_viewport(box.topLeft())
            seen = QRectF(corner, box.size() * zoom).adjusted(-2, -2, 2, 2)
            if seen.contains(point):
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
        both = (record for pair in change.values() for record in pair)
        if any(record is not None and self.is_counted(record) for record in both):
            self.look()

    def _repaint(self) -> None:
        self._item.update()

    def _place(self) -> None:
        canvas, records = self.canvas, self.canvas.shown.records
        seen = [record for i in self.numbers if (record := records.get(i)) is not None]
        cards = [r for r in seen if isinstance(r, Card)]
        found = self._cards.badges(canvas.laid, cards)
        if apart := {r.id: by for r in cards if (by := self.apart(r)) != (0.0, 0.0)}:
            found = [kept_apart(badge, *apart.get(badge.record_id, (0.0, 0.0))) for badge in found]
        others = [r.id for r in seen if isinstance(r, Feeling | Link)][:_MOST_OTHERS]
        found += [Badge(i, box) for i in others if (box := canvas.box_of(i)) is not None]
        self._item.put(tuple(found), self.numbers)
        heads = [r.id for r in seen if isinstance(r, _ON_HEADERS)]
        self.headers.show_for({i: (self.told(i), self.numbers[i]) for i in heads})


class CardPlaces:
    """Where cards stand, lane by lane; a lane that is the same is not looked through again.

    Attributes:
        looked: how many lanes were looked through, for tests.
    """

    def __init__(self) -> None:
        self.looked = 0
        self._lanes: dict[str, tuple[object, frozenset[str], list[tuple[str, Bounds]]]] = {}
        self._stand: dict[str, tuple[object, Bounds, list[Badge]]] = {}

    def badges(self, laid: Laid, cards: Iterable[Card]) -> list[Badge]:
        """The badges of these cards, as far as they are on the canvas."""
        wanted: dict[int, dict[int, set[str]]] = {}
        for card in cards:
            column = laid.places.column_of.get(card.step_id)
            row = laid.places.row_of.get(card.lane_id)
            if column is not None and row is not None:
                wanted.setdefault(row, {}).setdefault(column, set()).add(card.id)
        found: list[Badge] = []
        for row, cells in wanted.items():
            found += self._placed(laid, row, self._in_lane(laid, row, cells))
        return found

    def _placed(self, laid: Laid, row: int, boxes: list[tuple[str, Bounds]]) -> list[Badge]:
        """The boxes of one lane in the Scene; the same ones as before where it did not move."""
        top, lane_id = laid.tops[row], laid.grounds[row].lane.id
        start = standing.to_scene(laid, Bounds(0, top, 0, 0))
        known = self._stand.get(lane_id)
        if known is None or known[0] is not boxes or known[1] != start:
            badges = []
            for card_id, b in boxes:
                bounds = standing.to_scene(laid, Bounds(b.x, top + b.y, b.w, b.h))
                badges.append(Badge(card_id, QRectF(*bounds)))
            known = self._stand[lane_id] = (boxes, start, badges)
        return known[2]

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


class _Item(QGraphicsRectItem):
    def __init__(self, badges: MapBadges) -> None:
        super().__init__()
        self._of, self._canvas = badges, badges.canvas
        self.badges: tuple[Badge, ...] = ()
        self._numbers: dict[str, int] = {}
        # One size whatever is shown: Qt paints all of an item again whose size changes.
        self.setRect(QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH))
        self.setZValue(12)  # above what is selected, and above the dots of votes
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def put(self, badges: tuple[Badge, ...], numbers: Mapping[str, int]) -> None:
        before, self.badges = self.badges, badges
        were, self._numbers = self._numbers, dict(numbers)
        other = [b for b in badges if were.get(b.record_id) != self._numbers.get(b.record_id)]
        for badge in (*set_apart(before, badges), *other):
            self.update(badge.box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))

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
            box = self._of.spot(badge.box, zoom, rtl)
            more = box.height() / 4
            if option.exposedRect.intersects(box.adjusted(-more, -more, more, more)):
                self._of.paint(painter, box, self._numbers.get(badge.record_id, 0), tools)


def kept_apart(badge: Badge, aside: float, above: float) -> Badge:
    """The same one so much further from what its box holds."""
    if not aside and not above:
        return badge
    return Badge(badge.record_id, badge.box.adjusted(-aside, -above, aside, 0.0))


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
