"""What is under the pointer, and where a record stands: the Scene asked the other way round.

Everything takes and gives coordinates of the Scene. Nothing else in the program decides
what a point means.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple, TypeAlias

from model.layout import emotion
from model.layout.build import Laid
from model.layout.lanes import LaneLayout
from model.layout.scene import Bounds, CardNode, Node, Placed, Scene

Part: TypeAlias = Literal["", "body", "title", "left", "right", "bottom"]

#: How far from a feeling or a route one may point and still mean it, px on the surface.
NEAR = 6.0


class Hit(NamedTuple):
    """What a point means.

    Attributes:
        kind: "card", "feeling", "route", "cell" (empty ground of one), or "" outside of the
            lanes. (The headers of lanes and stages are views of their own.)
        record: id of the card, feeling or link.
        step, lane: the cell, "" outside of the grid.
        part: of a card: its "title", its "left", "right" or "bottom" edge, or its "body".
    """

    kind: str = ""
    record: str = ""
    step: str = ""
    lane: str = ""
    part: Part = ""


class Slot(NamedTuple):
    """Where a card would be put.

    Attributes:
        before: the card of the cell that it would come before; "" at the end.
        mark: the gap itself, a line as wide as a card.
    """

    step: str
    lane: str
    before: str
    mark: Bounds


class Standing(NamedTuple):
    """A card's node and where it stands, left to right, in the body."""

    x: float
    y: float
    node: CardNode


def _body_point(laid: Laid, x: float, y: float) -> tuple[float, float]:
    return (laid.width - x if laid.rtl else x) - laid.x, y - laid.y


def _to_scene(laid: Laid, box: Bounds) -> Bounds:
    x = box.x + laid.x
    return Bounds(laid.width - x - box.w if laid.rtl else x, box.y + laid.y, box.w, box.h)


def column_at(laid: Laid, x: float) -> int:
    """The column at a scene's x: the nearest where it is outside; -1 if there is none."""
    bx, _ = _body_point(laid, x, 0.0)
    return _column(laid, bx)


def _column(laid: Laid, bx: float) -> int:
    columns = laid.columns
    if not columns.xs:
        return -1
    last = len(columns.xs) - 1
    near = max(0, bisect_right(columns.xs, bx) - 1)
    return near + 1 if near < last and bx >= columns.gutter_x(near + 1) else near


def row_at(laid: Laid, y: float) -> int:
    """The lane at a scene's y: the nearest where it is outside; -1 if there is none."""
    if not laid.grounds:
        return -1
    return min(max(0, bisect_right(laid.tops, y - laid.y) - 1), len(laid.grounds) - 1)


def gap_between_columns(laid: Laid, x: float) -> int:
    """The place between two columns that is nearest: 0 before the first one."""
    bx, _ = _body_point(laid, x, 0.0)
    middles = [left + laid.columns.card / 2 for left in laid.columns.xs]
    return bisect_right(middles, bx)


def gap_between_lanes(laid: Laid, y: float) -> int:
    """The place between two lanes that is nearest: 0 above the first one."""
    middles = [(a + b) / 2 for a, b in zip(laid.tops, laid.tops[1:], strict=False)]
    return bisect_right(middles, y - laid.y)


def at(scene: Scene, laid: Laid, x: float, y: float, zoom: float = 1.0) -> Hit:
    """What is at a point, the topmost first. `zoom` is device px for one of the Scene."""
    bx, by = _body_point(laid, x, y)
    near = NEAR / max(zoom, 0.05)
    column, row = _column(laid, bx), row_at(laid, y)
    if row < 0 or not 0 <= by <= laid.tops[-1] or not 0 <= bx <= laid.columns.right:
        return Hit()
    lane = laid.grounds[row]
    step = laid.places.columns[column].step.id if column >= 0 else ""
    here = Hit("cell", "", step, lane.lane.id)
    if lane.lane.collapsed_height is None:
        feeling = _feeling_at(scene, x, y, near) if lane.lane.kind == "emotion" else ""
        if feeling:
            return here._replace(kind="feeling", record=feeling)
        for card in cards_of(laid, row, column):
            part = _part(card, bx, by, near)
            if part:
                return here._replace(kind="card", record=card.node.record, part=part)
    route = _route_at(scene, x, y, near)
    if route:
        return here._replace(kind="route", record=route)
    return here


def cards_of(laid: Laid, row: int, column: int) -> Iterator[Standing]:
    """The cards in a cell and those that reach over it, as they stand in the body."""
    lane, top = laid.grounds[row], laid.tops[row]
    for span in lane.spans:
        if span.first <= column <= span.last and isinstance(span.node, CardNode):
            yield Standing(span.x, top + span.y - span.node.bounds.y, span.node)
    stack = lane.stacks[column] if 0 <= column < len(lane.stacks) else None
    if stack is not None:
        x, y = laid.columns.xs[column], top + lane.tops[column]
        for placed in stack.node.children:
            if isinstance(placed.node, CardNode):
                yield Standing(x, y + placed.y, placed.node)


def _part(card: Standing, bx: float, by: float, near: float) -> Part:
    bounds, body = card.node.bounds, card.node.body
    x, y = bx - card.x, by - card.y
    if not (-1 <= x <= body.w + 1 and bounds.y <= y <= bounds.y + bounds.h):
        return ""
    inside = 0 <= y <= body.h
    edge = min(near, body.w / 6)
    if inside and x >= body.w - edge:
        return "right"
    if inside and x <= edge:
        return "left"
    if abs(y - body.h) <= near / 2:
        return "bottom"
    if not 0 <= x <= body.w:
        return ""
    title = card.node.title
    return "title" if title.y <= y <= title.y + title.h else "body"


def _feeling_at(scene: Scene, x: float, y: float, near: float) -> str:
    """The face at a point; the last one drawn is on top."""
    found = ""
    for layer in scene.layers[:1]:
        for placed in layer.node.children:
            if placed.node.kind != "curves":
                continue
            cx, cy = x - layer.x - placed.x, y - layer.y - placed.y
            for face in placed.node.children:
                if face.node.kind == "feeling" and _inside(face, cx, cy, near):
                    found = face.node.record or found
    return found


def _inside(placed: Placed, x: float, y: float, near: float) -> bool:
    b = placed.node.bounds
    return (
        b.x - near <= x - placed.x <= b.x + b.w + near
        and b.y - near <= y - placed.y <= b.y + b.h + near
    )


def _route_at(scene: Scene, x: float, y: float, near: float) -> str:
    """The link that is drawn within reach; routes that follow from the order are nobody's."""
    layer = scene.layers[1]
    rx, ry = x - layer.x, y - layer.y
    for group in layer.node.children:
        if not _inside(group, rx, ry, near):
            continue
        for hop in group.node.children:
            if hop.node.record and _inside(hop, rx, ry, near) and _along(hop.node, rx, ry, near):
                return hop.node.record
    return ""


def _along(hop: Node, x: float, y: float, near: float) -> bool:
    for path in hop.primitives:
        before: tuple[float, float] | None = None
        for step in getattr(path, "steps", ()):
            if len(step) < 3:
                continue
            here = (float(step[-2]), float(step[-1]))
            if before is not None and _distance(before, here, x, y) <= near:
                return True
            before = here
    return False


def _distance(a: tuple[float, float], b: tuple[float, float], x: float, y: float) -> float:
    """From (x, y) to the segment between a and b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = ((x - a[0]) * dx + (y - a[1]) * dy) / length if length else 0.0
    t = min(1.0, max(0.0, t))
    across = (x - a[0] - t * dx) ** 2 + (y - a[1] - t * dy) ** 2
    return float(across**0.5)


def slot_at(laid: Laid, x: float, y: float, moving: Collection[str] = ()) -> Slot | None:
    """Where cards dropped at a point would go; those that `moving` are looked through.

    None where there is no cell, or only that of an emotion line.
    """
    bx, by = _body_point(laid, x, y)
    column, row = _column(laid, bx), row_at(laid, y)
    if column < 0 or row < 0 or laid.grounds[row].lane.kind == "emotion":
        return None
    lane = laid.grounds[row]
    before, edge = "", laid.tops[row] + _cell_top(lane, column)
    last_bottom = edge
    for card in cards_of(laid, row, column):
        b = card.node.bounds
        top, bottom = card.y + b.y, card.y + b.y + b.h
        if by < (top + bottom) / 2 and card.node.record not in moving:
            before, edge = card.node.record, top - 4
            break
        if card.node.record in moving and top <= by <= bottom:
            # The gap that is held open for the card itself.
            before, edge = _after(laid, row, column, card.node.record, moving), top - 4
            break
        last_bottom = bottom
    else:
        edge = last_bottom + 4
    mark = Bounds(laid.columns.xs[column], edge, laid.columns.card, 0.0)
    step = laid.places.columns[column].step.id
    return Slot(step, lane.lane.id, before, _to_scene(laid, mark))


def _after(laid: Laid, row: int, column: int, record: str, moving: Collection[str]) -> str:
    """The first card below `record` in its cell that does not move."""
    seen = False
    for card in cards_of(laid, row, column):
        if seen and card.node.record not in moving:
            return card.node.record
        seen = seen or card.node.record == record
    return ""


def _cell_top(lane: LaneLayout, column: int) -> float:
    return lane.tops[column] if column < len(lane.tops) else 0.0


def cell_bounds(laid: Laid, step: str, lane: str) -> Bounds | None:
    """The ground of a cell, as wide as a card; None if it is gone."""
    column, row = laid.places.column_of.get(step), laid.places.row_of.get(lane)
    if column is None or row is None:
        return None
    top, bottom = laid.tops[row], laid.tops[row + 1]
    return _to_scene(laid, Bounds(laid.columns.xs[column], top, laid.columns.card, bottom - top))


def free_place(laid: Laid, step: str, lane: str) -> Bounds | None:
    """Where the next card of a cell would stand, at a card's least height.

    A lane that shows no cards, of emotion lines or folded, has only the cell itself.
    """
    column, row = laid.places.column_of.get(step), laid.places.row_of.get(lane)
    if column is None or row is None:
        return None
    shown = laid.grounds[row].lane
    if shown.kind == "emotion" or shown.collapsed_height is not None:
        return cell_bounds(laid, step, lane)
    y = laid.tops[row] + _cell_top(laid.grounds[row], column)
    stack = laid.grounds[row].stacks[column]
    if stack is not None and stack.height:
        y += stack.height + 8
    return _to_scene(laid, Bounds(laid.columns.xs[column], y, laid.columns.card, 44))


def cards_in(laid: Laid, step: str, lane: str) -> list[str]:
    """The cards of a cell as they stand, spans first."""
    column, row = laid.places.column_of.get(step), laid.places.row_of.get(lane)
    if column is None or row is None:
        return []
    return [card.node.record for card in cards_of(laid, row, column)]


def card_at(laid: Laid, record: str, step: str, lane: str) -> Standing | None:
    """Where a card of that cell stands, in the body."""
    column, row = laid.places.column_of.get(step), laid.places.row_of.get(lane)
    if column is None or row is None:
        return None
    return next((c for c in cards_of(laid, row, column) if c.node.record == record), None)


def card_bounds(laid: Laid, record: str, step: str, lane: str) -> Bounds | None:
    """The box of a card that stands in that cell; None if it does not."""
    found = card_at(laid, record, step, lane)
    if found is None:
        return None
    b = found.node.body
    return _to_scene(laid, Bounds(found.x + b.x, found.y + b.y, b.w, b.h))


def title_bounds(laid: Laid, record: str, step: str, lane: str) -> Bounds | None:
    """Where a card's title stands; None if the card does not stand in that cell."""
    found = card_at(laid, record, step, lane)
    if found is None:
        return None
    b = found.node.title
    return _to_scene(laid, Bounds(found.x + b.x, found.y + b.y, b.w, b.h))


def feeling_bounds(scene: Scene, record: str) -> Bounds | None:
    """The face of a feeling; None if it has none."""
    layer = scene.layers[0]
    for placed in layer.node.children:
        if placed.node.kind == "curves":
            for face in placed.node.children:
                if face.node.kind == "feeling" and face.node.record == record:
                    b = face.node.bounds
                    x, y = layer.x + placed.x + face.x, layer.y + placed.y + face.y
                    return Bounds(x + b.x, y + b.y, b.w, b.h)
    return None


def route_nodes(scene: Scene, record: str) -> Iterator[Node]:
    """What is drawn for a link, in the coordinates of the Scene's second layer."""
    for group in scene.layers[1].node.children:
        for hop in group.node.children:
            if hop.node.record == record:
                yield hop.node


def column_bounds(laid: Laid, first: int, last: int) -> Bounds:
    """The columns from `first` to `last`, from border to border, as high as the grid."""
    left = laid.columns.border(first)
    return _to_scene(laid, Bounds(left, 0.0, laid.columns.border(last + 1) - left, laid.tops[-1]))


def row_bounds(laid: Laid, row: int) -> Bounds:
    """A lane, as wide as the grid, its header included."""
    return _to_scene(
        laid,
        Bounds(0.0, laid.tops[row], laid.columns.right, laid.tops[row + 1] - laid.tops[row]),
    )


def inside(laid: Laid, box: Bounds) -> list[str]:
    """The cards that a rectangle touches, in journey order."""
    x, y = _body_point(laid, box.x + box.w if laid.rtl else box.x, box.y)
    found: dict[str, None] = {}
    rows = [
        row
        for row, lane in enumerate(laid.grounds)
        if lane.lane.collapsed_height is None
        and laid.tops[row] <= y + box.h
        and laid.tops[row + 1] >= y
    ]
    for column, left in enumerate(laid.columns.xs):
        if left > x + box.w or left + laid.columns.card < x:
            continue
        for row in rows:
            stacks = laid.grounds[row].stacks
            stack = stacks[column] if column < len(stacks) else None
            if stack is not None and _is_within(laid, row, column, x, y, box):
                # Most cells are wholly inside or outside, and then no card is looked at.
                spans = [s.node for s in laid.grounds[row].spans if s.first <= column <= s.last]
                nodes = [*spans, *(placed.node for placed in stack.node.children)]
                found.update(dict.fromkeys([n.record for n in nodes if isinstance(n, CardNode)]))
                continue
            for card in cards_of(laid, row, column):
                body = card.node.body
                if (
                    card.x <= x + box.w
                    and card.x + body.w >= x
                    and card.y <= y + box.h
                    and card.y + body.h >= y
                ):
                    found[card.node.record] = None
    return list(found)


def _is_within(laid: Laid, row: int, column: int, x: float, y: float, box: Bounds) -> bool:
    """Whether a rectangle whose corner is (x, y) in the body holds all of a cell."""
    left = laid.columns.xs[column]
    return (
        x <= left
        and left + laid.columns.card <= x + box.w
        and y <= laid.tops[row]
        and laid.tops[row + 1] <= y + box.h
    )


def score_at(scene: Scene, laid: Laid, row: int, y: float) -> float:
    """The score -2..+2 that a height in an emotion lane stands for, to the nearest tenth."""
    middle, half = _levels(scene, laid, row)
    if not half:
        return 0.0
    return min(2.0, max(-2.0, round((middle - y) / half * 20) / 10))


def score_y(scene: Scene, laid: Laid, row: int, score: float) -> float:
    """The y of a score in an emotion lane."""
    middle, half = _levels(scene, laid, row)
    return middle - score / 2 * half


def _levels(scene: Scene, laid: Laid, row: int) -> tuple[float, float]:
    """The y of a neutral score, and how far from it the best one is; 0 in a folded lane."""
    lane = laid.grounds[row].lane
    for placed in scene.layers[0].node.children:
        if placed.node.kind == "curves" and placed.node.record == lane.id:
            middle, half = emotion.levels(lane, placed.node.bounds.h, laid.setting)
            return laid.y + laid.tops[row] + middle, half
    return laid.y + laid.tops[row], 0.0
