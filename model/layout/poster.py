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

    Without a percentage it is as large as the sheet allows, and the columns are chosen
    for that; with one, columns have their usual width.

    Raises:
        ValueError: no such paper, or the percentage does not fit on it.
    """
    best: tuple[float, float, Memo] | None = None
    for width in WIDTHS if scale_percent is None else WIDTHS[:1]:
        memo = Memo()
        scene = build(journey, _measures(width), View(sheet=paper, shown=shown), memo)
        page = pages.fit((scene.width, scene.height), paper, orientation, scale_percent)
        if best is None or page.scale > best[0] * WORTH:
            best = page.scale, width, memo
    assert best is not None
    _, width, memo = best
    size = build(journey, _measures(width), View(sheet=paper, shown=shown), memo)
    page = pages.fit((size.width, size.height), paper, orientation, scale_percent)
    view = View(sheet=f"{paper}, {page.percent:g}%", shown=shown)
    return Poster(build(journey, _measures(width), view, memo), page)


def _measures(column: float) -> Measures:
    return POSTER._replace(column=column)
