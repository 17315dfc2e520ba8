"""Hostile pictures: bombs, other formats under a picture's name, and data that is none."""

import base64
import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from model.ids import asset_id
from tests.faults.hostile import Hostile, grid, of_tables, refused, told

_SECRET = "/CANARIES-STAND-HERE/secret"
_SVG = (
    ("plain", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
    (
        "with an entity",
        f"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{_SECRET}"
        ".txt'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&x;</text></svg>",
    ),
    (
        "with a bomb of entities",
        "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
        + "]><svg xmlns='http://www.w3.org/2000/svg'><text>&j;</text></svg>",
    ),
    (
        "with a picture",
        f"<svg xmlns='http://www.w3.org/2000/svg'><image href='file://{_SECRET}.png' "
        "width='9' height='9'/></svg>",
    ),
    (
        "with a bomb of uses",
        "<svg xmlns='http://www.w3.org/2000/svg' "
        "xmlns:xlink='http://www.w3.org/1999/xlink' width='100' height='100'><g id='a0'>"
        "<rect width='1' height='1'/></g>"
        + "".join(
            f"<g id='a{n}'>" + f"<use xlink:href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 9)
        )
        + "</svg>",
    ),
    ("with a script", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
)


def files() -> Iterator[Hostile]:
    """All of them."""
    group = "pictures"
    for name, data in _PICTURES.items():
        yield Hostile(
            group, name, f"A card and a persona show a picture: {name}.", told(), _shown(data)
        )
    for name, text in _SVG:
        for kind in ("image/png", "image/jpeg"):
            # the names of the canaries must be in it before it is packed
            yield Hostile(
                "drawings",
                f"an SVG {name} as {kind}",
                f"An SVG {name} calls itself a bitmap.",
                told(),
                _shown(lambda text=text: text.encode(), kind),
            )
        yield Hostile(
            "drawings",
            f"an SVG {name}",
            f"An SVG {name} says what it is.",
            refused("image/svg+xml"),
            _shown(lambda text=text: text.encode(), "image/svg+xml"),
            soak=name != "plain",
        )
    for kind in (
        "image/gif",
        "image/svg+xml;base64",
        "text/html",
        "application/pdf",
        "",
        "image/PNG",
        "../../image/png",
        "image/png\x00",
        "image/*",
    ):
        yield Hostile(
            "media types",
            f"the media type {kind[:20]!r}",
            "No media type of a map's.",
            refused("media_type"),
            _shown(_small, kind),
        )
    texts: tuple[tuple[str, str], ...] = (
        ("no base64", "%%% no base64 %%%"),
        ("base64 of half a byte", "iVBORw0KGgo=A"),
        ("base64 with blanks", "iVBO Rw0K Ggo="),
        ("base64 with line breaks", base64.encodebytes(_small()).decode()),
        ("base64 for addresses", "_-_-_-_-"),
        ("base64 without its end", "iVBORw0KGgo"),
        ("no data", ""),
        ("a data address", "data:image/png;base64,iVBORw0KGgo="),
        ("a path", f"{_SECRET}.png"),
        ("an address", f"file://{_SECRET}.png"),
        ("an address of the net", "http://127.0.0.1:9/secret.png"),
        ("letters of other scripts", "\u0430\u0431\u0432\u0433"),
        ("full-width letters", "\uff41\uff42\uff43\uff44"),
        ("10 MB of As", "A" * 10_000_000),
        ("10 MB of no base64", "*" * 10_000_000),
    )
    for name, text in texts:
        yield Hostile(group, name, f"A picture's data is {name}.", told(), _data(text))
    rows = {f"a{n}": {"data": base64.b64encode(_flat(200 + n, 200)).decode()} for n in range(300)}
    yield Hostile(
        group,
        "300 pictures on one card",
        "All shown by one card.",
        told(),
        grid({"c": {"kind": "picture", "asset_ids": list(rows)}}, assets=rows),
    )
    heavy = {f"a{n}": {"data": base64.b64encode(_noise(700_000 + n)).decode()} for n in range(40)}
    yield Hostile(
        group,
        "28 MB of pictures",
        "More than a map may hold.",
        told(),
        lambda: of_tables(assets=heavy),
    )


def _shown(data: Callable[[], bytes], kind: str = "image/png") -> Callable[[], bytes]:
    return lambda: _data(base64.b64encode(data()).decode(), kind, asset_id(data()))


def _data(text: str, kind: str = "image/png", name: str = "asset_1") -> bytes:
    """A file whose card, lane and persona show one picture."""
    return grid(
        {
            "c": {"kind": "picture", "asset_ids": [name]},
            "d": {"lane_id": "lane_p", "kind": "picture", "asset_ids": [name, name]},
        },
        lanes={
            "lane_a": {"name": "Shop", "order": "a0"},
            "lane_p": {"name": "Pictures", "order": "a1", "kind": "picture"},
        },
        personas={"p": {"name": "P", "asset_id": name}},
        assets={name: {"media_type": kind, "data": text}},
    )


def _flat(width: int, height: int, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#3a7").save(buffer, kind)
    return buffer.getvalue()


def _small() -> bytes:
    return _flat(2, 2)


def _noise(size: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(n * n % 251 for n in range(256)) * (size // 256)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(
    width: int, height: int, pixels: bytes, before: bytes = b"", depth: int = 8, colour: int = 0
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = _chunk(b"IHDR", head) + before + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros, compressed a thousandfold."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def _jpeg_sized(width: int, height: int) -> bytes:
    data = bytearray(_flat(16, 16, "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _gif(width: int, height: int) -> bytes:
    data = bytearray(_flat(2, 2, "GIF"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def _profile(name: bytes) -> bytes:
    return name + b"\0\0" + _zeros(60)


_PICTURES: dict[str, Callable[[], bytes]] = {
    "a PNG of 30,000 x 30,000 in 109 kB": lambda: _png(30_000, 30_000, _zeros(112), depth=1),
    "a PNG of 30,000 x 30,000 that is empty": lambda: _png(30_000, 30_000, zlib.compress(b"")),
    "a PNG of 4,000,000,000 x 1": lambda: _png(4_000_000_000, 1, _zeros(1)),
    "a PNG of 2**31 x 2**31": lambda: _png(2**31 - 1, 2**31 - 1, _zeros(1)),
    "a PNG of no width": lambda: _png(0, 10, _zeros(1)),
    "a PNG of 1,025 pixels": lambda: _flat(1025, 10),
    "a PNG of 4,000 x 4,000": lambda: _png(4000, 4000, _zeros(17)),
    "a small PNG with 100 MB of pixels": lambda: _png(10, 10, _zeros(100)),
    "a PNG with a profile that is a bomb": lambda: _png(
        10, 10, zlib.compress(bytes(110)), _chunk(b"iCCP", _profile(b"x"))
    ),
    "a PNG with a text that is a bomb": lambda: _png(
        10, 10, zlib.compress(bytes(110)), _chunk(b"zTXt", _profile(b"x"))
    ),
    "a PNG with an international bomb": lambda: _png(
        10, 10, zlib.compress(bytes(110)), _chunk(b"iTXt", b"x\0\1\0\0\0" + _zeros(60))
    ),
    "a PNG of 16 bits a colour": lambda: _png(1000, 1000, zlib.compress(bytes(100)), b"", 16, 6),
    "a PNG of an unknown kind": lambda: _png(10, 10, zlib.compress(bytes(110)), b"", 3, 9),
    "a PNG with a wrong checksum": lambda: _small()[:-20] + bytes(20),
    "half a PNG": lambda: _flat(100, 100)[:60],
    "a header of a PNG only": lambda: _small()[:8],
    "a header of a PNG with its size": lambda: _small()[:24],
    "a PNG that is a JPEG": lambda: _flat(9, 9, "JPEG"),
    "a PNG that is a GIF": lambda: _flat(9, 9, "GIF"),
    "a PNG that is a TIFF": lambda: _flat(9, 9, "TIFF"),
    "a PNG that is a BMP": lambda: _flat(9, 9, "BMP"),
    "a PNG that is a WebP": lambda: _flat(9, 9, "WEBP"),
    "a PNG that is an icon": lambda: _flat(16, 16, "ICO"),
    "a PNG that is a PPM": lambda: b"P6 60000 60000 255\n" + bytes(100),
    "a PNG that is an XPM": lambda: (
        b'/* XPM */\nstatic char *x[] = {\n"30000 30000 1 1",\n". c #fff",\n"."};'
    ),
    "a PNG that is a PDF": lambda: b"%PDF-1.7\n1 0 obj\n",
    "a PNG that is a zip": lambda: b"PK\x03\x04" + bytes(26),
    "a PNG that is EPS": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%stdout) w",
    "a PNG and a web page": lambda: _small() + b"<html><script>alert(1)</script>",
    "a GIF of 65,535 x 65,535": lambda: _gif(65535, 65535),
    "a JPEG of 65,500 x 65,500": lambda: _jpeg_sized(65500, 65500),
    "a JPEG of no height": lambda: _jpeg_sized(10, 0),
    "a JPEG of padding": lambda: b"\xff\xd8" + b"\xff" * 2_000_000,
    "a JPEG of markers": lambda: b"\xff\xd8" + b"\xff\x01" * 1_000_000,
    "a JPEG of empty parts": lambda: b"\xff\xd8" + b"\xff\xe1\0\2" * 500_000,
    "a JPEG whose parts lie": lambda: b"\xff\xd8\xff\xe1\xff\xff\xff\xc0\0\0",
    "half a JPEG": lambda: _flat(300, 300, "JPEG")[:700],
    "a BMP of 2**31 x 2**31": lambda: (
        b"BM" + struct.pack("<IHHIIiiHH", 99, 0, 0, 54, 40, 2**31 - 1, 2**31 - 1, 1, 32) + bytes(40)
    ),
}
