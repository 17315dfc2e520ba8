import pytest
from pytestqt.qtbot import QtBot

from model.change import JourneyMap
from model.compare import compare
from model.comparing.sentence import sentence
from tests.widgets.commands_hand import Hand
from widgets.commands.cards import KINDS


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def test_a_new_card_is_typed_after_the_selected_one(hand: Hand) -> None:
    hand.select("card_till").do("card.add_pain")
    assert hand.canvas.typed == ("step_pay", "lane_shop", "card_queue", "pain")
    hand.select("card_queue").do("card.add")
    assert hand.canvas.typed == ("step_pay", "lane_shop", "", None)
    assert hand.labels == []


def test_a_new_card_is_typed_in_the_focused_cell(hand: Hand) -> None:
    hand.select(cell=("step_look", "lane_team")).do("card.add")
    assert hand.canvas.typed == ("step_look", "lane_team", "", None)


def test_without_a_focus_a_new_card_is_typed_in_the_first_cell(hand: Hand) -> None:
    hand.do("card.add_quote")
    assert hand.canvas.typed == ("step_look", "lane_web", "", "quote")
    hand.select("card_app").do("card.add_note")
    assert hand.canvas.typed == ("step_look", "lane_web", "", "note")


def test_for_a_selected_stage_or_lane_a_new_card_is_typed_in_its_first_cell(hand: Hand) -> None:
    hand.select("stage_buy").do("card.add")
    assert hand.canvas.typed == ("step_pay", "lane_web", "", None)
    hand.select("lane_shop").do("card.add")
    assert hand.canvas.typed == ("step_look", "lane_shop", "", None)


def test_in_an_emotion_line_a_new_card_is_typed_in_the_lane_below(qtbot: QtBot) -> None:
    hand = Hand(qtbot, lane_shop={"kind": "emotion"})
    hand.select(cell=("step_pay", "lane_shop")).do("card.add_note")
    assert hand.canvas.typed == ("step_pay", "lane_team", "", "note")
    hand = Hand(qtbot, lane_team={"kind": "emotion"})
    hand.select(cell=("step_pay", "lane_team")).do("card.add_note")
    assert hand.canvas.typed == ("step_pay", "lane_shop", "", "note")


@pytest.mark.parametrize("kind", ["metric", "picture"])
def test_a_card_that_needs_no_words_is_made_at_once(hand: Hand, kind: str) -> None:
    hand.select("card_till").do(f"card.add_{kind}")
    (new,) = hand.new()
    assert new.kind == kind
    assert hand.titles("step_pay", "lane_shop") == ["Till", "", "Queue"]
    assert hand.canvas.typed is None
    assert hand.canvas.revealed == (new.id,)
    hand.one_undo(f"Add {kind}")


def test_on_an_empty_map_a_new_card_says_what_it_needs(qtbot: QtBot) -> None:
    hand = Hand(qtbot, JourneyMap())
    hand.do("card.add")
    assert hand.said == ["A card needs a stage and a lane: add these first."]
    assert hand.canvas.typed is None


def test_duplicates_stand_after_their_originals_and_are_selected(hand: Hand) -> None:
    hand.select("card_till", "card_queue").do("edit.duplicate")
    assert hand.titles("step_pay", "lane_shop") == ["Till", "Till", "Queue", "Queue"]
    assert [card.title for card in hand.new()] == ["Till", "Queue"]
    assert {"card_till", "card_queue"}.isdisjoint(hand.selection.ids)
    hand.one_undo("Duplicate 2 cards")


@pytest.mark.parametrize(("number", "kind"), list(enumerate(KINDS[:9], start=1)))
def test_alt_and_a_number_change_the_kind(hand: Hand, number: int, kind: str) -> None:
    other = "note" if kind == "touchpoint" else "touchpoint"
    hand.select("card_till").do(f"card.kind_{other}").do(f"card.kind_{kind}")
    assert hand.card("card_till").kind == kind
    assert hand.key(f"card.kind_{kind}") == f"Alt+{number}"
    assert hand.is_on(f"card.kind_{kind}")
    assert not hand.is_on(f"card.kind_{other}")


def test_the_kinds_of_the_first_nine_keys_are_those_of_the_sheet() -> None:
    assert KINDS[:9] == (
        "touchpoint", "pain", "gain", "opportunity", "quote", "activity", "metric", "note",
        "question",
    )  # fmt: skip


def test_a_change_of_kind_is_one_undo_with_a_name(hand: Hand) -> None:
    hand.select("card_till").do("card.kind_opportunity")
    hand.one_undo("Make “Till” an opportunity")
    hand.select("card_till", "card_queue").do("card.kind_activity")
    assert hand.labels[-1] == "Make 2 cards activities"


def test_parked_cards_leave_the_focus_to_the_next_one(hand: Hand) -> None:
    hand.select("card_till").do("card.park")
    assert hand.selection.ids == ("card_queue",)
    assert [card.title for card in hand.grid.parked] == ["App", "Till"]
    hand.one_undo("Park “Till”")


def test_parking_the_last_card_of_a_cell_leaves_the_focus_in_the_cell(hand: Hand) -> None:
    hand.select("card_chat").do("card.park")
    assert hand.selection.ids == ()
    assert hand.selection.cell == ("step_ask", "lane_web")
    assert not hand.can("card.park")


def test_select_all_takes_the_cell_first_and_then_the_map(hand: Hand) -> None:
    hand.select("card_till").do("edit.select_all")
    assert set(hand.selection.ids) == {"card_till", "card_queue"}
    hand.do("edit.select_all")
    assert set(hand.selection.ids) == {card.id for card in hand.grid.cards}
    hand.select(cell=("step_look", "lane_shop")).do("edit.select_all")
    assert len(hand.selection.ids) == len(hand.grid.cards)


def test_combining_keeps_the_card_that_was_selected_last(hand: Hand) -> None:
    hand.select("card_offers", "card_chat").do("card.combine")
    assert hand.selection.ids == ("card_chat",)
    assert "card_offers" not in hand.map
    assert "Offers" in hand.card("card_chat").body
    hand.one_undo("Combine 2 cards into “Chat”")


def test_one_card_alone_cannot_be_combined(hand: Hand) -> None:
    assert not hand.select("card_offers").can("card.combine")


def test_a_moment_of_truth_is_switched_for_cards_and_steps(hand: Hand) -> None:
    hand.select("card_till").do("card.moment")
    assert hand.card("card_till").moment_of_truth
    assert hand.is_on("card.moment")
    hand.one_undo("Mark “Till” as a moment of truth")
    hand.do("card.moment")
    assert not hand.card("card_till").moment_of_truth
    hand.select("step_pay").do("card.moment")
    assert not hand.is_on("card.moment")


def test_touchpoints_are_marked_as_missing_or_completed_and_back(hand: Hand) -> None:
    hand.select("card_till", "card_queue", "card_offers").do("card.missing")
    assert hand.card("card_till").status == hand.card("card_offers").status == "missing"
    assert hand.card("card_queue").status == ""
    hand.one_undo("Mark 2 cards as missing")
    hand.select("card_till").do("card.completed")
    assert hand.card("card_till").status == "completed"
    hand.do("card.completed")
    assert hand.card("card_till").status == ""
    assert not hand.select("card_queue").can("card.missing")


def test_solved_takes_the_severity_of_pains_away_so_that_a_comparison_says_so(hand: Hand) -> None:
    old = hand.map
    hand.select("card_till", "card_queue")
    assert hand.card("card_queue").severity
    hand.do("card.solved")
    assert hand.card("card_queue").severity is None
    assert sentence(compare(old, hand.map)) == "One pain solved: “Queue”"
    assert hand.said == ["Solved: its severity is taken away, which comparing tells as solved"]
    assert not hand.can("card.solved"), "it is solved"
    hand.one_undo("Mark “Queue” as solved")
    assert not hand.select("card_till").can("card.solved")


def test_nothing_can_be_changed_on_a_map_that_is_read_only(hand: Hand) -> None:
    hand.document.read_only = "A newer version wrote this map."
    hand.select("card_till")
    for command in ("card.add", "card.kind_pain", "edit.duplicate", "edit.cut", "edit.delete"):
        assert not hand.can(command), command
    assert hand.can("edit.copy")
    assert hand.can("edit.select_all")


def test_a_card_that_is_parked_is_said_to_be_there(hand: Hand) -> None:
    hand.select("card_chat").do("card.park")
    assert hand.said == ["1 card is in the parking lot: View ▸ Parking lot shows it"]
