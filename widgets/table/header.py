"""The quiet heads of the table's columns and rows."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

from widgets.theme import Theme

_PAD, _ARROW = 8, 12


class Heads(QHeaderView):
    """Names of columns, or numbers of rows, on the window's ground with a hairline."""

    def __init__(self, orientation: Qt.Orientation, theme: Theme, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self._across = orientation == Qt.Orientation.Horizontal
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        #: The column by which the rows are sorted, or -1, and whether the largest comes first.
        self.sorted_at, self.descending = -1, False
        font = QFont(self.font())
        if self._across:
            font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        """A line with some air."""
        high = self.fontMetrics().lineSpacing() + 14
        wide = self.fontMetrics().horizontalAdvance("00000") + 2 * _PAD
        return QSize(super().sizeHint().width(), high) if self._across else QSize(wide, high)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """One head: its words, an arrow where the rows are sorted by it."""
        palette = self.palette()
        role = QPalette.ColorRole
        model, view = self.model(), self.parentWidget()
        painter.fillRect(rect, palette.color(role.Window))
        rtl = self.isRightToLeft()
        painter.setPen(self._theme.colour("grid"))
        edge = rect.left() if rtl else rect.right()
        painter.drawLine(edge, rect.top(), edge, rect.bottom())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(model.headerData(logical, self.orientation()))
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        flag = Qt.AlignmentFlag
        if not self._across:
            current = getattr(view, "currentIndex", None)
            here = current is not None and current().row() == logical
            painter.setPen(palette.color(role.Text if here else role.PlaceholderText))
            painter.drawText(room, int(flag.AlignCenter), text)
            return
        if logical == self.sorted_at:
            name = "arrow-down" if self.descending else "arrow-up"
            arrow = QRect(0, 0, _ARROW, _ARROW)
            arrow.moveCenter(room.center())
            arrow.moveRight(room.left() + _ARROW - 1) if rtl else arrow.moveRight(room.right())
            self._theme.icon(name, "text").paint(painter, arrow)
            cut = _ARROW + 4
            room.adjust(cut if rtl else 0, 0, 0 if rtl else -cut, 0)
        painter.setPen(palette.color(role.PlaceholderText))
        painter.setFont(self.font())
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        side = flag.AlignRight if rtl else flag.AlignLeft
        painter.drawText(room, int(side | flag.AlignVCenter | flag.AlignAbsolute), shown)
