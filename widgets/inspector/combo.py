"""A choice that looks like the other fields."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from widgets.box import GRID, box_height, paint_box
from widgets.inspector.boxes import mirrored

_ICON = 16
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
            Qt.Key.Key_Home, Qt.Key.Key_End)  # fmt: skip
Role = QPalette.ColorRole


def paint_choice(
    painter: QPainter, widget: QWidget, text: str, given: bool, icon: QIcon, chevron: QIcon | None
) -> None:
    """What is chosen, muted if nothing is, with its icon before and the chevron behind it."""
    inside = widget.rect().adjusted(GRID, 0, -GRID - 18, 0)
    if not icon.isNull():
        square = QRect(GRID, (widget.height() - _ICON) // 2, _ICON, _ICON)
        icon.paint(painter, mirrored(widget, square))
        inside.setLeft(GRID + _ICON + 6)
    role = Role.Text if given else Role.PlaceholderText
    painter.setPen(widget.palette().color(QPalette.ColorGroup.Active, role))
    text = widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(mirrored(widget, inside), int(Qt.AlignmentFlag.AlignVCenter), text)
    if chevron is not None:
        at = widget.rect().adjusted(widget.width() - GRID - 14, 0, -GRID, 0)
        chevron.paint(painter, mirrored(widget, at))


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
            text = option.currentText or self.placeholderText()
            given = self.currentIndex() >= 0 and self.currentData() != ""
            chevron = self._chevron() if self.isEnabled() else None
            paint_choice(painter, self, text, given, option.currentIcon, chevron)
