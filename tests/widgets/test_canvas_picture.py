"""The canvas copies sprites and batches lines; it must look as the Scene's own painter does."""

from itertools import product

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from export.qt import Tools, paint, paint_node
from model.change import JourneyMap, apply
from model.compare import compare
from model.edits.cards import move_cards
from model.layout.build import View, build
from model.layout.marks import ghost_id
from model.layout.measures import SCREEN
from model.layout.scene import Bounds, walk
from model.records import Card, Step
from resources import palettes
from tests.compared import old_map, overlaid
from tests.generator import make
from tests.widgets.canvas_window import shown
from widgets.canvas.canvas import Canvas
from widgets.canvas.display import Displays

#: A quarter of the width is a multiple of four, so that lines of grey pixels have no padding.
WIDTH, HEIGHT = 704, 512
#: Levels of 255 in the difference that an eye may notice, and how many pixels may be so.
NOTICEABLE, SHARE = 32, 0.001
SMOOTH = Qt.TransformationMode.SmoothTransformation


@pytest.fixture(scope="module")
def journey() -> JourneyMap:
    return make(cards=260, steps=10, lanes=14, language="mixed")


def blank(canvas: Canvas, ratio: float) -> QImage:
    image = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(canvas.theme.colour("canvas"))
    return image


def on_canvas(canvas: Canvas, corner: QPointF, zoom: float, ratio: float) -> QImage:
    image = blank(canvas, ratio)
    painter = QPainter(image)
    source = QRectF(corner.x(), corner.y(), WIDTH / zoom, HEIGHT / zoom)
    canvas.view.scene().render(painter, QRectF(0, 0, WIDTH, HEIGHT), source)
    painter.end()
    return image


def by_painter(canvas: Canvas, corner: QPointF, zoom: float, ratio: float) -> QImage:
    image = blank(canvas, ratio)
    painter = QPainter(image)
    painter.scale(zoom, zoom)
    painter.translate(-corner)
    scene = canvas.scene._replace(background="canvas", layers=canvas.scene.layers[:2])
    paint(scene, painter, Tools(palettes.load(canvas.theme.name), scene.assets),
          exposed=Bounds(corner.x(), corner.y(), WIDTH / zoom, HEIGHT / zoom))  # fmt: skip
    painter.end()
    return image


def unlike(one: QImage, other: QImage) -> float:
    """The share of places, four pixels wide and high, whose colours are noticeably other.

    Sprites stand at whole pixels, so single pixels of a border may be half as dark.
    """
    size = QSize(one.width() // 4, one.height() // 4)
    small = [image.scaled(size, mode=SMOOTH) for image in (one, other)]
    for image in small:
        image.setDevicePixelRatio(1)
    painter = QPainter(small[0])
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, small[1])
    painter.end()
    grey = small[0].convertToFormat(QImage.Format.Format_Grayscale8)
    levels = bytes(grey.constBits())
    noticed = levels.translate(bytes(level > NOTICEABLE for level in range(256))).count(1)
    return noticed / (small[0].width() * small[0].height())


@pytest.mark.parametrize(
    ("zoom", "theme", "ratio"),
    [
        *product([0.5, 1.0, 2.0], ["light", "dark"], [1, 2]),
        *product([1.0], ["light"], [1.25, 1.5]),
    ],
)
def test_the_canvas_shows_what_the_painter_of_the_scene_paints(
    qtbot, journey, zoom, theme, ratio
) -> None:
    canvas = shown(qtbot, journey)
    canvas.theme.choose(theme)
    try:
        for corner in (QPointF(310.25, 60.5), QPointF(900, 1500)):
            theirs = by_painter(canvas, corner, zoom, ratio)
            for _ in range(3):  # from the second time on, sprites are copied
                assert unlike(on_canvas(canvas, corner, zoom, ratio), theirs) <= SHARE
    finally:
        canvas.theme.choose("light")


def test_the_frames_of_a_comparison_are_whole_on_the_canvas() -> None:
    old = old_map()
    doing = next(c for c in old.all(Card) if c.kind == "doing" and c.step_id)
    step = next(s.id for s in old.all(Step) if s.id != doing.step_id)
    both = overlaid(compare(old, apply(move_cards(old, [doing.id], step, doing.lane_id), old)))
    drawn = build(both.map, SCREEN, View(furniture=False, marks=both.marks))
    for record in (doing.id, ghost_id(doing.id)):
        node = next(n for _, _, n in walk(drawn) if n.record == record and n.kind == "card")
        images = []
        tools = Tools(palettes.load("light"), {})
        displays = Displays(tools)
        for nth in range(4):  # from the third time on, sprites are copied
            image = QImage(320, 128, QImage.Format.Format_RGB32)
            image.fill(QColor("white"))
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if nth:
                displays.paint(painter, [(40.0, 40.0, node)])
            else:
                painter.translate(40, 40)
                paint_node(node, painter, tools)
            painter.end()
            images.append(image)
        assert [unlike(image, images[0]) for image in images] == [0.0] * 4


def test_the_comparison_notices_a_line_that_is_missing(qtbot, journey) -> None:
    canvas = shown(qtbot, journey)
    corner = QPointF(310.25, 60.5)
    whole = by_painter(canvas, corner, 1.0, 1)
    crossed = QImage(whole)
    painter = QPainter(crossed)
    painter.fillRect(0, 200, WIDTH, 1, QColor("black"))
    painter.end()
    assert unlike(crossed, whole) > SHARE
