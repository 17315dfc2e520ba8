"""The running Touchline's side of a handover: it listens, and opens what others hand it.

Whoever may not connect, says nothing, too much, or something else, is let go of.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app import handover
from model.files.held import hold

if TYPE_CHECKING:
    from app.windows import Windows

#: How long, in ms, a client may take to say all that it has to say.
_PATIENCE = 3000
#: How many clients are listened to at once.
_CLIENTS = 8


class Listener(QObject):
    """Opens in `windows` what second starts hand over, until it is deleted or closed."""

    def __init__(self, windows: "Windows") -> None:
        super().__init__(windows)
        self._windows = windows
        self._held = -1
        self._clients = 0
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.close)

    def listen(self, where: str) -> bool:
        """Listen at an address; whether it can be had. Another living Touchline keeps it."""
        if not where or not self._hold(where):
            return False
        if sys.platform != "win32":
            with suppress(OSError):  # of a process that died
                Path(where).unlink()
        return self._server.listen(where)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    def _hold(self, where: str) -> bool:
        if sys.platform == "win32":
            return True
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            handle = os.open(f"{where}.lock", flags, 0o600)
        except OSError:
            return False
        if hold(handle) is not True:
            os.close(handle)
            return False
        self._held = handle
        return True

    def _take(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if self._clients >= _CLIENTS:
                socket.abort()
                socket.deleteLater()
                continue
            self._clients += 1
            client = _Client(self._windows, socket, self)
            client.destroyed.connect(self._let_go)

    def _let_go(self) -> None:
        self._clients -= 1


class _Client(QObject):
    """One second start, as long as it is connected."""

    def __init__(self, windows: "Windows", socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._windows, self._socket = windows, socket
        self._said = b""
        self._wish: handover.Wish | None = None
        socket.setParent(self)
        socket.setReadBufferSize(handover.MOST)
        socket.readyRead.connect(self._hear)
        socket.disconnected.connect(self.deleteLater)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._end)
        self._patience.start()
        self._hear()

    def _hear(self) -> None:
        self._said += bytes(self._socket.read(handover.MOST + 1 - len(self._said)).data())
        line, end, rest = self._said.partition(b"\n")
        if not end:
            if len(self._said) >= handover.MOST:
                self._end()
        elif self._wish is None:
            self._wish = handover.read(line)
            self._said = rest
            if self._wish is None:
                self._end()
            else:
                self._socket.write(handover.YES)
                self._socket.flush()
        else:
            wish = self._wish if line + end == handover.GO else None
            self._end()
            if wish is not None:
                _open(self._windows, wish)

    def _end(self) -> None:
        self._patience.stop()
        self._socket.readyRead.disconnect(self._hear)
        self._socket.abort()
        self.deleteLater()


def _open(windows: "Windows", wish: handover.Wish) -> None:
    if wish.token:  # by it Wayland knows that the user asked for the window
        os.environ["XDG_ACTIVATION_TOKEN"] = wish.token
    if wish.files:
        windows.open(wish.files, next((w for w in windows.all if w.is_untouched), None))
    else:
        windows.new()
