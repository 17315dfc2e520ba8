"""Lanes: add, move, fold, delete with what they hold."""

from collections.abc import Mapping
from typing import Any

from model import grid
from model.change import Change, JourneyMap
from model.edits.common import (
    EditError,
    changing,
    keys_before,
    made,
    moved_before,
    need,
    with_fields,
)
from model.edits.fields import set_many
from model.edits.guard import fitting_fields
from model.edits.spans import straightened
from model.ids import Ids
from model.labels import counted
from model.records import Card, Lane


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


def change_lanes(to: JourneyMap, values: Mapping[str, Mapping[str, Any]]) -> Change:
    """Fields of lanes changed, their kind too: `{id: {field: value}}`.

    Raises:
        EditError: one is gone, a value does not fit, or a lane that holds cards would become
            an emotion line, which shows none.
    """
    turned = {
        i for i, fields in values.items()
        if fields.get("kind") == "emotion" and need(to, i, Lane).kind != "emotion"
    }  # fmt: skip
    held = sum(card.lane_id in turned for card in to.all(Card)) if turned else 0
    if held:
        raise EditError(
            f"An emotion line shows no cards: move {counted(held, 'card')} to another lane first."
        )
    return set_many(to, values)
