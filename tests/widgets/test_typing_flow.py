"""Typing cards one after another, as somebody does who maps what people say."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.records import Card
from tests.widgets.typing_hand import NO, SHIFT, Hand, Key, card, small_map


def test_twenty_cards_are_typed_without_leaving_the_keyboard(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map()).at("a", "web")
    wanted: dict[str, list[str]] = {"a": [], "b": [], "c": []}
    for nth in range(1, 21):
        step = "abc"[(nth - 1) // 7]
        title = f"What happens {nth}"
        if nth > 1:
            assert hand.is_typing
        hand.type(title)
        assert hand.is_typing
        assert hand.canvas.editing.caret.text == title
        hand.press(Key.Key_Tab if nth in (7, 14) else Key.Key_Return)
        wanted[step].append(title)
        assert {s: hand.cell(s, "web") for s in "abc"} == wanted
        assert hand.selection.cell == ("abc"[nth // 7], "web")
        assert hand.labels[-1] == f"Add “{title}”"
        assert len(hand.labels) == nth
    hand.press(Key.Key_Return)
    assert hand.is_walking
    assert hand.chosen == ["What happens 20"]
    assert len(hand.labels) == 20
    assert hand.kinds("a", "web") == ["touchpoint"] * 7


def test_enter_commits_and_begins_a_sibling_just_below(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map(card("k1", "a", "web", "One"), card("k3", "a", "web", "Three")))
    hand.on("k1").press(Key.Key_Return).type("Two").press(Key.Key_Return)
    assert hand.is_typing
    assert hand.cell("a", "web") == ["One", "Two", "Three"]
    hand.type("Two and a half").press(Key.Key_Escape)
    assert hand.cell("a", "web") == ["One", "Two", "Two and a half", "Three"]
    assert hand.chosen == ["Two and a half"]


def test_a_second_empty_enter_stops_and_leaves_nothing_behind(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map()).at("a", "web").type("One").press(Key.Key_Return)
    hand.press(Key.Key_Return)
    assert hand.is_walking
    assert hand.cell("a", "web") == ["One"]
    assert hand.chosen == ["One"]
    assert hand.labels == ["Add “One”"]
    assert not hand.canvas.previewing


@pytest.mark.parametrize("back", [False, True])
def test_tab_commits_and_goes_on_to_type_in_the_next_cell(qtbot: QtBot, back: bool) -> None:
    hand = Hand(qtbot, small_map(card("k1", "c", "web", "There"), card("k0", "a", "web", "Here")))
    hand.at("b", "web").type("Between")
    hand.press(Key.Key_Backtab if back else Key.Key_Tab, held=SHIFT if back else NO)
    step, there = ("a", "Here") if back else ("c", "There")
    assert hand.is_typing
    assert hand.selection.cell == (step, "web")
    hand.type("More").press(Key.Key_Escape)
    assert hand.cell("b", "web") == ["Between"]
    assert hand.cell(step, "web") == [there, "More"]


def test_tab_from_the_last_touchpoint_makes_a_step_once_something_is_typed(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map()).at("c", "web").type("Pays").press(Key.Key_Tab)
    assert hand.is_typing
    assert hand.steps == ["a", "b", "c"]
    hand.type("Picks it up").press(Key.Key_Escape)
    assert len(hand.steps) == 4
    new = hand.steps[-1]
    assert hand.cell(new, "web") == ["Picks it up"]
    assert hand.chosen == ["Picks it up"]
    assert hand.labels == ["Add “Pays”", "Add “Picks it up”"]
    hand.document.undo()
    assert hand.steps == ["a", "b", "c"]
    assert hand.cell("c", "web") == ["Pays"]


def test_a_step_that_nothing_is_typed_in_is_never_made(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map(card("k1", "c", "web", "Pays"))).on("k1").press(Key.Key_Tab)
    assert hand.is_typing
    hand.press(Key.Key_Escape)
    assert hand.steps == ["a", "b", "c"]
    assert hand.chosen == ["Pays"]
    assert hand.labels == []


def test_tab_after_the_last_step_of_another_kind_goes_to_the_next_lane(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map()).at("c", "doing").type("Sighs").press(Key.Key_Tab)
    assert hand.selection.cell == ("a", "web")
    hand.type("Searches").press(Key.Key_Return)
    assert hand.cell("a", "web") == ["Searches"]
    assert hand.kinds("c", "doing") == ["doing"]


def test_the_lane_decides_the_kind(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map())
    for lane, kind in (("doing", "doing"), ("web", "touchpoint"), ("team", "activity")):
        hand.at("b", lane).type("x").press(Key.Key_Escape)
        assert hand.kinds("b", lane) == [kind]


def test_enter_after_rewriting_goes_on_with_a_new_card_below(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map(card("k1", "a", "web", "One"))).on("k1")
    hand.press(Key.Key_F2).type(" more").press(Key.Key_Return).type("Two").press(Key.Key_Escape)
    assert hand.cell("a", "web") == ["One more", "Two"]
    assert hand.labels == ["Rewrite “One more”", "Add “Two”"]


def test_each_committed_text_is_one_undo(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map()).at("a", "web").type("One").press(Key.Key_Return).type("Two")
    hand.press(Key.Key_Escape)
    hand.document.undo()
    assert hand.cell("a", "web") == ["One"]
    hand.document.undo()
    assert hand.cell("a", "web") == []


def test_the_card_being_typed_is_kept_in_view(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map()).at("a", "web")
    hand.canvas.resize(700, 400)
    for nth in range(12):
        hand.type(f"Card {nth} with a longer text").press(Key.Key_Return)
    caret = QApplication.focusWidget()
    assert caret is hand.canvas.editing.caret
    assert hand.canvas.view.viewport().rect().contains(caret.geometry())
    assert len(list(hand.document.map.all(Card))) == 12
