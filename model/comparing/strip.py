"""The journey at a glance: for each stage how many cards came, went and changed, and whether
people feel better there.
"""

from collections import Counter
from typing import Literal, NamedTuple, TypeAlias

from model.change import JourneyMap
from model.compare import Comparison, Item
from model.comparing.naming import grids
from model.comparing.points import At, points
from model.grid import is_placed
from model.names import own_name
from model.records import Card, Persona, Stage, Step

State: TypeAlias = Literal["", "added", "removed"]


class StageCount(NamedTuple):
    """One stage of either map.

    Attributes:
        added, removed, changed: cards, also those that came or went with the stage. One that
            moved here from another stage is changed here, one that was parked where it stood.
        feeling: how much better customers feel there (-4..+4), on average over all scores
            of their lines that both maps have; None where there is none.
        state: whether the stage itself was added or removed.
    """

    stage_id: str
    name: str
    added: int
    removed: int
    changed: int
    feeling: float | None
    state: State = ""


def strip(c: Comparison) -> tuple[StageCount, ...]:
    """The stages in the new map's order; what is gone stands after what it stood after."""
    counts = {kind: Counter[str]() for kind in ("added", "removed", "changed")}
    for item in c.items:
        if isinstance(item.there, Card) and item.kinds != ("rekeyed",):
            kind = (
                "added" if item.before is None else "removed" if item.after is None else "changed"
            )
            counts[kind][_stage_of(c, item)] += 1
    felt = _felt(c)
    return tuple(
        StageCount(
            stage.id,
            own_name(stage) or "Stage without a name",
            counts["added"][stage.id],
            counts["removed"][stage.id],
            counts["changed"][stage.id],
            felt.get(stage.id),
            "added" if stage.id not in c.old else "removed" if stage.id not in c.new else "",
        )
        for stage in _stages(c)
    )


def _stages(c: Comparison) -> list[Stage]:
    old, new = (grid.stages for grid in grids(c))
    found = list(new)
    there = {stage.id for stage in new}
    for n, stage in enumerate(old):
        if stage.id not in there:
            ids = [one.id for one in found]
            before = next((s.id for s in reversed(old[:n]) if s.id in ids), None)
            found.insert(0 if before is None else ids.index(before) + 1, stage)
    return found


def _stage_of(c: Comparison, item: Item) -> str:
    """The stage where a card stands, or stood before it was removed or parked."""
    for of, card in ((c.new, item.after), (c.old, item.before)):
        if isinstance(card, Card) and is_placed(of, card):
            step = of.get(card.step_id, Step)
            return step.stage_id if step is not None else ""
    return ""


def _felt(c: Comparison) -> dict[str, float]:
    """Stage -> by how much the points differ that the lines of both maps have, on average."""
    before, after = points(c)
    differences: dict[str, list[float]] = {}
    for where, point in after.items():
        step, old = c.new.get(where.step_id, Step), before.get(where)
        if step is not None and old is not None and _counts(c.new, where):
            differences.setdefault(step.stage_id, []).append(point.score - old.score)
    return {stage: sum(found) / len(found) for stage, found in differences.items()}


def _counts(of: JourneyMap, where: At) -> bool:
    """Whether it is what customers feel now."""
    persona = of.get(where.persona_id, Persona)
    is_work = persona is not None and persona.role != "customer"
    return (where.measure, where.curve) == ("emotion", "current") and not is_work
