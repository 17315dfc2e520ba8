"""What a disk may hold after the plug was pulled, at every moment of what was watched.

What was written counts only once it was flushed, and a name only once its folder was: until
then the disk may hold the old, the new, an empty file, one filled with zeros or one with a
hole of them. (Made folders are taken to stay.) A flush that failed loses what was written
before it for good.
"""

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FLUSHES = ("fsync", "fdatasync")


@dataclass(frozen=True)
class Entry:
    """What stands under a name: a link, or a file's number and mode."""

    link: str = ""
    file: int = 0
    mode: int = 0o644


Names = dict[Path, Entry]


@dataclass
class World:
    """One state in which the disk may be found, and how much had been said by then."""

    after: str
    said: int
    names: Names
    contents: dict[int, bytes] = field(repr=False)

    def make(self, root: Path) -> None:
        """Put the folder `root` into this state."""
        for path in root.rglob("*"):
            if path.is_symlink() or path.is_file():
                path.unlink()
        for path, entry in self.names.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if entry.link:
                path.symlink_to(entry.link)
            else:
                path.write_bytes(self.contents[entry.file])
                path.chmod(entry.mode)


class Plug:
    """Watches calls (as a shim's watcher) and remembers the worlds that they lead to.

    Attributes:
        said: all that was said.
    """

    def __init__(self, root: Path) -> None:
        self.said: list[str] = []
        self._root = root
        self._lock = threading.Lock()
        #: Held open, so that no number of a file is used again meanwhile.
        self._handles: dict[int, int] = {}
        self._names = self._kept_names = self._look()
        self._data = self._kept = self._read(self._names, {})
        self._lost: set[int] = set()
        self._worlds: dict[Any, World] = {}

    def __call__(self, call: str, args: tuple[Any, ...], result: Any) -> None:
        """A call was made."""
        with self._lock:
            self._names = self._look()
            self._data = self._read(self._names, self._data)
            if call in FLUSHES:
                self._flush(args[0], failed=isinstance(result, OSError))
            self._remember(f"{call} of {Path(str(args[0])).name}")

    def say(self, words: str) -> None:
        """Something was said, and can be relied on from now on."""
        with self._lock:
            self.said.append(words)
            self._remember(f"it was said: {words}")

    def close(self) -> None:
        """Let go of the files."""
        for handle in self._handles.values():
            os.close(handle)
        self._handles.clear()

    def worlds(self) -> Iterator[World]:
        """Every state that the disk may have been in, those that are alike only once."""
        yield from self._worlds.values()

    def _flush(self, handle: int, *, failed: bool) -> None:
        place = Path(f"/proc/self/fd/{handle}").readlink()
        if place.is_dir():
            if not failed:
                others = {p: e for p, e in self._kept_names.items() if p.parent != place}
                there = {p: e for p, e in self._names.items() if p.parent == place}
                self._kept_names = {**others, **there}
            return
        number = os.fstat(handle).st_ino
        if failed:
            self._lost.add(number)
        elif number not in self._lost:
            self._kept = {**self._kept, number: self._data.get(number, b"")}

    def _remember(self, after: str) -> None:
        contents = (self._data, *(self._unflushed(how) for how in (_gone, _zeros, _hole)))
        for names, data in itertools.product((self._names, self._kept_names), contents):
            held = {entry.file: data.get(entry.file, b"") for entry in names.values()}
            key = (len(self.said), tuple((p, e.link, held[e.file]) for p, e in sorted_names(names)))
            if key not in self._worlds:
                self._worlds[key] = World(after, len(self.said), names, held)

    def _unflushed(self, how: Callable[[bytes], bytes]) -> dict[int, bytes]:
        """The contents as flushed; what was written behind them is as `how` leaves it."""
        found = dict(self._kept)
        for number, data in self._data.items():
            flushed = self._kept.get(number, b"")
            found[number] = flushed + how(data[len(flushed) :])
        return found

    def _look(self) -> Names:
        found: Names = {}
        for path in self._root.rglob("*"):
            try:
                if path.is_symlink():
                    found[path] = Entry(link=str(path.readlink()))
                elif path.is_file():
                    about = path.stat()
                    if about.st_ino not in self._handles:
                        self._handles[about.st_ino] = os.open(path, os.O_RDONLY)
                    found[path] = Entry(file=about.st_ino, mode=about.st_mode & 0o777)
            except FileNotFoundError:
                continue  # another thread was faster
        return found

    def _read(self, names: Names, before: dict[int, bytes]) -> dict[int, bytes]:
        found = dict(before)
        for path, entry in names.items():
            if entry.file:
                try:
                    found[entry.file] = path.read_bytes()
                except FileNotFoundError:
                    continue
        return found


def sorted_names(names: Names) -> list[tuple[Path, Entry]]:
    """The names in an order of their own."""
    return sorted(names.items(), key=lambda item: item[0])


def _gone(_written: bytes) -> bytes:
    return b""


def _zeros(written: bytes) -> bytes:
    return bytes(len(written))


def _hole(written: bytes) -> bytes:
    """What has blocks before and behind it that came to the disk earlier."""
    quarter = len(written) // 4
    hole = len(written) - 2 * quarter
    return written[:quarter] + bytes(hole) + written[len(written) - quarter :]
