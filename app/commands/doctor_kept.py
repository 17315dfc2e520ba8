"""What `touchline doctor` says about the state folder: how much is in it, never what."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app import log_lines, reports
from app.commands.facts import Fact, nameless
from model.files.state import state_folder

_ROOMS = (
    ("journals", "Maps not saved yet"),
    ("saved", "Earlier saved states"),
    ("backups", "Backups of older files"),
    ("reports", "Reports of mistakes"),
)
#: How many reports and how many lines of the log are told.
_REPORTS, _LINES = 10, 30


def folder() -> Iterator[Fact]:
    """Whether files can be written to the state folder, and what takes room in it."""
    place = state_folder()
    nearest = place
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    shown = nameless(str(place))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        yield Fact("State folder", f"{shown} cannot be written; give yourself the right to", False)
        return
    yield Fact(
        "State folder", f"{shown}, {'writable' if nearest == place else 'made when it is needed'}"
    )
    try:
        free = shutil.disk_usage(nearest).free
    except OSError:
        yield Fact("Free space", "the system does not say")
    else:
        yield Fact("Free space", _size(free))
    for room, name in _ROOMS:
        yield Fact(name, _content(place / room))


def mistakes() -> Iterator[Fact]:
    """The last mistakes that were reported, without what the errors said."""
    found = list(reports.kept())
    for report in found[:_REPORTS]:
        often = f", {report.times} times" if report.times > 1 else ""
        yield Fact(report.time, nameless(f"{report.error} at {report.place}{often}"))
    if not found:
        yield Fact("", "None.")


def log() -> Iterator[Fact]:
    """The last lines of the log, as far as they hold no words of maps."""
    lines = log_lines.last_lines(_LINES)
    for line in lines:
        yield Fact("", nameless(line))
    if not lines:
        yield Fact("", "Nothing was logged.")


def _content(room: Path) -> str:
    count = size = 0
    for file in room.rglob("*"):
        with suppress(OSError):  # it may go away meanwhile
            if file.is_file():
                size += file.stat().st_size
                count += 1
    if not count:
        return "none"
    return f"{count} {'file' if count == 1 else 'files'}, {_size(size)}"


def _size(count: int) -> str:
    """A number of bytes as people say it."""
    size = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" or size >= 100 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
