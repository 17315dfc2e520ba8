"""Which of the changes between two maps somebody wants to see: by kind, owner, stage, persona.

A card that names no persona is everyone's, and so fits every persona, as in the map's own filter.
A change fits if the record fits as it was or as it is: what moved out of a stage is of that
stage too. It is of the stages of what follows from it, as these count it: a lane that went took
cards out of them.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from model import grid
from model.change import JourneyMap
from model.compare import Comparison, Item
from model.comparing.kinds import FORM, KINDS
from model.filter_choices import Choice
from model.names import kind_name, own_name
from model.records import Action, Card, Comment, Feeling, Link, Persona, Record, Stage, Step

Criterion: TypeAlias = Literal["changes", "records", "stages", "owners", "personas"]
CRITERIA: Final[tuple[Criterion, ...]] = get_args(Criterion)
#: What the criteria are called.
NAMES: Final[dict[Criterion, str]] = {
    "changes": "Change",
    "records": "Kind",
    "stages": "Stage",
    "owners": "Owner",
    "personas": "Persona",
}
#: Kinds of records by other words than a sentence has for them.
_KINDS: Final = {"thing they do": "What they do"}
Chosen: TypeAlias = frozenset[str]
_NONE: Final[Chosen] = frozenset()


class Narrowing(NamedTuple):
    """What is asked for. Nothing chosen for a criterion is everything.

    Attributes:
        changes: names in `KINDS`.
        records: what a record is called ("pain point", "stage").
        stages, owners, personas: ids.
        content_only: without what is about form only (`FORM`).
    """

    changes: Chosen = _NONE
    records: Chosen = _NONE
    stages: Chosen = _NONE
    owners: Chosen = _NONE
    personas: Chosen = _NONE
    content_only: bool = False

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return self != Narrowing()

    def toggled(self, criterion: Criterion, value: str) -> "Narrowing":
        """With a value chosen, or no longer chosen."""
        return self.only(criterion, getattr(self, criterion) ^ {value})

    def only(self, criterion: Criterion, values: Chosen) -> "Narrowing":
        """With these values chosen for a criterion."""
        fields = self._asdict() | {criterion: values}
        return Narrowing(**fields)


class Narrowed:
    """The changes of one comparison, by what they can be narrowed by."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._traits = {
            item.id: {name: frozenset(_of(comparison, item, name)) for name in CRITERIA}
            for item in comparison.told
        }

    def fitting(self, by: Narrowing) -> frozenset[str]:
        """The ids of the changes that readers are told of and that fit."""
        return frozenset(i.id for i in self._comparison.told if self._fits(i, by))

    def choices(self, by: Narrowing, criterion: Criterion) -> tuple[Choice, ...]:
        """What can be chosen for one criterion, with the number of changes that each leaves."""
        others = by.only(criterion, _NONE)
        left: Counter[str] = Counter()
        for item in self._comparison.told:
            fits = self._fits(item, others)
            for value in self._traits[item.id][criterion]:
                left[value] += fits
        chosen: Chosen = getattr(by, criterion)
        for value in chosen - left.keys():
            left[value] = 0
        found = [Choice(v, self.word(criterion, v), n, v in chosen) for v, n in left.items()]
        ranks = self._ranks(criterion)
        return tuple(sorted(found, key=lambda c: (ranks.get(c.value, len(ranks)), c.name)))

    def word(self, criterion: Criterion, value: str) -> str:
        """A value as people say it."""
        if criterion == "changes":
            return KINDS[value].word.capitalize()
        if criterion == "records":
            return _KINDS.get(value, value.capitalize())
        record = self._record(value)
        return (own_name(record) or "Without a name") if record else "Gone"

    def _fits(self, item: Item, by: Narrowing) -> bool:
        if by.content_only and FORM.issuperset(item.kinds):
            return False
        traits = self._traits[item.id]
        return all(traits[name] & wanted for name in CRITERIA if (wanted := getattr(by, name)))

    def _ranks(self, criterion: Criterion) -> dict[Any, int]:
        """The order in which people look for a value; other values follow by their names."""
        old, new = self._comparison.old, self._comparison.new
        if criterion == "changes":
            return {kind: n for n, kind in enumerate(KINDS)}
        if criterion == "stages":
            both = [s.id for of in (new, old) for s in grid.stages(of)]
        elif criterion == "personas":
            both = [p.id for of in (new, old) for p in grid.personas(of)]
        else:
            return {}
        return {i: n for n, i in enumerate(dict.fromkeys(both))}

    def _record(self, record_id: str) -> Record | None:
        comparison = self._comparison
        return comparison.new.records.get(record_id) or comparison.old.records.get(record_id)


def _of(comparison: Comparison, item: Item, criterion: Criterion) -> Iterator[str]:
    """The values that one change has for a criterion.

    A conflict is no change of the journey: it is something to settle, of no kind.
    """
    if criterion in ("changes", "records") and item.record == "conflict":
        return
    if criterion == "changes":
        yield from item.kinds
        return
    if criterion == "records":
        yield kind_name(item.there)
        return
    of_it: tuple[Item, ...] = (item,)
    if criterion == "stages":
        of_it += tuple(
            i for i in comparison.because_of(item.id) if isinstance(i.there, Card | Step)
        )
    for one in of_it:
        for of, record in ((comparison.old, one.before), (comparison.new, one.after)):
            if record is not None:
                yield from filter(None, _ids(of, record, criterion))


def _ids(of: JourneyMap, record: Record, criterion: Criterion) -> Iterator[str]:
    match criterion:
        case "owners":
            yield getattr(record, "owner_id", "")
        case "personas":
            own = getattr(record, "persona_ids", ())
            if isinstance(record, Card) and not own:  # it is everyone's, as in the map's filter
                own = (persona.id for persona in of.all(Persona))
            yield from own
            yield getattr(record, "persona_id", "")
            yield record.id if isinstance(record, Persona) else ""
        case "stages":
            yield from _stages(of, record)


def _stages(of: JourneyMap, record: Record) -> Iterator[str]:
    match record:
        case Stage():
            yield record.id
        case Step():
            yield record.stage_id
        case Card() | Feeling():
            if isinstance(record, Feeling) and record.card_id:
                card = of.get(record.card_id, Card)
                yield from _stages(of, card) if card else ()
            elif step := of.get(record.step_id, Step):
                yield step.stage_id
        case Link():
            for end in (record.source_id, record.target_id):
                if card := of.get(end, Card):
                    yield from _stages(of, card)
        case Action() | Comment():
            ids = record.about_ids if isinstance(record, Action) else (record.about_id,)
            for about in filter(None, map(of.records.get, ids)):
                if not isinstance(about, Action | Comment):
                    yield from _stages(of, about)
