"""A poster that fills its sheet: columns as wide as make the text largest on the paper.

Wider columns wrap text into fewer lines, so a map grows wider and less high; which width
suits a sheet depends on the map. A few widths are laid out and the best one is kept.
"""

from collections.abc import Callable
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import pages
from model.layout.build import View, build
from model.layout.measures import POSTER, Measures
from model.layout.memo import Memo
from model.layout.pages import Orientation, Page
from model.layout.scene import Scene

#: Column widths in px, the usual one first.
WIDTHS = (POSTER.column, 236.0, 276.0, 290.0, 306.0, 322.0)
#: Of the widths whose text is as large as this share of the largest, the fullest sheet wins.
NEARLY = 0.97


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


def _as_it_is(scene: Scene, memo: Memo) -> Scene:
    return scene


def poster(
    journey: JourneyMap,
    paper: str,
    orientation: Orientation = "auto",
    scale_percent: float | None = None,
    view: View = View(),  # noqa: B008  # immutable
    finished: Callable[[Scene, Memo], Scene] = _as_it_is,
) -> Poster:
    """The map on one sheet, its title block naming paper and effective percentage.

    The title block keeps its size whatever it says of the sheet, so one pass is enough.

    `finished` may put more on the sheet than the map; it is given the memo of the layout too.

    Without a percentage it is as large as the sheet allows, and the columns are chosen
    for that; with one, columns keep their usual width if it fits so.

    Raises:
        ValueError: there is no such paper.
        DoesNotFit: the percentage is too much for it.
    """
    tried: list[_Try] = []
    for width in WIDTHS:
        memo, measures = Memo(), POSTER._replace(column=width)
        scene = finished(build(journey, measures, view._replace(sheet=paper), memo), memo)
        page = pages.fit((scene.width, scene.height), paper, orientation)
        filled = scene.width * scene.height * page.scale**2 / (page.width * page.height)
        tried.append(_Try(page.percent, filled, measures, memo))
        if scale_percent is not None and page.percent >= scale_percent:
            break
    if scale_percent is None:
        enough = max(t.percent for t in tried) * NEARLY
        best = max((t for t in tried if t.percent >= enough), key=lambda t: t.filled)
        scale_percent = best.percent
    else:
        best = max(tried, key=lambda t: t.percent)
        if best.percent < scale_percent:
            raise DoesNotFit(scale_percent, paper, best.percent)
    view = view._replace(sheet=f"{paper}, {scale_percent:g}%")
    scene = finished(build(journey, best.measures, view, best.memo), best.memo)
    size = scene.width, scene.height
    return Poster(scene, pages.fit(size, paper, orientation, scale_percent))


class _Try(NamedTuple):
    """A width that was tried: how large it prints, and which share of the sheet it fills."""

    percent: float
    filled: float
    measures: Measures
    memo: Memo
