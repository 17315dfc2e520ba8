"""Laws of the merge, over random maps and what two people did to them."""

from contextlib import suppress
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from model.change import Change, JourneyMap, apply, diff
from model.edits.common import EditError
from model.ids import Ids
from model.merge import Merged, merge, units, values_of
from model.records import Conflict, Record, Unknown, evolve, same
from model.references import reference_fields
from model.rules import check
from tests.edits import EDITS, Hand
from tests.sample import sample
from tests.strategies import changes, maps

#: What a record's own id is made of, or what it is.
_KEYS_OF_RECORDS = {"curve", "measure", "data", "media_type", "order"}
SMALL = settings(max_examples=150)


@st.composite
def edited(draw: st.DrawFn, of: JourneyMap, seed: int) -> JourneyMap:
    """The map after a few edits of one person, whose new ids are that person's own."""
    ids = Ids(Random(seed))
    for _ in range(draw(st.integers(1, 4))):
        try:
            change: Change = EDITS[draw(st.sampled_from(sorted(EDITS)))](Hand(draw, of, ids), of)
        except EditError:
            continue
        of = apply(change, of)
    return of


@st.composite
def reworded(draw: st.DrawFn, of: JourneyMap, record_ids: list[str]) -> JourneyMap:
    """The map with other values in some plain fields of these records, if they are there."""
    hand = Hand(draw, of, Ids(Random(3)))
    for record_id in record_ids:
        record = of.records.get(record_id)
        if record is None or isinstance(record, Unknown):
            continue
        free = {
            name: value
            for name, value in hand.fields(type(record)).items()
            if name not in reference_fields(type(record)) and name not in _KEYS_OF_RECORDS
        }
        with suppress(ValidationError):
            of = apply({record_id: (record, evolve(record, **free))}, of) if free else of
    return of


@st.composite
def threes(draw: st.DrawFn) -> tuple[JourneyMap, JourneyMap, JourneyMap]:
    """A sound map and what two people made of it by the program's own edits."""
    base = draw(st.just(sample()) | maps())
    both = draw(st.lists(st.sampled_from(sorted(base.records)), max_size=3))
    ours, theirs = draw(edited(base, 1)), draw(edited(base, 2))
    return base, draw(reworded(ours, both)), draw(reworded(theirs, both))


def lost(base: JourneyMap, side: JourneyMap, merged: Merged) -> list[str]:
    """What one side changed and is neither on the merged map nor among its conflicts."""
    told = {(conflict.about_id, conflict.field) for conflict in merged.conflicts}
    missing = []
    for record_id, (before, after) in diff(base, side).items():
        now = merged.map.records.get(record_id)
        if same(now, after) or (record_id, "") in told:
            continue
        if now is None or after is None or type(now) is not type(after):
            missing.append(record_id)
            continue
        for unit in units(after, now, before):
            if unit.name == "order" or (record_id, unit.name) in told:
                continue
            was = values_of(before, unit) if before is not None else {}
            if not _is_there(was, values_of(after, unit), values_of(now, unit)):
                missing.append(f"{record_id}.{unit.name}")
    return missing


def _is_there(was: dict[str, Any], wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    if same(wanted, found) or same(was, wanted):
        return True
    for name, value in wanted.items():
        before, now = was.get(name, ()), found[name]
        if not (isinstance(value, tuple) and isinstance(now, tuple)):
            return False
        gone = [entry for entry in before if entry not in value]
        if any(entry in now for entry in gone) or any(entry not in now for entry in value
                                                      if entry not in before):  # fmt: skip
            return False
    return True


@SMALL
@given(threes())
def test_nothing_that_either_side_changed_is_lost_silently(
    three: tuple[JourneyMap, JourneyMap, JourneyMap],
) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    assert lost(base, ours, merged) == []
    assert lost(base, theirs, merged) == []


@SMALL
@given(threes())
def test_what_is_merged_of_two_sound_maps_is_sound(
    three: tuple[JourneyMap, JourneyMap, JourneyMap],
) -> None:
    base, ours, theirs = three
    known = {(p.rule, p.about[0], p.field) for side in (ours, theirs) for p in check(side)}
    wrong = [
        p
        for p in check(merge(base, ours, theirs).map)
        if p.severity == "error" and (p.rule, p.about[0], p.field) not in known
    ]
    assert wrong == []


@SMALL
@given(threes())
def test_who_is_called_ours_decides_only_what_stays_in_a_conflict(
    three: tuple[JourneyMap, JourneyMap, JourneyMap],
) -> None:
    base, ours, theirs = three
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {c.id for c in one.conflicts} == {c.id for c in other.conflicts}
    about = {c.about_id for c in one.conflicts}
    different = {
        i
        for i, (_, now) in diff(one.map, other.map).items()
        if i not in about and not isinstance(now, Conflict)
    }
    assert {i for i in different if not _only_order(one.map[i], other.map[i])} == set()
    for conflict in one.conflicts:
        twin = other.map[conflict.id]
        assert isinstance(twin, Conflict)
        assert (twin.ours, twin.theirs) == (conflict.theirs, conflict.ours)


def _only_order(one: Record, other: Record) -> bool:
    """Beside records that stand elsewhere, siblings are numbered anew."""
    return [
        u.name for u in units(one, other, None) if values_of(one, u) != values_of(other, u)
    ] == ["order"]


@SMALL
@given(maps(), st.data())
def test_where_one_side_did_nothing_the_other_is_taken_whole(
    base: JourneyMap, data: st.DataObject
) -> None:
    other = apply(data.draw(changes(base)), base)
    assert merge(base, other, base).map is other
    assert merge(base, base, other).map == other
    assert merge(base, other, other) == Merged(other, ())


@SMALL
@given(maps(), st.data())
def test_maps_that_do_not_hold_together_are_merged_too(
    base: JourneyMap, data: st.DataObject
) -> None:
    ours = apply(data.draw(changes(base, 8)), base)
    theirs = apply(data.draw(changes(base, 8)), base)
    merged = merge(base, ours, theirs)
    for conflict in merged.conflicts:
        assert merged.map[conflict.id] is conflict
