"""What somebody's copy brings, as one change: the sides taken where both changed the same.

What nobody decides stays noted in the map's conflicts, each of them once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress

from model import labels
from model.change import Change, JourneyMap, apply, diff
from model.edits.common import EditError
from model.edits.removing import remove
from model.grid import Grid
from model.merge import Merged
from model.merging import conflicts
from model.merging.at_one import without_seconds
from model.merging.conflicts import Side
from model.merging.settling import company, to_decide
from model.names import kind_name
from model.records import (
    Card,
    Comment,
    Conflict,
    Feeling,
    Lane,
    Link,
    Record,
    Stage,
    Step,
    Vote,
)
from model.units import unit_of

#: Comments about comments lead to what they are about, but not for ever.
_DEEP = 5
_NAMES = {
    "evidence": ("source", "sources"),
    "unknown": ("part of another program", "parts of other programs"),
}


def standing(of: JourneyMap, conflict: Conflict) -> Side:
    """The side that the map shows as long as nobody decides.

    That is ours, but for what was deleted here and is there again for the copy's sake.
    """
    if not conflict.field and not conflict.ours and conflict.about_id in of:
        return "theirs"
    return "ours"


def together(of: JourneyMap, merged: JourneyMap, taken: Mapping[str, Side | None]) -> Change:
    """The change from `of` to `merged`, with a side taken for each conflict of the merge, by id.

    Where that is None, nobody decided, and it stays noted, once. So does one whose value fits
    the map no more. Cards in what stays deleted are parked. The steps of a stage go with it.
    """
    now = merged
    asked = [c for i in sorted(taken) if (c := merged.get(i, Conflict)) is not None]
    taken = {c.id: taken[stage.id] for stage in asked for c in company(merged, stage)} | {**taken}
    found = [c for i in sorted(taken) if (c := merged.get(i, Conflict)) is not None]
    deleted: list[str] = []
    for conflict in found:
        is_there = standing(merged, conflict) == "theirs"
        if taken[conflict.id] is None:
            continue
        if taken[conflict.id] == "ours":
            deleted += [conflict.about_id] if is_there else []
            now = apply({conflict.id: (conflict, None)}, now)
        elif is_there:
            now = apply({conflict.id: (conflict, None)}, now)
        else:
            with suppress(EditError):
                now = apply(conflicts.settle(now, conflict.id, "theirs"), now)
    for record_id in deleted:
        if record_id in now:  # or it went with another
            now = apply(remove(now, record_id, park_cards=True), now)
    noted = {_key(conflict): conflict.id for conflict in found}
    again = [c for c in now.all(Conflict) if noted.get(_key(c), c.id) != c.id]
    now = apply({c.id: (c, None) for c in again}, now)
    return diff(of, apply(without_seconds(now, {(c.about_id, c.field) for c in found}), now))


def to_ask(merged: Merged) -> list[Conflict]:
    """What somebody has to decide of what a merge found, along the journey.

    A stage and the steps that went with it are one decision, and so one row.
    """
    found = {conflict.id for conflict in merged.conflicts}
    return in_order(merged.map, (c for c in to_decide(merged.map) if c.id in found))


def in_order(of: JourneyMap, found: Iterable[Conflict]) -> list[Conflict]:
    """Conflicts along the journey: what is about one thing together, as its fields stand."""
    found = list(found)
    places = _Places(of) if found else None
    return sorted(
        found,
        key=lambda c: (places.of(c.about_id) if places else (), c.about_id, _rank(of, c)),
    )


def in_words(change: Change) -> str:
    """What a change brings, by kinds: "12 new cards and 1 new stage; 3 cards are changed."."""
    new, other, gone = Counter[str](), Counter[str](), Counter[str]()
    for before, after in change.values():
        record = after or before
        if record is None or isinstance(record, Conflict):
            continue
        (new if before is None else gone if after is None else other)[_kind(record)] += 1
    parts = []
    if new:
        parts.append(labels.listed([_counted(n, kind, "new ") for kind, n in new.items()]))
    for counted, verb in ((other, "changed"), (gone, "removed")):
        if counted:
            told = labels.listed([_counted(n, kind) for kind, n in counted.items()])
            parts.append(f"{told} {'is' if sum(counted.values()) == 1 else 'are'} {verb}")
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


class _Places:
    """Where things stand along a journey: the map and its lanes, then step by step."""

    def __init__(self, of: JourneyMap) -> None:
        grid = Grid(of)
        self._map = of
        self._columns = {step.id: n for n, step in enumerate(grid.steps)}
        self._rows = {lane.id: n for n, lane in enumerate(grid.lanes)}
        self._first = {step.stage_id: n for n, step in reversed([*enumerate(grid.steps)])}

    def of(self, record_id: str, depth: int = 0) -> tuple[int, int, int, str]:
        """What sorts a record among the others; what is gone comes last."""
        match record := self._map.records.get(record_id):
            case None:
                return (4, 0, 0, "")
            case Lane():
                return (1, self._rows.get(record_id, 0), 0, "")
            case Stage():
                return (2, self._first.get(record_id, 0), -3, "")
            case Step():
                return (2, self._columns.get(record_id, 0), -2, "")
            case Card() if record.step_id in self._columns and record.lane_id in self._rows:
                column, row = self._columns[record.step_id], self._rows[record.lane_id]
                return (2, column, row, record.order)
            case Card():
                return (3, 0, 0, record.order)
            case Feeling() if record.step_id:
                return (2, self._columns.get(record.step_id, 0), -1, record_id)
            case Feeling() | Vote():
                at = record.card_id
            case Link():
                at = record.source_id or record.target_id
            case Comment():
                at = record.about_id
            case _:
                return (0, 0, 0, type(record).__name__)
        return self.of(at, depth + 1) if depth < _DEEP else (4, 0, 0, "")


def _rank(of: JourneyMap, conflict: Conflict) -> tuple[int, str]:
    """Its place among those about one record; the whole comes first."""
    kind = type(of.records.get(conflict.about_id, of.info))
    names = ["", *kind.model_fields]
    first = unit_of(kind, conflict.field).fields[0]
    return (names.index(first) if first in names else len(names)), conflict.field


def _key(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.about_id, conflict.field, conflict.theirs


def _counted(n: int, kind: str, new: str = "") -> str:
    if kind == "map":  # there is but one
        return "what is said of the map as a whole"
    one, many = _NAMES.get(kind, (kind, labels.plural(kind)))
    return f"{n} {new}{one if n == 1 else many}"


def _kind(record: Record) -> str:
    if isinstance(record, Card):
        return "card"
    return "score" if isinstance(record, Feeling) else kind_name(record)
