"""The file's JSON Schema and the tables of its documentation, both made from the records."""

import sys
from typing import Any

from model.files.decode import FILE
from model.files.encode import FORMAT, SCHEMA_VERSION
from model.files.fields import FIELDS
from model.records import LONGEST_TEXT, TABLES, MapInfo, Record
from model.references import reference_fields

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every file of this version satisfies.

    Unknown fields and tables are allowed, as Touchline keeps them. What a schema cannot
    say is only described: that a date is a real one, or what an id refers to.
    """
    whole = FILE.json_schema()
    kinds = whole.pop("$defs")
    _describe("File", whole)
    for name, kind in kinds.items():
        _describe(name, kind)
    whole["properties"]["format"]["const"] = FORMAT
    whole["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {
        "$schema": DRAFT,
        "title": "Touchline journey map",
        "description": "One customer journey map, as in a file NAME.journey.json.",
        "type": "object",
        "required": whole["required"],
        "properties": whole["properties"],
        "additionalProperties": True,
        "$defs": kinds,
    }


def reference() -> str:
    """Markdown tables of the fields of every record and value, for docs/file-format.md."""
    kinds = schema()["$defs"]
    records: dict[str, type[Record]] = {"map": MapInfo, **TABLES}
    parts = [_section(title, kinds[r.__name__], r) for title, r in records.items()]
    values = sorted(kinds.keys() - {r.__name__ for r in records.values()})
    return "\n".join(parts + [_section(name, kinds[name]) for name in values])


def _describe(name: str, kind: dict[str, Any]) -> None:
    """Put meanings into `kind`, and take out what only matters to pydantic."""
    if name in FIELDS and name != "File":
        kind["properties"].pop("id", None)
    for field, description in FIELDS[name].items():
        kind["properties"][field]["description"] = description
    for field in kind["properties"].values():
        _strip_titles(field)
    kind.pop("title", None)


def _strip_titles(part: Any) -> None:
    if isinstance(part, dict):
        part.pop("title", None)
        for inner in part.values():
            _strip_titles(inner)
    elif isinstance(part, list):
        for inner in part:
            _strip_titles(inner)


def _section(title: str, kind: dict[str, Any], record: type[Record] | None = None) -> str:
    references = reference_fields(record) if record else {}
    lines = [f"### {title}", "", " ".join(kind["description"].split()), ""]
    lines += ["| field | type and range | if left out | meaning |", "|---|---|---|---|"]
    for name, field in kind["properties"].items():
        shown = _type(field)
        if name in references:
            target = " or ".join(references[name]).replace("*", "any record")
            shown = f"{'list of ids' if field.get('type') == 'array' else 'id'}: {target}"
        default = "*required*" if name in kind.get("required", ()) else _default(field)
        lines.append(f"| `{name}` | {shown} | {default} | {field['description']} |")
    return "\n".join([*lines, ""])


def _type(field: dict[str, Any]) -> str:
    """The type of `field` in words, with its range or its allowed values."""
    if "anyOf" in field:
        return " or ".join(_type(branch) for branch in field["anyOf"])
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "enum" in field:
        return ", ".join(f"`{value}`" if value else "empty" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`" if field["const"] else "empty"
    if field["type"] == "array":
        return f"list of {_type(field['items'])}"
    if "pattern" in field:
        return _PATTERNS[field["pattern"]]
    return _WORDS[field["type"]] + _range(field)


def _range(field: dict[str, Any]) -> str:
    if "minimum" in field:
        low, high = (f"{field[end]:.15g}" for end in ("minimum", "maximum"))
        return f", {low} to {high}"
    most = field.get("maxLength", LONGEST_TEXT)
    return "" if most == LONGEST_TEXT else f", at most {most} characters"


def _default(field: dict[str, Any]) -> str:
    value = field.get("default")
    if value in ("", [], {}) or isinstance(value, dict):
        return "empty"
    return "null" if value is None else f"`{str(value).lower()}`"


_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
}
_PATTERNS = {
    r"^[0-9A-Za-z]*$": "letters A-Z, a-z and digits",
    r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$": "date",
    r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$": "language tag",
}


if __name__ == "__main__":
    sys.stdout.write(reference())
