"""Two edited copies of one map brought together, field by field: the three-way merge.

What one side changed is taken; what both changed differently is a conflict: ours stays on
the map, and all three values stand in its table of conflicts. Nothing is lost silently.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel, ValidationError

from model.change import Change, JourneyMap, diff
from model.ids import derived_id
from model.merging.lists import EVERYONE, MISSING, merged_list
from model.merging.runs import runs_together
from model.records import Card, Conflict, Feeling, Link, Record, create, same
from model.references import mentions
from model.repair import repair
from model.rules import check


class Labels(NamedTuple):
    """What the three maps are called where a conflict is told: branches or files."""

    base: str = "before"
    ours: str = "ours"
    theirs: str = "theirs"


class Merged(NamedTuple):
    """The map of both, and the conflicts that this merge put into it, sorted by id."""

    map: JourneyMap
    conflicts: tuple[Conflict, ...]


class Unit(NamedTuple):
    """Fields that only make sense together, and what they are called in a conflict."""

    name: str
    fields: tuple[str, ...]


#: Fields are merged one by one, but for these.
UNITS: dict[type[Record], tuple[Unit, ...]] = {
    Card: (Unit("place", ("step_id", "lane_id", "until_step_id", "until_lane_id")),),
    Feeling: (Unit("scores", ("score", "low", "high", "n")),),
    Link: (Unit("ends", ("source_id", "target_id")),),
}
_Values: TypeAlias = dict[str, Any]


def merge(
    base: JourneyMap | None, ours: JourneyMap, theirs: JourneyMap, labels: Labels | None = None
) -> Merged:
    """`ours` with everything that `theirs` changed since `base`; None if both began anew.

    Deleted here and edited there, or referred to by something new there: it is kept, and
    marked by a conflict about the whole record. The places in a row of siblings of what both
    sides put into one gap are two runs, one after the other. What does not hold together in
    the result, and did in both maps, is repaired.
    """
    base = base or JourneyMap()
    mine, its = diff(base, ours), diff(base, theirs)
    if not its or not mine:
        return Merged(theirs if its else ours, ())
    both = _Merge(base, ours, theirs, labels or Labels())
    for record_id, (_, now) in its.items():
        both.bring(record_id, mine, now)
    both.bring_back(mine, its)
    both.records = runs_together(both.records, mine, its)
    return both.finish(ours, theirs)


class _Merge:
    """The records of the result, at first ours, and the conflicts found so far."""

    def __init__(
        self, base: JourneyMap, ours: JourneyMap, theirs: JourneyMap, labels: Labels
    ) -> None:
        self._base, self._ours, self._theirs = base.records, ours.records, theirs.records
        self._labels = labels
        self.records: dict[str, Record] = dict(ours.records)
        self._conflicts: dict[str, Conflict] = {}
        #: What the values name that are only noted: they can be taken later.
        self._named: set[str] = set()

    def bring(self, record_id: str, mine: Change, their: Record | None) -> None:
        """Take in what they made of one record."""
        if record_id not in mine:
            self._put(record_id, their)
            return
        before, our = mine[record_id]
        if same(our, their):
            return
        if our is None or their is None or type(our) is not type(their):
            self._put(record_id, our or their)
            self._clash_of_wholes(record_id)
            return
        fields: _Values = {}
        clashes = []
        for unit in units(our, their, before):
            found = merged_fields(unit, before, our, their)
            fields.update(values_of(our, unit) if found is None else found)
            if found is None:
                clashes.append(unit)
        try:
            kept = {name: value for name, value in fields.items() if value is not MISSING}
            self.records[record_id] = type(our).model_validate({**kept, "id": record_id})
        except ValidationError:  # each field is fine, but not both beside one another
            self._clash_of_wholes(record_id)
            return
        for unit in clashes:
            self._named.update(needed for name, needed in mentions(their) if name in unit.fields)
            self._clash(
                record_id, unit.name, *(_text(record, unit) for record in (before, our, their))
            )

    def bring_back(self, mine: Change, its: Change) -> None:
        """Bring back what one side deleted and the other needs for what it made or edited."""
        by_us = [(i, self._ours) for i in mine]
        by_them = [(i, self._theirs) for i in its]
        waiting = [(i, side) for i, side in (*by_us, *by_them) if i in self.records]

        def need(record_ids: Iterable[str], side: Mapping[str, Record]) -> None:
            for needed in record_ids:
                if needed not in self.records and needed in side:
                    self.records[needed] = side[needed]
                    self._clash_of_wholes(needed)
                    waiting.append((needed, side))

        need(sorted(self._named), self._theirs)
        while waiting:
            record_id, side = waiting.pop()
            need((named for _, named in mentions(self.records[record_id])), side)

    def finish(self, ours: JourneyMap, theirs: JourneyMap) -> Merged:
        """The map, mended where it held together before, with its conflicts in it."""
        together = JourneyMap(self.records)
        known = {
            (p.rule, p.about[0], p.field, p.value) for side in (ours, theirs) for p in check(side)
        }
        mended = repair(together, lambda p: (p.rule, p.about[0], p.field, p.value) not in known)
        for record_id, (was, now) in mended.items():
            if was is None and record_id in self._base:  # a stage's only step, once more
                self._clash_of_wholes(record_id)
            elif was is not None:
                self._tell_of_repair(record_id, was, now)
        records = {i: r for i, r in together.records.items() if i not in mended}
        records |= {i: now for i, (_, now) in mended.items() if now is not None}
        records |= self._conflicts
        conflicts = tuple(self._conflicts[i] for i in sorted(self._conflicts))
        return Merged(JourneyMap(records), conflicts)

    def _tell_of_repair(self, record_id: str, was: Record, now: Record | None) -> None:
        if now is None or type(now) is not type(was):
            self._clash_of_wholes(record_id)
            return
        sides = [side.get(record_id) for side in (self._base, self._ours, self._theirs)]
        for unit in units(was, now, None):
            if unit.name != "order" and not same(values_of(was, unit), values_of(now, unit)):
                self._clash(record_id, unit.name, *(_text(side, unit) for side in sides))

    def _put(self, record_id: str, record: Record | None) -> None:
        if record is not None:
            self.records[record_id] = record
        else:
            self.records.pop(record_id, None)

    def _clash_of_wholes(self, record_id: str) -> None:
        sides = (self._base, self._ours, self._theirs)
        self._clash(record_id, "", *(_whole(side.get(record_id)) for side in sides))

    def _clash(self, about: str, field: str, base: str, ours: str, theirs: str) -> None:
        conflict_id = derived_id(Conflict, about, field, base, *sorted((ours, theirs)))
        self._conflicts[conflict_id] = create(
            Conflict, id=conflict_id, about_id=about, field=field,
            base=base, ours=ours, theirs=theirs,
            base_label=self._labels.base, ours_label=self._labels.ours,
            theirs_label=self._labels.theirs,
        )  # fmt: skip


def merged_fields(
    unit: Unit, before: Record | None, ours: Record, theirs: Record
) -> _Values | None:
    """The values of a unit that both sides agree on, or None for a conflict.

    Without a record before, an empty field agrees with any other.
    """
    mine, its = values_of(ours, unit), values_of(theirs, unit)
    if same(mine, its):
        return mine
    if before is None:
        was = {name: nothing_of(ours, name) for name in unit.fields}
    else:
        was = values_of(before, unit)
    if same(was, mine) or same(was, its):
        return its if same(was, mine) else mine
    name = unit.name
    if name == "order":
        return {"order": _order(before, ours, theirs)}
    if isinstance(mine[unit.fields[0]], tuple) and isinstance(its[unit.fields[0]], tuple):
        found = merged_list(ours, name, was[name], mine[name], its[name])
        return None if found is None else {name: found}
    return None


def _order(before: Record | None, ours: Any, theirs: Any) -> str:
    """Where it stands among its siblings: with the side that moved it elsewhere.

    Where neither or both did, the smaller key: two orders are no loss of words.
    """
    first, second = ours.order, theirs.order
    moved = [before is not None and _parent(side) != _parent(before) for side in (ours, theirs)]
    if moved[0] != moved[1]:
        return str(first if moved[0] else second)
    return str(min(first, second))


def _parent(record: Any) -> tuple[str, ...]:
    return (getattr(record, "stage_id", ""), getattr(record, "step_id", ""))


def units(ours: Record, theirs: Record, before: Record | None) -> Iterator[Unit]:
    """Every field of a record, known or not, once, alone or with those that it belongs to."""
    together = UNITS.get(type(ours), ())
    yield from together
    taken = {"id", *(name for unit in together for name in unit.fields)}
    names = dict.fromkeys(type(ours).model_fields)
    for record in (ours, theirs, before):
        names.update(dict.fromkeys(getattr(record, "__pydantic_extra__", None) or ()))
    for name in names:
        if name not in taken:
            yield Unit(name, (name,))


def values_of(record: Record, unit: Unit) -> _Values:
    """The fields of a unit with their values; MISSING for one that the record does not have."""
    extras = record.__pydantic_extra__ or {}
    values = record.__dict__
    return {
        name: values[name] if name in values else extras.get(name, MISSING) for name in unit.fields
    }


def differing(a: Record, b: Record) -> set[str]:
    """The fields, known or not, that two records of one type do not have the same."""
    one, other = ({**r.__dict__, **(r.__pydantic_extra__ or {})} for r in (a, b))
    return {
        name
        for name in {**one, **other}
        if not same(one.get(name, MISSING), other.get(name, MISSING))
    }


def nothing_of(record: Record, name: str) -> Any:
    """The value that says nothing in that field; MISSING where each says something."""
    field = type(record).model_fields.get(name)
    if field is None or (name == "persona_ids" and type(record) in EVERYONE):
        return MISSING
    empty = field.get_default()
    return empty if empty in ("", None, ()) else MISSING


def _text(record: Record | None, unit: Unit) -> str:
    """A unit's value as JSON text; "" where there is none."""
    if record is None:
        return ""
    values = {
        name: value for name, value in values_of(record, unit).items() if value is not MISSING
    }
    if unit.fields == (unit.name,):
        return _json(values[unit.name]) if values else ""
    return _json(values)


def _whole(record: Record | None) -> str:
    return "" if record is None else _json(record.model_dump(mode="json", exclude_defaults=True))


def _json(value: Any) -> str:
    def plain(item: Any) -> Any:
        assert isinstance(item, BaseModel), "records hold JSON and models alone"
        return item.model_dump(mode="json", exclude_defaults=True)

    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=plain)
