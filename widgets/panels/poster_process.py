"""The process in which posters are laid out and written, as the window sees it.

It is started when it is first needed and ended when the work is cancelled. Of previews
only the newest one asked for is made.
"""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal

from export.worker import Preview, Sheet
from model.change import JourneyMap
from model.files import codec
from widgets.apart import process_apart, start

#: How long a process may take to tidy up after itself before it is killed, in ms.
_GRACE = 1000


class PosterProcess(QObject):
    """Previews and posters of one map, made elsewhere."""

    #: The newest preview that was asked for: a Preview.
    previewed = Signal(object)
    #: Writing has come so far, 0..1.
    progressed = Signal(float)
    #: The poster is written; its size and sheet in words.
    written = Signal(str)
    #: A workshop is wrapped up: what was written, as `export.wrap_up.Wrapped` has it.
    wrapped = Signal(object)
    #: What changed is told in this file.
    reported = Signal(str)
    #: A process that was stopped in the middle of something has ended.
    gone = Signal()
    #: What was asked for cannot be done; a sentence, and whether it was a preview.
    failed = Signal(str, bool)

    def __init__(
        self, journey: JourneyMap, parent: QObject | None = None, *, file: Path | None = None
    ) -> None:
        """`file` holds the map just as it is, which then need not be encoded again."""
        super().__init__(parent)
        self._journey, self._file = journey, file
        self._process: QProcess | None = None
        self._number = 0
        self._waiting: dict[str, Any] | None = None
        self._busy = False
        self._writing = False
        self._rest = b""

    @property
    def running(self) -> bool:
        """Whether there is a process at all."""
        return self._process is not None

    def preview(self, sheet: Sheet, longest: int) -> None:
        """Ask for a preview, `longest` px at its longer side; an older wish is forgotten."""
        self._number += 1
        self._ask({"preview": self._number, "sheet": sheet._asdict(), "longest": longest})

    def write(self, sheet: Sheet, file: str) -> None:
        """Write the poster, once a preview that is being made is done."""
        self._number += 1  # no answer about previews is of interest from now on
        self._ask({"write": file, "sheet": sheet._asdict()})

    def wrap_up(self, plan: Mapping[str, Any]) -> None:
        """Write all that is left of a workshop, as `export.worker` has it."""
        self._number += 1
        self._ask({"wrap_up": plan})

    def report(self, plan: Mapping[str, Any]) -> None:
        """Write what changed from another map to this one, as `export.worker` has it."""
        self._number += 1
        self._ask(dict(plan))

    def stop(self) -> None:
        """End whatever is being done. A file that was to be replaced is as it was."""
        process, self._process = self._process, None
        tidy, self._busy, self._writing = self._writing, False, False
        self._waiting = None
        self._rest = b""
        if process is None:
            return
        for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
            signal.disconnect()
        process.setParent(QCoreApplication.instance())  # it may outlive the window by a moment
        process.finished.connect(process.deleteLater)
        process.finished.connect(self.gone)
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()
        elif tidy:
            process.terminate()
            QTimer.singleShot(_GRACE, process, process.kill)
        else:
            process.kill()
            process.waitForFinished(_GRACE)

    def _ask(self, wish: dict[str, Any]) -> None:
        if self._busy:
            self._waiting = wish
            return
        self._busy, self._writing = True, "preview" not in wish
        if self._process is None:
            self._start()
        self._send(wish)

    def _start(self) -> None:
        process = process_apart(self, QT_QPA_PLATFORM="offscreen")
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        self._process = process
        start(process, "export.worker")
        if self._file is not None:
            self._send({"map_file": str(self._file.absolute())})
        else:
            self._send({"map": codec.dumps(self._journey).decode()})

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process is not None
        self._process.write(json.dumps(message).encode() + b"\n")

    def _read(self) -> None:
        assert self._process is not None
        data = self._rest + self._process.readAllStandardOutput().data()
        *lines, self._rest = data.split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, answer: Mapping[str, Any]) -> None:
        if "part" in answer:
            self.progressed.emit(answer["part"])
            return
        self._busy = self._writing = False
        newest = answer.get("preview") in (None, self._number)
        if self._waiting is not None:
            wish, self._waiting = self._waiting, None
            self._ask(wish)
        if "written" in answer:
            self.written.emit(answer["written"])
        elif "wrapped" in answer:
            self.wrapped.emit(answer["wrapped"])
        elif "reported" in answer:
            self.reported.emit(answer["reported"])
        elif not newest:
            return
        elif "error" in answer:
            self.failed.emit(answer["error"], answer["preview"] is not None)
        else:
            png = base64.b64decode(answer["png"])
            self.previewed.emit(Preview(answer["facts"], answer["small"], png))

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._gave_up("Touchline could not start the work; is it still installed?")

    def _ended(self) -> None:
        self._gave_up("The work ended before it was done; no file was changed.")

    def _gave_up(self, why: str) -> None:
        was_busy, was_preview = self._busy, not self._writing
        self.stop()
        if was_busy:
            self.failed.emit(why, was_preview)
