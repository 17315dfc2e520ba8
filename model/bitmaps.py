"""Bitmaps as the map holds them: what format and size the first bytes say they are.

Only headers are read (PNG: ISO/IEC 15948, 11.2.2 IHDR; JPEG: ITU-T T.81, B.2.2 frame
header), so that a file is judged without decoding a picture that may be a bomb.
"""

import base64
import binascii
from functools import lru_cache
from typing import Literal, NamedTuple

from model.ids import asset_id

LARGEST_SIDE = 1024  # px
#: Pixels of a picture that is still shown: what a map may hold, with room for older files.
MOST_PIXELS = 16_000_000
LARGEST_FILE = 512 * 1024  # bytes
LARGEST_TOTAL = 8 * 1024 * 1024  # bytes a map

MediaType = Literal["image/png", "image/jpeg"]


class NotABitmap(ValueError):
    """The bytes are not a PNG or JPEG, or are cut off within the header."""


class Bitmap(NamedTuple):
    """What a header says."""

    media_type: MediaType
    width: int
    height: int


class Stored(NamedTuple):
    """What the data of an asset is: its bitmap if it is one, and the id that it should have."""

    bitmap: Bitmap | None
    size: int
    id: str


def read_header(data: bytes) -> Bitmap:
    """Format and size in pixels of a PNG or JPEG.

    Raises:
        NotABitmap: it is neither, or too short to tell.
    """
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) >= 24:
        width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
        return _with_pixels(Bitmap("image/png", width, height))
    if data[:2] == b"\xff\xd8":
        return _with_pixels(_jpeg(data))
    raise NotABitmap("neither a PNG nor a JPEG")


@lru_cache(maxsize=64)
def stored(data: str) -> Stored:
    """What the base64 text of an asset holds; the id is "" if it is not base64."""
    try:
        content = base64.b64decode(data.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return Stored(None, len(data), "")
    try:
        bitmap = read_header(content)
    except NotABitmap:
        return Stored(None, len(content), asset_id(content))
    return Stored(bitmap, len(content), asset_id(content))


def _with_pixels(bitmap: Bitmap) -> Bitmap:
    if not (bitmap.width and bitmap.height):
        raise NotABitmap("a picture without pixels")
    return bitmap


def _jpeg(data: bytes) -> Bitmap:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:  # stands alone, without a length
            at += 2
            continue
        # C0..CF are frame headers, but for tables (C4, CC) and a reserved one (C8)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if at + 9 > len(data):
                break
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
            return Bitmap("image/jpeg", width, height)
        at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    raise NotABitmap("a JPEG without a frame header")
