import pytest
from pytestqt.qtbot import QtBot

from model.edits.feelings import set_feeling
from model.ids import feeling_id
from model.records import Feeling
from tests.widgets.commands_hand import Hand


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def score(hand: Hand, persona: str, at: str, measure: str = "emotion") -> float | None:
    found = hand.map.get(feeling_id(persona, at, measure=measure), Feeling)
    return found.score if found else None


def test_the_first_persona_s_feeling_rises_and_falls_at_the_step_in_focus(hand: Hand) -> None:
    hand.select(cell=("step_look", "lane_web")).do("feeling.raise")
    assert score(hand, "persona_anna", "step_look") == 1.5
    hand.do("feeling.lower").do("feeling.lower")
    assert score(hand, "persona_anna", "step_look") == 0.5


def test_one_burst_of_presses_is_one_undo(hand: Hand) -> None:
    hand.select("card_chat")
    for _ in range(3):
        hand.do("feeling.raise")
    assert score(hand, "persona_anna", "step_ask") == 1.5
    hand.one_undo("Change the feeling of Anna at “Compare › Ask”")


def test_a_burst_that_comes_back_to_where_it_began_leaves_nothing_to_undo(hand: Hand) -> None:
    hand.select("step_look").do("feeling.raise").do("feeling.lower")
    assert hand.map == hand.first
    assert hand.labels == []
    assert not hand.document.is_dirty


def test_another_step_or_something_in_between_begins_a_new_burst(hand: Hand) -> None:
    hand.select("step_look").do("feeling.lower")
    hand.select("card_chat").do("feeling.lower").do("card.missing").do("feeling.lower")
    assert len(hand.labels) == 4
    hand.do("feeling.lower")
    assert len(hand.labels) == 4


def test_the_active_persona_is_meant(hand: Hand) -> None:
    hand.canvas.persona = "persona_ben"
    hand.select("card_chat").do("feeling.lower")
    assert score(hand, "persona_ben", "step_ask") == -0.5


def test_it_starts_from_the_mean_of_the_step_s_cards_and_goes_to_halves(qtbot: QtBot) -> None:
    hand = Hand(qtbot)
    hand.document.edit("Score", set_feeling, "persona_anna", "card_queue", -1.4)
    hand.select("step_pay").do("feeling.raise")  # of -2 and -1.4, the mean is -1.7
    assert score(hand, "persona_anna", "step_pay") == -1.5


def test_it_ends_at_two(hand: Hand) -> None:
    hand.select("step_look")
    for _ in range(5):
        hand.do("feeling.raise")
    assert score(hand, "persona_anna", "step_look") == 2.0
    assert hand.said == []


def test_the_lane_in_focus_says_what_is_measured_and_of_whom(qtbot: QtBot) -> None:
    fields = {"kind": "emotion", "measure": "trust", "persona_ids": ("persona_ben",)}
    hand = Hand(qtbot, lane_team=fields)
    hand.select(cell=("step_look", "lane_team")).do("feeling.raise")
    assert score(hand, "persona_ben", "step_look", "trust") == 0.5
    assert hand.labels == ["Change the trust of Ben at “Compare › Look”"]


def test_elsewhere_it_is_what_the_first_emotion_line_measures(qtbot: QtBot) -> None:
    hand = Hand(qtbot, lane_team={"kind": "emotion", "measure": "effort"})
    hand.select("card_chat").do("feeling.raise")
    assert score(hand, "persona_anna", "step_ask", "effort") == 0.5


def test_a_selected_feeling_is_the_one_that_changes(hand: Hand) -> None:
    hand.select(feeling_id("persona_anna", "card_till")).do("feeling.raise")
    assert score(hand, "persona_anna", "card_till") == -1.5
    assert hand.labels == ["Change the feeling of Anna at “Till”"]


def test_without_personas_it_is_nobody_s_in_particular(hand: Hand) -> None:
    for persona in ("persona_anna", "persona_ben"):
        hand.select(persona).do("edit.delete")
        hand.answer("Delete")
    hand.select("card_chat").do("feeling.raise")
    assert score(hand, "", "step_ask") == 0.5


def test_a_feeling_is_cleared(hand: Hand) -> None:
    hand.select("step_look").do("feeling.clear")
    assert score(hand, "persona_anna", "step_look") is None
    hand.one_undo("Clear the feeling of Anna at “Compare › Look”")
    hand.do("feeling.clear")
    assert hand.said == ["Nothing is scored here yet."]


def test_without_a_step_there_is_nothing_to_raise(hand: Hand) -> None:
    assert not hand.select("lane_web").can("feeling.raise")
