"""A record's fields as lines of plain text, one fact a line, for the outline of a map.

What has its default is left out, as in the file. Ids never show: a reference is written
as the name of what it points to.
"""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from model.change import JourneyMap
from model.names import field_name, name_on, own_name
from model.records import (
    Asset,
    Attribute,
    Duration,
    Evidence,
    Reading,
    Record,
    Value,
    VersionLabel,
)
from model.references import reference_fields

#: Shares of 0..1, written in percent.
_SHARES = frozenset({"share", "affected"})
#: Fields of values (which have no ids of their own) that hold ids.
_IDS_IN_VALUES = frozenset({"about", "persona_ids", "owner_ids"})
_SINGULAR = {"series": "reading", "evidence": "evidence"}
_LABELS = {"n": "sample size", "review_every_days": "days between reviews"}


def facts(of: JourneyMap, record: Record, shown: Collection[str] = ()) -> Iterator[str]:
    """One line, or a few for a text of several lines, for each field that says something.

    `shown` are fields that stand elsewhere already. Unknown fields come last, by name.
    """
    left_out = {"id", "order", *shown}
    for name, default in _fields(type(record)):
        value = getattr(record, name)
        if name in left_out or value == default:
            continue
        if isinstance(value, tuple):
            for item in value:
                yield from labelled(_label(name, one=True), _text(of, record, name, item))
        elif isinstance(value, VersionLabel):
            for part, text in _parts(of, value):
                yield from labelled(f"Version, {part}", text)
        else:
            yield from labelled(_label(name), _text(of, record, name, value))
    for name, value in sorted((record.__pydantic_extra__ or {}).items()):
        yield from labelled(f"Unknown field {json.dumps(name, ensure_ascii=False)}", _json(value))


def labelled(label: str, text: str) -> Iterator[str]:
    """`label: text`; what follows the text's first line stands below it, further in."""
    first, *rest = plain(text).split("\n")
    yield f"{label}: {first}" if first else f"{label}:" if rest else label
    for line in rest:
        yield f"    {line}" if line else ""


def reference(of: JourneyMap, record_id: str, kinds: Collection[str]) -> str:
    """What is pointed to: by its name alone where it can be of one kind only."""
    record = of.records.get(record_id)
    if isinstance(record, Evidence) and not record.title:
        source = record.source or record.finding
        return f"{record.kind}, {source}" if source else record.kind
    if record is not None and record.kind_name in kinds and len(kinds) == 1:
        return own_name(record) or name_on(of, record_id)
    return name_on(of, record_id)


def plain(text: str) -> str:
    """`text` with what a terminal would obey, or take for the end of a line, written out."""
    if text.isprintable():
        return text
    return "".join(
        repr(c)[1:-1] if c != "\n" and unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") else c
        for c in text
    )


def number(value: float, sign: bool = False) -> str:
    """A figure in full: "3", "0.25"; with `sign` "+1.5", "0"."""
    text = str(int(value)) if value == int(value) else repr(value)
    return f"+{text}" if sign and value > 0 else text


def percent(share: float) -> str:
    """A share in percent, in full: 0.07 is "7%"."""
    return f"{(Decimal(repr(share)) * 100).normalize():f}%"


def duration(of: Duration) -> str:
    """ "2 to 5 minutes, typically 3"; whatever of it is known."""
    low, typical, high = (None if v is None else number(v) for v in (of.low, of.typical, of.high))
    span = f"{low} to {high}" if low and high else f"from {low}" if low else ""
    span = span or (f"up to {high}" if high else "")
    figure = f"{span or typical or ''} {of.unit}".strip()
    return f"{figure}, typically {typical}" if span and typical else figure


def picture(of: Asset) -> str:
    """Type, size and a mark of the content, by which two pictures can be told apart."""
    mark = hashlib.sha256(of.data.encode()).hexdigest()[:12]
    return f"{of.media_type}, {len(of.data) * 3 // 4} bytes, content {mark}"


@cache
def _fields(kind: type[Record] | type[Value]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, field.get_default()) for name, field in kind.model_fields.items())


def _label(name: str, one: bool = False) -> str:
    words = _LABELS.get(name) or field_name(name)
    if one:
        words = _SINGULAR.get(words, words.removesuffix("s"))
    return words[:1].upper() + words[1:]


def _text(of: JourneyMap, record: Record, name: str, value: Any) -> str:
    kinds = reference_fields(type(record)).get(name)
    if kinds is not None:
        return reference(of, value, kinds)
    return in_words(of, name, value)


def in_words(of: JourneyMap, name: str, value: Any) -> str:
    """One value of a field that holds no ids itself; ids in its parts are told by name."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return percent(value) if name in _SHARES else number(value)
        case Duration():
            return _with_unknown(duration(value), value)
        case Attribute():
            return _with_unknown(f"{value.name}, {value.value}", value)
        case Reading():
            return _with_unknown(f"{value.date or 'no date'}, {number(value.value)}", value)
        case Value():
            parts = ", ".join(f"{label} {text}" for label, text in _parts(of, value))
            return _with_unknown(parts, value)
        case _:
            return str(value) or "(empty)"


def _parts(of: JourneyMap, value: Value) -> Iterator[tuple[str, str]]:
    """The fields of a value that say something, with their labels."""
    for name, default in _fields(type(value)):
        item = getattr(value, name)
        if item == default:
            continue
        items = item if isinstance(item, tuple) else (item,)
        if name in _IDS_IN_VALUES:
            items = tuple(name_on(of, i) for i in items)
        yield field_name(name), " + ".join(in_words(of, name, item) for item in items)
    if isinstance(value, VersionLabel) and value.__pydantic_extra__:
        yield "unknown", _json(value.__pydantic_extra__)


def _with_unknown(text: str, value: Value) -> str:
    extra = value.__pydantic_extra__
    return f"{text}, unknown {_json(extra)}" if extra else text


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
