"""What follows from what: a removed stage takes its cards along, and nobody is told twice.

A record that came or went follows what it belongs to. A record that stayed follows if all
that differs is what removing, adding or moving others does to it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from model import grid
from model.change import Change, JourneyMap
from model.comparing.regrouping import following_stages
from model.comparing.rows import IN_ROWS, order_of
from model.edits.spans import NO_PLACE, shrunk
from model.records import (
    Asset,
    Card,
    Comment,
    Conflict,
    Feeling,
    Link,
    MapInfo,
    Record,
    Step,
    Vote,
    evolve,
    same,
)
from model.references import mentions, without

#: What a record belongs to, so that it comes and goes with it; the first that did counts.
_BELONGS: Final[dict[type[Record], tuple[str, ...]]] = {
    Step: ("stage_id",),
    Card: ("step_id", "lane_id"),
    Feeling: ("card_id", "step_id", "persona_id"),
    Link: ("source_id", "target_id"),
    Vote: ("card_id",),
    Comment: ("about_id",),
    Conflict: ("about_id",),
}
#: What somebody said about a new card is news of its own.
_COME_ALONE: Final = (Comment, Conflict)
#: Fields in which something new is mentioned without being news there; an owner would be.
_LISTS: Final = frozenset(
    "persona_ids persona_id evidence_ids metric_ids about_ids addresses_ids supports_ids".split()
)
_SHOWS: Final = frozenset(("asset_id", "asset_ids"))
#: A place along the journey or down the lanes: where it starts and where it ends.
_SPANS: Final = (("step_id", "until_step_id"), ("lane_id", "until_lane_id"))
_MOVES: Final = frozenset(("moved", "reordered"))


def causes(
    old: JourneyMap, new: JourneyMap, change: Change, kinds: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """For each id that follows from another: from which, which follows from none itself.

    `kinds` are those of each id of `change`.
    """
    found = _Causes(old, new, change, kinds)
    direct = {}
    with_stages = dict(following_stages(old, new, change, kinds))
    for record_id in change:
        cause = with_stages.get(record_id) or found.of(record_id)
        if cause and cause != record_id:
            direct[record_id] = cause
    return _rooted(direct)


def _rooted(direct: Mapping[str, str]) -> dict[str, str]:
    """Each with the last of its chain of causes. Of a circle the smallest id is told."""
    roots: dict[str, str] = {}
    for start in direct:
        chain: list[str] = []
        at = start
        while at in direct and at not in roots and at not in chain:
            chain.append(at)
            at = direct[at]
        root = min(chain[chain.index(at) :]) if at in chain else roots.get(at, at)
        roots.update(dict.fromkeys(chain, root))
    return {record_id: root for record_id, root in roots.items() if root != record_id}


class _Causes:
    """The direct cause of each record's change, if it has one."""

    def __init__(
        self,
        old: JourneyMap,
        new: JourneyMap,
        change: Change,
        kinds: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._old, self._new, self._change, self._kinds = old, new, change, kinds
        self._gone = {i for i, (_, after) in change.items() if after is None}
        self._come = {i for i, (before, _) in change.items() if before is None}

    def of(self, record_id: str) -> str:
        """The id of what this one follows from, or ""."""
        before, after = self._change[record_id]
        if before is None or after is None:
            return self._came_or_went(record_id, before, after)
        return self._stayed(record_id, before, after) if type(before) is type(after) else ""

    def _came_or_went(self, record_id: str, before: Record | None, after: Record | None) -> str:
        record, along = (before, self._gone) if after is None else (after, self._come)
        assert record is not None
        if isinstance(record, Asset):
            return self._shown_by.get(record_id, "")
        if after is not None and isinstance(record, _COME_ALONE):
            return ""
        names = _BELONGS.get(type(record), ())
        return next((i for i in (getattr(record, n) for n in names) if i in along), "")

    @cached_property
    def _shown_by(self) -> dict[str, str]:
        """Pictures that came or went, and the first record that shows them anew or did."""
        found: dict[str, str] = {}
        for record_id, (before, after) in sorted(self._change.items()):
            shown = _mentioned(before, _SHOWS), _mentioned(after, _SHOWS)
            for picture in (shown[1] - shown[0]) & self._come:
                found.setdefault(picture, record_id)
            for picture in shown[0] & self._gone if after is None else ():
                found.setdefault(picture, record_id)
        return found

    def _stayed(self, record_id: str, before: Record, after: Record) -> str:
        gone = _ids_in(before) & self._gone - _ids_in(after)
        come = _mentioned(after, _LISTS) & self._come - _mentioned(before, _LISTS)
        was, because = before, ""
        if isinstance(before, Card) and isinstance(after, Card):
            was, because = self._placed(before, after)
        if not (gone or come or because):
            return ""
        if type(after) in IN_ROWS and "reordered" not in self._kinds[record_id]:
            was = evolve(was, order=order_of(after))
        if not same(without(was, gone), without(after, come)):
            return ""
        named = [i for record in (before, after) for _, i in mentions(record) if i in gone | come]
        return next(iter([because, *named] if because else [*named, *sorted(gone)]))

    def _placed(self, before: Card, after: Card) -> tuple[Card, str]:
        """The card where the end or the move of steps and lanes put it, and which of them did.

        As it was before where that is not what became of its place.
        """
        places = [getattr(before, name) for span in _SPANS for name in span]
        lost = [i for i in places if i in self._gone]
        if lost:
            smaller = shrunk(before, self._gone, *self._lines) or evolve(before, **NO_PLACE)
            return (smaller, lost[0]) if _place(smaller) == _place(after) else (before, "")
        turned, because = before, ""
        for start, until in _SPANS:
            ends = getattr(before, start), getattr(before, until)
            if ends == (getattr(after, until), getattr(after, start)) and ends[0] != ends[1]:
                turned = evolve(turned, **{start: ends[1], until: ends[0]})
                because = because or next(filter(self._moved, self._with_stages(ends)), "")
        return (turned, because) if because else (before, "")

    @cached_property
    def _lines(self) -> tuple[list[str], list[str]]:
        """All steps and all lanes of the old map, in order."""
        return [s.id for s in grid.steps(self._old)], [lane.id for lane in grid.lanes(self._old)]

    def _moved(self, record_id: str) -> bool:
        return not _MOVES.isdisjoint(self._kinds.get(record_id, ()))

    def _with_stages(self, ids: Iterable[str]) -> Iterator[str]:
        for record_id in ids:
            yield record_id
            for of in (self._old, self._new):
                step = of.get(record_id, Step)
                if step is not None:
                    yield step.stage_id


def _mentioned(record: Record | None, fields: frozenset[str]) -> set[str]:
    if record is None:
        return set()
    return {record_id for name, record_id in mentions(record) if name in fields}


def _ids_in(record: Record) -> set[str]:
    """All ids that `without` takes out."""
    found = {record_id for _, record_id in mentions(record)}
    if isinstance(record, MapInfo):
        found.update(exemption.about for exemption in record.rule_exemptions)
        for view in record.saved_views:
            found.update(view.persona_ids, view.owner_ids)
    return found


def _place(card: Card) -> tuple[str, ...]:
    return tuple(getattr(card, name) for span in _SPANS for name in span)
