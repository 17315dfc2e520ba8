"""Moving by key: cards within their cell and to the next one, stages, steps, lanes, personas."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from model import labels
from model.change import Change, JourneyMap, chain
from model.edits.cards import move_cards
from model.edits.lanes import move_lane
from model.edits.personas import move_persona
from model.edits.shift import shift_cards
from model.edits.stages import move_stage, move_step
from model.grid import Grid, is_placed
from model.records import Card, Lane, Persona, Record, Stage, Step
from widgets.commands import here
from widgets.commands.command import Command
from widgets.editor import Editor

Way = Literal["left", "right", "up", "down"]
_BY: dict[Way, tuple[int, int]] = {
    "left": (-1, 0),
    "right": (1, 0),
    "up": (0, -1),
    "down": (0, 1),
}


def move(editor: Editor, way: Way) -> None:
    """Move what is selected: cards to the next cell, a stage or step along, a lane up or down."""
    steps, lanes = _BY[way]
    record = editor.document.map.records.get(editor.selection.anchor)
    if isinstance(record, Card):
        cards = editor.selection.of(Card)
        ids = [card.id for card in cards]
        _do(editor, f"Move {labels.quoted(*cards)}", partial(shift_cards, card_ids=ids,
            steps=steps, lanes=lanes))  # fmt: skip
    elif isinstance(record, (Stage, Step)) and steps:
        _do(editor, f"Move {labels.titled(record)}", _along(editor, record, steps))
    elif isinstance(record, (Lane, Persona)) and lanes:
        _do(editor, f"Move {labels.titled(record)}", _along(editor, record, lanes))


def reorder(editor: Editor, by: int) -> None:
    """Move the selected cards up (-1) or down (1) within their cell; a lane past the next one."""
    record = editor.document.map.records.get(editor.selection.anchor)
    if isinstance(record, (Lane, Persona)):
        _do(editor, f"Move {labels.titled(record)}", _along(editor, record, by))
        return
    cards = editor.selection.of(Card)
    cells: dict[tuple[str, str], list[str]] = {}
    for card in cards:
        cell = (card.step_id, card.lane_id) if is_placed(editor.document.map, card) else ("", "")
        cells.setdefault(cell, []).append(card.id)
    edits = [partial(_reordered, cell=cell, ids=set(ids), by=by) for cell, ids in cells.items()]
    _do(editor, f"Move {labels.quoted(*cards)}", lambda to: chain(to, *edits))


def _do(editor: Editor, label: str, edit: Callable[[JourneyMap], Change]) -> None:
    editor.document.edit(label, edit)
    editor.canvas.reveal(*editor.selection.ids)


def _reordered(to: JourneyMap, cell: tuple[str, str], ids: set[str], by: int) -> Change:
    """These cards of one cell, as a block, past the card before or after them."""
    grid = Grid(to)
    there = grid.cards_in(*cell) if cell != ("", "") else grid.parked
    moving = [card.id for card in there if card.id in ids]
    at = [i for i, card in enumerate(there) if card.id in ids]
    if by < 0:
        if not at[0]:
            return {}
        return move_cards(to, moving, *cell, there[at[0] - 1].id)
    if at[-1] + 1 == len(there):
        return {}
    passed = there[at[-1] + 1].id
    sequence = [c.id for c in (grid.cards_at(cell[0]) if cell != ("", "") else grid.parked)]
    after = [i for i in sequence[sequence.index(passed) + 1 :] if i not in ids]
    return move_cards(to, moving, *cell, after[0] if after else None)


def _along(editor: Editor, record: Record, by: int) -> Callable[[JourneyMap], Change]:
    """The edit that takes a stage, step, lane or persona past its neighbour; none at the end."""
    grid = Grid(editor.document.map)
    if isinstance(record, Step):
        if len(grid.steps_in(record.stage_id)) > 1:
            return _step_along(grid, record, by)
        # the only step of a stage is that stage, to whoever looks at it
        record = grid.map.get(record.stage_id, Stage) or record
    if isinstance(record, Stage):
        return past(record.id, [r.id for r in grid.stages], by, move_stage)
    if isinstance(record, Lane):
        return past(record.id, [r.id for r in grid.lanes], by, move_lane)
    return past(record.id, [r.id for r in grid.personas], by, move_persona)


def _step_along(grid: Grid, step: Step, by: int) -> Callable[[JourneyMap], Change]:
    """A step past its neighbour, or into the next stage."""
    ids = [s.id for s in grid.steps_in(step.stage_id)]
    if 0 <= ids.index(step.id) + by < len(ids):
        return past(step.id, ids, by, lambda to, i, before: move_step(
            to, i, step.stage_id, before))  # fmt: skip
    stages = [stage.id for stage in grid.stages]
    at = stages.index(step.stage_id) + by if step.stage_id in stages else -1
    if not 0 <= at < len(stages):
        return _nothing
    first = grid.steps_in(stages[at])[:1]
    before_id = first[0].id if by > 0 and first else None
    return lambda to: move_step(to, step.id, stages[at], before_id)


def past(
    record_id: str,
    ids: list[str],
    by: int,
    edit: Callable[[JourneyMap, str, str | None], Change],
) -> Callable[[JourneyMap], Change]:
    """A sibling past its neighbour before (-1) or after (1) it, if there is one."""
    at = ids.index(record_id) + by if record_id in ids else -1
    if not 0 <= at < len(ids):
        return _nothing
    following = at if by < 0 else at + 1
    before_id = ids[following] if following < len(ids) else None
    return lambda to: edit(to, record_id, before_id)


def _nothing(to: JourneyMap) -> Change:
    """At the end there is nowhere to go."""
    return {}


def _can(editor: Editor, *kinds: type[Record]) -> bool:
    return any(here.can_edit(editor, kind) for kind in kinds)


def _way(way: Way, text: str, *kinds: type[Record]) -> Command:
    return Command(
        f"move.{way}",
        text,
        partial(move, way=way),
        (f"Ctrl+Shift+{way.capitalize()}",),
        f"arrow-{way}",
        enabled=lambda editor: _can(editor, *kinds),
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        "move.earlier", "Up &within the cell", partial(reorder, by=-1), ("Alt+Up",), "chevron-up",
        enabled=lambda editor: _can(editor, Card, Lane, Persona),
    ),
    Command(
        "move.later", "Down w&ithin the cell", partial(reorder, by=1), ("Alt+Down",),
        "chevron-down", enabled=lambda editor: _can(editor, Card, Lane, Persona),
    ),
    _way("left", "Move &left", Card, Stage, Step),
    _way("right", "Move &right", Card, Stage, Step),
    _way("up", "Move &up", Card, Lane, Persona),
    _way("down", "Move &down", Card, Lane, Persona),
)  # fmt: skip
