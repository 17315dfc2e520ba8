"""Where things stand: the boxes of cards, cells, lanes, columns, faces and links in the Scene.

`model.layout.hit` asks the other way round. Everything gives coordinates of the Scene.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from model.layout.build import Laid
from model.layout.lanes import LaneLayout
from model.layout.scene import Bounds, CardNode, Node, Scene
from model.records import Card, Feeling, Lane, Link, Record, Stage, Step


class Standing(NamedTuple):
    """A card's node and where it stands, left to right, in the body."""

    x: float
    y: float
    node: CardNode


def bounds_of(scene: Scene, laid: Laid, record: Record | None) -> Bounds | None:
    """Where a record stands; None if it is not in the picture."""
    places = laid.places
    match record:
        case Card():
            return card_bounds(laid, record.id, record.step_id, record.lane_id)
        case Stage():
            columns = [i for i, c in enumerate(places.columns) if c.step.stage_id == record.id]
            return column_bounds(laid, columns[0], columns[-1]) if columns else None
        case Step() if (column := places.column_of.get(record.id)) is not None:
            return column_bounds(laid, column, column)
        case Lane() if (row := places.row_of.get(record.id)) is not None:
            return row_bounds(laid, row)
        case Feeling():
            return feeling_bounds(scene, record.id)
        case Link() if (node := next(route_nodes(scene, record.id), None)) is not None:
            layer, b = scene.layers[1], node.bounds
            return Bounds(layer.x + b.x, layer.y + b.y, b.w, b.h)
        case _:
            return None


def body_point(laid: Laid, x: float, y: float) -> tuple[float, float]:
    """A point of the Scene in the body, as it was before it was mirrored."""
    return (laid.width - x if laid.rtl else x) - laid.x, y - laid.y


def to_scene(laid: Laid, box: Bounds) -> Bounds:
    """A box of the body in the Scene."""
    x = box.x + laid.x
    return Bounds(laid.width - x - box.w if laid.rtl else x, box.y + laid.y, box.w, box.h)


def nearest_column(laid: Laid, bx: float) -> int:
    """The column at an x of the body; the nearest outside of all, -1 if there is none."""
    columns = laid.columns
    if not columns.xs:
        return -1
    last = len(columns.xs) - 1
    near = max(0, bisect_right(columns.xs, bx) - 1)
    return near + 1 if near < last and bx >= columns.gutter_x(near + 1) else near


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


def cell_top(lane: LaneLayout, column: int) -> float:
    """How far below the lane's upper edge its cards of a column begin."""
    return lane.tops[column] if column < len(lane.tops) else 0.0


def cell_bounds(laid: Laid, step: str, lane: str) -> Bounds | None:
    """The ground of a cell, as wide as a card; None if it is gone."""
    column, row = laid.places.column_of.get(step), laid.places.row_of.get(lane)
    if column is None or row is None:
        return None
    top, bottom = laid.tops[row], laid.tops[row + 1]
    return to_scene(laid, Bounds(laid.columns.xs[column], top, laid.columns.card, bottom - top))


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
    y = laid.tops[row] + cell_top(laid.grounds[row], column)
    stack = laid.grounds[row].stacks[column]
    if stack is not None and stack.height:
        y += stack.height + 8
    return to_scene(laid, Bounds(laid.columns.xs[column], y, laid.columns.card, 44))


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
    return to_scene(laid, Bounds(found.x + b.x, found.y + b.y, b.w, b.h))


def title_bounds(laid: Laid, record: str, step: str, lane: str) -> Bounds | None:
    """Where a card's title stands; None if the card does not stand in that cell."""
    found = card_at(laid, record, step, lane)
    if found is None:
        return None
    b = found.node.title
    return to_scene(laid, Bounds(found.x + b.x, found.y + b.y, b.w, b.h))


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
    return to_scene(laid, Bounds(left, 0.0, laid.columns.border(last + 1) - left, laid.tops[-1]))


def row_bounds(laid: Laid, row: int) -> Bounds:
    """A lane, as wide as the grid, its header included."""
    return to_scene(
        laid,
        Bounds(0.0, laid.tops[row], laid.columns.right, laid.tops[row + 1] - laid.tops[row]),
    )


def inside(laid: Laid, box: Bounds) -> list[str]:
    """The cards that a rectangle touches, in journey order."""
    x, y = body_point(laid, box.x + box.w if laid.rtl else box.x, box.y)
    found: dict[str, None] = {}
    rows = [
        row
        for row, lane in enumerate(laid.grounds)
        if lane.lane.collapsed_height is None
        and laid.tops[row] <= y + box.h
        and laid.tops[row + 1] >= y
    ]
    for column in range(len(laid.columns.xs)):
        # From border to border: cards that span steps lie between the columns too.
        if laid.columns.border(column) > x + box.w or laid.columns.border(column + 1) < x:
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
