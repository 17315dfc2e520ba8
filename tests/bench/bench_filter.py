"""The filter: a letter and a tick to the picture, and what dimmed cards cost when one moves on.

Each frame stands beside the repaint of an empty QGraphicsView of the same size. The target is
one frame of a screen, 16.7 ms, and two at the 95th percentile. What a list of choices costs
stands beside one pass over all records.
"""

from collections.abc import Callable, Iterator
from itertools import cycle

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.filter_bar import FilterBar
from model.filtering import Filtering
from model.records import Card, SavedView, evolve
from tests.bench.frames import Shown
from tests.bench.harness import heading, in_turns, report
from tests.generator import make
from widgets.editor import Editor
from widgets.filtering import Filter

MEDIAN, P95 = 16.7, 33.0
Event = Callable[[], object]


def _letters(bar: FilterBar) -> Iterator[Event]:
    """Three letters, one after the other, and none again: each leaves other cards bright."""
    while True:
        for letter in "the":
            yield lambda letter=letter: QTest.keyClick(bar.line, letter)  # type: ignore[misc]
        yield bar.line.clear


def _ticks(filter_: Filter) -> Iterator[Event]:
    for kind in cycle(("pain", "gain", "quote")):
        yield lambda kind=kind: filter_.toggle("kinds", kind)  # type: ignore[misc]


def _edits(shown: Shown) -> Iterator[Event]:
    """A card in view that fits, and no longer, and again."""
    canvas = shown.canvas
    seen = canvas.view.visible()
    card = next(
        card
        for card in shown.document.map.all(Card)
        if (box := canvas.box_of(card.id)) is not None and seen.contains(box)
    )
    both = evolve(card, kind="pain"), evolve(card, kind="gain")
    shown.document.commit({card.id: (card, both[1])}, "Kind")
    for before, after in cycle((both[::-1], both)):
        yield lambda b=before, a=after: shown.document.commit({b.id: (b, a)}, "Kind")  # type: ignore[misc]


def _tell(what: str, shown: Shown, events: Iterator[Event], many: int = 60) -> None:
    frames, empty = shown.frames(events, many)
    report(what, frames, empty, "an empty view", target_ms=MEDIAN, target_p95=P95)


def main() -> None:
    """Print the figures for both sizes."""
    QApplication.instance() or QApplication(["bench"])
    for cards in (1_000, 10_000):
        heading(f"filter: {cards:,} cards, a frame")
        journey = make(cards)
        shown = Shown(journey)
        canvas = shown.canvas
        editor = Editor(shown.document, shown.selection, canvas, shown.theme, canvas.window())
        filter_ = Filter(editor)
        bar = FilterBar(editor, filter_, canvas.window())
        bar.open()
        while not filter_.filtering.warm(1000):
            pass
        canvas.camera.zoom_to(1.0)
        canvas.view.scroll_by(-800, -2300)
        QApplication.processEvents()
        _tell("pan at 100%, nothing dimmed", shown, shown.pans())
        _tell("a letter in the filter", shown, _letters(bar))
        bar.line.clear()
        _tell("a kind ticked or taken back", shown, _ticks(filter_))
        filter_.put(SavedView(kinds=("pain",)))
        QApplication.processEvents()
        _tell("pan at 100%, most of it dimmed", shown, shown.pans())
        _tell("an edit that dims a card, or brings it back", shown, _edits(shown))
        filtering = Filtering()
        filtering.look(journey, SavedView(kinds=("pain",)))
        report(
            "what each tag would leave",
            *in_turns(lambda f=filtering: f.left_by("tags"), lambda j=journey: _pass_over(j)),
            "a pass over all records",
        )  # fmt: skip
        shown.close()


def _pass_over(journey: object) -> int:
    return sum(bool(getattr(r, "tags", ())) for r in journey.records.values())  # type: ignore[attr-defined]  # a map


if __name__ == "__main__":
    main()
