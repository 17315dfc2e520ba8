"""The recording of one window's map, replayed in the place of its canvas.

While it is replayed, the commands act on a map of the past, which can be looked at only:
nothing reaches the map itself. All is as it was when the bar is put away.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app import asking
from app.earlier_words import in_a_name
from app.files import name_of
from app.in_place import LOOKING, InPlace
from app.replay_bar import ReplayBar
from model.change import Change, JourneyMap
from model.files import recorded
from model.files.codec import Loaded
from model.files.errors import FileProblem
from model.files.naming import SUFFIX
from model.files.recorded import Recording
from model.timeline import Timeline
from widgets.editor import Editor
from widgets.keeping import post
from widgets.replay.past import PastCanvas, PastMap, changed_ids

if TYPE_CHECKING:
    from app.window import Window

#: What can be done meanwhile: looking, and leaving.
ALLOWED = LOOKING | {"view.replay", "edit.copy", "file.record"}

_log = logging.getLogger(__name__)


class Replay(ReplayBar):
    """Reads the recording, and shows its moments.

    Attributes:
        recording: None until it is read, and when the bar is away.
        canvas: the one that shows it, while it does.
    """

    def __init__(self, window: "Window", parent: QWidget) -> None:
        super().__init__(window.windows.theme, parent)
        self._window, self._middle = window, parent
        self.recording: Recording | None = None
        self.canvas: PastCanvas | None = None
        self._reader: _Reader | None = None
        self._in_place = InPlace(window, self.close_bar, self)
        self.moved.connect(self._show_moment)
        self.copy_wanted.connect(self._open_copy)
        self.slider.sliderReleased.connect(self._settle)

    def open(self) -> None:
        """Read the recording, and show its first moment."""
        if self.recording is not None or self._reader is not None:
            self.setFocus()
            return
        self._in_place.note_focus()
        self.setMinimumWidth(1)  # beside panels there may be less room than it needs
        self.show()
        self.setFocus()
        # No dialog that was opened while it is read may come between.
        self._window.actions_.lend(self._window.editor, ALLOWED)
        file = self._window.recorder.file
        assert file is not None, "the command is there for maps with a file"
        if not file.exists():
            self.close_bar()
            asking.tell(
                self._window,
                "There is no recording of this map",
                f"It would be in “{file.name}”, beside the map. Workshop ▸ Record this workshop "
                "begins one.",
            )
            return
        self.wait()
        self._reader = _Reader(file, self._window.recorder.settle, self._take)
        self._reader.start()

    def close_bar(self) -> None:
        """Put it away: the map is there again as it is."""
        if self._reader is not None:
            self._reader.wanted = False
            self._reader = None
        self.hide()  # before the panels need the room
        self.recording = self.canvas = None
        self._in_place.leave()
        self._window.actions_.lend(self._window.editor)
        super().close_bar()
        self._in_place.give_focus_back()

    def pending(self, to: JourneyMap) -> Change:
        """Nothing is typed here."""
        return {}

    def _take(self, read: "_Reader") -> None:
        """It is read, or cannot be."""
        if not isValid(self) or read is not self._reader:
            return
        self._reader = None
        if read.recording is None:
            self.close_bar()
            assert read.trouble is not None, "it is either read or not"
            asking.tell_trouble(self._window, "The recording cannot be replayed", read.trouble)
            return
        self.recording = read.recording
        self._enter(read.recording)
        if read.recording.problems:
            self._window.status.refuse(read.recording.problems[0])

    # In the place of the canvas, and back.

    def _enter(self, recording: Recording) -> None:
        window = self._window
        past = PastMap(recording.map_at(0))
        canvas = self.canvas = PastCanvas(past, window.windows.theme, self._middle)
        past.refused.connect(window.status.refuse)
        canvas.hint.connect(window.status.say)
        self._in_place.enter(canvas, self)
        self.setMinimumWidth(0)
        canvas.look_as(window.editor.canvas)
        theme = window.windows.theme
        self._in_place.lend(Editor(past, canvas.selection, canvas, theme, window), ALLOWED)
        moments = recording.moments
        self.show_recording(moments, Timeline([moment.time for moment in moments]))
        self.setFocus()

    # One moment after the other.

    def _show_moment(self, index: int, passing: bool) -> None:
        if self.recording is None or self.canvas is None:
            return
        journey = self.recording.map_at(index)
        moment = self.recording.moments[index]
        ids = [] if moment.begins else changed_ids(moment.change, journey)
        self.canvas.show_moment(journey, ids, passing=passing)

    def _settle(self) -> None:
        """The handle is let go: it stands where the moment is."""
        if self.recording is not None:
            self._show(self.index)

    def _open_copy(self) -> None:
        if self.recording is None:
            return
        self.stop()
        document, moment = self._window.document, self.recording.moments[self.index]
        assert document.path is not None, "a map that was recorded has a file"
        journey = self.recording.map_at(self.index)
        today = moment.time.astimezone().date()
        name = f"{name_of(document)}, {in_a_name(moment.time, today)}{SUFFIX}"
        self._window.windows.show_copy(Loaded(journey), document.path.with_name(name))


class _Reader(Thread):
    """Reads a recording while the window goes on.

    Attributes:
        wanted: whether anybody still waits for it.
        recording: what was read, or None, and then the `trouble`.
    """

    def __init__(
        self, file: Path, before: Callable[[], None], then: "Callable[[_Reader], None]"
    ) -> None:
        super().__init__(name="replay", daemon=True)
        self._file, self._before, self._then = file, before, then
        self.wanted = True
        self.recording: Recording | None = None
        self.trouble: FileProblem | None = None

    def run(self) -> None:
        """Read; say so in the window's thread."""
        try:
            self._before()
            self.recording = recorded.load(self._file, wanted=lambda: self.wanted)
        except FileProblem as trouble:
            self.trouble = trouble
        except Exception as error:  # a mistake of ours: the user hears that it cannot be read
            _log.exception("reading a recording failed")
            what = f"something went wrong in Touchline ({type(error).__name__})"
            self.trouble = FileProblem(what, str(self._file))
        post(lambda: self._then(self))
