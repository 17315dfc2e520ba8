"""Text that reads in two directions, as it is seen from left to right.

As in the Unicode Standard's own examples capital letters stand for Hebrew (or, where it is
said, Arabic) ones, so that expected lines can be read in any editor. Brackets are given as
they are seen, mirrored where the text turns.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.layout.text import TextStyle, block
from model.layout.text_unicode import is_rtl, levels, visual_order
from tests.tools import law

STYLE = TextStyle(12, 16)
CAPITALS = "ABCDEFGHIJKLMNOPQRSTU"
HEBREW = str.maketrans(CAPITALS, "אבגדהוזחטיכלמנסעפצקרש")
ARABIC = str.maketrans(CAPITALS, "ابتثجحخدذرزسشصضطظعغفق")
BACK = {letter: capital for table in (HEBREW, ARABIC) for capital, letter in table.items()}
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
RLI, LRI, PDI, RLM = "\u2067", "\u2066", "\u2069", "\u200f"


def seen(text: str, language: str = "", script: dict[int, int] = HEBREW) -> list[str]:
    """The lines of a text in capitals as they look from left to right."""
    return lines_seen(text, float("inf"), language, script)


def lines_seen(text: str, width: float, language: str, script: dict[int, int]) -> list[str]:
    lines = block(text.translate(script), STYLE, width, language).lines
    return [
        "".join(
            run.text[::-1].translate(MIRRORED) if run.rtl else run.text for run in line.runs
        ).translate(BACK)
        for line in lines
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("car is CAR in hebrew", "car is RAC in hebrew"),
        ("CAR IS car IN ENGLISH", "HSILGNE NI car SI RAC"),
        ('he said "IT IS 123, 456, OK".', 'he said "KO ,456 ,123 SI TI".'),
        ("COSTS 120, THEN 35.", ".35 NEHT ,120 STSOC"),
        ("call 030 123-456 NOL", "call 030 123-456 LON"),
        ("CALL +49 30 123456", "123456 30 49+ LLAC"),
    ],
)
def test_hebrew_and_english_in_one_line(text: str, expected: str) -> None:
    assert seen(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HE COMPARES e-bike 15 AND pro max", "pro max DNA e-bike 15 SERAPMOC EH"),
        ("LESS BI 50% TODAI", "IADOT %50 IB SSEL"),
        ("CALL 030-123456 NOL", "LON 123456-030 LLAC"),
        ("FROM 10:30 TO 11:45", "11:45 OT 10:30 MORF"),
    ],
)
def test_numbers_and_names_in_arabic(text: str, expected: str) -> None:
    assert seen(text, "ar", ARABIC) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a) AB (c)", "(a) BA (c)"),
        ("AB (CD) EF", "FE (DC) BA"),
        ("AB (cd) EF", "FE (cd) BA"),
        ("ab (CD) ef", "ab (DC) ef"),
        ("AB (cd [EF] gh)", "(gh [FE] cd) BA"),
        ("AB(cd)", "(cd)BA"),
        ("ab (CD", "ab (DC"),
        ("smith (fabrikam ARABIC) HEBREU", "smith (fabrikam CIBARA) UERBEH"),
    ],
)
def test_brackets_stand_around_what_they_enclose(text: str, expected: str) -> None:
    assert seen(text) == [expected]


def test_brackets_are_drawn_mirrored_in_text_from_right_to_left() -> None:
    def glyph(text: str, character: str) -> int:
        for run in block(text.translate(HEBREW), STYLE).lines[0].runs:
            for glyph, cluster in zip(run.glyphs, run.clusters, strict=True):
                if run.text[cluster] == character:
                    return glyph
        raise AssertionError(character)

    assert glyph("AB (CD)", "(") == glyph("ab (cd)", ")")
    assert glyph("AB (CD)", ")") == glyph("ab (cd)", "(")


def test_isolates_keep_what_they_hold_apart() -> None:
    assert seen("x AB 1, CD 2") == ["x 2 DC ,1 BA"]
    apart = f"x {RLI}AB{PDI} 1, {RLI}CD{PDI} 2"
    assert seen(apart) == [f"x {RLI}BA{PDI} 1, {RLI}DC{PDI} 2"]


def test_the_first_strong_character_outside_isolates_gives_the_direction() -> None:
    assert is_rtl("123 (אב) ab", False)
    assert not is_rtl("123 ab אב", True)
    assert not is_rtl(f"{RLI}אב{PDI} ab", True)
    assert is_rtl(f"ab{LRI}", False) is False
    assert is_rtl(f"{RLM}ab", False)


@pytest.mark.parametrize(
    ("language", "rtl"),
    [
        ("he", True),
        ("ar-EG", True),
        ("fa", True),
        ("en", False),
        ("", False),
        ("az-Arab", True),
        ("ur-Latn", False),
        ("de", False),
    ],
)
def test_text_without_a_direction_takes_that_of_the_map(language: str, rtl: bool) -> None:
    assert block("2024 — 50%", STYLE, language=language).rtl == rtl
    assert block("", STYLE, language=language).rtl == rtl


def test_each_paragraph_has_its_own_direction_and_the_block_that_of_the_first() -> None:
    made = block("שלום\nhello\n123", STYLE)
    assert made.rtl
    assert [line.rtl for line in made.lines] == [True, False, True]


def test_a_paragraph_of_two_directions_wraps_in_reading_order() -> None:
    text = "ABC DEF red shoes GHI JKL blue hats MNO"
    assert lines_seen(text, 100, "", HEBREW) == [
        "red shoes FED CBA",
        "blue hats LKJ IHG",
        "ONM",
    ]
    assert lines_seen("we say ABC DEF GHI JKL often", 90, "", HEBREW) == [
        "we say FED CBA",
        "LKJ IHG often",
    ]


def test_a_phrase_broken_over_two_lines_reads_from_right_to_left_on_both() -> None:
    # Reordering comes after breaking: the first words of the phrase are on the first line.
    first, second = lines_seen("ab CDE FGH IJK LMN ab", 62, "", HEBREW)
    assert first == "ab HGF EDC"
    assert second == "NML KJI ab"


def test_an_emoji_before_hebrew_does_not_shift_the_levels() -> None:
    assert list(levels("🚲a א🚲", False)) == [0, 0, 0, 1, 0]


@pytest.mark.parametrize(
    ("of_items", "order"),
    [
        ([], []),
        ([0, 1, 0], [0, 1, 2]),
        ([1, 2, 1], [2, 1, 0]),
        ([0, 1, 2, 1, 0], [0, 3, 2, 1, 4]),
        ([2, 1, 2, 3, 2], [2, 3, 4, 1, 0]),
        ([1, 0, 1, 1], [0, 1, 3, 2]),
    ],
)
def test_items_are_reordered_from_the_highest_level_down(
    of_items: list[int], order: list[int]
) -> None:
    assert visual_order(of_items) == order


@law(40)
@given(
    st.text(alphabet="abאבגدج019 ,.()[]%+-\u200f\u2067\u2066\u2069🚲", min_size=1),
    st.sampled_from([20.0, 60.0, float("inf")]),
)
def test_no_character_is_lost_and_no_line_too_wide(text: str, width: float) -> None:
    lines = block(text, STYLE, width).lines
    kept = "".join(line.text for line in lines)
    assert kept.replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert sorted("".join(run.text for run in line.runs)) == sorted(line.text)
        assert line.width == pytest.approx(sum(run.width for run in line.runs), abs=0.2)
        assert line.width <= width + 1 / 64
