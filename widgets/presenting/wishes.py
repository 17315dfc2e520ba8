"""What the keys of a presentation mean: those of other programs, and of a remote control."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Wish = Literal["", "next", "back", "first", "last", "point", "end"]

_KEYS: dict[int, Wish] = {
    Qt.Key.Key_Space: "next",
    Qt.Key.Key_Return: "next",
    Qt.Key.Key_Enter: "next",
    Qt.Key.Key_PageDown: "next",
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_PageUp: "back",
    Qt.Key.Key_Up: "back",
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
    Qt.Key.Key_L: "point",
    Qt.Key.Key_Escape: "end",
}
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


def wish_of(event: QKeyEvent, rtl: bool = False) -> Wish:
    """What a key asks for; "" for nothing. A map read from the right goes on to the left."""
    key, held = event.key(), event.modifiers() & (_SHIFT | _CTRL | Qt.KeyboardModifier.AltModifier)
    if key == Qt.Key.Key_R and held == _SHIFT | _CTRL:
        return "point"  # as in the window
    if key == Qt.Key.Key_Space and held == _SHIFT:
        return "back"
    if held:
        return ""
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return "next" if (key == Qt.Key.Key_Left) == rtl else "back"
    return _KEYS.get(key, "")
