"""Ending when the system says so (logout, shutdown, `kill`): orderly, and without a question.

What is being typed is entered into the map, so that the next start finds it with all that
was not saved. A question would hold up the logout, or be answered by nobody.
"""

import signal
import socket
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication

from app import log

if TYPE_CHECKING:
    from app.windows import Windows

_SIGNALS = [
    getattr(signal, name)
    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK")
    if hasattr(signal, name)
]
#: How often, in ms, it is tried again to end: until `exec` runs there is nothing to end.
_AGAIN = 20
#: How long, in ms, after its announcement an end of the session is expected.
_SESSION = 60_000


class Leaving(QObject):
    """Ends the program when a signal asks for it; a second one ends it at once."""

    def __init__(self, windows: "Windows", application: QApplication) -> None:
        super().__init__(application)
        self._windows = windows
        self._signal = 0
        self._application = application
        self._again = QTimer(self, interval=_AGAIN)
        self._again.timeout.connect(self._exit)
        # Only while the session may end: a filter in Python is asked about each event.
        self._session = QTimer(self, singleShot=True, interval=_SESSION)
        self._session.timeout.connect(self._stay)
        application.commitDataRequest.connect(self._commit_data)

    def watch(self) -> None:
        """Hear of signals from now on."""
        # While Qt waits for events no Python runs, and so no handler: a byte wakes it up.
        self._waker, self._woken = socket.socketpair()
        self._waker.setblocking(False)
        self._woken.setblocking(False)
        self._notifier = QSocketNotifier(self._woken.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._application.aboutToQuit.connect(self.stop)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        for number in _SIGNALS:
            if signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
                signal.signal(number, self._asked)

    def stop(self) -> None:
        """Hear no more: the program ends."""
        signal.set_wakeup_fd(-1)
        self._again.stop()
        self._stay()
        self._notifier.setEnabled(False)
        self._waker.close()
        self._woken.close()

    def commit_all(self) -> None:
        """Enter into every map what is being typed, whatever goes wrong with one of them."""
        for window in self._windows.all:
            try:
                window.commit_typing()
            except Exception:
                log.own.exception("what was typed last could not be entered")

    def _asked(self, number: int, _frame: FrameType | None) -> None:
        """As in any handler, as little as possible: the program may be in the midst of an edit."""
        self._signal = number
        for each in _SIGNALS:
            if signal.getsignal(each) == self._asked:
                signal.signal(each, signal.SIG_DFL)

    def _wake(self) -> None:
        with suppress(BlockingIOError):
            while self._woken.recv(64):
                pass
        if self._signal and not self._again.isActive():
            log.own.info("asked to end by %s", signal.Signals(self._signal).name)
            self.commit_all()
            self._again.start()
            self._exit()

    def _exit(self) -> None:
        """Leave without closing any window, which is what questions are asked at."""
        QGuiApplication.exit(128 + self._signal)

    def _commit_data(self, manager: QSessionManager) -> None:
        """The session is about to end, unless another program has the user stop that."""
        log.own.info("the session is about to end")
        self.commit_all()
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        self._application.installEventFilter(self)
        self._session.start()

    def _stay(self) -> None:
        self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt would close every window first, and each would ask what is to be saved."""
        if watched is self._application and event.type() == QEvent.Type.Quit:
            self.commit_all()
            QGuiApplication.exit(0)
            return True
        return False
