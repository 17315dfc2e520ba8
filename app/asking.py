"""Everything the window asks and tells: one message at a time, and none that blocks.

Each function returns at once and calls back with the answer, or not at all if the user
thinks better of it. What belongs to one window hangs on that window.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from model.files.errors import FileTrouble
from model.files.naming import SUFFIX
from widgets.asking import without_icons

_MAPS = f"Journey maps (*{SUFFIX});;All files (*)"

Role = QMessageBox.ButtonRole


class Answer(NamedTuple):
    """One button: what it says, what it stands for, and what happens when it is pressed."""

    text: str
    role: QMessageBox.ButtonRole
    then: Callable[[], None] = lambda: None


def ask(
    parent: QWidget,
    what: str,
    more: str,
    *answers: Answer,
    icon: QMessageBox.Icon = QMessageBox.Icon.Question,
) -> QMessageBox:
    """Ask one question. The first answer is Enter's; the one that rejects is Esc's."""
    box = QMessageBox(icon, "Touchline", what, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    buttons = {box.addButton(answer.text, answer.role): answer for answer in answers}
    first, *_ = buttons
    box.setDefaultButton(first)
    for button, answer in buttons.items():
        if answer.role == Role.RejectRole:
            box.setEscapeButton(button)

    def answered() -> None:
        chosen = buttons.get(box.clickedButton())  # type: ignore[call-overload]  # ours are the only buttons
        box.deleteLater()
        if chosen is not None:
            chosen.then()

    box.finished.connect(answered)
    box.open()
    return box


def tell(parent: QWidget, what: str, more: str = "") -> QMessageBox:
    """Say that something went wrong, and what to do about it."""
    return ask(parent, what, more, Answer("OK", Role.RejectRole), icon=QMessageBox.Icon.Warning)


def tell_trouble(parent: QWidget, headline: str, trouble: FileTrouble) -> QMessageBox:
    """Say what is wrong with a file: what, where, and what to do."""
    return tell(parent, headline, in_words(trouble))


def in_words(trouble: FileTrouble) -> str:
    """What is wrong, where, and what to do, a line each."""
    what = trouble.what[:1].upper() + trouble.what[1:]
    end = "" if what.endswith((".", "!", "?")) else "."
    return "\n".join(part for part in (f"{what}{end}", trouble.where, trouble.todo) if part)


def save_changes(
    parent: QWidget,
    name: str,
    save: Callable[[], None],
    discard: Callable[[], None],
    *,
    kept: bool = True,
) -> QMessageBox:
    """Ask what becomes of changes that are in no file; `kept`: whether they can be had again."""
    without = (
        "is in no file. File ▸ Recovered maps finds it for a while."
        if kept
        else "is lost: it could not be kept."
    )
    return ask(
        parent,
        f"Save the changes to “{name}” first?",
        f"If you don't, what you changed since it was last saved {without}",
        Answer("Save", Role.AcceptRole, save),
        Answer("Don't save", Role.DestructiveRole, discard),
        Answer("Cancel", Role.RejectRole),
        icon=QMessageBox.Icon.Warning,
    )


def files_to_open(parent: QWidget, folder: Path, then: Callable[[list[Path]], None]) -> QFileDialog:
    """Let files be chosen."""
    dialog = QFileDialog(parent, "Open", str(folder), _MAPS)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _show(dialog, lambda: then([Path(name) for name in dialog.selectedFiles()]))


def file_to_open(
    parent: QWidget, title: str, folder: Path, then: Callable[[Path], None]
) -> QFileDialog:
    """Let one file be chosen, for what `title` says."""
    dialog = QFileDialog(parent, title, str(folder), _MAPS)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _show(dialog, lambda: then(Path(dialog.selectedFiles()[0])))


def file_to_save(
    parent: QWidget, title: str, suggested: Path, then: Callable[[Path], None]
) -> QFileDialog:
    """Let a map be given a file. What exists is replaced only if the user says so."""
    dialog = QFileDialog(parent, title, str(suggested.parent), _MAPS)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
    dialog.selectFile(suggested.name)
    return _show(dialog, lambda: then(Path(dialog.selectedFiles()[0])))


def _show(dialog: QFileDialog, chosen: Callable[[], None]) -> QFileDialog:
    dialog.accepted.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    without_icons(dialog)
    return dialog
