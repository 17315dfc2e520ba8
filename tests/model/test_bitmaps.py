from base64 import b64encode
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from model.bitmaps import Bitmap, NotABitmap, read_header, stored
from model.ids import asset_id
from tests.strategies import BITMAPS


def picture(form: str, width: int, height: int, mode: str = "RGB", **options: object) -> bytes:
    held = BytesIO()
    Image.new(mode, (width, height)).save(held, form, **options)  # type: ignore[arg-type]  # its own
    return held.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_the_size_of_a_png_is_read_from_its_header(mode: str) -> None:
    assert read_header(picture("PNG", 33, 1700, mode)) == Bitmap("image/png", 33, 1700)


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"dpi": (300, 300)}, {"comment": "x" * 999}]
)
def test_the_size_of_a_jpeg_is_read_from_its_frame_header(options: dict[str, object]) -> None:
    assert read_header(picture("JPEG", 33, 1700, **options)) == Bitmap("image/jpeg", 33, 1700)


def test_tables_padding_and_lone_markers_before_the_frame_are_passed_over() -> None:
    frame = bytes.fromhex("ffc1 000b 08 0011 0021 01 011100")
    before = bytes.fromhex(
        "ff01 ffd0 ffff ffff c4 0004 c0c0 ffc8 0002 ffcc 0000".replace("ffffff", "ff ff ff")
    )
    assert read_header(b"\xff\xd8" + before + frame) == Bitmap("image/jpeg", 33, 17)


def test_a_header_alone_is_enough() -> None:
    assert read_header(picture("PNG", 33, 17)[:24]) == Bitmap("image/png", 33, 17)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        picture("PNG", 3, 3)[:23],
        picture("PNG", 3, 3)[:20] + b"\1\1\1",
        picture("PNG", 3, 3).replace(b"IHDR", b"IDAT"),
        picture("PNG", 3, 3)[:16] + bytes(4) + picture("PNG", 3, 3)[20:],
        picture("PNG", 3, 3)[:20] + bytes(4) + picture("PNG", 3, 3)[24:],
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\x00\x00\x00\x00",
        bytes.fromhex("ffd8 ffc0 000b 08 0011 00"),
        bytes.fromhex("ffd8 ffc0 000b 08 0000 0021 01 011100"),
        bytes.fromhex("ffd8 ffe0 ffff"),
    ],
)
def test_what_is_no_picture_or_is_cut_off_is_told(data: bytes) -> None:
    with pytest.raises(NotABitmap):
        read_header(data)


@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda data: b"\xff\xd8\xff" + data))
def test_any_bytes_are_judged_without_failing(data: bytes) -> None:
    try:
        bitmap = read_header(data)
    except NotABitmap:
        return
    assert bitmap.width > 0
    assert bitmap.height > 0


def test_stored_text_is_told_by_what_it_holds() -> None:
    held = stored(b64encode(BITMAPS[0]).decode())
    assert held == (Bitmap("image/png", 1, 1), len(BITMAPS[0]), asset_id(BITMAPS[0]))
    assert stored(b64encode(b"text").decode()) == (None, 4, asset_id(b"text"))
    assert stored("") == (None, 0, asset_id(b""))


@pytest.mark.parametrize("text", ["%%%%", "AAA", "ÄÄÄÄ", "AAAA AAAA"])
def test_text_that_is_not_base64_has_no_id(text: str) -> None:
    assert stored(text) == (None, len(text), "")
