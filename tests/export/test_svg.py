"""SVG files: well-formed, complete in themselves, the words still there."""

import base64
import re
import xml.etree.ElementTree as ElementTree
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from export.colours import UnknownRole
from export.svg import svg, write_svg
from export.svg_fonts import Outlines
from model.layout.pages import fit
from model.layout.scene import Hyperlink, Icon, Line, Picture, Rect, Scene, Text
from resources import fonts
from tests.export.rasters import by_mupdf, by_qt, share_that_differs
from tests.export.scenes import (
    GREY,
    PALETTE,
    SCRIPTS,
    everything,
    jpeg,
    line,
    odd_line,
    scene,
    see_through_png,
    texts,
)

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
HOSTILE = ["<script>alert(1)</script>", "a & b", "\"'>", "]]>", "null\0bell\7", "half \ud800 pair"]


def parsed(drawn: Scene, **options: object) -> ElementTree.Element:
    return ElementTree.fromstring(svg(drawn, PALETTE, **options))  # type: ignore[arg-type]  # by name


def labels(root: ElementTree.Element) -> list[str]:
    return [found for element in root.iter() if (found := element.get("aria-label")) is not None]


def test_it_is_as_large_as_the_scene() -> None:
    root = parsed(everything())
    assert (root.get("width"), root.get("height")) == ("420", "240")
    assert root.get("viewBox") == "0 0 420 240"


def test_a_sheet_is_as_large_as_its_paper_and_holds_the_picture_at_its_place() -> None:
    page = fit((420, 240), "A4")
    root = parsed(everything(), page=page)
    assert (root.get("width"), root.get("height")) == ("841.89pt", "595.28pt")
    place = root.findall(f"{SVG}g")[0].get("transform")
    assert place == f"translate({page.x:.2f} {page.y:.2f}) scale({page.scale:.6g})"


def test_nothing_is_fetched_from_outside() -> None:
    for text in ("outlines", "text"):
        written = svg(everything(), PALETTE, text=text)  # type: ignore[arg-type]  # by name
        root = ElementTree.fromstring(written)
        for element in root.iter():
            address = element.get(HREF, "#")
            if element.tag != f"{SVG}a":
                assert address.startswith(("#", "data:image/")), address
        assert all(u.startswith("data:font/") for u in re.findall(r'url\("([^"]*)"', written))
        assert "<script" not in written


def test_every_reference_has_its_definition_and_each_only_once() -> None:
    drawn, _ = texts()
    for one in (drawn, everything()):
        root = parsed(one)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        uses = {element.get(HREF, "")[1:] for element in root.iter(f"{SVG}use")}
        assert len(ids) == len(set(ids))
        assert uses == set(ids)


def test_the_words_of_every_line_are_still_there() -> None:
    drawn, wanted = texts()
    assert tuple(labels(parsed(drawn))) == wanted


def test_a_word_that_comes_again_is_drawn_once() -> None:
    word = line("Searches")
    drawn = scene(*(Text(10, 20.0 + 15 * i, "text", word) for i in range(5)))
    root = parsed(drawn)
    (group,) = [g for g in root.iter(f"{SVG}g") if g.get("id")]
    assert len(group) == len("Searches")
    assert (
        len([use for use in root.iter(f"{SVG}use") if use.get(HREF) == f"#{group.get('id')}"]) == 5
    )
    assert share_that_differs(by_qt(drawn, PALETTE), by_mupdf(drawn, PALETTE)) < 0.0005


def test_a_word_that_is_spaced_otherwise_is_drawn_otherwise() -> None:
    close, wide = odd_line("HHHH"), odd_line("HHHH")
    (run,) = wide.runs
    spaced = run._replace(xs=tuple(x * 1.2 for x in run.xs))
    wide = Line("HHHH", run.width * 1.2, False, lambda: (spaced,))
    lines = (close, wide, close, wide)
    drawn = scene(*(Text(10, 20.0 + 20 * i, "text", one) for i, one in enumerate(lines)))
    assert len([g for g in parsed(drawn).iter(f"{SVG}g") if g.get("id")]) == 2
    assert share_that_differs(by_qt(drawn, PALETTE), by_mupdf(drawn, PALETTE)) < 0.0005


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("text", ["outlines", "text"])
def test_text_of_any_kind_is_text(hostile: str, text: str) -> None:
    drawn = scene(
        Text(5, 50, "text", odd_line(hostile)), title=hostile, author=hostile, language=hostile
    )
    kept = "".join(c for c in hostile if c >= " " and c != "\ud800")
    root = parsed(drawn, text=text)
    assert root.findtext(f"{SVG}title") == kept
    said = labels(root) if text == "outlines" else [t.text for t in root.iter(f"{SVG}text")]
    assert said == [kept]
    assert not list(root.iter(f"{SVG}script"))


def test_links_lead_where_they_may() -> None:
    drawn = scene(
        Hyperlink(0, 0, 9, 9, "https://example.org/?a=1&b=ü"),
        Hyperlink(0, 0, 9, 9, "javascript:alert(1)"),
        Hyperlink(0, 0, 9, 9, "file:///etc/passwd"),
    )
    (link,) = parsed(drawn).iter(f"{SVG}a")
    assert link.get(HREF) == "https://example.org/?a=1&b=%C3%BC"


def test_pictures_travel_inside() -> None:
    drawn = scene(
        Picture("a", 0, 0, 20, 20), Picture("b", 30, 0, 20, 20),
        assets={"a": see_through_png(), "b": jpeg()},
    )  # fmt: skip
    found = [image.get(HREF, "") for image in parsed(drawn).iter(f"{SVG}image")]
    assert found == [
        "data:image/png;base64," + base64.b64encode(see_through_png()).decode(),
        "data:image/jpeg;base64," + base64.b64encode(jpeg()).decode(),
    ]


def test_a_grey_picture_keeps_its_transparency() -> None:
    drawn = scene(Picture("a", 0, 0, 20, 20), assets={"a": see_through_png()})
    (image,) = ElementTree.fromstring(svg(drawn, GREY)).iter(f"{SVG}image")
    data = base64.b64decode(image.get(HREF, "").removeprefix("data:image/png;base64,"))
    opened = Image.open(BytesIO(data))
    assert opened.mode == "LA"
    assert opened.getchannel("A").getextrema() == (128, 255)


def test_one_icon_serves_every_colour() -> None:
    drawn = scene(Icon("phone", 0, 0, 20, "accent"), Icon("phone", 30, 0, 40, "muted"))
    root = parsed(drawn)
    assert len([path for path in root.iter(f"{SVG}path") if path.get("id")]) == 1
    assert [use.get("stroke") for use in root.iter(f"{SVG}use")] == ["#174e83", "#55606f"]


@pytest.mark.parametrize("language", SCRIPTS)
def test_real_text_brings_a_font_that_can_draw_it(language: str) -> None:
    drawn, wanted = texts({language: SCRIPTS[language]})
    written = svg(drawn, PALETTE, text="text")
    root = ElementTree.fromstring(written)
    assert "".join(t.text or "" for t in root.iter(f"{SVG}text")) == "".join(
        "".join(run.text for run in line(text, 18, language).runs) for text in wanted
    )
    faces = dict(
        re.findall(r'font-family:"([^"]+)";src:url\("data:font/woff;base64,([^"]+)"', written)
    )
    for element in root.iter(f"{SVG}text"):
        family = element.get("font-family", "").split(",")[0]
        font = TTFont(BytesIO(base64.b64decode(faces[family])))
        assert {ord(c) for c in element.text or ""} <= set(font.getBestCmap())


def test_letters_of_real_text_stand_where_the_run_says() -> None:
    word = line("AVATAR")
    (element,) = parsed(scene(Text(10, 20, "text", word)), text="text").iter(f"{SVG}text")
    places = [float(x) for x in element.get("x", "").split()]
    assert places == pytest.approx([10 + x for x in word.runs[0].xs], abs=0.006)


def test_outlines_are_those_of_the_font() -> None:
    outlines = Outlines(fonts.path("inter-400"))
    order = TTFont(fonts.path("inter-400")).getReverseGlyphMap()
    assert outlines.path(order["space"]) == ""
    assert outlines.path(order["l"]).startswith("M")
    with pytest.raises(ValueError, match="no glyph"):
        outlines.path(65_000)


def test_the_same_scene_gives_the_same_file(tmp_path: Path) -> None:
    drawn, _ = texts()
    for name in ("a.svg", "b.svg"):
        write_svg(drawn, PALETTE, tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_a_role_that_the_palette_lacks_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(b"old")
    with pytest.raises(UnknownRole, match="'nobody'"):
        write_svg(scene(Rect(0, 0, 9, 9, "nobody")), PALETTE, file)
    assert file.read_bytes() == b"old"
