"""Words replaced by others, all over the map, in one change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply
from model.edits.replacing import cased_like, replace_words
from model.records import LONGEST_TEXT
from model.searching import Query, Searching
from tests.sample import sample
from tests.tools import law

ALL = ("card_chat", "card_till", "card_queue", "card_app", "stage_buy", "lane_web")


def replaced(of: JourneyMap, query: Query, by: str) -> JourneyMap:
    """The map with it replaced wherever it was found."""
    return apply(replace_words(of, Searching().find(of, query), query, by).change, of)


def test_all_hits_in_all_fields_are_replaced_and_counted() -> None:
    of = sample(
        card_queue={"title": "The queue, a queue", "body": "queue", "tags": ("queue", "x")},
        stage_buy={"name": "Queue"},
    )
    made = replace_words(of, ("card_queue", "stage_buy", "gone"), Query("queue"), "line")
    after = apply(made.change, of)
    card = after["card_queue"]
    assert (card.title, card.body, card.tags) == ("The line, a line", "line", ("line", "x"))  # type: ignore[attr-defined]
    assert after["stage_buy"].name == "Line"  # type: ignore[attr-defined]
    assert (made.times, made.records, made.too_long) == (5, 2, ())


@pytest.mark.parametrize(
    ("hit", "by", "wanted"),
    [("queue", "line", "line"), ("Queue", "line", "Line"), ("QUEUE", "line", "LINE"),
     ("QUEUE", "Line", "Line"), ("queue", "iPad", "iPad"), ("A", "one", "One"), ("A", "", ""),
     ("Ä", "öl", "Öl"), ("3", "three", "three"), ("qUEUE", "line", "line"), ("МИР", "дом", "ДОМ")],
)  # fmt: skip
def test_capitals_stay_where_nothing_is_said_about_them(hit: str, by: str, wanted: str) -> None:
    assert cased_like(hit, by) == wanted


def test_with_match_case_words_are_put_as_they_are_typed() -> None:
    of = sample(card_queue={"title": "Queue, queue"})
    after = replaced(of, Query("Queue", match_case=True), "line")
    assert after["card_queue"].title == "line, queue"  # type: ignore[attr-defined]


def test_what_is_taken_out_leaves_no_double_space_and_no_empty_tag() -> None:
    of = sample(card_queue={"title": "The very long queue", "tags": ("very", "very long")})
    card = replaced(of, Query("very"), "")["card_queue"]
    assert (card.title, card.tags) == ("The long queue", ("long",))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Very long\nVery late\n\n    one  two", "long\nlate\n\n    one  two"),
        ("  - long very\n  - very", "  - long\n  -"),
        ("long\n\nvery", "long"),
        ("very  very  long", "long"),
        ("very\n\nlong very very", "long"),
        ("very", ""),
        ("a (very) long  b", "a () long  b"),
    ],
)
def test_spaces_elsewhere_stay_where_words_are_taken_out(body: str, wanted: str) -> None:
    of = sample(card_queue={"body": body})
    assert replaced(of, Query("very"), " ")["card_queue"].body == wanted  # type: ignore[attr-defined]


def test_tags_that_become_alike_are_one_and_commas_part_them() -> None:
    of = sample(card_queue={"tags": ("wait", "queue", "hold")})
    assert replaced(of, Query("wait"), "queue")["card_queue"].tags == ("queue", "hold")  # type: ignore[attr-defined]
    both = replaced(of, Query("wait"), "slow, late")["card_queue"]
    assert both.tags == ("slow", "late", "queue", "hold")  # type: ignore[attr-defined]


def test_a_text_that_would_become_too_long_stays_and_is_told() -> None:
    full = "x" + "a" * (LONGEST_TEXT - 1)
    of = sample(card_queue={"body": full}, card_till={"title": "x"})
    made = replace_words(of, ("card_queue", "card_till"), Query("x"), "yy")
    after = apply(made.change, of)
    assert made.too_long == ("card_queue",)
    assert (after["card_queue"].body, after["card_till"].title) == (full, "yy")  # type: ignore[attr-defined]
    assert (made.times, made.records) == (1, 1)


def test_replacing_words_with_themselves_changes_nothing() -> None:
    of = sample(card_queue={"title": "Queue"})
    made = replace_words(of, ("card_queue",), Query("queue"), "queue")
    assert (made.change, made.times) == ({}, 0)


@given(st.text("aAbé ß", max_size=6), st.text("aAbc ", max_size=4), st.text("aé xX", max_size=6))
@law(150)
def test_what_is_not_hit_stays_letter_by_letter(text: str, words: str, by: str) -> None:
    of = sample(card_queue={"body": f"{text}|{text}"})
    query = Query(words, match_case=True)
    body = replaced(of, query, by)["card_queue"].body  # type: ignore[attr-defined]
    if by.strip() and query.needle:
        assert body == f"{text}|{text}".replace(words, by)
    elif not query.needle:
        assert body == f"{text}|{text}"
