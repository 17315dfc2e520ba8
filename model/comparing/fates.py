"""What became of pains and gains, and of work: what a review asks for first.

A pain point is solved when it was removed, or is a pain point no more, or its severity was
taken away. It is not when it was parked, or went with its stage or lane: then nobody said so.
A gain is lost however it went.
"""

from typing import Final, Literal, TypeAlias

from model.compare import Comparison, Item
from model.records import Card

Fate: TypeAlias = Literal[
    "", "new pain", "worse pain", "solved pain", "lost gain", "weaker gain", "new gain",
    "milder pain", "stronger gain", "pain gone with its place",
]  # fmt: skip
#: What of a pain counts, what matters most first.
_WEIGHTS: Final = {"pain": ("severity", "frequency", "affected"), "gain": ("strength",)}


def fate(item: Item) -> Fate:
    """What became of a pain or a gain; "" for what is neither, or is as good or bad as it was."""
    before = item.before if isinstance(item.before, Card) else None
    after = item.after if isinstance(item.after, Card) else None
    was, now = (card.kind if card is not None else "" for card in (before, after))
    if was != now:
        return _changed(was, now, item)
    if before is None or after is None:
        return ""
    if was == "pain":
        if before.severity is not None and after.severity is None:
            return "solved pain"
        return _by(_difference(before, after), "worse pain", "milder pain")
    if was == "gain":
        return _by(_difference(before, after), "stronger gain", "weaker gain")
    return ""


def is_pain_or_gain(item: Item) -> bool:
    """Whether it is, or was, about a pain or a gain."""
    return any(isinstance(r, Card) and r.kind in _WEIGHTS for r in (item.before, item.after))


def all_fates(c: Comparison) -> list[tuple[Item, Fate]]:
    """What became of each pain and gain, those told and those that went with something."""
    found = ((item, fate(item)) for item in c.items)
    return [(item, its) for item, its in found if its]


def _changed(was: str, now: str, item: Item) -> Fate:
    """One that came or went, or became something else."""
    if was == "gain":
        return "lost gain"
    if now == "gain":
        return "new gain"
    if now == "pain":
        return "new pain"
    if was == "pain":
        return "pain gone with its place" if item.because and not now else "solved pain"
    return ""


def _difference(before: Card, after: Card) -> float:
    """Above 0 if there is more of it; what was not given before is no difference."""
    for name in _WEIGHTS[after.kind]:
        old, new = getattr(before, name), getattr(after, name)
        if old is not None and new is not None and old != new:
            return float(new - old)
    return 0.0


def _by(difference: float, more: Fate, less: Fate) -> Fate:
    return more if difference > 0 else less if difference < 0 else ""
