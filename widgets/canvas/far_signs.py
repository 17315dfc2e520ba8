"""The signs of a comparison from afar, where cards are blocks of colour: no colour stands alone."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from export.qt import Tools

#: Lines of a sign, from -1 to 1 in both directions, by the colour role of a block. What moved
#: has two arrow heads: from afar nobody sees which way a map is read.
_SIGNS: Final[dict[str, tuple[tuple[float, float, float, float], ...]]] = {
    "change.added": ((-1, 0, 1, 0), (0, -1, 0, 1)),
    "change.removed": ((-1, 0, 1, 0),),
    "change.changed": ((-1, -0.45, 1, -0.45), (-1, 0.45, 1, 0.45), (-0.6, 1.1, 0.6, -1.1)),
    "change.moved": (
        (-1.3, 0, 1.3, 0),
        (1.3, 0, 0.6, -0.7),
        (1.3, 0, 0.6, 0.7),
        (-1.3, 0, -0.6, -0.7),
        (-1.3, 0, -0.6, 0.7),
    ),
}
#: Below this zoom a block is as high as a sign's lines are wide.
LEAST: Final = 0.1


def add_sign(path: QPainterPath, role: str, box: QRectF) -> None:
    """Add the sign of a block in the middle of it; none for what is no change."""
    middle, arm = box.center(), min(box.width(), box.height()) * 0.28
    for x0, y0, x1, y1 in _SIGNS.get(role, ()):
        path.moveTo(middle + QPointF(x0 * arm, y0 * arm))
        path.lineTo(middle + QPointF(x1 * arm, y1 * arm))


def paint_signs(painter: QPainter, signs: Iterable[QPainterPath], tools: Tools) -> None:
    """Draw signs with lines that are as wide as seen from near, px of the screen."""
    pen = QPen(tools.pen("text"))
    pen.setWidthF(1.4)
    pen.setCosmetic(True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for path in signs:
        if not path.isEmpty():
            painter.strokePath(path, pen)
