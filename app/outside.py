"""One window's map may change on the disk: by somebody else, by git, by whoever moves files.

Where nothing was edited here, what the file holds now is shown. Where something was, it is
said, and both are brought together when the user wants it (`app.outside_dialog`). A file that
is gone or cannot be read takes nothing away: the map is here, and unsaved.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.files import name_of
from model.change import JourneyMap, diff
from model.files import codec
from model.files.codec import Loaded
from model.files.errors import FileProblem
from model.files.signs import Sign, renamed, sign
from widgets.keeping import post

if TYPE_CHECKING:
    from app.window import Window
    from widgets.watching import Watch

#: ms after a map is first seen until its folder is watched.
BEGINS = 1000
#: ms until a file that is gone or broken is looked at again: programs that save take their time.
AGAIN = 700
#: ms until it is looked again while a button of the mouse is held.
_HELD = 200
_Read: TypeAlias = Loaded | FileProblem | None


class Outside(QObject):
    """Sees to it that what others do to one window's file is seen, and nothing lost by it.

    Attributes:
        theirs: what the file holds now, while it waits to be brought together with the map.
        is_lost: whether the file is gone.
        is_reading: whether it is just being read again.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self.theirs: Loaded | None = None
        self.is_lost = False
        self._watch: Watch | None = None
        self._began = self.is_reading = self._missed = self._doubtful = False
        self._sign: Sign | None = None
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self.look)
        self._start = QTimer(self, singleShot=True, interval=BEGINS)
        self._start.timeout.connect(self.begin)
        self._document.state_changed.connect(self._follow_path)
        window.closed.connect(self.end)

    def begin_soon(self) -> None:
        """Watch the folder once there is time for it."""
        if not self._began:
            self._start.start()

    def begin(self) -> None:
        """Watch the folder of the file, as soon as there is a file."""
        self._start.stop()
        self._began = True
        self._follow_path()

    def end(self) -> None:
        """Watch no more."""
        self._began = False
        self._start.stop()
        self._wait.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def look(self) -> None:
        """Read the file again, in a thread, and do what follows from what it holds."""
        path = self._document.path
        if path is None or self._document.is_saving or self.is_reading:
            self._missed = self.is_reading
            if self._document.is_saving:
                self._wait.start(_HELD)
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._wait.start(_HELD)  # what is held must not be moved by others
            return
        self.is_reading = True
        was = self._document.digest
        Thread(target=self._read, args=(path, was), name="outside", daemon=True).start()

    def meet(self, loaded: Loaded) -> None:
        """The file holds this by now: show it, or say that it can be brought together."""
        document = self._document
        now = document.map
        self.is_lost = False
        if not diff(now, loaded.map):  # other bytes, or the same thing done on both sides
            document.take_in(loaded, {}, "")
            self._calm()
        elif self._is_edited():
            self.theirs = loaded
            self._say_both(loaded)
        else:
            self.theirs = None
            change = diff(now, loaded.map)
            document.take_in(loaded, change, "Changed by somebody else")
            self._say_followed(now, loaded.map)

    def ask(self, then: Callable[[], None] | None = None, *, saving: bool = False) -> None:
        """Show what both sides did, and offer to bring it together; `then` follows that.

        With `saving`, it is about to be saved: their work may be replaced as well.
        """
        from app.outside_dialog import Together

        if self.theirs is not None:
            self._window.commit_typing()
            Together(self._window, self.theirs, then, saving=saving).open()

    def saving_met(self, then: Callable[[], None], failed: Callable[[], None]) -> None:
        """A save found another file there: ask what to do about it; `failed` if it is no map."""
        path = self._document.path
        assert path is not None, "it was to be saved there"
        try:
            loaded = codec.load(path, allow_large=True)
        except FileProblem:
            failed()
            return
        if loaded.read_only_reason or not diff(self._document.on_disk, loaded.map):
            failed()
            return
        self.theirs = loaded
        self._say_both(loaded)
        self.ask(then, saving=True)

    def brought(self) -> None:
        """Both are together: nothing waits any more."""
        self.theirs = None
        self._calm()

    def _is_edited(self) -> bool:
        document = self._document
        typed = self._window.pending_typing(document.map)
        return bool(typed) or bool(diff(document.on_disk, document.map))

    def _read(self, path: Path, was: str) -> None:
        """In a thread: what the file holds now; None if that is what it held before."""
        found: _Read = None
        try:
            data = codec.read(path, allow_large=True)
            if codec.digest(data) != was:
                found = codec.loads(data, str(path), allow_large=True)
        except FileProblem as problem:
            found = problem
        post(lambda: self._found(path, was, found))

    def _found(self, path: Path, was: str, found: _Read) -> None:
        if not isValid(self) or not self._began:
            return
        self.is_reading = False
        document = self._document
        if self._missed or document.path != path or document.digest != was:
            self._missed = False
            self.look()
            return
        if isinstance(found, FileProblem) and not self._doubtful:
            self._doubtful = True  # perhaps it is just being written
            self._wait.start(AGAIN)
            return
        self._doubtful = False
        if isinstance(found, FileProblem):
            self._lost(path) if not path.exists() else self._broken(found)
            return
        self._sign = sign(path)
        if found is not None:
            self.meet(found)
        elif self.is_lost or self.theirs is not None:
            self.is_lost, self.theirs = False, None
            document.find_file()
            self._calm()
        else:
            self._calm()

    def _lost(self, path: Path) -> None:
        elsewhere = renamed(path, self._sign) if self._sign is not None else None
        if not self.is_lost:
            self.is_lost = True
            self._document.lose_file()
        name = name_of(self._document)
        if elsewhere is not None:
            self._say(
                f"The file of “{name}” is called “{elsewhere.name}” now.",
                f"Go on as “{elsewhere.name}”",
                lambda: self._go_on(elsewhere),
            )
        elif path.parent.is_dir():
            self._say(
                f"The file of “{name}” was deleted or moved away. The map is still here.",
                "Save it again",
                self._window.files.save,
            )
        else:
            self._say(
                f"The folder of “{name}” cannot be reached: it was moved, or its drive is gone. "
                "The map is still here.",
                "Save as…",
                self._window.files.save_as,
            )

    def _go_on(self, path: Path) -> None:
        """The file was renamed: it is the map's under its new name."""
        window, document = self._window, self._document
        if sign(path) is None or not window.locked.claim(path, window.files.save_as):
            return
        document.belong_to(path, document.digest)
        window.windows.settings.remember(path)
        self.look()

    def _broken(self, problem: FileProblem) -> None:
        what = problem.what.rstrip(".")
        self._say(
            f"“{name_of(self._document)}” cannot be read on the disk any more: {what}. "
            "The map here is unharmed.",
            "Save elsewhere…",
            self._window.files.save_as,
        )

    def _say_both(self, loaded: Loaded) -> None:
        name = name_of(self._document)
        if loaded.read_only_reason:
            self._say(
                f"“{name}” was saved by a newer Touchline meanwhile. Save yours elsewhere.",
                "Save elsewhere…",
                self._window.files.save_as,
            )
            return
        told = self._told(self._document.on_disk, loaded.map)
        self._say(
            f"“{name}” was changed by somebody else meanwhile: {told} Your changes are here.",
            "Bring together…",
            self.ask,
        )

    def _say_followed(self, before: JourneyMap, after: JourneyMap) -> None:
        window, name = self._window, name_of(self._document)
        self._say(
            f"“{name}” was changed by somebody else: {self._told(before, after)}",
            "Show what changed",
            lambda: window.comparing.open(before, "before"),
            close=self._calm,
        )

    @staticmethod
    def _told(before: JourneyMap, after: JourneyMap) -> str:
        from model.compare import compare  # which no start needs
        from model.comparing.said import sentence

        said = sentence(compare(before, after)).rstrip(".")
        return f"{said[:1].lower()}{said[1:]}."

    def _say(
        self,
        what: str,
        todo: str,
        do: Callable[[], None],
        close: Callable[[], None] | None = None,
    ) -> None:
        self._window.notice.say(what, "outside", todo=todo, do=do, close=close)

    def _calm(self) -> None:
        self._window.notice.say("", "outside")

    def _follow_path(self) -> None:
        """The map has another file, or was saved: that one is watched, and nothing is odd."""
        path, watch = self._document.path, self._watch
        if self.theirs is not None and not self._document.is_dirty:
            self.brought()
        if self.is_lost and not self._document.is_dirty:
            self.is_lost = False
            self._calm()
        if not self._began or path is None or (watch is not None and watch.path == path):
            return
        from widgets.watching import Watch

        if watch is not None:
            watch.stop()
        self._sign = sign(path)
        self._watch = Watch(path, self._tell)
        self._watch.start()

    def _tell(self) -> None:
        """In a thread: the file may be another."""
        post(self._look_if_there)

    def _look_if_there(self) -> None:
        if isValid(self) and self._began:
            self.look()
