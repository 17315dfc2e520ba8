from random import Random
from typing import Any

import pytest

from model import grid
from model.change import Change, JourneyMap, apply
from model.edits.common import EditError, new_ids
from model.edits.lanes import add_lane, change_lanes, fold_lanes, move_lane
from model.edits.removing import remove
from model.edits.stages import (
    add_stage,
    add_step,
    merge_stage_with_next,
    move_stage,
    move_step,
    split_stage,
)
from model.ids import Ids
from model.records import Card, Duration, Lane, Stage, Step, create
from model.rules import check
from tests.sample import sample


@pytest.fixture
def ids() -> Ids:
    return Ids(Random(7))


def done(change: Change, to: JourneyMap | None = None) -> JourneyMap:
    after = apply(change, to or sample())
    assert check(after) == ()
    return after


def outline(of: JourneyMap) -> list[str]:
    """Stages with their steps, in order: "Compare: Look Ask"."""
    return [
        f"{stage.name}: {' '.join(step.name or '-' for step in grid.steps_of(of, stage.id))}"
        for stage in grid.stages(of)
    ]


def lane_names(of: JourneyMap) -> list[str]:
    return [lane.name for lane in grid.lanes(of)]


def place(of: JourneyMap, card_id: str) -> tuple[str, ...]:
    card = of[card_id]
    assert isinstance(card, Card)
    return card.step_id, card.until_step_id, card.lane_id, card.until_lane_id


def test_a_new_stage_has_one_unnamed_step(ids: Ids) -> None:
    assert outline(done(add_stage(JourneyMap(), ids, "Compare"), JourneyMap())) == ["Compare: -"]
    assert outline(done(add_stage(sample(), ids, "Use")))[-1] == "Use: -"


def test_a_stage_is_added_before_another(ids: Ids) -> None:
    after = done(add_stage(sample(), ids, "Ride", "stage_buy", customer_goal="Try it"))
    assert outline(after) == ["Compare: Look Ask", "Ride: -", "Buy: -"]


def test_new_things_are_named_by_the_change_in_the_order_of_their_making(ids: Ids) -> None:
    change = add_stage(sample(), ids, "Use")
    stage_id, step_id = new_ids(change)
    assert new_ids(change, Stage) == (stage_id,)
    assert new_ids(change, Step) == (step_id,)


def test_a_stage_cannot_be_added_before_one_that_is_gone_or_for_nobody(ids: Ids) -> None:
    with pytest.raises(EditError, match="not there any more"):
        add_stage(sample(), ids, "Use", "stage_gone")
    with pytest.raises(EditError, match="The owner of stage “Use” is not on the map"):
        add_stage(sample(), ids, "Use", owner_id="person_gone")
    with pytest.raises(EditError, match="A stage has no field called 'colour'"):
        add_stage(sample(), ids, "Use", colour="red")


def test_a_step_is_added_last_or_before_another_of_its_stage(ids: Ids) -> None:
    after = done(add_step(sample(), "stage_compare", ids, "Try"))
    assert outline(after)[0] == "Compare: Look Ask Try"
    after = done(add_step(sample(), "stage_compare", ids, "Try", "step_ask"))
    assert outline(after)[0] == "Compare: Look Try Ask"
    with pytest.raises(EditError):
        add_step(sample(), "stage_buy", ids, "Try", "step_ask")
    with pytest.raises(EditError, match="stage is not on the map"):
        add_step(sample(), "stage_gone", ids)


def test_equal_keys_make_room_where_something_is_put_between_them(ids: Ids) -> None:
    of = sample(step_look={"order": "a0"}, step_ask={"order": "a0"})
    assert outline(of)[0] == "Compare: Ask Look"
    change = add_step(of, "stage_compare", ids, "Try", "step_look")
    assert outline(done(change, of))[0] == "Compare: Ask Try Look"
    assert len(change) == 2, "one neighbour is re-keyed and no other"


def test_a_stage_moves_with_its_steps_and_cards() -> None:
    after = done(move_stage(sample(), "stage_buy", "stage_compare"))
    assert outline(after) == ["Buy: -", "Compare: Look Ask"]


def test_a_card_over_stages_that_change_places_still_covers_the_same_steps() -> None:
    before = place(sample(), "card_visit")
    after = place(done(move_stage(sample(), "stage_compare")), "card_visit")
    assert before[:2] == ("step_ask", "step_pay")
    assert after[:2] == ("step_pay", "step_ask")


def test_moving_to_where_it_stands_changes_nothing() -> None:
    assert move_stage(sample(), "stage_buy") == {}
    assert move_stage(sample(), "stage_compare", "stage_buy") == {}
    assert move_stage(sample(), "stage_buy", "stage_buy") == {}
    assert move_step(sample(), "step_look", "stage_compare", "step_ask") == {}
    assert move_step(sample(), "step_look", "stage_compare", "step_look") == {}
    assert move_lane(sample(), "lane_team") == {}


def test_a_step_moves_within_its_stage_and_into_another() -> None:
    after = done(move_step(sample(), "step_ask", "stage_compare", "step_look"))
    assert outline(after)[0] == "Compare: Ask Look"
    after = done(move_step(sample(), "step_ask", "stage_buy"))
    assert outline(after) == ["Compare: Look", "Buy: - Ask"]
    after = done(move_step(sample(), "step_ask", "stage_buy", "step_pay"))
    assert outline(after) == ["Compare: Look", "Buy: Ask -"]


def test_the_only_step_of_a_stage_cannot_leave_it() -> None:
    with pytest.raises(EditError, match="keeps at least one step"):
        move_step(sample(), "step_pay", "stage_compare")


def test_a_step_cannot_move_into_a_stage_that_is_gone() -> None:
    with pytest.raises(EditError, match="This stage is not on the map"):
        move_step(sample(), "step_ask", "stage_gone")


def test_a_step_that_lost_its_stage_can_be_moved_into_one() -> None:
    of = JourneyMap([*sample().records.values(), create(Step, id="step_x", stage_id="stage_gone")])
    assert outline(apply(move_step(of, "step_x", "stage_buy"), of))[1] == "Buy: - -"


def test_a_stage_is_split_before_one_of_its_steps(ids: Ids) -> None:
    after = done(split_stage(sample(), "step_ask", ids, "Ask around"))
    assert outline(after) == ["Compare: Look", "Ask around: Ask", "Buy: -"]


def test_the_last_stage_can_be_split_too(ids: Ids) -> None:
    of = done(add_step(sample(), "stage_buy", ids, "Fetch"))
    fetch = grid.steps(of)[-1].id
    assert outline(done(split_stage(of, fetch, ids, "Fetch it"), of))[-2:] == [
        "Buy: -",
        "Fetch it: Fetch",
    ]


def test_a_stage_cannot_be_split_before_its_first_step(ids: Ids) -> None:
    with pytest.raises(EditError, match="before any of its steps but the first"):
        split_stage(sample(), "step_look", ids)


def test_merging_two_stages_keeps_the_steps_and_words_of_both() -> None:
    of = sample(
        stage_compare={"description": "Online mostly.", "customer_goal": "Find one"},
        stage_buy={
            "description": "In town.",
            "customer_goal": "Own it",
            "metric_ids": ("metric_sales",),
        },
        comment_1={"about_id": "stage_buy"},
    )
    after = done(merge_stage_with_next(of, "stage_compare"), of)
    assert outline(after) == ["Compare: Look Ask Buy"]
    stage = after["stage_compare"]
    assert isinstance(stage, Stage)
    assert stage.description == "Online mostly.\nBuy\nIn town.\nCustomer goal: Own it"
    assert stage.customer_goal == "Find one"
    assert stage.metric_ids == ("metric_sales",)
    assert stage.duration == Duration(typical=2, unit="days")
    comment = after["comment_1"]
    assert comment.about_id == "stage_compare"
    assert after.info.rule_exemptions[0].about == "stage_compare"


def test_steps_with_names_keep_them_when_their_stage_is_merged() -> None:
    after = done(
        merge_stage_with_next(sample(step_pay={"name": "Pay"}), "stage_compare"),
        sample(step_pay={"name": "Pay"}),
    )
    assert outline(after) == ["Compare: Look Ask Pay"]


def test_the_last_stage_has_no_next_one_to_merge_with() -> None:
    with pytest.raises(EditError, match="no stage after this one"):
        merge_stage_with_next(sample(), "stage_buy")


def test_stages_whose_words_do_not_fit_together_are_not_merged() -> None:
    long: dict[str, Any] = {"description": "x" * 15_000}
    of = sample(stage_compare=long, stage_buy={"description": "y" * 15_000})
    with pytest.raises(EditError, match="too long for one"):
        merge_stage_with_next(of, "stage_compare")


def test_deleting_a_stage_takes_what_stands_in_it_along() -> None:
    after = done(remove(sample(), "stage_buy"))
    gone = set(sample().records) - set(after.records)
    assert gone == {
        "stage_buy", "step_pay", "card_till", "card_queue", "link_out", "comment_1", "comment_2",
        *(f.id for f in grid.Grid(sample()).feelings["card_till"]),
        *(f.id for f in grid.Grid(sample()).feelings["card_queue"]),
    }  # fmt: skip
    assert after["action_till"].about_ids == ()
    assert after["card_app"].addresses_ids == ()
    assert after.info.rule_exemptions == ()


def test_a_card_that_reaches_into_a_deleted_stage_shrinks() -> None:
    assert place(done(remove(sample(), "stage_buy")), "card_visit") == (
        "step_ask", "", "lane_shop", "",
    )  # fmt: skip
    assert place(done(remove(sample(), "stage_compare")), "card_visit") == (
        "step_pay", "", "lane_shop", "",
    )  # fmt: skip


def test_a_card_over_three_steps_keeps_two_when_the_middle_or_an_end_goes() -> None:
    wide = sample(card_offers={"until_step_id": "step_pay"})
    assert place(done(remove(wide, "step_ask"), wide), "card_offers")[:2] == (
        "step_look",
        "step_pay",
    )
    assert place(done(remove(wide, "step_look"), wide), "card_offers")[:2] == (
        "step_ask",
        "step_pay",
    )
    assert place(done(remove(wide, "step_pay"), wide), "card_offers")[:2] == (
        "step_look",
        "step_ask",
    )


def test_cards_of_a_deleted_stage_can_be_parked_instead() -> None:
    after = done(remove(sample(), "stage_buy", park_cards=True))
    assert [card.id for card in grid.Grid(after).parked] == ["card_app", "card_till", "card_queue"]
    assert "link_out" in after


def test_a_card_over_deleted_steps_only_goes_with_them() -> None:
    of = sample(card_offers={"until_step_id": "step_ask"})
    assert "card_offers" not in done(remove(of, "stage_compare"), of)


def test_deleting_a_step_leaves_the_others_of_its_stage() -> None:
    after = done(remove(sample(), "step_look"))
    assert outline(after) == ["Compare: Ask", "Buy: -"]
    assert "card_offers" not in after


def test_deleting_the_only_step_deletes_its_stage() -> None:
    assert outline(done(remove(sample(), "step_pay"))) == ["Compare: Look Ask"]


def test_lanes_are_folded_together_and_unfolded_where_all_of_them_are_folded() -> None:
    def heights(of: JourneyMap) -> list[float | None]:
        return [lane.collapsed_height for lane in grid.lanes(of) if lane.name in ("Web", "Shop")]

    one = done(fold_lanes(sample(), "lane_web"))
    both = done(fold_lanes(one, "lane_web", "lane_shop"), one)
    assert (heights(one), heights(both)) == ([0.0, None], [0.0, 0.0])
    assert heights(done(fold_lanes(both, "lane_web", "lane_shop"), both)) == [None, None]


def test_a_lane_that_holds_cards_becomes_no_emotion_line() -> None:
    with pytest.raises(EditError, match="An emotion line shows no cards"):
        change_lanes(sample(), {"lane_web": {"kind": "emotion"}})
    added = add_lane(sample(), Ids(Random(1)), "Mood")
    of = done(added)
    (mood,) = new_ids(added, Lane)
    assert done(change_lanes(of, {mood: {"kind": "emotion"}}), of).get(mood, Lane).kind == "emotion"


def test_what_is_gone_already_cannot_be_deleted() -> None:
    with pytest.raises(EditError, match="is not on the map any more"):
        remove(sample(), "stage_gone")


def test_a_lane_is_added_at_the_bottom_or_above_another(ids: Ids) -> None:
    assert lane_names(done(add_lane(sample(), ids, "Phone")))[-1] == "Phone"
    after = done(add_lane(sample(), ids, "Phone", "lane_shop", medium="human"))
    assert lane_names(after) == ["Web", "Phone", "Shop", "Sales"]
    assert grid.lanes(after)[1].medium == "human"


def test_a_lane_cannot_be_for_a_persona_that_is_gone(ids: Ids) -> None:
    with pytest.raises(EditError, match="personas of lane “Phone” is not on the map"):
        add_lane(sample(), ids, "Phone", persona_ids=("persona_gone",))


def test_a_lane_moves_above_another_or_to_the_bottom() -> None:
    assert lane_names(done(move_lane(sample(), "lane_team", "lane_web"))) == [
        "Sales",
        "Web",
        "Shop",
    ]
    assert lane_names(done(move_lane(sample(), "lane_web"))) == ["Shop", "Sales", "Web"]


def test_a_card_over_lanes_that_change_places_is_turned_round() -> None:
    of = sample(card_chat={"until_lane_id": "lane_shop"})
    after = done(move_lane(of, "lane_web"), of)
    assert place(after, "card_chat")[2:] == ("lane_shop", "lane_web")


def test_deleting_a_lane_takes_its_cards_or_parks_them() -> None:
    after = done(remove(sample(), "lane_shop"))
    assert {card.id for card in after.all(Card)} == {
        "card_offers",
        "card_chat",
        "card_stock",
        "card_app",
    }
    assert after["card_stock"].supports_ids == ()
    after = done(remove(sample(), "lane_shop", park_cards=True))
    assert place(after, "card_visit") == ("", "", "", "")


def test_a_card_over_two_lanes_keeps_the_one_that_stays() -> None:
    of = sample(card_chat={"until_lane_id": "lane_team"})
    after = done(remove(of, "lane_web"), of)
    assert place(after, "card_chat")[2:] == ("lane_shop", "lane_team")
    after = done(remove(of, "lane_team"), of)
    assert place(after, "card_chat")[2:] == ("lane_web", "lane_shop")


def test_a_span_with_an_end_that_was_gone_before_loses_it_or_goes_with_its_start() -> None:
    of = sample(card_visit={"until_step_id": "step_gone"})
    assert place(apply(remove(of, "lane_web"), of), "card_visit")[1] == "step_gone"
    assert "card_visit" not in apply(remove(of, "step_ask"), of)
    lost = sample(card_visit={"step_id": "step_gone"})
    assert place(apply(remove(lost, "step_pay"), lost), "card_visit")[:2] == (
        "step_gone",
        "",
    )


def test_every_lane_can_be_deleted_and_nothing_is_left_behind() -> None:
    of = sample()
    for lane in grid.lanes(of):
        of = done(remove(of, lane.id), of)
    assert [card.id for card in of.all(Card)] == ["card_app"]
    assert list(of.all(Lane)) == []
