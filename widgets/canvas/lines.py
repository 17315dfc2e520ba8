"""What the canvas paints over the lanes: emotion lines and brackets, dimmed where they are to be.

An emotion line runs through all steps: where some of those are dimmed, it is painted twice,
faintly there and as it is everywhere else.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from export.qt import paint_node, paint_primitives
from model.layout.scene import Bounds, Node, TiedNode
from widgets.canvas.spot import is_bright
from widgets.canvas.surface import Surface


def paint_lines(
    node: Node,
    painter: QPainter,
    surface: Surface,
    exposed: Bounds,
    left: float,
    lines_only: bool,
) -> None:
    """Paint a node of the body that is no lane, whose (0, 0) stands `left` px into the Scene.

    Of an emotion line with `lines_only`, its faces are left out.
    """
    bright = surface.bright
    if bright is None:
        _paint(node, painter, surface, exposed, lines_only, None)
        return
    if node.record not in bright:
        painter.setOpacity(surface.dim)
        _paint(node, painter, surface, exposed, lines_only, None)
        painter.setOpacity(1.0)
        return
    if node.kind != "curves" or not surface.dim_columns:
        _paint(node, painter, surface, exposed, lines_only, bright)
        return
    top, high = node.bounds.y - 2, node.bounds.h + 4
    dimmed = [QRectF(a - left, top, b - a, high) for a, b in surface.dim_columns]
    lit, x = [], exposed.x
    for box in dimmed:
        lit.append(QRectF(x, top, box.left() - x, high))
        x = max(x, box.right())
    lit.append(QRectF(x, top, exposed.x + exposed.w - x, high))
    for boxes, opacity, only in ((dimmed, surface.dim, None), (lit, 1.0, bright)):
        for box in boxes:
            seen = box.intersected(QRectF(*exposed))
            if seen.isEmpty():
                continue
            painter.save()
            painter.setClipRect(seen, Qt.ClipOperation.IntersectClip)
            painter.setOpacity(opacity)
            part = Bounds(seen.x(), exposed.y, seen.width(), exposed.h)
            _paint(node, painter, surface, part, lines_only, only)
            painter.restore()


def _paint(
    node: Node,
    painter: QPainter,
    surface: Surface,
    exposed: Bounds,
    lines_only: bool,
    bright: frozenset[str] | None,
) -> None:
    """Paint the node; given what is `bright`, the parts that speak of others are dimmed."""
    tools, outer = surface.tools, painter.opacity()
    if bright is None and not lines_only:
        paint_node(node, painter, tools, exposed=exposed)
        return
    paint_primitives(node.primitives, painter, tools)
    for x, y, child in node.children:
        if lines_only and child.kind == "feeling":
            continue
        b = child.bounds
        if x + b.x > exposed.x + exposed.w or x + b.x + b.w < exposed.x:
            continue
        painter.translate(x, y)
        if child.kind == "words" and not isinstance(child, TiedNode):  # everybody's together
            _paint(child, painter, surface, exposed, False, bright)
        else:
            dimmed = bright is not None and not is_bright(child, bright)
            painter.setOpacity(outer * surface.dim if dimmed else outer)
            paint_node(child, painter, tools)
            painter.setOpacity(outer)
        painter.translate(-x, -y)
