"""`touchline diff`: what changed between two maps, for people, for programs, as a page.

git calls it too, with temporary files of any name, and /dev/null for a side that is not there.
"""

import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from app.commands import progress
from app.commands.diff_text import in_text
from app.commands.opening import STANDARD, open_map
from app.troubles import FINE, FOUND, Trouble, nearest
from model.change import JourneyMap
from model.compare import Comparison, compare
from model.files.atomic import replace_bytes, why_not_writable

if TYPE_CHECKING:
    from export.change_report import Side

#: Ending of a file -> format.
_ENDINGS = {
    "txt": "text", "text": "text", "json": "json", "html": "html", "htm": "html", "pdf": "pdf",
}  # fmt: skip
#: What git calls a side that is not there, on every system.
_NOTHING = frozenset({os.devnull, "/dev/null"})


class Sides(NamedTuple):
    """What the two maps are called in a report; whether a file of that name `is` each."""

    old: str
    new: str
    are_files: bool = True


def diff(
    old: str,
    new: str,
    form: str | None = None,
    out: str | None = None,
    labels: tuple[str, str] | None = None,
    today: date | None = None,
    paper: str | None = None,
) -> int:
    """Tell what changed between the maps in two files; 0 if nothing did, else 1.

    Raises:
        Trouble: both come from standard input, or `out`, `form` or `paper` make no sense.
        FileProblem, SaveError: a map cannot be read, or `out` not be written.
    """
    if old == new == STANDARD:
        raise Trouble("only one map can come from standard input")
    kind = form or _guessed(out)
    if kind == "pdf" and (out is None or (out == STANDARD and sys.stdout.isatty())):
        raise Trouble("a terminal cannot show a PDF", "Name a file with -o.")
    if paper is not None:
        if kind != "pdf":
            raise Trouble(f"--paper is for a poster, and {kind} has none", "Add --format pdf.")
        from app.commands.export import paper_named

        paper = paper_named(paper)
    if out not in (None, STANDARD):
        _check_target(out, old, new)
    c = compare(_open(old), _open(new))
    day = today or date.today()
    sides = Sides(*labels, are_files=False) if labels else Sides(_called(old), _called(new))
    if out in (None, STANDARD):
        _print(c, kind, sides, day, paper)
    else:
        replace_bytes(Path(out), _made(c, kind, sides, day, Path(out).stem, paper))
    return FOUND if c.items else FINE


def _open(name: str) -> JourneyMap:
    """The map in a file; one without anything where there is none, as git says it."""
    return JourneyMap() if name in _NOTHING else open_map(name).map


def _called(name: str) -> str:
    if name in _NOTHING:
        return "nothing"
    if name == STANDARD:
        return "standard input"
    return name.encode("utf-8", "backslashreplace").decode()  # names of files may be any bytes


def _print(c: Comparison, kind: str, sides: Sides, today: date, paper: str | None) -> None:
    """To standard output: in the terminal's width and colours, if it is one."""
    if kind != "text" or not sys.stdout.isatty():
        click.echo(_made(c, kind, sides, today, paper=paper), nl=False)
        return
    from model.comparing.digest import digest

    width = shutil.get_terminal_size().columns
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    click.echo(in_text(c, digest(c, today), *sides[:2], width, colour), nl=False)


def _made(
    c: Comparison,
    kind: str,
    sides: Sides,
    today: date,
    name: str = "changes",
    paper: str | None = None,
) -> bytes:
    """The report as it is written to a file; `name` is what a PDF calls the map in it."""
    if kind == "pdf":
        return _poster(c, sides, today, name, paper)
    if kind == "json":
        from export.change_json import change_json

        return change_json(c, *sides[:2]).encode()
    from model.comparing.digest import digest

    if kind == "html":
        from export.change_html import change_html

        old, new = _for_people(c, sides, today)
        return change_html(c, digest(c, today), old.told, new.told, today).encode()
    return in_text(c, digest(c, today), *sides[:2]).encode()


def _poster(c: Comparison, sides: Sides, today: date, name: str, paper: str | None) -> bytes:
    from export.change_report import write_report

    old, new = _for_people(c, sides, today)
    with tempfile.TemporaryDirectory(prefix="touchline-") as folder, progress.shown() as tell:
        file = Path(folder) / f"{name}.pdf"
        tell("Writing PDF", 0.0)
        try:
            write_report(c, file, old, new, today, paper)
        except ValueError as error:
            raise Trouble(f"the PDF cannot be written: {error}") from error
        return file.read_bytes()


def _for_people(c: Comparison, sides: Sides, today: date) -> "tuple[Side, Side]":
    """What the maps are called on a page and a poster: the names of versions, and no paths."""
    from export.change_report import Side
    from export.change_report import sides as of_files

    if sides.are_files:
        return of_files((sides.old, c.old), (sides.new, c.new), today)
    return Side(_bare_name(sides.old)), Side(_bare_name(sides.new))


def _bare_name(name: str) -> str:
    """A file by its name alone, without what all maps end in."""
    return Path(name).name.removesuffix(".journey.json") or name


def _guessed(out: str | None) -> str:
    if out in (None, STANDARD):
        return "text"
    ending = Path(out).suffix.lower().removeprefix(".")
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    what = f"the ending .{ending} names no format" if ending else "the name has no ending"
    near = nearest(ending, _ENDINGS) if ending else ""
    hint = f"Did you mean .{near}? " if near else ""
    raise Trouble(
        what, f"{hint}Use .txt, .json, .html or .pdf as the ending, or add --format.", out
    )


def _check_target(out: str, *sources: str) -> None:
    """Say at once what would only be found out after the work."""
    names = (out, os.path.realpath(out))  # a link to a map is that map
    is_map = any(name.lower().endswith(".journey.json") for name in names)
    if is_map or any(_same_file(one, out) for one in sources):
        raise Trouble("a map would be replaced by a report", "Choose another name for -o.", out)
    reason = why_not_writable(out)
    if reason:
        raise Trouble(reason, "Choose another place for -o.", out)


def _same_file(a: str, b: str) -> bool:
    try:
        return Path(a).samefile(b)
    except OSError:
        return False
