"""Mend what `model.rules.check` finds and calls fixable: a command, never done by loading.

Nothing written is lost: what misses its parent gets one ("Recovered stage"), what has no
place waits in the parking lot, and words of scores and links that lead nowhere become
notes there. Ids are derived, so that two people who repair the same map do the same.
"""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from model.bitmaps import stored
from model.change import Change, JourneyMap, diff
from model.circles import closing_edges
from model.ids import derived_id, id_of_feeling
from model.joining import joined, words_of
from model.lost import Near
from model.names import kind_name
from model.order import between, is_key, several, sort_key
from model.problems import Problem, is_accepted
from model.records import (
    LONGEST_TEXT,
    Asset,
    Card,
    Comment,
    Feeling,
    Link,
    Persona,
    Record,
    Stage,
    Step,
    Vote,
    create,
    evolve,
)
from model.references import reference_fields, rewritten
from model.rules import allowed, check, relations
from model.twice import second_fields, taken_in

#: One mended problem may uncover another (a comment about a link that had to go).
ROUNDS = 20
_PARKED = {"step_id": "", "lane_id": "", "until_step_id": "", "until_lane_id": ""}


def repair(of: JourneyMap, wanted: Callable[[Problem], bool] = lambda _: True) -> Change:
    """The change after which `check` finds nothing fixable; empty if it finds nothing now.

    What the map accepts as it is stays so, and what is not `wanted`.
    """
    now = of
    for _ in range(ROUNDS):
        problems = [p for p in check(now) if p.fixable and not is_accepted(now, p) and wanted(p)]
        if not problems:
            break
        now = _Mending(now).mend(problems)
    return diff(of, now)


class _Mending:
    """One round of repair: a copy of the records that the fixes work on."""

    def __init__(self, of: JourneyMap) -> None:
        self.map = of
        self.records = dict(of.records)
        self._near = Near(of)
        #: Ids that change or go ("") in this round; mentions follow at its end.
        self.new_ids: dict[str, str] = {}
        self._last_keys: dict[type[Record], str] = {}
        self._last_ids: dict[tuple[type[Record], tuple[str, ...]], str] = {}
        #: Whose keys are too long: a kind, and the parent that they share.
        self._long: set[tuple[type[Record], str]] = set()
        self._relations: dict[str, dict[str, tuple[str, ...]]] | None = None

    def mend(self, problems: list[Problem]) -> JourneyMap:
        """The map after one fix for each problem that still stands when its turn comes."""
        misfiled: list[Record] = []
        for problem in problems:
            record = self.records.get(problem.about[0])
            if record is None:
                continue
            if problem.rule in ("feeling-id", "asset-id"):
                misfiled.append(record)
            else:
                _FIXES[problem.rule](self, record, problem)
        self._shorten()
        self._refile([r for r in misfiled if self.records.get(r.id) is r])
        if self.new_ids:
            self.records = {i: rewritten(r, self.new_ids) for i, r in self.records.items()}
        return JourneyMap(self.records)

    def references(self, record: Any, problem: Problem) -> None:
        """Keep what a field may point to; a single reference that is lost has its own ways."""
        kinds = reference_fields(type(record))[problem.field]
        value = getattr(record, problem.field)
        ids = (value,) if isinstance(value, str) else value
        good = []
        for i in dict.fromkeys(ids):
            fits = i != record.id and allowed(self.records.get(i), kinds)
            misspelt = i not in self.records and self._near.to(i, kinds)
            if fits or misspelt:  # whoever misspelt it knows what was meant
                good.append(i)
            elif i and kinds == ("persona",):  # without it, Anna's card would be everyone's
                good.append(self._recovered(Persona, i))
        if not isinstance(value, str):
            self._put(evolve(record, **{problem.field: tuple(good)}))
        elif good:
            self._put(evolve(record, **{problem.field: good[0]}))
        else:
            self._lost(record, problem.field, value)

    def _lost(self, record: Record, field: str, value: str) -> None:
        if isinstance(record, Step):
            self._put(evolve(record, stage_id=self._recovered(Stage, value)))
        elif isinstance(record, Card) and field in ("step_id", "lane_id"):
            self._put(evolve(record, **_PARKED))
        elif isinstance(record, Comment) and field == "about_id":
            self._put(evolve(record, about_id="map"))
        elif isinstance(record, Vote):
            self._drop(record, "")
        else:
            self._put(evolve(record, **{field: ""}))

    def park(self, card: Card, _: Problem) -> None:
        """Into the parking lot."""
        self._put(evolve(card, **_PARKED))

    def end_span(self, card: Card, problem: Problem) -> None:
        """No span."""
        self._put(evolve(card, **{problem.field: ""}))

    def turn_span(self, card: Card, problem: Problem) -> None:
        """The end becomes the start."""
        start = problem.field.removeprefix("until_")
        first, last = getattr(card, start), getattr(card, problem.field)
        if first and last:
            self._put(evolve(card, **{start: last, problem.field: first}))

    def one_place(self, feeling: Feeling, _: Problem) -> None:
        """The place that the id was made from stays; the step if it was made from neither."""
        if feeling.step_id and feeling.card_id:
            at_card = evolve(feeling, step_id="")
            right = feeling.id == id_of_feeling(at_card)
            self._put(at_card if right else evolve(feeling, card_id=""))

    def drop_feeling(self, feeling: Feeling, _: Problem) -> None:
        """A score that belongs nowhere goes; its words stay in the parking lot."""
        words = feeling.word or feeling.note
        fields = ("score", "word", "note", "n")
        self._drop(feeling, self._noted(feeling, *fields) if words else "")

    def drop_link(self, link: Link, _: Problem) -> None:
        """A link that leads nowhere goes; its words stay in the parking lot."""
        words = link.label or link.reason
        fields = ("label", "reason", "share", "wait")
        self._drop(link, self._noted(link, *fields) if words else "")

    def first_step(self, stage: Stage, _: Problem) -> None:
        """An unnamed step for a stage that has none."""
        step_id = self._free_id(Step, "first", stage.id)
        self._put(create(Step, id=step_id, stage_id=stage.id, order="a0"))

    def asset_type(self, asset: Asset, _: Problem) -> None:
        """The type that the content is of."""
        bitmap = stored(asset.data).bitmap
        assert bitmap is not None  # or it would be told as no picture at all
        self._put(evolve(asset, media_type=bitmap.media_type))

    def open_circle(self, _: Record, problem: Problem) -> None:
        """The references that lead back go."""
        if self._relations is None:
            self._relations = relations(self.map)
        edges = self._relations[problem.field]
        back: dict[str, set[str]] = {}
        for record_id, target in closing_edges(problem.about, edges):
            back.setdefault(record_id, set()).add(target)
        for record_id, targets in back.items():
            record = self.records[record_id]
            if isinstance(record, Comment):
                self._put(evolve(record, about_id="map"))
            else:
                ids = getattr(record, problem.field)
                left = tuple(i for i in ids if i not in targets)
                self._put(evolve(record, **{problem.field: left}))

    def one_value(self, record: Record, problem: Problem) -> None:
        """Second values of its fields come into the first, or their words wait in one note."""
        if problem.field in (record.__pydantic_extra__ or {}):  # or all were seen to at once
            whole, words = taken_in(self.map, record, [p.field for p in second_fields(record)])
            self._put(whole)
            self._note(record, words)

    def shorten_orders(self, record: Any, _: Problem) -> None:
        """New keys for it and its siblings, in the same sequence, when all else is mended."""
        self._long.add(_family(record))

    def _shorten(self) -> None:
        families: dict[tuple[type[Record], str], list[Any]] = {f: [] for f in self._long}
        for record in self.records.values() if families else ():
            if _family(record) in families:
                families[_family(record)].append(record)
        for siblings in families.values():
            keys = several("", "", len(siblings))
            for sibling, key in zip(sorted(siblings, key=sort_key), keys, strict=True):
                self._put(evolve(sibling, order=key))

    def _put(self, record: Record) -> None:
        self.records[record.id] = record

    def _drop(self, record: Record, instead: str) -> None:
        del self.records[record.id]
        self.new_ids[record.id] = instead

    def _recovered(self, kind: type[Record], lost: str) -> str:
        """The id of the parent made for those that name `lost`; that id itself if it can be."""
        record_id = lost
        if lost in self.records or not lost.startswith(kind.kind_name + "_"):
            record_id = derived_id(kind, "recovered", lost)
            if type(self.records.get(record_id)) is kind:
                return record_id
            record_id = self._free_id(kind, "recovered", lost)
        order = self._next_key(kind)
        name = f"Recovered {kind.kind_name}"
        self._put(create(kind, id=record_id, name=name, order=order))
        return record_id

    def _noted(self, record: Record, *fields: str) -> str:
        """The id of a parked note with these fields in words."""
        return self._note(record, words_of(self.map, record, *fields))

    def _note(self, record: Record, words: str) -> str:
        """The id of a parked note with these words about a record; "" if there are none."""
        note_id = ""
        for at in range(0, len(words), LONGEST_TEXT):
            note_id = self._free_id(Card, "recovered", record.id, str(at))
            note = create(
                Card,
                id=note_id,
                kind="note",
                title=f"Recovered {kind_name(record)}",
                body=words[at : at + LONGEST_TEXT],
                order=self._next_key(Card),
                evidence_ids=getattr(record, "evidence_ids", ()),
                persona_ids=getattr(record, "persona_ids", ()),
            )
            self._put(note)
        return note_id

    def _refile(self, records: list[Record]) -> None:
        """File feelings and assets under the ids that they should have; joined where two meet."""
        for record in records:
            del self.records[record.id]
        for record in records:
            right = _right_id(record)
            self.new_ids[record.id] = right
            present = self.records.get(right)
            if present is not None and _right_id(present) != right:  # not its place either
                other = self._free_id(type(present), "moved", right)
                self._put(evolve(present, id=other))
                self.new_ids[right] = other
                present = None
            moved = evolve(record, id=right)
            self._put(self._united(present, moved) if present else moved)

    def _united(self, first: Record, second: Record) -> Record:
        try:
            return joined(self.map, first, second)
        except ValidationError:  # more words than one field holds
            self._noted(second, "score", "word", "note", "n")
            return first

    def _free_id(self, kind: type[Record], *parts: str) -> str:
        """An id for these parts that nothing has; each time another one, along one chain."""
        found = self._last_ids.get((kind, parts)) or derived_id(kind, *parts)
        while found in self.records:
            found = derived_id(kind, *parts, found)
        self._last_ids[kind, parts] = found
        return found

    def _next_key(self, kind: type[Record]) -> str:
        """A key after all of that kind (of cards: after all cards)."""
        if kind not in self._last_keys:
            found = (getattr(r, "order", "") for r in self.records.values() if type(r) is kind)
            self._last_keys[kind] = max(filter(is_key, found), default="")
        key = between(self._last_keys[kind], "")
        self._last_keys[kind] = key
        return key


def _right_id(record: Record) -> str:
    if isinstance(record, Feeling):
        return id_of_feeling(record)
    return stored(record.data).id if isinstance(record, Asset) else ""


def _family(record: Record) -> tuple[type[Record], str]:
    """What the keys of `record` are compared in: its kind and its parent's id."""
    kind = type(record)
    return kind, getattr(record, _PARENTS[kind]) if kind in _PARENTS else ""


_PARENTS: dict[type[Record], str] = {Step: "stage_id", Card: "step_id"}

_FIXES: dict[str, Callable[[_Mending, Any, Problem], None]] = {
    "dangling-reference": _Mending.references,
    "wrong-kind": _Mending.references,
    "self-reference": _Mending.references,
    "repeated-reference": _Mending.references,
    "no-subject": _Mending.references,
    "circle": _Mending.open_circle,
    "stage-without-step": _Mending.first_step,
    "half-placed": _Mending.park,
    "span-without-place": _Mending.end_span,
    "span-backwards": _Mending.turn_span,
    "feeling-in-two-places": _Mending.one_place,
    "feeling-nowhere": _Mending.drop_feeling,
    "link-without-ends": _Mending.drop_link,
    "link-to-itself": _Mending.drop_link,
    "asset-type": _Mending.asset_type,
    "field-twice": _Mending.one_value,
    "long-order": _Mending.shorten_orders,
}
