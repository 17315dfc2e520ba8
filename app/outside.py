"""One window's map may change on the disk: by somebody else, by git, by whoever moves files.

Where nothing was edited here, what the file holds now is shown. Where something was, it is said
(`app.outside_notice`), and both are brought together when the user wants it
(`app.outside_dialog`). A file that is gone or cannot be read takes nothing away: the map is here,
and unsaved.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid

from app.busy import is_busy, typed_into
from app.outside_notice import OutsideNotice, left_behind
from model.change import diff
from model.files.codec import Loaded
from model.files.errors import FileProblem
from model.files.signs import Sign, sign
from widgets.keeping import post

if TYPE_CHECKING:
    from app.outside_reading import Seen
    from app.window import Window
    from widgets.watching import Watch

#: ms after a map is first seen until its folder is watched.
BEGINS = 1000
#: ms until a file that is gone or broken is looked at again: programs that save take their time.
AGAIN = 700
#: ms until it is looked again while a button of the mouse is held, or a question is open.
_HELD = 200


class Outside(QObject):
    """Sees to it that what others do to one window's file is seen, and nothing lost by it.

    Attributes:
        theirs: what the file holds now, while it waits to be brought together with the map.
        is_lost: whether the file is gone, or no map any more.
        is_reading: whether it is just being read again.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self.theirs: Loaded | None = None
        self.is_lost = False
        self._watch: Watch | None = None
        self._began = self.is_reading = self._missed = self._doubtful = False
        self._asked: tuple[Path, str] | None = None
        self._sign: Sign | None = None
        self._notice = OutsideNotice(window)
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self.look)
        self._typing = QTimer(self, singleShot=True, interval=AGAIN)
        self._typing.timeout.connect(self._follow_after_all)
        self._start = QTimer(self, singleShot=True, interval=BEGINS)
        self._start.timeout.connect(self.begin)
        self._document.state_changed.connect(self._follow_path)
        window.closed.connect(self.end)
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self.end)

    def begin_soon(self) -> None:
        """Watch the folder once there is time for it."""
        if not self._began:
            self._start.start()

    def begin(self) -> None:
        """Watch the folder of the file, as soon as there is a file."""
        self._start.stop()
        self._began = True
        self._follow_path()
        self.look()  # it may have been changed since it was read

    def end(self) -> None:
        """Watch no more."""
        self._began = False
        self._start.stop()
        self._wait.stop()
        self._typing.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def look(self) -> None:
        """Read the file again, in a thread, and do what follows from what it holds."""
        if self.is_reading:
            self._missed = True
        elif self._document.path is None:
            return
        elif self._document.is_saving or is_busy(self._window):
            self._wait.start(_HELD)
        else:
            self.is_reading = True
            self._read(self._found)

    def meet(self, loaded: Loaded) -> None:
        """The file holds this by now: show it, or say that it can be brought together."""
        document = self._document
        now = document.map
        change = diff(now, loaded.map)
        self.is_lost = False
        if not change:  # other bytes, or the same thing done on both sides
            self.theirs = None
            document.take_in(loaded, {}, "")
            self._notice.calm()
        elif self._is_edited():
            if self.theirs is None or self.theirs.digest != loaded.digest:
                self.theirs = loaded  # or a dialog that a save opened is about that already
            self._say_both(loaded)
            self._typing.start()
        else:
            self.theirs = None
            document.take_in(loaded, change, "Changed on the disk")
            self._notice.followed(now, loaded.map)

    def ask(self, then: Callable[[], None] | None = None, *, saving: bool = False) -> None:
        """Show what both sides did, and offer to bring it together; `then` follows that.

        With `saving`, it is about to be saved: their work may be replaced as well.
        """
        from app.outside_dialog import Together

        if self.theirs is not None:
            self._window.commit_typing()
            Together(self._window, self.theirs, then, saving=saving).open()

    def saving_met(self, then: Callable[[], None], failed: Callable[[bool], None]) -> None:
        """A save found another file there: ask what to do about it; `failed` if it is no map.

        That is told whether the file is broken.
        """
        from app.outside_reading import is_quickly_read

        def found(seen: "Seen") -> None:
            loaded = seen.found
            if not isinstance(loaded, Loaded):
                # Gone, it is written again; as it was, it is saved to once more.
                if loaded is None or seen.sign is None:
                    then()
                elif seen.can_merge:
                    from app.unmerged import ask_to_merge

                    ask_to_merge(self._window, lambda: self._merge_sides(then), then)
                else:
                    failed(True)
            elif loaded.read_only_reason or not diff(self._document.on_disk, loaded.map):
                failed(False)
            else:
                self.theirs = loaded
                self._say_both(loaded)
                self.ask(then, saving=True)

        path = self._document.path
        assert path is not None, "it was to be saved there"
        self._read(found, at_once=is_quickly_read(path))

    def brought(self) -> None:
        """Both are together: nothing waits any more."""
        self.theirs = None
        self._notice.calm()

    def _is_edited(self) -> bool:
        """Whether the map is another than its file was, or something is typed into it."""
        document = self._document
        return bool(typed_into(self._window)) or bool(diff(document.on_disk, document.map))

    def _follow_after_all(self) -> None:
        """What was only typed may have been given up by now: then nothing was edited here."""
        document = self._document
        if self.theirs is None or diff(document.on_disk, document.map):
            return
        self._wait.start(0) if not self._is_edited() else self._typing.start()

    def _read(self, then: Callable[["Seen"], None], *, at_once: bool = False) -> None:
        """Call `then` with what the file holds now, which is read in a thread or at once."""
        from app.outside_reading import see

        document = self._document
        assert document.path is not None, "there is a file"
        asked = document.path, document.digest, self._sign, document.on_disk
        if at_once:
            then(see(*asked))
            return

        def run() -> None:
            seen = see(*asked)
            post(lambda: then(seen) if isValid(self) else None)

        self._asked = asked[:2]
        Thread(target=run, name="outside", daemon=True).start()

    def _found(self, seen: "Seen") -> None:
        self.is_reading = False
        if not self._began:
            return
        document, found = self._document, seen.found
        if self._missed or (document.path, document.digest) != self._asked:
            self._missed = False
            self.look()
        elif document.is_saving or is_busy(self._window):
            self._wait.start(_HELD)  # it may be our own, or something was taken hold of meanwhile
        elif isinstance(found, FileProblem) and not self._doubtful:
            self._doubtful = True  # perhaps it is just being written
            self._wait.start(AGAIN)
        elif isinstance(found, FileProblem):
            self._doubtful = False
            if not self.is_lost:
                self.is_lost = True
                self.theirs = None
                document.lose_file()
            self._say_lost(seen, found)
        else:
            self._doubtful = False
            self._sign = seen.sign
            if found is not None:
                self.meet(found)
            elif self.is_lost or self.theirs is not None:
                if self.is_lost:
                    document.find_file()
                self.is_lost, self.theirs = False, None
                self._notice.calm()

    def _say_lost(self, seen: "Seen", problem: FileProblem) -> None:
        elsewhere = seen.elsewhere
        if seen.sign is not None:
            if seen.can_merge:
                self._notice.unmerged(self._merge_sides)
            else:
                self._notice.broken(problem)
        elif elsewhere is not None:
            self._notice.renamed(elsewhere, lambda: self._go_on(elsewhere))
        else:
            self._notice.gone(has_folder=seen.has_folder)

    def _go_on(self, path: Path) -> None:
        """The file was renamed: it is the map's under its new name."""
        window, document = self._window, self._document
        if sign(path) is None:  # it was renamed once more
            self.look()
            return
        if not window.locked.claim(path, window.files.save_as):
            return
        was = document.path
        document.belong_to(path, document.digest)
        window.windows.settings.remember(path)
        if was is not None:
            window.status.say(left_behind(was, path))
        self.look()

    def _merge_sides(self, then: Callable[[], None] | None = None) -> None:
        """Merge what git left unmerged, and meet that like any other change; `then` saves."""
        from app.unmerged import merge_in

        def over() -> None:
            if then is not None and self._is_edited():
                then()
            else:
                self.look()

        merge_in(self._window, over)

    def _say_both(self, loaded: Loaded) -> None:
        if loaded.read_only_reason:
            self._notice.too_new()
        else:
            self._notice.both_edited(loaded.map, self.ask)

    def _follow_path(self) -> None:
        """The map has another file, or was saved: that one is watched, and nothing is odd."""
        path, watch = self._document.path, self._watch
        if self.theirs is not None and not self._document.is_dirty:
            self.brought()
        if self.is_lost and not self._document.is_dirty:
            self.is_lost = False
            self._notice.calm()
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
            self._doubtful = False  # whoever writes it is not done yet
            self.look()
