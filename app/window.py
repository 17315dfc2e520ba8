"""The window of one map: menus, toolbar, canvas, panels, the line at the bottom.

It puts the parts together and remembers how they stood. What a command does is in the
tables of `widgets/commands/` and in `window_commands`; saving is in `files`.
"""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStatusBar, QVBoxLayout, QWidget

from model.change import Change, JourneyMap, chain
from model.files.atomic import why_not_writable
from model.files.state import state_folder
from widgets.steady import steady

if TYPE_CHECKING:
    from app.comparison import Comparing
    from app.windows import Windows
    from widgets.document import Document
    from widgets.inspector.panel import Inspector

#: Raised when the panels change so that an older layout no longer fits them.
_LAYOUT_VERSION = 1


@steady
class Window(QMainWindow):
    """One map and all that belongs to it.

    Attributes:
        editor: its document, selection and canvas.
        files: saves it.
        actions_: every command as an action (`QWidget.actions` is another thing).
        is_seen: whether it was painted, with a map or yet without.

    It is empty ground, which takes no time to come in, until `fill` gives it a map.
    """

    closed = Signal()

    def __init__(self, windows: "Windows") -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.windows = windows
        self._filled = self._lose_changes = self._painted = self.is_seen = False
        self.setWindowTitle("Touchline")
        if not self.restoreGeometry(windows.settings.geometry):
            room = self.screen().availableSize()
            self.resize(min(1600, room.width() * 9 // 10), min(1000, room.height() * 9 // 10))

    def fill(self, document: "Document") -> None:
        """Show a map, from now on."""
        from app.files import Files

        self.setAcceptDrops(True)
        document.setParent(self)
        self.document = document
        if not document.is_kept:
            document.keep(state_folder("journals"))
        self.files = Files(self, document, self.windows.settings, self.commit_typing)
        self._build()
        self._restore()
        self.conflicts.begin()
        self.commenting.begin()
        self._filled = True
        document.state_changed.connect(self._name)
        self._name()

    def _build(self) -> None:
        from app import menus, window_commands
        from app.actions import Actions, tables
        from app.bars import Bars
        from app.centre import Centre
        from app.commenting import Commenting
        from app.conflicts import Conflicts
        from app.live import Live
        from app.recent import RecentMenu
        from app.toolbar import ToolBar
        from widgets.canvas.canvas import Canvas
        from widgets.editor import Editor
        from widgets.selection import Selection

        windows = self.windows
        self.bars = Bars(self)
        self.live = Live(self)
        self.conflicts = Conflicts(self)
        self.commenting = Commenting(self)
        selection = Selection(self.document, self)
        canvas = Canvas(self.document, selection, windows.theme, self)
        self.editor = Editor(self.document, selection, canvas, windows.theme, self)
        self._make_docks()
        self.centre = Centre(canvas, self.document, windows.theme, windows.settings)
        every = (*tables(), *window_commands.commands(self))
        self.actions_ = Actions(
            self, self.editor, every, windows.settings.keys, self._finish_typing
        )
        self.recent = RecentMenu(windows, self)
        self.menus = menus.fill(self.menuBar(), self.actions_, {"file.recent": self.recent})
        self.menuBar().setContentsMargins(4, 5, 4, 1)
        self.toolbar = ToolBar(self.editor, self.actions_, self)
        self.addToolBar(self.toolbar)
        middle, bar = self._make_middle(), self._make_statusbar()
        for part in (self.menuBar(), self.toolbar, middle, bar):
            part.show()  # a window that is seen already would only do so later
        for dock in self.docks.values():
            dock.visibilityChanged.connect(self._when_shown)
        self.reset_layout()
        self._make_watches()
        canvas.connecting_changed.connect(lambda _: self.actions_.refresh_soon())
        canvas.context_menu_requested.connect(self._show_context_menu)
        self.centre.menu_wanted.connect(self._show_context_menu)
        self.centre.turned.connect(self.actions_.refresh_soon)
        self.centre.turned.connect(self.status.end_refusal)
        canvas.details_wanted.connect(self._name_in_details)
        windows.theme.changed.connect(self._take_ground)
        self._take_ground()

    def _make_middle(self) -> QWidget:
        """What stands between the bars of the window: a notice, and the canvas in its place."""
        from app.notice import Notice

        self.notice = Notice(self.windows.theme, "Save as…", self.files.save_as)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.centre, 1)
        self.setCentralWidget(middle)
        return middle

    def _make_statusbar(self) -> QStatusBar:
        from app.statusbar import StatusBar

        bar = QStatusBar(self)
        bar.setSizeGripEnabled(False)
        bar.setAutoFillBackground(True)
        row = bar.layout()
        assert row is not None, "a status bar has a layout of its own"
        row.setContentsMargins(0, 0, 0, 0)
        self.status = StatusBar(self.editor, self.actions_, bar)
        bar.addWidget(self.status, 1)
        self.setStatusBar(bar)
        return bar

    def _make_watches(self) -> None:
        """What goes on by itself: safety, the lock, the folder, what is odd, what is recorded."""
        from app.idle import Idle
        from app.locked import Locked
        from app.odd import Odd
        from app.outside import Outside
        from app.recording import Recorder
        from app.safety import warn
        from widgets.pauses import Pauses

        warn(self.document, self.notice)
        self.idle = Idle(self.document, self)
        self.pauses = Pauses(self.document, self, self.pending_typing)
        self.locked = Locked(self)
        self.files.claim, self.files.settled = self.locked.claim, self.locked.settle
        self._later.timeout.connect(self.locked.look)
        self.outside = Outside(self)
        self.files.met = self.outside.saving_met
        self._later.timeout.connect(self.outside.begin_soon)
        self.odd = Odd(self)
        self.recorder = Recorder(self)
        self._later.timeout.connect(self.recorder.look)

    def _make_docks(self) -> None:
        from app.docks import LEFT, PANELS, Dock

        # A timer of its own: PySide never lets go of what `singleShot` was to call if the
        # window is gone by then, and that would be all of the map.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill_docks)
        editor, area = self.editor, Qt.DockWidgetArea
        self.docks: dict[str, Dock] = {}
        for name, title, make in PANELS:
            dock = Dock(name, title, partial(make, editor), editor.theme, self)
            self.docks[name] = dock
            left = name in LEFT
            self.addDockWidget(area.LeftDockWidgetArea if left else area.RightDockWidgetArea, dock)

    @cached_property
    def comparing(self) -> "Comparing":
        """The map compared with what it was, made when it is first wanted."""
        from app.comparison import Comparing

        return Comparing(self)

    @property
    def inspector(self) -> "Inspector":
        """What is in the details."""
        return cast("Inspector", self.docks["inspector"].fill())

    def _when_shown(self, _visible: bool) -> None:
        self.actions_.refresh_soon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What the first picture can do without is made after it."""
        super().paintEvent(event)
        self.is_seen = True
        if self._filled and not self._painted:
            self._painted = True
            self._later.start()

    def _fill_docks(self) -> None:
        """One after the other, so that keys and the pointer need not wait for all of them."""
        from app.docks import fill_next

        if fill_next(self.docks.values()):
            self._later.start()
        else:
            self.odd.begin()

    def reset_layout(self) -> None:
        """Put the panels where they are at first."""
        from app.docks import put_back

        put_back(self, self.docks)

    def toggle_dock(self, name: str) -> None:
        """Show a panel, or put it away."""
        from app.docks import ROOMY, give_room

        dock = self.docks[name]
        if dock.isVisible():
            dock.close()
            return
        dock.open()
        if name in ROOMY:
            give_room(self, self.docks, name)

    def show_full_screen(self, full: bool) -> None:
        """Fill the screen, or no longer."""
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if full
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    @property
    def is_untouched(self) -> bool:
        """Whether nothing would be lost if another map took this window's place."""
        document = self.document
        has_name = document.path is not None or document.proposed is not None
        return not has_name and self.is_as_opened

    @property
    def is_as_opened(self) -> bool:
        """Whether nothing was done to the map in this window, nor is being typed."""
        document = self.document
        done = document.done or document.undone or self.pending_typing(document.map)
        return not done

    def _finish_typing(self, command_id: str) -> Callable[[], None] | None:
        """What is about the map is about the map with what is being typed."""
        if not command_id.startswith(("view.", "help.")):
            self.editor.canvas.commit_edit()
        return self.centre.before(command_id)

    def commit_typing(self) -> None:
        """Enter into the map what is being typed, before it is saved or printed."""
        self.editor.canvas.commit_edit()
        self.centre.commit_typing()
        for dock in self.docks.values():
            dock.commit_pending()

    def pending_typing(self, to: JourneyMap) -> Change:
        """What `commit_typing` would do to a map, and Enter in each line that waits in a bar."""
        if not self._filled:
            return {}
        panels = [dock.pending for dock in self.docks.values()]
        lines = [bar.pending for bar in self.bars.all()]
        centre = self.centre.pending
        return chain(to, self.editor.canvas.editing.pending, *panels, *lines, centre)

    def close_without_asking(self) -> None:
        """Close; the user said that changes are not wanted."""
        self._lose_changes = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first where changes would be lost; remember how everything stood."""
        if not self._filled:
            event.ignore()
            return
        if not self._lose_changes:
            self.commit_typing()
        unsettled = self.document.is_dirty or self.document.is_saving
        if unsettled and not self._lose_changes:
            event.ignore()
            self.files.settle(self.close_without_asking)
            return
        settings = self.windows.settings
        settings.geometry = self.saveGeometry()
        if self.centre.invitation is None:
            settings.layout = self.saveState(_LAYOUT_VERSION)
        self.pauses.keep()  # a line that waits in a bar is in no map
        self.document.let_go(unwanted=self._lose_changes)
        event.accept()
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():  # what goes on behind it ends too
                dialog.done(QDialog.DialogCode.Rejected)
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Keys that mean something in a text stay there."""
        if event.type() == QEvent.Type.ShortcutOverride and self._filled:
            from app.typing_keys import is_typing, may_interrupt

            assert isinstance(event, QKeyEvent)
            if not (event.text() and event.text().isprintable()):
                self.actions_.refresh_soon()  # words that are only typed yet can be saved too
            self.actions_.refresh_now()
            pressed = QKeySequence(event.keyCombination())
            if is_typing(QApplication.focusWidget()) and not may_interrupt(pressed, self.actions_):
                event.accept()
                return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Maps and tables may be dropped on the window."""
        from app import importing, window_commands

        data = event.mimeData()
        if window_commands.maps_in(data) or importing.tables_in(data):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the maps that were dropped; bring tables and copies of this map onto it."""
        from app import copies, importing, window_commands

        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if maps := window_commands.maps_in(event.mimeData()):
            copies.dropped(self, maps)
        importing.bring(self, importing.tables_in(event.mimeData()))

    def _restore(self) -> None:
        self.restoreState(self.windows.settings.layout, _LAYOUT_VERSION)
        self._keep_quiet_while_asking()

    def _keep_quiet_while_asking(self) -> None:
        """No panels beside the questions of an empty map."""
        if self.centre.invitation is None:
            return
        shown = [dock for dock in self.docks.values() if not dock.isHidden()]
        for dock in shown:
            dock.hide()
        for dock in shown:
            self.centre.begun.connect(dock.show)

    def _name(self) -> None:
        from model.files.codec import newer_version

        self.windows.name_all(self)
        self.setWindowModified(self.document.is_dirty)
        self.setWindowFilePath("")
        newer = newer_version(self.document.map)
        self.notice.say(self._why_not_saved(), todo="" if newer else None)

    def _why_not_saved(self) -> str:
        document = self.document
        if document.read_only_reason or document.path is None:
            return document.read_only_reason
        why = why_not_writable(document.path)
        return f"This map cannot be saved where it is: {why}." if why else ""

    def _take_ground(self) -> None:
        theme = self.windows.theme
        palette, menus = theme.widget_palette(), theme.menu_palette()
        for made in (palette, menus):
            made.setColor(made.ColorRole.Window, made.color(made.ColorRole.Base))
        self.menuBar().setPalette(menus)
        for part in (self.statusBar(), *self.docks.values()):
            part.setPalette(palette)

    def _name_in_details(self, _record_id: str) -> None:
        """Let the words of what was just made and is selected be typed at the side."""
        dock = self.docks["inspector"]
        dock.open()
        self.inspector.refresh()
        self.inspector.head.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_context_menu(self, at: QPoint, record_id: str, cell: object) -> None:
        from app import context_menu

        self.actions_.refresh_now()
        menu = context_menu.menu_for(record_id, self.editor, self.actions_, self)
        if menu is not None:
            menu.popup(at)
