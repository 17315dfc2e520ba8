"""Hostile values: a wrong kind of value in every field of every record, and ranges exceeded.

Made from the file's own JSON Schema, so that a new field is in the corpus from its first day.
"""

from collections.abc import Iterator
from typing import Any

from model.files.schema import schema
from model.records import TABLES
from tests.faults.hostile import Hostile, of_tables, opens, refused

Plain = dict[str, Any]
_SCHEMA = schema()
#: One value of every kind of JSON, with the names of the schema's types that it fits.
_VALUES: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("a text", "\u00bfque?", ("string",)),
    ("a number", 7, ("integer", "number")),
    ("a fraction", 7.5, ("number",)),
    ("true", True, ("boolean",)),
    ("null", None, ("null",)),
    ("a list", [[]], ("array",)),
    ("an object", {"a": 1}, ("object",)),
)


def files() -> Iterator[Hostile]:
    """Every field once, with the wrong kinds in turn; a long run tries each kind in each."""
    yield from _wrong_tops()
    for turn, (table, name, field) in enumerate(_fields()):
        wrong = [value for value in _VALUES if not _fits(field, value[2])]
        for number, (kind, value, _) in enumerate(wrong):
            yield Hostile(
                "wrong kinds",
                f"{table}.{name}, {kind}",
                f"{kind} stands where {name} of {table} belongs.",
                refused(name.rpartition("/")[2]),
                _with(table, name, value),
                soak=number != turn % len(wrong),
            )
        yield from _ranges(table, name, field)


def _wrong_tops() -> Iterator[Hostile]:
    for turn, table in enumerate(("map", *TABLES)):
        for number, (kind, value, types) in enumerate(_VALUES):
            if "object" not in types:
                odd = f"{kind} stands where a table or the map belongs."
                yield Hostile(
                    "wrong kinds",
                    f"{table}, {kind}",
                    odd,
                    refused(table),
                    of_tables(**{table: value}),
                    soak=number != turn % 6,
                )
                if table != "map":
                    yield Hostile(
                        "wrong kinds",
                        f"a record of {table}, {kind}",
                        f"{kind} stands where a record belongs.",
                        refused(f"{table}/x"),
                        of_tables(**{table: {"x": value}}),
                        soak=number != (turn + 3) % 6,
                    )
    for kind, value, _ in _VALUES:
        odd = f"{kind} stands in a table and in records that no version knows."
        yield Hostile(
            "unknown parts",
            f"unknown, {kind}",
            odd,
            opens(),
            of_tables(
                x=value,
                map={"x": value},
                people={"p": {"x": value}},
                personas={"q": {"attributes": [{"x": value}]}},
                cards={"c": {"x": value, "wait": {"x": value}}},
            ),
        )


def _fields() -> Iterator[tuple[str, str, Plain]]:
    """Every field of every table, also those inside its values: ("cards", "wait/low", ...)."""
    for table in ("map", *TABLES):
        top = _SCHEMA["properties"][table]
        kind = top if table == "map" else top["additionalProperties"]
        for name, field in _of(kind)["properties"].items():
            yield table, name, field
            inner = _inner(field)
            for part, value in inner.items():
                yield table, f"{name}/{part}", value


def _of(kind: Plain) -> Plain:
    """What a reference of the schema refers to."""
    if "$ref" not in kind:
        return kind
    found: Plain = _SCHEMA["$defs"][kind["$ref"].rsplit("/", 1)[1]]
    return found


def _branches(field: Plain) -> list[Plain]:
    return [_of(branch) for branch in field.get("anyOf", [field])]


def _inner(field: Plain) -> Plain:
    """The fields of the value that `field` holds, or that its list holds."""
    for branch in _branches(field):
        part = _of(branch.get("items", branch))
        if "properties" in part:
            found: Plain = part["properties"]
            return found
    return {}


def _fits(field: Plain, types: tuple[str, ...]) -> bool:
    for branch in _branches(field):
        kind = branch.get("type") or (
            "string" if "enum" in branch or "const" in branch else "object"
        )
        if kind in types:
            return True
    return False


def _with(table: str, path: str, value: Any) -> bytes:
    """A file of one record, in which `path` holds `value`."""
    name, _, part = path.partition("/")
    if part:
        field = next(f for t, n, f in _fields() if (t, n) == (table, name))
        value = {part: value}
        if any("items" in branch for branch in _branches(field)):
            value = [value]
    record: Plain = {"stage_id": "s"} if table == "steps" else {}
    record[name] = value
    return of_tables(**{table: record if table == "map" else {"x": record}})


def _ranges(table: str, name: str, field: Plain) -> Iterator[Hostile]:
    """Values of the right kind that are too small, too large, too long, or not in the list."""
    for branch in _branches(field):
        parts = _of(branch.get("items", branch))
        listed = "items" in branch
        for what, value in _beyond(parts):
            held = [value] if listed else value
            yield Hostile(
                "ranges",
                f"{table}.{name}, {what}",
                f"{name} of {table} is {what}.",
                refused(name.rpartition("/")[2]),
                _with(table, name, held),
                soak=what == "too long" and name != "title",
            )


def _beyond(kind: Plain) -> Iterator[tuple[str, Any]]:
    if "minimum" in kind:
        whole = kind["type"] == "integer"
        yield "too small", int(kind["minimum"]) - 1 if whole else kind["minimum"] * 1.5 - 0.5
        yield "too large", int(kind["maximum"]) + 1 if whole else kind["maximum"] * 1.5
    if "enum" in kind:
        yield "not in the list", "\u202enothing of the kind"
    if kind.get("pattern", "").startswith("^([0-9]{4}"):
        yield "the 30th of February", "2026-02-30"
        yield "the year 0", "0000-01-01"
        yield "a date in full-width digits", "\uff12\uff10\uff12\uff16"
    elif "pattern" in kind:
        yield "of other letters", "\u0430\n"
    elif "maxLength" in kind:
        yield "too long", "x" * (kind["maxLength"] + 1)
