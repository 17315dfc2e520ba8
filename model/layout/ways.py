"""The ways of routes: along gutters and lane edges, round the cards that span columns.

Everything here is in terms of gutters and lanes, so that it holds however high a lane
becomes. Gutter g is left of column g; edge k is above lane k. Edge 0 lies under the
headers and is never used. Spanning cards stand in rows at the top of their lane, above
its cells: what runs in a gutter is stopped by a span that lies across it.
"""

import heapq
from collections.abc import Iterator
from itertools import groupby, product
from typing import NamedTuple

from model.layout.index import Index, grid
from model.layout.memo import Memo
from model.records import Card

#: The level of what stands in a cell: below all spanning cards of its lane.
IN_CELL = 1_000_000


class Place(NamedTuple):
    """Where a card stands in the grid: its columns, its lane, its row among the spans."""

    first: int
    last: int
    row: int
    level: int = IN_CELL


class Way(NamedTuple):
    """How a hop gets from card to card.

    Attributes:
        leaves, arrives: the gutters of its ends.
        out_right: whether it leaves at the right side of its source.
        from_left: whether it arrives at the left side of its target.
        turns: (gutter, edge) corners, two for each stretch along an edge; none where all
            happens in one gutter.
        kind: "way"; "falls" straight onto the card below; "broken" where spans leave no
            way, so that only its ends are drawn.
    """

    leaves: int
    arrives: int
    out_right: bool
    from_left: bool
    turns: tuple[tuple[int, int], ...] = ()
    kind: str = "way"


class Walls(NamedTuple):
    """Where spanning cards lie across gutters: (lane, gutter) -> their levels.

    Attributes:
        found: the ways round them that were asked for so far.
    """

    across: dict[tuple[int, int], tuple[int, ...]]
    levels: dict[str, int]
    lanes: int
    gutters: int
    found: "dict[tuple[Place, Place], Way]"


def walls(index: Index, memo: Memo) -> Walls:
    """Every span of a map as an obstacle."""
    lanes, gutters = len(index.lanes), len(index.columns) + 1
    reach = memo.get("reach", "", (index.spans, grid(index, memo)), lambda: _reach(index))

    def make() -> Walls:
        across: dict[tuple[int, int], tuple[int, ...]] = {}
        for _, row, first, last, level in reach:
            for gutter in range(first + 1, last + 1):
                across[row, gutter] = (*across.get((row, gutter), ()), level)
        return Walls(across, {card: level for card, _, _, _, level in reach}, lanes, gutters, {})

    return memo.get("walls", "", (reach, lanes, gutters), make)


def _reach(index: Index) -> tuple[tuple[str, int, int, int, int], ...]:
    """Card, lane, first and last column, level of every span."""
    return tuple(
        (span.card.id, index.row_of[lane], span.first, span.last, span.level)
        for lane, spans in sorted(index.spans.items())
        for span in spans
    )


def place(card: Card, index: Index, obstacles: Walls) -> Place | None:
    """Where a card stands, or None in the parking lot."""
    column, row = index.column_of.get(card.step_id), index.row_of.get(card.lane_id)
    if column is None or row is None:
        return None
    last = max(column, index.column_of.get(card.until_step_id, column))
    return Place(column, last, row, obstacles.levels.get(card.id, IN_CELL))


def way(start: Place, end: Place, obstacles: Walls) -> Way:
    """The way of a hop: out at the right and in at the left where that is possible."""
    found = obstacles.found.get((start, end))
    if found is None:
        found = obstacles.found[start, end] = _way(start, end, obstacles)
    return found


def _way(start: Place, end: Place, obstacles: Walls) -> Way:
    apart = end.first > start.last or end.last < start.first
    sides = product((True, False), (True, False) if apart else (False, True))
    for out_right, from_left in sides:
        leaves = start.last + 1 if out_right else start.first
        arrives = end.first if from_left else end.last + 1
        turns = _turns(start, leaves, end, arrives, obstacles)
        if turns is not None:
            return Way(leaves, arrives, out_right, from_left, turns)
    return Way(start.last + 1, end.first, True, True, (), "broken")


def _turns(
    start: Place, leaves: int, end: Place, arrives: int, obstacles: Walls
) -> tuple[tuple[int, int], ...] | None:
    """The corners between two gutters, or None if spans leave no way."""
    if leaves == arrives and _free(obstacles, leaves, start, end):
        return ()
    edge = end.row if end.row > start.row else end.row + 1
    if leaves != arrives:
        corners = ((leaves, edge), (arrives, edge))
        if _reaches(obstacles, start, leaves, edge) and _reaches(obstacles, end, arrives, edge):
            return corners
    return _detour(start, leaves, end, arrives, obstacles)


def _free(obstacles: Walls, gutter: int, a: Place, b: Place) -> bool:
    """Whether two cards see each other along a gutter."""
    upper, lower = (a, b) if a.row < b.row else (b, a)
    if upper.row == lower.row:
        low, high = sorted((a.level, b.level))
        return not _stopped(obstacles, gutter, a.row, low, high)
    return _reaches(obstacles, upper, gutter, lower.row) and _reaches(
        obstacles, lower, gutter, lower.row
    )


def _reaches(obstacles: Walls, at: Place, gutter: int, edge: int) -> bool:
    """Whether nothing lies across the gutter between a card and an edge."""
    if edge <= at.row:
        inside = _stopped(obstacles, gutter, at.row, -1, at.level)
        rows = range(edge, at.row)
    else:
        inside = _stopped(obstacles, gutter, at.row, at.level, IN_CELL)
        rows = range(at.row + 1, edge)
    return not inside and not any((row, gutter) in obstacles.across for row in rows)


def _stopped(obstacles: Walls, gutter: int, row: int, low: int, high: int) -> bool:
    """Whether a span of the lane lies across the gutter between two levels."""
    return any(low < level < high for level in obstacles.across.get((row, gutter), ()))


Corner = tuple[int, int]


def _detour(
    start: Place, leaves: int, end: Place, arrives: int, obstacles: Walls
) -> tuple[Corner, ...] | None:
    """The shortest way along gutters and edges that crosses no span, or None.

    Dijkstra's algorithm; going along an edge costs one a column, down a gutter two a lane.
    """
    queue: list[tuple[int, Corner, Corner | None]] = [
        (1, (leaves, edge), None)
        for edge in (start.row, start.row + 1)
        if edge and _reaches(obstacles, start, leaves, edge)
    ]
    goals = {
        (arrives, edge)
        for edge in (end.row, end.row + 1)
        if edge and _reaches(obstacles, end, arrives, edge)
    }
    came: dict[Corner, Corner | None] = {}
    while queue and goals:
        cost, here, before = heapq.heappop(queue)
        if here in came:
            continue
        came[here] = before
        if here in goals:
            return _corners(here, came)
        for price, beside in _beside(here, obstacles):
            if beside not in came:
                heapq.heappush(queue, (cost + price, beside, here))
    return None


def _beside(here: Corner, obstacles: Walls) -> Iterator[tuple[int, Corner]]:
    """The next crossings of a gutter and an edge, with what it costs to get there."""
    gutter, edge = here
    for beside in (gutter - 1, gutter + 1):
        if 0 <= beside < obstacles.gutters:
            yield 1, (beside, edge)
    for beyond, row in ((edge - 1, edge - 1), (edge + 1, edge)):
        if 1 <= beyond <= obstacles.lanes and (row, gutter) not in obstacles.across:
            yield 2, (gutter, beyond)


def _corners(here: Corner, came: dict[Corner, Corner | None]) -> tuple[Corner, ...]:
    """Both ends of each stretch along an edge."""
    path, step = [here], came[here]
    while step is not None:
        path.append(step)
        step = came[step]
    path.reverse()
    turns: list[Corner] = []
    for _, stretch in groupby(path, key=lambda corner: corner[1]):
        first, *rest = stretch
        if rest:
            turns += [first, rest[-1]]
    return tuple(turns)
