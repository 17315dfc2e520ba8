"""Asking for the file into which something of a map is written, in one of several formats."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog

from model.files.naming import bare_name, title_as_name
from widgets.asking import without_icons

if TYPE_CHECKING:
    from app.window import Window


class Format(Protocol):
    """A format that is offered."""

    @property
    def words(self) -> str:
        """How the dialog calls it."""

    @property
    def ending(self) -> str:
        """The ending of its files, with the dot."""


def file_to_write(
    window: "Window",
    title: str,
    formats: Sequence[Format],
    then: Callable[[Path, int], object],
    after_name: str = "",
) -> None:
    """Ask for a file; `then` gets it and the place of its format. The first one is offered first.

    The name that is offered is that of the map with `after_name` behind it.
    """
    document, settings = window.document, window.windows.settings
    file = document.path or document.proposed
    folder = file.parent if file is not None else settings.folder
    name = bare_name(file) if file is not None else ""
    name = name or title_as_name(document.map.info.title)
    filters = [f"{each.words} (*{each.ending})" for each in formats]
    dialog = QFileDialog(window, title, str(folder), ";;".join(filters))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)

    def take_ending(name_filter: str) -> None:
        dialog.setDefaultSuffix(formats[filters.index(name_filter)].ending)

    def chosen() -> None:
        then(Path(dialog.selectedFiles()[0]), filters.index(dialog.selectedNameFilter()))

    dialog.filterSelected.connect(take_ending)
    take_ending(filters[0])
    dialog.selectFile(name + after_name)
    dialog.accepted.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    without_icons(dialog)
