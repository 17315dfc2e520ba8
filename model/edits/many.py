"""One thing done to many records at once, in one pass over the map: lists and places."""

from collections.abc import Callable, Iterable, Sequence

from model.change import Change, JourneyMap, apply, compose
from model.edits.cards import move_cards
from model.edits.common import EditError, changing, need, with_fields
from model.edits.guard import fitting
from model.grid import Grid, is_placed
from model.order import sort_key
from model.records import Card
from model.references import reference_fields


def attach_to_all(
    to: JourneyMap, record_ids: Iterable[str], field: str, *target_ids: str
) -> Change:
    """More ids in a tuple of ids of each of these records, after those that are there.

    Raises:
        EditError: something is gone, does not belong there, or a record has no such tuple.
    """
    change = _tuples(to, record_ids, field, lambda ids: (*ids, *target_ids))
    return fitting(to, change)


def detach_from_all(
    to: JourneyMap, record_ids: Iterable[str], field: str, *target_ids: str
) -> Change:
    """Fewer ids in a tuple of ids of each of these records; what is not there does no harm.

    Raises:
        EditError: a record is gone or has no such tuple.
    """
    gone = frozenset(target_ids)
    return _tuples(to, record_ids, field, lambda ids: tuple(i for i in ids if i not in gone))


def tag_all(
    to: JourneyMap, card_ids: Iterable[str], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Change:
    """Tags added to each of these cards, after its own, and others taken off.

    Raises:
        EditError: a card is gone, or a tag is too long.
    """
    after = []
    for card_id in dict.fromkeys(card_ids):
        card = need(to, card_id, Card)
        kept = (tag for tag in card.tags if tag not in remove)
        after.append(with_fields(card, tags=tuple(dict.fromkeys((*kept, *add)))))
    return changing(to, *after)


def place_all(
    to: JourneyMap, card_ids: Iterable[str], step_id: str = "", lane_id: str = ""
) -> Change:
    """Cards moved to a step, to a lane, or both; what is not given stays as it is for each.

    They keep their sequence. Cards of the parking lot need both; they go where the first lane
    for cards crosses the first step where one is not given.

    Raises:
        EditError: a card, the step or the lane is gone, or there is no cell to stand in.
    """
    grid = Grid(to)
    cards = [need(to, card_id, Card) for card_id in dict.fromkeys(card_ids)]
    cards.sort(key=lambda card: (grid.step_at.get(card.step_id, len(grid.steps)), *sort_key(card)))
    goals: dict[tuple[str, str], list[str]] = {}
    for card in cards:
        own = (card.step_id, card.lane_id) if is_placed(to, card) else _first_cell(grid)
        goal = (step_id or own[0], lane_id or own[1])
        if goal != (card.step_id, card.lane_id):
            goals.setdefault(goal, []).append(card.id)
    total: Change = {}
    for (step, lane), ids in goals.items():
        change = move_cards(to, ids, step, lane)
        to, total = apply(change, to), compose(total, change)
    return total


def _first_cell(grid: Grid) -> tuple[str, str]:
    if not (grid.steps and grid.card_lanes):
        raise EditError("A card needs a stage and a lane: add these first.")
    return grid.steps[0].id, grid.card_lanes[0].id


def _tuples(
    to: JourneyMap,
    record_ids: Iterable[str],
    field: str,
    make: Callable[[tuple[str, ...]], tuple[str, ...]],
) -> Change:
    after = []
    for record_id in dict.fromkeys(record_ids):
        record = to.records.get(record_id)
        if record is None:
            raise EditError("What you are editing is not on the map any more.")
        if field not in reference_fields(type(record)) or not field.endswith("_ids"):
            raise EditError(f"A {record.kind_name} takes nothing of this kind.")
        after.append(with_fields(record, **{field: make(getattr(record, field))}))
    return changing(to, *after)
