"""What the window says about a file that cannot be opened: what, where, and what can be done."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app import asking, opening
from app.earlier_words import in_a_name, when
from app.folders import show_folder
from app.place import Place
from app.unmerged import COULD_NOT, MERGE, OFFER, can_merge, merge_sides
from model.files import codec, kept
from model.files.codec import Loaded
from model.files.door import BACKUP
from model.files.errors import FileProblem, FileTrouble, short
from model.files.kept import Kept
from model.files.naming import SUFFIX, bare_name
from widgets.asking import only_when_pressed, without_icons
from widgets.box import GRID
from widgets.panels.parts import dialog_column, heading, primary, words

if TYPE_CHECKING:
    from app.window import Window
    from app.windows import Windows

#: Larger kept states, in bytes, are not tried before they are offered: it would take too long.
_TRIED = 6_000_000


def tell(windows: "Windows", file: Path, parent: "Window", trouble: FileProblem) -> QDialog:
    """Say why a file cannot be opened; offer what can be done about it, if there is anything."""
    state = last_good(file)
    if state is None and not _has_text(file):
        return asking.tell_trouble(parent, _headline(file), trouble)
    dialog = Broken(windows, file, parent, trouble, state)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def last_good(file: Path) -> Kept | None:
    """The newest kept state of a map that can still be opened."""
    for state in kept.states(file):
        if state.size > _TRIED:
            return state
        data = kept.read(state)
        if data is not None and _loads(data):
            return state
    return None


def say_what_was_kept(window: "Window") -> None:
    """Once an older version's file is saved over, say where the old one was kept."""
    document = window.document
    file, version = document.path, document.migrated_from
    if file is None or version is None:
        return
    backup = codec.backup_of(file, document.digest, version)

    def look() -> None:
        if backup.exists() and document.path == file and not document.is_dirty:
            document.state_changed.disconnect(look)
            window.status.say(f"Saved in the form of this version. The old file is kept: {backup}")

    if not backup.exists():
        document.state_changed.connect(look)


class Broken(QDialog):
    """Tells about one file, and does what can be done about it."""

    def __init__(
        self,
        windows: "Windows",
        file: Path,
        parent: QWidget,
        trouble: FileProblem,
        state: Kept | None,
        now: datetime | None = None,
    ) -> None:
        super().__init__(parent)
        self._windows, self._file, self._trouble, self._state = windows, file, trouble, state
        self._today = (now or datetime.now(UTC)).astimezone().date()
        self.setWindowTitle("Touchline")
        sign = QLabel(self)
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        sign.setPixmap(icon.pixmap(4 * GRID, 4 * GRID))
        self._can_merge = can_merge(file, trouble)
        self.said = words(self._what(), self)
        self.offer = words(self._offer(), self)
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.close_button = buttons.button(QDialogButtonBox.StandardButton.Close)
        self.merge_button = buttons.addButton(MERGE, role.ActionRole)
        self.good_button = buttons.addButton("&Open the last good state", role.ActionRole)
        self.place_button = buttons.addButton(
            "Show the &place" if trouble.line else "Show how it &begins", role.ActionRole
        )
        self.folder_button = buttons.addButton("Show in &folder", role.ActionRole)
        buttons.rejected.connect(self.reject)
        self.merge_button.clicked.connect(self._merge)
        self.good_button.clicked.connect(self._open_good)
        self.place_button.clicked.connect(self._show_place)
        self.folder_button.clicked.connect(lambda: show_folder(file))
        self.merge_button.setVisible(self._can_merge)
        self.good_button.setVisible(state is not None)
        self.place_button.setVisible(_has_text(file))
        only_when_pressed(buttons)
        offered = (self.merge_button, self.good_button, self.place_button)
        main = next(b for b in offered if not b.isHidden())
        primary(main, windows.theme)
        without_icons(self)
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(heading(_headline(file), self, 1.15))
        column.addWidget(self.said)
        column.addWidget(self.offer)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        layout = dialog_column(self, 3 * GRID)
        layout.addLayout(row)
        layout.addWidget(buttons)
        self.setMinimumWidth(72 * GRID)
        self.setAccessibleDescription(f"{self.said.text()}\n{self.offer.text()}")
        main.setFocus()

    def _what(self) -> str:
        trouble = self._trouble
        what = trouble.what[:1].upper() + trouble.what[1:]
        place = f"\nLine {trouble.line:,}, column {trouble.column:,}" if trouble.line else ""
        if trouble.path and place:
            place += f" ({trouble.path})"
        return f"{what}.{place}\n{short(str(self._file.absolute()), 300)}"

    def _offer(self) -> str:
        lines = ["Nothing was changed: the file is as it was."]
        if self._state is not None:
            saved = when(self._state.time, self._today)
            saved = saved[:1].lower() + saved[1:]
            lines.append(
                f"An earlier state is kept, saved {saved}. It opens as a copy; save it under "
                "this name, or another one, if it is what you want."
            )
        if self._can_merge:
            lines.append(OFFER)
        elif self._trouble.is_unmerged:
            lines.append("Choose between both sides by hand, and remove git's marker lines.")
        elif self._trouble.todo and not (self._state and self._trouble.todo == BACKUP):
            lines.append(self._trouble.todo)
        return "\n".join(lines)

    def _merge(self) -> None:
        self.merge_button.setEnabled(False)
        merge_sides(self, self._file, self._merged)

    def _merged(self, why: str) -> None:
        if why:
            self.merge_button.setEnabled(True)
            asking.tell(self, COULD_NOT, why)
        else:
            self.accept()
            self._windows.open([self._file])

    def _open_good(self) -> None:
        state = self._state
        assert state is not None
        opening.load(
            self,
            state.file,
            self._file.name,
            self._show_copy,
            lambda why: asking.tell_trouble(self, "It cannot be opened", why),
        )

    def _show_copy(self, loaded: Loaded) -> None:
        assert self._state is not None
        stem = bare_name(self._file)
        name = f"{stem} (saved {in_a_name(self._state.time, self._today)}){SUFFIX}"
        self.accept()
        self._windows.show_copy(loaded, self._file.with_name(name))

    def _show_place(self) -> None:
        trouble = self._trouble
        what = trouble.what[:1].upper() + trouble.what[1:]
        place = Place(
            self, self._windows.theme, self._file, trouble.line, trouble.column, f"{what}."
        )
        place.open()


def _headline(file: Path) -> str:
    # The first mark, so that a name in Arabic does not turn round what stands after it.
    return f"\u200e“\u2066{short(file.name, 120)}\u2069” cannot be opened"


def _has_text(file: Path) -> bool:
    """Whether there is anything to look at."""
    try:
        if not file.is_file():  # reading a pipe or a device might never end
            return False
        with file.open("rb") as source:
            return bool(source.read(1))
    except (OSError, ValueError):
        return False


def _loads(data: bytes) -> bool:
    try:
        codec.loads(data, allow_large=True)
    except FileTrouble:
        return False
    return True
