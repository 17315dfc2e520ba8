"""What a review goes through, point by point, in the order in which a review asks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from model.compare import Comparison
from model.comparing.digest import Digest
from model.comparing.headlines import headline
from model.comparing.numbering import numbers
from model.labels import counted
from model.reviewing import VERDICTS, Verdict, to_review

#: Which one counts where several were given about one point.
_RANK: tuple[Verdict, ...] = ("question", "action", "agreed")


class Point(NamedTuple):
    """One line of what a review reads, its number there, and the changes that have that number."""

    text: str
    ids: tuple[str, ...]
    number: int = 0


def points(c: Comparison, told: Digest) -> tuple[Point, ...]:
    """Every change of `to_review` in one point: in the order of the digest, wording last."""
    left = {item.id: None for item in to_review(c)}
    lines = [line for section in told.sections for line in section.lines if line.number]
    of = numbers(c, lines)
    found = []
    for line in lines:
        ids = tuple(i for i in line.ids if i in left and of.get(i) == line.number)
        for i in ids:
            left.pop(i, None)
        if ids:
            found.append(Point(line.text, tuple(dict.fromkeys(ids)), line.number))
    found += [Point(headline(c, c.by_id[i]), (i,)) for i in left]
    return tuple(found)


def verdict_on(ids: Iterable[str], given: Mapping[str, Verdict]) -> Verdict | None:
    """What was decided about any of these changes."""
    verdicts = {given[i] for i in ids if i in given}
    return next((verdict for verdict in _RANK if verdict in verdicts), None)


def tally(of: Iterable[Point], given: Mapping[str, Verdict]) -> str:
    """What was decided so far: "2 agreed · 1 question"; "" for nothing."""
    given_to = Counter(verdict_on(point.ids, given) for point in of)
    parts = {"agreed": f"{given_to['agreed']:,} agreed"}
    parts |= {word: counted(given_to[word], word) for word in ("question", "action")}
    return " · ".join(parts[verdict] for verdict in VERDICTS if given_to[verdict])
