"""A canvas on a screen of 1600 x 1000, and how long it takes from an event to its picture.

A frame is an event and everything until it is painted: the view, and the headers with it.
Python's garbage collector is on, set as the program sets it.
"""

import time
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QMainWindow, QWidget

from model import collector
from model.change import JourneyMap
from tests.bench.harness import Figure, figure
from widgets.canvas.canvas import Canvas
from widgets.document import Document
from widgets.selection import Selection
from widgets.theme import Theme

WIDTH, HEIGHT = 1600, 1000
#: Frames of one thing before the empty view has its turn.
_ROUND = 10


class Paints(QObject):
    """Counts how often widgets are painted."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.count = 0
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let everything pass."""
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


class Shown:
    """A map on the screen, beside a view with nothing in it."""

    def __init__(self, journey: JourneyMap) -> None:
        collector.calm()
        with collector.paused():
            self.document = Document(journey)
            self.selection = Selection(self.document)
            self.theme = Theme("light")
            self.canvas = Canvas(self.document, self.selection, self.theme)
        self._window = QMainWindow()
        self._window.setCentralWidget(self.canvas)
        self._window.resize(WIDTH, HEIGHT)
        self._window.show()
        self.empty = QGraphicsView(QGraphicsScene(0, 0, 4000, 4000))
        self.empty.resize(WIDTH, HEIGHT)
        self.empty.show()
        QApplication.processEvents()
        collector.set_aside()
        self.paints = Paints(self.canvas.view.viewport())
        self.canvas.view.setFocus()

    def close(self) -> None:
        """Take both away."""
        self._window.close()
        self.empty.close()

    def frames(self, events: Iterator[Callable[[], object]], many: int) -> tuple[Figure, Figure]:
        """How long each of so many frames takes, and an empty view's repaint in between.

        Raises AssertionError if an event was not followed by a painted view.
        """
        for event in islice(events, 3):
            event()
            QApplication.processEvents()
        times: list[float] = []
        empty: list[float] = []
        for number, event in enumerate(islice(events, many)):
            if number % _ROUND == 0:
                start = time.perf_counter_ns()
                self.empty.viewport().repaint()
                empty.append((time.perf_counter_ns() - start) / 1e6)
            before = self.paints.count
            start = time.perf_counter_ns()
            event()
            QApplication.processEvents()
            times.append((time.perf_counter_ns() - start) / 1e6)
            assert self.paints.count > before, "an event was followed by no picture"
        return figure(times), figure(empty)

    def wheels(self, dx: int, dy: int, modifiers: Qt.KeyboardModifier) -> Callable[[], object]:
        """The event of two fingers on a trackpad, or with Ctrl of a wheel, in the middle."""
        viewport = self.canvas.view.viewport()
        middle = QPointF(viewport.rect().center())
        ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)

        def send() -> object:
            event = QWheelEvent(
                middle,
                QPointF(viewport.mapToGlobal(middle)),
                QPoint() if ctrl else QPoint(dx, dy),
                QPoint(dx, dy),
                Qt.MouseButton.NoButton,
                modifiers,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            return QApplication.sendEvent(viewport, event)

        return send

    def mouse(self, sort: QEvent.Type, at: QPointF) -> None:
        """A press, a movement with the left button held, or a release."""
        viewport = self.canvas.view.viewport()
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        event = QMouseEvent(
            sort,
            at,
            QPointF(viewport.mapToGlobal(at)),
            none if sort == QEvent.Type.MouseMove else left,
            none if sort == QEvent.Type.MouseButtonRelease else left,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)

    def pans(self) -> Iterator[Callable[[], object]]:
        """There and back, 40 px at a time across and 12 down, as far as there is anything."""
        across = self.canvas.view.horizontalScrollBar()
        sign = -1
        for number in count(1):
            yield self.wheels(sign * 40, sign * 12, Qt.KeyboardModifier.NoModifier)
            at_end = across.value() == (across.maximum() if sign < 0 else across.minimum())
            if number % 25 == 0 or at_end:
                sign = -sign

    def zooms(self) -> Iterator[Callable[[], object]]:
        """In and out by a quarter of a notch at a time, so that no two frames are alike."""
        for sign in cycle((1, -1)):
            for _ in range(9):
                yield self.wheels(0, sign * 30, Qt.KeyboardModifier.ControlModifier)
