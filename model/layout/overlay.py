"""Two maps in one: the new map with what was removed still on it, and ghosts of what moved.

What was removed stands between its old neighbours; what moved stands at its new place, and
once more, as a ghost with an id of its own, at the old one. Laid out like any map:
`build(o.map, measures, View(marks=o.marks), memo)`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from model.change import JourneyMap, apply, difference
from model.compare import Comparison, Item
from model.comparing.digest import Digest
from model.comparing.kinds import KINDS
from model.comparing.numbering import numbers
from model.comparing.rows import siblings
from model.grid import Grid, is_placed
from model.layout.marks import NO_MARKS, Mark, Marks, State, ghost_id
from model.order import OrderError, between, is_key, sort_key
from model.records import Card, Feeling, Lane, Metric, Persona, Record, Stage, Step, evolve, same

#: What has a place among siblings.
_PLACED = (Stage, Step, Lane, Card, Persona)
#: What a record has its order among.
_Row: TypeAlias = tuple[type[Record], str, str]
#: On a badge, a minus is as wide as a plus.
_SIGNS = {"-": "−"}


class Overlay(NamedTuple):
    """A union of two maps for `model.layout.build`, never to be edited or saved.

    Attributes:
        map: every record of the new map as it is, every removed one at its old place, and
            ghosts: the old records of moved cards and of feelings that changed, under
            `model.layout.marks.ghost_id` (`original` leads back).
        marks: for each record that differs, and each ghost. `View.marks` takes them.
    """

    map: JourneyMap
    marks: Marks


def overlay(c: Comparison, told: Digest | None, last: Overlay | None = None) -> Overlay:
    """Both maps of a comparison in one, with a mark for everything that differs.

    Numbers are those of the lines in which it is `told`; what follows from something else, and
    has no line of its own, has its number.
    Nothing differs: the new map itself. Given the `last` overlay of a map that is edited
    meanwhile, what stayed as it was is the same object again, so that it is not laid out anew.
    As long as nothing is told yet, numbers stay as they were, and what is new has none.
    """
    marks = _marks(c, _numbers(c, told, last))
    if not marks:
        return Overlay(c.new, NO_MARKS)
    extra: dict[str, Record] = {}
    for item in c.items:
        if item.before is None or item.id not in marks:
            continue
        if item.after is None:
            extra[item.id] = item.before
        elif _leaves_ghost(item) and not _is_taken(ghost_id(item.id), c):
            ghost, mark = ghost_id(item.id), marks[item.id]
            extra[ghost] = evolve(item.before, id=ghost)
            marks[ghost] = Mark("ghost", mark.sign, mark.number, note=mark.note)
            if isinstance(item.before, Card):
                marks[item.id] = mark._replace(came_from=ghost)
    _mark_metrics(c.new, marks)
    extra = _between_neighbours(c, extra)
    extra |= _steps_for(extra, c.new)
    if last is not None:
        known = last.map.records
        extra = {i: known[i] if i in known and same(known[i], r) else r for i, r in extra.items()}
    both = apply({i: (None, record) for i, record in extra.items()}, c.new)
    if last is not None and difference(last.map, both) == {}:
        both = last.map
    return Overlay(both, marks)


def _numbers(c: Comparison, told: Digest | None, last: Overlay | None) -> Mapping[str, int]:
    if told is not None:
        return numbers(c, (line for s in told.sections for line in s.lines))
    known = last.marks if last is not None else {}
    return {i: mark.number for i, mark in known.items() if mark.number is not None}


def _marks(c: Comparison, of: Mapping[str, int]) -> dict[str, Mark]:
    marks = {}
    for item in c.items:
        if item.kinds == ("rekeyed",) or not item.kinds:
            continue
        marks[item.id] = Mark(*_state(item), of.get(item.id), note=_note(item, c))
    return marks


def _note(item: Item, c: Comparison) -> str:
    """What is said of a card that came from, or went to, where no arrow can lead."""
    match item.before, item.after:
        case Card() as before, Card() as after:
            was, stands = is_placed(c.old, before), is_placed(c.new, after)
            return "" if was == stands else "parked" if was else "was parked"
    return ""


def _mark_metrics(new: JourneyMap, marks: dict[str, Mark]) -> None:
    """A card that shows a metric which differs says so: nothing else shows a metric."""
    differing = {i for i in marks if isinstance(new.records.get(i), Metric)}
    for card in new.all(Card) if differing else ():
        shown = card.metric_ids[0] if card.kind == "metric" and card.metric_ids else ""
        if shown in differing and card.id not in marks:
            marks[card.id] = marks[shown]


def _state(item: Item) -> tuple[State, str]:
    signs = list(dict.fromkeys(KINDS[kind].sign for kind in item.kinds if kind in KINDS))
    if item.before is None:
        return "added", "+"
    if item.after is None:
        return "removed", _SIGNS["-"]
    if "→" in signs:
        return "moved", "→≠" if "≠" in signs else "→"
    return "changed", "≠"


def _leaves_ghost(item: Item) -> bool:
    """Whether a card stands in another cell than before, or a feeling is another one."""
    match item.before, item.after:
        case Card() as before, Card() as after:
            left = (before.step_id, before.lane_id)
            return all(left) and left != (after.step_id, after.lane_id)
        case Feeling(), Feeling():
            return True
    return False


def _is_taken(record_id: str, c: Comparison) -> bool:
    """Whether a map holds such an id, which no program makes."""
    return record_id in c.old or record_id in c.new


def _row(record: Record) -> _Row:
    """What a record has its order among."""
    match record:
        case Card():
            return Card, record.step_id, record.lane_id
        case Step():
            return Step, record.stage_id, ""
        case _:
            return type(record), "", ""


def _between_neighbours(c: Comparison, extra: Mapping[str, Record]) -> dict[str, Record]:
    """What is added to the new map, with new keys where the old one leads elsewhere by now."""
    result = dict(extra)
    rows = {_row(record) for record in extra.values() if isinstance(record, _PLACED)}
    if not rows:
        return result
    for row in rows:
        was, new = (_standing(grid, row) for grid in c.rows.grids)
        standing = {record.id for record in new}
        old = [
            r.id if r.id in standing else ghost_id(r.id) if ghost_id(r.id) in extra else r.id
            for r in was
        ]
        wanted = _woven([r.id for r in new], [i for i in old if i in standing or i in extra])
        shown: dict[str, Record] = {r.id: r for r in new}
        shown |= {i: result[i] for i in wanted if i in extra}
        found = sorted(shown.values(), key=sort_key)  # type: ignore[arg-type]  # placed records
        if [r.id for r in found] != wanted:
            result |= _rekeyed(wanted, shown, extra)
    return result


def _standing(grid: Grid, row: _Row) -> Sequence[Record]:
    """Who stands in a row of one map, in order."""
    kind, parent, lane_id = row
    if kind is not Card:
        return siblings(grid, (kind, parent))
    if parent in grid.step_at and lane_id in grid.lane_at:
        return grid.cards_in(parent, lane_id)
    return [card for card in grid.parked if _row(card) == row]


def _woven(new: list[str], old: list[str]) -> list[str]:
    """The new row with what stands in the old one alone, each after its neighbour there."""
    standing = set(new)
    after: dict[str, list[str]] = {}
    neighbour = ""
    for record_id in old:
        if record_id in standing:
            neighbour = record_id
        else:
            after.setdefault(neighbour, []).append(record_id)
    return [*after.get("", ()), *(i for n in new for i in (n, *after.get(n, ())))]


def _rekeyed(
    wanted: list[str], shown: Mapping[str, Record], extra: Mapping[str, Record]
) -> dict[str, Record]:
    """What is added, with keys that put it where it is wanted, as far as there is room."""
    uppers: dict[str, str] = {}
    upper = ""
    for record_id in reversed(wanted):
        uppers[record_id] = upper
        upper = upper if record_id in extra else getattr(shown[record_id], "order", "")
    result: dict[str, Record] = {}
    key = ""
    for record_id in wanted:
        record, upper = shown[record_id], uppers[record_id]
        if record_id in extra:
            try:
                record = evolve(record, order=between(key, upper))
            except OrderError:  # two that stand have one key: beside them is near enough
                record = evolve(record, order=key or upper)
            result[record_id] = record
        order = getattr(record, "order", "")
        key = order if is_key(order) else key
    return result


def _steps_for(extra: Mapping[str, Record], new: JourneyMap) -> dict[str, Record]:
    """A column for each removed stage whose steps all went elsewhere: nothing shows it else."""
    made: dict[str, Record] = {}
    steps: Iterable[Record] = extra.values()
    taken = {step.stage_id for step in steps if isinstance(step, Step)}
    for stage in extra.values():
        if not isinstance(stage, Stage) or stage.id in taken:
            continue
        if not any(step.stage_id == stage.id for step in new.all(Step)):
            step = Step(id=ghost_id(stage.id), stage_id=stage.id, order="a0")
            made[step.id] = step
    return made
