"""What is compared and merged as one: a field, or fields that only make sense together.

A card's step and lane are one place, a metric's figure and its day one reading. Fields of other
programs, which no record type of this version has, are units like all others.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from model.records import Card, Feeling, Link, Metric, Record, same

#: The value of a field that a record does not have: one of another program, or of a newer version.
MISSING: Final = object()


class Unit(NamedTuple):
    """Fields that only make sense together, or one alone, and what they are called."""

    name: str
    fields: tuple[str, ...]


#: Every other field is one by itself.
UNITS: Final[dict[type[Record], tuple[Unit, ...]]] = {
    Card: (Unit("place", ("step_id", "lane_id", "until_step_id", "until_lane_id")),),
    Feeling: (Unit("scores", ("score", "low", "high", "n")),),
    Link: (Unit("ends", ("source_id", "target_id")),),
    Metric: (Unit("reading", ("value", "date")),),
}
#: Field -> the name of the unit that it belongs to, of those in `UNITS`.
UNIT_NAMES: Final = {
    of: {field: unit.name for unit in found for field in unit.fields} for of, found in UNITS.items()
}


def unit_of(kind: type[Record], name: str) -> Unit:
    """The unit of that name; the field alone if none is called so."""
    return next((unit for unit in UNITS.get(kind, ()) if unit.name == name), Unit(name, (name,)))


@cache
def known_units(kind: type[Record]) -> tuple[Unit, ...]:
    """The fields that this version knows, but for the id: those that belong together first."""
    taken = {"id", *UNIT_NAMES.get(kind, ())}
    alone = (Unit(name, (name,)) for name in kind.model_fields if name not in taken)
    return (*UNITS.get(kind, ()), *alone)


def units(ours: Record, theirs: Record, before: Record | None) -> Iterator[Unit]:
    """Every field of records of one type, known or not, once, alone or with its unit."""
    yield from known_units(type(ours))
    extras: dict[str, None] = {}
    for record in (ours, theirs, before):
        extras.update(dict.fromkeys(getattr(record, "__pydantic_extra__", None) or ()))
    for name in extras:
        yield Unit(name, (name,))


def value_of(record: Record, name: str) -> Any:
    """The value of one field, known or not; MISSING if the record does not have it."""
    values = record.__dict__
    return values[name] if name in values else (record.__pydantic_extra__ or {}).get(name, MISSING)


def values_of(record: Record, unit: Unit) -> dict[str, Any]:
    """The fields of a unit with their values; MISSING for one that the record does not have."""
    values, others = record.__dict__, record.__pydantic_extra__ or {}
    return {
        name: values[name] if name in values else others.get(name, MISSING) for name in unit.fields
    }


def differing(a: Record, b: Record) -> set[str]:
    """The fields, known or not, that two records of one type do not have the same."""
    one, other = ({**r.__dict__, **(r.__pydantic_extra__ or {})} for r in (a, b))
    return {
        name
        for name in {**one, **other}
        if not same(one.get(name, MISSING), other.get(name, MISSING))
    }
