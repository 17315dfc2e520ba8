"""Values of fields in words, as they were and as they are: names for ids, days as people say
them, signs before scores.
"""

import json
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import BaseModel

from model import facts, moments
from model.change import JourneyMap
from model.comparing.naming import cell, isolated, source_kind
from model.grid import Grid
from model.labels import listed
from model.layout.words import with_unit
from model.merging.conflicts import about, words
from model.merging.lists import EVERYONE
from model.names import field_name, kind_name, name_of, own_name
from model.records import (
    Asset,
    Attribute,
    Card,
    Conflict,
    Duration,
    Evidence,
    Feeling,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Reading,
    Record,
    Stage,
    same,
)
from model.references import reference_fields
from model.units import MISSING, UNIT_NAMES, value_of

_DAYS = frozenset({"due", "done_on", "date", "reviewed_on", "next_review", "occurred_at"})
#: Whether a map shows a journey as it is today, or as it shall be.
_SHOWS = {"current": "as it is today", "future": "as it shall be"}
_SHARES = frozenset({"share", "affected"})
_SCORES = frozenset({"score", "low", "high"})
_LABELS = {
    "opportunity_status": "status",
    "n": "sample size",
    "review_every_days": "days between reviews",
    "about_ids": "about",
    "addresses_ids": "addresses",
    "supports_ids": "supports",
    "step_id": "step",
    "until_step_id": "last step",
    "scores": "score",
    "order": "place in the row",
    "order_key": "place in the row",
    "data": "content",
    "body": "text",
    "expected": "expected effect",
    "measured": "measured effect",
    "affected": "share affected",
    "baseline": "compared with",
    "collapsed_height": "height when folded",
    "default_card_kind": "kind of new cards",
    "asset_id": "picture",
    "mentions": "said by",
    "reviewed_on": "last review",
    "starts_when": "beginning",
    "ends_when": "end",
    "handled_by": "handling",
    "occurred_at": "date",
    "who": "speaker",
    "wait": "waiting time",
    "run_by": "operator",
    "better": "better when",
    "series": "earlier readings",
    "url": "web address",
    "when": "time",
}


def label(name: str) -> str:
    """A field, or a unit of fields, in the user's words."""
    return _LABELS.get(name) or field_name(name)


def set_fields(record: Record) -> tuple[str, ...]:
    """The fields that say something, those of other programs last; not its id and key."""
    values = record.__dict__
    names = [name for name, default in _defaults(type(record)) if not same(values[name], default)]
    return (*names, *(record.__pydantic_extra__ or {}))


@cache
def _defaults(kind: type[Record]) -> tuple[tuple[str, Any], ...]:
    fields = kind.model_fields.items()
    return tuple((n, field.get_default()) for n, field in fields if n not in ("id", "order"))


def set_units(record: Record) -> tuple[str, ...]:
    """As `set_fields`, with those together that only make sense so."""
    together = UNIT_NAMES.get(type(record), {})
    return tuple(dict.fromkeys(together.get(name, name) for name in set_fields(record)))


def said(grid: Grid, record: Record, name: str) -> str:
    """What a field, or a unit of fields, says in words; "" if it says nothing."""
    of = grid.map
    match record, name:
        case Card(), "place":
            return cell(grid, record)
        case Feeling(), "scores":
            return _scores(record)
        case Link(), "ends":
            cards = (of.get(i, Card) for i in (record.source_id, record.target_id))
            return " to ".join(_name(c) if c is not None else "outside" for c in cards)
        case Card(), "kind":
            return "what they do" if record.kind == "doing" else kind_name(record)
        case Evidence(), "kind":
            return source_kind(record)
        case MapInfo(), "kind":
            return _SHOWS[record.kind]
        case Metric(), "reading":
            return reading(record)
        case Metric(), "value" | "target":
            figure_of = value_of(record, name)
            return "" if figure_of is None else in_unit(record, figure_of)
        case Asset(), "data":
            return facts.picture(record)
        case Conflict(), "about_id":
            return about(of, record)
        case Conflict(), ("ours" | "theirs") as side:
            return words(of, record, side)
    value = value_of(record, name)
    if name == "persona_ids" and value == () and type(record) in EVERYONE:
        return "everyone"
    return _said(of, record, name, value)


def figures(old: Metric, new: Metric) -> str:
    """What a metric was and is, both with their units: "from 93% to 80%"."""
    return f"from {figure(old)} to {figure(new)}"


def readings(old: Metric, new: Metric) -> str:
    """As `figures`, each with its day where they differ: "from 93% (Jul 2026) to 80%"."""
    told = [figure(of) for of in (old, new)]
    if old.date != new.date:
        days = (_day(of.date) for of in (old, new))
        told = [f"{text} ({day})" if day else text for text, day in zip(told, days, strict=True)]
    return f"from {told[0]} to {told[1]}"


def reading(of: Metric) -> str:
    """A metric's value with its unit and day: "80%, Oct 2026"; "" if it has neither."""
    parts = ("" if of.value is None else figure(of), _day(of.date))
    return ", ".join(filter(None, parts))


def figure(of: Metric) -> str:
    """A metric's value with its unit; "nothing" if it has none."""
    return "nothing" if of.value is None else in_unit(of, of.value)


def in_unit(of: Metric, value: float) -> str:
    """A value, or a target, of a metric with its unit."""
    return isolated(with_unit(value, of.unit).replace("\u00a0", " "))


def names_of(of: JourneyMap, ids: tuple[str, ...]) -> str:
    """Several records by their names alone, in one row."""
    return listed([_named(of, record_id) for record_id in ids])


def _said(of: JourneyMap, record: Record, name: str, value: Any) -> str:
    if value is MISSING or value in ("", None, ()):
        return ""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            if name in _SHARES:
                return facts.percent(value)
            return facts.number(value, sign=name in _SCORES)
        case Duration():
            return facts.duration(value)
        case Attribute():
            return f"{value.name}: {value.value}"
        case Reading():
            return f"{_day(value.date) or 'no date'}: {facts.number(value.value)}"
        case BaseModel():
            return facts.in_words(of, name, value) or "(empty)"
        case tuple() if name in type(record).model_fields:
            return ", ".join(_said(of, record, name, item) for item in value)
        case str() if name in reference_fields(type(record)):
            return _named(of, value)
        case str() if name in type(record).model_fields:
            return _day(value) if name in _DAYS else value
        case _:
            return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _scores(feeling: Feeling) -> str:
    parts = [facts.number(feeling.score, sign=True)]
    low, high = (None if v is None else facts.number(v, True) for v in (feeling.low, feeling.high))
    if low or high:
        parts.append(f"{low or '?'} to {high or '?'}")
    if feeling.n is not None:
        parts.append(f"n = {feeling.n}")
    return ", ".join(parts)


def _named(of: JourneyMap, record_id: str) -> str:
    record = of.records.get(record_id)
    return _name(record) if record is not None else "something that is not on the map"


def _name(record: Record) -> str:
    """What a reference to it says: people, personas and stages by their names alone."""
    name = own_name(record)
    if not name and isinstance(record, Evidence):
        return f"a source without a name ({source_kind(record)})"
    if not name:
        return name_of(record)
    plain = isinstance(record, (Person, Persona, Stage))
    return isolated(name if plain else f"“{name}”")


def _day(text: str) -> str:
    return moments.whole(text, datetime.min)
