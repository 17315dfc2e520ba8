"""File ▸ Export table: the cards for a spreadsheet, as a list or as the grid."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QFileDialog

from app import asking
from app.commands import export_table
from app.troubles import Trouble
from model.files.errors import SaveError
from widgets.asking import without_icons

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
    document, settings = window.document, window.windows.settings
    file = document.path or document.proposed
    folder = file.parent if file is not None else settings.folder
    name = file.name.removesuffix(asking.SUFFIX) if file is not None else ""
    name = name or asking.file_name(document.map.info.title)
    filters = [f"{kind.words} (*{kind.ending})" for kind in KINDS]
    dialog = QFileDialog(window, "Export table", str(folder), ";;".join(filters))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)

    def take_ending(name_filter: str) -> None:
        dialog.setDefaultSuffix(KINDS[filters.index(name_filter)].ending)

    def chosen() -> None:
        kind = KINDS[filters.index(dialog.selectedNameFilter())]
        write(window, Path(dialog.selectedFiles()[0]), kind)

    dialog.filterSelected.connect(take_ending)
    take_ending(filters[0])
    dialog.selectFile(name)
    dialog.accepted.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    without_icons(dialog)


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
