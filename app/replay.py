"""The recording of one window's map, replayed in the place of its canvas.

While it is replayed, the commands act on a map of the past, which can be looked at only:
nothing reaches the map itself. All is as it was when the bar is put away.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from app import asking
from app.asking import SUFFIX
from app.dim_mark import DimMark
from app.earlier_words import in_a_name
from app.files import name_of
from app.replay_bar import ReplayBar
from model.change import Change, JourneyMap
from model.files import recorded
from model.files.codec import Loaded
from model.files.errors import FileProblem
from model.files.recorded import Recording
from model.timeline import Timeline
from widgets.editor import Editor
from widgets.keeping import post
from widgets.replay.past import PastCanvas, PastMap, changed_ids

if TYPE_CHECKING:
    from app.bars import Bar
    from app.window import Window

#: What can be done meanwhile: looking, and leaving.
ALLOWED = frozenset((
    "view.zoom_in", "view.zoom_out", "view.actual_size", "view.fit", "view.selection",
    "view.stage", "view.minimap", "view.light", "view.dark", "view.system", "view.full_screen",
    "view.replay", "edit.copy", "file.new", "file.open", "file.record", "file.close", "file.quit",
    "view.audience", "view.freeze", "view.timer_5", "view.timer_10", "view.timer_15",
    "view.timer_other", "view.timer_pause", "view.timer_more", "view.timer_stop",
    "view.timer_sound", "help.keys", "help.about",
))  # fmt: skip

#: What is told meanwhile. All else above the map offers to do something to it.
_HEARD = frozenset(("unkept", "recording", "frozen"))

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
        self._hidden: list[QWidget] = []
        #: How the panels stand, and what has the focus, while the map is away.
        self._standing = QByteArray()
        self._focus: QWidget | None = None
        self._bars: list[Bar] = []
        self._at_close = _AtClose(self.close_bar, self)
        self.moved.connect(self._show_moment)
        self.copy_wanted.connect(self._open_copy)
        self.slider.sliderReleased.connect(self._settle)

    def open(self) -> None:
        """Read the recording, and show its first moment."""
        if self.recording is not None or self._reader is not None:
            self.setFocus()
            return
        self._focus = QApplication.focusWidget()
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
        self._leave()
        self._window.actions_.lend(self._window.editor)
        super().close_bar()
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

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
        window.commit_typing()
        past = PastMap(recording.map_at(0))
        canvas = self.canvas = PastCanvas(past, window.windows.theme, self._middle)
        past.refused.connect(window.status.refuse)
        canvas.hint.connect(window.status.say)
        column = self._middle.layout()
        assert isinstance(column, QVBoxLayout), "bars stand in a column"
        column.insertWidget(column.indexOf(window.centre), canvas, 1)
        self._bars = [bar for bar in window.bars.all() if bar is not self and bar.isVisible()]
        for bar in self._bars:
            bar.close_bar()
        # The canvas comes back last: a larger one in between would scroll.
        self._standing = window.saveState()
        marks = window.status.findChildren(DimMark)
        parts = (window.toolbar, *window.docks.values(), *marks, window.centre)
        self._hidden = [part for part in parts if part.isVisible()]
        for part in self._hidden:
            part.hide()
        self.setMinimumWidth(0)
        self._let_reach_map(False)
        canvas.show()
        column.activate()
        canvas.look_as(window.editor.canvas)
        theme = window.windows.theme
        window.actions_.lend(Editor(past, canvas.selection, canvas, theme, window), ALLOWED)
        window.status.follow(canvas)
        window.live.watch(canvas)
        window.installEventFilter(self._at_close)
        moments = recording.moments
        self.show_recording(moments, Timeline([moment.time for moment in moments]))
        self.setFocus()

    def _leave(self) -> None:
        window, canvas = self._window, self.canvas
        self.recording = None
        if canvas is None:
            return
        self.canvas = None
        window.removeEventFilter(self._at_close)
        self._let_reach_map(True)
        window.status.follow(window.editor.canvas)
        window.live.watch(window.editor.canvas)
        canvas.hide()
        canvas.deleteLater()
        for part in self._hidden:
            part.show()
        window.restoreState(self._standing)
        bars, self._bars = self._bars, []
        for bar in bars:
            bar.open()

    def _let_reach_map(self, may: bool) -> None:
        """Whether what is neither a command nor on the canvas leads to the map itself."""
        window, policy = self._window, Qt.ContextMenuPolicy
        window.setAcceptDrops(may)
        # That menu shows the panels.
        window.setContextMenuPolicy(policy.DefaultContextMenu if may else policy.NoContextMenu)
        window.notice.hear(None if may else _HEARD)
        for dock in window.docks.values():
            dock.setEnabled(may)

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


class _AtClose(QObject):
    """The window closes as it was before: how it stands then is remembered."""

    def __init__(self, do: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._do = do

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self._do()
        return False


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
