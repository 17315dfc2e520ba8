"""What stands in a journal: frames, each of which is whole or does not count.

A frame is one line, "LENGTH CRC KIND" (eight hexadecimal digits each for the bytes of the
payload and for the CRC-32 of kind and payload), the payload, and a line feed. Payloads are
JSON, but for `base`, which is a whole map as in its file. The kinds:

begin   what the journal belongs to: format, version, path, digest, title, time
base    the map that it started from, where no file holds it
edit    records as they are after a committed change, by table and id (null: gone; unknown
        parts that are null are named apart, under "null")
typing  the same, for text that is not committed yet; it counts only as the last frame
saving  from which frame on the file with this digest, at this path, knows nothing
"""

import json
import re
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from model.change import Change
from model.files.encode import SCHEMA_VERSION, place_in_file, to_json, value_in_file

FORMAT = "touchline.journal"
VERSION = 1

_HEAD = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{8}) ([a-z]{1,12})\n")
_HEAD_TORN = re.compile(rb"[0-9a-f]{0,8}( [0-9a-f]{0,8}( [a-z]{0,12})?)?")
#: More digits are no length that was ever written.
_HEAD_LENGTH = 8 + 1 + 8 + 1 + 12 + 1

Tables = Mapping[str, Mapping[str, Any]]


class Frame(NamedTuple):
    """One frame: its kind and its payload."""

    kind: str
    payload: bytes


def pack(kind: str, payload: bytes) -> bytes:
    """The bytes of a frame."""
    name = kind.encode("ascii")
    return b"%08x %08x %s\n%s\n" % (len(payload), _crc(name, payload), name, payload)


def unpack(data: bytes) -> tuple[list[Frame], int]:
    """The frames at the beginning of `data` that are whole, and how many bytes they take."""
    frames: list[Frame] = []
    at = 0
    while head := _HEAD.match(data, at, at + _HEAD_LENGTH):
        length, crc, kind = int(head[1], 16), int(head[2], 16), head[3]
        end = head.end() + length
        payload = data[head.end() : end]
        if len(payload) != length or data[end : end + 1] != b"\n" or _crc(kind, payload) != crc:
            break
        frames.append(Frame(kind.decode("ascii"), payload))
        at = end + 1
    return frames, at


def is_torn(data: bytes) -> bool:
    """Whether `data` is nothing, or no more than the beginning of one frame.

    Zeros at the end are what some disks leave of what was written when the power failed.
    """
    data = data.rstrip(b"\0")
    head = _HEAD.match(data)
    if head is None:
        return _HEAD_TORN.fullmatch(data) is not None
    return len(data) <= head.end() + int(head[1], 16)


def is_ours(data: bytes) -> bool:
    """Whether `data` begins as a journal does, however it goes on."""
    head = _HEAD.match(data)
    return head is not None and head[3] == b"begin"


def begin(path: str, digest: str, title: str, time: datetime) -> bytes:
    """The payload of a journal's first frame; no path and digest for a map without a file."""
    return _in_ascii(
        {
            "format": FORMAT,
            "version": VERSION,
            "schema_version": SCHEMA_VERSION,
            "path": path,
            "digest": digest,
            "title": title,
            "time": time.isoformat(),
        }
    )


def changed(change: Change, label: str, time: datetime) -> bytes:
    """The payload of an `edit` or a `typing` frame."""
    tables: dict[str, dict[str, Any]] = {}
    null = []
    for before, after in change.values():
        record = after or before
        if record is not None:
            table, key = place_in_file(record)
            value = tables.setdefault(table, {})[key] = value_in_file(after) if after else None
            if after and value is None:
                null.append(key)
    head = {"time": time.isoformat(), "label": label, "schema_version": SCHEMA_VERSION}
    return to_json({**head, "after": tables, **({"null": null} if null else {})})


def saving(path: str, digest: str, start: int) -> bytes:
    """The payload of a `saving` frame: the file holds all before the frame number `start`."""
    return _in_ascii({"path": path, "digest": digest, "start": start})


def _in_ascii(value: Mapping[str, Any]) -> bytes:
    """Paths may be no valid Unicode; Python's JSON brings them back as they are."""
    return json.dumps(value).encode("ascii")


def _crc(kind: bytes, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(kind))
