"""Quiet scroll bars for the canvas: a thin handle, and nothing where all is seen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider

_WIDTH = 12
_HANDLE = 6.0


class ThinScrollBar(QScrollBar):
    """A scroll bar that is only drawn otherwise."""

    def sizeHint(self) -> QSize:
        """As thin as can still be caught with the pointer."""
        hint = super().sizeHint()
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(_WIDTH, hint.height())
        return QSize(hint.width(), _WIDTH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the handle if there is anything to scroll."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
        if self.maximum() > self.minimum():
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            slider = self.style().subControlRect(
                QStyle.ComplexControl.CC_ScrollBar,
                option,
                QStyle.SubControl.SC_ScrollBarSlider,
                self,
            )
            handle = QRectF(slider)
            inset = (_WIDTH - _HANDLE) / 2
            if self.orientation() == Qt.Orientation.Vertical:
                handle.adjust(inset, 0, -inset, 0)
            else:
                handle.adjust(0, inset, 0, -inset)
            hot = self.isSliderDown() or self.underMouse()
            role = QPalette.ColorRole.Dark if hot else QPalette.ColorRole.Mid
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(role))
            painter.drawRoundedRect(handle, _HANDLE / 2, _HANDLE / 2)
        painter.end()
