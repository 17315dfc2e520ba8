"""Text as it is compared when something is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.loose import Level, folded, hits, level_for
from tests.tools import law

WORDS = st.text(
    st.sampled_from("abcé ÉßİıøŁ’'“\"–-\u0301\u00ad\u200dｶﾞがか가각ไมหรค\u064b\u0655أآ\nＡ１2"),
    max_size=12,
)
LEVELS: tuple[Level, ...] = ("loose", "accents", "exact")


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("Élan", "elan"), ("Cafe\u0301", "café"), ("Straße", "STRASSE"), ("Łódź", "lodz"),
        ("ﬁne Ｗｉｄｅ", "fine wide"), ("don’t", "don't"), ("“so” – ja", '"so" - ja'),
        ("bi\u00adcy\u00adcle", "bicycle"), ("two\nlines", "two lines"), ("İstanbul", "istanbul"),
        ("الإِرْجَاع", "الارجاع"), ("مـــتـــر", "متر"), ("می‌خواهم", "میخواهم"), ("ｶﾞｲﾄﾞ", "ガイド"),
    ],
)  # fmt: skip
def test_what_reads_alike_is_the_same(text: str, like: str) -> None:
    assert folded(text, "loose") == folded(like, "loose")


@pytest.mark.parametrize(("text", "other"), [("か", "が"), ("कि", "कु"), ("ไม", "ไห"), ("가", "각")])
def test_marks_that_make_another_letter_count(text: str, other: str) -> None:
    assert folded(text, "loose") != folded(other, "loose")


@pytest.mark.parametrize(
    ("words", "match_case", "level"),
    [("cafe", False, "loose"), ("CAFE", False, "loose"), ("café", False, "accents"),
     ("ß", False, "loose"), ("ø", False, "accents"), ("cafe", True, "exact")],
)  # fmt: skip
def test_an_accent_that_is_typed_is_meant(words: str, match_case: bool, level: Level) -> None:
    assert level_for(words, match_case) == level


def found(text: str, words: str, whole: bool = False, match_case: bool = False) -> list[str]:
    level = level_for(words, match_case)
    return [text[hit.start : hit.end] for hit in hits(text, words, level, whole)]


def test_hits_stand_in_the_texts_own_characters() -> None:
    assert found("Café, Cafe\u0301, CAFE.", "cafe") == ["Café", "Cafe\u0301", "CAFE"]
    assert found("Das ﬁnale Maß", "final") == ["ﬁnal"]
    assert found("Das ﬁnale Maß", "mass") == ["Maß"]
    assert found("bi\u00adcycle", "cycle") == ["cycle"]
    assert found("ja\u200d nein", "a n") == ["a\u200d n"]
    assert found("ｶﾞｲﾄﾞ", "ガイ") == ["ｶﾞｲ"]
    assert found("\u1112\u1161\u11ab글", "한") == ["\u1112\u1161\u11ab"]


def test_no_half_of_a_character_is_a_hit() -> None:
    assert found("Maß", "s") == []
    assert found("ﬁn", "in") == []


def test_whole_words_have_no_letter_beside_them() -> None:
    assert found("Queue, queues and a queue-jumper", "queue", whole=True) == ["Queue", "queue"]
    assert found("über überall", "uber", whole=True) == ["über"]
    assert found("a_b a", "a", whole=True) == ["a"]
    assert found("costs 3 (all)", "(all", whole=True) == ["(all"]


def test_hits_do_not_overlap() -> None:
    assert found("aaaa", "aa") == ["aa", "aa"]
    assert found("ааéаа", "аа") == ["аа", "аа"]


@given(WORDS, st.sampled_from(LEVELS))
@law(200)
def test_folding_twice_changes_nothing_more(text: str, level: Level) -> None:
    assert folded(folded(text, level), level) == folded(text, level)


@given(WORDS, WORDS, st.sampled_from(LEVELS))
@law(300)
def test_a_hit_reads_as_what_was_looked_for(text: str, words: str, level: Level) -> None:
    for hit in hits(text, words, level):
        assert folded(text[hit.start : hit.end], level) == folded(words, level)
