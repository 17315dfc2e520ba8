"""Routes as drawn lines: from gutters and tracks to rounded paths with arrow heads."""

from typing import NamedTuple

from model.layout.lanes import Columns, LaneLayout
from model.layout.memo import Memo
from model.layout.routes import Hop, Leaving, Network, Place, Tracks, stretches, track_of
from model.layout.scene import Bounds, Node, Path, Placed, Primitive, snap
from model.layout.setting import Setting
from model.layout.shapes import chevron, polyline


class Ground(NamedTuple):
    """Where everything stands once heights are known.

    Attributes:
        tops: y of each lane, and of the end of the last one.
        rooms: space kept free for routes above each edge, as in `lanes.Boundary`.
    """

    columns: Columns
    lanes: tuple[LaneLayout, ...]
    tops: tuple[float, ...]
    rooms: tuple[float, ...]


def layer(network: Network, ground: Ground, setting: Setting, memo: Memo) -> tuple[Placed, ...]:
    """A node for the hops that leave each column, in the body's coordinates."""
    result = []
    columns = ground.columns
    for column, leaving in enumerate(network.leaving):
        if not leaving.hops:
            continue
        lanes = [ground.lanes[row] for row in leaving.rows]
        stacks = tuple(lane.stacks[c] for lane in lanes for c in leaving.columns)
        key = (leaving, columns, ground.tops, ground.rooms, stacks,
               tuple(lane.tops for lane in lanes), network.gutters, network.edges,
               tuple(span.node for lane in lanes for span in lane.spans))  # fmt: skip

        def make(leaving: Leaving = leaving) -> Node:
            first, last = leaving.columns[0], leaving.last
            left = columns.xs[first] - columns.gutters[first]
            right = columns.xs[last] + columns.card + columns.gutters[last + 1]
            whole = Bounds(left, 0, right - left, ground.tops[-1])

            def hops() -> tuple[Placed, ...]:
                return tuple(Placed(0, 0, _node(h, network, ground, setting)) for h in leaving.hops)

            return Node("routes", whole, (), hops)

        result.append(Placed(0, 0, memo.get("routes", column, key, make)))
    return tuple(result)


def _node(hop: Hop, network: Network, ground: Ground, setting: Setting) -> Node:
    points, dx, dy = points_of(hop, network, ground, setting)
    width = 1.5 if hop.share is None else 1.5 + 4.5 * hop.share
    size = setting.measures.icon * 0.32 + width / 2

    def primitives() -> tuple[Primitive, ...]:
        dash = (5.0, 3.5) if hop.dashed else ()
        tip = points[-1]
        return (
            Path(polyline(points, setting.measures.radius), stroke=hop.role,
                 stroke_width=width, dash=dash),
            Path(chevron(*tip, dx, dy, size), stroke=hop.role,
                 stroke_width=min(width, 2.0), round_cap=True),
        )  # fmt: skip

    xs, ys = [p[0] for p in points], [p[1] for p in points]
    bounds = Bounds(
        min(xs) - size, min(ys) - size, max(xs) - min(xs) + 2 * size, max(ys) - min(ys) + 2 * size
    )
    return Node("hop", bounds, primitives, record=hop.link)


def points_of(
    hop: Hop, network: Network, ground: Ground, setting: Setting
) -> tuple[list[tuple[float, float]], int, int]:
    """Corners of a hop in the body's coordinates, and the direction in which it arrives."""
    columns, m = ground.columns, setting.measures
    nth, of = hop.beside
    shift = (nth - (of - 1) / 2) * m.track * 0.6
    start_top, start_bottom = _card_y(hop.source, hop.start, ground)
    end_top, _ = _card_y(hop.target, hop.end, ground)
    if hop.falls:
        x = columns.xs[hop.start.first] + columns.card / 2 + shift * 2
        return [(snap(x), start_bottom), (snap(x), end_top)], 0, 1
    port = m.pad + m.card.leading / 2
    y = snap(start_top + port + shift)
    end_y = snap(end_top + port + shift + (0 if hop.from_left else m.track * 1.5))
    tip = columns.xs[hop.end.first] if hop.from_left else columns.xs[hop.end.last] + columns.card
    points = [(columns.xs[hop.start.last] + columns.card, y)]
    for i, (kind, which, _, to) in enumerate(stretches(hop)):
        if kind == "edge":
            y = _edge_y(which, track_of(network.edges[which], hop, i), network, ground, setting)
            points[-1] = (points[-1][0], y)
            x = _gutter_x(int(to), track_of(network.gutters[int(to)], hop, i + 1), network,
                          columns, setting)  # fmt: skip
            points.append((x, y))
            points.append((x, end_y))
        else:
            x = _gutter_x(
                which, track_of(network.gutters[which], hop, i), network, columns, setting
            )
            if i == 0:
                points += [(x, y), (x, end_y)]
    points.append((tip, end_y))
    return _straight(points), 1 if hop.from_left else -1, 0


def _straight(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without corners at which nothing turns."""
    kept = [points[0]]
    for point in points[1:]:
        if point == kept[-1]:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept[-1] = point
        else:
            kept.append(point)
    return kept


def _card_y(card_id: str, place: Place, ground: Ground) -> tuple[float, float]:
    """Top and bottom of a card's body, in the body's coordinates."""
    lane, top = ground.lanes[place.row], ground.tops[place.row]
    for span in lane.spans:
        if span.card.id == card_id:
            return top + span.y - span.node.bounds.y, top + span.y + span.h
    stack = lane.stacks[place.first]
    if stack is None or card_id not in stack.places:
        return top, top
    y, bottom = stack.places[card_id]
    base = top + lane.tops[place.first]
    return base + y, base + bottom


def _offset(tracks: Tracks, track: int, spacing: float) -> float:
    return (track - (tracks.width - 1) / 2) * spacing


def _gutter_x(
    gutter: int, track: int, network: Network, columns: Columns, setting: Setting
) -> float:
    tracks = network.gutters[gutter]
    return snap(columns.gutter_x(gutter) + _offset(tracks, track, setting.measures.track))


def _edge_y(edge: int, track: int, network: Network, ground: Ground, setting: Setting) -> float:
    tracks = network.edges[edge]
    middle = ground.tops[edge] - ground.rooms[edge] / 2
    return snap(middle + _offset(tracks, track, setting.measures.track))


def gutter_width(tracks: Tracks, setting: Setting) -> float:
    """How wide a gutter must be for its tracks, with room for an arrow head beside them."""
    m = setting.measures
    return max(m.gutter, (tracks.width - 1) * m.track + 2 * (m.icon * 0.32 + m.pad))


def edge_room(tracks: Tracks, setting: Setting) -> float:
    """Space that a lane's lower edge needs beyond its padding."""
    m = setting.measures
    return max(0.0, (tracks.width - 1) * m.track - m.pad)
