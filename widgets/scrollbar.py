"""Quiet scroll bars for the canvas and the panels: a thin handle, nothing where all is seen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStyle, QStyleOptionSlider, QWidget

_WIDTH = 12
_HANDLE = 6.0


def thin(area: QAbstractScrollArea) -> None:
    """Give an area thin scroll bars on the ground of what it shows."""
    ground = area.viewport()
    area.setVerticalScrollBar(ThinScrollBar(Qt.Orientation.Vertical, ground=ground))
    area.setHorizontalScrollBar(ThinScrollBar(Qt.Orientation.Horizontal, ground=ground))


class ThinScrollBar(QScrollBar):
    """A scroll bar that is only drawn otherwise; on the window's ground without another."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        parent: QWidget | None = None,
        *,
        ground: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._ground = ground
        if ground is not None and not ground.autoFillBackground():
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)

    def sizeHint(self) -> QSize:
        """As thin as can still be caught with the pointer."""
        hint = super().sizeHint()
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(_WIDTH, hint.height())
        return QSize(hint.width(), _WIDTH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the handle if there is anything to scroll."""
        painter = QPainter(self)
        ground = self._ground
        if ground is None:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
        elif ground.autoFillBackground():
            painter.fillRect(self.rect(), ground.palette().color(ground.backgroundRole()))
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
