"""The Scene through a QPainter: the screen's canvas, the PNG, the printer's preview.

Glyphs are drawn where the run says, unhinted, from the same font files as on paper. They
need a QGuiApplication; without one Qt crashes.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
)

from export.colours import Colours
from export.outlines import rounded, unreadable
from model.bitmaps import MOST_PIXELS, NotABitmap, read_header
from model.layout.scene import (
    Bounds,
    Icon,
    Line,
    Node,
    Path,
    PathStep,
    Picture,
    Primitive,
    Rect,
    Run,
    Scene,
    Text,
)
from resources import fonts, icons

#: Lines kept ready to draw: a map of 10,000 cards has about 25,000.
_LINES_KEPT = 60_000
#: Outlines kept: such a map has some 10,000 lines between cells and 5,000 routes.
_SHAPES_KEPT = 40_000
#: Bytes of pixels of pictures kept.
_IMAGES_KEPT = 256 * 1024 * 1024
#: From here on glyphs are drawn as outlines, in device pixels. Qt keeps no bitmap of glyphs
#: from 64 on, and those of a font that comes from a file it then does not draw at all
#: (6.11, raster engine); slint met the same and does the same.
_LARGEST_BITMAP = 60.0
#: Outlines are taken at this size in px and scaled down: Qt rounds them to 1/64.
_OUTLINE_SIZE = 1024.0

_NO_PEN = QPen(Qt.PenStyle.NoPen)
_NO_BRUSH = QBrush(Qt.BrushStyle.NoBrush)


class Tools:
    """Pens, brushes, fonts and glyph runs of one palette, made once and kept."""

    def __init__(
        self, palette: Mapping[str, str], assets: Mapping[str, bytes] | None = None
    ) -> None:
        self.colours = Colours(palette)
        self.assets: Mapping[str, bytes] = {} if assets is None else assets
        self._brushes: dict[str, QBrush] = {}
        self._pens: dict[tuple[object, ...], QPen] = {}
        self._fonts: dict[tuple[str, float], QRawFont] = {}
        self._icons: dict[str, QPainterPath] = {}
        self._images: dict[str, QImage] = {}
        # By identity, as lines are not hashable; the line is kept so that its id stays its own.
        self._lines: dict[int, tuple[Line, list[tuple[Run, QGlyphRun]]]] = {}
        self._glyphs: dict[tuple[str, int], QPainterPath] = {}
        # By identity too: to compare a path's steps takes longer than to find them here.
        self._shapes: dict[int, tuple[Rect | Path, QPainterPath]] = {}

    def brush(self, role: str) -> QBrush:
        """The fill of a role; an empty role fills nothing."""
        found = self._brushes.get(role)
        if found is None:
            found = QBrush(QColor(*self.colours.rgb(role))) if role else _NO_BRUSH
            self._brushes[role] = found
        return found

    def pen(
        self,
        role: str,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
        round_cap: bool = False,
        round_join: bool = False,
    ) -> QPen:
        """The stroke of a role, `width` and `dash` in px; an empty role strokes nothing."""
        if not role:
            return _NO_PEN
        key = (role, width, dash, round_cap, round_join)
        found = self._pens.get(key)
        if found is None:
            found = QPen(QColor(*self.colours.rgb(role)), width)
            found.setCapStyle(Qt.PenCapStyle.RoundCap if round_cap else Qt.PenCapStyle.FlatCap)
            found.setJoinStyle(
                Qt.PenJoinStyle.RoundJoin if round_join else Qt.PenJoinStyle.MiterJoin
            )
            if dash:
                # Qt counts dashes in pen widths, and an odd number of them is no pattern.
                whole = dash if len(dash) % 2 == 0 else dash * 2
                found.setDashPattern([length / width for length in whole])
            self._pens[key] = found
        return found

    def glyph_runs(self, line: Line) -> list[tuple[Run, QGlyphRun]]:
        """The runs of a line, each with what Qt draws for it."""
        found = self._lines.get(id(line))
        if found is None:
            if len(self._lines) >= _LINES_KEPT:
                self._lines.clear()
            found = (line, [(run, self._glyph_run(run)) for run in line.runs])
            self._lines[id(line)] = found
        return found[1]

    def outlines(self, run: Run) -> QPainterPath:
        """The glyphs of a run as one path, 1024 px to the em."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        scale = _OUTLINE_SIZE / run.size
        heights = run.ys or (0.0,) * len(run.xs)
        for glyph, x, y in zip(run.glyphs, run.xs, heights, strict=True):
            outline = self._glyphs.get((run.font, glyph))
            if outline is None:
                outline = self.font(run.font, _OUTLINE_SIZE).pathForGlyph(glyph)
                self._glyphs[run.font, glyph] = outline
            path.addPath(outline.translated(x * scale, y * scale))
        return path

    def shape(self, primitive: Rect | Path) -> QPainterPath:
        """The outline of a path or of a rectangle with round corners."""
        found = self._shapes.get(id(primitive))
        if found is None:
            if len(self._shapes) >= _SHAPES_KEPT:
                self._shapes.clear()
            steps = rounded(primitive) if isinstance(primitive, Rect) else primitive.steps
            path = painter_path(steps)
            found = self._shapes[id(primitive)] = (primitive, path)
        return found[1]

    def icon(self, name: str) -> QPainterPath:
        """The path of an icon on its square of 24. Raises KeyError."""
        found = self._icons.get(name)
        if found is None:
            found = self._icons[name] = painter_path(icons.load()[name])
        return found

    def image(self, asset_id: str) -> QImage:
        """The picture's pixels; a null image if they are missing or damaged."""
        found = self._images.get(asset_id)
        if found is None:
            data = self.assets.get(asset_id)
            if data is None:
                return QImage()  # another map may have it, so this is not kept
            found = _decoded(data)
            if self.colours.grey and not found.isNull():
                found = _grey_image(found)
            if sum(image.sizeInBytes() for image in self._images.values()) > _IMAGES_KEPT:
                self._images.clear()
            self._images[asset_id] = found
        return found

    def forget(self) -> None:
        """Keep nothing any more of what one map alone is made of."""
        self._lines.clear()
        self._shapes.clear()
        self._images.clear()

    def _glyph_run(self, run: Run) -> QGlyphRun:
        made = QGlyphRun()
        made.setRawFont(self.font(run.font, run.size))
        made.setGlyphIndexes(list(run.glyphs))
        if run.ys:
            made.setPositions([QPointF(x, y) for x, y in zip(run.xs, run.ys, strict=True)])
        else:
            made.setPositions([QPointF(x, 0.0) for x in run.xs])
        return made

    def font(self, key: str, size: float) -> QRawFont:
        """A bundled font file at `size` px. Raises ValueError if it cannot be read."""
        found = self._fonts.get((key, size))
        if found is None:
            file = str(fonts.path(key))
            found = QRawFont(file, size, QFont.HintingPreference.PreferNoHinting)
            if not found.isValid():
                raise ValueError(f"the font file {file} cannot be read")
            self._fonts[key, size] = found
        return found


def paint(
    scene: Scene,
    painter: QPainter,
    tools: Tools,
    *,
    exposed: Bounds | None = None,
) -> None:
    """Paint the scene with its (0, 0) at the painter's; `exposed` is the part that shows.

    The painter's pen, brush and opacity are left changed.
    """
    tools.assets = scene.assets
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    ground = Bounds(0.0, 0.0, scene.width, scene.height)
    painter.fillRect(QRectF(*ground), tools.brush(scene.background))
    for x, y, layer in scene.layers:
        _paint_placed(x, y, layer, painter, tools, exposed)


def paint_node(
    node: Node, painter: QPainter, tools: Tools, *, exposed: Bounds | None = None
) -> None:
    """Paint a node and its children in its own coordinates, in which `exposed` is given."""
    paint_primitives(node.primitives, painter, tools)
    for x, y, child in node.children:
        _paint_placed(x, y, child, painter, tools, exposed)


def paint_primitives(primitives: Iterable[Primitive], painter: QPainter, tools: Tools) -> None:
    """Paint what a node itself draws, in its own coordinates."""
    for primitive in primitives:
        if isinstance(primitive, Text):
            _text(primitive, painter, tools)
        elif isinstance(primitive, Rect):
            _rect(primitive, painter, tools)
        elif isinstance(primitive, Path):
            _path(primitive, painter, tools)
        elif isinstance(primitive, Icon):
            _icon(primitive, painter, tools)
        elif isinstance(primitive, Picture):
            _picture(primitive, painter, tools)


def painter_path(steps: tuple[PathStep, ...]) -> QPainterPath:
    """The steps of a Scene's path as Qt's, with the non-zero rule."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for step in steps:
        match step:
            case ("M", float() | int() as x, float() | int() as y):
                path.moveTo(x, y)
            case ("L", float() | int() as x, float() | int() as y):
                path.lineTo(x, y)
            case ("Z",):
                path.closeSubpath()
            case (
                "C",
                float() | int() as x1,
                float() | int() as y1,
                float() | int() as x2,
                float() | int() as y2,
                float() | int() as x,
                float() | int() as y,
            ):
                path.cubicTo(x1, y1, x2, y2, x, y)
            case _:
                raise ValueError(f"{step!r} is no step of a path")
    return path


def _paint_placed(
    x: float, y: float, node: Node, painter: QPainter, tools: Tools, exposed: Bounds | None
) -> None:
    if exposed is not None:
        exposed = Bounds(exposed.x - x, exposed.y - y, exposed.w, exposed.h)
        if not _meet(node.bounds, exposed):
            return
    # Sums of 1/64ths are exact in floating point, so going back costs no drift and is
    # several times cheaper than saving and restoring the painter.
    painter.translate(x, y)
    paint_node(node, painter, tools, exposed=exposed)
    painter.translate(-x, -y)


def _meet(a: Bounds, b: Bounds) -> bool:
    return a.x <= b.x + b.w and b.x <= a.x + a.w and a.y <= b.y + b.h and b.y <= a.y + a.h


def _text(text: Text, painter: QPainter, tools: Tools) -> None:
    painter.setPen(tools.pen(text.role))
    largest = _LARGEST_BITMAP / painter.deviceTransform().m11()
    for run, glyphs in tools.glyph_runs(text.line):
        if run.size < largest:
            painter.drawGlyphRun(QPointF(text.x + run.dx, text.y), glyphs)
        else:
            _outlined(run, text.x + run.dx, text.y, text.role, painter, tools)


def _outlined(run: Run, x: float, y: float, role: str, painter: QPainter, tools: Tools) -> None:
    before = painter.worldTransform()
    painter.translate(x, y)
    painter.scale(run.size / _OUTLINE_SIZE, run.size / _OUTLINE_SIZE)
    painter.fillPath(tools.outlines(run), tools.brush(role))
    painter.setWorldTransform(before)


def _rect(rect: Rect, painter: QPainter, tools: Tools) -> None:
    if any(rect.radii):
        path = tools.shape(rect)
    elif rect.opacity == 1.0:
        painter.setBrush(tools.brush(rect.fill))
        painter.setPen(tools.pen(rect.stroke, rect.stroke_width, rect.dash))
        painter.drawRect(QRectF(rect.x, rect.y, rect.w, rect.h))
        return
    else:
        path = QPainterPath()
        path.addRect(rect.x, rect.y, rect.w, rect.h)
    pen = tools.pen(rect.stroke, rect.stroke_width, rect.dash)
    _outline(path, rect.fill, pen, rect.opacity, painter, tools)


def _path(path: Path, painter: QPainter, tools: Tools) -> None:
    pen = tools.pen(path.stroke, path.stroke_width, path.dash, path.round_cap, round_join=True)
    _outline(tools.shape(path), path.fill, pen, path.opacity, painter, tools)


def _outline(
    path: QPainterPath, fill: str, pen: QPen, opacity: float, painter: QPainter, tools: Tools
) -> None:
    # Fill and stroke are each as opaque as asked for; so do the PDF and the SVG.
    painter.setBrush(tools.brush(fill))
    painter.setPen(pen)
    if opacity == 1.0:
        painter.drawPath(path)
        return
    outer = painter.opacity()
    painter.setOpacity(outer * opacity)
    painter.drawPath(path)
    painter.setOpacity(outer)


def _icon(icon: Icon, painter: QPainter, tools: Tools) -> None:
    scale = icon.size / icons.SQUARE
    before = painter.worldTransform()
    painter.translate(icon.x, icon.y)
    painter.scale(scale, scale)
    painter.setPen(tools.pen(icon.role, icons.STROKE_WIDTH, (), True, True))
    painter.setBrush(_NO_BRUSH)
    painter.drawPath(tools.icon(icon.name))
    painter.setWorldTransform(before)


def _picture(picture: Picture, painter: QPainter, tools: Tools) -> None:
    image = tools.image(picture.asset_id)
    if image.isNull():
        _path(unreadable(picture), painter, tools)
        return
    painter.drawImage(QRectF(picture.x, picture.y, picture.w, picture.h), image)


def _decoded(data: bytes) -> QImage:
    """A PNG or JPEG of a bearable size, else a null image.

    Qt would also read drawings, which can take for ever and name files outside the map.
    """
    try:
        known = read_header(data)
    except NotABitmap:
        return QImage()
    if known.width * known.height > MOST_PIXELS:
        return QImage()
    return QImage.fromData(data)


def _grey_image(image: QImage) -> QImage:
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_Grayscale8)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    grey = grey.convertToFormat(QImage.Format.Format_ARGB32)
    grey.setAlphaChannel(image.convertToFormat(QImage.Format.Format_Alpha8))
    return grey
