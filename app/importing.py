"""Tables from files: File ▸ Import table, and tables that are dropped on the window."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog

from app import asking
from widgets.asking import without_icons
from widgets.commands.command import Command, editable

if TYPE_CHECKING:
    from app.window import Window

#: Endings of files that are taken for tables.
ENDINGS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
#: Endings of tables that cannot be read: dropped on a window, they are told what to do.
_TOLD = (".xls", ".ods")
_TABLES = f"Tables ({' '.join(f'*{ending}' for ending in ENDINGS)});;All files (*)"


def commands(window: "Window") -> tuple[Command, ...]:
    """The command that a window needs for this."""
    return (
        Command("file.import", "&Import table…", lambda _: choose_file(window), ("Ctrl+Shift+I",),
                "table-2", editable),
    )  # fmt: skip


def tables_in(data: QMimeData) -> list[Path]:
    """The tables among the files that are dragged."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in (*ENDINGS, *_TOLD)]


def choose_file(window: "Window") -> None:
    """Ask which table to import."""
    folder = str(window.windows.settings.folder)
    dialog = QFileDialog(window, "Import table", folder, _TABLES)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.accepted.connect(lambda: bring(window, [Path(n) for n in dialog.selectedFiles()]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    without_icons(dialog)


def bring(window: "Window", files: Sequence[Path]) -> None:
    """Show the dialog for each of these files, one after the other."""
    if not files:
        return
    if window.document.read_only:
        window.document.refused.emit(window.document.read_only)
        return
    from widgets.importing.dialog import ImportDialog

    file, *others = files
    window.commit_typing()
    settings = window.windows.settings

    def imported(said: str, headings: Mapping[str, str]) -> None:
        settings.headings = headings
        settings.folder = file.absolute().parent
        window.status.say(said)

    def failed(why: str) -> None:
        asking.tell(window, f"“{file.name}” cannot be imported", why)

    dialog = ImportDialog(window.editor, file, settings.headings, imported, failed)
    dialog.finished.connect(lambda _: bring(window, others))
    dialog.open()
