"""Where the next card goes: from cell to cell, and what a cell is called."""

from model import grid
from model.change import JourneyMap
from model.names import own_name
from model.records import Lane, Stage, Step
from widgets.selection import Cell

#: No cell: the parking lot.
PARKED: Cell = ("", "")


def lanes_of(of: JourneyMap) -> list[Lane]:
    """The lanes that cards can be in: emotion lanes hold none."""
    return [lane for lane in grid.lanes(of) if lane.kind != "emotion"]


def cell_near(of: JourneyMap, cell: Cell) -> Cell:
    """That cell if cards can be in it, or else the first step or lane; PARKED on no grid."""
    steps = [step.id for step in grid.steps(of)]
    lanes = [lane.id for lane in lanes_of(of)]
    if not steps or not lanes:
        return PARKED
    return (cell[0] if cell[0] in steps else steps[0], cell[1] if cell[1] in lanes else lanes[0])


def steps_on(of: JourneyMap, cell: Cell, by: int) -> Cell | None:
    """The cell so many steps on in the same lane; None beyond the map."""
    return _moved([step.id for step in grid.steps(of)], cell, 0, by)


def lanes_on(of: JourneyMap, cell: Cell, by: int) -> Cell | None:
    """The cell so many lanes down in the same step; None beyond the map."""
    return _moved([lane.id for lane in lanes_of(of)], cell, 1, by)


def in_words(of: JourneyMap, cell: Cell) -> str:
    """What a cell is called: "Compare ▸ Look around ▸ Website"."""
    step, lane = of.get(cell[0], Step), of.get(cell[1], Lane)
    if step is None or lane is None:
        return "Parking lot"
    stage = of.get(step.stage_id, Stage)
    at = [each.id for each in grid.steps_of(of, step.stage_id)].index(step.id)
    names = [
        own_name(stage) if stage is not None else "",
        own_name(step) or (f"step {at + 1}" if at else ""),
        own_name(lane) or "lane without a name",
    ]
    return " ▸ ".join(name for name in names if name)


def _moved(ids: list[str], cell: Cell, part: int, by: int) -> Cell | None:
    at = ids.index(cell[part]) + by if cell[part] in ids else 0
    if not 0 <= at < len(ids):
        return None
    return (ids[at], cell[1]) if part == 0 else (cell[0], ids[at])
