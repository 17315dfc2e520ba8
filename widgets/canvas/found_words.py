"""Where on a card the words stand that are looked for, glyph by glyph."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF

from model.layout.scene import CardNode, Run, Text
from model.loose import hits
from model.searching import Query

#: How far a tint reaches over and under the line on which letters stand, in ems.
_ABOVE, _BELOW = 0.95, 0.28


def word_boxes(card: CardNode, query: Query) -> list[QRectF]:
    """The boxes of all that reads so, in the card's coordinates, line by line.

    Words that are broken over two lines, or written in two scripts, have none.
    """
    return [box for text in card.primitives if isinstance(text, Text) for box in _on(text, query)]


def _on(text: Text, query: Query) -> Iterator[QRectF]:
    for run in text.line.runs:
        for hit in hits(run.text, query.words, query.level, query.whole_words):
            extent = extent_of(run, hit.start, hit.end)
            if extent is not None:
                left = text.x + run.dx + extent[0]
                top, high = text.y - _ABOVE * run.size, (_ABOVE + _BELOW) * run.size
                yield QRectF(left, top, extent[1] - extent[0], high)


def extent_of(run: Run, start: int, end: int) -> tuple[float, float] | None:
    """From where to where in a run some of its characters reach; None if they have no glyphs."""
    ends = (*run.xs[1:], run.width)
    reach = [
        (left, right)
        for cluster, left, right in zip(run.clusters, run.xs, ends, strict=True)
        if start <= cluster < end
    ]
    if not reach:
        return None
    return min(left for left, _ in reach), max(right for _, right in reach)
