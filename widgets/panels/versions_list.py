"""The list in the panel of versions, with keys of its own."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from widgets.panels.rows import say_empty
from widgets.panels.versions_rows import VersionsModel, VersionsRows
from widgets.scrollbar import thin
from widgets.theme import Theme


class VersionsList(QListView):
    """The list; several rows can be chosen."""

    #: A key stands for this wish.
    pressed_key = Signal(str)

    def __init__(self, theme: Theme, model: VersionsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(VersionsRows(theme, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName("Versions")
        self.setAccessibleDescription("Enter compares the chosen version with the map of now")
        thin(self)

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

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.doItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or a sentence where there are none."""
        super().paintEvent(event)
        say_empty(self, "No version was saved yet.")


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
