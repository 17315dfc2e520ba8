"""What stands in the folder of a map's versions, told by the first lines of each file.

The name of a version stands near the top of its file, so that hundreds of large ones are
listed without being read. Whether one can be opened is known when it is.
"""

import json
import os
import re
from codecs import BOM_UTF8
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from model.files.codec import opener
from model.files.encode import FORMAT, SCHEMA_VERSION, clean
from model.files.errors import FileProblem, open_problem
from model.files.naming import SUFFIX
from model.files.versions import versions_of
from model.records import VersionLabel

#: Bytes that are read of a file at first, and at most: a map may be described at length.
_FIRST, _MOST = 16_384, 1_000_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECODER = json.JSONDecoder()


class Version(NamedTuple):
    """One file in the folder of versions.

    Attributes:
        label: what stands in the file; empty where that is not known.
        day: the day that it is of ("2026-11-22"): as the file says, or its name, or the disk;
            "" if none of them knows.
        size, time: of the file, in bytes and in ns since 1970.
        trouble: why it cannot be opened, as far as its first lines tell; "" if it can.
        is_newer: whether a newer Touchline wrote it.
    """

    path: Path
    label: VersionLabel
    day: str
    size: int
    time: int
    trouble: str = ""
    is_newer: bool = False

    @property
    def name(self) -> str:
        """What it is called: its label in one line, or else what its file's name says."""
        return named(self.label, self.path, self.day)

    @property
    def key(self) -> tuple[str, int, int]:
        """What tells this content of this file from another, without reading it."""
        return str(self.path), self.size, self.time


def named(label: VersionLabel, path: Path, day: str = "") -> str:
    """What a version is called; `day` is what its file's name begins with, if not the label's."""
    said = " ".join(label.label.split())
    stem = path.name.removesuffix(SUFFIX)
    return said or stem.removeprefix(day or label.date).strip(" -_.") or "Version"


def day_of(time: int) -> str:
    """The day of a time in ns since 1970, as it was here; "" if no calendar has it."""
    try:
        return f"{datetime.fromtimestamp(time / 1e9, UTC).astimezone():%Y-%m-%d}"
    except (OverflowError, OSError, ValueError):  # disks take, and tell, any number
        return ""


def listed(map_path: str | os.PathLike[str], known: tuple[Version, ...] = ()) -> list[Version]:
    """The versions of the map at `map_path`, oldest first.

    Files that are as they are in `known`, an earlier answer, are not looked into again.
    """
    before = {version.key: version for version in known}
    found = []
    for path in versions_of(map_path):
        with suppress(OSError):  # it was removed just now
            stat = path.stat()
            key = (str(path), stat.st_size, stat.st_mtime_ns)
            found.append(before.get(key) or _look(path, stat.st_size, stat.st_mtime_ns))
    return sorted(found, key=lambda version: version.day)


def _look(path: Path, size: int, time: int) -> Version:
    day = path.name[:10]
    if not _is_day(day):
        day = day_of(time)
    nothing = Version(path, VersionLabel(), day, size, time)
    try:
        head = _head(path)
    except FileProblem as problem:
        return nothing._replace(trouble=problem.what)
    except (OSError, ValueError) as error:
        return nothing._replace(trouble=open_problem(error, str(path)).what)
    if head.get("format") != FORMAT:
        return nothing._replace(trouble="this is no journey map")
    schema, info = head.get("schema_version"), head.get("map")
    said = info.get("version") if isinstance(info, dict) else None
    label = VersionLabel()
    if isinstance(said, dict):
        with suppress(ValidationError):
            label = VersionLabel.model_validate(clean(said))
    return nothing._replace(
        label=label,
        day=label.date if _is_day(label.date) else day,
        is_newer=isinstance(schema, int) and schema > SCHEMA_VERSION,
    )


def _head(path: Path) -> dict[str, Any]:
    """What stands at the top of a file, up to "map".

    Raises:
        OSError, ValueError, FileProblem: it cannot be read, or is no JSON.
    """
    want = _FIRST
    with open(path, "rb", opener=opener) as file:
        data = file.read(want)
        while True:
            text = data.removeprefix(BOM_UTF8).decode("utf-8", "replace")
            found, is_whole = _top(text)
            if is_whole or want >= _MOST:
                return found
            want *= 4
            more = file.read(want - len(data))
            if not more:
                raise FileProblem("the file ends in the middle" if data else "the file is empty")
            data += more


def _top(text: str) -> tuple[dict[str, Any], bool]:
    """The pairs at the top of a text in JSON, and whether "map" or the end is among them."""
    found: dict[str, Any] = {}
    at = _skip(text, 0)
    if text[at : at + 1] not in ("{", ""):
        raise FileProblem("this is no journey map")
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        try:
            key, at = _DECODER.raw_decode(text, at)
            at = _skip(text, at)
            if text[at : at + 1] != ":":
                break
            found[key], at = _DECODER.raw_decode(text, _skip(text, at + 1))
        except (ValueError, RecursionError):
            break  # it goes on in what was not read yet, or is damaged
        if key == "map":
            return found, True
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
    return found, text[at : at + 1] == "}"


def _skip(text: str, at: int) -> int:
    """The first place from `at` on that is no white space."""
    while text[at : at + 1] in (" ", "\n", "\r", "\t"):
        at += 1
    return at


def _is_day(text: str) -> bool:
    return bool(_DAY.fullmatch(text))
