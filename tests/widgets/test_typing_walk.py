"""The keys that move about on the grid and begin to type, one test for each row of the table."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.typing_hand import ALT, CTRL, NO, SHIFT, Hand, Key, card, small_map

CARDS = (
    card("a1", "a", "web", "A one"),
    card("a2", "a", "web", "A two"),
    card("b1", "b", "web", "B one"),
    card("c1", "c", "web", "C one"),
    card("d1", "c", "doing", "D one", kind="doing"),
)


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot, small_map(*CARDS))


def test_arrows_move_the_focus_over_cards_and_empty_cells(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_Down)
    assert hand.chosen == ["A two"]
    hand.press(Key.Key_Down)
    assert (hand.chosen, hand.selection.cell) == ([], ("a", "feel"))
    hand.press(Key.Key_Right, Key.Key_Up)
    assert (hand.chosen, hand.selection.cell) == (["B one"], ("b", "web"))
    hand.press(Key.Key_Up, Key.Key_Right)
    assert (hand.chosen, hand.selection.cell) == (["D one"], ("c", "doing"))


def test_going_left_and_right_keeps_to_the_height_where_it_began(hand: Hand) -> None:
    hand.on("a2").press(Key.Key_Right)
    assert hand.chosen == ["B one"]
    hand.press(Key.Key_Left)
    assert hand.chosen == ["A two"]


def test_the_first_arrow_goes_to_the_first_cell(hand: Hand) -> None:
    hand.press(Key.Key_Down)
    assert hand.selection.cell == ("a", "doing")


def test_ctrl_arrows_jump_a_stage_or_a_lane(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_Right, held=CTRL)
    assert hand.chosen == ["C one"]
    hand.press(Key.Key_Left, held=CTRL)
    assert hand.chosen == ["A one"]
    hand.press(Key.Key_Down, held=CTRL)
    assert hand.selection.cell == ("a", "feel")
    hand.press(Key.Key_Up, held=CTRL)
    assert hand.chosen == ["A one"]


def test_shift_arrows_extend_the_selection_and_take_it_back(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_Down, held=SHIFT).press(Key.Key_Right, held=SHIFT)
    assert hand.chosen == ["A one", "A two", "B one"]
    hand.press(Key.Key_Left, held=SHIFT)
    assert hand.chosen == ["A one", "A two"]
    hand.press(Key.Key_Right)
    assert hand.chosen == ["B one"]


def test_home_end_and_the_corners(hand: Hand) -> None:
    hand.on("b1").press(Key.Key_End)
    assert hand.chosen == ["C one"]
    hand.press(Key.Key_Home)
    assert hand.selection.cell == ("a", "web")
    hand.press(Key.Key_End, held=CTRL)
    assert hand.selection.cell == ("c", "team")
    hand.press(Key.Key_Home, held=CTRL)
    assert hand.selection.cell == ("a", "doing")
    hand.press(Key.Key_PageDown)
    assert hand.selection.cell == ("a", "team")
    hand.press(Key.Key_PageUp)
    assert hand.selection.cell == ("a", "doing")


def test_tab_goes_from_cell_to_cell_over_feelings(hand: Hand) -> None:
    hand.on("a2").press(Key.Key_Tab)
    assert hand.chosen == ["B one"]
    hand.press(Key.Key_Backtab, held=SHIFT)
    assert hand.chosen == ["A one"]
    hand.at("a", "team").press(Key.Key_Backtab, held=SHIFT)
    assert hand.chosen == ["C one"]
    assert hand.is_walking


def test_what_is_reached_by_key_is_scrolled_into_view(hand: Hand) -> None:
    hand.canvas.resize(420, 300)
    hand.on("a1").press(Key.Key_End, held=CTRL)
    place = hand.canvas.view.visible()
    corner = hand.canvas.box_of("c1")
    assert corner is not None
    assert place.left() <= corner.left()
    assert corner.right() <= place.right()


def test_typing_in_an_empty_cell_makes_a_card(hand: Hand) -> None:
    hand.at("b", "doing").type("Asks")
    assert hand.is_typing
    assert hand.labels == []
    hand.press(Key.Key_Escape)
    assert hand.cell("b", "doing") == ["Asks"]
    assert hand.chosen == ["Asks"]
    assert hand.is_walking


def test_typing_on_a_card_replaces_its_text_and_esc_brings_it_back(hand: Hand) -> None:
    hand.on("a1").type("New")
    assert hand.canvas.editing.caret.text == "New"
    hand.press(Key.Key_Escape)
    assert hand.cell("a", "web") == ["A one", "A two"]
    assert hand.is_walking
    hand.type("New").press(Key.Key_Return).press(Key.Key_Escape)
    assert hand.cell("a", "web") == ["New", "A two"]
    assert hand.labels == ["Rewrite “New”"]


def test_space_alone_begins_no_text(hand: Hand) -> None:
    hand.at("b", "doing").type(" ")
    assert hand.is_walking
    hand.type("Asks for more").press(Key.Key_Escape)
    assert hand.cell("b", "doing") == ["Asks for more"]


@pytest.mark.parametrize("held", [CTRL, ALT])
def test_letters_with_ctrl_or_alt_write_nothing(hand: Hand, held: object) -> None:
    hand.at("b", "doing").press(Key.Key_J, held=held)  # type: ignore[arg-type]  # parametrised
    assert hand.is_walking


def test_f2_edits_with_the_caret_at_the_end(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_F2)
    assert hand.is_typing
    hand.type("!").press(Key.Key_Escape)
    assert hand.cell("a", "web") == ["A one!", "A two"]
    assert hand.labels == ["Rewrite “A one!”"]


def test_f2_and_esc_without_typing_enter_nothing_in_the_history(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_F2, Key.Key_Escape)
    assert hand.labels == []
    assert hand.is_walking
    assert hand.chosen == ["A one"]


def test_enter_in_an_empty_cell_begins_a_card_there(hand: Hand) -> None:
    hand.at("b", "team").press(Key.Key_Return)
    assert hand.is_typing
    hand.type("Answers").press(Key.Key_Escape)
    assert hand.cell("b", "team") == ["Answers"]


def test_esc_lets_go_of_the_selection_and_stays_in_the_cell(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_Escape)
    assert hand.chosen == []
    assert hand.selection.cell == ("a", "web")


@pytest.mark.parametrize("key", [Key.Key_Menu, Key.Key_F10])
def test_the_menu_key_asks_for_the_menu_of_the_card_where_it_stands(hand: Hand, key: Key) -> None:
    asked: list[tuple[object, ...]] = []
    hand.canvas.context_menu_requested.connect(lambda *args: asked.append(args))
    hand.on("b1").press(key, held=SHIFT if key == Key.Key_F10 else NO)
    ((where, record, cell),) = asked
    assert (record, cell) == ("b1", ("b", "web"))
    box = hand.canvas.box_of("b1")
    inside = hand.canvas.view.viewport().mapFromGlobal(where)
    assert box is not None
    assert box.contains(hand.canvas.view.mapToScene(inside))


def test_typing_in_a_lane_of_feelings_only_gives_a_hint(hand: Hand) -> None:
    hand.at("a", "feel").type("x")
    assert hand.is_walking
    assert "Alt+Shift+Up" in hand.hints[-1]


def test_typing_in_a_folded_lane_only_gives_a_hint(qtbot: QtBot) -> None:
    folded = small_map()
    folded = type(folded)({**folded.records, "web": folded["web"].model_copy(
        update={"collapsed_height": 24.0})})  # fmt: skip
    hand = Hand(qtbot, folded).at("a", "web").type("x")
    assert hand.is_walking
    assert "folded" in hand.hints[-1]


@pytest.mark.parametrize(
    ("record", "name"), [("stage_one", "stage"), ("web", "lane"), ("b", "step")]
)
def test_names_in_the_headers_are_typed_in_place(hand: Hand, record: str, name: str) -> None:
    hand.on(record).press(Key.Key_F2)
    assert hand.is_typing
    hand.press(Key.Key_A, held=CTRL).type("Other").press(Key.Key_Return)
    assert hand.document.map[record].name == "Other"  # type: ignore[attr-defined]  # all have one
    assert hand.labels == [f"Rename {name} “Other”"]
    assert hand.is_walking


def test_a_map_that_is_only_read_says_why_nothing_is_typed(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map(*CARDS), read_only="It is newer than this program.")
    hand.on("a1").type("x")
    hand.at("b", "doing").type("x")
    assert hand.is_walking
    assert hand.refused == ["It is newer than this program."] * 2


def compose(text: str, done: str = "") -> None:
    event = QInputMethodEvent(text, [])
    event.setCommitString(done)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def test_a_dead_key_in_an_empty_cell_begins_a_card_with_its_letter(hand: Hand) -> None:
    hand.at("b", "doing")
    compose("", "é")
    assert hand.is_typing
    hand.type("tape").press(Key.Key_Escape)
    assert hand.cell("b", "doing") == ["étape"]


def test_what_an_input_method_composes_in_an_empty_cell_begins_a_card(hand: Hand) -> None:
    hand.at("b", "doing")
    compose("に")
    compose("にほ")
    assert hand.canvas.editing.is_on
    assert hand.canvas.view.hasFocus()  # another focus would end the composition
    compose("", "日本")
    assert hand.is_typing
    hand.type("!").press(Key.Key_Escape)
    assert hand.cell("b", "doing") == ["日本!"]


def test_a_composition_that_is_given_up_leaves_nothing(hand: Hand) -> None:
    hand.at("b", "doing")
    compose("に")
    compose("")
    hand.press(Key.Key_Escape)
    assert hand.cell("b", "doing") == []
    assert hand.labels == []
