"""Where a table goes that brings names along: its columns to stages, its rows to lanes.

Stages and lanes that the map does not have yet are to be made, beside those that the table
names before them (`model.edits.paste_grid`).
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from model.change import JourneyMap
from model.edits.paste import Table, Target
from model.grid import Grid
from model.ids import feeling_id
from model.importing.values import NotThat, score
from model.importing.words import meaning
from model.records import Feeling, Lane, Stage

#: Before the name of a stage or lane that is made: no id begins so.
NEW = "+"


class Names(NamedTuple):
    """Whether the first row names stages, and whether the first column names lanes."""

    stages: bool = False
    lanes: bool = False


class Head(NamedTuple):
    """Where one column or row goes.

    Attributes:
        name: what its stage or lane is called.
        id: of the step or lane; "" if it is made.
        makes: what is made for it.
        of: the id of its stage or lane, or what stands for one that is made.
        step: what its step is called.
        scores: whether a row says how its steps feel, in figures, and no cards.
    """

    name: str
    id: str
    makes: Literal["", "stage", "step", "lane"]
    of: str
    step: str = ""
    scores: bool = False


class Grounds(NamedTuple):
    """Where a table goes: its columns and rows, and what stands in them.

    Attributes:
        joins: whether what goes to one cell becomes one card.
    """

    columns: tuple[Head, ...]
    rows: tuple[Head, ...]
    body: Table
    joins: bool = False

    def count(self, makes: str) -> int:
        """How many stages, steps or lanes are made."""
        return sum(head.makes == makes for head in (*self.columns, *self.rows))

    @property
    def cards(self) -> int:
        """How many cards are made."""
        heads = zip(self.rows, self.body, strict=True)
        if not self.joins:
            return sum(bool(text) for head, line in heads if not head.scores for text in line)
        return len({(head.of, i) for head, line in heads for i, text in enumerate(line) if text})

    @property
    def scores(self) -> int:
        """How many feelings are set."""
        heads = zip(self.rows, self.body, strict=True)
        return sum(bool(text) for head, line in heads if head.scores for text in line)


def grounds(of: JourneyMap, rows: Table, target: Target, names: Names) -> Grounds:
    """Where the columns and rows of a table go.

    Columns without names go to the target's step and those after it, rows to the target's
    lane and those below. An empty name is that of the column or row before it; a name that
    comes again is another step of its stage, or more of its lane.
    """
    grid = Grid(of)
    body = tuple(row[names.lanes :] for row in rows[names.stages :])
    across = rows[0][names.lanes :]
    down = [row[0] for row in rows[names.stages :]]
    return Grounds(
        _named_columns(grid, across) if names.stages else _columns(grid, len(across), target),
        _named_rows(grid, down, body, target) if names.lanes else _rows(grid, len(down), target),
        body,
        joins=not names.lanes,
    )


class Scores(NamedTuple):
    """What a row of figures says of one persona: how many scores, and how many are replaced."""

    persona_id: str
    given: int
    replaced: int


def scores_in(of: JourneyMap, ground: Grounds, persona_id: str) -> tuple[Scores, ...]:
    """Whose scores the figures of a table become; of what names nobody, `persona_id`'s."""
    set_: dict[str, set[str]] = {}
    replaced: Counter[str] = Counter()
    for head, line in zip(ground.rows, ground.body, strict=True):
        lane = of.get(head.id, Lane) if head.scores else None
        if lane is None:
            continue
        who = persona_of(lane, persona_id)
        for number, (column, text) in enumerate(zip(ground.columns, line, strict=True)):
            if not text:
                continue
            at = feeling_id(who, column.id or f"{NEW}{number}", "current", lane.measure)
            before = of.get(at, Feeling)
            if at not in set_.setdefault(who, set()):
                replaced[who] += before is not None and before.score != score(text)[1]
            set_[who].add(at)
    return tuple(Scores(who, len(at), replaced[who]) for who, at in set_.items())


def persona_of(lane: Lane, persona_id: str) -> str:
    """Whose scores a line of feelings takes: its only persona's, or else those of `persona_id`."""
    return lane.persona_ids[0] if len(lane.persona_ids) == 1 else persona_id


def _columns(grid: Grid, width: int, target: Target) -> tuple[Head, ...]:
    """The target's step and those after it; where the journey ends, its last stage goes on."""
    names = {stage.id: stage.name for stage in grid.stages}
    first = grid.step_at.get(target.step_id, 0)
    heads = [
        Head(names.get(step.stage_id, ""), step.id, "", step.stage_id, step.name)
        for step in grid.steps[first : first + width]
    ]
    if not heads:
        heads.append(Head("", "", "stage", NEW))
    last = heads[-1].of
    more = Head(names.get(last, ""), "", "step", last)
    return (*heads, *[more] * (width - len(heads)))


def _named_columns(grid: Grid, names: Sequence[str]) -> tuple[Head, ...]:
    known: dict[str, Stage] = {}
    for stage in grid.stages:
        known.setdefault(plain(stage.name), stage)
    heads: list[Head] = []
    used: Counter[str] = Counter()
    stage_name, of = "", NEW
    for name in names:
        if plain(name):
            found = known.get(plain(name))
            stage_name = found.name if found else name
            of = found.id if found else NEW + plain(name)
        steps, nth = grid.steps_in(of), used[of]
        used[of] += 1
        if nth < len(steps):
            heads.append(Head(stage_name, steps[nth].id, "", of, steps[nth].name))
        else:
            is_new = of.startswith(NEW) and not nth
            heads.append(Head(stage_name, "", "stage" if is_new else "step", of))
    return tuple(heads)


def _rows(grid: Grid, height: int, target: Target) -> tuple[Head, ...]:
    """The target's lane and those below it; the last one for all further rows."""
    if not grid.card_lanes:
        return tuple(Head("", "", "lane", f"{NEW}{row}") for row in range(height))
    top = grid.lane_at.get(target.lane_id, 0)
    lanes = [lane for lane in grid.card_lanes if grid.lane_at[lane.id] >= top]
    heads = [Head(lane.name, lane.id, "", lane.id) for lane in lanes or grid.card_lanes[-1:]]
    return (*heads[:height], *[heads[-1]] * (height - len(heads)))


def _named_rows(grid: Grid, names: Sequence[str], body: Table, target: Target) -> tuple[Head, ...]:
    known: dict[str, Head] = {}
    for lane in grid.card_lanes:
        known.setdefault(plain(lane.name), Head(lane.name, lane.id, "", lane.id))
    (head,) = _rows(grid, 1, target)
    heads: list[Head] = []
    for name, cells in zip(names, body, strict=True):
        key = plain(name)
        felt = _feelings_lane(grid, name, cells) if key else None
        if felt is not None:
            heads.append(Head(felt.name, felt.id, "", felt.id, scores=True))
            continue
        if key:
            head = known.get(key) or Head(name, "", "lane", NEW + key)
        heads.append(head)
        head = known[key] = head._replace(makes="")  # what comes again makes nothing more
    return tuple(heads)


def _feelings_lane(grid: Grid, name: str, cells: Sequence[str]) -> Lane | None:
    """The line of feelings that a row is about, if it has nothing but figures."""
    said = [text for text in cells if text]
    if not said or not all(map(_is_figure, said)):
        return None
    lanes = [lane for lane in grid.lanes if lane.kind == "emotion"]
    named = [lane for lane in lanes if plain(lane.name) == plain(name)]
    if meaning("lane", name) == "emotion":
        named += lanes
    return named[0] if named else None


def _is_figure(text: str) -> bool:
    try:
        return not score(text)[0]
    except NotThat:
        return False


def plain(name: str) -> str:
    """A name as names are compared: without spaces, in small letters."""
    return "".join(name.split()).casefold()
