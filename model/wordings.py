"""Several wordings of one thing with how many said each, as lines in a card's text.

So combined cards keep them: "Waits too long ×3", "Queue takes ages ×2". A card that was
combined before is read again, so that combining goes on from what is there.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from model.loose import folded
from model.records import Card

_LINE = re.compile(r"(.*\S) ×([0-9]{1,9})")


class Wording(NamedTuple):
    """Words, and how many said so."""

    text: str
    n: int


class Said(NamedTuple):
    """What a card says, taken apart.

    Attributes:
        wordings: in the order in which they stand; none for a card without a title.
        rest: the rest of its text.
        is_headed: whether its title is none of the wordings, but a heading over them.
    """

    wordings: tuple[Wording, ...]
    rest: str
    is_headed: bool

    @property
    def n(self) -> int:
        """How many said any of it."""
        return sum(wording.n for wording in self.wordings)


def said_by(card: Card) -> Said:
    """The wordings of a card. One that nobody counted was said by one."""
    title = one_line(card.title)
    listed, rest = _listed(card.body)
    mentions = 1 if card.mentions is None else card.mentions
    counted = sum(wording.n for wording in listed)
    keys = [_key(wording.text) for wording in listed]
    if len(listed) > 1 and (_key(title) in keys or counted == mentions):
        if _key(title) not in keys:
            return Said(listed, rest, True)
        more = max(0, mentions - counted)  # who said so since is counted in the card alone
        at = keys.index(_key(title))
        told = Wording(listed[at].text, listed[at].n + more)
        return Said((*listed[:at], told, *listed[at + 1 :]), rest, False)
    return Said((Wording(title, mentions),) if title else (), card.body, False)


def together(wordings: Iterable[Wording]) -> tuple[Wording, ...]:
    """Those that read alike made one, as it reads where most said it; most said first."""
    found: dict[str, list[Wording]] = {}
    for wording in wordings:
        found.setdefault(_key(wording.text), []).append(wording)
    merged = [
        Wording(max(alike, key=lambda wording: wording.n).text, sum(w.n for w in alike))
        for alike in found.values()
    ]
    return tuple(sorted(merged, key=lambda wording: -wording.n))


def in_lines(wordings: Sequence[Wording]) -> str:
    """One a line; "" where there is but one, which is the card's title."""
    if len(wordings) < 2:
        return ""
    return "\n".join(f"{wording.text} ×{wording.n}" for wording in wordings)


def one_line(text: str) -> str:
    """A title without its line breaks."""
    return " ".join(text.split())


def _listed(body: str) -> tuple[tuple[Wording, ...], str]:
    """The wordings with which a text begins, and what follows."""
    found: list[Wording] = []
    lines = body.split("\n")
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            break
        found.append(Wording(match[1], int(match[2])))
    return tuple(found), "\n".join(lines[len(found) :]).lstrip("\n")


def _key(text: str) -> str:
    """What two wordings share that differ in capitals, accents and the mark at their end only."""
    whole = folded(one_line(text), "loose")
    return whole.rstrip(" .!?…") or whole
