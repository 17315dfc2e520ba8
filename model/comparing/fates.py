"""What became of pains and gains, and of work: what a review asks for first.

A pain point is solved when it was removed, or its severity was taken away. It is not when it was
parked, went with its stage or lane or with all that stood there, was made another kind of card, or
still stands in the same words on another card: then nobody said so. A gain is lost however it went,
unless its words stand.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Final, Literal, TypeAlias
from weakref import WeakKeyDictionary

from model.change import JourneyMap
from model.compare import Comparison, Item
from model.grid import Grid, is_placed
from model.records import Card, Conflict, Step

Fate: TypeAlias = Literal[
    "", "new pain", "worse pain", "solved pain", "lost gain", "weaker gain", "new gain",
    "milder pain", "mixed pain", "stronger gain", "pain turned", "gain to pain", "pain to gain",
    "gone with its place", "gone with the rest", "parked with its place",
]  # fmt: skip
#: What of a pain counts, what matters most first.
_WEIGHTS: Final = {"pain": ("severity", "frequency", "affected"), "gain": ("strength",)}
#: How it is said that a pain is more, or less, of what counts.
_WAYS: Final = {
    "severity": ("worse", "milder"),
    "frequency": ("more frequent", "less frequent"),
    "affected": ("for more people", "for fewer people"),
}
#: How often something was said, where a card says what several others said (`model.edits.combine`).
_TIMES: Final = re.compile(r"\s*×\d+$")

#: Who takes away so many cards and leaves none, other kinds among them, clears the place.
_CLEARED: Final = 3

_found: WeakKeyDictionary[Comparison, tuple[dict[str, Fate], "_Words"]] = WeakKeyDictionary()
_said: WeakKeyDictionary[Grid, frozenset[tuple[str, str]]] = WeakKeyDictionary()


def fates(c: Comparison) -> Mapping[str, Fate]:
    """Id -> what became of it, for pains and gains that are not as good or bad as they were.

    In journey order; built once for a comparison.
    """
    return _all(c)[0]


def is_pain_or_gain(item: Item) -> bool:
    """Whether it is, or was, about a pain or a gain."""
    return any(isinstance(r, Card) and r.kind in _WEIGHTS for r in (item.before, item.after))


def combined_into(c: Comparison, item: Item) -> Card | None:
    """The card that says now what a removed one said, if there is one."""
    if item.after is not None or not isinstance(item.before, Card):
        return None
    return _all(c)[1].combined(item.before)


def both_ways(item: Item) -> str:
    """What a pain is more and less of: "milder but more frequent"."""
    before, after = item.before, item.after
    assert isinstance(before, Card), "it was a pain"
    assert isinstance(after, Card), "it is one"
    found = _differences(before, after)
    first, *others = (_WAYS[name][0 if by > 0 else 1] for name, by in found.items())
    ways = list(found.values())
    other = next(o for o, by in zip(others, ways[1:], strict=True) if (by > 0) != (ways[0] > 0))
    return f"{first} but {other}"


def _all(c: Comparison) -> tuple[dict[str, Fate], "_Words"]:
    found = _found.get(c)
    if found is None:
        words = _Words(c)
        told = ((item.id, _fate(c, item, words)) for item in c.items)
        found = _found[c] = {record_id: its for record_id, its in told if its}, words
    return found


class _Words:
    """The words of the pains and gains of both maps, looked at only if some came or went."""

    def __init__(self, c: Comparison) -> None:
        self._old, self._new, self._items, self._grids = c.old, c.new, c.items, c.rows.grids
        self._lines: dict[str, Card] | None = None
        self._cleared: frozenset[str] | None = None

    def stand(self, card: Card, in_old: bool) -> bool:
        """Whether one of the same kind in the old or in the new map says the same."""
        grid = self._grids[0 if in_old else 1]
        said = _said.get(grid)
        if said is None:
            cards = (one for one in grid.map.all(Card) if one.kind in _WEIGHTS)
            said = _said[grid] = frozenset((one.kind, _plain(one.title)) for one in cards)
        return bool(_plain(card.title)) and (card.kind, _plain(card.title)) in said

    def combined(self, card: Card) -> Card | None:
        """The card whose text has the words of this one as a line that it did not have before."""
        if self._lines is None:
            self._lines = {}
            for item in self._items:
                old, new = item.before, item.after
                if isinstance(old, Card) and isinstance(new, Card) and old.body != new.body:
                    for line in set(new.body.splitlines()) - set(old.body.splitlines()):
                        self._lines.setdefault(_plain(_TIMES.sub("", line)), new)
        words = _plain(card.title)
        return self._lines.get(words) if words else None

    def went_with_the_rest(self, card: Card) -> bool:
        """Whether all that stood in its step or lane went too, or two sides decide about these."""
        if self._cleared is None:
            self._cleared = frozenset((*self._emptied(), *self._contested()))
        return not self._cleared.isdisjoint((card.step_id, card.lane_id))

    def _emptied(self) -> Iterator[str]:
        gone = (item.before for item in self._items if item.after is None)
        left: dict[str, list[Card]] = {}
        for card in gone:
            if isinstance(card, Card):
                left.setdefault(card.step_id, []).append(card)
                left.setdefault(card.lane_id, []).append(card)
        for place, cards in left.items():
            other = any(card.kind not in _WEIGHTS for card in cards)
            if place and other and len(cards) >= _CLEARED and len(cards) == self._stood[place]:
                yield place

    @cached_property
    def _stood(self) -> Counter[str]:
        """How many cards stood in each step and each lane."""
        cards = self._old.all(Card)
        return Counter(place for card in cards for place in (card.step_id, card.lane_id))

    def _contested(self) -> Iterator[str]:
        """Steps and lanes that one side of a merge removed: they are back without their cards."""
        found = {
            item.after.about_id
            for item in self._items
            if item.before is None and isinstance(item.after, Conflict) and not item.after.field
        }
        yield from found
        yield from (step.id for step in self._new.all(Step) if step.stage_id in found)


@lru_cache(maxsize=10_000)  # a comparison that follows edits asks for the same ones again
def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _fate(c: Comparison, item: Item, words: _Words) -> Fate:
    before = item.before if isinstance(item.before, Card) else None
    after = item.after if isinstance(item.after, Card) else None
    was, now = (card.kind if card is not None else "" for card in (before, after))
    if was not in _WEIGHTS and now not in _WEIGHTS:
        return ""
    if before is None or after is None:
        there = before or after
        assert there is not None, "an item is about something"
        if words.stand(there, in_old=after is not None) or words.combined(there) is not None:
            return ""
        return _came(now) if before is None else _went(before, item, words)
    if was != now:
        return _turned(was, now)
    if item.because and _parked(c.old, before, c.new, after):
        return "parked with its place"
    differences = _differences(before, after).values()
    more, less = any(by > 0 for by in differences), any(by < 0 for by in differences)
    if was == "pain":
        if before.severity is not None and after.severity is None:
            return "solved pain"
        return "mixed pain" if more and less else _by(more, less, "worse pain", "milder pain")
    return _by(more, less, "stronger gain", "weaker gain")


def _came(now: str) -> Fate:
    return "new pain" if now == "pain" else "new gain"


def _went(was: Card, item: Item, words: _Words) -> Fate:
    if was.kind == "gain":
        return "lost gain"
    if item.because:
        return "gone with its place"
    return "gone with the rest" if words.went_with_the_rest(was) else "solved pain"


def _turned(was: str, now: str) -> Fate:
    """One that became another kind of card."""
    if now == "pain":
        return "gain to pain" if was == "gain" else "new pain"
    if now == "gain":
        return "pain to gain" if was == "pain" else "new gain"
    return "pain turned" if was == "pain" else "lost gain"


def _parked(old: JourneyMap, before: Card, new: JourneyMap, after: Card) -> bool:
    return is_placed(old, before) and not is_placed(new, after)


def _differences(before: Card, after: Card) -> dict[str, float]:
    """Above 0 for what there is more of; what was not given before is no difference."""
    found = {}
    for name in _WEIGHTS[after.kind]:
        old, new = getattr(before, name), getattr(after, name)
        if old is not None and new is not None and old != new:
            found[name] = float(new - old)
    return found


def _by(more: bool, less: bool, stronger: Fate, weaker: Fate) -> Fate:
    return stronger if more else weaker if less else ""
