"""Blocks of text: wrapped to a width, measured to 1/64 px, each line shaped once for every
surface. Heights and widths are exact at once; glyph runs are made when first seen.

Most lines of most maps are plain words between spaces. Their widths are sums over words
that were each shaped once. Anything else (other directions, joining scripts, hyphens,
words wider than the block) goes through `model.layout.text_wrapping`.
"""

import re
from functools import cache, partial
from math import inf, isfinite
from typing import NamedTuple

from model.layout import text_shaping, text_wrapping
from model.layout.scene import Line, Run, snap
from model.layout.text_fonts import EM, ascent_and_descent, characters, font_set
from model.layout.text_memo import Memo
from model.layout.text_shaping import analyse, glyphs, word_advance, work
from model.layout.text_unicode import is_ignorable, is_rtl, is_rtl_language

__all__ = ["Block", "TextStyle", "baseline", "block", "forget", "missing", "work"]

#: Hard breaks: all that Unicode calls mandatory.
_PARAGRAPH_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")

#: A word that breaks nowhere inside and whatever stands beyond the spaces around it (UAX
#: #14), in one script that Inter has and that neither joins nor turns. The rest is learnt
#: not to be plain.
_PLAIN_WORD = re.compile(
    "[(\"'\u201c\u2018]*"
    "(?:[A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
    "[A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff'\u2019&_#*@.,;:]*"
    "|(?P<Grek>[0-9\u0386\u0388-\u03ce][0-9\u0386\u0388-\u03ce'\u2019&_#*@.,;:]*)"
    "|(?P<Cyrl>[0-9\u0400-\u0481\u048a-\u052f][0-9\u0400-\u0481\u048a-\u052f'\u2019&_#*@.,;:]*))"
    "[.,;:!?)\"'\u201d\u2019\u2026]*"
)
_NOT_LATIN = re.compile("[\u0370-\u052f]")
_MOST_WORDS = 50_000


class TextStyle(NamedTuple):
    """How text is set: `size` (one em) and `leading` (height of a line) in px."""

    size: float
    leading: float
    weight: int = 400
    italic: bool = False


class Block(NamedTuple):
    """Lines of text, one below the other.

    Attributes:
        lines: from the top.
        width: of the widest line, px.
        height: as many leadings as lines, px.
        rtl: whether the first paragraph reads from right to left.
    """

    lines: tuple[Line, ...]
    width: float
    height: float
    rtl: bool


class _Words:
    """Advances of the plain words of one font and language: (alone, with a space after).

    They differ by more than the space where a font kerns with it, as Inter's bold weights
    do after a full stop. An empty tuple marks a word that is not plain.
    """

    def __init__(self, key: str, language: str) -> None:
        self.known: dict[str, tuple[int, int] | tuple[()]] = {}
        self.key = key
        self._language = language
        self._space = word_advance(" ", key, "Latn", language)

    def learn(self, word: str) -> tuple[int, int] | tuple[()]:
        match = _PLAIN_WORD.fullmatch(word)
        has = characters(self.key)
        if not match or not all(ord(each) in has for each in word):
            found: tuple[int, int] | tuple[()] = ()
        else:
            script = match.lastgroup or "Latn"
            alone = word_advance(word, self.key, script, self._language)
            spaced = alone + self._space
            if not word[-1].isalnum():
                spaced = word_advance(word + " ", self.key, script, self._language)
            found = alone, spaced
        if len(self.known) >= _MOST_WORDS:
            self.known.clear()
        self.known[word] = found
        return found


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
    available = font_set(language, 400, False)
    found = dict.fromkeys(
        each
        for each in _PARAGRAPH_ENDS.sub("", text.replace("\t", " "))
        if not is_ignorable(each) and not available.choose(each)
    )
    return tuple(found)


def forget() -> None:
    """Forget all that was set and shaped, as at the start of the program."""
    _blocks.clear()
    _words.cache_clear()
    text_shaping.forget()


def _build(text: str, style: TextStyle, width: float, language: str, most_lines: int) -> Block:
    work.blocks_built += 1
    lines: tuple[Line, ...] | None = None
    rtl = is_rtl_language(language)
    if not text:
        return Block((), 0.0, 0.0, rtl)
    if not rtl:
        lines = _plain_lines(text, style, width, language, most_lines)
    if lines is None:
        lines = _any_lines(text, style, width, language, most_lines)
        rtl = lines[0].rtl
    return Block(lines, max([line.width for line in lines]), len(lines) * style.leading, rtl)


def _plain_lines(
    text: str, style: TextStyle, width: float, language: str, most_lines: int
) -> tuple[Line, ...] | None:
    """Lines of plain words in one paragraph, or None if there is anything else."""
    words = _words(language, style.weight, style.italic)
    known, learn = words.known, words.learn
    em = style.size / EM
    limit = _units(width, style)
    lines: list[Line] = []
    start = end = place = 0
    before, line_width = 0, 0
    for word in text.split(" "):
        advances = known.get(word)
        if advances is None:
            advances = learn(word)
        if not advances:
            return None
        alone, spaced = advances
        if before + alone > limit:
            if alone > limit or len(lines) + 1 == most_lines:
                return None
            lines.append(_plain_line(text[start:end], line_width * em, words, style, language))
            start = place
            before = 0
        line_width = before + alone
        before += spaced
        end = place + len(word)
        place = end + 1
    lines.append(_plain_line(text[start:], line_width * em, words, style, language))
    return tuple(lines)


def _plain_line(text: str, width: float, words: _Words, style: TextStyle, language: str) -> Line:
    return Line(text, snap(width), False, partial(_plain_runs, text, words.key, style, language))


def _plain_runs(text: str, key: str, style: TextStyle, language: str) -> tuple[Run, ...]:
    if _NOT_LATIN.search(text):
        about = analyse(text, language, style.weight, style.italic, False)
        return text_wrapping.runs(about, 0, len(text), style.size)
    em = style.size / EM
    shaped = glyphs(text, key, "Latn", False, language)
    xs = tuple([snap(x * em) for x in shaped.xs])
    width = snap(shaped.total * em)
    return (Run(key, style.size, 0.0, shaped.glyphs, xs, (), shaped.clusters, text, width, False),)


def _any_lines(
    text: str, style: TextStyle, width: float, language: str, most_lines: int
) -> tuple[Line, ...]:
    limit = _units(width, style)
    design = style.weight, style.italic
    lines: list[Line] = []
    rtl = is_rtl_language(language)
    paragraphs = _PARAGRAPH_ENDS.split(text.replace("\t", " "))
    for number, paragraph in enumerate(paragraphs):
        own = is_rtl(paragraph, rtl)
        if number == 0:
            rtl = own
        about = analyse(paragraph, language, style.weight, style.italic, own)
        for start, end in text_wrapping.wrap(about, limit):
            whole = not paragraph[end:].strip() and number == len(paragraphs) - 1
            if len(lines) + 1 == most_lines and not whole:
                cut = text_wrapping.shortened(paragraph, start, limit, language, design, own)
                lines.append(text_wrapping.line(*cut, style.size, design))
                return tuple(lines)
            lines.append(text_wrapping.line(about, start, end, style.size, design))
    return tuple(lines)


def _units(width: float, style: TextStyle) -> float:
    """A width in px as units of `EM` an em; the last bits of the division do not count."""
    return width / style.size * EM + 1e-3 if isfinite(width) else inf


@cache
def _words(language: str, weight: int, italic: bool) -> _Words:
    return _Words(font_set(language, weight, italic).first, language)
