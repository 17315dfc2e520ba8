"""`touchline diff`: what changed between two maps, for people, for programs, as a page.

git calls it too, with temporary files of any name, and /dev/null for a side that is not there.
"""

import os
import shutil
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from app.commands import progress
from app.commands.diff_text import in_text
from app.commands.opening import STANDARD, open_map
from app.system import explain
from app.troubles import FINE, FOUND, Trouble, nearest
from export.change_report import REPORTS, Job, format_of
from export.change_sides import Side, sides
from model.change import JourneyMap
from model.compare import Comparison, compare
from model.files.atomic import replace_bytes, why_not_writable

#: What git calls a side that is not there, on every system.
_NOTHING = frozenset({os.devnull, "/dev/null"})


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
    _check_format(kind, out, paper)
    if out not in (None, STANDARD):
        _check_target(out, old, new)
    sheet, day = _paper(paper), today or date.today()
    c = compare(_open(old), _open(new))
    job = Job(c, *_sides(c, kind, (old, new), labels, day), day, sheet)
    if out not in (None, STANDARD):
        replace_bytes(Path(out), _made(kind, job._replace(name=Path(out).stem)))
    elif kind == "text" and sys.stdout.isatty():
        _show(job)
    else:
        click.echo(_made(kind, job), nl=False)
    return FOUND if c.items else FINE


def _paper(named: str | None) -> str | None:
    if named is None:
        return None
    from app.commands.export import paper_named

    return paper_named(named)


def _open(name: str) -> JourneyMap:
    """The map in a file; one without anything where there is none, as git says it."""
    return JourneyMap() if name in _NOTHING else open_map(name).map


def _called(name: str) -> str:
    if name in _NOTHING:
        return "nothing"
    if name == STANDARD:
        return "standard input"
    return name.encode("utf-8", "backslashreplace").decode()  # names of files may be any bytes


def _show(job: Job) -> None:
    """On a terminal, in its width and colours."""
    width = shutil.get_terminal_size().columns
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    names = job.old.told, job.new.told
    click.echo(in_text(job.comparison, job.digest, *names, width, colour), nl=False)


def _made(kind: str, job: Job) -> bytes:
    """The report as it is written to a file."""
    report = REPORTS[kind]
    with progress.shown() if report.is_poster else nullcontext(lambda what, part: None) as tell:
        tell(f"Writing {kind.upper()}", 0.0)
        try:
            return report.made(job)
        except ValueError as error:
            raise Trouble(f"the {kind.upper()} cannot be written: {error}") from error
        except ImportError as error:
            raise Trouble(explain(error)) from error


def _sides(
    c: Comparison, kind: str, names: tuple[str, str], labels: tuple[str, str] | None, today: date
) -> tuple[Side, Side]:
    """What the report calls the maps: as they were typed, or as people call them, without paths."""
    old, new = labels or map(_called, names)
    if labels or REPORTS[kind].names_files:
        return Side(old), Side(new)
    return sides((old, c.old), (new, c.new), today)


def _check_format(kind: str, out: str | None, paper: str | None) -> None:
    is_poster = REPORTS[kind].is_poster
    if is_poster and (out is None or (out == STANDARD and sys.stdout.isatty())):
        raise Trouble("a terminal cannot show a poster", "Name a file with -o.")
    if paper is not None and not is_poster:
        raise Trouble(f"--paper is for a poster, and {kind} has none", "Add --format pdf.")


def _guessed(out: str | None) -> str:
    if out in (None, STANDARD):
        return "text"
    if found := format_of(out):
        return found
    ending = Path(out).suffix.lower()
    what = f"the ending {ending} names no format" if ending else "the name has no ending"
    endings = [ending for report in REPORTS.values() for ending in report.endings]
    near = nearest(ending, endings) if ending else ""
    hint = f"Did you mean {near}? " if near else ""
    *most, last = (report.ending for report in REPORTS.values())
    known = f"{', '.join(most)} or {last}"
    raise Trouble(what, f"{hint}Use {known} as the ending, or add --format.", out)


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
