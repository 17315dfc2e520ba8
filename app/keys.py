"""Which keys may be shortcuts, who has one already, and what keys mean on the map itself."""

from collections.abc import Mapping

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from app.actions import plain, sequences
from widgets.commands.command import Command

#: Keys and gestures that are the canvas's own and cannot be changed.
ON_THE_MAP: tuple[tuple[str, str], ...] = (
    ("Arrow keys", "Move the focus from card to card and cell to cell"),
    ("Ctrl+Arrow keys", "Jump to the next stage or lane"),
    ("Letters", "In an empty cell: a new card. On a card: replace its text"),
    ("F2, Enter, double-click", "Edit the text; Enter on a card adds one below it"),
    ("Enter, Tab, while typing", "Keep the text and add a card below; keep it and go on right"),
    ("Shift+Enter, Esc, while typing", "Start a new line; be done with the text"),
    ("Shift+click, drag on empty ground", "Select several"),
    ("Ctrl+drag", "Duplicate while moving"),
    ("Space+drag, middle button, two fingers", "Move the view"),
    ("Ctrl+wheel, pinch", "Zoom at the pointer"),
)

_MODIFIERS = Qt.KeyboardModifier
_NO_TEXT = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Insert)
_HELD = _MODIFIERS.ControlModifier | _MODIFIERS.AltModifier | _MODIFIERS.MetaModifier


def shown(keys: tuple[QKeySequence, ...]) -> str:
    """Keys as menus write them, side by side; not those that few keyboards have."""
    usual = [key for key in keys if not why_not(key)]
    return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in usual)


def portable(key: QKeySequence) -> str:
    """A key as settings keep it."""
    return key.toString(QKeySequence.SequenceFormat.PortableText)


def why_not(key: QKeySequence) -> str:
    """Why a key cannot be a shortcut, as a sentence; "" if it can."""
    for at in range(key.count()):
        pressed: QKeyCombination = key[at]  # type: ignore[index]  # the stubs do not know it
        held, main = pressed.keyboardModifiers(), pressed.key()
        both = _MODIFIERS.ControlModifier | _MODIFIERS.AltModifier
        if main in (Qt.Key.Key_Slash, Qt.Key.Key_Backslash):
            return "The keys / and \\ are elsewhere on other keyboards, so they are not offered."
        if held & both == both:
            return "Ctrl+Alt writes letters on some keyboards, so it is not offered."
        if not held & _HELD and not (Qt.Key.Key_F1 <= main <= Qt.Key.Key_F12 or main in _NO_TEXT):
            return "Keys alone type text: hold Ctrl or Alt as well, or take a function key."
    return ""


def keys_of(command: Command, own: Mapping[str, tuple[str, ...]]) -> tuple[QKeySequence, ...]:
    """The keys of a command, the user's own or those of its table."""
    return sequences(own.get(command.id, command.keys))


def holder(
    key: QKeySequence, commands: Mapping[str, Command], own: Mapping[str, tuple[str, ...]]
) -> Command | None:
    """The command that has a key."""
    return next((c for c in commands.values() if key in keys_of(c, own)), None)


def name(command: Command) -> str:
    """A command as the sheet calls it."""
    return plain(command.text)
