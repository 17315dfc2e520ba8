"""A comparison for programs: every difference, field by field, in journey order."""

import json
from collections.abc import Iterator
from typing import Any, Final

import orjson
from pydantic import BaseModel

from model.compare import Comparison, Item
from model.comparing.details import where
from model.comparing.review_traces import traces, untold
from model.comparing.sentence import sentence
from model.comparing.values import set_fields
from model.records import Record, same
from model.units import MISSING, unit_of, value_of

FORMAT: Final = "touchline.diff"
VERSION: Final = 1


def change_json(c: Comparison, old_name: str, new_name: str) -> str:
    """The whole comparison as JSON text, ending in a line break.

    `before` is null where a record was added and `after` where it was removed; so is either
    where it did not have the field, which only fields of other programs can be.

    What a review left besides is no change, here as in the reports for people: where there is
    any of it, it stands under a key of its own, in the same shape.
    """
    marks = {item.id for item in traces(c)}
    told, left = [], []
    for item in c.items:
        if item.id in marks:
            left.append(_change(c, item, item.fields))
            continue
        own = tuple(name for name in item.fields if name not in untold(item))
        told.append(_change(c, item, own))
        if own != item.fields:
            left.append(_change(c, item, untold(item)))
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "old": old_name,
        "new": new_name,
        "summary": sentence(c),
        "changes": told,
    }
    return _written(whole | ({"review": left} if left else {})) + "\n"


def _written(whole: dict[str, Any]) -> str:
    try:  # many times as fast where lines are indented
        return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode()
    except TypeError:  # a field of another program may hold a whole number beyond 64 bits
        return json.dumps(whole, indent=2, ensure_ascii=False)


def _change(c: Comparison, item: Item, units: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": item.id,
        "record": item.record,
        "kinds": list(item.kinds),
        "place": where(c, item),
        "fields": [
            {"field": name, "before": _plain(before), "after": _plain(after)}
            for name, before, after in _fields(item, units)
        ],
        "because": item.because or None,
    }


def _fields(item: Item, units: tuple[str, ...]) -> Iterator[tuple[str, Any, Any]]:
    """Every field that differs, with both values; of units those fields that do."""
    old, new = item.before, item.after
    if old is None or new is None or type(old) is not type(new):
        yield from ((name, value, None) for name, value in _all_set(old))
        yield from ((name, None, value) for name, value in _all_set(new))
        return
    for unit in units:
        # A field of another program may be called like a unit.
        names = dict.fromkeys((*unit_of(type(new), unit).fields, unit))
        for name in names:
            before, after = value_of(old, name), value_of(new, name)
            if not same(before, after):
                yield name, before, after


def _all_set(record: Record | None) -> Iterator[tuple[str, Any]]:
    if record is None:
        return
    names = set_fields(record)
    if getattr(record, "order", ""):
        names = ("order", *names)
    yield from ((name, value_of(record, name)) for name in names)


def _plain(value: Any) -> Any:
    """A value as the map's file has it."""
    match value:
        case BaseModel():
            return value.model_dump(mode="json", exclude_defaults=True)
        case tuple() | list():
            return [_plain(item) for item in value]
        case _ if value is MISSING:
            return None
        case _:
            return value
