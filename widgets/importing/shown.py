"""What is shown of a table that is imported: its first rows, and what its heads say."""

from typing import NamedTuple

from model.change import Change
from model.importing.ground import plain
from model.importing.lines import Column, RowHead, table
from model.importing.plan import Plan, width
from model.records import Lane, Stage
from widgets.importing.table import HeadWords

#: More rows, and in a grid that is turned more columns, are not shown.
ROWS = 1000


class Shown(NamedTuple):
    """The part of a table that is shown.

    Attributes:
        body: its cells, below and beside the heads.
        width: how many columns there are.
        names: the headings of a list.
        first: the row of the first line of a list, as spreadsheets count.
        columns, heads: those of a grid.
        new: the names of stages and lanes that are made for it.
    """

    body: tuple[tuple[str, ...], ...] = ()
    width: int = 0
    names: tuple[str, ...] = ()
    first: int = 1
    columns: tuple[Column, ...] = ()
    heads: tuple[RowHead, ...] = ()
    new: frozenset[tuple[type, str]] = frozenset()

    def with_new(self, change: Change) -> "Shown":
        """The same, knowing what importing makes."""
        made = (after for before, after in change.values() if before is None)
        named = (r for r in made if isinstance(r, Stage | Lane))
        return self._replace(new=frozenset((type(r), plain(r.name)) for r in named))

    def across(self, at: int) -> HeadWords:
        """The stage and the step of a column of a grid."""
        if at >= len(self.columns):
            return "", ""
        column = self.columns[at]
        new = "new stage" if (Stage, plain(column.stage)) in self.new else ""
        return column.stage, " › ".join(filter(None, (column.step, new)))

    def down(self, at: int) -> HeadWords:
        """The lane of a row of a grid, or the number of a row of a list."""
        if not self.columns:
            return str(self.first + at), ""
        if at >= len(self.heads):
            return "", ""
        lane = self.heads[at].lane
        return lane, "new lane" if (Lane, plain(lane)) in self.new else ""


def shown(rows: tuple[tuple[str, ...], ...], plan: Plan) -> Shown:
    """The first rows of a table, as it is understood by `plan`."""
    part = rows[: plan.top + ROWS]
    if plan.shape == "list":
        first = plan.top + plan.header
        names = rows[plan.top] if plan.header and plan.top < len(rows) else ()
        return Shown(part[first:], width(part), names, first + 1)
    told = table(part, plan)
    body = part[plan.top :]
    if plan.turned:
        wide = width(body)
        body = tuple(tuple(row[i] if i < len(row) else "" for row in body) for i in range(wide))
    body = body[plan.header + (plan.header and plan.steps) :]
    cells = tuple(row[int(plan.lanes) :] for row in body if any(map(str.strip, row)))
    return Shown(cells, len(told.columns), columns=told.columns, heads=told.heads)
