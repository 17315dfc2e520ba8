"""Listing the folder of versions beside a map, which may be far away, while the window goes on."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from model.files.errors import open_problem
from model.files.version_list import Version, listed
from model.files.versions import folder_of
from widgets.keeping import post


class Listing(Thread):
    """Lists the folder of the versions, which may be far away.

    Attributes:
        found: the versions, oldest first; None if the folder is as it was.
        in_git: whether the map stands in a working tree of git's.
        why: why the folder cannot be looked into; "" if it can, or is not there.
    """

    def __init__(
        self,
        path: Path,
        known: tuple[Version, ...],
        stamp: object,
        then: Callable[["Listing"], None],
    ) -> None:
        super().__init__(name="versions", daemon=True)
        self.path, self._known, self._before, self._then = path, known, stamp, then
        self.found: tuple[Version, ...] | None = None
        self.stamp: object = None
        self.in_git = False
        self.why = ""

    def run(self) -> None:
        """List, and say so in the window's thread."""
        try:
            self._look()
            if self._before is None or self.stamp != self._before:
                self.found = tuple(listed(self.path, self._known))
                self.in_git = in_git(self.path)
        finally:  # who waits for it must not wait for ever
            post(lambda: self._then(self))

    def _look(self) -> None:
        folder = folder_of(self.path)
        try:
            self.stamp = folder.stat().st_mtime_ns
            os.scandir(folder).close()
        except FileNotFoundError:
            self.stamp = 0
        except NotADirectoryError:
            self.why = "there is a file where their folder would be"
        except OSError as error:
            self.why = open_problem(error, "").what


def in_git(path: Path) -> bool:
    """Whether a map stands in a working tree of git's."""
    try:
        return any((folder / ".git").exists() for folder in path.resolve().parents)
    except OSError:
        return False
