"""Conflicts of a merge: what they are about in words, and one side of them taken."""

import json
from typing import Any, Literal, TypeAlias

from pydantic import ValidationError

from model.change import Change, JourneyMap, apply, diff
from model.edits.common import EditError, changing, need
from model.edits.removing import remove
from model.joining import value_in_words
from model.labels import feeling_of, quoted, where
from model.merge import UNITS
from model.names import field_name, name_of, own_name
from model.records import TABLES, Card, Conflict, Feeling, Link, Record, Stage, Step, Vote
from model.references import mentions

Side: TypeAlias = Literal["ours", "theirs"]

_GONE = "deleted"
#: Characters of a value that are shown; of what comes before a difference within it.
_LONGEST, _BEFORE = 400, 40


def subject(of: JourneyMap, conflict: Conflict) -> str:
    """What it is about: 'touchpoint “Asks Ina”: title'."""
    record = of.records.get(conflict.about_id)
    name = _name(of, record) if record is not None else "something that is gone"
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
    if conflict.field == "persona_ids" and not value:
        return "everyone"
    return _said(of, conflict.field, value) or "nothing"


def in_brief(*texts: str) -> tuple[str, ...]:
    """Texts on one line each, long ones cut, but not where they begin to differ."""
    lines = [text.replace("\n", " ↵ ") for text in texts]
    pairs = enumerate(zip(*lines, strict=False))
    differ = next((n for n, letters in pairs if len(set(letters)) > 1), min(map(len, lines)))
    start = differ - _BEFORE if differ > _LONGEST // 2 else 0
    cut = []
    for text in lines:
        left = text[start:] if len(text) > _LONGEST else text
        begun = "…" if len(left) < len(text) else ""
        cut.append(begun + (left if len(left) <= _LONGEST else f"{left[:_LONGEST].rstrip()}…"))
    return tuple(cut)


def _name(of: JourneyMap, record: Record) -> str:
    """A record by its name, or by what it stands at."""
    match record:
        case Feeling():
            whose = feeling_of(of, record.persona_id, record.measure)
            return f"{whose} at {where(of, record.step_id or record.card_id)}"
        case Vote() if (card := of.get(record.card_id, Card)) is not None:
            return f"dots on {quoted(card)}"
        case Link() if not record.label:
            ends = (of.get(i, Card) for i in (record.source_id, record.target_id))
            first, last = (quoted(card) if card is not None else "outside" for card in ends)
            return f"link from {first} to {last}"
        case _:
            return name_of(record)


def _said(of: JourneyMap, name: str, value: Any) -> str:
    """A value in words; "" for one that says nothing."""
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            said = ((field_name(str(k)), _said(of, str(k), v)) for k, v in value.items())
            return ", ".join(f"{k} {text}" for k, text in said if text)
        case list():
            return ", ".join(filter(None, (_said(of, "_id", item) for item in value)))
        case _:
            return value_in_words(of, name, value)


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
        taken = _with(record, conflict.field, text)
        known = {named for _, named in mentions(record)}
        if any(named not in now and named not in known for _, named in mentions(taken)):
            raise EditError("What that refers to is not on the map any more.")
        return diff(to, apply(changing(now, taken), now))
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
