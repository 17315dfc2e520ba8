"""What two people put into one gap between siblings stays together: a run of one, then the other.

Fractional keys that two people make in one gap interleave; here such runs get new keys.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from model.change import Change
from model.order import OrderError, several, sort_key
from model.records import Card, Lane, Persona, Record, Stage, Step, evolve

_PARENT: dict[type[Record], str] = {
    Stage: "",
    Lane: "",
    Persona: "",
    Step: "stage_id",
    Card: "step_id",
}


def runs_together(records: Mapping[str, Record], mine: Change, its: Change) -> dict[str, Record]:
    """The records, with new keys where what both sides put in or moved stands mixed."""
    side = {
        **dict.fromkeys(_placed(mine), "ours"),
        **dict.fromkeys(_placed(its), "theirs"),
    }
    for record_id in _placed(mine) & _placed(its):
        del side[record_id]  # put there by both: it stands as fast as what was there before
    groups: dict[tuple[type[Record], str], set[str]] = defaultdict(set)
    for record_id, whose in side.items():
        if record_id in records:
            groups[_group(records[record_id])].add(whose)
    mixed = {group for group, sides in groups.items() if len(sides) > 1}
    now = dict(records)
    if mixed:
        siblings: dict[tuple[type[Record], str], list[Any]] = defaultdict(list)
        for record in records.values():
            if type(record) in _PARENT and _group(record) in mixed:
                siblings[_group(record)].append(record)
        for row in siblings.values():
            now.update(_rekeyed(sorted(row, key=sort_key), side))
    return now


def _placed(change: Change) -> set[str]:
    """The ids that a side added or put elsewhere among siblings."""
    return {
        i
        for i, (before, after) in change.items()
        if type(after) in _PARENT and (before is None or _place(before) != _place(after))
    }


def _place(record: Any) -> tuple[Any, str]:
    return _group(record), record.order


def _group(record: Record) -> tuple[type[Record], str]:
    parent = _PARENT[type(record)]
    return type(record), getattr(record, parent) if parent else ""


def _rekeyed(row: Sequence[Any], side: Mapping[str, str]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    start = 0
    while start < len(row):
        end = start
        while end < len(row) and row[end].id in side:
            end += 1
        gap = row[start:end]
        whose = [side[record.id] for record in gap]
        runs = sorted(gap, key=lambda record: whose[0] != side[record.id])  # stable
        if [record.id for record in runs] != [record.id for record in gap]:
            before = row[start - 1].order if start else ""
            after = row[end].order if end < len(row) else ""
            try:
                keys = several(before, after, len(gap))
            except OrderError:  # no room, or a key of somebody else: it stays mixed
                keys = tuple(record.order for record in runs)
            found.update({r.id: evolve(r, order=key) for r, key in zip(runs, keys, strict=True)})
        start = end + 1
    return found
