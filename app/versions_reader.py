"""What the window asks of the process that reads versions and commits.

The process is started when something is first asked, and ends when nobody has looked for a
while. One question after the other is sent, so that those nobody needs any more never are.
"""

import json
import os
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, QProcess, QTimer

from model.files.commit import Commit, from_fields
from model.files.encode import join
from widgets.apart import process_apart, start

#: ms without a question after which the process ends: it holds a few maps.
_LONGEST = 20_000


class InFile(NamedTuple):
    """A state of the map in a file that is as it was when it was listed."""

    path: Path
    size: int
    time: int


#: A state of the map: in a file, in a commit, or as it is now.
State: TypeAlias = InFile | Commit | None


class Said(NamedTuple):
    """What changed between two states.

    Attributes:
        text: a sentence, or what is wrong with one of them.
        same: whether nobody would see a difference.
        wrong: which of them, if it could not be read: "old", "new" or, of none, "".
        failed: whether it was not found out, and may be the next time.
    """

    text: str
    same: bool = False
    wrong: str = ""
    failed: bool = False


class Reader(QObject):
    """Asks about the map at `path` and calls back with the answers."""

    def __init__(self, path: Callable[[], Path], parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._process: QProcess | None = None
        self._rest = b""
        self._number = 0
        self._now: list[bytes | list[bytes]] = []
        self._knows_now = False
        self._then: dict[int, Callable[[Mapping[str, Any]], None]] = {}
        self._bored = QTimer(self, singleShot=True, interval=_LONGEST)
        self._bored.timeout.connect(self._rest_if_idle)

    @property
    def is_waiting(self) -> bool:
        """Whether something was asked that is not answered yet."""
        return bool(self._then)

    def show_now(self, parts: list[bytes | list[bytes]]) -> None:
        """From now on the map is as in these parts of a file."""
        self._now, self._knows_now = parts, False

    def say(self, old: State, new: State, then: Callable[[Said], None]) -> None:
        """Ask what changed from one state to another."""

        def over(answer: Mapping[str, Any]) -> None:
            if "trouble" in answer:
                wrong = answer.get("of", "")
                then(Said(answer["trouble"], wrong=wrong, failed=not wrong))
            else:
                then(Said(answer["said"], same=answer["same"]))

        if None in (old, new) and not self._knows_now:
            data = join(self._now)
            self._send({"op": "map", "size": len(data)}, data)
            self._knows_now = True
        self._ask({"op": "say", "old": self._source(old), "new": self._source(new)}, over)

    def log(self, then: Callable[[list[Commit], bool], None]) -> None:
        """Ask for the commits that touched the map; `then` is called for each lot of them.

        With whether there are more to come.
        """

        def over(answer: Mapping[str, Any]) -> None:
            then([from_fields(fields) for fields in answer["commits"]], answer["more"])

        self._ask({"op": "log", "map": _name(self._path())}, over)

    def take(self, commit: Commit, to: Path, then: Callable[[str], None]) -> None:
        """Put what the map was in a commit into a file; `then` hears what is wrong, or ""."""
        wish = {"op": "take", "map": _name(self._path()), "commit": commit.fields, "to": _name(to)}
        self._ask(wish, lambda answer: then(answer.get("trouble", "")))

    def stop(self) -> None:
        """Nobody waits for an answer any more."""
        process, self._process = self._process, None
        self._then.clear()
        self._rest, self._knows_now = b"", False
        self._bored.stop()
        if process is None:
            return
        for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
            signal.disconnect()
        process.kill()
        process.waitForFinished(1000)
        process.deleteLater()

    def _ask(self, wish: dict[str, Any], then: Callable[[Mapping[str, Any]], None]) -> None:
        self._number += 1
        self._then[self._number] = then
        self._send({**wish, "id": self._number})

    def _send(self, wish: Mapping[str, Any], data: bytes = b"") -> None:
        if self._process is None:
            self._start()
        assert self._process is not None
        self._process.write(json.dumps(wish).encode() + b"\n" + data)
        self._bored.start()

    def _source(self, state: State) -> dict[str, Any]:
        if state is None:
            return {}
        if isinstance(state, Commit):
            return {"commit": state.fields, "map": _name(self._path())}
        return {"file": _name(state.path), "key": [state.size, state.time]}

    def _start(self) -> None:
        process = process_apart(self)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        self._process = process
        start(process, "app.versions_process")

    def _read(self) -> None:
        assert self._process is not None
        *lines, self._rest = (self._rest + self._process.readAllStandardOutput().data()).split(
            b"\n"
        )
        for line in lines:
            answer = json.loads(line)
            going_on = answer.get("more", False)
            number = answer["id"]
            then = self._then.get(number) if going_on else self._then.pop(number, None)
            if then is not None:
                then(answer)

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self) -> None:
        """It was killed, or could not be started: what is still asked has no answer."""
        waiting = list(self._then.values())
        self.stop()
        why = {"trouble": "It could not be read.", "commits": [], "more": False}
        for then in waiting:
            then(why)

    def _rest_if_idle(self) -> None:
        if self.is_waiting:
            self._bored.start()
        else:
            self.stop()


def _name(path: Path) -> str:
    return b64encode(os.fsencode(path.absolute())).decode()
