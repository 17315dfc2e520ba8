"""What is remembered, and that remembering changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.layout import text as text_module
from model.layout import text_plain
from model.layout.text import TextStyle, block, forget, work
from model.layout.text_memo import Memo
from tests.tools import law

STYLE = TextStyle(12, 16)


def done() -> tuple[int, int, int]:
    return work.words_shaped, work.lines_shaped, work.blocks_built


def test_the_same_block_again_is_no_work() -> None:
    forget()
    for text in ("Compare well-known offers (online)", "הלקוחה משווה 3 הצעות", "比較をする"):
        made = block(text, STYLE, 80)
        shaped = [line.runs for line in made.lines]
        before = done()
        again = block(text, STYLE, 80)
        assert again is made
        assert [line.runs for line in again.lines] == shaped
        assert done() == before


def test_a_word_is_shaped_once_however_often_and_wherever_it_stands() -> None:
    forget()
    block("compare offers", STYLE)
    before = done()
    block("offers compare offers compare", STYLE, 60)
    block("offers compare", TextStyle(20, 24), 120)
    words, lines, blocks = done()
    assert (words, lines) == before[:2]
    assert blocks == before[2] + 2
    block("compare prices", STYLE)
    assert work.words_shaped == words + 1


def test_the_glyphs_of_plain_lines_are_made_when_they_are_first_seen() -> None:
    forget()
    before = work.lines_shaped
    made = block("compare all the offers before buying", STYLE, 80)
    assert len(made.lines) == 3
    assert work.lines_shaped == before
    assert made.lines[1].runs
    assert work.lines_shaped == before + 1
    assert made.lines[1].runs
    assert work.lines_shaped == before + 1


def test_joining_scripts_shape_the_paragraph_and_each_broken_line() -> None:
    forget()
    before = work.lines_shaped
    made = block("يقارن العميل العروض قبل الشراء", STYLE, 80, "ar")
    assert work.lines_shaped == before + 1 + len(made.lines)
    for line in made.lines:
        assert line.runs
    assert work.lines_shaped == before + 1 + len(made.lines)


@law(80)
@given(
    st.text(alphabet="aefi AB.-()אב بت日本🚲\u0301\n", max_size=30),
    st.sampled_from([20.0, 75.0, float("inf")]),
    st.sampled_from(["", "he", "ja"]),
    st.integers(0, 2),
)
def test_what_is_remembered_is_what_is_made_from_scratch(
    text: str, width: float, language: str, most_lines: int
) -> None:
    remembered = block(text, STYLE, width, language, most_lines)
    forget()
    assert block(text, STYLE, width, language, most_lines) == remembered


def test_everything_that_is_asked_for_is_part_of_the_key() -> None:
    base = block("骨 and flesh", STYLE, 50, "ja", 0)
    others = [
        block("骨 and flesh!", STYLE, 50, "ja", 0),
        block("骨 and flesh", TextStyle(12, 17), 50, "ja", 0),
        block("骨 and flesh", TextStyle(12, 16, 600), 50, "ja", 0),
        block("骨 and flesh", TextStyle(12, 16, 400, True), 50, "ja", 0),
        block("骨 and flesh", STYLE, 70, "ja", 0),
        block("骨 and flesh", STYLE, 50, "ko", 0),
        block("骨 and flesh", STYLE, 50, "ja", 1),
    ]
    assert all(other != base for other in others)


# The memo itself


def test_a_memo_keeps_what_was_used_last() -> None:
    memo: Memo[int, str] = Memo(2)
    for number in range(3):
        memo.put(number, str(number))
    assert memo.get(0) == "0"  # from the older generation, and young again
    memo.put(3, "3")
    assert memo.get(0) == "0"
    assert memo.get(1) is None
    assert len(memo) <= 4


def test_a_memo_never_holds_more_than_twice_what_it_was_made_for() -> None:
    memo: Memo[int, int] = Memo(10)
    for number in range(1000):
        memo.put(number, number)
        memo.get(number // 2)
        assert len(memo) <= 20
    memo.clear()
    assert len(memo) == 0


def test_words_beyond_the_bound_are_forgotten_and_learnt_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget()
    monkeypatch.setattr(text_plain, "_MOST_WORDS", 5)
    texts = [f"word{number} co-op{number} ☐" for number in range(9)] + [
        "many words in one line, ha"
    ]
    first = [block(text, STYLE, 50) for text in texts]
    before = work.words_shaped
    text_module._blocks.clear()
    assert [block(text, STYLE, 50) for text in texts] == first
    assert work.words_shaped > before
