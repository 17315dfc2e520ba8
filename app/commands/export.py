"""`touchline export`: a map as a poster or a picture.

The columns of a poster are as wide as suits its paper, and its title block states the paper
and the percentage.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from app.commands import progress
from app.commands.opening import STANDARD, ids_of_lanes, ids_of_personas, open_map
from app.troubles import Trouble, no_such
from model.change import JourneyMap
from model.files import codec
from model.files.atomic import why_not_writable
from model.layout import pages
from model.layout.build import View, build
from model.layout.measures import POSTER
from model.layout.pages import Orientation, Page
from model.layout.poster import DoesNotFit, poster
from model.layout.routes import interrupted
from model.layout.scene import Scene
from model.records import Persona
from model.select import select
from resources import palettes

FORMATS = ("pdf", "svg", "png")
#: The paper of a poster when none is named. Pictures (SVG, PNG) then have no paper.
POSTER_PAPER = "A0"
#: Pixels an inch of a PNG when none are named: one for each px of the picture.
PNG_DPI = 96.0


class Options(NamedTuple):
    """What was asked for, as it was typed; None where nothing was."""

    source: str
    out: str
    format: str | None = None
    paper: str | None = None
    orientation: Orientation = "auto"
    scale: float | None = None
    color: str = "rgb"
    theme: str | None = None
    personas: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    redact: bool = False
    dpi: float | None = None


class Laid(NamedTuple):
    """A picture, its sheet if it has one, and the name of the paper ("A0")."""

    scene: Scene
    page: Page | None
    paper: str


def export(asked: Options) -> str:
    """Write what was asked for; one line about it, "" if it went to standard output.

    Raises:
        Trouble: something was asked for that is not possible.
        FileProblem, SaveError: the map cannot be read, or the file not written.
    """
    kind = _format(asked)
    _check_options(asked, kind)
    palette = palettes.load(_theme(asked))
    paper = POSTER_PAPER if asked.paper is None and kind == "pdf" else asked.paper
    paper = _paper(paper) if paper is not None else ""
    _check_target(asked)

    journey = open_map(asked.source).map
    wanted = ids_of_personas(journey, asked.personas), ids_of_lanes(journey, asked.lanes)
    shown = ", ".join(_names(journey, wanted[0]))
    whole, journey = journey, select(journey, *wanted, redact=asked.redact)
    view = View(shown=shown, gaps=interrupted(whole, journey))

    with progress.shown() as tell:
        tell("Laying out", 0.0)
        laid = lay_out(journey, paper, asked.orientation, asked.scale, view)
        tell(f"Writing {kind.upper()}", 0.0)
        write = _writer(kind, laid, palette, journey, asked.dpi or PNG_DPI, tell)
        try:
            data = _bytes(write, kind) if asked.out == STANDARD else write(Path(asked.out))
        except ValueError as error:  # a picture or a letter that cannot be drawn
            raise Trouble(f"the {kind.upper()} cannot be written: {error}") from error
    if asked.out == STANDARD:
        click.echo(data, nl=False)
        return ""
    return f"{asked.out}: {_size(laid, kind, asked.dpi or PNG_DPI)}"


def lay_out(
    journey: JourneyMap,
    paper: str,
    orientation: Orientation = "auto",
    scale: float | None = None,
    view: View = View(),  # noqa: B008  # immutable
) -> Laid:
    """The map on `paper` ("" for none), its title block naming the sheet.

    Raises:
        Trouble: it does not fit on the paper, or not at `scale` percent.
    """
    if not paper:
        return Laid(build(journey, POSTER, view), None, "")
    try:
        scene, page = poster(journey, paper, orientation, scale, view)
    except DoesNotFit as error:
        raise Trouble(
            f"{scale:g}% does not fit on {paper}: the largest that does is {error.largest:g}%",
            "Choose that or less, a larger --paper, or leave --scale out to fill the sheet.",
        ) from error
    except ValueError as error:
        raise Trouble(str(error), "Choose a larger --paper.") from error
    return Laid(scene, page, paper)


def _format(asked: Options) -> str:
    if asked.format:
        return asked.format
    if asked.out == STANDARD:
        raise Trouble("standard output has no ending to tell the format", "Add --format.")
    ending = Path(asked.out).suffix.lower().removeprefix(".")
    if ending in FORMATS:
        return ending
    what = f"the ending .{ending} names no format" if ending else "the name has no ending"
    raise Trouble(what, f"Use {_listed(FORMATS)} as the ending, or add --format.", asked.out)


def _check_options(asked: Options, kind: str) -> None:
    if asked.dpi is not None and kind != "png":
        raise Trouble(f"--dpi is for PNG; {kind.upper()} is sharp at any size")
    if kind != "pdf" and asked.paper is None:
        for name, given in (
            ("--scale", asked.scale is not None),
            ("--orientation", asked.orientation != "auto"),
        ):
            if given:
                raise Trouble(f"{name} is about paper, and a {kind.upper()} has none unless "
                              "--paper names it")  # fmt: skip


def _theme(asked: Options) -> str:
    if asked.theme is not None and asked.theme not in palettes.THEMES:
        raise no_such("theme", asked.theme, palettes.THEMES)
    if asked.color == "rgb":
        return asked.theme or "light"
    if asked.theme not in (None, "grey"):
        raise Trouble(
            f"--color grey and --theme {asked.theme} exclude each other", "Leave one of them out."
        )
    return "grey"


def _paper(name: str) -> str:
    """The paper as the title block names it: "a0" is "A0", "900.0 x 1200 mm" is "900x1200mm"."""
    try:
        width, height = pages.paper_size(name)
    except ValueError as error:
        if any(c.isdigit() for c in name) and "mm" in name.lower():
            raise Trouble(str(error)) from error
        raise no_such("paper", name, (*pages.PAPERS, "WIDTHxHEIGHTmm")) from error
    for known in pages.PAPERS:
        if known.lower() == name.strip().lower():
            return known
    return "x".join(f"{side / pages.POINTS_PER_MM:.1f}".removesuffix(".0")
                    for side in (width, height)) + "mm"  # fmt: skip


def _check_target(asked: Options) -> None:
    """Say at once what would only be found out after the work."""
    if asked.out == STANDARD:
        return
    if asked.out.lower().endswith(".journey.json") or _same_file(asked.source, asked.out):
        raise Trouble(
            "a map would be replaced by its own picture", "Choose another name for -o.", asked.out
        )
    reason = why_not_writable(asked.out)
    if reason:
        raise Trouble(reason, "Choose another place for -o.", asked.out)


def _same_file(a: str, b: str) -> bool:
    try:
        return Path(a).samefile(b)
    except OSError:
        return False


def _names(journey: JourneyMap, ids: tuple[str, ...]) -> list[str]:
    return [record.name for i in ids if (record := journey.get(i, Persona))]


def _writer(
    kind: str,
    laid: Laid,
    palette: Mapping[str, str],
    journey: JourneyMap,
    dpi: float,
    tell: progress.Tell,
) -> Callable[[Path], None]:
    """What writes the picture to a file; its library is loaded here."""
    if kind == "pdf":
        from export.pdf import write_pdf

        assert laid.page is not None
        page, attachment = laid.page, codec.dumps(journey)
        return lambda file: write_pdf(laid.scene, palette, file, page, attachment)
    if kind == "svg":
        from export.svg import write_svg

        return lambda file: write_svg(laid.scene, palette, file, page=laid.page)
    try:
        from export.png import pixel_size, write_png
    except ImportError as error:
        from app.system import explain

        raise Trouble(explain(error)) from error
    try:
        pixel_size(laid.scene, dpi, laid.page)
    except ValueError as error:
        raise Trouble(str(error)) from error
    return lambda file: write_png(
        laid.scene, palette, file, dpi, laid.page, lambda part: tell("Writing PNG", part)
    )


def _bytes(write: Callable[[Path], None], kind: str) -> bytes:
    if _is_terminal() and kind != "svg":
        raise Trouble(f"a terminal cannot show a {kind.upper()}", "Send it to a file or a program.")
    with tempfile.TemporaryDirectory(prefix="touchline-") as folder:
        file = Path(folder) / f"map.{kind}"
        write(file)
        return file.read_bytes()


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _size(laid: Laid, kind: str, dpi: float) -> str:
    parts = []
    if laid.page is not None:
        way = "landscape" if laid.page.width > laid.page.height else "portrait"
        parts = [f"{laid.paper} {way}", f"{laid.page.percent:g}%"]
    if kind == "png":
        from export.png import pixel_size

        across, down = pixel_size(laid.scene, dpi, laid.page)
        parts.append(f"{across} x {down} pixels")
    elif laid.page is None:
        parts.append(f"{laid.scene.width:g} x {laid.scene.height:g} px")
    return ", ".join(parts)


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(f'.{name}' for name in names[:-1])} or .{names[-1]}"
