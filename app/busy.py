"""Whether somebody is in the middle of something in a window, which must not change meanwhile."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from model.change import Change, chain

if TYPE_CHECKING:
    from app.window import Window


def is_busy(window: "Window") -> bool:
    """Whether something is held or asked that the map must not move under.

    The dialog that brings two edits together is no such question: it looks for itself.
    """
    from app.outside_dialog import Together

    held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
    if held or window.editor.canvas.hands.dragging or QApplication.activePopupWidget():
        return True
    asking = (each for each in window.findChildren(QDialog) if each.isVisible() and each.isModal())
    return any(not isinstance(dialog, Together) for dialog in asking)


def typed_into(window: "Window") -> Change:
    """What is being typed into the map itself, as the change that it would make.

    A line that waits in a bar is not: it stays there, whatever becomes of the map.
    """
    panels = [dock.pending for dock in window.docks.values()]
    editing, centre = window.editor.canvas.editing.pending, window.centre.pending
    return chain(window.document.map, editing, *panels, centre)
