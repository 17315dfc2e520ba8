"""What processes that ended suddenly left behind, and the maps in it.

A journal is only read here: it goes when the map that was recovered from it is saved, or is
put aside when the user does not want it. Reading one twice gives the same map twice.
"""

import errno
import json
import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from model.change import Change, JourneyMap, diff
from model.files import codec, frames, kept
from model.files.encode import SCHEMA_VERSION
from model.files.errors import FileProblem, open_problem
from model.files.frames import Frame
from model.files.held import hold
from model.files.journal import ASIDE, SUFFIX, Journal, put_aside
from model.files.naming import SUFFIX as MAP_SUFFIX
from model.files.state import state_folder
from model.files.trees import migrated, put, tree_of

#: What comes of whole frames that do not say what they should.
_ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
#: Between these any clock in the world can show a time.
_FIRST, _LAST = datetime(1971, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)


#: So many maps in the folder of one that is gone are looked at.
_MOST_BESIDE = 200
#: After these a file may be read the next time.
_JUST_NOW = (errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE, errno.ETIMEDOUT)


@dataclass
class Left:
    """A journal that no living process holds but this one.

    Attributes:
        file: where it is.
        path: the file of its map; "" if the map had none.
        title: what the map was called when the journal was begun.
        time: when something was done last.
        changes: how many edits there are in it, those that are in the file of the map too.
        is_newer: whether a newer Touchline wrote it, so that this one cannot read it.
        is_aside: whether the user did not want what is in it.
        is_damaged: whether more than a torn end follows its last whole frame.
    """

    file: Path
    path: str
    title: str
    time: datetime
    changes: int
    is_newer: bool = False
    is_aside: bool = False
    is_damaged: bool = False
    frames: list[Frame] = field(default_factory=list, repr=False)
    size: int = 0
    handle: int = -1

    def release(self) -> None:
        """Let another process have it."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    def forget(self) -> None:
        """Remove it: what is in it is in the map's file too, as far as it can be read."""
        if self.is_damaged:
            self.put_aside()
            return
        self.release()
        with suppress(OSError):
            self.file.unlink()

    def put_aside(self) -> None:
        """Keep it for a while where what is not wanted is kept."""
        if not self.is_aside:
            with suppress(OSError):
                self.file = put_aside(self.file)
        self.release()

    def go_on(self, journal: Journal, *, fits: bool, has_typing: bool = False) -> None:
        """Let `journal` go on with this file, after its last whole frame.

        With a copy of it, if it is damaged: nothing that may yet be read is written over.
        With `has_typing` (see `Recovered`), what was being typed is an edit from now on.
        """
        packed = [frames.pack(*frame) for frame in self.frames]
        typed = _last_done(self.frames).payload if has_typing else None
        if self.is_damaged:
            journal.adopt(None, -1, packed, fits=fits, typed=typed)
            self.put_aside()
            return
        handle, self.handle = self.handle, -1
        if self.is_aside:
            with suppress(OSError):
                self.file = self.file.replace(self.file.parent.parent / self.file.name)
        with suppress(OSError):
            os.ftruncate(handle, self.size)
        journal.adopt(self.file, handle, packed, fits=fits, typed=typed)


@dataclass(frozen=True)
class Recovered:
    """The map of a journal.

    Attributes:
        map: as it was when the process ended, with what was being typed.
        base: the map that the changes were made to; the saved one if `fits`.
        fits: whether the file of the map is the one that the journal goes on from. If it is
            not, or there was none, the map was put together from what is kept elsewhere.
        path: the file that the map belongs to; "" if it has none.
        digest: of that file, if it fits; else "".
        has_typing: whether something in it was still being typed.
    """

    map: JourneyMap
    base: JourneyMap
    fits: bool
    path: str = ""
    digest: str = ""
    has_typing: bool = False

    @property
    def change(self) -> Change:
        """What was not saved."""
        return diff(self.base, self.map)


def left(folder: Path | None = None, *, aside: bool = False) -> list[Left]:
    """The journals in `folder` that nobody else holds, newest first; now this process does.

    With `aside`, those that were not wanted. What is no journal at all is left alone; one
    whose first frame was never whole goes, one whose first frame is broken is put aside.
    """
    folder = folder or state_folder("journals")
    found = []
    with suppress(OSError):
        for file in (folder / ASIDE if aside else folder).glob(f"*{SUFFIX}"):
            one = _open(file, aside)
            if one is not None:
                found.append(one)
    return sorted(found, key=lambda one: one.time, reverse=True)


def recover(one: Left, state: Path | None = None) -> Recovered:
    """The map in a journal, from the best that there is to start from.

    Raises:
        FileProblem: a newer Touchline wrote it, or what is in it makes no map.
    """
    if one.is_newer:
        raise FileProblem(
            "a newer Touchline wrote this, which this one cannot read",
            str(one.file),
            todo="Open it with the newer Touchline.",
        )
    try:
        return _recovered(one, state)
    except _ODD as error:
        raise FileProblem("what is in it makes no map", str(one.file)) from error


def _recovered(one: Left, state: Path | None) -> Recovered:
    bases = [_saving(frame, at) for at, frame in enumerate(one.frames) if frame.kind == "saving"]
    if one.path:
        bases.insert(0, (one.path, _begin(one.frames)["digest"], 0))
    for path, digest, start in reversed(bases):
        data = _bytes(path)
        if data is not None and codec.digest(data) == digest:
            return _on(data, one.frames[start:], path, digest)
        if data is None and (moved := _renamed(Path(path), digest)):
            return _on(moved[1], one.frames[start:], moved[0], digest)
    inside = next((frame.payload for frame in one.frames if frame.kind == "base"), None)
    last = bases[-1][0] if bases else ""
    if inside is not None:
        return _on(inside, one.frames, last, "" if last else codec.digest(inside))
    for path, digest, start in reversed(bases):
        data = kept.find(Path(path), digest, state)
        if data is not None:
            return _on(data, one.frames[start:], path)
    # What it started from is gone. Whole records stand in it, so they go onto what is there.
    for path, _, _ in reversed(bases):
        data = _bytes(path)
        if data is not None:
            with suppress(FileProblem):
                found = _on(data, one.frames, path)
                if not codec.newer_version(found.map):  # which could be saved nowhere
                    return found
    return _on(codec.dumps(JourneyMap()), one.frames, last)


def replay(base: bytes, done: list[Frame]) -> tuple[JourneyMap, bool]:
    """The map in `base` with what was done to it, and whether the last of it was typing.

    Frames of an older version find the map as that version knew it.

    Raises:
        FileProblem: there is no map in `base`, or none comes out.
    """
    last = next((f for f in reversed(done) if f.kind in ("edit", "typing")), None)
    wanted = [json.loads(f.payload) for f in done if f.kind == "edit" or f is last]
    tree: dict[str, Any] | None = None
    for frame in wanted:
        version = frame["schema_version"]
        if tree is None:
            tree = tree_of(base, version)
        elif tree["schema_version"] < version:
            tree = migrated(tree, version)
        put(tree, frame)
    if tree is None:
        return codec.loads(base, allow_large=True).map, False
    data = json.dumps(tree, ensure_ascii=True).encode("ascii")
    typing = last is not None and last.kind == "typing" and bool(wanted[-1]["after"])
    return codec.loads(data, allow_large=True).map, typing


def _on(data: bytes, done: list[Frame], path: str, digest: str = "") -> Recovered:
    base = codec.loads(data, allow_large=True).map
    journey, typing = replay(data, done)
    return Recovered(journey, base, bool(digest), path, digest if path else "", typing)


def _last_done(done: list[Frame]) -> Frame:
    """The last frame that says what was done; there is one."""
    return next(frame for frame in reversed(done) if frame.kind in ("edit", "typing"))


def _open(file: Path, aside: bool) -> Left | None:
    """The journal in `file`; None if somebody holds it or it is none."""
    try:
        handle = _plain(file, os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return None
    one = None
    try:
        held = hold(handle)
        if held is not False:
            one = _read(file, handle, aside)
        if held and one is None and not aside:
            _tidy(file, handle)
    finally:
        if one is None:
            os.close(handle)
    return one


def _tidy(file: Path, handle: int) -> None:
    """Remove a journal whose process ended before its first whole frame; put a broken one aside."""
    with open(handle, "rb", closefd=False) as stream:
        stream.seek(0)
        data = stream.read()
    with suppress(OSError):
        if frames.is_torn(data):
            file.unlink()
        elif frames.is_ours(data):
            put_aside(file)


def _read(file: Path, handle: int, aside: bool) -> Left | None:
    with open(handle, "rb", closefd=False) as stream:
        stream.seek(0)
        data = stream.read()
    found, size = frames.unpack(data)
    try:
        head = _begin(found)
        edits = [frame for frame in found if frame.kind == "edit"]
        timed = [f for f in found if f.kind in ("edit", "typing")] or found[:1]
        last = json.loads(timed[-1].payload)
        time = datetime.fromisoformat(last["time"]).astimezone(UTC)
        newer = head["version"] > frames.VERSION or last["schema_version"] > SCHEMA_VERSION
        path, title = _path(head["path"]), head["title"]
        if not isinstance(title, str):
            raise TypeError("no title")
    except _ODD:
        return None
    return Left(
        file,
        path,
        title,
        min(max(time, _FIRST), _LAST),
        len(edits),
        newer,
        aside,
        not frames.is_torn(data[size:]),
        found,
        size,
        handle,
    )


def _begin(found: list[Frame]) -> dict[str, Any]:
    head = json.loads(found[0].payload) if found and found[0].kind == "begin" else None
    if not isinstance(head, dict) or head.get("format") != frames.FORMAT:
        raise ValueError("no journal")
    return head


def _saving(frame: Frame, at: int) -> tuple[str, str, int]:
    """What a `saving` frame, the one number `at`, says."""
    held = json.loads(frame.payload)
    start = held["start"]
    if type(start) is not int or not 0 <= start <= at:
        raise ValueError("no frame has that number yet")
    return _path(held["path"]), held["digest"], start


def _path(path: str) -> str:
    """`path`, if a file can be there; "" is none.

    Raises:
        ValueError, TypeError: it cannot.
    """
    if b"\0" in os.fsencode(path) or (path and not Path(path).name):
        raise ValueError("no path of a file")
    return path


def _bytes(path: str) -> bytes | None:
    """What is in a file; None if there is none, or none that this account may read.

    Raises:
        FileProblem: it may well be there, but cannot be read just now.
    """
    try:
        with open(path, "rb", opener=_plain) as stream:
            size = os.fstat(stream.fileno()).st_size
            return stream.read() if size <= codec.LARGEST_BYTES else None
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in _JUST_NOW:
            raise open_problem(error, path) from error
        return None


def _renamed(path: Path, digest: str) -> tuple[str, bytes] | None:
    """The one map beside a file that is gone which holds what that held, and its bytes."""
    found = []
    with suppress(OSError):
        for other in sorted(path.parent.glob(f"*{MAP_SUFFIX}"))[:_MOST_BESIDE]:
            with suppress(FileProblem):
                data = _bytes(str(other))
                if data is not None and codec.digest(data) == digest:
                    found.append((str(other), data))
    return found[0] if len(found) == 1 else None


def _plain(path: str | Path, flags: int) -> int:
    """Open a file; anything else might be waited for without end.

    Raises:
        OSError: it cannot be opened, or is no file.
    """
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, "")
