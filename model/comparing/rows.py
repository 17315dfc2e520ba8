"""Who stands where among siblings: which of them were put elsewhere, and one row of both maps.

A row is what shares a parent: stages, lanes, personas, the steps of a stage, the cards of a
step (over all its lanes) and those in the parking lot.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias
from zlib import crc32

from model.change import Change, JourneyMap
from model.grid import Grid, is_placed
from model.records import Card, Lane, Persona, Record, Stage, Step

#: A kind of record, and the id of the parent that it shares ("" if none).
Row: TypeAlias = tuple[type[Record], str]

#: The kinds of records that stand in rows, by their `order`.
IN_ROWS: Final = frozenset((Stage, Step, Lane, Card, Persona))
#: Each record that stays counts for one; which of two that changed places stays is decided
#: by their ids, so that it is the same one from either map to the other.
_ONE: Final = 1 << 64


class Rows:
    """The siblings that were put elsewhere in their row by the change from one map to the other.

    Whoever left the row, or the lane, has moved: only the others can be reordered.

    Attributes:
        reordered: the fewest ids whose new keys put them elsewhere.
        rekeyed: ids whose new keys leave them where they were.
        compared: how many rows were looked through for that, for tests.
    """

    def __init__(
        self, old: JourneyMap, new: JourneyMap, change: Change, last: "Rows | None" = None
    ) -> None:
        """With the `last` ones, of the same old map, only rows that differ since are compared."""
        self._maps, self.compared = (old, new), 0
        if last is not None and "grids" in last.__dict__:
            self.grids = last.grids[0], last.grids[1].followed(new)
        known: Mapping[Row, _Row] = last._rows if last is not None else {}
        self._rows: dict[Row, _Row] = {
            row: self._row(row, known.get(row)) for row in self._touched(change)
        }
        self.reordered: AbstractSet[str] = {i for r in self._rows.values() for i in r.reordered}
        self.rekeyed: AbstractSet[str] = {i for r in self._rows.values() for i in r.rekeyed}

    @cached_property
    def grids(self) -> tuple[Grid, Grid]:
        """Both maps as they are read, the old one first."""
        return Grid(self._maps[0]), Grid(self._maps[1])

    def at(self, record: Record) -> int:
        """The place in the row of both maps where keys changed; in others, these are the order: -1.

        The record is one of the new map, or of the old one if it is gone.
        """
        of = self._maps[1 if record.id in self._maps[1] else 0]
        row = row_of(of, record) if self._rows else None
        found = self._rows.get(row) if row is not None else None
        return found.at.get(record.id, -1) if found is not None else -1

    def _touched(self, change: Change) -> set[Row]:
        """The rows in which somebody stayed with another key."""
        old, new = self._maps
        found = set()
        for before, after in change.values():
            if type(before) is not type(after) or type(after) not in IN_ROWS:
                continue
            assert before is not None
            assert after is not None
            if order_of(before) != order_of(after) and _lane(before) == _lane(after):
                row = row_of(new, after)
                if row is not None and row == row_of(old, before):
                    found.add(row)
        return found

    def _row(self, row: Row, known: "_Row | None") -> "_Row":
        was, now = (siblings(grid, row) for grid in self.grids)
        if known is not None and known.was is was and known.now is now:
            return known
        self.compared += 1
        before = {record.id: record for record in was}
        both = [(before[r.id], r) for r in now if r.id in before]
        staying = {r.id for b, r in both if _lane(b) == _lane(r)}
        changed = {r.id for b, r in both if order_of(b) != order_of(r)} & staying
        kept = staying - changed
        ids = [record.id for record in was], [record.id for record in now]
        kept |= _stay(
            [i for i in ids[0] if i in staying], [i for i in ids[1] if i in staying], kept
        )
        at = {i: n for n, i in enumerate(in_one_row(*ids, kept))}
        return _Row(was, now, changed - kept, changed & kept, at)


class _Row(NamedTuple):
    """What became of one row, and the siblings on both sides of which that is true."""

    was: Sequence[Record]
    now: Sequence[Record]
    reordered: AbstractSet[str]
    rekeyed: AbstractSet[str]
    at: Mapping[str, int]


def row_of(of: JourneyMap, record: Record) -> Row | None:
    """The row that a record of that map stands in, if it is of a kind that does."""
    kind = type(record)
    if isinstance(record, Card):
        return kind, record.step_id if is_placed(of, record) else ""
    if isinstance(record, Step):
        return kind, record.stage_id
    return (kind, "") if kind in IN_ROWS else None


def in_one_row(was: Sequence[str], now: Sequence[str], kept: AbstractSet[str]) -> list[str]:
    """The ids of both rows: what left stands after what stood before it and was `kept`."""
    there = set(now)
    left: dict[str, list[str]] = defaultdict(list)
    last = ""
    for record_id in was:
        if record_id in kept:
            last = record_id
        elif record_id not in there:
            left[last].append(record_id)
    both = list(left[""])
    for record_id in now:
        both.append(record_id)
        both.extend(left.get(record_id, ()))
    return both


def _lane(record: Record) -> str:
    return record.lane_id if isinstance(record, Card) else ""


def order_of(record: Any) -> str:
    """The key of a record that stands in a row."""
    key: str = record.order
    return key


def siblings(grid: Grid, row: Row) -> Sequence[Record]:
    """Who stands in a row, in order; the same object again as long as nobody there is edited."""
    kind, parent = row
    if kind is Card:
        return grid.cards_at(parent) if parent else grid.parked
    if kind is Step:
        return grid.steps_in(parent)
    return grid.stages if kind is Stage else grid.lanes if kind is Lane else grid.personas


def _stay(was: Sequence[str], now: Sequence[str], fixed: AbstractSet[str]) -> set[str]:
    """The most of the others that kept their order beside the `fixed` ones and each other.

    The fixed ones, whose keys did not change, are in one order in both: between two of them
    those that stayed there are a longest common subsequence.
    """
    gaps: dict[int, list[str]] = defaultdict(list)
    before = _gaps(was, fixed)
    after = _gaps(now, fixed)
    for record_id in was:
        if record_id not in fixed and before[record_id] == after[record_id]:
            gaps[before[record_id]].append(record_id)
    place = {record_id: n for n, record_id in enumerate(now)}
    return {i for gap in gaps.values() for i in _heaviest(gap, place)}


def _gaps(row: Iterable[str], fixed: AbstractSet[str]) -> dict[str, int]:
    passed, gaps = 0, {}
    for record_id in row:
        gaps[record_id] = passed
        passed += record_id in fixed
    return gaps


def _heaviest(row: Sequence[str], place: Mapping[str, int]) -> list[str]:
    """The heaviest of the subsequences whose places ascend, by a tree of maxima (Fenwick)."""
    rank = {i: n for n, i in enumerate(sorted(row, key=place.__getitem__), 1)}
    best: list[tuple[int, str]] = [(0, "")] * (len(row) + 1)
    before: dict[str, str] = {}
    for record_id in row:
        n = rank[record_id]
        top = (0, "")
        while n:
            top = max(top, best[n])
            n &= n - 1
        before[record_id] = top[1]
        own = (top[0] + _ONE + crc32(record_id.encode("utf-8", "surrogatepass")), record_id)
        n = rank[record_id]
        while n <= len(row):
            best[n] = max(best[n], own)
            n += n & -n
    found = []
    last = max(best)[1]
    while last:
        found.append(last)
        last = before[last]
    return found
