"""Glyphs of every script: shaped once, whole, on one baseline."""

import unicodedata

import pytest
import uharfbuzz as hb
from hypothesis import example, given
from hypothesis import strategies as st

from model.layout.scene import Run
from model.layout.text import TextStyle, baseline, block, missing
from resources import fonts
from tests.tools import law

STYLE = TextStyle(12, 16)

SCRIPTS = {
    "en": "Compare offers online, then visit the shop.",
    "de": "Größe prüfen: Übergröße für Füße?",
    "vi": "Khách hàng muốn đổi lại chiếc xe đạp đã mua.",
    "pl": "Zażółć gęślą jaźń, źdźbło",
    "el": "Συγκρίνει προσφορές πριν αγοράσει ποδήλατο.",
    "ru": "Покупатель сравнивает предложения, объём и цену.",
    "uk": "Її ґанок і під'їзд",
    "ar": "يقارن العميل العروض قبل الشراء؟",
    "fa": "مشتری پیش از خرید می\u200cپرسد: چگونه؟",
    "ur": "گاہک خریدنے سے پہلے پوچھتا ہے۔",
    "he": "הלקוחה שׁוֹאֶלֶת לפני הקנייה.",
    "hi": "ग्राहक खरीदने से पहले प्रश्न पूछता है।",
    "th": "ลูกค้าถามก่อนซื้อรองเท้าคู่ใหม่",
    "ja": "お客様は購入の前に「比較」をします。",
    "ko": "고객은 구매 전에 비교합니다.",
    "zh-Hans": "顾客购买之前进行比较。",
    "zh-Hant": "顧客購買之前進行比較。",
    "en-emoji": "Delivered ✅ by 🚲, loved ❤️ by 👩\u200d👩\u200d👧 in 🇮🇸 👍🏽",
}


def runs_of(text: str, language: str = "", style: TextStyle = STYLE) -> list[Run]:
    return [run for line in block(text, style, language=language).lines for run in line.runs]


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize("weight", [400, 600, 700])
def test_every_script_has_all_its_glyphs(language: str, weight: int) -> None:
    for run in runs_of(SCRIPTS[language], language, TextStyle(12, 16, weight)):
        assert 0 not in run.glyphs, (run.font, run.text)
    assert missing(SCRIPTS[language], language) == ()


@pytest.mark.parametrize("language", SCRIPTS)
def test_runs_hold_the_whole_text_and_stand_side_by_side(language: str) -> None:
    (line,) = block(SCRIPTS[language], STYLE, language=language).lines
    assert sorted("".join(run.text for run in line.runs)) == sorted(SCRIPTS[language])
    pen = 0.0
    for run in line.runs:
        assert run.dx == pytest.approx(pen, abs=1 / 64)
        assert len(run.glyphs) == len(run.xs) == len(run.clusters)
        assert len(run.ys) in (0, len(run.glyphs))
        assert all(0 <= cluster < len(run.text) for cluster in run.clusters)
        pen = run.dx + run.width
    assert line.width == pytest.approx(pen, abs=1 / 32)


def test_clusters_count_characters_not_code_units() -> None:
    (run,) = runs_of("🚲🚲a\u0301"[:2])
    assert run.clusters == (0, 1)


def test_positions_are_multiples_of_a_sixty_fourth() -> None:
    for language, text in SCRIPTS.items():
        for run in runs_of(text, language, TextStyle(11.3, 15)):
            for length in (run.dx, run.width, *run.xs, *run.ys):
                assert (length * 64).is_integer()


@pytest.mark.parametrize("text", ["Größe", "Việt Nam ẹ́ ở", "Ëgërë", "Ђорђе й ї", "ΐ ά ῄ"])
def test_decomposed_accents_look_as_composed_ones_do(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert composed != decomposed
    assert [(r.font, r.glyphs, r.xs) for r in runs_of(composed)] == [
        (r.font, r.glyphs, r.xs) for r in runs_of(decomposed)
    ]


def test_a_mark_stays_with_its_base_when_the_font_changes() -> None:
    # Inter has the letters but not the mark, a tilde below: the letter goes with its mark.
    runs = runs_of("ax\u0330b")
    assert [(run.font, run.text) for run in runs] == [
        ("inter-400", "a"),
        ("noto-sans-400", "x\u0330"),
        ("inter-400", "b"),
    ]


def test_a_family_of_emoji_is_one_glyph() -> None:
    (run,) = runs_of("👩\u200d👩\u200d👧")
    drawn = [glyph for glyph, x in zip(run.glyphs, run.xs, strict=True) if x < run.width]
    assert len(drawn) == 1


def test_arabic_letters_join() -> None:
    first, middle, last = [runs_of(text, "ar")[0].glyphs for text in ("سـ", "ـسـ", "ـس")]
    (alone,) = runs_of("س", "ar")[0].glyphs
    (run,) = runs_of("سسس", "ar")
    assert (run.glyphs[2], run.glyphs[1], run.glyphs[0]) == (first[-1], middle[1], last[0])
    assert alone not in run.glyphs


def test_what_is_typed_in_latin_is_what_is_drawn() -> None:
    (run,) = runs_of("3 x 4 -> 12")
    (sign,) = runs_of("x")
    assert run.glyphs[2] == sign.glyphs[0]
    assert len(run.glyphs) == len("3 x 4 -> 12")


def test_japanese_is_one_run_although_every_word_mixes_scripts() -> None:
    assert len(runs_of("お客様はショップで購入", "ja")) == 1


def test_the_forms_of_a_language_are_used() -> None:
    assert runs_of("Şi ţară", "ro")[0].glyphs != runs_of("Şi ţară", "en")[0].glyphs


def test_every_script_sits_on_one_baseline() -> None:
    assert baseline(TextStyle(16, 24)) == pytest.approx(
        12 + 16 * (1984 - 494) / 2048 / 2, abs=1 / 64
    )
    assert baseline(TextStyle(16, 24, 700)) == baseline(TextStyle(16, 24))


LATIN = st.lists(
    st.text(
        alphabet="abcdefghijklmnopqrstuvwxyzABCFTVWYLéüøžłß0123456789.,;:!?'\"()-/&%+@#€–—…",
        min_size=1,
        max_size=9,
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@law(60)
@example("Ask. Compare, then buy. Ride", (700, False))
@given(LATIN, st.sampled_from([(400, False), (400, True), (600, False), (700, False)]))
def test_summed_words_are_as_wide_as_harfbuzz_says_the_line_is(
    text: str, design: tuple[int, bool]
) -> None:
    weight, italic = design
    style = TextStyle(13, 18, weight, italic)
    face = hb.Face(hb.Blob.from_file_path(str(fonts.path(fonts.chain("en", weight, italic)[0]))))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"
    hb.shape(hb.Font(face), buffer, {"calt": False})
    units = sum(position.x_advance for position in buffer.glyph_positions)
    (line,) = block(text, style, language="en").lines
    assert line.width == pytest.approx(units * 13 / face.upem, abs=1 / 128)
    (run,) = line.runs
    assert run.glyphs == tuple(info.codepoint for info in buffer.glyph_infos)


def test_an_unknown_character_is_a_box_with_its_code_point() -> None:
    text = "a\u1200b"
    first, frame, digits, last = runs_of(text)
    assert (first.text, frame.text, digits.text, last.text) == ("a", "\u1200", "1200", "b")
    assert 0 not in frame.glyphs + digits.glyphs
    assert frame.dx == digits.dx == first.width
    assert last.dx == pytest.approx(frame.dx + frame.width, abs=1 / 64)
    rows = {round(y) for y in digits.ys}
    assert len(rows) == 2
    assert all(0 < x < frame.width for x in digits.xs)


def test_each_unknown_character_has_a_box_of_its_own() -> None:
    texts = [run.text for run in runs_of("\u1200\u1201\U00011700")]
    assert texts == ["\u1200", "1200", "\u1201", "1201", "\U00011700", "011700"]


def test_a_mark_that_no_font_has_with_its_base_leaves_the_base_to_be_read() -> None:
    assert [run.text for run in runs_of("ж\U00011700")] == ["ж", "\U00011700", "011700"]
    base, mark = runs_of("ج\u05b8")
    assert {base.font, mark.font} == {"noto-sans-arabic-400", "noto-sans-hebrew-400"}


def test_characters_that_no_font_has_are_listed_once_in_order() -> None:
    assert missing("x\u1201\ny\u1200 \u1201e\u0323\u0301\t\u0001") == ("\u1201", "\u1200", "\u0001")
    assert missing("ok \u200b\ufe0f\u2067") == ()


def test_a_lone_surrogate_harms_nothing() -> None:
    assert block("a\ud800b", STYLE, 5).height > 0
