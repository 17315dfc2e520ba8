from model.change import JourneyMap, apply
from model.edits.shift import shift_cards
from model.grid import Grid
from model.records import Card
from model.rules import check
from tests.sample import sample


def shifted(of: JourneyMap, ids: list[str], steps: int = 0, lanes: int = 0) -> JourneyMap:
    after = apply(shift_cards(of, ids, steps, lanes), of)
    assert check(after) == ()
    return after


def cell(of: JourneyMap, card_id: str) -> tuple[str, str]:
    card = of.get(card_id, Card)
    assert card is not None
    return card.step_id, card.lane_id


def test_a_card_goes_to_the_next_step_and_comes_last_there() -> None:
    now = shifted(sample(), ["card_chat"], steps=1)
    assert cell(now, "card_chat") == ("step_pay", "lane_web")
    assert Grid(now).cards_at("step_pay")[-1].id == "card_chat"


def test_cards_of_several_cells_keep_their_places_relative_to_each_other() -> None:
    now = shifted(sample(), ["card_stock", "card_offers", "card_chat"], steps=1)
    assert cell(now, "card_offers") == ("step_ask", "lane_web")
    assert cell(now, "card_stock") == ("step_pay", "lane_team")
    assert [c.id for c in Grid(now).cards_at("step_pay")][-2:] == ["card_stock", "card_chat"]


def test_all_stop_where_one_would_leave_the_grid() -> None:
    of = sample()
    assert shift_cards(of, ["card_offers", "card_till"], steps=1) == {}
    assert shift_cards(of, ["card_offers", "card_till"], steps=-1) == {}
    assert shift_cards(of, ["card_offers", "card_stock"], lanes=1) == {}
    assert shift_cards(of, ["card_offers", "card_stock"], lanes=-1) == {}


def test_several_steps_at_once_are_as_many_as_there_are() -> None:
    assert cell(shifted(sample(), ["card_offers"], steps=9), "card_offers")[0] == "step_pay"
    assert cell(shifted(sample(), ["card_stock"], lanes=-9), "card_stock")[1] == "lane_web"


def test_the_last_step_makes_no_step() -> None:
    assert len(Grid(shifted(sample(), ["card_till"], steps=1)).steps) == 3


def test_a_span_keeps_its_width_and_stops_with_its_end_at_the_edge() -> None:
    assert shift_cards(sample(), ["card_visit"], steps=1) == {}
    card = shifted(sample(), ["card_visit"], steps=-1).get("card_visit", Card)
    assert card is not None
    assert (card.step_id, card.until_step_id) == ("step_look", "step_ask")


def test_in_another_lane_of_its_step_a_card_keeps_its_turn() -> None:
    now = shifted(sample(), ["card_stock"], lanes=-1)
    assert cell(now, "card_stock") == ("step_ask", "lane_shop")
    assert [c.id for c in Grid(now).cards_at("step_ask")] == [
        c.id for c in Grid(sample()).cards_at("step_ask")
    ]


def test_lanes_of_emotion_lines_are_passed_over_and_parked_cards_stay() -> None:
    of = sample(lane_shop={"kind": "emotion"})
    now = shifted(of, ["card_offers", "card_app"], lanes=1)
    assert cell(now, "card_offers") == ("step_look", "lane_team")
    assert cell(now, "card_app") == ("", "")


def test_where_the_last_card_has_a_broken_key_moved_cards_still_come_last() -> None:
    now = shifted(sample(card_queue={"order": "zz"}), ["card_chat"], steps=1)
    assert [c.id for c in Grid(now).cards_at("step_pay")] == [
        "card_till", "card_queue", "card_chat",
    ]  # fmt: skip


def test_a_card_over_several_lanes_stops_with_its_lower_end_at_the_edge() -> None:
    of = sample(card_offers={"until_lane_id": "lane_shop"})
    now = shifted(of, ["card_offers"], lanes=1)
    card = now.get("card_offers", Card)
    assert card is not None
    assert (card.lane_id, card.until_lane_id) == ("lane_shop", "lane_team")
    assert shift_cards(now, ["card_offers"], lanes=1) == {}
