"""The journey at a glance: for each stage how many cards came, went and changed, what else is
different there, and whether people feel better.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from typing import Final, Literal, NamedTuple, TypeAlias

from model.change import JourneyMap
from model.compare import Comparison, Item
from model.comparing.naming import grids, isolated
from model.comparing.points import At, points
from model.grid import is_placed
from model.labels import quoted
from model.names import own_name
from model.records import Card, Feeling, Link, Metric, Persona, Stage, Step

State: TypeAlias = Literal["", "added", "removed"]
#: By less than this nobody shows a mean to differ.
SEEN: Final = 0.05
_SCORES: Final = "scores differ"


class StageCount(NamedTuple):
    """One stage of either map.

    Attributes:
        added, removed, changed: cards, also those that came or went with the stage. One that
            moved here from another stage is changed here, one that was parked where it stood.
        feeling: how much better customers feel there (-4..+4), on average over all scores
            of their lines that both maps have; None where there is none.
        state: whether the stage itself was added or removed.
        also: what is different besides cards, in words for a list: "renamed", "steps differ"; of
            one that came or went where it went to, or was before.
    """

    stage_id: str
    name: str
    added: int
    removed: int
    changed: int
    feeling: float | None
    state: State = ""
    also: tuple[str, ...] = ()


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
    also = _also(c, {stage_id for stage_id, by in felt.items() if abs(by) >= SEEN})
    return tuple(
        StageCount(
            stage.id,
            own_name(stage) or "Stage without a name",
            counts["added"][stage.id],
            counts["removed"][stage.id],
            counts["changed"][stage.id],
            felt.get(stage.id),
            "added" if stage.id not in c.old else "removed" if stage.id not in c.new else "",
            tuple(also.get(stage.id, ())),
        )
        for stage in _stages(c)
    )


def _also(c: Comparison, seen: Set[str]) -> dict[str, dict[str, None]]:
    """Stage that is in both maps -> what is told of it, its steps, scores, links and metrics.

    Of `seen` the mean says already that scores differ.
    """
    found: dict[str, dict[str, None]] = {}
    for stayed, others in c.regrouped.into.items():
        now = isolated(quoted(c.new[stayed]))
        found |= {other: {f"now in {now}": None} for other in others}
    for stayed, others in c.regrouped.out_of.items():
        was = isolated(quoted(c.old[stayed]))
        found |= {other: {f"was in {was}": None} for other in others}
    metrics = {item.id for item in c.items if isinstance(item.there, Metric)}
    of_metrics: dict[str, set[str]] = {metric_id: set() for metric_id in metrics}
    for stage in c.new.all(Stage) if metrics else ():
        for metric_id in metrics.intersection(stage.metric_ids):
            of_metrics[metric_id].add(stage.id)
    for card in c.new.all(Card) if metrics else ():
        for metric_id in metrics.intersection(card.metric_ids):
            of_metrics[metric_id].add(_stage_with(c.new, card))
    for item in c.items:
        if item.kinds == ("rekeyed",) or (
            item.because and not isinstance(item.there, Stage | Step)
        ):
            continue  # with what it follows from it came, or went
        for words, stages in _told(c, item, of_metrics):
            for stage_id in sorted(stages):
                if words == _SCORES and stage_id in seen:
                    continue
                if stage_id in c.old and stage_id in c.new:
                    found.setdefault(stage_id, {})[words] = None
    return found


def _told(
    c: Comparison, item: Item, of_metrics: Mapping[str, set[str]]
) -> Iterator[tuple[str, set[str]]]:
    both = [(c.old, item.before), (c.new, item.after)]
    match item.there:
        case Stage():
            own = {item.id}
            yield "renamed", own if "name" in item.fields else set()
            yield "moved", own if "reordered" in item.kinds else set()
            rest = set(item.fields) - {"name", "order"}
            yield "details differ", own if rest and not item.because else set()
        case Step():
            yield "steps differ", {r.stage_id for _, r in both if isinstance(r, Step)}
        case Feeling():
            yield _SCORES, {_felt_in(of, r) for of, r in both if isinstance(r, Feeling)}
        case Link():
            links = [(of, r) for of, r in both if isinstance(r, Link)]
            ends = ((of, i) for of, link in links for i in (link.source_id, link.target_id))
            yield "links differ", {_stage_with(of, of.get(i, Card)) for of, i in ends}
        case Metric():
            yield "metrics differ", of_metrics[item.id]


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
            return _stage_with(of, card)
    return ""


def _stage_with(of: JourneyMap, card: Card | None) -> str:
    step = of.get(card.step_id, Step) if card is not None else None
    return step.stage_id if step is not None else ""


def _felt_in(of: JourneyMap, feeling: Feeling) -> str:
    step = of.get(feeling.step_id, Step)
    return step.stage_id if step is not None else _stage_with(of, of.get(feeling.card_id, Card))


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
