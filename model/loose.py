"""Text as it is compared when something is looked for: how loosely, and where a hit stands.

Who types "e" finds "é"; who takes the trouble to type "é" means it. Width, case, kinds of
quotation marks and dashes, and signs that nobody sees make no difference.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

#: "loose": neither case nor accents count; "accents": accents do; "exact": both do.
Level: TypeAlias = Literal["loose", "accents", "exact"]

#: Accents and the points of Hebrew and Arabic; marks that make another letter are not here.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]"
)
#: What is typed with one key and set in many ways, and what is not seen.
_SIGNS = {
    **dict.fromkeys(map(ord, "‘’‚‛′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "\t\n\r\u00a0\u202f\u2028\u2029\u3000"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys(map(ord, "\u00ad\u0640\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None),
    **dict.fromkeys(range(0x202A, 0x202F), None),
    **dict.fromkeys(range(0x2066, 0x206A), None),
}
#: Letters that Unicode does not take apart though people do.
_LETTERS = {
    ord(letter): plain
    for letter, plain in zip(
        "øłđħŧıðþæœĸŋ", ("o", "l", "d", "h", "t", "i", "d", "th", "ae", "oe", "k", "n"), strict=True
    )
}
_LOOSE = {**_SIGNS, **_LETTERS}
#: Where these begin they belong to the character before, whatever their class.
_JOINING = re.compile("[\u1160-\u11ff\uff9e\uff9f]")


class Hit(NamedTuple):
    """Where words stand in a text: from `start` up to `end`, in its own characters."""

    start: int
    end: int


def level_for(words: str, match_case: bool = False) -> Level:
    """How to compare when these words are looked for."""
    if match_case:
        return "exact"
    return "loose" if folded(words, "accents") == folded(words, "loose") else "accents"


def folded(text: str, level: Level) -> str:
    """`text` as it is compared. Texts that are the same to the user come out the same."""
    if text.isascii():
        plain = text if level == "exact" else text.lower()
        return plain if plain.isprintable() else plain.translate(_SIGNS)
    if level == "loose":
        bare = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
        return unicodedata.normalize("NFC", bare.translate(_LOOSE))
    if level == "accents":
        plain = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
        return unicodedata.normalize("NFC", plain)
    return unicodedata.normalize("NFC", text.translate(_SIGNS))


def stands_at(within: str, needle: str, whole_words: bool, start: int = 0) -> int:
    """Where a folded needle begins in a folded text from `start` on; -1 if nowhere."""
    at = within.find(needle, start)
    while whole_words and at >= 0 and not _is_whole(within, at, at + len(needle)):
        at = within.find(needle, at + 1)
    return at


def hits(text: str, words: str, level: Level, whole_words: bool = False) -> Iterator[Hit]:
    """Where `words` stand in `text`, from its start, none over another."""
    needle = folded(words, level)
    if not needle:
        return
    if text.isascii():  # character by character as it was
        within = folded(text, level)
        at = stands_at(within, needle, whole_words)
        while at >= 0:
            yield Hit(at, at + len(needle))
            at = stands_at(within, needle, whole_words, at + len(needle))
        return
    if needle not in folded(text, level):  # most texts do not say it at all
        return
    within, edges = _with_edges(text, level)
    at = stands_at(within, needle, whole_words)
    while at >= 0:
        end = at + len(needle)
        if at in edges and end in edges:  # no half of what is one character in the text
            yield Hit(edges[at][1], edges[end][0])
            at = stands_at(within, needle, whole_words, end)
        else:
            at = stands_at(within, needle, whole_words, at + 1)


def _is_whole(within: str, start: int, end: int) -> bool:
    """Whether no letter or figure of a hit has another one beside it outside of the hit."""
    return not (
        (start > 0 and _is_wordly(within[start]) and _is_wordly(within[start - 1]))
        or (end < len(within) and _is_wordly(within[end - 1]) and _is_wordly(within[end]))
    )


def _is_wordly(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or unicodedata.category(letter)[0] == "M"


def _with_edges(text: str, level: Level) -> tuple[str, dict[int, tuple[int, int]]]:
    """The folded text, and for places between its characters those in the text.

    Two each: what ends here ends at the first, what begins here begins at the second; between
    them stands what is not seen.
    """
    parts: list[str] = []
    edges: dict[int, tuple[int, int]] = {0: (0, 0)}
    length = 0
    for start, end in _characters(text):
        part = folded(text[start:end], level)
        if part:
            parts.append(part)
            edges[length] = (edges[length][0], start)
            length += len(part)
            edges[length] = (end, end)
    return "".join(parts), edges


def _characters(text: str) -> Iterator[tuple[int, int]]:
    """What the user takes for one character: with the marks that follow it."""
    start = 0
    for at in range(1, len(text)):
        letter = text[at]
        if unicodedata.category(letter)[0] != "M" and not _JOINING.match(letter):
            yield start, at
            start = at
    if text:
        yield start, len(text)
