"""A shaped line as PDF text: every glyph where its run says, and the words behind it.

Readers take the text of a page from its codes alone: one after the other, by where they
stand. So each cluster becomes one code, its glyphs put together into one if there are
several; and in text from right to left each character gets a code of its own. Measured
with poppler and PDFium: that finds Arabic, Hebrew with vowels, Hindi and Thai, where
codes without text break words apart and ActualText comes back reversed.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from export.pdf_fonts import Part, PdfFont, Shape
from model.layout.scene import Line, Run

#: Glyphs are moved where they would be further than this off their place, in px.
_NEAR = 1 / 32
#: A mark is taken to sit where another one sits that is no further than this away, in px.
_SAME = 0.025
_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"

#: What is drawn, the text behind it, and where, in px from the run's origin.
_Piece: TypeAlias = tuple[Shape, str, float]


class Marks(NamedTuple):
    """Characters without a width that go with a run's text: at its left and right end."""

    left: str = ""
    right: str = ""


_NO_MARKS = Marks()


def tj(run: Run, font: PdfFont, marks: Marks = _NO_MARKS) -> str:
    """The operator that shows `run` from the current point, in its font and size."""
    if _one_to_one(run):
        pieces: Iterable[_Piece] = zip(run.glyphs, _each(run.text), run.xs, strict=True)
    elif run.rtl:
        pieces = _right_to_left(run, font)
    else:
        pieces = _clusters(run, font)
    if marks != _NO_MARKS:
        pieces = _marked(list(pieces), marks)
    return _shown(pieces, font, run.size)


def direction_marks(line: Line) -> list[Marks]:
    """For each run of a line, the marks that keep its parts in order when it is read.

    Readers sort a line by the direction of its letters, and give punctuation and spaces to
    the part on their left or right whatever the line says; a mark draws the border.
    """
    runs = line.runs
    if not line.rtl and not any(run.rtl for run in runs):
        return [_NO_MARKS] * len(runs)
    marks: list[Marks] = []
    for i, run in enumerate(runs):
        before = runs[i - 1] if i else None
        after = runs[i + 1] if i + 1 < len(runs) else None
        left = right = ""
        if line.rtl and not run.rtl:
            left = _RIGHT_TO_LEFT_MARK if before is not None and before.rtl else ""
            right = _RIGHT_TO_LEFT_MARK if after is not None and after.rtl else ""
        elif line.rtl:
            left = _RIGHT_TO_LEFT_MARK if before is None and _neutral(run.text[-1:]) else ""
        elif run.rtl and after is not None and not after.rtl:
            right = _LEFT_TO_RIGHT_MARK
        marks.append(Marks(left, right))
    return marks


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
        and run.clusters == _counted(len(run.text))
    )


@cache
def _counted(count: int) -> tuple[int, ...]:
    return tuple(range(count))


def _marked(pieces: list[_Piece], marks: Marks) -> list[_Piece]:
    # With a character that has a width: a code without one is taken for a word of its own.
    shape, text, x = pieces[0]
    pieces[0] = shape, marks.left + text, x
    shape, text, x = pieces[-1]
    pieces[-1] = shape, text + marks.right, x
    return pieces


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

    Readers turn a line round character by character. Characters that share a code would
    come out in the wrong order in some of them, whichever way round they are given, and
    those that share a place are taken for several words: so each gets an equal part of the
    cluster's width, and the first, which comes last, draws all of it.
    """
    follows = ""
    for shape, text, x in _clusters(run, font):
        # Poppler takes commas and hyphens for parts of numbers, with the space after them.
        numeric = unicodedata.bidirectional(text[:1]) in ("ES", "ET", "CS")
        mark = _RIGHT_TO_LEFT_MARK if numeric and follows == " " else ""
        follows = text
        if len(text) < 2:
            yield shape, mark + text, x
            continue
        width = font.width(shape)
        each = width // len(text)
        for i, character in enumerate(text[:0:-1]):
            yield font.blank(each), character, x + i * each * run.size / font.units
        before = each * (len(text) - 1)
        yield font.shifted(shape, before), text[0], x + before * run.size / font.units


def _neutral(character: str) -> bool:
    return unicodedata.bidirectional(character) not in ("R", "AL", "NSM", "WS", "")


def _each(text: str) -> Iterable[str]:
    """The characters of `text`; a space for one that no reader can show, and for one that does
    not break: whoever searches types the usual one.
    """
    if text.isprintable():
        return text
    return [" " if c < " " or c == "\u00a0" or "\ud800" <= c <= "\udfff" else c for c in text]
