"""The change poster: the new map with the old one ghosted, every difference numbered and told.

A PDF has as many sheets as its list needs and carries the new map, so that it opens again as
that; SVG and PNG are one picture with all of the list.
"""

from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from export.poster import Laid
from model.compare import Comparison
from model.comparing.digest import digest
from model.files import codec
from model.layout.change_sheet import change_sheets
from model.records import VersionLabel
from resources import palettes

PosterForm: TypeAlias = Literal["pdf", "svg", "png"]


class ChangePoster(NamedTuple):
    """A poster as its file holds it, and its first sheet."""

    data: bytes
    laid: Laid


def change_poster(
    c: Comparison,
    form: PosterForm,
    names: tuple[str, str],
    today: date,
    paper: str | None = None,
    theme: str = "light",
    *,
    carried_as: str = "changes",
    version: VersionLabel | None = None,
) -> ChangePoster:
    """The poster of a comparison.

    `names` are what the old and the new map are called, with their days if that helps. `version`
    stands in the title block instead of the one that the new map names: a map that was worked
    on names the one that it came from. `paper` as `export.poster.paper_name` gives it; without one
    a PDF is A0 and a picture just as large as it is. `theme` is a name of `resources.palettes`.
    `carried_as` is the name, without its ending, of the map that a PDF carries.

    Raises:
        ValueError: there is no such paper, the map is too large for it, or something cannot
            be drawn.
        ImportError: the system lacks what a PNG needs.
    """
    if paper is None:
        paper = "A0" if form == "pdf" else ""
    if form == "pdf" and not paper:
        raise ValueError("a PDF needs a paper")
    sheets = change_sheets(c, digest(c, today), names, paper, whole=form != "pdf", version=version)
    palette = palettes.load(theme)
    scene, page = sheets[0]
    if form == "pdf":
        from export.pdf import pdf_bytes

        pages = [(sheet.scene, sheet.page) for sheet in sheets[1:] if sheet.page]
        assert page is not None, "a PDF has a paper"
        attached = f"{carried_as}.journey.json"
        data = pdf_bytes(scene, palette, page, codec.dumps(c.new), attached, pages)
    elif form == "svg":
        from export.svg import svg

        data = svg(scene, palette, page).encode()
    else:
        from export.png import png_bytes

        data = png_bytes(scene, palette, page=page)
    return ChangePoster(data, Laid(scene, page, paper))
