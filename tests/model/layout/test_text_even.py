"""Evened text: the last line is not left with one short word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.layout.text import TextStyle, block
from model.layout.text_even import even_block
from tests.tools import law

STYLE = TextStyle(18, 24)
WORDS = st.sampled_from(
    "a of the price bicycle considerable 日本語 を調べる मासिक ค้นหาราคา שלום السعر x-ray".split()
)


def lines(text: str, width: float, language: str = "") -> list[str]:
    return [line.text for line in even_block(text, STYLE, width, language).lines]


def test_a_short_last_word_is_joined_by_others() -> None:
    assert lines("Compares three tariffs on the phone", 138) == [
        "Compares",
        "three tariffs on",
        "the phone",
    ]


def test_one_character_of_japanese_is_not_left_alone() -> None:
    assert lines("先生は十年前に留学した先輩を覚えていた", 126)[-1] == "覚えていた"


def test_evened_japanese_moves_whole_phrases() -> None:
    text = "最初のコートを購入する人"
    width = block("最初のコートを購入する", STYLE).width + 1
    assert block(text, STYLE, width).lines[-1].text == "人"
    assert lines(text, width) == ["最初のコートを", "購入する人"]


@pytest.mark.parametrize("language", ["ja", "", "en"])
def test_a_phrase_of_japanese_is_not_broken_to_fill_the_last_line(language: str) -> None:
    width = block("カスタマーサポートセンターへ", STYLE).width + 1
    evened = lines("カスタマーサポートセンターへ行く", width, language)
    assert evened == ["カスタマーサポートセンターへ", "行く"]


def test_a_last_line_that_is_long_enough_is_left_as_it_is() -> None:
    text = "Compares three tariffs on the telephone"
    assert even_block(text, STYLE, 138) == block(text, STYLE, 138)


def test_a_long_word_is_not_broken_to_fill_the_last_line() -> None:
    text = "Identitätsprüfung am Tag"
    width = block("Identitätsprüfung", STYLE).width + 1
    assert lines(text, width) == [line.text for line in block(text, STYLE, width).lines]


def test_paragraphs_are_left_as_they_are() -> None:
    text = "Compares three tariffs on the phone\nAsks"
    assert even_block(text, STYLE, 138) == block(text, STYLE, 138)


@law(examples=60)
@given(st.lists(WORDS, min_size=1, max_size=8), st.floats(40, 400))
def test_evened_text_takes_no_more_room_and_says_the_same(words: list[str], width: float) -> None:
    text = " ".join(words)
    plain, even = block(text, STYLE, width), even_block(text, STYLE, width)
    assert even.height == plain.height
    assert even.width <= max(plain.width, width)
    said = ["".join("".join(line.text for line in made.lines).split()) for made in (plain, even)]
    assert said[0] == said[1]
    assert even.lines[-1].width >= plain.lines[-1].width


@pytest.mark.parametrize("text", ["", "Asks"])
def test_text_of_one_line_or_none_needs_nothing(text: str) -> None:
    assert even_block(text, STYLE, 138) == block(text, STYLE, 138)
