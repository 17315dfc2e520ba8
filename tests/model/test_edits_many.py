"""One thing done to many records at once."""

import pytest

from model.change import JourneyMap, apply
from model.edits.common import EditError
from model.edits.details import attach, detach
from model.edits.many import attach_to_all, detach_from_all, place_all, tag_all
from model.grid import Grid
from model.records import Card
from tests.generator import make
from tests.sample import sample


def card(of: JourneyMap, name: str) -> Card:
    found = of.get(f"card_{name}", Card)
    assert found is not None
    return found


def places(of: JourneyMap, *names: str) -> list[tuple[str, str]]:
    return [(card(of, name).step_id, card(of, name).lane_id) for name in names]


def test_many_get_one_more_source_and_keep_their_own_as_one_by_one() -> None:
    of = sample(card_chat={"evidence_ids": ()})
    ids = ["card_offers", "card_chat", "persona_anna"]
    after = apply(attach_to_all(of, ids, "evidence_ids", "evidence_talks"), of)
    one_by_one = of
    for record_id in ids:
        one_by_one = apply(
            attach(one_by_one, record_id, "evidence_ids", "evidence_talks"), one_by_one
        )
    assert after == one_by_one
    gone = apply(detach_from_all(after, ids, "evidence_ids", "evidence_talks"), after)
    for record_id in ids:
        after = apply(detach(after, record_id, "evidence_ids", "evidence_talks"), after)
    assert gone == after


def test_what_does_not_belong_there_is_refused_for_all() -> None:
    of = sample()
    for ids, field, target in (
        (["card_chat", "gone"], "evidence_ids", "evidence_talks"),
        (["card_chat", "lane_web"], "evidence_ids", "evidence_talks"),
        (["card_chat"], "owner_id", "person_mia"),
        (["card_chat"], "evidence_ids", "person_mia"),
    ):
        with pytest.raises(EditError):
            attach_to_all(of, ids, field, target)


def test_tags_are_added_and_taken_off_and_others_stay() -> None:
    of = sample(card_chat={"tags": ("speed", "old")}, card_till={"tags": ("new",)})
    change = tag_all(
        of, ["card_chat", "card_till", "card_chat"], add=("new", "big"), remove=("old",)
    )
    after = apply(change, of)
    assert card(after, "chat").tags == ("speed", "new", "big")
    assert card(after, "till").tags == ("new", "big")
    assert tag_all(after, ["card_till"], add=("new",), remove=("gone",)) == {}
    with pytest.raises(EditError):
        tag_all(of, ["lane_web"], add=("x",))


def test_cards_go_to_a_step_each_in_its_lane_and_in_their_sequence() -> None:
    of = sample()
    after = apply(place_all(of, ["card_till", "card_stock", "card_offers"], "step_ask"), of)
    assert places(after, "till", "stock", "offers") == [
        ("step_ask", "lane_shop"), ("step_ask", "lane_team"), ("step_ask", "lane_web"),
    ]  # fmt: skip
    grid = Grid(after)
    assert [c.id for c in grid.cards_in("step_ask", "lane_web")] == ["card_chat", "card_offers"]


def test_cards_go_to_a_lane_each_in_its_step() -> None:
    of = sample()
    after = apply(place_all(of, ["card_till", "card_chat"], lane_id="lane_team"), of)
    assert places(after, "till", "chat") == [("step_pay", "lane_team"), ("step_ask", "lane_team")]
    assert place_all(after, ["card_till", "card_chat"], lane_id="lane_team") == {}


def test_a_parked_card_that_is_given_a_step_stands_in_the_first_lane() -> None:
    of = sample()
    assert places(apply(place_all(of, ["card_app"], "step_pay"), of), "app") == [
        ("step_pay", "lane_web")
    ]
    both = place_all(of, ["card_app"], "step_pay", "lane_shop")
    assert places(apply(both, of), "app") == [("step_pay", "lane_shop")]


def test_without_a_cell_cards_stay_parked() -> None:
    of = JourneyMap((card(sample(), "app"),))
    with pytest.raises(EditError, match="stage and a lane"):
        place_all(of, ["card_app"], "step_pay")


def test_hundreds_of_cards_keep_their_sequence_when_they_move_together() -> None:
    of = make(600)
    grid = Grid(of)
    last, lane = grid.steps[-1].id, grid.card_lanes[0].id
    moving = [c.id for c in grid.cards if c.step_id != last]
    after = Grid(apply(place_all(of, reversed(moving), last), of))
    assert {c.step_id for c in after.cards} == {last}
    arrived = [c.id for c in grid.cards if c.step_id != last and c.lane_id == lane]
    assert [c.id for c in after.cards_in(last, lane) if c.id in moving] == arrived
    assert len(arrived) > 10
