"""Faults put in from inside a process: one call of the system fails, stops short or kills.

Where strace may not be used this stands in for it. It sees the calls that Python code
makes through `os`, `fcntl` and `open`, not what happens below them.
"""

import builtins
import errno
import fcntl
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: What takes a path first.
BY_PATH = (
    "open", "replace", "rename", "unlink", "remove", "mkdir", "rmdir", "stat", "lstat", "access",
    "scandir", "listdir", "listxattr", "getxattr", "chmod", "link", "symlink", "truncate", "utime",
)  # fmt: skip
#: What takes an open file first.
BY_HANDLE = (
    "write", "pwrite", "writev", "read", "pread", "lseek", "fsync", "fdatasync", "ftruncate",
    "close", "dup", "fstat", "fchmod", "fchown", "setxattr", "posix_fallocate",
)  # fmt: skip
#: The calls that change what is on the disk, or make it last.
CHANGES = frozenset(
    "open io.open write pwrite writev fsync fdatasync ftruncate truncate close replace rename "
    "unlink remove mkdir rmdir fchmod fchown chmod link symlink setxattr".split()
)
#: What an error can come from: those, and reading back.
FAILING = CHANGES | {"read", "pread", "scandir"}
#: What a disk can say, and how the tests call it. "short" is half a write.
ERRORS = {
    name: getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EIO", "EACCES", "EROFS", "EXDEV", "EMFILE")
}
KILL, TORN, SHORT, LIE = "kill", "torn", "short", "lie"


@dataclass(frozen=True)
class Fault:
    """At the call `number` (from 1) of `call`: an error's name, or KILL, TORN, SHORT or LIE.

    TORN writes half of what there is to write and is killed then; LIE writes something else.
    With `lasting` every later call of the same name fails too, as on a disk that stays full.
    """

    call: str
    number: int
    what: str
    lasting: bool = False

    def __str__(self) -> str:
        return f"{self.what} at {self.call} {self.number}{' and after' * self.lasting}"


@dataclass
class Seen:
    """What the shim has seen.

    Attributes:
        calls: the calls by name, in their order.
        struck: whether the fault came up.
        written: how many bytes were written.
    """

    calls: list[str] = field(default_factory=list)
    struck: bool = False
    written: int = 0

    def points(self, which: frozenset[str] | None = None) -> list[tuple[str, int]]:
        """Each call with its number among its like; only `which`, if that is given."""
        counts: dict[str, int] = {}
        points = []
        for call in self.calls:
            counts[call] = counts.get(call, 0) + 1
            if which is None or call in which:
                points.append((call, counts[call]))
        return points


Watcher = Callable[[str, tuple[Any, ...], Any], None]


@contextmanager
def shim(
    under: Path,
    fault: Fault | None = None,
    *,
    room: int | None = None,
    watcher: Watcher | None = None,
) -> Iterator[Seen]:
    """Let `fault` happen to calls about files under the folder `under`, and count them.

    With `room` all writes together find space for so many bytes. `watcher` is told name,
    arguments and result, or error, of each call; what it calls itself is not counted.
    """
    state = _Shim(os.path.realpath(under), fault, room, watcher)
    places: list[tuple[Any, str, str]] = [(os, name, name) for name in (*BY_PATH, *BY_HANDLE)]
    places += [(fcntl, "flock", "flock"), (fcntl, "lockf", "flock")]
    places += [(io, "open", "io.open"), (builtins, "open", "io.open")]
    if journal := sys.modules.get("model.files.journal"):
        places.append((journal, "_confirm", "fdatasync"))  # which it chose when it was imported
    real = [(module, name, getattr(module, name)) for module, name, _ in places]
    for module, name, call in places:
        setattr(module, name, state.stand_in(call, getattr(module, name)))
    try:
        yield state.seen
    finally:
        for module, name, function in real:
            setattr(module, name, function)


class _Shim:
    def __init__(
        self, under: str, fault: Fault | None, room: int | None, watcher: Watcher | None
    ) -> None:
        self.under = under
        self.fault = fault
        self.room = room
        self.watcher = watcher
        self.seen = Seen()
        self.counts: dict[str, int] = {}
        self.readlink = os.readlink
        self.watching = threading.local()

    def stand_in(self, name: str, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            if not args or not self.concerns(kwargs.get("dir_fd", args[0])):
                return real(*args, **kwargs)
            try:
                result = self.call(name, real, args, kwargs)
            except OSError as error:
                self.tell(name, args, error)
                raise
            self.tell(name, args, result)
            return result

        return call

    def call(self, name: str, real: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self.seen.calls.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1
        if self.fault and self.strikes(name):
            self.seen.struck = True
            args = self.strike(self.fault.what, name, real, args)
        elif self.room is not None and name == "write":
            args = self.squeeze(args)
        result = real(*args, **kwargs)
        if name == "write":
            self.seen.written += result
        return result

    def tell(self, name: str, args: tuple[Any, ...], result: Any) -> None:
        if self.watcher:
            self.watching.now = True
            try:
                self.watcher(name, args, result)
            finally:
                self.watching.now = False

    def concerns(self, what: Any) -> bool:
        """Whether `what`, a path or an open file, lies in the folder under watch."""
        if getattr(self.watching, "now", False):
            return False
        if isinstance(what, io.IOBase):
            what = what.fileno()
        if isinstance(what, int):
            try:
                path = self.readlink(f"/proc/self/fd/{what}")
            except OSError:
                return False
        elif isinstance(what, str | os.PathLike):
            path = os.fspath(what)
        else:
            return False
        return path == self.under or path.startswith(self.under + os.sep)

    def strikes(self, name: str) -> bool:
        fault = self.fault
        if fault is None or fault.call != name:
            return False
        number = self.counts[name]
        return number == fault.number or (fault.lasting and number > fault.number)

    def strike(self, what: str, name: str, real: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
        if what == LIE:
            other = bytearray(args[1])
            other[len(other) // 2] ^= 1
            return args[0], other, *args[2:]
        if what in (SHORT, TORN):
            data = memoryview(args[1])
            args = (args[0], data[: max(1, len(data) // 2)], *args[2:])
            if what == SHORT:
                return args
            real(*args)
        if what in (TORN, KILL):
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "close":
            real(*args)  # the system lets go of a file also when it has an error to tell
        raise OSError(ERRORS[what], os.strerror(ERRORS[what]))

    def squeeze(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        data = memoryview(args[1])
        assert self.room is not None
        if data and not self.room:
            self.seen.struck = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        data = data[: self.room]
        self.room -= len(data)
        return args[0], data, *args[2:]


def faults(seen: Seen, *, lies: bool = True) -> list[Fault]:
    """Every error at every call that `seen` has seen: once, and from there on."""
    found = []
    for call, number in seen.points(FAILING):
        for what in ERRORS:
            found += [Fault(call, number, what), Fault(call, number, what, lasting=True)]
        if call == "write":
            found.append(Fault(call, number, SHORT))
            found += [Fault(call, number, LIE)] if lies else []
    return found
