"""The canvas: an edit, panning, zooming and dragging at 1,000 and 10,000 cards.

Each frame (median and 95th percentile) stands beside the repaint of an empty QGraphicsView
of the same size. The target is one frame of a screen, 16.7 ms, and two at the 95th.
"""

from collections.abc import Callable, Iterator
from itertools import cycle

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.layout import standing
from model.records import Card, evolve
from tests.bench.frames import HEIGHT, WIDTH, Shown
from tests.bench.harness import heading, report
from tests.generator import make
from widgets.presenting.onlooker import Onlooker

MEDIAN, P95 = 16.7, 33.0
WORDS = " and then some more words until it takes another line"
Event = Callable[[], object]


def _tell(what: str, shown: Shown, events: Iterator[Event], many: int = 100) -> None:
    frames, empty = shown.frames(events, many)
    report(what, frames, empty, "an empty view", target_ms=MEDIAN, target_p95=P95)


def _tallest(shown: Shown) -> Card:
    """A card in view whose cell makes its lane as high as it is."""
    canvas = shown.canvas
    seen = canvas.view.visible()
    best, height = "", 0.0
    for row, lane in enumerate(canvas.laid.grounds):
        for column, stack in enumerate(lane.stacks):
            if stack is None or stack.height <= height:
                continue
            for card in standing.cards_of(canvas.laid, row, column):
                box = canvas.box_of(card.node.record)
                if box is not None and seen.contains(box):
                    best, height = card.node.record, stack.height
    found = canvas.document.map.get(best, Card)
    assert found is not None, "some card is in view"
    return found


def _edits(shown: Shown) -> Iterator[Event]:
    """A title longer by a line, and shorter again: its lane grows and shrinks."""
    card = _tallest(shown)
    longer = evolve(card, title=card.title + WORDS)

    def change(before: Card, after: Card) -> None:
        shown.document.commit({card.id: (before, after)}, "Rename")

    for before, after in cycle(((card, longer), (longer, card))):
        yield lambda before=before, after=after: change(before, after)  # type: ignore[misc]


def _keys(shown: Shown) -> Iterator[Event]:
    """Typing in a card: a letter that begins another line, so that the lane grows; and back."""
    canvas, card = shown.canvas, _tallest(shown)
    canvas.begin_edit(card.id)
    caret = canvas.editing.caret
    row = canvas.laid.places.row_of[card.lane_id]
    height = canvas.laid.grounds[row].height
    while canvas.laid.grounds[row].height == height:
        QTest.keyClick(caret, "m")
        QApplication.processEvents()
    for back in cycle((True, False)):
        if back:
            yield lambda: QTest.keyClick(caret, Qt.Key.Key_Backspace)
        else:
            yield lambda: QTest.keyClick(caret, "m")


def _drag(shown: Shown) -> Iterator[Event]:
    """A card pulled over the cells around it, which make room for it."""
    card = _tallest(shown)
    box = shown.canvas.box_of(card.id)
    assert box is not None
    start = shown.canvas.view.to_viewport(box.center())
    shown.mouse(QEvent.Type.MouseButtonPress, start)
    view = shown.canvas.view.viewport()
    room = QRectF(view.rect()).adjusted(80, 80, -80, -80)
    at, step = QPointF(start), QPointF(17, 11)
    while True:
        at += step
        if not room.left() <= at.x() <= room.right():
            step.setX(-step.x())
            at.setX(min(max(at.x(), room.left()), room.right()))
        if not room.top() <= at.y() <= room.bottom():
            step.setY(-step.y())
            at.setY(min(max(at.y(), room.top()), room.bottom()))
        here = QPointF(at)
        yield lambda here=here: shown.mouse(QEvent.Type.MouseMove, here)  # type: ignore[misc]


def _lasso(shown: Shown) -> Iterator[Event]:
    """A rectangle from one corner of the map towards the other, while all of it is in view."""
    view = shown.canvas.view.viewport()
    shown.mouse(QEvent.Type.MouseButtonPress, QPointF(2, view.height() - 3))
    for share in cycle([*range(50), *range(50, 0, -1)]):
        x = 10 + (view.width() - 20) * share / 50
        y = (view.height() - 20) * (1 - share / 50)
        yield lambda x=x, y=y: shown.mouse(QEvent.Type.MouseMove, QPointF(x, y))  # type: ignore[misc]


def _release(shown: Shown) -> None:
    shown.canvas.hands.cancel()
    shown.selection.set()
    QApplication.processEvents()


def _all_and_none(shown: Shown) -> Iterator[Event]:
    cards = [card.id for card in shown.document.map.all(Card)]
    for ids in cycle((cards, cards[:1])):
        yield lambda ids=ids: shown.selection.set(*ids)  # type: ignore[misc]


def _zoomed(shown: Shown, zoom: float) -> None:
    canvas = shown.canvas
    canvas.camera.first_look()
    if zoom:
        canvas.camera.zoom_to(zoom)
        # Below the lanes of emotion lines, where cards give way to each other.
        canvas.view.scroll_by(-800, -2300 * zoom)
    else:
        canvas.camera.fit()
    QApplication.processEvents()


def _at(shown: Shown, zoom: float, name: str) -> None:
    _zoomed(shown, zoom)
    if zoom:
        _tell(f"pan at {name}", shown, shown.pans())
    else:
        # Nothing can be scrolled when all of it is in view: one step nearer.
        shown.canvas.camera.zoom_to(shown.canvas.zoom * 1.2)
        _tell(f"pan near {name}", shown, shown.pans())
    _zoomed(shown, zoom)
    _tell(f"zoom at {name}", shown, shown.zooms())
    _zoomed(shown, zoom)
    _tell(f"drag at {name}, neighbours giving way", shown, _drag(shown))
    _release(shown)


def main() -> None:
    """Print the figures for both sizes."""
    QApplication.instance() or QApplication(["bench"])
    for cards in (1_000, 10_000):
        heading(f"canvas: {cards:,} cards, a frame")
        shown = Shown(make(cards))
        for zoom, name in ((1.0, "100%"), (0.36, "36%"), (0.0, "fit")):
            _at(shown, zoom, name)
        _zoomed(shown, 1.0)
        _tell("edit, its lane growing, at 100%", shown, _edits(shown), 60)
        _tell("key typed in a card, its lane growing", shown, _keys(shown), 60)
        shown.canvas.editing.commit()
        people = Onlooker(shown.canvas)
        people.resize(WIDTH, HEIGHT)
        people.show()
        people.show_at(shown.canvas.view.visible().center(), people.least_zoom())
        _tell("the same, with an audience looking on", shown, _keys(shown), 60)
        shown.canvas.editing.commit()
        people.close()
        people.deleteLater()
        _zoomed(shown, 0.0)
        _tell("edit, its lane growing, at fit", shown, _edits(shown), 60)
        _tell("select all cards, then one, at fit", shown, _all_and_none(shown), 30)
        shown.selection.set()
        QApplication.processEvents()
        _tell("lasso at fit", shown, _lasso(shown))
        _release(shown)
        shown.close()
