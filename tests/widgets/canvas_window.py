"""A canvas in a window of its own, and the pointer on its parts."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from model.change import JourneyMap
from widgets.canvas.canvas import Canvas
from widgets.document import Document
from widgets.selection import Selection
from widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def shown(qtbot, journey: JourneyMap, zoom: float = 1.0, size=(1200, 700)) -> Canvas:
    """A canvas of that map, scrolled to its beginning."""
    document = Document(journey)
    canvas = Canvas(document, Selection(document), Theme("light"))
    qtbot.addWidget(canvas)
    canvas.resize(*size)
    canvas.show()
    qtbot.waitExposed(canvas)
    look_at(canvas, zoom)
    return canvas


def look_at(canvas: Canvas, zoom: float, right: float = 0.0, down: float = 0.0) -> None:
    """Zoom, and show the part that begins so many px of the Scene into the grid."""
    canvas.camera.zoom_to(zoom)
    at = canvas.laid
    left = at.x + at.setting.measures.lane_header + right
    corner = QPointF(0, 0)
    if at.rtl:
        left = at.width - left
        corner = QPointF(canvas.view.viewport().width(), 0)
    canvas.view.show_at(zoom, QPointF(left, at.y + down), corner)


def pointer(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPoint | QPointF,
    held: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEY,
) -> None:
    """One event of the mouse."""
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else held
    point = QPointF(at)
    QApplication.sendEvent(
        widget, QMouseEvent(kind, point, widget.mapToGlobal(point), button, held, keys)
    )


def hover(widget: QWidget, at: QPoint | QPointF) -> None:
    """The pointer over a point, no button held."""
    pointer(widget, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)


def click(widget: QWidget, at: QPoint | QPointF, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """A click of the left button."""
    hover(widget, at)
    pointer(widget, QEvent.Type.MouseButtonPress, at, keys=keys)
    pointer(widget, QEvent.Type.MouseButtonRelease, at, keys=keys)


def pull(widget: QWidget, start: QPoint | QPointF, *way: QPoint | QPointF) -> None:
    """Press and move along the way, with the button still held at its end."""
    pointer(widget, QEvent.Type.MouseButtonPress, start)
    here = QPointF(start)
    for goal in way:
        for part in (0.25, 0.5, 0.75, 1.0):
            there = here + (QPointF(goal) - here) * part
            pointer(widget, QEvent.Type.MouseMove, there)
        here = QPointF(goal)


def let_go(widget: QWidget, at: QPoint | QPointF) -> None:
    """The button comes up."""
    pointer(widget, QEvent.Type.MouseButtonRelease, at)
