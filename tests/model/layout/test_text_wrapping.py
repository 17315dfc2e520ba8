"""Where lines break, and what a block measures."""

from itertools import accumulate
from math import inf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.layout import text_plain
from model.layout.scene import Line
from model.layout.text import TextStyle, block
from model.layout.text_shaping import analyse
from model.layout.text_unicode import grapheme_ends, line_breaks
from model.layout.text_wrapping import line as as_drawn
from model.layout.text_wrapping import wrap
from tests.tools import law

STYLE = TextStyle(12, 16)


def texts(
    text: str, width: float = inf, language: str = "", most_lines: int = 0, style: TextStyle = STYLE
) -> list[str]:
    return [line.text for line in block(text, style, width, language, most_lines).lines]


def test_words_go_to_the_next_line_where_they_no_longer_fit() -> None:
    whole = block("buying a bicycle", STYLE).width
    assert texts("buying a bicycle", whole) == ["buying a bicycle"]
    assert texts("buying a bicycle", whole - 1 / 64) == ["buying a", "bicycle"]


def test_a_block_is_as_high_as_its_lines_and_as_wide_as_the_widest() -> None:
    made = block("buying a\nbicycle\n\nx", STYLE)
    assert made.height == 4 * STYLE.leading
    assert made.width == max(line.width for line in made.lines) > 0
    assert [line.text for line in made.lines] == ["buying a", "bicycle", "", "x"]


def test_no_text_has_no_lines() -> None:
    made = block("", STYLE)
    assert (made.lines, made.width, made.height, made.rtl) == ((), 0.0, 0.0, False)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_mandatory_break_of_unicode_begins_a_line(end: str) -> None:
    assert texts(f"one{end}two") == ["one", "two"]


def test_a_tab_is_a_space() -> None:
    assert texts("one\ttwo") == ["one two"]


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    assert texts("one  two", block("one", STYLE).width) == ["one", "two"]
    assert block("one  ", STYLE).width == block("one", STYLE).width


def test_spaces_within_a_line_are_kept() -> None:
    assert texts("one  two") == ["one  two"]


@pytest.mark.parametrize(
    "parts",
    [
        "well-|known |and/|or |half–|hour",
        "1,000.50 |€ |(24/7)",
        "« foo » |bar !",
        "Müller-|Lüdenscheid",
        "a\u00a0b |c",
        "(see |CRM) |[x]",
        "one\u200b|two",
        "ลูกค้า|ต้องการ|ซื้อ|รองเท้า|ใหม่",
        "🚲|a|日|本。|c",
    ],
)
def test_lines_may_break_where_unicode_says(parts: str) -> None:
    text = parts.replace("|", "")
    ends = line_breaks(text, "")
    found = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert "|".join(found) == parts


def test_a_word_wider_than_the_line_breaks_between_characters() -> None:
    lines = block("Donaudampfschifffahrt ok", STYLE, 60).lines
    assert [line.text for line in lines] == ["Donauda", "mpfschifff", "ahrt ok"]
    assert all(line.width <= 60 for line in lines)


def test_no_line_is_narrower_than_one_character() -> None:
    assert texts("abc def", 0.5) == list("abcdef")


@pytest.mark.parametrize(
    "text", ["👩\u200d👩\u200d👧👍🏽🇮🇸", "e\u0323\u0301a\u0308o\u0302", "क्षिप्रम्", "กำลัง"]
)
def test_what_a_reader_takes_for_one_character_is_never_broken(text: str) -> None:
    ends = grapheme_ends(text)
    graphemes = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert texts(text, 0.5) == graphemes


def test_a_hyphen_has_room_at_the_end_of_its_line() -> None:
    # Before "T" it stands closer to it; at the end of a line it takes all of its width.
    room = block("x-", STYLE).width
    assert texts("x-Test", room)[0] == "x-"
    assert texts("x-Test", room - 1 / 64)[0] == "x"


def test_a_soft_hyphen_shows_only_where_the_line_breaks() -> None:
    text = "Donau\u00addampf\u00adschiff"
    assert block(text, STYLE).width == block("Donaudampfschiff", STYLE).width
    room = block("Donaudampf-", STYLE).width
    assert texts(text, room) == ["Donau\u00addampf-", "schiff"]
    assert texts(text, room - 1 / 64) == ["Donau-", "dampf\u00adschiff"]


def test_thai_breaks_between_words_of_the_dictionary() -> None:
    words = ["ลูกค้า", "ต้องการ", "ซื้อ", "รองเท้า", "ใหม่"]
    assert texts("".join(words), block("ต้องการ", STYLE).width) == [
        "ลูกค้า", "ต้องการ", "ซื้อ", "รองเท้า", "ใหม่",
    ]  # fmt: skip


@pytest.mark.parametrize("width", range(24, 200, 6))
def test_no_japanese_line_begins_or_ends_with_what_it_must_not(width: int) -> None:
    text = "「比較」をする。(テスト）と、ローマっ子のショップ・ニュース！？「はい」。"
    lines = texts(text, width, "ja")
    assert "".join(lines) == text
    # What is wider than a line by itself has to break somewhere.
    if width >= 60:
        assert not [line for line in lines if line[0] in "。、）」！？ーっョュッ・"]
        assert not [line for line in lines if line[-1] in "「("]


@pytest.mark.parametrize(
    ("language", "width", "expected"),
    [
        ("ja", 84, ["冬のコートを", "オンラインで", "購入する"]),
        ("JA-jp", 84, ["冬のコートを", "オンラインで", "購入する"]),
        ("", 130, ["冬のコートを", "オンラインで購入する"]),
        ("en", 130, ["冬のコートを", "オンラインで購入する"]),
    ],
)
def test_japanese_breaks_between_phrases(language: str, width: float, expected: list[str]) -> None:
    assert texts("冬のコートをオンラインで購入する", width, language) == expected


@pytest.mark.parametrize(
    ("phrases", "width"),
    [
        ("キャンセル 料が かかるとは 知らなかった！", 100),
        ("東京 都 渋谷 区の 店舗へ 行き、 店員 さんに 相談した", 84),
        ("配送 状況を アプリで 確認できるので 安心した （2回 目の 注文）", 100),
        ("駅で 自転車を 予約する", 60),
    ],
)
def test_a_line_of_japanese_ends_where_a_phrase_does(phrases: str, width: float) -> None:
    lines = texts(phrases.replace(" ", ""), width, "ja")
    ends = set(accumulate(map(len, phrases.split())))
    assert len(lines) > 2
    assert ends.issuperset(accumulate(map(len, lines)))


@pytest.mark.parametrize(
    "phrases",
    [
        "冬の コートを オンラインで 購入する",
        "「お 待たせ しました」と 言われて、 ようやく 席に 案内される。",
        "（無料）の 返品",
        "新しい カードを 登録しない",
        "友だちに シェアしたく なる",
    ],
)
def test_a_noun_keeps_its_verb_and_a_bracket_its_particle(phrases: str) -> None:
    ends = list(accumulate(map(len, phrases.split())))
    assert line_breaks(phrases.replace(" ", ""), "ja") == ends


def test_a_phrase_of_japanese_that_is_too_wide_breaks_as_strict_typesetting_allows() -> None:
    width = block("カスタマーサポートセ", STYLE).width
    lines = texts("店のカスタマーサポートセンターへ", width, "ja")
    assert lines == ["店の", "カスタマーサポートセ", "ンターへ"]
    assert texts("店のカスタマーサポートセンターへ", width * 0.45, "ja")[1] == "カスタ"


def test_korean_breaks_between_words() -> None:
    assert texts("고객은 구매 전에 비교합니다", 70, "ko") == ["고객은 구매", "전에", "비교합니다"]


def test_chinese_breaks_between_characters() -> None:
    assert texts("顾客购买之前进行比较。", 60, "zh-Hans") == ["顾客购买之", "前进行比", "较。"]


@pytest.mark.parametrize("language", ["ar", "hi", "en"])
def test_a_broken_word_is_shaped_anew_on_each_line(language: str) -> None:
    word = {"ar": "سسسسسسسس", "hi": "नमस्तेनमस्ते", "en": "ffffffff"}[language]
    for line in block(word, STYLE, 24, language).lines:
        (alone,) = block(line.text, STYLE, language=language).lines
        assert line == alone


# An ellipsis


def test_what_is_beyond_the_most_lines_gives_way_to_an_ellipsis() -> None:
    text = "Compare offers online before buying a bicycle"
    assert texts(text, 100, most_lines=3) == texts(text, 100)
    assert texts(text, 100, most_lines=2) == ["Compare offers", "online before b…"]
    assert texts(text, 100, most_lines=1) == ["Compare offers…"]
    assert texts("Compare\noffers", 100, most_lines=1) == ["Compare…"]
    assert texts("Compare\n\n", 100, most_lines=1) == ["Compare…"]
    assert texts("Compare  ", 100, most_lines=1) == ["Compare"]


def test_an_ellipsis_stands_at_the_end_of_reading_in_hebrew() -> None:
    (line,) = block("הלקוחה משווה מחירים", STYLE, 60, "he", 1).lines
    assert line.text.endswith("…")
    assert line.runs[0].text.startswith("…") or line.runs[0].text.endswith("…")
    assert line.runs[0].dx == 0
    assert line.rtl


@pytest.mark.parametrize(
    "text", ["購入の前に比較をする" * 3, "👩\u200d👩\u200d👧" * 11, "well-known " * 9]
)
@pytest.mark.parametrize("width", [3, 30, 44.5, 70])
@pytest.mark.parametrize("most", [1, 2])
def test_a_shortened_line_fits_and_cuts_no_character(text: str, width: float, most: int) -> None:
    lines = block(text, STYLE, width, most_lines=most).lines
    assert len(lines) == most
    *_, last = lines
    assert last.text.endswith("…")
    assert last.width <= width or last.text == "…"
    kept = "".join(line.text for line in lines[:-1]).replace(" ", "") + last.text[:-1]
    ends = grapheme_ends(text.replace(" ", ""))
    assert len(kept.replace(" ", "")) in {0, *ends}


# Adding up words, against setting the paragraph

WORD = st.one_of(
    st.text(alphabet="aefilmnorstyABTVWYéß", min_size=1, max_size=8),
    st.text(alphabet="аеилмностуАБВГТУ", min_size=1, max_size=8),
    st.text(alphabet="αειλμνοςτυΑΒΓΔΤ", min_size=1, max_size=8),
    st.sampled_from(
        ["E-Mail", "and/or", "(CRM)", "24/7", "1,000.50", "50%", "$5", "A–Z", "well-known", "“so”",
         "-", "—", "–", "&", "it’s", "KPI:", "…", "#1", "user@mail.example", "[1]", "«", ")", "(",
         "’", "!", "x-", "co-op", "3x4", "a—b", "\u201c", "3", "§5", "Ω"]
    ),
)  # fmt: skip


@law(300)
@example("Ask f( xx now", 36.0, TextStyle(11, 14))
@example("Ask so“ xx", 30.0, TextStyle(11, 14))
@example("Ask x-Test", 62.5, TextStyle(13.3, 18, 600))
@given(
    st.lists(WORD, min_size=1, max_size=9).map(" ".join),
    st.sampled_from([30.0, 62.5, 110.0, inf]),
    st.sampled_from([TextStyle(11, 14), TextStyle(13.3, 18, 600), TextStyle(9, 12, 400, True)]),
)
def test_adding_up_words_gives_the_lines_that_setting_the_paragraph_gives(
    text: str, width: float, style: TextStyle
) -> None:
    setting = text_plain.setting(style.size, style.weight, style.italic, "en")
    if measured := setting.measured(text, width, 0):
        added: tuple[Line, ...] | None = setting.lines(text, width)
    else:
        added = setting.lines_of_pieces(text, width, 0)
    if added is None:
        return
    about = analyse(text, "en", style.weight, style.italic, False)
    whole = [as_drawn(cut, style.size) for cut, _ in wrap(about, setting.limit(width))]
    assert [(line.text, line.width) for line in added] == [
        (line.text, line.width) for line in whole
    ]
    if measured:
        assert measured == (len(whole), max(line.width for line in whole))
    for plain, full in zip(added, whole, strict=True):
        # However the glyphs are dealt out to runs, each of which begins at a 1/64.
        assert [each for each, _ in drawn(plain)] == [each for each, _ in drawn(full)]
        assert [x for _, x in drawn(plain)] == pytest.approx([x for _, x in drawn(full)], abs=0.05)


def drawn(line: Line) -> list[tuple[int, float]]:
    """Glyphs and where they stand in the line."""
    return [
        (glyph, run.dx + x)
        for run in line.runs
        for glyph, x in zip(run.glyphs, run.xs, strict=True)
    ]


@pytest.mark.parametrize(
    "text", ["E-Mail an (CRM) senden", "Preis: 50% & 24 €", "so – or “so”", "Ja! Oder?", "A & B"]
)
def test_everyday_punctuation_is_added_up(text: str) -> None:
    assert text_plain.setting(12, 400, False, "de").lines_of_pieces(text, 100, 0)


@pytest.mark.parametrize("language", ["x", "en2", "en-abcdefgh-xy-ab", "de-de-DE", "zh-"])
def test_a_language_that_does_not_exist_harms_nothing(language: str) -> None:
    assert texts("well-known 本。", 30, language)[0] == "well-"
