"""Dots that a room gives to cards, round by round: given, taken back, counted, ranked.

All dots of one round on one card are one record, whose id is derived from the two: two
scribes who count the same card meet in it. A count says how many dots the card has, not how
many were added: where both say the same, a merge agrees, where they differ it is a conflict
that is settled by looking at the wall. Adding them up would count a wall twice that two
scribes had counted. What older files or other programs hold apart is counted together, and
becomes one record when the card is counted next.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, made, need, with_fields
from model.ids import derived_id
from model.order import sort_key
from model.records import Card, Vote


class Ranked(NamedTuple):
    """A card with its dots. Cards of as many dots share a place, from 1."""

    place: int
    card: Card
    dots: int


def tidy(name: str) -> str:
    """The name of a round as it is shown: with single spaces."""
    return " ".join(name.split())


def key_of(name: str) -> str:
    """What makes two names the same round, whatever their case and spaces."""
    return tidy(name).casefold()


def vote_id(round_name: str, card_id: str) -> str:
    """The id of the one record with the dots of a round on a card."""
    return derived_id(Vote, key_of(round_name), card_id)


def rounds(of: JourneyMap) -> tuple[str, ...]:
    """The names of the rounds in which anything was given, "Round 9" before "Round 10"."""
    named: dict[str, str] = {}
    for vote in sorted(of.all(Vote), key=lambda v: v.id):
        named.setdefault(key_of(vote.round), tidy(vote.round))
    return tuple(named[key] for key in sorted(named, key=_natural))


def tally(of: JourneyMap, round_name: str) -> Mapping[str, int]:
    """The dots of each card of the map that was given any in a round."""
    wanted = key_of(round_name)
    counts: Counter[str] = Counter()
    for vote in of.all(Vote):
        if vote.count and key_of(vote.round) == wanted and of.get(vote.card_id, Card) is not None:
            counts[vote.card_id] += vote.count
    return counts


def votes_for(of: JourneyMap, card_id: str, round_name: str | None = None) -> int:
    """The dots of a card in one round, or in all."""
    wanted = None if round_name is None else key_of(round_name)
    return sum(
        vote.count
        for vote in of.all(Vote)
        if vote.card_id == card_id and wanted in (None, key_of(vote.round))
    )


def ranking(of: JourneyMap, round_name: str) -> tuple[Ranked, ...]:
    """The cards of a round, the one with the most dots first."""
    counts = tally(of, round_name)
    there = [card for i in counts if (card := of.get(i, Card)) is not None]
    cards = sorted(there, key=lambda card: (-counts[card.id], sort_key(card)))
    found: list[Ranked] = []
    for number, card in enumerate(cards, start=1):
        dots = counts[card.id]
        place = found[-1].place if found and found[-1].dots == dots else number
        found.append(Ranked(place, card, dots))
    return tuple(found)


def set_votes(to: JourneyMap, round_name: str, card_id: str, count: int) -> Change:
    """A card with exactly so many dots in a round; with none, no vote is left.

    Raises:
        EditError: the card is gone, or the number is below none or not a sensible one.
    """
    need(to, card_id, Card)
    if count < 0:
        raise EditError("A card cannot have fewer than no dots.")
    present = _votes_of(to, round_name, card_id)
    if [vote.count for vote in present] == ([count] if count else []):
        return {}
    change = {vote.id: (vote, None) for vote in present}
    if not count:
        return change
    own = next((v for v in present if v.id == vote_id(round_name, card_id)), None)
    if own is not None:
        after = with_fields(own, count=count)
    else:
        fields = {"round": tidy(round_name), "card_id": card_id, "count": count}
        after = made(Vote, id=_free_id(to, round_name, card_id), **fields)
    change.pop(after.id, None)
    return {**change, **changing(to, after)}


def add_votes(to: JourneyMap, round_name: str, card_id: str, dots: int = 1) -> Change:
    """More dots on a card in a round, or fewer if negative.

    Raises:
        EditError: the card is gone, or more would be taken back than were given.
    """
    count = votes_for(to, card_id, round_name) + dots
    if count < 0:
        raise EditError("There are not that many dots to take back.")
    return set_votes(to, round_name, card_id, count)


def clear_round(to: JourneyMap, round_name: str) -> Change:
    """All dots of a round taken back."""
    wanted = key_of(round_name)
    return {v.id: (v, None) for v in to.all(Vote) if key_of(v.round) == wanted}


def _votes_of(of: JourneyMap, round_name: str, card_id: str) -> list[Vote]:
    wanted = key_of(round_name)
    return sorted(
        (v for v in of.all(Vote) if v.card_id == card_id and key_of(v.round) == wanted),
        key=lambda vote: vote.id,
    )


def _free_id(of: JourneyMap, round_name: str, card_id: str) -> str:
    """The id of the two, unless a card that took another one in has the record of that id."""
    found = vote_id(round_name, card_id)
    while found in of:
        found = derived_id(Vote, found)
    return found


def _natural(text: str) -> list[tuple[int, str]]:
    parts = re.split(r"([0-9]+)", text)
    return [(int(p), "") if p.isdecimal() and p.isascii() else (0, p) for p in parts]
