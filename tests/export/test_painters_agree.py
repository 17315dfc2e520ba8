"""Screen, PDF and SVG show one picture: shapes, colours, opacity and each line's ink."""

from io import BytesIO

import pytest
from PIL import Image

from model.change import JourneyMap
from model.layout.build import View, build
from model.layout.scene import Icon, Path, Picture, Rect, Scene, Text
from resources import palettes
from tests.export.ink import furthest, ink_of
from tests.export.rasters import (
    Engine,
    by_mupdf,
    by_pdfium,
    by_poppler,
    by_qt,
    by_qt_svg,
    mean_difference,
    share_that_differs,
)
from tests.export.scenes import (
    GREY,
    PALETTE,
    everything,
    jpeg,
    line,
    scene,
    see_through_png,
    texts,
)

PAPER = [by_pdfium, by_poppler, by_qt_svg]
#: Ink edges may be this far apart, in pt.
EDGE = 0.3


@pytest.mark.parametrize("engine", PAPER)
@pytest.mark.parametrize("palette", [PALETTE, GREY])
def test_every_primitive_looks_the_same_on_screen_and_on_paper(
    engine: Engine, palette: dict[str, str]
) -> None:
    drawn = everything()
    screen, paper = by_qt(drawn, palette, 3), engine(drawn, palette, 3)
    assert share_that_differs(screen, paper) < 0.0005
    assert mean_difference(screen, paper) < 0.006


@pytest.mark.parametrize("engine", [by_pdfium, by_qt_svg])
@pytest.mark.parametrize("theme", ["light", "grey"])
def test_a_whole_poster_looks_the_same_on_screen_and_on_paper(
    engine: Engine, theme: str, bicycle: JourneyMap
) -> None:
    palette, poster = palettes.load(theme), build(bicycle, view=View(sheet="A0"))
    screen, paper = by_qt(poster, palette, 1), engine(poster, palette, 1)
    assert share_that_differs(screen, paper) < 0.0005
    assert mean_difference(screen, paper) < 0.008  # edges are smoothed differently


def test_the_comparison_sees_a_missing_icon_and_a_shifted_card() -> None:
    whole, damaged = by_qt(everything(), PALETTE, 3), by_qt(everything(), PALETTE, 3)
    damaged.paste((232, 237, 243), (155 * 3, 20 * 3, 185 * 3, 45 * 3))
    assert share_that_differs(whole, damaged) > 0.0005
    moved = Image.new("RGB", whole.size, "white")
    moved.paste(whole, (3, 0))
    assert share_that_differs(whole, moved) > 0.0005


@pytest.mark.parametrize("engine", [*PAPER, by_mupdf])
def test_the_ink_of_a_line_ends_where_it_ends_on_screen_in_every_script(engine: Engine) -> None:
    drawn, _ = texts()
    apart, said = furthest(ink_of(drawn, by_qt), ink_of(drawn, engine))
    assert apart <= EDGE, said


@pytest.mark.parametrize("engine", [*PAPER, by_mupdf])
def test_a_long_title_ends_where_it_ends_on_screen(engine: Engine) -> None:
    # The same letter again and again adds up whatever a reader rounds off its width.
    titles = [line(letter * 40, 60, "", 700) for letter in "aeimn"]
    titles.append(line("A year with the city bicycle, from the first ride to the last", 60))
    placed = [Text(20, 80.0 * (i + 1), "text", one) for i, one in enumerate(titles)]
    drawn = scene(*placed, width=max(one.width for one in titles) + 40, height=520)
    apart, said = furthest(ink_of(drawn, by_qt), ink_of(drawn, engine))
    assert apart <= EDGE, said


@pytest.mark.parametrize("engine", PAPER)
def test_what_follows_a_see_through_shape_is_not_see_through(engine: Engine) -> None:
    for following in (
        Picture("blue", 20, 20, 60, 60),
        Icon("square", 20, 20, 60, "#000000"),
        Text(20, 80, "#000000", line("Hi", 60, "", 700)),
        Rect(20, 20, 60, 60, "#000000"),
    ):
        drawn = scene(
            Rect(150, 0, 9, 9, "#808080", opacity=0.1), following, assets={"blue": jpeg()}
        )
        screen, paper = by_qt(drawn, PALETTE, 2), engine(drawn, PALETTE, 2)
        assert share_that_differs(screen, paper, 40) < 0.012


@pytest.mark.parametrize("engine", PAPER)
def test_corners_and_ends_are_as_sharp_or_round_as_they_are_meant(engine: Engine) -> None:
    corner = (("M", 30, 80), ("L", 50, 30), ("L", 70, 80))
    drawn = scene(
        Path(corner, stroke="text", stroke_width=16),
        Rect(100, 30, 30, 40, "", "text", 16),
        Path((("M", 150, 40), ("L", 180, 40)), stroke="text", stroke_width=16, round_cap=True),
        Path((("M", 150, 70), ("L", 180, 70)), stroke="text", stroke_width=16),
    )
    pixels = engine(drawn, PALETTE, 2)
    assert share_that_differs(by_qt(drawn, PALETTE, 2), pixels) < 0.0005
    dark = {
        place: max(pixels.getpixel((place[0] * 2, place[1] * 2))) < 128
        for place in ((50, 17), (93, 23), (144, 40), (144, 70))
    }
    assert dark == {(50, 17): False, (93, 23): True, (144, 40): True, (144, 70): False}


def test_the_ink_of_every_line_of_a_posters_svg_ends_where_it_ends_on_screen(
    bicycle: JourneyMap,
) -> None:
    poster = build(bicycle, view=View(sheet="A0"))
    apart, said = furthest(ink_of(poster, by_qt, 3), ink_of(poster, by_qt_svg, 3))
    assert apart <= EDGE + 1 / 3, said  # an edge may fall on either side of a pixel of 1/3 pt


@pytest.mark.parametrize("engine", [by_qt, *PAPER])
@pytest.mark.parametrize(
    ("opacity", "wanted"), [(1.0, (0, 0, 0)), (0.5, (128, 128, 128)), (0.1, (230, 230, 230))]
)
def test_a_shape_is_as_opaque_as_it_says(
    engine: Engine, opacity: float, wanted: tuple[int, int, int]
) -> None:
    drawn = scene(
        Rect(10, 10, 40, 40, "#000000", opacity=opacity),
        Rect(60, 10, 40, 40, "#000000"),
        Path((("M", 110, 10), ("L", 150, 10), ("L", 150, 50), ("Z",)), "#000000", opacity=opacity),
    )
    pixels = engine(drawn, PALETTE, 1)
    for x, y, colour in ((30, 30, wanted), (80, 30, (0, 0, 0)), (140, 20, wanted)):
        assert pixels.getpixel((x, y)) == pytest.approx(colour, abs=2)


@pytest.mark.parametrize("engine", [by_qt, *PAPER])
def test_where_a_see_through_stroke_lies_on_its_fill_both_are_seen(engine: Engine) -> None:
    drawn = scene(Rect(20, 20, 60, 60, "#ff0000", "#0000ff", 20.0, opacity=0.5))
    pixels = engine(drawn, PALETTE, 1)
    assert pixels.getpixel((14, 50)) == pytest.approx((128, 128, 255), abs=2)
    assert pixels.getpixel((26, 50)) == pytest.approx((128, 64, 191), abs=2)
    assert pixels.getpixel((50, 50)) == pytest.approx((255, 128, 128), abs=2)


@pytest.mark.parametrize("engine", [by_qt, *PAPER])
def test_a_picture_lets_the_ground_through_where_it_is_see_through(engine: Engine) -> None:
    drawn = scene(
        Rect(0, 0, 200, 100, "#0000ff"),
        Picture("red", 20, 20, 60, 60),
        assets={"red": see_through_png()},
    )
    pixels = engine(drawn, PALETTE, 1)
    assert pixels.getpixel((35, 50)) == pytest.approx((100, 0, 127), abs=3)
    assert pixels.getpixel((65, 50)) == pytest.approx((200, 0, 0), abs=3)
    assert pixels.getpixel((90, 50)) == pytest.approx((0, 0, 255), abs=3)


@pytest.mark.parametrize("engine", [by_qt, *PAPER])
def test_a_picture_stands_upright(engine: Engine) -> None:
    two = Image.new("RGB", (2, 2), (255, 255, 255))
    two.putpixel((0, 0), (255, 0, 0))
    two.putpixel((1, 1), (0, 0, 255))
    drawn = scene(Picture("two", 0, 0, 100, 100), assets={"two": _png(two)})
    pixels = engine(drawn, PALETTE, 1)
    assert pixels.getpixel((10, 10)) == pytest.approx((255, 0, 0), abs=12)
    assert pixels.getpixel((90, 90)) == pytest.approx((0, 0, 255), abs=12)
    assert pixels.getpixel((90, 10)) == pytest.approx((255, 255, 255), abs=12)


@pytest.mark.parametrize("engine", [by_qt, *PAPER])
@pytest.mark.parametrize("data", [b"", b"no picture", see_through_png()[:60]])
def test_a_damaged_picture_is_a_box_crossed_out(engine: Engine, data: bytes) -> None:
    drawn = scene(Picture("bad", 20, 20, 60, 60), assets={"bad": data})
    pixels = engine(drawn, PALETTE, 2)
    for x, y in ((40, 100), (160, 100), (100, 40), (100, 160), (100, 100), (70, 70), (70, 130)):
        assert min(pixels.getpixel((x, y))) < 200, (x, y)
    assert pixels.getpixel((100, 70)) == (255, 255, 255)


@pytest.mark.parametrize("engine", [by_qt, *PAPER])
def test_in_grey_pictures_and_literal_colours_are_grey(engine: Engine) -> None:
    drawn = scene(
        Rect(0, 0, 50, 50, "#c02020"),
        Picture("red", 60, 0, 50, 50),
        Picture("blue", 120, 0, 50, 50),
        Text(10, 80, "#8a2f6b", line("plum", 24)),
        assets={"red": see_through_png(), "blue": jpeg()},
    )
    pixels = engine(drawn, GREY, 1)
    assert all(max(pixel) - min(pixel) <= 2 for pixel in pixels.get_flattened_data())


def test_a_scene_without_anything_is_its_ground() -> None:
    empty = Scene(30, 20, "tint", (), {})
    for engine in (by_qt, *PAPER, by_mupdf):
        assert engine(empty, PALETTE, 1).getcolors() == [(600, (0xE8, 0xED, 0xF3))]


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
