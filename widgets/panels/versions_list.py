"""The list in the panel of versions, with keys of its own."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from widgets.panels.rows import RowsList
from widgets.panels.versions_rows import VersionsModel, VersionsRows
from widgets.theme import Theme


class VersionsList(RowsList):
    """The list; several rows can be chosen."""

    #: A key stands for this wish.
    pressed_key = Signal(str)

    def __init__(self, theme: Theme, model: VersionsModel, parent: QWidget) -> None:
        super().__init__(theme, model, "Versions", parent)
        self.empty = "No version was saved yet."
        self.setItemDelegate(VersionsRows(theme, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleDescription("Enter compares the chosen version with the map of now")

    def event(self, event: QEvent) -> bool:
        """Its keys are its own: Delete is not about the card that is selected on the map."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if _wish_of(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What keys stand for; the others move in the list."""
        wish = _wish_of(event)
        if wish:
            self.pressed_key.emit(wish)
        else:
            super().keyPressEvent(event)


def _wish_of(event: QKeyEvent) -> str:
    """What a key pressed in the list stands for, or ""."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        if plain == Qt.KeyboardModifier.NoModifier:
            return "compare"
        return "compare_before" if plain == Qt.KeyboardModifier.ShiftModifier else ""
    if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return "delete" if plain == Qt.KeyboardModifier.NoModifier else ""
    return ""
