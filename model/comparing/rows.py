"""Who stands where among siblings: which of them were put elsewhere, and one row of both maps.

A row is what shares a parent: stages, lanes, personas, the steps of a stage, the cards of a
step (over all its lanes) and those in the parking lot.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, NamedTuple, TypeAlias
from zlib import crc32

from model.change import Change, JourneyMap
from model.grid import is_placed
from model.order import sort_key
from model.records import Card, Lane, Persona, Record, Stage, Step

#: A kind of record, and the id of the parent that it shares ("" if none).
Row: TypeAlias = tuple[type[Record], str]

#: The kinds of records that stand in rows, by their `order`.
IN_ROWS: Final = frozenset((Stage, Step, Lane, Card, Persona))
#: Each record that stays counts for one; which of two that changed places stays is decided
#: by their ids, so that it is the same one from either map to the other.
_ONE: Final = 1 << 64


class Rows(NamedTuple):
    """The siblings that were put elsewhere in their row.

    Attributes:
        reordered: the fewest ids whose new keys put them elsewhere.
        rekeyed: ids whose new keys leave them where they were.
        at: places in the rows where keys changed, of records of both maps; in all others
            the keys themselves are the order.
    """

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


def rows(old: JourneyMap, new: JourneyMap, change: Change) -> Rows:
    """What became of the places in rows by the change from one map to the other.

    Whoever left the row, or the lane, has moved: only the others can be reordered.
    """
    rekeyed: dict[Row, set[str]] = defaultdict(set)
    moved = set()
    for record_id, (before, after) in change.items():
        if type(before) is not type(after) or type(after) not in IN_ROWS:
            continue
        assert before is not None
        assert after is not None
        row = row_of(new, after)
        if row != row_of(old, before) or _lane(before) != _lane(after):
            moved.add(record_id)
        elif row is not None and order_of(before) != order_of(after):
            rekeyed[row].add(record_id)
    reordered: set[str] = set()
    at: dict[str, int] = {}
    was, now = _siblings(old, rekeyed.keys()), _siblings(new, rekeyed.keys())
    for row, changed in rekeyed.items():
        staying = (set(was[row]) & set(now[row])) - moved
        kept = staying - changed
        kept |= _stay(
            [i for i in was[row] if i in staying], [i for i in now[row] if i in staying], kept
        )
        reordered |= changed - kept
        both = in_one_row(was[row], now[row], kept)
        there = set(now[row])  # what left for another row has its place in that one
        at.update((i, n) for n, i in enumerate(both) if i not in new or i in there)
    return Rows(reordered, set().union(*rekeyed.values()) - reordered, at)


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


def _siblings(of: JourneyMap, wanted: Iterable[Row]) -> dict[Row, list[str]]:
    """The ids in each of the wanted rows, in order."""
    found: dict[Row, list[Any]] = {row: [] for row in wanted}
    for kind in {kind for kind, _ in found}:
        records = _cards_near(of, found) if kind is Card else of.all(kind)
        for record in records:
            row = row_of(of, record)
            if row in found:
                found[row].append(record)
    return {row: [r.id for r in sorted(records, key=sort_key)] for row, records in found.items()}


def _cards_near(of: JourneyMap, rows: Iterable[Row]) -> Iterable[Card]:
    """The cards among which are those of the rows: to look closely at thousands takes long."""
    steps = {parent for kind, parent in rows if kind is Card}
    return of.all(Card) if "" in steps else (c for c in of.all(Card) if c.step_id in steps)


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
