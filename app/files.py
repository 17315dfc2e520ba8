"""One window's file: saving it in every way, and asking before anything is lost."""

import os
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from unicodedata import category

from PySide6.QtWidgets import QMessageBox, QWidget

from app import asking
from app.asking import Answer, Role
from app.settings import Settings
from model.files.errors import ChangedOnDisk, SaveError
from model.files.naming import SUFFIX, bare_name, title_as_name
from widgets.document import Document


def nothing() -> None:
    """For when nothing follows."""


def name_of(document: Document) -> str:
    """What a document is called: its file's name without the ending, or its title.

    Disks allow characters in names that are no text, and a label shows nothing for them.
    """
    file = document.path or document.proposed
    if file is not None:
        return "".join("·" if category(c) in ("Cc", "Cs") else c for c in bare_name(file))
    return " ".join(document.map.info.title.split()) or "Untitled map"


def names_apart(documents: Sequence[Document]) -> list[str]:
    """What each document is called beside the others, files of one name with their folders."""
    return [_apart(document, documents) for document in documents]


def _apart(document: Document, among: Sequence[Document]) -> str:
    name, path = name_of(document), document.path
    if path is None or len(among) == 1:
        return name
    folders = path.absolute().parent.parts[::-1]
    shown = 0
    for other in among:
        if other is document or other.path is None or name_of(other) != name:
            continue
        beside = other.path.absolute().parent.parts[::-1]
        pairs = enumerate(zip_longest(folders, beside), 1)
        shown = max(shown, next((n for n, (mine, its) in pairs if mine != its), 0))
    if not shown:
        return name
    where = str(Path(*folders[:shown][::-1]))
    return f"{name} in {''.join(c if c.isprintable() else '·' for c in where)}"


class Files:
    """Saves one document. `then` is always what follows once it is saved.

    `commit_typing` enters into the map what is being typed, which is saved as well.
    """

    def __init__(
        self,
        window: QWidget,
        document: Document,
        settings: Settings,
        commit_typing: Callable[[], None],
    ) -> None:
        self._window, self._document, self._settings = window, document, settings
        self._commit_typing = commit_typing
        #: Asked whether a file may be written, with what to offer if not; told when it is.
        self.claim: Callable[[Path, Callable[[], None]], bool] = lambda _path, _elsewhere: True
        self.settled = nothing
        #: Told that a save found another file there, with what follows a save, and what to do
        #: if that is no map that this one could be brought together with: whether it is broken.
        self.met: Callable[[Callable[[], None], Callable[[bool], None]], None] = (
            lambda _, ask: ask(False)
        )  # fmt: skip

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Write it to its file; ask for one if it has none or must not be written to it."""
        self._commit_typing()
        if self._document.is_saving:  # perhaps elsewhere, where it belongs from then on
            self._document.after_saving(lambda: self.save(then))
        elif self._document.path is None or self._document.read_only_reason:
            self.save_as(then)
        else:
            self._write(self._document.path, then)

    def save_if_nothing_asks(self, then: Callable[[bool], None]) -> None:
        """Write it to its file if that asks for nothing; `then` hears whether it is written."""
        document, path = self._document, self._document.path
        self._commit_typing()
        if path is None or document.read_only_reason or document.is_saving:
            then(False)
            return

        def over(trouble: SaveError | None) -> None:
            self.settled()
            then(trouble is None)

        document.save_soon(path, then=over)

    def save_as(self, then: Callable[[], None] = nothing, mark: str = "") -> None:
        """Ask for a file, which is the map's from then on; `mark` is added to what it suggests."""
        self._commit_typing()
        suggested = self._marked(mark) if mark else self._suggested()
        asking.file_to_save(
            self._window, "Save as", suggested, lambda path: self._write(path, then)
        )

    def save_copy(self) -> None:
        """Ask for a file for a copy, and go on with this one."""
        self._commit_typing()
        asking.file_to_save(self._window, "Save a copy", self._marked("-copy"), self._write_copy)

    def settle(self, then: Callable[[], None]) -> None:
        """Go on with `then` as soon as nothing can be lost by it: saved, or not wanted.

        What is done while it is saved is asked about again.
        """
        self._commit_typing()
        if self._document.is_saving:
            self._document.after_saving(lambda: self.settle(then))
        elif self._document.is_dirty:
            asking.save_changes(
                self._window,
                name_of(self._document),
                lambda: self.save(lambda: self.settle(then)),
                then,
                kept=self._document.safety.state != "unkept",
            )
        else:
            then()

    def replace(self, then: Callable[[], None] = nothing, digest: str = "") -> None:
        """Write it to its file, in place of what somebody else wrote there, which has that digest.

        What was written there since is met as ever; without a digest it is replaced too.
        """
        assert self._document.path is not None, "there is a file to be replaced"
        self._commit_typing()
        self._write(self._document.path, then, replace=digest or True)

    def _marked(self, mark: str) -> Path:
        name = f"{title_as_name(name_of(self._document))}{mark}{SUFFIX}"
        return self._suggested().with_name(name)

    def _suggested(self) -> Path:
        file = self._document.path or self._document.proposed
        if file is not None:
            return file
        return self._settings.folder / (title_as_name(name_of(self._document)) + SUFFIX)

    def _write(self, path: Path, then: Callable[[], None], replace: bool | str = False) -> None:
        if not self.claim(path, lambda: self.save_as(then)):
            return

        def over(trouble: SaveError | None) -> None:
            self.settled()
            if trouble is None:
                self._settings.remember(path)
                then()
            elif isinstance(trouble, ChangedOnDisk):
                self.met(
                    lambda: self.save(then),
                    lambda broken: self._ask_about_the_other(path, trouble, then, broken),
                )
            else:
                self._tell(path, trouble, then)

        self._document.save_soon(path, replace=replace, then=over)

    def _write_copy(self, path: Path) -> None:
        own = self._document.path
        if own is not None and os.path.realpath(own) == os.path.realpath(path):
            self._write(own, nothing)
            return
        if not self.claim(path, self.save_copy):
            return
        try:
            self._document.save_copy(path)
        except SaveError as trouble:
            asking.ask(
                self._window,
                f"No copy was saved as “{path.name}”",
                asking.in_words(trouble),
                Answer("Save a copy elsewhere…", Role.AcceptRole, self.save_copy),
                Answer("Close", Role.RejectRole),
                icon=QMessageBox.Icon.Warning,
            )
        else:
            self._settings.remember(path)
        finally:
            self.settled()

    def _ask_about_the_other(
        self, path: Path, trouble: ChangedOnDisk, then: Callable[[], None], is_broken: bool
    ) -> None:
        heading, what = "was changed on the disk", (
            "It is no longer what was opened here. Save yours elsewhere to keep both, or replace "
            "theirs with yours."
        )  # fmt: skip
        if is_broken:
            heading, what = "is broken on the disk", (
                "What is in it now is no journey map that can be read. Replace it with yours, "
                "which is whole; or save yours elsewhere, and look at what happened to it."
            )  # fmt: skip
        asking.ask(
            self._window,
            f"“{path.name}” {heading}",
            f"{trouble.where}\n{what}",
            Answer("Save elsewhere…", Role.AcceptRole, lambda: self.save_as(then, "-copy")),
            Answer(
                "Replace anyway",
                Role.DestructiveRole,
                lambda: self._write(path, then, replace=True),
            ),
            Answer("Cancel", Role.RejectRole),
            icon=QMessageBox.Icon.Warning,
        )

    def _tell(self, path: Path, trouble: SaveError, then: Callable[[], None]) -> None:
        asking.ask(
            self._window,
            f"“{path.name}” was not saved",
            f"{asking.in_words(trouble)}\nYour changes are still here.",
            Answer("Save as…", Role.AcceptRole, lambda: self.save_as(then)),
            Answer("Close", Role.RejectRole),
            icon=QMessageBox.Icon.Warning,
        )
