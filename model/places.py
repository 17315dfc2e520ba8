"""Where something stands on a map, in words: "Ride › Every day, Station"."""

from model.grid import Grid
from model.names import own_name
from model.records import (
    Action,
    Card,
    Comment,
    Conflict,
    Feeling,
    Lane,
    Link,
    Stage,
    Step,
    Vote,
)

PARKING_LOT = "parking lot"
#: A comment about a comment about ...: followed so far, then the place is unknown.
_FARTHEST = 20


def place_of(grid: Grid, record_id: str) -> str:
    """The cell, column or row of a record, or of what it belongs to; "" if it has no place."""
    of = grid.map
    for _ in range(_FARTHEST):
        match of.records.get(record_id):
            case Card() as card:
                return _cell(grid, card)
            case Step() as step:
                return _column(grid, step)
            case (Stage() | Lane()) as record:
                return own_name(record) or f"{record.kind_name} without a name"
            case Feeling() as feeling:
                record_id = feeling.step_id or feeling.card_id
            case Link() as link:
                record_id = link.source_id or link.target_id
            case Vote() as vote:
                record_id = vote.card_id
            case (Comment() | Conflict()) as record:
                record_id = record.about_id
            case Action(about_ids=(first, *_)):
                record_id = first
            case _:
                return ""
    return ""


def _cell(grid: Grid, card: Card) -> str:
    step, lane = grid.map.get(card.step_id, Step), grid.map.get(card.lane_id, Lane)
    if step is None or lane is None:
        return PARKING_LOT
    return f"{_column(grid, step)}, {own_name(lane) or 'lane without a name'}"


def _column(grid: Grid, step: Step) -> str:
    stage = grid.map.get(step.stage_id, Stage)
    first = (own_name(stage) or "stage without a name") if stage else "stage that is gone"
    if step.name:
        return f"{first} › {own_name(step)}"
    siblings = grid.steps_in(step.stage_id)
    if len(siblings) < 2:
        return first
    return f"{first} › step {[s.id for s in siblings].index(step.id) + 1}"
