"""The ground of a lane drawn fast: its fill, and the lines between steps and stages.

A map of 60 steps and 20 lanes has more than a thousand dotted lines, each of some hundred
dots. Those of one lane are alike: they are painted once a zoom and then copied.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from export.qt import paint_primitives
from model.layout.scene import Bounds, Icon, Path, Primitive, Rect, Text
from widgets.canvas.display import Box, Displays

#: Below this zoom the dots between steps would be a twentieth of a pixel's colour.
FAINT = 0.2


class Ground:
    """What a lane draws under its cards.

    Attributes:
        displays: what it is painted with, of one palette.
    """

    def __init__(self, primitives: Sequence[Primitive], displays: Displays) -> None:
        self.displays = displays
        self._lines: list[tuple[float, Box]] = []
        self._bars: dict[str, list[QRectF]] = {}
        self._others: list[tuple[float, float, Primitive]] = []
        for primitive in primitives:
            if isinstance(primitive, Path) and _is_upright(primitive):
                (_, x, top), (_, _, bottom) = primitive.steps
                upright = primitive._replace(steps=(("M", 0.0, top), ("L", 0.0, bottom)))
                half = primitive.stroke_width / 2
                bounds = Bounds(-half, float(top), 2 * half, float(bottom) - float(top))
                self._lines.append((float(x), displays.box((upright,), bounds)))
            elif isinstance(primitive, Rect) and self._others and _is_plain(primitive):
                bar = QRectF(primitive.x, primitive.y, primitive.w, primitive.h)
                self._bars.setdefault(primitive.fill, []).append(bar)
            else:
                self._others.append((*_extent(primitive), primitive))

    def paint(self, painter: QPainter, exposed: Bounds) -> None:
        """Paint what is exposed of it."""
        left, right = exposed.x - 2, exposed.x + exposed.w + 2
        others = [p for a, b, p in self._others if a <= right and b >= left]
        paint_primitives(others, painter, self.displays.tools)
        painter.setPen(Qt.PenStyle.NoPen)
        for role, bars in self._bars.items():
            painter.setBrush(self.displays.tools.brush(role))
            painter.drawRects([b for b in bars if b.left() <= right and b.right() >= left])
        if painter.worldTransform().m11() < FAINT:
            return
        lines = [(x, 0.0, box) for x, box in self._lines if left <= x <= right]
        self.displays.copy(painter, lines)


def _is_plain(rect: Rect) -> bool:
    return not rect.stroke and not any(rect.radii) and rect.opacity == 1.0


def _is_upright(path: Path) -> bool:
    steps = path.steps
    return len(steps) == 2 and steps[1][0] == "L" and steps[0][1] == steps[1][1] and not path.fill


def _extent(primitive: Primitive) -> tuple[float, float]:
    """How far a primitive reaches to the left and to the right."""
    match primitive:
        case Path(steps=steps):
            xs = [x for step in steps for x in step[1::2] if not isinstance(x, str)]
            return min(xs, default=0.0), max(xs, default=0.0)
        case Text(x=x, line=line):
            return x, x + line.width
        case Icon(x=x, size=size):
            return x, x + size
        case Rect(x=x, w=w, stroke=stroke, stroke_width=width) if stroke:
            return x - width, x + w + width
        case _:
            return primitive.x, primitive.x + primitive.w
