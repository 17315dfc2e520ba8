"""Pictures on their way into a map: what is made a PNG, what is left alone, what is refused."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from model.bitmaps import read_header
from widgets.pictures import Unreadable, shrunk

#: One red pixel.
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def _encoded(form: str, width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(form.encode())).write(image)
    return bytes(buffer.data().data())


@pytest.mark.parametrize("form", ["BMP", "WEBP"])
def test_what_no_map_holds_becomes_a_png(qtbot: QtBot, form: str) -> None:
    made = read_header(shrunk(_encoded(form, 40, 30)))
    assert (made.media_type, made.width, made.height) == ("image/png", 40, 30)


def test_of_a_moving_picture_the_first_one_becomes_a_png(qtbot: QtBot) -> None:
    made = shrunk(GIF)
    assert read_header(made).media_type == "image/png"
    assert QImage.fromData(QByteArray(made)).pixelColor(0, 0) == QColor("red")


def test_a_small_png_or_jpeg_is_left_as_it_is(qtbot: QtBot) -> None:
    for form in ("PNG", "JPEG"):
        data = _encoded(form, 1024, 8)
        assert shrunk(data) == data


def test_a_picture_of_more_than_1024_pixels_a_side_is_made_smaller(qtbot: QtBot) -> None:
    made = read_header(shrunk(_encoded("PNG", 2048, 512)))
    assert (made.width, made.height) == (1024, 256)


@pytest.mark.parametrize(
    "head", [b"", b"<?xml version='1.0'?>\n", b"<!-- a --> "], ids=["bare", "declared", "comment"]
)
def test_a_drawing_is_refused_without_drawing_it_whatever_its_name(
    qtbot: QtBot, head: bytes
) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'
    with pytest.raises(Unreadable, match="drawing"):
        shrunk(head + drawing)


def test_what_is_no_picture_is_refused(qtbot: QtBot) -> None:
    for data in (b"", b"words", b"%PDF-1.7"):
        with pytest.raises(Unreadable, match="no picture"):
            shrunk(data)
