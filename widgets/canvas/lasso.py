"""Dragging over empty ground: what the rectangle touches is selected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from model.layout import standing
from model.layout.scene import Bounds
from widgets.canvas.gesture import Modifiers
from widgets.canvas.marks import Mark

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas


class Lasso:
    """A rectangle from where the button went down; with Shift it adds to the selection."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: "Canvas", at: QPointF) -> None:
        self._canvas, self._start = canvas, at
        self._before = canvas.selection.ids
        self._cell = canvas.selection.cell

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Select what it touches by now."""
        canvas = self._canvas
        box = QRectF(self._start, at).normalized()
        canvas.marks.put("drag", [Mark("lasso", box)])
        ids = standing.inside(canvas.laid, Bounds(box.x(), box.y(), box.width(), box.height()))
        touched = frozenset(ids)
        kept = self._before if modifiers & Modifiers.ShiftModifier else ()
        canvas.selection.set(*(i for i in kept if i not in touched), *ids)

    def drop(self) -> None:
        """The selection stays."""
        self._canvas.marks.put("drag", ())

    def cancel(self) -> None:
        """What was selected before is selected again."""
        self._canvas.marks.put("drag", ())
        self._canvas.selection.set(*self._before, cell=self._cell)
