"""What lists of panels share: rows in a model, the ground of a row, a sentence where none are."""

from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from widgets.box import GRID

R = TypeVar("R")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowsModel(QAbstractListModel, Generic[R]):
    """Rows that are shown all at once; who makes one of it says what each role is."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[R] = []

    def show(self, rows: list[R]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The ground of a row that is chosen or pointed at, and its frame where it has the focus."""
    palette: QPalette = option.palette
    state = option.state
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(option.rect.adjusted(4, 0, -4, 0), 4, 4)
    if chosen and state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(palette.color(QPalette.ColorRole.Highlight))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(option.rect.toRectF().adjusted(4.5, 0.5, -4.5, -0.5), 4, 4)


def say_empty(view: QAbstractItemView, sentence: str) -> None:
    """Paint a sentence in the middle of a list without rows."""
    if view.model().rowCount():
        return
    painter = QPainter(view.viewport())
    painter.setPen(view.palette().color(QPalette.ColorRole.PlaceholderText))
    room = view.viewport().rect().adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, sentence)
    painter.end()
