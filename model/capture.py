"""One line of the capture bar: the words of a card, its kind, and what is said at its end.

A line is read as it stands, with no map at hand; `model.edits.capturing` makes cards of it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import fmean
from types import MappingProxyType
from typing import Literal, NamedTuple

from model.records import CardKind

#: The character that begins a line of a kind; twice, it is the character itself.
PREFIXES: Mapping[str, CardKind] = MappingProxyType(
    {
        "!": "pain",
        "+": "gain",
        "*": "opportunity",
        '"': "quote",
        ">": "activity",
        "%": "metric",
        "?": "question",
        # As keyboards and systems write a quotation mark.
        **dict.fromkeys("“”„«»", "quote"),
    }
)
#: What begins a line that leads elsewhere, before a few letters of a stage and a lane.
JUMP = "@?"
#: Scores go from -2 to +2, and so many people may have said something.
_LOWEST, _HIGHEST, _MOST = -2.0, 2.0, 999

_QUOTATION = '"“”„«»'
#: The closing mark of a quote, before or behind its full stop.
_CLOSING = re.compile(rf"\s*[{_QUOTATION}](?P<stop>[.,;:!?…]?)$")
_WORD = re.compile(r"\S+")
_MARK = re.compile(r"#(?P<tag>[^#]+)|@(?P<owner>[^@]+)|=(?P<scores>[-+−\d.,]+)"
                   r"|x(?P<mentions>\d{1,9})")  # fmt: skip

Sort = Literal["tag", "owner", "scores", "mentions"]


class Mark(NamedTuple):
    """One thing said at the end of a line, and where it stands there."""

    sort: Sort
    start: int
    end: int
    #: Without its sign: "mobile", "mara", "-2,-1,0", "3".
    text: str


class Scores(NamedTuple):
    """What several people felt: their mean, the lowest, the highest, and how many they are."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Captured:
    """A line as it was understood.

    Attributes:
        text: the words of the card, in one line.
        kind: the kind that the line begins with; None if it does not say.
        marks: what is said at its end, from the left.
        stage: the name of a stage to make or go to, if the line is nothing else.
        jump: a few letters of where to go, if the line is that; None if not.
    """

    text: str = ""
    kind: CardKind | None = None
    marks: tuple[Mark, ...] = ()
    stage: str = ""
    jump: str | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, each once."""
        return tuple(dict.fromkeys(mark.text for mark in self.marks if mark.sort == "tag"))

    @property
    def owner(self) -> str:
        """Who owns it, as typed; the last one if there are several, "" if there is none."""
        return next((mark.text for mark in reversed(self.marks) if mark.sort == "owner"), "")

    @property
    def scores(self) -> Scores | None:
        """What was felt."""
        said = [mark.text for mark in self.marks if mark.sort == "scores"]
        return scores_in(said[-1]) if said else None

    @property
    def mentions(self) -> int | None:
        """How many said it."""
        said = [mark.text for mark in self.marks if mark.sort == "mentions"]
        return int(said[-1]) if said else None


def read(line: str, plain: frozenset[str] = frozenset()) -> Captured:
    """What a line says; marks that read as one of `plain` ("#mobile") are words."""
    begun = line.lstrip()
    if begun.startswith(JUMP):
        return Captured(jump=begun.removeprefix(JUMP).strip())
    marks: list[Mark] = []
    end = len(line)
    for word in reversed(list(_WORD.finditer(line))):
        mark = None if word[0] in plain else _mark(word)
        if mark is None:
            break
        marks.append(mark)
        end = mark.start
    marks.reverse()
    words, kind = _kind(" ".join(line[:end].split()), plain)
    if not marks and kind is None and words.endswith(":"):
        name = words[:-1].rstrip()
        if words.endswith("::"):
            words = words[:-1]
        elif name:
            return Captured(stage=name)
    if not words and kind is None and marks:
        # Nothing else is on the line, so it is no end of one.
        return Captured(text=" ".join(line.split()))
    return Captured(words, kind, tuple(marks))


def with_names_as_words(said: Captured, is_new: Callable[[str], bool]) -> Captured:
    """The same line, but "@name" is the end of its words where a name `is_new`."""
    names = [mark for mark in said.marks if mark.sort == "owner" and is_new(mark.text)]
    return replace(
        said,
        text=" ".join((said.text, *(f"@{mark.text}" for mark in names))),
        marks=tuple(mark for mark in said.marks if mark not in names),
    )


def scores_in(text: str) -> Scores | None:
    """The scores in "-2,-1,0"; None if one is none, or beyond -2 to +2."""
    try:
        numbers = [float(part.replace("−", "-")) for part in text.split(",")]
    except ValueError:
        return None
    if not all(_LOWEST <= number <= _HIGHEST for number in numbers):
        return None
    return Scores(fmean(numbers), min(numbers), max(numbers), len(numbers))


def _mark(word: re.Match[str]) -> Mark | None:
    found = _MARK.fullmatch(word[0])
    if found is None:
        return None
    sort = found.lastgroup
    text = found[sort] if sort else ""
    start, end = word.span()
    if sort == "tag":
        return Mark("tag", start, end, text)
    if sort == "owner" and text.strip("?"):
        return Mark("owner", start, end, text)
    if sort == "scores" and scores_in(text) is not None:
        return Mark("scores", start, end, text)
    if sort == "mentions" and 0 < int(text) <= _MOST:
        return Mark("mentions", start, end, text)
    return None


def _kind(words: str, plain: frozenset[str]) -> tuple[str, CardKind | None]:
    first, rest = words[:1], words[1:].lstrip()
    if first not in PREFIXES or not first:
        return words, None
    if words[1:2] == first:
        return words[1:], None
    last = rest[rest.rfind(" ") + 1 :]
    # Marks in pairs are quoted words within the quote; a lone one at its end closes it.
    if first in _QUOTATION and last not in plain and sum(map(rest.count, _QUOTATION)) % 2:
        rest = _CLOSING.sub(r"\g<stop>", rest)
    return rest, PREFIXES[first]
