"""The keyboard on the canvas."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas


def key(canvas: "Canvas", event: QKeyEvent) -> bool:
    """What a key means; whether it means anything."""
    return False


def open_menu(canvas: "Canvas") -> None:
    """The context menu of what has the focus, where it stands."""
    box = canvas.box_of(canvas.selection.anchor)
    if box is None:
        return
    at = canvas.view.viewport().mapToGlobal(canvas.view.to_viewport(box.center()).toPoint())
    canvas.context_menu_requested.emit(at, canvas.selection.anchor, canvas.selection.cell)
