"""The capture bar: a letter typed in its line, and Enter, which makes a card, to the picture.

Each frame stands beside the repaint of an empty QGraphicsView of the same size. The target is
one frame of a screen, 16.7 ms, and two at the 95th percentile.
"""

from collections.abc import Callable, Iterator
from itertools import count

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.records import Card
from tests.bench.frames import Paints, Shown
from tests.bench.harness import heading, report
from tests.generator import make
from widgets.capture.bar import CaptureBar
from widgets.editor import Editor

MEDIAN, P95 = 16.7, 33.0
Event = Callable[[], object]


def _letters(bar: CaptureBar) -> Iterator[Event]:
    for number in count():
        yield lambda number=number: QTest.keyClick(bar.line, chr(ord("a") + number % 26))  # type: ignore[misc]


def _cards(bar: CaptureBar, marks: str) -> Iterator[Event]:
    """Enter; the line is typed between the frames, every tenth one in another step."""
    for number in count():
        if number % 10 == 9:
            QTest.keyClick(bar.line, Qt.Key.Key_Tab)
        bar.line.fill(f"Line {number}, said aloud{marks}")
        QApplication.processEvents()
        yield lambda: QTest.keyClick(bar.line, Qt.Key.Key_Return)


def main() -> None:
    """Print the figures for both sizes."""
    QApplication.instance() or QApplication(["bench"])
    for cards in (1_000, 10_000):
        heading(f"capture bar: {cards:,} cards, a frame")
        shown = Shown(make(cards))
        window = shown.canvas.window()
        editor = Editor(shown.document, shown.selection, shown.canvas, shown.theme, window)
        bar = CaptureBar(editor, window)
        bar.setGeometry(0, window.height() - 80, window.width(), 80)
        bar.open()
        QApplication.processEvents()
        shown.paints = Paints(bar.line.viewport())
        report("a letter typed in the bar", *shown.frames(_letters(bar), 100), "an empty view",
               target_ms=MEDIAN, target_p95=P95)  # fmt: skip
        bar.line.fill("")
        shown.paints = Paints(shown.canvas.view.viewport())
        before = sum(1 for _ in shown.document.map.all(Card))
        for what, marks in (
            ("Enter makes a card, and it is seen", ""),
            ("the same with a tag, a score and a count", " #phone =-1 x3"),
        ):
            report(what, *shown.frames(_cards(bar, marks), 60), "an empty view",
                   target_ms=MEDIAN, target_p95=P95)  # fmt: skip
        assert sum(1 for _ in shown.document.map.all(Card)) == before + 126
        shown.close()
