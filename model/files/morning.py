"""What a map was when a day began: from its kept states, its named versions, its recording.

Where that is not known any more, what is known from a later moment on, and since when.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from model import due
from model.change import JourneyMap
from model.files import codec, kept, recorded, recording
from model.files.errors import FileTrouble
from model.files.versions import versions_of

#: Days that a named version may lie back to be told of instead of a part of today.
_VERSION_DAYS = 7


class Morning(NamedTuple):
    """A map as a day began; `since` says from when on it is known, "" if from its beginning."""

    map: JourneyMap
    since: str = ""


def from_states(path: Path, today: date, digest: str = "") -> Morning | None:
    """What the files beside the map at `path`, and its kept states, know of its morning.

    `digest` is that of the file as it was opened or saved last. None if nothing is known.
    """
    states = kept.states(path, digest=digest)
    for state in states:
        if _day(state.time) < today and (found := _read(state)) is not None:
            return Morning(found)
    first = states[-1] if states else None
    if first is not None and first.number == 1:  # nothing older was ever kept
        found = _loaded(kept.beginning(first)) or _read(first)
        if found is not None:
            return Morning(found)
    recorded_ = _from_recording(path, today)
    if recorded_ is not None and _day(recorded_[0]) < today:
        return recorded_[1]
    version = _from_versions(path, today)
    if version is not None:
        return version
    if recorded_ is not None and (first is None or recorded_[0] < first.time):
        return recorded_[1]
    for state in reversed(states):
        if (found := _read(state)) is not None:
            return Morning(found, in_words(state.time))
    return None


def in_words(since: datetime) -> str:
    """A moment of today as it is told: "since 10:42"."""
    return f"since {since.astimezone():%H:%M}"


def _from_versions(path: Path, today: date) -> Morning | None:
    """The newest version that was named before today, unless that is long ago."""
    for file in reversed(versions_of(path)):
        with suppress(ValueError, FileTrouble):
            day = date.fromisoformat(file.name[:10])
            if today - timedelta(days=_VERSION_DAYS) <= day < today:
                return Morning(codec.load(file, allow_large=True).map, f"since {_said(day)}")
    return None


def _from_recording(path: Path, today: date) -> tuple[datetime, Morning] | None:
    """The last moment before today that was recorded, or else the first one of today."""
    file = recording.file_of(path)
    if not file.exists():
        return None
    with suppress(FileTrouble):
        found = recorded.load(file)
        moments = found.moments
        at = max((i for i, m in enumerate(moments) if _day(m.time) < today), default=-1)
        time = moments[max(0, at)].time
        if at < 0:
            return time, Morning(found.map_at(0), in_words(time))
        following = moments[at + 1] if at + 1 < len(moments) else None
        # What was done between two sessions may have been done on the day before.
        unsure = following is None or (following.begins and following.change)
        said = f"since {_said(_day(time))}" if unsure else ""
        return time, Morning(found.map_at(at), said)
    return None


def _read(state: kept.Kept) -> JourneyMap | None:
    return _loaded(kept.read(state))


def _loaded(data: bytes | None) -> JourneyMap | None:
    with suppress(FileTrouble):
        return None if data is None else codec.loads(data, allow_large=True).map
    return None


def _day(time: datetime) -> date:
    return time.astimezone().date()


def _said(day: date) -> str:
    return f"{day.day} {due.MONTHS[day.month - 1].capitalize()}"
