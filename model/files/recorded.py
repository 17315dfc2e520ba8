"""Reading a workshop's recording, and the map as it was at any entry of it.

All changes are kept in both directions, and whole maps every so often: from one moment to
another is never further than to the next of those.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from model.change import Change, JourneyMap, Pair, apply, diff, invert
from model.files import codec
from model.files.decode import read_records
from model.files.encode import SCHEMA_VERSION, place_in_file
from model.files.errors import FileProblem, open_problem
from model.files.recording import FORMAT, VERSION
from model.files.trees import migrated, put, tree_of
from model.records import TABLES, Record

#: A whole map is kept for every so many entries.
EVERY = 200
#: As much of what was done is shown, in characters.
_LONGEST_LABEL = 300
#: More entries than this are not read: a day of typing has some thousand.
MOST_ENTRIES = 200_000
BEGINS, GOES_ON = "The recording begins", "The recording goes on"

#: What comes of lines that do not say what they should. ValidationError is a ValueError.
_ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_TODO = "Remove the recording, or move it away, if nobody needs it."
_FIRST, _LAST = datetime(1971, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry: what was done and when.

    `begins` is whether a session begins with it; its change is then what was done between.
    """

    label: str
    time: datetime
    change: Change
    begins: bool = False


class Recording:
    """What was recorded, and the map at each of its moments.

    Attributes:
        moments: every entry in order; the first one is the beginning, which changes nothing.
        problems: what of it cannot be read, in sentences.
        steps: how many changes were followed to go to and fro; for tests.
    """

    def __init__(
        self, moments: list[Moment], whole: dict[int, JourneyMap], problems: tuple[str, ...]
    ) -> None:
        self.moments = tuple(moments)
        self.problems = problems
        self.steps = 0
        self._whole, self._marks = whole, sorted(whole)
        self._at, self._map = 0, whole[0]

    def __len__(self) -> int:
        return len(self.moments)

    def map_at(self, index: int) -> JourneyMap:
        """The map after the entry of that index.

        It comes from the one that was asked for before, where that is not far, so that
        `model.change.changed_between` knows what differs.
        """
        start, journey = self._at, self._map
        nearest = self._nearest(index)
        if abs(index - nearest) < abs(index - start):
            start, journey = nearest, self._whole[nearest]
        forth = (moment.change for moment in self.moments[start + 1 : index + 1])
        back = (invert(moment.change) for moment in reversed(self.moments[index + 1 : start + 1]))
        self.steps += abs(index - start)
        self._at, self._map = index, apply(_all(forth if index > start else back), journey)
        return self._map

    def _nearest(self, index: int) -> int:
        place = bisect_right(self._marks, index)
        around = self._marks[max(0, place - 1) : place + 1]
        return min(around, key=lambda mark: abs(mark - index))


def _all(changes: Iterable[Change]) -> Change:
    """Many changes as one: from each record's first `before` to its last `after`."""
    total: dict[str, Pair] = {}
    for change in changes:
        for record_id, (before, after) in change.items():
            total[record_id] = (total[record_id][0] if record_id in total else before, after)
    return total


def load(file: Path, *, wanted: Callable[[], bool] = lambda: True) -> Recording:
    """The recording in a file; reading ends early when it is no longer `wanted`.

    Raises:
        FileProblem: it cannot be read, a newer Touchline wrote it, or nothing is in it.
    """
    name = os.fspath(file)
    try:
        if not file.is_file() and file.exists():
            raise FileProblem("this is no file", name, todo=_TODO)
        size = file.stat().st_size
        if size > codec.LARGEST_BYTES:
            what = f"the recording is {size / 1e6:,.0f} MB, too large to be replayed"
            raise FileProblem(what, name, todo=_TODO)
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        raise open_problem(error, name) from error
    return loads(data, name, wanted=wanted)


def loads(data: bytes, name: str = "", *, wanted: Callable[[], bool] = lambda: True) -> Recording:
    """The recording in `data`; `name` is what to call it in messages.

    A line that was torn, by a crash or a full disk, is left out. Where one in the midst of a
    session is broken, the rest of that session is, and `problems` says so.

    Raises:
        FileProblem: as `load`.
    """
    if data.count(b"\n") > MOST_ENTRIES:
        what = f"the recording has more than {MOST_ENTRIES:,} entries, too many to be replayed"
        raise FileProblem(what, name, todo=_TODO)
    reader = _Reader(name)
    for number, line in enumerate(data.split(b"\n"), 1):
        if not wanted():
            break
        if line.strip(b" \t\r\0"):
            reader.take(number, line)
    if not reader.moments:
        raise FileProblem("this is no recording of a workshop", name, todo=_TODO)
    return Recording(reader.moments, reader.whole, tuple(reader.problems))


class _Reader:
    """Takes line after line, and puts the map together as it goes."""

    def __init__(self, name: str) -> None:
        self.moments: list[Moment] = []
        self.whole: dict[int, JourneyMap] = {}
        self.problems: list[str] = []
        self._name = name
        #: The map as it is by now, which grows in place.
        self._records: dict[str, Record] = {}
        #: The same as plain values, while a session of an older version is read.
        self._older: dict[str, Any] | None = None
        #: The line that broke this session, 0 if none did; whether more of it follows.
        self._broken, self._more = 0, False
        self._in_session = False

    def take(self, number: int, line: bytes) -> None:
        """Read one line.

        Raises:
            FileProblem: a newer Touchline wrote it.
        """
        try:
            said = orjson.loads(line)
            if "format" in said:
                self._begin(said)
            elif self._broken or not self._in_session:
                self._tell_of_more()
            elif "end" not in said:
                self._change(said)
        except _Newer as error:
            raise FileProblem(
                "a newer Touchline wrote this recording, which this one cannot read",
                self._name,
                line=number,
                column=1,
                todo="Replay it with the newer Touchline.",
            ) from error
        except (FileProblem, *_ODD):
            self._broken = self._broken or number

    def _begin(self, said: dict[str, Any]) -> None:
        """A session begins.

        Raises:
            FileProblem, ValueError: it does not.
        """
        self._in_session = False
        if said["format"] != FORMAT:
            raise ValueError("another kind of file")
        version, schema = said["version"], said["map"]["schema_version"]
        if version > VERSION or schema > SCHEMA_VERSION:
            raise _Newer
        data = orjson.dumps(said["map"])
        time = _time(said["time"])
        journey = codec.loads(data, allow_large=True).map
        self._older = tree_of(data, schema) if schema < SCHEMA_VERSION else None
        change = diff(JourneyMap(self._records), journey) if self.moments else {}
        self._broken, self._more, self._in_session = 0, False, True
        self._enter(Moment(GOES_ON if self.moments else BEGINS, time, change, begins=True), journey)

    def _change(self, said: dict[str, Any]) -> None:
        if said["schema_version"] > SCHEMA_VERSION:
            raise _Newer
        label, time = said["label"], _time(said["time"])
        if not isinstance(label, str):
            raise TypeError("no label")
        if self._older is None:
            change = dict(self._changed(said["after"], said.get("null", ())))
        else:
            put(self._older, said)
            tree = migrated(self._older, SCHEMA_VERSION)
            found = codec.loads(orjson.dumps(tree), allow_large=True).map
            change = dict(diff(JourneyMap(self._records), found))
        if "map" in change and change["map"][1] is None:
            raise ValueError("a map cannot lose the record about itself")
        self._enter(Moment(label[:_LONGEST_LABEL], time, change))

    def _changed(self, after: dict[str, Any], null: list[str]) -> Iterator[tuple[str, Pair]]:
        """What differs from the map so far; `null` are unknown parts that are null, not gone."""
        if not after.keys() <= {"", "map", *TABLES}:
            raise ValueError("there is no such table")
        there = {t: {k: v for k, v in rows.items() if v is not None} for t, rows in after.items()}
        if null:
            there[""] |= {key: None for key in null if key in after[""]}
        records = read_records(there)
        for record in records.values():
            yield record.id, (self._records.get(record.id), record)
        for table, rows in after.items():
            for key in rows:
                if rows[key] is None and (table or key not in null):
                    record_id = key if table else f"unknown:{key}"
                    gone = self._records[record_id]
                    if place_in_file(gone)[0] != table or record_id in records:
                        raise ValueError("it is filed elsewhere")
                    yield record_id, (gone, None)

    def _enter(self, moment: Moment, journey: JourneyMap | None = None) -> None:
        for record_id, (_, after) in moment.change.items():
            if after is None:
                del self._records[record_id]
            else:
                self._records[record_id] = after
        if journey is not None and not self.moments:
            self._records = dict(journey.records)
        if len(self.moments) % EVERY == 0:
            self.whole[len(self.moments)] = JourneyMap(self._records)
        self.moments.append(moment)

    def _tell_of_more(self) -> None:
        """More follows a broken line: what was done there is not known."""
        if self._more:
            return
        self._more = True
        last = self.moments[-1].time.astimezone() if self.moments else None
        since = f" after {last.hour}:{last:%M}" if last else ""
        self.problems.append(
            f"Line {self._broken or 1} of the recording is damaged: what was done{since} is "
            "missing, until the recording was begun again."
        )


class _Newer(Exception):
    """A newer version wrote it."""


def _time(text: str) -> datetime:
    """A moment that every clock in the world can show."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return min(max(time.astimezone(UTC), _FIRST), _LAST)
