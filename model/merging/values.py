"""The values that a conflict keeps: read from its texts, put into a record, two made one.

Conflicts come out of files too, where anything may stand in them: what is no value for its
place is an `EditError`, never a crash.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic import ValidationError

from model.edits.common import EditError, with_fields
from model.files.encode import clean, count_keys
from model.ids import derived_id
from model.joining import with_extras
from model.merging.lists import EVERYONE
from model.merging.strategies import strategy_of
from model.merging.texts import woven
from model.records import (
    LONGEST_TEXT,
    TABLES,
    Asset,
    Conflict,
    Feeling,
    MapInfo,
    Metric,
    Record,
    Unknown,
    Vote,
    same,
)
from model.units import MISSING, Unit, unit_of, units, value_of, values_of

#: How a value is typed: words on one line or several, one entry a line, a figure, a day, or a
#: figure with its day.
Form: TypeAlias = Literal["line", "lines", "list", "number", "whole", "day", "reading"]

#: Texts that are more than a line; other texts are names, titles and the like.
_LONG = frozenset((
    "body", "description", "note", "text", "finding", "quote", "scenario", "scope", "reason",
    "customer_goal", "business_goal", "expected", "measured", "validated_reason",
))  # fmt: skip
#: Texts that are no words: two of them, one after the other, say nothing.
_NO_WORDS = frozenset((
    "id", "order", "colour", "icon", "url", "phase", "baseline", "media_type", "data", "initials",
    "language", "collapsed_height",
))  # fmt: skip
#: Their ids say what they stand for, so there is never a second one.
_SINGLE = (MapInfo, Feeling, Vote, Asset, Unknown, Conflict)
_UNFIT = "That value fits the map no more."


def parsed(text: str) -> Any:
    """What a conflict's text says; "" for none, and the text itself where it is no JSON."""
    try:
        return json.loads(text) if text else ""
    except (ValueError, RecursionError):
        return text


def with_value(record: Record, field: str, text: str) -> Record:
    """The record with a conflict's text as the value of a field, or of a unit of fields.

    Raises:
        EditError: it is no such value.
    """
    unit = unit_of(type(record), field)
    values = {**record.__dict__, **(record.__pydantic_extra__ or {})}
    for name in unit.fields:
        values.pop(name, None)
    if text:
        value = parsed(text)
        together = unit.fields != (field,)
        if together and not isinstance(value, dict):
            raise EditError(_UNFIT)
        held = {n: v for n, v in value.items() if n in unit.fields} if together else {field: value}
        values.update(held)
    return made(type(record), values, record.id)


def whole(about_id: str, text: str, now: Record | None) -> Record:
    """The record that a conflict about all of it keeps.

    Raises:
        EditError: there is none in the text, or it is no record of this map.
    """
    value = parsed(text)
    kind = next((k for k in TABLES.values() if about_id.startswith(f"{k.kind_name}_")), None)
    kind = kind if now is None else type(now)
    if kind is None or not isinstance(value, dict):
        raise EditError(_UNFIT)
    return made(kind, {**value, "id": about_id}, about_id)


def made(kind: type[Record], values: Mapping[str, Any], record_id: str) -> Record:
    """A record of these values, as an edit would make it.

    Raises:
        EditError: they are no record, not one of that id, or more than a file can hold.
    """
    try:
        count_keys([v for name, v in values.items() if name not in kind.model_fields], 2)
        new: Record = kind.model_validate({clean(name): _clean(v) for name, v in values.items()})
    except (ValidationError, ValueError, RecursionError) as error:
        raise EditError(_UNFIT) from error
    if new.id != record_id:
        raise EditError(_UNFIT)
    return new


def _clean(value: Any) -> Any:
    return clean(value) if isinstance(value, str | dict | list) else value


def form_of(record: Record, field: str) -> Form | None:
    """How somebody types a value of that field; None where it is chosen elsewhere."""
    if field == "scores" and type(record) is Feeling:
        return "number"
    if _is_reading(record, field):
        return "reading"
    known = type(record).model_fields.get(field)
    if known is None:
        value = (record.__pydantic_extra__ or {}).get(field)
        if isinstance(value, bool):
            return None
        return "lines" if isinstance(value, str) else "number" if _is_number(value) else None
    if field in _NO_WORDS:
        return None
    kind = known.annotation
    kinds = [part for part in get_args(kind) if part is not type(None)] or [kind]
    patterns = [getattr(rule, "pattern", None) for rule in known.metadata]
    if kind is str:
        if any(getattr(rule, "max_length", None) == LONGEST_TEXT for rule in known.metadata):
            return "lines" if field in _LONG else "line"
        return "day" if any(patterns) else None
    if get_origin(kind) is tuple:
        return "list" if field.endswith(_LISTS) else None
    bare = [get_args(part)[0] if get_args(part) else part for part in kinds]
    return "whole" if bare == [int] else "number" if bare == [float] else None


_LISTS = ("tags", "goals", "needs", "motivations", "frustrations")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def typed_form(record: Record, field: str) -> str:
    """What a field says, as somebody would type it."""
    if _is_reading(record, field):
        figure, day = (typed_form(record, name) for name in ("value", "date"))
        return f"{figure}, {day}" if day else figure
    name = "score" if field == "scores" and type(record) is Feeling else field
    value = value_of(record, name)
    if isinstance(value, tuple | list):
        return "\n".join(str(entry) for entry in value)
    if value is None or value is MISSING:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def typed_value(record: Record, field: str, typed: str) -> Record:
    """The record with what somebody typed for that field.

    Raises:
        EditError: it is no value of that field; the message says what is.
    """
    form = form_of(record, field)
    if form is None:
        raise EditError("This is chosen in the details, not typed.")
    if form == "reading":
        figure, day = _split(typed)
        return with_fields(record, value=_read("number", figure), date=day)
    value: Any = _read(form, typed.strip())
    if field == "scores" and type(record) is Feeling:
        if value is None:
            raise EditError("Type a figure.")
        return with_fields(record, score=value, low=None, high=None, n=None)
    if field in type(record).model_fields:
        return with_fields(record, **{field: value})
    return with_extras(record, {field: value})


def _is_reading(record: Record, field: str) -> bool:
    return field == "reading" and type(record) is Metric


def _split(typed: str) -> tuple[str, str]:
    """A figure and its day, "" for what is missing: "4,5, 2026-10"."""
    figure, between, day = typed.strip().rpartition(" ")
    if not between and "-" not in day[1:]:  # a day begins with its year, a figure with its sign
        figure, day = day, ""
    return figure.strip().rstrip(",;"), day


def _read(form: Form, typed: str) -> Any:
    if form == "list":
        return tuple(filter(None, (line.strip() for line in typed.splitlines())))
    if form == "line":
        return " ".join(typed.split())
    if form in ("lines", "day"):
        return typed
    if not typed:
        return None
    plain = typed.replace("\u2212", "-").replace(",", ".")
    try:
        return int(plain) if form == "whole" else float(plain)
    except ValueError as error:
        raise EditError("Type a figure.") from error


def in_both(record: Record, field: str, before: str, ours: Record, theirs: Record) -> Record:
    """The record with both values of a field: both texts, or the entries of both lists.

    Of a text that was `before`, in a conflict's words, the edits of both where that can be.

    Raises:
        EditError: of two such values one stands.
    """
    name = unit_of(type(record), field).fields[0]
    one, other = (value_of(r, name) for r in (ours, theirs))
    known = name in type(record).model_fields
    form = form_of(ours, name)
    if isinstance(one, str) and isinstance(other, str) and form in ("line", "lines"):
        value: Any = None
        if before and strategy_of(type(record), name) == "words":
            value = woven(str(parsed(before)), one, other)
        if value is None or value in (one, other):
            value = _one_after_the_other(one, other, " / " if form == "line" else "\n")
    elif isinstance(one, tuple | list) and isinstance(other, type(one)):
        everyone = name == "persona_ids" and type(record) in EVERYONE and not (one and other)
        both = () if everyone else (*one, *(e for e in other if not any(same(e, o) for o in one)))
        value = type(one)(both)
    else:
        raise EditError("Both cannot stand here.")
    if known:
        return with_fields(record, **{name: value})
    return with_extras(record, {name: value})


def _one_after_the_other(one: str, other: str, between: str) -> str:
    if one.strip() in other:
        return other
    return one if other.strip() in one else f"{one.rstrip()}{between}{other.lstrip()}"


def twin(record: Record, conflict: Conflict) -> Record:
    """The same under an id of its own, which is the same whoever makes it.

    Raises:
        EditError: there is never a second one of its kind.
    """
    if isinstance(record, _SINGLE):
        raise EditError("There is but one of these.")
    new_id = derived_id(type(record), "both", conflict.about_id, conflict.field, conflict.theirs)
    return made(
        type(record),
        {**record.__dict__, **(record.__pydantic_extra__ or {}), "id": new_id},
        new_id,
    )


def differences(before: Record, after: Record) -> list[Unit]:
    """The units in which two records of one type are not the same, but for their order."""
    return [
        unit
        for unit in units(before, after, None)
        if unit.name != "order" and not same(values_of(before, unit), values_of(after, unit))
    ]
