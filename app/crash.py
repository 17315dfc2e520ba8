"""Sudden ends: what Python was doing is written at the moment of a crash, and told later.

`faulthandler` writes into a file that this process keeps open and holds; a clean end takes
it away. What a dead process left is made a report of by the next start.
"""

import atexit
import faulthandler
import os
import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from app import reports
from app.reports import Mistake
from model.files.errors import FileTrouble
from model.files.held import hold
from model.files.state import state_folder

#: What the reports call it.
ENDED = "Touchline ended suddenly"
_CALL = re.compile(r'  File "(.*)", line (\d+) in (.*)')
#: How much is read of what was written at a crash, in bytes.
_MOST = 200_000


class Watch:
    """Says in a file of this process what a crash was in, until `end`."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or state_folder("log")
        self._file: IO[bytes] | None = None

    def begin(self) -> None:
        """Open the file; without one, as on a full disk, crashes stay on standard error."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Open for as long as the process lives, so no `with`.
            path = self._folder / f"crash-{os.getpid()}-{secrets.token_hex(4)}.txt"
            self._file = path.open("wb", buffering=0)
            hold(self._file.fileno())
            faulthandler.enable(self._file)
            atexit.register(self.end)

    def end(self) -> None:
        """A clean end: nothing remains but what a crash wrote."""
        if self._file is None:
            return
        faulthandler.disable()
        file, self._file = self._file, None
        with suppress(OSError):
            size = os.fstat(file.fileno()).st_size
            file.close()
            if not size:
                Path(file.name).unlink()


def report_earlier(folder: Path | None = None, state: Path | None = None) -> int:
    """Make reports of the crashes of processes that are gone; how many there were."""
    count = 0
    for file in sorted((folder or state_folder("log")).glob("crash-*.txt")):
        with suppress(OSError, FileTrouble):
            count += _settle(file, state)
    return count


def _settle(file: Path, state: Path | None) -> bool:
    """Take away what a process left; whether it had crashed. One that lives keeps its file."""
    with file.open("rb+") as left:
        is_free = hold(left.fileno())
        written = left.read(_MOST).decode("utf-8", "replace").strip()
        # Where nothing can be held, only a crash tells that the process is gone.
        if is_free is False or (is_free is None and not written):
            return False
        time = datetime.fromtimestamp(os.fstat(left.fileno()).st_mtime, UTC)
    if written:
        reports.write(reports.text(_mistake(written), {}, time=time), ENDED, time=time, state=state)
    file.unlink()
    return bool(written)


def _mistake(written: str) -> Mistake:
    """What `faulthandler` wrote, as a report has it: no file's whole path."""
    lines = []
    place = ""
    for line in written.splitlines():
        call = _CALL.fullmatch(line)
        if call is None:
            lines.append(line)
            continue
        at = f"{reports.short_path(call[1])}, line {call[2]}, in {call[3]}"
        lines.append(f"  {at}")
        if not place and reports.is_own(call[1]):
            place = at
    why = lines[0].removeprefix("Fatal Python error: ") if lines else "unknown"
    return Mistake(f"{ENDED} ({why})", place or "unknown", "\n".join(lines), "")
