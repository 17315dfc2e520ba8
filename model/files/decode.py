"""From bytes to records: a fast way for files in good order, a thorough one for the others.

Both end in the same pydantic validation, so they cannot disagree about what is valid.
"""

import re
from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model

from model.change import JourneyMap
from model.files import migrations
from model.files.door import decode
from model.files.encode import (
    FORMAT,
    KNOWN_KEYS,
    NEWER,
    SCHEMA_VERSION,
    NotPlain,
    count_keys,
    shape,
)
from model.files.errors import short
from model.files.reader import Tree, free_name, read_json
from model.files.words import explain
from model.records import TABLES, MapInfo, Record, Unknown, Value, same

_UPDATE = "Open it with a newer Touchline."
_CORRECT = "Correct it; touchline schema says what a map may hold."
_FOREIGN = f'A map says "format": "{FORMAT}"; docs/file-format.md says the rest.'
_STRING_OR_KEY = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"(\s*+:)?', re.DOTALL)


def read_quickly(data: bytes) -> JourneyMap | None:
    """The map in `data` if it is of this version and nothing about it is odd, or None.

    No parser tells of equal keys, so all keys in the text are counted and compared with
    those that came out of validation.
    """
    try:
        form = FILE.validate_json(data, strict=True)
        records, keys = _records(form)
    except (ValidationError, NotPlain):
        return None
    in_text = sum(1 for colon in _STRING_OR_KEY.findall(data) if colon)
    return JourneyMap(records) if keys == in_text else None


def read_thoroughly(data: bytes, name: str = "") -> tuple[JourneyMap, int, Tree]:
    """The map in `data`, the version of its file, and its Tree with what was odd.

    Raises:
        FileProblem: it cannot be opened; what, where and what to do.
    """
    tree = read_json(decode(data, name), name)
    version = _version(tree)
    if version > SCHEMA_VERSION:
        tree.value["schema_version"] = SCHEMA_VERSION
    elif version < SCHEMA_VERSION:
        _migrate(tree, version)
    _merge_tables(tree)
    _settle_ids(tree)
    try:
        form = FILE.validate_json(orjson.dumps(tree.value), strict=True)
    except ValidationError as error:
        path, what = explain(error)
        if version > SCHEMA_VERSION:
            what = f"a newer Touchline wrote this, which this one cannot read: {what}"
            raise tree.problem(what, path, _UPDATE) from error
        raise tree.problem(what, path, _CORRECT) from error
    records, _keys = _records(form)
    if version > SCHEMA_VERSION:
        records[NEWER] = Unknown(id=NEWER, data=str(version))
    return JourneyMap(records), version, tree


def read_records(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Record]:
    """The records in `tables`, by id: table -> key -> value as in a file, "" for what is unknown.

    Raises:
        ValidationError, NotPlain: they are none, as they would be none in a file.
    """
    rows = {table: tables[table] for table in tables if table and table != "map"}
    file: dict[str, Any] = {"format": FORMAT, "schema_version": SCHEMA_VERSION, **rows}
    if "map" in tables:
        file["map"] = tables["map"]["map"]
    for key, value in tables.get("", {}).items():
        if key in KNOWN_KEYS:
            raise NotPlain("not one record is filed under that")
        file[key] = value
    records, _keys = _records(FILE.validate_json(orjson.dumps(file), strict=True))
    if "map" not in tables:
        del records["map"]
    return records


def _in_file(record_type: type[Record]) -> Any:
    """`record_type` as in the file, where the id is the key and not a field."""
    name, doc = record_type.__name__, record_type.__doc__
    return create_model(name, __base__=record_type, __doc__=doc, id=(str, ""))


_MAP_IN_FILE = _in_file(MapInfo)
_FIELDS: dict[str, Any] = {
    "format": (str, ...),
    "schema_version": (int, ...),
    "map": (_MAP_IN_FILE, Field(default_factory=_MAP_IN_FILE)),
} | {table: (dict[str, _in_file(kind)], {}) for table, kind in TABLES.items()}  # type: ignore[misc]  # made here
FILE: TypeAdapter[Any] = TypeAdapter(
    create_model(
        "File",
        __config__=ConfigDict(extra="allow", allow_inf_nan=False, defer_build=True),
        **_FIELDS,
    )
)


def _records(form: Any) -> tuple[dict[str, Record], int]:
    """The records in `form`, and how many keys its text must have had.

    Raises:
        NotPlain: something in it needs the thorough way.
    """
    if form.format != FORMAT or form.schema_version != SCHEMA_VERSION:
        raise NotPlain("of another version")
    records: dict[str, Record] = {"map": form.map}
    expected = 1
    keys = len(form.model_fields_set) + _settle("map", form.map, MapInfo, 3)
    for table, record_type in TABLES.items():
        rows = getattr(form, table)
        for record_id, record in rows.items():
            keys += _settle(record_id, record, record_type, 4)
        records.update(rows)
        expected += len(rows)
        keys += len(rows)
    for key, value in sorted(form.model_extra.items()):
        keys += count_keys(value, 2)
        record_id = f"unknown:{key}"
        records[record_id] = Unknown(id=record_id, data=orjson.dumps(value).decode())
        expected += 1
    if len(records) != expected or "" in records:
        raise NotPlain("an id that stands for two things, or for nothing")
    return records, keys


def _settle(record_id: str, record: Any, record_type: type[Record], depth: int) -> int:
    """Make of a record in the form a record of the model; how many keys it had."""
    if record.id:
        raise NotPlain("an id inside a record")
    keys = _count_fields(record, record_type, depth)
    record.__dict__["id"] = record_id
    object.__setattr__(record, "__class__", record_type)
    record.__pydantic_fields_set__.add("id")
    return keys


def _count_fields(thing: BaseModel, kind: type[Record] | type[Value], depth: int) -> int:
    keys = len(thing.__pydantic_fields_set__)
    values = thing.__dict__
    for name in shape(kind)[1]:
        value = values[name]
        if value is None or value == ():
            continue
        parts = value if isinstance(value, tuple) else (value,)
        inner = depth + 1 if isinstance(value, tuple) else depth
        keys += sum(_count_fields(part, type(part), inner + 1) for part in parts)
    if thing.__pydantic_extra__:
        keys += sum(count_keys(value, depth) for value in thing.__pydantic_extra__.values())
    return keys


def _version(tree: Tree) -> int:
    """The version in `tree`, which may be older or newer than ours.

    Raises:
        FileProblem: it is no journey map at all.
    """
    value = tree.value
    if not isinstance(value, dict):
        what = "this is JSON, but no journey map: it is not in braces"
        raise tree.problem(what, (), _FOREIGN)
    if value.get("format") != FORMAT:
        found = value.get("format")
        what = f'"format" is {short(repr(found))}' if "format" in value else 'it has no "format"'
        raise tree.problem(
            f"this is JSON, but no journey map: {what}",
            ("format",),
            _FOREIGN,
        )
    version = value.get("schema_version")
    if type(version) is not int or not 0 <= version < 10**9:
        raise tree.problem(
            f'"schema_version" is needed, a whole number, {SCHEMA_VERSION} in this version',
            ("schema_version",),
            _CORRECT,
        )
    return version


def _migrate(tree: Tree, version: int) -> None:
    trail = migrations.Trail()
    tree.twice.clear()  # what stood at the top of an older file twice was no table of ours
    try:
        tree.value = migrations.migrate(tree.value, version, trail)
    except migrations.CannotMigrate as error:
        what = f"this file of version {version} cannot be brought up to date: {error}"
        raise tree.problem(what, error.path, _CORRECT) from error
    tree.moved.update(trail.moved)
    for what, path in trail.notes:
        tree.note(what, path)


def _merge_tables(tree: Tree) -> None:
    """Bring tables (or "map"s) of one name together again, losing nothing of either."""
    again: dict[tuple[str, str], int] = {}
    for key, name, index in tree.twice:
        first, second = tree.value[key], tree.value[name]
        if key not in KNOWN_KEYS or not isinstance(first, dict) or not isinstance(second, dict):
            continue
        del tree.value[name]
        if index < len(tree.notes):  # else it was one too many to be kept
            what = f'"{key}" stands here twice; brought together'
            tree.notes[index] = (what, (key,), tree.notes[index][2])
        for inner, value in second.items():
            free = inner
            if inner in first and not same(first[inner], value):
                number = again.get((key, inner), 2)
                free, again[key, inner] = free_name(inner, first, second, number=number)
                tree.note(f'"{short(inner)}" is in both; kept as "{short(free)}"', (key, free))
            first[free] = value
            tree.moved[key, free] = (name, inner)


def _settle_ids(tree: Tree) -> None:
    """Give records whose id is taken, or empty, one of their own; the first one keeps it."""
    tables = {t: tree.value[t] for t in TABLES if isinstance(tree.value.get(t), dict)}
    if isinstance(tree.value.get("map"), dict):
        _inner_id(tree, ("map",), "map", tree.value["map"])
    seen = {"map"} | {f"unknown:{key}" for key in tree.value if key not in KNOWN_KEYS}
    everywhere = {record_id for rows in tables.values() for record_id in rows}
    for table, rows in tables.items():
        for record_id, row in list(rows.items()):
            if isinstance(row, dict):
                _inner_id(tree, (table, record_id), record_id, row)
            if record_id and record_id not in seen:
                seen.add(record_id)
                continue
            free, _ = free_name(record_id or TABLES[table].kind_name, seen, everywhere)
            seen.add(free)
            rows[free] = rows.pop(record_id)
            tree.moved[table, free] = (table, record_id)
            reason = "is used elsewhere too" if record_id else "is empty"
            what = f'the id "{short(record_id)}" {reason}; this is now "{short(free)}"'
            tree.note(what, (table, free))


def _inner_id(tree: Tree, path: tuple[str, ...], record_id: str, row: dict[str, Any]) -> None:
    """An "id" in a record says nothing new, unless it says something else than the key."""
    if "id" not in row:
        return
    inner = row.pop("id")
    if inner != record_id:
        free, _ = free_name("id", row)
        row[free] = inner
        tree.moved[(*path, free)] = (*path, "id")
        tree.note(f'the record\'s own "id" is not its key; kept as "{free}"', (*path, free))
