"""Files as plain values, made from the schema: whatever it allows, Hypothesis may write."""

from functools import cache
from typing import Any

import orjson
from hypothesis import strategies as st

from model.files.encode import LARGEST, SMALLEST
from model.files.schema import schema
from model.records import TABLES

Plain = dict[str, Any]
SCHEMA = schema()

#: Every character but lone surrogates, which no file can hold.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.one_of(
    st.sampled_from(["a", "b", "stage_1", "card_9~2", "x y", "", '"', "\\", ":"]), TEXTS
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(SMALLEST, LARGEST),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
_OF_PATTERN = {
    r"^[0-9A-Za-z]*$": st.from_regex(r"[0-9A-Za-z]{0,5}", fullmatch=True),
    r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$": st.one_of(
        st.just(""), st.dates().map(str), st.sampled_from(["2026", "2026-09", "0001-01-01"])
    ),
    r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$": st.sampled_from(["", "en", "pt-BR", "zh-Hant-TW"]),
}


def files() -> st.SearchStrategy[Plain]:
    """A file of the newest version, any part of it missing, unknown parts included."""
    return _object(SCHEMA).filter(_ids_differ)


def file_bytes() -> st.SearchStrategy[bytes]:
    """The same as bytes, in a form that Touchline itself would not choose."""
    return files().map(orjson.dumps)


def _ids_differ(file: Plain) -> bool:
    """Whether no two records share an id and none is empty: another test is about those."""
    tables = [file[key] for key in TABLES if key in file]
    ids = ["map", *(f"unknown:{key}" for key in file), *(i for rows in tables for i in rows)]
    return len(ids) == len(set(ids)) and "" not in ids


@cache
def _strategy(reference: str) -> st.SearchStrategy[Any]:
    return _object(SCHEMA["$defs"][reference.rsplit("/", 1)[1]])


def _object(kind: Plain) -> st.SearchStrategy[Plain]:
    fields = {name: _value(name, field) for name, field in kind["properties"].items()}
    required = {name: fields.pop(name) for name in kind.get("required", ())}
    known = st.fixed_dictionaries(required, optional=fields)
    if not fields:
        return known
    reserved = {*fields, *required, "id"}
    unknown = st.dictionaries(NAMES.filter(lambda n: n not in reserved), ANYTHING, max_size=2)
    return st.builds(lambda a, b: {**b, **a}, known, st.one_of(st.just({}), unknown))


def _value(name: str, field: Plain) -> st.SearchStrategy[Any]:
    if name == "occurred_at" or (name == "date" and "pattern" not in field):
        return st.one_of(st.just(""), st.datetimes().map(lambda moment: moment.isoformat()))
    if "anyOf" in field:
        return st.one_of([_value("", branch) for branch in field["anyOf"]])
    if "$ref" in field:
        return st.deferred(lambda: _strategy(field["$ref"]))
    if "const" in field:
        return st.just(field["const"])
    if "enum" in field:
        return st.sampled_from(field["enum"])
    kind = field["type"]
    if kind == "object":
        rows = _value("", field["additionalProperties"])
        return st.dictionaries(NAMES, rows, max_size=2)
    if kind == "array":
        return st.lists(_value("", field["items"]), max_size=2)
    if kind == "integer":
        return st.integers(field["minimum"], field["maximum"])
    if kind == "number":
        return st.floats(field["minimum"], field["maximum"])
    if kind == "string":
        return _OF_PATTERN.get(
            field.get("pattern"), TEXTS.map(lambda t: t[: field.get("maxLength")])
        )
    return st.booleans() if kind == "boolean" else st.none()
