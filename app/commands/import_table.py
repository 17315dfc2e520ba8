"""`touchline import`: a table of cards becomes a map, or brings one up to date."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from app.commands.opening import STANDARD, open_map
from app.troubles import Trouble
from export.sheets import MOST_BYTES, NotATable, Sheet, read
from model.change import JourneyMap, apply
from model.edits.common import EditError
from model.files import codec
from model.files.atomic import why_not_writable
from model.ids import Ids
from model.importing.importing import Imported, importing
from model.importing.plan import guess
from model.labels import counted
from model.records import evolve

#: How many notes are told one by one.
_MOST_NOTES = 20
#: Endings of what no map is.
_OF_OTHERS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".pdf", ".svg", ".png")


class Made(NamedTuple):
    """One line about what was done, "" if the map went to standard output; and what to know."""

    line: str
    notes: tuple[str, ...]


def import_table(
    source: str,
    out: str,
    form: str | None = None,
    select: int | None = None,
    update: bool = False,
    force: bool = False,
) -> Made:
    """Write the map that a table makes, or the one that it brings up to date.

    Raises:
        Trouble: the table cannot be read, or `out` is there and nobody said what to do.
        FileProblem, SaveError: the map cannot be read or written.
    """
    out = _target(source, out, update, force)
    sheets = _sheets(source, form)
    sheet, notes = _chosen(source, sheets, select)
    there = update and out != STANDARD
    loaded = open_map(out) if there else None
    if loaded is not None and loaded.read_only_reason:  # which is told by now
        raise Trouble("it is not changed", "Choose another -o.", out)
    to = loaded.map if loaded else _titled(source)
    try:
        result = importing(to, sheet.rows, guess(sheet.rows), Ids())
    except EditError as error:
        raise Trouble(f"the table does not fit the map: {error}", where=_shown(source)) from error
    notes += _some(result.notes)
    if not result.card_ids:
        notes += ("no cards were found in the table",)
    journey = apply(result.change, to)
    if out == STANDARD:
        click.echo(codec.dumps(journey), nl=False)
        return Made("", notes)
    if result.change or loaded is None:
        codec.save(journey, Path(out), expect=loaded.digest if loaded else None)
    return Made(f"{out}: {_in_words(result)}", notes)


def _target(source: str, out: str, update: bool, force: bool) -> str:
    """Where the map goes, with what would only be found out after the work said at once."""
    if update and force:
        raise Trouble("--update and --force exclude each other", "Leave one of them out.")
    if out == STANDARD:
        if update:
            raise Trouble("--update needs a map to bring up to date, and -o - names none")
        return out
    if Path(out).is_dir() or out.endswith(os.sep):
        raise Trouble("that is a folder", "Name a file in it with -o.", out)
    if not Path(out).suffix:
        out += ".journey.json"
    if _same_file(source, out):
        raise Trouble("the table would be replaced by its map", "Choose another -o.", out)
    if Path(out).suffix.lower() in _OF_OTHERS:
        todo = f"Use .journey.json instead of {Path(out).suffix}."
        raise Trouble("a map is written, which is no table and no picture", todo, out)
    if not os.path.lexists(out):
        if update:
            raise Trouble("there is no such map to bring up to date", "Leave --update out.", out)
    elif not (update or force):
        todo = "Add --update to bring that map up to date, or --force to replace it."
        raise Trouble("the file is already there", todo, out)
    reason = why_not_writable(out)
    if reason:
        raise Trouble(reason, "Choose another place for -o.", out)
    return out


def _sheets(source: str, form: str | None) -> tuple[Sheet, ...]:
    name = f"table.{form}" if form else source
    try:
        if source == STANDARD:
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Trouble((error.strerror or "cannot be read").lower(), where=source) from error
    try:
        return read(data, name)
    except NotATable as error:
        what = f"{str(error)[:1].lower()}{str(error)[1:]}"
        raise Trouble(what, where=_shown(source)) from error


def _chosen(
    source: str, sheets: Sequence[Sheet], select: int | None
) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet of that number, from 1; or the first, with a note if there are others."""
    if select is not None:
        if not 1 <= select <= len(sheets):
            has = counted(len(sheets), "sheet")
            raise Trouble(f"there is no sheet {select}: the file has {has}", where=_shown(source))
        return sheets[select - 1], ()
    if len(sheets) == 1:
        return sheets[0], ()
    names = ", ".join(f"{at} {sheet.name!r}" for at, sheet in enumerate(sheets, 1))
    note = f"only the first of {len(sheets)} sheets is imported; --select takes another: {names}"
    return sheets[0], (note,)


def _titled(source: str) -> JourneyMap:
    """An empty map, called as the table's file is."""
    to = JourneyMap()
    if source == STANDARD:
        return to
    info = evolve(to.info, title=Path(source).stem.replace("_", " "))
    return apply({"map": (to.info, info)}, to)


def _in_words(result: Imported) -> str:
    parts = [f"{counted(result.added, 'card')} added"]
    if result.updated:
        parts.append(f"{result.updated} changed")
    if result.unchanged:
        parts.append(f"{result.unchanged} as before")
    return ", ".join(parts)


def _some(notes: Sequence[str]) -> tuple[str, ...]:
    more = len(notes) - _MOST_NOTES
    if more < 2:
        return tuple(notes)
    return (*notes[:_MOST_NOTES], f"and {more} notes more")


def _shown(source: str) -> str:
    return "standard input" if source == STANDARD else source


def _same_file(a: str, b: str) -> bool:
    try:
        return Path(a).samefile(b)
    except OSError:
        return False
