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
from model.layout.overlay import Overlay
from tests.bench.bench_compare import CARDS, EDITED, edited
from tests.bench.harness import heading, in_turns, report
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

    def one_more() -> None:
        found = compare_again(kept[0], next(later))  # type: ignore[arg-type]
        shown = overlaid(found, kept[1])  # type: ignore[arg-type]
        drawn(shown, memo)
        kept[:] = [found, shown]

    report(
        "one more edit: compared, overlaid, laid out",
        *in_turns(one_more, lambda: build(next(alone), SCREEN, GRID_ONLY, plain), 15),
        baseline="the same edit laid out without a comparison",
    )


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
