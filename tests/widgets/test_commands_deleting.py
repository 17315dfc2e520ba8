import pytest
from pytestqt.qtbot import QtBot

from model.edits.removing import remove
from model.records import Card
from tests.widgets.commands_hand import Hand


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def test_a_deleted_card_leaves_the_focus_to_the_next_one(hand: Hand) -> None:
    hand.select("card_till").do("edit.delete")
    assert hand.selection.ids == ("card_queue",)
    hand.one_undo("Delete “Till”")
    hand.do("edit.undo").select("card_queue").do("edit.delete")
    assert hand.selection.ids == ("card_till",)


def test_between_two_cards_the_focus_goes_to_the_next_one(hand: Hand) -> None:
    hand.select("card_till").do("edit.duplicate").do("edit.delete")
    assert hand.selection.ids == ("card_queue",)


def test_of_a_stage_of_one_step_nobody_speaks_of_steps(hand: Hand) -> None:
    hand.select("stage_buy").do("edit.delete")
    assert hand.answer("Cancel").startswith("Delete stage “Buy” with 2 cards?")


def test_the_last_card_of_a_cell_leaves_the_focus_to_the_cell(hand: Hand) -> None:
    hand.select("card_offers").do("edit.delete")
    assert hand.selection.ids == ()
    assert hand.selection.cell == ("step_look", "lane_web")


def test_several_cards_go_with_one_undo_and_without_a_question(hand: Hand) -> None:
    hand.select("card_till", "card_chat").do("edit.delete")
    assert not hand.asks()
    assert {"card_till", "card_chat"}.isdisjoint(hand.map.records)
    hand.one_undo("Delete 2 cards")


def test_a_card_without_a_title_is_called_what_it_is(qtbot: QtBot) -> None:
    hand = Hand(qtbot, card_stock={"title": ""})
    hand.select("card_stock").do("edit.delete")
    assert hand.labels == ["Delete an activity"]


def test_a_stage_with_cards_is_deleted_after_a_question_that_says_what_goes(hand: Hand) -> None:
    hand.select("stage_compare").do("edit.delete")
    assert "stage_compare" in hand.map
    asked = hand.answer("Delete")
    assert asked.startswith("Delete stage “Compare” with 2 steps and 3 cards?")
    assert "1 score" in asked
    assert "2 links" in asked
    assert hand.stages() == ["Buy"]
    assert hand.selection.ids == ("stage_buy",)
    hand.one_undo("Delete stage “Compare” and its 3 cards")


def test_the_cards_can_be_parked_instead(hand: Hand) -> None:
    hand.select("card_chat").do("stage.delete")
    hand.answer("Park the cards")
    assert {card.title for card in hand.grid.parked} == {"App", "Chat", "Offers", "Stock"}
    hand.one_undo("Delete stage “Compare” and park its 3 cards")


@pytest.mark.parametrize("command", ["edit.delete", "lane.delete"])
def test_thought_better_of_it(hand: Hand, command: str) -> None:
    hand.select("lane_shop").do(command)
    assert hand.answer("Cancel").startswith("Delete lane “Shop” with 3 cards?")
    assert hand.labels == []
    assert not hand.asks()


def test_a_stage_without_cards_goes_without_a_question(hand: Hand) -> None:
    hand.select("stage_buy").do("stage.add").do("stage.delete")
    assert not hand.asks()
    assert hand.stages() == ["Compare", "Buy"]
    assert hand.selection.ids == ("stage_buy",)


def test_the_only_step_takes_its_stage_along_and_says_so(hand: Hand) -> None:
    hand.select("card_till").do("step.delete")
    assert hand.answer("Delete").startswith("Delete a step with its stage and 2 cards?")
    assert hand.stages() == ["Compare"]


def test_a_step_leaves_the_focus_to_the_one_beside_it(hand: Hand) -> None:
    hand.select("step_ask").do("edit.delete")
    assert hand.answer("Delete").startswith("Delete step “Ask” with 2 cards?")
    assert hand.selection.ids == ("step_look",)


def test_several_lanes_at_once(hand: Hand) -> None:
    hand.select("lane_web", "lane_team").do("edit.delete")
    assert hand.answer("Delete").startswith("Delete 2 lanes with 3 cards?")
    assert hand.lanes() == ["Shop"]
    hand.one_undo("Delete 2 lanes and their 3 cards")


def test_a_link_and_a_feeling_are_deleted_at_once(hand: Hand) -> None:
    feeling = next(i for i in hand.map.records if i.startswith("feeling_"))
    hand.select("link_chat", feeling).do("edit.delete")
    assert {"link_chat", feeling}.isdisjoint(hand.map.records)
    hand.one_undo("Delete 1 link and 1 feeling")
    hand.select("link_out").do("edit.delete")
    assert hand.labels[-1] == "Delete a link"


def test_a_persona_goes_after_a_question_and_its_cards_become_everyone_s(hand: Hand) -> None:
    hand.select("persona_anna").do("edit.delete")
    asked = hand.answer("Delete")
    assert asked.startswith("Delete persona “Anna” with 2 scores?")
    assert "1 card" in asked
    assert hand.personas() == ["Ben"]
    assert hand.card("card_chat").persona_ids == ()
    hand.one_undo("Delete persona “Anna”")


def test_what_is_for_a_persona_alone_goes_too_if_wanted(hand: Hand) -> None:
    hand.canvas.persona = "persona_anna"
    hand.do("persona.delete")
    hand.answer("Delete that too")
    assert "card_chat" not in hand.map
    hand.one_undo("Delete persona “Anna” and what is theirs")


def test_what_went_while_the_question_stood_there_is_not_deleted_twice(hand: Hand) -> None:
    hand.do("lane.add").select("lane_web").do("edit.delete")
    hand.document.edit("Delete", remove, "lane_web")
    before = hand.map
    hand.answer("Delete")
    assert hand.map is before
    assert hand.said == []


def test_enter_parks_the_cards_and_esc_does_nothing(hand: Hand) -> None:
    cards = sum(1 for _ in hand.map.all(Card))
    hand.select("lane_web").do("edit.delete").press_in_question("Esc")
    assert "lane_web" in hand.map
    hand.do("edit.delete").press_in_question("Return")
    assert "lane_web" not in hand.map
    assert sum(1 for _ in hand.map.all(Card)) == cards


def test_enter_deletes_no_persona(hand: Hand) -> None:
    hand.select("persona_anna").do("edit.delete").press_in_question("Return")
    assert hand.personas() == ["Anna", "Ben"]
    assert not hand.asks()


def test_where_parked_cards_went_is_said(hand: Hand) -> None:
    hand.select("card_chat").do("stage.delete")
    hand.answer("Park the cards")
    assert hand.said == ["3 cards are in the parking lot: View ▸ Parking lot shows them"]
