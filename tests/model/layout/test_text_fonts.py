"""Which bundled font shows what."""

import pytest
from fontTools.ttLib import TTFont

from model.layout import text_fonts
from model.layout.text import TextStyle, block
from resources import fonts

STYLE = TextStyle(12, 16)


def used(text: str, language: str = "", weight: int = 400) -> list[str]:
    """Keys of the fonts that a text is set in, in visual order."""
    lines = block(text, TextStyle(12, 16, weight), language=language).lines
    return [run.font for line in lines for run in line.runs]


@pytest.mark.parametrize("key", fonts.manifest())
def test_a_font_is_the_static_truetype_that_the_manifest_says(key: str) -> None:
    font = fonts.manifest()[key]
    with TTFont(fonts.path(key)) as file:
        assert "glyf" in file
        assert "fvar" not in file
        names = {file["name"].getDebugName(1), file["name"].getDebugName(16)}
        assert font.family in names
        assert file["OS/2"].usWeightClass == font.weight
        assert bool(file["OS/2"].fsSelection & 1) == font.italic
    licence = (fonts.path(key).parent / font.licence).read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_a_weight_that_a_family_lacks_falls_back_to_its_nearest() -> None:
    chain = fonts.chain("", 700)
    assert chain[0] == "inter-700"
    assert "noto-sans-hebrew-600" in chain
    assert "noto-sans-jp-400" in chain


def test_italic_is_kept_where_no_italic_of_that_weight_is_there() -> None:
    assert fonts.chain("", 700, True)[0] == "inter-400-italic"


@pytest.mark.parametrize(
    ("language", "key"),
    [
        ("ja", "noto-sans-jp-400"),
        ("ja-JP", "noto-sans-jp-400"),
        ("zh", "noto-sans-sc-400"),
        ("zh-Hans-HK", "noto-sans-sc-400"),
        ("zh-cn", "noto-sans-sc-400"),
        ("zh-Hant", "noto-sans-tc-400"),
        ("zh-TW", "noto-sans-tc-400"),
        ("zh-HK", "noto-sans-tc-400"),
        ("ko", "noto-sans-kr-400"),
    ],
)
def test_the_language_of_the_map_chooses_the_forms_of_han_characters(
    language: str, key: str
) -> None:
    assert used("骨直", language) == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("比較する", "noto-sans-jp-400"),
        ("비교 하기", "noto-sans-kr-400"),
        ("购买自行车", "noto-sans-sc-400"),
        ("購入", "noto-sans-jp-400"),
        ("您們說這個", "noto-sans-tc-400"),
        ("ㄅㄆ 注音", "noto-sans-tc-400"),
        ("购 說", "noto-sans-sc-400"),
    ],
)
@pytest.mark.parametrize("language", ["", "de"])
def test_han_characters_in_a_map_of_another_language_are_told_by_their_company(
    text: str, key: str, language: str
) -> None:
    assert set(used(text, language)) == {key}


def test_bold_text_is_set_in_the_bold_of_its_script() -> None:
    assert used("שלום", weight=600) == ["noto-sans-hebrew-600"]
    assert used("नमस्ते", weight=700) == ["noto-sans-devanagari-600"]


def test_letters_that_inter_lacks_come_from_noto_sans() -> None:
    assert used("Ҟ") == ["noto-sans-400"]


def test_a_space_does_not_cut_a_run_in_two() -> None:
    assert used("عن جهاز أرخص") == ["noto-sans-arabic-400"]


def test_a_sign_that_is_also_a_picture_is_drawn_as_it_asks_to_be() -> None:
    assert used("♥") == ["inter-400"]
    assert used("♥\ufe0f") == ["noto-emoji-400"]
    assert used("1\ufe0f\u20e3") == ["noto-emoji-400"]


def test_a_space_after_a_picture_is_as_wide_as_between_words() -> None:
    (alone,) = block("a", STYLE).lines
    (picture,) = block("⚡", STYLE).lines
    (spaced,) = block("a ⚡ a", STYLE).lines
    (words,) = block("a a a", STYLE).lines
    assert spaced.width == pytest.approx(words.width - alone.width + picture.width, abs=0.04)


def test_the_memory_of_chosen_fonts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_fonts, "_MOST_KEPT", 3)
    available = text_fonts.FontSet(fonts.chain())
    first = [available.choose(each) for each in "aбبב日☐"]
    assert [available.choose(each) for each in "aбبב日☐"] == first
    assert len(available._chosen) <= 3
