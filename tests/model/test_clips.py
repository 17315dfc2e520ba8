"""Copying and pasting cards, as data: into the same map, into another, as text and back."""

from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import JourneyMap, apply
from model.clips import Clip, NotAClip, Place, dumps, loads, take, text_of
from model.edits.common import EditError
from model.edits.lanes import add_lane
from model.edits.paste import (
    Pasted,
    Target,
    lines_of,
    paste_clip,
    paste_one,
    paste_picture,
    paste_text,
    table_of,
)
from model.edits.personas import delete_persona
from model.edits.removing import remove
from model.edits.stages import add_stage
from model.grid import Grid
from model.ids import Ids, feeling_id
from model.records import Asset, Card, Evidence, Feeling, Link, Metric, Step, evolve, same
from model.rules import check
from tests.sample import PICTURE, sample
from tests.strategies import BITMAPS, maps

LOOK_WEB = Target("step_look", "lane_web")


@pytest.fixture
def ids() -> Ids:
    return Ids(Random(3))


def other_map(ids: Ids) -> JourneyMap:
    """Another map: one stage of one step, one lane, nobody and nothing else."""
    new = apply(add_stage(JourneyMap(), ids, "Ride"), JourneyMap())
    return apply(add_lane(new, ids, "App"), new)


def first_cell(of: JourneyMap) -> Target:
    grid = Grid(of)
    return Target(grid.steps[0].id, grid.lanes[0].id)


def after(pasted: Pasted, to: JourneyMap) -> tuple[JourneyMap, list[Card]]:
    now = apply(pasted.change, to)
    assert check(now) == check(to)
    cards = [now[i] for i in pasted.card_ids]
    assert all(isinstance(card, Card) for card in cards)
    return now, cards  # type: ignore[return-value]  # just asserted


def cells(cards: list[Card]) -> list[tuple[str, str]]:
    return [(card.step_id, card.lane_id) for card in cards]


def what_it_says(card: Card) -> Card:
    return evolve(
        card, id="card_x", step_id="", lane_id="", until_step_id="", until_lane_id="", order=""
    )  # type: ignore[no-any-return]  # evolve takes any record


def some_cards(data: st.DataObject, of: JourneyMap) -> list[str]:
    every = sorted(card.id for card in of.all(Card))
    return data.draw(st.lists(st.sampled_from(every), min_size=1, unique=True)) if every else []


@settings(max_examples=60)
@given(maps(), st.data())
def test_a_clip_is_the_same_after_the_clipboard(of: JourneyMap, data: st.DataObject) -> None:
    card_ids = some_cards(data, of)
    clip = take(of, card_ids)
    if card_ids:
        read = loads(dumps(clip))
        assert read == clip
        assert all(same(a, b) for a, b in zip(read.records, clip.records, strict=True))
    else:
        assert clip == Clip()


@settings(max_examples=60)
@given(st.just(sample()) | maps(), st.data())
def test_pasted_cards_say_what_the_copied_ones_say(of: JourneyMap, data: st.DataObject) -> None:
    card_ids = some_cards(data, of)
    clip = take(of, card_ids)
    pasted = paste_clip(of, clip, Ids(Random(5)))
    now, cards = after(pasted, of)
    new_ids = dict(zip((card.id for card in clip.cards), pasted.card_ids, strict=True))
    back = {new: old for old, new in new_ids.items()}
    assert set(pasted.card_ids).isdisjoint(of.records)
    for old, new in zip(clip.cards, cards, strict=True):
        inner = {"about_ids", "addresses_ids", "supports_ids"}
        plain = {name: tuple(back.get(i, i) for i in getattr(new, name)) for name in inner}
        assert same(what_it_says(evolve(new, **plain)), what_it_says(old))
    copied = sum(f.card_id in card_ids for f in of.all(Feeling))
    assert sum(f.card_id in back for f in now.all(Feeling)) == copied


@settings(max_examples=60)
@given(maps(), st.data())
def test_pasted_where_they_were_copied_cards_stand_in_the_same_cells(
    of: JourneyMap, data: st.DataObject
) -> None:
    grid = Grid(of)
    rows = {lane.id for lane in grid.card_lanes}
    placed = [card for card in grid.cards if card.lane_id in rows]
    if not placed:
        return
    chosen = data.draw(st.lists(st.sampled_from(placed), min_size=1, unique_by=lambda c: c.id))
    step = min((c.step_id for c in chosen), key=lambda i: grid.step_at[i])
    lane = min((c.lane_id for c in chosen), key=lambda i: grid.lane_at[i])
    clip = take(of, [card.id for card in chosen])
    _, cards = after(paste_clip(of, clip, Ids(Random(5)), Target(step, lane)), of)
    for old, new in zip(clip.cards, cards, strict=True):
        was = of[old.id]
        assert isinstance(was, Card)
        assert (new.step_id, new.lane_id) == (was.step_id, was.lane_id)
        assert grid.span(evolve(new, order="")) == grid.span(was)


def test_cards_keep_their_places_relative_to_each_other(ids: Ids) -> None:
    clip = take(sample(), ["card_stock", "card_offers"])
    assert clip.places == {"card_offers": Place(0, 0), "card_stock": Place(1, 2)}
    _, cards = after(paste_clip(sample(), clip, ids, Target("step_ask", "lane_web")), sample())
    assert cells(cards) == [("step_ask", "lane_web"), ("step_pay", "lane_team")]


def test_scores_links_and_mentions_among_the_cards_come_along(ids: Ids) -> None:
    clip = take(sample(), ["card_offers", "card_chat", "card_queue", "card_till"])
    now, (_, chat, till, queue) = after(paste_clip(sample(), clip, ids, LOOK_WEB), sample())
    assert queue.about_ids == (till.id,)
    assert now.get(feeling_id("persona_ben", queue.id), Feeling) is not None
    (link,) = (k for k in now.all(Link) if k.target_id == chat.id)
    assert link.share == 0.5
    assert link.id != "link_chat"
    assert not any(k.source_id == queue.id for k in now.all(Link))


def test_in_the_same_map_cards_go_on_being_about_what_was_not_copied(ids: Ids) -> None:
    pasted = paste_clip(sample(), take(sample(), ["card_queue"]), ids, LOOK_WEB)
    _, (queue,) = after(pasted, sample())
    assert queue.about_ids == ("card_till",)
    assert pasted.notes == ()


def test_a_pasted_card_comes_just_after_the_one_that_has_the_focus(ids: Ids) -> None:
    target = Target("step_pay", "lane_shop", "card_till")
    clip = take(sample(), ["card_chat", "card_stock"])
    now, (_, chat) = after(paste_clip(sample(), clip, ids, target), sample())
    names = [card.title for card in Grid(now).cards_in("step_pay", "lane_shop")]
    assert names == ["Till", chat.title, "Queue"]


def test_between_cards_without_room_a_pasted_one_still_finds_its_place(ids: Ids) -> None:
    to = sample(card_till={"order": "a1"}, card_queue={"order": "a1"})
    target = Target("step_pay", "lane_shop", "card_queue")
    now, _ = after(paste_clip(to, take(to, ["card_chat"]), ids, target), to)
    names = [card.title for card in Grid(now).cards_in("step_pay", "lane_shop")]
    assert names == ["Queue", "Chat", "Till"]


def test_below_all_lanes_for_cards_a_card_stands_in_the_last_of_them(ids: Ids) -> None:
    to = sample(lane_team={"kind": "emotion"}, card_stock={"lane_id": "lane_web"})
    target = Target("step_look", "lane_team")
    _, (chat,) = after(paste_clip(to, take(to, ["card_chat"]), ids, target), to)
    assert (chat.step_id, chat.lane_id) == ("step_look", "lane_shop")


def test_of_two_equal_sources_a_pasted_card_keeps_its_own(ids: Ids) -> None:
    second = evolve(sample()["evidence_talks"], id="evidence_zz")
    with_it = sample(card_offers={"evidence_ids": ("evidence_zz",)})
    to = JourneyMap([*with_it.records.values(), second])
    _, (offers,) = after(paste_clip(to, take(to, ["card_offers"]), ids, LOOK_WEB), to)
    assert offers.evidence_ids == ("evidence_zz",)


def test_a_score_that_a_foreign_clip_puts_on_a_step_is_left_out(ids: Ids) -> None:
    value = orjson.loads(dumps(take(sample(), ["card_till"])))
    value["feelings"][0]["step_id"] = "step_look"
    clip = loads(orjson.dumps(value))
    now, (till,) = after(paste_clip(sample(), clip, ids, LOOK_WEB), sample())
    assert not any(f.card_id == till.id for f in now.all(Feeling))


def test_evidence_metrics_and_pictures_come_along_to_another_map(ids: Ids) -> None:
    to = other_map(ids)
    clip = take(sample(), ["card_offers", "card_till", "card_visit"])
    now, (offers, visit, till) = after(paste_clip(to, clip, ids, first_cell(to)), to)
    (talks,) = now.all(Evidence)
    (sales,) = now.all(Metric)
    assert offers.evidence_ids == (talks.id,)
    assert till.metric_ids == (sales.id,)
    assert (talks.title, sales.name) == ("Talks", "Sales")
    assert {talks.id, sales.id}.isdisjoint(sample().records)
    assert visit.asset_ids == (PICTURE,)
    assert [asset.id for asset in now.all(Asset)] == [PICTURE]


def test_pasted_twice_they_bring_their_evidence_once(ids: Ids) -> None:
    to = other_map(ids)
    clip = take(sample(), ["card_offers"])
    now, _ = after(paste_clip(to, clip, ids, first_cell(to)), to)
    now, _ = after(paste_clip(now, clip, ids, first_cell(to)), now)
    assert len(list(now.all(Card))) == 2
    assert len(list(now.all(Evidence))) == 1


def test_personas_and_people_are_those_of_the_same_name(ids: Ids) -> None:
    there = other_map(ids)
    there = JourneyMap(
        [
            *there.records.values(),
            evolve(sample()["persona_anna"], id="persona_9", name=" anna ", asset_id=""),
            evolve(sample()["person_mia"], id="person_9"),
        ]
    )
    clip = take(sample(), ["card_chat", "card_till"])
    now, (chat, till) = after(paste_clip(there, clip, ids, first_cell(there)), there)
    assert chat.persona_ids == ("persona_9",)
    assert till.owner_id == "person_9"
    assert now.get(feeling_id("persona_9", till.id), Feeling) is not None


def test_who_is_not_on_the_other_map_is_left_out_and_named(ids: Ids) -> None:
    to = other_map(ids)
    pasted = paste_clip(to, take(sample(), ["card_chat", "card_till"]), ids, first_cell(to))
    now, (chat, till) = after(pasted, to)
    assert chat.persona_ids == ()
    assert till.owner_id == ""
    assert list(now.all(Feeling)) == []
    assert any("“Anna”" in note for note in pasted.notes)
    assert any("“Mia Berg”" in note for note in pasted.notes)


def test_a_persona_removed_since_is_not_replaced_by_everyone_s_score(ids: Ids) -> None:
    clip = take(sample(), ["card_till"])
    to = apply(delete_persona(sample(), "persona_anna"), sample())
    now, (till,) = after(paste_clip(to, clip, ids, LOOK_WEB), to)
    assert not any(f.card_id == till.id for f in now.all(Feeling))


def test_steps_are_made_where_the_journey_ends_but_lanes_never(ids: Ids) -> None:
    to = other_map(ids)
    clip = take(sample(), ["card_offers", "card_stock"])
    now, cards = after(paste_clip(to, clip, ids, first_cell(to)), to)
    grid = Grid(now)
    assert len(grid.steps) == 2
    assert len(grid.lanes) == 1
    assert cells(cards) == [(step.id, grid.lanes[0].id) for step in grid.steps]


def test_a_span_is_as_wide_as_there_is_room(ids: Ids) -> None:
    clip = take(sample(), ["card_visit"])
    _, (visit,) = after(paste_clip(sample(), clip, ids, LOOK_WEB), sample())
    assert visit.until_step_id == "step_ask"
    at_the_end = Target("step_pay", "lane_web")
    now, (visit,) = after(paste_clip(sample(), clip, ids, at_the_end), sample())
    assert visit.until_step_id == ""
    assert len(Grid(now).steps) == 3


def test_parked_cards_come_to_the_cell_unless_others_were_copied_with_them(ids: Ids) -> None:
    _, (app,) = after(paste_clip(sample(), take(sample(), ["card_app"]), ids, LOOK_WEB), sample())
    assert cells([app]) == [("step_look", "lane_web")]
    both = take(sample(), ["card_app", "card_till"])
    _, (till, app) = after(paste_clip(sample(), both, ids, LOOK_WEB), sample())
    assert cells([till, app]) == [("step_look", "lane_web"), ("", "")]


def test_without_a_focus_cards_are_parked(ids: Ids) -> None:
    now, cards = after(paste_clip(sample(), take(sample(), ["card_till"]), ids), sample())
    assert Grid(now).parked[-1] == cards[0]


def test_an_emotion_line_between_lanes_is_passed_over(ids: Ids) -> None:
    to = sample(lane_shop={"kind": "emotion"})
    clip = take(sample(), ["card_chat", "card_visit"])
    _, cards = after(paste_clip(to, clip, ids, LOOK_WEB), to)
    assert cells(cards) == [("step_look", "lane_web"), ("step_look", "lane_team")]


def test_a_clip_that_makes_a_circle_is_refused(ids: Ids) -> None:
    clip = take(sample(), ["card_queue", "card_till"])
    circle = tuple(
        evolve(card, about_ids=[c.id for c in clip.cards if c.id != card.id]) for card in clip.cards
    )
    with pytest.raises(EditError):
        paste_clip(sample(), Clip(cards=circle, places=clip.places), ids, LOOK_WEB)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "something.else"},
        {"version": 2},
        {"cards": []},
        {"cards": [{"record": {"id": "card_1", "kind": "no such kind"}}]},
        {"cards": [{"record": {"id": "card_1"}}, {"record": {"id": "card_1"}}]},
        {"cards": [{"record": {"id": "card_1"}, "place": [-1, 0, 1, 1]}]},
        {"cards": [{"record": {"id": "card_1"}, "place": [0, 0, 0, 1]}]},
        {"cards": [{"record": {"id": "card_1"}, "place": [10**9, 0, 1, 1]}]},
        {"feelings": [{"id": "feeling_1", "score": 9}]},
    ],
)
def test_a_clip_that_does_not_hold_together_is_none(change: dict[str, Any]) -> None:
    good = orjson.loads(dumps(take(sample(), ["card_till"])))
    assert loads(orjson.dumps(good))
    with pytest.raises(NotAClip):
        loads(orjson.dumps({**good, **change}))


def test_what_no_file_could_hold_does_not_come_in_with_a_clip() -> None:
    deep: list[Any] = []
    for _ in range(200):
        deep = [deep]
    good = orjson.loads(dumps(take(sample(), ["card_till"])))
    good["cards"][0]["record"]["of_a_later_version"] = deep
    with pytest.raises(NotAClip):
        loads(orjson.dumps(good))


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"\xff", b"{", b'"text"'])
def test_bytes_that_are_no_clip_are_none(data: bytes) -> None:
    with pytest.raises(NotAClip):
        loads(data)


def test_what_a_place_in_a_clip_says_about_a_cell_counts_for_nothing(ids: Ids) -> None:
    value = orjson.loads(dumps(take(sample(), ["card_till"])))
    value["cards"][0]["record"]["step_id"] = "step_gone"
    _, (till,) = after(paste_clip(sample(), loads(orjson.dumps(value)), ids, LOOK_WEB), sample())
    assert till.step_id == "step_look"


def test_other_programs_get_what_the_cards_say_a_line_each() -> None:
    of = sample(card_visit={"title": "Visit\nthe shop"}, card_chat={"title": "", "body": "Talk"})
    assert text_of(of, ["card_app", "card_visit", "card_chat"]) == "Talk\nVisit the shop\nApp"


def test_other_programs_get_a_table_of_whole_columns() -> None:
    of = sample(card_visit={"title": "Visit\nthe shop"}, card_queue={"lane_id": "lane_shop"})
    assert text_of(of, ["card_till", "card_queue", "card_visit"]) == (
        '"Visit\nthe shop"\t"Till\nQueue"'
    )
    assert text_of(of, ["card_till", "card_offers"]) == "Offers\nTill"


def test_lines_become_cards_in_order_of_the_kind_that_the_lane_holds(ids: Ids) -> None:
    pasted = paste_text(
        sample(), " Ask \n\n\t\nLook\tat it\n", ids, Target("step_look", "lane_team")
    )
    _, cards = after(pasted, sample())
    assert [(c.title, c.kind) for c in cards] == [("Ask", "activity"), ("Look at it", "activity")]
    assert set(cells(cards)) == {("step_look", "lane_team")}
    assert cards[0].order < cards[1].order


def test_a_table_becomes_a_grid_of_cards_and_makes_the_steps_it_needs(ids: Ids) -> None:
    table = 'Search\tAsk\tBuy\n\t"Say\nwhat"\tPay\n'
    now, cards = after(paste_text(sample(), table, ids, Target("step_ask", "lane_shop")), sample())
    grid = Grid(now)
    (new_step,) = (s.id for s in grid.steps if s.id not in sample())
    assert [s.id for s in grid.steps] == ["step_look", "step_ask", "step_pay", new_step]
    assert {c.title: (c.step_id, c.lane_id, c.kind) for c in cards} == {
        "Search": ("step_ask", "lane_shop", "touchpoint"),
        "Ask": ("step_pay", "lane_shop", "touchpoint"),
        "Buy": (new_step, "lane_shop", "touchpoint"),
        "Say\nwhat": ("step_pay", "lane_team", "activity"),
        "Pay": (new_step, "lane_team", "activity"),
    }


def test_rows_below_the_last_lane_are_joined_in_it(ids: Ids) -> None:
    table = "a\tb\nc\td\ne\t\ng\th"
    pasted = paste_text(sample(), table, ids, Target("step_look", "lane_shop"))
    now, cards = after(pasted, sample())
    assert [c.title for c in cards] == ["a", "b", "c\ne\ng", "d\nh"]
    assert len(Grid(now).lanes) == 3
    assert pasted.notes


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("a\tb", (("a", "b"),)),
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ("a\n\tb", ()),
        ("a\nb", ()),
        ("a\t" + "x" * 200_000, ()),
        ('"\t"', ()),
    ],
)
def test_a_table_is_text_with_as_many_tabs_in_every_row(
    text: str, table: tuple[tuple[str, ...], ...]
) -> None:
    assert table_of(text) == table


def test_without_a_focus_a_table_is_parked_card_by_card(ids: Ids) -> None:
    now, cards = after(paste_text(sample(), "a\tb\nc\t", ids), sample())
    assert [c.title for c in cards] == ["a", "b", "c"]
    assert Grid(now).parked[-3:] == tuple(cards)


def test_text_pasted_as_one_card_keeps_every_word(ids: Ids) -> None:
    text = "\nThey said\nthat it rains\tat times.\n\nAnd left.\n"
    _, (card,) = after(paste_one(sample(), text, ids, LOOK_WEB), sample())
    assert card.title == "They said"
    assert card.body == "that it rains\tat times.\n\nAnd left."


@pytest.mark.parametrize("text", ["", " \n\t\n "])
def test_text_that_says_nothing_makes_no_card(text: str, ids: Ids) -> None:
    assert paste_text(sample(), text, ids, LOOK_WEB).change == {}
    assert paste_one(sample(), text, ids, LOOK_WEB).change == {}
    assert lines_of(text) == ()


def test_text_longer_than_a_card_holds_is_refused_in_a_sentence(ids: Ids) -> None:
    with pytest.raises(EditError, match="at most"):
        paste_text(sample(), "x" * 30_000, ids, LOOK_WEB)


def test_a_picture_becomes_a_picture_card(ids: Ids) -> None:
    now, (card,) = after(paste_picture(sample(), BITMAPS[2], ids, LOOK_WEB), sample())
    assert card.kind == "picture"
    assert now.get(card.asset_ids[0], Asset) is not None


def test_pasting_into_a_cell_that_is_gone_is_refused(ids: Ids) -> None:
    to = apply(remove(sample(), "step_look"), sample())
    with pytest.raises(EditError):
        paste_text(to, "a", ids, LOOK_WEB)
    assert to.get("step_look", Step) is None
