"""One window's recording: asked for, shown by a quiet mark, and gone on with after a crash.

What is written, and how, is in `model.files.recording`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from widgets.commands.command import Command
from widgets.editor import Editor

if TYPE_CHECKING:
    from app.recording_mark import RecordingMark
    from app.window import Window
    from model.files.recording import Writer

#: s that a window which closes waits for a slow disk.
_LONGEST_WAIT = 3.0


def commands(window: "Window") -> tuple[Command, ...]:
    """Recording, and looking at what was recorded."""

    def may_record(_: Editor) -> bool:
        return not window.document.read_only_reason

    def is_on(_: Editor) -> bool:
        return hasattr(window, "recorder") and window.recorder.is_on

    return (
        Command("file.record", "Recor&d this workshop", lambda _: window.recorder.toggle(), (),
                "circle-dot", may_record, checked=is_on),
        Command("view.replay", "Replay the recordi&ng…", lambda _: window.bars.toggle("replay"),
                (), "play", lambda _: window.document.path is not None,
                checked=lambda _: window.bars.is_open("replay")),
    )  # fmt: skip


class Recorder(QObject):
    """Records one window's map while that is wanted."""

    #: It began or ended.
    changed = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._writer: Writer | None = None
        #: One that has ended, but perhaps not yet written all.
        self._before: Writer | None = None
        self._mark: RecordingMark | None = None
        #: Whether the crash was looked for, and whether this goes on with what that cut short.
        self._looked = self._goes_on = False
        self._path = self._document.path
        self._document.state_changed.connect(self._follow)
        window.closed.connect(self.close)

    @property
    def is_on(self) -> bool:
        """Whether what is done is recorded."""
        return self._writer is not None

    @property
    def file(self) -> Path | None:
        """Where the recording of the map is, if there is one; None as long as it has no file."""
        from model.files.recording import file_of

        return file_of(self._document.path) if self._document.path is not None else None

    def toggle(self) -> None:
        """Record from now on, or no longer. A map without a file is given one first."""
        if self.is_on:
            self.stop()
            self._window.status.say("Nothing is recorded any more")
        elif self._document.path is None:
            self._window.files.save_as(self.start)
        else:
            self.start()

    def start(self) -> None:
        """Record from now on."""
        if self._document.read_only_reason or self._document.path is None or self.is_on:
            return
        self._begin()
        assert self._writer is not None
        self._window.status.say(
            f"From now on every change is recorded in “{self._writer.file.name}”, beside the map"
        )

    def stop(self) -> None:
        """Record no longer."""
        if self._writer is not None:
            self._writer.stop(timeout=0)
            self._end()

    def close(self) -> None:
        """The window closes: what was done is written before."""
        if self._writer is not None:
            # What was gone on with after a crash, and looked at only, may go on elsewhere: in
            # the window with what was recovered.
            looked_at = self._goes_on and not self._writer.noted
            self._writer.stop(_LONGEST_WAIT, unfinished=looked_at)
            self._end()
        elif self._before is not None:
            self._before.settle(_LONGEST_WAIT)

    def settle(self) -> None:
        """Wait a moment until all is written; from any thread."""
        writer = self._writer or self._before
        if writer is not None:
            writer.settle()

    def look(self) -> None:
        """Go on with what a crash cut short, once the map is on the screen."""
        file = self.file
        if self._looked or file is None or not self._window.locked.has_it:
            return
        from model.files.recording import is_unfinished

        self._looked = True
        if not self.is_on and not self._document.read_only_reason and is_unfinished(file):
            self._begin(again=True)
            self._window.status.say(f"The recording in “{file.name}” goes on, as before")

    def _begin(self, *, again: bool = False) -> None:
        """Begin a session; `again` with what was done here already, such as recovered changes."""
        from app.recording_mark import RecordingMark
        from model.change import apply, invert
        from model.files.recording import Writer
        from widgets.keeping import post

        file, self._goes_on = self.file, again
        assert file is not None, "a map without a file is not recorded"
        base, done = self._document.map, self._document.done if again else ()
        for entry in reversed(done):
            base = apply(invert(entry.change), base)

        def tell() -> None:
            post(lambda: self._tell_trouble(writer))

        writer = self._writer = Writer(file, base, tell=tell, after=self._before)
        for entry in done:
            writer.note(entry.change, entry.label, entry.time)
        self._document.recorder = writer.note
        self._window.notice.say("", "recording")
        if self._mark is None:
            self._mark = RecordingMark(self._window.windows.theme, self._window.status)
            self._window.status.put_in(self._mark)
        self._mark.say(file.name)
        self._tell_changed()

    def _end(self) -> None:
        self._before, self._writer = self._writer, None
        self._document.recorder = None
        if self._mark is not None:
            self._mark.hide()
        self._tell_changed()

    def _tell_changed(self) -> None:
        self._window.actions_.refresh_soon()
        self.changed.emit()

    def _follow(self) -> None:
        """The map belongs to another file: the recording goes on beside that."""
        path, before = self._document.path, self._path
        self._path = path
        if path == before or path is None:
            return
        if self.is_on:
            self.stop()
            self._begin()
            assert self._writer is not None
            self._window.status.say(f"The recording goes on in “{self._writer.file.name}”")
        elif before is None and any(e.origin == "recovery" for e in self._document.done):
            self._looked = False  # a recovered map is put in the place of the saved one
            self.look()

    def _tell_trouble(self, writer: "Writer") -> None:
        if not isValid(self) or writer is not self._writer:
            return
        self._end()
        self._window.notice.say(
            f"The recording has stopped: {writer.trouble}. Nothing is missing on the map.",
            "recording",
            todo="Record again",
            do=self.start,
            close=lambda: None,
        )
