"""What lists of panels share: rows in a model, their ground, keys, a sentence where none are."""

from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from widgets.box import GRID
from widgets.scrollbar import thin
from widgets.theme import Theme

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
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(option.rect.toRectF().adjusted(5, 1, -5, -1), 4, 4)


def say_empty(view: QAbstractItemView, sentence: str) -> None:
    """Paint a sentence in the middle of a list without rows."""
    if view.model().rowCount():
        return
    painter = QPainter(view.viewport())
    painter.setPen(view.palette().color(QPalette.ColorRole.PlaceholderText))
    room = view.viewport().rect().adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, sentence)
    painter.end()


class RowsList(QListView):
    """A list whose rows a delegate draws.

    Attributes:
        empty: the sentence where there are no rows.
    """

    def __init__(self, theme: Theme, model: QAbstractItemModel, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.empty = ""
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        thin(self)
        self.setAccessibleName(name)
        theme.changed.connect(self.viewport().update)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """With its heading, if that stands right above it."""
        above = self.model().index(index.row() - 1, 0)
        if above.isValid() and not above.flags() & Qt.ItemFlag.ItemIsSelectable:
            super().scrollTo(above, hint)
        super().scrollTo(index, hint)

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.doItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or a sentence where there are none."""
        super().paintEvent(event)
        say_empty(self, self.empty)


class TaskList(RowsList):
    """A list of what is to be dealt with, in rows of their own heights."""

    #: Enter.
    entered_row = Signal()
    #: Space.
    ticked = Signal()
    #: Delete or Backspace.
    deleted = Signal()

    def __init__(self, theme: Theme, model: QAbstractItemModel, name: str, parent: QWidget) -> None:
        super().__init__(theme, model, name, parent)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(18 * GRID)

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are no shortcuts: no card is deleted."""
        ours = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in ours and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space and Delete."""
        key = event.key()
        if not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.entered_row.emit()
        elif key == Qt.Key.Key_Space:
            self.ticked.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit()
        else:
            super().keyPressEvent(event)
