"""A field that takes a key by being pressed, and says so without taking anything back itself."""

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QWidget

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R,
    Qt.Key.Key_unknown,
)


class KeyField(QKeySequenceEdit):
    """Shows a key. Qt's own field empties itself at every press before it knows the key."""

    #: A key was pressed that is to be the shortcut; it is not shown yet.
    pressed = Signal(QKeySequence)
    #: The button in the field was pressed: no key is wanted.
    emptied = Signal()
    #: Esc: whoever was here wants to go on elsewhere.
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)
        self.keySequenceChanged.connect(self._tell_if_empty)

    def show_key(self, key: QKeySequence) -> None:
        """Show a key, which tells nobody."""
        self.blockSignals(True)
        self.setKeySequence(key)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell which key it is; Shift counts where it does not only choose the sign."""
        held, main = event.modifiers() & ~_KEYPAD, Qt.Key(event.key())
        if main == Qt.Key.Key_Escape and not held:
            self.left.emit()
        elif main not in _MODIFIERS:
            sign = event.text()
            if held & _SHIFT and sign.isprintable() and sign.strip() and not sign.isalpha():
                held &= ~_SHIFT
            self.pressed.emit(QKeySequence(QKeyCombination(held, main)))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing is being collected that a release could end."""

    def _tell_if_empty(self, key: QKeySequence) -> None:
        if key.isEmpty():
            self.emptied.emit()
