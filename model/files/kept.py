"""The last saved states of every map, kept in the user's state folder.

Each map has a folder of its own there, found by where the map is. A state is a whole map
file whose name says when it was kept and what it holds. They are a second net: nothing here
raises when a disk is full or a folder cannot be written to.
"""

import hashlib
import logging
import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from model.files.atomic import clear_folder, replace_bytes
from model.files.errors import SaveError
from model.files.state import state_folder, stem_of

#: How many states of one map are kept.
NEWEST = 10
#: Of very large maps fewer: the oldest go beyond this many bytes, down to FEWEST.
MOST_BYTES = 300_000_000
FEWEST = 3
#: The file in each folder that says which map it is for.
NOTE = "about.txt"
#: The map of that file before its first save, where it was begun here.
BEGINNING = "begun.json"

_AnyPath = str | os.PathLike[str]
# The number first: it counts up even where the clock was set back.
_NAME = re.compile(r"(\d{6,12})-(\d{8}T\d{9})Z-([0-9a-f]{64})\.journey\.json")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """One kept state: its file, when it was kept (UTC), the digest of its bytes, how many."""

    file: Path
    time: datetime
    digest: str
    size: int
    number: int


def folder_of(path: _AnyPath, state: Path | None = None) -> Path:
    """The folder of the states of the map at `path`; it need not exist.

    Raises:
        OSError, ValueError: no file can have such a path.
    """
    real = os.path.normcase(os.path.realpath(path))
    place = hashlib.sha256(os.fsencode(real)).hexdigest()[:12]
    stem = stem_of(Path(real).name, 40)
    return _saved(state) / f"{stem}-{place}"


def keep(
    path: _AnyPath,
    data: bytes,
    digest: str,
    state: Path | None = None,
    *,
    now: datetime | None = None,
) -> bool:
    """Keep `data`, the content of the map at `path`, as its newest state; whether it was kept.

    What is kept already is not written again; it is the newest from now on. `digest` is that
    of `data`, `state` another folder than the user's.
    """
    try:
        folder = folder_of(path, state)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is in a map may be private
        clear_folder(folder)
        _keep(folder, data, digest, now or datetime.now(UTC))
        _clear_old(folder)
        _write_note(folder, path)
    except (OSError, ValueError, SaveError) as error:
        _log.debug("a state of %r was not kept: %s", os.fspath(path), error)
        return False
    return True


def states(path: _AnyPath, state: Path | None = None, *, digest: str = "") -> tuple[Kept, ...]:
    """The kept states of the map at `path`, newest first.

    A map that was renamed or moved is known by what it holds: states that were kept at its
    old place come after its own. `digest` is that of the file as it was opened.
    """
    try:
        own = folder_of(path, state)
    except (OSError, ValueError):
        return ()
    found = _listed(own)
    wanted = {kept.digest for kept in found} | ({digest} if digest else set())
    if wanted and len(found) < NEWEST:
        found += _elsewhere(wanted, own)
    first = {kept.digest: kept for kept in reversed(found)}
    return tuple(kept for kept in found if first[kept.digest] is kept)[:NEWEST]


def find(path: _AnyPath, digest: str, state: Path | None = None) -> bytes | None:
    """The bytes with this digest among the kept states, of this map or of any other."""
    with suppress(OSError, ValueError):
        own = folder_of(path, state)
        for folder in (own, *_folders(own)):
            for kept in _listed(folder):
                if kept.digest == digest and (data := read(kept)) is not None:
                    return data
    return None


def read(kept: Kept) -> bytes | None:
    """The bytes of a kept state; None if it is gone or no longer what was kept."""
    try:
        data = kept.file.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == kept.digest else None


def keep_beginning(path: _AnyPath, data: bytes, state: Path | None = None) -> None:
    """Keep what a map that has just been given its first file was begun with.

    It is no state that can be gone back to: it tells what was done on the first day.
    """
    try:
        folder = folder_of(path, state)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _list(folder):
            replace_bytes(folder / BEGINNING, data)
    except (OSError, ValueError, SaveError) as error:
        _log.debug("the beginning of %r was not kept: %s", os.fspath(path), error)


def beginning(first: Kept) -> bytes | None:
    """What a map was begun with, whose first kept state is `first`; None if that is not known."""
    try:
        return first.file.with_name(BEGINNING).read_bytes()
    except OSError:
        return None


def _keep(folder: Path, data: bytes, digest: str, now: datetime) -> None:
    there = _list(folder)
    number = there[0].number + 1 if there else 1
    time = now.astimezone(UTC)
    stamp = f"{time:%Y%m%dT%H%M%S}{time.microsecond // 1000:03d}"
    target = folder / f"{number:06d}-{stamp}Z-{digest}.journey.json"
    for kept in there:
        if kept.digest == digest and read(kept) is not None:
            if kept is there[0]:  # it was so since then, and that day began with it
                return
            with suppress(FileNotFoundError):  # another process was faster
                kept.file.replace(target)
                return
    replace_bytes(target, data)
    if sys.platform != "win32":  # there it could not be removed any more
        with suppress(OSError):
            target.chmod(0o400)  # opened by hand, it is saved under another name


def _clear_old(folder: Path) -> None:
    """Remove what is kept twice, and the oldest beyond what is kept."""
    seen: set[str] = set()
    size = 0
    for kept in _list(folder):
        again = kept.digest in seen
        too_much = size + kept.size > MOST_BYTES and len(seen) >= FEWEST
        if again or too_much or len(seen) == NEWEST:
            with suppress(FileNotFoundError):
                kept.file.unlink()
            continue
        seen.add(kept.digest)
        size += kept.size


def _write_note(folder: Path, path: _AnyPath) -> None:
    words = b"The last saved states of this map, kept by Touchline:\n"
    note = words + os.fsencode(os.path.realpath(path)) + b"\n"
    file = folder / NOTE
    with suppress(FileNotFoundError):
        if file.read_bytes() == note:
            return
    replace_bytes(file, note)


def _saved(state: Path | None) -> Path:
    return (state or state_folder()) / "saved"


def _folders(own: Path) -> list[Path]:
    """The folders of all other maps."""
    try:
        with os.scandir(own.parent) as entries:
            found = [Path(e.path) for e in entries if e.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return [folder for folder in found if folder != own]


def _listed(folder: Path) -> list[Kept]:
    """The states in one folder, newest first; none if it cannot be looked into."""
    with suppress(OSError):
        return _list(folder)
    return []


def _list(folder: Path) -> list[Kept]:
    """As `_listed`, for whoever goes on from there; other files are nobody's business.

    Raises:
        OSError: it cannot be looked into.
    """
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            match = _NAME.fullmatch(entry.name)
            if match is None or not entry.is_file(follow_symlinks=False):
                continue
            with suppress(OSError, ValueError):
                time = datetime.strptime(match[2] + "000", "%Y%m%dT%H%M%S%f")
                size = entry.stat(follow_symlinks=False).st_size
                time = time.replace(tzinfo=UTC)
                found.append(Kept(Path(entry.path), time, match[3], size, int(match[1])))
    return sorted(found, key=lambda kept: (kept.number, kept.time, kept.file.name), reverse=True)


def _elsewhere(wanted: set[str], own: Path) -> list[Kept]:
    """States in other maps' folders that lead up to a wanted one, newest first.

    What came after it there belongs to the other map: this one may be a copy.
    """
    found: list[Kept] = []
    rest = [_listed(folder) for folder in _folders(own)]
    going_on = True
    while going_on:  # a map may have moved more than once
        going_on = False
        for listed in list(rest):
            at = next((i for i, kept in enumerate(listed) if kept.digest in wanted), None)
            if at is not None:
                rest.remove(listed)
                found += listed[at:]
                wanted |= {kept.digest for kept in listed[at:]}
                going_on = True
    return sorted(found, key=lambda kept: kept.time, reverse=True)
