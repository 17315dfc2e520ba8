"""A map in small, for looking at it before it is opened: where it begins, as on the canvas."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from export.qt import paint
from model.change import JourneyMap
from model.layout.build import View, build
from model.layout.measures import SCREEN
from model.layout.scene import Bounds, Scene
from model.layout.text_unicode import is_rtl_language
from widgets.box import GRID
from widgets.theme import Theme

#: How small and how large a map is shown, as parts of its size on the canvas.
_SMALLEST, _LARGEST = 0.16, 0.5
_RADIUS = 6


class MapPicture(QWidget):
    """One map, or a few words in the middle where there is none to see."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scene: Scene | None = None
        self._words = ""
        self._rtl = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(30 * GRID, 24 * GRID)
        self.setAccessibleName("Picture of the map")
        theme.changed.connect(self.update)

    @property
    def has_picture(self) -> bool:
        """Whether there is a map to see."""
        return self._scene is not None

    @property
    def words(self) -> str:
        """What is said instead of a picture."""
        return self._words

    def show_map(self, journey: JourneyMap) -> None:
        """Show this one. It is laid out here: 0.1 ms for each of its cards."""
        self._scene, self._words = build(journey, SCREEN, View(furniture=False)), ""
        self._rtl = is_rtl_language(journey.info.language)
        self.setAccessibleDescription("")
        self.update()

    def show_words(self, words: str) -> None:
        """Show no map, but why there is none; "" for an empty ground."""
        self._scene, self._words = None, words
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a few stages."""
        return QSize(56 * GRID, 44 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The part of the map that there is room for, in a rounded frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1), _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(path)
        if self._scene is None:
            painter.fillRect(self.rect(), self._theme.colour("surface"))
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.rect().adjusted(2 * GRID, 2 * GRID, -2 * GRID, -2 * GRID)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._words)
        else:
            painter.fillRect(self.rect(), self._theme.colour(self._scene.background))
            fits = min(self.width() / self._scene.width, self.height() / self._scene.height)
            zoom = min(max(fits, _SMALLEST), _LARGEST)
            painter.scale(zoom, zoom)
            width = self.width() / zoom
            left = self._scene.width - width if self._rtl else 0.0  # where the map begins
            painter.translate(-left, 0)
            shown = Bounds(left, 0, width, self.height() / zoom)
            paint(self._scene, painter, self._theme.tools, exposed=shown)
        painter.restore()
        painter.setPen(self._theme.colour("border"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.end()
