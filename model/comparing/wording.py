"""Two texts compared word by word: what stayed, what went, what is new.

Words are what the Unicode Standard calls so (UAX #29), with ICU's dictionaries where no
spaces stand between them; no piece ends inside a character as readers see it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final, Literal, NamedTuple, TypeAlias

State: TypeAlias = Literal["same", "gone", "new"]
_Split: TypeAlias = Callable[[str], list[str]]

#: So many pairs of equal words are weighed at most. Texts of more, thousands of words that
#: recur, are compared line by line first; lines of more are told as gone and new.
MOST_PAIRS: Final = 100_000
#: Where neither marks that combine nor scripts without spaces occur, the rule is short, and
#: ICU is not needed, which takes longer to import than all the rest.
_PLAIN: Final = re.compile("[\x00-\u02ff\u2010-\u2027\u20ac]*")
_PLAIN_WORD: Final = re.compile(r"\r\n?|\n|[^\S\r\n]+|\w+(?:['’.]\w+)*|.", re.DOTALL)
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


class Piece(NamedTuple):
    """A stretch of text that stands in both texts, or only in the one before or after."""

    text: str
    state: State


def worded(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order, what is gone before what came in its place.

    "same" and "gone" together are `before`, "same" and "new" are `after`, spaces included.
    No piece is empty, and "same" pieces are as long as can be.
    """
    return tuple(_pieces(_compared(before, after, _words_of(before, after))))


def _words_of(*texts: str) -> _Split:
    """What splits these texts: one way for all of them, or equal words would differ."""
    return _PLAIN_WORD.findall if all(map(_PLAIN.fullmatch, texts)) else _words_by_icu


def _words_by_icu(text: str) -> list[str]:
    from model.layout.text_unicode import word_ends  # see _PLAIN

    ends = word_ends(text)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _compared(before: str, after: str, words: _Split) -> Iterator[tuple[str, str]]:
    """Stretches of both texts in order: the same text twice where they agree."""
    a, b = words(before), words(after)
    head = _shared(a, b)
    beginning, a, b = "".join(a[:head]), a[head:], b[head:]
    tail = _shared(reversed(a), reversed(b))
    a, b, end = a[: len(a) - tail], b[: len(b) - tail], "".join(a[len(a) - tail :])
    yield beginning, beginning
    if _few(a, b):
        yield from _runs(a, b)
    else:
        for old, new in _runs(_LINE.findall("".join(a)), _LINE.findall("".join(b))):
            yield from [(old, new)] if old == new else _runs(words(old), words(new))
    yield end, end


def _shared(a: Iterable[str], b: Iterable[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _few(a: Sequence[str], b: Sequence[str]) -> bool:
    there = Counter(word for word in b if not word.isspace())
    return sum(there[word] for word in a) <= MOST_PAIRS


def _runs(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, str]]:
    """As `_compared`, of words or lines; if they are too many, as one stretch."""
    if not _few(a, b):
        yield "".join(a), "".join(b)
        return
    # Spaces are "junk" to it: they stay with words that stay, and are no anchors themselves.
    for _, i, j, k, m in SequenceMatcher(str.isspace, a, b, autojunk=False).get_opcodes():
        yield "".join(a[i:j]), "".join(b[k:m])


def _pieces(stretches: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    """The stretches as pieces; a space that is left alone between changes belongs to them."""
    same = gone = new = ""
    for old, now in stretches:
        if old == now:
            same += old
            continue
        if same and (not same.isspace() or not (gone or new)):
            yield from _told(gone, "gone")
            yield from _told(new, "new")
            yield Piece(same, "same")
            gone = new = ""
        else:
            gone, new = gone + same, new + same
        same, gone, new = "", gone + old, new + now
    yield from _told(gone, "gone")
    yield from _told(new, "new")
    yield from _told(same, "same")


def _told(text: str, state: State) -> tuple[Piece, ...]:
    return (Piece(text, state),) if text else ()
