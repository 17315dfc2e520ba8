"""A table that is looked at before it becomes cards: only what is in view is ever asked for."""

from collections.abc import Callable
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from model.change import JourneyMap
from model.layout.text_unicode import is_rtl_language
from widgets.box import GRID
from widgets.importing.heads import INSET, SECOND, Heads
from widgets.scrollbar import thin
from widgets.theme import outlined

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
#: What a head says: its name, and below it what becomes of it.
HeadWords: TypeAlias = tuple[str, str]
_QUIET = Qt.ItemDataRole.UserRole
#: Characters of a cell that are shown; its card has them all.
_SHOWN = 300
_WIDTH = 20 * GRID


class TableModel(QAbstractTableModel):
    """Rows of text with heads above and at the side."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._columns = 0
        self._across: Callable[[int], HeadWords] = _silent
        self._down: Callable[[int], HeadWords] = _silent
        self._is_quiet: Callable[[int], bool] = _is_loud

    def show(
        self,
        rows: tuple[tuple[str, ...], ...],
        columns: int,
        across: Callable[[int], HeadWords],
        down: Callable[[int], HeadWords] | None = None,
        is_quiet: Callable[[int], bool] | None = None,
    ) -> None:
        """Show another table; the heads are asked for when they come into view.

        Columns that are quiet step back behind the others.
        """
        self.beginResetModel()
        self._rows, self._columns = rows, columns
        self._across, self._down = across, down or _silent
        self._is_quiet = is_quiet or _is_loud
        self.endResetModel()

    def tell_heads(self) -> None:
        """The heads above say something else."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self._columns - 1))

    def rowCount(self, parent: _Index = _NONE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        row = self._rows[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return text[:_SHOWN]
        if role == _QUIET:
            return self._is_quiet(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = ": ".join(filter(None, self._across(index.column())))
            return f"{name}. {text[:_SHOWN]}" if name else text[:_SHOWN]
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """What a head says."""
        across = orientation == Qt.Orientation.Horizontal
        name, second = self._across(section) if across else self._down(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == SECOND:
            return second
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (name, second)))
        return None


class Table(QTableView):
    """The view of such a table; `name` is what a screen reader calls it."""

    #: Space, F2 or Alt+Down was pressed in this column.
    column_wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = TableModel()
        self.rows.setParent(self)
        self.across = Heads(Qt.Orientation.Horizontal, self)
        self.down = Heads(Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(self.across)
        self.setVerticalHeader(self.down)
        self.setModel(self.rows)
        self.across.setDefaultSectionSize(_WIDTH)
        self.down.setSectionResizeMode(Heads.ResizeMode.Fixed)
        self.down.setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 2 * INSET)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setPalette(outlined(self.palette()))
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.installEventFilter(_Ground(corner))
        self.setMinimumSize(40 * GRID, 16 * GRID)
        thin(self)
        below = QWidget(self)  # where the scroll bars meet
        below.setAutoFillBackground(True)
        below.setBackgroundRole(QPalette.ColorRole.Base)
        self.setCornerWidget(below)

    def read_as(self, journey: JourneyMap) -> None:
        """Let the table begin on the side where the map does, whatever the program's language."""
        rtl = is_rtl_language(journey.info.language)
        direction = Qt.LayoutDirection
        self.setLayoutDirection(direction.RightToLeft if rtl else direction.LeftToRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that ask what becomes of a column; Enter is the dialog's."""
        down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if down or event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.scrollTo(self.currentIndex())
            self.column_wanted.emit(self.currentIndex().column())
            event.accept()
            return
        super().keyPressEvent(event)

    def show_table(
        self,
        rows: tuple[tuple[str, ...], ...],
        columns: int,
        across: Callable[[int], HeadWords],
        down: Callable[[int], HeadWords] | None = None,
        is_quiet: Callable[[int], bool] | None = None,
    ) -> None:
        """Show another table, at its beginning, as `TableModel.show`."""
        self.rows.show(rows, columns, across, down, is_quiet)
        self.down.setVisible(down is not None)
        if rows and columns:
            self.setCurrentIndex(self.rows.index(0, 0))
        self.updateGeometries()


class _Ground(QObject):
    """Paints the corner between the heads as ground like theirs: it is no button here."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint in the button's stead."""
        if event.type() != QEvent.Type.Paint:
            return super().eventFilter(watched, event)
        assert isinstance(watched, QWidget)
        rect, palette = watched.rect(), watched.palette()
        with QPainter(watched) as painter:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
            painter.setPen(palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        return True


class _Cells(QStyledItemDelegate):
    """Cells with room around their words, and thin lines between them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect
        ltr = option.direction == Qt.LayoutDirection.LeftToRight
        painter.setPen(option.palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        end = (rect.topRight(), rect.bottomRight()) if ltr else (rect.topLeft(), rect.bottomLeft())
        painter.drawLine(*end)
        if option.state & QStyle.StateFlag.State_HasFocus:
            option.state &= ~QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        option.rect = rect.adjusted(INSET, INSET, -INSET, -INSET)
        if index.data(_QUIET):
            palette = QPalette(option.palette)
            quiet = palette.color(QPalette.ColorRole.PlaceholderText)
            palette.setColor(QPalette.ColorRole.Text, quiet)
            option.palette = palette
        super().paint(painter, option, index)


def _silent(_: int) -> HeadWords:
    return "", ""


def _is_loud(_: int) -> bool:
    return False
