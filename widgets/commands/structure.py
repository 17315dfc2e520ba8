"""Stages and steps, lanes, personas: add, name, split, merge, fold, change of kind.

They act on what is selected, otherwise on the stage, step and lane of the focused cell,
and on the active persona. Moving them is in `moving`, deleting in `deleting`.
"""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from model import labels
from model.change import Change
from model.edits.cards import usual_kind
from model.edits.common import new_ids
from model.edits.fields import set_fields
from model.edits.lanes import add_lane, change_lanes, fold_lanes
from model.edits.personas import add_persona, move_persona
from model.edits.stages import add_stage, add_step, merge_stage_with_next, split_stage
from model.grid import Grid
from model.records import Card, Lane, Persona, Record, Stage, Step, evolve
from widgets import asking
from widgets.commands import here
from widgets.commands.command import Command
from widgets.commands.moving import past
from widgets.editor import Editor


class LaneKind(NamedTuple):
    """What a lane can be made: a command's last word, its text, and the lane's fields."""

    name: str
    text: str
    fields: Mapping[str, Any]


def _kind(name: str, text: str, **fields: Any) -> LaneKind:
    return LaneKind(name, text, MappingProxyType(fields))


LANE_KINDS: tuple[LaneKind, ...] = (
    _kind("doing", "What customers &do", kind="customer", aspect="doing"),
    _kind("thinking", "What customers &think", kind="customer", aspect="thinking"),
    _kind("needs", "What customers &need", kind="customer", aspect="needs"),
    _kind("digital", "Di&gital channel", kind="channel", medium="digital"),
    _kind("physical", "&Physical channel", kind="channel", medium="physical"),
    _kind("human", "&Human channel", kind="channel", medium="human"),
    _kind("emotion", "&EmotionsFeelings", kind="emotion", measure="emotion"),
    _kind("engagement", "En&gagement", kind="emotion", measure="engagement"),
    _kind("effort", "E&ffort", kind="emotion", measure="effort"),
    _kind("trust", "T&rust", kind="emotion", measure="trust"),
    _kind("frontstage", "Team customers &meet", kind="team", visibility="frontstage"),
    _kind("backstage", "Team &behind", kind="team", visibility="backstage"),
    _kind("support", "&Support team", kind="team", visibility="support"),
    _kind("insight", "&Insights", kind="insight"),
    _kind("metric", "Metri&cs", kind="metric"),
    _kind("picture", "Pict&ures", kind="picture"),
)


def add_stage_here(editor: Editor, after: bool = True) -> None:
    """A stage with a step beside the one in focus, or at the end; its name is typed next."""
    stages = [stage.id for stage in Grid(editor.document.map).stages]
    before_id = _beside(stages, here.stage(editor), after)
    change = editor.document.edit("Add stage", add_stage, editor.document.ids, "", before_id)
    _name_new(editor, change, Stage)


def add_step_here(editor: Editor, after: bool = True) -> None:
    """A step beside the one in focus, in its stage; its name is typed next."""
    stage, step = here.stage(editor), here.step(editor)
    if stage is None:
        add_stage_here(editor)
        return
    steps = [one.id for one in Grid(editor.document.map).steps_in(stage.id)]
    if step is None or step.id not in steps:  # the stage is selected: at its end or start
        before_id = None if after or not steps else steps[0]
    else:
        before_id = _beside(steps, step, after)
    document = editor.document
    change = document.edit("Add step", add_step, stage.id, document.ids, "", before_id)
    _name_new(editor, change, Step)


def add_lane_here(editor: Editor, below: bool = True) -> None:
    """A lane below or above the one in focus, or at the bottom; its name is typed next."""
    lanes = [lane.id for lane in Grid(editor.document.map).lanes]
    before_id = _beside(lanes, here.lane(editor), below)
    change = editor.document.edit("Add lane", add_lane, editor.document.ids, "", before_id)
    _name_new(editor, change, Lane)


def rename(editor: Editor, record: Record | None) -> None:
    """Type another name for a stage, step or lane, on the canvas."""
    if record is not None:
        editor.selection.set(record.id, cell=editor.selection.cell)
        editor.canvas.reveal(record.id)
        editor.canvas.begin_edit(record.id)


def rename_selected(editor: Editor) -> None:
    """Type another text for what is selected: a card's title, a name."""
    record = editor.document.map.records.get(editor.selection.anchor)
    if isinstance(record, Persona):
        rename_persona(editor)
    elif isinstance(record, (Card, Stage, Step, Lane)):
        editor.canvas.reveal(record.id)
        editor.canvas.begin_edit(record.id)


def split(editor: Editor) -> None:
    """Begin a new stage at the step in focus; its name is typed next."""
    step = here.step(editor)
    if step is None:
        return
    stage = here.stage(editor)
    name = labels.titled(stage) if stage else "stage"
    change = editor.document.edit(f"Split {name}", split_stage, step.id, editor.document.ids)
    new_id = here.select_new(editor, change, Stage)
    if new_id:
        editor.canvas.begin_edit(new_id)


def merge(editor: Editor) -> None:
    """Make one stage of the one in focus and the next."""
    stage = here.stage(editor)
    if stage is None:
        return
    stages = Grid(editor.document.map).stages
    following = next((b for a, b in pairwise(stages) if a.id == stage.id), None)
    other = f" and {labels.quoted(following)}" if following else ""
    label = f"Merge {labels.titled(stage)}{other}"
    if editor.document.edit(label, merge_stage_with_next, stage.id):
        editor.selection.set(stage.id)
        editor.canvas.reveal(stage.id)


def fold(editor: Editor) -> None:
    """Fold the lanes in focus to a line each, or unfold them."""
    lanes = _lanes(editor)
    folded = all(lane.collapsed_height is not None for lane in lanes)
    what = labels.titled(lanes[0]) if len(lanes) == 1 else labels.counted(len(lanes), "lane")
    label = f"{'Unfold' if folded else 'Fold'} {what}"
    editor.document.edit(label, fold_lanes, *(lane.id for lane in lanes))
    editor.canvas.reveal(*(lane.id for lane in lanes))


def make_lane(editor: Editor, kind: LaneKind) -> None:
    """Make the lanes in focus of another kind; new cards in them are of the kind that fits.

    A lane that holds cards becomes no emotion line, which would hide them.
    """
    lanes = _lanes(editor)
    what = labels.titled(lanes[0]) if len(lanes) == 1 else labels.counted(len(lanes), "lane")
    label = f"Change what {what} is"
    values = {lane.id: _fields(lane, kind) for lane in lanes}
    editor.document.edit(label, change_lanes, values)


def ask_persona(editor: Editor) -> None:
    """Ask for a name and add a persona of it; whose feelings are drawn stays as it was."""

    def add(name: str) -> None:
        document = editor.document
        change = document.edit(f"Add persona “{name}”", add_persona, document.ids, name)
        here.select_new(editor, change, Persona)

    asking.ask_name(editor.window, "Add persona", "Whose journey is it?", "", add)


def rename_persona(editor: Editor) -> None:
    """Ask for another name of the persona in focus."""
    persona = here.find_persona(editor)
    if persona is None:
        editor.document.refused.emit("There is no persona on this map yet.")
        return

    def name_it(name: str) -> None:
        label = f"Rename {labels.titled(persona)}"
        editor.document.edit(label, set_fields, persona.id, name=name)

    asking.ask_name(editor.window, "Rename persona", "Name", persona.name, name_it)


def move_persona_by(editor: Editor, by: int) -> None:
    """Show the persona in focus before (-1) or after (1) its neighbour."""
    persona = here.find_persona(editor)
    if persona is not None:
        ids = [one.id for one in Grid(editor.document.map).personas]
        label = f"Move {labels.titled(persona)}"
        editor.document.edit(label, past(persona.id, ids, by, move_persona))


def _beside(ids: list[str], record: Record | None, after: bool) -> str | None:
    """What a new sibling comes before; None for the end."""
    if record is None or record.id not in ids:
        return None if after or not ids else ids[0]
    at = ids.index(record.id) + after
    return ids[at] if at < len(ids) else None


def _name_new(editor: Editor, change: Change, record_type: type[Record]) -> None:
    """Type the name of what was just added; Esc without one takes it back."""
    for record_id in new_ids(change, record_type)[-1:]:
        editor.canvas.begin_edit(record_id, fresh=True)


def _lanes(editor: Editor) -> tuple[Lane, ...]:
    lane = here.lane(editor)
    return editor.selection.of(Lane) or ((lane,) if lane else ())


def _fields(lane: Lane, kind: LaneKind) -> dict[str, Any]:
    """The fields of the new kind; a default for cards that only said the usual one goes."""
    usual = usual_kind(evolve(lane, default_card_kind=""))
    own = "" if lane.default_card_kind == usual else lane.default_card_kind
    return {**kind.fields, "default_card_kind": own}


def _is_lane(editor: Editor, kind: LaneKind) -> bool:
    lane = here.lane(editor)
    return lane is not None and all(getattr(lane, k) == v for k, v in kind.fields.items())


def _is_folded(editor: Editor) -> bool:
    lane = here.lane(editor)
    return lane is not None and lane.collapsed_height is not None


def _in_stage(editor: Editor) -> bool:
    return not editor.document.read_only and here.stage(editor) is not None


def _in_step(editor: Editor) -> bool:
    return not editor.document.read_only and here.step(editor) is not None


def _in_lane(editor: Editor) -> bool:
    return not editor.document.read_only and here.lane(editor) is not None


def _can_rename(editor: Editor) -> bool:
    return any(here.can_edit(editor, kind) for kind in (Card, Stage, Step, Lane, Persona))


def _make_of(kind: LaneKind) -> Command:
    return Command(
        f"lane.kind_{kind.name}", kind.text, partial(make_lane, kind=kind),
        enabled=_in_lane, checked=partial(_is_lane, kind=kind),
    )  # fmt: skip


COMMANDS: tuple[Command, ...] = (
    Command("stage.add", "&Stage after", add_stage_here, ("Ctrl+Shift+G",), "columns-3"),
    Command("stage.add_before", "Stage &before", partial(add_stage_here, after=False),
            enabled=_in_stage),
    Command("step.add", "S&tep after", add_step_here, ("Ctrl+Shift+E",), enabled=_in_stage),
    Command("step.add_before", "Step be&fore", partial(add_step_here, after=False),
            enabled=_in_stage),
    Command("lane.add", "&Lane below", add_lane_here, ("Ctrl+Shift+L",), "rows-3"),
    Command("lane.add_above", "Lane &above", partial(add_lane_here, below=False),
            enabled=_in_lane),
    Command("persona.add", "&Persona…", ask_persona, ("Ctrl+Shift+P",), "user-plus"),
    Command("edit.rename", "Re&name", rename_selected, ("F2",), "pencil",
            enabled=_can_rename),
    Command("stage.rename", "Re&name stage", lambda e: rename(e, here.stage(e)), icon="pencil",
            enabled=_in_stage),
    Command("stage.split", "&Split stage here", split, ("Ctrl+Shift+B",), "split",
            enabled=_in_step),
    Command("stage.merge", "&Merge stage with next", merge, ("Ctrl+Shift+M",), "merge",
            enabled=_in_stage),
    Command("step.rename", "Rena&me step", lambda e: rename(e, here.step(e)), icon="pencil",
            enabled=_in_step),
    Command("lane.rename", "&Rename lane", lambda e: rename(e, here.lane(e)), icon="pencil",
            enabled=_in_lane),
    Command("lane.fold", "&Fold lane", fold, ("Ctrl+Shift+H",), "fold-vertical", enabled=_in_lane,
            checked=_is_folded),
    *map(_make_of, LANE_KINDS),
    Command("persona.rename", "Rename persona…", rename_persona, icon="pencil",
            says=here.says_persona("Rename persona…", "Rename {}…")),
    Command("persona.earlier", "Persona earlier", partial(move_persona_by, by=-1),
            says=here.says_persona("Persona earlier", "Move {} earlier")),
    Command("persona.later", "Persona later", partial(move_persona_by, by=1),
            says=here.says_persona("Persona later", "Move {} later")),
)  # fmt: skip
