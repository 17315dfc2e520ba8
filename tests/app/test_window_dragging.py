"""Dragging on the canvas, with the real window and the real mouse."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QImage
from PySide6.QtWidgets import QApplication

from model.edits.fields import set_fields
from model.records import Card, Link
from tests.app.lending import Lend
from tests.driver import CTRL, LEFT, NONE, SHIFT, Driver
from widgets.canvas.drops import NEW
from widgets.panels.card_mime import packed

TARIFFS = "Compares three tariffs on the phone"
ROUTE = "Follows the route to work"
TABLE = "Tariff table does not fit a small screen"
UNLOCKS = "Unlocks the first bicycle"
FASTER = "Eleven minutes faster than the bus"


@pytest.fixture
def editor(lend: Lend) -> Driver:
    """The bicycle map, open."""
    return lend()


def new(what: str, kind: str = "") -> QMimeData:
    """What the toolbar's buttons give to the pointer."""
    data = QMimeData()
    data.setData(NEW, json.dumps({"what": what, "kind": kind}).encode())
    return data


def test_a_card_is_dragged_to_another_cell(editor: Driver) -> None:
    editor.drag(TARIFFS, to=("Ride", "App"))
    assert editor.cards_in("Ride", "App") == [ROUTE, TARIFFS]
    assert editor.cards_in("Compare", "Website") == [TABLE]
    assert editor.undoable == [f"Move “{TARIFFS}”"]
    assert editor.selected == [TARIFFS]


def test_a_card_is_dragged_between_two_others(editor: Driver) -> None:
    editor.drag(TARIFFS, to=FASTER)
    assert editor.cards_in("Ride", "Station") == [UNLOCKS, TARIFFS, FASTER]


def test_a_card_is_dragged_to_another_place_in_its_cell(editor: Driver) -> None:
    editor.drag(TABLE, to=TARIFFS)
    assert editor.cards_in("Compare", "Website") == [TABLE, TARIFFS]
    assert len(editor.undoable) == 1


def test_neighbours_give_way_while_a_card_hangs_over_them(editor: Driver) -> None:
    before = editor.canvas.box_of(editor.card(FASTER).id)
    with editor.held(TARIFFS, to=FASTER):
        during = editor.canvas.box_of(editor.card(FASTER).id)
        assert before is not None
        assert during is not None
        assert during.top() > before.top() + 40, "there is room for the card now"
        assert editor.undoable == [], "nothing is done before the button comes up"
        assert editor.cards_in("Ride", "Station") == [UNLOCKS, FASTER]
    assert editor.cards_in("Ride", "Station") == [UNLOCKS, TARIFFS, FASTER]


def test_esc_puts_a_dragged_card_back(editor: Driver) -> None:
    scene = editor.canvas.scene
    editor.drag(TARIFFS, to=("Ride", "App"), then="Escape")
    assert editor.undoable == []
    assert editor.canvas.scene.layers[0] == scene.layers[0]
    assert not editor.canvas.previewing


def test_a_drag_that_ends_where_it_began_does_nothing(editor: Driver) -> None:
    editor.drag(TARIFFS, to=TARIFFS)
    assert editor.undoable == []


def test_ctrl_drag_makes_a_copy_there(editor: Driver) -> None:
    editor.drag(TARIFFS, to=("Ride", "App"), modifiers=CTRL)
    titles = [c.title for c in editor.map.all(Card)]
    assert titles.count(TARIFFS) == 2
    assert editor.cards_in("Ride", "App") == [ROUTE, TARIFFS]
    assert editor.cards_in("Compare", "Website") == [TARIFFS, TABLE]
    assert editor.undoable == [f"Duplicate “{TARIFFS}”"]


def test_cards_of_several_cells_keep_their_places_relative_to_each_other(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.click(ROUTE, SHIFT)
    editor.drag(ROUTE, to=(("Ride", 2), "App"))
    assert editor.cards_in(("Ride", 2), "App") == [ROUTE]
    assert editor.cards_in(("Compare", 2), "Website") == [TARIFFS]
    assert editor.undoable == ["Move 2 cards"]


def test_the_right_edge_of_a_card_is_dragged_over_more_steps(editor: Driver) -> None:
    editor.drag_edge(TARIFFS, "right", to=("Sign up", "Website"))
    assert editor.card(TARIFFS).until_step_id == editor.step("Sign up").id
    editor.drag_edge(TARIFFS, "right", to=("Compare", "Website"))
    assert editor.card(TARIFFS).until_step_id == ""
    assert editor.undoable == [f"Stretch “{TARIFFS}”"] * 2


def test_the_left_edge_of_a_card_is_dragged_back_over_earlier_steps(editor: Driver) -> None:
    editor.drag_edge(TARIFFS, "left", to=("Discover", "Website"))
    card = editor.card(TARIFFS)
    assert card.step_id == editor.step("Discover").id
    assert card.until_step_id == editor.step("Compare").id


def test_the_lower_edge_of_a_card_is_dragged_over_more_lanes(editor: Driver) -> None:
    editor.drag_edge(TABLE, "bottom", to=("Compare", "Station"))
    assert editor.card(TABLE).until_lane_id == editor.lane("Station").id


def test_a_link_is_pulled_from_a_card_to_another(editor: Driver) -> None:
    editor.connect(TARIFFS, ROUTE)
    assert (TARIFFS, ROUTE) in editor.links()
    assert editor.undoable == [f"Connect “{TARIFFS}” to “{ROUTE}”"]


def test_a_link_pulled_into_free_ground_is_where_customers_leave(editor: Driver) -> None:
    free = editor.where(("Compare", "Station"))
    editor.connect(TARIFFS, free)
    assert (TARIFFS, "") in editor.links()
    assert any("customers leave after" in line for line in editor.said)


def test_a_link_pulled_from_the_front_of_a_card_is_where_customers_come_in(
    editor: Driver,
) -> None:
    editor.connect(TARIFFS, editor.where(("Compare", "Station")), side="in")
    assert ("", TARIFFS) in editor.links()


def test_the_connect_tool_connects_until_esc(editor: Driver) -> None:
    editor.press("Ctrl+L")
    connect = editor.window.actions_["link.connect"]
    editor.qtbot.waitUntil(connect.isChecked)
    editor.drag(TARIFFS, to=ROUTE)
    assert (TARIFFS, ROUTE) in editor.links()
    editor.press("Escape")
    editor.drag(TARIFFS, to=("Ride", "App"))
    assert editor.cards_in("Ride", "App") == [ROUTE, TARIFFS]


def test_a_face_is_dragged_down(editor: Driver) -> None:
    editor.drag_feeling("Mara", "Ride", -1.5)
    assert editor.score("Mara", "Ride") == pytest.approx(-1.5, abs=0.1)
    assert editor.undoable == ["Change the feeling of Mara at “Ride › First ride”"]


def test_whose_face_is_taken_hold_of_has_the_active_line(editor: Driver) -> None:
    editor.drag_feeling("Jonas", "Ride", 0.5)
    assert editor.canvas.persona == editor.persona("Jonas").id
    editor.draw_line("Feeling", [("Sign up", 1.0)])
    assert editor.score("Jonas", "Sign up") == pytest.approx(1.0, abs=0.1)


def test_a_line_is_drawn_in_one_stroke_and_its_points_snap_to_the_steps(editor: Driver) -> None:
    editor.canvas.persona = editor.persona("Jonas").id
    editor.draw_line("Feeling", [("Compare", 1.0), (("Compare", 2), 0.0), ("Sign up", -1.0)])
    assert editor.score("Jonas", "Compare") == pytest.approx(1.0, abs=0.1)
    assert editor.score("Jonas", ("Compare", 2)) == pytest.approx(0.0, abs=0.1)
    assert editor.score("Jonas", "Sign up") == pytest.approx(-1.0, abs=0.1)
    assert editor.undoable == ["Draw Jonas’s line"]


def test_with_shift_the_line_aimed_at_is_drawn(editor: Driver) -> None:
    before = editor.score("Mara", "Compare")
    editor.draw_line("Feeling", [("Compare", 1.5), ("Sign up", 1.0)], SHIFT)
    assert editor.score("Mara", "Compare", "future") == pytest.approx(1.5, abs=0.1)
    assert editor.score("Mara", "Compare") == before
    assert editor.undoable == ["Draw Mara’s future line"]


def test_a_lasso_selects_what_it_touches(editor: Driver) -> None:
    editor.lasso(("Compare", "App"), (("Ride", 1), "Phone, chat"))
    assert UNLOCKS in editor.selected
    assert TARIFFS not in editor.selected
    assert editor.undoable == []


def test_a_new_pain_point_is_dragged_in_from_the_toolbar(editor: Driver) -> None:
    assert editor.drop(new("card", "pain"), at=("Sign up", "Station"))
    editor.type("No light")
    editor.press("Escape")
    assert editor.cards_in("Sign up", "Station") == ["No light"]
    assert editor.card("No light").kind == "pain"
    assert editor.undoable == ["Add “No light”"]


def test_a_new_card_that_is_dragged_in_comes_to_nothing_without_a_word(editor: Driver) -> None:
    assert editor.drop(new("card", "quote"), at=("Sign up", "Station"))
    editor.press("Escape")
    assert editor.cards_in("Sign up", "Station") == []
    assert editor.undoable == []


def test_a_new_metric_is_made_where_it_is_dropped(editor: Driver) -> None:
    assert editor.drop(new("card", "metric"), at=("Sign up", "Station"))
    assert editor.undoable == ["Add metric"]
    assert editor.selected == [""]


def test_a_new_card_is_dropped_before_another(editor: Driver) -> None:
    assert editor.drop(new("card", "pain"), at=TARIFFS)
    editor.type("Too many tariffs")
    editor.press("Escape")
    assert editor.cards_in("Compare", "Website").index("Too many tariffs") == 0


def test_a_new_lane_is_dragged_in_above_another(editor: Driver) -> None:
    assert editor.drop(new("lane", "channel"), at=ROUTE)
    names = editor.lane_names()
    assert names[names.index("App") - 1] == ""
    assert editor.undoable[0] == "Add lane"


def test_a_new_persona_is_dragged_in(editor: Driver) -> None:
    before = len(editor.canvas.laid.setting.personas)
    assert editor.drop(new("persona"), at=ROUTE)
    assert len(editor.canvas.laid.setting.personas) == before + 1


def test_a_parked_card_is_dragged_back_into_a_cell(editor: Driver) -> None:
    card = editor.card(TARIFFS)
    document = editor.window.document
    document.edit("Park", set_fields, card.id, step_id="", lane_id="")
    assert editor.drop(packed(document, [card.id]), at=("Ride", "App"))
    assert editor.cards_in("Ride", "App") == [ROUTE, TARIFFS]


def test_a_picture_is_dropped_on_a_card(editor: Driver, tmp_path: Path) -> None:
    picture = tmp_path / "screen.png"
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(picture))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    assert editor.drop(data, at=QPoint(editor.where(TARIFFS)))
    (asset,) = editor.card(TARIFFS).asset_ids
    assert asset in editor.canvas.scene.assets
    assert editor.undoable == [f"Add a picture to “{TARIFFS}”"]


def test_one_picture_is_dropped_at_a_time(editor: Driver, tmp_path: Path) -> None:
    files = [tmp_path / "one.png", tmp_path / "two.png"]
    for file in files:
        assert QImage(20, 10, QImage.Format.Format_RGB32).save(str(file))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    assert not editor.drop(data, at=TARIFFS)
    assert editor.undoable == []


def test_what_is_no_picture_is_refused_in_one_sentence(editor: Driver, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture at all")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(broken))])
    assert not editor.drop(data, at=TARIFFS)
    assert any("broken.png cannot be used as a picture" in line for line in editor.said)
    assert editor.undoable == []


def test_a_read_only_map_is_looked_at_but_not_dragged_about(editor: Driver) -> None:
    editor.window.document.read_only = "This file was written by a newer Touchline."
    editor.drag(TARIFFS, to=("Ride", "App"))
    assert editor.cards_in("Ride", "App") == [ROUTE]
    assert editor.said[-1] == "This file was written by a newer Touchline."


def test_a_read_only_map_takes_nothing_that_is_dragged_in(editor: Driver) -> None:
    editor.window.document.read_only = "This file was written by a newer Touchline."
    data = new("card", "pain")  # the event does not keep it
    enter = QDragEnterEvent(editor.where(TARIFFS), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(editor.viewport, enter)
    assert not enter.isAccepted()
    editor.window.document.read_only = ""
    QApplication.sendEvent(editor.viewport, enter)
    assert enter.isAccepted()


def test_every_drag_is_taken_back_by_one_undo(editor: Driver) -> None:
    before = editor.map
    editor.drag(TARIFFS, to=("Ride", "App"))
    editor.connect(TARIFFS, UNLOCKS)
    editor.drag_feeling("Mara", "Ride", -1.0)
    assert len(editor.undoable) == 3
    assert any(isinstance(r, Link) and r.id not in before for r in editor.map.records.values())
    for _ in range(3):
        editor.window.document.undo()
    assert editor.map == before


def test_a_drag_to_the_border_scrolls_on(editor: Driver) -> None:
    editor.canvas.camera.actual_size()
    editor.show(TARIFFS)
    bar = editor.canvas.view.horizontalScrollBar()
    before = bar.value()
    start = editor.where(TARIFFS)
    border = QPoint(editor.viewport.width() - 4, start.y())
    editor.qtbot.mousePress(editor.viewport, LEFT, NONE, start)
    editor.slide(start, border)
    editor.qtbot.waitUntil(lambda: bar.value() > before + 100)
    editor.press("Escape")
    editor.qtbot.mouseRelease(editor.viewport, LEFT, NONE, border)
    assert editor.undoable == []


@pytest.mark.parametrize("what", ["stage", "lane"])
def test_a_stage_or_lane_dragged_in_is_one_step_with_its_name_and_none_without(
    editor: Driver, what: str
) -> None:
    before = editor.map
    editor.drop(new(what), (("Compare", 1), "Website"))
    editor.press("Escape")
    assert (editor.map, editor.undoable) == (before, [])
    editor.drop(new(what), (("Compare", 1), "Website"))
    editor.type("Try")
    editor.press("Return")
    assert editor.named("Try")
    assert editor.undoable == [f"Add {what} “Try”"]
