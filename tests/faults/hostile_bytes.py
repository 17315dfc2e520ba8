"""Hostile files below the level of JSON: cut off, zeroed, damaged."""

from collections.abc import Iterator
from random import Random

from model.files import codec
from tests.faults.hostile import HEAD, Hostile, Must, opens, refused
from tests.sample import sample

EARLIER = "Take an earlier copy"
#: A whole file in good order, with characters of every length in UTF-8 and with escapes.
GOOD = codec.dumps(
    sample(
        card_offers={"title": 'Angebote: "Rad", größer €5 🚲 \\ \x07\n\tzwei', "mentions": 12345}
    )
)


def files() -> Iterator[Hostile]:
    """All of them."""
    yield Hostile("whole", "in good order", "Nothing is odd.", opens(), GOOD, canonical=True)
    yield from _cut()
    yield from _damaged()


#: Where a file is cut off: name, what stands just before the cut, or an offset; what is said.
_CUTS: tuple[tuple[str, bytes | int, str], ...] = (
    ("after the opening brace", b"{", "cut off"),
    ("in the format", b'{\n  "format": "touchline.jou', "cut off"),
    ("after the format", b'"format": "touchline.journey-map"', "cut off"),
    ("after a comma", b'"format": "touchline.journey-map",', "cut off"),
    ("in the version", b'"schema_version": ', "cut off"),
    ("after the version", b'"schema_version": 1', "cut off"),
    ("in the name of a table", b'"sta', "cut off"),
    ("after the name of a table", b'"stages"', "cut off"),
    ("after a colon", b'"stages":', "cut off"),
    ("after the brace of a table", b'"stages": {', "cut off"),
    ("in the id of a card", b'"card_', "cut off"),
    ("in a character of two bytes", "gr\u00f6".encode()[:-1], "cut off"),
    ("in a character of three bytes", "\u20ac".encode()[:2], "cut off"),
    ("in a character of four bytes", "\U0001f6b2".encode()[:3], "cut off"),
    ("in an escape", b"\\u00", "cut off"),
    ("after a backslash", b"Angebote: \\", "cut off"),
    ("in a number", b'"mentions": 12', "cut off"),
    ("after a number", b'"mentions": 12345', "cut off"),
    ("in a word", b'"typical": 2', "cut off"),
    ("in a list", b'"persona_ids": [', "cut off"),
    ("in the picture", b'"data": "iVBOR', "cut off"),
    ("before the last brace", -3, "cut off"),
    ("in the last line", -2, "cut off"),
)


def _cut() -> Iterator[Hostile]:
    for name, place, words in _CUTS:
        end = place if isinstance(place, int) else GOOD.index(place) + len(place)
        odd = f"The file ends {name}."
        yield Hostile("cut off", f"cut off {name}", odd, refused(words), GOOD[:end])
    for tenth in range(1, 10):
        end = len(GOOD) * tenth // 10
        odd = f"Only {tenth} tenths of the file are there."
        must = refused("cut off")
        yield Hostile("cut off", f"cut off at {tenth} tenths", odd, must, GOOD[:end])
    yield Hostile(
        "cut off", "without its last line break", "No newline at the end.", opens(), GOOD[:-1]
    )
    middle = GOOD[len(GOOD) // 2 :]
    yield Hostile(
        "cut off",
        "the second half only",
        "The first half is missing.",
        refused("this is text"),
        middle,
    )
    yield Hostile(
        "cut off",
        "one block missing",
        "4 KB in the middle are missing.",
        refused("Correct it"),
        GOOD[:1000] + GOOD[1511:],
    )


def _damaged() -> Iterator[Hostile]:
    random = Random(4)
    group = "damaged"
    half = len(GOOD) // 2
    yield Hostile(group, "empty", "The file has no bytes.", refused(EARLIER))
    yield Hostile(group, "one blank", "The file is one blank.", refused(EARLIER), b" ")
    yield Hostile(
        group,
        "only line breaks",
        "The file has 10,000 empty lines.",
        refused(EARLIER),
        b"\r\n" * 10_000,
    )
    yield Hostile(group, "zeros", "4096 zero bytes.", refused("only zeros"), bytes(4096))
    yield Hostile(
        group,
        "20 MB of zeros",
        "As after a power cut.",
        refused("only zeros"),
        lambda: bytes(20_000_000),
    )
    yield Hostile(
        group,
        "a tail of zeros",
        "The second half is zeros.",
        refused(EARLIER),
        GOOD[:half] + bytes(half),
    )
    yield Hostile(
        group,
        "zeros after the end",
        "A whole map, then zeros.",
        refused("zeros"),
        GOOD + bytes(512),
    )
    yield Hostile(
        group,
        "zeros at the start",
        "The first block is zeros.",
        refused(""),
        bytes(512) + GOOD[512:],
    )
    yield Hostile(
        group,
        "a zero byte in a title",
        "NUL in the middle of a text.",
        refused("line"),
        GOOD.replace(b"Angebote", b"Ange\0ote"),
    )
    yield Hostile(
        group,
        "a zero byte between values",
        "NUL between two lines.",
        refused("line"),
        GOOD.replace(b"{\n", b"{\0\n", 1),
    )
    for size in (1, 2, 3, 100, 10_000, 5_000_000):
        yield Hostile(group, f"{size} random bytes", "Noise.", refused(""), random.randbytes(size))
    yield Hostile(
        group,
        "a block of noise",
        "512 bytes in the middle are noise.",
        refused(""),
        GOOD[:half] + random.randbytes(512) + GOOD[half + 512 :],
    )
    for number in range(6):
        data = bytearray(GOOD)
        at = random.randrange(len(data))
        data[at] ^= 0x80
        yield Hostile(
            group,
            f"one bit turned {number}",
            f"The top bit of byte {at} is turned.",
            Must(("refused", "problems", "clean")),
            bytes(data),
        )
    yield Hostile(
        group,
        "the map twice",
        "The file was appended to itself.",
        refused("after the end of the map"),
        GOOD + GOOD,
    )
    yield Hostile(
        group,
        "words after the end",
        "A line of a log stands behind the map.",
        refused("after the end of the map"),
        GOOD + b"saved at noon\n",
    )
    yield Hostile(
        group, "5 MB of one bracket", "Only opening brackets.", refused("deep"), b"[" * 150_000
    )
    yield Hostile(
        group, "one long word", "1 MB without quotes.", refused("text, not a map"), b"a" * 1_000_000
    )
    yield Hostile(
        group,
        "one open quote",
        "A text of 5 MB that never ends.",
        refused("cut off"),
        HEAD.encode() + b', "a": "' + b"b" * 5_000_000,
    )
    yield Hostile(
        group,
        "backslashes only",
        "1 MB of backslashes in a text.",
        refused(""),
        HEAD.encode() + b', "a": "' + b"\\" * 1_000_001,
    )
    yield Hostile(
        group, "10 MB of blanks", "A map behind blanks.", opens(), lambda: b" " * 10_000_000 + GOOD
    )
    yield Hostile(
        group,
        "blanks and no map",
        "10 MB of blanks, then a comma.",
        refused("line"),
        lambda: b"\n" * 10_000_000 + b",",
    )
