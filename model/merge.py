"""Two edited copies of one map brought together, field by field: the three-way merge.

What one side changed is taken; what both changed differently is a conflict: ours stays on
the map, and all three values stand in its table of conflicts. Nothing is lost silently.
How fields that both changed are merged says the table in `model.merging.strategies`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from model.change import Change, JourneyMap, apply, diff
from model.ids import derived_id
from model.merging.at_one import OneEach, remark_id
from model.merging.lists import merged_list
from model.merging.noting import all_said, text_of, whole_text
from model.merging.people import under_one_id
from model.merging.runs import PARENT, runs_together
from model.merging.strategies import nothing_of, strategy_of
from model.merging.texts import merged_text
from model.problems import Problem
from model.records import (
    LONGEST_TEXT,
    Comment,
    Conflict,
    Feeling,
    Lane,
    Link,
    Record,
    Stage,
    Step,
    Vote,
    create,
    evolve,
    same,
)
from model.references import mentions, mentions_any, rewritten
from model.repair import repair
from model.rules import check, touched_by
from model.units import MISSING, UNIT_NAMES, Unit, differing, unit_of, units, value_of, values_of


class Labels(NamedTuple):
    """What the three maps are called where a conflict is told: branches or files."""

    base: str = "before"
    ours: str = "ours"
    theirs: str = "theirs"


class Merged(NamedTuple):
    """The map of both, and the conflicts that this merge put into it, sorted by id."""

    map: JourneyMap
    conflicts: tuple[Conflict, ...]


_LONGEST_LABEL = 200
#: What goes with the card, or the persona, that it is about.
_ATTACHED = (Comment, Feeling, Link, Vote)
#: What comes back for what was put into it, and for no more.
_CONTAINERS = (Stage, Step, Lane)
_Values: TypeAlias = dict[str, Any]


def merge(
    base: JourneyMap | None, ours: JourneyMap, theirs: JourneyMap, labels: Labels | None = None
) -> Merged:
    """`ours` with everything that `theirs` changed since `base`; None if both began anew.

    Deleted here and edited there, or referred to by something new there: it is kept, and
    marked by a conflict about the whole record. The places in a row of siblings of what both
    sides put into one gap are two runs, one after the other. What does not hold together in
    the result, and did in both maps, is repaired. A person whom both added under one name is one.
    """
    start = base or JourneyMap()
    mine, its = diff(start, ours), diff(start, theirs)
    if not its or not mine:
        return Merged(theirs if its else ours, ())
    sides = under_one_id(ours, theirs, mine, its)
    if sides != (ours, theirs):
        return merge(base, *sides, labels)
    both = _Merge(base, ours, theirs, labels or Labels())
    for record_id in dict.fromkeys((*its, *both.told_about)):
        both.bring(record_id, mine, its)
    both.ask_again(mine, its)
    both.bring_back(mine, its)
    both.bring_along(mine, its)
    both.put(*runs_together(both.records, mine, its).values())
    return both.finish(mine, its)


class _Merge:
    """The records of the result, at first ours, and the conflicts found so far."""

    def __init__(
        self, base: JourneyMap | None, ours: JourneyMap, theirs: JourneyMap, labels: Labels
    ) -> None:
        self._maps = ours, theirs
        self._sides = base.records if base else {}, ours.records, theirs.records
        self._labels = Labels(*(label[:_LONGEST_LABEL] for label in labels))
        self.records: dict[str, Record] = dict(ours.records)
        #: The ids in `records` that are not as in ours.
        self._touched: set[str] = set()
        self._conflicts: dict[str, Conflict] = {}
        #: What earlier merges noted: of which record and field, on which side, and the conflict.
        self._told: dict[tuple[str, str], list[tuple[int, Conflict]]] = {}
        before, *sides = self._sides
        for n, side in enumerate((ours, theirs)):
            for conflict in side.all(Conflict):
                if conflict.id in before and conflict.id not in sides[1 - n]:
                    continue  # settled on the other side
                key = conflict.about_id, conflict.field
                self._told.setdefault(key, []).append((n, conflict))
        #: What the values name that are only noted: they can be taken later.
        self._named: set[str] = set()

    def put(self, *records: Record) -> None:
        """Let these be in the result."""
        for record in records:
            self.records[record.id] = record
            self._touched.add(record.id)

    @property
    def told_about(self) -> Iterator[str]:
        """The ids of the records as a whole that earlier merges noted."""
        return (about for about, field in self._told if not field)

    def bring(self, record_id: str, mine: Change, its: Change) -> None:
        """Take in what they made of one record."""
        before, our, their = three = [side.get(record_id) for side in self._sides]
        if same(our, their):
            return
        known = self._known(record_id, None, three)
        if known is not None or record_id not in mine or record_id not in its:
            stays = our if known == 0 or record_id not in its else their
            self._take(record_id, their if known == 1 else stays)
        elif our is None or their is None:
            left = our or their
            assert left is not None
            is_gone = _stood_elsewhere(before, left) or self._is_in_another(left, our is None)
            self._take(record_id, None if is_gone else left)
            if record_id in self.records and type(left) is not Conflict:
                self._clash_of_wholes(record_id)
        elif type(our) is not type(their):
            self._named.update(needed for _, needed in mentions(their))
            self._clash_of_wholes(record_id)
        elif isinstance(our, Conflict):
            self._keep_both(our, their)
        else:
            self._bring_fields(before, our, their)

    def _is_in_another(self, left: Record, is_gone_here: bool) -> bool:
        """Whether it is a conflict whose sides another one notes, on the side where it is gone."""
        if not isinstance(left, Conflict):
            return False
        told = self._told.get((left.about_id, left.field), ())
        sides, where = {left.ours, left.theirs}, 0 if is_gone_here else 1
        return any(n == where and sides <= {c.ours, c.theirs} for n, c in told)

    def _bring_fields(self, before: Record | None, our: Record, their: Record) -> None:
        fields: _Values = {}
        clashes = []
        before = before if type(before) is type(our) else None
        for unit in units(our, their, before):
            known = self._known(our.id, unit, (before, our, their))
            if known is None:
                found = merged_fields(unit, before, our, their)
            else:
                found = values_of(our if known == 0 else their, unit)
            fields.update(values_of(our, unit) if found is None else found)
            if found is None:
                clashes.append(unit)
        if type(our) in PARENT:
            fields["order"] = _order(before, our, their, fields)
        kept = {name: value for name, value in fields.items() if value is not MISSING}
        self.put(type(our).model_validate({**kept, "id": our.id}))
        if any(len(unit.name) > LONGEST_TEXT for unit in clashes):
            self._clash_of_wholes(our.id)  # a field of another program that no conflict can name
            return
        for unit in clashes:
            self._named.update(needed for name, needed in mentions(their) if name in unit.fields)
            self._clash(
                our.id, unit.name, *(text_of(record, unit) for record in (before, our, their))
            )

    def _known(self, about: str, unit: Unit | None, three: Sequence[Record | None]) -> int | None:
        """The side on which it is noted already what the other made of it: that side stays.

        So a merge that is made once more, with what came out of it, notes nothing anew. What
        was noted of single fields of a unit, as older versions did, counts for it.
        """
        known = self._known_alone(about, unit, three)
        _, our, their = three
        if known is not None or unit is None or our is None or their is None:
            return known
        each = {
            self._known_alone(about, Unit(name, (name,)), three)
            for name in unit.fields
            if name != unit.name and not same(value_of(our, name), value_of(their, name))
        }
        return each.pop() if len(each) == 1 else None

    def _known_alone(
        self, about: str, unit: Unit | None, three: Sequence[Record | None]
    ) -> int | None:
        for n, conflict in self._told.get((about, unit.name if unit else ""), ()):
            texts = [text_of(record, unit) if unit else whole_text(record) for record in three]
            noted = conflict.ours, conflict.theirs
            if conflict.id in self._sides[0] and texts[0] in texts[1:]:
                continue  # what one of them did with it open
            if {*texts[1:]} == {*noted} or (conflict.base == texts[0] and texts[2 - n] in noted):
                return n if unit or texts[1 + n] else 1 - n
            if unit and remark_id(about, unit.name, texts[2 - n]) in self._sides[1 + n]:
                return n
            if not unit and texts[1 + n] and not texts[2 - n] and "" in noted:
                return n  # it goes on here, and that it was deleted there is noted
        return None

    def ask_again(self, mine: Change, its: Change) -> None:
        """What was settled on one side or both, and is another value on either by now.

        That one side settled by the value that stood there is no change of the field.
        """
        for conflict_id in dict.fromkeys((*mine, *its)):
            noted = self._sides[0].get(conflict_id)
            if not isinstance(noted, Conflict):
                continue
            left = [conflict_id in side for side in self._sides[1:]]
            three = before, our, their = [side.get(noted.about_id) for side in self._sides]
            if all(left) or before is None or our is None or their is None:
                continue
            if not (noted.field and type(before) is type(our) is type(their)):
                continue
            names = UNIT_NAMES.get(type(before), {})
            unit = unit_of(type(before), names.get(noted.field, noted.field))
            was, *values = [values_of(record, unit) for record in (before, our, their)]
            if same(*values) or MISSING in values[0].values():
                continue
            if any(is_open and same(was, now) for is_open, now in zip(left, values, strict=True)):
                continue
            known = self._known(our.id, unit, three)
            self.put(evolve(self.records[our.id], **values[known or 0]))
            if known is None:
                self._clash(our.id, unit.name, *(text_of(record, unit) for record in three))

    def bring_back(self, mine: Change, its: Change) -> None:
        """Bring back what one side deleted and the other needs for what it made or edited."""
        _, ours, theirs = self._sides
        by_us, by_them = [(i, ours) for i in mine], [(i, theirs) for i in its]
        waiting = [(i, side) for i, side in (*by_us, *by_them) if i in self.records]

        def need(record_ids: Iterable[str], side: Mapping[str, Record]) -> None:
            for needed in record_ids:
                if needed not in self.records and needed in side:
                    self.put(side[needed])
                    self._clash_of_wholes(needed)
                    waiting.append((needed, side))

        need(sorted(self._named), theirs)
        while waiting:
            record_id, side = waiting.pop()
            need((named for _, named in mentions(self.records[record_id])), side)

    def bring_along(self, mine: Change, its: Change) -> None:
        """Leave what was deleted only because of something that is kept: its dots, scores, links.

        Whoever then decides that it stays has all of it, and who deletes it deletes these too.
        """
        kept = {
            c.about_id
            for c in self._all_open()
            if not c.field and not isinstance(self.records.get(c.about_id), _CONTAINERS)
        }
        for change, other in ((mine, self._sides[2]), (its, self._sides[1])):
            gone = sorted(i for i, (was, now) in change.items() if was is not None and now is None)
            waiting = [record_id for record_id in gone if record_id in kept]
            if not waiting:
                continue
            went: dict[str, list[tuple[set[str], Record]]] = {}
            for record_id in gone:
                record = other.get(record_id)
                if isinstance(record, _ATTACHED) and same(change[record_id][0], record):
                    named = {i for _, i in mentions(record)}
                    for needed in named:
                        went.setdefault(needed, []).append((named, record))
            while waiting:
                for named, record in went.get(waiting.pop(), ()):
                    if record.id not in self.records and named <= self.records.keys():
                        self.put(record)
                        waiting.append(record.id)

    def _all_open(self) -> Iterator[Conflict]:
        """The conflicts of the result, as far as they can be: of either side, or found here."""
        for told in self._told.values():
            yield from (conflict for _, conflict in told if conflict.id in self.records)
        yield from self._conflicts.values()

    def finish(self, mine: Change, its: Change) -> Merged:
        """The map, mended where it held together before, with its conflicts in it."""
        ours, _ = self._maps
        together = apply(self._change(), ours)
        for record_id, (was, now) in self._mended(together, mine, its).items():
            if was is None and record_id in self._sides[0]:  # a stage's only step, once more
                self._clash_of_wholes(record_id)
            elif was is not None:
                self._tell_of_repair(record_id, was, now)
            self._take(record_id, now)
        self.put(*self._conflicts.values())
        self._bring_to_one()
        conflicts = tuple(self._conflicts[i] for i in sorted(self._conflicts))
        return Merged(apply(self._change(), ours), conflicts)

    def _mended(self, together: JourneyMap, mine: Change, its: Change) -> Change:
        """What has to be repaired: all that is wrong neither in ours nor in theirs.

        Only what somebody touched, and what refers to it, can be wrong in the result and
        right in both.
        """
        ours, theirs = self._maps
        touched = touched_by(mine) | touched_by(its) | self._touched
        stayed = _stayed(mine, touched) & _stayed(its, touched)
        wrong = {_key(p) for p in check(together, touched, stayed) if p.fixable}
        for side, change in ((ours, mine), (theirs, its)):
            if wrong:
                wrong -= {_key(p) for p in check(side, touched, _stayed(change, touched))}
        if not wrong:
            return {}
        known = {_key(p) for side in (ours, theirs) for p in check(side)}
        return repair(together, lambda p: _key(p) not in known)

    def _change(self) -> Change:
        ours = self._sides[1]
        pairs = {i: (ours.get(i), self.records.get(i)) for i in self._touched}
        return {i: (was, now) for i, (was, now) in pairs.items() if was is not now}

    def _tell_of_repair(self, record_id: str, was: Record, now: Record | None) -> None:
        if now is None or type(now) is not type(was):
            self._clash_of_wholes(record_id)
            return
        sides = [side.get(record_id) for side in self._sides]
        for unit in units(was, now, None):
            if unit.name != "order" and not same(values_of(was, unit), values_of(now, unit)):
                self._clash(record_id, unit.name, *(text_of(side, unit) for side in sides))

    def _bring_to_one(self) -> None:
        """Of each field, and of each record as a whole, at most one conflict is open.

        Two that both maps hold alike stay: nobody made anything of them.
        """
        _, ours, theirs = self._sides
        found: dict[tuple[str, str], dict[str, Conflict]] = {}
        noted = (conflict.id for told in self._told.values() for _, conflict in told)
        for conflict_id in {*noted, *self._touched}:
            conflict = self.records.get(conflict_id)
            if isinstance(conflict, Conflict):
                found.setdefault((conflict.about_id, conflict.field), {})[conflict_id] = conflict
        wanted = [
            (key, several)
            for key, several in found.items()
            if len(several) > 1
            and any(i not in ours or not same(ours[i], theirs.get(i)) for i in several)
        ]
        if not wanted:
            return
        each = OneEach(self._sides, self.records, self._labels)
        made = {}
        for key, several in wanted:
            one = self._make_one(each, *key, several)
            made.update(dict.fromkeys(several.keys() - {one}, one))
        about_them = [r for r in self.records.values() if mentions_any(r, made.keys())]
        self.put(*(rewritten(record, made) for record in about_them))

    def _make_one(self, each: OneEach, about: str, field: str, several: dict[str, Conflict]) -> str:
        """The id of the one that it puts in place of several."""
        clash = next((c for i, c in several.items() if i in self._conflicts), None)
        three = [side.get(about) for side in self._sides]
        now = self.records.get(about)
        unit = unit_of(type(now), field) if now is not None and field else None
        known = clash is None and self._known(about, unit, three) is not None
        one, more = each.of(tuple(several.values()), clash, known)
        for conflict_id in several.keys() - {one.id}:
            self._conflicts.pop(conflict_id, None)
            self._take(conflict_id, None)
        self.put(one, *more)
        if clash is not None:
            self._conflicts[one.id] = one
        return one.id

    def _take(self, record_id: str, record: Record | None) -> None:
        if record is not None:
            self.put(record)
        else:
            self.records.pop(record_id, None)
            self._touched.add(record_id)

    def _keep_both(self, our: Conflict, their: Record) -> None:
        """Conflicts of earlier merges under one id: two, unless they say the same of both sides."""
        assert isinstance(their, Conflict)
        one, other = sorted((our, their), key=whole_text)
        self.put(one)
        if all_said(one) != all_said(other):
            self.put(evolve(other, id=derived_id(Conflict, whole_text(other))))

    def _clash_of_wholes(self, record_id: str) -> None:
        self._clash(record_id, "", *(whole_text(side.get(record_id)) for side in self._sides))

    def _clash(self, about: str, field: str, base: str, ours: str, theirs: str) -> None:
        conflict_id = derived_id(Conflict, about, field, base, *sorted((ours, theirs)))
        noted = self.records.get(conflict_id)
        if not isinstance(noted, Conflict):  # else an earlier merge met it too
            noted = create(
                Conflict, id=conflict_id, about_id=about, field=field,
                base=base, ours=ours, theirs=theirs,
                base_label=self._labels.base, ours_label=self._labels.ours,
                theirs_label=self._labels.theirs,
            )  # fmt: skip
        self._conflicts[conflict_id] = noted


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
    found: Any = None
    match strategy_of(type(ours), name):
        case "order":
            return mine  # until it is known where it stands: see `_order`
        case "words":
            found = merged_text(was[name], mine[name], its[name])
        case "set" | "everyone" | "lines" | "keyed" as strategy:
            found = merged_list(name, strategy, was[name], mine[name], its[name])
        case _:
            pass
    return None if found is None else {name: found}


def _order(before: Any, ours: Any, theirs: Any, merged: _Values) -> str:
    """Its key among its siblings: of the side whose siblings it stands with.

    Where both stand there it is that of whoever changed it, and of both the larger: two
    orders are no loss of words, and `runs_together` makes keys larger.
    """
    parent = PARENT[type(ours)]
    if parent and getattr(ours, parent) != getattr(theirs, parent):
        return str((ours if getattr(ours, parent) == merged[parent] else theirs).order)
    keys = {ours.order, theirs.order}
    stayed = before is not None and (not parent or getattr(before, parent) == merged[parent])
    if stayed and len(keys) == 2:
        keys.discard(before.order)
    return str(max(keys))


def _stood_elsewhere(before: Record | None, now: Record) -> bool:
    """Whether nothing but its key among its siblings changed: no reason to keep what is deleted."""
    return type(before) is type(now) and differing(before, now) == {"order"}


def _stayed(change: Change, touched: Iterable[str]) -> set[str]:
    """Those of `touched` that are there, of the same kind as before, after a change."""
    return {i for i in touched if i not in change or type(change[i][0]) is type(change[i][1])}


def _key(problem: Problem) -> tuple[str, str, str, str]:
    return problem.rule, problem.about[0], problem.field, problem.value
