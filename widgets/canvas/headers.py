"""The headers that stay in view: stages and steps above the grid, lanes beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from export.qt import paint_node
from model.layout.scene import Node

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: Headers are painted no smaller than this, so that they can be read from afar.
SMALLEST = 0.8


class StageHeader(QWidget):
    """Stages over their steps, scrolled with the grid."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def wanted_height(self) -> int:
        """px at the canvas's zoom."""
        return round(self._canvas.laid.y * max(SMALLEST, self._canvas.zoom))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stages in view."""
        canvas = self._canvas
        painter = QPainter(self)
        painter.fillRect(self.rect(), canvas.theme.colour("canvas"))
        layer = canvas.scene.layers[3]
        at = canvas.view.to_viewport(QPointF(layer.x, layer.y))
        painter.translate(at.x(), 0)
        painter.scale(canvas.zoom, canvas.zoom)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_node(layer.node, painter, canvas.theme.tools)
        painter.end()


class LaneHeader(QWidget):
    """The lanes' names, scrolled with the grid."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def wanted_width(self) -> int:
        """px at the canvas's zoom."""
        width = self._canvas.laid.setting.measures.lane_header
        return round(width * max(SMALLEST, self._canvas.zoom))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lanes in view."""
        canvas = self._canvas
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), canvas.theme.colour("canvas"))
        layer = canvas.scene.layers[2]
        at = canvas.view.to_viewport(QPointF(layer.x, layer.y))
        painter.translate(0, at.y())
        painter.scale(canvas.zoom, canvas.zoom)
        body: Node = layer.node
        paint_node(body, painter, canvas.theme.tools)
        painter.end()


class Corner(QWidget):
    """The empty place between both headers."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._canvas.theme.colour("canvas"))
        painter.end()
