"""Who has a map open: a small hidden file beside it, held as long as the map is.

On one computer the system's own lock on that file decides, so an owner that died is no
obstacle. What is written in it tells others who it is, and is all that is known of an owner
on another computer, as locks seldom reach that far.
"""

import errno
import hashlib
import json
import os
import secrets
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from model.files.errors import short
from model.files.held import hold
from model.files.whoami import Computer, owner_name, this_computer

#: What a lock file says from its second byte on; no other file is written to or removed.
_START = b'{"format": "touchline.lock", '
#: Bytes that are read of a lock file: several times what is ever written.
_MOST = 4096
#: Bytes of a file's name that go into the name of its lock file; most disks take 255.
_LONGEST_NAME = 200
#: Each try but the last met a lock file that was just being made or removed.
_TRIES = 200


@dataclass(frozen=True)
class Holder:
    """Who has a map open elsewhere, as far as that is known.

    Attributes:
        owner: their name, in one line; "" if unknown.
        host: the name of their computer; "" if unknown.
        pid: the number of their process; 0 if unknown.
        since: when they opened it; None if unknown.
        is_here: whether that is this computer, which knows that their process lives.
    """

    owner: str = ""
    host: str = ""
    pid: int = 0
    since: datetime | None = None
    is_here: bool = False


class Lock:
    """That a map is open here, until `release`.

    Attributes:
        path: the map's file, behind all links.
        is_held: whether others can see it; they cannot where no lock can be had.
    """

    def __init__(self, path: Path, handle: int = -1, token: str = "") -> None:
        self.path = path
        self._handle = handle
        self._token = token

    @property
    def is_held(self) -> bool:
        """Whether others are kept from taking it."""
        return self._handle >= 0

    def release(self) -> None:
        """Let others have it; the lock file goes, unless it has become somebody else's."""
        handle, self._handle = self._handle, -1
        if handle < 0:
            return
        file = lock_file(self.path)
        words = _read(handle)
        gone = words.may_go and words.said.get("token", "") == self._token
        gone = gone and _is_at(handle, file)
        if sys.platform == "win32":  # which removes no file that is open
            _close(handle)
        if gone:
            _remove(file)
        if sys.platform != "win32":
            _close(handle)


def take(
    path: str | os.PathLike[str],
    owner: str | None = None,
    *,
    anyway: bool = False,
    since: datetime | None = None,
    computer: Computer | None = None,
) -> Lock | Holder:
    """Lock the map at `path` for this process, or say who has it open.

    With `anyway` the lock of another computer is no obstacle; one of this computer is.
    Where no lock can be had (a folder or disk that cannot be written or cannot lock, too
    many open files), the lock is one that holds nothing: saving will tell what is wrong.
    `owner`, `since` and `computer` are this account, now and this computer by default.
    """
    me = _Me(owner or owner_name(), computer or this_computer(), since or datetime.now(UTC))
    target, holder = Path(path), Holder()
    with suppress(OSError, ValueError):
        target = Path(os.path.realpath(path))
        for _ in range(_TRIES):
            outcome = _try(target, me, anyway)
            if isinstance(outcome, Lock):
                return outcome
            holder = outcome or holder
            if holder != Holder():
                break
        return holder
    return Lock(target)


def lock_file(target: Path) -> Path:
    """The lock file of the map at `target`, which must not be a link."""
    name = os.fsencode(target.name)
    if len(name) > _LONGEST_NAME:
        return target.with_name(
            f".touchline-{hashlib.sha256(name).hexdigest()[:24]}.journey.json.lock"
        )  # with the end by which git is told to say nothing of locks
    return target.with_name(f".{target.name}.lock")


@dataclass(frozen=True)
class _Me:
    owner: str
    computer: Computer
    since: datetime


class _Words(NamedTuple):
    """What is written in a lock file, and whether it may be overwritten and removed."""

    may_go: bool
    said: dict[str, Any]


def _try(target: Path, me: _Me, anyway: bool) -> Lock | Holder | None:
    """One try; None or an unknown holder if the lock file was just being made or removed."""
    file = lock_file(target)
    handle, new, writable = _open(file)
    if handle < 0:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return Lock(target)
        held = hold(handle)
        words = _read(handle)
        holder = _holder(words.said, me.computer)
        if held is False:
            return Lock(target) if anyway and _is_abroad(holder) else holder
        if _is_abroad(holder) and not anyway:
            return holder
        if held is None:
            if new:
                _remove(file)
            return Lock(target)
        if not _is_at(handle, file):
            return None  # its owner removed it just before it was locked
        if not writable and words.may_go and _remove(file):
            return None  # of another account that is gone: the next try makes a new one
        token = ""
        if writable and words.may_go and os.fstat(handle).st_nlink == 1:
            token = _write(handle, me)
            if new:
                _let_see(handle, target)
        lock, handle = Lock(target, handle, token), -1
        return lock
    finally:
        if handle >= 0:
            os.close(handle)


def _open(file: Path) -> tuple[int, bool, bool]:
    """A descriptor, whether the file is new, whether it may be written; -1 to try again.

    Neither links are followed nor is anything waited for, whatever stands there.
    """
    flags = 0
    for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_BINARY", "O_NOINHERIT"):
        flags |= getattr(os, name, 0)
    try:
        return os.open(file, flags | os.O_RDWR), False, True
    except FileNotFoundError:
        pass
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        try:
            return os.open(file, flags | os.O_RDONLY), False, False
        except FileNotFoundError:
            return -1, False, False
    try:
        return os.open(file, flags | os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), True, True
    except FileExistsError:
        return -1, False, False


def _is_at(handle: int, file: Path) -> bool:
    """Whether what was opened is still what stands at `file`."""
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(file))
    except OSError:
        return False


def _close(handle: int) -> None:
    with suppress(OSError):  # it is closed then too
        os.close(handle)


def _remove(file: Path) -> bool:
    try:
        file.unlink()
    except OSError:
        return False
    return True


def _read(handle: int) -> _Words:
    try:
        os.lseek(handle, 1, os.SEEK_SET)  # Windows lets others read all but the first byte
        data = os.read(handle, _MOST)
        # Zeros are what some disks leave of a file when the power fails.
        ours = data.startswith(_START) or (not data.strip(b"\0") and len(data) < _MOST)
        # Old words may stand behind the first line while it is being written.
        found = json.loads(data.partition(b"\n")[0]) if data.startswith(_START) else {}
    except OSError:
        return _Words(False, {})
    except (ValueError, RecursionError):  # torn
        return _Words(ours, {})
    return _Words(ours, found)


def _write(handle: int, me: _Me) -> str:
    """Write who holds it; what to know it again by, "" where a full disk took no words."""
    token = secrets.token_hex(8)
    words = {
        "owner": me.owner,
        "host": me.computer.name,
        "computer": me.computer.id,
        "pid": os.getpid(),
        "since": me.since.isoformat(timespec="seconds"),
        "token": token,
    }
    line = b" " + _START + json.dumps(words)[1:].encode() + b"\n"
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        whole = os.write(handle, line) == len(line)
        os.ftruncate(handle, len(line) if whole else 0)
    except OSError:
        return ""
    return token if whole else ""


def _let_see(handle: int, target: Path) -> None:
    """Whoever may read or write the map may read or write who has it."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.fchmod(handle, stat.S_IMODE(target.stat().st_mode) & 0o666 | 0o600)


def _holder(found: dict[str, Any], computer: Computer) -> Holder:
    """Who that is, cleaned of whatever a hostile file may say."""
    owner, host, pid = found.get("owner"), found.get("host"), found.get("pid")
    try:
        read = datetime.fromisoformat(str(found.get("since")))
        since = read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        since = None
    return Holder(
        short(owner.strip(), 60) if isinstance(owner, str) else "",
        short(host.strip(), 60) if isinstance(host, str) else "",
        pid if type(pid) is int and 0 < pid < 1 << 32 else 0,
        since,
        is_here=(host, found.get("computer")) == computer,
    )


def _is_abroad(holder: Holder) -> bool:
    return bool(holder.host) and not holder.is_here
