"""Paragraphs of any script into lines no wider than asked, and lines into runs."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import accumulate

from model.layout.scene import Line, Run, snap
from model.layout.text_boxes import box_advance, box_runs
from model.layout.text_fonts import EM
from model.layout.text_shaping import Analysis, analyse, glyphs, items
from model.layout.text_unicode import line_breaks

ELLIPSIS = "…"
_SOFT_HYPHEN = "\u00ad"

#: Spaces that vanish at the end of a line; those that glue words are not among them.
_HANGING = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"


def wrap(about: Analysis, limit: float) -> Iterator[tuple[int, int]]:
    """Start and end of each line of a paragraph, the spaces at its end left off.

    `limit` is in units of `EM` an em. A line takes as many words as fit; a word that alone
    is wider breaks between user-perceived characters, at least one a line.
    """
    text = about.text
    if not text:
        yield 0, 0
        return
    pen = _pen(about)
    breaks = line_breaks(text, about.language)
    ends = [_trimmed(text, end) for end in breaks]
    widths = list(accumulate((pen[end] for end in ends), max))
    start, first = 0, 0
    while start < len(text):
        last = bisect_right(widths, pen[start] + limit, first) - 1
        while last > first and advance(about, start, ends[last]) > limit:
            last -= 1
        last = max(last, first)
        end, following = ends[last], breaks[last]
        if advance(about, start, end) > limit:
            end = following = _forced(about, pen, start, end, limit)
            first = bisect_right(breaks, following)
        else:
            first = last + 1
        yield start, max(start, end)
        start = following


def line(about: Analysis, start: int, end: int, size: float, style: tuple[int, bool]) -> Line:
    """One line of a paragraph; its runs are made when first asked for."""
    text = about.text[start:end]
    if text.endswith(_SOFT_HYPHEN) and end < len(about.text):
        about = analyse(about.text[: end - 1] + "-", about.language, style[0], style[1], about.rtl)
        text = about.text[start:end]
    width = snap(advance(about, start, end) * (size / EM))
    return Line(text, width, about.rtl, partial(runs, about, start, end, size))


def shortened(
    text: str, start: int, limit: float, language: str, style: tuple[int, bool], rtl: bool
) -> tuple[Analysis, int, int]:
    """As much of `text[start:]` as fits on one line with an ellipsis after it."""
    whole = analyse(text, language, style[0], style[1], rtl)
    pen = _pen(whole)
    cuts = [end for end in whole.grapheme_ends if end > start and pen[end] - pen[start] <= limit]
    for cut in (*reversed(cuts), start):
        kept = text[start : _trimmed(text, cut)] if cut > start else ""
        about = analyse(text[:start] + kept + ELLIPSIS, language, style[0], style[1], rtl)
        if not kept or advance(about, start, len(about.text)) <= limit:
            break
    return about, start, len(about.text)


def advance(about: Analysis, start: int, end: int) -> int:
    """Width of one line, in units of `EM` an em."""
    total = 0
    for item in items(about, start, end):
        if item.font:
            total += glyphs(
                about.text[item.start : item.end],
                item.font,
                item.script,
                bool(item.level % 2),
                about.language,
            ).total
        else:
            total += box_advance()
    return total


def runs(about: Analysis, start: int, end: int, size: float) -> tuple[Run, ...]:
    """The runs of one line, in visual order from left to right."""
    em = size / EM
    made: list[Run] = []
    pen = 0
    for item in items(about, start, end):
        text = about.text[item.start : item.end]
        rtl = bool(item.level % 2)
        dx = snap(pen * em)
        if not item.font:
            made.extend(box_runs(text, size, dx))
            pen += box_advance()
            continue
        shaped = glyphs(text, item.font, item.script, rtl, about.language)
        made.append(
            Run(
                item.font,
                size,
                dx,
                shaped.glyphs,
                tuple([snap(x * em) for x in shaped.xs]),
                tuple([snap(y * em) for y in shaped.ys]) if any(shaped.ys) else (),
                shaped.clusters,
                text,
                snap(shaped.total * em),
                rtl,
            )
        )
        pen += shaped.total
    return tuple(made)


def _pen(about: Analysis) -> list[int]:
    """Width of the paragraph's text before each index, were it all on one line."""
    taken = [0] * (len(about.text) + 1)
    for item in items(about, 0, len(about.text)):
        if item.font:
            shaped = glyphs(
                about.text[item.start : item.end],
                item.font,
                item.script,
                bool(item.level % 2),
                about.language,
            )
            for cluster, step in zip(shaped.clusters, shaped.advances, strict=True):
                taken[item.start + cluster + 1] += step
        else:
            taken[item.start + 1] += box_advance()
    return list(accumulate(taken))


def _forced(about: Analysis, pen: list[int], start: int, end: int, limit: float) -> int:
    """Where a word that is too wide for a line of its own breaks."""
    cuts = [each for each in about.grapheme_ends if start < each <= end]
    fitting = [cut for cut in cuts if pen[cut] - pen[start] <= limit]
    for cut in reversed(fitting):
        if advance(about, start, cut) <= limit:
            return cut
    return cuts[0]


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1] in _HANGING:
        end -= 1
    return end
