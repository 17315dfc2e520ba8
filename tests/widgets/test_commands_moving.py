import pytest
from pytestqt.qtbot import QtBot

from tests.widgets.commands_hand import Hand


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def test_a_card_moves_up_and_down_within_its_cell(hand: Hand) -> None:
    hand.select("card_queue").do("move.earlier")
    assert hand.titles("step_pay", "lane_shop") == ["Queue", "Till"]
    hand.one_undo("Move “Queue”")
    hand.do("move.later")
    assert hand.titles("step_pay", "lane_shop") == ["Till", "Queue"]
    assert hand.canvas.revealed == ("card_queue",)


def test_at_the_end_of_its_cell_a_card_stays_and_nothing_is_to_undo(hand: Hand) -> None:
    hand.select("card_queue").do("move.later")
    hand.select("card_till").do("move.earlier")
    assert hand.labels == []


def test_several_cards_move_within_their_cell_as_a_block(hand: Hand) -> None:
    hand.select("card_queue").do("edit.duplicate")
    hand.select("card_queue", *hand.selection.ids).do("move.earlier")
    assert hand.titles("step_pay", "lane_shop") == ["Queue", "Queue", "Till"]
    hand.do("move.later")
    assert hand.titles("step_pay", "lane_shop") == ["Till", "Queue", "Queue"]


def test_moving_down_passes_one_card_of_the_cell_and_not_those_of_other_lanes(
    qtbot: QtBot,
) -> None:
    hand = Hand(qtbot, card_stock={"step_id": "step_pay", "lane_id": "lane_team", "order": "a0V"})
    hand.select("card_till").do("move.later")
    assert hand.titles("step_pay", "lane_shop") == ["Queue", "Till"]
    assert [card.title for card in hand.grid.cards_at("step_pay")] == ["Stock", "Queue", "Till"]


def test_moving_down_passes_one_card_of_several(hand: Hand) -> None:
    hand.select("card_queue").do("edit.duplicate")
    hand.select("card_till").do("move.later")
    assert hand.titles("step_pay", "lane_shop") == ["Queue", "Till", "Queue"]


def test_parked_cards_are_put_in_another_order_too(hand: Hand) -> None:
    hand.select("card_till").do("card.park")
    hand.select("card_till").do("move.earlier")
    assert [card.title for card in hand.grid.parked] == ["Till", "App"]


def test_cards_move_to_the_next_cell_together(hand: Hand) -> None:
    hand.select("card_offers", "card_stock").do("move.right")
    assert hand.titles("step_ask", "lane_web") == ["Chat", "Offers"]
    assert hand.titles("step_pay", "lane_team") == ["Stock"]
    hand.one_undo("Move 2 cards")
    hand.do("move.right")
    assert hand.labels == ["Move 2 cards"]
    hand.do("move.left")
    assert hand.titles("step_look", "lane_web") == ["Offers"]


def test_a_card_moves_down_a_lane_and_up_again(hand: Hand) -> None:
    hand.select("card_offers").do("move.down")
    assert hand.titles("step_look", "lane_shop") == ["Offers"]
    assert hand.selection.cell == ("step_look", "lane_shop")
    hand.do("move.up")
    assert hand.titles("step_look", "lane_web") == ["Offers"]


def test_a_stage_moves_with_its_steps(hand: Hand) -> None:
    hand.select("stage_buy").do("move.left")
    assert hand.steps() == ["step_pay", "step_look", "step_ask"]
    hand.do("move.right")
    assert hand.stages() == ["Compare", "Buy"]
    assert hand.labels == ["Move stage “Buy”", "Move stage “Buy”"]


def test_a_step_moves_along_and_on_into_the_next_stage(hand: Hand) -> None:
    hand.select("step_look").do("move.right")
    assert hand.steps() == ["step_ask", "step_look", "step_pay"]
    hand.do("move.right")
    assert [s.id for s in hand.grid.steps_in("stage_buy")] == ["step_look", "step_pay"]


def test_the_only_step_of_a_stage_moves_with_it(hand: Hand) -> None:
    hand.select("step_pay").do("move.left")
    assert hand.stages() == ["Buy", "Compare"]


def test_the_first_stage_goes_no_further(hand: Hand) -> None:
    hand.select("stage_compare").do("move.left")
    hand.select("stage_buy").do("move.right")
    hand.select("step_look").do("move.left")
    assert hand.labels == []


@pytest.mark.parametrize(("up", "down"), [("move.up", "move.down"), ("move.earlier", "move.later")])
def test_a_lane_moves_up_and_down(hand: Hand, up: str, down: str) -> None:
    hand.select("lane_team").do(up)
    assert hand.lanes() == ["Web", "Sales", "Shop"]
    hand.one_undo("Move lane “Sales”")
    hand.do(down).do(down)
    assert hand.lanes() == ["Web", "Shop", "Sales"]


def test_a_persona_is_shown_before_another(hand: Hand) -> None:
    hand.select("persona_ben").do("move.up")
    assert hand.personas() == ["Ben", "Anna"]


def test_only_what_can_go_that_way_is_offered(hand: Hand) -> None:
    assert not hand.select("stage_buy").can("move.up")
    assert not hand.select("lane_web").can("move.left")
    assert not hand.select().can("move.earlier")
