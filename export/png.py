"""The Scene as a PNG file, painted in bands so that no size needs much memory.

Owns an offscreen QGuiApplication when the program has none: Qt crashes when it draws
glyphs without one. The file names its resolution, so that it prints at the right size.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from export.qt import Tools, paint
from model.files.atomic import replace_bytes
from model.layout.pages import Page
from model.layout.scene import Bounds, Scene

#: Logical pixels in an inch: one px of the scene is one pixel at 96 dpi.
SCREEN_DPI = 96.0
#: Qt's raster engine reaches no further (its coordinates are 16 bits wide).
LARGEST_SIDE = 32_767
_BAND_BYTES = 32 * 1024 * 1024

_application: QGuiApplication | None = None


def write_png(
    scene: Scene,
    palette: Mapping[str, str],
    file: Path,
    dpi: float = SCREEN_DPI,
    page: Page | None = None,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write the scene, or the sheet of paper with the scene on it, as a PNG.

    Raises like `png_bytes`, and SaveError if it cannot be written; the old file then stands.
    """
    replace_bytes(file, png_bytes(scene, palette, dpi, page, progress))


def png_bytes(
    scene: Scene,
    palette: Mapping[str, str],
    dpi: float = SCREEN_DPI,
    page: Page | None = None,
    progress: Callable[[float], None] | None = None,
) -> bytes:
    """The PNG of the scene, or of the sheet of paper with the scene on it.

    `dpi` is 10..2400; without a page, 96 dpi are one pixel for each px of the scene.
    `progress` is called with 0..1 after each band and may raise to stop. Raises ValueError if
    the picture would be too large.
    """
    width, height = pixel_size(scene, dpi, page)
    with_header = _header(scene, width, height, dpi)
    body = _compressed(_rows(scene, palette, width, height, dpi, page, progress))
    return with_header + body + _chunk(b"IEND", b"")


def pixel_size(scene: Scene, dpi: float, page: Page | None = None) -> tuple[int, int]:
    """Width and height of the PNG in pixels. Raises ValueError if it is impossible."""
    if not 10 <= dpi <= 2400:
        raise ValueError(f"{dpi:g} dpi is not possible: use 10 to 2400")
    if page is None:
        across, down = scene.width / SCREEN_DPI, scene.height / SCREEN_DPI
    else:
        across, down = page.width / 72, page.height / 72
    longest = max(across, down)
    if longest * dpi > LARGEST_SIDE:
        raise ValueError(
            f"{round(across * dpi)} x {round(down * dpi)} pixels are too many: a side can have "
            f"{LARGEST_SIDE}, that is {int(LARGEST_SIDE / longest)} dpi for this size"
        )
    return max(1, round(across * dpi)), max(1, round(down * dpi))


def render(
    scene: Scene,
    palette: Mapping[str, str],
    dpi: float = SCREEN_DPI,
    page: Page | None = None,
) -> QImage:
    """The scene as one image in memory, 4 bytes a pixel. Raises ValueError like write_png."""
    width, height = pixel_size(scene, dpi, page)
    ensure_application()
    image = _image(width, height)
    _paint_band(scene, Tools(palette), image, 0, dpi, page)
    return image


def small_picture(
    scene: Scene, palette: Mapping[str, str], longest: int, page: Page | None = None
) -> bytes:
    """The scene, or its sheet, as a PNG whose longer side has `longest` pixels: a preview."""
    across, down = (scene.width, scene.height) if page is None else (page.width, page.height)
    share = longest / max(across, down)
    ensure_application()
    # Painted larger and made smaller: text of one or two pixels is then a grey line.
    image = _image(max(1, round(across * share * 2)), max(1, round(down * share * 2)))
    dpi = (SCREEN_DPI if page is None else 72) * share * 2
    _paint_band(scene, Tools(palette), image, 0, dpi, page)
    small = image.scaledToWidth(
        max(1, round(across * share)), Qt.TransformationMode.SmoothTransformation
    )
    buffer = QBuffer()
    small.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt refuses
    return bytes(buffer.data().data())


def ensure_application() -> None:
    """Have a QGuiApplication that needs no display, unless the program has one already."""
    global _application  # the one that Qt allows; it must live as long as the process
    if QGuiApplication.instance() is None:
        _application = QGuiApplication(["touchline", "-platform", "offscreen"])


def _image(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise ValueError(f"there is no memory for {width} x {height} pixels")
    return image


def _paint_band(
    scene: Scene, tools: Tools, image: QImage, top: int, dpi: float, page: Page | None
) -> None:
    scale, x, y = dpi / SCREEN_DPI, 0.0, 0.0
    if page is not None:
        pixels = dpi / 72
        scale, x, y = page.scale * pixels, page.x * pixels, page.y * pixels
    image.fill(QColor(*tools.colours.rgb(scene.background)))
    exposed = Bounds(-x / scale, (top - y) / scale, image.width() / scale, image.height() / scale)
    painter = QPainter(image)
    try:
        painter.translate(x, y - top)
        painter.scale(scale, scale)
        paint(scene, painter, tools, exposed=exposed)
    finally:
        painter.end()


def _rows(
    scene: Scene,
    palette: Mapping[str, str],
    width: int,
    height: int,
    dpi: float,
    page: Page | None,
    progress: Callable[[float], None] | None,
) -> Iterator[bytes]:
    """The pixels row by row, three bytes each, after a filter byte of 0."""
    ensure_application()
    tools = Tools(palette)
    rows = max(1, min(height, _BAND_BYTES // (4 * width)))
    for top in range(0, height, rows):
        band = _image(width, min(rows, height - top))
        _paint_band(scene, tools, band, top, dpi, page)
        packed = band.convertToFormat(QImage.Format.Format_RGB888)
        stride, data = packed.bytesPerLine(), packed.constBits()
        for row in range(packed.height()):
            yield b"\0" + bytes(data[row * stride : row * stride + 3 * width])
        if progress is not None:
            progress(min(1.0, (top + rows) / height))


def _compressed(rows: Iterator[bytes]) -> bytes:
    packer = zlib.compressobj(6)
    parts = [packer.compress(row) for row in rows]
    parts.append(packer.flush())
    return _chunk(b"IDAT", b"".join(parts))


def _header(scene: Scene, width: int, height: int, dpi: float) -> bytes:
    """Signature and the chunks before the pixels (PNG, third edition, section 11)."""
    per_metre = round(dpi / 0.0254)
    parts = [
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        _chunk(b"sRGB", b"\0"),
        _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
    ]
    for keyword, text in (("Title", scene.title), ("Author", scene.author)):
        if text:
            content = keyword.encode() + b"\0\0\0\0\0" + text.replace("\0", "").encode()
            parts.append(_chunk(b"iTXt", content))
    return b"".join(parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
