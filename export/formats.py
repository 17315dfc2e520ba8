"""The formats of an export, in two tables: a new one is a writer in export/ and a line here.

What a format needs is loaded when something is written in it, so that help starts without
Qt and without the PDF writer.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from model.change import JourneyMap
    from model.layout.pages import Page
    from model.layout.scene import Scene

#: Pixels an inch of a bitmap when none are named: one for each px of the picture.
USUAL_DPI = 96.0


class Job(NamedTuple):
    """What is to be written.

    Attributes:
        scene: the laid-out map.
        page: the sheet that it stands on; None for the picture alone.
        palette: colour role -> "#rrggbb".
        journey: the map that is shown, for formats that carry it.
        dpi: pixels an inch, for bitmaps.
        tell: called with the share of the writing that is done, 0..1.
    """

    scene: "Scene"
    page: "Page | None"
    palette: Mapping[str, str]
    journey: "JourneyMap"
    dpi: float
    tell: Callable[[float], None]


class Writer(NamedTuple):
    """What writes a job to a file, and the picture's size in words where no sheet tells it."""

    write: Callable[[Path], None]
    size: str


class Format(NamedTuple):
    """A format, named by the ending of its files.

    Attributes:
        writer: what writes a job. Raises ValueError if this job cannot be written so, and
            ImportError if the system lacks what the format needs.
        paper: the sheet when none is named; "" for the picture alone.
        bitmap: whether it is made of pixels (and `--dpi` means something).
        readable: whether it is text, which a terminal can show.
    """

    writer: Callable[[Job], Writer]
    paper: str = ""
    bitmap: bool = False
    readable: bool = False


def _pdf(job: Job) -> Writer:
    from export.pdf import write_pdf
    from model.files import codec

    page, attachment = job.page, codec.dumps(job.journey)
    assert page is not None
    return Writer(lambda file: write_pdf(job.scene, job.palette, file, page, attachment), "")


def _svg(job: Job) -> Writer:
    from export.svg import write_svg

    size = f"{job.scene.width:g} x {job.scene.height:g} px" if job.page is None else ""
    return Writer(lambda file: write_svg(job.scene, job.palette, file, page=job.page), size)


def _png(job: Job) -> Writer:
    from export.png import pixel_size, write_png

    across, down = pixel_size(job.scene, job.dpi, job.page)
    return Writer(
        lambda file: write_png(job.scene, job.palette, file, job.dpi, job.page, job.tell),
        f"{across} x {down} pixels",
    )


FORMATS: dict[str, Format] = {
    "pdf": Format(_pdf, paper="A0"),
    "svg": Format(_svg, readable=True),
    "png": Format(_png, bitmap=True),
}


class TableFormat(NamedTuple):
    """A table, named by the ending of its files, or as `--format` has it. Nothing is laid out.

    Attributes:
        encoded: the bytes of a map. Raises ValueError if this map cannot be written so.
        readable: whether it is text, which a terminal can show.
    """

    encoded: "Callable[[JourneyMap], bytes]"
    readable: bool = True


def _csv(of: "JourneyMap") -> bytes:
    from export.tables import as_text
    from model.importing.writing import list_of_cards

    return as_text(list_of_cards(of), ",")


def _tsv(of: "JourneyMap") -> bytes:
    from export.tables import as_text
    from model.importing.writing import list_of_cards

    return as_text(list_of_cards(of), "\t")


def _csv_grid(of: "JourneyMap") -> bytes:
    from export.tables import as_text
    from model.importing.writing import grid_of_cards

    return as_text(grid_of_cards(of), ",")


def _tsv_grid(of: "JourneyMap") -> bytes:
    from export.tables import as_text
    from model.importing.writing import grid_of_cards

    return as_text(grid_of_cards(of), "\t")


def _xlsx(of: "JourneyMap") -> bytes:
    from export.tables import as_workbook

    return as_workbook(of)


TABLES: dict[str, TableFormat] = {
    "csv": TableFormat(_csv),
    "tsv": TableFormat(_tsv),
    "xlsx": TableFormat(_xlsx, readable=False),
    "csv-grid": TableFormat(_csv_grid),
    "tsv-grid": TableFormat(_tsv_grid),
}
