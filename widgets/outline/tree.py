"""A map as an outline: stages, their steps, the lanes with cards in them, the cards.

Below stand the personas and the parking lot. Branches are looked into when they are first
opened; from then on they follow the map by the ids that a change touched.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from model.change import JourneyMap, changed_between, diff
from model.grid import Grid, is_placed
from model.records import Card, Lane, Persona, Record, Stage, Step
from model.remarks import open_about

Sort: TypeAlias = Literal["root", "stage", "step", "cell", "card", "personas", "persona", "parking"]
PERSONAS, PARKING = "#personas", "#parking"
_PLACES = (Stage, Step, Lane)


class Node:
    """One line of the outline.

    Attributes:
        key: names it as long as it is there: a record's id, or step and lane of a cell.
        children: what is below it; None as long as nobody looked.
        row: where it stands below its parent.
    """

    __slots__ = ("children", "key", "number", "parent", "row", "sort")

    def __init__(self, sort: Sort, key: str, parent: "Node | None", number: int) -> None:
        self.sort, self.key, self.parent, self.number = sort, key, parent, number
        self.children: list[Node] | None = [] if sort in ("card", "persona") else None
        self.row = 0

    @property
    def cell(self) -> tuple[str, str]:
        """The step and lane of a cell."""
        step_id, _, lane_id = self.key.partition("|")
        return step_id, lane_id

    @property
    def record_id(self) -> str:
        """The record that it shows; a cell shows its lane; "" for a branch that is none."""
        if self.sort == "cell":
            return self.cell[1]
        return "" if self.key.startswith("#") else self.key


class Wanted(NamedTuple):
    """What a node is to be."""

    sort: Sort
    key: str


class Shelf:
    """What stands below what on one map; made anew for each map, and cheap until asked.

    `alike` is that of a map on which everything stands in the same places.
    """

    def __init__(self, of: JourneyMap, alike: "Shelf | None" = None) -> None:
        self.of = of
        self._grid: Grid | None = alike._grid if alike is not None else None

    @property
    def grid(self) -> Grid:
        """The order of everything; the records may be those of a map that was alike."""
        if self._grid is None:
            self._grid = Grid(self.of)
        return self._grid

    @cached_property
    def remarks(self) -> dict[str, int]:
        """How many open comments there are about which records."""
        return open_about(self.of)

    def below(self, node: Node) -> list[Wanted]:
        """What belongs below a node, in order."""
        grid = self.grid
        match node.sort:
            case "root":
                known = {stage.id for stage in grid.stages}
                lost = [step for step in grid.steps if step.stage_id not in known]
                return [
                    *(Wanted("stage", stage.id) for stage in grid.stages),
                    *(Wanted("step", step.id) for step in lost),
                    Wanted("personas", PERSONAS),
                    Wanted("parking", PARKING),
                ]
            case "stage":
                steps = grid.steps_in(node.key)
                if not has_steps(steps):
                    return [wanted for step in steps for wanted in self._cells(step.id)]
                return [Wanted("step", step.id) for step in steps]
            case "step":
                return self._cells(node.key)
            case "cell":
                return [Wanted("card", card.id) for card in grid.cards_in(*node.cell)]
            case "personas":
                return [Wanted("persona", persona.id) for persona in grid.personas]
            case "parking":
                return [Wanted("card", card.id) for card in grid.parked]
        return []

    def has_below(self, node: Node) -> bool:
        """Whether anything belongs below a node."""
        return node.sort not in ("card", "persona") and bool(self.below(node))

    def way(self, record_id: str) -> list[str]:
        """The keys that lead to a record from the top, its own last; [] for what is not here."""
        record = self.of.records.get(record_id)
        match record:
            case Stage():
                return [record.id]
            case Step():
                return self._to_step(record) if self._is_shown(record) else []
            case Persona():
                return [PERSONAS, record.id]
            case Card():
                step = self.of.get(record.step_id, Step)
                if step is None or not is_placed(self.of, record):
                    return [PARKING, record.id]
                return [*self._to_step(step), f"{record.step_id}|{record.lane_id}", record.id]
        return []

    def _to_step(self, step: Step) -> list[str]:
        if step.stage_id not in self.of:
            return [step.id]
        return [step.stage_id, step.id] if self._is_shown(step) else [step.stage_id]

    def _is_shown(self, step: Step) -> bool:
        return step.stage_id not in self.of or has_steps(self.grid.steps_in(step.stage_id))

    def _cells(self, step_id: str) -> list[Wanted]:
        lanes = {card.lane_id for card in self.grid.cards_at(step_id)}
        at = self.grid.lane_at
        return [Wanted("cell", f"{step_id}|{i}") for i in sorted(lanes, key=lambda i: at[i])]


def has_steps(steps: Sequence[Step]) -> bool:
    """Whether a stage's steps are spoken of: several, or one with a name."""
    return len(steps) > 1 or any(step.name.strip() for step in steps)


class Touched(NamedTuple):
    """What differs between two maps.

    Attributes:
        ids: of every record that does.
        everything: stages, steps or lanes do: all that was looked into is looked at again.
        near: keys of nodes below which something may stand otherwise.
    """

    ids: list[str]
    everything: bool
    near: set[str]


def between(before: JourneyMap, after: JourneyMap) -> Touched:
    """What differs between two maps, without a walk through them where that is known."""
    ids = changed_between(before, after)
    if ids is None:
        ids = list(diff(before, after))
    pairs: list[tuple[Record | None, Record | None]] = [
        (before.records.get(i), after.records.get(i)) for i in ids
    ]
    everything = any(isinstance(one, _PLACES) for pair in pairs for one in pair)
    near: set[str] = set()
    for was, now in pairs:
        if isinstance(was or now, Persona):
            near.add(PERSONAS)
        if isinstance(was, Card) or isinstance(now, Card):
            if was is not None and now is not None and _stands_alike(was, now):
                continue
            near.update(_near(before, was))
            near.update(_near(after, now))
    return Touched(ids, everything, near)


def _stands_alike(was: Record, now: Record) -> bool:
    return (
        isinstance(was, Card)
        and isinstance(now, Card)
        and ((was.step_id, was.lane_id, was.order) == (now.step_id, now.lane_id, now.order))
    )


def _near(of: JourneyMap, record: Record | None) -> Iterator[str]:
    if not isinstance(record, Card):
        return
    step = of.get(record.step_id, Step)
    if step is None or not is_placed(of, record):
        yield PARKING
    else:
        yield from (step.stage_id, step.id, f"{step.id}|{record.lane_id}")


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows as first and last of those that follow each other, from the top."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
