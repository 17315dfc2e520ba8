"""The one calm message about a mistake of the program's own: what holds, and what to do."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app import reports
from app.asking import Answer, Role, ask
from app.window import Window


def show(window: Window, texts: list[str], file: Path | None, unsaved: bool) -> QMessageBox:
    """Tell of the mistakes that came together. `file` is the last report, if it was written.

    With `unsaved` a save did not come to its end because of one of them.
    """
    what = "Something went wrong in Touchline"
    more = (
        "What you did last may not have been done. Everything else is on your map as before, "
        "and you can go on. To be safe, save a copy."
    )
    if unsaved:
        what = "Touchline could not save this map because of a mistake of its own"
        more = "Your map is still here, and you can go on. To be safe, save a copy."
    details = "\n\n".join(reports.without_words(text) for text in texts)
    answers = [
        Answer("Go on", Role.RejectRole),
        Answer("Save a copy…", Role.AcceptRole, window.files.save_copy),
        Answer("Copy the details", Role.AcceptRole, lambda: _copy(details)),
    ]
    if file is None:
        kept = "No report could be written on this computer; the details can be copied."
    else:
        kept = f"A report was written on this computer. Nothing was sent.\n{reports.at_home(file)}"
        answers.append(Answer("Show the report", Role.AcceptRole, lambda: _show(file.parent)))
    return ask(window, what, f"{more}\n\n{kept}", *answers, icon=QMessageBox.Icon.Warning)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
