"""Watches what a process opens, and meddles with a file just when it is being read."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

#: What Python itself and the program are made of, and what every process looks at.
_OWN = tuple(
    os.path.realpath(place) + "/"
    for place in (sys.prefix, sys.base_prefix, Path(__file__).parents[2])
)
_SYSTEM = (
    *("/dev/null", "/dev/urandom", "/proc/self/", "/proc/cpuinfo", "/sys/devices/system/cpu"),
    # shared libraries and, for a Qt that draws, the list of the computer's fonts
    *("/lib", "/usr/lib", "/usr/local/lib", "/etc/ld.so", "/etc/fonts", "/var/cache/fontconfig"),
    *(f"{Path.home()}/{place}" for place in (".cache/fontconfig", ".fontconfig", ".fonts")),
    *(f"{Path.home()}/{place}" for place in (".local/share/fonts", ".config/fontconfig")),
    *("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/usr/share/locale"),
)
#: Events that mean another file, machine or program is looked at.
_SPEAKING = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "urllib.",
    "ctypes.dlopen",
    "os.listdir",
    "os.scandir",
    "glob.",
    "ftplib.",
    "http.",
)


def is_outside(path: str, allowed: Iterable[str]) -> bool:
    """Whether `path` belongs neither to the program, nor to every process, nor to `allowed`."""
    real = os.path.realpath(path)
    inside = f"{real}/".startswith((*_OWN, *allowed))  # a folder is in itself
    return not inside and not real.startswith(_SYSTEM) and not path.startswith(_SYSTEM)


class Watch:
    """From now on, notes in `outside` whatever this process opens beyond `allowed`."""

    def __init__(self, allowed: Iterable[Path]) -> None:
        self.outside: list[str] = []
        self._allowed = tuple(os.path.realpath(path) for path in allowed)
        self._busy = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            if event == "open" and isinstance(args[0], (str, bytes, os.PathLike)):
                path = os.fsdecode(args[0])
                if is_outside(path, self._allowed):
                    self.outside.append(f"open {path}"[:300])
            elif event.startswith(_SPEAKING) and not self._own(event, args):
                self.outside.append(f"{event} {args!r}"[:300])
        finally:
            self._busy = False

    def _own(self, event: str, args: tuple[Any, ...]) -> bool:
        """Whether a folder is read to find a module of the program, or for the output."""
        if event not in ("os.listdir", "os.scandir", "ctypes.dlopen") or not args[0]:
            return False
        path = args[0]
        return isinstance(path, (str, bytes)) and not is_outside(os.fsdecode(path), self._allowed)


def interrupt_reading(how: str, path: str) -> None:
    """Let the file at `path` grow, shrink or vanish just after it has been opened."""
    if not how:
        return
    meddle: dict[str, Callable[[], Any]] = {
        "grows": lambda: _append(path),
        "grows huge": lambda: os.truncate(path, 400_000_000),
        "shrinks": lambda: os.truncate(path, Path(path).stat().st_size // 2),
        "is emptied": lambda: os.truncate(path, 0),
        "vanishes": lambda: Path(path).unlink(),
    }
    ask = os.fstat

    def fstat(fd: int) -> os.stat_result:
        found = ask(fd)
        if Path(path).exists() and os.path.samestat(found, Path(path).stat()):
            os.fstat = ask
            meddle[how]()
        return found

    os.fstat = fstat


def _append(path: str) -> None:
    with Path(path).open("ab") as file:
        file.write(b'{"more": 1}')
