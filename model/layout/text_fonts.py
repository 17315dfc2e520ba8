"""The bundled fonts as HarfBuzz sees them, and which of them shows which character."""

from functools import cache
from typing import cast

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no types

from model.layout.text_unicode import is_emoji, is_ignorable
from resources import fonts

#: Units of one em in every font: the least common multiple of 1000 and 2048, so that all
#: advances are whole numbers and sums of them are exact, whatever font they come from.
EM = 256_000

_EMOJI = "Zsye"
_PICTURES = frozenset((_EMOJI, "Zsym"))
_MOST_KEPT = 20_000


@cache
def font(key: str) -> hb.Font:
    """A bundled font, scaled to `EM`. Raises KeyError if none has that key."""
    made = hb.Font(hb.Face(hb.Blob.from_file_path(str(fonts.path(key)))))
    made.scale = (EM, EM)
    return made


@cache
def features(key: str) -> dict[str, bool]:
    """What is switched on or off beyond HarfBuzz's defaults (kerning, ligatures, the forms of
    joining scripts).

    Contextual alternates stay off in Latin fonts: Inter's turn "3 x 4" and "->" into other
    signs than were typed, and look past spaces, so that widths of words would not add up.
    """
    return {"calt": False} if "Latn" in fonts.manifest()[key].scripts else {}


@cache
def characters(key: str) -> hb.Set:
    """Code points that a bundled font has glyphs for."""
    return font(key).face.unicodes


@cache
def font_set(language: str, weight: int, italic: bool) -> "FontSet":
    """The fonts that a text of this language and style is set in."""
    return FontSet(fonts.chain(language, weight, italic))


class FontSet:
    """Fonts in the order in which they are tried for each user-perceived character."""

    def __init__(self, chain: tuple[str, ...]) -> None:
        self.first = chain[0]
        self._chain = chain
        self._emoji_first = tuple(sorted(chain, key=lambda key: not _is_emoji_font(key)))
        self._chosen: dict[str, str] = {}

    def choose(self, grapheme: str) -> str:
        """Key of the first font that shows the whole of it; "" if none does."""
        key = self._chosen.get(grapheme)
        if key is None:
            chain = self._emoji_first if is_emoji(grapheme) else self._chain
            key = next((each for each in chain if shows(each, grapheme)), "")
            if len(self._chosen) >= _MOST_KEPT:
                self._chosen.clear()
            self._chosen[grapheme] = key
        return key


def shows(key: str, grapheme: str) -> bool:
    """Whether a font has all of it, composed or decomposed as HarfBuzz finds best."""
    has = characters(key)
    if all(ord(each) in has or is_ignorable(each) for each in grapheme):
        return True
    if len(grapheme) == 1 and ord(grapheme) < 0xC0:
        return False
    buffer = hb.Buffer()
    buffer.add_str(grapheme)
    buffer.guess_segment_properties()
    hb.shape(font(key), buffer)
    return all(info.codepoint for info in buffer.glyph_infos)


@cache
def spaces(key: str) -> frozenset[str]:
    """The spaces that a font of words has; a font of pictures has none as wide as a word's."""
    if _PICTURES.intersection(fonts.manifest()[key].scripts):
        return frozenset()
    return frozenset(chr(each) for each in characters(key) if chr(each).isspace())


@cache
def ascent_and_descent() -> tuple[float, float]:
    """Inter's, in em, both positive: every script sits on the baseline that they give."""
    extents = font(fonts.chain()[0]).get_font_extents("ltr")
    return extents.ascender / EM, -cast(int, extents.descender) / EM


def _is_emoji_font(key: str) -> bool:
    return _EMOJI in fonts.manifest()[key].scripts
