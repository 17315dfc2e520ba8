"""A Scene as pixels, by each painter and by several engines: greys or colours, no files left.

All take `dots`, the pixels for one px of the scene, and give the scene from edge to edge.
"""

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageStat
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from export.pdf import pdf_bytes
from export.png import SCREEN_DPI, ensure_application, render
from export.svg import svg
from model.layout.pages import fit
from model.layout.scene import Scene
from tests.tools import needs_tool

Palette = Mapping[str, str]
Engine = Callable[[Scene, Palette, float], Image.Image]


def by_qt(scene: Scene, palette: Palette, dots: float = 4) -> Image.Image:
    """The screen's picture."""
    return from_qt(render(scene, palette, SCREEN_DPI * dots))


def from_qt(image: QImage) -> Image.Image:
    """A QImage of Format_RGB32 as one of Pillow's."""
    size, data = (image.width(), image.height()), bytes(image.constBits())
    return Image.frombytes("RGB", size, data, "raw", "BGRX", image.bytesPerLine())


def by_pdfium(scene: Scene, palette: Palette, dots: float = 4) -> Image.Image:
    """The PDF's picture as Chrome shows it."""
    document = pypdfium2.PdfDocument(whole_pdf(scene, palette))
    try:
        return document[0].render(scale=dots).to_pil().convert("RGB")
    finally:
        document.close()


def by_poppler(scene: Scene, palette: Palette, dots: float = 4) -> Image.Image:
    """The PDF's picture as Evince and Okular show it."""
    command = [needs_tool("pdftoppm"), "-r", str(72 * dots), "-png", "-"]
    done = subprocess.run(command, input=whole_pdf(scene, palette), capture_output=True, check=True)
    return Image.open(BytesIO(done.stdout)).convert("RGB")


def by_qt_svg(scene: Scene, palette: Palette, dots: float = 4) -> Image.Image:
    """The SVG's picture as Qt's own reader shows it, which knows little but dashes."""
    ensure_application()
    image = QImage(
        round(scene.width * dots), round(scene.height * dots), QImage.Format.Format_RGB32
    )
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    QSvgRenderer(svg(scene, palette).encode()).render(painter)
    painter.end()
    return from_qt(image)


def by_mupdf(scene: Scene, palette: Palette, dots: float = 4) -> Image.Image:
    """The SVG's picture as MuPDF shows it, which knows no dashes."""
    tool = needs_tool("mutool")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "scene.svg"), Path(folder, "scene.png")
        source.write_text(svg(scene, palette), "utf-8")
        command = [tool, "draw", "-q", "-r", str(72 * dots), "-o", str(target), str(source)]
        subprocess.run(command, capture_output=True, check=True)
        return Image.open(BytesIO(target.read_bytes())).convert("RGB")


def whole_pdf(scene: Scene, palette: Palette) -> bytes:
    """A PDF whose page is the scene and nothing else, at 100%."""
    return pdf_bytes(scene, palette, fit((scene.width, scene.height), "", margin=0))


def mean_difference(a: Image.Image, b: Image.Image) -> float:
    """How far two pictures are apart, 0..1, on average over all pixels and colours."""
    apart = ImageStat.Stat(ImageChops.difference(a, _as_large(b, a))).mean
    return sum(apart) / len(apart) / 255


def share_that_differs(a: Image.Image, b: Image.Image, level: int = 96) -> float:
    """Share of the pixels that differ by more than `level` of 255 after a slight blur.

    Engines smooth edges differently; a wrong shape, place or colour is larger than that.
    """
    soft = [image.filter(ImageFilter.BoxBlur(1)) for image in (a, _as_large(b, a))]
    apart = ImageChops.difference(*soft).convert("L")
    return sum(apart.histogram()[level:]) / (apart.width * apart.height)


def _as_large(image: Image.Image, like: Image.Image) -> Image.Image:
    if abs(image.width - like.width) > 1 or abs(image.height - like.height) > 1:
        raise AssertionError(f"{image.size} pixels beside {like.size}")
    return image.crop((0, 0, *like.size))
