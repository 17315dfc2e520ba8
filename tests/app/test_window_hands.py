"""Clicks and drags on the canvas with keys held down, and where they begin and end."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.edits.lanes import move_lane
from model.files import codec
from model.ids import feeling_id
from model.records import Card, Feeling
from resources import templates
from tests.app.lending import Lend
from tests.driver import CTRL, LEFT, NONE, SHIFT, Driver, opened
from widgets.canvas.connecting import handles

TARIFFS = "Compares three tariffs on the phone"
TABLE = "Tariff table does not fit a small screen"
SEARCHES = "Searches for the price of a monthly pass"
ROUTE = "Follows the route to work"
UNLOCKS = "Unlocks the first bicycle"
FASTER = "Eleven minutes faster than the bus"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "ride.journey.json"
    found.write_bytes(templates.path("bicycle").read_bytes())
    return found


@pytest.fixture
def editor(lend: Lend) -> Driver:
    """The bicycle map, open."""
    return lend()


@pytest.fixture
def from_the_right(qtbot: QtBot, windows: Windows, file: Path) -> Driver:
    """The same map, read from the right."""
    journey: JourneyMap = codec.load(file).map
    codec.save(apply(set_fields(journey, "map", language="ar"), journey), file)
    return opened(qtbot, windows, file)


def ask_for_menu(editor: Driver, at: QPoint) -> None:
    """The right button, or whatever else asks for a menu on this desktop."""
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, editor.viewport.mapToGlobal(at))
    QApplication.sendEvent(editor.viewport, event)
    for menu in editor.window.findChildren(QMenu):
        if menu.isVisible():
            menu.close()


def felt_by_mara(editor: Driver) -> str:
    """The id of what she feels on her first ride."""
    return feeling_id(editor.persona("Mara").id, editor.step("Ride").id)


def cell_of(editor: Driver) -> tuple[str, str] | None:
    return editor.window.editor.selection.cell


def test_ctrl_and_a_click_select_one_more_and_let_it_go_again(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.click(ROUTE, CTRL)
    assert editor.selected == [TARIFFS, ROUTE]
    editor.click(ROUTE, CTRL)
    assert editor.selected == [TARIFFS]


def test_a_click_on_one_of_several_selected_cards_selects_it_alone(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.click(ROUTE, SHIFT)
    editor.click(TARIFFS)
    assert editor.selected == [TARIFFS]


def test_a_click_beside_the_lanes_selects_nothing(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.canvas.camera.fit()
    at = editor.canvas.view.to_viewport(editor.canvas.grid_box().bottomRight())
    editor.click_at((at + QPointF(12, 12)).toPoint())
    assert editor.selected == []
    assert cell_of(editor) is None


def test_the_menu_of_one_of_several_selected_cards_is_for_all_of_them(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.click(TABLE, SHIFT)
    ask_for_menu(editor, editor.where(TARIFFS))
    assert editor.selected == [TARIFFS, TABLE]
    ask_for_menu(editor, editor.where(SEARCHES))
    assert editor.selected == [SEARCHES]


def test_the_menu_of_free_ground_gives_that_cell_the_focus(editor: Driver) -> None:
    editor.click(TARIFFS)
    ask_for_menu(editor, editor.where(("Sign up", "Station")))
    assert editor.focus == ("Sign up", "Station")
    assert editor.selected == []


def test_a_click_on_a_face_gives_its_step_the_focus(editor: Driver) -> None:
    face = editor.canvas.box_of(felt_by_mara(editor))
    assert face is not None
    editor.canvas.view.bring_in(face)
    editor.click_at(editor.canvas.view.to_viewport(face.center()).toPoint())
    assert editor.selected == [felt_by_mara(editor)]
    assert editor.focus == ("Ride", "Feeling")


def test_ctrl_in_the_midst_of_a_drag_makes_a_copy_and_without_it_moves_again(
    editor: Driver,
) -> None:
    with editor.held(TARIFFS, to=("Ride", "App")):
        editor.qtbot.keyPress(editor.canvas.view, Qt.Key.Key_Control)
        copied = {c.id for c in editor.canvas.shown.all(Card)} - set(editor.map.records)
        editor.qtbot.keyRelease(editor.canvas.view, Qt.Key.Key_Control)
        left = {c.id for c in editor.canvas.shown.all(Card)} - set(editor.map.records)
    assert len(copied) == 1
    assert left == set()
    assert editor.undoable == [f"Move “{TARIFFS}”"]


def test_the_copy_that_was_dragged_is_selected_and_not_the_card(editor: Driver) -> None:
    before = set(editor.map.records)
    editor.drag(TARIFFS, to=("Ride", "App"), modifiers=CTRL)
    (made,) = set(editor.map.records) - before
    assert editor.window.editor.selection.ids == (made,)


def test_cards_dragged_out_onto_the_parking_lot_are_parked(editor: Driver) -> None:
    editor.window.setGeometry(editor.window.screen().availableGeometry())
    editor.do("view.parking")
    lot = editor.window.docks["parking"].fill()
    editor.click(TARIFFS)
    editor.click(ROUTE, SHIFT)
    start = editor.where(ROUTE)
    editor.pull(start, editor.viewport.mapFromGlobal(lot.mapToGlobal(lot.rect().center())))
    assert [editor.card(title).step_id for title in (TARIFFS, ROUTE)] == ["", ""]
    assert editor.undoable == ["Park 2 cards"]


def test_cards_of_one_cell_keep_their_order_whichever_was_selected_first(editor: Driver) -> None:
    editor.click(FASTER)
    editor.click(UNLOCKS, SHIFT)
    editor.drag(UNLOCKS, to=("Ride", "App"))
    assert editor.cards_in("Ride", "App") == [ROUTE, UNLOCKS, FASTER]


def test_lanes_of_emotion_lines_do_not_count_for_cards_of_several_cells(editor: Driver) -> None:
    editor.window.document.edit("", move_lane, "lane_feeling", "lane_app")
    editor.click(TARIFFS)
    editor.click(ROUTE, SHIFT)
    feeling = editor.canvas.box_of("lane_feeling")
    assert feeling is not None
    editor.canvas.camera.fit()
    over = editor.canvas.view.to_viewport(QPointF(0, feeling.center().y())).toPoint().y()
    start = editor.where(ROUTE)
    editor.pull(start, QPoint(start.x(), over))
    assert editor.cards_in("Ride", "App") == [ROUTE], "not yet in another lane"
    editor.drag(ROUTE, to=("Ride", "Website"))
    assert editor.cards_in("Ride", "Website") == [ROUTE]
    assert editor.cards_in("Compare", "What they do") != []


def test_the_first_edge_of_a_card_stops_at_its_last_step(editor: Driver) -> None:
    editor.drag_edge(TARIFFS, "right", to=(("Compare", 2), "Website"))
    editor.drag_edge(TARIFFS, "left", to=("Ride", "Website"))
    card = editor.card(TARIFFS)
    assert (card.step_id, card.until_step_id) == (editor.step(("Compare", 2)).id, "")


def test_the_lower_edge_of_a_card_goes_no_higher_than_its_lane(editor: Driver) -> None:
    editor.drag_edge(TABLE, "bottom", to=("Compare", "Station"))
    editor.drag_edge(TABLE, "bottom", to=("Compare", "What they do"))
    card = editor.card(TABLE)
    assert (card.lane_id, card.until_lane_id) == (editor.lane("Website").id, "")


def test_with_shift_a_face_moves_in_half_points(editor: Driver) -> None:
    face = editor.canvas.box_of(felt_by_mara(editor))
    assert face is not None
    editor.canvas.view.bring_in(face)
    start = editor.canvas.view.to_viewport(face.center()).toPoint()
    editor.pull(start, start + QPoint(0, 23), SHIFT)
    score = editor.score("Mara", "Ride")
    assert score is not None
    assert score < 1.4
    assert score * 2 == round(score * 2)


def test_a_face_takes_its_range_along(editor: Driver) -> None:
    record = felt_by_mara(editor)
    editor.window.document.edit("", set_fields, record, low=1.2, high=1.6)
    editor.drag_feeling("Mara", "Ride", -1.0)
    found = editor.map.get(record, Feeling)
    assert found is not None
    assert found.low is not None
    assert found.low <= found.score <= (found.high or 0.0)
    editor.drag_feeling("Mara", "Ride", 1.9)
    found = editor.map.get(record, Feeling)
    assert found is not None
    assert found.high is not None
    assert found.score <= found.high


def test_a_stroke_within_one_step_is_the_feeling_at_that_step(editor: Driver) -> None:
    editor.canvas.persona = editor.persona("Jonas").id
    lane, step = editor.lane("Feeling").id, editor.step("Sign up").id
    ground, row = editor.canvas.box_of(step), editor.canvas.box_of(lane)
    assert ground is not None
    assert row is not None
    start = editor.canvas.view.to_viewport(QPointF(ground.left() + 14, row.top() + 20)).toPoint()
    editor.pull(start, start + QPoint(24, 0))
    score = editor.score("Jonas", "Sign up")
    assert score is not None
    assert score > 1.0
    assert editor.undoable == ["Draw Jonas’s line"]


def test_nothing_is_drawn_in_a_folded_lane(editor: Driver) -> None:
    lane = editor.lane("Feeling").id
    editor.window.document.edit("Fold", set_fields, lane, collapsed_height=32.0)
    row = editor.canvas.box_of(lane)
    step = editor.canvas.box_of(editor.step("Compare").id)
    assert row is not None
    assert step is not None
    start = editor.canvas.view.to_viewport(QPointF(step.center().x(), row.center().y())).toPoint()
    editor.pull(start, start + QPoint(300, 0))
    assert editor.undoable == ["Fold"]


def test_a_lasso_with_shift_adds_to_what_is_selected(editor: Driver) -> None:
    editor.click(TARIFFS)
    start, end = editor.where(("Compare", "App")), editor.where((("Ride", 1), "Phone, chat"))
    editor.pull(start, end, SHIFT)
    assert {TARIFFS, UNLOCKS} <= set(editor.selected)


def test_esc_in_a_lasso_brings_back_what_was_selected(editor: Driver) -> None:
    editor.click(TARIFFS)
    start, end = editor.where(("Compare", "App")), editor.where((("Ride", 1), "Phone, chat"))
    editor.pull(start, end, SHIFT, then="Escape")
    assert editor.selected == [TARIFFS]


def test_a_link_pulled_into_a_card_from_its_front_comes_from_the_other(editor: Driver) -> None:
    editor.connect(ROUTE, TARIFFS, side="in")
    assert (TARIFFS, ROUTE) in editor.links()
    assert len(editor.window.editor.selection.ids) == 1, "the new link is selected"


def test_links_leave_a_card_on_the_left_where_the_map_is_read_from_the_right(
    from_the_right: Driver,
) -> None:
    editor = from_the_right
    places = handles(editor.canvas, editor.card(TARIFFS).id)
    assert places["out"].x() < places["in"].x()
    editor.connect(TARIFFS, ROUTE)
    assert (TARIFFS, ROUTE) in editor.links()


def test_the_right_button_does_not_drag(editor: Driver) -> None:
    start, end = editor.where(TARIFFS), editor.where(("Ride", "App"))
    editor.qtbot.mousePress(editor.viewport, Qt.MouseButton.RightButton, NONE, start)
    editor.move_on(editor.viewport, end, buttons=Qt.MouseButton.RightButton)
    editor.qtbot.mouseRelease(editor.viewport, Qt.MouseButton.RightButton, NONE, end)
    assert editor.undoable == []
    editor.qtbot.mousePress(editor.viewport, LEFT, NONE, start)
    editor.qtbot.mouseRelease(editor.viewport, LEFT, NONE, start)
    assert editor.selected == [TARIFFS]
