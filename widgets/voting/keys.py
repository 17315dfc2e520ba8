"""Keys on the canvas while votes are counted: figures are dots, not a card's new text."""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

#: More digits than these are a slip.
_MOST = 4
#: Held for a command.
COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
#: AltGr, where it is two keys: it types a sign.
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def meaning(event: QKeyEvent, typed: str) -> str:
    """What a key means: "0".."9", "more", "less", "enter", "back", "leave"; "" for the canvas.

    `typed` are the digits before it. Digits of any script are taken. "word" is what would begin
    the words of a card, which are no dots.
    """
    held = event.modifiers() & COMMANDS
    if held == _ALT_GR and event.text().strip() and event.text().isprintable():
        return "word"
    if held:
        return ""
    pressed, text = event.key(), event.text()
    if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return "enter"
    if pressed in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and typed:
        return "back"
    if pressed == Qt.Key.Key_Escape:
        return "leave"
    if len(text) == 1 and (digit := unicodedata.digit(text, -1)) >= 0:
        return str(digit)
    if text and text in "+＋":
        return "more"
    if text and text in "-−–－":
        return "less"
    return "word" if text.strip() and text.isprintable() else ""


def with_digit(typed: str, digit: str) -> str:
    """The digits with one more, without leading noughts."""
    return (typed + digit).lstrip("0")[:_MOST] or "0"
