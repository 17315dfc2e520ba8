"""From records to the one canonical text of a map, byte for byte the same every time.

A record's text is remembered by identity, so that saving after one edit is mostly joining.
"""

import json
from bisect import insort
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

import orjson

from model.change import JourneyMap
from model.records import TABLES, MapInfo, Record, Unknown, Value

FORMAT = "touchline.journey-map"
SCHEMA_VERSION = 1
#: How deep lists and objects may stand in one another, counted from the top of the file.
DEEPEST = 100
#: Whole numbers beyond these would become others in many readers of JSON.
SMALLEST, LARGEST = -(2**63), 2**64 - 1
#: The Unknown record that marks a map read from a file of a newer version.
NEWER = "unknown:schema_version"

#: What stands at the top of a file of this version.
KNOWN_KEYS = ("format", "schema_version", "map", *TABLES)

_INDENTED = orjson.OPT_INDENT_2
_INFINITE = float("inf")
#: So many records may come or go before putting the tables in order anew takes less time.
_FEW = 100
_TABLE_OF = {record_type: table for table, record_type in TABLES.items()}


class NotPlain(ValueError):
    """A value that JSON, or a careful reader of it, cannot hold."""


class Memo:
    """The texts of an open map's records, kept beside it from one `dumps` to the next."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.texts: dict[str, bytes] = {}
        #: Table name -> ids in the file's order; "" for what is unknown.
        self.tables = _tables({})

    def update(self, journey: JourneyMap, most: int | None = None) -> bool:
        """Encode what is new since the last time, by identity, and forget what is gone.

        With `most`, no more records than that are encoded; whether it was all.
        """
        records, known = journey.records, self.records
        new = [i for i, record in records.items() if known.get(i) is not record]
        goal = records
        if most is not None and len(new) > most:
            new = new[:most]
            goal = {**known, **{i: records[i] for i in new}}
        for record_id in new:
            self.texts[record_id] = _entry(record_id, records[record_id])
        if new or len(known) != len(goal):
            self._order(goal, new)
            self.records = dict(goal)
        return goal is records

    def _order(self, records: Mapping[str, Record], new: list[str]) -> None:
        """Bring the tables up to date: all anew, or only by what came and went if that is less."""
        known = self.records
        came = [i for i in new if type(known.get(i)) is not type(records[i])]
        if len(known) + len(came) == len(records) and not any(i in known for i in came):
            went = []
        else:
            went = [i for i in known if type(known[i]) is not type(records.get(i))]
        if len(came) + len(went) > _FEW:
            self.tables = _tables(records)
        else:
            for record_id in went:
                self.tables[_table(known[record_id])].remove(record_id)
            for record_id in came:
                insort(self.tables[_table(records[record_id])], record_id)
        for record_id in went:
            if record_id not in records:
                del self.texts[record_id]


def dumps(journey: JourneyMap, memo: Memo | None = None) -> bytes:
    """`journey` as the bytes of its file.

    Numbers are written as Python would: what is a float always has a point or an
    exponent ("1.0"), so that 1 and 1.0 stay apart in fields this version does not know.
    With `memo`, only records that are new since the last call are encoded.
    """
    return join(parts(journey, memo or Memo()))


def parts(journey: JourneyMap, memo: Memo) -> list[bytes | list[bytes]]:
    """What `join` makes the file of: all that takes the map, as little as takes time."""
    memo.update(journey)
    texts, version = memo.texts, newer_version(journey)
    found: list[bytes | list[bytes]] = [
        b'{\n  "format": "%s",\n  "schema_version": %d,\n  '
        % (FORMAT.encode(), version or SCHEMA_VERSION),
        texts["map"],
    ]
    for table in TABLES:
        found.append(b',\n  "%s": {' % table.encode())
        ids = memo.tables[table]
        if ids:
            found += (b"\n    ", [texts[i] for i in ids], b"\n  ")
        found.append(b"}")
    for record_id in memo.tables[""]:
        if record_id != NEWER or not version:
            found += (b",\n  ", texts[record_id])
    found.append(b"\n}\n")
    return found


def join(found: list[bytes | list[bytes]]) -> bytes:
    """The bytes of a file of its `parts`, which any thread may put together."""
    return b"".join([b",\n    ".join(part) if isinstance(part, list) else part for part in found])


def plain(thing: Record | Value) -> dict[str, Any]:
    """The fields of `thing` as in the file: without its id and without defaults.

    Known fields come first, in their order, then unknown ones, sorted.
    """
    values = thing.__dict__
    known, nested = shape(type(thing))
    result = {n: values[n] for n, d in known if values[n] is not d and values[n] != d}
    for name in nested:
        if name in result:
            value = result[name]
            result[name] = [*map(plain, value)] if isinstance(value, tuple) else plain(value)
    extra = thing.__pydantic_extra__
    if extra:
        for name in sorted(extra):
            result[name] = extra[name]
    return result


def _table(record: Record) -> str:
    return "map" if isinstance(record, MapInfo) else _TABLE_OF.get(type(record), "")


def place_in_file(record: Record) -> tuple[str, str]:
    """The table in which `record` stands and its key there; no table for what is unknown."""
    key = record.id.removeprefix("unknown:")
    taken = isinstance(record, Unknown) and key in KNOWN_KEYS
    return _table(record), f"{key}~2" if taken else key


def value_in_file(record: Record) -> Any:
    """What stands in the file under the key of `record`, as plain JSON values."""
    return _unknown_value(record) if isinstance(record, Unknown) else plain(record)


def newer_version(journey: JourneyMap) -> int:
    """The version of the file that `journey` was read from if it is newer than ours, or 0."""
    mark = journey.records.get(NEWER)
    if isinstance(mark, Unknown) and mark.data.isdecimal() and len(mark.data) < 10:
        return int(mark.data) if int(mark.data) > SCHEMA_VERSION else 0
    return 0


@cache
def shape(thing: type[Record] | type[Value]) -> tuple[tuple[tuple[str, Any], ...], tuple[str, ...]]:
    """The fields of `thing` with their defaults, and the names of those that hold Values."""
    fields = {n: f for n, f in thing.model_fields.items() if n != "id"}
    known = tuple((name, field.get_default()) for name, field in fields.items())
    return known, tuple(n for n, field in fields.items() if _holds_values(field.annotation))


def count_keys(value: Any, depth: int = 1) -> int:
    """How many keys the objects in `value` have; `depth` is how deep `value` stands itself.

    Raises:
        NotPlain: a number is not finite or has more than 64 bits, or it is too deep.
    """
    if isinstance(value, (dict, list)):
        if depth > DEEPEST:
            raise NotPlain("too deep")
        inner = value.values() if isinstance(value, dict) else value
        own = len(value) if isinstance(value, dict) else 0
        return own + sum(count_keys(item, depth + 1) for item in inner)
    if isinstance(value, float) and not -_INFINITE < value < _INFINITE:
        raise NotPlain("not finite")
    if isinstance(value, int) and not SMALLEST <= value <= LARGEST:
        raise NotPlain("too large")
    return 0


def clean(value: Any) -> Any:
    """`value` with every lone surrogate taken out of its texts and keys."""
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode("utf-8")
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value


def _holds_values(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return True
    return any(_holds_values(part) for part in get_args(annotation))


def _entry(record_id: str, record: Record) -> bytes:
    """One `"key": value`, indented as it stands in the file."""
    if isinstance(record, Unknown):
        return _pair(place_in_file(record)[1], _unknown_value(record), b"\n  ")
    if isinstance(record, MapInfo):
        return _pair("map", plain(record), b"\n  ")
    return _pair(record_id, plain(record), b"\n    ")


def _pair(key: str, value: Any, newline: bytes) -> bytes:
    text = to_json(value, _INDENTED).replace(b"\n", newline)
    return to_json(key) + b": " + text


def to_json(value: Any, option: int = 0) -> bytes:
    """`value` as JSON. A lone surrogate that came in past validation may not stop a save."""
    try:
        return orjson.dumps(value, option=option)
    except TypeError:
        return orjson.dumps(clean(value), option=option)


def _unknown_value(record: Unknown) -> Any:
    """What stands in the file for `record`; as text if somebody put no JSON into it."""
    try:
        value = json.loads(record.data)  # orjson would make floats of large whole numbers
        count_keys(value, depth=2)
    except (ValueError, RecursionError):
        return record.data
    return value


def _tables(records: Mapping[str, Record]) -> dict[str, list[str]]:
    tables: dict[str, list[str]] = {table: [] for table in ("map", "", *TABLES)}
    for record_id, record in records.items():
        tables[_table(record)].append(record_id)
    for ids in tables.values():
        ids.sort()
    return tables
