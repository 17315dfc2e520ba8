"""Lanes: add, move, fold, delete with what they hold."""

from typing import Any

from model import grid
from model.change import Change, JourneyMap
from model.edits.common import changing, keys_before, made, moved_before, need, with_fields
from model.edits.guard import fitting_fields
from model.edits.removing import remove
from model.edits.spans import straightened
from model.ids import Ids
from model.records import Lane


def add_lane(
    to: JourneyMap, ids: Ids, name: str = "", before_id: str | None = None, **fields: Any
) -> Change:
    """A lane; at the bottom, or above another one.

    Raises:
        EditError: that lane is gone, or a field does not fit.
    """
    keys, rekeyed = keys_before(grid.lanes(to), before_id)
    lane = made(Lane, id=ids.new(Lane), name=name, order=keys[0], **fields)
    return fitting_fields(to, changing(to, lane, *rekeyed), Lane, fields)


def move_lane(to: JourneyMap, lane_id: str, before_id: str | None = None) -> Change:
    """A lane moved above another, or to the bottom.

    Raises:
        EditError: one of them is gone.
    """
    lane = need(to, lane_id, Lane)
    return straightened(to, changing(to, *moved_before(grid.lanes(to), [lane], before_id)))


def fold_lanes(to: JourneyMap, *lane_ids: str) -> Change:
    """Lanes made as low as their names allow; where all of them are folded, unfolded.

    Raises:
        EditError: one of them is gone.
    """
    lanes = [need(to, lane_id, Lane) for lane_id in lane_ids]
    height = None if all(lane.collapsed_height is not None for lane in lanes) else 0.0
    return changing(to, *(with_fields(lane, collapsed_height=height) for lane in lanes))


def delete_lane(to: JourneyMap, lane_id: str, park_cards: bool = False) -> Change:
    """A lane and its cards removed; or its cards parked. Spanning cards shrink.

    Raises:
        EditError: the lane is gone.
    """
    need(to, lane_id, Lane)
    return remove(to, lane_id, park_cards=park_cards)
