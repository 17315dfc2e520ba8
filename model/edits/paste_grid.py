"""A table that brings its names along: columns go to stages of that name, rows to lanes.

Stages and lanes that the map does not have yet are made, beside those that the table names
before them. `grounds` says where everything would go; `paste_grid` puts it there.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from model.change import JourneyMap, apply, diff
from model.edits.beginning import SUGGESTED
from model.edits.cards import usual_kind
from model.edits.common import changing, keys_before, made, need
from model.edits.paste import TOO_MANY_ROWS, Pasted, Table, Target, next_id, paste_table
from model.grid import Grid
from model.ids import Ids
from model.importing.ground import lane_fields
from model.records import Card, Lane, Stage, Step

#: Before the name of a stage or lane that is made: no id begins so.
_NEW = "+"


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
    """

    name: str
    id: str
    makes: Literal["", "stage", "step", "lane"]
    of: str
    step: str = ""


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
        if not self.joins:
            return sum(bool(text) for line in self.body for text in line)
        heads = zip(self.rows, self.body, strict=True)
        return len({(head.of, i) for head, line in heads for i, text in enumerate(line) if text})


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
        _named_rows(grid, down, target) if names.lanes else _rows(grid, len(down), target),
        body,
        joins=not names.lanes,
    )


def paste_grid(to: JourneyMap, rows: Table, ids: Ids, target: Target, names: Names) -> Pasted:
    """A card for each filled cell of a table, in stages and lanes of the names that it brings.

    Without names it is `paste_table`. Nothing that is there is changed; all cards are new.

    Raises:
        EditError: the target is gone, or a text is too long for a card or a name.
    """
    if not any(names):
        return paste_table(to, rows, ids, target)
    for record_id, kind in ((target.step_id, Step), (target.lane_id, Lane)):
        if record_id:
            need(to, record_id, kind)
    columns, heads, body, joins = grounds(to, rows, target, names)
    now, steps = _with_columns(to, columns, ids)
    now, lanes = _with_rows(now, heads, ids)
    by_step: dict[str, list[tuple[Lane, str]]] = {}
    for lane, line in zip(lanes, body, strict=True):
        for step_id, text in zip(steps, line, strict=True):
            if text:
                by_step.setdefault(step_id, []).append((lane, text))
    notes: tuple[str, ...] = ()
    if joins and len({lane.id for lane in lanes}) < len(lanes):
        notes = (TOO_MANY_ROWS,)
        by_step = {step_id: _joined(cells) for step_id, cells in by_step.items()}
    card_ids: list[str] = []
    put: list[Card] = []
    grid = Grid(now)
    for step_id, cells in by_step.items():
        there = grid.cards_at(step_id)
        keys, rekeyed = keys_before(there, next_id(there, target.after_id), len(cells))
        new = [
            made(
                Card, id=ids.new(Card), kind=usual_kind(lane), title=text, order=key,
                step_id=step_id, lane_id=lane.id,
            )
            for (lane, text), key in zip(cells, keys, strict=True)
        ]  # fmt: skip
        put += (*rekeyed, *new)
        card_ids += (card.id for card in new)
    return Pasted(diff(to, apply(changing(now, *put), now)), tuple(card_ids), notes)


def _columns(grid: Grid, width: int, target: Target) -> tuple[Head, ...]:
    """The target's step and those after it; where the journey ends, its last stage goes on."""
    names = {stage.id: stage.name for stage in grid.stages}
    first = grid.step_at.get(target.step_id, 0)
    heads = [
        Head(names.get(step.stage_id, ""), step.id, "", step.stage_id, step.name)
        for step in grid.steps[first : first + width]
    ]
    if not heads:
        heads.append(Head("", "", "stage", _NEW))
    last = heads[-1].of
    more = Head(names.get(last, ""), "", "step", last)
    return (*heads, *[more] * (width - len(heads)))


def _named_columns(grid: Grid, names: Sequence[str]) -> tuple[Head, ...]:
    known: dict[str, Stage] = {}
    for stage in grid.stages:
        known.setdefault(plain(stage.name), stage)
    heads: list[Head] = []
    used: Counter[str] = Counter()
    stage_name, of = "", _NEW
    for name in names:
        if plain(name):
            found = known.get(plain(name))
            stage_name = found.name if found else name
            of = found.id if found else _NEW + plain(name)
        steps, nth = grid.steps_in(of), used[of]
        used[of] += 1
        if nth < len(steps):
            heads.append(Head(stage_name, steps[nth].id, "", of, steps[nth].name))
        else:
            is_new = of.startswith(_NEW) and not nth
            heads.append(Head(stage_name, "", "stage" if is_new else "step", of))
    return tuple(heads)


def _rows(grid: Grid, height: int, target: Target) -> tuple[Head, ...]:
    """The target's lane and those below it; the last one for all further rows."""
    if not grid.card_lanes:
        return tuple(Head("", "", "lane", f"{_NEW}{row}") for row in range(height))
    top = grid.lane_at.get(target.lane_id, 0)
    lanes = [lane for lane in grid.card_lanes if grid.lane_at[lane.id] >= top]
    heads = [Head(lane.name, lane.id, "", lane.id) for lane in lanes or grid.card_lanes[-1:]]
    return (*heads[:height], *[heads[-1]] * (height - len(heads)))


def _named_rows(grid: Grid, names: Sequence[str], target: Target) -> tuple[Head, ...]:
    known: dict[str, Lane] = {}
    for lane in grid.card_lanes:
        known.setdefault(plain(lane.name), lane)
    (head,) = _rows(grid, 1, target)
    heads: list[Head] = []
    for name in names:
        key = plain(name)
        if key and key in known:
            head = Head(known[key].name, known[key].id, "", known[key].id)
        elif key:
            head = Head(name, "", "lane", _NEW + key)
        heads.append(head)
        head = head._replace(makes="")  # a name that is empty below it makes nothing more
    return tuple(heads)


def _with_columns(to: JourneyMap, heads: Sequence[Head], ids: Ids) -> tuple[JourneyMap, list[str]]:
    """The map with the stages and steps that are missing, and the step of each column."""
    stage_ids: dict[str, str] = {}
    now = to
    for before, new in _missing(heads, "stage", [s.id for s in Grid(to).stages]).items():
        keys, rekeyed = keys_before(Grid(now).stages, before, len(new))
        stages = [
            made(Stage, id=ids.new(Stage), name=head.name, order=key, **_phase(head.name))
            for head, key in zip(new, keys, strict=True)
        ]
        stage_ids |= {head.of: stage.id for head, stage in zip(new, stages, strict=True)}
        now = apply(changing(now, *rekeyed, *stages), now)
    grid = Grid(now)
    missing: dict[str, list[int]] = {}
    for column, head in enumerate(heads):
        if not head.id:
            missing.setdefault(stage_ids.get(head.of, head.of), []).append(column)
    step_ids = [head.id for head in heads]
    put: list[Step] = []
    for stage_id, columns in missing.items():
        steps: Sequence[Step] = grid.steps_in(stage_id)
        step_keys, moved = keys_before(steps, None, len(columns))
        put += moved
        for column, key in zip(columns, step_keys, strict=True):
            put.append(made(Step, id=ids.new(Step), stage_id=stage_id, order=key))
            step_ids[column] = put[-1].id
    return apply(changing(now, *put), now), step_ids


def _with_rows(to: JourneyMap, heads: Sequence[Head], ids: Ids) -> tuple[JourneyMap, list[Lane]]:
    """The map with the lanes that are missing, and the lane of each row."""
    lanes = {lane.id: lane for lane in to.all(Lane)}
    now = to
    for before, new in _missing(heads, "lane", [lane.id for lane in Grid(to).lanes]).items():
        keys, rekeyed = keys_before(Grid(now).lanes, before, len(new))
        put = [
            made(Lane, id=ids.new(Lane), name=head.name, order=key, **lane_fields(head.name))
            for head, key in zip(new, keys, strict=True)
        ]
        lanes |= {head.of: lane for head, lane in zip(new, put, strict=True)}
        now = apply(changing(now, *rekeyed, *put), now)
    return now, [lanes[head.of] for head in heads]


def _missing(
    heads: Sequence[Head], makes: str, order: Sequence[str]
) -> dict[str | None, list[Head]]:
    """What is made, by what it is put before: it follows what the table names before it."""
    at = {record_id: i for i, record_id in enumerate(order)}
    found: dict[str | None, list[Head]] = {}
    before = next((head.of for head in heads if head.of in at), None)
    for head in heads:
        if head.of in at:
            following = at[head.of] + 1
            before = order[following] if following < len(order) else None
        elif head.makes == makes:
            found.setdefault(before, []).append(head)
    return found


def _joined(cells: Iterable[tuple[Lane, str]]) -> list[tuple[Lane, str]]:
    """One text a lane, with line breaks."""
    found: dict[str, tuple[Lane, str]] = {}
    for lane, text in cells:
        said = found[lane.id][1] if lane.id in found else ""
        found[lane.id] = (lane, f"{said}\n{text}" if said else text)
    return list(found.values())


def _phase(name: str) -> dict[str, Any]:
    found = [phase for usual, phase in SUGGESTED.items() if plain(usual) == plain(name)]
    return {"phase": found[0]} if found else {}


def plain(name: str) -> str:
    """A name as names are compared: without spaces, in small letters."""
    return "".join(name.split()).casefold()
