from random import Random
from typing import Any

import pytest

from model import grid
from model.change import Change, JourneyMap, apply
from model.edits.cards import (
    add_card,
    add_card_after,
    change_kind,
    delete_cards,
    duplicate_cards,
    move_cards,
    park_cards,
    set_span,
    start_at,
)
from model.edits.combine import combine_cards
from model.edits.common import EditError, new_ids
from model.ids import Ids, feeling_id
from model.records import Card, Comment, Feeling, Link, Record, Step, Vote, create
from model.rules import check
from tests.sample import sample

ASK = ["card_stock", "card_chat", "card_visit"]


@pytest.fixture
def ids() -> Ids:
    return Ids(Random(7))


def done(change: Change, to: JourneyMap | None = None) -> JourneyMap:
    after = apply(change, to or sample())
    assert check(after) == ()
    return after


def with_(*records: Record, **fields: Any) -> JourneyMap:
    return JourneyMap([*sample(**fields).records.values(), *records])


def card(of: JourneyMap, card_id: str) -> Card:
    found = of[card_id]
    assert isinstance(found, Card)
    return found


def sequence(of: JourneyMap, step_id: str) -> list[str]:
    return [c.id for c in grid.cards_of_step(of, step_id)]


def added(change: Change) -> Card:
    (new_id,) = new_ids(change, Card)
    found = change[new_id][1]
    assert isinstance(found, Card)
    return found


def test_a_new_card_comes_last_in_its_step(ids: Ids) -> None:
    change = add_card(sample(), ids, "step_ask", "lane_web", title="Call")
    new = added(change)
    assert (new.step_id, new.lane_id, new.title) == ("step_ask", "lane_web", "Call")
    assert sequence(done(change), "step_ask") == [*ASK, new.id]


def test_a_new_card_comes_before_another_of_its_step_in_any_lane(ids: Ids) -> None:
    change = add_card(sample(), ids, "step_ask", "lane_web", "card_chat", kind="pain")
    new = added(change)
    assert new.kind == "pain"
    assert sequence(done(change), "step_ask") == ["card_stock", new.id, "card_chat", "card_visit"]


def test_a_new_card_is_of_its_lanes_kind_unless_told(ids: Ids) -> None:
    assert added(add_card(sample(), ids, "step_pay", "lane_team")).kind == "activity"
    assert added(add_card(sample(), ids, "step_pay", "lane_team", kind="note")).kind == "note"
    assert added(add_card(sample(), ids, "step_pay", "lane_web")).kind == "touchpoint"


def test_a_card_can_be_added_to_the_parking_lot(ids: Ids) -> None:
    change = add_card(sample(), ids, title="Later", kind="question")
    assert sequence(done(change), "") == ["card_app", added(change).id]


@pytest.mark.parametrize(
    ("place", "fields", "message"),
    [
        (("step_gone", "lane_web"), {}, "This step is not on the map any more."),
        (("step_ask", ""), {}, "This lane is not on the map any more."),
        (("step_ask", "lane_web", "card_till"), {}, "The place to move to is not there any more."),
        (("step_ask", "lane_web"), {"severity": 9}, "Severity: input should be less than or equal"),
        (("step_ask", "lane_web"), {"mood": 1}, "A card has no field called 'mood'."),
        (
            ("step_ask", "lane_web"),
            {"title": "Call", "about_ids": ("card_gone",)},
            "One of the subjects of touchpoint “Call” is not on the map.",
        ),
    ],
)
def test_a_card_that_does_not_fit_is_not_added(
    ids: Ids, place: Any, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(EditError, match=message):
        add_card(sample(), ids, *place, **fields)


def test_the_same_id_twice_in_a_list_is_kept_once(ids: Ids) -> None:
    tags = {"tags": ["x", "x"], "persona_ids": ["persona_ben", "persona_ben"]}
    new = added(add_card(sample(), ids, "step_ask", "lane_web", **tags))
    assert new.persona_ids == ("persona_ben",)
    assert new.tags == ("x", "x"), "only ids are references"


def test_a_touchpoint_after_another_stands_first_in_the_next_step(ids: Ids) -> None:
    change = add_card_after(sample(), "card_chat", ids, title="Basket")
    new = added(change)
    assert (new.step_id, new.lane_id, new.kind) == ("step_pay", "lane_web", "touchpoint")
    assert sequence(done(change), "step_pay")[0] == new.id
    assert new_ids(change, Step) == ()


def test_a_touchpoint_after_the_last_one_makes_its_step(ids: Ids) -> None:
    change = add_card_after(sample(), "card_till", ids, "lane_web", title="Receipt")
    after = done(change)
    (step_id,) = new_ids(change, Step)
    assert grid.steps(after)[-1].id == step_id
    assert grid.steps(after)[-1].stage_id == "stage_buy"
    assert (added(change).step_id, added(change).lane_id) == (step_id, "lane_web")


def test_the_next_card_is_of_the_same_kind_unless_told(ids: Ids) -> None:
    assert added(add_card_after(sample(), "card_queue", ids)).kind == "pain"
    assert added(add_card_after(sample(), "card_queue", ids, kind="gain")).kind == "gain"


def test_no_card_comes_after_one_in_the_parking_lot(ids: Ids) -> None:
    with pytest.raises(EditError, match="parking lot has no step after it"):
        add_card_after(sample(), "card_app", ids)


def test_cards_move_to_another_cell_in_the_order_given() -> None:
    change = move_cards(
        sample(), ["card_queue", "card_offers"], "step_ask", "lane_web", "card_chat"
    )
    after = done(change)
    assert sequence(after, "step_ask") == ["card_stock", "card_queue", "card_offers", *ASK[1:]]
    assert card(after, "card_queue").lane_id == "lane_web"


def test_cards_from_elsewhere_come_last_in_the_step() -> None:
    after = done(move_cards(sample(), ["card_offers", "card_app"], "step_ask", "lane_web"))
    assert sequence(after, "step_ask") == [*ASK, "card_offers", "card_app"]


def test_a_card_that_moves_to_an_empty_cell_of_its_step_keeps_its_place_in_the_sequence() -> None:
    of = sample(card_visit={"until_step_id": ""})
    after = done(move_cards(of, ["card_stock"], "step_ask", "lane_shop"), of)
    assert sequence(after, "step_ask") == ["card_chat", "card_visit", "card_stock"]
    change = move_cards(of, ["card_visit"], "step_ask", "lane_team")
    assert set(change) == {"card_visit"}
    assert sequence(done(change, of), "step_ask") == ASK


def test_a_card_that_moves_within_its_step_goes_no_further_than_behind_the_cell() -> None:
    extra = create(
        Card, id="card_z", step_id="step_ask", lane_id="lane_team", order="a9", kind="activity"
    )
    of = with_(extra)
    after = done(move_cards(of, ["card_stock"], "step_ask", "lane_web"), of)
    assert sequence(after, "step_ask") == ["card_chat", "card_stock", "card_visit", "card_z"]


def test_several_cards_that_stand_right_already_stay_and_wrong_ones_are_sorted() -> None:
    assert move_cards(sample(), ["card_till", "card_queue"], "step_pay", "lane_shop") == {}
    after = done(move_cards(sample(), ["card_queue", "card_till"], "step_pay", "lane_shop"))
    assert sequence(after, "step_pay") == ["card_queue", "card_till"]


def test_moving_a_card_before_itself_changes_nothing() -> None:
    assert move_cards(sample(), ["card_chat"], "step_ask", "lane_web", "card_chat") == {}
    assert move_cards(sample(), ["card_chat"], "step_ask", "lane_web", "card_visit") == {}


def test_a_card_dropped_before_itself_in_another_step_comes_last() -> None:
    after = done(move_cards(sample(), ["card_offers"], "step_pay", "lane_web", "card_offers"))
    assert sequence(after, "step_pay") == ["card_till", "card_queue", "card_offers"]


def test_a_card_moved_twice_in_one_go_is_moved_once() -> None:
    after = done(move_cards(sample(), ["card_app", "card_app"], "step_ask", "lane_web"))
    assert sequence(after, "step_ask") == [*ASK, "card_app"]


def test_a_spanning_card_stays_as_wide_as_there_is_room() -> None:
    of = sample(card_visit={"until_lane_id": "lane_team"})
    moved = card(done(move_cards(of, ["card_visit"], "step_look", "lane_web"), of), "card_visit")
    assert (moved.until_step_id, moved.until_lane_id) == ("step_ask", "lane_shop")
    moved = card(done(move_cards(of, ["card_visit"], "step_pay", "lane_team"), of), "card_visit")
    assert (moved.until_step_id, moved.until_lane_id) == ("", "")


def test_a_wide_card_is_cut_off_at_the_end_of_the_map() -> None:
    of = sample(card_offers={"until_step_id": "step_pay", "until_lane_id": "lane_team"})
    moved = card(done(move_cards(of, ["card_offers"], "step_ask", "lane_shop"), of), "card_offers")
    assert (moved.until_step_id, moved.until_lane_id) == ("step_pay", "lane_team")


def test_a_span_whose_end_is_gone_ends_with_the_move() -> None:
    of = sample(card_visit={"until_step_id": "step_gone"})
    moved = card(done(move_cards(of, ["card_visit"], "step_look", "lane_web"), of), "card_visit")
    assert moved.until_step_id == ""


@pytest.mark.parametrize(
    "arguments",
    [
        (["card_gone"], "step_ask", "lane_web"),
        (["card_chat"], "step_gone", "lane_web"),
        (["card_chat"], "step_ask", ""),
        (["card_chat"], "step_ask", "lane_web", "card_till"),
    ],
)
def test_a_card_cannot_move_to_what_is_gone(arguments: Any) -> None:
    with pytest.raises(EditError, match="any more"):
        move_cards(sample(), *arguments)


def test_parking_takes_a_card_out_of_its_cell_and_span() -> None:
    after = done(park_cards(sample(), "card_visit"))
    assert sequence(after, "") == ["card_app", "card_visit"]
    parked = card(after, "card_visit")
    assert (parked.step_id, parked.lane_id, parked.until_step_id) == ("", "", "")


def test_a_card_whose_step_is_gone_can_be_taken_out_of_the_parking_lot() -> None:
    of = sample(card_chat={"step_id": "step_gone"})
    assert sequence(of, "") == ["card_app", "card_chat"]
    assert sequence(done(move_cards(of, ["card_chat"], "step_look", "lane_web"), of), "step_look")


def test_a_card_is_made_to_reach_over_steps_and_lanes() -> None:
    wide = card(done(set_span(sample(), "card_offers", "step_pay", "lane_shop")), "card_offers")
    assert (wide.until_step_id, wide.until_lane_id) == ("step_pay", "lane_shop")
    narrow = card(done(set_span(sample(), "card_visit")), "card_visit")
    assert narrow.until_step_id == ""
    assert set_span(sample(), "card_offers", "step_look", "lane_web") == {}, "where it starts"


def test_an_end_before_the_start_becomes_the_start() -> None:
    turned = card(done(set_span(sample(), "card_till", "step_look", "lane_web")), "card_till")
    assert (turned.step_id, turned.until_step_id) == ("step_look", "step_pay")
    assert (turned.lane_id, turned.until_lane_id) == ("lane_web", "lane_shop")


def test_a_card_begins_earlier_last_in_that_step_and_ends_where_it_did() -> None:
    after = done(start_at(sample(), "card_till", "step_look"))
    till = card(after, "card_till")
    assert (till.step_id, till.until_step_id) == ("step_look", "step_pay")
    assert sequence(after, "step_look")[-1] == "card_till"
    again = card(done(start_at(after, "card_till", "step_pay"), after), "card_till")
    assert (again.step_id, again.until_step_id) == ("step_pay", "")


def test_a_card_begins_no_later_than_it_ends() -> None:
    of = done(set_span(sample(), "card_offers", "step_ask"))
    late = card(done(start_at(of, "card_offers", "step_pay"), of), "card_offers")
    assert (late.step_id, late.until_step_id) == ("step_ask", "")
    assert start_at(of, "card_offers", "step_look") == {}, "where it begins already"


def test_a_parked_card_begins_nowhere() -> None:
    with pytest.raises(EditError, match="parking lot"):
        start_at(sample(), "card_app", "step_look")


def test_the_first_card_of_a_map_that_spans_is_turned_round_too() -> None:
    of = sample(card_visit={"until_step_id": ""})
    turned = card(done(set_span(of, "card_till", "step_look"), of), "card_till")
    assert (turned.step_id, turned.until_step_id) == ("step_look", "step_pay")


@pytest.mark.parametrize(
    "arguments",
    [("card_app", "step_pay"), ("card_chat", "step_gone"), ("card_chat", "", "lane_gone")],
)
def test_only_a_card_in_a_cell_reaches_over_steps_that_are_there(arguments: Any) -> None:
    with pytest.raises(EditError):
        set_span(sample(), *arguments)


def test_a_card_becomes_another_kind_and_keeps_what_it_says() -> None:
    after = done(change_kind(sample(), ["card_queue", "card_chat"], "gain"))
    assert (card(after, "card_queue").kind, card(after, "card_queue").severity) == ("gain", 4)
    assert card(after, "card_chat").mentions == 3
    with pytest.raises(EditError, match="Kind: input should be"):
        change_kind(sample(), ["card_queue"], "sticker")  # type: ignore[arg-type]  # no such kind


def test_a_copy_stands_just_after_its_card_with_its_scores(ids: Ids) -> None:
    change = duplicate_cards(sample(), ["card_till"], ids)
    after = done(change)
    copy = added(change)
    assert sequence(after, "step_pay") == ["card_till", copy.id, "card_queue"]
    assert (copy.title, copy.owner_id) == ("Till", "person_mia")
    score = after[feeling_id("persona_anna", copy.id)]
    assert isinstance(score, Feeling)
    assert score.score == -2.0
    assert len(change) == 2, "links, votes and comments stay with the first one"


def test_copies_of_several_cards_lead_to_one_another(ids: Ids) -> None:
    change = duplicate_cards(sample(), ["card_offers", "card_chat", "card_queue", "card_till"], ids)
    after = done(change)
    copies = dict(zip(["offers", "chat", "queue", "till"], new_ids(change, Card), strict=True))
    (link,) = new_ids(change, Link)
    assert after[link] == Link(
        id=link, source_id=copies["offers"], target_id=copies["chat"], share=0.5
    )
    assert card(after, copies["queue"]).about_ids == (copies["till"],)
    assert card(after, "card_queue").about_ids == ("card_till",)


def test_a_copy_of_a_parked_card_is_parked(ids: Ids) -> None:
    change = duplicate_cards(sample(), ["card_app"], ids)
    assert sequence(done(change), "") == ["card_app", added(change).id]
    assert added(change).addresses_ids == ("card_queue",)


def test_what_leads_nowhere_stays_with_the_card_that_is_copied(ids: Ids) -> None:
    whole = sample(
        card_queue={"about_ids": ("card_till", "card_gone")},
        link_out={"persona_ids": ("persona_gone", "persona_ben")},
    )
    of = JourneyMap(r for r in whole.records.values() if r.id != "persona_anna")
    change = duplicate_cards(of, ["card_queue", "card_till"], ids)
    after = apply(change, of)
    assert {p.about for p in check(after)} <= {p.about for p in check(of)}
    assert card(after, "card_queue").about_ids == ("card_till", "card_gone")
    queue, till = (i for i in new_ids(change, Card))
    assert card(after, queue).about_ids == (till,)
    assert {i for i in change if i.startswith("feeling")} == {feeling_id("persona_ben", queue)}


def test_deleting_a_card_takes_what_hangs_on_it_along() -> None:
    change = delete_cards(sample(), "card_queue", "card_app")
    done(change)
    removed = {i for i, (_, after) in change.items() if after is None}
    assert removed == {
        "card_queue", "card_app", "link_out", "vote_1", "comment_1", "comment_2",
        feeling_id("persona_ben", "card_queue"),
    }  # fmt: skip
    assert set(change) - removed == {"action_till"}
    with pytest.raises(EditError):
        delete_cards(sample(), "lane_web")


def test_combining_keeps_every_wording_and_adds_up_who_said_it() -> None:
    of = sample(
        card_chat={"body": "Fast.", "tags": ("speed",), "mentions": 3, "device": "phone"},
        card_visit={
            "title": "Visit the shop", "body": "Friendly.", "tags": ("speed", "people"),
            "mentions": 2, "device": "none", "moment_of_truth": True, "url": "https://example.org",
            "until_step_id": "",
        },
        card_offers={"title": "Chat", "mentions": None},
    )  # fmt: skip
    after = done(combine_cards(of, ["card_chat", "card_visit", "card_offers"]), of)
    one = card(after, "card_chat")
    assert one.title == "Chat"
    assert one.body == "Chat ×4\nVisit the shop ×2\n\nFast.\nFriendly.\nDevice: none"
    assert one.tags == ("speed", "people", "price")
    assert one.mentions == 6, "a card that nobody counted was said by one"
    assert (one.device, one.url, one.moment_of_truth) == ("phone", "https://example.org", True)
    assert one.evidence_ids == ("evidence_talks",)
    assert one.persona_ids == (), "one of them was everyone's"
    assert (one.step_id, one.lane_id) == ("step_ask", "lane_web")
    assert {"card_visit", "card_offers"}.isdisjoint(after.records)


def test_combining_leads_everything_to_the_card_that_stays() -> None:
    vote = create(Vote, id="vote_2", card_id="card_queue", count=2)
    of = with_(vote, comment_2={"about_id": "link_out"})
    after = done(combine_cards(of, ["card_till", "card_queue"]), of)
    assert after["link_out"].source_id == "card_till"
    assert after["vote_2"].card_id == "card_till"
    assert after["comment_1"].about_id == "card_till"
    assert after["action_till"].about_ids == ("card_till",)
    assert card(after, "card_app").addresses_ids == ("card_till",)
    assert card(after, "card_till").about_ids == (), "nothing is about itself"
    score = after[feeling_id("persona_ben", "card_till")]
    assert score.score == -1.5


def test_scores_of_combined_cards_become_one_that_tells_both() -> None:
    other = create(
        Feeling,
        id=feeling_id("persona_anna", "card_queue"),
        persona_id="persona_anna",
        card_id="card_queue",
        score=-1,
        word="bored",
    )
    about = create(Comment, id="comment_9", about_id=other.id, text="Me too")
    of = with_(other, about)
    after = done(combine_cards(of, ["card_till", "card_queue"]), of)
    score = after[feeling_id("persona_anna", "card_till")]
    assert isinstance(score, Feeling)
    assert (score.score, score.word, score.note) == (-2.0, "bored", "Score: -1")
    assert after["comment_9"].about_id == score.id


def test_links_among_combined_cards_go_and_their_words_stay() -> None:
    of = sample(
        link_chat={"label": "Ask us", "reason": "No answer online"},
        comment_2={"about_id": "link_chat"},
    )
    after = done(combine_cards(of, ["card_chat", "card_offers"]), of)
    assert "link_chat" not in after
    assert card(after, "card_chat").body == (
        "Chat ×3\nOffers ×1\n\nLabel: Ask us\nReason: No answer online"
    )
    assert after["comment_2"].about_id == "card_chat"
    assert after["link_in"].target_id == "card_chat"


def test_words_of_a_link_are_all_that_two_equal_cards_add() -> None:
    of = sample(card_chat={"title": "Offers"}, link_chat={"label": "again"})
    after = done(combine_cards(of, ["card_chat", "card_offers"]), of)
    assert card(after, "card_chat").body == "Label: again"


def test_fields_that_this_version_does_not_know_are_combined_too() -> None:
    of = sample(
        card_chat={"mood": "calm", "same": 1},
        card_offers={"mood": "hectic", "colour": "red", "same": 1},
    )
    one = card(apply(combine_cards(of, ["card_chat", "card_offers"]), of), "card_chat")
    assert one.__pydantic_extra__ == {"mood": "calm", "same": 1, "colour": "red"}
    assert one.body == "Chat ×3\nOffers ×1\n\nmood: hectic"


def test_who_owned_a_combined_card_is_told_by_name() -> None:
    of = with_(
        create(type(sample()["person_mia"]), id="person_jo", name="Jo"),
        card_chat={"owner_id": "person_jo"},
        card_till={"severity": 2, "wait": {"typical": 5}},
        card_queue={"wait": {"typical": 9, "unit": "hours"}},
    )
    after = done(combine_cards(of, ["card_chat", "card_till", "card_queue"]), of)
    one = card(after, "card_chat")
    assert one.owner_id == "person_jo"
    assert one.severity == 2
    assert one.body == (
        "Chat ×3\nTill ×1\nQueue ×1\n\n"
        "Owner: Mia Berg\nKind: pain\nWait: typical 9, unit hours\nSeverity: 4"
    )


def test_it_takes_two_cards_to_combine_them() -> None:
    with pytest.raises(EditError, match="takes two cards"):
        combine_cards(sample(), ["card_chat", "card_chat"])


def test_cards_whose_words_do_not_fit_together_are_not_combined() -> None:
    long = {"body": "x" * 15_000}
    with pytest.raises(EditError, match="too long for one"):
        combine_cards(
            sample(card_till=long, card_queue={"body": "y" * 15_000}), ["card_till", "card_queue"]
        )
    with pytest.raises(EditError, match="too long for one"):
        combine_cards(
            sample(card_offers=long, link_chat={"reason": "y" * 15_000}),
            ["card_offers", "card_chat"],
        )


def test_scores_whose_notes_do_not_fit_together_keep_cards_apart() -> None:
    def score(card_id: str, note: str) -> Feeling:
        record_id = feeling_id("", card_id)
        return Feeling(id=record_id, card_id=card_id, note=note * 15_000)

    of = with_(score("card_chat", "x"), score("card_offers", "y"))
    with pytest.raises(EditError, match="too long for one"):
        combine_cards(of, ["card_chat", "card_offers"])


def test_cards_are_not_combined_into_a_circle() -> None:
    of = sample(card_till={"about_ids": ("card_chat",)}, card_visit={"about_ids": ("card_queue",)})
    with pytest.raises(EditError, match="round in a circle"):
        combine_cards(of, ["card_chat", "card_visit"])
