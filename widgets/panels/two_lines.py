"""A list whose rows have two lines: what it is, and quietly below what there is to say of it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from widgets.box import GRID
from widgets.scrollbar import thin

_Index = QModelIndex | QPersistentModelIndex
_SECOND = Qt.ItemDataRole.UserRole


class TwoLines(QListWidget):
    """The list; `name` is what a screen reader calls it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Rows(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumWidth(44 * GRID)
        self.setAccessibleName(name)
        thin(self)

    def add(self, first: str, second: str) -> None:
        """One more row at the end."""
        QListWidgetItem(first, self)
        self.say(self.count() - 1, second)

    def say(self, row: int, second: str) -> None:
        """Another second line in a row; "" for one that is still to come."""
        item = self.item(row)
        item.setData(_SECOND, second)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}. {second}")

    def said(self, row: int) -> str:
        """The second line of a row."""
        item = self.item(row)
        return str(item.data(_SECOND) or "") if item is not None else ""


def beside(rows: TwoLines, picture: QWidget, about: QWidget) -> QHBoxLayout:
    """The list, and beside it a picture of what is chosen, with words below."""
    both, right = QHBoxLayout(), QVBoxLayout()
    both.setSpacing(2 * GRID)
    right.setSpacing(GRID)
    right.addWidget(picture, 1)
    right.addWidget(about)
    both.addWidget(rows, 3)
    both.addLayout(right, 4)
    return both


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines on the grid."""
        height = 2 * QFontMetrics(option.font).lineSpacing()
        return QSize(0, -(-(height + 2 * GRID) // GRID) * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        self.initStyleOption(option, index)
        row: QRect = option.rect
        palette: QPalette = option.palette
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground = row.toRectF().adjusted(1, 1, -5, -1)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(ground, 4, 4)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        font = option.font
        font.setWeight(font.Weight.DemiBold)
        metrics = QFontMetrics(font)
        line = metrics.lineSpacing()
        top = row.top() + (row.height() - 2 * line) // 2
        room = QRect(row.left() + 2 * GRID, top, row.width() - 4 * GRID, line)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        elided = Qt.TextElideMode.ElideRight
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, leading, metrics.elidedText(index.data(), elided, room.width()))
        font.setWeight(font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        room.translate(0, line)
        second = index.data(_SECOND) or "…"
        shown = QFontMetrics(font).elidedText(second, elided, room.width())
        painter.drawText(room, leading, shown)
        painter.restore()
