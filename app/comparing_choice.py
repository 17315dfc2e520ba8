"""What a map can be compared with: its last review, its versions, commits of git, how it was
opened, any file.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout
from shiboken6 import isValid

from app import asking, opening
from app.asking import Answer, Role
from app.versions_words import date_of
from model.change import JourneyMap, apply, invert
from model.files.codec import Loaded
from model.files.commit import Commit
from model.files.last_review import in_words, last_review
from model.files.naming import bare_name
from model.files.version_list import Version, listed
from model.files.versions import labelled
from widgets.asking import only_when_pressed, without_icons
from widgets.box import GRID
from widgets.panels.parts import dialog_column, heading, open_at, primary, words
from widgets.panels.two_lines import TwoLines

if TYPE_CHECKING:
    from app.window import Window
    from widgets.document import Document

OPENED = "As it was opened"
SAVED = "As it was last saved"
NOW = "now"
#: What they are called within a sentence: "What changed from the map as opened to now".
_CALLED = {OPENED: "the map as opened", SAVED: "the map as last saved"}

Taken = Callable[[JourneyMap], object]


class State(NamedTuple):
    """One state of a map.

    Attributes:
        about: more about it, in a line.
        file: where it is read from; None for the map of the window, now or as it was opened.
        commit: the commit that has it, instead of a file.
    """

    name: str
    about: str
    file: Path | None = None
    commit: Commit | None = None


def compare_usual(window: "Window", then: Callable[[], None] = lambda: None) -> None:
    """Compare the map with its last review; without one, with what it was when it was opened.

    `then` is called when the comparison is shown.
    """
    window.commit_typing()
    document = window.document
    found = None
    if document.path is not None:
        found = last_review(document.path, document.map, digest=document.digest)
    if found is not None:
        _compare(window, State(found.name, "", found.path), State(NOW, ""), then)
    elif document.done:
        _compare(window, State(OPENED, ""), State(NOW, ""), then)
    else:
        asking.ask(
            window,
            "There is nothing yet to compare the map with",
            "It is compared with its last version, or with what it was when it was opened. It was "
            "not edited since, and has no versions: File ▸ Save version makes one.",
            Answer("Choose a file…", Role.AcceptRole, partial(_choose_file, window, then)),
            Answer("Cancel", Role.RejectRole),
        )


def compare_opened(window: "Window") -> None:
    """Compare the map with what it was when it was opened."""
    _compare(window, State(OPENED, ""), State(NOW, ""))


def may_compare_opened(window: "Window") -> bool:
    """Whether something was done since then, and just this is not compared now."""
    both = window.comparing.both
    return bool(window.document.done) and (both is None or both.old_name != _CALLED[OPENED])


def as_opened(document: "Document") -> JourneyMap:
    """The map of a document without what was done in it since it was opened."""
    journey = document.map
    for entry in reversed(document.done):
        journey = apply(invert(entry.change), journey)
    return journey


def states(document: "Document") -> list[State]:
    """What the map of a document can be compared with, newest first; not as it is now."""
    found = []
    if document.path is not None and document.is_dirty:
        found.append(State(SAVED, document.path.name, document.path))
    if document.done:
        found.append(State(OPENED, "Without what was done in this window"))
    if document.path is not None:
        for version in reversed(listed(document.path)):
            if not version.trouble:
                found.append(State(version.name, _about(version), version.path))
    return found


class CompareChooser(QDialog):
    """Two lists: the older state and the newer one.

    Attributes:
        old, new: the lists.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._files: list[State] = []
        window.commit_typing()
        self.setWindowTitle("Compare")
        self.finished.connect(self.deleteLater)
        self._states = states(window.document)
        self.old, self.new = TwoLines("Compare", self), TwoLines("With", self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        role = QDialogButtonBox.ButtonRole
        self.compare_button = buttons.addButton("&Compare", role.AcceptRole)
        self.file_button = buttons.addButton("&Add a file…", role.ActionRole)
        self.file_button.setToolTip("To both lists; it is chosen as the older one")
        without_icons(self)
        only_when_pressed(buttons)
        primary(self.compare_button, window.windows.theme)
        buttons.accepted.connect(self._compare)
        buttons.rejected.connect(self.reject)
        self.file_button.clicked.connect(self._add_file)
        self.none = words(
            "There are no versions of this map yet, and nothing was done to it since it was "
            "opened. Choose a file to compare it with.", self, quiet=True,
        )  # fmt: skip
        column = dialog_column(self)
        both = QHBoxLayout()
        both.setSpacing(3 * GRID)
        for title, rows in (("Older", self.old), ("Newer", self.new)):
            side = QVBoxLayout()
            side.setSpacing(GRID)
            side.addWidget(heading(title, self, 1.15))
            side.addWidget(rows, 1)
            both.addLayout(side, 1)
            rows.setMinimumWidth(26 * GRID)
            rows.itemSelectionChanged.connect(self._offer)
        self.old.itemDoubleClicked.connect(self._compare)
        column.addLayout(both, 1)
        column.addWidget(self.none)
        column.addWidget(buttons)
        self.new.add("The map as it is now", "Follows what is done in this window")
        for state in self._states:
            self.old.add(state.name, state.about)
            self.new.add(state.name, state.about)
        self.new.setCurrentRow(0)
        if self._states:
            self.old.setCurrentRow(0)
        self._choose_again(0)
        self.none.setVisible(not self._states)
        self.old.setFocus()
        self._offer()
        open_at(self, 92 * GRID, 54 * GRID)
        self._ask_for_commits()

    def _choose_again(self, first: int) -> None:
        """What is compared now is chosen, if it is among the states from number `first` on."""
        comparing = self._window.comparing
        if comparing.both is None:
            return
        for row, state in enumerate(self._states[first:], first):
            if _called(state) == comparing.both.old_name:
                self.old.setCurrentRow(row)
            if _called(state) == comparing.both.new_name and not comparing.follows:
                self.new.setCurrentRow(row + 1)

    def _offer(self) -> None:
        old, new = self.old.currentRow(), self.new.currentRow() - 1
        self.compare_button.setEnabled(old >= 0 and old != new)

    def _compare(self) -> None:
        if not self.compare_button.isEnabled():
            return
        new = self.new.currentRow() - 1
        newer = self._states[new] if new >= 0 else State(NOW, "")
        self.accept()
        _compare(self._window, self._states[self.old.currentRow()], newer)

    def _ask_for_commits(self) -> None:
        """They come later than the dialog: a process of its own reads them."""
        from app import versions, versions_listing

        path = self._window.document.path
        if path is not None and versions_listing.in_git(path):
            versions.of(self._window).reader.log(self._take_commits)

    def _take_commits(self, commits: list[Commit], _more: bool) -> None:
        if not isValid(self):
            return
        none, first = not self._states, len(self._states)
        for commit in commits:
            about = (
                in_words(commit.when.astimezone().date()),
                commit.author,
                f"git {commit.short}",
            )
            name = commit.summary or f"Commit {commit.short}"
            self._add(State(name, ", ".join(filter(None, about)), commit=commit))
        if none and self._states:
            self.none.hide()
            self.old.setCurrentRow(0)
            self._offer()
        self._choose_again(first)

    def _add(self, state: State) -> None:
        self._states.append(state)
        for rows in (self.old, self.new):
            rows.add(state.name, state.about)

    def _add_file(self) -> None:
        document = self._window.document
        folder = document.path.parent if document.path else self._window.windows.settings.folder
        asking.file_to_open(self, "Compare with", folder, self._take_file)

    def _take_file(self, file: Path) -> None:
        self._add(State(bare_name(file), str(file.parent), file))
        self.none.hide()
        self.old.setCurrentRow(len(self._states) - 1)
        self.old.setFocus()
        self._offer()


def _choose_file(window: "Window", then: Callable[[], None]) -> None:
    document = window.document
    folder = document.path.parent if document.path else window.windows.settings.folder
    asking.file_to_open(
        window, "Compare with", folder,
        lambda file: _compare(window, State(bare_name(file), "", file), State(NOW, ""), then),
    )  # fmt: skip


def _compare(
    window: "Window", old: State, new: State, shown: Callable[[], None] = lambda: None
) -> None:
    """Read both, one after the other, and show them."""

    def show(older: JourneyMap, newer: JourneyMap | None) -> None:
        window.comparing.open(older, _called(old), newer, _called(new))
        shown()

    def then(older: JourneyMap) -> None:
        if new == State(NOW, ""):
            show(older, None)
        else:
            _read(window, new, lambda newer: show(older, newer))

    _read(window, old, then)


def _called(state: State) -> str:
    return _CALLED.get(state.name, state.name)


def _read(window: "Window", state: State, then: Taken) -> None:
    def loaded(found: Loaded) -> None:
        # What a version is called is no change to the map, nor what it is compared with.
        info = window.document.map.info
        then(labelled(found.map, info.version, info.baseline))

    if state.commit is not None:
        from app import versions
        from app.versions_doing import Doing
        from app.versions_known import Entry

        entry = Entry(state.commit.hash, state.name, state.commit, state.commit, None)
        Doing(window, versions.of(window)).load(entry, loaded)
        return
    if state.file is None:
        then(as_opened(window.document))
        return
    opening.load(
        window, state.file, state.name, loaded,
        lambda why: asking.tell_trouble(window, f"“{state.name}” cannot be compared", why),
    )  # fmt: skip


def _about(version: Version) -> str:
    label = version.label
    day = date_of(version)
    parts = (
        in_words(day) if day else "",
        label.author,
        " ".join((label.reason or label.note).split()),
    )
    return ", ".join(part for part in parts if part)
