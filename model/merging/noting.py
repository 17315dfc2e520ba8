"""How a conflict writes down values: JSON text, and "" for what is not there."""

import json
from typing import Any

from pydantic import BaseModel

from model.records import Conflict, Record
from model.units import MISSING, Unit, unit_of, values_of


def field_text(record: Record | None, field: str) -> str | None:
    """A record's value as a conflict about that field notes it, or of the whole; None for none."""
    if record is None:
        return None
    return text_of(record, unit_of(type(record), field)) if field else whole_text(record)


def text_of(record: Record | None, unit: Unit) -> str:
    """A unit's value as JSON text; "" where there is none."""
    if record is None:
        return ""
    values = {
        name: value for name, value in values_of(record, unit).items() if value is not MISSING
    }
    if unit.fields == (unit.name,):
        return _json(values[unit.name]) if values else ""
    return _json(values)


def whole_text(record: Record | None) -> str:
    """All of a record that is not as it begins, as JSON text; "" for none."""
    return "" if record is None else _json(record.model_dump(mode="json", exclude_defaults=True))


def all_said(conflict: Conflict) -> tuple[str, ...]:
    """All that a conflict says, but for what its sides are called and which is which."""
    sides = sorted((conflict.ours, conflict.theirs))
    extras = _json(conflict.__pydantic_extra__ or {})
    return conflict.about_id, conflict.field, conflict.base, *sides, extras


def _json(value: Any) -> str:
    def plain(item: Any) -> Any:
        assert isinstance(item, BaseModel), "records hold JSON and models alone"
        return item.model_dump(mode="json", exclude_defaults=True)

    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=plain)
