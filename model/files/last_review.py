"""Which state of a map was the last one that was reviewed: what it is compared with by itself."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from model import due
from model.change import JourneyMap
from model.files import codec, kept
from model.files.codec import Loaded
from model.files.naming import bare_name
from model.files.version_list import Version, listed
from model.files.versions import folder_of


class Found(NamedTuple):
    """A state of a map in a file, and what it is called."""

    name: str
    path: Path

    def load(self) -> Loaded:
        """That state.

        Raises:
            FileProblem: it cannot be read.
        """
        return codec.load(self.path, allow_large=True)


def last_review(
    map_path: str | os.PathLike[str],
    journey: JourneyMap,
    *,
    digest: str = "",
    today: date | None = None,
) -> Found | None:
    """The state that the map at `map_path` is compared with unless another one is chosen.

    The file that the map names as its baseline, if it is there; otherwise the newest version
    up to the day of the last review; otherwise the newest version; otherwise the newest state
    that was kept on an earlier day than `today`. None if there is none of these. `digest` is
    that of the map's file.
    """
    found = among(listed(map_path), map_path, journey)
    if found is not None:
        return found
    now = today or datetime.now(UTC).astimezone().date()
    for state in kept.states(map_path, digest=digest):
        day = state.time.astimezone().date()
        if day < now:
            return Found(f"State of {in_words(day)}", state.file)
    return None


def among(
    versions: Sequence[Version], map_path: str | os.PathLike[str], journey: JourneyMap
) -> Found | None:
    """As `last_review`, of versions that were listed, oldest first; no kept states."""
    usable = [version for version in versions if not version.trouble]
    file = baseline_file(map_path, journey.info.baseline)
    if file is not None:
        same = (Found(version.name, file) for version in usable if version.path == file)
        return next(same, Found(bare_name(file), file))
    reviewed = _of_review(usable, journey.info.reviewed_on)
    return Found(reviewed.name, reviewed.path) if reviewed else None


def baseline_file(map_path: str | os.PathLike[str], name: str) -> Path | None:
    """The file that a map names as its baseline: a version of it, or a file beside it.

    Only a name counts, no path: a map from elsewhere makes nothing else be read.
    """
    if not name or name in (".", "..") or any(c in name for c in "/\\:\0"):
        return None
    own = Path(map_path)
    for folder in (folder_of(map_path), own.parent):
        file = folder / name
        try:
            if file.is_file() and not (own.exists() and file.samefile(own)):
                return file
        except (OSError, ValueError):
            continue
    return None


def in_words(day: date) -> str:
    """A day as it is told: "22 November 2026"."""
    return f"{day.day} {due.MONTHS[day.month - 1].capitalize()} {day.year}"


def _of_review(versions: Sequence[Version], reviewed_on: str) -> Version | None:
    """The newest version up to a day ("2026", "2026-11" and "2026-11-22"), or else at all."""
    up_to = [v for v in versions if reviewed_on and v.day[: len(reviewed_on)] <= reviewed_on]
    found = up_to or versions
    return found[-1] if found else None
