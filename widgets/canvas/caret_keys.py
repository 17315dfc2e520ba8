"""Keys while a text is typed: which end it, and which no command may take from it."""

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

#: How typing ended: by which key, or because the focus went elsewhere.
Ending: TypeAlias = Literal["enter", "tab", "backtab", "escape", "leave"]

#: How a key ends typing.
ENDINGS: dict[int, Ending] = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Tab: "tab",
    Qt.Key.Key_Backtab: "backtab",
    Qt.Key.Key_Escape: "escape",
}
#: Keys that mean something in a text whatever is held with them.
_TEXT_KEYS = frozenset(
    {
        *ENDINGS,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Insert,
        Qt.Key.Key_F2,
    }
)
#: Letters that mean something in a text together with Ctrl.
_TEXT_LETTERS = frozenset(map(ord, "ACDVXYZ"))
_DIGITS = range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)


def is_for_text(event: QKeyEvent) -> bool:
    """Whether a key is the text's, so that no command may take it."""
    key, held = event.key(), event.modifiers()
    modifiers = Qt.KeyboardModifier
    commanding = held & (modifiers.ControlModifier | modifiers.AltModifier | modifiers.MetaModifier)
    if key in _TEXT_KEYS:
        return True
    if not commanding:
        return not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
    if commanding == modifiers.ControlModifier:
        return key in _TEXT_LETTERS
    if commanding == modifiers.AltModifier:
        return key in _DIGITS
    # Ctrl+Alt is AltGr, which writes letters.
    return bool(event.text()) and event.text().isprintable()
