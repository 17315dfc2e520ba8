"""The history as a list: what was done, what was undone, and the state of now between them.

Oldest on top. A click, or Enter, goes to that state. The list is a model over the
document's entries, so thousands of them cost no more than what is seen.
"""

from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QDateTime,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTime,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QShowEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from model.history import Entry
from widgets.box import GRID
from widgets.document import Document
from widgets.panels.rows import paint_ground
from widgets.scrollbar import thin
from widgets.theme import Theme
from widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
#: When the entry was made ("14:32"), and whether it was undone or is the state of now.
TIME = Qt.ItemDataRole.UserRole
PRESENT = Qt.ItemDataRole.UserRole + 1
UNDONE = Qt.ItemDataRole.UserRole + 2


class HistoryModel(QStandardItemModel):
    """One row for the state at the start, then one for each entry, done and undone.

    Rows are counted by Qt and only their texts are made here: a view asks for the number
    of rows twice for each of them whenever one is added, which would be slow in Python.
    """

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(1, 1, parent)
        self._document = document
        self._start = "Opened" if document.path is not None else "New map"
        self._entries: tuple[Entry, ...] = ()
        self.present = 0
        self.refresh()

    def refresh(self) -> None:
        """Show the document's history of now, telling views only what is other than before."""
        done = self._document.done
        entries = done + self._document.undone
        old = self._entries
        same = next(
            (i for i, (a, b) in enumerate(zip(old, entries, strict=False)) if a is not b),
            min(len(old), len(entries)),
        )
        self._entries = entries
        if same < len(old):
            self.removeRows(same + 1, len(old) - same)
        if same < len(entries):
            self.insertRows(same + 1, len(entries) - same)
        before, self.present = self.present, len(done)
        if before != self.present:
            first, last = sorted((before, self.present))
            self.dataChanged.emit(self.index(first, 0), self.index(min(last, len(entries)), 0))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        row = index.row()
        if row > len(self._entries):
            return None  # about to be removed
        entry = self._entries[row - 1] if row else None
        label = entry.label if entry else self._start
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return label
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{label}\n{_long(entry.time)}" if entry else label)
            case Qt.ItemDataRole.AccessibleTextRole:
                state = "now" if row == self.present else "undone" if row > self.present else ""
                time = _short(entry.time) if entry else ""
                return ", ".join(filter(None, (label, time, state)))
            case _ if role == TIME:
                return _short(entry.time) if entry else ""
            case _ if role == PRESENT:
                return row == self.present
            case _ if role == UNDONE:
                return row > self.present
        return None


class HistoryPanel(QWidget):
    """The history of one document, to look at and to go back and forth in."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._stale = False
        self.model = HistoryModel(document, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        thin(self.list)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("History")
        self.list.setAccessibleDescription("Choose a state of the map to go back or forth to it")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.clicked.connect(self._go_to)
        self.list.activated.connect(self._go_to)
        document.history_changed.connect(self._refresh)
        theme.changed.connect(self.list.viewport().update)
        self._show_present()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._refresh()
        self._show_present()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.list.doItemsLayout()

    def _go_to(self, index: QModelIndex) -> None:
        if index.row() != self.model.present:
            self._document.go_to(index.row())

    def _refresh(self) -> None:
        self._stale = not self.isVisible()
        if self._stale:
            return
        self.model.refresh()
        self._show_present()

    def _show_present(self) -> None:
        """Make it the current row, which the list keeps in view."""
        self.list.setCurrentIndex(self.model.index(self.model.present, 0))


class _Delegate(QStyledItemDelegate):
    """A row: a mark for the state of now, the label, the time."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The height of a line of text on the grid."""
        height = QFontMetrics(option.font).height()
        return QSize(0, -(-(height + 12) // GRID) * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        self.initStyleOption(option, index)
        row: QRect = option.rect
        palette: QPalette = option.palette
        painter.save()
        paint_ground(painter, option)
        present, undone = index.data(PRESENT), index.data(UNDONE)
        ink: QColor = palette.color(QPalette.ColorRole.Text)
        muted: QColor = palette.color(QPalette.ColorRole.PlaceholderText)
        if present:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.drawEllipse(QPointF(row.left() + 18.0, row.center().y() + 0.5), 4, 4)
        font = option.font
        font.setWeight(font.Weight.DemiBold if present else font.Weight.Normal)
        font.setItalic(undone)
        metrics = QFontMetrics(font)
        time = index.data(TIME)
        room = row.adjusted(4 * GRID, 0, -2 * GRID, 0)
        painter.setPen(muted)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time)
        room.setRight(room.right() - metrics.horizontalAdvance(time) - GRID)
        painter.setFont(font)
        painter.setPen(muted if undone else ink)
        label = " ".join(index.data().split())
        label = metrics.elidedText(label, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        painter.restore()


def _short(time: datetime) -> str:
    local = time.astimezone()
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def _long(time: datetime) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(time.timestamp()))
    return QLocale().toString(moment, QLocale.FormatType.LongFormat)
