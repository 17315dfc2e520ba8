"""Something that stands in the place of the canvas for a while, where the map is only looked at.

The commands act on it meanwhile, and only those that look. All is as it was when it leaves: the
panels, the bars, what was seen of the map, and where the keys go.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.dim_mark import DimMark
from widgets.canvas.canvas import Canvas
from widgets.editor import Editor

if TYPE_CHECKING:
    from app.bars import Bar
    from app.window import Window

#: What can be done meanwhile at least.
LOOKING = frozenset((
    "view.zoom_in", "view.zoom_out", "view.actual_size", "view.fit", "view.selection",
    "view.stage", "view.minimap", "view.light", "view.dark", "view.system", "view.full_screen",
    "file.new", "file.open", "file.close", "file.quit",
    "view.audience", "view.freeze", "view.timer_5", "view.timer_10", "view.timer_15",
    "view.timer_other", "view.timer_pause", "view.timer_more", "view.timer_stop",
    "view.timer_sound", "help.keys", "help.about",
))  # fmt: skip

#: What is told meanwhile. All else above the map offers to do something to it.
_HEARD = frozenset(("unkept", "recording", "bringing", "frozen"))


class InPlace(QObject):
    """The place of one window's canvas, which can be taken.

    Attributes:
        place: what stands there now, if anything does.
    """

    def __init__(self, window: "Window", leave: Callable[[], None], parent: QObject) -> None:
        """`leave` is called when the window closes meanwhile: it is remembered as it was before."""
        super().__init__(parent)
        self._window, self._leave = window, leave
        self.place: QWidget | None = None
        self._hidden: list[QWidget] = []
        #: How the panels stand, and what has the focus, while the map is away.
        self._standing = QByteArray()
        self._focus: QWidget | None = None
        self._bars: list[Bar] = []

    def note_focus(self) -> None:
        """What has the keys now gets them back in the end."""
        self._focus = QApplication.focusWidget()

    def give_focus_back(self) -> None:
        """Let the keys go where they went before, if that is still seen."""
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self, place: QWidget, bar: QWidget) -> None:
        """Show `place` instead of the canvas and all that stands around it, but `bar`.

        Until that is done `bar` must not need room that there may not be beside panels.
        """
        window = self._window
        window.commit_typing()
        column = self._column()
        column.insertWidget(column.indexOf(window.centre), place, 1)
        self._bars = [other for other in window.bars.all() if other.isVisible()]
        self._bars = [other for other in self._bars if cast(QWidget, other) is not bar]
        for other in self._bars:
            other.close_bar()
        # The canvas comes back last: a larger one in between would scroll.
        self._standing = window.saveState()
        marks = window.status.findChildren(DimMark)
        parts = (window.toolbar, *window.docks.values(), *marks, window.centre)
        self._hidden = [part for part in parts if part.isVisible()]
        for part in self._hidden:
            part.hide()
        self.place = place
        self._let_reach_map(False)
        window.installEventFilter(self)
        place.show()
        column.activate()

    def lend(self, editor: Editor, allowed: frozenset[str]) -> None:
        """Let commands act on that editor, and everybody see what is on its canvas."""
        self._window.actions_.lend(editor, allowed)
        self.follow(editor.canvas)

    def follow(self, canvas: Canvas) -> None:
        """What the line at the bottom and the audience's window tell of."""
        self._window.status.follow(canvas)
        self._window.live.watch(canvas)

    def leave(self) -> None:
        """Bring the canvas back, and all around it."""
        window, place = self._window, self.place
        if place is None:
            return
        self.place = None
        window.removeEventFilter(self)
        self._let_reach_map(True)
        self.follow(window.editor.canvas)
        place.hide()
        place.deleteLater()
        for part in self._hidden:
            part.show()
        window.restoreState(self._standing)
        bars, self._bars = self._bars, []
        for bar in bars:
            bar.open()
        window.conflicts.catch_up()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window closes as it was before: how it stands then is remembered."""
        if event.type() == QEvent.Type.Close:
            self._leave()
        return False

    def _column(self) -> QVBoxLayout:
        middle = self._window.centralWidget()
        assert middle is not None, "the window is filled"
        column = middle.layout()
        assert isinstance(column, QVBoxLayout), "bars stand in a column"
        return column

    def _let_reach_map(self, may: bool) -> None:
        """Whether what is neither a command nor on the canvas leads to the map itself."""
        window, policy = self._window, Qt.ContextMenuPolicy
        window.setAcceptDrops(may)
        # That menu shows the panels.
        window.setContextMenuPolicy(policy.DefaultContextMenu if may else policy.NoContextMenu)
        window.notice.hear(None if may else _HEARD)
        for dock in window.docks.values():
            dock.setEnabled(may)
