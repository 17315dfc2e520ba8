"""Pictures of the templates: the upper left of each map, as the canvas shows it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from export.qt import paint
from model.files import codec
from model.layout.build import View, build
from model.layout.measures import SCREEN
from model.layout.scene import Bounds, Scene
from resources import templates
from widgets.theme import Theme

#: Part of its size on the canvas at which a map is shown: small enough for the stages and
#: the emotion line to show, large enough to tell cards from text.
_ZOOM = 0.3
_RADIUS = 6


def scene_of(name: str) -> Scene:
    """The template `name` laid out as on screen. Raises KeyError."""
    journey = codec.load(templates.path(name)).map
    return build(journey, SCREEN, View(furniture=False))


def picture(scene: Scene | None, size: QSize, ratio: float, theme: Theme) -> QPixmap:
    """What of the scene `size` px have room for, `ratio` pixels to each.

    Without a scene: three lines of a questionnaire.
    """
    made = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    frame = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
    path = QPainterPath()
    path.addRoundedRect(frame, _RADIUS, _RADIUS)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.colour("surface"))
    if scene is None:
        _questions(painter, size, theme)
    else:
        painter.scale(_ZOOM, _ZOOM)
        shown = Bounds(0, 0, size.width() / _ZOOM, size.height() / _ZOOM)
        paint(scene, painter, theme.tools, exposed=shown)
    painter.restore()
    painter.setPen(theme.colour("grid"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.end()
    return made


def _questions(painter: QPainter, size: QSize, theme: Theme) -> None:
    side, gap = 20, 16
    top = (size.height() - 3 * side - 2 * gap) // 2
    for i, share in enumerate((0.45, 0.6, 0.35)):
        y = top + i * (side + gap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        icon = theme.icon(("user-round", "circle-question-mark", "milestone")[i], "focus")
        icon.paint(painter, 32, y, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("grid"))
        painter.drawRoundedRect(QRectF(68, y + side / 2 - 3, size.width() * share, 6), 3, 3)
