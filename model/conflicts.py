"""Conflicts of a merge: what they are about in words, and one side of them taken."""

import json
from typing import Any, Literal, TypeAlias

from pydantic import ValidationError

from model.change import Change, JourneyMap, apply, diff
from model.edits.common import EditError, changing, need
from model.edits.removing import remove
from model.joining import value_in_words
from model.merge import UNITS
from model.names import field_name, name_of, own_name
from model.records import TABLES, Card, Conflict, Record, Stage, Step

Side: TypeAlias = Literal["ours", "theirs"]

_GONE = "deleted"


def subject(of: JourneyMap, conflict: Conflict) -> str:
    """What it is about: 'touchpoint “Asks Ina”: title'."""
    record = of.records.get(conflict.about_id)
    name = name_of(record) if record is not None else "something that is gone"
    name = name[:1].upper() + name[1:]
    return f"{name}: {field_name(conflict.field)}" if conflict.field else name


def words(of: JourneyMap, conflict: Conflict, side: Side) -> str:
    """What that side made of it, in a few words; "nothing" for an empty field."""
    text: str = getattr(conflict, side)
    if not conflict.field:
        return "kept" if text else _GONE
    value = _value(text)
    record = of.records.get(conflict.about_id)
    if isinstance(record, Card) and conflict.field == "place":
        return _place(of, value)
    if isinstance(value, dict):
        parts = (f"{field_name(k)} {value_in_words(of, k, v)}" for k, v in value.items()
                 if v not in ("", None))  # fmt: skip
        return ", ".join(parts) or "nothing"
    if conflict.field == "persona_ids" and not value:
        return "everyone"
    if isinstance(value, list):
        return ", ".join(value_in_words(of, "_id", item) for item in value) or "nothing"
    return value_in_words(of, conflict.field, value) if value not in ("", None) else "nothing"


def settle(to: JourneyMap, conflict_id: str, side: Side) -> Change:
    """What that side made of it stands on the map, and the conflict is gone.

    Raises:
        EditError: the conflict is gone, or its value fits the map no more.
    """
    conflict = need(to, conflict_id, Conflict)
    now = apply({conflict_id: (conflict, None)}, to)
    text: str = getattr(conflict, side)
    about = conflict.about_id
    if conflict.field:
        record = now.records.get(about)
        if record is None:
            raise EditError("What this was about is not on the map any more.")
        return diff(to, apply(changing(now, _with(record, conflict.field, text)), now))
    if not text:
        return diff(to, apply(remove(now, about), now)) if about in now else diff(to, now)
    value = _value(text)
    kind = next((k for k in TABLES.values() if about.startswith(f"{k.kind_name}_")), None)
    record = now.records.get(about)
    if record is None and kind is None:
        raise EditError("What this was about is not on the map any more.")
    made = _made(type(record) if record is not None else kind, {**value, "id": about})
    return diff(to, apply({about: (record, made)}, now))


def _with(record: Record, field: str, text: str) -> Record:
    """The record with what the conflict kept in a field or a unit of fields."""
    unit = next((u for u in UNITS.get(type(record), ()) if u.name == field), None)
    values = {**record.__dict__, **(record.__pydantic_extra__ or {})}
    for name in unit.fields if unit is not None else (field,):
        values.pop(name, None)
    if text:
        values |= _value(text) if unit is not None else {field: _value(text)}
    return _made(type(record), values)


def _made(kind: Any, values: dict[str, Any]) -> Record:
    try:
        made: Record = kind.model_validate(values)
    except ValidationError as error:
        raise EditError("That value fits the map no more.") from error
    return made


def _value(text: str) -> Any:
    """What the JSON text says; conflicts come out of files too, where it may be anything."""
    try:
        return json.loads(text) if text else ""
    except (ValueError, RecursionError):
        return text


def _place(of: JourneyMap, value: Any) -> str:
    where = value if isinstance(value, dict) else {}
    step = of.get(str(where.get("step_id", "")), Step)
    stage = of.get(step.stage_id, Stage) if step is not None else None
    lane = of.records.get(str(where.get("lane_id", "")))
    names = [own_name(record) for record in (stage, step, lane) if record is not None]
    return " ▸ ".join(filter(None, names)) or "the parking lot"
