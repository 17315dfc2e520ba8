"""What the records of a map lose before outsiders see it: names of people, and addresses.

Which records are left out altogether is `model.select`'s business. Names within running
text cannot be told from other words and stay.
"""

from collections.abc import Iterable
from itertools import count
from typing import Any

from pydantic import BaseModel

from model.change import JourneyMap
from model.records import Card, Evidence, MapInfo, Person, Persona, Record, evolve
from model.references import mentions, rewritten


def redacted(of: JourneyMap) -> JourneyMap:
    """`of` with people named by their teams, and without addresses and unknown fields.

    People without a team are named by their initials. Their ids are numbered anew, as an
    id may hold a name. A quote keeps its speaker only where that is one of the personas.
    """
    new_ids = _numbered(of)
    speakers = {p.name.casefold() for p in of.all(Persona) if p.name}
    return JourneyMap(
        _without_traces(rewritten(_evolved_id(record, new_ids), new_ids), speakers)
        for record in of.records.values()
    )


def _numbered(of: JourneyMap) -> dict[str, str]:
    people = {person.id for person in of.all(Person)}
    taken = of.records.keys() | {i for r in of.records.values() for _, i in mentions(r)}
    free = (name for i in count(1) if (name := f"person_{i}") not in taken - people)
    return dict(zip(sorted(people), free, strict=False))


def _evolved_id(record: Record, new_ids: dict[str, str]) -> Any:
    return evolve(record, id=new_ids[record.id]) if record.id in new_ids else record


def _without_traces(record: Record, speakers: Iterable[str]) -> Any:
    record = _known_only(record)
    match record:
        case Person():
            initials = record.initials or _initials(record.name)
            if record.team:
                return evolve(record, name=record.team, team="", initials="")
            return evolve(record, name=initials, initials=initials)
        case Evidence():
            return evolve(record, url="")
        case Card():
            spoken = record.who.split(",")[0].strip().casefold() in speakers
            return evolve(record, url="", who=record.who if spoken else "")
        case MapInfo():
            return evolve(
                record,
                version=evolve(record.version, author="", note="", reason=""),
                baseline="",
                saved_views=(),
                rule_exemptions=tuple(evolve(e, reason="") for e in record.rule_exemptions),
            )
        case _:
            return record


def _initials(name: str) -> str:
    return "".join(word[0].upper() for word in name.split() if word[0].isalpha())[:8]


def _known_only(value: Any) -> Any:
    """`value` without fields that this version does not know, at any depth."""
    if isinstance(value, tuple):
        return tuple(_known_only(item) for item in value)
    if not isinstance(value, BaseModel):
        return value
    fields = {name: _known_only(item) for name, item in value.__dict__.items()}
    unchanged = all(fields[name] is item or fields[name] == item
                    for name, item in value.__dict__.items())  # fmt: skip
    if unchanged and not value.__pydantic_extra__:
        return value
    return type(value).model_validate(fields)
