"""Who goes where: the hops of every persona's route, and the gutters that they run in.

A route is automatic: the touchpoints that a persona meets, by step and order. A card
with links of its own follows those instead. Routes run only in the gutters between
columns and along the edges of lanes, each on a track of its own; everything here is in
terms of gutters and lanes, so that it holds however high a lane becomes.
"""

import heapq
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from model.layout.index import Index, grid
from model.layout.memo import Memo
from model.layout.setting import Setting, persona_role
from model.records import Card, Link, Record

#: More routes than this side by side share the outermost track.
MOST_TRACKS = 8


class Place(NamedTuple):
    """Where a card stands in the grid."""

    first: int
    last: int
    row: int


class Hop(NamedTuple):
    """One arrow from card to card.

    Attributes:
        link: the record behind it, or "" where it is automatic.
        share: 0..1 of the customers, or None where nobody said.
        beside: which of several parallel hops between the same cards it is, and of how many.
        turns: (gutter, lane edge) corners between leaving and arriving; none where both
            happen in one gutter. Edge k is above lane k.
        leaves, arrives: the gutters of its ends.
        from_left: whether it arrives at the left side of its target.
        falls: whether it drops straight onto the card below.
    """

    source: str
    target: str
    link: str
    role: str
    share: float | None
    dashed: bool
    beside: tuple[int, int]
    start: Place
    end: Place
    turns: tuple[tuple[int, int], ...]
    leaves: int
    arrives: int
    from_left: bool
    falls: bool


class Tracks(NamedTuple):
    """Tracks of everything that runs in one gutter or along one edge.

    Attributes:
        of: hop and its corner's place in its turns -> track, from the left or the top.
        width: how many tracks there are.
    """

    of: dict[tuple[str, str, str, str, int], int]
    width: int


class Leaving(NamedTuple):
    """The hops that leave one column, and which columns and lanes they touch."""

    hops: tuple[Hop, ...]
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    last: int


class Network(NamedTuple):
    """All hops by the column that they leave from, with their tracks."""

    leaving: tuple[Leaving, ...]
    gutters: tuple[Tracks, ...]
    edges: tuple[Tracks, ...]


def place(card: Card, index: Index) -> Place | None:
    """Where a card stands, or None in the parking lot."""
    column, row = index.column_of.get(card.step_id), index.row_of.get(card.lane_id)
    if column is None or row is None:
        return None
    return Place(column, max(column, index.column_of.get(card.until_step_id, column)), row)


def network(index: Index, get: Mapping[str, Record], setting: Setting, memo: Memo) -> Network:
    """Every hop of a map. `get` holds the records by id."""
    customers = [p for p in setting.personas if p.role == "customer"]
    names = [p.id for p in customers] or [""]
    roles = {p.id: persona_role(p, i) for i, p in enumerate(setting.personas)}
    walls = _walls(index, memo)
    firsts: dict[str, Card | None] = dict.fromkeys(names)
    links_of = _links_by_step(index, get)
    known = memo.same("names", (tuple(names), tuple(roles.items())))
    everywhere = (known, grid(index, memo), walls)
    leaving: list[Leaving] = []
    for column in reversed(index.columns):
        step = column.step.id
        met = index.touchpoints.get(step, ())
        after = tuple(firsts.values())
        links = tuple(links_of.get(step, ()))
        ends = tuple(get.get(i) for link in links for i in (link.source_id, link.target_id))

        def make(
            met: tuple[Card, ...] = met,
            after: tuple[Card | None, ...] = after,
            links: tuple[Link, ...] = links,
        ) -> Leaving:
            pairs = _pairs(met, after, links, names)
            return _leaving(tuple(_hops(pairs, names, roles, walls, index, get)))

        cells = tuple(
            index.cells.get((step, card.lane_id))
            for card in (*met, *ends)
            if isinstance(card, Card)
        )
        key = (met, after, links, ends, cells, *everywhere)
        leaving.append(memo.get("hops", step, key, make))
        for name in names:
            firsts[name] = next((c for c in met if _meets(c, name)), firsts[name])
    leaving.reverse()
    gutters, edges = _running(leaving, len(index.columns), len(index.lanes))
    return Network(tuple(leaving), _tracks("gutter", gutters, memo), _tracks("edge", edges, memo))


def _leaving(hops: tuple[Hop, ...]) -> Leaving:
    ends = {place for hop in hops for place in (hop.start, hop.end)}
    return Leaving(
        hops,
        tuple(sorted({place.first for place in ends})),
        tuple(sorted({place.row for place in ends})),
        max((place.last for place in ends), default=0),
    )


def _running(
    leaving: list[Leaving], columns: int, lanes: int
) -> tuple[list[list[Hop]], list[list[Hop]]]:
    """The hops that run in each gutter and along each edge."""
    gutters: list[list[Hop]] = [[] for _ in range(columns + 1)]
    edges: list[list[Hop]] = [[] for _ in range(lanes + 1)]
    for column in leaving:
        for hop in column.hops:
            if hop.falls:
                continue
            if not hop.turns:
                gutters[hop.leaves].append(hop)
                continue
            for gutter in {hop.leaves, hop.arrives, *(g for g, _ in hop.turns)}:
                gutters[gutter].append(hop)
            for edge in {e for _, e in hop.turns}:
                edges[edge].append(hop)
    return gutters, edges


def _tracks(kind: str, running: list[list[Hop]], memo: Memo) -> tuple[Tracks, ...]:
    tracks = tuple(
        memo.get(kind, i, tuple(hops), lambda i=i, hops=hops: _assign(kind, i, hops))  # type: ignore[misc]  # bound now
        for i, hops in enumerate(running)
    )
    return memo.same(kind, tracks)


def _links_by_step(index: Index, get: Mapping[str, Record]) -> dict[str, list[Link]]:
    """Links that lead somewhere, by the step of the card that they leave."""
    found: dict[str, list[Link]] = {}
    for source_id, links in index.exits.items():
        source = get.get(source_id)
        if isinstance(source, Card):
            found.setdefault(source.step_id, []).extend(x for x in links if x.target_id)
    return {step: sorted(links, key=lambda link: link.id) for step, links in found.items()}


def _meets(card: Card, persona: str) -> bool:
    return not card.persona_ids or not persona or persona in card.persona_ids


class Pair(NamedTuple):
    """Two cards that follow each other, and for whom."""

    source: str
    target: str
    link: str
    share: float | None
    who: tuple[str, ...]


def _pairs(
    met: tuple[Card, ...],
    after: tuple[Card | None, ...],
    links: tuple[Link, ...],
    names: list[str],
) -> list[Pair]:
    """What follows the touchpoints of one column: links where there are any, else the next."""
    followed: dict[tuple[str, str], list[str]] = {}
    linked = {(link.source_id, who) for link in links for who in (link.persona_ids or names)}
    for name, following in zip(names, after, strict=True):
        walk = [card for card in met if _meets(card, name)]
        for source, target in zip(walk, [*walk, following][1:], strict=True):
            if target is not None and (source.id, name) not in linked:
                followed.setdefault((source.id, target.id), []).append(name)
    return [Pair(*ends, "", None, tuple(who)) for ends, who in followed.items()] + [
        Pair(
            link.source_id, link.target_id, link.id, link.share,
            tuple(n for n in names if not link.persona_ids or n in link.persona_ids),
        )
        for link in links
    ]  # fmt: skip


def _hops(
    pairs: list[Pair],
    names: list[str],
    roles: dict[str, str],
    walls: "Walls",
    index: Index,
    get: Mapping[str, Record],
) -> Iterable[Hop]:
    for pair in pairs:
        source, target = get.get(pair.source), get.get(pair.target)
        if not isinstance(source, Card) or not isinstance(target, Card) or source is target:
            continue
        start, end = place(source, index), place(target, index)
        if start is None or end is None:
            continue
        shared = len(pair.who) in (0, len(names))
        colours = ["route"] if shared else [roles.get(name, "route") for name in pair.who]
        dashed = "missing" in (source.status, target.status)
        turns, leaves, arrives, from_left = _way(start, end, walls)
        falls = start == end and start.first == start.last and _below(source, target, index)
        for i, role in enumerate(colours):
            yield Hop(
                source.id, target.id, pair.link, role, pair.share, dashed, (i, len(colours)),
                start, end, turns, leaves, arrives, from_left, falls,
            )  # fmt: skip


def _below(source: Card, target: Card, index: Index) -> bool:
    """Whether `target` is the very next card under `source` in one cell."""
    cell = index.cells.get((source.step_id, source.lane_id), ())
    return any(a is source and b is target for a, b in pairwise(cell))


class Walls(NamedTuple):
    """Where spanning cards lie across gutters: (lane, gutter)."""

    across: frozenset[tuple[int, int]]
    lanes: int
    gutters: int


def _walls(index: Index, memo: Memo) -> Walls:
    reach = tuple(
        (index.row_of[card.lane_id], index.column_of[card.step_id],
         index.column_of[card.until_step_id])
        for cards in index.spans.values() for card in cards
    )  # fmt: skip
    lanes, gutters = len(index.lanes), len(index.columns) + 1
    return memo.get(
        "walls", "", (reach, lanes, gutters),
        lambda: Walls(
            frozenset((r, g) for r, first, last in reach for g in range(first + 1, last + 1)),
            lanes, gutters,
        ),
    )  # fmt: skip


def _blocked(walls: Walls, gutter: int, row: int) -> bool:
    """Whether a spanning card of this lane lies across the gutter."""
    return (row, gutter) in walls.across


def _way(
    start: Place, end: Place, walls: Walls
) -> tuple[tuple[tuple[int, int], ...], int, int, bool]:
    """Turns, the gutters of both ends, and whether it arrives from the left."""
    leaves = start.last + 1
    from_left = end.first > start.last or end.last < start.first
    arrives = end.first if from_left else end.last + 1
    low, high = sorted((start.row, end.row))
    if leaves == arrives:
        # Spans stand at the top of their lane: only the lanes below the upper end are crossed.
        if not any(_blocked(walls, leaves, row) for row in range(low + 1, high + 1)):
            return (), leaves, arrives, from_left
    else:
        edge = end.row + 1 if end.row < start.row or start.row == end.row else end.row
        rows = range(low + 1, high) if start.row != end.row else range(0)
        if not any(_blocked(walls, leaves, row) for row in rows) and not _blocked_end(
            walls, leaves, start, edge
        ) and not _blocked_end(walls, arrives, end, edge):  # fmt: skip
            return ((leaves, edge), (arrives, edge)), leaves, arrives, from_left
    turns = _detour(start, end, leaves, arrives, walls)
    return turns, leaves, arrives, from_left


def _blocked_end(walls: Walls, gutter: int, at: Place, edge: int) -> bool:
    """Whether a span stands between a card and the edge of its lane above it."""
    return edge <= at.row and _blocked(walls, gutter, at.row)


def _detour(
    start: Place, end: Place, leaves: int, arrives: int, walls: Walls
) -> tuple[tuple[int, int], ...]:
    """The shortest way along gutters and edges that crosses no spanning card.

    Dijkstra's algorithm; going along an edge costs one a column, down a gutter two a
    lane. Edge 0 lies under the headers and is never used.
    """
    queue: list[tuple[int, tuple[tuple[int, int], ...]]] = []
    for edge in (start.row, start.row + 1):
        if edge and not _blocked_end(walls, leaves, start, edge):
            heapq.heappush(queue, (1, ((leaves, edge),)))
    seen: set[tuple[int, int]] = set()
    while queue:
        cost, way = heapq.heappop(queue)
        gutter, edge = way[-1]
        if (gutter, edge) in seen:
            continue
        seen.add((gutter, edge))
        if (
            gutter == arrives
            and edge in (end.row, end.row + 1)
            and not _blocked_end(walls, arrives, end, edge)
        ):
            return _corners(way)
        for beside in (gutter - 1, gutter + 1):
            if 0 <= beside < walls.gutters:
                heapq.heappush(queue, (cost + 1, (*way, (beside, edge))))
        for next_edge, row in ((edge - 1, edge - 1), (edge + 1, edge)):
            if 1 <= next_edge <= walls.lanes and not _blocked(walls, gutter, row):
                heapq.heappush(queue, (cost + 2, (*way, (gutter, next_edge))))
    return ((leaves, start.row + 1), (arrives, start.row + 1))


def _corners(way: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Only where the way turns, with both ends of each stretch along an edge."""
    kept = [way[0]]
    for before, here, after in zip(way, way[1:], way[2:], strict=False):
        if (before[0] == here[0]) != (here[0] == after[0]):
            kept.append(here)
    if way[-1] != kept[-1]:
        kept.append(way[-1])
    # A stretch at the very start or end that only goes along a gutter needs no corner.
    while len(kept) > 1 and kept[0][0] == kept[1][0]:
        kept.pop(0)
    while len(kept) > 1 and kept[-1][0] == kept[-2][0]:
        kept.pop()
    return tuple(kept) if len(kept) > 1 else ()


def _name(hop: Hop, stretch: int) -> tuple[str, str, str, str, int]:
    return (hop.source, hop.target, hop.link, hop.role, stretch)


def stretches(hop: Hop) -> list[tuple[str, int, float, float]]:
    """The hop as ("gutter" | "edge", which, from, to), alternating, gutters first and last.

    Positions in a gutter are lanes (a card of lane k is at k + 0.5, edge k at k); along
    an edge they are gutters.
    """
    corners = hop.turns
    at = hop.start.row + 0.5
    result: list[tuple[str, int, float, float]] = []
    gutter = hop.leaves
    for (left, edge), (right, _) in zip(corners[::2], corners[1::2], strict=True):
        result.append(("gutter", left, at, edge))
        result.append(("edge", edge, left, right))
        at, gutter = edge, right
    result.append(("gutter", gutter, at, hop.end.row + 0.5))
    return result


def track_of(tracks: Tracks, hop: Hop, stretch: int) -> int:
    """The track of one stretch of a hop."""
    return tracks.of.get(_name(hop, stretch), 0)


def _assign(kind: str, which: int, hops: list[Hop]) -> Tracks:
    """Each stretch on the first track that is free along its whole length.

    Stretches that go down start from the right, those that go up from the left: so a
    hop that starts higher stands outside and they do not cross.
    """
    wanted = [
        (min(a, b), max(a, b), a <= b, hop, i)
        for hop in hops
        for i, (sort, number, a, b) in enumerate(stretches(hop))
        if sort == kind and number == which and (a != b or hop.start.row == hop.end.row)
    ]
    wanted.sort(key=lambda s: (s[0], s[1], s[3].source, s[3].target, s[3].role))
    taken: list[list[tuple[float, float]]] = []
    chosen: list[tuple[Hop, int, int, bool]] = []
    for low, high, down, hop, i in wanted:
        free = (t for t, others in enumerate(taken) if all(high < a or low > b for a, b in others))
        track = next(free, len(taken))
        if track == MOST_TRACKS:
            track -= 1
        elif track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        chosen.append((hop, i, track, down))
    count = len(taken)
    going_down = sum(down for *_, down in chosen) * 2 >= len(chosen)
    flip = kind == "gutter" and going_down
    return Tracks({_name(h, i): count - 1 - t if flip else t for h, i, t, _ in chosen}, count)
