"""Bringing older files up to date: one numbered step a version, over plain dicts.

A released step is never edited again: the files that it must read are out there. Steps
use nothing from the rest of the program, which goes on changing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Plain = dict[str, Any]
Path = tuple[str | int, ...]


@dataclass
class Trail:
    """Where things went, so that findings about them can name their place in the old text."""

    #: New path -> the path that it had before.
    moved: dict[Path, Path] = field(default_factory=dict)
    #: What was odd, and its new path.
    notes: list[tuple[str, Path]] = field(default_factory=list)


class CannotMigrate(ValueError):
    """An older file is not what its version says; `path` leads to the place in it."""

    def __init__(self, what: str, *path: str | int) -> None:
        self.path = path
        super().__init__(what)


def migrate(file: Plain, version: int, trail: Trail, upto: int | None = None) -> Plain:
    """`file`, which is of `version`, brought up to version `upto` (the newest). It is kept.

    Raises:
        CannotMigrate: a part that has to be moved is not of the kind it should be.
    """
    for step in STEPS[version:upto]:
        file = step(file, trail)
    return file


def from_0(file: Plain, trail: Trail) -> Plain:
    """Version 0, the first draft: lists with positions, "columns" by "rows".

    A column becomes a stage with one step; what cards call their column is that step.
    """
    result: Plain = {}
    for key, value in file.items():
        if key not in ("title", "columns", "rows", "cards"):
            # A name that means something now, but was anybody's then, steps aside.
            result[f"{key}~0" if key in ("map", "stages", "steps", "lanes") else key] = value
    result["schema_version"] = 1
    result["map"] = {"title": file["title"]} if "title" in file else {}
    trail.moved["map",] = ()
    trail.moved["map", "title"] = ("title",)
    stages = _table_0(file, "columns", "stages", trail)
    steps = {f"step_of_{key}": {"stage_id": key, "order": "a1"} for key in stages}
    cards = _table_0(file, "cards", "cards", trail)
    names = {"column": "step_id", "row": "lane_id", "type": "kind", "text": "title"}
    for key, card in cards.items():
        for old, new in names.items():
            if old in card:
                card[new] = card.pop(old)
                trail.moved["cards", key, new] = (*trail.moved["cards", key], old)
        if isinstance(card.get("step_id"), str) and card["step_id"]:
            card["step_id"] = "step_of_" + card["step_id"]
    lanes = _table_0(file, "rows", "lanes", trail)
    return result | {"stages": stages, "steps": steps, "lanes": lanes, "cards": cards}


#: STEPS[n] leads from version n to n + 1.
STEPS: tuple[Callable[[Plain, Trail], Plain], ...] = (from_0,)


def _table_0(file: Plain, name: str, new_name: str, trail: Trail) -> Plain:
    """The list `name` of a version 0 file as a table, positions made into order keys."""
    rows = file.get(name, [])
    if not isinstance(rows, list):
        raise CannotMigrate(f'"{name}" is not a list', name)
    table: Plain = {}
    again: dict[str, int] = {}
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise CannotMigrate("this is no record with an id", name, index)
        position = row.get("position", index)
        if type(position) is not int or not 0 <= position < 100_000:
            raise CannotMigrate("a position is a whole number from 0", name, index, "position")
        row_id = key = row["id"]
        while key in table:
            again[row_id] = again.get(row_id, 1) + 1
            key = f"{row_id}~{again[row_id]}"
        trail.moved[new_name, key] = (name, index)
        if key != row_id:
            trail.notes.append(("this id is in the list twice; it has a new one", (new_name, key)))
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
