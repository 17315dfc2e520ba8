"""Layout: a map laid out cold, after one edit, and with nothing changed."""

from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import TypeVar

from model.change import Change, JourneyMap, apply
from model.layout import text
from model.layout.build import View, build
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.records import Card, Feeling, Lane, Record, Stage, Step, evolve
from tests.bench.harness import heading, in_turns, report
from tests.generator import make

GRID_ONLY = View(furniture=False)
REPEATS = 15
R = TypeVar("R", bound=Record)
WORDS = " and then some more words until it takes another line"


def _titles_alone(journey: JourneyMap) -> None:
    """What text alone costs: every title wrapped at a card's width, nothing remembered."""
    text.forget()
    for card in journey.all(Card):
        text.block(card.title, SCREEN.card, 152.0, journey.info.language)


Edit = Callable[[JourneyMap, int], Change]


def _grow(journey: JourneyMap, nth: int) -> Change:
    """The title of a touchpoint takes a line more."""
    card = _of(journey, Card, nth)
    return {card.id: (card, evolve(card, title=card.title + WORDS))}


def _move(journey: JourneyMap, nth: int) -> Change:
    """A card goes to another step."""
    card, step = _of(journey, Card, nth), _of(journey, Step, 7 * nth)
    return {card.id: (card, evolve(card, step_id=step.id))}


def _change_lane(journey: JourneyMap, nth: int) -> Change:
    """A card goes to another lane."""
    card, lane = _of(journey, Card, nth), _of(journey, Lane, 3 * nth)
    return {card.id: (card, evolve(card, lane_id=lane.id))}


def _add(journey: JourneyMap, nth: int) -> Change:
    """One card more in a cell."""
    new = evolve(_of(journey, Card, nth), id=f"card_new_{nth}", title="Asks a friend")
    return {new.id: (None, new)}


def _feel(journey: JourneyMap, nth: int) -> Change:
    """A score changes."""
    feeling = _of(journey, Feeling, nth)
    return {feeling.id: (feeling, evolve(feeling, score=-1.5 if feeling.score > 0 else 1.5))}


def _rename(journey: JourneyMap, nth: int) -> Change:
    """A stage is called something else."""
    stage = _of(journey, Stage, nth)
    return {stage.id: (stage, evolve(stage, name=stage.name + "s"))}


#: What is edited; the worst case is a lane that grows and moves all below it.
EDITS: dict[str, Edit] = {
    "a lane growing": _grow,
    "a card to another step": _move,
    "a card to another lane": _change_lane,
    "a card added": _add,
    "a feeling": _feel,
    "a stage renamed": _rename,
}


def _of(journey: JourneyMap, kind: type[R], nth: int) -> R:
    """One record of a kind, of cards a touchpoint that stands in one cell."""
    found = [
        record
        for record in journey.all(kind)
        if not isinstance(record, Card)
        or (record.kind == "touchpoint" and record.step_id and not record.until_step_id)
    ]
    return found[97 * nth % len(found)]


def _edited(journey: JourneyMap, edit: Edit) -> Iterator[JourneyMap]:
    """The map after one such edit, another one, and so on."""
    for nth in count(1):
        journey = apply(edit(journey, nth), journey)
        yield journey


def main() -> None:
    """Print the figures for 1,000 and 10,000 cards."""
    heading("layout")
    for cards, target in ((1_000, 0.1), (10_000, 0.02)):
        journey = make(cards=cards)

        def cold(journey: JourneyMap = journey) -> None:
            text.forget()
            build(journey, SCREEN, GRID_ONLY, Memo())

        def from_scratch(journey: JourneyMap = journey) -> None:
            build(journey, SCREEN, GRID_ONLY, Memo())

        def alone(journey: JourneyMap = journey) -> None:
            _titles_alone(journey)

        report(f"cold, {cards:,} cards", *in_turns(cold, alone, 7), baseline="its titles wrapped")
        for what, edit in EDITS.items():
            memo = Memo()
            build(journey, SCREEN, GRID_ONLY, memo)
            # Made beforehand, so that the layout alone is timed.
            after = iter(list(islice(_edited(journey, edit), REPEATS + 1)))

            def edited(after: Iterator[JourneyMap] = after, memo: Memo = memo) -> None:
                build(next(after), SCREEN, GRID_ONLY, memo)

            report(
                f"after one edit, {what}, {cards:,}",
                *in_turns(edited, from_scratch, REPEATS),
                baseline="laid out from scratch, words known",
                target=target,
            )
