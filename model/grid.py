"""The map as it is read: stages, steps, lanes and cards in their order.

Records only name their parents; everything that shows, walks or exports a map asks here
for the order. A `Grid` is built in one pass over a map and kept as long as that map is;
after an edit the next one takes from it what stays.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property
from itertools import chain
from typing import TypeVar

from model.change import JourneyMap, changed_between
from model.order import sort_key
from model.records import Card, Feeling, Lane, Link, Persona, Record, Stage, Step

R = TypeVar("R", bound=Record)


def stages(of: JourneyMap) -> list[Stage]:
    """Stages in journey order."""
    return sorted(of.all(Stage), key=sort_key)


def steps_of(of: JourneyMap, stage_id: str) -> list[Step]:
    """The steps of one stage, in order."""
    return sorted((s for s in of.all(Step) if s.stage_id == stage_id), key=sort_key)


def steps(of: JourneyMap) -> list[Step]:
    """Steps in journey order: by stage, then by step. Those whose stage is gone come last."""
    rank = {stage.id: i for i, stage in enumerate(stages(of))}
    last = len(rank)

    def key(step: Step) -> tuple[int, str, str, str]:
        known = rank.get(step.stage_id)
        if known is None:
            return (last, step.stage_id, step.order, step.id)
        return (known, "", step.order, step.id)

    return sorted(of.all(Step), key=key)


def lanes(of: JourneyMap) -> list[Lane]:
    """Lanes from top to bottom."""
    return sorted(of.all(Lane), key=sort_key)


def personas(of: JourneyMap) -> list[Persona]:
    """Personas in order."""
    return sorted(of.all(Persona), key=sort_key)


def is_placed(of: JourneyMap, card: Card) -> bool:
    """Whether the card stands in a cell; otherwise it waits in the parking lot."""
    return of.get(card.step_id, Step) is not None and of.get(card.lane_id, Lane) is not None


def cards_of_step(of: JourneyMap, step_id: str) -> list[Card]:
    """The cards of one step over all lanes, in sequence; those of the parking lot for ""."""
    if step_id:
        return sorted((c for c in of.all(Card) if c.step_id == step_id), key=sort_key)
    return sorted((c for c in of.all(Card) if not is_placed(of, c)), key=sort_key)


class Grid:
    """Everything above, and what stands in each cell, of one map."""

    def __init__(self, of: JourneyMap) -> None:
        self.map = of
        self.stages: tuple[Stage, ...] = tuple(stages(of))
        self.steps: tuple[Step, ...] = tuple(steps(of))
        self.lanes: tuple[Lane, ...] = tuple(lanes(of))
        #: Where each step stands in the journey, and each lane from the top; from 0.
        self.step_at: dict[str, int] = {s.id: i for i, s in enumerate(self.steps)}
        self.lane_at: dict[str, int] = {lane.id: i for i, lane in enumerate(self.lanes)}
        self._loose: dict[str, list[Card]] = {step.id: [] for step in self.steps}
        self._parked: list[Card] = []
        self._place(of.all(Card))
        # Most who ask want a few cells of a large map: a step is put in order when asked for.
        self._by_step: dict[str, tuple[Card, ...]] = {}
        self._cells: dict[str, dict[str, list[Card]]] = {}

    def followed(self, of: JourneyMap) -> "Grid":
        """The grid of the map as it is after a few edits.

        Steps in which no card was edited are the same tuples again, unless steps or lanes were.
        """
        ids = changed_between(self.map, of)
        if ids is None:
            return Grid(of)
        before = [r for i in ids if (r := self.map.records.get(i)) is not None]
        after = [r for i in ids if (r := of.records.get(i)) is not None]
        if any(isinstance(record, Stage | Step | Lane) for record in (*before, *after)):
            return Grid(of)
        made = copy(self)
        for name in ("parked", "personas", "cards", "touchpoints", "feelings", "links"):
            made.__dict__.pop(name, None)
        made.map = of
        made._loose, made._by_step = dict(self._loose), dict(self._by_step)
        made._cells = dict(self._cells)
        gone = {record.id for record in before}
        come = [record for record in after if isinstance(record, Card)]
        touched = {card.step_id for card in (*before, *come) if isinstance(card, Card)}
        for step in touched & self.step_at.keys():
            made._loose[step] = [c for c in self._loose[step] if c.id not in gone]
            made._by_step.pop(step, None)
            made._cells.pop(step, None)
        made._parked = [card for card in self._parked if card.id not in gone]
        made._place(come)
        return made

    def _place(self, cards: Iterable[Card]) -> None:
        for card in cards:
            if card.step_id in self.step_at and card.lane_id in self.lane_at:
                self._loose[card.step_id].append(card)
            else:
                self._parked.append(card)

    @cached_property
    def parked(self) -> tuple[Card, ...]:
        """The parking lot: cards without a place, or whose step or lane is gone."""
        return tuple(sorted(self._parked, key=sort_key))

    @cached_property
    def personas(self) -> tuple[Persona, ...]:
        """Personas in order."""
        return tuple(personas(self.map))

    @cached_property
    def card_lanes(self) -> tuple[Lane, ...]:
        """The lanes that cards are put into: all but those of emotion lines."""
        return tuple(lane for lane in self.lanes if lane.kind != "emotion")

    @cached_property
    def steps_by_stage(self) -> dict[str, tuple[Step, ...]]:
        """Stage id -> its steps; ids of stages that are gone included."""
        result: dict[str, list[Step]] = {stage.id: [] for stage in self.stages}
        for step in self.steps:
            result.setdefault(step.stage_id, []).append(step)
        return {stage_id: tuple(found) for stage_id, found in result.items()}

    def steps_in(self, stage_id: str) -> tuple[Step, ...]:
        """The steps of one stage, in order."""
        return self.steps_by_stage.get(stage_id, ())

    def cards_in(self, step_id: str, lane_id: str) -> Sequence[Card]:
        """The cards of one cell, in order; spanning cards stand in their first cell."""
        cells = self._cells.get(step_id)
        if cells is None:
            cells = self._cells[step_id] = {}
            for card in self.cards_at(step_id):
                cells.setdefault(card.lane_id, []).append(card)
        return cells.get(lane_id, ())

    def cards_at(self, step_id: str) -> tuple[Card, ...]:
        """The cards of one step over all lanes, in sequence."""
        cards = self._by_step.get(step_id)
        if cards is None:
            cards = tuple(sorted(self._loose.get(step_id, ()), key=sort_key))
            self._by_step[step_id] = cards
        return cards

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """All cards that stand in a cell, by step and order."""
        return tuple(chain.from_iterable(self.cards_at(step.id) for step in self.steps))

    @cached_property
    def touchpoints(self) -> tuple[Card, ...]:
        """The touchpoints that stand in a cell, in journey sequence."""
        return tuple(card for card in self.cards if card.kind == "touchpoint")

    def route(self, persona_id: str) -> tuple[Card, ...]:
        """The touchpoints that a persona passes: its own and everyone's."""
        return tuple(
            c for c in self.touchpoints if not c.persona_ids or persona_id in c.persona_ids
        )

    def span(self, card: Card) -> tuple[range, range]:
        """Which steps and lanes a placed card covers, as positions; ends that are gone do not."""
        first = self.step_at[card.step_id]
        last = self.step_at.get(card.until_step_id, first)
        top = self.lane_at[card.lane_id]
        bottom = self.lane_at.get(card.until_lane_id, top)
        return range(first, max(first, last) + 1), range(top, max(top, bottom) + 1)

    @cached_property
    def feelings(self) -> dict[str, tuple[Feeling, ...]]:
        """Step or card id -> its feelings, by id."""
        return _grouped(
            (at, f) for f in self.map.all(Feeling) for at in (f.step_id, f.card_id) if at
        )

    @cached_property
    def links(self) -> dict[str, tuple[Link, ...]]:
        """Card id -> the links that leave or reach it, by id."""
        return _grouped(
            (at, link)
            for link in self.map.all(Link)
            for at in {link.source_id, link.target_id}
            if at
        )


def _grouped(pairs: Iterable[tuple[str, R]]) -> dict[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = {}
    for at, record in pairs:
        groups.setdefault(at, []).append(record)
    return {at: tuple(sorted(group, key=lambda r: r.id)) for at, group in groups.items()}
