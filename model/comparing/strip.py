"""The journey at a glance: for each stage how many cards came, went and changed, and whether
people feel better there.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from model.change import JourneyMap
from model.compare import Comparison
from model.comparing.naming import grids
from model.grid import Grid
from model.names import own_name
from model.records import Card, Feeling, Persona, Stage, Step

State: TypeAlias = Literal["", "added", "removed"]


class StageCount(NamedTuple):
    """One stage of either map.

    Attributes:
        added, removed, changed: cards, also those that came or went with the stage. One that
            moved here from another stage is changed here.
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
            of = c.old if item.after is None else c.new
            kind = (
                "added" if item.before is None else "removed" if item.after is None else "changed"
            )
            counts[kind][_stage_of(of, item.there)] += 1
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


def _stage_of(of: JourneyMap, card: Card) -> str:
    step = of.get(card.step_id, Step)
    return step.stage_id if step is not None else ""


def _felt(c: Comparison) -> dict[str, float]:
    """Stage -> by how much the scores differ that both maps have, on average."""
    before, after = (dict(_scores(grid)) for grid in grids(c))
    differences: dict[str, list[float]] = {}
    for key, score in after.items():
        step = c.new.get(key[1], Step)
        if key in before and step is not None:
            differences.setdefault(step.stage_id, []).append(score - before[key])
    return {stage: sum(found) / len(found) for stage, found in differences.items()}


def _scores(grid: Grid) -> Iterator[tuple[tuple[str, str], float]]:
    """(persona, step) -> the score there as the line has it: the step's own, or its cards' mean."""
    of = grid.map
    own: dict[tuple[str, str], float] = {}
    cards: dict[tuple[str, str], list[float]] = {}
    for feeling in of.all(Feeling):
        if feeling.measure != "emotion" or feeling.curve != "current" or _works(of, feeling):
            continue
        if feeling.step_id:
            own[feeling.persona_id, feeling.step_id] = feeling.score
        elif (card := of.get(feeling.card_id, Card)) is not None and card.lane_id in grid.lane_at:
            cards.setdefault((feeling.persona_id, card.step_id), []).append(feeling.score)
    means = {key: sum(found) / len(found) for key, found in cards.items()}
    yield from {**means, **own}.items()


def _works(of: JourneyMap, feeling: Feeling) -> bool:
    """Whether it is felt by somebody who is no customer."""
    persona = of.get(feeling.persona_id, Persona)
    return persona is not None and persona.role != "customer"
