"""The journal of an open map: every committed change is on disk before it is saved.

A frame is written at once, so that the end of this process loses nothing, and a thread has
the disk confirm it, so that the end of the power loses no more than some milliseconds.
What cannot be written is kept, tried again and told; the map is edited on meanwhile.
"""

import contextlib
import errno
import os
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

from model.change import Change
from model.files import frames
from model.files.errors import save_error
from model.files.held import hold
from model.files.state import stem_of

SUFFIX = ".journal"
#: Where journals go that are wanted no more, in the folder of the journals, and how many stay.
ASIDE = "aside"
MOST_ASIDE = 20

#: Data alone is enough: the length of a file is part of it, other attributes are not.
_confirm: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)


def _now() -> datetime:
    return datetime.now(UTC)


class Journal:
    """What was done to one map since it was last saved, in a file that this process holds.

    The file is made by the first frame and goes when the map is saved. `tell` is called,
    from any thread, when `trouble` or `is_confirmed` may be other than before.

    Attributes:
        folder: where the file stands.
        file: the file while there is one.
        trouble: why what was done last may be lost with this process, in words; or "".
    """

    def __init__(
        self,
        folder: Path,
        *,
        path: str = "",
        digest: str = "",
        title: str = "",
        base: Callable[[], bytes] | None = None,
        tell: Callable[[], None] = lambda: None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """The map is the one in the file at `path` with that digest, or else that of `base`."""
        self.folder = folder
        self.file: Path | None = None
        self.trouble = ""
        self._path, self._digest, self._title, self._base = path, digest, title, base
        self._tell, self._clock = tell, clock
        self._lock = threading.Condition()
        #: Everything that belongs into the file, packed.
        self._frames: list[bytes] = []
        #: How many of the frames are in the file, how long it is, how many are on the disk.
        self._written = self._size = self._confirmed = 0
        self._handle = -1
        self._thread: threading.Thread | None = None
        #: Something is put in when the thread has to look what there is to do.
        self._todo: SimpleQueue[None] = SimpleQueue()
        #: Handles to be closed and files to be removed by whoever may: see `_retire`.
        self._closing: list[int] = []
        self._old: list[Path] = []
        #: Of which the disk confirmed nothing: they go as soon as there is another.
        self._useless: list[Path] = []
        #: What another process left behind: it was on the disk before this one asked.
        self._adopted: Path | None = None
        self._keep_aside = False
        self._typing: Change = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done since the map was saved."""
        return not self._frames

    @property
    def has_typing(self) -> bool:
        """Whether something is being typed that is in no map yet."""
        return bool(self._typing)

    @property
    def is_confirmed(self) -> bool:
        """Whether the disk has confirmed all that was done."""
        return self._confirmed == len(self._frames)

    def note(self, change: Change, label: str) -> None:
        """A change was committed; `label` is what the history calls it."""
        self._typing = {}
        self._append("edit", frames.changed(change, label, self._clock()))

    def note_typing(self, change: Change, label: str = "") -> None:
        """What is being typed would make this change; {} if nothing is being typed any more."""
        if change == self._typing or (not change and self.is_empty):
            return
        self._typing = change
        self._append("typing", frames.changed(change, label, self._clock()))

    def mark(self) -> int:
        """This moment, for `saving` and `saved`."""
        return len(self._frames)

    def saving(self, mark: int, path: str, digest: str, timeout: float = 5.0) -> None:
        """What was done until `mark` is about to be in the file at `path`.

        To be called before the file is replaced. Waits up to `timeout` s until the disk has
        it: should the process end before `saved`, nobody is offered what was saved.
        """
        with self._lock:  # it may be discarded just now, and a new one would say nothing else
            if not self.is_empty:
                self._append("saving", frames.saving(path, digest, mark))
                self.wait(timeout)

    def saved(self, mark: int, path: str, digest: str) -> None:
        """What was done until `mark` is in the file at `path`, and was read back from it."""
        with self._lock:
            self._path, self._digest, self._base = path, digest, None
            if any(_counts(packed) for packed in self._frames[mark:]):
                return
            self._clear()

    def retry(self) -> bool:
        """Try again to write what could not be written; whether there is no trouble now."""
        with self._lock:
            if self.trouble:
                self._write()
        self._stir()
        return not self.trouble

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` s until the disk has confirmed everything; whether it has."""
        with self._lock:
            return self._lock.wait_for(
                lambda: self.is_confirmed or bool(self.trouble), timeout
            ) and (self.is_confirmed)

    def discard(self, *, aside: bool) -> None:
        """Nobody wants what was done: it goes, or is put aside for a while."""
        with self._lock:
            self._keep_aside = self._keep_aside or aside
            self._clear()
            self._lock.wait_for(lambda: not self._closing, timeout=1)

    def close(self) -> None:
        """Let go of the file, which stays: another process may recover from it."""
        with self._lock:
            self._retire()
            self.file = None
            self._lock.wait_for(lambda: not self._closing, timeout=5)

    def adopt(
        self,
        file: Path | None,
        handle: int,
        packed: list[bytes],
        *,
        fits: bool,
        typed: bytes | None = None,
    ) -> None:
        """Go on with a journal that a process left behind, from after its last whole frame.

        With no file, in a new one. One that does not fit its map is put aside when it is
        wanted no more. `typed` is the payload of what was being typed, which is on the map now.
        """
        with self._lock:
            self._frames, self._keep_aside = packed, not fits
            if file is not None:
                self.file, self._handle, self._adopted = file, handle, file
                self._written, self._size = len(packed), sum(map(len, packed))
            if typed is not None:  # as typing it would count no more after the next edit
                self._frames.append(frames.pack("edit", typed))
            self._write()  # the power may have gone before the disk had it
        self._stir()

    def _append(self, kind: str, payload: bytes) -> None:
        with self._lock:
            if not self._frames:
                start = frames.begin(self._path, self._digest, self._title, self._clock())
                self._frames.append(frames.pack("begin", start))
                if self._base is not None:
                    self._frames.append(frames.pack("base", self._base()))
            self._frames.append(frames.pack(kind, payload))
            self._write()
        self._stir()

    def _write(self) -> None:
        """Bring the file up to date, and have the thread ask the disk to confirm it."""
        before = self.trouble
        try:
            if self._handle >= 0 and self.file is not None and not self.file.exists():
                self._retire()  # somebody removed it: what is written there is nowhere
            if self._handle < 0:
                self._create()
            data = b"".join(self._frames[self._written :])
            # What an earlier try left there is part of the same bytes.
            os.lseek(self._handle, self._size, os.SEEK_SET)
            rest = memoryview(data)
            while rest:
                written = os.write(self._handle, rest)
                rest = rest[written:]
        except OSError as error:
            self.trouble = save_error(error, "").what
        else:
            self.trouble = ""
            self._size += len(data)
            self._written = len(self._frames)
            self._wake()
            self._remove(self._useless)
        if before != self.trouble:
            self._tell()

    def _create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = stem_of(Path(self._path).name or self._title)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
        flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        tries = 8
        while True:
            file = self.folder / f"{stem}-{secrets.token_hex(6)}{SUFFIX}"
            handle = os.open(file, flags, 0o600)
            tries -= 1
            # A process that looks for what was left behind may have got hold of it first.
            if tries < 0 or (hold(handle) is not False and os.fstat(handle).st_nlink):
                break
            os.close(handle)
            with contextlib.suppress(OSError):
                file.unlink()
        self._handle, self.file = handle, file
        self._written = self._size = self._confirmed = 0

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._confirm_all, name="journal", daemon=True)
            self._thread.start()

    def _stir(self) -> None:
        """Have the thread look; without the lock, for which it would only wait again."""
        self._todo.put(None)

    def _confirm_all(self) -> None:
        """The thread: until there is no file any more."""
        while True:
            self._todo.get()
            with self._lock:
                self._close_old()
                if self._handle < 0:
                    self._thread = None
                    return
                if self._confirmed >= self._written:
                    continue
                file, handle, upto = self.file, self._handle, self._written
            failed = self._ask_the_disk(handle, first=self._confirmed == 0)
            with self._lock:
                if self.file is file:
                    self._take_answer(upto, failed)
                self._lock.notify_all()
            self._tell()

    def _ask_the_disk(self, handle: int, *, first: bool) -> str:
        try:
            _confirm(handle)
            if first:
                _confirm_folder(self.folder)
        except OSError as error:
            return save_error(error, "").what
        return ""

    def _take_answer(self, upto: int, failed: str) -> None:
        if not failed:
            self._confirmed = upto
            self._remove(self._old)
            return
        # After a failure the system takes what it could not write for written. So all of it
        # has to be written again, elsewhere.
        self.trouble = failed
        if self.file is not None:
            worth = self._confirmed or self.file == self._adopted
            (self._old if worth else self._useless).append(self.file)
        self._retire()
        self._written = self._size = self._confirmed = 0

    def _clear(self) -> None:
        """Nothing is left to be recovered: the file goes."""
        gone = [*self._old, *self._useless, *([self.file] if self.file is not None else [])]
        self._retire()
        for path in gone:
            with contextlib.suppress(OSError):
                if self._keep_aside:
                    put_aside(path)
                else:
                    path.unlink()
        self.file, self.trouble, self._keep_aside, self._typing = None, "", False, {}
        self._old.clear()
        self._useless.clear()
        self._adopted = None
        self._frames.clear()
        self._written = self._size = self._confirmed = 0

    @staticmethod
    def _remove(files: list[Path]) -> None:
        for path in files:
            with contextlib.suppress(OSError):
                path.unlink()
        files.clear()

    def _retire(self) -> None:
        """Have the handle closed. The thread does it: it may just be using it."""
        if self._handle < 0:
            return
        self._closing.append(self._handle)
        self._handle = -1
        if self._thread is None:
            self._close_old()
        else:
            self._stir()

    def _close_old(self) -> None:
        for handle in self._closing:
            with contextlib.suppress(OSError):
                os.close(handle)
        self._closing.clear()
        self._lock.notify_all()


def put_aside(file: Path) -> Path:
    """Move a journal that is wanted no more to where the newest of them are kept; its new place.

    Raises:
        OSError: it cannot be moved.
    """
    folder = file.parent / ASIDE
    folder.mkdir(exist_ok=True)
    moved = file.replace(folder / file.name)
    os.utime(moved)
    others = (each for each in folder.glob(f"*{SUFFIX}") if each != moved)  # clocks may be wrong
    for old in sorted(others, key=lambda each: each.stat().st_mtime)[: 1 - MOST_ASIDE]:
        old.unlink()
    return moved


def _counts(packed: bytes) -> bool:
    """Whether a frame says something that a file without it would not hold."""
    (frame,), _ = frames.unpack(packed)
    return frame.kind == "edit" or (frame.kind == "typing" and b'"after":{}' not in frame.payload)


def _confirm_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise  # the others say that this file system has no such thing
    finally:
        os.close(handle)
