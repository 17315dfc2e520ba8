"""Laws of the merge, over random maps and what two people did to them.

Every law is held for each map that is drawn: 10,000 and more in `make soak`, which prints
which kinds of records and of conflicts they met, and fails if one of them was not.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import JourneyMap, apply, diff
from model.merge import Merged, merge
from model.merging.kinds import ConflictKind, kind_of_conflict
from model.merging.noting import whole_text
from model.merging.people import under_one_id
from model.merging.strategies import nothing_of, strategy_of
from model.order import place, several, sort_key
from model.records import (
    TABLES,
    Card,
    Comment,
    Conflict,
    Lane,
    MapInfo,
    Persona,
    Record,
    Stage,
    Step,
    Unknown,
    create,
    same,
)
from model.references import mentions
from model.rules import check
from model.units import differing, units, values_of
from tests.model.threes import Three, threes
from tests.strategies import changes, maps
from tests.tools import SOAK, law

#: How many maps each law is held for.
EXAMPLES = 50 if SOAK == 1 else max(10_000, 50 * SOAK)
Law = Callable[[Three, Merged], None]
RECORDS = {kind.kind_name for kind in (MapInfo, *TABLES.values(), Unknown)}


def what_one_side_alone_did_is_taken_whole(three: Three, _: Merged) -> None:
    base, ours, theirs = three
    for side in (ours, theirs):
        assert merge(base, side, base).map is side
        assert merge(base, base, side).map == side
        assert merge(base, side, side) == Merged(side, ())
    assert merge(base, base, base) == Merged(base, ())


def who_is_called_ours_decides_only_what_stays_in_a_conflict(three: Three, one: Merged) -> None:
    base, ours, theirs = three
    if any(type(r) is not type(theirs.records.get(i, r)) for i, r in ours.records.items()):
        return  # one id for two kinds of things: what refers to it fits one of them
    other = merge(base, theirs, ours)
    assert {c.id for c in one.conflicts} == {c.id for c in other.conflicts}
    about = {c.about_id for c in one.conflicts} | {c.id for c in one.conflicts}
    put = {*ours.records, *theirs.records}  # not the step of a stage that is empty in one only
    for record_id, (first, second) in diff(one.map, other.map).items():
        if (
            record_id not in about and record_id in put
        ):  # beside records in a conflict, siblings are numbered anew
            assert first is not None
            assert second is not None
            assert differing(first, second) == {"order"}, record_id
    for conflict in one.conflicts:
        twin = other.map[conflict.id]
        assert isinstance(twin, Conflict)
        assert (twin.ours, twin.theirs) == (conflict.theirs, conflict.ours)
        assert kind_of_conflict(twin, other.map) == kind_of_conflict(conflict, one.map)


def nothing_that_either_side_changed_is_lost_silently(three: Three, merged: Merged) -> None:
    base, ours, theirs = three
    assert lost(base, ours, theirs, merged) == []
    assert lost(base, theirs, ours, merged) == []


def what_is_merged_of_two_sound_maps_is_sound(three: Three, merged: Merged) -> None:
    known = {(p.rule, p.about[0], p.field) for side in three[1:] for p in check(side)}
    wrong = [p for p in check(merged.map) if p.fixable]
    assert [p for p in wrong if (p.rule, p.about[0], p.field) not in known] == []


def edits_a_conflict(three: Three) -> bool:
    """Whether an open conflict says one thing in one map and another in the next."""
    noted = {(c.id, whole_text(c)) for each in three for c in each.all(Conflict)}
    return len(noted) > len({conflict_id for conflict_id, _ in noted})


def merged_with_a_side_once_more_it_stays_as_it_is(three: Three, merged: Merged) -> None:
    base, ours, theirs = three
    if edits_a_conflict(three):
        return  # by hand: no program does, it makes them and takes them away
    assert merge(base, merged.map, theirs).map == merged.map
    assert merge(base, merged.map, ours).map == merged.map
    from_nothing = merge(None, ours, theirs).map
    assert merge(None, from_nothing, theirs).map == from_nothing
    assert merge(None, ours, ours) == Merged(ours, ())


LAWS: tuple[Law, ...] = (
    what_one_side_alone_did_is_taken_whole,
    who_is_called_ours_decides_only_what_stays_in_a_conflict,
    nothing_that_either_side_changed_is_lost_silently,
    what_is_merged_of_two_sound_maps_is_sound,
    merged_with_a_side_once_more_it_stays_as_it_is,
)


@pytest.mark.soak
def test_the_laws_hold_for_every_map_and_whatever_two_people_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    met: Counter[tuple[str, str]] = Counter()

    @settings(max_examples=EXAMPLES)
    @given(threes())
    def hold(three: Three) -> None:
        merged = merge(*three)
        for each in LAWS:
            each(three, merged)
        _note(met, three, merged)

    hold()
    if SOAK > 1:
        with capsys.disabled():
            print(f"\n{_table(met)}")
        assert {kind for kind, how in met if how == "clean"} == RECORDS
        # Conflicts themselves are kept side by side.
        assert {kind for kind, how in met if how == "conflict"} >= RECORDS - {"conflict"}
        assert {kind for kind, how in met if how == ""} == set(get_args(ConflictKind))


def _note(met: Counter[tuple[str, str]], three: Three, merged: Merged) -> None:
    """Count what was merged, by kind of record, and the conflicts by their own kind."""
    about = {conflict.about_id for conflict in merged.conflicts}
    mine, its = diff(three.base, three.ours), diff(three.base, three.theirs)
    for record_id, pair in {**mine, **its}.items():
        for record in [r for r in (*pair, *its.get(record_id, ())) if r is not None][:1]:
            met[record.kind_name, "conflict" if record_id in about else "clean"] += 1
            if record_id in mine and record_id in its:
                met[record.kind_name, "on both sides"] += 1
    met.update((kind_of_conflict(c, merged.map), "") for c in merged.conflicts)
    met["maps", "all"] += 1
    met["maps", "with conflicts" if merged.conflicts else "without conflict"] += 1


def _table(met: Mapping[tuple[str, str], int]) -> str:
    columns = ("clean", "on both sides", "conflict")
    lines = [f"{'record':14}" + "".join(f"{name:>15}" for name in columns)]
    lines += [
        f"{kind:14}" + "".join(f"{met.get((kind, name), 0):15}" for name in columns)
        for kind in sorted(RECORDS)
    ]
    lines += ["", "kind of conflict"]
    lines += [f"{kind:29}{met.get((kind, ''), 0):15}" for kind in get_args(ConflictKind)]
    lines += ["", *(f"{how:29}{met.get(('maps', how), 0):15}"
                    for how in ("all", "with conflicts", "without conflict"))]  # fmt: skip
    return "\n".join(lines)


def lost(base: JourneyMap, side: JourneyMap, other: JourneyMap, merged: Merged) -> list[str]:
    """What one side changed and is neither on the merged map nor among its conflicts."""
    told = {(conflict.about_id, conflict.field) for conflict in merged.map.all(Conflict)}
    missing = []
    side, other = under_one_id(side, other, diff(base, side), diff(base, other))
    for record_id, (before, after) in diff(base, side).items():
        now = merged.map.records.get(record_id)
        if same(now, after) or (record_id, "") in told or _is_noted(after, merged.map):
            continue
        if after is None and now is not None and _goes_with_it(now, merged.map, told):
            continue
        if now is None or after is None or type(now) is not type(after):
            only_key = type(before) is type(after) and differing(before, after) == {"order"}  # type: ignore[arg-type]  # both are records
            if not (only_key or isinstance(now, Conflict)):  # what is still noted is not lost
                missing.append(record_id)
            continue
        for unit in units(after, now, before):
            if unit.name == "order" or (record_id, unit.name) in told:
                continue
            was = {name: nothing_of(now, name) for name in unit.fields}
            was = values_of(before, unit) if type(before) is type(now) else was
            words = strategy_of(type(now), unit.name) == "words"
            its = other.records.get(record_id)
            theirs = values_of(its, unit) if type(its) is type(now) else was
            if not _is_there(was, values_of(after, unit), values_of(now, unit), theirs, words):
                missing.append(f"{record_id}.{unit.name}")
    return missing


def _goes_with_it(record: Record, on: JourneyMap, told: set[tuple[str, str]]) -> bool:
    """Whether it is said of, or leads to, something of which it is not decided if it stays."""
    named = {i for _, i in mentions(record)}
    return any(
        (i, "") in told
        or (isinstance(on.records.get(i), Comment) and _goes_with_it(on[i], on, told))
        for i in named
    )


def _is_noted(record: Record | None, on: JourneyMap) -> bool:
    """Whether it is a conflict about a field that is in one on the map: see test_merge_chains."""
    return isinstance(record, Conflict) and any(
        (c.about_id, c.field) == (record.about_id, record.field) for c in on.all(Conflict)
    )


def _is_there(
    was: dict[str, Any],
    wanted: dict[str, Any],
    found: dict[str, Any],
    other: dict[str, Any],
    words: bool,
) -> bool:
    """Whether what a side wanted is found; `other` is what the other side made of it."""
    if same(wanted, found) or same(was, wanted):
        return True
    for name, value in wanted.items():
        before, now = was.get(name, ()), found[name]
        if words and isinstance(before, str):
            was_there, mine, its, there = (
                _words(text) for text in (before, value, other[name], now)
            )
            if not mine - was_there <= there:
                return False
            gone = was_there - mine
            if any(there[word] > was_there[word] - gone[word] + (its - was_there)[word]
                   for word in gone):  # fmt: skip
                return False
            continue
        if not (isinstance(value, tuple) and isinstance(now, tuple)):
            return False
        left = [entry for entry in before if entry not in value]
        if any(entry in now for entry in left) or any(entry not in now for entry in value
                                                      if entry not in before):  # fmt: skip
            return False
    return True


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@law(15)
@given(maps(), st.data())
def test_maps_that_do_not_hold_together_are_merged_too(
    base: JourneyMap, data: st.DataObject
) -> None:
    ours = apply(data.draw(changes(base, 8)), base)
    theirs = apply(data.draw(changes(base, 8)), base)
    merged = merge(base, ours, theirs)
    for conflict in merged.conflicts:
        assert merged.map[conflict.id] is conflict
    assert merge(base, ours, base).map is ours
    assert merge(base, theirs, theirs) == Merged(theirs, ())


@law(30)
@given(st.data())
def test_what_each_put_into_one_gap_stays_together(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from((Stage, Step, Lane, Persona, Card)))
    needed = {"stage_id": "stage_a"} if kind is Step else {}
    parents = (create(Stage, id="stage_a"), create(Step, id="step_a", stage_id="stage_a"))
    keys = several("", "", data.draw(st.integers(0, 4)))
    row = [create(kind, id=f"{kind.kind_name}_{n}", order=key, **needed)
           for n, key in enumerate(keys)]  # fmt: skip
    base = JourneyMap([*(p for p in parents if type(p) is not kind), *row])

    def more(name: str) -> JourneyMap:
        of, siblings = base, row
        for n in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, len(siblings)))
            keys = place(siblings, at, data.draw(st.integers(1, 3))).keys
            new = [create(kind, id=f"{kind.kind_name}_{name}{n}{m}", order=key, **needed)
                   for m, key in enumerate(keys)]  # fmt: skip
            siblings = [*siblings[:at], *new, *siblings[at:]]
            of = apply({record.id: (None, record) for record in new}, of)
        return of

    merged = merge(base, more("x"), more("y")).map
    names = [r.id.rpartition("_")[2][0] for r in sorted(merged.all(kind), key=sort_key)]
    gaps = "".join(name if name in "xy" else "|" for name in names).split("|")
    assert all(len(list(groupby(gap))) <= 2 for gap in gaps), gaps
