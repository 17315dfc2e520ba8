"""Reading a large file: asked about first, then in a process of its own.

The interface goes on meanwhile, and it can be cancelled. Checking 100 MB of JSON holds
Python for two seconds in one piece, so a thread would not do. What the process has read comes
over in slices.
"""

import os
import pickle
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QProcess, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QWidget

from app import asking
from app.asking import Answer, Role
from model.change import JourneyMap
from model.files import codec
from model.files.codec import Loaded
from model.files.errors import FileProblem, TooLarge, short
from model.records import Record
from widgets.apart import process_apart, start
from widgets.asking import without_icons
from widgets.box import GRID
from widgets.panels.parts import dialog_column, words

if TYPE_CHECKING:
    from app.window import Window
    from app.windows import Windows

#: How long, in ms, slices are taken over before keys and the pointer have their turn.
_TURN = 8
#: Bytes that say how long the message is that follows.
HEAD = 8


def ask_about_large(
    windows: "Windows", file: Path, near: "Window | None", trouble: TooLarge
) -> None:
    """Ask whether a file is opened that is much too large; nothing of it was read for that."""
    parent = windows.beside(near)

    def read() -> None:
        Opening(
            parent,
            file,
            file.name,
            lambda loaded: windows.show_read(loaded, file, near),
            lambda why: windows.tell_broken(file, near, why),
        ).open()

    asking.ask(
        parent,
        f"Open “{file.name}” all the same?",
        f"{asking.in_words(trouble)}\nReading it can be cancelled. A map of very many cards then "
        "takes minutes to be drawn for the first time.",
        Answer("Cancel", Role.RejectRole),
        Answer("Open", Role.AcceptRole, read),
    )


def load(
    parent: QWidget,
    file: Path,
    name: str,
    then: Callable[[Loaded], object],
    failed: Callable[[FileProblem], object],
) -> None:
    """Read a file of any size: at once, or with a dialog that says so if it is a large one."""
    try:
        loaded = codec.load(file)
    except TooLarge:
        Opening(parent, file, name, then, failed).open()
    except FileProblem as trouble:
        failed(trouble)
    else:
        then(loaded)


class Opening(QDialog):
    """Says that a file is being read, until it is, or until the user has waited enough."""

    def __init__(
        self,
        parent: QWidget,
        file: Path,
        name: str,
        then: Callable[[Loaded], object],
        failed: Callable[[FileProblem], object],
    ) -> None:
        super().__init__(parent)
        self._file, self._then, self._failed = file, then, failed
        self._data = bytearray()
        self._records: dict[str, Record] = {}
        self._about: dict[str, Any] = {}
        self._ended = False
        self.setWindowTitle("Touchline")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.cancel_button = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        without_icons(self)
        layout = dialog_column(self)
        self.said = words(f"Opening “{short(name, 120)}”…", self)
        layout.addWidget(self.said)
        layout.addWidget(self.bar)
        layout.addWidget(buttons)
        self.setMinimumWidth(50 * GRID)
        self.finished.connect(self.deleteLater)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._take_over)
        self._process = self._start()

    @property
    def process_id(self) -> int:
        """The process that reads, as the system calls it."""
        return self._process.processId()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it is cancelling."""
        self.reject()
        event.accept()

    def done(self, result: int) -> None:
        """However it ends, nobody reads on."""
        self._stop()
        super().done(result)

    def _start(self) -> QProcess:
        process = process_apart(self)
        process.readyReadStandardOutput.connect(self._turn.start)
        process.finished.connect(self._over)
        process.errorOccurred.connect(self._over)
        start(process, "app.opening_process")
        # Not as an argument: those of Qt are text, which a file's name need not be.
        process.write(b64encode(os.fsencode(self._file.absolute())) + b"\n")
        process.closeWriteChannel()
        return process

    def _stop(self) -> None:
        self._turn.stop()
        process = self._process
        for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
            signal.disconnect()
        if process.state() != QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(1000)

    def _over(self, *_: object) -> None:
        self._ended = True
        self._turn.start()

    def _take_over(self) -> None:
        """Take over as many slices as there is time for."""
        self._data += self._process.readAllStandardOutput().data()
        spent = QElapsedTimer()
        spent.start()
        while spent.elapsed() < _TURN:
            size = int.from_bytes(self._data[:HEAD], "big")
            if len(self._data) < HEAD + size or len(self._data) < HEAD:
                self._turn.stop()
                if self._ended:
                    self._give_up()
                return
            message = pickle.loads(memoryview(self._data)[HEAD : HEAD + size])
            del self._data[: HEAD + size]
            if self._take(message):
                return

    def _take(self, message: dict[str, Any]) -> bool:
        """Take one message over; whether it was the last one."""
        if "problem" in message:
            self._finish(lambda: self._failed(FileProblem(**message["problem"])))
            return True
        if "records" in message:
            self._records.update(message["records"])
            self.bar.setValue(len(self._records))
        else:
            self._about = message["about"]
            self.bar.setRange(0, message["count"])
        if self._about and len(self._records) == self.bar.maximum():
            loaded = Loaded(JourneyMap(self._records), **self._about)
            self._finish(lambda: self._then(loaded))
            return True
        return False

    def _give_up(self) -> None:
        why = FileProblem(
            "reading it ended before it was done",
            str(self._file),
            todo="There may not be enough memory for it. Close other programs and try again.",
        )
        self._finish(lambda: self._failed(why))

    def _finish(self, then: Callable[[], object]) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.accept()
        # It is shown when this is off the screen: the first picture of a large map takes long.
        QTimer.singleShot(0, parent, then)
