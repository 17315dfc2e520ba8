"""Writing a workshop's recording: every committed change with its time, beside the map.

`NAME.recording` is only ever added to, one line of JSON an entry:

    {"format": "touchline.recording", "version": 1, "time": …, "map": {…}}    a session begins
    {"time": …, "label": …, "schema_version": 1, "after": {table: {id: …}}}   a change
    {"time": …, "end": true}                                                  the session ends

The map is the whole of its file; a change is as in a journal. `recorded` reads it.
"""

import contextlib
import json
import os
import re
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

from model.change import Change, JourneyMap
from model.files import frames
from model.files.encode import dumps
from model.files.errors import save_error

SUFFIX = ".recording"
FORMAT = "touchline.recording"
VERSION = 1

_OURS = re.compile(rb'\{"format": ?"%s", ?"version": ?([0-9]{1,9})\b' % re.escape(FORMAT.encode()))
#: No line feed stands within a text of JSON, so these are between its parts.
_BREAKS = re.compile(rb"\n *")
#: As much of the end of a file as the line takes that ends a session.
_TAIL = 200


def _now() -> datetime:
    return datetime.now(UTC)


def file_of(map_file: Path) -> Path:
    """Where the recording of the map in a file is.

    Of “ride.json” it is another one than of “ride.journey.json”: they may stand side by side.
    """
    name = map_file.name.removesuffix(".journey.json")
    return map_file.with_name((name or map_file.name) + SUFFIX)


def begin_line(journey: JourneyMap, time: datetime) -> bytes:
    """The line that begins a session: all of the map."""
    head = json.dumps({"format": FORMAT, "version": VERSION, "time": time.isoformat()})
    return b'%s, "map": %s}\n' % (head[:-1].encode(), _BREAKS.sub(b"", dumps(journey)))


def change_line(change: Change, label: str, time: datetime) -> bytes:
    """The line of one committed change."""
    return frames.changed(change, label, time) + b"\n"


def end_line(time: datetime) -> bytes:
    """The line that ends a session which nothing cut short."""
    return json.dumps({"time": time.isoformat(), "end": True}).encode() + b"\n"


def version_of(head: bytes) -> int:
    """The version of the recording that begins with these bytes; 0 if it is none."""
    found = _OURS.match(head)
    return int(found[1]) if found else 0


def is_unfinished(file: Path) -> bool:
    """Whether there is a recording of ours that was cut short, as by a crash."""
    try:
        with open(file, "rb", opener=_plain) as stream:
            if version_of(stream.read(_TAIL)) != VERSION:
                return False
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - _TAIL))
            last = stream.read().rstrip().rpartition(b"\n")[2]
    except OSError:
        return False
    return not last.endswith(b'"end": true}')


class Writer:
    """Adds one session to a file. A thread of its own encodes and writes: nobody waits.

    What it has written is with the system, not necessarily on the disk. The first thing that
    goes wrong ends it for good.

    Attributes:
        file: what it adds to.
        trouble: why nothing is written any more, in words; "" while all is well.
        noted, entries: how many changes there are, and how many of them are written.
    """

    def __init__(
        self,
        file: Path,
        base: JourneyMap,
        *,
        tell: Callable[[], None] = lambda: None,
        clock: Callable[[], datetime] = _now,
        after: "Writer | None" = None,
    ) -> None:
        """The session begins with `base`. `tell` is called, from the thread, at a trouble.

        Nothing is written before `after` has written all that it has.
        """
        self.file = file
        self.trouble = ""
        self.noted = self.entries = 0
        self._tell, self._clock, self._after = tell, clock, after
        self._size, self._handle = 0, -1
        self._lines: SimpleQueue[Callable[[], bytes] | None] = SimpleQueue()
        time = clock()
        self._lines.put(lambda: begin_line(base, time))
        self._thread = threading.Thread(target=self._write_all, name="recording", daemon=True)
        self._thread.start()

    def note(self, change: Change, label: str, time: datetime | None = None) -> None:
        """A change was committed, undone or redone; `label` says what it was."""
        at = time or self._clock()
        self.noted += 1
        self._lines.put(lambda: change_line(change, label, at))

    def stop(self, timeout: float = 5.0, *, unfinished: bool = False) -> bool:
        """End the session; wait up to `timeout` s until all is written. Whether it is.

        With `unfinished`, whoever opens the map next goes on with the recording.
        """
        time = self._clock()
        if not unfinished:
            self._lines.put(lambda: end_line(time))
        self._lines.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive() and not self.trouble

    def settle(self, timeout: float = 5.0) -> bool:
        """Wait up to `timeout` s until all that was noted is in the file; whether it is."""
        reached = threading.Event()

        def mark() -> bytes:
            reached.set()
            return b""

        self._lines.put(mark)
        while self._thread.is_alive() and timeout > 0 and not reached.wait(0.05):
            timeout -= 0.05
        return reached.is_set()

    def _write_all(self) -> None:
        """The thread: until the session ends, or something goes wrong."""
        if self._after is not None:
            self._after._thread.join()
            self._after = None
        try:
            with self._opened() as handle:
                self._handle = handle
                for make in iter(self._lines.get, None):
                    self._write(make())
        except OSError as error:
            self.trouble = save_error(error, "").what if error.errno else str(error)
            self._tell()

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        """The file, open at the beginning of a new line.

        Raises:
            OSError: it cannot be opened, or is something else; without a number, then.
        """
        handle = _plain(self.file, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        try:
            self._size = os.fstat(handle).st_size
            if self._size:
                version = version_of(os.read(handle, _TAIL))
                if not version:
                    raise OSError(f"“{self.file.name}” is there already and is no recording")
                if version > VERSION:
                    raise OSError(f"“{self.file.name}” was written by a newer Touchline")
                os.lseek(handle, self._size - 1, os.SEEK_SET)
                if os.read(handle, 1) != b"\n":
                    self._size += os.write(handle, b"\n")  # the end of a line is torn off
            yield handle
        finally:
            os.close(handle)

    def _write(self, line: bytes) -> None:
        if not self._is_there():
            raise OSError(f"“{self.file.name}” was moved or removed")
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[os.write(self._handle, rest) :]
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self._size)  # no half of a line
            raise
        self._size += len(line)
        self.entries += line.startswith(b'{"time"') and not line.endswith(b'"end": true}\n')

    def _is_there(self) -> bool:
        """Whether what is written can still be found: whoever removed it wants no more of it."""
        try:
            return os.path.samestat(self.file.stat(), os.fstat(self._handle))
        except OSError:
            return False


def _plain(path: str | Path, flags: int) -> int:
    """Open a file, for nobody else to read if it is made; anything but a file is refused.

    Raises:
        OSError: it cannot be opened, or is no file.
    """
    quietly = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    quietly |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | quietly, 0o600)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(f"“{Path(path).name}” is no file")
