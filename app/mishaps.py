"""What the window says when Touchline itself made a mistake: once, calmly, with the details.

Errors in commands, slots and event handlers all end in `sys.excepthook`; standard error
gets the traceback as before.
"""

import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app.asking import Answer, Role, ask

if TYPE_CHECKING:
    from app.windows import Windows

_WHAT = "Something went wrong in Touchline"
_MORE = (
    "What you did last may not have been done. Nothing that is on your map was lost: you can "
    "go on. To be safe, save a copy. If it happens again, please report the details."
)


class Mishaps(QObject):
    """Tells of errors that nobody expected; each place in the code is told of once."""

    def __init__(self, windows: "Windows") -> None:
        super().__init__(windows)
        self._windows = windows
        self._before = sys.excepthook
        self._told: set[tuple[str, int]] = set()
        self._waiting: list[str] = []
        self._box: QMessageBox | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._tell)

    def watch(self) -> None:
        """Hear of every error from now on."""
        sys.excepthook = self.caught

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An error that nobody caught. What is told is told when Qt has nothing else to do."""
        self._before(kind, error, trace)
        here = threading.current_thread() is threading.main_thread()
        if not here or not issubclass(kind, Exception):
            return
        frames = traceback.extract_tb(trace)
        place = (frames[-1].filename, frames[-1].lineno or 0) if frames else (kind.__name__, 0)
        if place not in self._told:
            self._told.add(place)
            from app.version import program_version  # takes time that a start has not

            lines = traceback.format_exception(kind, error, trace)
            self._waiting.append(f"Touchline {program_version()}\n\n{''.join(lines)}".rstrip())
            self._later.start()

    def _tell(self) -> None:
        """One message for all that came together; more wait until it is answered."""
        open_ones = self._windows.all
        if self._box is not None or not self._waiting or not open_ones:
            return
        window = next((w for w in open_ones if w.isActiveWindow()), open_ones[-1])
        details = "\n\n".join(self._waiting)
        self._waiting.clear()
        self._box = ask(
            window,
            _WHAT,
            _MORE,
            Answer("Go on", Role.RejectRole),
            Answer("Save a copy…", Role.AcceptRole, window.files.save_copy),
            Answer("Copy the details", Role.AcceptRole, lambda: _copy(details)),
            icon=QMessageBox.Icon.Warning,
        )
        self._box.setDetailedText(details)
        self._box.destroyed.connect(self._answered)

    def _answered(self) -> None:
        self._box = None
        self._later.start()


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
