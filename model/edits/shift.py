"""Cards moved on to neighbouring cells, together."""

from collections.abc import Sequence

from model.change import Change, JourneyMap
from model.edits.common import changing, keys_before, need
from model.edits.spans import moved_span
from model.grid import Grid, is_placed
from model.records import Card, Lane, evolve


def shift_cards(to: JourneyMap, card_ids: Sequence[str], steps: int = 0, lanes: int = 0) -> Change:
    """Cards moved that many steps on (negative: back) and lanes down (negative: up).

    They keep their places relative to each other: where one of them would leave the grid,
    all stop together. Lanes of emotion lines are passed over. In another step they come
    last; in another lane of the same step the sequence of that step stays. Cards in the
    parking lot stay there.

    Raises:
        EditError: a card is gone.
    """
    cards = [need(to, card_id, Card) for card_id in dict.fromkeys(card_ids)]
    grid = Grid(to)
    placed = sorted(
        (card for card in cards if is_placed(to, card)),
        key=lambda card: (grid.step_at[card.step_id], card.order, card.id),
    )
    across = _together([_columns_left(grid, card, steps) for card in placed], steps)
    down = _together([_rows_left(grid, card, lanes) for card in placed], lanes)
    if not (across or down):
        return {}
    moved: dict[str, Card] = {}
    for card in placed:
        step = grid.steps[grid.step_at[card.step_id] + across]
        lane = _lane_on(grid, card, down)
        moved[card.id] = evolve(card, **moved_span(to, card, step.id, lane.id))
    if not across:
        return changing(to, *moved.values())
    after: list[Card] = []
    for step_id in dict.fromkeys(card.step_id for card in moved.values()):
        arriving = [card for card in moved.values() if card.step_id == step_id]
        staying = [card for card in grid.cards_at(step_id) if card.id not in moved]
        keys, rekeyed = keys_before(staying, None, len(arriving))
        after += rekeyed
        after += [evolve(c, order=key) for c, key in zip(arriving, keys, strict=True)]
    return changing(to, *after)


def _together(possible: list[int], wanted: int) -> int:
    """How far all can go of what is wanted, from how far each can."""
    if not possible:
        return 0
    return min(possible) if wanted > 0 else max(possible)


def _columns_left(grid: Grid, card: Card, wanted: int) -> int:
    covered = grid.span(card)[0]
    return max(-covered.start, min(wanted, len(grid.steps) - covered.stop))


def _rows_left(grid: Grid, card: Card, wanted: int) -> int:
    """As `wanted`, or less where the lanes for cards end; no span reaches below the last."""
    sign = 1 if wanted > 0 else -1
    rows = grid.span(card)[1]
    for by in range(wanted, 0, -sign):
        beyond = _lanes_beyond(grid, rows.start, sign)
        if len(beyond) >= abs(by):
            down = grid.lane_at[beyond[abs(by) - 1].id] - rows.start
            if rows.stop + down <= len(grid.lanes):
                return by
    return 0


def _lane_on(grid: Grid, card: Card, by: int) -> Lane:
    at = grid.lane_at[card.lane_id]
    return _lanes_beyond(grid, at, 1 if by > 0 else -1)[abs(by) - 1] if by else grid.lanes[at]


def _lanes_beyond(grid: Grid, row: int, sign: int) -> Sequence[Lane]:
    """The lanes for cards below (sign 1) or above (-1) a row, the nearest first."""
    there = [lane for lane in grid.card_lanes if (grid.lane_at[lane.id] - row) * sign > 0]
    return there[::sign]
