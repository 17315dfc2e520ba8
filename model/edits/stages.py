"""Stages and their steps: add, move, split, merge, delete with what they hold."""

from typing import Any

from model import grid
from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, keys_before, made, moved_before, need
from model.edits.guard import fitting_fields
from model.edits.joining import joined_or_error, taken_over
from model.edits.spans import straightened
from model.ids import Ids
from model.records import Stage, Step, evolve


def add_stage(
    to: JourneyMap, ids: Ids, name: str = "", before_id: str | None = None, **fields: Any
) -> Change:
    """A stage with its first, unnamed step; at the end, or before another stage.

    Raises:
        EditError: that stage is gone, or a field does not fit.
    """
    keys, rekeyed = keys_before(grid.stages(to), before_id)
    stage = made(Stage, id=ids.new(Stage), name=name, order=keys[0], **fields)
    step = made(Step, id=ids.new(Step), stage_id=stage.id, order="a0")
    return fitting_fields(to, changing(to, stage, step, *rekeyed), Stage, fields)


def add_step(
    to: JourneyMap,
    stage_id: str,
    ids: Ids,
    name: str = "",
    before_id: str | None = None,
    **fields: Any,
) -> Change:
    """A step in a stage; at its end, or before another of its steps.

    Raises:
        EditError: the stage or that step is gone, or a field does not fit.
    """
    need(to, stage_id, Stage)
    keys, rekeyed = keys_before(grid.steps_of(to, stage_id), before_id)
    step = made(Step, id=ids.new(Step), stage_id=stage_id, name=name, order=keys[0], **fields)
    return changing(to, step, *rekeyed)


def move_stage(to: JourneyMap, stage_id: str, before_id: str | None = None) -> Change:
    """A stage moved before another, or to the end.

    Raises:
        EditError: one of them is gone.
    """
    stage = need(to, stage_id, Stage)
    moved = moved_before(grid.stages(to), [stage], before_id)
    return straightened(to, changing(to, *moved))


def move_step(to: JourneyMap, step_id: str, stage_id: str, before_id: str | None = None) -> Change:
    """A step moved into a stage, before another of its steps or to its end.

    Raises:
        EditError: one of them is gone, or the step is the only one of another stage.
    """
    step = need(to, step_id, Step)
    need(to, stage_id, Stage)
    siblings = grid.steps_of(to, stage_id)
    if step.stage_id == stage_id:
        moved = moved_before(siblings, [step], before_id)
        return straightened(to, changing(to, *moved))
    if to.get(step.stage_id, Stage) and len(grid.steps_of(to, step.stage_id)) == 1:
        raise EditError("A stage keeps at least one step: this is its only one.")
    keys, rekeyed = keys_before(siblings, before_id)
    moved_step = evolve(step, stage_id=stage_id, order=keys[0])
    return straightened(to, changing(to, moved_step, *rekeyed))


def split_stage(to: JourneyMap, step_id: str, ids: Ids, name: str = "", **fields: Any) -> Change:
    """A new stage that begins at this step and takes the later steps of its stage along.

    Raises:
        EditError: the step is gone, or it is the first of its stage.
    """
    step = need(to, step_id, Step)
    stage = need(to, step.stage_id, Stage)
    siblings = grid.steps_of(to, stage.id)
    at = [s.id for s in siblings].index(step_id)
    if at == 0:
        raise EditError("A stage can be split before any of its steps but the first.")
    stages = grid.stages(to)
    following = stages.index(stage) + 1
    before_id = stages[following].id if following < len(stages) else None
    keys, rekeyed = keys_before(stages, before_id)
    new = made(Stage, id=ids.new(Stage), name=name, order=keys[0], **fields)
    later = [evolve(step, stage_id=new.id) for step in siblings[at:]]
    return fitting_fields(to, changing(to, new, *rekeyed, *later), Stage, fields)


def merge_stage_with_next(to: JourneyMap, stage_id: str) -> Change:
    """One stage out of two neighbours: its steps, then those of the next.

    The first one keeps its id. Nothing is lost: what both say is joined, and where
    only one can stay, the other's is written into the description.

    Raises:
        EditError: the stage is gone or is the last one.
    """
    stage = need(to, stage_id, Stage)
    stages = grid.stages(to)
    at = stages.index(stage)
    if at + 1 == len(stages):
        raise EditError("There is no stage after this one to merge it with.")
    following = stages[at + 1]
    steps = grid.steps_of(to, following.id)
    keys, rekeyed = keys_before(grid.steps_of(to, stage_id), None, len(steps))
    if len(steps) == 1 and not steps[0].name:  # the name of the stage was the step's, too
        steps = [evolve(steps[0], name=following.name)]
    moved = [
        evolve(step, stage_id=stage_id, order=key) for step, key in zip(steps, keys, strict=True)
    ]
    both = joined_or_error(to, stage, following)
    return taken_over(to, changing(to, both, *rekeyed, *moved), {following.id: stage_id})
