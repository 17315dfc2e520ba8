"""Going back and forth in the history."""

from PySide6.QtGui import QKeySequence

from widgets.commands.command import Command
from widgets.editor import Editor


def undo(editor: Editor) -> None:
    """Take the last edit back."""
    editor.document.undo()


def redo(editor: Editor) -> None:
    """Make the edit again that was taken back last."""
    editor.document.redo()


def _says_undo(editor: Editor) -> str:
    done = editor.document.done
    return f"&Undo {_within(done[-1].label)}" if done else "&Undo"


def _says_redo(editor: Editor) -> str:
    undone = editor.document.undone
    return f"&Redo {_within(undone[-1].label)}" if undone else "&Redo"


def _within(label: str) -> str:
    """A label as it stands within a sentence, in one line, its "&" no mnemonic."""
    label = " ".join(label.split())
    label = label if len(label) <= 60 else f"{label[:59]}…"
    return f"{label[:1].lower()}{label[1:]}".replace("&", "&&")


COMMANDS: tuple[Command, ...] = (
    Command(
        "edit.undo", "&Undo", undo, (QKeySequence.StandardKey.Undo,), icon="undo-2",
        enabled=lambda editor: bool(editor.document.done), says=_says_undo,
    ),
    Command(
        "edit.redo", "&Redo", redo, (QKeySequence.StandardKey.Redo, "Ctrl+Y"), icon="redo-2",
        enabled=lambda editor: bool(editor.document.undone), says=_says_redo,
    ),
)  # fmt: skip
