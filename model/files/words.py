"""What validation found, in the words of somebody who looks at the file."""

from typing import Any

from pydantic import ValidationError

from model.files.errors import short
from model.files.reader import Path

MOST_FINDINGS = 20_000

_PATTERNS = {
    r"^[0-9A-Za-z]*$": "only the letters A-Z and a-z and digits",
    r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$": 'a language tag like "en" or "pt-BR"',
}
_DATE = 'a date like "2026", "2026-09" or "2026-09-14"'
_NEEDED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a table, in braces",
    "model_type": "a record, in braces",
    "model_attributes_type": "a record, in braces",
}


def explain(error: ValidationError) -> tuple[Path, str]:
    """The place of the first thing that `error` found, and what is wrong there.

    Allowed values are listed; more findings than one are counted. Where nearly everything
    is wrong, listing it would take more memory than the file; then only the number is told.
    """
    if error.error_count() > MOST_FINDINGS:
        return (), f"{error.error_count():,} values are not of the kind that a map has there"
    found = error.errors(include_url=False)
    first = found[0]
    path = _path(first["loc"])
    what = _what(first, [item for item in found if _path(item["loc"]) == path])
    others = len({_path(item["loc"]) for item in found}) - 1
    return path, what + (f" (and {others} more)" if others else "")


def _path(loc: Path) -> Path:
    """`loc` without the parts by which pydantic tells the branches of a union apart."""
    return tuple(p for p in loc if not (isinstance(p, str) and p.startswith("literal[")))


def _what(item: Any, here: list[Any]) -> str:
    kind, value, context = item["type"], item["input"], item.get("ctx", {})
    shown = short(repr(value) if isinstance(value, str) else _json(value))
    if kind == "missing":
        return f'"{item["loc"][-1]}" is missing'
    if kind == "literal_error":
        allowed = ", ".join(part["ctx"]["expected"] for part in here)
        return f"{shown} is not one of {allowed}".replace(" or '", ", '")
    if kind in _NEEDED:
        return f"{_NEEDED[kind]} is needed here, not {shown}"
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = f"at least {context['ge']:g}" if "ge" in context else f"at most {context['le']:g}"
        return f"{shown} is out of range: {limit}"
    if kind == "string_too_long":
        return f"this text is longer than {context['max_length']} characters"
    if kind == "string_pattern_mismatch":
        return f"{shown} cannot be read here: {_PATTERNS.get(context['pattern'], _DATE)}"
    if kind == "value_error":
        return f"{shown} is no date: {context['error']}"
    return f"{shown}: {item['msg']}"


def _json(value: Any) -> str:
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a part in braces"
    names = {True: "true", False: "false", None: "null"}
    return names[value] if value is None or isinstance(value, bool) else str(value)
