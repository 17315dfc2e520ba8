"""Blocks of text: wrapped to a width, measured to 1/64 px, each line shaped once for every
surface. Heights and widths are exact at once; glyph runs are made when first seen.
"""

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from math import inf
from typing import NamedTuple

from model.layout import text_plain, text_shaping, text_wrapping
from model.layout.scene import Line, snap
from model.layout.text_fonts import ascent_and_descent, font_set
from model.layout.text_memo import Memo
from model.layout.text_shaping import analyse, work
from model.layout.text_unicode import grapheme_ends, is_rtl

__all__ = ["Block", "TextStyle", "baseline", "block", "forget", "missing", "work"]

#: Hard breaks: all that Unicode calls mandatory.
_PARAGRAPH_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


class TextStyle(NamedTuple):
    """How text is set: `size` (one em) and `leading` (height of a line) in px."""

    size: float
    leading: float
    weight: int = 400
    italic: bool = False


class Block:
    """Lines of text, one below the other.

    Attributes:
        width: of the widest line, px.
        height: as many leadings as lines, px.
        rtl: whether the first paragraph reads from right to left.
    """

    __slots__ = ("_lines", "_make", "height", "rtl", "width")

    def __init__(
        self,
        width: float,
        height: float,
        rtl: bool,
        lines: tuple[Line, ...] | Callable[[], tuple[Line, ...]],
    ) -> None:
        self.width = width
        self.height = height
        self.rtl = rtl
        self._lines: tuple[Line, ...] = ()
        self._make: Callable[[], tuple[Line, ...]] | None = None
        if callable(lines):
            self._make = lines
        else:
            self._lines = lines

    @property
    def lines(self) -> tuple[Line, ...]:
        """From the top; made when first asked for."""
        if self._make is not None:
            self._lines = self._make()
            self._make = None
        return self._lines

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Block)
            and self.width == other.width
            and self.height == other.height
            and self.rtl == other.rtl
            and self.lines == other.lines
        )

    __hash__ = None  # type: ignore[assignment]  # compared, never looked up


_blocks: Memo[tuple[str, TextStyle, float, str, int], Block] = Memo(20_000)


def block(
    text: str, style: TextStyle, width: float = inf, language: str = "", most_lines: int = 0
) -> Block:
    """Set `text` in lines of at most `width` px.

    Newlines are hard breaks. A word wider than the block breaks between user-perceived
    characters. With `most_lines` above 0, what is beyond that many lines gives way to an
    ellipsis. `language` is the map's (BCP 47, or ""): it chooses among Han forms and is the
    direction of text that has none of its own. Text without characters has no lines.
    """
    key = (text, style, width, language, most_lines)
    made = _blocks.get(key)
    if made is None:
        made = _build(text, style, width, language, most_lines)
        _blocks.put(key, made)
    return made


def baseline(style: TextStyle) -> float:
    """From the top of a line to its baseline, px; the same for every script."""
    ascent, descent = ascent_and_descent()
    return snap((style.leading - (ascent + descent) * style.size) / 2 + ascent * style.size)


def missing(text: str, language: str = "") -> tuple[str, ...]:
    """The characters of `text` that no font has, each once, in order of appearance."""
    choose = font_set(language, 400, False).choose
    text = _PARAGRAPH_ENDS.sub(" ", text.replace("\t", " "))
    graphemes = (text[start:end] for start, end in pairwise([0, *grapheme_ends(text)]))
    found = (each for grapheme in graphemes if not choose(grapheme) for each in grapheme)
    return tuple(dict.fromkeys(each for each in found if not choose(each)))


def forget() -> None:
    """Forget all that was set and shaped, as at the start of the program."""
    _blocks.clear()
    text_plain.forget()
    text_shaping.forget()


def _build(text: str, style: TextStyle, width: float, language: str, most_lines: int) -> Block:
    work.blocks_built += 1
    setting = text_plain.setting(style.size, style.weight, style.italic, language)
    rtl = setting.rtl
    if not text:
        return Block(0.0, 0.0, rtl, ())
    lines: tuple[Line, ...] | None = None
    if not rtl:
        found = setting.measured(text, width, most_lines)
        if found:
            many, widest = found
            return Block(widest, many * style.leading, rtl, partial(setting.lines, text, width))
        lines = setting.lines_of_pieces(text, width, most_lines)
    if lines is None:
        lines = _any_lines(text, setting, width, most_lines)
        rtl = lines[0].rtl
    return Block(max([line.width for line in lines]), len(lines) * style.leading, rtl, lines)


def _any_lines(
    text: str, setting: text_plain.Setting, width: float, most_lines: int
) -> tuple[Line, ...]:
    limit = setting.limit(width)
    rtl = setting.rtl
    lines: list[Line] = []
    paragraphs = _PARAGRAPH_ENDS.split(text.replace("\t", " "))
    for number, paragraph in enumerate(paragraphs):
        own = is_rtl(paragraph, rtl)
        if number == 0:
            rtl = own
        about = analyse(paragraph, setting.language, *setting.design, own)
        for cut, following in text_wrapping.wrap(about, limit):
            more = number + 1 < len(paragraphs) or paragraph[following:].strip()
            if more and len(lines) + 1 == most_lines:
                cut = text_wrapping.shortened(about, cut.start, limit)
                return (*lines, text_wrapping.line(cut, setting.size))
            lines.append(text_wrapping.line(cut, setting.size))
    return tuple(lines)
