"""By how much a figure rose or fell between two maps, and whether that is good news."""

from typing import Final

from model.compare import Item
from model.records import Card, Feeling, Metric, Record

#: The figure of a card of each kind that has one, and whether more of it is better.
_CARDS: Final[dict[str, tuple[str, int]]] = {
    "pain": ("severity", -1),
    "gain": ("strength", 1),
    "opportunity": ("impact", 1),
}


def rise(item: Item) -> float | None:
    """The figure now less the figure before, in its own unit; None if it did not change.

    The figure is a feeling's score, a pain's severity, a gain's strength, an opportunity's
    impact or a metric's value, where both maps have it.
    """
    before, after = _figure(item.before), _figure(item.after)
    if before is None or after is None or before[0] == after[0] or _other_unit(item):
        return None
    return after[0] - before[0]


def better(item: Item) -> int:
    """1 if the figure that changed makes the journey better, -1 if worse, 0 if neither."""
    risen, now = rise(item), _figure(item.after)
    if risen is None or now is None:
        return 0
    return now[1] if risen > 0 else -now[1]


def _other_unit(item: Item) -> bool:
    """Whether a metric counts something else than before."""
    old, new = item.before, item.after
    return isinstance(old, Metric) and isinstance(new, Metric) and old.unit != new.unit


def _figure(record: Record | None) -> tuple[float, int] | None:
    """The one figure of a record, and 1 or -1: whether more is better."""
    if isinstance(record, Feeling):
        return record.score, 1
    if isinstance(record, Metric) and record.value is not None:
        return record.value, 1 if record.better == "higher" else -1
    if isinstance(record, Card) and record.kind in _CARDS:
        name, sign = _CARDS[record.kind]
        value = getattr(record, name)
        return None if value is None else (value, sign)
    return None
