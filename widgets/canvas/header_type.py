"""Sizes of type in the headers: the Scene's own, but never too small to be read.

From 100% on a header is the Scene's, enlarged. Below, each style shrinks with the zoom to
its own smallest size, while columns and lanes go on getting narrower.
"""

from typing import NamedTuple

from model.layout.measures import Measures
from model.layout.text import TextStyle

#: px; the smallest sizes of the names of stages, of lanes, and of everything smaller.
_STAGE, _LANE, _META = 13.0, 12.0, 11.0
#: Spaces and icons shrink no further than this, nor the header of lanes in its width.
_SMALLEST, _NARROWEST = 0.8, 0.9


class HeaderType(NamedTuple):
    """Lengths in px of the window.

    Attributes:
        own: whether the Scene's nodes are too small, and names are laid out for the window.
    """

    own: bool
    stage: TextStyle
    lane: TextStyle
    meta: TextStyle
    pad: float
    icon: float
    lane_header: float


def header_type(measures: Measures, zoom: float) -> HeaderType:
    """What the headers are set in at a zoom."""
    scale = max(_SMALLEST, zoom)
    return HeaderType(
        zoom < 1.0,
        _at_least(measures.stage, zoom, _STAGE),
        _at_least(measures.lane, zoom, _LANE),
        _at_least(measures.meta, zoom, _META),
        measures.pad * scale,
        measures.icon * scale,
        measures.lane_header * max(_NARROWEST, zoom),
    )


def _at_least(style: TextStyle, zoom: float, least: float) -> TextStyle:
    size = style.size * zoom
    if zoom < 1.0:
        # In halves of a px, so that zooming does not load the fonts in a hundred sizes.
        size = max(least, round(size * 2) / 2)
    return style._replace(size=size, leading=style.leading * size / style.size)
