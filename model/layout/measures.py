"""Sizes that layout reads: one table for the screen, a larger one for posters.

Lengths in px at 100%, which are points on paper at 100%. Colours are not here: they
belong to the painters (`resources.palettes`).
"""

from typing import NamedTuple

from model.layout.text import TextStyle


class Measures(NamedTuple):
    """Lengths and type sizes of one kind of surface.

    Attributes:
        column: width of a step with a gutter of the usual width.
        gutter: space between the cards of two columns; wider where many routes run.
        track: distance between two routes side by side.
        pad: space between a card's border and its text; also half the space at a
            lane's upper and lower edge.
        gap: space between two cards of a cell.
        emotion_share: the share of the whole height that emotion lanes take; 0 leaves
            them at `emotion_height`.
        margin: white around the whole picture.
        even_lines: whether titles are evened (see `text_even`).
    """

    card: TextStyle
    meta: TextStyle
    lane: TextStyle
    stage: TextStyle
    title: TextStyle
    metric: TextStyle
    persona: TextStyle
    lead: TextStyle
    column: float
    gutter: float
    track: float
    pad: float
    gap: float
    radius: float
    bar: float
    icon: float
    card_min: float
    lane_header: float
    lane_min: float
    text_lane_min: float
    emotion_height: float
    emotion_share: float
    face: float
    margin: float
    hairline: float
    even_lines: bool

    @property
    def card_width(self) -> float:
        """Width of a card, in px."""
        return self.column - self.gutter


SCREEN = Measures(
    card=TextStyle(13, 18),
    meta=TextStyle(11, 16),
    lane=TextStyle(13, 18, 600),
    stage=TextStyle(16, 22, 600),
    title=TextStyle(28, 36, 700),
    metric=TextStyle(20, 26, 600),
    persona=TextStyle(16, 22, 600),
    lead=TextStyle(13, 18),
    column=216,
    gutter=32,
    track=6,
    pad=8,
    gap=8,
    radius=6,
    bar=4,
    icon=16,
    card_min=44,
    lane_header=160,
    lane_min=88,
    text_lane_min=56,
    emotion_height=200,
    emotion_share=0,
    face=9,
    margin=24,
    hairline=1,
    even_lines=False,
)

#: At 100% legible to nine in ten from half a metre (Smith 1979: 13.6 pt); the proportions
#: are those of the screen.
POSTER = Measures(
    card=TextStyle(18, 24),
    meta=TextStyle(14, 19),
    lane=TextStyle(18, 24, 600),
    stage=TextStyle(26, 34, 600),
    title=TextStyle(66, 80, 700),
    metric=TextStyle(28, 36, 600),
    persona=TextStyle(26, 34, 600),
    lead=TextStyle(18, 25),
    column=262,
    gutter=40,
    track=7,
    pad=11,
    gap=10,
    radius=7,
    bar=5,
    icon=21,
    card_min=60,
    lane_header=206,
    lane_min=112,
    text_lane_min=72,
    emotion_height=280,
    emotion_share=0.165,
    face=13,
    margin=72,
    hairline=1,
    even_lines=True,
)
