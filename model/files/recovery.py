"""What processes that ended suddenly left behind, and the maps in it.

A journal is only read here: it goes when the map that was recovered from it is saved, or is
put aside when the user does not want it. Reading one twice gives the same map twice.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from model.change import Change, JourneyMap, diff
from model.files import codec, frames, kept, migrations
from model.files.door import decode
from model.files.encode import SCHEMA_VERSION
from model.files.errors import FileProblem
from model.files.frames import Frame
from model.files.held import hold
from model.files.journal import ASIDE, SUFFIX, Journal, put_aside
from model.files.reader import read_json
from model.files.state import state_folder


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
    """

    file: Path
    path: str
    title: str
    time: datetime
    changes: int
    is_newer: bool = False
    is_aside: bool = False
    frames: list[Frame] = field(default_factory=list, repr=False)
    size: int = 0
    handle: int = -1

    def release(self) -> None:
        """Let another process have it."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    def forget(self) -> None:
        """Remove it: what is in it is in the map's file too."""
        self.release()
        with suppress(OSError):
            self.file.unlink()

    def put_aside(self) -> None:
        """Keep it for a while where what is not wanted is kept."""
        with suppress(OSError):
            self.file = put_aside(self.file)
        self.release()

    def go_on(self, journal: Journal, *, fits: bool) -> None:
        """Let `journal` go on with this file, after its last whole frame."""
        handle, self.handle = self.handle, -1
        if self.is_aside:
            with suppress(OSError):
                self.file = self.file.replace(self.file.parent.parent / self.file.name)
        with suppress(OSError):
            os.ftruncate(handle, self.size)
        packed = [frames.pack(*frame) for frame in self.frames]
        journal.adopt(self.file, handle, packed, fits=fits)


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
    bases = [_saving(frame) for frame in one.frames if frame.kind == "saving"]
    if one.path:
        bases.insert(0, (one.path, _begin(one.frames)["digest"], 0))
    for path, digest, start in reversed(bases):
        data = _bytes(path)
        if data is not None and codec.digest(data) == digest:
            return _on(data, one.frames[start:], path, digest)
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
                return _on(data, one.frames, path)
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
            tree = _tree(base, version)
        elif tree["schema_version"] < version:
            tree = _migrated(tree, version)
        _put(tree, frame["after"])
    if tree is None:
        return codec.loads(base, allow_large=True).map, False
    data = json.dumps(tree, ensure_ascii=True).encode("ascii")
    typing = last is not None and last.kind == "typing" and bool(wanted[-1]["after"])
    return codec.loads(data, allow_large=True).map, typing


def _on(data: bytes, done: list[Frame], path: str, digest: str = "") -> Recovered:
    base = codec.loads(data, allow_large=True).map
    journey, typing = replay(data, done)
    return Recovered(journey, base, bool(digest), path, digest if path else "", typing)


def _tree(base: bytes, version: int) -> dict[str, Any]:
    """The map in `base` as plain JSON values of that version, or of this one if it is newer."""
    if version == SCHEMA_VERSION:
        # Through the records, so that what was odd in the file is as it was when it was open.
        tree: dict[str, Any] = json.loads(codec.dumps(codec.loads(base, allow_large=True).map))
        return tree
    value = read_json(decode(base)).value
    if not isinstance(value, dict) or not isinstance(value.get("schema_version"), int):
        codec.loads(base, allow_large=True)  # says what is wrong with it
        raise FileProblem("this is no map of an older version")
    return _migrated(value, version)


def _migrated(tree: dict[str, Any], version: int) -> dict[str, Any]:
    return migrations.migrate(tree, tree["schema_version"], migrations.Trail(), upto=version)


def _put(tree: dict[str, Any], after: frames.Tables) -> None:
    for table, rows in after.items():
        for key, value in rows.items():
            if table == "map":
                tree["map"] = value
            elif table and value is None:
                tree.setdefault(table, {}).pop(key, None)
            elif table:
                tree.setdefault(table, {})[key] = value
            elif value is None:
                tree.pop(key, None)
            else:
                tree[key] = value


def _open(file: Path, aside: bool) -> Left | None:
    """The journal in `file`; None if somebody holds it or it is none."""
    try:
        handle = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
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
        found, size = frames.unpack(stream.read())
    try:
        head = _begin(found)
        edits = [frame for frame in found if frame.kind == "edit"]
        timed = [f for f in found if f.kind in ("edit", "typing")] or found[:1]
        time = datetime.fromisoformat(json.loads(timed[-1].payload)["time"])
        newer = head["version"] > frames.VERSION or any(
            json.loads(f.payload)["schema_version"] > SCHEMA_VERSION for f in edits[-1:]
        )
    except (ValueError, KeyError, TypeError):
        return None
    return Left(
        file, head["path"], head["title"], time, len(edits), newer, aside, found, size, handle
    )


def _begin(found: list[Frame]) -> dict[str, Any]:
    head = json.loads(found[0].payload) if found and found[0].kind == "begin" else None
    if not isinstance(head, dict) or head.get("format") != frames.FORMAT:
        raise ValueError("no journal")
    return head


def _saving(frame: Frame) -> tuple[str, str, int]:
    held = json.loads(frame.payload)
    return held["path"], held["digest"], held["start"]


def _bytes(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError):
        return None
