"""One window's map may be open elsewhere: then it is read, copied, or left alone.

The lock is taken once the map is on the screen, which a start does not wait for, and given
back when the window closes. `model.files.lock` says how it works.
"""

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject
from PySide6.QtWidgets import QMessageBox
from shiboken6 import isValid

from app import asking
from app.asking import Answer, Role
from app.files import name_of
from model.files.errors import FileProblem
from model.files.naming import free_name

if TYPE_CHECKING:
    from app.window import Window
    from model.files.codec import Loaded
    from model.files.lock import Holder, Lock

_WHY = (
    "Whoever saves last would replace what the other has done. You can read it here, or go on "
    "with a copy."
)
_WHY_ANYWAY = "Edit it all the same only if you know that nobody works on it there any more."
_HERE = (
    "Another window of this Touchline has this map open. To put yours in its place, close that "
    "window first; or save yours under another name."
)


class Locked(QObject):
    """Sees to it that one window's map is edited in this place only."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._lock: Lock | None = None
        #: The lock of a file that the map is just being saved to.
        self._next: Lock | None = None
        self._holder: Holder | None = None
        self._anyway = self._looked = False
        #: It was not to be edited, so that nobody was kept from editing it; by now it may be.
        self._waits = False
        self._document.state_changed.connect(self._follow)
        window.closed.connect(self.release)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.release)

    @property
    def has_it(self) -> bool:
        """Whether nobody else can edit the map."""
        return self._lock is not None and self._lock.is_held

    def look(self) -> None:
        """Take the lock, the first time; ask what to do if somebody else has it."""
        if self._looked or self._document.path is None:
            return
        if self._document.read_only_reason:
            self._waits = True
            return
        from model.files.lock import Lock, take

        self._looked = True
        outcome = take(self._document.path)
        if isinstance(outcome, Lock):
            self._keep(outcome)
        else:
            self._ask(outcome)

    def release(self) -> None:
        """Let others have the map."""
        for lock in (self._lock, self._next):
            if lock is not None:
                lock.release()
        self._lock = self._next = None

    def claim(self, path: Path, elsewhere: Callable[[], None]) -> bool:
        """Whether the map may be saved to `path`; if not, the user is told and may do `elsewhere`.

        The file is then locked, for the map if that is saved there, or until `settle`.
        """
        from model.files.lock import Lock, take

        if self._lock is not None and self._lock.is_held and self._is_at(self._lock, path):
            return True
        there = self._window.windows.window_of(path)
        if there is not None and there is not self._window:
            self._refuse(path, _HERE, elsewhere, there)
            return False
        own = self._document.path
        is_own = own is not None and os.path.realpath(own) == os.path.realpath(path)
        outcome = take(path, anyway=self._anyway and is_own)
        if not isinstance(outcome, Lock):
            self._refuse(path, f"{who(outcome)}.", elsewhere)
            return False
        if is_own:
            self._looked = True
            self._keep(outcome)
        else:
            self.settle()
            self._next = outcome
        return True

    def settle(self) -> None:
        """What was claimed is written, or will not be."""
        if self._next is not None:
            self._next.release()
            self._next = None

    def try_again(self) -> None:
        """Edit the map from now on if it is no longer open elsewhere."""
        self._take_over(anyway=False)

    def _ask(self, holder: "Holder") -> None:
        abroad = bool(holder.host) and not holder.is_here
        answers = [
            Answer("Open read-only", Role.AcceptRole, lambda: self._read_only(holder)),
            Answer("Open a copy", Role.AcceptRole, self._copy),
        ]
        if abroad:
            answers.append(
                Answer(
                    "Edit all the same", Role.DestructiveRole, lambda: self._take_over(anyway=True)
                )
            )
        asking.ask(
            self._window,
            f"“{name_of(self._document)}” is open elsewhere",
            f"{who(holder)}.\n\n{_WHY}{' ' + _WHY_ANYWAY if abroad else ''}",
            *answers,
            Answer("Cancel", Role.RejectRole, lambda: self._leave(holder)),
        )

    def _read_only(self, holder: "Holder") -> None:
        self._holder = holder
        self._document.read_only_reason = f"This map can only be read here. {who(holder)}."
        self._document.state_changed.emit()
        self._window.notice.say(
            self._document.read_only_reason, "elsewhere", todo="Try again", do=self.try_again
        )

    def _copy(self) -> None:
        from app import opening

        window, path = self._window, self._path()

        def show(loaded: "Loaded") -> None:
            copy = window.windows.show_copy(loaded, free_name(path, "copy"))
            copy.setGeometry(window.geometry())
            copy.setWindowState(window.windowState())
            window.close_without_asking()

        opening.load(window, path, path.name, show, self._cannot_read)

    def _leave(self, holder: "Holder") -> None:
        windows = self._window.windows
        # The program would end with it: as it may where the map is open beside it anyway.
        if windows.all == (self._window,) and not is_you(holder):
            windows.new().setGeometry(self._window.geometry())
        self._window.close_without_asking()

    def _take_over(self, anyway: bool) -> None:
        from app import opening
        from model.files.lock import Lock, take

        path = self._path()
        outcome = take(path, anyway=anyway)
        if not isinstance(outcome, Lock):
            if self._holder is None:
                self._ask(outcome)
            else:
                self._read_only(outcome)
                self._window.status.say(f"“{name_of(self._document)}” is still open elsewhere")
            return
        self._anyway = anyway
        self._keep(outcome)
        opening.load(self._window, path, path.name, self._go_on, self._cannot_read)

    def _go_on(self, loaded: "Loaded") -> None:
        if loaded.digest == self._document.digest:
            self._document.read_only_reason = loaded.read_only_reason
            self._document.state_changed.emit()
        else:
            self._document.read_only_reason = loaded.read_only_reason
            self._window.outside.meet(loaded)
        if not self._document.read_only_reason:
            self._window.status.say("You can edit this map now")

    def _cannot_read(self, trouble: FileProblem) -> None:
        self.release()
        name = name_of(self._document)
        asking.tell_trouble(self._window, f"“{name}” cannot be opened", trouble)

    def _refuse(
        self,
        path: Path,
        why: str,
        elsewhere: Callable[[], None],
        there: "Window | None" = None,
    ) -> None:
        """Say that it is open elsewhere; if that is `there`, in this program, offer to go there."""
        todo = "" if there else ". Save yours under another name"
        answers = [Answer("Save elsewhere…", Role.AcceptRole, elsewhere)]
        if there is not None:
            show = partial(_show, there)
            answers.append(Answer("Show that window", Role.AcceptRole, show))
        asking.ask(
            self._window,
            f"“{path.name}” is open {'in another window' if there else 'elsewhere'}",
            f"{why}\n\nNothing was written to it{todo}.",
            *answers,
            Answer("Cancel", Role.RejectRole),
            icon=QMessageBox.Icon.Warning,
        )

    def _follow(self) -> None:
        """The map was saved to another file, or is no longer read only."""
        path = self._document.path
        if path is not None and self._next is not None and self._is_at(self._next, path):
            lock, self._next = self._next, None
            self._looked, self._anyway = True, False
            self._keep(lock)
        if self._document.read_only_reason:
            return
        if self._holder is not None:
            self._holder = None
            self._window.notice.say("", "elsewhere")
            if self._lock is None:
                self._take_or_read()
        elif self._waits:
            self._waits = False
            self.look()

    def _take_or_read(self) -> None:
        """A newer Touchline's file came and went: the map is free by now, or still only read."""
        from model.files.lock import Lock, take

        outcome = take(self._path())
        if isinstance(outcome, Lock):
            self._keep(outcome)
        else:
            self._read_only(outcome)

    def _keep(self, lock: "Lock") -> None:
        if self._lock is not None:
            self._lock.release()
        self._lock = lock

    def _path(self) -> Path:
        assert self._document.path is not None, "only a map with a file is open elsewhere"
        return self._document.path

    @staticmethod
    def _is_at(lock: "Lock", path: Path) -> bool:
        return lock.path == Path(os.path.realpath(path))


def _show(window: "Window") -> None:
    """Bring a window before the others, if it is still open."""
    from app.windows import front

    if isValid(window):
        front(window)


def who(holder: "Holder", now: datetime | None = None) -> str:
    """Who has it open, where and since when, as a sentence without its full stop."""
    you = is_you(holder)
    name = "You" if you else holder.owner or "Somebody"
    verb = "have" if you else "has"
    place = " on this computer" if holder.is_here else f" on “{holder.host}”" if holder.host else ""
    again = ", in another Touchline" if you else ""
    return f"{name} {verb} it open{place}{again}{_since(holder.since, now or datetime.now())}"


def is_you(holder: "Holder") -> bool:
    """Whether it is open in another Touchline of this user, on this computer."""
    from model.files.whoami import owner_name

    return holder.is_here and holder.owner == owner_name()


def _since(time: datetime | None, now: datetime) -> str:
    if time is None:
        return ""
    try:
        local = time.astimezone()
    except (OverflowError, OSError, ValueError):  # a year that no clock shows
        return ""
    locale = QLocale()
    at = QDateTime(local.replace(tzinfo=None))  # type: ignore[call-overload]  # PySide takes it
    clock = locale.toString(at.time(), QLocale.FormatType.ShortFormat)
    if local.date() == now.date():
        return f", since {clock}"
    return f", since {locale.toString(at.date(), QLocale.FormatType.LongFormat)}, {clock}"
