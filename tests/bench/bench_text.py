"""Text: 10,000 different card titles wrapped, the first time and again."""

import random

import uharfbuzz as hb

from model.layout.text import TextStyle, block, forget
from resources import fonts
from tests.bench.harness import heading, in_turns, measure, report
from tests.words import ENDINGS, FIRST, OTHER_LANGUAGES, SECOND, SMALL, STEMS

STYLE = TextStyle(12, 16)
WIDTH = 160.0
TITLES = 10_000
VOCABULARY = 4_000


def _titles(vocabulary: list[str], many: int) -> list[str]:
    chance = random.Random(1)
    return [" ".join(chance.choices(vocabulary, k=8)) for _ in range(many)]


def _vocabulary() -> list[str]:
    """As many words as a real map of that size has."""
    joined = [first + second for first in FIRST for second in SECOND]
    verbs = [stem + ending for stem in STEMS for ending in ENDINGS]
    return [*SMALL, *verbs, *joined][:VOCABULARY]


def _wrap(titles: list[str], language: str) -> None:
    forget()
    for title in titles:
        block(title, STYLE, WIDTH, language)


def _bare(words: list[str], font: hb.Font) -> int:
    """Each word shaped once with HarfBuzz alone: exact widths are not to be had for less."""
    total = 0
    for word in words:
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"
        hb.shape(font, buffer)
        total += sum([position.x_advance for position in buffer.glyph_positions])
    return total


def main() -> None:
    """Print the figures."""
    heading("text")
    vocabulary = _vocabulary()
    titles = _titles(vocabulary, TITLES)
    words = sorted({word for title in titles for word in title.split(" ")})
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(fonts.path("inter-400")))))
    cold, bare = in_turns(lambda: _wrap(titles, "en"), lambda: _bare(words, font))
    shaping = f"its {len(words):,} words in bare HarfBuzz"
    report("10,000 titles wrapped at 160 px, cold", cold, bare, shaping, target=8.0)
    again = measure(lambda: [block(title, STYLE, WIDTH, "en") for title in titles])
    report("the same again", again, bare, shaping)
    hyphened = [word if i % 10 else f"pre-{word}" for i, word in enumerate(vocabulary)]
    others = _titles(hyphened, TITLES)
    cold, bare = in_turns(lambda: _wrap(others, "en"), lambda: _bare(words, font))
    report("with a hyphen in one word of ten", cold, bare, shaping)
    for language, some in OTHER_LANGUAGES.items():
        others = _titles(some, 1_000)
        report(f"1,000 titles, {language}", measure(lambda o=others, n=language: _wrap(o, n)))
