"""Two maps compared as people would: what was added, removed, moved, reworded, felt differently.

Every difference stands in exactly one item, so that the items of a comparison together are
the `Change` from the old map to the new one.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from model.change import Change, JourneyMap, Pair, changed_between, difference
from model.comparing.following import causes
from model.comparing.kinds import KINDS, kind_of
from model.comparing.regrouping import Regrouped, regrouped
from model.comparing.rows import Rows
from model.comparing.sequence import in_journey_order
from model.records import Card, Record, same
from model.units import MISSING, UNIT_NAMES


class Item(NamedTuple):
    """What became of one record.

    Attributes:
        record: its kind by the name of its table in the singular ("card", "stage").
        kinds: names in `model.comparing.kinds.KINDS`, in that order, without doubles.
        fields: the fields, or units of fields ("place", "scores", "ends", "reading"), that
            differ; empty if it was added or removed.
        because: the id of the record whose item this one follows from ("" if none): the
            cards of a removed stage, say. That one follows from no other.
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
    """What leads from one map to another, in journey order.

    Attributes:
        rows: who stands where among siblings in both.
    """

    def __init__(
        self, old: JourneyMap, new: JourneyMap, items: tuple[Item, ...], rows: Rows
    ) -> None:
        self.old, self.new, self.items, self.rows = old, new, items, rows

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The item of each record that differs."""
        return {item.id: item for item in self.items}

    @cached_property
    def told(self) -> tuple[Item, ...]:
        """The items that a reader is told of: not those that follow from others, nor mere keys."""
        return tuple(i for i in self.items if not i.because and i.kinds != ("rekeyed",))

    @cached_property
    def change(self) -> Change:
        """The same as one change."""
        return {item.id: (item.before, item.after) for item in self.items}

    @cached_property
    def regrouped(self) -> Regrouped:
        """The stages that became one, or several."""
        return regrouped(self.old, self.new, self.change)

    def because_of(self, record_id: str) -> Iterator[Item]:
        """The items that follow from the one of that id, in journey order."""
        return iter(self._following.get(record_id, ()))

    @cached_property
    def _following(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            if item.because:
                found.setdefault(item.because, []).append(item)
        return found


def compare(old: JourneyMap, new: JourneyMap) -> Comparison:
    """What became of each record between two maps."""
    return _compared(old, new, difference(old, new))


def compare_again(last: Comparison, new: JourneyMap) -> Comparison:
    """The same as `compare(last.old, new)`, without looking at what was not edited since."""
    if new is last.new:
        return last
    ids = changed_between(last.new, new)
    if ids is None:
        return compare(last.old, new)
    change = dict(last.change)
    for record_id in ids:
        before, after = last.old.records.get(record_id), new.records.get(record_id)
        if same(before, after):
            change.pop(record_id, None)
        else:
            change[record_id] = (before, after)
    return _compared(last.old, new, change, last)


def _compared(
    old: JourneyMap, new: JourneyMap, change: Change, last: Comparison | None = None
) -> Comparison:
    places = Rows(old, new, change, last.rows if last is not None else None)
    if not change:
        return Comparison(old, new, (), places)
    known = last.by_id if last is not None else {}
    items = {}
    for record_id, pair in change.items():
        item = known.get(record_id)
        if item is None or not _stands(item, pair):
            item = _item(record_id, pair, places)
        items[record_id] = item._replace(because="") if item.because else item
    because = causes(old, new, change, {i: item.kinds for i, item in items.items()})
    for record_id, cause in because.items():
        items[record_id] = items[record_id]._replace(because=cause)
    told = in_journey_order(old, new, items.values(), places.at)
    return Comparison(old, new, tuple(told), places)


def _stands(item: Item, pair: Pair) -> bool:
    """Whether an item of before tells of this pair: a key is told by what others did, too."""
    return item.before is pair[0] and item.after is pair[1] and "order" not in item.fields


def _item(record_id: str, pair: Pair, places: Rows) -> Item:
    before, after = pair
    there = after or before
    assert there is not None, "a change is about something"
    kind = there.kind_name
    if before is None or after is None:
        return Item(record_id, kind, ("added" if before is None else "removed",), before, after)
    if type(before) is not type(after):
        return Item(record_id, kind, ("other",), before, after)
    known, unknown = _differing(before, after)
    kinds = {_kind(name, before, after, places) for name in known}
    if unknown:
        kinds.add("other")
    kinds.discard("")
    told = tuple(k for k in KINDS if k in kinds) or ("rekeyed",)
    return Item(record_id, kind, told, before, after, tuple(dict.fromkeys((*known, *unknown))))


def _differing(before: Record, after: Record) -> tuple[list[str], list[str]]:
    """The fields, or units of them, that differ, and those that this version does not know."""
    was, now = before.__dict__, after.__dict__
    units = UNIT_NAMES.get(type(after), {})
    together = set(units.values())
    differ = [name for name in was if not same(was[name], now[name])]
    known = dict.fromkeys(units.get(name, name) for name in differ)
    one, other = before.__pydantic_extra__ or {}, after.__pydantic_extra__ or {}
    unknown = [
        name
        for name in sorted(one.keys() | other.keys())
        if not same(one.get(name, MISSING), other.get(name, MISSING))
    ]
    return sorted(known, key=lambda name: name not in together), unknown


def _kind(name: str, before: Record, after: Record, places: Rows) -> str:
    if name == "order":
        if after.id in places.reordered:
            return "reordered"
        return "rekeyed" if after.id in places.rekeyed else ""
    if name == "place" and isinstance(before, Card) and isinstance(after, Card):
        cells = [(card.step_id, card.lane_id) for card in (before, after)]
        return "moved" if cells[0] != cells[1] else "span"
    return kind_of(type(after), name)
