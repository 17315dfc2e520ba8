"""The dialog that wraps a workshop up: one button saves, names, prints and tells what came of it.

Everything is written in another process into a folder that gets its name at the end, so that
it can be cancelled at any moment and nothing is left half-written.
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QProgressBar,
    QWidget,
)

from app.files import name_of
from app.folders import show_folder
from export.worker import Sheet
from export.wrap_up_folder import clear_leftover, folder_for
from model.change import Change, compose, invert
from model.files.morning import in_words
from model.files.versions import folder_of, versions_of
from model.files.whoami import owner_name
from model.records import LONGEST_TEXT, VersionLabel
from widgets.asking import only_when_pressed, without_icons
from widgets.box import GRID, Box
from widgets.document import Document
from widgets.inspector.boxes import Line, Text
from widgets.panels.export_form import ExportForm
from widgets.panels.parts import dialog_column, dialog_form, heading, primary, upright, words
from widgets.panels.poster_process import PosterProcess

if TYPE_CHECKING:
    from app.window import Window

_WHAT = {
    "poster.pdf": "The poster",
    "summary.pdf": "The summary, one page to print",
    "summary.md": "The summary as text, with everything in it",
    "actions.csv": "The actions for a spreadsheet",
    "actions.md": "The actions as text",
}


class WrapUp(QDialog):
    """What the version is called, then progress, then what was written."""

    #: It is all there, in this folder.
    wrapped = Signal(str)

    def __init__(self, window: "Window", now: datetime | None = None) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._now = (now or datetime.now(UTC)).astimezone()
        self._working = False
        self._folder: Path | None = None
        self._process: PosterProcess | None = None
        self.setWindowTitle("Wrap up")
        self.name, self.author, self.note = Line(self), Line(self), Text(self, 2, 5)
        self.name.setText("After the workshop")
        self.author.setText(window.windows.settings.author or owner_name())
        self.note.setPlaceholderText("What was decided, or what is still missing")
        self.poster = QCheckBox(self)
        self.poster.setChecked(True)
        self._sheet = _sheet_of(window)
        self.poster.setText(f"Poster as a PDF, {_in_words(self._sheet)}")
        self.said = words(parent=self)
        self.quiet = words(parent=self, quiet=True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(GRID)
        self.bar.setAccessibleName("Progress")
        buttons = QDialogButtonBox(parent=self)
        role = QDialogButtonBox.ButtonRole
        self.go_button = buttons.addButton("&Wrap up", role.ActionRole)
        self.folder_button = buttons.addButton("&Open the folder", role.ActionRole)
        self.close_button = buttons.addButton("Cancel", role.RejectRole)
        only_when_pressed(buttons)
        without_icons(self)
        primary(self.go_button, window.windows.theme)
        self.go_button.clicked.connect(self.start)
        self.folder_button.clicked.connect(self._show_folder)
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        self._show_before()

    def start(self) -> None:
        """Save the map, and then write everything."""
        if self._working:
            return
        self._window.files.save(self._write)

    def reject(self) -> None:
        """Cancel the work that is being done; otherwise close."""
        if self._working and self._process is not None:
            self._process.stop()
            self._set_working(False)
            self.said.setText("Cancelled. The map is saved; nothing else was written.")
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Nothing goes on behind a closed dialog."""
        if self._process is not None:
            self._process.stop()
        super().done(result)

    def _write(self) -> None:
        path = self._document.path
        if path is None or self._working or self._folder is not None or not self.isVisible():
            return
        self._set_working(True)
        self._process = process = PosterProcess(self._document.map, self, file=path)
        process.progressed.connect(self._show_progress)
        process.wrapped.connect(self._finished)
        process.failed.connect(self._failed)
        process.gone.connect(lambda: clear_leftover(path))
        process.wrap_up(self._plan(path))

    def _plan(self, path: Path) -> dict[str, Any]:
        today = self._now.date()
        label = VersionLabel(
            label=" ".join(self.name.text().split()),
            author=" ".join(self.author.text().split()),
            note=self.note.toPlainText().strip()[:LONGEST_TEXT],
            date=today.isoformat(),
            reason="Workshop",
        )
        back, since = morning(self._document, today)
        return {
            "map": str(path.absolute()),
            "label": label.model_dump(),
            "today": today.isoformat(),
            "before": {
                i: record and [record.kind_name, record.model_dump(mode="json")]
                for i, (_, record) in back.items()
            },
            "since": since,
            "digest": self._document.digest,
            "sheet": self._sheet._asdict() if self.poster.isChecked() else None,
        }

    def _finished(self, written: dict[str, Any]) -> None:
        self._set_working(False)
        self._folder = Path(written["folder"])
        for field in (*self._fields, self.go_button):
            field.hide()
        lines = [f"{what}: {name}" for name, what in _WHAT.items() if name in written["files"]]
        self.said.setText("\n".join([f"In the folder “{self._folder.name}”:", "", *lines]))
        version = Path(written["version"])
        more = f"The version “{upright(version.name)}” is in “{upright(version.parent.name)}”."
        trouble = written["trouble"]
        self.quiet.setText(f"No poster was written: {trouble}\n{more}" if trouble else more)
        self.quiet.show()
        self.folder_button.show()
        self.folder_button.setDefault(True)
        self.folder_button.setFocus()
        self.close_button.setText("Close")
        self.adjustSize()
        self.wrapped.emit(str(self._folder))

    def _failed(self, why: str, _preview: bool) -> None:
        self._set_working(False)
        self.said.setText(f"{why}\nThe map is saved; nothing else was written.")

    def _show_progress(self, part: float) -> None:
        self.bar.setRange(0, 1000 if part else 0)
        self.bar.setValue(round(part * 1000))

    def _set_working(self, on: bool) -> None:
        self._working = on
        for field in (*self._fields, self.go_button):
            field.setEnabled(not on)
        self.bar.setRange(0, 0)
        self.bar.setVisible(on)
        if on:
            self.said.setText("Writing the poster, the actions and the summary…")

    def _show_folder(self) -> None:
        if self._folder is not None:
            show_folder(self._folder)

    def _show_before(self) -> None:
        """What will be written, and where."""
        path, today = self._document.path, self._now.date()
        self.bar.hide()
        self.folder_button.hide()
        if self._document.read_only_reason:
            self.said.setText(self._document.read_only_reason)
            self.go_button.setEnabled(False)
            return
        self.said.setText(
            "Saves the map and a version of it under this name. The poster, the actions (CSV and "
            "Markdown) and a summary of one page go into a new folder."
        )
        if path is None:
            self.quiet.setText("The map has no file yet: that is asked first.")
            return
        folder = folder_for(path, today).name
        there = len(versions_of(path))
        so_far = f" ({there} so far)" if there else ""
        self.quiet.setText(
            f"Folder: {upright(folder)}\nVersions: {upright(folder_of(path).name)}{so_far}\n"
            f"Both beside the map, in {_breaking(upright(str(path.absolute().parent)))}"
        )

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        form = dialog_form()
        self._fields: list[QWidget] = []
        fields = (("&Version", self.name), ("&By", self.author), ("&Note", self.note))
        for label, field in fields:
            box = Box(field, self)
            form.addRow(label, box)
            shown = form.labelForField(box)
            field.setAccessibleName(label.replace("&", ""))
            self._fields += [box, shown]
        form.addRow("", self.poster)
        self._fields.append(self.poster)
        column = dialog_column(self)
        column.addWidget(heading(f"Wrap up “{name_of(self._document)}”", self))
        column.addLayout(form)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addWidget(self.quiet)
        column.addStretch(1)
        column.addWidget(buttons)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setMinimumWidth(76 * GRID)


def show(window: "Window") -> WrapUp:
    """Ask what the version is called, and wrap up."""
    window.commit_typing()
    dialog = WrapUp(window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.wrapped.connect(lambda folder: window.status.say(f"It is all in {folder}"))
    dialog.open()
    dialog.name.setFocus()
    dialog.name.selectAll()
    return dialog


def morning(document: Document, today: date) -> tuple[Change, str]:
    """What takes back what was done here today, and since when that is ("since 10:42").

    That is "" if it was all of today, and the files need not be asked what the map was before.
    """
    back: Change = {}
    first: datetime | None = None
    for entry in reversed(document.done):
        if entry.time.astimezone().date() != today:
            return back, ""
        back = compose(back, invert(entry.change))
        first = entry.time
    return back, in_words(first or datetime.now(UTC))


def _sheet_of(window: "Window") -> Sheet:
    """The poster as it was exported last, but as a PDF."""
    choices = {**window.windows.settings.poster, "kind": "pdf"}
    form = ExportForm(window.document.map, choices)
    sheet = form.sheet
    form.deleteLater()
    return sheet


def _breaking(path: str) -> str:
    """A path that may go on in another line after each folder."""
    return path.replace(os.sep, f"{os.sep}\u200b")


def _in_words(sheet: Sheet) -> str:
    paper = sheet.paper or "cut to the map"
    way = "" if sheet.orientation == "auto" else f" {sheet.orientation}"
    return f"{paper}{way}" + (", for outsiders" if sheet.redact else "")
