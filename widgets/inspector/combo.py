"""A choice that looks like the other fields."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from widgets.inspector.boxes import GRID, box_height, paint_box

_ICON = 16
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
            Qt.Key.Key_Home, Qt.Key.Key_End)  # fmt: skip
Role = QPalette.ColorRole


class Combo(QComboBox):
    """A choice that looks like the other fields, and lets the wheel scroll the panel."""

    def __init__(self, chevron: Callable[[], QIcon], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chevron = chevron
        self.edge: QColor | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """What it likes to have, px."""
        return QSize(super().sizeHint().width(), box_height(self))

    def minimumSizeHint(self) -> QSize:
        """What it can do with, px."""
        return QSize(4 * GRID, box_height(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows open the list: walking through the values would commit each of them."""
        if event.key() in _WALKING:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel, which scrolls."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the palette's colours."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        with QStylePainter(self) as painter:
            paint_box(painter, self, self.hasFocus(), self.edge, flat=not self.isEnabled())
            inside = self.rect().adjusted(GRID, 0, -GRID - 18, 0)
            if not option.currentIcon.isNull():
                side = 16
                option.currentIcon.paint(
                    painter, inside.x(), (self.height() - side) // 2, side, side
                )
                inside.setLeft(inside.left() + side + 6)
            given = self.currentIndex() >= 0 and self.currentData() != ""
            role = Role.Text if given else Role.PlaceholderText
            painter.setPen(self.palette().color(QPalette.ColorGroup.Active, role))
            text = option.currentText or self.placeholderText()
            text = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), text)
            if self.isEnabled():
                at = self.rect().adjusted(self.width() - GRID - 14, 0, -GRID, 0)
                self._chevron().paint(painter, at)
