"""The dialog of a map's earlier saved states: look at one, open it as a copy, or go back to it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from app import asking, opening
from app.earlier_words import in_a_name, in_words, whens
from app.files import name_of
from app.folders import show_folder
from model.change import JourneyMap, diff
from model.files import codec, kept
from model.files.codec import Loaded
from model.files.errors import FileTrouble
from model.files.kept import Kept
from model.files.naming import SUFFIX
from widgets.asking import only_when_pressed, without_icons
from widgets.box import GRID
from widgets.document import Document
from widgets.panels.map_picture import MapPicture
from widgets.panels.parts import dialog_column, heading, open_at, primary, upright, words
from widgets.panels.two_lines import TwoLines, beside

if TYPE_CHECKING:
    from app.window import Window

#: Larger states, in bytes, are not looked at beforehand: reading them would hold the window up.
_LOOKED_AT = 6_000_000
#: Larger ones only when they are chosen.
_AHEAD = 1_500_000
#: Nor is a map of more records drawn in small.
_DRAWN = 2_500
_TOO_LARGE = "This state is too large for a picture."
#: ms between looking at one row and the next, so that keys and the pointer come first.
_BREATH = 20


class EarlierStates(QDialog):
    """What is kept of one window's map, newest first."""

    def __init__(self, window: "Window", now: datetime | None = None) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._today = (now or datetime.now(UTC)).astimezone().date()
        path = self._document.path
        self.states = kept.states(path, digest=self._document.digest) if path else ()
        self._folder = kept.folder_of(path) if path else None
        self._whens = whens([state.time for state in self.states], self._today)
        self._unread = set(range(len(self.states)))
        self._reader: _Reader | None = None
        self._same: set[int] = set()
        self._unusable: set[int] = set()
        self._shown = -1
        theme = window.windows.theme
        self.setWindowTitle("Earlier saved states")
        self.list = TwoLines("Earlier saved states", self)
        self.picture = MapPicture(theme, self)
        self.about = words(parent=self)
        self.said = words(self._where_kept(), self, quiet=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        role = QDialogButtonBox.ButtonRole
        self.open_button = buttons.addButton("Open as a &copy", role.ActionRole)
        self.back_button = buttons.addButton("&Go back to this", role.ActionRole)
        self.folder_button = buttons.addButton("Show in &folder", role.ResetRole)
        without_icons(self)
        only_when_pressed(buttons)
        primary(self.open_button, theme)
        self.open_button.clicked.connect(self._open)
        self.back_button.clicked.connect(self._go_back)
        self.folder_button.clicked.connect(self._show_folder)
        buttons.rejected.connect(self.reject)
        layout = dialog_column(self)
        title = heading(f"Earlier saved states of “{name_of(self._document)}”", self)
        layout.addWidget(title)
        layout.addLayout(beside(self.list, self.picture, self.about), 1 if self.states else 0)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self._reading = QTimer(self, interval=_BREATH)
        self._reading.timeout.connect(self._read_next)
        self._fill()
        if self.states:
            open_at(self, 124 * GRID, 72 * GRID)
        else:
            self.setMinimumWidth(64 * GRID)

    def _fill(self) -> None:
        for words_, state in zip(self._whens, self.states, strict=True):
            hint = f"{state.size / 1e6:,.1f} MB: choose it to see what changed since"
            self.list.add(words_, "" if state.size <= _AHEAD else hint)
        self.list.currentRowChanged.connect(self._look)
        # Not by Enter too: in the list that presses the default button, and both would open it.
        self.list.itemDoubleClicked.connect(self._open)
        if self.states:
            self._reading.start()
            self.list.setCurrentRow(0)
            self.list.setFocus()
        else:
            for part in (self.list, self.picture, self.about):
                part.hide()
        self._offer()

    def _where_kept(self) -> str:
        keeps = "The last ten saved states of every map are kept"
        if self.states:
            return f"{keeps}, on this computer only, in\n{upright(str(self._folder))}"
        none = "There are none yet: " + (
            "the first one is kept when the map is saved here."
            if self._document.path
            else "this map was never saved."
        )
        return f"{none}\n\n{keeps}, on this computer only."

    def _look(self, row: int) -> None:
        """Read the state of that row next."""
        self._offer()
        self._tell()
        self._reading.start()

    def _read_next(self) -> None:
        """Look at one state after the other, the one that is chosen first."""
        if self._reader is not None:
            if not self._reader.is_alive():
                reader, self._reader = self._reader, None
                self._take(reader)
            return
        row = self.list.currentRow()
        if row == self._shown:
            small = (r for r in self._unread if self.states[r].size <= _AHEAD)
            row = next(small, -1)
        if row < 0:
            self._reading.stop()
        elif self.states[row].size > _LOOKED_AT:
            self._shown = row
            self._unread.discard(row)
            self._say_in(row, f"{self.states[row].size / 1e6:,.0f} MB")
            self.picture.show_words(_TOO_LARGE)
        else:
            self._reader = _Reader(row, self.states[row], self._document.map)
            self._reader.start()

    def _take(self, read: "_Reader") -> None:
        """Show what was read."""
        self._unread.discard(read.row)
        if read.loaded is None:
            self._unusable.add(read.row)
        if read.is_same:
            self._same.add(read.row)
        self._say_in(read.row, read.line)
        if read.row == self.list.currentRow() != self._shown:
            self._shown = read.row
            if read.loaded is None:
                self.picture.show_words("There is nothing to see of it.")
            elif len(read.loaded.map) > _DRAWN:
                self.picture.show_words(_TOO_LARGE)
            else:
                self.picture.show_map(read.loaded.map)
        self._offer()

    def _say_in(self, row: int, line: str) -> None:
        self.list.say(row, line)
        self._tell()

    def _tell(self) -> None:
        """All of the chosen row below the picture: in the list it may be cut off."""
        row = self.list.currentRow()
        line = self.list.said(row)
        read = line and row not in self._unread
        self.about.setText(f"{self._whens[row]}: {line[:1].lower()}{line[1:]}." if read else "")

    def _offer(self) -> None:
        row = self.list.currentRow()
        usable = row >= 0 and row not in self._unusable
        self.open_button.setEnabled(usable)
        may_edit = not self._document.read_only
        self.back_button.setEnabled(usable and may_edit and row not in self._same)
        self.folder_button.setVisible(bool(self.states))
        for button in (self.open_button, self.back_button):
            button.setVisible(bool(self.states))

    def _open(self) -> None:
        if self.open_button.isEnabled():
            state = self.states[self.list.currentRow()]
            self._with(state, lambda loaded: self._show_copy(state, loaded))

    def _go_back(self) -> None:
        state = self.states[self.list.currentRow()]
        self._with(state, lambda loaded: self._put_back(state, loaded))

    def _with(self, state: Kept, then: Callable[[Loaded], None]) -> None:
        opening.load(
            self,
            state.file,
            self._whens[self.states.index(state)],
            then,
            lambda why: asking.tell_trouble(self, "It cannot be opened", why),
        )

    def _show_copy(self, state: Kept, loaded: Loaded) -> None:
        assert self._document.path is not None
        name = f"{name_of(self._document)}, {in_a_name(state.time, self._today)}{SUFFIX}"
        self.accept()
        self._window.windows.show_copy(loaded, self._document.path.with_name(name))

    def _put_back(self, state: Kept, loaded: Loaded) -> None:
        if loaded.read_only_reason:
            self.said.setText(loaded.read_only_reason)
            return
        self.accept()
        label = f"Go back to the state saved {in_a_name(state.time, self._today)}"
        self._document.commit(diff(self._document.map, loaded.map), label.replace(".", ":"))

    def _show_folder(self) -> None:
        if self._folder is not None:
            show_folder(self._folder)


def show(window: "Window") -> EarlierStates:
    """Show what is kept of a window's map."""
    window.commit_typing()
    dialog = EarlierStates(window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def copy_of(loaded: Loaded, proposed: Path) -> Document:
    """A document with an earlier state, which has no file yet."""
    return Document(
        loaded.map,
        read_only=loaded.read_only_reason,
        problems=loaded.problems,
        proposed=proposed,
    )


class _Reader(Thread):
    """Reads one state and compares it, while the window goes on.

    Attributes:
        loaded: what was read; None if it cannot be.
        line: what is said of it.
        is_same: whether the map is still like that.
    """

    def __init__(self, row: int, state: Kept, now: JourneyMap) -> None:
        super().__init__(daemon=True)
        self.row, self._state, self._now = row, state, now
        self.loaded: Loaded | None = None
        self.line = "This state was damaged and cannot be opened"
        self.is_same = False

    def run(self) -> None:
        """Read, compare, say."""
        data = kept.read(self._state)
        if data is None:
            return
        with suppress(FileTrouble):
            loaded = codec.loads(data, allow_large=True)
            change = diff(loaded.map, self._now)
            self.line, self.is_same = in_words(change), not change
            self.loaded = loaded
