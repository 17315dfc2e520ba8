"""Looking through a map: what is found, in which order, and how much work that is."""

import pytest

from model.change import JourneyMap, apply, changed_between
from model.edits.cards import add_card, delete_cards, move_cards
from model.edits.fields import set_fields
from model.edits.stages import move_stage
from model.grid import Grid
from model.ids import Ids, feeling_id
from model.records import Card, Stage, create
from model.searching import Query, Searching, hits_in
from tests.generator import make
from tests.sample import sample


def talking(**more: dict[str, object]) -> JourneyMap:
    """The sample map with "word" in all sorts of places."""
    felt = feeling_id("persona_anna", "step_look")
    fields: dict[str, dict[str, object]] = {
        "persona_ben": {"name": "A word"}, "lane_shop": {"name": "Word of mouth"},
        "stage_buy": {"name": "Word"}, "step_ask": {"name": "words"},
        "card_offers": {"tags": ("x", "wordy")}, "card_visit": {"body": "a word"},
        "card_till": {"who": "Wordsworth"}, "card_queue": {"title": "WORD"},
        "card_app": {"expected": "word"}, "link_chat": {"label": "word"}, felt: {"word": "word"},
    }  # fmt: skip
    return sample(**{**fields, **more})


def test_the_map_is_searched_as_it_is_read() -> None:
    felt = feeling_id("persona_anna", "step_look")
    assert Searching().find(talking(), Query("word")) == (
        "persona_ben", "lane_shop", felt, "card_offers", "link_chat", "step_ask", "card_visit",
        "stage_buy", "card_till", "card_queue", "card_app",
    )  # fmt: skip


def test_cards_come_by_step_then_lane_then_order_and_parked_ones_last() -> None:
    of = make(300)
    grid = Grid(of)
    found = [i for i in Searching().find(of, Query("e")) if of.get(i, Card)]
    placed = sorted(
        (c for c in grid.cards if c.id in found),
        key=lambda c: (grid.step_at[c.step_id], grid.lane_at[c.lane_id], c.order, c.id),
    )
    parked = [c.id for c in grid.parked if c.id in found]
    assert found == [c.id for c in placed] + parked


@pytest.mark.parametrize("words", ["", " ", "\t", "\u200d"])
def test_nothing_is_looked_for_where_nothing_is_said(words: str) -> None:
    assert Searching().find(talking(), Query(words)) == ()
    assert Searching().count(talking(), Query(words), ["card_queue"]) == 0
    assert list(hits_in(talking()["card_queue"], Query(words))) == []


def test_hits_of_one_record_say_their_field_and_place() -> None:
    of = talking(card_queue={"title": "Word by word", "body": "Last word", "tags": ("word",)})
    found = [(name, hit.start) for name, _, hit in hits_in(of["card_queue"], Query("word"))]
    assert found == [("title", 0), ("title", 8), ("body", 5), ("tags", 0)]


def test_words_do_not_reach_from_one_field_into_the_next() -> None:
    of = sample(card_till={"title": "Pays at the", "body": "till"})
    assert Searching().find(of, Query("the till")) == ()


def test_hits_are_counted_as_often_as_they_stand() -> None:
    of = talking(card_queue={"title": "Word by word", "body": "Swords"})
    searching = Searching()
    assert searching.count(of, Query("word"), ["card_queue", "gone"]) == 3
    assert searching.count(of, Query("word", whole_words=True), ["card_queue"]) == 2
    assert searching.count(of, Query("Word", match_case=True), ["card_queue"]) == 1


def test_one_letter_more_folds_nothing_and_an_edit_folds_what_it_changed() -> None:
    of = make(500)
    searching = Searching()
    searching.prepare(of)
    folds = searching.folds
    for words in ("w", "wa", "wai", "wait", "wa"):
        searching.find(of, Query(words))
    assert (searching.folds, searching.sorts) == (folds, 1)
    card = next(of.all(Card))
    of = apply(set_fields(of, card.id, title="Zebra crossing"), of)
    assert searching.find(of, Query("zebra")) == (card.id,)
    assert (searching.folds, searching.sorts) == (folds + 1, 1)


def test_what_moves_comes_and_goes_is_found_where_it_is() -> None:
    of = talking()
    searching = Searching()
    before = searching.find(of, Query("word"))
    of = apply(move_cards(of, ["card_queue"], "step_look", "lane_web"), of)
    assert searching.find(of, Query("word")) != before
    of = apply(add_card(of, Ids(), title="a word more"), of)
    of = apply(delete_cards(of, "card_till"), of)
    of = apply(move_stage(of, "stage_buy", "stage_compare"), of)
    assert searching.find(of, Query("word")) == Searching().find(of, Query("word"))
    assert "card_till" not in searching.find(of, Query("word"))


def test_a_map_that_comes_from_elsewhere_is_looked_through_anew() -> None:
    searching = Searching()
    searching.find(make(50), Query("a"))
    other = talking()
    assert changed_between(make(50), other) is None
    assert searching.find(other, Query("word")) == Searching().find(other, Query("word"))


def test_texts_of_records_that_are_gone_are_let_go() -> None:
    of = make(200)
    searching = Searching()
    searching.prepare(of)
    few = JourneyMap(r for r in of.records.values() if isinstance(r, Stage))
    searching.find(few, Query("x"))
    assert len(searching._folded["loose"]) == len(list(few.all(Stage)))


def test_a_place_is_told_for_records_cells_and_what_has_none() -> None:
    of = talking()
    searching = Searching()
    order = searching.find(of, Query("word"))
    places = [searching.place(of, i) for i in order]
    assert places == sorted(places)
    assert searching.place(of, "", ("step_pay", "lane_shop")) == searching.place(of, "card_till")
    empty = searching.place(of, "", ("step_look", "lane_shop"))
    assert searching.place(of, "card_offers") < empty < searching.place(of, "card_visit")
    assert searching.place(of, "", ("gone", "lane_shop")) == 0
    assert searching.place(of, "person_mia") == 0
    assert searching.at("person_mia") == 0


def test_steps_without_a_stage_and_links_without_cards_have_a_place_too() -> None:
    of = sample(step_pay={"stage_id": "gone", "name": "word"}, link_in={"target_id": "gone"})
    of = apply({"link_in": (of["link_in"], None)}, of)
    link = create(type(sample()["link_in"]), id="link_x", label="word")
    of = apply({"link_x": (None, link)}, of)
    assert Searching().find(of, Query("word")) == ("step_pay", "link_x")
