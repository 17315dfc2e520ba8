"""The proof of the way text goes: one line, shaped once, the same ink on screen and on paper."""

import subprocess

import pytest
from PIL import Image

from model.layout.scene import Text
from tests.export.rasters import Engine, by_mupdf, by_pdfium, by_poppler, by_qt, whole_pdf
from tests.export.scenes import PALETTE, line, scene
from tests.tools import needs_tool

SIZE = 24.0
DOTS = 8
#: How far the ink of a script may begin or end from where it does on screen, in pt.
EDGE = 0.3
X, BASELINE, HEIGHT = 20.0, 40.0, 64.0
#: Each script once, those from right to left apart, so that each is a run of its own.
WORDS = {
    "inter-400": "Compare",
    "noto-sans-arabic-400": "يقارن",
    "noto-sans-devanagari-400": "ख़रीदना",
    "noto-sans-hebrew-400": "שׁוֹאֶלֶת",
    "noto-sans-thai-400": "ลูกค้าซื้อ",
    "noto-sans-jp-400": "比較する。",
}
LINE = line(" ".join(WORDS.values()), SIZE, "ja")
WITH_INK = [run for run in LINE.runs if run.text.strip()]
DRAWN = scene(Text(X, BASELINE, "text", LINE), width=LINE.width + 2 * X, height=HEIGHT)


def ink(picture: Image.Image) -> dict[str, tuple[float, float, float, float]]:
    """The box round each run's ink, in px of the scene, from a picture of the line."""
    dark = picture.convert("L").point(lambda level: 255 if level < 128 else 0)
    found: dict[str, tuple[float, float, float, float]] = {}
    for run in WITH_INK:
        # There is a space between runs: half a px more on both sides holds no neighbour's ink.
        left, right = X + run.dx - 0.5, X + run.dx + run.width + 0.5
        columns = (round(left * DOTS), 0, round(right * DOTS), round(HEIGHT * DOTS))
        box = dark.crop(columns).getbbox()
        assert box is not None, run.text
        x0, y0, x1, y1 = (side / DOTS for side in box)
        found[run.font] = (x0 + left, y0, x1 + left, y1)
    return found


def test_the_line_has_a_run_of_each_script() -> None:
    assert [(run.font, run.text.strip()) for run in WITH_INK] == list(WORDS.items())


@pytest.mark.parametrize("engine", [by_pdfium, by_poppler, by_mupdf])
def test_the_ink_of_each_script_is_where_it_is_on_screen(engine: Engine) -> None:
    screen, paper = ink(by_qt(DRAWN, PALETTE, DOTS)), ink(engine(DRAWN, PALETTE, DOTS))
    for font, box in screen.items():
        assert paper[font] == pytest.approx(box, abs=EDGE), WORDS[font]


def test_the_ink_fills_the_width_that_the_line_was_measured_to_have() -> None:
    boxes = ink(by_qt(DRAWN, PALETTE, DOTS)).values()
    assert min(box[0] for box in boxes) == pytest.approx(X, abs=0.15 * SIZE)
    assert max(box[2] for box in boxes) <= X + LINE.width
    assert max(box[2] for box in boxes) >= X + LINE.width - SIZE  # "。" has half its em behind it


def test_each_word_is_found_in_the_pdf() -> None:
    found = subprocess.run(
        [needs_tool("pdftotext"), "-", "-"],
        input=whole_pdf(DRAWN, PALETTE),
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    for word in WORDS.values():
        assert word in found
