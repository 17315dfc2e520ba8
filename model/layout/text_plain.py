"""Lines of plain words: Latin, Greek or Cyrillic between spaces, all in one font.

Most lines of most maps are of this kind, and thousands are wanted at once. Each word is
shaped once; a line's width is the sum over its words, and its glyphs are made when it is
first seen. Everything else (other directions, joining scripts, words wider than the line)
is told apart here and goes through `model.layout.text_wrapping`.
"""

import re
from functools import cache, partial
from itertools import pairwise
from math import floor, inf
from typing import TypeAlias

from model.layout import text_wrapping
from model.layout.scene import GRID, Line, Run, snap
from model.layout.text_fonts import EM, characters, font_set
from model.layout.text_shaping import analyse, glyphs, word_advance, word_pens
from model.layout.text_unicode import is_rtl_language, line_breaks

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_GREEK = "\u0386\u0388-\u03ce"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_ANY = f"[0-9{_LATIN}{_GREEK}{_CYRILLIC}]"
_WITHIN = "0-9'\u2019&_#*@.,;:"

#: A word in one script that no line may break (UAX #14), whatever its neighbours are.
_WHOLE_WORD = re.compile(
    "[(\"'\u201c\u2018]*"
    f"(?:[0-9{_LATIN}][{_LATIN}{_WITHIN}]*"
    f"|(?P<Grek>[0-9{_GREEK}][{_GREEK}{_WITHIN}]*)"
    f"|(?P<Cyrl>[0-9{_CYRILLIC}][{_CYRILLIC}{_WITHIN}]*))"
    "[.,;:!?)\"'\u201d\u2019\u2026]*"
)
#: A word that may break inside, by rules that do not look past its spaces: those that do
#: concern opening characters at a word's end and closing ones at its start.
_BREAKING_WORD = re.compile(
    f"[-(\\['\"\u201c\u2018+~<>=$€£\u2013]*{_ANY}"
    f"(?:{_ANY}|[-()\\[\\]'\"\u2019\u201c\u201d!?%&/\\\\_#*@.,;:+~<>=|$€£\u2013\u2014\u2026])*"
    "(?<![(\\[\u201c])"
    "|[-+=~<>&|#$€£\u2013]"
)
_LETTER = {
    "Latn": re.compile(f"[{_LATIN}]"),
    "Grek": re.compile(f"[{_GREEK}]"),
    "Cyrl": re.compile(f"[{_CYRILLIC}]"),
}
_NOT_LATIN = re.compile(f"[{_GREEK}{_CYRILLIC}]")
_MOST_WORDS = 50_000

#: A stretch of a word between two places where a line may break, with the space after it if
#: it ends the word; its advance at the end of a line; its advance before what follows it. The
#: two differ by more than the space where a font kerns with it, as Inter's bold weights do
#: after a full stop.
_Piece: TypeAlias = tuple[str, int, int]


class Setting:
    """What all plain lines of one size, weight, slant and language share."""

    __slots__ = ("design", "em", "language", "rtl", "size", "words")

    def __init__(self, size: float, weight: int, italic: bool, language: str) -> None:
        self.size = size
        self.language = language
        self.design = weight, italic
        self.em = size / EM
        self.rtl = is_rtl_language(language)
        self.words = _words(language, weight, italic)

    def limit(self, width: float) -> float:
        """The longest advance of a line that fits `width` px, in units of `EM` an em: a line
        fits if its width does, rounded as it is given.
        """
        if width == inf:
            return inf
        return (floor(width * GRID) + 0.5) / GRID / self.em - 1e-3

    def measured(self, text: str, width: float, most_lines: int) -> tuple[int, float] | None:
        """How many lines of at most `width` px it takes, and how wide the widest is, px.

        None if it takes more than whole words, or more than `most_lines` (0: no limit).
        """
        found = self._cut(text.split(" "), self.limit(width), most_lines)
        return found and (len(found[0]), self._px(found[1]))

    def lines(self, text: str, width: float) -> tuple[Line, ...]:
        """The lines of a text that could be measured. Raises ValueError if it could not."""
        words = text.split(" ")
        found = self._cut(words, self.limit(width), 0)
        if not found:
            raise ValueError(f"more than plain words: {text!r}")
        return tuple(
            [
                self._line(" ".join(words[first:end]), self._advance(words[first:end]))
                for first, end in pairwise([0, *found[0]])
            ]
        )

    def _cut(self, words: list[str], limit: float, most_lines: int) -> tuple[list[int], int] | None:
        """After which words each line ends, and the advance of the widest line."""
        try:
            advances = self.words.whole(words)
        except _NotPlainError:
            return None
        ends: list[int] = []
        widest = before = ended = 0
        for place, (alone, spaced) in enumerate(advances):
            if before + alone > limit:
                if alone > limit or len(ends) + 1 == most_lines:
                    return None
                ends.append(place)
                if ended > widest:
                    widest = ended
                before = 0
            ended = before + alone
            before += spaced
        ends.append(len(words))
        return ends, max(widest, ended)

    def _advance(self, words: list[str]) -> int:
        advances = self.words.whole(words)
        return sum([spaced for _, spaced in advances]) - advances[-1][1] + advances[-1][0]

    def lines_of_pieces(self, text: str, width: float, most_lines: int) -> tuple[Line, ...] | None:
        """Lines of plain words of which some may break inside; None if it takes more than
        that, or more than `most_lines` (0: no limit).
        """
        limit = self.limit(width)
        try:
            pieces = self.words.pieces(text.split(" "))
            cuts = [0]
            before = 0
            for place, (_, alone, spaced) in enumerate(pieces):
                if before + alone > limit:
                    if alone > limit or len(cuts) == most_lines:
                        return None
                    cuts.append(place)
                    before = 0
                before += spaced
            cuts.append(len(pieces))
            return tuple([self._broken_line(pieces, *ends, limit) for ends in pairwise(cuts)])
        except _NotPlainError:
            return None

    def _broken_line(self, pieces: list[_Piece], first: int, end: int, limit: float) -> Line:
        of_line = pieces[first:end]
        text = "".join([piece[0] for piece in of_line]).removesuffix(" ")
        advance = sum([piece[2] for piece in of_line]) - of_line[-1][2] + of_line[-1][1]
        if not pieces[end - 1][0].endswith(" "):
            # What is kerned with the letter after it is not, at the end of a line.
            advance = self._shaped(text)
            if advance > limit:
                raise _NotPlainError
        return self._line(text, advance)

    def _line(self, text: str, advance: int) -> Line:
        return Line(text, self._px(advance), False, partial(self._runs, text))

    def _px(self, advance: int) -> float:
        return snap(advance * self.em)

    def _shaped(self, text: str) -> int:
        if _NOT_LATIN.search(text):
            about = analyse(text, self.language, *self.design, False)
            return text_wrapping.advance(about, 0, len(text))
        return glyphs(text, self.words.key, "Latn", False, self.language).total

    def _runs(self, text: str) -> tuple[Run, ...]:
        if _NOT_LATIN.search(text):
            about = analyse(text, self.language, *self.design, False)
            return text_wrapping.runs(about, 0, len(text), self.size)
        key, size, em = self.words.key, self.size, self.em
        shaped = glyphs(text, key, "Latn", False, self.language)
        xs = tuple([snap(x * em) for x in shaped.xs])
        width = snap(shaped.total * em)
        return (Run(key, size, 0.0, shaped.glyphs, xs, (), shaped.clusters, text, width, False),)


class _NotPlainError(Exception):
    """A word cannot be measured by itself."""


class _Words:
    """What has been learnt of the words of one font and language."""

    __slots__ = ("_language", "_not_plain", "_pieces", "_space", "_whole", "key")

    def __init__(self, key: str, language: str) -> None:
        self.key = key
        self._language = language
        self._space = word_advance(" ", key, "Latn", language)
        self._whole: dict[str, tuple[int, int]] = {}
        self._pieces: dict[str, tuple[_Piece, ...]] = {}
        self._not_plain: set[str] = set()

    def whole(self, words: list[str]) -> list[tuple[int, int]]:
        """Advances of unbreakable words: at the end of a line, and before the next word.
        Raises _NotPlainError if one of them may break, or is no plain word at all.
        """
        known = self._whole
        try:
            return [known[word] for word in words]
        except KeyError:
            return [known.get(word) or self._learn(word) for word in words]

    def pieces(self, words: list[str]) -> list[_Piece]:
        """The words cut where a line may break. Raises _NotPlainError if one is not plain."""
        found: list[_Piece] = []
        for word in words:
            if word not in self._whole and word not in self._pieces:
                self._learn_either(word)
            if word in self._whole:
                found.append((word + " ", *self._whole[word]))
            else:
                found.extend(self._pieces[word])
        return found

    def _learn_either(self, word: str) -> None:
        try:
            self._learn(word)
        except _NotPlainError:
            self._learn_pieces(word)

    def _learn(self, word: str) -> tuple[int, int]:
        if word in self._pieces or word in self._not_plain:
            raise _NotPlainError
        match = _WHOLE_WORD.fullmatch(word)
        if not match or not self._has(word):
            raise _NotPlainError
        self._make_room()
        script = match.lastgroup or "Latn"
        alone = word_advance(word, self.key, script, self._language)
        spaced = alone + self._space
        if not word[-1].isalnum():
            spaced = word_advance(word + " ", self.key, script, self._language)
        self._whole[word] = alone, spaced
        return alone, spaced

    def _learn_pieces(self, word: str) -> None:
        if word in self._not_plain:
            raise _NotPlainError
        self._make_room()
        scripts = [kind for kind, letter in _LETTER.items() if letter.search(word)] or ["Latn"]
        if len(scripts) > 1 or not _BREAKING_WORD.fullmatch(word) or not self._has(word):
            self._not_plain.add(word)
            raise _NotPlainError
        pens = word_pens(word + " ", self.key, scripts[0], self._language)
        alone = pens[len(word)]
        if not word[-1].isalnum():
            alone = word_advance(word, self.key, scripts[0], self._language)
        cuts = [0, *line_breaks(word, self._language)]
        found: list[_Piece] = []
        for start, end in pairwise(cuts):
            if end < len(word):
                found.append((word[start:end], pens[end] - pens[start], pens[end] - pens[start]))
            else:
                found.append((word[start:] + " ", alone - pens[start], pens[-1] - pens[start]))
        self._pieces[word] = tuple(found)

    def _has(self, word: str) -> bool:
        has = characters(self.key)
        return all(ord(each) in has for each in word)

    def _make_room(self) -> None:
        if len(self._whole) + len(self._pieces) + len(self._not_plain) >= _MOST_WORDS:
            self._whole.clear()
            self._pieces.clear()
            self._not_plain.clear()


@cache
def setting(size: float, weight: int, italic: bool, language: str) -> Setting:
    """The setting of one style and language."""
    return Setting(size, weight, italic, language)


def forget() -> None:
    """Forget all words."""
    setting.cache_clear()
    _words.cache_clear()


@cache
def _words(language: str, weight: int, italic: bool) -> _Words:
    return _Words(font_set(language, weight, italic).first, language)
