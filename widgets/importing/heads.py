"""The heads of a table's columns and rows: a name, and quietly below what becomes of it."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QIcon,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QHeaderView, QTableView

from widgets.box import GRID

#: The role of the second line in what a model says of its heads.
SECOND = Qt.ItemDataRole.UserRole
#: px above what a row says, and so above what its head says.
INSET = 5
_ICON = 12
_SPLIT = Qt.CursorShape.SplitHCursor
#: So many heads tell how large they all are.
_LOOKED_AT = 50


class Heads(QHeaderView):
    """The heads along one side of a table.

    Attributes:
        icon: stands behind the second line where a press on a head does something.
    """

    #: Somebody pressed a head.
    pressed = Signal(int)

    def __init__(self, orientation: Qt.Orientation, table: QTableView) -> None:
        super().__init__(orientation, table)
        self.icon: QIcon | None = None
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        if orientation == Qt.Orientation.Horizontal:
            self.setMinimumSectionSize(6 * GRID)

    def sizeHint(self) -> QSize:
        """Two lines high, or as wide as a lane's name needs."""
        if self.orientation() == Qt.Orientation.Vertical:
            bold = QFont(self.font())
            bold.setWeight(QFont.Weight.DemiBold)
            metrics = QFontMetrics(bold)
            widest = max((metrics.horizontalAdvance(name) for name in self._said()), default=0)
            return QSize(min(widest + 2 * GRID + 4, 24 * GRID), 0)
        lines = QFontMetrics(self.font()).lineSpacing() + QFontMetrics(self._quiet()).lineSpacing()
        return QSize(0, lines + GRID + GRID // 2 if any(self._said()) else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press near a border changes the width, one elsewhere is told."""
        at = self.logicalIndexAt(event.position().toPoint())
        if self.icon is not None and at >= 0 and self.cursor().shape() != _SPLIT:
            self.pressed.emit(at)
            event.accept()
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The heads, on the same ground also where there are none."""
        super().paintEvent(event)
        rest = QRect(self.viewport().rect())
        across, room = (
            self.orientation() == Qt.Orientation.Horizontal,
            self.length() - self.offset(),
        )
        if not across:
            rest.setTop(room)
        elif self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            rest.setLeft(room)
        else:
            rest.setRight(rest.width() - room)  # the style draws a border there
        if rest.isValid():
            with QPainter(self.viewport()) as painter:
                painter.fillRect(rest, self.palette().color(QPalette.ColorRole.AlternateBase))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The two lines of one head."""
        model = self.model()
        if model is None or not rect.isValid():
            return
        role = Qt.ItemDataRole
        name = str(model.headerData(section, self.orientation(), role.DisplayRole) or "")
        second = str(model.headerData(section, self.orientation(), SECOND) or "")
        palette = self.palette()
        painter.save()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        ltr = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        end = (rect.topRight(), rect.bottomRight()) if ltr else (rect.topLeft(), rect.bottomLeft())
        painter.drawLine(*end)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        quiet = self._quiet()
        first_line, second_line = QFontMetrics(bold), QFontMetrics(quiet)
        high = first_line.lineSpacing() + (second_line.lineSpacing() if second else 0)
        room = rect.adjusted(GRID, 0, -GRID, 0)
        across = self.orientation() == Qt.Orientation.Horizontal
        top = rect.top() + (max(0, (rect.height() - high) // 2) if across else INSET)
        side = Qt.AlignmentFlag.AlignLeft if ltr else Qt.AlignmentFlag.AlignRight
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        line = QRect(room.left(), top, room.width(), first_line.lineSpacing())
        painter.setFont(bold)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(line, flags, _short(name, first_line, room.width()))
        if second:
            line = QRect(room.left(), line.bottom() + 1, room.width(), second_line.lineSpacing())
            painter.setFont(quiet)
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            if self.icon is not None:
                at = QRect(0, 0, _ICON, _ICON)
                at.moveCenter(line.center())
                if ltr:
                    at.moveRight(line.right())
                    line.setRight(at.left() - 2)
                else:
                    at.moveLeft(line.left())
                    line.setLeft(at.right() + 2)
                self.icon.paint(painter, at)
            painter.drawText(line, flags, _short(second, second_line, line.width()))
        painter.restore()

    def _quiet(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def _said(self) -> Iterator[str]:
        """What the first heads say, and the last one: numbers grow."""
        model = self.model()
        if model is None:
            return
        across = self.orientation() == Qt.Orientation.Horizontal
        count = model.columnCount(QModelIndex()) if across else model.rowCount(QModelIndex())
        for at in (*range(min(count, _LOOKED_AT)), count - 1):
            for role in (Qt.ItemDataRole.DisplayRole, SECOND):
                yield str(model.headerData(at, self.orientation(), role) or "") if count else ""


def _short(text: str, metrics: QFontMetrics, width: int) -> str:
    return metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)
