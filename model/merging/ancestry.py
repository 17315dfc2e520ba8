"""What two copies of one map began from, guessed from what the map here is known to have been.

Nobody keeps the state from which somebody took a copy away. What a field here has been at any
time tells who changed it: a value that was here before was not made there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.change import Change, JourneyMap
from model.merging.strategies import nothing_of
from model.records import Card, MapInfo, Record, same
from model.units import MISSING, differing, units, values_of

#: id -> what the record has been, the newest first, without what it is now.
Seen = Mapping[str, Sequence[Record]]


def seen_in(
    changes: Iterable[Change], states: Iterable[JourneyMap] = ()
) -> dict[str, list[Record]]:
    """What records have been, by changes that were made and whole states, each newest first."""
    seen: dict[str, list[Record]] = {}

    def saw(record_id: str, record: Record | None) -> None:
        if record is not None:
            known = seen.setdefault(record_id, [])
            if not any(record is other or same(record, other) for other in known):
                known.append(record)

    for change in changes:
        for record_id, (before, after) in change.items():
            saw(record_id, after)
            saw(record_id, before)
    for state in states:
        for record_id, record in state.records.items():
            saw(record_id, record)
    return seen


def is_copy(ours: JourneyMap, theirs: JourneyMap, seen: Seen) -> bool:
    """Whether both were one map once: half of the smaller one is, or was, in the other too.

    Fewer are no sign: maps of one template begin with the same ids.
    """
    shared = sum(i != "map" and (i in ours or i in seen) for i in theirs.records)
    return 2 * shared >= max(1, min(len(ours), len(theirs)) - 1)


def common_base(
    ours: JourneyMap, theirs: JourneyMap, seen: Seen, oldest: JourneyMap | None = None
) -> JourneyMap:
    """A map for `merge` to start from, so that neither side's work is lost.

    A value of theirs that was ours at any time was not changed there; one of ours that was
    never another was not changed here; all else was changed on both sides. What is missing
    in their copy counts as never having been there: it stays.

    `oldest` is given where nothing is known of what the map was before that. A copy may be
    older still; then nobody can tell who changed what was the same here all the time.
    """
    base: dict[str, Record] = {}
    sure = oldest is None or _is_younger(ours, theirs, seen, oldest)
    for record_id, their in theirs.records.items():
        our = ours.records.get(record_id)
        known = [record for record in seen.get(record_id, ()) if type(record) is type(their)]
        if our is None:
            if known:  # it was deleted here; what was not edited there stays deleted
                base[record_id] = next((k for k in known if same(k, their)), known[-1])
        elif type(our) is type(their):
            base[record_id] = _before(our, their, known, sure)
    base.setdefault("map", MapInfo())
    return JourneyMap(base)


def _is_younger(ours: JourneyMap, theirs: JourneyMap, seen: Seen, oldest: JourneyMap) -> bool:
    """Whether a copy was certainly taken after a state of the map here.

    It has something that came later here, and all cards that were there then.
    """
    if any(card.id in ours and card.id not in theirs for card in oldest.all(Card)):
        return False
    for record_id, their in theirs.records.items():
        then, now = oldest.records.get(record_id), ours.records.get(record_id)
        if not same(then, their) and any(same(k, their) for k in (now, *seen.get(record_id, ()))):
            return True
    return False


def _before(our: Record, their: Record, known: Sequence[Record], sure: bool) -> Record:
    """What a record was; `sure` if all is known that it was since the copy was taken."""
    if same(our, their):
        return our
    base = their.model_copy()  # compared with, never shown: it was perhaps no record at any time
    others = differing(our, their)
    for unit in units(our, their, None):
        if others.isdisjoint(unit.fields):
            continue
        mine, its = values_of(our, unit), values_of(their, unit)
        been = [values_of(record, unit) for record in known]
        if any(same(value, its) for value in been):
            continue
        if any(not same(value, mine) for value in been):
            _take(base, been[-1])
        elif sure:
            _take(base, mine)
        else:  # nothing: what says something stays, or is asked about
            _take(base, {name: nothing_of(our, name) for name in unit.fields})
    return base


def _take(base: Record, values: Mapping[str, Any]) -> None:
    """Put values of a unit into a record that nobody else knows yet."""
    extras = base.__pydantic_extra__ or {}
    for name, value in values.items():
        held = base.__dict__ if name in type(base).model_fields else extras
        held.pop(name, None)
        if value is not MISSING:
            held[name] = value
