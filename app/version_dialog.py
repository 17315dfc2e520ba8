"""The dialog that saves a version: what it is called, by whom, and why the map changed."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget
from shiboken6 import isValid

from app import versions
from app.asking import in_words
from app.files import name_of
from app.versions_listing import Listing
from app.versions_reader import Said
from app.versions_words import REASONS, capitalised, offered_name, state_of
from model.files.encode import join
from model.files.errors import SaveError
from model.files.versions import dated, write_version
from model.files.whoami import owner_name
from model.labels import quoted_text
from model.records import LONGEST_TEXT, VersionLabel
from widgets.asking import only_when_pressed, without_icons
from widgets.box import GRID, Box
from widgets.inspector.boxes import Line, Text
from widgets.inspector.combo import Combo
from widgets.keeping import post
from widgets.panels.parts import dialog_column, dialog_form, heading, primary, words
from widgets.theme import Theme

if TYPE_CHECKING:
    from app.window import Window


_SAID = "Keeps the map as it is now under a name, in a file of its own beside it."


class VersionDialog(QDialog):
    """Asks, and writes the version beside the map. The map itself stays as it is."""

    def __init__(self, window: "Window", now: datetime | None = None) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._versions = versions.of(window)
        self._today = (now or datetime.now(UTC)).astimezone().date()
        self._writing = False
        self.setWindowTitle("Save version")
        theme = window.windows.theme
        self.name, self.author, self.note = Line(self), Line(self), Text(self, 2, 5)
        self.reason = reason_box(theme, self)
        self.author.show_text(window.windows.settings.author or owner_name())
        self.note.setPlaceholderText("What one should know about it")
        self.said = words(_SAID, self)
        self.quiet = words(parent=self, quiet=True)
        if self._document.path is not None:  # so that nothing moves when it comes
            self.quiet.setMinimumHeight(2 * self.quiet.fontMetrics().lineSpacing())
            self.quiet.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        buttons = QDialogButtonBox(parent=self)
        role = QDialogButtonBox.ButtonRole
        self.save_button = buttons.addButton("&Save version", role.ActionRole)
        self.cancel_button = buttons.addButton("Cancel", role.RejectRole)
        only_when_pressed(buttons)
        without_icons(self)
        primary(self.save_button, theme)
        self.save_button.clicked.connect(self.save)
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        self._look_back()

    def save(self) -> None:
        """Write it; a map that has no file yet is saved first."""
        if self._writing:
            return
        if self._document.path is None:
            self._window.files.save(self._write)
        else:
            self._write()

    def _look_back(self) -> None:
        """Offer a name, and say what changed since the version before, once that is known."""
        path = self._document.path
        self._offer(())
        if path is not None:
            Listing(path, self._versions.versions, None, self._take).start()

    def _take(self, listing: Listing) -> None:
        found = listing.found
        if found is None or not isValid(self):
            return
        if self.name.text() == self._offered:
            self._offer([version.name for version in found])
        before = next((version for version in reversed(found) if not version.trouble), None)
        if before is not None:
            reader = self._versions.reader
            reader.show_now(self._document.encoded())
            reader.say(state_of(before), None, partial(self._tell, quoted_text(before.name)))
        else:
            self.quiet.setText("It is the first version of this map.")

    def _offer(self, taken: Sequence[str]) -> None:
        self._offered = offered_name(self._today, self._document.map.info.next_review, taken)
        self.name.show_text(self._offered)
        self.name.selectAll()

    def _tell(self, name: str, said: Said) -> None:
        if isValid(self):
            text = f"since {name}: {capitalised(said.text)}"
            self.quiet.setText(f"Nothing changed since {name}." if said.same else f"Changed {text}")

    def _write(self) -> None:
        path = self._document.path
        if path is None or self._writing or not self.isVisible():
            return
        label = self._label(self._today)
        self._window.windows.settings.author = label.author
        self._set_writing(True)
        # Encoded here, where nothing changes meanwhile; it takes as long as a save does.
        data = self._document.encoded(label)
        writing = Writing(path, data, label)
        writing.then = partial(self._over, writing)
        writing.start()

    def _label(self, today: date) -> VersionLabel:
        return dated(
            VersionLabel(
                label=" ".join(self.name.text().split()),
                note=self.note.toPlainText().strip()[:LONGEST_TEXT],
                author=" ".join(self.author.text().split()),
                date=today.isoformat(),
                reason=self.reason.currentData(),
            )
        )

    def _over(self, writing: "Writing") -> None:
        if not isValid(self):
            return
        self._set_writing(False)
        if writing.error is not None:
            self.said.setText(f"No version was saved.\n{in_words(writing.error)}")
            return
        assert writing.made is not None
        self.accept()
        self._versions.refresh()
        folder = writing.made.parent.name
        name = quoted_text(writing.label.label) if writing.label.label else "without a name"
        self._window.status.say(f"The version {name} is in the folder {quoted_text(folder)}.")

    def _set_writing(self, on: bool) -> None:
        self._writing = on
        for part in (self.name, self.author, self.note, self.reason, self.save_button):
            part.setEnabled(not on)
        if on:
            self.said.setText("Saving…")

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        form = dialog_form()
        fields = (
            ("&Name", self.name),
            ("Wh&y", self.reason),
            ("N&ote", self.note),
            ("&By", self.author),
        )
        for text, field in fields:
            shown = field if field is self.reason else Box(field, self)
            form.addRow(text, shown)
            field.setAccessibleName(text.replace("&", ""))
        for (_, first), (_, following) in pairwise(fields):
            self.setTabOrder(first, following)
        column = dialog_column(self)
        column.addWidget(heading(f"Save a version of {quoted_text(name_of(self._document))}", self))
        column.addWidget(self.said)
        column.addLayout(form)
        column.addWidget(self.quiet)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setMinimumWidth(64 * GRID)


class Writing(Thread):
    """Writes one version, whatever becomes of its dialog.

    Attributes:
        made: its file; None if there is none.
        error: why.
        then: called in the window's thread when it is over.
    """

    def __init__(self, path: Path, data: list[bytes | list[bytes]], label: VersionLabel) -> None:
        super().__init__(name="version")
        self._path, self._data, self.label = path, data, label
        self.then: Callable[[], None] = lambda: None
        self.made: Path | None = None
        self.error: SaveError | None = None

    def run(self) -> None:
        """Join, write, check."""
        try:
            self.made = write_version(self._path, join(self._data), self.label)
        except SaveError as error:
            self.error = error
        except Exception as error:  # a mistake of ours: the user hears that nothing was saved
            what = f"something went wrong in Touchline ({type(error).__name__})"
            self.error = SaveError(what, str(self._path))
        finally:
            post(self.then)


def reason_box(theme: Theme, parent: QWidget) -> Combo:
    """Why the map changed: all reasons to choose from, and none."""
    made = Combo(lambda: theme.icon("chevron-down", "muted"), parent)
    made.addItem("No particular reason", "")
    for reason in REASONS:
        made.addItem(reason, reason)
    return made


def show(window: "Window") -> VersionDialog:
    """Ask what the version is called, and save it."""
    window.commit_typing()
    dialog = VersionDialog(window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    dialog.name.setFocus()
    dialog.name.selectAll()
    return dialog
