"""The examples as posters on A0: what is in the files, in every engine that can be had.

What stands where on them, and in which colours, is in `test_examples_layout.py`.
"""

import re
import subprocess
import sys
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from export.pdf import pdf_bytes
from export.png import pixel_size, render, write_png
from export.svg import svg
from model.files import codec
from model.layout.scene import Text
from resources import palettes
from tests.export.carried import attached_map
from tests.export.edges import apart, by_pdfium, by_poppler, on_screen
from tests.export.posters import NAMES, everything, example, pdf, poster_of
from tests.export.rasters import from_qt, mean_difference, share_that_differs
from tests.export.reading import lost, script
from tests.export.test_pdf_text import folded
from tests.sample_cards import HEBREW, THAI, cards_saying
from tests.tools import needs_tool

#: Right ends of lines on screen and on paper may be this far apart, in pt on paper.
EDGE = 0.3
#: A line of these scripts is found whole, in the order in which it is read.
FOUND = {"LATIN", "HEBREW", "DEVANAGARI", "THAI", "JAPANESE"}
#: In dots per inch, for comparing whole sheets.
COARSE = 54


@pytest.mark.parametrize("name", NAMES)
def test_every_line_ends_on_paper_where_it_ends_on_screen(name: str) -> None:
    for sheet in (by_pdfium, by_poppler):
        found = apart(name, on_screen, sheet)
        assert found.lines > 150
        assert found.worst <= EDGE, (sheet.__name__, found.said)


def test_half_a_point_further_right_is_seen() -> None:
    found = apart(
        "bicycle",
        on_screen,
        lambda scene, page, dots: by_pdfium(scene, page._replace(x=page.x + 0.5), dots),
    )
    assert found.worst > EDGE
    assert found.median > EDGE


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_card_is_found_in_the_pdf(name: str) -> None:
    lines = [
        each.primitive.line.text
        for each in everything(name)
        if isinstance(each.primitive, Text) and "card" in each.kinds
    ]
    missed, _ = lost(lines, pdf(name))
    assert [text for text in missed if script(text) in FOUND] == []


def test_most_arabic_lines_and_all_arabic_words_are_found_in_the_pdf() -> None:
    name = "service-blueprint"
    lines = [
        each.primitive.line.text
        for each in everything(name)
        if isinstance(each.primitive, Text) and script(each.primitive.line.text) == "ARABIC"
    ]
    missed, found = lost(lines, pdf(name))
    assert len(lines) > 50
    # Poppler moves punctuation to the other end of a line if the page reads the other way.
    assert len(missed) / len(lines) < 0.2
    words = {word for line in found for word in re.findall(r"\w+", line)}
    assert [w for text in lines for w in re.findall(r"\w+", folded(text)) if w not in words] == []


@pytest.mark.parametrize("language", ["en", "he", "th"])
@pytest.mark.parametrize("texts", [HEBREW, THAI], ids=["hebrew", "thai"])
def test_hebrew_and_thai_cards_are_found_whatever_the_language_of_the_map(
    texts: tuple[str, ...], language: str
) -> None:
    made, drawn = poster_of(cards_saying(texts, language))
    data = pdf_bytes(made.scene, palettes.load("light"), made.page)
    lines = [
        each.primitive.line.text
        for each in drawn
        if isinstance(each.primitive, Text) and "card" in each.kinds
    ]
    assert len(lines) >= len(texts)
    assert lost(lines, data)[0] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_poster_is_one_sound_page_of_a0_with_all_its_fonts(name: str, tmp_path: Path) -> None:
    file = tmp_path / "poster.pdf"
    file.write_bytes(pdf(name))
    checked = subprocess.run([needs_tool("qpdf"), "--check", str(file)], capture_output=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    listed = subprocess.run(
        [needs_tool("pdffonts"), str(file)], capture_output=True, text=True, check=True
    )
    rows = [row.split() for row in listed.stdout.splitlines()[2:]]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+", row[0])
        assert row[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, with the words behind it"
    with pikepdf.open(file) as opened:
        (page,) = opened.pages
        width, height = sorted(float(side) / 72 * 25.4 for side in page.mediabox[2:])
        assert (width, height) == pytest.approx((841, 1189), abs=0.001)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_on_paper_is_thinner_than_printers_can_print(name: str) -> None:
    with pikepdf.open(BytesIO(pdf(name))) as opened:
        widths = [
            float(operands[0])
            for operands, operator in pikepdf.parse_content_stream(opened.pages[0], "w")
            if str(operator) == "w"
        ]
    assert len(widths) > 10
    assert min(widths) * example(name).page.scale >= 0.5 - 0.005


@pytest.mark.parametrize("name", NAMES)
def test_the_map_inside_a_poster_is_the_map(name: str) -> None:
    inside = attached_map(pdf(name))
    assert inside == example(name).file
    assert codec.dumps(codec.loads(inside).map) == inside


def test_a_poster_has_the_same_bytes_each_time_and_in_each_process() -> None:
    command = (
        "import hashlib, tests.export.posters as posters\n"
        "for name in posters.NAMES:\n"
        "    print(hashlib.sha256(posters.pdf(name)).hexdigest())"
    )
    said = subprocess.run(
        [sys.executable, "-c", command], cwd=Path(__file__).parents[2], capture_output=True,
        check=True, text=True, env={"PYTHONHASHSEED": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    ).stdout  # fmt: skip
    assert said.split() == [sha256(pdf(name)).hexdigest() for name in NAMES]


@pytest.mark.parametrize("engine", ["pdfium", "poppler", "mupdf", "svg by mupdf"])
@pytest.mark.parametrize("name", NAMES)
def test_a_poster_looks_in_every_engine_as_it_does_on_screen(
    name: str, engine: str, tmp_path: Path
) -> None:
    screen, paper = _screen(name, "light"), _by(engine, name, tmp_path)
    assert screen.convert("L").getextrema()[0] < 60, "a blank page"
    assert share_that_differs(screen, paper) < 0.0002
    assert mean_difference(screen, paper) < 0.012


@pytest.mark.parametrize("theme", ["dark", "grey"])
@pytest.mark.parametrize("name", NAMES)
def test_a_poster_in_other_colours_looks_on_paper_as_it_does_on_screen(
    name: str, theme: str
) -> None:
    screen, paper = _screen(name, theme), _by_pdfium(pdf(name, theme))
    assert share_that_differs(screen, paper) < 0.0002
    assert mean_difference(screen, paper) < 0.012


@pytest.mark.parametrize("name", NAMES)
def test_a_poster_as_svg_needs_nothing_else(name: str) -> None:
    of = example(name)
    root = ElementTree.fromstring(svg(of.scene, palettes.load("light"), of.page))
    sides = sorted(float(root.attrib[side].removesuffix("pt")) for side in ("width", "height"))
    assert [side / 72 * 25.4 for side in sides] == pytest.approx([841, 1189], abs=0.01)
    for element in root.iter():
        for key, value in element.attrib.items():
            if key.endswith("href"):
                assert value.startswith(("#", "data:")) or element.tag.endswith("}a")
            assert "url(" not in value or "url(#" in value
        assert not element.tag.endswith(("}style", "}script", "}foreignObject"))


def test_a_poster_as_png_is_the_screen_and_says_how_large_it_prints(tmp_path: Path) -> None:
    of, palette = example("bicycle"), palettes.load("light")
    file = tmp_path / "poster.png"
    write_png(of.scene, palette, file, COARSE, of.page)
    with Image.open(file) as picture:
        assert picture.size == pixel_size(of.scene, COARSE, of.page)
        assert picture.info["dpi"] == pytest.approx((COARSE, COARSE), abs=0.01)
        assert picture.convert("RGB").tobytes() == _screen("bicycle", "light").tobytes()


@cache
def _screen(name: str, theme: str) -> Image.Image:
    of = example(name)
    return from_qt(render(of.scene, palettes.load(theme), COARSE, of.page))


def _by(engine: str, name: str, folder: Path) -> Image.Image:
    if engine == "pdfium":
        return _by_pdfium(pdf(name))
    if engine == "poppler":
        done = subprocess.run(
            [needs_tool("pdftoppm"), "-r", str(COARSE), "-"],
            input=pdf(name), capture_output=True, check=True,
        )  # fmt: skip
        return Image.open(BytesIO(done.stdout)).convert("RGB")
    of, source, target = example(name), folder / "poster.pdf", folder / "poster.png"
    if engine == "mupdf":
        source.write_bytes(pdf(name))
    else:
        source = folder / "poster.svg"
        source.write_text(svg(of.scene, palettes.load("light"), of.page), "utf-8")
    command = [needs_tool("mutool"), "draw", "-q", "-r", str(COARSE), "-o", target, source]
    subprocess.run(command, capture_output=True, check=True)
    with Image.open(target) as picture:
        return picture.convert("RGB")


def _by_pdfium(data: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        assert len(document) == 1
        return document[0].render(scale=COARSE / 72).to_pil().convert("RGB")
    finally:
        document.close()
