"""Asking for the file into which something of a map is written, in one of several formats."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog

from app import asking
from app.asking import Answer, Role
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
    knows: Callable[[str], object] = lambda name: False,
) -> None:
    """Ask for a file; `then` gets it and the place of its format. The first one is offered first.

    The name that is offered is that of the map with `after_name` behind it. One that ends in none
    of the formats gets the ending of the one that is chosen, unless `then` `knows` it as it is.
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
        typed, nth = Path(dialog.selectedFiles()[0]), filters.index(dialog.selectedNameFilter())
        if typed.suffix.lower() in {each.ending for each in formats} or knows(typed.name):
            then(typed, nth)
            return
        # The dialog gives an ending only to names without a dot, and asks about no other.
        target = typed.with_name(typed.name + formats[nth].ending)
        if not os.path.lexists(target):
            then(target, nth)
            return

        def replace() -> None:
            then(target, nth)

        asking.ask(
            window, f"Replace “{target.name}”?", "A file of that name is there already.",
            Answer("Cancel", Role.RejectRole),  # for Enter: one file may be all there is
            Answer("Replace", Role.DestructiveRole, replace),
        )  # fmt: skip

    dialog.filterSelected.connect(take_ending)
    take_ending(filters[0])
    dialog.selectFile(name + after_name)
    dialog.accepted.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    without_icons(dialog)
