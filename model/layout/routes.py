"""Who goes where: the hops of every persona's route.

A route is automatic: the touchpoints that a persona meets, by step and order. A card
with links of its own follows those instead. Everything here is in terms of gutters and
lanes (`model.layout.ways`), so that it holds however high a lane becomes.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import tracks, ways
from model.layout.index import Index, grid
from model.layout.index import make as make_index
from model.layout.marks import Marks
from model.layout.memo import Memo
from model.layout.setting import Setting, persona_role
from model.layout.stacks import written_links
from model.layout.tracks import MOST_TRACKS, Name, Stretch, Tracks
from model.layout.ways import Place, Walls, Way
from model.order import sort_key
from model.records import Card, Link, Persona


class Hop(NamedTuple):
    """One arrow from card to card.

    Attributes:
        link: the record behind it, or "" where it is automatic.
        who: ids of the personas that go this way; empty for everybody.
        share: 0..1 of the customers, or None where nobody said.
        dashed: whether one of its ends is a missing touchpoint.
        state: what a comparison says of the link; "moved" where it leads from a ghost to the
            card itself. "" without one.
        beside: which of several parallel hops between the same cards it is, and of how many.
    """

    source: str
    target: str
    link: str
    role: str
    who: tuple[str, ...]
    share: float | None
    dashed: bool
    beside: tuple[int, int]
    start: Place
    end: Place
    way: Way
    state: str = ""

    def stretches(self) -> list[Stretch]:
        """Its parts, gutters and edges in turn; none where nothing runs in a gutter."""
        if self.way.kind != "way":
            return []
        nth, of = self.beside
        return tracks.stretches(self.way, self.start, self.end, (nth + 0.5) / of - 0.5)

    def name(self, stretch: int) -> Name:
        """What one of its stretches is known by."""
        return (self.source, self.target, self.link, self.beside[0], stretch)


class Running(NamedTuple):
    """What the hops of one column run along in one gutter ("gutter") or lane edge ("edge")."""

    kind: str
    which: int
    stretches: tuple[tuple[Name, Stretch], ...]


class Leaving(NamedTuple):
    """The hops that leave one column, and where they come by.

    Attributes:
        columns, rows: of both ends of all.
        gutters: the first and the last.
        running: what they run in.
    """

    hops: tuple[Hop, ...]
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    gutters: tuple[int, int]
    running: tuple[Running, ...]


class Network(NamedTuple):
    """All hops by the column that they leave from, with their tracks."""

    leaving: tuple[Leaving, ...]
    gutters: tuple[Tracks, ...]
    edges: tuple[Tracks, ...]


class Pair(NamedTuple):
    """Two cards that follow each other, and for whom."""

    source: str
    target: str
    link: str
    share: float | None
    who: tuple[str, ...]
    state: str = ""


def interrupted(whole: JourneyMap, part: JourneyMap) -> frozenset[tuple[str, str]]:
    """Where the routes of a part of a map break off: (persona, card before the gap).

    A persona does not go straight from the card before what was left out to the one after.
    """
    if part is whole:
        return frozenset()
    index = make_index(whole)
    met = [card for c in index.columns for card in index.touchpoints.get(c.step.id, ())]
    return frozenset(
        (name, here.id)
        for name in _walkers(make_index(part).personas)
        for here, following in pairwise([card for card in met if _meets(card, name)])
        if here.id in part and following.id not in part
    )


def _walkers(personas: Iterable[Persona]) -> list[str]:
    """Who routes are drawn for: every customer, or nobody in particular."""
    return [p.id for p in personas if p.role == "customer"] or [""]


def network(
    index: Index,
    journey: JourneyMap,
    gaps: frozenset[tuple[str, str]],
    setting: Setting,
    memo: Memo,
) -> Network:
    """Every hop of a map, but for those that would cross the `gaps`."""
    names = _walkers(setting.personas)
    roles = {p.id: persona_role(p, i) for i, p in enumerate(setting.personas)}
    obstacles = ways.walls(index, memo)
    known = (tuple(names), tuple(roles.items()))
    everywhere = memo.same("everywhere", (known, grid(index, memo), obstacles, gaps))

    def make() -> Network:
        leaving = _leaving_all(
            index, journey, gaps, names, roles, obstacles, everywhere, setting, memo
        )
        # What runs where is asked again only when some column's hops differ.
        key = (len(index.columns), len(index.lanes), *leaving)
        return memo.once("tracks", key, lambda: _laid_out(index, leaving, memo))

    return memo.once("network", (index.flow, everywhere), make)


def _laid_out(index: Index, leaving: tuple[Leaving, ...], memo: Memo) -> Network:
    gutters = _tracks("gutter", len(index.columns) + 1, leaving, memo)
    edges = _tracks("edge", len(index.lanes) + 1, leaving, memo)
    return Network(leaving, gutters, edges)


def _leaving_all(
    index: Index,
    journey: JourneyMap,
    gaps: frozenset[tuple[str, str]],
    names: list[str],
    roles: dict[str, str],
    obstacles: Walls,
    everywhere: tuple[object, ...],
    setting: Setting,
    memo: Memo,
) -> tuple[Leaving, ...]:
    """The hops of every column, from the last one on: each leads to what is met after it."""
    firsts: dict[str, Card | None] = dict.fromkeys(names)
    links_of = _links_by_step(index, journey)
    result: list[Leaving] = []
    for column in reversed(index.columns):
        step = column.step.id
        met = index.touchpoints.get(step, ())
        after = tuple(firsts.values())
        links = tuple(links_of.get(step, ()))
        gone = index.gone_links.get(step, ())
        ends = [journey.records.get(link.target_id) for link in (*links, *gone)]
        # A card that was moved away may be moved once more, while nothing changes here.
        ends += [journey.records.get(card) for _, card in index.moves.get(step, ())]

        def make(
            step: str = step,
            met: tuple[Card, ...] = met,
            after: tuple[Card | None, ...] = after,
            links: tuple[Link, ...] = links,
        ) -> Leaving:
            pairs = _pairs(met, after, links, names, gaps)
            if setting.marks:
                pairs = [*_stated(pairs, setting.marks), *_differences(step, index)]
            found = _leaving(tuple(_hops(pairs, names, roles, obstacles, index, journey)))
            return memo.get("leaving", step, (found,), lambda: found)

        key = (index.flow[step], everywhere, *after, *ends)
        result.append(memo.get("hops", step, key, make))
        for name in names:
            firsts[name] = next((c for c in met if _meets(c, name)), firsts[name])
    return tuple(reversed(result))


def _leaving(hops: tuple[Hop, ...]) -> Leaving:
    ends = {place for hop in hops for place in (hop.start, hop.end)}
    gutters = {g for hop in hops for g in (hop.way.leaves, hop.way.arrives)}
    gutters |= {gutter for hop in hops for gutter, _ in hop.way.turns}
    return Leaving(
        hops,
        tuple(sorted({place.first for place in ends})),
        tuple(sorted({place.row for place in ends})),
        (min(gutters, default=0), max(gutters, default=0)),
        _running(hops),
    )


def _running(hops: tuple[Hop, ...]) -> tuple[Running, ...]:
    found: dict[tuple[str, int], list[tuple[Name, Stretch]]] = {}
    for hop in hops:
        for i, stretch in enumerate(hop.stretches()):
            found.setdefault((stretch.kind, stretch.which), []).append((hop.name(i), stretch))
    return tuple(Running(kind, which, tuple(parts)) for (kind, which), parts in found.items())


def _tracks(kind: str, count: int, leaving: tuple[Leaving, ...], memo: Memo) -> tuple[Tracks, ...]:
    """Tracks of all gutters or all edges."""
    running: list[list[Running]] = [[] for _ in range(count)]
    for column in leaving:
        for here in column.running:
            if here.kind == kind:
                running[here.which].append(here)
    found = tuple(
        memo.get(
            kind, i, tuple(there),
            lambda there=there: tracks.assign([s for here in there for s in here.stretches]),  # type: ignore[misc]  # bound now
        )
        for i, there in enumerate(running)
    )  # fmt: skip
    return memo.same(kind, found)


def _links_by_step(index: Index, journey: JourneyMap) -> dict[str, list[Link]]:
    """Links that lead somewhere, by the step of the card that they leave, in order of id."""
    found: dict[str, list[Link]] = {}
    for source_id, links in index.exits.items():
        source = journey.get(source_id, Card)
        if source:
            found.setdefault(source.step_id, []).extend(x for x in links if x.target_id)
    return {step: sorted(links, key=lambda link: link.id) for step, links in found.items()}


def _meets(card: Card, persona: str) -> bool:
    return not card.persona_ids or not persona or persona in card.persona_ids


def _pairs(
    met: tuple[Card, ...],
    after: tuple[Card | None, ...],
    links: tuple[Link, ...],
    names: list[str],
    gaps: frozenset[tuple[str, str]],
) -> list[Pair]:
    """What follows the touchpoints of one column: links where there are any, else the next."""
    followed: dict[tuple[str, str], list[str]] = {}
    linked = {(link.source_id, who) for link in links for who in (link.persona_ids or names)}
    for name, following in zip(names, after, strict=True):
        walk = [card for card in met if _meets(card, name)]
        for source, target in zip(walk, [*walk, following][1:], strict=True):
            stays = (source.id, name) in linked or (name, source.id) in gaps
            if target is not None and not stays:
                followed.setdefault((source.id, target.id), []).append(name)
    return [Pair(*ends, "", None, tuple(who)) for ends, who in followed.items()] + [
        Pair(
            link.source_id, link.target_id, link.id, link.share,
            tuple(n for n in names if not link.persona_ids or n in link.persona_ids),
        )
        for link in links
    ]  # fmt: skip


def _stated(pairs: list[Pair], marks: Marks) -> list[Pair]:
    """The pairs, those of links that differ with what became of them."""
    states = {pair.link: marks[pair.link].state for pair in pairs if pair.link in marks}
    return [pair._replace(state=states.get(pair.link, "")) for pair in pairs]


def _differences(step: str, index: Index) -> list[Pair]:
    """What a comparison draws besides the routes: links that went, and where cards moved to."""
    gone = index.gone_links.get(step, ())
    return [
        *(Pair(x.source_id, x.target_id, x.id, x.share, (), "removed") for x in gone),
        *(Pair(ghost, card, card, None, (), "moved") for ghost, card in index.moves.get(step, ())),
    ]


def _hops(
    pairs: Iterable[Pair],
    names: list[str],
    roles: dict[str, str],
    obstacles: Walls,
    index: Index,
    journey: JourneyMap,
) -> Iterator[Hop]:
    for pair in pairs:
        source, target = journey.get(pair.source, Card), journey.get(pair.target, Card)
        if source is None or target is None or source is target:
            continue
        start = ways.place(source, index, obstacles)
        end = ways.place(target, index, obstacles)
        if start is None or end is None:
            continue
        who = () if len(pair.who) == len(names) else pair.who
        runs: list[tuple[str, tuple[str, ...]]]
        if pair.state:
            runs = [(f"change.{pair.state}", who)]
        elif not who or len(who) > MOST_TRACKS:
            runs = [("route", who)]
        else:
            runs = [(roles.get(name, "route"), (name,)) for name in who]
        dashed = "missing" in (source.status, target.status)
        if not pair.state and _falls(source, target, index, journey):
            way = Way(start.last + 1, end.first, True, True, (), "falls")
        else:
            way = ways.way(start, end, obstacles)
        for i, (role, walkers) in enumerate(runs):
            yield Hop(
                source.id, target.id, pair.link, role, walkers, pair.share, dashed, (i, len(runs)),
                start, end, way, pair.state,
            )  # fmt: skip


def _falls(source: Card, target: Card, index: Index, journey: JourneyMap) -> bool:
    """Whether `target` is the very next card under `source`, with nothing written between."""
    cell = index.cells.get((source.step_id, source.lane_id), ())
    at = bisect_left(cell, sort_key(source), key=sort_key)
    if cell[at : at + 1] != (source,) or cell[at + 1 : at + 2] != (target,):
        return False
    told = written_links(source, index, journey)
    return not (told.exits or told.labelled or written_links(target, index, journey).entries)
