"""What lies over the picture: the selection, the focus, where a drop would go, a lasso."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from model.layout.scene import CardNode
from widgets.canvas.display import Spot
from widgets.canvas.surface import Surface

_REACH = 1_000_000.0
_SHADOW = QColor(0, 0, 0, 28)

Sort: TypeAlias = Literal["selected", "lasso", "target", "line", "place", "handle", "cell", "next"]


class Mark(NamedTuple):
    """One mark, in the Scene. `path` is for lines, `box` for all others."""

    sort: Sort
    box: QRectF
    path: QPainterPath | None = None


class Marks(QGraphicsRectItem):
    """Paints all marks in one item above everything else."""

    def __init__(self, surface: Surface) -> None:
        super().__init__()
        self._surface = surface
        self._groups: dict[str, tuple[Mark, ...]] = {}
        self._floating: tuple[Spot, ...] = ()
        self._float_at = QPointF()
        # Qt paints all of an item again whose size changes, so it has one size for all marks.
        self.setRect(QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH))
        self.setZValue(10)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def put(self, group: str, marks: Iterable[Mark]) -> None:
        """The marks of one group ("selection", "drag"...), in place of those before."""
        new = tuple(marks)
        before = self._groups.get(group, ())
        if new == before:
            return
        self._groups[group] = new
        for mark in (*before, *new):
            self.update(_reach(mark))

    def of(self, group: str) -> tuple[Mark, ...]:
        """The marks of a group, for tests."""
        return self._groups.get(group, ())

    def float(self, spots: Iterable[Spot], at: QPointF) -> None:
        """Cards that hang at the pointer, given relative to the point `at`."""
        self.update(self._floating_box())
        self._floating, self._float_at = tuple(spots), at
        self.update(self._floating_box())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the marks that are exposed."""
        self._surface.begin()
        exposed = option.exposedRect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for group in self._groups.values():
            for mark in group:
                if exposed.intersects(_reach(mark)):
                    self._paint(mark, painter)
        if self._floating:
            x, y = self._float_at.x(), self._float_at.y()
            spots = [(x + dx, y + dy, node) for dx, dy, node in self._floating]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_SHADOW)
            for left, top, node in spots:
                body = node.body if isinstance(node, CardNode) else node.bounds
                for out, down in ((4, 6), (2, 3)):
                    box = QRectF(*body).translated(left, top + down)
                    painter.drawRoundedRect(box.adjusted(-out, -out, out, out), 8, 8)
            self._surface.displays.paint(painter, spots)

    def _paint(self, mark: Mark, painter: QPainter) -> None:
        tools = self._surface.tools
        zoom = painter.worldTransform().m11()
        width = 2 / zoom
        pen = QPen(tools.pen("focus", 1.0))
        pen.setWidthF(width)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        match mark.sort:
            case "selected":
                painter.setPen(pen)
                out = 2 / zoom
                painter.drawRoundedRect(mark.box.adjusted(-out, -out, out, out), 7, 7)
            case "place":
                pen.setStyle(Qt.PenStyle.DashLine)
                pen.setWidthF(1.2 / zoom)
                painter.setPen(pen)
                painter.drawRoundedRect(mark.box, 6, 6)
            case "next":
                colour = pen.color()
                colour.setAlphaF(0.5)
                pen.setColor(colour)
                pen.setWidthF(1.5 / zoom)
                painter.setPen(pen)
                painter.drawRoundedRect(mark.box, 8, 8)
            case "handle":
                painter.setPen(pen)
                painter.setBrush(tools.brush("surface"))
                painter.drawEllipse(mark.box)
            case "target":
                painter.setPen(pen)
                colour = tools.brush("focus").color()
                colour.setAlphaF(0.12)
                painter.setBrush(colour)
                painter.drawRoundedRect(mark.box, 6, 6)
            case "cell":
                painter.setPen(Qt.PenStyle.NoPen)
                colour = tools.brush("focus").color()
                colour.setAlphaF(0.1)
                painter.setBrush(colour)
                painter.drawRoundedRect(mark.box, 8, 8)
            case "lasso":
                pen.setWidthF(1 / zoom)
                painter.setPen(pen)
                colour = tools.brush("focus").color()
                colour.setAlphaF(0.08)
                painter.setBrush(colour)
                painter.drawRect(mark.box)
            case "line":
                painter.setPen(pen)
                if mark.path is not None:
                    painter.drawPath(mark.path)

    def _floating_box(self) -> QRectF:
        box = QRectF()
        for x, y, node in self._floating:
            box = box.united(QRectF(*node.bounds).translated(x, y))
        return box.translated(self._float_at).adjusted(-14, -14, 14, 14) if self._floating else box


def _reach(mark: Mark) -> QRectF:
    """The box with room for its stroke at any zoom."""
    return (
        mark.box.adjusted(-60, -60, 60, 60)
        if mark.sort == "line"
        else (mark.box.adjusted(-30, -30, 30, 30))
    )
