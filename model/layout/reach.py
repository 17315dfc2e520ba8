"""Cards that reach over several lanes: a bracket from the card to the last lane it covers.

A box over several lanes would push every card of the lanes between aside; a bracket in
the gutter leaves them where they are.
"""

from model.layout.index import Index
from model.layout.lanes import Columns, LaneLayout
from model.layout.scene import Bounds, Node, Path, Placed, Primitive, snap
from model.layout.setting import Setting
from model.layout.shapes import polyline
from model.records import Card


def brackets(
    index: Index,
    columns: Columns,
    lanes: tuple[LaneLayout, ...],
    tops: tuple[float, ...],
    setting: Setting,
) -> tuple[Placed, ...]:
    """A bracket for each card whose `until_lane_id` lies further down, in the body."""
    result = []
    for row, lane in enumerate(lanes):
        if lane.lane.collapsed_height is not None:
            continue
        for column in lane.reaching:
            stack = lane.stacks[column]
            for card in stack.reaching if stack else ():
                y = tops[row] + lane.tops[column] + (stack.places[card.id][0] if stack else 0.0)
                result += _bracket(card, row, column, y, index, columns, tops, setting)
        for span in lane.spans:
            if span.card.until_lane_id:
                y = tops[row] + span.y - span.node.bounds.y
                result += _bracket(span.card, row, span.first, y, index, columns, tops, setting)
    return tuple(result)


def _bracket(
    card: Card,
    row: int,
    column: int,
    y: float,
    index: Index,
    columns: Columns,
    tops: tuple[float, ...],
    setting: Setting,
) -> list[Placed]:
    last = index.row_of.get(card.until_lane_id, row)
    if last <= row:
        return []
    m = setting.measures
    out, width = snap(m.pad * 0.7), snap(m.bar * 0.6)
    start, end = m.pad * 2.5, snap(tops[last + 1] - m.pad - y)

    def primitives() -> tuple[Primitive, ...]:
        corners = [(0.0, start), (-out, start), (-out, end), (0.0, end)]
        role = f"card.{card.kind}.accent"
        return (Path(polyline(corners, m.radius), stroke=role, stroke_width=width),)

    bounds = Bounds(-out - width, start - width, out + 2 * width, end - start + 2 * width)
    node = Node("reach", bounds, primitives, record=card.id)
    return [Placed(columns.xs[column], snap(y), node)]
