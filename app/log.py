"""The program's log: what Qt and Python's logging say, a line each, in the state folder.

Messages that come before the window is painted wait in memory. The file is opened for each
line: there are few of them, and so several processes can share it and it may be moved away.
"""

import logging
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from model.files.state import state_folder

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

#: Once a file is longer, in bytes, it becomes "touchline.1.log", and that "touchline.2.log".
MOST_BYTES = 200_000
MOST_FILES = 3
#: How many messages wait for the file at most, and how many of Qt's are told apart.
_WAITING, _DIFFERENT = 500, 200
#: How much of one message is kept, in characters.
_LONGEST = 2000
#: Who says it, in a line of the log, for messages of the program's own.
OWN = "touchline"
_BREAKS = str.maketrans({chr(code): " " for code in (*range(32), 127, 0x85, 0x2028, 0x2029)})

own = logging.getLogger(OWN)


def nobody(_error: BaseException) -> None:
    """Who hears of errors in the log as long as nobody watches."""


class Log(logging.Handler):
    """Writes a line for each message; until `start` they wait.

    What cannot be written, as on a full disk, is let go: a log is not worth a message.

    Attributes:
        on_error: called with each error that is logged with `exception`.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.folder: Path | None = None
        self.on_error: Callable[[BaseException], None] = nobody
        self._waiting: deque[str] = deque(maxlen=_WAITING)
        self._counts: dict[tuple[str, str], int] = {}
        self._guard = threading.RLock()

    def start(self, folder: Path | None = None) -> None:
        """Write to "touchline.log" in `folder`, the user's own if none is given, from now on."""
        with self._guard:
            self.folder = folder or state_folder("log")
            lines = "".join(self._waiting)
            self._waiting.clear()
            if lines:
                self._append(lines)

    def emit(self, record: logging.LogRecord) -> None:
        """A record of Python's logging. Of an error that comes with it only the class is kept."""
        try:
            message = record.getMessage()
        except Exception:  # the arguments do not fit, which is no reason to stop
            message = str(record.msg)
        if record.exc_info and record.exc_info[0] is not None:
            message += f" ({record.exc_info[0].__name__})"
        self.put(record.levelname, record.name, message)
        if record.levelno >= logging.ERROR and record.exc_info and record.exc_info[1] is not None:
            self.on_error(record.exc_info[1])
        # A handler on the root silences this one of Python's, which has told warnings so far.
        if record.levelno >= logging.WARNING and logging.lastResort is not None:
            with suppress(OSError, ValueError):
                logging.lastResort.handle(record)

    def put(self, level: str, who: str, message: str) -> None:
        """Write one message, from any thread."""
        moment = time.time()
        second = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment))
        now = f"{second}.{int(moment % 1 * 1000):03}Z"
        said = message.translate(_BREAKS)[:_LONGEST]
        line = f"{now} {level} {who.replace(' ', '-') or 'default'} | {said}\n"
        with self._guard:
            if self.folder is None:
                self._waiting.append(line)
            else:
                self._append(line)

    def is_new(self, who: str, message: str) -> bool:
        """Count a message of Qt's: whether it is to be told, as it was not yet told."""
        with self._guard:
            key = (who, message)
            count = self._counts[key] = self._counts.pop(key, 0) + 1
            if len(self._counts) > _DIFFERENT:
                self._sum_up(next(iter(self._counts)))
            return count == 1

    def sum_up(self) -> None:
        """Say how often each of Qt's messages came that came again."""
        with self._guard:
            for key in list(self._counts):
                self._sum_up(key)

    def _sum_up(self, key: tuple[str, str]) -> None:
        count = self._counts.pop(key)
        if count > 1:
            self.put("INFO", key[0], f"{count} times: {key[1]}")

    def _append(self, lines: str) -> None:
        assert self.folder is not None
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            file = self.folder / name(0)
            with file.open("ab", buffering=0) as out:
                out.write(lines.encode("utf-8", "backslashreplace"))
                size = out.tell()
            if size > MOST_BYTES:
                for number in range(MOST_FILES - 1, 0, -1):
                    with suppress(FileNotFoundError):
                        os.replace(self.folder / name(number - 1), self.folder / name(number))  # noqa: PTH105 - replaces on Windows too


#: The log of this process.
log = Log()


def listen() -> None:
    """Hear of Qt's messages and of Python's logging from now on; they wait for `log.start`."""
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(_of_qt)
    logging.getLogger().addHandler(log)
    own.setLevel(logging.INFO)


def leave() -> None:
    """Hear no more: the process ends."""
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(None)
    logging.getLogger().removeHandler(log)
    log.sum_up()


def name(number: int) -> str:
    """What the file of the log is called: 0 is written to, the others are older."""
    return f"touchline.{number}.log" if number else "touchline.log"


def _of_qt(kind: "QtMsgType", context: "QMessageLogContext", message: str | None) -> None:
    """A message of Qt's, in whatever thread. Nothing may be raised here: Qt is in the middle."""
    with suppress(Exception):
        message = message or ""
        level = _level(kind)
        category = context.category
        who = "qt" if category in (None, "default") else category
        if level != "FATAL" and not log.is_new(who, message):
            return
        if level == "FATAL" and log.folder is None:
            log.start()  # Qt ends the process as soon as this returns
        log.put(level, who, message)
        if level not in ("DEBUG", "INFO") and sys.stderr is not None:
            from PySide6.QtCore import qFormatLogMessage

            sys.stderr.write(qFormatLogMessage(kind, context, message) + "\n")
            sys.stderr.flush()


def _level(kind: "QtMsgType") -> str:
    from PySide6.QtCore import QtMsgType

    return {
        QtMsgType.QtDebugMsg: "DEBUG",
        QtMsgType.QtInfoMsg: "INFO",
        QtMsgType.QtWarningMsg: "WARNING",
        QtMsgType.QtCriticalMsg: "ERROR",
        QtMsgType.QtFatalMsg: "FATAL",
    }.get(kind, "WARNING")
