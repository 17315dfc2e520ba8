"""A comparison drawn: 10,000 cards of which 1% differ, beside the same map without marks."""

from collections.abc import Iterator
from itertools import count

from model.change import JourneyMap, apply
from model.compare import compare, compare_again
from model.edits.fields import set_fields
from model.grid import Grid
from model.layout.build import View, build
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.layout.overlay import Overlay, overlay
from tests.bench.bench_compare import CARDS, EDITED, edited
from tests.bench.harness import figure, heading, in_turns, report, timed
from tests.compared import overlaid
from tests.generator import make

GRID_ONLY = View(furniture=False)


def main() -> None:
    """Print the figures for the first picture and for one more edit."""
    old = make(CARDS)
    new = edited(old)
    c = compare(old, new)
    both = overlaid(c)
    heading(f"comparison drawn: {CARDS:,} cards, {EDITED} edited, {len(both.marks)} marks")
    report(
        "two maps as one",
        *in_turns(lambda: overlaid(c), lambda: compare(old, new), 15),
        baseline="comparing them",
    )
    report(
        "laid out with marks, words known",
        *in_turns(lambda: drawn(both, Memo()), lambda: build(new, SCREEN, GRID_ONLY, Memo()), 7),
        baseline="the new map laid out",
    )
    memo, plain = Memo(), Memo()
    drawn(both, memo)
    build(new, SCREEN, GRID_ONLY, plain)
    later, alone = retitled(new), retitled(new)
    kept = [c, both]

    def seen() -> None:
        found = compare_again(kept[0], next(later))  # type: ignore[arg-type]
        shown = overlay(found, None, kept[1])  # type: ignore[arg-type]
        drawn(shown, memo)
        kept[:] = [found, shown]

    def numbered() -> None:
        shown = overlaid(*kept)  # type: ignore[arg-type]
        drawn(shown, memo)
        kept[1] = shown

    without = "the same edit laid out without a comparison"
    first, then = [], []
    baselines = []
    for _ in range(15):
        baselines.append(timed(lambda: build(next(alone), SCREEN, GRID_ONLY, plain)))
        first.append(timed(seen))
        then.append(timed(numbered))
    alike = figure(baselines)
    report("one more edit: compared and seen", figure(first), alike, baseline=without)
    report("then its list, and new numbers", figure(then), alike, baseline=without)


def drawn(both: Overlay, memo: Memo) -> None:
    """Lay out an overlay."""
    build(both.map, SCREEN, GRID_ONLY._replace(marks=both.marks), memo)


def retitled(of: JourneyMap) -> Iterator[JourneyMap]:
    """The map after one title more was changed, and so on."""
    cards = Grid(of).cards
    for nth in count(1):
        card = cards[97 * nth % len(cards)]
        of = apply(set_fields(of, card.id, title=f"{card.title} again"), of)
        yield of
