"""A map as tables: a list of its cards, and the grid as it is read.

What is written here comes back by `importing` without a change; the words of each cell are
those of `model.importing.wording`.
"""

from collections.abc import Iterator
from typing import TypeAlias

from model.change import JourneyMap
from model.grid import Grid
from model.importing.fields import BY_NAME, FIELDS
from model.importing.lines import bare
from model.importing.wording import Wording
from model.records import Card, Lane, Step

Cell: TypeAlias = str | int | float
Cells: TypeAlias = list[list[Cell]]

_FIGURES = frozenset({"one to five", "count"})


def list_of_cards(of: JourneyMap) -> Cells:
    """A card a row, below the names of the fields; in journey order, the parking lot last.

    Fields that few maps use are columns only where a card has something there.
    """
    grid = Grid(of)
    wording = Wording(grid)
    cards = (*grid.cards, *grid.parked)
    columns = [
        (field, said)
        for field in FIELDS
        if any(said := [_cell(wording, card, field.name) for card in cards]) or field.always
    ]
    heads: list[Cell] = [field.title for field, _ in columns]
    return [heads, *(list(row) for row in zip(*(said for _, said in columns), strict=True))]


def grid_of_cards(of: JourneyMap) -> Cells:
    """Stages across, their steps below them if they have names, lanes down, a title a line.

    In the row of an emotion line stand the scores. Cards in the parking lot are not in it.
    """
    grid = Grid(of)
    wording = Wording(grid)
    columns = list(columns_of(grid))
    rows: Cells = [["", *(wording.stages.get(stage_id, "") for stage_id, _ in columns)]]
    if any(step is not None and step.id in wording.steps for _, step in columns):
        rows.append(["", *(wording.steps.get(step.id, "") if step else "" for _, step in columns)])
    for lane in grid.lanes:
        inside: Iterator[Cell] = (_inside(wording, lane, step) for _, step in columns)
        rows.append([wording.lanes[lane.id], *inside])
    return rows


def title_in_grid(card: Card) -> str:
    """What stands in a grid for a card: its title on one line, or the first line of its text."""
    return bare(card.title) or next((bare(x) for x in card.body.splitlines() if bare(x)), "")


def columns_of(grid: Grid) -> Iterator[tuple[str, Step | None]]:
    """The columns of a grid: each step with the id of its stage; a stage without any is one."""
    for stage in grid.stages:
        for step in grid.steps_in(stage.id) or (None,):
            yield stage.id, step


def _inside(wording: Wording, lane: Lane, step: Step | None) -> str:
    if step is None:
        return ""
    if lane.kind == "emotion":
        return wording.line(step.id, lane)
    cards = wording.grid.cards_in(step.id, lane.id)
    return "\n".join(filter(None, map(title_in_grid, cards)))


def _cell(wording: Wording, card: Card, field: str) -> Cell:
    said = wording.cell(card, field)
    if said and BY_NAME[field].sort in _FIGURES:
        return int(said)
    if said and field == "feeling":
        return _figure(said)
    return said


def _figure(said: str) -> Cell:
    """A score that stands alone as a figure, so that spreadsheets can count with it."""
    try:
        figure = float(said)
    except ValueError:
        return said
    return int(figure) if figure.is_integer() else figure
