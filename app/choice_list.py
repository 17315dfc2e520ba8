"""A small window with the values that a filter can ask for, and how many cards each leaves.

It stays open while several are chosen; letters find one among many.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from model.filter_choices import Choice
from model.labels import counted
from model.loose import folded
from widgets.box import GRID, Box
from widgets.scrollbar import thin
from widgets.tips import plain_tip

#: With more than these, letters find one; more than that are not listed at once.
_MANY, _MOST = 12, 400
_ROWS = 14
_SIGN = 14
_WIDEST = 44 * GRID
_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_CHOICE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Role = QPalette.ColorRole


class _Row(QStyledItemDelegate):
    """A box or a ring that is ticked, the name, and at the end the number of cards."""

    def __init__(self, one: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._one = one

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        choice: Choice = index.data(_CHOICE)
        metrics = option.fontMetrics
        words = metrics.horizontalAdvance(f"{choice.name}{choice.left}")
        return QSize(words + _SIGN + 6 * GRID, metrics.height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(_CHOICE)
        palette, box = option.palette, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            current = option.state & QStyle.StateFlag.State_Selected
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(Role.Mid if current else Role.AlternateBase))
            painter.drawRoundedRect(QRectF(box), 4, 4)
        way = option.direction
        sign = box.adjusted(GRID, (box.height() - _SIGN) // 2, 0, 0)
        sign.setSize(QSize(_SIGN, _SIGN))
        self._paint_sign(painter, QRectF(QStyle.visualRect(way, box, sign)), choice.chosen, palette)
        number = f"{choice.left}"
        wide = option.fontMetrics.horizontalAdvance(number)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(palette.color(Role.PlaceholderText))
        end = box.adjusted(box.width() - wide - GRID, 0, -GRID, 0)
        painter.drawText(QStyle.visualRect(way, box, end), flags, number)
        muted = not choice.left and not choice.chosen
        painter.setPen(palette.color(Role.PlaceholderText if muted else Role.Text))
        inside = box.adjusted(2 * GRID + _SIGN, 0, -wide - 3 * GRID, 0)
        name = option.fontMetrics.elidedText(
            choice.name, Qt.TextElideMode.ElideRight, inside.width()
        )
        if way == Qt.LayoutDirection.RightToLeft:
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QStyle.visualRect(way, box, inside), flags, name)
        painter.restore()

    def _paint_sign(self, painter: QPainter, box: QRectF, chosen: bool, palette: QPalette) -> None:
        box = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(palette.color(Role.Highlight if chosen else Role.Dark), 1.2))
        painter.setBrush(palette.color(Role.Highlight if chosen and not self._one else Role.Base))
        if self._one:
            painter.drawEllipse(box)
            if chosen:
                painter.setBrush(palette.color(Role.Highlight))
                painter.drawEllipse(box.adjusted(3.5, 3.5, -3.5, -3.5))
            return
        painter.drawRoundedRect(box, 3, 3)
        if chosen:
            side = box.width()
            tick = [(0.24, 0.52), (0.43, 0.71), (0.77, 0.31)]
            points = [QPointF(box.x() + x * side, box.y() + y * side) for x, y in tick]
            painter.setPen(QPen(palette.color(Role.HighlightedText), 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))


class ChoiceList(QFrame):
    """What can be chosen. A click, Space or Enter chooses or takes back, Esc closes.

    With `one`, there is at most one. `nothing` is said where nothing can be chosen. A screen
    reader hears how many there are of `what`.
    """

    #: A value was chosen or taken back.
    toggled = Signal(object)
    closed = Signal()

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice],
        nothing: str,
        one: bool,
        parent: QWidget,
        what: str = "card",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._what = what
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        ground = self.palette()
        ground.setColor(Role.Window, ground.color(Role.Base))
        self.setPalette(ground)
        self.setAccessibleName(name)
        self._choices = tuple(choices)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Row(one, self.list))
        thin(self.list)
        self.search = QLineEdit(self)
        self.search.setFrame(False)
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName(f"Search in {name.lower()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        self._box = Box(self.search, self)
        column.addWidget(self._box)
        column.addWidget(self.list)
        self.none = QLabel(nothing, self)
        self.none.setForegroundRole(Role.PlaceholderText)
        self.none.setContentsMargins(GRID, 0, GRID, 0)
        column.addWidget(self.none)
        self._box.setVisible(len(self._choices) > _MANY)
        self.none.setVisible(not self._choices)
        self.list.setVisible(bool(self._choices))
        for watched in (self.search, self.list):
            watched.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self.list.itemClicked.connect(self._toggle)
        self._fill()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """The same values, others of them chosen."""
        self._choices = tuple(choices)
        self._fill()

    def open_below(self, anchor: QWidget) -> None:
        """Show under `anchor`, or above it where there is no room."""
        rows = self.list.count()
        wide = max([self.list.sizeHintForColumn(0) + 4 * GRID, anchor.width(), 22 * GRID])
        high = self.list.sizeHintForRow(0) * min(rows, _ROWS) + 2 if rows else 0
        self.list.setFixedHeight(high)
        self.setFixedWidth(min(wide, _WIDEST))
        self.resize(self.sizeHint())  # `adjustSize` makes windows 100 px high at least
        away = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = anchor.mapToGlobal(QPoint(anchor.width() - self.width() if away else 0,
                                       anchor.height() + 2))  # fmt: skip
        space = anchor.screen().availableGeometry()
        if at.y() + self.height() > space.bottom():
            at.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        at.setX(max(space.left(), min(at.x(), space.right() - self.width())))
        self.move(at.x(), max(space.top(), at.y()))
        self.show()
        keys = self.search if self._box.isVisible() else self.list
        keys.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows lead through the list, also out of the search; Space and Enter choose."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in _KEYS and watched is self.search:
                self.list.event(event)
                return True
            spaced = key == Qt.Key.Key_Space and watched is self.list
            if spaced or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._toggle(item)
                return True
            if key == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """It is deleted after this."""
        super().closeEvent(event)
        self.closed.emit()

    def _fill(self, _typed: str = "") -> None:
        words = folded(self.search.text(), "loose").split()
        at = self.list.currentRow()
        self.list.clear()
        for choice in self._choices:
            name = folded(choice.name, "loose") if words else ""
            if self.list.count() == _MOST or not all(word in name for word in words):
                continue
            item = QListWidgetItem(self.list)
            item.setData(_CHOICE, choice)
            item.setToolTip(plain_tip(choice.name))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(choice, self._what))
        self.list.setCurrentRow(max(0, min(at, self.list.count() - 1)))

    def _toggle(self, item: QListWidgetItem) -> None:
        value: Any = item.data(_CHOICE).value
        self.toggled.emit(value)


def _spoken(choice: Choice, what: str) -> str:
    parts = [choice.name, counted(choice.left, what), "chosen" if choice.chosen else ""]
    return ", ".join(part for part in parts if part)
