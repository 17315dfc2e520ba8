"""A conflict settled: one side taken, both, a value of one's own, or the map left as it is.

Each is one Change in which the conflict is gone. Until then ours, or what was kept for their
sake, stands on the map.
"""

from collections.abc import Collection, Mapping
from typing import Literal, TypeAlias

from model.change import Change, JourneyMap, Pair, apply, compose
from model.edits.common import EditError, changing, need
from model.edits.removing import remove
from model.edits.spans import NO_PLACE
from model.ids import derived_id
from model.merging import values
from model.records import (
    Card,
    Conflict,
    Feeling,
    Link,
    Metric,
    Record,
    Stage,
    Step,
    Vote,
    create,
    evolve,
    same,
)
from model.references import mentions, referrers, without
from model.repair import repair
from model.units import unit_of

Side: TypeAlias = Literal["ours", "theirs"]
#: What can be taken: what a side made of it, what was there before both, or what both made.
Taken: TypeAlias = Literal["ours", "theirs", "base", "both"]
Choice: TypeAlias = Literal["ours", "theirs", "base", "both", "write", "leave"]

TAKEN: tuple[Taken, ...] = ("ours", "theirs", "base", "both")
_GONE = "What this was about is not on the map any more."
_LOST = "What that refers to is not on the map any more."
#: What a record cannot be without.
_PARENTS: dict[type[Record], tuple[str, ...]] = {
    Step: ("stage_id",),
    Feeling: ("step_id", "card_id"),
    Link: ("source_id", "target_id"),
    Vote: ("card_id",),
}


def settle(to: JourneyMap, conflict_id: str, side: Side) -> Change:
    """As `take`, of one of the two sides."""
    return take(to, conflict_id, side)


def take(to: JourneyMap, conflict_id: str, side: Taken) -> Change:
    """What that side made of it stands on the map, and the conflict is gone.

    What is deleted leaves its cards in the parking lot, and settles the conflicts about what
    went with it as that side did. What comes back without the place where it stood is parked.

    Raises:
        EditError: the conflict is gone, there is no such side, or its value fits the map no
            more.
    """
    conflict = need(to, conflict_id, Conflict)
    change = _made_of(to, conflict, side)
    settled: dict[str, Pair] = {conflict_id: (conflict, None)}
    gone = {i for i, (_, after) in change.items() if after is None}
    if gone:
        for other in to.all(Conflict):
            if other.about_id in gone and not other.field and not _text(other, side):
                settled[other.id] = (other, None)
    else:
        settled |= {other.id: (other, None) for other in company(to, conflict)}
    return compose(change, settled)


def company(of: JourneyMap, conflict: Conflict) -> list[Conflict]:
    """Conflicts that are no decisions of their own: about the steps that went with a stage."""
    about = of.records.get(conflict.about_id)
    if conflict.field or not isinstance(about, Stage):
        return []
    return [other for other in of.all(Conflict) if _goes_with(of, other, conflict)]


def to_decide(of: JourneyMap) -> list[Conflict]:
    """The conflicts that somebody has to decide: those that go with another are not among them."""
    found = list(of.all(Conflict))
    stages = {c.about_id: c for c in found if not c.field}
    return [c for c in found if not _goes_with_one(of, c, stages)]


def _goes_with_one(of: JourneyMap, conflict: Conflict, stages: Mapping[str, Conflict]) -> bool:
    """Whether a conflict goes with one of those of a stage."""
    step = of.get(conflict.about_id, Step)
    stage = stages.get(step.stage_id) if step is not None else None
    return stage is not None and _goes_with(of, conflict, stage)


def _goes_with(of: JourneyMap, conflict: Conflict, stage: Conflict) -> bool:
    step = of.get(conflict.about_id, Step)
    if step is None or conflict.field or step.stage_id != stage.about_id:
        return False
    return (not conflict.ours, not conflict.theirs) == (not stage.ours, not stage.theirs)


def write(to: JourneyMap, conflict_id: str, value: str) -> Change:
    """What somebody typed stands on the map instead, and the conflict is gone.

    Raises:
        EditError: it is no value for that field; the message says why.
    """
    conflict = need(to, conflict_id, Conflict)
    record = _about(to, conflict)
    change = changing(to, values.typed_value(record, conflict.field, value))
    return compose(change, {conflict_id: (conflict, None)})


def leave(to: JourneyMap, conflict_id: str) -> Change:
    """The map stays as it is, and the conflict is gone."""
    conflict = need(to, conflict_id, Conflict)
    return {other.id: (other, None) for other in (conflict, *company(to, conflict))}


def take_all(to: JourneyMap, side: Side, conflict_ids: Collection[str] | None = None) -> Change:
    """One side of all conflicts, or of these; what cannot be taken stays open.

    A conflict about a field of what is not on the map, or goes with the rest, goes too.
    """
    wanted = [c for c in to.all(Conflict) if conflict_ids is None or c.id in conflict_ids]
    deleted = {c.id: c for c in wanted if _deletes(to, c, side)}
    rest = [c for c in wanted if c.id not in deleted]
    rest.sort(key=lambda c: (bool(c.field), _rank(c.about_id), c.id))  # stages before their steps
    now, touched = to, set[str]()
    while True:  # what one of them brings back another may need
        left = []
        for conflict in rest:
            try:
                change = take(now, conflict.id, side)
            except EditError:
                left.append(conflict)
                continue
            now = apply(change, now)
            touched.update(change)
        if len(left) == len(rest):
            break
        rest = left
    if deleted:
        about = {c.about_id for c in deleted.values()}
        change = remove(now, *(i for i in about if i in now), park_cards=True)
        now = apply(compose(change, {i: (c, None) for i, c in deleted.items() if i in now}), now)
        touched.update(change, deleted)
    gone = [c for c in wanted if c.field and c.about_id not in now and c.id in now]
    now = apply({c.id: (c, None) for c in gone}, now)
    touched.update(c.id for c in gone)
    pairs = ((i, (to.records.get(i), now.records.get(i))) for i in touched)
    return {i: pair for i, pair in pairs if not same(*pair)}


def offers(to: JourneyMap, conflict: Conflict) -> tuple[Choice, ...]:
    """What can be done about a conflict, in the order of `Choice`; the last always can.

    What comes to the same as what was offered before is not offered again.
    """
    found: list[Choice] = []
    seen: list[Change] = []
    for side in TAKEN:
        if side == "base" and not conflict.base:
            continue
        try:
            change = _made_of(to, conflict, side)
        except EditError:
            continue
        if not any(_same_change(change, other) for other in seen):
            seen.append(change)
            found.append(side)
    record = to.records.get(conflict.about_id)
    if record is not None and conflict.field and values.form_of(record, conflict.field):
        found.append("write")
    return (*found, "leave")


def stands(of: JourneyMap, conflict: Conflict) -> Side | Literal["base", ""]:
    """Whose value is on the map now; "" if it was edited since, or what it is about is gone."""
    for side in ("ours", "theirs", "base"):
        if side == "base" and not conflict.base:
            continue
        try:
            if not _made_of(of, conflict, side):
                return side
        except EditError:
            continue
    return ""


def preview(to: JourneyMap, conflict: Conflict, choice: Choice, typed: str = "") -> Change:
    """What a choice would do to the map, the conflict left aside; {} if it cannot be made."""
    try:
        if choice == "write":
            record = _about(to, conflict)
            return changing(to, values.typed_value(record, conflict.field, typed))
        return {} if choice == "leave" else _made_of(to, conflict, choice)
    except EditError:
        return {}


def _made_of(to: JourneyMap, conflict: Conflict, side: Taken) -> Change:
    """What taking a side does to what it is about."""
    if side == "both":
        return _both(to, conflict)
    text = _text(conflict, side)
    if conflict.field:
        change = changing(to, _fitting(to, conflict, text))
        return compose(change, _stages_mended(to, conflict.about_id, change))
    if text:
        change = _brought(to, values.whole(conflict.about_id, text, _now(to, conflict)))
        return compose(change, _stages_mended(to, conflict.about_id, change))
    if _now(to, conflict) is None:
        return {}
    return remove(to, conflict.about_id, park_cards=True)


def _stages_mended(to: JourneyMap, about_id: str, change: Change) -> Change:
    """What follows where a step changes its stage, or one of them comes back.

    No stage stays without a step; the one that was made for it goes, if nobody has put anything
    into it.
    """
    before, after = change.get(about_id, (None, None))
    found: dict[str, Pair] = {}
    now = apply(change, to)
    if isinstance(before, Step) or (before is None and isinstance(after, Stage)):
        empty = before.stage_id if isinstance(before, Step) else about_id
        found.update(repair(now, lambda p: (p.rule, p.about[0]) == ("stage-without-step", empty)))
    if isinstance(after, Step):
        made = now.get(derived_id(Step, "first", after.stage_id), Step)
        if made is not None and made.id != after.id and _is_as_made(now, made):
            found[made.id] = (made, None)
    return found


def _is_as_made(of: JourneyMap, step: Step) -> bool:
    """Whether a step says nothing and holds nothing."""
    plain = create(Step, id=step.id, stage_id=step.stage_id, order=step.order)
    return same(step, plain) and not referrers(of, {step.id})


def _both(to: JourneyMap, conflict: Conflict) -> Change:
    """Both texts, both lists; of what was put into two places or added twice, one more."""
    if not conflict.ours or not conflict.theirs:
        raise EditError("There is but one of these.")
    if not conflict.field:
        now = _now(to, conflict)
        mine = _brought(to, values.whole(conflict.about_id, conflict.ours, now))
        theirs = values.twin(values.whole(conflict.about_id, conflict.theirs, now), conflict)
        return compose(mine, _brought(apply(mine, to), theirs))
    ours, theirs = (_fitting(to, conflict, text) for text in (conflict.ours, conflict.theirs))
    record = _about(to, conflict)
    if len(unit_of(type(record), conflict.field).fields) > 1:
        if isinstance(record, Metric):
            raise EditError("Of two readings one is the newest.")
        if same(ours, theirs):
            raise EditError("Both stand in one place.")
        return changing(to, ours, values.twin(theirs, conflict))
    return changing(to, values.in_both(record, conflict.field, conflict.base, ours, theirs))


def _fitting(to: JourneyMap, conflict: Conflict, text: str) -> Record:
    """What it is about, with that value, if all that it names is on the map."""
    record = _about(to, conflict)
    taken = values.with_value(record, conflict.field, text)
    known = {named for _, named in mentions(record)}
    if any(named not in to and named not in known for _, named in mentions(taken)):
        raise EditError(_LOST)
    return taken


def _brought(to: JourneyMap, record: Record) -> Change:
    """A record on the map as a whole, without what is not there any more."""
    gone = {named for _, named in mentions(record) if named not in to}
    if isinstance(record, Card) and not gone.isdisjoint((record.step_id, record.lane_id)):
        record = evolve(record, **NO_PLACE)
    for name in _PARENTS.get(type(record), ()):
        if getattr(record, name) in gone:
            raise EditError(_LOST)
    return changing(to, without(record, gone) if gone else record)


def _about(to: JourneyMap, conflict: Conflict) -> Record:
    record = _now(to, conflict)
    if record is None or not conflict.field:
        raise EditError(_GONE)
    return record


def _now(to: JourneyMap, conflict: Conflict) -> Record | None:
    """What it is about, if that is there; no conflict is about conflicts."""
    record = to.records.get(conflict.about_id)
    if isinstance(record, Conflict):
        raise EditError(_GONE)
    return record


def _text(conflict: Conflict, side: Taken) -> str:
    text: str = getattr(conflict, side, "")
    return text


def _deletes(to: JourneyMap, conflict: Conflict, side: Side) -> bool:
    about = to.records.get(conflict.about_id)
    return not (
        conflict.field
        or _text(conflict, side)
        or about is None
        or about.id == "map"
        or isinstance(about, Conflict)
    )


def _rank(record_id: str) -> int:
    kinds = ("stage", "step", "lane", "persona", "evidence", "metric", "card")
    kind = record_id.partition("_")[0]
    return kinds.index(kind) if kind in kinds else len(kinds)


def _same_change(a: Change, b: Change) -> bool:
    return a.keys() == b.keys() and all(same(a[i][1], b[i][1]) for i in a)
