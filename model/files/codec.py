"""Opening and saving maps: the one door between a file and a JourneyMap.

`loads` and `dumps` know the bytes, `load` and `save` the disk. Opening changes nothing on
disk, and what a file holds beyond this version's knowledge is kept and written back.
"""

import hashlib
import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model.change import JourneyMap
from model.files.atomic import replace_bytes
from model.files.decode import read_quickly, read_thoroughly
from model.files.door import BACKUP
from model.files.encode import FORMAT, SCHEMA_VERSION, Memo, dumps, newer_version
from model.files.errors import (
    ChangedOnDisk,
    FileProblem,
    LoadProblem,
    SaveError,
    TooLarge,
    open_problem,
)
from model.files.state import state_folder, stem_of

__all__ = [
    "LARGEST_BYTES",
    "MOST_BYTES",
    "MOST_PARTS",
    "Loaded",
    "Memo",
    "backup_of",
    "digest",
    "dumps",
    "load",
    "loads",
    "newer_version",
    "opener",
    "refuse_large",
    "refuse_newer",
    "save",
    "save_bytes",
]

#: What `load` opens without asking: 10,000 cards make 4 MB (pictures may add 11) and
#: 110,000 parts. The worst file within these limits takes some seconds and less than 1 GB.
MOST_BYTES = 50_000_000
MOST_PARTS = 200_000
#: What is not opened even if one asks for it: the computer might not bear it.
LARGEST_BYTES = 300_000_000

_OURS = re.compile(rb'"format"\s*:\s*"%s"' % re.escape(FORMAT.encode()))
_VERSION = re.compile(rb'"schema_version"\s*:\s*([0-9]{1,9})\b')


@dataclass(frozen=True)
class Loaded:
    """A map as it was read, and what there is to say about its file.

    `read_only_reason` is a sentence if the map must not be saved over its file, else "".
    `migrated_from` is the version of an older file. `digest` is `digest` of its bytes.
    """

    map: JourneyMap
    read_only_reason: str = ""
    migrated_from: int | None = None
    problems: tuple[LoadProblem, ...] = ()
    digest: str = ""


def load(path: str | os.PathLike[str], *, allow_large: bool = False) -> Loaded:
    """The map in the file at `path`.

    Raises:
        TooLarge: more than MOST_BYTES or MOST_PARTS; ask, then try with `allow_large`.
        FileProblem: it cannot be read or understood; what, where and what to do.
    """
    return loads(read(path, allow_large=allow_large), os.fspath(path), allow_large=allow_large)


def read(path: str | os.PathLike[str], *, allow_large: bool = False) -> bytes:
    """The bytes of the map file at `path`.

    Raises:
        TooLarge: unless `allow_large`, it is much larger than maps are.
        FileProblem: it cannot be read, or it is no file.
    """
    name = os.fspath(path)
    try:
        with open(path, "rb", opener=opener) as file:
            size = os.fstat(file.fileno()).st_size
            _check_size(size, name, allow_large)
            data = file.read(max(size, MOST_BYTES) + 1)  # a pipe has no size
    except (OSError, ValueError) as error:
        raise open_problem(error, name) from error
    return data


def loads(data: bytes, name: str = "", *, allow_large: bool = False) -> Loaded:
    """The map in `data`; `name` is what to call it in messages.

    Raises:
        TooLarge, FileProblem: as `load`.
    """
    if not allow_large:
        refuse_large(data, name)
    quick = read_quickly(data.removeprefix(BOM_UTF8))
    if quick is not None:
        return Loaded(quick, digest=digest(data))
    journey, version, tree = read_thoroughly(data, name)
    reason = ""
    if version > SCHEMA_VERSION:
        reason = (
            f"This file was written by a newer Touchline (file version {version}, this one "
            f"knows {SCHEMA_VERSION}): it can be looked at, but not "
            "changed or saved. Update Touchline to work on it."
        )
    return Loaded(
        journey,
        read_only_reason=reason,
        migrated_from=version if version < SCHEMA_VERSION else None,
        problems=tree.problems(),
        digest=digest(data),
    )


def refuse_large(data: bytes, name: str = "") -> None:
    """Nothing, unless `data` is much more than a map has; it is only counted, not understood.

    Raises:
        TooLarge, FileProblem: it is.
    """
    _check_size(len(data), name)
    parts = data.count(b",") + data.count(b"[") + data.count(b"{")
    if parts > MOST_PARTS:
        raise TooLarge(f"the file has {parts:,} parts; large maps have {MOST_PARTS:,}", name)


def save(
    journey: JourneyMap,
    path: str | os.PathLike[str],
    *,
    memo: Memo | None = None,
    expect: str | None = None,
    state: Path | None = None,
) -> str:
    """Write `journey` to `path`, whole or not at all; the digest of what is there now.

    With `expect`, the digest of the file as it was last read or saved, a file that
    somebody else has changed since is left alone. An older version's file is first copied
    to `state`/backups (by default in the user's state folder).

    Raises:
        ChangedOnDisk: the file is no longer what `expect` says.
        SaveError: it cannot be saved; the file is as it was.
    """
    refuse_newer(journey, os.fspath(path))
    data = dumps(journey, memo)
    save_bytes(data, path, expect=expect, state=state)
    return digest(data)


def refuse_newer(journey: JourneyMap, where: str) -> None:
    """Nothing, unless `journey` is from a newer Touchline.

    Raises:
        SaveError: it is.
    """
    if newer_version(journey):
        raise SaveError(
            "this map is from a newer Touchline, which this one would damage",
            where,
            "Copy its file, or save it with the newer Touchline.",
        )


def save_bytes(
    data: bytes,
    path: str | os.PathLike[str],
    *,
    expect: str | None = None,
    state: Path | None = None,
    before_replace: Callable[[], None] = lambda: None,
) -> None:
    """As `save`, for a map that is encoded; `before_replace` is called at the last moment.

    Raises:
        ChangedOnDisk, SaveError: as `save`.
    """
    where = os.fspath(path)

    def check(target: Path) -> None:
        try:
            present = target.read_bytes()
        except FileNotFoundError:
            pass  # deleted meanwhile: saving brings it back
        else:
            if expect is not None and digest(present) != expect:
                raise ChangedOnDisk(
                    "the file has been changed since it was opened",
                    where,
                    "Compare and merge the two, or save a copy under another name.",
                )
            _respect_version(present, target, where, state)
        before_replace()

    replace_bytes(path, data, before_replace=check)


def digest(data: bytes) -> str:
    """What tells one content of a file from another: SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def opener(path: str, flags: int) -> int:
    """Open a file to be read; a pipe only if whoever started the program made it.

    One that has a name in a folder might never be written to, and a device never end.

    Raises:
        FileProblem: it is such a pipe, or a device.
    """
    # A pipe is opened without waiting for somebody who writes.
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return handle
    if stat.S_ISFIFO(mode) and os.path.realpath(path).startswith(("/proc/", "/dev/fd/")):
        os.set_blocking(handle, True)
        return handle
    os.close(handle)
    what = "a pipe" if stat.S_ISFIFO(mode) else "a device"
    raise FileProblem(
        f"this is {what}, not a file", path, todo="Choose a file, or send the map to - instead."
    )


def _check_size(size: int, name: str, allow_large: bool = False) -> None:
    if size > LARGEST_BYTES:
        what = f"the file is {size / 1e6:,.0f} MB; no map is larger than {LARGEST_BYTES / 1e6:.0f}"
        raise FileProblem(f"{what} MB", name, todo=BACKUP)
    if size > MOST_BYTES and not allow_large:
        what = f"the file is {size / 1e6:,.0f} MB; large maps are up to {MOST_BYTES / 1e6:.0f} MB"
        raise TooLarge(what, name)


def _respect_version(present: bytes, target: Path, where: str, state: Path | None) -> None:
    """Refuse to replace a newer version's file; keep a copy of an older version's."""
    version = _VERSION.search(present)
    if not version or not _OURS.search(present):
        return
    found = int(version[1])
    if found > SCHEMA_VERSION:
        raise SaveError(
            f"the file there was written by a newer Touchline (file version {found})",
            where,
            "Save a copy under another name.",
        )
    if found < SCHEMA_VERSION:
        _back_up(present, target, found, state)


def backup_of(
    path: str | os.PathLike[str], digest: str, version: int, state: Path | None = None
) -> Path:
    """Where the older version's file at `path` is copied to before it is first saved over.

    `digest` is that of its bytes, `version` its version.
    """
    stem = stem_of(Path(os.path.realpath(path)).name)
    name = f"{stem}-{digest[:12]}-v{version}.journey.json"
    return (state or state_folder()) / "backups" / name


def _back_up(present: bytes, target: Path, version: int, state: Path | None) -> None:
    copy = backup_of(target, digest(present), version, state)
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            replace_bytes(copy, present)
    except (OSError, SaveError) as error:
        raise SaveError(
            f"the older file could not be backed up first ({error})",
            os.fspath(target),
            "Make room in your home folder, or save a copy under another name.",
        ) from error
