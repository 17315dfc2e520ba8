"""File ▸ Export table: the cards for a spreadsheet, as a list or as the grid."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app import asking
from app.commands import export_table
from app.troubles import Trouble
from app.written import file_to_write
from model.files.errors import SaveError

if TYPE_CHECKING:
    from app.window import Window


class Kind(NamedTuple):
    """What a table may be: how the dialog calls it, its file's ending, its name as a format."""

    words: str
    ending: str
    format: str


#: The first one is offered first.
KINDS = (
    Kind("Workbook, the list and the grid", ".xlsx", "xlsx"),
    Kind("List of cards", ".csv", "csv"),
    Kind("List of cards, with tabs", ".tsv", "tsv"),
    Kind("Grid of stages and lanes", ".csv", "csv-grid"),
)


def choose(window: "Window") -> None:
    """Ask for a file and what is to be in it, and write it."""
    window.commit_typing()
    file_to_write(window, "Export table", KINDS, lambda file, nth: write(window, file, KINDS[nth]))


def write(window: "Window", file: Path, kind: Kind) -> None:
    """Write the table, and say so, or why not."""
    journey = window.document.map
    try:
        export_table.table(journey, kind.format, file)
    except SaveError as trouble:
        asking.tell_trouble(window, f"“{file.name}” was not written", trouble)
    except Trouble as trouble:
        asking.tell(window, f"“{file.name}” was not written", str(trouble))
    else:
        window.windows.settings.folder = file.absolute().parent
        notes = export_table.left_out(journey, kind.format)
        told = f"{export_table.in_words(journey, kind.format)} in {file}"
        window.status.say(". ".join((told, *notes)))
