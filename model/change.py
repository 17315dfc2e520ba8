"""The one vocabulary for change: `{id: (before | None, after | None)}`.

Added, removed and edited are readings of that pair. Undo, comparison, merge and the
crash journal all speak it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar, cast
from weakref import ref

from model.records import MapInfo, Record, same

Pair: TypeAlias = tuple[Record | None, Record | None]
Change: TypeAlias = Mapping[str, Pair]
R = TypeVar("R", bound=Record)
#: How many applied changes back a map knows what it came from.
REMEMBERED = 8


class ChangeDoesNotFit(ValueError):
    """A change was applied to a map that is not what the change started from."""


class JourneyMap:
    """An immutable store of records by id. Edits make a new one through `apply`.

    It always holds one `MapInfo`, under "map". It remembers which maps it came from and by
    which ids it differs from them (`changed_between`), but keeps none of them alive.

    Raises:
        ValueError: two records share an id, a record is filed under another's id, or
            something else is called "map".
    """

    __slots__ = ("__weakref__", "_kinds", "_trail", "records")

    records: Mapping[str, Record]
    #: The maps before, the nearest first, each with the ids that the step from it changed.
    _trail: "tuple[tuple[ref[JourneyMap], tuple[str, ...]], ...]"
    #: The records of each type that was asked for, so that all are looked through but once.
    _kinds: dict[type[Record], tuple[Record, ...]]

    def __init__(self, records: Mapping[str, Record] | Iterable[Record] = ()) -> None:
        if isinstance(records, Mapping):
            found = dict(records)
            for record_id, record in found.items():
                _check_id(record_id, record)
        else:
            found = {}
            for record in records:
                _check_id(record.id, record)
                if record.id in found:
                    raise ValueError(f"two records have the id {record.id!r}")
                found[record.id] = record
        if "map" not in found:
            found = {"map": MapInfo(), **found}
        object.__setattr__(self, "records", found)
        object.__setattr__(self, "_trail", ())
        object.__setattr__(self, "_kinds", {})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a map is never changed in place: apply a Change")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JourneyMap) and not diff(self, other)

    __hash__ = None  # type: ignore[assignment]  # equal maps need not be one object

    def __getitem__(self, record_id: str) -> Record:
        return self.records[record_id]

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.records

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        return f"<JourneyMap {self.info.title!r}, {len(self.records)} records>"

    @property
    def info(self) -> MapInfo:
        """The record about the map itself."""
        info = self.records["map"]
        assert isinstance(info, MapInfo)
        return info

    def get(self, record_id: str, record_type: type[R]) -> R | None:
        """The record of that id if it is there and of that type, or None."""
        record = self.records.get(record_id)
        return record if isinstance(record, record_type) else None

    def all(self, record_type: type[R]) -> Iterator[R]:
        """Every record of one type, in no particular order."""
        found = self._kinds.get(record_type)
        if found is None:
            found = tuple(r for r in self.records.values() if type(r) is record_type)
            self._kinds[record_type] = found
        return cast(Iterator[R], iter(found))


def _check_id(record_id: str, record: Record) -> None:
    if record.id != record_id:
        raise ValueError(f"{record.id!r} is filed under {record_id!r}")
    if (record_id == "map") != (type(record) is MapInfo):
        raise ValueError('the record about the map, and no other, has the id "map"')


def diff(a: JourneyMap, b: JourneyMap) -> Change:
    """The change that leads from `a` to `b`; equality tells 1 from 1.0 from True."""
    change: dict[str, Pair] = {}
    old, new = a.records, b.records
    for record_id, before in old.items():
        after = new.get(record_id)
        if after is not before and (after is None or not same(before, after)):
            change[record_id] = (before, after)
    for record_id, added in new.items():
        if record_id not in old:
            change[record_id] = (None, added)
    return change


def apply(change: Change, to: JourneyMap) -> JourneyMap:
    """`to` with `change` made.

    Raises:
        ChangeDoesNotFit: a `before` is not what the map holds, an `after` is filed under
            another's id, or the record about the map would go.
    """
    if not change:
        return to
    records = dict(to.records)
    for record_id, (before, after) in change.items():
        present = records.get(record_id)
        if present is not before and not same(present, before):
            raise ChangeDoesNotFit(f"{record_id} is not what this change started from")
        if after is not None:
            try:
                _check_id(record_id, after)
            except ValueError as error:
                raise ChangeDoesNotFit(str(error)) from error
            records[record_id] = after
        elif record_id == "map":
            raise ChangeDoesNotFit("a map cannot lose the record about itself")
        else:
            records.pop(record_id, None)
    # The records are known to be filed right: no need to look at each again.
    new = JourneyMap.__new__(JourneyMap)
    object.__setattr__(new, "records", records)
    trail = ((ref(to), tuple(change)), *to._trail[: REMEMBERED - 1])
    object.__setattr__(new, "_trail", trail)
    touched = {type(record) for pair in change.values() for record in pair}
    kinds = dict(to._kinds)  # copied first: others may ask for a type meanwhile
    object.__setattr__(new, "_kinds", {k: of for k, of in kinds.items() if k not in touched})
    return new


def changed_between(a: JourneyMap, b: JourneyMap) -> list[str] | None:
    """Ids among which are all that differ between two maps; None where that is not known.

    It is known, without looking at the records, where one of them came from the other, or
    both from a third map that still exists, by a few applied changes.
    """
    mine = list(_lineage(a))
    for theirs, ids in _lineage(b):
        for other, others in mine:
            if other is theirs:
                return list(dict.fromkeys((*others, *ids)))
    return None


def _lineage(of: JourneyMap) -> Iterator[tuple[JourneyMap, list[str]]]:
    """The map and those that it came from, each with the ids that were changed since."""
    ids: list[str] = []
    yield of, ids
    for before, changed in of._trail:
        ids = [*ids, *changed]
        if (ancestor := before()) is not None:
            yield ancestor, ids


def difference(a: JourneyMap, b: JourneyMap) -> Change:
    """The same as `diff`, without looking at all records where it is known which may differ."""
    ids = changed_between(a, b)
    if ids is None:
        return diff(a, b)
    pairs = ((i, (a.records.get(i), b.records.get(i))) for i in ids)
    return {record_id: pair for record_id, pair in pairs if not same(*pair)}


def invert(change: Change) -> Change:
    """The change that takes `change` back."""
    return {record_id: (after, before) for record_id, (before, after) in change.items()}


def compose(first: Change, second: Change) -> Change:
    """`first`, then `second`, as one change; what comes back to where it began drops out.

    Raises:
        ChangeDoesNotFit: `second` does not start where `first` ends.
    """
    result: dict[str, Pair] = {i: pair for i, pair in first.items() if not same(*pair)}
    for record_id, (before, after) in second.items():
        start, middle = first.get(record_id, (before, before))
        if not same(middle, before):
            raise ChangeDoesNotFit(f"{record_id}: the second change starts elsewhere")
        if same(start, after):
            result.pop(record_id, None)
        else:
            result[record_id] = (start, after)
    return result


def chain(to: JourneyMap, *edits: Callable[[JourneyMap], Change]) -> Change:
    """Several edits, each seeing the map that the one before left, as one change."""
    total: Change = {}
    for edit in edits:
        change = edit(to)
        to = apply(change, to)
        total = compose(total, change)
    return total
