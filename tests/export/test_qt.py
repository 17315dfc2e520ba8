"""What the QPainter's side does beyond looking right: only what shows, at any zoom."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from export.colours import UnknownRole
from export.png import SCREEN_DPI, ensure_application, render
from export.qt import Tools, paint, paint_node, painter_path
from model.layout.scene import Bounds, Node, Placed, Primitives, Rect, Scene, Text
from tests.export.ink import ink_of
from tests.export.rasters import by_qt, from_qt
from tests.export.scenes import PALETTE, everything, line, scene, texts


def painter_on(width: int = 420, height: int = 240) -> tuple[QImage, QPainter]:
    ensure_application()
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image, QPainter(image)


def test_nodes_out_of_sight_are_not_even_asked_what_they_draw() -> None:
    asked: list[str] = []

    def node(name: str) -> Node:
        def draw() -> Primitives:
            asked.append(name)
            return (Rect(0, 0, 50, 20, "accent"),)

        return Node("card", Bounds(0, 0, 50, 20), draw)

    children = (
        Placed(0, 0, node("above")),
        Placed(0, 60, node("shown")),
        Placed(90, 60, node("beside")),
    )
    inner = Node("lane", Bounds(0, 0, 140, 80), (), children)
    far = Node("lane", Bounds(0, 0, 140, 80), (), (Placed(0, 0, node("far")),))
    drawn = Scene(200, 300, "surface", (Placed(5, 5, inner), Placed(5, 200, far)), {})
    image, painter = painter_on(200, 300)
    paint(drawn, painter, Tools(PALETTE), exposed=Bounds(0, 50, 60, 60))
    painter.end()
    assert asked == ["shown"]
    assert image.pixelColor(20, 70) == QColor(PALETTE["accent"])


def test_what_shows_is_the_same_with_and_without_culling() -> None:
    drawn = everything()
    parts = []
    for exposed in (None, Bounds(100, 60, 180, 120)):
        image, painter = painter_on()
        painter.setClipRect(100, 60, 180, 120)
        paint(drawn, painter, Tools(PALETTE), exposed=exposed)
        painter.end()
        parts.append(image)
    assert parts[0] == parts[1]


def test_a_node_is_painted_at_its_own_origin() -> None:
    drawn = everything()
    whole, first = painter_on()
    paint(drawn, first, Tools(PALETTE))
    first.end()
    layer, second = painter_on()
    tools = Tools(PALETTE)
    tools.assets = drawn.assets
    second.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    paint_node(drawn.layers[0].node, second, tools)
    second.end()
    assert whole == layer


def test_the_painter_comes_back_where_it_was() -> None:
    image, painter = painter_on()
    before = QTransform().translate(3, 4).scale(1.5, 1.5)
    painter.setWorldTransform(before)
    painter.setOpacity(0.5)
    paint(everything(), painter, Tools(PALETTE))
    assert painter.worldTransform() == before
    assert painter.opacity() == 0.5
    painter.end()
    assert not image.isNull()


def test_the_painters_own_opacity_holds_for_shapes_that_have_one() -> None:
    image, painter = painter_on(100, 100)
    painter.setOpacity(0.5)
    node = Node("card", Bounds(0, 0, 90, 90), (Rect(0, 0, 90, 90, "#000000", opacity=0.5),))
    paint_node(node, painter, Tools(PALETTE))
    painter.end()
    assert image.pixelColor(50, 50).red() == pytest.approx(191, abs=2)


@pytest.mark.parametrize("dots", [0.75, 1.5, 2.0, 3.3, 6.0])
def test_ink_stands_at_the_same_place_at_every_zoom(dots: float) -> None:
    drawn, _ = texts({"en": ("Searches for the price of a monthly pass",), "ar": ("السعر الشهري",)})
    fine = ink_of(drawn, by_qt, 12)
    for one, other in zip(ink_of(drawn, by_qt, dots), fine, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=0.8 / dots + 1 / 12), one.text


@pytest.mark.parametrize("size", [59.0, 61.0, 64.0, 72.0, 300.0])
def test_glyphs_of_every_size_are_drawn(size: float) -> None:
    word = line("Hi", size)
    drawn = scene(Text(10, size, "text", word), width=word.width + 20, height=size * 1.5)
    (ink,) = ink_of(drawn, by_qt, 1)
    assert ink.right - ink.left == pytest.approx(word.width, rel=0.2)


def test_large_glyphs_stand_where_small_ones_do() -> None:
    word = line("السَّلامُ Hi", 40)
    drawn = scene(Text(10, 60, "text", word), width=word.width + 20, height=100)
    (small,), (large,) = ink_of(drawn, by_qt, 1.4), ink_of(drawn, by_qt, 14)
    assert small[1:] == pytest.approx(large[1:], abs=1.2)


def test_a_role_that_the_palette_lacks_is_named() -> None:
    with pytest.raises(UnknownRole, match=r"'card\.pain\.accent'"):
        render(scene(Rect(0, 0, 9, 9, "card.pain.accent")), PALETTE)


def test_a_step_of_a_path_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="'Q'"):
        painter_path((("M", 0, 0), ("Q", 1, 1, 2, 2)))


def test_tools_make_pens_and_glyphs_once() -> None:
    ensure_application()
    tools, word = Tools(PALETTE), line("Hi")
    assert tools.glyph_runs(word) is tools.glyph_runs(word)
    assert tools.pen("text", 2.0) is tools.pen("text", 2.0)
    assert tools.brush("text") is tools.brush("text")
    assert tools.icon("phone") is tools.icon("phone")


def test_dashes_are_as_long_as_they_say_whatever_the_width() -> None:
    ensure_application()
    pen = Tools(PALETTE).pen("text", 3.0, (6.0, 4.5))
    assert [round(part * pen.widthF(), 6) for part in pen.dashPattern()] == [6.0, 4.5]
    assert len(Tools(PALETTE).pen("text", 3.0, (6.0,)).dashPattern()) == 2


def test_a_picture_is_the_same_at_another_place_of_the_widget() -> None:
    here, painter = painter_on()
    paint(everything(), painter, Tools(PALETTE))
    painter.end()
    there, painter = painter_on(520, 300)
    painter.translate(QPointF(100, 60))
    paint(everything(), painter, Tools(PALETTE))
    painter.end()
    assert there.copy(100, 60, 420, 240) == here


def test_the_ground_is_painted_to_the_edges_of_the_scene() -> None:
    drawn = from_qt(render(scene(width=40, height=30, background="tint"), PALETTE, SCREEN_DPI * 2))
    assert drawn.size == (80, 60)
    assert drawn.getcolors() == [(4800, (0xE8, 0xED, 0xF3))]


def test_a_drawing_that_calls_itself_a_picture_is_not_shown() -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect/></svg>"
    tools = Tools(PALETTE, {"a": drawing})
    assert tools.image("a").isNull()
