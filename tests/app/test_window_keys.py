"""The table of keys and gestures, row by row, in the real window."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from model.records import Card
from tests.app.lending import Lend
from tests.driver import CTRL, SHIFT, Driver

TARIFFS = "Compares three tariffs on the phone"
TABLE = "Tariff table does not fit a small screen"
SEARCHES = "Searches for the price of a monthly pass"
ROUTE = "Follows the route to work"
UNLOCKS = "Unlocks the first bicycle"
SEES = "Sees the blue bicycles outside the station"


@pytest.fixture
def editor(lend: Lend) -> Driver:
    """The bicycle map, open."""
    return lend()


def middle(editor: Driver) -> QPoint:
    return editor.viewport.rect().center()


def scene_at(editor: Driver, at: QPoint) -> QPointF:
    return editor.canvas.view.to_scene(QPointF(at))


def test_arrows_move_the_focus_from_card_to_card(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Down")
    assert editor.selected == [TABLE]
    editor.press("Up", "Left")
    assert editor.selected == [SEARCHES]
    editor.press("Left")
    assert editor.selected == []
    assert editor.focus == ("Discover", "Website")


def test_ctrl_arrows_jump_a_stage_or_a_lane(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Ctrl+Right")
    assert editor.focus == ("Sign up", "Website")
    editor.press("Ctrl+Down")
    assert editor.focus == ("Sign up", "App")


def test_typing_in_an_empty_cell_makes_a_card(editor: Driver) -> None:
    editor.click(("Sign up", "Station"))
    editor.type("Asks the guard")
    editor.press("Escape")
    assert editor.cards_in("Sign up", "Station") == ["Asks the guard"]
    assert editor.card("Asks the guard").kind == "touchpoint"
    assert editor.undoable == ["Add “Asks the guard”"]


def test_the_lane_decides_the_kind(editor: Driver) -> None:
    for lane, kind in (("What they do", "doing"), ("Platform", "activity"),
                       ("Opportunities", "opportunity")):  # fmt: skip
        editor.click((("Discover", 1), lane))
        editor.press("Return") if editor.selected else None
        editor.type(f"New in {lane}")
        editor.press("Escape")
        assert editor.card(f"New in {lane}").kind == kind


def test_typing_on_a_card_replaces_its_text(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.type("Looks at prices")
    editor.press("Tab")
    assert editor.cards_in("Compare", "Website")[0] == "Looks at prices"
    editor.press("Escape", "Ctrl+Z")
    assert editor.cards_in("Compare", "Website")[0] == TARIFFS


def test_esc_brings_back_a_text_that_was_typed_over(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.type("Looks at prices")
    editor.press("Escape")
    assert editor.cards_in("Compare", "Website")[0] == TARIFFS
    assert editor.undoable == []


def test_space_starts_no_text(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Space")
    editor.press("Escape")
    assert editor.cards_in("Compare", "Website")[0] == TARIFFS


def test_f2_edits_with_the_text_as_it_is(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("F2", "End")
    editor.type(" again")
    editor.press("Escape")
    assert editor.cards_in("Compare", "Website")[0] == f"{TARIFFS} again"


def test_a_double_click_edits(editor: Driver) -> None:
    editor.double_click(TARIFFS)
    editor.press("End")
    editor.type("!")
    editor.press("Escape")
    assert editor.cards_in("Compare", "Website")[0] == f"{TARIFFS}!"


def test_enter_on_a_card_makes_a_sibling_below(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Return")
    editor.type("Asks a friend")
    editor.press("Escape")
    assert editor.cards_in("Compare", "Website") == [TARIFFS, "Asks a friend", TABLE]


def test_enter_while_editing_commits_and_makes_a_sibling(editor: Driver) -> None:
    editor.click(("Sign up", "Station"))
    editor.type("One")
    editor.press("Return")
    editor.type("Two")
    editor.press("Return", "Return")
    assert editor.cards_in("Sign up", "Station") == ["One", "Two"]
    assert editor.undoable == ["Add “One”", "Add “Two”"]


def test_tab_while_editing_commits_and_goes_to_the_next_cell(editor: Driver) -> None:
    editor.click(("Discover", "Phone, chat"))
    editor.type("One")
    editor.press("Tab")
    assert editor.focus == ("Discover", "Phone, chat")
    editor.type("Two")
    editor.press("Escape")
    assert editor.cards_in("Discover", "Phone, chat") == ["One"]
    assert editor.cards_in(("Discover", 2), "Phone, chat") == ["Two"]


def test_shift_enter_makes_a_new_line(editor: Driver) -> None:
    editor.click(("Sign up", "Station"))
    editor.type("One")
    editor.press("Shift+Return")
    editor.type("and more")
    editor.press("Escape")
    assert editor.cards_in("Sign up", "Station") == ["One\nand more"]


def test_esc_with_nothing_typed_leaves_no_card(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Return", "Escape")
    assert editor.cards_in("Compare", "Website") == [TARIFFS, TABLE]
    assert editor.undoable == []


def test_a_touchpoint_typed_after_the_last_one_makes_its_step(editor: Driver) -> None:
    steps = len(editor.canvas.laid.places.columns)
    editor.click(("Stay or leave", "Station"))
    editor.type("Returns the bicycle")
    editor.press("Tab")
    editor.type("Gets the last bill")
    editor.press("Escape")
    assert len(editor.canvas.laid.places.columns) == steps + 1
    assert editor.cards_in(("Stay or leave", 2), "Station") == ["Gets the last bill"]
    editor.press("Ctrl+Z")
    assert len(editor.canvas.laid.places.columns) == steps, "card and step are one undo"


def test_alt_up_and_down_reorder_in_the_cell(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Alt+Down")
    assert editor.cards_in("Compare", "Website") == [TABLE, TARIFFS]
    editor.press("Alt+Up")
    assert editor.cards_in("Compare", "Website") == [TARIFFS, TABLE]


def test_ctrl_shift_arrows_move_to_the_next_cell(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Ctrl+Shift+Down")
    assert editor.cards_in("Compare", "App") == [TARIFFS]
    editor.press("Ctrl+Shift+Right")
    assert editor.cards_in(("Compare", 2), "App") == [TARIFFS]
    assert editor.selected == [TARIFFS]


def test_ctrl_d_duplicates(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Ctrl+D")
    assert editor.cards_in("Compare", "Website") == [TARIFFS, TARIFFS, TABLE]


@pytest.mark.parametrize(
    ("key", "kind"), [("1", "touchpoint"), ("2", "pain"), ("3", "gain"), ("4", "opportunity")]
)
def test_alt_and_a_figure_change_the_kind(editor: Driver, key: str, kind: str) -> None:
    editor.click(UNLOCKS)
    editor.press(f"Alt+{key}")
    assert editor.card(UNLOCKS).kind == kind


def test_alt_shift_up_and_down_raise_and_lower_the_feeling(editor: Driver) -> None:
    editor.click(TARIFFS)
    before = editor.score("Mara", "Compare")
    assert before is not None
    editor.press("Alt+Shift+Up")
    assert editor.score("Mara", "Compare") == before + 0.5
    editor.press("Alt+Shift+Down", "Alt+Shift+Down")
    assert editor.score("Mara", "Compare") == before - 0.5


def test_ctrl_0_is_100_percent_and_ctrl_1_fits(editor: Driver) -> None:
    editor.press("Ctrl+0")
    assert editor.canvas.zoom == 1.0
    editor.press("Ctrl+1")
    seen, laid = editor.canvas.view.visible(), editor.canvas.laid
    assert seen.right() >= laid.columns.right
    assert seen.bottom() >= laid.y + laid.tops[-1] - 1


def test_ctrl_2_shows_the_selection_and_ctrl_3_its_stage(editor: Driver) -> None:
    editor.click(ROUTE)
    editor.press("Ctrl+2")
    box = editor.canvas.box_of(editor.card(ROUTE).id)
    assert box is not None
    assert editor.canvas.view.visible().contains(box)
    assert editor.canvas.zoom == 2.0
    editor.press("Ctrl+3")
    stage = editor.canvas.box_of(editor.stage("Ride").id)
    assert stage is not None
    seen = editor.canvas.view.visible()
    assert seen.left() <= stage.left()
    assert seen.right() >= stage.right()


def test_ctrl_plus_and_minus_zoom(editor: Driver) -> None:
    editor.press("Ctrl+0", "Ctrl+=")
    assert editor.canvas.zoom == 1.25
    editor.press("Ctrl+-", "Ctrl+-")
    assert editor.canvas.zoom == 0.8


def test_space_and_drag_pan(editor: Driver) -> None:
    editor.press("Ctrl+0")
    view = editor.canvas.view
    held = scene_at(editor, middle(editor))
    editor.qtbot.keyPress(view, Qt.Key.Key_Space)
    editor.pull(middle(editor), middle(editor) + QPoint(-80, -60))
    editor.qtbot.keyRelease(view, Qt.Key.Key_Space)
    moved = scene_at(editor, middle(editor) + QPoint(-80, -60))
    assert (moved - held).manhattanLength() < 1
    assert editor.selected == []


def test_the_middle_button_pans(editor: Driver) -> None:
    editor.press("Ctrl+0")
    held = scene_at(editor, middle(editor))
    button = Qt.MouseButton.MiddleButton
    for kind, at, buttons in (
        (QEvent.Type.MouseButtonPress, middle(editor), button),
        (QEvent.Type.MouseMove, middle(editor) + QPoint(-50, -40), button),
        (QEvent.Type.MouseButtonRelease, middle(editor) + QPoint(-50, -40),
         Qt.MouseButton.NoButton),
    ):  # fmt: skip
        place = QPointF(at)
        event = QMouseEvent(
            kind, place, editor.viewport.mapToGlobal(place), button, buttons,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(editor.viewport, event)
    moved = scene_at(editor, middle(editor) + QPoint(-50, -40))
    assert (moved - held).manhattanLength() < 1


def test_two_fingers_pan_and_do_not_zoom(editor: Driver) -> None:
    editor.press("Ctrl+0")
    before = scene_at(editor, middle(editor))
    at = QPointF(middle(editor))
    event = QWheelEvent(
        at, editor.viewport.mapToGlobal(at), QPoint(-30, -20), QPoint(-240, -160),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.ScrollUpdate, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.viewport, event)
    moved = scene_at(editor, middle(editor)) - before
    assert (moved - QPointF(30, 20)).manhattanLength() < 1
    assert editor.canvas.zoom == 1.0


def test_ctrl_wheel_zooms_at_the_pointer(editor: Driver) -> None:
    editor.press("Ctrl+0")
    pointer = editor.viewport.mapToGlobal(middle(editor))
    before = scene_at(editor, middle(editor))
    editor.wheel(2, CTRL)
    assert editor.canvas.zoom > 1.2
    after = scene_at(editor, editor.viewport.mapFromGlobal(pointer))
    assert (after - before).manhattanLength() < 2


def test_a_pinch_zooms_at_the_pointer(editor: Driver) -> None:
    editor.press("Ctrl+0")
    at = QPointF(middle(editor))
    pointer = editor.viewport.mapToGlobal(middle(editor))
    before = editor.canvas.view.to_scene(at)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, at,
        at, editor.viewport.mapToGlobal(at), 0.5, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(editor.viewport, event)
    assert editor.canvas.zoom == pytest.approx(1.5)
    after = scene_at(editor, editor.viewport.mapFromGlobal(pointer))
    assert (after - before).manhattanLength() < 2


def test_shift_click_extends_and_ctrl_a_takes_the_cell_then_all(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.click(ROUTE, SHIFT)
    assert editor.selected == [TARIFFS, ROUTE]
    editor.click(TARIFFS)
    editor.press("Ctrl+A")
    assert sorted(editor.selected) == sorted([TARIFFS, TABLE])
    editor.press("Ctrl+A")
    assert len(editor.selected) == len(list(editor.map.all(Card)))


def test_ctrl_v_makes_lines_cards_and_ctrl_shift_v_one_card(editor: Driver) -> None:
    QApplication.clipboard().setText("First\nSecond")
    editor.click(("Sign up", "Station"))
    editor.press("Ctrl+V")
    assert editor.cards_in("Sign up", "Station") == ["First", "Second"]
    editor.press("Ctrl+Z")
    editor.click(("Sign up", "Station"))
    editor.press("Ctrl+Shift+V")
    assert editor.cards_in("Sign up", "Station") == ["First"]
    assert editor.card("First").body == "Second"


def test_a_pasted_table_becomes_a_grid_of_cards(editor: Driver) -> None:
    QApplication.clipboard().setText("A\tB\nC\tD")
    editor.click(("Discover", "Website"))
    editor.press("Ctrl+V", "Return")
    assert editor.cards_in("Discover", "Website") == ["A"]
    assert editor.cards_in("Discover", "App") == ["C"]
    assert "B" in editor.cards_in(("Discover", 2), "Website")


def test_cut_and_paste_move_a_card(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Ctrl+X")
    assert editor.cards_in("Compare", "Website") == [TABLE]
    assert QApplication.clipboard().text() == TARIFFS
    editor.click(("Sign up", "Station"))
    editor.press("Ctrl+V")
    assert editor.cards_in("Sign up", "Station") == [TARIFFS]


def test_del_deletes_and_the_neighbour_has_the_focus(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Delete")
    assert editor.cards_in("Compare", "Website") == [TABLE]
    assert editor.selected == [TABLE]


def test_ctrl_z_and_ctrl_shift_z_name_what_they_do(editor: Driver) -> None:
    editor.click(SEES)
    editor.press("Delete")
    undo = editor.window.actions_["edit.undo"]
    editor.qtbot.waitUntil(lambda: undo.text().startswith("&Undo delete “Sees the blue"))
    editor.press("Ctrl+Z")
    redo = editor.window.actions_["edit.redo"]
    editor.qtbot.waitUntil(lambda: redo.text().startswith("&Redo delete “Sees the blue"))
    editor.press("Ctrl+Shift+Z")
    assert editor.cards_in("Discover", "Station") == []


def test_f11_fills_the_screen(editor: Driver) -> None:
    editor.press("F11")
    assert editor.window.isFullScreen()
    editor.press("F11")
    assert not editor.window.isFullScreen()


def test_undo_from_the_toolbar_while_typing_takes_back_what_was_typed(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Ctrl+D")
    editor.click(("Sign up", "Station"))
    editor.type("Asks the guard")
    editor.do("edit.undo")
    assert editor.cards_in("Sign up", "Station") == []
    assert editor.window.document.undone[0].label == "Add “Asks the guard”"


def test_zooming_while_typing_leaves_the_text_open(editor: Driver) -> None:
    editor.click(("Sign up", "Station"))
    editor.type("Asks")
    editor.do("view.zoom_in")
    assert editor.undoable == []
    editor.type(" the guard")
    editor.press("Escape")
    assert editor.cards_in("Sign up", "Station") == ["Asks the guard"]


def test_stages_steps_and_lanes_are_made_and_named_by_key(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Ctrl+Shift+G")
    editor.type("Try")
    editor.press("Return")
    names = editor.stage_names()
    assert names[names.index("Compare") + 1] == "Try"
    editor.click(TARIFFS)
    editor.press("Ctrl+Shift+L")
    editor.type("Letters")
    editor.press("Return")
    lanes = editor.lane_names()
    assert lanes[lanes.index("Website") + 1] == "Letters"
    editor.click(TARIFFS)
    editor.press("Ctrl+Shift+E")
    editor.type("Sleep on it")
    editor.press("Return")
    assert editor.step(("Compare", 2)).name == "Sleep on it"


def test_a_stage_is_split_at_the_focus_and_merged_again_by_key(editor: Driver) -> None:
    editor.click((("Compare", 2), "Website"))
    editor.press("Ctrl+Shift+B")
    editor.press("Escape")
    names = editor.stage_names()
    assert len(names) == 7
    editor.click(TARIFFS)
    editor.press("Ctrl+Shift+M")
    assert len(editor.stage_names()) == 6
    assert editor.step(("Compare", 2)).name == "Ask someone"


def test_a_lane_is_folded_and_unfolded_by_key(editor: Driver) -> None:
    editor.click(TARIFFS)
    editor.press("Ctrl+Shift+H")
    assert editor.lane("Website").collapsed_height is not None
    editor.press("Ctrl+Shift+H")
    assert editor.lane("Website").collapsed_height is None


def test_the_focus_in_an_emotion_lane_is_shown_in_that_lane(editor: Driver) -> None:
    editor.click(("Discover", "What they do"))
    editor.press("Escape", "Up")
    assert editor.focus == ("Discover", "Feeling")
    (mark,) = editor.canvas.marks.of("selection")
    lane = editor.canvas.box_of(editor.lane("Feeling").id)
    assert lane is not None
    assert lane.top() <= mark.box.top()
    assert mark.box.bottom() <= lane.bottom()


def test_zooming_by_key_keeps_the_selected_card_in_its_place(editor: Driver) -> None:
    editor.press("Ctrl+1")
    editor.click(UNLOCKS)
    box = editor.canvas.box_of(editor.card(UNLOCKS).id)
    assert box is not None
    before = editor.canvas.view.to_viewport(box.center())
    before = editor.viewport.mapToGlobal(before)
    editor.press("Ctrl+0")
    after = editor.viewport.mapToGlobal(editor.canvas.view.to_viewport(box.center()))
    assert (after - before).manhattanLength() < 4


def test_the_whole_map_leaves_room_for_what_adds_a_stage_or_a_lane(editor: Driver) -> None:
    editor.press("Ctrl+1")
    laid = editor.canvas.laid
    end = QPointF(laid.columns.right, laid.y + laid.tops[-1])
    corner = editor.canvas.view.to_viewport(end)
    assert editor.viewport.width() - corner.x() >= 60
    assert editor.viewport.height() - corner.y() >= 20
