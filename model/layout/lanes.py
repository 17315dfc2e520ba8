"""Lanes: cells stacked from cards, spans above them, the ground that they stand on."""

from typing import NamedTuple

from model.change import JourneyMap
from model.layout import words
from model.layout.index import Index, Reach
from model.layout.lane_heads import header_height
from model.layout.memo import Memo
from model.layout.scene import Bounds, Node, Path, Placed, Primitive, Rect, snap
from model.layout.setting import Setting
from model.layout.stacks import Row, Stack, card_node
from model.records import Card, Lane


class Columns(NamedTuple):
    """Where the columns stand.

    Attributes:
        xs: left edge of each column's cards.
        card: width of a card.
        gutters: width of the space left of each column, and of the one after the last.
        right: where the grid ends, with room for the names of emotion lines.
        stage_starts: whether a new stage begins at each column.
    """

    xs: tuple[float, ...]
    card: float
    gutters: tuple[float, ...]
    right: float
    stage_starts: tuple[bool, ...]

    def gutter_x(self, gutter: int) -> float:
        """Middle of a gutter."""
        if gutter < len(self.xs):
            return self.xs[gutter] - self.gutters[gutter] / 2
        after = self.xs[-1] + self.card if self.xs else self.right - self.gutters[-1]
        return after + self.gutters[-1] / 2

    def border(self, gutter: int) -> float:
        """Where the line between two columns is drawn."""
        return snap(self.gutter_x(gutter))


class Span(NamedTuple):
    """A card over several columns, at the top of its lane."""

    card: Card
    node: Node
    first: int
    last: int
    x: float
    y: float
    w: float
    h: float


class LaneLayout(NamedTuple):
    """A lane laid out, its top at 0.

    Attributes:
        tops: y of each column's cell.
        stacks: the cell of each column, or None where it is empty.
        reaching: columns with cards that reach into lanes further down.
        ends: all that routes to its cards depend on, but for the cells: one object as long
            as none of it changes.
    """

    lane: Lane
    node: Node
    height: float
    tops: tuple[float, ...]
    stacks: tuple[Stack | None, ...]
    spans: tuple[Span, ...]
    boundary: "Boundary"
    reaching: tuple[int, ...]
    ends: tuple[object, ...]


class Boundary(NamedTuple):
    """What stands at a lane's lower edge: a named blueprint line, room for routes.

    Attributes:
        apart: whether routes stay above the edge and the line's name.
    """

    names: tuple[str, ...] = ()
    room: float = 0.0
    apart: bool = False

    def foot(self, setting: Setting) -> float:
        """Space below the last card."""
        m = setting.measures
        return m.pad + self.room + (m.meta.leading if self.names else 0.0)


def lay_out(
    lane: Lane,
    nth: int,
    columns: Columns,
    row: Row,
    above: float,
    boundary: Boundary,
    index: Index,
    journey: JourneyMap,
    setting: Setting,
    memo: Memo,
    high: float = 0.0,
) -> LaneLayout:
    """The lane `nth` from the top, at least `high` px.

    `above` px at its top are left free for an emotion line.
    """
    reaches = index.spans.get(lane.id, ())
    spans = memo.get(
        "spans", lane.id, (row, columns, above, reaches),
        lambda: _spans(reaches, lane, columns, above, index, journey, setting, memo),
    )  # fmt: skip
    stacks = row.stacks
    mark = setting.marks.get(lane.id)
    key = (lane, nth % 2, columns, stacks, above, high, boundary, spans, mark)

    def make() -> LaneLayout:
        m = setting.measures
        tops = [above + m.pad] * len(columns.xs)
        for span in spans:
            for column in range(span.first, span.last + 1):
                tops[column] = max(tops[column], span.y + span.h + m.gap)
        least = m.text_lane_min if lane.kind == "customer" else m.lane_min
        foot = boundary.foot(setting)
        height = max(
            [least, above, header_height(lane, setting)]
            + [top + s.height + foot for top, s in zip(tops, stacks, strict=True) if s]
            + [span.y + span.h + foot for span in spans]
        )
        if lane.collapsed_height is not None:
            height = max(lane.collapsed_height, header_height(lane, setting)) + foot - m.pad
        height = snap(max(high, height))
        shown = lane.collapsed_height is None
        children = tuple(
            Placed(columns.xs[i], tops[i], s.node) for i, s in enumerate(stacks) if s and shown
        ) + tuple(Placed(span.x, span.y - span.node.bounds.y, span.node) for span in spans if shown)
        ground = "lane.alternate" if nth % 2 else "surface"

        def primitives() -> tuple[Primitive, ...]:
            out = _ground(columns, height, ground, boundary, setting)
            return (
                out if shown else (*out, *_hidden(columns, height - foot, stacks, spans, setting))
            )

        node = Node(
            "lane", Bounds(0, 0, columns.right, height), primitives, children, record=lane.id
        )
        unmoved = tuple(tops)
        ends = (shown, unmoved, spans, height, boundary)
        ends = memo.get("ends", lane.id, ends, lambda: ends)
        return LaneLayout(lane, node, height, unmoved, stacks, spans, boundary, row.reaching, ends)

    return memo.get("lane", lane.id, key, make)


def _spans(
    reaches: tuple[Reach, ...],
    lane: Lane,
    columns: Columns,
    above: float,
    index: Index,
    journey: JourneyMap,
    setting: Setting,
    memo: Memo,
) -> tuple[Span, ...]:
    """Cards over several columns, in as few rows as their reach allows."""
    m = setting.measures
    result: list[Span] = []
    levels: dict[int, list[tuple[Reach, Node]]] = {}
    for reach in reaches:
        width = columns.xs[reach.last] + columns.card - columns.xs[reach.first]
        node = card_node(reach.card, lane, snap(width), index, journey, setting, memo)
        levels.setdefault(reach.level, []).append((reach, node))
    y = above + m.pad
    for _, members in sorted(levels.items()):
        for (card, first, last, _), node in members:
            x, bounds = columns.xs[first], node.bounds
            result.append(Span(card, node, first, last, x, y, bounds.w, bounds.h))
        y += max(node.bounds.h for _, node in members) + m.gap
    return tuple(result)


def _ground(
    columns: Columns, height: float, ground: str, boundary: Boundary, setting: Setting
) -> tuple[Primitive, ...]:
    """The lane's ground, its column lines and the line at its lower edge."""
    m = setting.measures
    out: list[Primitive] = [Rect(0, 0, columns.right, height, ground)]
    for i, starts in enumerate(columns.stage_starts):
        if i == 0:
            continue
        x = columns.border(i)
        if starts:
            out.append(Rect(x - 0.5, 0, 1, height, "grid"))
        else:
            out.append(Path((("M", x, 0.0), ("L", x, height)), stroke="grid", dash=(1, 3)))
    if boundary.names:
        last = boundary.names[-1]
        dash = {"interaction": (), "visibility": (6.0, 4.0), "internal": (1.5, 3.0)}[last]
        y = height - 0.75
        out.append(
            Path((("M", 0.0, y), ("L", columns.right, y)), stroke="muted", stroke_width=1.5,
                 dash=dash)
        )  # fmt: skip
        text = words.joined(*(words.LINES[name] for name in boundary.names))
        # What leads through the gutter after the last column would cross the name there.
        beyond = columns.xs[-1] + columns.card if columns.xs else columns.right
        room = columns.right - m.pad - beyond - columns.gutters[-1]
        fits = not columns.xs or setting.wrap(text, m.meta).width <= room
        end = columns.right - m.pad if fits else beyond
        out += setting.write(text, 0, height - m.meta.leading - 2, end, m.meta, "muted", "end")
    return tuple(out)


def _hidden(
    columns: Columns,
    height: float,
    stacks: tuple[Stack | None, ...],
    spans: tuple[Span, ...],
    setting: Setting,
) -> tuple[Primitive, ...]:
    """A bar for each filled cell and each span of a folded lane, for routes to lead to."""
    found = [(columns.xs[i], columns.card) for i, s in enumerate(stacks) if s]
    found += [(span.x, span.w) for span in spans]
    y, high = folded_bar(height, setting)
    r = setting.measures.bar
    return tuple(Rect(x, y, w, high, "grid", radii=(r, r, r, r)) for x, w in found)


def folded_bar(height: float, setting: Setting) -> tuple[float, float]:
    """Top and height of what stands for cards in a folded lane, `height` px high but its foot."""
    m = setting.measures
    return snap((height + m.pad - m.card.leading) / 2), m.card.leading
