"""Paragraphs of any script into lines no wider than asked, and lines into runs."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from model.layout.scene import Line, Run, snap
from model.layout.text_boxes import box_advance, box_runs
from model.layout.text_fonts import EM, characters
from model.layout.text_shaping import Analysis, again, line_items, shaped
from model.layout.text_unicode import breaks_in_phrases, line_breaks

ELLIPSIS = "…"
#: A word of more characters that is so many times too wide stays too wide, however its
#: letters join in a line.
_LONG, _FAR = 200, 2
_SOFT_HYPHEN = "\u00ad"

#: Spaces that vanish at the end of a line; those that glue words are not among them.
_HANGING = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"


class Cut(NamedTuple):
    """`text[start:end]` of the analysed paragraph as a line; `width` in units of `EM` an em."""

    about: Analysis
    start: int
    end: int
    width: int


def wrap(about: Analysis, limit: float) -> Iterator[tuple[Cut, int]]:
    """Each line of a paragraph, and where in it the next one starts.

    `limit` is in units of `EM` an em. A line takes as many words as fit, and leaves the
    spaces after them; a phrase of Japanese that alone is wider breaks as strict typesetting
    allows, any other word between user-perceived characters, at least one a line.
    """
    text = about.text
    if not text:
        yield Cut(about, 0, 0, 0), 0
        return
    pen = _pen(about)
    breaks = line_breaks(text, about.language)
    ends = [_trimmed(text, end) for end in breaks]
    widths = list(accumulate([pen[end] for end in ends], max))
    phrases: list[int] = []
    start = first = 0
    while start < len(text):
        last = max(bisect_right(widths, pen[start] + limit, first) - 1, first)
        if ends[last] - start > _LONG and pen[ends[last]] - pen[start] > limit * _FAR:
            # such a word is not shaped to its end again for each line of it
            cut = Cut(about, start, ends[last], pen[ends[last]] - pen[start])
        else:
            cut = _cut(about, start, ends[last])
        while cut.width > limit and last > first:
            last -= 1
            if cut.width > limit * _FAR:  # the pen knew nothing, as within one long cluster
                near = start + int((cut.end - start) * limit * _FAR / cut.width)
                last = max(min(last, bisect_right(ends, near) - 1), first)
            cut = _cut(about, start, ends[last])
        following, first = breaks[last], last + 1
        if cut.width > limit:
            phrases = phrases or breaks_in_phrases(text, about.language)
            cut = _forced(about, pen, start, cut.end, limit, phrases)
            following = cut.end if cut.end < ends[last] else breaks[last]
            first = bisect_right(breaks, following)
        yield cut, following
        start = following


def shortened(about: Analysis, start: int, limit: float) -> Cut:
    """As much of the paragraph from `start` on as fits on one line with an ellipsis."""
    pen = _pen(about)
    fitting = [end for end in about.grapheme_ends if end > start and pen[end] - pen[start] <= limit]
    for end in (*reversed(fitting), start):
        kept = about.text[: max(start, _trimmed(about.text, end))]
        changed = again(about, kept + ELLIPSIS)
        cut = Cut(changed, start, len(changed.text), advance(changed, start, len(changed.text)))
        if cut.width <= limit:
            break
    return cut


def line(cut: Cut, size: float) -> Line:
    """What is drawn; its runs are made when first asked for."""
    about, start, end, width = cut
    make = partial(runs, about, start, end, size)
    return Line(about.text[start:end], snap(width * (size / EM)), about.rtl, make)


def advance(about: Analysis, start: int, end: int) -> int:
    """Width of one line, in units of `EM` an em."""
    return sum(
        [
            shaped(about, item).total if item.font else box_advance()
            for item in line_items(about, start, end)
        ]
    )


def runs(about: Analysis, start: int, end: int, size: float) -> tuple[Run, ...]:
    """The runs of one line, in visual order from left to right."""
    em = size / EM
    made: list[Run] = []
    pen = 0
    for item in line_items(about, start, end):
        text = about.text[item.start : item.end]
        dx = snap(pen * em)
        if item.font:
            drawn = shaped(about, item)
            made.append(
                Run(
                    item.font,
                    size,
                    dx,
                    drawn.glyphs,
                    tuple([snap(x * em) for x in drawn.xs]),
                    tuple([snap(y * em) for y in drawn.ys]) if any(drawn.ys) else (),
                    drawn.clusters,
                    text,
                    snap(drawn.total * em),
                    bool(item.level % 2),
                )
            )
            pen += drawn.total
        else:
            made.extend(box_runs(text, size, dx))
            pen += box_advance()
    return tuple(made)


def _pen(about: Analysis) -> list[int]:
    """Width of the paragraph's text before each index, were it all on one line."""
    taken = [0] * (len(about.text) + 1)
    for item in about.items:
        if item.font:
            drawn = shaped(about, item)
            for cluster, step in zip(drawn.clusters, drawn.advances, strict=True):
                taken[item.start + cluster + 1] += step
        else:
            taken[item.start + 1] += box_advance()
    return list(accumulate(taken))


def _cut(about: Analysis, start: int, end: int) -> Cut:
    """A line that ends where it may. A soft hyphen at its end becomes a real one."""
    end = max(start, end)
    if about.text.endswith(_SOFT_HYPHEN, start, end) and end < len(about.text):
        about = _hyphenated(about, about.text[: end - 1] + "-")
    return Cut(about, start, end, advance(about, start, end))


def _hyphenated(about: Analysis, text: str) -> Analysis:
    """The paragraph up to a hyphen, analysed anew where it may differ from a soft one."""
    place = len(text) - 1
    if all(item.level == 0 for item in about.items):
        here = next(item for item in about.items if item.start <= place < item.end)
        if here.font and ord("-") in characters(here.font):
            return about._replace(text=text)
    return again(about, text)


def _forced(
    about: Analysis, pen: list[int], start: int, end: int, limit: float, phrases: list[int]
) -> Cut:
    """As much as fits of a word that is too wide for a line of its own."""
    cuts = about.grapheme_ends
    most = pen[start] + limit
    for ends in (phrases, cuts):
        for each in reversed(_fitting(ends, pen, start, end, most)):
            cut = Cut(about, start, each, advance(about, start, each))
            if cut.width <= limit:
                return cut
    least = min(cuts[bisect_right(cuts, start)], end)
    return Cut(about, start, least, advance(about, start, least))


def _fitting(
    ends: Sequence[int], pen: list[int], start: int, end: int, most: float
) -> Sequence[int]:
    """Those of the sorted `ends` between `start` and `end` that the pen reaches before `most`."""
    first = bisect_right(ends, start)
    last = bisect_right(ends, min(end, bisect_right(pen, most, start) - 1), first)
    return ends[first:last]


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1] in _HANGING:
        end -= 1
    return end
