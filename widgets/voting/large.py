"""One line of large words, read from the back of the room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from widgets.box import GRID

#: px of the words.
TEXT = 24


class Large(QLabel):
    """The words; those that need not be kept whole end in dots.

    Attributes:
        warn: a sign before them.
    """

    def __init__(self, parent: QWidget, *, keeps: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._keeps = keeps
        self.warn: QIcon | None = None
        font = QFont(self.font())
        font.setPixelSize(TEXT)
        font.setWeight(QFont.Weight.DemiBold if keeps else QFont.Weight.Normal)
        self.setFont(font)
        wide = QSizePolicy.Policy.Minimum if keeps else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the words and the sign before them, px."""
        metrics = self.fontMetrics()
        sign = TEXT + GRID if self.warn is not None else 0
        return QSize(metrics.horizontalAdvance(self.text()) + sign + 2, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint` where it is kept whole."""
        return self.sizeHint() if self._keeps else QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign, and as many of the words as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.rect()
        if self.warn is not None:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = room.width() - TEXT if rtl else 0
            self.warn.paint(painter, x, (room.height() - TEXT) // 2, TEXT, TEXT)
            room.adjust(0 if rtl else TEXT + GRID, 0, -TEXT - GRID if rtl else 0, 0)
        mode = Qt.TextElideMode.ElideRight
        fitting = self.fontMetrics().elidedText(self.text(), mode, room.width())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, leading, fitting)
        painter.end()
