"""Routes as drawn lines: from gutters and tracks to rounded paths with arrow heads."""

from itertools import pairwise
from typing import NamedTuple

from model.layout.lanes import Columns, LaneLayout, folded_bar
from model.layout.memo import Memo
from model.layout.routes import Hop, Leaving, Network
from model.layout.scene import (
    Bounds,
    Node,
    Path,
    PathStep,
    Placed,
    Primitive,
    SparseNode,
    TiedNode,
    snap,
)
from model.layout.setting import Setting
from model.layout.shapes import chevron, polyline
from model.layout.tracks import Tracks
from model.layout.ways import Place

Points = list[tuple[float, float]]


class Ground(NamedTuple):
    """Where everything stands once heights are known.

    Attributes:
        tops: y of each lane, and of the end of the last one.
        middles: y of the middle of what runs along each edge.
    """

    columns: Columns
    lanes: tuple[LaneLayout, ...]
    tops: tuple[float, ...]
    middles: tuple[float, ...]


def layer(network: Network, ground: Ground, setting: Setting, memo: Memo) -> tuple[Placed, ...]:
    """A node for the hops that leave each column, in the body's coordinates."""
    result = []
    columns = ground.columns
    for column, leaving in enumerate(network.leaving):
        if not leaving.hops:
            continue
        lanes = [ground.lanes[row] for row in leaving.rows]
        stacks = (lane.stacks[c] for lane in lanes for c in leaving.columns)
        key = (leaving, columns, ground.tops, ground.middles, network.gutters, network.edges,
               *(lane.ends for lane in lanes), *stacks)  # fmt: skip

        def make(leaving: Leaving = leaving) -> Node:
            first, last = leaving.gutters
            head = setting.measures.icon
            left = columns.gutter_x(first) - columns.gutters[first] / 2 - head
            right = columns.gutter_x(last) + columns.gutters[last] / 2 + head
            left, right = max(0.0, snap(left)), min(snap(right), columns.right)
            whole = Bounds(left, 0, right - left, ground.tops[-1])

            return SparseNode(
                "routes", whole,
                lambda: tuple(_reach(hop, ground, setting) for hop in leaving.hops),
                lambda nth: _node(leaving.hops[nth], network, ground, setting),
            )  # fmt: skip

        result.append(Placed(0, 0, memo.get("routes", column, key, make)))
    return tuple(result)


def _reach(hop: Hop, ground: Ground, setting: Setting) -> tuple[float, float]:
    """Between which heights a hop stays: those of all lanes that it touches."""
    edges = [edge for _, edge in hop.way.turns]
    low = min(hop.start.row, hop.end.row, *(edge - 1 for edge in edges))
    high = max(hop.start.row, hop.end.row, *edges)
    last = len(ground.lanes) - 1
    room = setting.measures.icon
    return ground.tops[max(0, low)] - room, ground.tops[min(high, last) + 1] + room


def _node(hop: Hop, network: Network, ground: Ground, setting: Setting) -> Node:
    lines = lines_of(hop, network, ground, setting)
    dx, dy = (0, 1) if hop.way.kind == "falls" else (1 if hop.way.from_left else -1, 0)
    width = 1.5 if hop.share is None else 1.5 + 3 * hop.share  # less than tracks are apart
    size = snap(setting.measures.icon * 0.32 + width / 2)

    def primitives() -> tuple[Primitive, ...]:
        long = max(1.0, snap(width / 2))
        dash = (5.0 * long, 3.5 * long) if hop.dashed else ()
        tip = lines[-1][-1]
        if hop.state:
            return _differing(hop, lines, width, (dx, dy), size, setting)
        return (
            *(
                Path(polyline(points, setting.measures.radius), stroke=hop.role,
                     stroke_width=width, dash=dash)
                for points in lines
            ),
            Path(chevron(*tip, dx, dy, size), stroke=hop.role,
                 stroke_width=min(width, 2.0), round_cap=True),
        )  # fmt: skip

    tip_x, tip_y = lines[-1][-1]
    corners = [(tip_x - size, tip_y - size), (tip_x + size, tip_y + size)]
    half = snap(width / 2 + 0.5)
    for x, y in (point for points in lines for point in points):
        corners += [(x - half, y - half), (x + half, y + half)]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    bounds = Bounds(left, top, right - left, bottom - top)
    ties = ((hop.source,), (hop.target,), *((hop.who,) if hop.who else ()))
    return TiedNode("hop", bounds, primitives, hop.link, ties)


def _differing(
    hop: Hop,
    lines: list[Points],
    width: float,
    towards: tuple[int, int],
    size: float,
    setting: Setting,
) -> tuple[Primitive, ...]:
    """A link that a comparison marks: strong if new, thin and crossed out if gone, else double.

    The way of a card that moved is double too; its number stands at both of its ends.
    """
    x, y = lines[-1][-1]
    if hop.state == "moved":  # up to the frame of the card
        x, y = x - 5.0 * towards[0], y - 5.0 * towards[1]
        lines = [*lines[:-1], [*lines[-1][:-1], (x, y)]]
    paths = [polyline(points, setting.measures.radius) for points in lines]
    head = chevron(x, y, *towards, size + 1)
    drawn = [(head, hop.role, 2.0)]
    if hop.state == "removed":
        drawn += [(steps, hop.role, 1.0) for steps in paths]
        drawn += [(_cross(*_beside(lines, setting), size), hop.role, 1.5)]
    elif hop.state == "added":
        drawn += [(steps, hop.role, width + 1.5) for steps in paths]
    else:
        drawn += [(steps, hop.role, width + 2.5) for steps in paths]
        drawn += [(steps, "surface", width) for steps in paths]
    return tuple(
        Path(steps, stroke=role, stroke_width=wide, round_cap=steps is head)
        for steps, role, wide in drawn
    )


def _cross(x: float, y: float, size: float) -> tuple[PathStep, ...]:
    return (
        ("M", x - size, y - size), ("L", x + size, y + size),
        ("M", x - size, y + size), ("L", x + size, y - size),
    )  # fmt: skip


def badges(network: Network, ground: Ground, setting: Setting, memo: Memo) -> tuple[Placed, ...]:
    """The badges of links that a comparison marks, in the body's coordinates."""
    found = []
    for leaving in network.leaving:
        for hop in leaving.hops:
            mark = setting.marks.get(hop.link) if hop.state and hop.state != "moved" else None
            if mark is None:
                continue
            badge = setting.badge_of(mark)
            x, y = _longest(lines_of(hop, network, ground, setting)).middle
            node = memo.get(
                "link badge", (hop.link, hop.beside), (mark,),
                lambda badge=badge, hop=hop: Node(  # type: ignore[misc]  # bound now
                    "badge", Bounds(0, 0, badge.width, badge.height), badge.at(0, 0), (), hop.link
                ),
            )  # fmt: skip
            found.append(Placed(snap(x - badge.width / 2), snap(y - badge.height / 2), node))
    return tuple(found)


class _Stretch(NamedTuple):
    """A part of a hop between two corners."""

    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def length(self) -> float:
        """In px; one of both differences is 0."""
        return abs(self.start[0] - self.end[0]) + abs(self.start[1] - self.end[1])

    @property
    def middle(self) -> tuple[float, float]:
        """Where a badge stands."""
        return (self.start[0] + self.end[0]) / 2, (self.start[1] + self.end[1]) / 2


def _longest(lines: list[Points]) -> _Stretch:
    stretches = [_Stretch(*ends) for points in lines for ends in pairwise(points)]
    return max(stretches, key=lambda stretch: stretch.length)


def _beside(lines: list[Points], setting: Setting) -> tuple[float, float]:
    """A point of the longest stretch that a badge in its middle leaves free."""
    stretch = _longest(lines)
    x, y = stretch.middle
    away = 2 * setting.measures.meta.leading
    along = min(away, stretch.length / 3)
    upright = stretch.start[0] == stretch.end[0]
    return (x, snap(y - along / 1.5)) if upright else (snap(x - along), y)


def lines_of(hop: Hop, network: Network, ground: Ground, setting: Setting) -> list[Points]:
    """The corners of a hop in the body's coordinates: one line, or two ends of a broken one."""
    columns, m, way = ground.columns, setting.measures, hop.way
    start = _card_y(hop.source, hop.start, ground, setting)
    end = _card_y(hop.target, hop.end, ground, setting)
    if way.kind == "falls":
        x = snap(columns.xs[hop.start.first] + columns.card / 2 + _shift(hop, m.track * 1.2))
        return [[(x, start[1]), (x, end[0])]]
    flat = way.kind == "way" and not way.turns and way.out_right and way.from_left
    straight = flat and _port(start, 0, hop, setting) == _port(end, 0, hop, setting)
    y = _port(start, 0 if straight else 1 if way.out_right else -2, hop, setting)
    end_y = _port(end, 0 if straight else -1 if way.from_left else 2, hop, setting)
    left, right = columns.xs[hop.start.first], columns.xs[hop.start.last] + columns.card
    out = right if way.out_right else left
    left, right = columns.xs[hop.end.first], columns.xs[hop.end.last] + columns.card
    into = left if way.from_left else right
    if way.kind == "broken":
        reach = snap(m.gutter / 3)
        return [[(out, y), (out + reach, y)], [(into - reach, end_y), (into, end_y)]]
    points = [(out, y)]
    x = out
    for i, stretch in enumerate(hop.stretches()):
        along = network.edges if stretch.kind == "edge" else network.gutters
        tracks = along[stretch.which]
        offset = (tracks.of[hop.name(i)] - (tracks.width - 1) / 2) * m.track
        if stretch.kind == "edge":
            y = snap(ground.middles[stretch.which] + offset)
        else:
            x = snap(columns.gutter_x(stretch.which) + offset)
        points.append((x, y))
    points += [(x, end_y), (into, end_y)]
    return [_without_needless(points)]


def _port(card: tuple[float, float], slot: int, hop: Hop, setting: Setting) -> float:
    """The y at which a hop leaves or reaches a card, beside its first line.

    Slot 0 is for a straight line to the next card. Others leave below it (1) and arrive
    above it (-1), at the far sides 2 and -2, so that two cards face to face share no line.
    """
    m = setting.measures
    top, bottom = card
    middle = min(m.pad + m.card.leading / 2, (bottom - top) / 2)
    apart = min(m.track, middle * 0.4)
    spread = apart * (0.5 if hop.beside[1] == 2 else 0.75)
    return snap(top + middle + slot * apart + _shift(hop, spread))


def _shift(hop: Hop, most: float) -> float:
    """How far a hop stands from the middle of those beside it, `most` px apart together."""
    nth, of = hop.beside
    return (nth - (of - 1) / 2) * most / max(1, of - 1)


def _without_needless(points: Points) -> Points:
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


def _card_y(card_id: str, place: Place, ground: Ground, setting: Setting) -> tuple[float, float]:
    """Top and bottom of a card's body, or of its bar in a folded lane, in the body."""
    lane, top = ground.lanes[place.row], ground.tops[place.row]
    if lane.lane.collapsed_height is not None:
        y, high = folded_bar(lane.height - lane.boundary.foot(setting), setting)
        return top + y, top + y + high
    for span in lane.spans:
        if span.card.id == card_id:
            return top + span.y - span.node.bounds.y, top + span.y + span.h
    stack = lane.stacks[place.first]
    assert stack is not None, "a card that is placed stands in a cell"
    y, bottom = stack.places[card_id]
    base = top + lane.tops[place.first]
    return base + y, base + bottom


def gutter_width(tracks: Tracks, setting: Setting) -> float:
    """How wide a gutter must be for its tracks, with room for an arrow head beside them."""
    m = setting.measures
    return max(m.gutter, (tracks.width - 1) * m.track + 2 * (m.icon * 0.32 + m.pad))


def edge_room(tracks: Tracks, apart: bool, setting: Setting) -> float:
    """Space that a lane's lower edge needs beyond its padding.

    Routes run in the padding of both lanes at an edge; `apart` says that they must stay
    above it, where a blueprint line or the end of the map is.
    """
    m = setting.measures
    wide = max(0, tracks.width - 1) * m.track
    return wide if apart else max(0.0, wide - m.pad)


def edge_middle(bottom: float, lane: LaneLayout, setting: Setting) -> float:
    """The y of the middle of what runs along the lower edge of a lane that ends at `bottom`."""
    m, boundary = setting.measures, lane.boundary
    if boundary.apart:
        return bottom - boundary.foot(setting) + (m.pad + boundary.room) / 2
    return bottom - boundary.room / 2
