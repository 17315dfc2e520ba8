"""A poster that fills its sheet: columns as wide as make the text largest on the paper.

Wider columns wrap text into fewer lines, so a map grows wider and less high; which width
suits a sheet depends on the map. A few widths are laid out and the best one is kept.
"""

from typing import NamedTuple

from model.change import JourneyMap
from model.layout import pages
from model.layout.build import View, build
from model.layout.measures import POSTER, Measures
from model.layout.memo import Memo
from model.layout.pages import Orientation, Page
from model.layout.scene import Scene

#: Column widths in px, the usual one first: it is kept unless another is really better.
WIDTHS = (POSTER.column, 236.0, 276.0, 290.0, 306.0, 322.0)
#: How much larger the text must become for another width to be taken.
WORTH = 1.02


class DoesNotFit(ValueError):
    """A percentage was asked for that is too much for the sheet.

    Attributes:
        largest: the largest percentage that does fit.
    """

    def __init__(self, asked: float, paper: str, largest: float) -> None:
        super().__init__(f"{asked:g}% does not fit on {paper}: at most {largest:g}%")
        self.largest = largest


class Poster(NamedTuple):
    """A Scene and its place on the sheet."""

    scene: Scene
    page: Page


def poster(
    journey: JourneyMap,
    paper: str,
    orientation: Orientation = "auto",
    scale_percent: float | None = None,
    shown: str = "",
) -> Poster:
    """The map on one sheet, its title block naming paper and effective percentage.

    The title block keeps its size whatever it says of the sheet, so one pass is enough.

    Without a percentage it is as large as the sheet allows, and the columns are chosen
    for that; with one, columns keep their usual width if it fits so.

    Raises:
        ValueError: there is no such paper.
        DoesNotFit: the percentage is too much for it.
    """
    best: tuple[float, Measures, Memo] | None = None
    largest = 0.0
    for width in WIDTHS:
        memo, measures = Memo(), POSTER._replace(column=width)
        scene = build(journey, measures, View(sheet=paper, shown=shown), memo)
        scale = pages.fit((scene.width, scene.height), paper, orientation).scale
        largest = max(largest, scale)
        fits = scale_percent is not None and round(scale * 100, 1) >= scale_percent
        if best is None or fits or scale > best[0] * WORTH:
            best = scale, measures, memo
        if fits:
            break
    assert best is not None
    scale, measures, memo = best
    if scale_percent is not None and round(scale * 100, 1) < scale_percent:
        raise DoesNotFit(scale_percent, paper, round(largest * 100, 1))
    percent = round(scale * 100, 1) if scale_percent is None else scale_percent
    scene = build(journey, measures, View(sheet=f"{paper}, {percent:g}%", shown=shown), memo)
    return Poster(scene, pages.fit((scene.width, scene.height), paper, orientation, percent))
