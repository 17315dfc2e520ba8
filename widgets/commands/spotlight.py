"""Commands that put a stage, a lane or a persona into a spotlight; the rest is dimmed."""

from collections.abc import Callable

from model.labels import titled
from model.records import Lane, Persona, Record, Stage, Step
from widgets.commands import here
from widgets.commands.command import Command, always
from widgets.editor import Editor

Find = Callable[[Editor], Record | None]


def put(editor: Editor, find: Find) -> None:
    """Light up what is in focus; once more puts the light out."""
    record, light = find(editor), editor.canvas.spotlight
    if record is None:
        editor.canvas.hint.emit("There are no personas on this map")
        return
    light.put("" if light.about == record.id else record.id)
    if light.about:
        if isinstance(here.anchor(editor, Record), Stage | Step | Lane | Persona):
            editor.selection.clear()  # what marks it would lie over all that is lit
        editor.canvas.hint.emit(f"Spotlight on {titled(record)}; Esc ends it")


def off(editor: Editor) -> None:
    """Light up everything again."""
    editor.canvas.spotlight.end()


def _is_lit(editor: Editor, record: Record | None) -> bool:
    return record is not None and record.id == editor.canvas.spotlight.about


def _chosen_persona(editor: Editor) -> Persona | None:
    """The persona that the command means, unless that is the first one by default."""
    active = editor.document.map.get(editor.canvas.persona, Persona)
    return here.anchor(editor, Persona) or active


def _on(id: str, text: str, find: Find) -> Command:
    return Command(
        id,
        text,
        lambda editor: put(editor, find),
        enabled=lambda editor: find(editor) is not None,
        checked=lambda editor: _is_lit(editor, find(editor)),
    )


COMMANDS: tuple[Command, ...] = (
    _on("view.spotlight_stage", "Spotlight on this &stage", here.stage),
    _on("view.spotlight_lane", "Spotlight on this &lane", here.lane),
    Command(
        "view.spotlight_persona", "Spotlight on this &persona",
        lambda editor: put(editor, here.find_persona), enabled=always,
        checked=lambda editor: _is_lit(editor, _chosen_persona(editor)),
    ),
    Command(
        "view.spotlight_off", "Spotlight &off", off,
        enabled=lambda editor: bool(editor.canvas.spotlight.about),
    ),
)  # fmt: skip
