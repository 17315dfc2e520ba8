"""A map and what two people made of it, for the laws of the merge.

Random edits seldom meet, so `clashes` makes each kind of conflict on purpose.
"""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st
from pydantic import ValidationError

from model.change import JourneyMap, apply
from model.edits.common import EditError
from model.edits.removing import remove
from model.ids import Ids
from model.merging.kinds import ConflictKind
from model.records import TABLES, Card, Record, Stage, Step, Unknown, create, evolve
from model.references import reference_fields
from tests.edits import EDITS, Hand
from tests.sample import sample
from tests.strategies import KINDS, maps


class Three(NamedTuple):
    """What two people began with, and what each of them made of it."""

    base: JourneyMap
    ours: JourneyMap
    theirs: JourneyMap


#: What a record's own id is made of, or what it is.
_KEYS_OF_RECORDS = {"curve", "measure", "data", "media_type", "order"}
_SAMPLE = sample()


@st.composite
def edited(draw: st.DrawFn, of: JourneyMap, seed: int, most: int = 3) -> JourneyMap:
    """The map after a few edits of one person, whose new ids are that person's own."""
    ids = Ids(Random(seed))
    for _ in range(draw(st.integers(0, most))):
        name = draw(st.sampled_from(sorted(EDITS)))
        with suppress(EditError):
            of = apply(EDITS[name](Hand(draw, of, ids), of), of)
    return of


@st.composite
def reworded(draw: st.DrawFn, of: JourneyMap, record_ids: list[str]) -> JourneyMap:
    """The map with other values in some plain fields of these records, if they are there."""
    hand = Hand(draw, of, Ids(Random(3)))
    for record_id in record_ids:
        record = of.records.get(record_id)
        if isinstance(record, Unknown):
            now = evolve(record, data=draw(st.sampled_from(['{"a": 2}', "[1]", "null"])))
            of = apply({record_id: (record, now)}, of)
        elif record is not None:
            free = {
                name: value
                for name, value in hand.fields(type(record)).items()
                if name not in reference_fields(type(record)) and name not in _KEYS_OF_RECORDS
            }
            with suppress(ValidationError):
                of = apply({record_id: (record, evolve(record, **free))}, of)
    return of


#: Words in places of their own, so that edits do not touch, or do.
_PHRASES = ("Waits ten minutes at the counter", "Stands ten minutes at the counter",
            "Waits ten minutes at the desk", "Waits at the counter", "Waits",
            "One waits. Some leave. All tell.", "Two wait. Some leave. All tell.",
            "One waits. Some leave. None tell.", "One waits. All tell.")  # fmt: skip


def _deleted_and_edited(draw: st.DrawFn, of: JourneyMap) -> Three:
    found = [i for i in of.records if i != "map"]
    if not found:
        return Three(of, of, of)
    gone = draw(st.sampled_from(found))
    return Three(of, apply(remove(of, gone), of), draw(reworded(of, [gone])))


def _both_reworded(draw: st.DrawFn, of: JourneyMap) -> Three:
    kinds = (Card,) if draw(st.booleans()) else tuple(TABLES.values())
    found = [(i, name) for i, r in of.records.items() if isinstance(r, kinds)
             for name in ("title", "body", "description", "finding", "note", "reason")
             if name in type(r).model_fields]  # fmt: skip
    if not found:
        return Three(of, of, of)
    record_id, name = draw(st.sampled_from(found))
    texts = [draw(st.sampled_from(_PHRASES)) for _ in range(3)]
    return Three(*(_with(of, record_id, **{name: text}) for text in texts))


def _moved_to_two_places(draw: st.DrawFn, of: JourneyMap) -> Three:
    cards, steps = [[r.id for r in of.all(kind)] for kind in (Card, Step)]
    lanes = [i for i, r in of.records.items() if r.kind_name == "lane"]
    if not (cards and steps and lanes):
        return Three(of, of, of)
    card = draw(st.sampled_from(cards))

    def moved() -> JourneyMap:
        at = {"step_id": draw(st.sampled_from(steps)), "lane_id": draw(st.sampled_from(lanes))}
        return _with(of, card, **at, until_step_id="", until_lane_id="")

    return Three(of, moved(), moved())


def _container_deleted(draw: st.DrawFn, of: JourneyMap) -> Three:
    found = [i for i, r in of.records.items() if r.kind_name in ("stage", "step", "lane")]
    steps = [step.id for step in of.all(Step)]
    lanes = [i for i, r in of.records.items() if r.kind_name == "lane"]
    if not (steps and lanes):
        return Three(of, of, of)
    gone = draw(st.sampled_from(found))
    record = of[gone]
    if isinstance(record, Stage):
        new = create(Step, id="step_new", stage_id=gone, order="a5")
    else:
        is_step = isinstance(record, Step)
        step, lane = (gone, lanes[0]) if is_step else (steps[0], gone)
        new = create(Card, id="card_new", step_id=step, lane_id=lane, order="a5")
    return Three(of, apply(remove(of, gone), of), apply({new.id: (None, new)}, of))


def _reference_deleted(draw: st.DrawFn, of: JourneyMap) -> Three:
    gone = draw(st.sampled_from(list(of.records)))
    kind = of[gone].kind_name
    found = [(r.id, name) for r in of.records.values() if r.id != gone
             for name, kinds in reference_fields(type(r)).items()
             if (kind in kinds or "*" in kinds) and name.endswith("_ids")]  # fmt: skip
    if not found or gone == "map":
        return Three(of, of, of)
    record_id, name = draw(st.sampled_from(found))
    held = getattr(of[record_id], name)
    theirs = _with(of, record_id, **{name: (*held, gone) if gone not in held else held[::-1]})
    return Three(of, apply(remove(of, gone), of), theirs)


def _added_twice(draw: st.DrawFn, of: JourneyMap) -> Three:
    def added(number: int) -> JourneyMap:
        kind = draw(st.sampled_from(KINDS)) if other else first
        record_id = "unknown:new" if first is Unknown else f"{first.kind_name}_new"
        hand = Hand(draw, of, Ids(Random(number)))
        plain = {n: v for n, v in hand.fields(kind).items() if n != "data"}
        needed = {"stage_id": stage} if kind is Step else {}
        with suppress(ValidationError):
            new = create(kind, **{**plain, **needed, "id": record_id})
            return apply({record_id: (None, new)}, of)
        return of

    first = draw(st.sampled_from(KINDS))
    other = draw(st.integers(0, 9)) == 0
    stage = next((s.id for s in of.all(Stage)), "")
    return Three(of, added(1), added(2))


def _do_not_go_together(draw: st.DrawFn, of: JourneyMap) -> Three:
    cards = [card.id for card in of.all(Card)]
    if len(cards) < 2:
        return Three(of, of, of)
    one, other = draw(st.lists(st.sampled_from(cards), min_size=2, max_size=2, unique=True))
    return Three(of, _with(of, one, about_ids=(other,)), _with(of, other, about_ids=(one,)))


CLASHES: dict[ConflictKind | str, Callable[[st.DrawFn, JourneyMap], Three]] = {
    "deleted and edited": _deleted_and_edited,
    "both edited": _both_reworded,
    "moved to two places": _moved_to_two_places,
    "container deleted": _container_deleted,
    "reference deleted": _reference_deleted,
    "added twice": _added_twice,
    "do not go together": _do_not_go_together,
}


@st.composite
def threes(draw: st.DrawFn) -> Three:
    """A sound map and what two people made of it, in part with the program's own edits."""
    base = draw(maps()) if draw(st.integers(0, 4)) == 0 else _SAMPLE
    if draw(st.booleans()):
        clash = CLASHES[draw(st.sampled_from(sorted(CLASHES)))](draw, base)
        base, ours, theirs = clash if draw(st.booleans()) else (clash[0], clash[2], clash[1])
    else:
        ours = theirs = base
    both = draw(st.lists(st.sampled_from(sorted(base.records)), max_size=3))
    ours, theirs = draw(reworded(ours, both)), draw(reworded(theirs, both))
    return Three(base, draw(edited(ours, 1, 2)), draw(edited(theirs, 2, 2)))


def _with(of: JourneyMap, record_id: str, **fields: Any) -> JourneyMap:
    record: Record = of[record_id]
    now = evolve(record, **fields)
    return apply({record_id: (record, now)}, of) if now is not record else of
