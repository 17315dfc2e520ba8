"""`touchline export` of tables: the same options about what is shown, none about pictures."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.troubles import Trouble
from export.formats import TABLES
from model.change import JourneyMap
from model.files.atomic import replace_bytes
from model.grid import Grid
from model.labels import counted
from model.merging.conflicts import open_note

if TYPE_CHECKING:
    from app.commands.export import Options


def check_options(asked: "Options", kind: str) -> None:
    """Refuse what only a picture has.

    Raises:
        Trouble: such an option was given.
    """
    given = {
        "--paper": asked.paper is not None,
        "--orientation": asked.orientation != "auto",
        "--scale": asked.scale is not None,
        "--color": asked.color != "rgb",
        "--theme": asked.theme is not None,
        "--dpi": asked.dpi is not None,
    }
    for option, is_given in given.items():
        if is_given:
            raise Trouble(f"{option} is about pictures, and {kind} is a table")


def table(journey: JourneyMap, kind: str, file: Path | None) -> bytes:
    """The bytes of the table, written to `file` if there is one.

    Raises:
        Trouble: the map cannot be written so.
        SaveError: the file cannot be written.
    """
    try:
        data = TABLES[kind].encoded(journey)
    except ValueError as error:
        raise Trouble(f"the table cannot be written: {error}") from error
    if file is not None:
        replace_bytes(file, data)
    return data


def in_words(journey: JourneyMap, kind: str) -> str:
    """How much is in the table."""
    grid = Grid(journey)
    cards = len(grid.cards) + (0 if kind.endswith("-grid") else len(grid.parked))
    return counted(cards, "card")


def left_out(journey: JourneyMap, kind: str, whole: JourneyMap | None = None) -> tuple[str, ...]:
    """Notes about the conflicts of the `whole` map, and about cards that a grid has no place for.

    `journey` is the part of it that is written.
    """
    note = open_note(whole or journey)
    notes = (note,) if note else ()
    parked = len(Grid(journey).parked)
    if not parked or not kind.endswith("-grid"):
        return notes
    are = (
        "1 card in the parking lot is" if parked == 1 else f"{parked} cards in the parking lot are"
    )
    return (*notes, f"{are} not in the grid; csv, tsv and xlsx list every card")
