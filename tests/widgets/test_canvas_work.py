"""How much the canvas paints for what happens, counted and not timed."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication

from model.layout import hit, standing
from model.records import Card, evolve
from tests.generator import make
from tests.widgets.canvas_window import look_at, shown


class Painted(QObject):
    """Which parts of a widget are painted."""

    def __init__(self, watched) -> None:
        super().__init__(watched)
        self.region = QRegion()
        watched.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Paint:
            assert isinstance(event, QPaintEvent)
            self.region = self.region.united(event.region())
        return False


class Work:
    """What painting costs from one `since` to the next."""

    def __init__(self, canvas) -> None:
        self.canvas = canvas
        self.painted = Painted(canvas.view.viewport())
        self.since()

    def since(self) -> None:
        QApplication.processEvents()
        self.painted.region = QRegion()
        self._before = self._counts()

    def _counts(self) -> tuple[int, int, int]:
        surface = self.canvas.surface
        return surface.painted, surface.displays.shown, surface.displays.made

    def done(self) -> tuple[int, int, int]:
        """Items and cards painted, displays and sprites made."""
        QApplication.processEvents()
        now = self._counts()
        items, cards, made = (b - a for a, b in zip(self._before, now, strict=True))
        return items, cards, made

    @property
    def area(self) -> int:
        """Painted px of the viewport."""
        return sum(rect.width() * rect.height() for rect in self.painted.region)


@pytest.fixture
def work(qtbot) -> Work:
    canvas = shown(qtbot, make(cards=700, steps=24, lanes=14))
    look_at(canvas, 1.0, right=300, down=500)
    work = Work(canvas)
    for _ in range(2):  # a sprite is made for what is painted a second time
        canvas.view.viewport().update()
        QApplication.processEvents()
    work.since()
    return work


def whole(work: Work) -> int:
    view = work.canvas.view.viewport()
    return view.width() * view.height()


def rename(work: Work, card: Card, more: str) -> Card:
    """Make a title longer. After a zoom, Qt paints all of an item the first time."""
    longer = evolve(card, title=card.title + more)
    work.canvas.document.commit({card.id: (card, longer)}, "Rename")
    return longer


def a_card_in_view(work: Work) -> Card:
    canvas = work.canvas
    seen = canvas.view.visible().adjusted(60, 60, -60, -60)
    return next(
        card
        for card in canvas.document.map.all(Card)
        if (box := canvas.box_of(card.id)) is not None and seen.contains(box)
    )


def test_scrolling_paints_only_the_strip_that_comes_into_view(work) -> None:
    work.canvas.view.scroll_by(-40, 0)
    _, cards, _ = work.done()
    view = work.canvas.view.viewport()
    assert 0 < work.area <= 44 * view.height() + 20 * view.width()
    assert cards < 20


def test_what_was_seen_is_not_prepared_again(work) -> None:
    work.canvas.view.scroll_by(-600, 0)
    work.done()
    work.canvas.view.scroll_by(600, 0)
    work.since()
    work.canvas.view.viewport().update()
    _, cards, made = work.done()
    assert cards > 10
    assert made == 0


def test_in_the_midst_of_zooming_sprites_are_made_only_for_what_is_alike(work) -> None:
    work.canvas.camera.zoom_to(0.9)
    work.since()
    work.canvas.camera.zoom_to(0.95)
    _, cards, made = work.done()
    assert cards > 10
    work.since()
    work.canvas.view.viewport().update()
    _, _, settled = work.done()
    assert made < settled


def test_only_what_is_in_view_is_prepared(work) -> None:
    work.canvas.view.viewport().update()
    _, cards, _ = work.done()
    assert 0 < cards < 100
    assert work.canvas.surface.displays.made < 300


def test_an_edit_paints_its_own_lane_and_not_those_above(work) -> None:
    card = rename(work, a_card_in_view(work), ".")
    box = work.canvas.box_of(card.id)
    work.since()
    # The same number of lines, so that the lane does not grow.
    rename(work, card, ".")
    _, _, made = work.done()
    assert work.canvas.box_of(card.id) == box
    assert made <= 3
    assert work.area < 0.2 * whole(work)


def test_a_lane_that_grows_leaves_those_above_alone(work) -> None:
    canvas = work.canvas
    row = hit.row_at(canvas.laid, canvas.view.visible().center().y())
    lane = canvas.laid.grounds[row]
    column = max(
        (i for i, stack in enumerate(lane.stacks) if stack is not None),
        key=lambda i: lane.stacks[i].height,
    )
    first = next(standing.cards_of(canvas.laid, row, column))
    card = canvas.document.map.get(first.node.record, Card)
    top = canvas.view.to_viewport(QPointF(0, canvas.laid.y + canvas.laid.tops[row])).y()
    card = rename(work, card, ".")
    work.since()
    rename(work, card, " and many more words" * 4)
    work.done()
    assert canvas.laid.grounds[row].height > lane.height
    assert work.painted.region.boundingRect().top() >= top - 80


def test_selecting_one_card_paints_about_that_card(work) -> None:
    card = a_card_in_view(work)
    work.canvas.selection.set(card.id)
    _, _, made = work.done()
    assert 0 < work.area < 0.15 * whole(work)
    assert made == 0


def test_thousands_of_selected_cards_are_no_marks(qtbot) -> None:
    canvas = shown(qtbot, make(cards=700, steps=24, lanes=14), zoom=0.5)
    cards = [card.id for card in canvas.document.map.all(Card)]
    canvas.selection.set(*cards)
    QApplication.processEvents()
    assert canvas.marks.of("selection") == ()
    assert canvas.surface.chosen == frozenset(cards)
    picture = canvas.grab().toImage()
    canvas.selection.set(cards[0])
    QApplication.processEvents()
    assert len(canvas.marks.of("selection")) <= 1
    assert canvas.surface.chosen == frozenset()
    assert canvas.grab().toImage() != picture


def test_routes_out_of_view_are_not_worked_out(work) -> None:
    from model.layout import route_paths

    made = []
    real = route_paths._node
    canvas = work.canvas

    def counting(hop, *rest):
        made.append(hop)
        return real(hop, *rest)

    route_paths._node = counting
    try:
        rename(work, a_card_in_view(work), " and many more words" * 6)
        work.done()
    finally:
        route_paths._node = real
    every = sum(len(group.node.children) for group in canvas.scene.layers[1].node.children)
    assert len(made) < every / 4
