"""All open windows: which file is open where, opening, and leaving without losing anything."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QObject, QPoint, QTimer

from app.settings import Settings
from app.window import Window
from model import collector
from model.files.errors import FileProblem, TooLarge
from model.files.state import state_folder
from resources import templates
from widgets.theme import Theme

if TYPE_CHECKING:
    from model.files.codec import Loaded
    from widgets.document import Document

#: How far, in px, a new window stands off the one that it would hide.
_OFFSET = QPoint(32, 32)
#: ms that a start waits for the desktop to show its window before it goes on without.
_LONGEST_WAIT = 50
#: ms after a map was opened until it is looked for what was not saved of it.
_LOOK_BACK = 100


class Windows(QObject):
    """The windows of this process, in the order in which they were opened.

    They share one look and one file of settings.

    Attributes:
        begun: the window that is seen already and waits for its map.
    """

    def __init__(self, settings: Settings, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.theme = theme
        self._open: list[Window] = []
        self.begun: Window | None = None
        #: Files that could not be opened and were not told about yet.
        self._broken: list[tuple[Path, FileProblem]] = []
        #: Files of which there may be something to recover; None stands for all.
        self._look_for: list[Path | None] = []
        self._look_back = QTimer(self, singleShot=True, interval=_LOOK_BACK)
        self._look_back.timeout.connect(self._recover)
        theme.changed.connect(self._keep_theme)

    @property
    def all(self) -> tuple[Window, ...]:
        """The open windows."""
        return tuple(self._open)

    def begin(self) -> None:
        """Show the first window before what is in it: that takes longer to come in."""
        self.begun = window = Window(self)
        window.show()
        # What is typed or clicked meanwhile waits for the whole window.
        waited = QElapsedTimer()
        waited.start()
        while not window.is_seen and waited.elapsed() < _LONGEST_WAIT:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def new(self, template: str = "", near: Window | None = None) -> Window:
        """A window with a new map: of a template, or entirely empty.

        It takes the place of `near` if that is untouched.
        """
        from model.renewed import renewed
        from widgets.document import Document

        with collector.paused():
            document = Document()
            if template:
                made = Document.open(templates.path(template)).map
                document = Document(renewed(made, document.ids))
            return self._show(document, near)

    def open(self, files: Iterable[Path], near: Window | None = None) -> None:
        """Open each file in a window of its own, or raise the window where it is open.

        What cannot be opened is told; so is a file that is much too large, which is opened
        if the user says so.
        """
        for file in files:
            try:
                self._open_one(file, near)
            except Exception as error:  # a mistake of ours: it is told, and the others still open
                sys.excepthook(type(error), error, error.__traceback__)
                if not self._open:
                    self.new()
        broken, self._broken = self._broken, []
        for file, trouble in broken:  # told in front of what could be opened
            self.tell_broken(file, near, trouble)

    def window_of(self, file: Path) -> Window | None:
        """The window in which a file is open."""
        for window in self._open:
            path = window.document.path
            if path is not None and _is_same(path, file):
                return window
        return None

    def name_all(self, coming: Window | None = None) -> None:
        """Give each window its title, in which two of one name are told apart by folder."""
        from app.files import names_apart

        windows = [*self._open]
        if coming is not None and coming not in windows:
            windows.append(coming)
        names = names_apart([window.document for window in windows])
        for window, name in zip(windows, names, strict=True):
            window.setWindowTitle(f"{name}[*] - Touchline")

    def quit(self) -> None:
        """Close every window, asking for each that has something to save."""
        for window in self._open:
            if window.document.is_dirty or window.document.is_saving:
                front(window)
                window.files.settle(lambda window=window: self._quit_after(window))  # type: ignore[misc]  # mypy cannot infer it
                return
        for window in self.all:
            window.close()

    def take_keys(self) -> None:
        """Give the shortcuts of the settings to every window."""
        for window in self._open:
            window.actions_.take_keys(self.settings.keys)

    def _quit_after(self, window: Window) -> None:
        window.close_without_asking()
        self.quit()

    def _open_one(self, file: Path, near: Window | None) -> None:
        with collector.paused():
            self._try_to_open(file, near)

    def _try_to_open(self, file: Path, near: Window | None) -> None:
        from widgets.document import Document

        there = self.window_of(file)
        if there is not None:
            front(there)
            return
        try:
            document = Document.open(file)
        except TooLarge as trouble:
            from app import opening

            opening.ask_about_large(self, file, near, trouble)
        except FileProblem as trouble:
            self._broken.append((file, trouble))
        else:
            self._show_opened(document, file, near)

    def show_read(self, loaded: "Loaded", file: Path, near: Window | None = None) -> Window:
        """Show a map that was read from its file already."""
        from widgets.document import Document

        there = self.window_of(file)
        if there is not None:  # it was opened twice while it was read
            front(there)
            return there
        with collector.paused():
            return self._show_opened(Document.loaded(loaded, file), file, near)

    def show(self, document: "Document", near: Window | None = None) -> Window:
        """A window with a map; it takes the place of `near` if that is untouched."""
        with collector.paused():
            return self._show(document, near)

    def recover_soon(self, of: Path | None = None) -> None:
        """Offer what was not saved when a process ended suddenly, as soon as the map is seen.

        Of one file, or of all.
        """
        self._look_for.append(of)
        self._look_back.start()

    def show_copy(self, loaded: "Loaded", proposed: Path) -> Window:
        """Show what was read as a new map, which saving proposes to put there."""
        from app.earlier import copy_of

        with collector.paused():
            return self._show(copy_of(loaded, proposed), None)

    def tell_broken(self, file: Path, near: Window | None, trouble: FileProblem) -> None:
        """Say why a file cannot be opened, and what can be done."""
        from app import broken

        with suppress(OSError):  # not even that may be told
            if not file.exists():
                self.settings.forget(file.absolute())
        broken.tell(self, file, self.beside(near), trouble)

    def _show_opened(self, document: "Document", file: Path, near: Window | None) -> Window:
        self.settings.remember(file)
        window = self._show(document, near)
        self.recover_soon(file)
        if document.migrated_from is not None:
            from app import broken

            broken.say_what_was_kept(window)
        return window

    def beside(self, near: Window | None) -> Window:
        """A window to ask in: the given one, any, or a new one."""
        if near is not None and near in self._open:
            return near
        return self._open[-1] if self._open else self.new()

    def _show(self, document: "Document", near: Window | None) -> Window:
        replaced = near if near in self._open and near is not None and near.is_untouched else None
        window, self.begun = self.begun or Window(self), None
        try:
            window.fill(document)
        except Exception:  # half a window could do nothing, not even close
            window.hide()
            window.deleteLater()
            raise
        if replaced is not None:
            window.setGeometry(replaced.geometry())
            window.setWindowState(replaced.windowState())
        elif self._open:
            window.move(self._open[-1].pos() + _OFFSET)
        self._open.append(window)
        window.closed.connect(lambda: self._forget(window))
        window.show()
        window.centre.take_focus()
        front(window)
        if replaced is not None:
            replaced.close_without_asking()
        collector.set_aside()
        return window

    def _recover(self) -> None:
        files, self._look_for = self._look_for, []
        if not self._open or not any(state_folder("journals").glob("*.journal")):
            return
        from app import recovery

        for file in [None] if None in files else files:
            there = [d for w in self._open for d in w.findChildren(recovery.Recovery)]
            if not any(dialog.isVisible() for dialog in there):
                window = self.window_of(file) if file is not None else None
                recovery.show(window or self._open[-1], of=file)

    def _forget(self, window: Window) -> None:
        with suppress(ValueError):
            self._open.remove(window)
        self.name_all()
        if self._open:  # the last one takes all with it anyway
            QTimer.singleShot(1000, self, self._clean_up)

    def _clean_up(self) -> None:
        """Give back what only a closed window needed."""
        self.theme.tools.forget()
        collector.take_back()

    def _keep_theme(self) -> None:
        self.settings.theme = self.theme.choice


def front(window: Window) -> None:
    """Bring a window before the others."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
