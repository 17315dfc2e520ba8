"""Cards drawn fast: what they are made of is sorted once, and drawn in batches.

The boxes of cards are few and many alike: each is painted once a zoom into a pixmap and
then copied to whole device pixels. The text of all cards is drawn role by role, a card's
lines of one font as one run of glyphs. Without this, a page of small cards takes several
frames to paint. What is drawn is the Scene's own: nothing is known here about cards.
"""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGlyphRun, QPainter, QPixmap, QTransform

from export.qt import Tools, paint_node, paint_primitives
from model.layout.scene import Bounds, Node, Primitives, Rect, Text

#: From here on (device px) Qt draws no bitmaps of glyphs, and cards are painted one by one.
_LARGEST_GLYPHS = 60.0
#: Room around a box for the half of its stroke that lies outside, px.
_ROOM = 2.0
_SPRITES_KEPT = 96 * 1024 * 1024
_DISPLAYS_KEPT = 40_000

#: A node and where it stands, in the painter's coordinates.
Spot = tuple[float, float, Node]


class Writing(NamedTuple):
    """Glyphs of one font and colour, in a node's coordinates."""

    role: str
    glyphs: QGlyphRun


class Display(NamedTuple):
    """A node sorted into what is copied and what is written.

    Attributes:
        node: kept, so that its id stays its own.
        box: everything but text; alike boxes are one object.
        largest: size of the largest type, px.
    """

    node: Node
    box: "Box"
    writings: tuple[Writing, ...]
    largest: float


class Box(NamedTuple):
    """What cards of one look have in common."""

    number: int
    primitives: Primitives
    x: float
    y: float
    w: float
    h: float


class Displays:
    """The displays and sprites of one palette.

    Attributes:
        shown: how many cards were painted; made: how many displays and sprites; for tests.
    """

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self._displays: dict[int, Display] = {}
        self._boxes: dict[tuple[object, ...], Box] = {}
        self._sprites: dict[int, QPixmap] = {}
        self._once: set[int] = set()
        self._sprite_bytes = 0
        self._scale = (0.0, 0.0)
        self.shown = self.made = 0

    def of(self, node: Node) -> Display:
        """The display of a node without children."""
        found = self._displays.get(id(node))
        if found is None:
            if len(self._displays) >= _DISPLAYS_KEPT:
                self._displays.clear()
            found = self._displays[id(node)] = self._made(node)
            self.made += 1
        return found

    def paint(self, painter: QPainter, spots: Sequence[Spot]) -> None:
        """Paint nodes without children: first their boxes, then what is written on them."""
        self.shown += len(spots)
        scale = painter.deviceTransform().m11()
        shown = [(x, y, self.of(node)) for x, y, node in spots]
        if any(d.largest * scale >= _LARGEST_GLYPHS for _, _, d in shown):
            for x, y, display in shown:
                painter.translate(x, y)
                paint_node(display.node, painter, self.tools)
                painter.translate(-x, -y)
            return
        self.copy(painter, [(x, y, d.box) for x, y, d in shown if d.box.primitives])
        by_role: dict[str, list[tuple[float, float, QGlyphRun]]] = {}
        for x, y, display in shown:
            for role, glyphs in display.writings:
                if role in by_role:
                    by_role[role].append((x, y, glyphs))
                else:
                    by_role[role] = [(x, y, glyphs)]
        for role, written in by_role.items():
            painter.setPen(self.tools.pen(role))
            for x, y, glyphs in written:
                painter.drawGlyphRun(QPointF(x, y), glyphs)

    def copy(self, painter: QPainter, spots: Sequence[tuple[float, float, Box]]) -> None:
        """Paint boxes as they look at the painter's zoom, at whole device pixels.

        Only what is painted again at the same zoom gets a sprite: in the midst of zooming
        sprites would be made for one frame each.
        """
        world = painter.worldTransform()
        zoom, dx, dy = world.m11(), world.dx(), world.dy()
        ratio = painter.device().devicePixelRatioF()
        self._choose(zoom, ratio)
        firsts: list[tuple[float, float, Box]] = []
        painter.setWorldMatrixEnabled(False)
        for x, y, box in spots:
            left = round(((x + box.x) * zoom + dx) * ratio) / ratio
            top = round(((y + box.y) * zoom + dy) * ratio) / ratio
            sprite = self._sprites.get(box.number)
            if sprite is None and box.number not in self._once:
                self._once.add(box.number)
                firsts.append((left, top, box))
                continue
            painter.drawPixmap(QPointF(left, top), sprite or self._sprite(box, zoom, ratio))
        painter.setWorldMatrixEnabled(True)
        for left, top, box in firsts:
            at = QTransform(zoom, 0, 0, zoom, left - box.x * zoom, top - box.y * zoom)
            painter.setWorldTransform(at)
            paint_primitives(box.primitives, painter, self.tools)
        if firsts:
            painter.setWorldTransform(world)

    def _made(self, node: Node) -> Display:
        box = tuple(p for p in node.primitives if not isinstance(p, Text))
        grouped: dict[tuple[str, str, float], tuple[list[int], list[QPointF]]] = {}
        for text in node.primitives:
            if isinstance(text, Text):
                for run in text.line.runs:
                    glyphs, points = grouped.setdefault((text.role, run.font, run.size), ([], []))
                    glyphs.extend(run.glyphs)
                    x, y = text.x + run.dx, text.y
                    if run.ys:
                        points.extend(
                            QPointF(x + a, y + b) for a, b in zip(run.xs, run.ys, strict=True)
                        )
                    else:
                        points.extend([QPointF(x + a, y) for a in run.xs])
        writings = []
        for (role, font, size), (glyphs, points) in grouped.items():
            made = QGlyphRun()
            made.setRawFont(self.tools.font(font, size))
            made.setGlyphIndexes(glyphs)
            made.setPositions(points)
            writings.append(Writing(role, made))
        largest = max((size for _, _, size in grouped), default=0.0)
        return Display(node, self.box(box, _widened(node.bounds, box)), tuple(writings), largest)

    def box(self, primitives: Primitives, bounds: Bounds) -> Box:
        """What is to be copied for these; the same object for those that look alike."""
        key = (primitives, bounds)
        found = self._boxes.get(key)
        if found is None:
            b = bounds
            found = Box(
                len(self._boxes), primitives,
                b.x - _ROOM, b.y - _ROOM, b.w + 2 * _ROOM, b.h + 2 * _ROOM,
            )  # fmt: skip
            self._boxes[key] = found
        return found

    def _choose(self, zoom: float, ratio: float) -> None:
        if self._scale != (zoom, ratio) or self._sprite_bytes > _SPRITES_KEPT:
            self._sprites.clear()
            self._once.clear()
            self._sprite_bytes = 0
            self._scale = (zoom, ratio)

    def _sprite(self, box: Box, zoom: float, ratio: float) -> QPixmap:
        found = self._sprites.get(box.number)
        if found is None:
            self.made += 1
            scale = zoom * ratio
            found = QPixmap(ceil(box.w * scale), ceil(box.h * scale))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            painter.scale(zoom, zoom)
            painter.translate(-box.x, -box.y)
            paint_primitives(box.primitives, painter, self.tools)
            painter.end()
            self._sprites[box.number] = found
            self._sprite_bytes += found.width() * found.height() * 4
        return found


def _widened(bounds: Bounds, primitives: Primitives) -> Bounds:
    """Bounds as wide as the boxes too: frames of a comparison stand out at both sides."""
    boxes = [p for p in primitives if isinstance(p, Rect)]
    left = min((p.x for p in boxes), default=bounds.x)
    right = max((p.x + p.w for p in boxes), default=bounds.x)
    left, right = min(left, bounds.x), max(right, bounds.x + bounds.w)
    return bounds._replace(x=left, w=right - left)
