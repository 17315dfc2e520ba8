"""Where something stands now among its siblings, as one says it: after which of them."""

from bisect import bisect_left
from collections.abc import Sequence

from model.comparing.naming import cell, column, isolated
from model.comparing.rows import order_of
from model.grid import Grid, is_placed
from model.labels import quoted
from model.places import PARKING_LOT, place_of
from model.records import Card, Lane, Persona, Record, Stage, Step


def put(grid: Grid, record: Record) -> str:
    """Where something stands now among its siblings: after which of them."""
    if isinstance(record, Card):
        if not is_placed(grid.map, record):
            return f"put elsewhere in the {PARKING_LOT}"
        siblings: Sequence[Record] = grid.cards_in(record.step_id, record.lane_id)
        if len(siblings) < 2:
            siblings = grid.cards_at(record.step_id)
    else:
        siblings = _siblings(grid, record)
    at = bisect_left(siblings, _key(record), key=_key)
    if at == len(siblings) or siblings[at].id != record.id:
        return "put elsewhere in the row"
    before = siblings[at - 1] if at else None
    if before is not None:
        return f"now after {_sibling(grid, before)}"
    return f"now first{_among(grid, record)}"


def _key(record: Record) -> tuple[str, str]:
    """What siblings are sorted by."""
    return order_of(record), record.id


def _among(grid: Grid, record: Record) -> str:
    """In which row something is first, where there are several."""
    match record:
        case Card():
            alone = len(grid.cards_in(record.step_id, record.lane_id)) < 2
            return f" in {column(grid, record.step_id) if alone else cell(grid, record, False)}"
        case Step(name=str(name)) if name:
            stage = grid.map.get(record.stage_id, Stage)
            return f" in stage {isolated(quoted(stage))}" if stage is not None else ""
        case _:
            return ""


def _siblings(grid: Grid, record: Record) -> Sequence[Record]:
    match record:
        case Stage():
            return grid.stages
        case Step():
            return grid.steps_in(record.stage_id)
        case Lane():
            return grid.lanes
        case Persona():
            return grid.personas
        case _:
            return ()


def _sibling(grid: Grid, record: Record) -> str:
    if isinstance(record, Step) and not record.name:
        return isolated(place_of(grid, record.id))
    return isolated(quoted(record))
