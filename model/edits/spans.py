"""Cards that reach over several steps or lanes, kept straight while those move or go."""

from collections.abc import Collection

from model import grid
from model.change import Change, JourneyMap, apply, compose
from model.edits.common import changing
from model.records import Card, evolve

#: The fields of a card in the parking lot.
NO_PLACE = {"step_id": "", "lane_id": "", "until_step_id": "", "until_lane_id": ""}


def spanning(of: JourneyMap) -> list[Card]:
    """Cards that name an end, in no particular order."""
    return [c for c in of.all(Card) if c.until_step_id or c.until_lane_id]


def straightened(to: JourneyMap, change: Change) -> Change:
    """`change`, and with it every card that would end before its start turned round.

    It still covers the steps and lanes that it started and ended in.
    """
    moved = apply(change, to)
    cards = spanning(moved)
    if not cards or not change:
        return change
    steps = {s.id: i for i, s in enumerate(grid.steps(moved))}
    lanes = {lane.id: i for i, lane in enumerate(grid.lanes(moved))}
    turned = []
    for card in cards:
        step, until_step = _turned(card.step_id, card.until_step_id, steps)
        lane, until_lane = _turned(card.lane_id, card.until_lane_id, lanes)
        turned.append(
            evolve(
                card,
                step_id=step,
                until_step_id=until_step,
                lane_id=lane,
                until_lane_id=until_lane,
            )
        )
    return compose(change, changing(moved, *turned))


def shrunk(card: Card, without: Collection[str], steps: list[str], lanes: list[str]) -> Card | None:
    """`card` on what is left of its steps and lanes, or None where nothing is left.

    `steps` and `lanes` are all ids in order, those in `without` among them.
    """
    across = _rest(card.step_id, card.until_step_id, steps, without)
    down = _rest(card.lane_id, card.until_lane_id, lanes, without)
    if across is None or down is None:
        return None
    shrunk: Card = evolve(
        card,
        step_id=across[0],
        until_step_id=across[1],
        lane_id=down[0],
        until_lane_id=down[1],
    )
    return shrunk


def moved_span(to: JourneyMap, card: Card, step_id: str, lane_id: str) -> dict[str, str]:
    """The place of `card` in another cell, as fields: as wide and high as there is room."""
    if not (step_id and lane_id):
        return dict(NO_PLACE)
    until_step, until_lane = "", ""
    if card.until_step_id:
        steps = [step.id for step in grid.steps(to)]
        until_step = _shifted(card.step_id, card.until_step_id, step_id, steps)
    if card.until_lane_id:
        lanes = [lane.id for lane in grid.lanes(to)]
        until_lane = _shifted(card.lane_id, card.until_lane_id, lane_id, lanes)
    return {
        "step_id": step_id,
        "lane_id": lane_id,
        "until_step_id": until_step,
        "until_lane_id": until_lane,
    }


def _shifted(start: str, until: str, new_start: str, ids: list[str]) -> str:
    if start not in ids or until not in ids:
        return ""
    at = ids.index(new_start)
    end = min(at + ids.index(until) - ids.index(start), len(ids) - 1)
    return ids[end] if end > at else ""


def _turned(start: str, until: str, at: dict[str, int]) -> tuple[str, str]:
    if start in at and until in at and at[until] < at[start]:
        return until, start
    return start, until


def _rest(
    start: str, until: str, ids: list[str], without: Collection[str]
) -> tuple[str, str] | None:
    if start not in without and until not in without:
        return start, until
    if start not in ids or until not in ids:
        return (start, "") if start not in without else None
    left = [i for i in ids[ids.index(start) : ids.index(until) + 1] if i not in without]
    if not left:
        return None
    return left[0], left[-1] if len(left) > 1 else ""
