"""What readers find in a PDF: every line, in the order in which it is read."""

import subprocess
import unicodedata

import pypdfium2
import pytest

from export.pdf_text import direction_marks
from model.change import JourneyMap
from model.layout.build import build
from model.layout.scene import Scene, Text, drawn
from resources import palettes
from tests.export.rasters import whole_pdf
from tests.export.scenes import PALETTE, SCRIPTS, line, texts
from tests.tools import needs_tool

#: Marks of direction draw nothing; readers add some of their own.
_UNSEEN = {ord(c): None for c in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"}

RIGHT_TO_LEFT = {
    "he": (
        "הלקוח קונה ב-Shop 24 בתחנה",
        'מחיר (ללא מע"מ) 12.50 ש"ח',
        "מה? לא! (אולי)",
        "30% מהלקוחות",
        "בתחנה, אחרי 5 דקות.",
        "א-ב",
        "תאריך 12/05/2026",
    ),
    "ar": (
        "السعر 12.50 ريال (شامل)",
        "تطبيق Bike2Go جديد",
        "٣٥٪ من العملاء",
        "هل وصل؟ نعم!",
        "اتصل على 0800-123",
        "پیاده‌روی در تهران می‌شود",
    ),
}
LEFT_TO_RIGHT = {
    "en": (
        "Kunden sagen שלום am Schalter",
        "Zażółć gęślą jaźń, Ελληνικά, Тест",
        "Preis: 1.200 € (ca.)",
        "Tiếng Việt: đường",
        "H₂O x² été naïve",
        "Two words: first, second. third; fourth",
    ),
    "ja": ("Touchポイント 24 時間", "日本語 and English"),
}


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


def by_poppler(data: bytes) -> list[str]:
    done = subprocess.run(
        [needs_tool("pdftotext"), "-", "-"], input=data, capture_output=True, check=True
    )
    return [folded(found) for found in done.stdout.decode("utf-8").splitlines()]


def by_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [folded(s) for s in document[0].get_textpage().get_text_range().splitlines()]
    finally:
        document.close()


def missing(found: list[str], wanted: tuple[str, ...]) -> list[str]:
    return [text for text in wanted if folded(text) not in found]


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_line_of_a_script_is_found(language: str) -> None:
    scene, wanted = texts({language: SCRIPTS[language]})
    data = whole_pdf(scene, PALETTE)
    assert missing(by_poppler(data), wanted) == []
    assert missing(by_pdfium(data), wanted) == []


def test_every_line_is_found_where_all_scripts_share_a_page() -> None:
    scene, wanted = texts()
    data = whole_pdf(scene, PALETTE)
    assert missing(by_poppler(data), wanted) == []
    assert missing(by_pdfium(data), wanted) == []


def test_lines_of_both_directions_are_found_on_a_page_from_right_to_left() -> None:
    scene, wanted = texts(RIGHT_TO_LEFT)
    assert missing(by_poppler(whole_pdf(scene, PALETTE)), wanted) == []


def test_lines_of_both_directions_are_found_on_a_page_from_left_to_right() -> None:
    scene, wanted = texts(LEFT_TO_RIGHT)
    data = whole_pdf(scene, PALETTE)
    assert missing(by_poppler(data), wanted) == []
    assert missing(by_pdfium(data), wanted) == []


def test_every_line_of_a_poster_is_found(bicycle: JourneyMap) -> None:
    poster = build(bicycle)
    found = "\n".join(by_poppler(whole_pdf(poster, palettes.load("light"))))
    lost = [text for text in _said(poster) if folded(text).removesuffix("-") not in found]
    assert lost == []


def test_one_glyph_may_stand_for_two_texts() -> None:
    # Inter draws the Cyrillic "а" as the Latin "a" and the Greek omicron as the "o".
    scene, wanted = texts({"en": ("oo aa", "οο аа")})
    data = whole_pdf(scene, PALETTE)
    assert missing(by_poppler(data), wanted) == []
    assert missing(by_pdfium(data), wanted) == []


def test_a_space_that_does_not_break_is_found_as_the_one_that_is_typed() -> None:
    scene, _ = texts({"en": ("target 9\u00a0days",)})
    done = subprocess.run(
        [needs_tool("pdftotext"), "-", "-"], input=whole_pdf(scene, PALETTE), capture_output=True
    )
    assert "target 9 days" in done.stdout.decode("utf-8")


def test_a_line_of_one_direction_needs_no_marks() -> None:
    assert all(marks == ("", "") for marks in direction_marks(line("Two words")))
    assert all(marks == ("", "") for marks in direction_marks(line("שלום עולם", 13, "he")))


def test_punctuation_at_the_end_of_a_line_from_right_to_left_is_held_to_it() -> None:
    marks = direction_marks(line("שלום!", 13, "he"))
    assert "".join(left + right for left, right in marks) == "\u200f"


def _said(scene: Scene) -> list[str]:
    return [
        primitive.line.text
        for _, _, primitive in drawn(scene)
        if isinstance(primitive, Text) and primitive.line.text.strip()
    ]
