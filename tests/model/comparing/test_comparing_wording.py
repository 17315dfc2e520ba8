"""Two texts compared word by word, in every script."""

import subprocess
import sys
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from model.comparing.wording import MOST_PAIRS, worded
from model.layout.text_unicode import grapheme_ends
from tests.strategies import texts
from tests.tools import law

SIGNS = {"same": "", "gone": "-", "new": "+"}


def told(before: str, after: str) -> str:
    """The pieces in one line: what stayed bare, what went and came in brackets."""
    return "".join(
        piece.text if piece.state == "same" else f"[{SIGNS[piece.state]}{piece.text}]"
        for piece in worded(before, after)
    )


def test_what_was_put_in_stands_among_what_stayed() -> None:
    assert told("Waits at tills", "Waits long at tills") == "Waits [+long ]at tills"


def test_a_word_in_place_of_another_follows_it() -> None:
    assert told("Asks Ina for help.", "Asks Ben for help!") == "Asks [-Ina][+Ben] for help[-.][+!]"


def test_two_texts_with_nothing_in_common_but_spaces_are_two_pieces() -> None:
    assert told("the quick brown fox", "a lazy dog") == "[-the quick brown fox][+a lazy dog]"


def test_spaces_and_lines_that_differ_are_told() -> None:
    assert told("one two", "one  two") == "one[- ][+  ]two"
    assert told("one\ntwo", "one\r\ntwo") == "one[-\n][+\r\n]two"


def test_texts_that_are_equal_are_one_piece_and_empty_ones_none() -> None:
    assert [p.state for p in worded("a b", "a b")] == ["same"]
    assert worded("", "") == ()
    assert told("", "a") == "[+a]"
    assert told("a", "") == "[-a]"


def test_words_of_scripts_without_spaces_are_told_one_by_one() -> None:
    assert told("ลูกค้าเลือกจักรยาน", "ลูกค้าเลือกรถยนต์") == "ลูกค้าเลือก[-จักรยาน][+รถยนต์]"
    assert told("お客様は自転車を選ぶ", "お客様は電車を選ぶ") == "お客様は[-自転車][+電車]を選ぶ"


def test_words_from_right_to_left_and_with_marks_are_whole() -> None:
    assert told("مرحبا بالعالم", "مرحبا يا عالم") == "مرحبا [-بالعالم][+يا عالم]"
    assert told("हिन्दी में पढ़ना", "हिन्दी में लिखना") == "हिन्दी में [-पढ़ना][+लिखना]"


def test_no_character_is_split() -> None:
    assert told("cafe\u0301", "cafe") == "[-cafe\u0301][+cafe]"
    assert told("👩‍👩‍👧 here", "👩‍👧 here") == "[-👩‍👩‍👧][+👩‍👧] here"


def test_two_long_texts_of_few_words_are_compared_line_by_line() -> None:
    random = Random(1)
    lines = [" ".join(random.choices("abcdefgh", k=20)) for _ in range(200)]
    other = [random.choice(lines) + " z" if i % 7 == 0 else line for i, line in enumerate(lines)]
    pieces = worded("\n".join(lines), "\n".join(other))
    assert sum(len(p.text) for p in pieces if p.state == "same") > 0.8 * len("\n".join(lines))


def test_one_endless_line_of_few_words_is_told_as_gone_and_new() -> None:
    many = int(MOST_PAIRS**0.5) + 2
    before, after = "x a" + " b" * many, "x c" + " b" * many + " d"
    assert [p.state for p in worded(before, after)] == ["same", "gone", "new"]


def test_plain_words_need_no_large_library() -> None:
    program = (
        "import sys; from model.comparing.wording import worded;"
        "worded('Café – one', 'Café – two'); sys.exit('icu' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@law(100)
@given(st.lists(texts, max_size=6), st.lists(texts, max_size=6), st.lists(texts, max_size=3))
def test_the_pieces_together_are_both_texts_and_end_between_characters(
    one: list[str], other: list[str], shared: list[str]
) -> None:
    before, after = " ".join(one + shared), " ".join(other + shared)
    pieces = worded(before, after)
    assert "".join(p.text for p in pieces if p.state != "new") == before
    assert "".join(p.text for p in pieces if p.state != "gone") == after
    assert all(p.text for p in pieces)
    assert all(
        a.state != b.state and (a.state, b.state) != ("new", "gone") for a, b in pairwise(pieces)
    )
    for text, left_out in ((before, "new"), (after, "gone")):
        ends, at = {0, *grapheme_ends(text)}, 0
        for piece in pieces:
            if piece.state != left_out:
                at += len(piece.text)
                assert at in ends
