"""A table as lines: what it says of one card, or of one feeling, and where in the table.

A grid and a list come out as the same lines; from here on nobody asks which it was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from model.importing.fields import INTO_TEXT, SEVERAL
from model.importing.plan import Plan, Rows, width
from model.importing.values import NotThat, items, score

_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s+")


class Column(NamedTuple):
    """A column of a grid below its headings.

    Attributes:
        stage, step: their names; "" for a step that has none.
        nth: which column of the same stage it is, from 0.
        at: its place among all columns, from 0.
    """

    stage: str
    step: str
    nth: int
    at: int


class RowHead(NamedTuple):
    """A row of a grid beside its headings: the lane, and its place among all rows."""

    lane: str
    at: int
    scores: bool


class Line(NamedTuple):
    """What the table says of one card.

    Attributes:
        row: where, as spreadsheets count: from 1.
        values: field -> words, for every column that is mapped; "" where nothing stands.
        more: lines for the card's text, from columns without a field.
        column, head: where in a grid; None in a list.
    """

    row: int
    values: dict[str, str]
    more: tuple[str, ...] = ()
    column: Column | None = None
    head: RowHead | None = None


class Table(NamedTuple):
    """All lines of a table.

    Attributes:
        columns, heads: those of a grid, in their order.
        headed, named_lanes: whether the columns and the rows of a grid have names at all.
        headings: field -> what a list calls it.
        left_out: headings of a list's columns that say something and are not imported.
    """

    lines: tuple[Line, ...]
    columns: tuple[Column, ...] = ()
    heads: tuple[RowHead, ...] = ()
    headed: bool = True
    named_lanes: bool = True
    headings: Mapping[str, str] = MappingProxyType({})
    left_out: tuple[str, ...] = ()


def table(rows: Rows, plan: Plan) -> Table:
    """The table, as it is understood by `plan`."""
    return _list(rows, plan) if plan.shape == "list" else _grid(rows, plan)


def clean(rows: Rows) -> Rows:
    """`rows` without lone surrogates, which no map can hold; the same ones if there are none."""
    try:
        for row in rows:
            "".join(row).encode()
    except UnicodeEncodeError:
        return [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    return rows


def cards_in(cell: str) -> list[str]:
    """The titles in one cell of a grid: one a line, without bullets."""
    return [said for said in map(bare, cell.splitlines()) if said]


def bare(line: str) -> str:
    """A line without its bullet and with single spaces."""
    return " ".join(_BULLET.sub("", line).split())


def is_score(cell: str) -> bool:
    """Whether a cell says how it feels, in figures."""
    try:
        return all(score(item) for item in items(cell.strip()))
    except NotThat:
        return False


def _list(rows: Rows, plan: Plan) -> Table:
    first = plan.top + plan.header
    names = rows[plan.top] if plan.header and plan.top < len(rows) else ()
    fields = [(i, field) for i, field in enumerate(plan.columns) if field]
    headings = {field: names[i].strip() for i, field in reversed(fields) if i < len(names)}
    lines = []
    for row, cells in enumerate(rows[first:], first + 1):
        there = len(cells)
        values: dict[str, str] = {}
        more: list[str] = []
        for i, field in fields:
            said = cells[i] if i < there else ""
            if field == INTO_TEXT:
                if said.strip():
                    name = names[i].strip() if i < len(names) else ""
                    more.append(f"{name}: {said.strip()}" if name else said.strip())
            elif field in values and field in SEVERAL:
                if said.strip():
                    between = "\n" if field == "text" else "; "
                    values[field] = f"{values[field]}{between}{said}" if values[field] else said
            else:
                values[field] = said
        if more or any(said and not said.isspace() for said in values.values()):
            lines.append(Line(row, values, tuple(more)))
    left_out = _left_out(rows[first:], plan, names)
    return Table(tuple(lines), headings=headings, left_out=left_out)


def _left_out(rows: Rows, plan: Plan, names: Sequence[str]) -> tuple[str, ...]:
    """The headings of columns that say something and are not imported."""
    columns = plan.columns + ("",) * (width(rows) - len(plan.columns))
    found = []
    for i, field in enumerate(columns):
        if not field and any(i < len(row) and row[i].strip() for row in rows):
            name = names[i].strip() if i < len(names) else ""
            found.append(name or f"column {i + 1}")
    return tuple(found)


def _grid(rows: Rows, plan: Plan) -> Table:
    rows = rows[plan.top :]
    if plan.turned:
        wide = width(rows)
        rows = [[row[i] if i < len(row) else "" for row in rows] for i in range(wide)]
    first_column = int(plan.lanes)
    wide = width(rows)
    columns = tuple(_columns(rows, plan, first_column, wide))
    first_row = plan.header + (plan.header and plan.steps)
    heads: list[RowHead] = []
    lines: list[Line] = []
    for i, cells in enumerate(rows[first_row:], first_row):
        lane = " ".join(cells[0].split()) if plan.lanes and cells else ""
        said = [c for c in cells[first_column:] if c.strip()]
        if not lane and not said:
            continue
        lane = lane or (heads[-1].lane if heads else "")  # a name that reaches over several rows
        head = RowHead(lane, len(heads), bool(said) and all(map(is_score, said)))
        heads.append(head)
        for column, cell in zip(columns, cells[first_column:], strict=False):
            row = plan.top + 1 + (first_column + column.at if plan.turned else i)
            titles = cell.split("\n") if head.scores else cards_in(cell)
            lines += [
                Line(row, {"title": title}, column=column, head=head)
                for title in titles
                if title.strip()
            ]
    return Table(tuple(lines), columns, tuple(heads), plan.header, plan.lanes)


def _columns(rows: Rows, plan: Plan, first: int, wide: int) -> Iterator[Column]:
    stages = rows[0] if plan.header and rows else ()
    steps = rows[1] if plan.header and plan.steps and len(rows) > 1 else ()
    stage, nth = "", -1
    for at, i in enumerate(range(first, wide)):
        name = " ".join(stages[i].split()) if i < len(stages) else ""
        step = " ".join(steps[i].split()) if i < len(steps) else ""
        # A heading that reaches over several columns stands in the first of them only.
        nth = nth + 1 if (not name or name == stage) and at else 0
        stage = name or stage
        yield Column(stage, step, nth, at)
