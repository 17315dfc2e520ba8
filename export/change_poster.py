"""The change poster: the new map with the old one ghosted, every difference numbered and told.

A PDF has as many sheets as its list needs and carries the new map, so that it opens again as
that; SVG and PNG are one picture with all of the list.
"""

from datetime import date
from pathlib import Path

from export.poster import Laid
from model.compare import Comparison
from model.comparing.digest import digest
from model.files import codec
from model.files.atomic import replace_bytes
from model.layout.change_sheet import change_sheets
from model.layout.pages import Orientation
from model.records import VersionLabel
from resources import palettes

#: The formats of a change poster, by the ending of the file.
FORMATS = ("pdf", "svg", "png")


def change_poster(
    c: Comparison,
    out: Path,
    names: tuple[str, str],
    today: date,
    paper: str | None = None,
    orientation: Orientation = "auto",
    scale_percent: float | None = None,
    theme: str = "light",
    *,
    version: VersionLabel | None = None,
) -> Laid:
    """Write the poster of a comparison, whole or not at all; its first sheet is returned.

    `names` are what the old and the new map are called, with their days if that helps. `version`
    stands in the title block instead of the one that the new map names: a map that was worked
    on names the one that it came from. `paper` as `export.poster.paper_name` gives it; without one
    a PDF is A0 and a picture just as large as it is. `theme` is a name of `resources.palettes`.

    Raises:
        ValueError: `out` has another ending, there is no such paper, the map is too large for
            it, or something cannot be drawn.
        DoesNotFit: it does not fit at `scale_percent`.
        SaveError: the file cannot be written; the old one then stands.
    """
    form = out.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise ValueError(f"a change poster ends in {' or '.join(FORMATS)}")
    if paper is None:
        paper = "A0" if form == "pdf" else ""
    if form == "pdf" and not paper:
        raise ValueError("a PDF needs a paper")
    sheets = change_sheets(
        c, digest(c, today), names, paper, orientation, scale_percent, whole=form != "pdf",
        version=version,
    )  # fmt: skip
    palette = palettes.load(theme)
    scene, page = sheets[0]
    if form == "pdf":
        from export.pdf import pdf_bytes

        pages = [(sheet.scene, sheet.page) for sheet in sheets[1:] if sheet.page]
        assert page is not None, "a PDF has a paper"
        attachment = codec.dumps(c.new)
        name = f"{out.stem}.journey.json"
        replace_bytes(out, pdf_bytes(scene, palette, page, attachment, name, pages))
    elif form == "svg":
        from export.svg import write_svg

        write_svg(scene, palette, out, page=page)
    else:
        from export.png import write_png

        write_png(scene, palette, out, page=page)
    return Laid(scene, page, paper)
