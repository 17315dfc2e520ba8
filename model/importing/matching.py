"""Which card of the map each line of a table is about, so that importing again is an update.

By its id where the table has one; else by stage, step, lane and title, as far as the table
says them; of several alike, the first line is the first card. No card is taken twice.
"""

import re
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from model.change import JourneyMap
from model.grid import Grid
from model.ids import derived_id
from model.importing.ground import plain
from model.importing.lines import Line, bare
from model.importing.wording import Wording
from model.importing.writing import title_in_grid
from model.records import Card

_OWN_ID = re.compile(r"card_[0-9A-Za-z_-]{1,64}")


class Place(NamedTuple):
    """What a line says of where its card stands, to compare; None for what it does not say."""

    stage: str | None
    step: str | None
    lane: str | None


class Match(NamedTuple):
    """The card of a line.

    Attributes:
        card: the one on the map; None for a new one.
        new_id: the id that a new one gets; "" for a random one.
        sure: whether the card was found by its id.
    """

    card: Card | None = None
    new_id: str = ""
    sure: bool = False


def title_key(card: Card, in_grid: bool) -> str:
    """What is compared of a card's words: a grid shows the text of a card without a title."""
    return (title_in_grid(card) if in_grid else bare(card.title.strip())).casefold()


def imported_id(foreign: str) -> str:
    """The id of a card that goes by a name of another program ("REQ-17")."""
    return derived_id(Card, "imported", foreign)


def match(
    of: JourneyMap,
    grid: Grid,
    wording: Wording,
    lines: Sequence[Line],
    places: Sequence[Place],
    tell: Callable[[Line, str, str], None],
) -> list[Match]:
    """The card of each line. `tell` is given a line, a field and a sentence about it."""
    return _Matching(of, grid, wording, lines, places, tell).run()


class _Matching:
    """Passes over the lines, from the surest way to tell to the least sure."""

    def __init__(
        self,
        of: JourneyMap,
        grid: Grid,
        wording: Wording,
        lines: Sequence[Line],
        places: Sequence[Place],
        tell: Callable[[Line, str, str], None],
    ) -> None:
        self.of = of
        self.lines = lines
        self.places = places
        self.tell = tell
        self.found: list[Match | None] = [None] * len(lines)
        self.taken: set[str] = set()
        in_grid = any(line.column is not None for line in lines)
        self.cards: list[tuple[Card, str, str, str, str]] = [
            (card, title_key(card, in_grid), *_plain(wording.place(card)))
            for card in (*grid.cards, *grid.parked)
        ]
        self._entries = {entry[0].id: entry for entry in self.cards}
        self._index: dict[str, dict[tuple[str, ...], deque[Card]]] = {}
        self.keys = [bare(line.values.get("title", "").strip()).casefold() for line in lines]

    def run(self) -> list[Match]:
        given = [line.values.get("id", "").strip() for line in self.lines]
        seen: set[str] = set()
        for at, own in enumerate(given):
            if own in seen:
                text = f"“{own}” stands in an earlier row too; this is taken for another card."
                self.tell(self.lines[at], "id", text)
                given[at] = ""
            elif own:
                self._by_id(at, own)
                seen.add(own)
        self._by_words(_as_told)
        for at, own in enumerate(given):
            if own and self.found[at] is None:
                self._by_foreign_id(at, own)
        self._by_words(_in_any_step)
        # Last, and in their order, those that no stage places, as they were made.
        self._by_words(_without_stage)
        return [
            found or Match(new_id=self._new_id(own))
            for found, own in zip(self.found, given, strict=True)
        ]

    def _by_id(self, at: int, own: str) -> None:
        card = self.of.get(own, Card)
        sure = card is not None
        if card is None and not _OWN_ID.fullmatch(own):
            card = self.of.get(imported_id(own), Card)
            if card is not None and title_key(card, in_grid=False) != self.keys[at]:
                card = None
        if card is not None:
            self._take(at, card, sure)

    def _by_foreign_id(self, at: int, own: str) -> None:
        """A card of that foreign id whose title is another now, if it stands in the same place."""
        card = None if _OWN_ID.fullmatch(own) else self.of.get(imported_id(own), Card)
        if card is not None and card.id not in self.taken:
            stage, _, lane = self.places[at]
            there = self._entries[card.id]
            if stage in (None, there[2]) and lane in (None, there[4]):
                self._take(at, card, sure=False)

    def _by_words(self, wanted_of: Callable[[Place], Place | None]) -> None:
        """Cards by their titles, and by what of their place `wanted_of` says; None: not now."""
        for at, (key, place) in enumerate(zip(self.keys, self.places, strict=True)):
            wanted = wanted_of(place) if self.found[at] is None else None
            if wanted is None:
                continue
            if not key and not any(part is not None for part in wanted):
                wanted = Place("", "", "")  # without any words no card on the map is meant
            parts = (key, *wanted)
            names = "".join("-" if part is None else "x" for part in parts)
            queue = self._indexed(names).get(tuple(part for part in parts if part is not None))
            while queue:
                if self._take(at, queue.popleft(), sure=False):
                    break

    def _indexed(self, names: str) -> dict[tuple[str, ...], deque[Card]]:
        index = self._index.get(names)
        if index is None:
            index = self._index[names] = {}
            chosen = [i for i, name in enumerate(names, 1) if name == "x"]
            for entry in self.cards:
                key = tuple(str(entry[i]) for i in chosen)
                index.setdefault(key, deque()).append(entry[0])
        return index

    def _take(self, at: int, card: Card, sure: bool) -> bool:
        if card.id in self.taken:
            return False
        self.taken.add(card.id)
        self.found[at] = Match(card, sure=sure)
        return True

    def _new_id(self, own: str) -> str:
        """The id that the table gives, or the one that stands for it, if it is free."""
        if not own:
            return ""
        new = own if _OWN_ID.fullmatch(own) else imported_id(own)
        if new in self.of or new in self.taken:
            return ""
        self.taken.add(new)
        return new


def _as_told(place: Place) -> Place | None:
    return None if place == (None, None, None) else place


def _in_any_step(place: Place) -> Place | None:
    if place.step is None or (place.stage is None and place.lane is None):
        return None
    return place._replace(step=None)


def _without_stage(place: Place) -> Place | None:
    if place.stage is not None:
        return None
    return Place(None, None, None) if place.lane is None else Place("", "", "")


def _plain(place: tuple[str, str, str]) -> tuple[str, str, str]:
    stage, step, lane = place
    return plain(stage), plain(step), plain(lane)
