"""A shaped run as PDF text: every glyph where the run says, and the words behind it.

Readers take the text of a page from its codes alone: one after the other, by where they
stand. So each cluster becomes one code, its glyphs put together into one if there are
several; and in text from right to left each character gets a code of its own. Measured
with poppler and PDFium: that finds Arabic, Hebrew with vowels, Hindi and Thai, where
codes without text break words apart and ActualText comes back reversed.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TypeAlias

from export.pdf_fonts import Part, PdfFont, Shape
from model.layout.scene import Run

#: Glyphs are moved where they would be further than this off their place, in px.
_NEAR = 1 / 64
#: A mark is taken to sit where another one sits that is no further than this away, in px.
_SAME = 0.025
#: Takes up no place and draws nothing.
_NOTHING: Shape = ()
_RIGHT_TO_LEFT_MARK = "\u200f"

#: What is drawn, the text behind it, and where, in px from the run's origin.
_Piece: TypeAlias = tuple[Shape, str, float]


def tj(run: Run, font: PdfFont, number: Mapping[float, str]) -> str:
    """The operator that shows `run` from the current point, in its font and size.

    `number` turns a number into the text that stands for it.
    """
    if _one_to_one(run):
        pieces: Iterable[_Piece] = zip(run.glyphs, _each(run.text), run.xs, strict=True)
    elif run.rtl:
        pieces = _right_to_left(run, font)
    else:
        pieces = _clusters(run, font)
    return _shown(pieces, font, run.size)


def _shown(pieces: Iterable[_Piece], font: PdfFont, size: float) -> str:
    code, thousand = font.code, 1000 / size
    near, minus = _NEAR, -_NEAR
    parts = ["[<"]
    pen = 0.0
    for shape, text, x in pieces:
        shown, advance = code(shape, text)
        gap = x - pen
        if gap > near or gap < minus:
            # To the rounded place, from the rounded place: errors do not add up.
            moved = round(-gap * thousand)
            parts.append(f">{moved}<")
            pen -= moved / thousand
        parts.append(shown)
        pen += advance * size
    parts.append(">]TJ")
    return "".join(parts).replace("[<>", "[")


def _one_to_one(run: Run) -> bool:
    return (
        not run.rtl
        and not run.ys
        and len(run.glyphs) == len(run.text)
        and all(i == cluster for i, cluster in enumerate(run.clusters))
    )


def _clusters(run: Run, font: PdfFont) -> Iterator[_Piece]:
    """Each cluster as one shape with its text, in visual order."""
    starts = sorted(set(run.clusters))
    ends = dict(pairwise([*starts, len(run.text)]))
    group: list[int] = []
    for i, cluster in enumerate(run.clusters):
        if group and run.clusters[group[0]] != cluster:
            yield _cluster(run, font, group, ends)
            group = []
        group.append(i)
    if group:
        yield _cluster(run, font, group, ends)


def _cluster(run: Run, font: PdfFont, group: list[int], ends: Mapping[int, int]) -> _Piece:
    start = run.clusters[group[0]]
    text = "".join(_each(run.text[start : ends[start]]))
    heights = [run.ys[i] for i in group] if run.ys else [0.0] * len(group)
    if len(group) == 1 and not heights[0]:
        return run.glyphs[group[0]], text, run.xs[group[0]]
    # The cluster begins where its first glyph with a width does: marks may hang out to the
    # left, and a reader that saw a gap there would break the word.
    wide = [run.xs[i] for i in group if font.advance(run.glyphs[i])]
    x = min(wide) if wide else run.xs[group[0]]
    units = font.units / run.size
    parts: tuple[Part, ...] = tuple(
        (run.glyphs[i], round((run.xs[i] - x) * units), round(-y * units))
        for i, y in zip(group, heights, strict=True)
    )
    return font.together(parts, _SAME * units), text, x


def _right_to_left(run: Run, font: PdfFont) -> Iterator[_Piece]:
    """Clusters from left to right, each character of them from the last to the first.

    Readers turn a line round character by character. Two that share a code would come out
    in the wrong order in some readers, whichever way round they are given.
    """
    pieces = list(_clusters(run, font))
    if not pieces:
        return
    # Punctuation at the end of a line belongs to the text before it, whatever the direction
    # of the rest of the page: that is what the mark says.
    if _neutral(run.text[-1:]):
        yield _NOTHING, _RIGHT_TO_LEFT_MARK, pieces[0][2]
    for shape, text, x in pieces:
        for character in text[:0:-1]:
            yield _NOTHING, character, x
        yield shape, text[:1], x
    if _neutral(run.text[:1]):
        yield _NOTHING, _RIGHT_TO_LEFT_MARK, run.width


def _neutral(character: str) -> bool:
    return unicodedata.bidirectional(character) not in ("R", "AL", "NSM", "WS", "")


def _each(text: str) -> Iterable[str]:
    """The characters of `text`; "" for one that no reader can show."""
    if text.isprintable():
        return text
    return ["" if c < " " or "\ud800" <= c <= "\udfff" else c for c in text]
