"""What two people put into one gap between siblings stays together: a run of one, then the other.

Fractional keys that two people make in one gap interleave; here such runs get new keys.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from model.change import Change
from model.order import OrderError, several, sort_key
from model.records import Card, Lane, Persona, Record, Stage, Step, evolve

#: What stands in a row, and the field that names whose row it is ("": the map's).
PARENT: dict[type[Record], str] = {
    Stage: "",
    Lane: "",
    Persona: "",
    Step: "stage_id",
    Card: "step_id",
}


def runs_together(records: Mapping[str, Record], mine: Change, its: Change) -> dict[str, Record]:
    """Records with new keys, by id, where what both sides put in or moved stands mixed.

    Only the run that comes second gets keys, and larger ones: so a merge that is made once
    more, which takes the larger of two, leaves them as they are.
    """
    placed = _placed(mine), _placed(its)
    # Put there by both: it stands as fast as what was there before.
    side = {i: n for n, ids in enumerate(placed) for i in ids - placed[1 - n]}
    groups: dict[tuple[type[Record], str], set[int]] = defaultdict(set)
    for record_id, whose in side.items():
        if type(records.get(record_id)) in PARENT:
            groups[_group(records[record_id])].add(whose)
    mixed = {group for group, sides in groups.items() if len(sides) > 1}
    now: dict[str, Record] = {}
    if mixed:
        siblings: dict[tuple[type[Record], str], list[Any]] = defaultdict(list)
        for record in records.values():
            if type(record) in PARENT and _group(record) in mixed:
                siblings[_group(record)].append(record)
        for row in siblings.values():
            now.update(_rekeyed(sorted(row, key=sort_key), side))
    return now


def _placed(change: Change) -> set[str]:
    """The ids that a side added or put elsewhere among siblings."""
    return {
        i
        for i, (before, after) in change.items()
        if type(after) in PARENT and (before is None or _place(before) != _place(after))
    }


def _place(record: Any) -> tuple[Any, str]:
    return _group(record), record.order


def _group(record: Record) -> tuple[type[Record], str]:
    parent = PARENT[type(record)]
    return type(record), getattr(record, parent) if parent else ""


def _rekeyed(row: Sequence[Any], side: Mapping[str, int]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    start = 0
    while start < len(row):
        end = start
        while end < len(row) and row[end].id in side:
            end += 1
        gap = row[start:end]
        second = [record for record in gap if side[record.id] != side[gap[0].id]]
        if second and gap[-len(second) :] != second:
            after = row[end].order if end < len(row) else ""
            try:
                keys = several(gap[-1].order, after, len(second))
            except OrderError:  # no room, or a key of somebody else: it stays mixed
                keys = ()
            pairs = zip(second, keys, strict=False)
            found.update({record.id: evolve(record, order=key) for record, key in pairs})
        start = end + 1
    return found
