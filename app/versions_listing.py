"""Listing the folder of versions beside a map, which may be far away, while the window goes on."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from model.files.version_list import Version, listed
from model.files.versions import folder_of
from widgets.keeping import post


class Listing(Thread):
    """Lists the folder of the versions, which may be far away.

    Attributes:
        found: the versions, oldest first; None if the folder is as it was.
        in_git: whether the map stands in a working tree of git's.
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

    def run(self) -> None:
        """List, and say so in the window's thread."""
        try:
            try:
                self.stamp = folder_of(self.path).stat().st_mtime_ns
            except OSError:
                self.stamp = 0
            if self._before is None or self.stamp != self._before:
                self.found = tuple(listed(self.path, self._known))
                self.in_git = _in_git(self.path)
        finally:  # who waits for it must not wait for ever
            post(lambda: self._then(self))


def _in_git(path: Path) -> bool:
    try:
        return any((folder / ".git").exists() for folder in path.resolve().parents)
    except OSError:
        return False
