"""Pictures on their way into a map: made small enough, as PNG or JPEG."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from model.bitmaps import LARGEST_FILE, LARGEST_SIDE, NotABitmap, read_header

#: Endings of files that can be dropped on a card.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"})
#: What they hold, whatever their names say; never SVG, which can ask for endless work.
_FORMATS = frozenset({"png", "jpeg", "webp", "gif", "bmp"})
#: Pixels of a picture that is not even tried.
_MOST_PIXELS = 200_000_000


class Unreadable(ValueError):
    """The bytes are no picture, or one that is too large."""


def shrunk(data: bytes) -> bytes:
    """A picture as PNG or JPEG of at most 1024 px and 512 KB; left alone if it is one.

    Raises:
        Unreadable: it is no picture, or has more pixels than can be worked with.
    """
    if len(data) <= LARGEST_FILE:
        try:
            known = read_header(data)
        except NotABitmap:
            pass
        else:
            if max(known.width, known.height) <= LARGEST_SIDE:
                return data
    return shrunk_image(_decoded(data))


def shrunk_image(image: QImage) -> bytes:
    """As `shrunk`, of a picture that is decoded already."""
    if max(image.width(), image.height()) > LARGEST_SIDE:
        image = image.scaled(
            QSize(LARGEST_SIDE, LARGEST_SIDE),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    png = _encoded(image, "PNG", -1)
    if len(png) <= LARGEST_FILE:
        return png
    for quality in (90, 80, 65, 45, 25):
        jpeg = _encoded(image, "JPEG", quality)
        if len(jpeg) <= LARGEST_FILE:
            return jpeg
    raise Unreadable("it cannot be made small enough")


def _decoded(data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    form = reader.format().toStdString()
    if form not in _FORMATS:
        raise Unreadable(
            "it is a drawing" if form.startswith("svg") else "it is no picture, or a damaged one"
        )
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
        raise Unreadable("it has too many pixels")
    image = reader.read()
    if image.isNull():
        raise Unreadable("it is no picture, or a damaged one")
    return image


def _encoded(image: QImage, form: str, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if form == "JPEG" and image.hasAlphaChannel():
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(Qt.GlobalColor.white)
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
        image = flat
    writer = QImageWriter(buffer, QByteArray(form.encode()))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
