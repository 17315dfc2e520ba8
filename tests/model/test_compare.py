"""What a comparison tells of two maps, one behaviour a sentence."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from model.change import Change, JourneyMap, apply, chain
from model.compare import Comparison, Item, compare, compare_again
from model.comparing.kinds import FORM, KINDS, kind_of
from model.comparing.rising import better, rise
from model.comparing.rows import in_one_row
from model.edits import cards, lanes, links, personas, stages, votes
from model.edits.details import add_comment, attach, find_or_make_person
from model.edits.feelings import set_feeling
from model.edits.fields import set_fields
from model.edits.paste import Target, paste_picture
from model.edits.removing import remove
from model.ids import Ids, feeling_id
from model.records import (
    Asset,
    Card,
    Comment,
    Feeling,
    MapInfo,
    Person,
    Persona,
    Record,
    Stage,
    Step,
    create,
    evolve,
)
from tests.sample import sample
from tests.strategies import BITMAPS


def after(*edits: Callable[[JourneyMap], Change], old: JourneyMap | None = None) -> Comparison:
    """The sample compared with what these edits made of it."""
    old = old or sample()
    return compare(old, apply(chain(old, *edits), old))


def told(c: Comparison) -> dict[str, tuple[str, ...]]:
    return {item.id: item.kinds for item in c.told}


def with_it(c: Comparison, record_id: str) -> set[str]:
    """What follows from a change, scores without the names of their ids."""
    return {
        item.record if item.record == "feeling" else item.id for item in c.because_of(record_id)
    }


def rekeyed(of: JourneyMap, keys: dict[str, str]) -> JourneyMap:
    return apply({i: (of[i], evolve(of[i], order=key)) for i, key in keys.items()}, of)


def ids() -> Ids:
    return Ids(Random(5))


def test_a_card_can_be_moved_reworded_and_owned_by_someone_else_at_once() -> None:
    c = after(
        lambda m: cards.move_cards(m, ["card_till"], "step_look", "lane_web"),
        lambda m: set_fields(m, "card_till", title="Pays", owner_id=""),
    )
    assert told(c) == {"card_till": ("moved", "reworded", "owner")}
    assert c.by_id["card_till"].fields == ("place", "order", "title", "owner_id")


def test_one_drag_within_a_step_is_one_change_and_no_move() -> None:
    c = after(lambda m: cards.move_cards(m, ["card_queue"], "step_pay", "lane_shop", "card_till"))
    assert told(c) == {"card_queue": ("reordered",)}


def test_a_drag_among_stages_without_keys_is_one_change() -> None:
    keys = {f"stage_{n}": "" for n in (1, 2, 3)} | {"stage_9": "a0"}
    old = JourneyMap([MapInfo(), *(Stage(id=i, name=i, order=key) for i, key in keys.items())])
    c = after(lambda m: stages.move_stage(m, "stage_9", "stage_1"), old=old)
    assert told(c) == {"stage_9": ("reordered",)}


def test_of_a_row_that_was_written_anew_only_the_one_that_moved_is_told() -> None:
    keys = {"card_chat": "b05", "card_visit": "b00", "card_stock": "Zz"}
    old = sample()
    c = compare(old, rekeyed(old, keys))
    assert len(c.told) == 1
    assert c.told[0].kinds == ("reordered",)
    assert sorted(item.kinds for item in c.items) == [("rekeyed",), ("rekeyed",), ("reordered",)]


def test_new_keys_at_the_same_places_are_told_to_nobody() -> None:
    old = sample()
    keys = {"lane_web": "b00", "lane_shop": "b10", "lane_team": "b20"}
    c = compare(old, rekeyed(old, keys))
    assert [item.kinds for item in c.items] == [("rekeyed",)] * 3
    assert c.told == ()


def test_a_card_that_was_moved_to_another_lane_is_not_also_reordered() -> None:
    c = after(lambda m: cards.move_cards(m, ["card_stock"], "step_ask", "lane_shop"))
    assert told(c) == {"card_stock": ("moved",)}
    assert c.by_id["card_stock"].fields == ("place", "order")


def test_cards_in_a_lane_that_is_gone_stand_in_no_row_of_a_step() -> None:
    old = sample(card_till={"lane_id": "lane_gone"})
    c = compare(old, rekeyed(old, {"card_queue": "Zy", "card_till": "Zz"}))
    assert told(c) == {"card_till": ("reordered",)}  # in the parking lot, before the app now
    assert c.by_id["card_queue"].kinds == ("rekeyed",)


def test_a_card_that_reaches_further_was_not_moved() -> None:
    c = after(lambda m: cards.set_span(m, "card_offers", "step_ask", ""))
    assert told(c) == {"card_offers": ("span",)}


def test_a_removed_stage_takes_along_its_steps_cards_scores_links_and_mentions() -> None:
    c = after(lambda m: remove(m, "stage_buy"))
    assert told(c) == {"stage_buy": ("removed",)}
    assert with_it(c, "stage_buy") == {
        *("step_pay", "card_till", "card_queue", "feeling", "link_out", "comment_1", "comment_2"),
        *("card_visit", "card_app", "action_till", "map"),
    }


def test_cards_that_are_parked_because_their_lane_went_follow_from_it() -> None:
    c = after(lambda m: remove(m, "lane_web", park_cards=True))
    assert told(c) == {"lane_web": ("removed",)}
    assert with_it(c, "lane_web") == {"card_offers", "card_chat"}


def test_a_card_that_was_moved_before_its_stage_went_is_told_itself() -> None:
    c = after(
        lambda m: cards.move_cards(m, ["card_offers"], "step_pay", "lane_shop"),
        lambda m: remove(m, "stage_compare"),
    )
    assert told(c) == {"stage_compare": ("removed",), "card_offers": ("moved",)}


def test_a_record_that_lost_a_mention_and_was_reworded_is_told_itself() -> None:
    c = after(
        lambda m: remove(m, "evidence_talks"),
        lambda m: set_fields(m, "card_offers", title="Sees the offers"),
    )
    assert told(c) == {"evidence_talks": ("removed",), "card_offers": ("reworded", "evidence")}
    assert with_it(c, "evidence_talks") == {"persona_ben"}


def test_a_removed_persona_takes_along_scores_and_mentions() -> None:
    c = after(lambda m: personas.delete_persona(m, "persona_anna"))
    assert told(c) == {"persona_anna": ("removed",)}
    assert with_it(c, "persona_anna") == {"feeling", "card_chat", "map"}


def test_a_removed_person_takes_along_what_she_owned() -> None:
    c = after(lambda m: remove(m, "person_mia"))
    assert told(c) == {"person_mia": ("removed",)}
    assert with_it(c, "person_mia") == {"map", "stage_compare", "card_till", "comment_1"}


def test_a_removed_picture_or_metric_takes_along_the_entries_of_it() -> None:
    old = sample()
    picture = next(iter(old.get("card_visit", Card).asset_ids))  # type: ignore[union-attr]
    c = after(lambda m: remove(m, picture, "metric_sales"))
    assert told(c) == {picture: ("removed",), "metric_sales": ("removed",)}
    assert with_it(c, picture) == {"card_visit", "persona_anna"}
    assert with_it(c, "metric_sales") == {"card_till", "map"}


def test_a_new_stage_is_told_with_all_that_is_new_in_it() -> None:
    def fill(of: JourneyMap) -> Change:
        step = next(s for s in of.all(Step) if s.stage_id not in sample())
        return cards.add_card(of, Ids(Random(6)), step.id, "lane_web", title="Rides")

    c = after(
        lambda m: stages.add_stage(m, ids(), "Ride"),
        fill,
        lambda m: set_feeling(m, "persona_ben", _new(m, Card), 1.0),
        lambda m: links.connect(m, "card_till", _new(m, Card), Ids(Random(7))),
        lambda m: votes.add_votes(m, "1", _new(m, Card), 2),
    )
    assert [item.there.name for item in c.told if isinstance(item.there, Stage)] == ["Ride"]
    assert len(c.told) == 1
    kinds = sorted(item.record for item in c.because_of(c.told[0].id))
    assert kinds == ["card", "feeling", "link", "step", "vote"]


def _new(of: JourneyMap, kind: type[Record]) -> str:
    return next(r.id for r in of.all(kind) if r.id not in sample())


def test_cards_that_were_moved_into_a_new_stage_are_told_themselves() -> None:
    c = after(
        lambda m: stages.add_stage(m, ids(), "Ride"),
        lambda m: cards.move_cards(m, ["card_queue"], _new(m, Step), "lane_shop"),
    )
    assert sorted(item.kinds for item in c.told) == [("added",), ("moved",)]


def test_what_is_said_about_a_new_card_is_news_of_its_own() -> None:
    c = after(
        lambda m: cards.add_card(m, ids(), "step_pay", "lane_shop", title="Pays"),
        lambda m: add_comment(m, _new(m, Card), "Why?", Ids(Random(8))),
    )
    assert sorted(item.record for item in c.told) == ["card", "comment"]


def test_a_new_picture_belongs_to_the_card_that_shows_it() -> None:
    target = Target("step_look", "lane_web", "")
    c = after(lambda m: paste_picture(m, BITMAPS[2], ids(), target).change)
    assert [item.record for item in c.told] == ["card"]
    assert [item.record for item in c.because_of(c.told[0].id)] == ["asset"]


def test_a_card_that_mentions_something_new_follows_from_it_but_not_its_owner() -> None:
    c = after(
        lambda m: personas.add_persona(m, ids(), "Cleo"),
        lambda m: attach(m, "card_queue", "persona_ids", _new(m, Persona)),
        lambda m: find_or_make_person(m, "Ina Roth", ids())[1],
        lambda m: set_fields(m, "card_chat", owner_id=_new(m, Person)),
    )
    assert sorted(item.record for item in c.told) == ["card", "person", "persona"]
    assert c.by_id["card_queue"].because
    assert c.by_id["card_chat"].kinds == ("owner",)


def test_a_long_card_that_is_turned_round_by_a_moved_step_follows_from_it() -> None:
    c = after(lambda m: stages.move_step(m, "step_ask", "stage_buy"))
    assert told(c) == {"step_ask": ("moved",)}
    assert with_it(c, "step_ask") == {"card_visit"}


def test_a_long_card_that_is_turned_round_by_a_moved_stage_or_lane_follows_from_it() -> None:
    c = after(lambda m: stages.move_stage(m, "stage_buy", "stage_compare"))
    assert told(c) == {"stage_buy": ("reordered",)}
    assert with_it(c, "stage_buy") == {"card_visit"}
    old = sample(card_visit={"until_step_id": "", "until_lane_id": "lane_team"})
    c = after(lambda m: lanes.move_lane(m, "lane_team", "lane_web"), old=old)
    assert told(c) == {"lane_team": ("reordered",)}
    assert with_it(c, "lane_team") == {"card_visit"}


def test_a_long_card_that_was_turned_round_by_hand_is_told_itself() -> None:
    old = sample(card_visit={"until_step_id": "step_look"})
    place = {"step_id": "step_look", "until_step_id": "step_ask"}
    card = old["card_visit"]
    assert told(compare(old, apply({card.id: (card, evolve(card, **place))}, old))) == {
        "card_visit": ("moved",)
    }


def test_a_picture_that_went_with_the_card_that_showed_it_follows_from_it() -> None:
    old = sample(persona_anna={"asset_id": ""})
    picture = next(of.id for of in old.all(Asset))
    c = after(lambda m: remove(m, "card_visit", picture), old=old)
    assert told(c) == {"card_visit": ("removed",)}
    assert with_it(c, "card_visit") == {picture, "card_stock"}


def test_of_two_comments_about_each_other_one_is_told() -> None:
    old = sample(comment_1={"about_id": "comment_2"})
    new = JourneyMap({i: r for i, r in old.records.items() if not isinstance(r, Comment)})
    c = compare(old, new)
    assert told(c) == {"comment_1": ("removed",)}
    assert with_it(c, "comment_1") == {"comment_2"}


def test_what_went_is_told_between_its_old_neighbours() -> None:
    old = sample()
    middle = create(Stage, id="stage_ask", name="Ask", order="a05")
    old = apply({"stage_ask": (None, middle)}, old)
    new = JourneyMap({i: r for i, r in old.records.items() if i != "stage_ask"})
    c = compare(old, rekeyed(new, {"stage_compare": "c000", "stage_buy": "c001"}))
    order = [item.id for item in c.items]
    assert order == ["stage_compare", "stage_ask", "stage_buy"]


def test_a_row_of_both_maps_has_what_left_after_what_stood_before_it() -> None:
    assert in_one_row("abcd", "acxd", set("acd")) == list("abcxd")
    assert in_one_row("abc", "c", set("c")) == list("abc")


def test_cards_are_told_by_lane_and_what_is_felt_after_what_it_is_about() -> None:
    c = compare(JourneyMap(), sample())
    order = [item.record if item.record == "feeling" else item.id for item in c.items]
    start = order.index("step_look")
    assert order[start : start + 3] == ["step_look", "feeling", "card_offers"]
    ask = order.index("step_ask")
    assert order[ask + 1 : ask + 4] == ["card_chat", "card_visit", "card_stock"]
    queue = order.index("card_queue")
    assert order[queue + 1 : queue + 5] == ["feeling", "link_out", "comment_1", "comment_2"]


def test_a_record_that_is_of_another_kind_now_is_told_as_other() -> None:
    old = sample()
    new = JourneyMap({**old.records, "vote_1": create(Comment, id="vote_1", about_id="map")})
    assert compare(old, new).by_id["vote_1"].kinds == ("other",)


def test_fields_that_nobody_knows_are_told_as_other() -> None:
    old = sample()
    card = Card.model_validate({**old["card_chat"].model_dump(), "sparkle": 1, "place": "here"})
    item = compare(old, JourneyMap({**old.records, "card_chat": card})).by_id["card_chat"]
    assert item.kinds == ("other",)
    assert item.fields == ("place", "sparkle")
    assert kind_of(Card, "sparkle") == "other"


def test_kinds_of_form_are_kinds() -> None:
    assert set(KINDS) > FORM


def test_a_comparison_is_followed_from_edit_to_edit_as_if_it_were_made_anew() -> None:
    old = sample()
    first = apply(set_fields(old, "card_chat", title="Chats"), old)
    c = compare_again(compare(old, old), first)
    assert told(c) == {"card_chat": ("reworded",)}
    assert compare_again(c, first) is c
    assert compare_again(c, old).items == ()
    stranger = JourneyMap(sample(card_chat={"title": "Talks"}).records)
    assert told(compare_again(c, stranger)) == {"card_chat": ("reworded",)}


def felt(score: float) -> Item:
    c = after(lambda m: set_feeling(m, "persona_anna", "step_look", score))
    return c.by_id[feeling_id("persona_anna", "step_look")]


def test_a_feeling_that_fell_is_worse_and_one_that_rose_is_better() -> None:
    assert (rise(felt(-1.0)), better(felt(-1.0))) == (-2.0, -1)
    assert (rise(felt(2.0)), better(felt(2.0))) == (1.0, 1)
    assert isinstance(felt(2.0).there, Feeling)


@pytest.mark.parametrize(
    ("record_id", "fields", "risen", "good"),
    [
        ("card_queue", {"severity": 2}, -2, 1),
        ("card_queue", {"severity": 5}, 1, -1),
        ("card_app", {"impact": 4}, -1, -1),
        ("metric_sales", {"value": 15.0}, 3, 1),
        ("card_queue", {"title": "Waits"}, None, 0),
        ("card_chat", {"severity": 3}, None, 0),
        ("metric_sales", {"value": None}, None, 0),
        ("persona_ben", {"name": "Benno"}, None, 0),
        ("card_app", {"impact": None}, None, 0),
    ],
)
def test_a_figure_that_rose_or_fell_is_good_or_bad_news(
    record_id: str, fields: dict[str, Any], risen: float | None, good: int
) -> None:
    item = after(lambda m: set_fields(m, record_id, **fields)).by_id[record_id]
    assert (rise(item), better(item)) == (risen, good)
