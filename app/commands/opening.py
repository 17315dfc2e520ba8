"""Opening maps and naming what is on them, the same way for every command."""

import sys
from collections.abc import Iterable, Sequence

import click

from app.troubles import Trouble, no_such, say
from model.change import JourneyMap
from model.files import codec
from model.files.errors import TooLarge
from model.grid import lanes, personas
from model.records import Lane, Persona

STANDARD = "-"


def open_map(name: str) -> codec.Loaded:
    """The map in the file `name`; "-" is standard input.

    A file larger than maps usually are is opened only if somebody at the terminal says so.

    Raises:
        FileProblem: it cannot be read or understood.
    """
    try:
        loaded = _read(name, allow_large=False)
    except TooLarge as error:
        if name == STANDARD or not sys.stdin.isatty():
            todo = "At a terminal Touchline asks whether to open it."
            raise Trouble(error.what, todo, name) from error
        click.confirm(f"{error.where}: {error.what}. Open it all the same?", abort=True, err=True)
        loaded = _read(name, allow_large=True)
    if loaded.read_only_reason:
        say(f"{name}: {loaded.read_only_reason}")
    return loaded


def ids_of_personas(of: JourneyMap, names: Iterable[str]) -> tuple[str, ...]:
    """The ids of the personas of these names, whatever their case.

    Raises:
        Trouble: one of the names is nobody's.
    """
    return _ids("persona", personas(of), names)


def ids_of_lanes(of: JourneyMap, names: Iterable[str]) -> tuple[str, ...]:
    """The ids of the lanes of these names, whatever their case.

    Raises:
        Trouble: there is no lane of one of the names.
    """
    return _ids("lane", lanes(of), names)


def _read(name: str, *, allow_large: bool) -> codec.Loaded:
    if name == STANDARD:
        data = sys.stdin.buffer.read(codec.MOST_BYTES + 1)
        return codec.loads(data, "standard input")
    return codec.load(name, allow_large=allow_large)


def _ids(sort: str, there: Sequence[Persona | Lane], names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in names:
        key = _key(name)
        ids = [record.id for record in there if _key(record.name) == key]
        if not ids or not key:
            raise no_such(sort, name, (record.name for record in there))
        found.update(dict.fromkeys(ids))
    return tuple(found)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
