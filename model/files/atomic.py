"""Replacing a file so that at every moment either the old bytes or the new ones are there.

Used for maps and for everything exported. Written to a temporary file in the same folder,
flushed, read back, renamed over the old one, and the folder flushed too: only then saved.
"""

import errno
import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from model.files.errors import SaveError, save_error
from model.files.held import hold

_READ_BACK = 1 << 20
_PREFIX = ".touchline-"


def replace_bytes(
    path: str | os.PathLike[str],
    data: bytes,
    *,
    before_replace: Callable[[Path], None] | None = None,
    is_new: bool = False,
) -> None:
    """Make `data` the content of the file at `path`, whole or not at all.

    A symbolic link stays a link: the file that it leads to is replaced. Mode, owner and
    extended attributes are kept as far as this account may set them. Other hard links to
    the file keep the old content: a rename cannot reach them.

    `before_replace` gets the file about to be replaced, at the last moment; whatever it
    raises stops the save. With `is_new` nothing is ever replaced, whoever else writes there
    at the same moment.

    Raises:
        FileExistsError: with `is_new`, there is something of that name.
        SaveError: the file is as it was, and no temporary file is left. The one exception
            is a folder that cannot be flushed after the rename; the message says so.
    """
    where = os.fspath(path)
    try:
        if is_new:
            _refuse_taken(where)
        _replace(Path(os.path.realpath(where)), data, where, before_replace, is_new)
    except (OSError, ValueError) as error:
        if is_new and isinstance(error, FileExistsError):
            raise
        raise save_error(error, where) from error


def why_not_writable(path: str | os.PathLike[str]) -> str:
    """Why saving at `path` would be refused, in words; "" if nothing speaks against it."""
    try:
        target = Path(os.path.realpath(path))
        _check_target(target, os.fspath(path))
        if not os.access(target.parent, os.W_OK | os.X_OK):
            missing = not target.parent.exists()
            raise OSError(errno.ENOENT if missing else errno.EACCES, "")
    except SaveError as error:
        return error.what
    except (OSError, ValueError) as error:
        return save_error(error, "").what
    return ""


def clear_leftovers(path: str | os.PathLike[str]) -> int:
    """Remove what saves of `path` left behind when they were killed; how many there were.

    A save that still runs, here or in another process, holds a lock on its temporary
    file, which is therefore left alone.
    """
    target = Path(os.path.realpath(path))
    return _clear(target.parent, _temporary_prefix(target))


def clear_folder(folder: Path) -> int:
    """As `clear_leftovers`, for saves of any file in a folder that is Touchline's own."""
    return _clear(folder, _PREFIX)


def _clear(folder: Path, prefix: str) -> int:
    count = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.name.endswith(".tmp"):
                with suppress(OSError):  # the save it belonged to was just done
                    if _abandoned(entry.path):
                        Path(entry.path).unlink()
                        count += 1
    return count


def _replace(
    target: Path,
    data: bytes,
    where: str,
    before_replace: Callable[[Path], None] | None,
    is_new: bool,
) -> None:
    old = _check_target(target, where)
    clear_leftovers(target)
    # The folder is opened first: running out of descriptors later could not be undone.
    folder = os.open(target.parent, os.O_RDONLY) if sys.platform != "win32" else -1
    try:
        _write_and_rename(target, data, where, old, before_replace, is_new)
        _flush_folder(folder, where)
    finally:
        if folder >= 0:
            with suppress(OSError):  # nothing was written through it: the file is in place
                os.close(folder)


def _write_and_rename(
    target: Path,
    data: bytes,
    where: str,
    old: os.stat_result | None,
    before_replace: Callable[[Path], None] | None,
    is_new: bool,
) -> None:
    handle, temporary = _open_temporary(target, private=old is not None)
    try:
        try:
            _write_all(handle, data)
            if old is not None:
                _keep_attributes(handle, target, old)
            os.fsync(handle)
            _read_back(handle, data, where)
            # A network file system may tell of a full disk only when a file is closed. The
            # first handle stays open, as it holds the lock; Windows would not rename then.
            os.close(os.dup(handle))
            if sys.platform == "win32":
                os.close(handle)
                handle = -1
            if before_replace is not None:
                before_replace(target)
            if is_new and _named(temporary, target):
                return
            os.replace(temporary, target)  # noqa: PTH105 - tests inject its failures here
        finally:
            if handle >= 0:
                with suppress(OSError):
                    os.close(handle)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _named(temporary: Path, target: Path) -> bool:
    """Give what was written a name that is nobody's; False where a rename has to do.

    Raises:
        FileExistsError: it is somebody's by now.
    """
    try:
        os.link(temporary, target)  # a rename would replace what somebody wrote just now
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # not every disk lets a file have two names
        _refuse_taken(target)
        return False
    with suppress(OSError):  # it is abandoned, and cleared some day
        temporary.unlink()
    return True


def _refuse_taken(path: str | Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "")


def _check_target(target: Path, where: str) -> os.stat_result | None:
    """What stands at `target` now, or None; SaveError if it must not be replaced."""
    try:
        old = os.stat(target)  # noqa: PTH116 - as above
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise OSError(errno.EISDIR, "")
    if not stat.S_ISREG(old.st_mode):
        raise SaveError("this is a device, not a file", where, "Choose another name.")
    # A rename needs no permission on the file itself, and root needs none at all; but
    # whoever took every write permission away meant it.
    if not old.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise SaveError("the file can only be read", where, "Save a copy under another name.")
    return old


def _open_temporary(target: Path, *, private: bool) -> tuple[int, Path]:
    """A new, locked file beside `target`; readable by others only if it need not be private."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    tries = 8
    while True:
        temporary = target.with_name(f"{_temporary_prefix(target)}{secrets.token_hex(6)}.tmp")
        handle = os.open(temporary, flags, 0o600 if private else 0o666)
        tries -= 1
        # Not every disk can lock, and one that must not says of each file that it is held.
        if (hold(handle) is not False or tries < 0) and os.fstat(handle).st_nlink:
            return handle, temporary
        os.close(handle)  # another save took it for abandoned before it was locked
        with suppress(OSError):
            temporary.unlink()


def _temporary_prefix(target: Path) -> str:
    # Not the name itself: with a suffix it might be longer than the disk allows.
    name = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]
    return f"{_PREFIX}{name}-"


def _abandoned(temporary: str) -> bool:
    flags = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(temporary, flags)
    try:
        return hold(handle) is True
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = os.write(handle, rest)
        if not written:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[written:]


def _keep_attributes(handle: int, target: Path, old: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    new = os.fstat(handle)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(handle, old.st_uid, old.st_gid)
        except OSError:
            with suppress(OSError):  # somebody else's file in a shared folder: the group at least
                os.fchown(handle, -1, old.st_gid)
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(handle, name, os.getxattr(target, name))
    with suppress(OSError):  # some file systems know no modes
        os.fchmod(handle, stat.S_IMODE(old.st_mode) & 0o777)


def _read_back(handle: int, data: bytes, where: str) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    seen = 0
    while chunk := os.read(handle, _READ_BACK):
        if chunk != data[seen : seen + len(chunk)]:
            break
        seen += len(chunk)
    if chunk or seen != len(data):
        raise SaveError(
            "the disk did not keep what was written",
            where,
            "Save a copy on another disk, and have this one looked at.",
        )


def _flush_folder(folder: int, where: str) -> None:
    if folder < 0:
        return
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            return  # this file system has no such thing
        raise SaveError(
            "the new file is in place, but the disk did not confirm it",
            where,
            "Save once more, and keep a copy on another disk.",
        ) from error
