"""The overview shows where one is on a large map, and leads elsewhere."""

import pytest
from PySide6.QtCore import QEvent, QPointF

from model.change import JourneyMap, apply
from model.edits.cards import delete_cards
from model.edits.fields import set_fields
from model.files import codec
from model.records import Card
from resources import templates
from tests.generator import make
from tests.widgets.canvas_window import let_go, look_at, pointer, pull, shown
from widgets.canvas.canvas import Canvas


@pytest.fixture(scope="module")
def large() -> JourneyMap:
    return make(cards=200, steps=30, lanes=10)


def ready(qtbot, journey: JourneyMap, zoom: float = 1.0) -> Canvas:
    canvas = shown(qtbot, journey, zoom)
    qtbot.waitUntil(canvas.minimap.isVisible)
    return canvas


def test_it_stands_in_the_lower_right_corner_of_the_view(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    box = canvas.minimap.geometry()
    view = canvas.view.viewport()
    corner = view.mapTo(canvas, view.rect().bottomRight())
    assert 5 < corner.x() - box.right() < 25
    assert 5 < corner.y() - box.bottom() < 25
    canvas.resize(1300, 760)
    corner = view.mapTo(canvas, view.rect().bottomRight())
    assert canvas.minimap.geometry().right() > box.right()
    assert 5 < corner.x() - canvas.minimap.geometry().right() < 25


def test_it_is_gone_once_the_whole_map_is_in_view(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    canvas.camera.fit()
    assert not canvas.minimap.isVisible()
    canvas.camera.zoom_to(1.0)
    assert canvas.minimap.isVisible()


def test_it_is_gone_if_nobody_wants_it(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    canvas.minimap.wanted = False
    assert not canvas.minimap.isVisible()
    look_at(canvas, 1.0, right=300)
    assert not canvas.minimap.isVisible()
    canvas.minimap.wanted = True
    qtbot.waitUntil(canvas.minimap.isVisible)


def test_it_is_gone_while_there_is_hardly_a_card_to_find(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    assert canvas.minimap.isVisible()
    cards = [card.id for card in canvas.document.map.all(Card)]
    canvas.document.edit("Delete them", delete_cards, *cards[2:])
    qtbot.waitUntil(lambda: not canvas.minimap.isVisible())


def test_its_frame_follows_the_view(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    before = canvas.minimap.frame()
    look_at(canvas, 1.0, right=1500, down=400)
    after = canvas.minimap.frame()
    assert after.left() > before.left() + 20
    assert after.top() > before.top() + 10
    canvas.camera.zoom_to(2.0)
    assert canvas.minimap.frame().width() == pytest.approx(after.width() / 2, rel=0.2)


def test_a_click_brings_the_view_there(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    middle = QPointF(canvas.minimap.rect().center())
    pointer(canvas.minimap, QEvent.Type.MouseButtonPress, middle)
    let_go(canvas.minimap, middle)
    assert (canvas.minimap.frame().center() - middle).manhattanLength() < 2


def test_a_drag_of_the_frame_moves_the_view_with_it(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    frame = canvas.minimap.frame()
    start = frame.center() + QPointF(3, 2)
    pull(canvas.minimap, start, start + QPointF(50, 20))
    let_go(canvas.minimap, start + QPointF(50, 20))
    moved = canvas.minimap.frame().center() - frame.center()
    assert moved.x() == pytest.approx(50, abs=1.5)
    assert moved.y() == pytest.approx(20, abs=1.5)


def test_it_shows_cards_as_blocks_of_their_colour(qtbot) -> None:
    journey = codec.load(templates.path("bicycle")).map
    canvas = ready(qtbot, journey, 2.0)
    image = canvas.minimap.grab().toImage()
    seen = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    red = [c for c in seen if c.red() > c.green() + 30 and c.red() > c.blue() + 40]
    blue = [c for c in seen if c.blue() > c.red() + 30 and c.blue() < 230]
    assert len(red) > 20  # pain points
    assert len(blue) > 60  # touchpoints


def test_an_edit_paints_only_its_lane_anew(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    before = canvas.minimap.painted
    assert before == len(canvas.laid.grounds)
    card = next(
        p.node.children[0].node.record
        for p in canvas.laid.grounds[4].node.children
        if p.node.children
    )
    canvas.document.edit("Note", set_fields, card, title="Small")
    qtbot.waitUntil(lambda: canvas.minimap.painted > before)
    qtbot.waitUntil(lambda: not canvas.minimap._timer.isActive())
    # Lanes below may begin on another row of px, as rounding has it.
    assert canvas.minimap.painted - before <= 3


def test_scrolling_paints_nothing_anew(qtbot, large) -> None:
    canvas = ready(qtbot, large)
    before = canvas.minimap.painted
    for right in (200, 600, 900):
        look_at(canvas, 1.0, right=right)
        canvas.grab()
    assert canvas.minimap.painted == before


def test_a_map_read_from_the_right_begins_at_the_right(qtbot, large) -> None:
    canvas = ready(qtbot, apply(set_fields(large, "map", language="ar"), large))
    assert canvas.minimap.frame().right() > canvas.minimap.width() - 12
