"""Back and forth in the history, showing what changed."""

from PySide6.QtGui import QKeySequence

from model.change import Change
from model.records import Card, Feeling, Lane, Link, Persona, Record, Stage, Step
from widgets.commands.command import Command
from widgets.editor import Editor

#: What can be selected, the larger things first: of a stage that comes back with its cards,
#: the stage is selected.
_SHOWN: tuple[type[Record], ...] = (Stage, Step, Lane, Persona, Card, Link, Feeling)


def undo(editor: Editor) -> None:
    """Take the last edit back, and select what that brought back or changed."""
    _show(editor, editor.document.undo())


def redo(editor: Editor) -> None:
    """Make the edit again that was taken back last, and select what it changed."""
    _show(editor, editor.document.redo())


def _show(editor: Editor, change: Change) -> None:
    """Select what came back; what was only changed, where nothing came or went."""
    changed = [pair for pair in change.values() if isinstance(pair[0] or pair[1], _SHOWN)]
    came = [after for before, after in changed if before is None]
    went = [before for before, after in changed if after is None]
    there = came or ([] if went else [after for _, after in changed])
    for kind in _SHOWN:
        found = [record.id for record in there if isinstance(record, kind)]
        if found:
            editor.selection.set(*found)
            editor.canvas.reveal(*found)
            return


def _says_undo(editor: Editor) -> str:
    done = editor.document.done
    return f"&Undo {_within(done[-1].label)}" if done else "&Undo"


def _says_redo(editor: Editor) -> str:
    undone = editor.document.undone
    return f"&Redo {_within(undone[0].label)}" if undone else "&Redo"


def _within(label: str) -> str:
    """A label as it stands within a sentence, in one line, its "&" no mnemonic."""
    label = " ".join(label.split())
    label = label if len(label) <= 60 else f"{label[:59]}…"
    return f"{label[:1].lower()}{label[1:]}".replace("&", "&&")


COMMANDS: tuple[Command, ...] = (
    Command(
        "edit.undo", "&Undo", undo, (QKeySequence.StandardKey.Undo,), icon="undo-2",
        enabled=lambda e: bool(e.document.done) and not e.document.locked, says=_says_undo,
    ),
    Command(
        "edit.redo", "&Redo", redo, (QKeySequence.StandardKey.Redo, "Ctrl+Y"), icon="redo-2",
        enabled=lambda e: bool(e.document.undone) and not e.document.locked, says=_says_redo,
    ),
)  # fmt: skip
