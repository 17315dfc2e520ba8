"""What refers to what, read and rewritten: the one place that walks reference fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import Any

from model.change import JourneyMap
from model.records import (
    TABLES,
    Action,
    Asset,
    Card,
    Comment,
    Conflict,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Record,
    Stage,
    Step,
    Unknown,
    Vote,
    evolve,
)


def reference_fields(record_type: type[Record]) -> dict[str, tuple[str, ...]]:
    """Fields of `record_type` that hold ids, with the kinds that they may point to.

    "*" stands for any record. The single table of what refers to what.
    """
    return _REFERENCES[record_type]


_REFERENCES: dict[type[Record], dict[str, tuple[str, ...]]] = {
    MapInfo: {"owner_id": ("person",), "metric_ids": ("metric",)},
    Stage: {"owner_id": ("person",), "metric_ids": ("metric",)},
    Step: {"stage_id": ("stage",)},
    Lane: {"persona_ids": ("persona",)},
    Card: {
        "step_id": ("step",),
        "lane_id": ("lane",),
        "until_step_id": ("step",),
        "until_lane_id": ("lane",),
        "owner_id": ("person",),
        "persona_ids": ("persona",),
        "evidence_ids": ("evidence",),
        "metric_ids": ("metric",),
        "asset_ids": ("asset",),
        "about_ids": ("*",),
        "addresses_ids": ("*",),
        "supports_ids": ("card",),
    },
    Persona: {"asset_id": ("asset",), "evidence_ids": ("evidence",)},
    Feeling: {
        "persona_id": ("persona",),
        "step_id": ("step",),
        "card_id": ("card",),
        "evidence_ids": ("evidence",),
    },
    Link: {"source_id": ("card",), "target_id": ("card",), "persona_ids": ("persona",)},
    Evidence: {},
    Metric: {"persona_id": ("persona",), "evidence_ids": ("evidence",)},
    Action: {"about_ids": ("*",), "owner_id": ("person",)},
    Vote: {"card_id": ("card",)},
    Comment: {"about_id": ("*",), "author_id": ("person",)},
    Person: {},
    Asset: {},
    Conflict: {},
    Unknown: {},
}


_KINDS: tuple[type[Record], ...] = (MapInfo, *TABLES.values(), Unknown)


def _getter(kind: type[Record], single: bool) -> Callable[[dict[str, Any]], tuple[Any, ...]] | None:
    """What fetches all fields of one sort at once, faster than one by one."""
    fields = kind.model_fields
    names = [n for n in reference_fields(kind) if (fields[n].annotation is str) is single]
    # the first name stands twice so that the getter returns a tuple even for a single field
    return itemgetter(names[0], *names) if names else None


_GETTERS = {kind: (_getter(kind, single=True), _getter(kind, single=False)) for kind in _KINDS}


def mentions(record: Record) -> Iterator[tuple[str, str]]:
    """(field, id) for every reference of `record`, in the order of its fields."""
    for name in reference_fields(type(record)):
        value = getattr(record, name)
        if not isinstance(value, str):
            for record_id in value:
                yield name, record_id
        elif value:
            yield name, value


def mentions_any(record: Record, ids: AbstractSet[str]) -> bool:
    """Whether `record` refers to one of `ids`."""
    singles, tuples = _GETTERS[type(record)]
    if singles and not ids.isdisjoint(singles(record.__dict__)):
        return True
    if tuples:
        for value in tuples(record.__dict__):
            if value and not ids.isdisjoint(value):
                return True
    return False


def referrers(of: JourneyMap, ids: AbstractSet[str]) -> set[str]:
    """The ids of all records that refer to one of `ids`."""
    return {record.id for record in of.records.values() if mentions_any(record, ids)}


def rewritten(record: Record, new_ids: Mapping[str, str]) -> Any:
    """`record` with the ids in its references replaced; "" takes a mention out.

    A tuple that changes holds each id once, and not the record's own. Saved views and
    exemptions follow too. The record's own id stays.
    """
    fields: dict[str, Any] = {}
    if mentions_any(record, new_ids.keys()):
        own = new_ids.get(record.id, record.id)
        for name in reference_fields(type(record)):
            value = getattr(record, name)
            if isinstance(value, str):
                fields[name] = new_ids.get(value, value)
            elif not new_ids.keys().isdisjoint(value):
                fields[name] = _replaced(value, new_ids, own)
    if isinstance(record, MapInfo):
        fields["rule_exemptions"] = tuple(
            evolve(e, about=new_ids.get(e.about, e.about))
            for e in record.rule_exemptions
            if new_ids.get(e.about) != ""
        )
        fields["saved_views"] = tuple(
            evolve(
                view,
                persona_ids=_replaced(view.persona_ids, new_ids),
                owner_ids=_replaced(view.owner_ids, new_ids),
            )
            for view in record.saved_views
        )
    return evolve(record, **fields) if fields else record


def without(record: Record, gone: Iterable[str]) -> Any:
    """`record` with every mention of the ids in `gone` taken out; itself if it has none."""
    return rewritten(record, dict.fromkeys(gone, ""))


def _replaced(ids: tuple[str, ...], new_ids: Mapping[str, str], own: str = "") -> tuple[str, ...]:
    if new_ids.keys().isdisjoint(ids):
        return ids
    new = dict.fromkeys(new_ids.get(i, i) for i in ids)
    return tuple(i for i in new if i and i != own)
