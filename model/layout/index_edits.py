"""What an edit changes of an index: which groups, and which cells are to be looked at again.

All of it takes time that depends on the edit alone, but where steps or lanes move.
"""

from typing import Any, TypeVar

from model.change import JourneyMap, changed_between
from model.layout.index import (
    Cell,
    Column,
    Index,
    felt_by,
    line_of,
    make,
    packed,
    reaches,
)
from model.layout.marks import NO_MARKS, Marks, gone_among
from model.order import sort_key
from model.records import (
    Action,
    Asset,
    Card,
    Comment,
    Conflict,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Persona,
    Record,
    Stage,
    Step,
    Vote,
)

K = TypeVar("K")
V = TypeVar("V")

#: Edits of these may move everything else.
_STRUCTURE = (Stage, Step, Lane, Persona)


def _stays(before: Any, after: Any) -> bool:
    """Whether an edit of a stage, step, lane or persona leaves it at its place."""
    return (
        before is not None
        and type(before) is type(after)
        and sort_key(before) == sort_key(after)
        and getattr(before, "stage_id", "") == getattr(after, "stage_id", "")
    )


def touched(before: JourneyMap, after: JourneyMap) -> list[str]:
    """Ids whose record is not the same object in both maps."""
    old, new = before.records, after.records
    get = old.get
    known = changed_between(before, after)
    if known is not None:
        return [key for key in known if get(key) is not new.get(key)]
    ids = [key for key, record in new.items() if get(key) is not record]
    if len(new) - sum(key not in old for key in ids) != len(old):
        ids += [key for key in old if key not in new]
    return ids


def updated(
    index: Index, before: JourneyMap, after: JourneyMap, ids: list[str], marks: Marks = NO_MARKS
) -> Index:
    """The index of `after`, made from that of `before` and the `ids` that differ.

    Among the ids are those to which something else has happened in the comparison that the
    `marks` are of.
    """
    was, now = index.gone, gone_among(marks)
    pairs = [(before.records.get(i), after.records.get(i)) for i in ids]
    structure = [pair for pair in pairs if any(isinstance(r, _STRUCTURE) for r in pair)]
    if not all(_stays(*pair) for pair in structure):
        return make(after, marks)
    if structure and (was or now) and any((i in was) != (i in now) for i in ids):
        return make(after, marks)
    if structure:
        index = _renamed(index, {new.id: new for _, new in structure if new})
    kinds = {type(record) for pair in pairs for record in pair}

    def own(groups: dict[K, V], *of: type[Record]) -> dict[K, V]:
        """A copy to change where records of these kinds differ; else it stays one object."""
        return groups if kinds.isdisjoint(of) else dict(groups)

    cells, spans, flow = own(index.cells, Card), own(index.spans, Card), own(index.flow, Card, Link)
    touchpoints, statuses = own(index.touchpoints, Card), own(index.statuses, Card)
    exits, entries = own(index.exits, Link), own(index.entries, Link)
    feelings, assets = own(index.feelings, Feeling), own(index.assets, Asset)
    for pair in pairs:
        for record, adding in zip(pair, (False, True), strict=True):
            for step in _steps_of(record, index, before, after):
                if step in flow:
                    flow[step] = object()
            is_gone = record is not None and record.id in (now if adding else was)
            if isinstance(record, Card):
                if record.step_id not in index.column_of or record.lane_id not in index.row_of:
                    continue
                if reaches(record, index.column_of):
                    of_lane = [r.card for r in spans.get(record.lane_id, ())]
                    of_lane = [c for c in of_lane if c.id != record.id] + [record] * adding
                    spans[record.lane_id] = packed(of_lane, index.column_of)
                else:
                    _put(cells, (record.step_id, record.lane_id), record, adding, sort_key)
                if record.kind == "touchpoint" and not is_gone:
                    _put(touchpoints, record.step_id, record, adding, sort_key)
                    many = statuses.get(record.status, 0) + (1 if adding else -1)
                    statuses[record.status] = many
            elif isinstance(record, Link) and not is_gone:
                _put(exits, record.source_id, record, adding, _by_id)
                _put(entries, record.target_id, record, adding, _by_id)
            elif isinstance(record, Feeling) and not is_gone:
                _put(feelings, line_of(record), record, adding, _by_id)
            elif isinstance(record, Asset) and adding:
                assets[record.id] = record
            elif isinstance(record, Asset):
                assets.pop(record.id, None)
    moods, felt = index.moods, index.felt
    if Feeling in kinds:
        moods, felt = object(), felt_by(feelings)
    elif not felt.isdisjoint(ids):
        moods = object()
    return index._replace(
        cells=cells, spans=spans, flow=flow, touchpoints=touchpoints,
        exits=exits, entries=entries, feelings=feelings, moods=moods, felt=felt,
        statuses=statuses, assets=assets,
    )  # fmt: skip


def _steps_of(
    record: Record | None, index: Index, before: JourneyMap, after: JourneyMap
) -> set[str]:
    """The steps whose routes an edit of this card or link may change."""
    about: tuple[Link, ...] = ()
    found: set[str] = set()
    if isinstance(record, Card):
        about = index.exits.get(record.id, ()) + index.entries.get(record.id, ())
        found.add(record.step_id)
    elif isinstance(record, Link):
        about = (record,)
    ends = {i for link in about for i in (link.source_id, link.target_id)}
    cards = (journey.get(i, Card) for journey in (before, after) for i in ends)
    return found | {card.step_id for card in cards if card}


def _renamed(index: Index, new: dict[str, Any]) -> Index:
    """The index with stages, steps, lanes and personas replaced where they stand."""
    return index._replace(
        columns=tuple(
            Column(new.get(c.step.id, c.step), c.stage and new.get(c.stage.id, c.stage))
            for c in index.columns
        ),
        lanes=tuple(new.get(lane.id, lane) for lane in index.lanes),
        personas=tuple(new.get(p.id, p) for p in index.personas),
    )


#: Edits of these change no card's picture but their own; other records may be told on any.
_PRIVATE = (MapInfo, Feeling, Stage, Step, Persona, Action, Vote, Comment, Conflict)


def stale_cells(
    old: Index, index: Index, before: JourneyMap, after: JourneyMap, ids: list[str]
) -> set[Cell]:
    """Cells that hold other cards, or the same that may look different after an edit."""
    stale: set[Cell] = set()
    named: set[str] = set()
    for key in ids:
        pair = before.records.get(key), after.records.get(key)
        if all(isinstance(record, Lane) for record in pair) and _same_cards(*pair):
            continue
        for record in pair:
            if record is None or isinstance(record, _PRIVATE):
                continue
            if isinstance(record, Card):
                stale.add((record.step_id, record.lane_id))
                about = [link.source_id for link in index.entries.get(key, ())]
                about += [link.target_id for link in index.exits.get(key, ())]
            elif isinstance(record, Link):
                about = [record.source_id, record.target_id]
            elif isinstance(record, Lane):
                stale.update((step, key) for step in index.column_of)
                continue
            else:
                named.add(key)
                continue
            cards = (after.get(i, Card) for i in about)
            stale.update((card.step_id, card.lane_id) for card in cards if card)
    come_or_gone = (old.column_of.keys() ^ index.column_of.keys()) | (
        old.row_of.keys() ^ index.row_of.keys()
    )
    if come_or_gone:
        stale |= _linked_with(index, after, come_or_gone)
    return stale | _naming(index, named) if named else stale


def _linked_with(index: Index, journey: JourneyMap, places: set[str]) -> set[Cell]:
    """Cells of cards with a link from or to a card of one of these steps or lanes."""
    found = set()
    for link in (link for of_card in index.exits.values() for link in of_card):
        ends = (link.source_id, link.target_id)
        for this, other in zip(ends, reversed(ends), strict=True):
            there, here = journey.get(other, Card), journey.get(this, Card)
            if here and there and (there.step_id in places or there.lane_id in places):
                found.add((here.step_id, here.lane_id))
    return found


def _same_cards(before: Any, after: Any) -> bool:
    """Whether the cards of a lane look the same after an edit of it (`cards.reads`)."""
    return bool(before.icon == after.icon and before.team == after.team)


def _naming(index: Index, ids: set[str]) -> set[Cell]:
    """Cells with a card that rests on such evidence, belongs to such a person, and so on."""

    def names(card: Card) -> bool:
        return not (
            ids.isdisjoint(card.evidence_ids)
            and card.owner_id not in ids
            and ids.isdisjoint(card.metric_ids)
            and ids.isdisjoint(card.asset_ids)
        )

    spans = ((reach.card for reach in of_lane) for of_lane in index.spans.values())
    return {cell for cell, cards in index.cells.items() if any(map(names, cards))} | {
        (card.step_id, card.lane_id) for of_lane in spans for card in of_lane if names(card)
    }


def _by_id(record: Any) -> str:
    return str(record.id)


def _put(groups: dict[K, tuple[Any, ...]], key: K, record: Any, adding: bool, order: Any) -> None:
    rest = tuple(r for r in groups.get(key, ()) if r.id != record.id)
    if adding:
        groups[key] = tuple(sorted((*rest, record), key=order))
    elif rest:
        groups[key] = rest
    else:
        groups.pop(key, None)
