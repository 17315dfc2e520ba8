"""What a review goes through, point by point, in the order in which a review asks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from model.compare import Comparison
from model.comparing.digest import Digest
from model.comparing.said import headline
from model.labels import counted
from model.reviewing import VERDICTS, Verdict, to_review

#: Which one counts where several were given about one point.
_RANK: tuple[Verdict, ...] = ("question", "action", "agreed")


class Point(NamedTuple):
    """One line of what a review reads, and the changes in it that no line before told of."""

    text: str
    ids: tuple[str, ...]


def points(c: Comparison, told: Digest) -> tuple[Point, ...]:
    """Every change of `to_review` in one point: in the order of the digest, wording last."""
    left = {item.id: None for item in to_review(c)}
    found = []
    for section in told.sections:
        for line in section.lines:
            ids = tuple(i for i in dict.fromkeys(line.ids) if i in left)
            for i in ids:
                del left[i]
            if ids:
                found.append(Point(line.text, ids))
    found += [Point(headline(c, c.by_id[i]), (i,)) for i in left]
    return tuple(found)


def verdict_on(ids: Iterable[str], given: Mapping[str, Verdict]) -> Verdict | None:
    """What was decided about any of these changes."""
    verdicts = {given[i] for i in ids if i in given}
    return next((verdict for verdict in _RANK if verdict in verdicts), None)


def tally(of: Iterable[Point], given: Mapping[str, Verdict]) -> str:
    """What was decided so far: "2 agreed · 1 question"; "" for nothing."""
    numbers = Counter(verdict_on(point.ids, given) for point in of)
    parts = {"agreed": f"{numbers['agreed']:,} agreed"}
    parts |= {word: counted(numbers[word], word) for word in ("question", "action")}
    return " · ".join(parts[verdict] for verdict in VERDICTS if numbers[verdict])
