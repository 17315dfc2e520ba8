"""The bundled fonts for text widgets, under names of our own.

A text widget finds its font by family name, where an Inter of the system might come first.
So each file is registered from memory with the beginning of its family name replaced by a
beginning as long, which leaves every offset in the file as it was.
"""

import struct
from functools import cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from model.layout.text import TextStyle
from model.layout.text_fonts import font_set
from resources import fonts

_OURS = "Tl"
_JOINING = frozenset(("Arab", "Hebr", "Deva", "Thai"))


@cache
def family(key: str) -> str:
    """The private family of a bundled font, registered by the first call. Raises KeyError."""
    data = _renamed(fonts.path(key).read_bytes(), fonts.manifest()[key].family)
    QFontDatabase.addApplicationFontFromData(QByteArray(data))
    return _OURS + fonts.manifest()[key].family[len(_OURS) :]


def font(style: TextStyle, text: str, language: str, scale: float) -> QFont:
    """The font of a text widget that shows `text` as the Scene does at that zoom.

    Qt rounds sizes to whole px; the advances make up for it, so that lines are as long.
    """
    choose = font_set(language, style.weight, style.italic).choose
    usual = fonts.chain(language, style.weight, style.italic)[0]
    found = {key for each in set(text) if (key := choose(each))} | {usual}
    # Qt asks the first family for scripts whose letters join or combine, and complains if it
    # has not got them. All others are found in any order.
    joining = {key for key in found if _JOINING.intersection(fonts.manifest()[key].scripts)}
    keys = sorted(found, key=lambda key: (key not in joining, key != usual, key))
    wanted = style.size * scale
    size = max(1, round(wanted))
    made = QFont()
    made.setFamilies([family(key) for key in keys])
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(style.weight))
    made.setItalic(style.italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("calt"), 0)
    if size != wanted:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * wanted / size)
    return made


def _renamed(data: bytes, name: str) -> bytes:
    """A font file whose names begin with `_OURS` where they began with `name`."""
    for start, length in _name_tables(data):
        table = data[start : start + length]
        for old in {name.encode("utf-16-be"), name.replace(" ", "").encode("utf-16-be")}:
            new = _OURS.encode("utf-16-be") + old[2 * len(_OURS) :]
            table = table.replace(old, new)
        data = data[:start] + table + data[start + length :]
    return data


def _name_tables(data: bytes) -> list[tuple[int, int]]:
    """Offset and length of a TrueType file's table of names, by its directory."""
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return [(start, length) for tag, _, start, length in entries if tag == b"name"]
