import pytest
from pytestqt.qtbot import QtBot

from model.change import JourneyMap
from model.edits.cards import usual_kind
from model.edits.fields import set_fields
from model.records import Lane, Persona, Stage
from tests.widgets.commands_hand import EVERY, Hand
from widgets.commands.structure import LANE_KINDS


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def lane(hand: Hand, lane_id: str) -> Lane:
    found = hand.map.get(lane_id, Lane)
    assert found is not None
    return found


def test_a_stage_is_added_after_the_one_in_focus_and_named_next(hand: Hand) -> None:
    hand.select("card_chat").do("stage.add")
    assert hand.stages() == ["Compare", "", "Buy"]
    assert hand.canvas.edited == hand.selection.anchor
    assert hand.canvas.revealed == (hand.selection.anchor,)
    hand.one_undo("Add stage")


def test_a_stage_is_added_before_and_after_a_selected_one(hand: Hand) -> None:
    hand.select("stage_compare").do("stage.add_before")
    assert hand.stages() == ["", "Compare", "Buy"]
    hand.select("stage_buy").do("stage.add")
    assert hand.stages() == ["", "Compare", "Buy", ""]


def test_the_first_stage_and_lane_of_an_empty_map(qtbot: QtBot) -> None:
    hand = Hand(qtbot, JourneyMap())
    hand.do("stage.add").do("lane.add")
    assert (len(hand.steps()), len(hand.lanes())) == (1, 1)
    assert not Hand(qtbot, JourneyMap()).can("step.add")


def test_a_step_is_added_beside_the_one_in_focus(hand: Hand) -> None:
    hand.select("card_offers").do("step.add")
    new = hand.selection.anchor
    assert hand.steps() == ["step_look", new, "step_ask", "step_pay"]
    assert hand.canvas.edited == new
    hand.select("step_look").do("step.add_before")
    assert hand.steps()[0] == hand.selection.anchor


def test_for_a_selected_stage_a_step_is_added_at_its_end_or_start(hand: Hand) -> None:
    hand.select("stage_compare").do("step.add")
    assert hand.steps()[2] == hand.selection.anchor
    hand.select("stage_buy").do("step.add_before")
    assert hand.steps()[3] == hand.selection.anchor


def test_a_lane_is_added_below_or_above_the_one_in_focus(hand: Hand) -> None:
    hand.select("card_offers").do("lane.add")
    assert hand.lanes() == ["Web", "", "Shop", "Sales"]
    hand.one_undo("Add lane")
    hand.select("lane_team").do("lane.add_above")
    assert hand.lanes() == ["Web", "", "Shop", "", "Sales"]


@pytest.mark.parametrize(
    ("command", "selected", "edited"),
    [
        ("stage.rename", "card_chat", "stage_compare"),
        ("stage.rename", "stage_buy", "stage_buy"),
        ("step.rename", "card_chat", "step_ask"),
        ("lane.rename", "card_chat", "lane_web"),
        ("edit.rename", "card_chat", "card_chat"),
        ("edit.rename", "lane_team", "lane_team"),
    ],
)
def test_renaming_is_done_on_the_canvas(
    hand: Hand, command: str, selected: str, edited: str
) -> None:
    hand.select(selected).do(command)
    assert hand.canvas.edited == edited
    assert hand.canvas.revealed == (edited,)
    assert hand.labels == []


def test_a_stage_is_split_at_the_step_in_focus(hand: Hand) -> None:
    hand.select("card_chat").do("stage.split")
    assert hand.stages() == ["Compare", "", "Buy"]
    assert hand.map.get(hand.selection.anchor, Stage) is not None
    assert hand.canvas.edited == hand.selection.anchor
    hand.one_undo("Split stage “Compare”")


def test_why_a_stage_cannot_be_split_or_merged_is_said(hand: Hand) -> None:
    hand.select("card_offers").do("stage.split")
    hand.select("stage_buy").do("stage.merge")
    assert len(hand.said) == 2
    assert hand.labels == []


def test_a_stage_is_merged_with_the_next(hand: Hand) -> None:
    hand.select("card_chat").do("stage.merge")
    assert hand.stages() == ["Compare"]
    assert hand.selection.ids == ("stage_compare",)
    hand.one_undo("Merge stage “Compare” and “Buy”")


def test_lanes_fold_and_unfold(hand: Hand) -> None:
    hand.select("lane_web", "lane_shop").do("lane.fold")
    assert None not in (
        lane(hand, "lane_web").collapsed_height,
        lane(hand, "lane_shop").collapsed_height,
    )
    assert hand.is_on("lane.fold")
    hand.one_undo("Fold 2 lanes")
    hand.select("card_offers").do("lane.fold")
    assert lane(hand, "lane_web").collapsed_height is None
    assert hand.labels[-1] == "Unfold lane “Web”"


@pytest.mark.parametrize("kind", [k.name for k in LANE_KINDS])
def test_a_lane_becomes_of_each_kind(qtbot: QtBot, kind: str) -> None:
    hand = Hand(qtbot)
    hand.select("card_stock").do("card.park")
    hand.select("lane_team").do(f"lane.kind_{kind}")
    on = [k.name for k in LANE_KINDS if hand.is_on(f"lane.kind_{k.name}")]
    assert on == [kind]


def test_a_lane_of_another_kind_makes_the_cards_that_fit(hand: Hand) -> None:
    hand.select("lane_team").do("lane.kind_thinking")
    assert usual_kind(lane(hand, "lane_team")) == "thought"
    assert hand.labels[0] == "Change what lane “Sales” is"


def test_a_default_that_was_chosen_stays_with_the_lane(qtbot: QtBot) -> None:
    hand = Hand(qtbot, lane_team={"default_card_kind": "question"})
    hand.select("lane_team").do("lane.kind_insight")
    assert lane(hand, "lane_team").default_card_kind == "question"


def test_a_lane_with_cards_becomes_no_emotion_line(hand: Hand) -> None:
    hand.select("lane_web").do("lane.kind_trust")
    assert hand.labels == []
    assert "2 cards" in hand.said[0]


def test_a_persona_is_asked_for_added_and_selected_and_not_drawn_before_it_is_chosen(
    hand: Hand,
) -> None:
    hand.do("persona.add")
    hand.type_name("  Carla  Nowak ")
    assert hand.personas() == ["Anna", "Ben", "Carla Nowak"]
    assert [persona.name for persona in hand.selection.of(Persona)] == ["Carla Nowak"]
    assert hand.canvas.persona == ""
    hand.one_undo("Add persona “Carla Nowak”")


def test_a_persona_without_a_name_is_not_added(hand: Hand) -> None:
    hand.do("persona.add")
    hand.type_name("  ")
    assert hand.labels == []


def test_the_active_persona_is_renamed_and_moved(hand: Hand) -> None:
    hand.canvas.persona = "persona_ben"
    hand.do("persona.rename")
    assert hand.type_name("Benno") == "Ben"
    hand.do("persona.earlier").do("persona.earlier")
    assert hand.personas() == ["Benno", "Anna"]
    hand.do("persona.later")
    assert hand.personas() == ["Anna", "Benno"]
    assert hand.labels == [
        "Rename persona “Ben”", "Move persona “Benno”", "Move persona “Benno”",
    ]  # fmt: skip


def test_without_a_persona_there_is_none_to_rename(qtbot: QtBot) -> None:
    hand = Hand(qtbot, JourneyMap())
    hand.do("persona.rename").do("persona.delete").do("persona.later")
    assert hand.said == ["There is no persona on this map yet."] * 2


def test_commands_about_a_persona_say_which(hand: Hand) -> None:
    def says() -> list[str]:
        commands = (EVERY[f"persona.{verb}"] for verb in ("rename", "earlier", "later", "delete"))
        return [command.says(hand.editor) for command in commands if command.says]

    assert says() == [
        "Rename persona “Anna”…",
        "Move persona “Anna” earlier",
        "Move persona “Anna” later",
        "Delete persona “Anna”",
    ]
    hand.canvas.persona = "persona_ben"
    assert says()[0] == "Rename persona “Ben”…"
    hand.document.edit("Rename", set_fields, "persona_ben", name="Ben & Co")
    assert says()[0] == "Rename persona “Ben && Co”…"
