"""Text into glyphs: one analysis a paragraph, one HarfBuzz call an item.

An item is a stretch of one direction, one font and one script. Lengths here are whole
numbers of `EM` an em; `model.layout.text` turns them into px.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no types

from model.layout.text_fonts import FontSet, features, font, font_set, spaces
from model.layout.text_memo import Memo
from model.layout.text_unicode import (
    grapheme_ends,
    han_language,
    levels,
    script,
    visual_order,
)


class Work:
    """How much has been done since the program began: tests compare before and after."""

    words_shaped = 0
    lines_shaped = 0
    blocks_built = 0


class Glyphs(NamedTuple):
    """One shaped item, in visual order from left to right.

    Attributes:
        glyphs: glyph ids.
        xs, ys: where each is drawn, from the item's origin; y grows downwards.
        clusters: for each glyph, the index in the item's text where its cluster begins.
        advances: for each glyph, how far the pen moves.
        total: the sum of the advances.
    """

    glyphs: tuple[int, ...]
    xs: tuple[int, ...]
    ys: tuple[int, ...]
    clusters: tuple[int, ...]
    advances: tuple[int, ...]
    total: int


class Item(NamedTuple):
    """`text[start:end]` of the analysed text; `font` is "" for a character that none has."""

    start: int
    end: int
    font: str
    script: str
    level: int


class Analysis(NamedTuple):
    """What is known of a paragraph before it is broken into lines.

    Attributes:
        language: the one that its Han characters are shown in.
        weight, italic: the design.
        rtl: its base direction.
        items: in logical order.
        grapheme_ends: where user-perceived characters end.
    """

    text: str
    language: str
    weight: int
    italic: bool
    rtl: bool
    items: tuple[Item, ...]
    grapheme_ends: tuple[int, ...]


work = Work()

#: Japanese mixes these in every word; its fonts set them alike.
_AS_HAN = {"Hira": "Hani", "Kana": "Hani", "Bopo": "Hani"}
_shaped: Memo[tuple[str, str, str, bool, str], Glyphs] = Memo(8_000)


def forget() -> None:
    """Forget all shaped items."""
    _shaped.clear()


def analyse(text: str, language: str, weight: int, italic: bool, rtl: bool) -> Analysis:
    """Look at one paragraph. `rtl` is its base direction."""
    language = han_language(text, language)
    ends = grapheme_ends(text)
    fonts = _fonts(text, ends, font_set(language, weight, italic))
    traits = list(zip(fonts, _scripts(text), levels(text, rtl), strict=True))
    items: list[Item] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or traits[place] != traits[start] or not fonts[start]:
            items.append(Item(start, place, *traits[start]))
            start = place
    return Analysis(text, language, weight, italic, rtl, tuple(items), tuple(ends))


def again(about: Analysis, text: str) -> Analysis:
    """Look at a changed text of the same kind."""
    return analyse(text, about.language, about.weight, about.italic, about.rtl)


def line_items(about: Analysis, start: int, end: int) -> list[Item]:
    """The items of one line, in visual order from left to right."""
    items = about.items
    first = bisect_right(items, start, key=_end)
    found = [
        item
        if start <= item.start and item.end <= end
        else Item(max(start, item.start), min(end, item.end), *item[2:])
        for item in items[first : bisect_left(items, end, first, key=_start)]
    ]
    if len(found) < 2:
        return found
    return [found[each] for each in visual_order([item.level for item in found])]


_start = attrgetter("start")
_end = attrgetter("end")


def shaped(about: Analysis, item: Item) -> Glyphs:
    """The glyphs of an item that a font has."""
    text = about.text[item.start : item.end]
    return glyphs(text, item.font, item.script, bool(item.level % 2), about.language)


def glyphs(text: str, key: str, kind: str, rtl: bool, language: str) -> Glyphs:
    """Shape one item with the kerning, ligatures and forms of its script and language."""
    memo_key = (text, key, kind, rtl, language)
    made = _shaped.get(memo_key)
    if made is None:
        made = _shape(text, key, kind, rtl, language)
        _shaped.put(memo_key, made)
    return made


def _shape(text: str, key: str, kind: str, rtl: bool, language: str) -> Glyphs:
    work.lines_shaped += 1
    buffer = _buffer(text, key, kind, rtl, language)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    pen = 0
    xs = []
    for position in positions:
        xs.append(pen + position.x_offset)
        pen += position.x_advance
    return Glyphs(
        tuple([info.codepoint for info in infos]),
        tuple(xs),
        tuple([-position.y_offset for position in positions]),
        tuple([info.cluster for info in infos]),
        tuple([position.x_advance for position in positions]),
        pen,
    )


def word_advance(text: str, key: str, kind: str, language: str) -> int:
    """Advance of one left-to-right word, for adding up lines without building their glyphs."""
    work.words_shaped += 1
    buffer = _buffer(text, key, kind, False, language)
    return sum([position.x_advance for position in buffer.glyph_positions])


def word_pens(text: str, key: str, kind: str, language: str) -> list[int]:
    """Advance of one left-to-right word before each of its characters, and of all of it."""
    work.words_shaped += 1
    buffer = _buffer(text, key, kind, False, language)
    taken = [0] * (len(text) + 1)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        taken[info.cluster + 1] += position.x_advance
    return list(accumulate(taken))


def _buffer(text: str, key: str, kind: str, rtl: bool, language: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = kind
    # Never left to HarfBuzz, which would take the language of the machine.
    buffer.language = language or "und"
    hb.shape(font(key), buffer, features(key))
    return buffer


def _fonts(text: str, ends: list[int], available: FontSet) -> list[str]:
    """Font of each character. A base and its marks have one, unless no font has them all. A
    space goes with what is before it, so that it does not cut an item in two.
    """
    chosen: list[str] = []
    choose = available.choose
    start = 0
    for end in ends:
        grapheme = text[start:end]
        if chosen and chosen[-1] and grapheme in spaces(chosen[-1]):
            chosen.append(chosen[-1])
        else:
            key = choose(grapheme)
            if key:
                chosen.extend([key] * (end - start))
            else:
                chosen.extend([choose(each) for each in grapheme])
        start = end
    return chosen


def _scripts(text: str) -> list[str]:
    """Script of each character. What all scripts share goes with what is before it in its
    word, else with what follows in the word, else with the word before (after UAX #24, 5.1).
    """
    found: list[str] = []
    current = ""
    word = 0
    for place, character in enumerate(text):
        own = script(character)
        if own not in ("Zyyy", "Zinh"):
            own = _AS_HAN.get(own, own)
            if word < place:
                found[word:] = [own] * (place - word)
            current, word = own, len(text)
        elif character == " " and current:
            word = place + 1
        found.append(current)
    return found if current else ["Latn"] * len(text)
