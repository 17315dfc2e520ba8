"""The map as a poster: what is shown of it, on which sheet, how large, and what to know of it.

The command line and the export dialog both ask here, so that they say the same of a poster.
"""

from collections.abc import Sequence
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import pages
from model.layout.build import View, build
from model.layout.measures import POSTER
from model.layout.pages import Orientation, Page
from model.layout.poster import poster
from model.layout.routes import interrupted
from model.layout.scene import Scene
from model.records import Persona
from model.select import select

#: The smallest words, in pt, that nine people in ten read from half a metre (Smith 1979).
READABLE = 5.8


class Shown(NamedTuple):
    """The part of a map that a poster shows, and how its title block speaks of it."""

    journey: JourneyMap
    view: View


class Laid(NamedTuple):
    """A picture, its sheet if it has one, and the name of the paper ("A0")."""

    scene: Scene
    page: Page | None
    paper: str


def part_of(
    whole: JourneyMap,
    personas: Sequence[str] = (),
    lanes: Sequence[str] = (),
    redact: bool = False,
) -> Shown:
    """What these personas and lanes (ids; none for all) leave of a map.

    Raises:
        KeyError: an id is not that of a persona or a lane.
    """
    journey = select(whole, personas, lanes, redact=redact)
    names = (record.name for i in personas if (record := journey.get(i, Persona)))
    return Shown(journey, View(shown=", ".join(names), gaps=interrupted(whole, journey)))


def lay_out(
    journey: JourneyMap,
    paper: str,
    orientation: Orientation = "auto",
    scale: float | None = None,
    view: View = View(),  # noqa: B008  # immutable
) -> Laid:
    """The map on `paper` ("" for none), its title block naming the sheet.

    Raises:
        DoesNotFit: it does not fit at `scale` percent.
        ValueError: there is no such paper, or it is too small for the map.
    """
    if not paper:
        return Laid(build(journey, POSTER, view), None, "")
    scene, page = poster(journey, paper, orientation, scale, view)
    return Laid(scene, page, paper)


def paper_name(name: str) -> str:
    """The paper as the title block names it: "a0" is "A0", "900.0 x 1200 mm" is "900x1200mm".

    Raises:
        ValueError: there is no such paper; the message says which there are.
    """
    width, height = pages.paper_size(name)
    for known in pages.PAPERS:
        if known.lower() == name.strip().lower():
            return known
    return "x".join(f"{side / pages.POINTS_PER_MM:.1f}".removesuffix(".0")
                    for side in (width, height)) + "mm"  # fmt: skip


def in_words(laid: Laid, size: str = "") -> str:
    """The sheet, the percentage and the size of the words; or `size` where there is no sheet."""
    parts = []
    if laid.page is not None:
        way = "landscape" if laid.page.width > laid.page.height else "portrait"
        words = f"words on cards {size_of_words(laid.page):.1f} pt"
        parts = [f"{laid.paper} {way}", f"{laid.page.percent:g}%", words]
    return ", ".join(filter(None, (*parts, size)))


def size_of_words(page: Page) -> float:
    """The size of the titles of cards on paper, in pt, to a tenth."""
    return round(POSTER.card.size * page.scale, 1)


def too_small(laid: Laid) -> bool:
    """Whether words will be too small to be read."""
    return laid.page is not None and size_of_words(laid.page) < READABLE
