"""The dialog that exports a poster, with a preview of the sheet.

Layout and writing happen in another process: the window goes on while they do, and they
can be cancelled at any moment without a file left half-written.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from export.worker import Preview
from model.files.atomic import why_not_writable
from model.files.naming import SUFFIX, as_file_name, bare_name
from model.merging.conflicts import open_note
from widgets.asking import without_icons
from widgets.box import GRID
from widgets.document import Document
from widgets.panels.export_form import ExportForm
from widgets.panels.parts import dialog_column, heading, open_at, primary, words
from widgets.panels.poster_process import PosterProcess
from widgets.panels.sheet_picture import LONGEST, SheetPicture
from widgets.scrollbar import thin
from widgets.theme import Theme

#: How long to wait after a choice before the preview is made, in ms: a number is typed in
#: several strokes.
_PAUSE = 150


class ExportDialog(QDialog):
    """Choose a poster, look at it, write it. `choices` are those of the last time."""

    #: A poster was written to this file.
    exported = Signal(str)

    def __init__(
        self,
        document: Document,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        choices: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._writing = False
        self._possible = True
        self.setWindowTitle("Export poster")
        self.form = ExportForm(document.map, choices or {}, self)
        self.picture = SheetPicture(theme, self)
        self.facts = words(parent=self)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        note = open_note(document.map)
        self.undecided = words(f"{note}." if note else "", self)
        self.undecided.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.undecided.setVisible(bool(note))
        self.advice = words(parent=self, quiet=True)
        self.advice.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.file = QLineEdit(self)
        self.file.setAccessibleName("File")
        self.file.setMinimumWidth(40 * GRID)
        self.browse = QPushButton("&Browse…", self)
        self.browse.setAutoDefault(False)
        self.state = words(parent=self, quiet=True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.export_button = buttons.addButton("&Export", QDialogButtonBox.ButtonRole.ActionRole)
        self.cancel_button = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        primary(self.export_button, theme)
        without_icons(self)
        self._process = PosterProcess(document.map, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out(buttons)
        self._name_file(choices or {})
        self._connect(buttons)
        self._check_file()
        self._ask()

    @property
    def choices(self) -> dict[str, Any]:
        """What to give the next dialog."""
        return {**self.form.choices, "folder": str(self._target().parent)}

    def start(self) -> None:
        """Write the poster; `exported` tells when it is done."""
        if not self.export_button.isEnabled():
            return
        self._pause.stop()
        self._working(True)
        self._process.write(self.form.sheet, str(self._target()))

    def reject(self) -> None:
        """Cancel the work that is being done; otherwise close."""
        if self._writing:
            self._process.stop()
            self._working(False)
            self.state.setText("Cancelled; no file was changed.")
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Nothing goes on behind a closed dialog."""
        self._pause.stop()
        self._process.stop()
        super().done(result)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        choices = QScrollArea(self)
        choices.setWidgetResizable(True)
        choices.setFrameShape(QScrollArea.Shape.NoFrame)
        choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thin(choices)
        choices.setWidget(self.form)
        choices.setMinimumWidth(self.form.sizeHint().width() + 3 * GRID)
        left = QVBoxLayout()
        left.setSpacing(2 * GRID)
        left.addWidget(heading("Export poster", self))
        left.addWidget(choices, 1)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self.picture, 1)
        right.addWidget(self.facts)
        right.addWidget(self.undecided)
        right.addWidget(self.advice)
        upper = QHBoxLayout()
        upper.setSpacing(3 * GRID)
        upper.addLayout(left)
        upper.addLayout(right, 1)
        lower = QGridLayout()
        lower.setHorizontalSpacing(GRID)
        label = QLabel("F&ile", self)
        label.setBuddy(self.file)
        lower.addWidget(label, 0, 0)
        lower.addWidget(self.file, 0, 1)
        lower.addWidget(self.browse, 0, 2)
        lower.addWidget(self.state, 1, 1, 1, 2)
        lower.addWidget(self.bar, 2, 1, 1, 2)
        self.bar.setFixedHeight(GRID)
        keep = self.bar.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keep)
        self.bar.hide()
        whole = dialog_column(self)
        whole.addLayout(upper, 1)
        whole.addLayout(lower)
        whole.addWidget(buttons)
        open_at(self, 112 * GRID, 84 * GRID)

    def _connect(self, buttons: QDialogButtonBox) -> None:
        self.form.changed.connect(self._changed)
        self.file.textChanged.connect(self._check_file)
        self.browse.clicked.connect(self._browse)
        self.export_button.clicked.connect(self.start)
        buttons.rejected.connect(self.reject)
        self._pause.timeout.connect(self._ask)
        self._process.previewed.connect(self._show_preview)
        self._process.progressed.connect(self._show_progress)
        self._process.written.connect(self._written)
        self._process.failed.connect(self._failed)

    def _name_file(self, choices: Mapping[str, Any]) -> None:
        path = self._document.path
        name = bare_name(path) if path else self._document.map.info.title
        name = as_file_name(name, "Poster")
        remembered = choices.get("folder")
        folder = path.parent if path else Path.home()
        if isinstance(remembered, str) and Path(remembered).is_dir():
            folder = Path(remembered)
        self.file.setText(str(folder / f"{name}.{self.form.sheet.kind}"))

    def _target(self) -> Path:
        """The file that is named, with the format's ending."""
        text, kind = self.file.text().strip(), self.form.sheet.kind
        if text and not text.lower().endswith((f".{kind}", SUFFIX)):
            text += f".{kind}"
        return Path(text).expanduser()

    def _changed(self) -> None:
        kind, text = self.form.sheet.kind, self.file.text()
        for other in ("pdf", "svg", "png"):
            if other != kind and text.lower().endswith(f".{other}"):
                self.file.setText(f"{text[: -len(other)]}{kind}")
        self._pause.start()

    def _check_file(self) -> None:
        """Say at once what would only be found out after the work."""
        trouble = self._trouble()
        self.export_button.setEnabled(self._possible and not trouble and not self._writing)
        there = "There is such a file already; it will be replaced."
        self.state.setText(trouble or (there if self._target().exists() else ""))

    def _trouble(self) -> str:
        if not self.file.text().strip():
            return "Name the file."
        target = self._target()
        if target.name.lower().endswith(SUFFIX):
            return "A map would be replaced by its own picture: choose another name."
        if not target.is_absolute():
            return "Name the folder too, or browse for it."
        reason = why_not_writable(target)
        return f"{reason[:1].upper()}{reason[1:]}: choose another place." if reason else ""

    def _browse(self) -> None:
        kind = self.form.sheet.kind
        dialog = QFileDialog(self, "Export poster", str(self._target()), f"Posters (*.{kind})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()
        without_icons(dialog)

    def _ask(self) -> None:
        sheet = self.form.sheet
        nothing = _none_ticked(self.form)
        if nothing:
            self._failed(nothing, True)
            return
        longest = round(LONGEST * self.devicePixelRatioF())
        self._process.preview(sheet, longest)

    def _show_preview(self, made: Preview) -> None:
        self._possible = True
        self.picture.show_picture(made.png)
        self.facts.setText(made.facts)
        small = "Words this small cannot be read: take larger paper, or a part of the map."
        self.advice.setText(small if made.small else "")
        if not self._writing:
            self._check_file()

    def _show_progress(self, part: float) -> None:
        self.bar.setRange(0, 1000 if part else 0)
        self.bar.setValue(round(part * 1000))

    def _written(self) -> None:
        self._working(False)
        file = str(self._target())
        self.accept()
        self.exported.emit(file)

    def _failed(self, why: str, preview: bool) -> None:
        if preview:
            self.picture.show_picture(b"")
            self.facts.setText(why)
            self.advice.setText("")
            self._possible = False
            self._check_file()
        else:
            self._working(False)
            self.state.setText(why)

    def _working(self, on: bool) -> None:
        self._writing = on
        for widget in (self.form, self.file, self.browse):
            widget.setEnabled(not on)
        self.bar.setRange(0, 0)
        self.bar.setVisible(on)
        self._check_file()
        if on:
            self.state.setText("Laying out and writing…")


def _none_ticked(form: ExportForm) -> str:
    for ticks, what in ((form.personas, "persona"), (form.lanes, "lane")):
        if ticks.count() and not ticks.ticked:
            return f"Tick at least one {what}."
    return ""
