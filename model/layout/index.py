"""Who stands where: the records of a map grouped as layout needs them.

An index is made here from a whole map in one pass, and in `model.layout.index_edits` from
the index before and what an edit touched. It is never changed in place: what an edit
leaves alone is the same object as before.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from model.change import JourneyMap
from model.layout.marks import NO_MARKS, Marks, ghost_id, gone_among
from model.layout.memo import Memo
from model.order import Ordered, sort_key
from model.records import (
    Asset,
    Card,
    Feeling,
    Lane,
    Link,
    Persona,
    Record,
    Stage,
    Step,
)

Cell = tuple[str, str]
#: Persona, curve and measure: one emotion line.
Curve = tuple[str, str, str]
K = TypeVar("K")
R = TypeVar("R", bound=Record)
Sibling = TypeVar("Sibling", bound=Ordered)


class Column(NamedTuple):
    """A step with its stage; the stage is None where the file names one that is gone."""

    step: Step
    stage: Stage | None


class Reach(NamedTuple):
    """A spanning card: its columns and its row among the spans of its lane."""

    card: Card
    first: int
    last: int
    level: int


class Index(NamedTuple):
    """The map by place.

    Attributes:
        columns: in journey order.
        lanes: from top to bottom.
        personas: in order; those of employees and partners among them.
        column_of, row_of: step id -> column, lane id -> row.
        cells: cards of one column and lane, in order; spans are not among them.
        spans: cards of a lane that reach over several columns, from the left.
        flow: step id -> an object of no meaning, another one whenever one of the step's
            cards changes, or a link that leaves or reaches one, or what it leads to.
        touchpoints: of a column, over all lanes, in order.
        exits, entries: links by the card they leave from or lead to.
        feelings: by emotion line.
        moods: an object of no meaning, another one whenever a feeling changes, or a card or
            evidence that a feeling names.
        felt: ids of those cards and that evidence.
        statuses: how many touchpoints that stand somewhere are of each status.
        assets: by id.
        gone: ids of what a comparison shows though it does not stand on the map any more:
            its cards are in cells and spans, and nothing else here knows of it.
        gone_personas: in order.
        gone_links: by the step of the card that they left from, in order of id.
        before: the emotion lines that differ, as they were.
        moves: (ghost, card) by the step that the card moved away from.
    """

    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    personas: tuple[Persona, ...]
    column_of: dict[str, int]
    row_of: dict[str, int]
    cells: dict[Cell, tuple[Card, ...]]
    spans: dict[str, tuple[Reach, ...]]
    flow: dict[str, object]
    touchpoints: dict[str, tuple[Card, ...]]
    exits: dict[str, tuple[Link, ...]]
    entries: dict[str, tuple[Link, ...]]
    feelings: dict[Curve, tuple[Feeling, ...]]
    moods: object
    felt: frozenset[str]
    statuses: dict[str, int]
    assets: dict[str, Asset]
    gone: frozenset[str] = frozenset()
    gone_personas: tuple[Persona, ...] = ()
    gone_links: Mapping[str, tuple[Link, ...]] = MappingProxyType({})
    before: Mapping[Curve, tuple[Feeling, ...]] = MappingProxyType({})
    moves: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({})


def in_order(records: Iterable[Sibling]) -> tuple[Sibling, ...]:
    """Sorted by order, ties broken by id."""
    return tuple(sorted(records, key=sort_key))


def make(journey: JourneyMap, marks: Marks = NO_MARKS) -> Index:
    """The index of a whole map, or of one with the `marks` of a comparison."""
    gone = gone_among(marks)
    by_type: dict[type[Record], list[Any]] = {}
    for record in journey.records.values():
        kind = type(record)
        if kind in by_type:
            by_type[kind].append(record)
        else:
            by_type[kind] = [record]
    stages = in_order(by_type.get(Stage, []))
    place_of = {stage.id: i for i, stage in enumerate(stages)}
    steps = in_order(by_type.get(Step, []))
    columns = tuple(
        Column(step, stages[place_of[step.stage_id]] if step.stage_id in place_of else None)
        for step in sorted(steps, key=lambda s: _stage_place(s, place_of))
    )
    lanes = in_order(by_type.get(Lane, []))
    column_of = {column.step.id: i for i, column in enumerate(columns)}
    row_of = {lane.id: i for i, lane in enumerate(lanes)}

    cells: dict[Cell, list[Card]] = {}
    spans: dict[str, list[Card]] = {}
    touchpoints: dict[str, list[Card]] = {}
    for card in in_order(by_type.get(Card, [])):
        step, lane = card.step_id, card.lane_id
        if step not in column_of or lane not in row_of:
            continue
        if reaches(card, column_of):
            spans.setdefault(lane, []).append(card)
        elif (step, lane) in cells:
            cells[step, lane].append(card)
        else:
            cells[step, lane] = [card]
        if card.kind == "touchpoint" and card.id not in gone:
            touchpoints.setdefault(step, []).append(card)
    exits: dict[str, list[Link]] = {}
    entries: dict[str, list[Link]] = {}
    for link in sorted(by_type.get(Link, []), key=lambda link: str(link.id)):
        if link.id in gone:
            continue
        exits.setdefault(link.source_id, []).append(link)
        entries.setdefault(link.target_id, []).append(link)
    feelings: dict[Curve, list[Feeling]] = {}
    for feeling in sorted(by_type.get(Feeling, []), key=lambda feeling: str(feeling.id)):
        if feeling.id not in gone:
            feelings.setdefault(line_of(feeling), []).append(feeling)
    personas = in_order(by_type.get(Persona, []))
    met = [card for of_step in touchpoints.values() for card in of_step]
    made = Index(
        columns, lanes, tuple(p for p in personas if p.id not in gone), column_of, row_of,
        _frozen(cells), {lane: packed(of_lane, column_of) for lane, of_lane in spans.items()},
        {step: object() for step in column_of}, _frozen(touchpoints),
        _frozen(exits), _frozen(entries), _frozen(feelings), object(), felt_by(feelings),
        dict(Counter(card.status for card in met)),
        {asset.id: asset for asset in by_type.get(Asset, [])},
    )  # fmt: skip
    return made._replace(**compared(journey, marks)) if marks else made


def compared(journey: JourneyMap, marks: Marks) -> dict[str, Any]:
    """The fields of an index that are about a comparison."""
    gone = gone_among(marks)
    links: dict[str, list[Link]] = {}
    found = [record for record_id in sorted(gone) if (record := journey.records.get(record_id))]
    for link in found:
        source = journey.get(link.source_id, Card) if isinstance(link, Link) else None
        if source and isinstance(link, Link) and link.target_id:
            links.setdefault(source.step_id, []).append(link)
    return {
        "gone": gone,
        "gone_personas": in_order(record for record in found if isinstance(record, Persona)),
        "gone_links": _frozen(links),
        "before": _lines_before(journey.all(Feeling), journey, marks) if marks else {},
        "moves": _moves(journey, marks),
    }


def _moves(journey: JourneyMap, marks: Marks) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for record_id in sorted(marks):
        ghost = journey.get(marks[record_id].came_from, Card)
        if ghost is not None:
            found.setdefault(ghost.step_id, []).append((ghost.id, record_id))
    return {step: tuple(pairs) for step, pairs in found.items()}


def _lines_before(
    feelings: Iterable[Feeling], journey: JourneyMap, marks: Marks
) -> dict[Curve, tuple[Feeling, ...]]:
    """The emotion lines of which a point came, went, moved or was felt differently."""
    lines: dict[Curve, list[Feeling]] = {}
    differing: set[Curve] = set()
    for feeling in feelings:
        mark, line = marks.get(feeling.id), line_of(feeling)
        if mark is not None or ghost_id(feeling.card_id) in journey:
            differing.add(line)
        added = mark is not None and mark.state == "added"
        if not added and ghost_id(feeling.id) not in journey:
            lines.setdefault(line, []).append(feeling)
    return {
        line: tuple(sorted(lines[line], key=lambda feeling: str(feeling.id)))
        for line in sorted(differing & lines.keys())
    }


def _stage_place(step: Step, place_of: dict[str, int]) -> tuple[int, str]:
    """Steps whose stage is gone come last, those of one such stage together."""
    place = place_of.get(step.stage_id)
    return (len(place_of), step.stage_id) if place is None else (place, "")


def grid(index: Index, memo: Memo) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the steps and lanes in order: one object as long as none changes its place."""
    return memo.same("grid", (tuple(index.column_of), tuple(index.row_of)))


def _frozen(groups: dict[K, list[R]]) -> dict[K, tuple[R, ...]]:
    return {key: tuple(group) for key, group in groups.items()}


def reaches(card: Card, column_of: dict[str, int]) -> bool:
    """Whether a card reaches over more columns than its own."""
    until = column_of.get(card.until_step_id, -1) if card.until_step_id else -1
    return until > column_of[card.step_id]


def packed(spans: Iterable[Card], column_of: dict[str, int]) -> tuple[Reach, ...]:
    """The spans of a lane in as few rows as their reach allows."""
    result: list[Reach] = []
    ends: list[int] = []
    for card in sorted(spans, key=lambda c: (column_of[c.step_id], c.order, c.id)):
        first, last = column_of[card.step_id], column_of[card.until_step_id]
        level = next((i for i, end in enumerate(ends) if end < first), len(ends))
        ends[level:] = [last, *ends[level + 1 :]]
        result.append(Reach(card, first, last, level))
    return tuple(result)


def felt_by(feelings: Mapping[Curve, Iterable[Feeling]]) -> frozenset[str]:
    """Ids of the cards and the evidence that feelings name."""
    of_all = [feeling for of_line in feelings.values() for feeling in of_line]
    return frozenset(i for f in of_all for i in (f.card_id, *f.evidence_ids) if i)


def line_of(feeling: Feeling) -> Curve:
    """The emotion line that a feeling is a point of."""
    return (feeling.persona_id, feeling.curve, feeling.measure)
