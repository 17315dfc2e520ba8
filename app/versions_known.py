"""What is known of the versions of one window's map, and what the panel shows of it.

The folder is listed in a thread, files and commits are read in a process of their own, and
only what is seen is read at all.
"""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.versions_listing import Listing
from app.versions_reader import Reader, Said, State
from app.versions_words import (
    RowOf,
    now_row,
    order,
    order_of_commit,
    state_of,
)
from model.files.codec import newer_version
from model.files.commit import Commit
from model.files.last_review import Found, among
from model.files.version_list import Version
from widgets.panels.versions import VersionsPanel
from widgets.panels.versions_rows import Mark, Row

if TYPE_CHECKING:
    from app.window import Window

#: ms between one look at the folder and the next, while the panel is seen.
_LOOK = 2000
#: ms without an edit before it is said anew what changed by now.
_LAG = 1200


class Entry(NamedTuple):
    """One saved state of the map, and the one before it of its kind."""

    key: str
    name: str
    state: State
    saved: Version | Commit
    before: "Entry | None"


class Versions(QObject):
    """What is known of them, and the panel that shows it.

    Attributes:
        reader: the process that reads them.
        entries: newest first, versions and commits together.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self.reader = Reader(lambda: self._document.path or Path(), self)
        self.entries: list[Entry] = []
        self._versions: tuple[Version, ...] = ()
        self._commits: list[Commit] = []
        self._is_whole = self._is_logging = False
        self._panel: VersionsPanel | None = None
        self._listing: Listing | None = None
        #: What the folder was like when it was listed; None: it has to be listed.
        self._stamp: object = None
        #: Why the folder cannot be looked into, "" if it can; None: it was not yet.
        self._why: str | None = None
        self._said: dict[tuple[State, State], Said] = {}
        self._wrong: dict[State, str] = {}
        #: What the entries and the rows were made of; there may be thousands of them.
        self._ordered: tuple[object, object, int] | None = None
        self._rows: dict[str, tuple[RowOf, Row]] = {}
        self._asking = self._now_sent = self._asked_again = False
        self._looking = QTimer(self, interval=_LOOK)
        self._looking.timeout.connect(lambda: self.refresh(anyway=False))
        self._later = QTimer(self, singleShot=True, interval=_LAG)
        self._later.timeout.connect(self._follow)
        self._document.changed.connect(lambda _change: self._later.start())
        self._document.state_changed.connect(self._show)
        self._path = self._document.path
        window.closed.connect(self._end)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.applicationStateChanged.connect(self._come_back)

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions as they were listed last, oldest first."""
        return self._versions

    def fill(self, panel: VersionsPanel) -> None:
        """Show them in this panel from now on."""
        self._panel = panel
        panel.wanted.connect(self._do)
        panel.shown.connect(self.refresh)
        panel.looked.connect(self._ask_next)
        self._show()

    def _do(self, wish: str, keys: list[str]) -> None:
        from app.versions_doing import Doing

        Doing(self._window, self).do(wish, keys)

    def entry(self, key: str) -> Entry | None:
        """The state of that key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def refresh(self, *, anyway: bool = True) -> None:
        """List them again, and the commits too; not `anyway` only if the folder changed."""
        panel = self._panel
        if panel is None or not panel.isVisible():
            self._looking.stop()
            return
        self._looking.start()
        if anyway:
            self._said = {pair: said for pair, said in self._said.items() if not said.failed}
        if self._listing is not None:
            self._asked_again = self._asked_again or anyway
            return
        self._show()
        path = self._document.path
        if path is None:
            return
        stamp = None if anyway else self._stamp
        self._listing = Listing(path, self._versions, stamp, self._take)
        self._listing.start()

    def _come_back(self, state: Qt.ApplicationState) -> None:
        """Whoever comes back from a terminal may have committed."""
        if state == Qt.ApplicationState.ApplicationActive:
            self.refresh()

    def _take(self, listing: Listing) -> None:
        if not isValid(self):
            return
        self._listing = None
        if listing.path != self._document.path:
            self.refresh()
            return
        if listing.found is not None:
            self._versions, self._stamp = listing.found, listing.stamp
            self._why = listing.why
            if listing.in_git:
                self._read_log()
            elif self._commits:
                self._commits = []
            self._show()
        if self._asked_again:
            self._asked_again = False
            self.refresh()

    def _read_log(self) -> None:
        if self._is_logging:
            return
        self._is_logging = True
        path, found = self._path, list[Commit]()

        def take(commits: list[Commit], more: bool) -> None:
            found.extend(commits)
            self._is_logging = more
            if path != self._path or not isValid(self):
                return
            if not more or len(found) > len(self._commits):  # until then, those of before
                self._commits, self._is_whole = list(found), not more
                self._show()

        self.reader.log(take)

    def _show(self) -> None:
        """Show what is known now."""
        if self._document.path != self._path:
            self._path = self._document.path
            self._versions, self._commits, self._stamp, self._why = (), [], None, None
            self.refresh()
        panel = self._panel
        if panel is None or not panel.isVisible():
            return
        self._order()
        panel.may_edit = self._document.read_only
        panel.may_save = self._document.read_only_reason if self._is_newer() else ""
        marked, baseline = self.marked(), self._document.map.info.baseline
        kind: Mark = "baseline" if marked and marked.path.name == baseline else "review"
        mark = (marked.path, kind) if marked else None
        today = _today()
        rows = [self._row(entry, mark, today) for entry in self.entries]
        panel.show_rows([self._now_row(), *rows])
        panel.refresh()

    def _order(self) -> None:
        made_of = (self._versions, self._commits, len(self._wrong))  # those only become more
        if self._ordered == made_of:
            return
        self._ordered = made_of
        entries = []
        before: Entry | None = None
        for version in self._versions:
            state = state_of(version)
            entry = Entry(str(version.path), version.name, state, version, before)
            entries.append((order(version), entry))
            if not version.trouble and state not in self._wrong:
                before = entry
        before = None
        for commit in reversed(self._commits):
            name = commit.summary or commit.short
            entry = Entry(commit.hash, name, commit, commit, before)
            entries.append((order_of_commit(commit), entry))
            if commit not in self._wrong:
                before = entry
        entries.sort(key=lambda pair: pair[0])  # as they came where they are of one moment
        self.entries = [entry for _, entry in reversed(entries)]

    def newest(self) -> Entry | None:
        """What now is compared with in the panel: the newest version, or commit."""
        usable = [e for e in self.entries if not self.trouble(e)]
        versions = (e for e in usable if not _is_commit(e))
        return next(versions, usable[0] if usable else None)

    def trouble(self, entry: Entry) -> str:
        """Why a state cannot be read, so far as is known."""
        return getattr(entry.saved, "trouble", "") or self._wrong.get(entry.state, "")

    def marked(self) -> Found | None:
        """The version that the map is compared with by itself."""
        path = self._document.path
        return among(self._versions, path, self._document.map) if path else None

    def _row(self, entry: Entry, mark: tuple[Path, Mark] | None, today: date) -> Row:
        pair = self._pair(entry)
        said = self._said.get(pair) if pair else None
        marked = mark[1] if mark and mark[0] == getattr(entry.saved, "path", None) else ""
        first = pair is None and (self._is_whole or not _is_commit(entry))
        made_of = RowOf(entry.saved, said, today, first, marked, self._wrong.get(entry.state, ""))
        known = self._rows.get(entry.key)
        if known is None or known[0] != made_of:
            known = self._rows[entry.key] = made_of, made_of.made()
        return known[1]

    def _now_row(self) -> Row:
        document, newest = self._document, self.newest()
        safety = "Not saved yet" if document.is_dirty or document.path is None else "Saved"
        said = self._said.get((newest.state, None)) if newest else None
        why = self._why if document.path is not None else ""
        return now_row(safety, said, newest.name if newest else "", why)

    def _pair(self, entry: Entry) -> tuple[State, State] | None:
        return (entry.before.state, entry.state) if entry.before else None

    def _follow(self) -> None:
        """The map is other than it was."""
        for pair in [pair for pair in self._said if None in pair]:
            del self._said[pair]
        self._now_sent = False
        self._show()

    def _ask_next(self) -> None:
        """Find out what changed in one more of the states that are seen."""
        panel = self._panel
        if self._asking or panel is None or not panel.isVisible():
            return
        for row in panel.seen():
            if (pair := self._wanting(row)) is not None:
                self._asking = True
                if not self._now_sent and None in pair:
                    self.reader.show_now(self._document.encoded())
                    self._now_sent = True
                self.reader.say(*pair, partial(self._hear, pair))
                return

    def _wanting(self, row: Row) -> tuple[State, State] | None:
        """The states that are to be compared for a row, if that was not done yet."""
        pair: tuple[State, State] | None
        if row.kind == "now":
            newest = self.newest()
            pair = (newest.state, None) if newest else None
        else:
            entry = self.entry(row.key)
            pair = self._pair(entry) if entry and not self.trouble(entry) else None
        return pair if pair not in self._said else None

    def _hear(self, pair: tuple[State, State], said: Said) -> None:
        self._asking = False
        if not isValid(self):
            return
        self._said[pair] = said
        if said.wrong:
            self._wrong[pair[0 if said.wrong == "old" else 1]] = said.text
        self._show()

    def _is_newer(self) -> bool:
        return bool(newer_version(self._document.map))

    def _end(self) -> None:
        self._looking.stop()
        self._later.stop()
        self.reader.stop()


def _is_commit(entry: Entry) -> bool:
    return isinstance(entry.saved, Commit)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
