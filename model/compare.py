"""Two maps compared as people would: what was added, removed, moved, reworded, felt differently.

Every difference stands in exactly one item, so that the items of a comparison together are
the `Change` from the old map to the new one.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from model.change import Change, JourneyMap, diff
from model.comparing.kinds import KINDS, kind_of
from model.comparing.sequence import in_journey_order
from model.merge import units, values_of
from model.records import Record, same


class Item(NamedTuple):
    """What became of one record.

    Attributes:
        record: its kind by the name of its table in the singular ("card", "stage").
        kinds: names in `model.comparing.kinds.KINDS`, in that order, without doubles.
        fields: the fields, or units of fields ("place", "scores", "ends"), that differ;
            empty if it was added or removed.
        because: the id of the record whose item this one follows from ("" if none): the
            cards of a removed stage, say.
    """

    id: str
    record: str
    kinds: tuple[str, ...]
    before: Record | None
    after: Record | None
    fields: tuple[str, ...] = ()
    because: str = ""

    @property
    def there(self) -> Record:
        """The record as it is now, or as it was if it is gone."""
        found = self.after or self.before
        assert found is not None, "an item is about something"
        return found


class Comparison:
    """What leads from one map to another, in journey order."""

    def __init__(self, old: JourneyMap, new: JourneyMap, items: tuple[Item, ...]) -> None:
        self.old, self.new, self.items = old, new, items

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The item of each record that differs."""
        return {item.id: item for item in self.items}

    @cached_property
    def told(self) -> tuple[Item, ...]:
        """The items that a reader is told of: not those that follow from others, nor mere keys."""
        return tuple(i for i in self.items if not i.because and i.kinds != ("rekeyed",))

    @property
    def change(self) -> Change:
        """The same as one change."""
        return {item.id: (item.before, item.after) for item in self.items}

    def because_of(self, record_id: str) -> Iterator[Item]:
        """The items that follow from the one of that id."""
        return (item for item in self.items if item.because == record_id)


def compare(old: JourneyMap, new: JourneyMap) -> Comparison:
    """What became of each record between two maps."""
    change = diff(old, new)
    found = [_item(record_id, before, after) for record_id, (before, after) in change.items()]
    return Comparison(old, new, tuple(in_journey_order(old, new, found)))


def _item(record_id: str, before: Record | None, after: Record | None) -> Item:
    there = after or before
    assert there is not None
    kind = there.kind_name
    if before is None or after is None:
        return Item(record_id, kind, ("added" if before is None else "removed",), before, after)
    if type(before) is not type(after):
        return Item(record_id, kind, ("other",), before, after)
    names = [
        unit.name
        for unit in units(after, before, None)
        if not same(values_of(before, unit), values_of(after, unit))
    ]
    kinds = {kind_of(type(after), name) for name in names}
    return Item(record_id, kind, tuple(k for k in KINDS if k in kinds), before, after, tuple(names))
