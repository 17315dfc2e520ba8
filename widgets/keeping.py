"""Keeping one document's work: its journal, and saving without anybody waiting.

What is done is in the journal at once. A save encodes the map here, which takes a moment,
and writes, checks and renames in a thread: the window goes on meanwhile.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from model.change import Change, JourneyMap, apply, invert
from model.files import codec, kept
from model.files.encode import join
from model.files.errors import SaveError
from model.files.journal import Journal
from model.history import Entry, Mark

#: ms from one try to write what could not be written to the next.
RETRY = 5000
#: s that a new journal may take to be on the disk before the old one goes.
_LONGEST = 5.0

_log = logging.getLogger(__name__)


class Safety(NamedTuple):
    """How safe what was done is, and if it is not, why, in words.

    saved: it is in the file. saving: it is being written there. kept: it is not in the file,
    but would be there again after a crash or a power cut. unkept: it is nowhere but here.
    """

    state: Literal["saved", "saving", "kept", "unkept"]
    why: str = ""


@dataclass
class Save:
    """One save of a map as it was at one moment.

    Attributes:
        parts: what the content of the file is joined of.
        path: the file.
        expect: the digest of what is replaced; None if anything may be.
        point: where the history was.
        mark: where the journal was.
        then: called with what went wrong, or None.
        began: on a first save, the map and all that was done to it.
        journey: the map that is saved.
        replaces: whether what is there, as expected, is somebody else's, which is kept.
    """

    parts: list[bytes | list[bytes]]
    path: Path
    expect: str | None
    point: Mark
    mark: int
    then: Callable[[SaveError | None], None]
    began: tuple[JourneyMap, Sequence[Entry]] | None = None
    journey: JourneyMap = field(default_factory=JourneyMap, repr=False)
    replaces: bool = False
    digest: str = ""
    error: SaveError | None = None
    is_over: bool = False
    thread: threading.Thread | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """Where the file is, also for who looks for it from another folder."""
        return str(self.path.absolute())

    def run(self, journal: Journal | None) -> None:
        """Write, check and rename; what went wrong is in `error` afterwards."""

        def tell_journal() -> None:
            if journal is not None:
                journal.saving(self.mark, self.place, self.digest)

        try:
            data = join(self.parts)
            if self.replaces and self.expect is not None:
                _keep_opened(self.path, self.expect)
            self.digest = codec.digest(data)
            codec.save_bytes(data, self.path, expect=self.expect, before_replace=tell_journal)
        except SaveError as error:
            self.error = error
            return
        except Exception as error:  # a mistake of ours: the user hears that it was not saved
            _log.exception("a save failed")
            what = f"something went wrong in Touchline ({type(error).__name__})"
            self.error = SaveError(what, str(self.path), "Save a copy under another name.")
            return
        if self.began is not None:
            _keep_beginning(self.path, *self.began)
        kept.keep(self.path, data, self.digest)


class Keeping(QObject):
    """The journal and the saves of one document. One save runs at a time.

    Attributes:
        journal: None as long as nobody asked for one.
        running: the save that is being written.
    """

    #: The journal has more or less trouble than before.
    changed = Signal()
    #: A save is over; it was done where the signal is heard, not where it ran.
    over = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.journal: Journal | None = None
        self.running: Save | None = None
        self._again = QTimer(self, singleShot=True, interval=RETRY)
        self._again.timeout.connect(self._retry)
        self._post = _posted().post
        self._opened: tuple[Path, str] | None = None

    def begin(
        self,
        folder: Path,
        path: Path | None,
        digest: str,
        base: Callable[[], bytes],
        title: str,
        *,
        is_lost: bool = False,
    ) -> Journal:
        """Keep a journal from now on, of the file as it is there or of what `base` gives.

        Of the file, and of `base` as long as that is gone, if it `is_lost`.
        """
        self.journal = Journal(
            folder,
            path=str(path.absolute()) if path else "",
            digest=digest if path else "",
            title=title,
            base=None if path and not is_lost else base,
            tell=lambda: self._post(self._look),
        )
        self._opened = (path, digest) if path and not is_lost else None
        return self.journal

    def begin_anew(
        self, path: Path | None, digest: str, title: str, change: Change, *, is_lost: bool = False
    ) -> None:
        """Keep a new journal in place of the old one: `change` to its file as it is now.

        Without a path, or if the file `is_lost`, it is kept as a change to an empty map, for which
        no file is needed.
        """
        old = self.journal
        assert old is not None, "somebody asked for a journal before"
        new = self.begin(
            old.folder, path, digest, lambda: codec.dumps(JourneyMap()), title, is_lost=is_lost
        )
        if change:
            new.note(change, "Unsaved changes")
        old.discard(aside=not new.is_confirmed and not new.wait(_LONGEST))

    def note(self, change: Change, label: str) -> None:
        """A change was made."""
        if self.journal is None:
            return
        self.journal.note(change, label)
        if self._opened is not None:
            opened, self._opened = self._opened, None
            threading.Thread(target=_keep_opened, args=opened, name="keep", daemon=True).start()

    def note_typing(self, change: Change, label: str) -> None:
        """Something is being typed, or no longer."""
        if self.journal is not None:
            self.journal.note_typing(change, label)

    @property
    def has_typing(self) -> bool:
        """Whether something is being typed that is in no map yet."""
        return self.journal is not None and self.journal.has_typing

    @property
    def why_unkept(self) -> str:
        """Why the journal does not have all, in words; "" if it has."""
        return "" if self.journal is None else self.journal.trouble

    def start(self, save: Save) -> None:
        """Save in a thread. `over` is emitted when it is done."""
        self.running = save
        save.thread = threading.Thread(target=self._run, args=(save,), name="save")
        save.thread.start()

    def finish(self) -> None:
        """Wait for the save that is running."""
        save = self.running
        if save is not None and save.thread is not None:
            save.thread.join()
            self._end(save)

    def settled(self, save: Save) -> None:
        """A save went well: the journal lets go of what is in the file."""
        self._opened = None
        if self.journal is not None:
            self.journal.saved(save.mark, save.place, save.digest)

    def _run(self, save: Save) -> None:
        try:
            save.run(self.journal)
        finally:  # whoever waits for it must not wait for ever
            self._post(lambda: self._end(save))

    def _end(self, save: Save) -> None:
        if save.is_over or not isValid(self):
            return
        save.is_over = True
        self.running = None
        self.over.emit(save)

    def _look(self) -> None:
        if not isValid(self):
            return
        if self.why_unkept and not self._again.isActive():
            self._again.start()
        self.changed.emit()

    def _retry(self) -> None:
        if self.journal is not None and not self.journal.retry():
            self._again.start()
        self.changed.emit()


class _Posted(QObject):
    """Runs in the window's thread what other threads have to say.

    There is one, which nobody deletes: a thread may be about to speak when a window goes.
    The signal carries nothing: what is to be run never leaves Python.
    """

    _said = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Callable[[], None]] = deque()
        self._said.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, what: Callable[[], None]) -> None:
        """Run `what` soon, in the window's thread; from any thread."""
        self._waiting.append(what)
        self._said.emit()

    def _run(self) -> None:
        if self._waiting:
            self._waiting.popleft()()


def post(what: Callable[[], None]) -> None:
    """Run `what` soon, in the window's thread; from any thread, once there is a document."""
    _posted().post(what)


@cache
def _posted() -> _Posted:
    return _Posted()


def _keep_beginning(path: Path, journey: JourneyMap, done: Sequence[Entry]) -> None:
    """Keep what a map was before all that was done to it."""
    with suppress(ValueError):  # it only tells less of the first day
        for entry in reversed(done):
            journey = apply(invert(entry.change), journey)
        kept.keep_beginning(path, codec.dumps(journey))


def _keep_opened(path: Path, digest: str) -> None:
    """Keep a file as it was opened, before it is first edited: it can be gone back to."""
    with suppress(OSError):
        data = path.read_bytes()
        there = {state.digest for state in kept.states(path)}
        if digest not in there and codec.digest(data) == digest:
            kept.keep(path, data, digest)
