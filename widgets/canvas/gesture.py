"""What a drag on the canvas is: something shown while it lasts, and done when it ends.

A gesture turns each place of the pointer into the Change that letting go there would
make. The canvas shows the map with it; nothing is committed before the drop.
"""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt

from model.change import Change, JourneyMap
from model.labels import quoted

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

Modifiers = Qt.KeyboardModifier


class Gesture(Protocol):
    """One drag, from the first movement on. Points are in the Scene."""

    cursor: Qt.CursorShape

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """The pointer is here now."""

    def drop(self) -> None:
        """The button came up: do it."""

    def cancel(self) -> None:
        """Esc: nothing has happened."""


def end_preview(canvas: "Canvas", change: Change, label: str) -> bool:
    """Show the map as it is again, then make the change for good; whether there was one."""
    canvas.lift()
    canvas.marks.float((), QPointF())
    canvas.marks.put("drag", ())
    if change and canvas.document.commit(change, label):
        return True
    canvas.preview(None)
    return False


def called(journey: JourneyMap, *card_ids: str) -> str:
    """How a label names cards: “Compare offers”, or how many they are."""
    return quoted(*(r for i in card_ids if (r := journey.records.get(i)) is not None))
