"""Bringing older files up to date: one numbered step a version, over plain dicts.

A released step is never edited again: the files that it must read are out there. Steps
use nothing from the rest of the program, which goes on changing.
"""

from collections.abc import Callable
from typing import Any

Plain = dict[str, Any]


class CannotMigrate(ValueError):
    """An older file is not what its version says; `path` leads to the place in it."""

    def __init__(self, what: str, *path: str | int) -> None:
        self.path = path
        super().__init__(what)


def migrate(file: Plain, version: int) -> Plain:
    """`file`, which is of `version`, brought up to the newest one. `file` itself is kept.

    Raises:
        CannotMigrate: a part that has to be moved is not of the kind it should be.
    """
    for step in STEPS[version:]:
        file = step(file)
    return file


def from_0(file: Plain) -> Plain:
    """Version 0, the first draft: lists with positions, "columns" by "rows".

    A column becomes a stage with one step; what cards call their column is that step.
    """
    new = ("map", "stages", "steps", "lanes")
    result = {f"{k}~0" if k in new else k: v for k, v in file.items() if k not in _OLD_0}
    result["schema_version"] = 1
    result["map"] = {"title": file["title"]} if "title" in file else {}
    stages: Plain = {}
    steps: Plain = {}
    for column_id, column in _in_order_0(file, "columns").items():
        stages[column_id] = column
        steps[f"step_of_{column_id}"] = {"stage_id": column_id, "order": "a1"}
    cards = _in_order_0(file, "cards")
    for card in cards.values():
        _rename_0(card, {"column": "step_id", "row": "lane_id", "type": "kind", "text": "title"})
        if isinstance(card.get("step_id"), str) and card["step_id"]:
            card["step_id"] = "step_of_" + card["step_id"]
    result |= {"stages": stages, "steps": steps, "lanes": _in_order_0(file, "rows")}
    result["cards"] = cards
    return result


_OLD_0 = ("title", "columns", "rows", "cards")

#: STEPS[n] leads from version n to n + 1.
STEPS: tuple[Callable[[Plain], Plain], ...] = (from_0,)


def _in_order_0(file: Plain, name: str) -> Plain:
    """The list `name` of a version 0 file as a table, positions made into order keys."""
    rows = file.get(name, [])
    if not isinstance(rows, list):
        raise CannotMigrate(f'"{name}" is not a list', name)
    table: Plain = {}
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise CannotMigrate("this is no record with an id", name, index)
        position = row.get("position", index)
        if type(position) is not int or not 0 <= position < 100_000:
            raise CannotMigrate("a position is a whole number from 0", name, index, "position")
        key, number = row["id"], 2
        while key in table:
            key, number = f"{row['id']}~{number}", number + 1
        kept = {k: v for k, v in row.items() if k not in ("id", "position")}
        table[key] = {**kept, "order": _order_key_0(position)}
    return table


def _order_key_0(position: int) -> str:
    """The fractional index of whole number `position`: a0..az, b00..bzz, c000..., as text sorts."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    length, first = 1, 0
    while position >= first + 62**length:
        first += 62**length
        length += 1
    rest, text = position - first, ""
    for _ in range(length):
        rest, digit = divmod(rest, 62)
        text = digits[digit] + text
    return "abcdefghijklmnopqrstuvwxyz"[length - 1] + text


def _rename_0(row: Plain, names: dict[str, str]) -> None:
    for old, new in names.items():
        if old in row:
            row[new] = row.pop(old)
