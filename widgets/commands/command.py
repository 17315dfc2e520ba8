"""What a command is: one thing a user can do, wherever it is offered."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from PySide6.QtGui import QKeySequence

from widgets.editor import Editor

Key: TypeAlias = str | QKeySequence.StandardKey


def always(editor: Editor) -> bool:
    """For commands that can be used at any time."""
    return True


def editable(editor: Editor) -> bool:
    """For commands that change the map."""
    return not editor.document.read_only


class Command(NamedTuple):
    """One entry of menus, toolbar and the table of shortcuts.

    Attributes:
        id: names it for good, in settings too: "stage.add".
        text: as menus show it, with "&" before the letter to press; "…" at its end
            where it asks something first.
        keys: shortcuts, the first one shown.
        icon: name of a bundled icon, or "".
        enabled: whether it can be used now.
        checked: whether it is on, for what can be switched.
        says: a text that depends on the moment ("Undo move “Compare offers”").
    """

    id: str
    text: str
    run: Callable[[Editor], None]
    keys: tuple[Key, ...] = ()
    icon: str = ""
    enabled: Callable[[Editor], bool] = editable
    checked: Callable[[Editor], bool] | None = None
    says: Callable[[Editor], str] | None = None
