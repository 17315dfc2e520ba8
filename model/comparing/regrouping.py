"""Stages that became one, and stages that became several: one change each, by where the steps went.

It is said only where nothing else fits: all steps of a stage that is gone stand in one that
stayed, beside steps of its own; or a new stage has steps of one that stayed and kept others.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from pydantic import ValidationError

from model.change import Change, JourneyMap
from model.comparing.rows import order_of
from model.grid import stages
from model.joining import joined
from model.records import MapInfo, Record, Stage, Step, evolve, same
from model.references import mentions_any, rewritten

_Groups = Mapping[str, tuple[str, ...]]


class Regrouped(NamedTuple):
    """What became of whole stages.

    Attributes:
        into: stage that stayed -> those that are gone and whose steps it has, in the old order.
        out_of: stage that stayed -> the new ones that have steps of it, in the new order.
    """

    into: _Groups
    out_of: _Groups

    def about(self, stage_id: str) -> str:
        """The stage that stayed, of one that is gone into it or came out of it; else ""."""
        both = (*self.into.items(), *self.out_of.items())
        return next((stayed for stayed, others in both if stage_id in others), "")


def regrouped(old: JourneyMap, new: JourneyMap, change: Change) -> Regrouped:
    """The stages of which this can be said."""
    if not any(_is_moved(*pair) for pair in change.values()):
        return _NOTHING
    homes, origins = _where(old, new), _where(new, old)
    staying = {i for i, found in homes.items() if i in found and i in old and i in new}
    return Regrouped(
        _grouped((s.id for s in stages(old) if s.id not in new), homes, staying),
        _grouped(
            (s.id for s in stages(new) if s.id not in old),
            {i: found - {""} for i, found in origins.items()},
            staying,
        ),
    )


_NOTHING: Final = Regrouped({}, {})


def _is_moved(before: Record | None, after: Record | None) -> bool:
    """Whether it is a step of another stage now."""
    if not isinstance(before, Step) or not isinstance(after, Step):
        return False
    return before.stage_id != after.stage_id


def _where(of: JourneyMap, other: JourneyMap) -> dict[str, set[str]]:
    """Stage -> in which stages of the other map its steps stand; "" for steps that it has not."""
    found: dict[str, set[str]] = {}
    for step in of.all(Step):
        there = other.get(step.id, Step)
        found.setdefault(step.stage_id, set()).add(there.stage_id if there is not None else "")
    return found


def _grouped(ids: Iterable[str], where: Mapping[str, set[str]], staying: set[str]) -> _Groups:
    found: dict[str, tuple[str, ...]] = {}
    for stage_id in ids:
        homes = where.get(stage_id, set())
        if len(homes) == 1 and homes <= staying:
            (home,) = homes
            found[home] = (*found.get(home, ()), stage_id)
    return found


def following_stages(
    old: JourneyMap,
    new: JourneyMap,
    change: Change,
    kinds: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, str]]:
    """What follows from stages that became one or several, each with the stage it is told with.

    That is the first one that is gone, or new.
    """
    found = regrouped(old, new, change)
    both = {i: pair for i, pair in change.items() if type(pair[0]) is type(pair[1])}
    near = _near(both, found.into)
    for stayed, gone in found.into.items():
        yield from ((other, gone[0]) for other in gone[1:])
        yield from ((i, gone[0]) for i in _alike(near, kinds, _Joining(old, stayed, gone)))
    back = {i: (now, was) for i, (was, now) in both.items()} if found.out_of else {}
    near = _near(back, found.out_of)
    for stayed, made in found.out_of.items():  # the other way round these became one
        yield from ((other, made[0]) for other in made[1:])
        yield from ((i, made[0]) for i in _alike(near, kinds, _Joining(new, stayed, made)))


def _near(both: Change, groups: _Groups) -> Change:
    """What has to do with any of the groups: thousands of other changes are looked at once."""
    gone = frozenset(i for others in groups.values() for i in others)
    return {
        i: pair
        for i, pair in both.items()
        if i in groups
        or isinstance(pair[0], MapInfo)
        or (pair[0] is not None and mentions_any(pair[0], gone))
    }


def _alike(both: Change, kinds: Mapping[str, tuple[str, ...]], by: "_Joining") -> Iterator[str]:
    """The records that are just what this makes of them, wherever they stand in their row."""
    for record_id, (before, after) in both.items():
        if "reordered" in kinds[record_id]:
            continue
        assert before is not None
        assert after is not None
        order = {"order": order_of(after)} if isinstance(after, Stage | Step) else {}
        if any(same(evolve(way, **order), after) for way in by.makes(before, after)):
            yield record_id


class _Joining:
    """What becomes of records where stages that are `gone` go into one that `stayed`."""

    def __init__(self, old: JourneyMap, stayed: str, gone: tuple[str, ...]) -> None:
        self._map, self._stayed = old, stayed
        self._old = {stage.id: stage for stage in stages(old) if stage.id in gone}
        self._by = dict.fromkeys(gone, stayed)

    def makes(self, before: Record, after: Record) -> Iterator[Record]:
        """What a record may be afterwards, but for its place in the row."""
        if before.id == self._stayed and isinstance(before, Stage) and isinstance(after, Stage):
            yield from (evolve(way, name=after.name) for way in (before, *self._whole(before)))
        elif isinstance(before, MapInfo) or mentions_any(before, self._by.keys()):
            now = rewritten(before, self._by)
            yield now
            if isinstance(before, Step) and not before.name:  # the stage's name was the step's, too
                yield evolve(now, name=self._old[before.stage_id].name)

    def _whole(self, first: Stage) -> Iterator[Stage]:
        """The stage with all that the others said, if it holds that."""
        try:
            for other in self._old.values():
                first = joined(self._map, first, other)
        except ValidationError:
            return
        yield rewritten(first, self._by)
