"""`touchline export`: a map as a poster, a picture or a table.

The columns of a poster are as wide as suits its paper, and its title block states the paper
and the percentage.
"""

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import click

from app.commands import export_table, progress
from app.commands.opening import STANDARD, ids_of_lanes, ids_of_personas, open_map
from app.system import explain
from app.troubles import Trouble, no_such
from export import poster
from export.formats import FORMATS, TABLES, USUAL_DPI, Job, Writer
from export.poster import Laid
from model.change import JourneyMap
from model.files.atomic import why_not_writable
from model.grid import Grid
from model.layout import pages
from model.layout.build import View
from model.layout.pages import Orientation
from model.layout.poster import DoesNotFit
from model.merging.conflicts import open_note
from model.select import select
from resources import palettes


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


class Made(NamedTuple):
    """One line about what was written, "" if it went to standard output; and what to know of it."""

    line: str
    notes: tuple[str, ...]


def export(asked: Options) -> Made:
    """Write what was asked for.

    Raises:
        Trouble: something was asked for that is not possible.
        FileProblem, SaveError: the map cannot be read, or the file not written.
    """
    kind = _format(asked)
    if kind in TABLES:
        return _table(asked, kind)
    _check_options(asked, kind)
    palette = palettes.load(_theme(asked))
    paper = FORMATS[kind].paper if asked.paper is None else paper_named(asked.paper)
    _check_target(asked)

    journey = open_map(asked.source).map
    notes = _left_out(journey)
    wanted = ids_of_personas(journey, asked.personas), ids_of_lanes(journey, asked.lanes)
    shown = poster.part_of(journey, *wanted, redact=asked.redact)

    to_standard = asked.out == STANDARD
    with progress.shown() as tell:
        tell("Laying out", 0.0)
        laid = lay_out(shown.journey, paper, asked.orientation, asked.scale, shown.view)
        tell(f"Writing {kind.upper()}", 0.0)
        writer = _writer(
            kind,
            Job(
                laid.scene,
                laid.page,
                palette,
                shown.journey,
                asked.dpi or USUAL_DPI,
                lambda part: tell(f"Writing {kind.upper()}", part),
            ),
        )
        try:
            data = _bytes(writer, kind) if to_standard else writer.write(Path(asked.out))
        except ValueError as error:  # a picture or a letter that cannot be drawn
            raise Trouble(f"the {kind.upper()} cannot be written: {error}") from error
    notes += _too_small(laid)
    if to_standard:
        click.echo(data, nl=False)
        return Made("", notes)
    return Made(f"{asked.out}: {poster.in_words(laid, writer.size)}", notes)


def _table(asked: Options, kind: str) -> Made:
    """A table is written as it is: nothing is laid out."""
    export_table.check_options(asked, kind)
    _check_target(asked)
    whole = open_map(asked.source).map
    wanted = ids_of_personas(whole, asked.personas), ids_of_lanes(whole, asked.lanes)
    journey = select(whole, *wanted, redact=asked.redact)
    notes = export_table.left_out(journey, kind, whole)
    if asked.out == STANDARD:
        if _is_terminal() and not TABLES[kind].readable:
            raise Trouble(f"a terminal cannot show {kind}", "Send it to a file or a program.")
        click.echo(export_table.table(journey, kind, None), nl=False)
        return Made("", notes)
    export_table.table(journey, kind, Path(asked.out))
    return Made(f"{asked.out}: {export_table.in_words(journey, kind)}", notes)


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
    try:
        return poster.lay_out(journey, paper, orientation, scale, view)
    except DoesNotFit as error:
        raise Trouble(
            f"{scale:g}% does not fit on {paper}: the largest that does is {error.largest:g}%",
            "Choose that or less, a larger --paper, or leave --scale out to fill the sheet.",
        ) from error
    except ValueError as error:
        raise Trouble(str(error), "Choose a larger --paper.") from error


def _writer(kind: str, job: Job) -> Writer:
    try:
        return FORMATS[kind].writer(job)
    except ImportError as error:
        raise Trouble(explain(error)) from error
    except ValueError as error:
        raise Trouble(str(error)) from error


def _format(asked: Options) -> str:
    if asked.format:
        return asked.format
    if asked.out == STANDARD:
        raise Trouble("standard output has no ending to tell the format", "Add --format.")
    ending = Path(asked.out).suffix.lower().removeprefix(".")
    if ending in FORMATS or ending in TABLES:
        return ending
    what = f"the ending .{ending} names no format" if ending else "the name has no ending"
    endings = (*FORMATS, *(name for name in TABLES if "-" not in name))
    raise Trouble(what, f"Use {_listed(endings)} as the ending, or add --format.", asked.out)


def _check_options(asked: Options, kind: str) -> None:
    if asked.dpi is not None and not FORMATS[kind].bitmap:
        raise Trouble(f"--dpi is for PNG; {kind.upper()} is sharp at any size")
    if not FORMATS[kind].paper and asked.paper is None:
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


def paper_named(name: str) -> str:
    """The paper of that name, as title blocks have it.

    Raises:
        Trouble: there is none.
    """
    try:
        return poster.paper_name(name)
    except ValueError as error:
        if any(c.isdigit() for c in name) and "mm" in name.lower():
            raise Trouble(str(error)) from error
        raise no_such("paper", name, (*pages.PAPERS, "WIDTHxHEIGHTmm")) from error


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


def _bytes(writer: Writer, kind: str) -> bytes:
    if _is_terminal() and not FORMATS[kind].readable:
        raise Trouble(f"a terminal cannot show a {kind.upper()}", "Send it to a file or a program.")
    with tempfile.TemporaryDirectory(prefix="touchline-") as folder:
        file = Path(folder) / f"map.{kind}"
        writer.write(file)
        return file.read_bytes()


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _too_small(laid: Laid) -> tuple[str, ...]:
    if not poster.too_small(laid):
        return ()
    return (
        "words this small cannot be read; try a larger --paper, or a part with --lane or --persona",
    )


def _left_out(journey: JourneyMap) -> tuple[str, ...]:
    """Notes about conflicts, and about the cards that no poster shows: those without a place."""
    without = Grid(journey).parked
    waiting = sum(not (card.step_id or card.lane_id) for card in without)
    lost = len(without) - waiting
    notes = [note] if (note := open_note(journey)) else []
    if lost:
        are, whose = ("card is", "its") if lost == 1 else ("cards are", "their")
        notes.append(
            f"{lost} {are} not on the poster: {whose} step or lane is not on the map; "
            "`touchline check` says which"
        )
    if waiting:
        wait, are = ("card waits", "is") if waiting == 1 else ("cards wait", "are")
        notes.append(f"{waiting} {wait} in the parking lot and {are} not on the poster")
    return tuple(notes)


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(f'.{name}' for name in names[:-1])} or .{names[-1]}"
