"""Conflicts as rows of a list: what they are about as headings, what happened below each.

What a row says is made when it is first seen: of hundreds, a few are.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from model.change import JourneyMap
from model.merging import conflicts
from model.records import Conflict
from widgets.box import GRID
from widgets.panels.rows import RowsList, RowsModel, paint_ground
from widgets.theme import Theme
from widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
ROW, SIGN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
ICON = 16
_EMPTY = "Nothing is in conflict."


class Row(NamedTuple):
    """A conflict, or as a heading the one whose subject stands above its group."""

    conflict_id: str
    heading: bool = False


def rows_of(found: Sequence[Conflict]) -> list[Row]:
    """The rows of conflicts that stand in order, those about one thing together."""
    rows: list[Row] = []
    about = None
    for conflict in found:
        if conflict.about_id != about:
            about = conflict.about_id
            rows.append(Row(conflict.id, heading=True))
        rows.append(Row(conflict.id))
    return rows


def _sign(conflict: Conflict) -> str:
    """The icon of what happened."""
    if conflict.field:
        return "move" if conflict.field in ("place", "stage_id", "ends") else "pencil"
    return "copy-plus" if conflict.ours and conflict.theirs else "trash-2"


class ConflictsModel(RowsModel[Row]):
    """The rows as a Qt model; headings are only read.

    Attributes:
        made: the rows whose words were wanted, for tests.
    """

    def __init__(self, now: Callable[[], JourneyMap]) -> None:
        super().__init__()
        self._now = now
        self.made: set[Row] = set()

    def row_of(self, conflict_id: str) -> int:
        """Where a conflict stands, or -1."""
        return next((i for i, r in enumerate(self.rows) if r == Row(conflict_id)), -1)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and not self.rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        row, of = self.rows[index.row()], self._now()
        if role == ROW:
            return row
        conflict = of.get(row.conflict_id, Conflict)
        if conflict is None:
            return None
        if role == SIGN:
            return _sign(conflict)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                self.made.add(row)
                about = conflicts.about(of, conflict)
                return about if row.heading else conflicts.what_happened(of, conflict)
            case Qt.ItemDataRole.AccessibleTextRole:
                happened = conflicts.what_happened(of, conflict)
                about = conflicts.about(of, conflict)
                return about if row.heading else f"{about}: {happened}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(conflicts.subject(of, conflict))
        return None


class ConflictRows(QStyledItemDelegate):
    """Draws the rows, all of one height."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One line, px."""
        return QSize(0, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        painter.save()
        if not row.heading:
            paint_ground(painter, option)
        font = QFont(option.font)
        role = QPalette.ColorRole
        left = 2 * GRID
        if row.heading:
            font.setWeight(QFont.Weight.DemiBold)
        else:
            square = option.rect.adjusted(left, 0, 0, 0)
            square.setWidth(ICON)
            turned = QStyle.visualRect(option.direction, option.rect, square)
            self._theme.icon(index.data(SIGN) or "pencil", "muted").paint(painter, turned)
            left += ICON + GRID
        room = option.rect.adjusted(left, 0, -2 * GRID, 0)
        painter.setFont(font)
        painter.setPen(option.palette.color(role.PlaceholderText if row.heading else role.Text))
        said = index.data() or ""
        fitting = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QStyle.visualRect(option.direction, option.rect, room), leading, fitting)
        painter.restore()


def row_height(font: QFont) -> int:
    """px."""
    return QFontMetrics(font).lineSpacing() + GRID


class ConflictsList(RowsList):
    """The list itself: arrows walk it, figures and arrows across mark a choice, Enter takes it."""

    #: The choice of that number, from 1, is to be marked.
    numbered = Signal(int)
    #: The choice before or after the marked one is to be marked.
    across = Signal(int)
    #: What is marked is to be taken.
    entered_row = Signal()
    #: What is only marked is to be forgotten.
    escaped = Signal()

    def __init__(self, theme: Theme, model: ConflictsModel, parent: QWidget) -> None:
        super().__init__(theme, model, "Conflicts", parent)
        self.empty = _EMPTY
        self.setItemDelegate(ConflictRows(theme, self))
        self.setUniformItemSizes(True)
        self.setAccessibleDescription(
            "Up and Down walk them, 1, 2, 3 and Left and Right show a choice on the map, "
            "Enter takes it"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own come first."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.numbered.emit(int(key) - int(Qt.Key.Key_0))
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.across.emit(1 if (key == Qt.Key.Key_Right) is not right else -1)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif plain and key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
