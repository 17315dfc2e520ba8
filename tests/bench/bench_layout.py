"""Layout: a map laid out cold, after one edit, and with nothing changed."""

from collections.abc import Iterator
from itertools import cycle

from model.change import JourneyMap, apply
from model.layout import text
from model.layout.build import View, build
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.records import Card, evolve
from tests.bench.harness import heading, in_turns, report
from tests.generator import make

GRID_ONLY = View(furniture=False)
WORDS = " and then some more words until it takes another line"


def _titles_alone(journey: JourneyMap) -> None:
    """What text alone costs: every title wrapped at a card's width, nothing remembered."""
    text.forget()
    for card in journey.all(Card):
        text.block(card.title, SCREEN.card, 152.0, journey.info.language)


def _edits(journey: JourneyMap) -> Iterator[JourneyMap]:
    """The map with one touchpoint after the other growing by a line, then shrinking again."""
    cards = [card for card in journey.all(Card) if card.kind == "touchpoint" and card.step_id]
    for nth in cycle(range(len(cards))):
        card = cards[nth]
        longer = evolve(card, title=card.title + WORDS)
        journey = apply({card.id: (card, longer)}, journey)
        cards[nth] = longer
        yield journey


def main() -> None:
    """Print the figures for 1,000 and 10,000 cards."""
    heading("layout")
    for cards in (1_000, 10_000):
        journey = make(cards=cards)

        def cold(journey: JourneyMap = journey) -> None:
            text.forget()
            build(journey, SCREEN, GRID_ONLY, Memo())

        def from_scratch(journey: JourneyMap = journey) -> None:
            build(journey, SCREEN, GRID_ONLY, Memo())

        def alone(journey: JourneyMap = journey) -> None:
            _titles_alone(journey)

        report(f"cold, {cards:,} cards", *in_turns(cold, alone, 7), baseline="its titles wrapped")
        memo, edits = Memo(), _edits(journey)
        build(journey, SCREEN, GRID_ONLY, memo)

        def edited(edits: Iterator[JourneyMap] = edits, memo: Memo = memo) -> None:
            build(next(edits), SCREEN, GRID_ONLY, memo)

        report(
            f"after one edit, a lane growing, {cards:,}",
            *in_turns(edited, from_scratch, 15),
            baseline="laid out from scratch, words known",
            target_ms=16.7,
        )
