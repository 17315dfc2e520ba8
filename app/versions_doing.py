"""What is done with a saved state of the map: compare, restore, open, delete."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile
from PySide6.QtWidgets import QMessageBox

from app import asking, opening, versions_words
from app.asking import Answer, Role
from app.files import name_of
from app.folders import show_folder
from model.compare import compare
from model.comparing.sentence import sentence
from model.edits.fields import set_fields
from model.edits.restoring import restore, restored
from model.files.codec import Loaded
from model.files.errors import FileProblem, FileTrouble
from model.files.naming import SUFFIX, as_file_name
from model.files.version_list import Version
from model.files.versions import labelled, remove_version
from model.labels import quoted_text

if TYPE_CHECKING:
    from app.versions_known import Entry, Versions
    from app.window import Window

#: Larger files, in bytes, are read in a process of their own, with a dialog that says so.
_AT_ONCE = 2_000_000
_STAYS = (
    "Review dates stay as they are, and so do comments on what there still is. One Undo takes it "
    "all back."
)


class Doing:
    """Does what is wanted of states of one window's map."""

    def __init__(self, window: "Window", versions: "Versions") -> None:
        self._window, self._versions = window, versions
        self._by_wish: dict[str, Callable[[list[Entry]], None]] = {
            "compare": self._compare,
            "compare_before": self._compare_before,
            "restore": self._restore,
            "open": self._open,
            "baseline": self._baseline,
            "folder": self._folder,
            "delete": self._delete,
        }

    def do(self, wish: str, keys: list[str]) -> None:
        """A wish of the panel's, about these states, newest first."""
        found = [entry for key in keys if (entry := self._versions.entry(key)) is not None]
        if wish == "save":
            from app.versions import save

            save(self._window)
        elif wish == "compare" and not found:
            self._window.comparing.toggle()
        elif found:
            self._window.commit_typing()
            self._by_wish[wish](found)

    def _compare(self, found: "list[Entry]") -> None:
        if len(found) == 2:
            self._compare_two(found[1], found[0])
            return
        (entry,) = found

        def show(loaded: Loaded) -> None:
            info = self._window.document.map.info
            same = labelled(loaded.map, info.version, info.baseline)
            self._window.comparing.open(same, entry.name)

        self.load(entry, show)

    def _compare_before(self, found: "list[Entry]") -> None:
        (entry,) = found
        if entry.before is None:
            self._window.status.say(f"Nothing was saved before {quoted_text(entry.name)}.")
        else:
            self._compare_two(entry.before, entry)

    def _compare_two(self, older: "Entry", newer: "Entry") -> None:
        def show(old: Loaded, new: Loaded) -> None:
            same = labelled(old.map, new.map.info.version, new.map.info.baseline)
            self._window.comparing.open(same, older.name, new.map, newer.name)

        self.load(older, lambda old: self.load(newer, lambda new: show(old, new)))

    def _restore(self, found: "list[Entry]") -> None:
        (entry,) = found
        self.load(entry, lambda loaded: self._ask_to_restore(entry, loaded))

    def _ask_to_restore(self, entry: "Entry", loaded: Loaded) -> None:
        window, document = self._window, self._window.document
        name = quoted_text(entry.name)
        if loaded.read_only_reason:
            asking.ask(window, f"{name} cannot be restored", loaded.read_only_reason,
                       Answer("Close", Role.RejectRole))  # fmt: skip
            return
        found = compare(restored(document.map, loaded.map), document.map)
        if not found.change:
            window.status.say(f"The map is as in {name}.")
            return

        said = sentence(found).rstrip(".")

        def go() -> None:
            if document.edit(f"Restore {name}", restore, loaded.map):
                window.status.say(f"Restored {name}. Undo takes it back.")

        asking.ask(
            window,
            f"Restore {name}?",
            f"This takes back: {_lower(said)}.\n\n{_STAYS}",
            Answer("Restore", Role.AcceptRole, go),
            Answer("Compare first", Role.ActionRole, lambda: self._compare([entry])),
            Answer("Cancel", Role.RejectRole),
        )

    def _open(self, found: "list[Entry]") -> None:
        (entry,) = found

        def show(loaded: Loaded) -> None:
            window = self._window
            name = as_file_name(f"{name_of(window.document)}, {entry.name}", "version")
            path = window.document.path or window.windows.settings.folder / "map"
            window.windows.show_copy(loaded, path.with_name(f"{name}{SUFFIX}"))

        self.load(entry, show)

    def _baseline(self, found: "list[Entry]") -> None:
        (entry,) = found
        document = self._window.document
        if not isinstance(entry.saved, Version):
            return
        name, file = quoted_text(entry.name), entry.saved.path.name
        if document.map.info.baseline == file:
            label = f"No longer use {name} as the last review"
            document.edit(label, set_fields, "map", baseline="")
            return
        document.edit(f"Use {name} as the last review", set_fields, "map", baseline=file)

    def _folder(self, found: "list[Entry]") -> None:
        if isinstance(found[0].saved, Version):
            show_folder(found[0].saved.path)

    def _delete(self, found: "list[Entry]") -> None:
        (entry,) = found
        if not isinstance(entry.saved, Version):
            return
        file = entry.saved.path
        day = versions_words.date_of(entry.saved)
        of = f" of {day.day} {versions_words.month(day)}" if day else ""
        asking.ask(
            self._window,
            f"Delete the version {quoted_text(entry.name)}{of}?",
            f"Its file goes to the trash: {file.name}\nThe map stays as it is. Undo does not bring "
            "the version back.",
            Answer("Delete", Role.DestructiveRole, lambda: self._remove(entry, file)),
            Answer("Cancel", Role.RejectRole),
        )

    def _remove(self, entry: "Entry", file: Path) -> None:
        moved, _ = QFile.moveToTrash(str(file))
        if moved or not os.path.lexists(file):
            with suppress(OSError):
                remove_version(file)  # its folder too, if that is empty now
            self._gone(entry)
            return
        asking.ask(
            self._window,
            "There is no trash for it",
            f"{file.name} stands where nothing can be moved to the trash. It can only be deleted "
            "for good.",
            Answer("Delete for good", Role.DestructiveRole, lambda: self._remove_for_good(entry)),
            Answer("Cancel", Role.RejectRole),
            icon=QMessageBox.Icon.Warning,
        )

    def _remove_for_good(self, entry: "Entry") -> None:
        assert isinstance(entry.saved, Version)
        try:
            remove_version(entry.saved.path)
        except OSError as error:
            why = f"{entry.saved.path}\n{error.strerror}"
            asking.tell(self._window, "It was not deleted", why)
            return
        self._gone(entry)

    def _gone(self, entry: "Entry") -> None:
        self._versions.refresh()
        self._window.status.say(f"The version {quoted_text(entry.name)} is deleted.")

    def load(self, entry: "Entry", then: Callable[[Loaded], object]) -> None:
        """Read a state; what is wrong with it is told."""

        def failed(trouble: FileProblem) -> None:
            self._versions.refresh()  # it may have been removed just now
            asking.tell_trouble(self._window, "It cannot be opened", trouble)

        if isinstance(entry.saved, Version):
            self._read(entry.saved.path, entry.saved.size, entry.name, then, failed)
            return
        # Large maps are read from a file, and commits by the process alone.
        handle, name = tempfile.mkstemp(prefix="touchline-", suffix=SUFFIX)
        os.close(handle)
        file = Path(name)

        def taken(trouble: str) -> None:
            if trouble:
                file.unlink(missing_ok=True)
                asking.tell(self._window, "It cannot be opened", trouble)
                return
            self._read(file, file.stat().st_size, entry.name, _after(file, then),
                       _after(file, failed))  # fmt: skip

        self._versions.reader.take(entry.saved, file, taken)

    def _read(
        self,
        file: Path,
        size: int,
        name: str,
        then: Callable[[Loaded], object],
        failed: Callable[[FileProblem], object],
    ) -> None:
        if size > _AT_ONCE:
            opening.Opening(self._window, file, name, then, failed).open()
        else:
            opening.load(self._window, file, name, then, failed)


def _after(file: Path, then: Callable[..., object]) -> Callable[..., object]:
    """`then`, once a file that was only put aside is away again."""

    def go(found: Loaded | FileTrouble) -> None:
        file.unlink(missing_ok=True)
        then(found)

    return go


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
