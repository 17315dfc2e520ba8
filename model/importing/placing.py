"""Where a line of a table puts its card: the stage, step and lane that it names.

A place that reads as the card's own would be written leaves the card where it is, whatever
else on the map has the same name.
"""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from model.edits.common import need
from model.grid import Grid
from model.ids import Ids
from model.importing.ground import Ground, plain
from model.importing.lines import Line, Table, is_score
from model.importing.matching import Match, Place
from model.importing.wording import Wording
from model.importing.words import meaning
from model.importing.writing import columns_of
from model.records import Card, CardKind, Lane, Step

Tell = Callable[[Line, str, str], None]


class Where(NamedTuple):
    """A cell; both empty for the parking lot. `told` is what could not be placed, in words."""

    step_id: str = ""
    lane_id: str = ""
    told: tuple[str, ...] = ()


class Placing:
    """Finds and makes the places of one table; `ground` has what was made."""

    def __init__(
        self, grid: Grid, wording: Wording, ids: Ids, of: Table, at: tuple[str, str], tell: Tell
    ) -> None:
        self.grid = grid
        self.wording = wording
        self.ground = Ground(grid, wording, ids)
        self._tell = tell
        if of.columns:
            if at[0]:
                need(grid.map, at[0], Step)
            if at[1]:
                need(grid.map, at[1], Lane)
        self._steps = self._columns(of, at[0])
        self._lanes = self._heads(of, at[1])
        self._names = self._names_of_steps() if of.columns else {}
        self._kinds = _kinds_of_lanes(of)

    def is_feeling(self, line: Line) -> bool:
        """Whether a line of a grid is no card but how a step feels."""
        if line.head is None or not is_score(line.values["title"]):
            return False
        lane_id = self._lanes[line.head.at]
        return bool(lane_id) and self.ground.lane_of[lane_id].kind == "emotion"

    def cell(self, line: Line) -> Where:
        """The step and the lane of a line of a grid."""
        assert line.column is not None
        assert line.head is not None
        return Where(self._steps[line.column.at], self._lanes[line.head.at])

    def named(self, line: Line) -> Place:
        """What a line says of its place, to find its card by."""
        if line.column is not None:
            return Place(*self._labels(self.cell(line), bool(line.column.step or line.column.nth)))
        stage, step, lane = (line.values.get(name) for name in ("stage", "step", "lane"))
        if stage is not None and not plain(stage):
            return Place("", "", "")
        if lane is not None and (not plain(lane) or self._is_emotion(lane)):
            lane = None
        return Place(
            None if stage is None else plain(stage),
            plain(step) if step and plain(step) else None,
            None if lane is None else plain(lane),
        )

    def of_new(self, line: Line, kind: CardKind | None) -> Where:
        """Where a new card goes; without a kind that was said, by what it is taken for."""
        if line.column is not None:
            where = self.cell(line)
            if not where.step_id:
                return Where()
            lane_id = self._card_lane(where.lane_id, kind or "thought")
            self.ground.hold(where.step_id)
            return Where(where.step_id, lane_id)
        stage, step, lane = (self._said(line, name) for name in ("stage", "step", "lane"))
        if not stage:
            return Where(told=self._parked(line, step, lane))
        stage_id = self.ground.stage(stage)
        step_id = self.ground.step(stage_id, step)
        self.ground.hold(step_id)
        return Where(step_id, self._lane(lane, kind))

    def of_known(self, line: Line, found: Match) -> Where:
        """Where a card of the map goes: where it is, but for what the line says otherwise."""
        card = found.card
        assert card is not None
        if line.column is not None:
            return self._of_known_in_grid(line, card)
        now = dict(zip(("stage", "step", "lane"), self.wording.place(card), strict=True))
        said = {name: line.values[name] for name in now if name in line.values}
        if all(_same_words(words, now[name]) for name, words in said.items()):
            return Where(card.step_id, card.lane_id)
        stage, step, lane = (self._said(line, name) for name in now)
        if found.sure and "stage" in said and not stage:
            # What stood there when the card was made is in its text, and stays there.
            there = {row.strip() for row in card.body.splitlines()}
            return Where(told=tuple(row for row in self._parked(line, step, lane) if row in there))
        if not stage and not now["stage"]:
            return Where(card.step_id, card.lane_id, _unplaced(step, lane))
        same_stage = not stage or _same_words(stage, now["stage"])
        present = self.grid.map.get(card.step_id, Step)
        stage_id = present.stage_id if same_stage and present else self.ground.stage(stage)
        if step and not (same_stage and _same_words(step, now["step"])):
            step_id = self.ground.step(stage_id, step)
        elif same_stage and present:
            step_id = card.step_id
        else:
            step_id = self.ground.step(stage_id)
        if not lane or _same_words(lane, now["lane"]):
            lane_id = card.lane_id if now["lane"] else self._lane("", card.kind)
        else:
            lane_id = self._lane(lane, card.kind)
        return Where(step_id, lane_id)

    def _of_known_in_grid(self, line: Line, card: Card) -> Where:
        assert line.column is not None
        where = self.cell(line)
        stage, step, lane = self._labels(where, by_step=bool(line.column.step or line.column.nth))
        now = tuple(map(plain, self.wording.place(card)))
        same_step = stage == now[0] and step in (None, now[1])
        same_lane = lane in (None, now[2])
        return Where(
            card.step_id if same_step else where.step_id,
            card.lane_id if same_lane else where.lane_id,
        )

    def _columns(self, of: Table, at: str) -> list[str]:
        """The step of each column of a grid; "" for one below no heading."""
        grid, columns = self.grid, of.columns
        if not of.headed:
            start = grid.step_at.get(at, 0)
            steps = [step.id for step in grid.steps[start:]]
            while len(steps) < len(columns):
                last = self.ground.stages[-1].id if self.ground.stages else None
                stage_id = last or self.ground.stage("")
                made = len(self.ground.steps[stage_id]) if last else 0
                steps.append(self.ground.step(stage_id, nth=made))
            return steps
        own = list(columns_of(grid))
        if [(column.stage, column.step) for column in columns] == [
            (self.wording.stages[stage_id], self.wording.steps.get(step.id, "") if step else "")
            for stage_id, step in own
        ]:
            return [step.id if step else "" for _, step in own]
        found: list[str] = []
        last_id = ""
        for column in columns:
            if not column.stage:
                found.append("")
                continue
            last_id = self.ground.stage(column.stage, last_id)
            found.append(self.ground.step(last_id, column.step, column.nth))
        return found

    def _heads(self, of: Table, at: str) -> list[str]:
        """The lane of each row of a grid; "" where its cards decide."""
        if not of.named_lanes:
            lanes = self.grid.card_lanes
            row = self.grid.lane_at.get(at, 0)
            below = [x.id for x in lanes if self.grid.lane_at[x.id] >= row] or [
                x.id for x in lanes[-1:]
            ]
            return [below[min(head.at, len(below) - 1)] if below else "" for head in of.heads]
        if [head.lane for head in of.heads] == [
            self.wording.lanes[lane.id] for lane in self.grid.lanes
        ]:
            return [lane.id for lane in self.grid.lanes]
        found: list[str] = []
        last_id = ""
        for head in of.heads:
            if head.lane:
                last_id = self.ground.lane(head.lane, "emotion" if head.scores else "", last_id)
            found.append(last_id if head.lane else "")
        return found

    def _labels(self, where: Where, by_step: bool) -> tuple[str, str | None, str | None]:
        """The names of a cell of a grid as they are compared; None for what does not count."""
        lane = self.ground.lane_of.get(where.lane_id)
        if lane is None or lane.kind == "emotion":
            lane_name = None
        else:
            lane_name = plain(self.wording.lanes.get(lane.id, lane.name))
        if not where.step_id:
            return "", "", ""
        stage, step = self._names[where.step_id]
        return stage, step if by_step else None, lane_name

    def _names_of_steps(self) -> dict[str, tuple[str, str]]:
        """Step id -> its stage's name and its own, as they are compared."""
        found = {}
        for stage in self.ground.stages:
            name = plain(self.wording.stages.get(stage.id, stage.name))
            for step in self.ground.steps[stage.id]:
                found[step.id] = (name, plain(self.wording.steps.get(step.id, step.name)))
        return found

    def _is_emotion(self, name: str) -> bool:
        found = self.ground.known_lane(name)
        return found is not None and self.ground.lane_of[found].kind == "emotion"

    def _parked(self, line: Line, step: str, lane: str) -> tuple[str, ...]:
        """What a line says of a place without naming its stage, which is told."""
        told = _unplaced(step, lane)
        if told:
            self._tell(line, "stage", "The row names no stage: the card is in the parking lot.")
        return told

    def _said(self, line: Line, name: str) -> str:
        return " ".join(line.values.get(name, "").split())

    def _lane(self, name: str, kind: CardKind | None) -> str:
        if not name or self._is_emotion(name):
            return self.ground.lane_for(kind or ("thought" if name else "touchpoint"))
        return self.ground.lane(name, self._kinds.get(plain(name), ""))

    def _card_lane(self, lane_id: str, kind: CardKind) -> str:
        lane = self.ground.lane_of.get(lane_id)
        if lane is None or lane.kind == "emotion":
            return self.ground.lane_for(kind if lane else "touchpoint")
        return lane_id


def _unplaced(step: str, lane: str) -> tuple[str, ...]:
    """What a line says of a place without naming the stage, as lines for the card's text."""
    return tuple(f"{name}: {said}" for name, said in (("Step", step), ("Lane", lane)) if said)


def _kinds_of_lanes(of: Table) -> dict[str, str]:
    """Of each lane in a list, the kind that most of its cards are said to be."""
    counts: dict[str, Counter[str]] = {}
    for line in of.lines:
        lane, kind = line.values.get("lane"), line.values.get("kind")
        if lane and kind and (known := meaning("kind", kind)):
            counts.setdefault(plain(lane), Counter())[known] += 1
    return {lane: count.most_common(1)[0][0] for lane, count in counts.items()}


def _same_words(a: str, b: str) -> bool:
    return a == b or plain(a) == plain(b)
