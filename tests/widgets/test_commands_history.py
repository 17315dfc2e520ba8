import pytest
from pytestqt.qtbot import QtBot

from tests.widgets.commands_hand import EVERY, Hand


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def said(hand: Hand, command: str) -> str:
    says = EVERY[command].says
    assert says is not None
    return says(hand.editor)


def test_undo_and_redo_say_what_they_do(hand: Hand) -> None:
    assert (said(hand, "edit.undo"), said(hand, "edit.redo")) == ("&Undo", "&Redo")
    hand.select("card_till").do("move.left").do("card.park")
    assert said(hand, "edit.undo") == "&Undo park “Till”"
    hand.do("edit.undo").do("edit.undo")
    assert said(hand, "edit.redo") == "&Redo move “Till”"
    hand.do("edit.redo")
    assert said(hand, "edit.undo") == "&Undo move “Till”"
    assert said(hand, "edit.redo") == "&Redo park “Till”"


def test_a_name_with_an_ampersand_is_no_key_of_a_menu(qtbot: QtBot) -> None:
    hand = Hand(qtbot, card_till={"title": "Cash & carry"})
    hand.select("card_till").do("card.park")
    assert said(hand, "edit.undo") == "&Undo park “Cash && carry”"


def test_there_is_nothing_to_undo_at_first(hand: Hand) -> None:
    assert not hand.can("edit.undo")
    assert not hand.can("edit.redo")


def test_what_comes_back_is_selected_and_shown(hand: Hand) -> None:
    hand.select("card_till").do("edit.delete").do("edit.undo")
    assert hand.selection.ids == ("card_till",)
    assert hand.canvas.revealed == ("card_till",)
    hand.do("edit.redo")
    assert "card_till" not in hand.map


def test_what_was_moved_is_selected_when_it_goes_back(hand: Hand) -> None:
    hand.select("card_till").do("move.left")
    hand.select("card_offers").do("edit.undo")
    assert hand.selection.ids == ("card_till",)


def test_where_something_only_goes_the_selection_stays(hand: Hand) -> None:
    hand.select("card_till").do("edit.duplicate")
    hand.select("card_offers").do("edit.undo")
    assert hand.selection.ids == ("card_offers",)


def test_of_a_stage_that_comes_back_with_its_cards_the_stage_is_selected(hand: Hand) -> None:
    hand.select("stage_compare").do("edit.delete")
    hand.answer("Delete")
    hand.do("edit.undo")
    assert hand.selection.ids == ("stage_compare",)
