"""What watches over a running program; put up in two steps, as a start has no time for all.

At once: errors and messages are heard. Once a map is on the screen: the log, the file for
crashes and the signals; and what an earlier run left behind is told.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, qVersion

from app import log
from app.mishaps import Mishaps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.windows import Windows

#: How often, in ms, it is looked whether there is a window with a map.
_LOOKS = 200
_ENDED = (
    "Touchline ended suddenly the last time. A report was written on this computer; "
    "nothing was sent."
)


class Guards(QObject):
    """Put up around all windows, for as long as the application runs."""

    def __init__(self, application: "QApplication", windows: "Windows") -> None:
        super().__init__(application)
        self._application, self._windows = application, windows
        self._was_there = False
        self._look = QTimer(self, interval=_LOOKS)
        self._look.timeout.connect(self._when_there)

    def begin(self) -> None:
        """Hear of errors now, and of everything else once there is a map to be seen."""
        Mishaps(self._windows).watch()
        self._application.aboutToQuit.connect(log.leave)
        self._look.start()

    def _when_there(self) -> None:
        # The window was painted between two looks: that is done before timers are.
        if self._was_there:
            self._look.stop()
            self.complete()
        self._was_there = bool(self._windows.all)

    def complete(self) -> None:
        """Put up the rest."""
        from app import crash
        from app.leaving import Leaving

        Leaving(self._windows, self._application).watch()
        log.log.start()
        crash.Watch().begin()
        tell_of_earlier(self._windows)
        from app.version import program_version

        log.own.info("started: Touchline %s, Qt %s", program_version(), qVersion())


def tell_of_earlier(windows: "Windows") -> None:
    """Say in the newest window, in passing, that an earlier run ended suddenly."""
    from app import crash

    if crash.report_earlier() and windows.all:
        windows.all[-1].status.say(_ENDED)
