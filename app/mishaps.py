"""What happens when Touchline itself made a mistake: a report, a line in the log, a dialog.

Errors in commands, slots and event handlers all end in `sys.excepthook`; those of threads
and of objects on their way out have hooks of their own and are told only if it matters.
"""

import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from app import log

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.reports import Mistake
    from app.windows import Windows

#: How many different errors of one run are reported; after that something is so wrong that
#: more reports would only push each other out.
MOST = 12
#: After how many ms the count of a report is brought up to date, at the earliest.
COUNTED = 2000
#: After how many ms it is looked again whether there is a window to tell in.
_PATIENCE = 500
#: How many calls tell one way to an error from another.
_CALLS = 50
#: The class of an error, and the calls that led to it.
_Key: TypeAlias = tuple[str, tuple[tuple[str, int], ...]]
#: Who is told of an error in the window: everybody, nobody but for an unsaved map, nobody.
_TOLD, _IF_IT_MATTERS, _QUIET = 2, 1, 0
#: A call through which every save of a map goes, and nothing else.
_SAVING = re.compile(r'File "model/files/codec\.py", line \d+, in save')


class Known:
    """One error and how often it came."""

    def __init__(self, what: "Mistake", time: "datetime") -> None:
        self.what, self.time = what, time
        self.facts: dict[str, str] = {}
        self.file: Path | None = None
        self.count = self.written = 1

    def text(self) -> str:
        """The whole report."""
        from app import reports

        return reports.text(self.what, self.facts, time=self.time, count=self.count)


class Mishaps(QObject):
    """Hears of errors that nobody expected. Each place in the code is told of once."""

    _came = Signal()
    _came_again = Signal()

    def __init__(self, windows: "Windows") -> None:
        super().__init__(windows)
        self._windows = windows
        self._known: dict[_Key, Known] = {}
        self._waiting: list[Known] = []
        self._unsaved = False
        self._box: QMessageBox | None = None
        self._lock = threading.RLock()
        self._busy = threading.local()
        self._before: tuple[Any, Any, Any] | None = None
        # Errors come from any thread; timers only listen to the one they live in.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._tell)
        self._came.connect(self._later.start)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._tell)
        self._recount = QTimer(self, singleShot=True, interval=COUNTED)
        self._recount.timeout.connect(self._write_counts)
        self._came_again.connect(self._count_soon)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)

    def watch(self) -> None:
        """Hear of every error from now on."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self.caught
        threading.excepthook = self._of_a_thread
        sys.unraisablehook = self._unraisable
        log.log.on_error = self.caught_elsewhere

    def end(self) -> None:
        """Hear no more: the program ends."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None
            log.log.on_error = log.nobody
        self._write_counts(all_of_them=True)

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An error that nobody caught. What is told is told when Qt has nothing else to do."""
        here = threading.current_thread() is threading.main_thread()
        before = self._before[0] if self._before else sys.__excepthook__
        self._hear(
            error.with_traceback(trace),
            lambda: before(kind, error, trace),
            _TOLD if here else _IF_IT_MATTERS,
        )
        for name in ("last_exc", "last_value", "last_traceback"):
            if hasattr(sys, name):  # its frames would keep the window and its map from going
                delattr(sys, name)

    def caught_elsewhere(self, error: BaseException) -> None:
        """A mistake that was dealt with, and logged with its error: it is reported only."""
        self._hear(error, lambda: None, _QUIET)

    def _of_a_thread(self, args: threading.ExceptHookArgs) -> None:
        before = self._before[1] if self._before else threading.__excepthook__
        if args.exc_value is not None:
            self._hear(args.exc_value, lambda: before(args), _IF_IT_MATTERS)

    def _unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        before = self._before[2] if self._before else sys.__unraisablehook__
        if args.exc_value is not None:
            self._hear(args.exc_value, lambda: before(args), _IF_IT_MATTERS)

    def _hear(self, error: BaseException, before: Callable[[], object], tell: int) -> None:
        """Whatever goes wrong in here must not come back as one more error to hear of."""
        if not isinstance(error, Exception):
            before()
            return
        if getattr(self._busy, "now", False):
            return
        self._busy.now = True
        try:
            with self._lock:
                known = self._known.get(_key(error))
                if known is not None:
                    known.count += 1
                    self._came_again.emit()
                if known is not None or len(self._known) >= MOST:
                    return
            with suppress(Exception):  # standard error may be closed
                before()
            self._new(error, tell)
        except Exception as second:
            with suppress(Exception):
                sys.__excepthook__(type(second), second, second.__traceback__)
        finally:
            self._busy.now = False

    def _new(self, error: Exception, tell: int) -> None:
        # A start has no time for these, and most runs have no use for them.
        from datetime import UTC, datetime

        from app import circumstances, reports

        what = reports.mistake(error)
        unsaved = _kept_a_save_from_happening(what)
        known = Known(what, datetime.now(UTC))
        with self._lock:
            self._known[_key(error)] = known
        log.log.put("ERROR", log.OWN, f"{what.error} at {what.place}")
        try:
            known.facts = circumstances.facts(self._windows)
            known.file = reports.write(known.text(), what.error, time=known.time)
        except Exception as trouble:  # a full disk, say: it is told all the same
            log.log.put("ERROR", log.OWN, f"no report: {type(trouble).__name__}")
        if tell == _TOLD or (tell == _IF_IT_MATTERS and unsaved):
            with self._lock:
                self._waiting.append(known)
                self._unsaved = self._unsaved or unsaved
            self._came.emit()

    def _count_soon(self) -> None:
        if not self._recount.isActive():
            self._recount.start()

    def _write_counts(self, all_of_them: bool = False) -> None:
        """Bring the counts in the reports up to date: of each ever more seldom, at last all."""
        from app import reports

        with self._lock:
            known = list(self._known.values())
        for each in known:
            due = each.count > each.written and (all_of_them or each.count >= 2 * each.written)
            if each.file is not None and due:
                each.written = each.count
                with suppress(Exception):
                    reports.rewrite(each.file, each.text())

    def _tell(self) -> None:
        """One message for all that came together; more wait until it is answered."""
        with self._lock:
            if self._box is not None or not self._waiting:
                return
            open_ones = self._windows.all
            if not open_ones:  # it went wrong at a start, before there was a map
                self._patience.start()
                return
            waiting, unsaved = self._waiting, self._unsaved
            self._waiting, self._unsaved = [], False
        window = next((w for w in open_ones if w.isActiveWindow()), open_ones[-1])
        try:
            from app.mishap_dialog import show

            self._box = show(window, [k.text() for k in waiting], waiting[-1].file, unsaved)
            self._box.destroyed.connect(self._answered)
        except Exception as error:  # the report is there; the map is what matters now
            self._box = None
            log.log.put("ERROR", log.OWN, f"no dialog: {type(error).__name__}")

    def _answered(self) -> None:
        self._box = None
        self._later.start()


def _key(error: BaseException) -> _Key:
    """Two errors with the same key are the same mistake: of one class, on one way there."""
    calls: list[tuple[str, int]] = []
    trace = error.__traceback__
    # A stack that is full ends anywhere; where it began to fill is the same each time.
    most = 1 if isinstance(error, RecursionError) else _CALLS
    while trace is not None and len(calls) < most:
        calls.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return type(error).__qualname__, tuple(calls)


def _kept_a_save_from_happening(what: "Mistake") -> bool:
    return _SAVING.search(what.trace) is not None
