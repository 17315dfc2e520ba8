"""Live work on a large map: a letter more in the find bar, the next hit, replacing everywhere.

Each frame, from the key to the painted map, stands beside the repaint of an empty
QGraphicsView of the same size. The target is one frame of a screen, 16.7 ms, and two at the
95th percentile. What needs no picture stands beside one pass of `in` over the same texts.
"""

from collections.abc import Callable, Iterator
from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.find_bar import FindBar
from model.edits.replacing import replace_words
from model.searching import Query, Searching, texts
from tests.bench.frames import Shown
from tests.bench.harness import heading, in_turns, report
from tests.generator import make
from widgets.editor import Editor

MEDIAN, P95 = 16.7, 33.0
Event = Callable[[], object]


def _letters(bar: FindBar) -> Iterator[Event]:
    """A word letter by letter, from thousands of hits to a few, and taken back again."""
    for key in cycle("wai" + "\b" * 3):
        if key == "\b":
            yield lambda: QTest.keyClick(bar.line, Qt.Key.Key_Backspace)
        else:
            yield lambda key=key: QTest.keyClick(bar.line, key)  # type: ignore[misc]


def _next(bar: FindBar) -> Iterator[Event]:
    while True:
        yield lambda: QTest.keyClick(bar.line, Qt.Key.Key_Return)


def find(cards: int) -> None:
    """A letter more or less, and the next hit, at 100% and with all of the map in view."""
    shown = Shown(make(cards))
    canvas = shown.canvas
    bar = FindBar(Editor(shown.document, shown.selection, canvas, shown.theme, canvas), canvas)
    bar.resize(1200, 48)
    bar.open()
    for name, look in (("100%", lambda: canvas.camera.zoom_to(1.0)), ("fit", canvas.camera.fit)):
        look()
        QApplication.processEvents()
        for what, events in (
            (f"a letter in the find bar, at {name}", _letters(bar)),
            (f"the next of all hits, at {name}", _next(bar)),
        ):
            bar.line.setText("e" if "next" in what else "")
            QApplication.processEvents()
            frames, empty = shown.frames(events, 60)
            report(what, frames, empty, "an empty view", target_ms=MEDIAN, target_p95=P95)
    shown.close()


def search(cards: int) -> None:
    """Hits alone, without a picture."""
    of = make(cards)
    searching = Searching()
    searching.prepare(of)
    plain = ["\0".join(text for _, text in texts(record)) for record in of.records.values()]
    words = cycle(("wai", "the", "e"))
    found, bare = in_turns(
        lambda: searching.find(of, Query(next(words))), lambda: [t for t in plain if "wai" in t]
    )
    report("find what says a word", found, bare, "`in` alone")
    anew, bare = in_turns(lambda: Searching().prepare(of), lambda: [t.lower() for t in plain], 10)
    report("make all texts ready to be compared", anew, bare, "lower() alone")


def replace(cards: int) -> None:
    """One word replaced everywhere, as a change."""
    of = make(cards)
    query = Query("the", whole_words=True)
    ids = Searching().find(of, query)
    made, bare = in_turns(
        lambda: replace_words(of, ids, query, "that"),
        lambda: [type(of[i]).model_validate(dict(of[i])) for i in ids],
        10,
    )
    report(f"replace a word on {len(ids):,} cards", made, bare, "validating them")


def main() -> None:
    """Print the figures for both sizes."""
    QApplication.instance() or QApplication(["bench"])
    for cards in (1_000, 10_000):
        heading(f"live: {cards:,} cards")
        find(cards)
        search(cards)
        replace(cards)


if __name__ == "__main__":
    main()
