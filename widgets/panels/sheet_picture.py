"""A sheet of paper in small, as the export dialog shows it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from widgets.box import GRID
from widgets.theme import Theme

#: The longer side of the sheet, in px.
LONGEST = 440


class SheetPicture(QWidget):
    """The sheet, small, in the middle."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixmap = QPixmap()
        self.setMinimumSize(LONGEST // 2, LONGEST // 2)
        self.setAccessibleName("Preview")

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to see."""
        return not self._pixmap.isNull()

    def sizeHint(self) -> QSize:
        """Room for the preview."""
        return QSize(LONGEST + 4 * GRID, LONGEST + 4 * GRID)

    def show_picture(self, png: bytes) -> None:
        """Show this one; nothing for b""."""
        self._pixmap = QPixmap()
        if png:
            self._pixmap.loadFromData(png)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground, the sheet on it, and a hairline around the sheet."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("grid"))
        painter.drawRoundedRect(self.rect(), GRID, GRID)
        if self.has_picture:
            room = self.size() - QSize(4 * GRID, 4 * GRID)
            size = self._pixmap.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(self.rect()).center())
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
            painter.setPen(self._theme.colour("border"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
        painter.end()
