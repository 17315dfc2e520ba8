"""Where each line of a poster ends on its sheet, from pictures of the whole sheet."""

import math
import subprocess
from collections.abc import Callable
from functools import cache
from statistics import median
from typing import NamedTuple

import pypdfium2
from PIL import Image
from PySide6.QtGui import QImage

from export.pdf import pdf_bytes
from export.png import render
from model.layout.pages import Page
from model.layout.scene import Bounds, Node, Placed, Scene, Text
from tests.export.posters import Example, everything, example, text_box
from tests.tools import needs_tool

#: Pixels for one pt on paper, of the whole sheet, and of one line where two of those are apart.
DOTS, CLOSE_DOTS = 4, 24
#: Looked at again more closely if further apart than this, in pt: more than one pixel.
_DOUBT = 1.5 / DOTS
#: More lines than this are not apart by chance.
_MOST_DOUBTFUL = 20
_INK = {"ink": "#000000", "paper": "#ffffff"}
#: Darker than this is ink.
_DARK = 128
#: Free room looked at beside a line, in px of the scene: a glyph may reach out of its advance.
_ROOM = 2.0
#: In pixels: a picture of the whole sheet in colour would take half a gigabyte.
_BAND = 4096

#: A sheet in grey, from edge to edge, with so many pixels for one pt.
Sheet = Callable[[Scene, Page, int], Image.Image]


class Apart(NamedTuple):
    """How far the right ends of lines are from where they are on the screen, in pt on paper."""

    lines: int
    worst: float
    median: float
    said: str


def on_screen(scene: Scene, page: Page, dots: int) -> Image.Image:
    """The sheet as Qt paints it."""
    width, height = math.ceil(page.width * dots), math.ceil(page.height * dots)
    whole = Image.new("L", (width, height), 255)
    for top in range(0, height, _BAND):
        part = page._replace(height=_BAND / dots, y=page.y - top / dots)
        painted = render(scene, _INK, 72 * dots, part)
        grey = painted.convertToFormat(QImage.Format.Format_Grayscale8)
        size, data = (grey.width(), grey.height()), bytes(grey.constBits())
        band = Image.frombytes("L", size, data, "raw", "L", grey.bytesPerLine())
        whole.paste(band, (0, top))
    return whole


def by_pdfium(scene: Scene, page: Page, dots: int) -> Image.Image:
    """The sheet of the PDF as Chrome shows it."""
    document = pypdfium2.PdfDocument(pdf_bytes(scene, _INK, page))
    try:
        return document[0].render(scale=dots, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def by_poppler(scene: Scene, page: Page, dots: int) -> Image.Image:
    """The sheet of the PDF as Evince and Okular show it."""
    command = [needs_tool("pdftoppm"), "-r", str(72 * dots), "-gray", "-"]
    data = pdf_bytes(scene, _INK, page)
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    header, size, _, pixels = done.stdout.split(b"\n", 3)
    if header != b"P5":
        raise AssertionError(f"no picture of greys: {header!r}")
    width, height = map(int, size.split())
    return Image.frombytes("L", (width, height), pixels)


def apart(name: str, screen: Sheet, paper: Sheet) -> Apart:
    """How far the ends of the lines of a poster are from each other in two pictures of it."""
    of, lines = example(name), _lines(name)
    pairs = zip(_ends(name, screen), _ends(name, paper), strict=True)
    distances = [abs(a - b) for a, b in pairs]
    doubtful = [i for i, distance in enumerate(distances) if distance > _DOUBT]
    if len(doubtful) <= _MOST_DOUBTFUL:
        for i in doubtful:
            distances[i] = abs(_closer(of, lines[i], screen) - _closer(of, lines[i], paper))
    worst = max(distances)
    said = lines[distances.index(worst)].line.text
    return Apart(len(distances), worst, median(distances), said)


def _lines(name: str) -> list[Text]:
    return [each.primitive for each in everything(name) if isinstance(each.primitive, Text)]


@cache
def _ends(name: str, sheet: Sheet) -> list[float]:
    """Where the ink of each line ends, in pt from the left of the sheet."""
    of, lines = example(name), _lines(name)
    picture = sheet(_only(of.scene, lines), of.page, DOTS)
    return [_end(picture, line, of.page, DOTS) for line in lines]


def _closer(of: Example, line: Text, sheet: Sheet) -> float:
    """Where the ink of one line ends, in pt from the left of what is around it, on a small
    sheet that shows nothing else.
    """
    around, scale = text_box(line).grown(8 * _ROOM), of.page.scale
    page = of.page._replace(
        width=(around.right - around.left) * scale, height=(around.bottom - around.top) * scale,
        x=-around.left * scale, y=-around.top * scale,
    )  # fmt: skip
    return _end(sheet(_only(of.scene, [line]), page, CLOSE_DOTS), line, page, CLOSE_DOTS)


def _only(scene: Scene, lines: list[Text]) -> Scene:
    """The scene with nothing on it but these lines."""
    inked = tuple(line._replace(role="ink") for line in lines)
    node = Node("layer", Bounds(0, 0, scene.width, scene.height), inked)
    return scene._replace(background="paper", layers=(Placed(0, 0, node),), assets={})


def _end(picture: Image.Image, text: Text, page: Page, dots: int) -> float:
    size = max(run.size for run in text.line.runs)
    around = text_box(text).grown(_ROOM)

    def pixel(at: float, start: float) -> int:
        return round((at * page.scale + start) * dots)

    # Between the tops of small letters and the descenders: no ink of the lines above and below.
    left, right = max(0, pixel(around.left, page.x)), pixel(around.right, page.x)
    window = (left, pixel(text.y - 0.75 * size, page.y), right, pixel(text.y + 0.2 * size, page.y))
    ink = picture.crop(window).point(lambda level: 255 if level < _DARK else 0).getbbox()
    if ink is None:
        raise AssertionError(f"no ink: {text.line.text!r}")
    return (left + ink[2]) / dots
