"""What is odd about the map and about its file, each in one sentence, and a button to mend it.

As long as nobody looks, nothing is looked for: edits are only remembered.
"""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from model.change import Change
from model.oddities import Oddities, Oddity, mended
from widgets.box import GRID
from widgets.document import Document
from widgets.panels.parts import words
from widgets.panels.problems_rows import ProblemsModel, ProblemsRows, Row, rows_of
from widgets.panels.rows import RowsList
from widgets.theme import Theme
from widgets.tips import plain_tip

_EMPTY = "Nothing in this map is odd."
#: ms without an edit before the list follows: keys come faster than that.
_LAG = 150


class ProblemsPanel(QWidget):
    """The list of one document, and the button.

    Attributes:
        found: what is odd, as it was when somebody looked last.
    """

    #: A record is to be shown; the place of the keyboard stays.
    chosen = Signal(str)
    #: A record is to be shown and worked on.
    entered = Signal(str)
    #: Another list is shown.
    looked = Signal()

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._odd = Oddities()
        self._busy = False
        self._just_mended = ""
        self.found: tuple[Oddity, ...] = ()
        self.model = ProblemsModel()
        self.list = _Sentences(theme, self.model, self._enter, self)
        self.summary = words(parent=self)
        self.button = QPushButton("Mend what can be mended", self)
        self.button.clicked.connect(self.mend)
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        below.setSpacing(GRID)
        below.addWidget(self.summary)
        below.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        self.setFocusProxy(self.list)
        self._later = QTimer(self, singleShot=True, interval=_LAG)
        self._later.timeout.connect(self.refresh)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.clicked.connect(self._choose)
        document.changed.connect(self._follow)
        document.state_changed.connect(self._look_soon)

    def refresh(self) -> None:
        """Look again, if anybody sees it."""
        self._later.stop()
        if not self.isVisible():
            return
        found = self._odd.of(self._document.map, self._document.problems)
        rows = rows_of(self._document.map, found)
        self.found = found
        if rows != self.model.rows:
            self._show(rows)
        self._say()
        self.looked.emit()

    def mend(self) -> None:
        """Mend what needs no person, as one step back, and say what is left."""
        self.refresh()
        number = sum(odd.fixable for odd in self.found)
        change = mended(self._document.map, self._document.problems)
        if number and self._document.commit(change, f"Mend {_things(number)}"):
            had_focus = self.button.hasFocus()
            self._just_mended = f"Mended {_things(number)}."
            self.refresh()
            if had_focus and not self.button.isEnabled():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for what is odd, now that somebody wants to know."""
        super().showEvent(event)
        self.refresh()

    def _follow(self, change: Change) -> None:
        self._odd.follow(change)
        self._just_mended = ""
        self._look_soon()

    def _look_soon(self) -> None:
        if self.isVisible():
            self._later.start()

    def _show(self, rows: list[Row]) -> None:
        current = self.list.currentIndex()
        before = self.model.rows[current.row()].odd if current.isValid() else None
        self._busy = True
        try:
            self.model.show(rows)
            row = self.model.row_of(before.key) if before else -1
            if row >= 0:
                self.list.setCurrentIndex(self.model.index(row, 0))
        finally:
            self._busy = False

    def _say(self) -> None:
        mendable = sum(odd.fixable for odd in self.found)
        passing = sum(odd.passing for odd in self.found)
        left = len(self.found) - mendable - passing
        parts = [self._just_mended] if self._just_mended else []
        if mendable:
            parts.append(f"{_number(mendable)} can be mended.")
        if left:
            more = " left and" if self._just_mended else ""
            needs = f"is{more} needs" if more else "needs"
            several = f"are{more} need" if more else "need"
            parts.append(f"{_number(left)} {needs if left == 1 else several} a person.")
        if passing:
            verb = "is" if passing == 1 else "are"
            parts.append(f"{_number(passing)} {verb} gone with the next save.")
        self.summary.setText(" ".join(parts))
        self.summary.setVisible(bool(self.summary.text()))
        why = self._document.read_only
        if not why and not mendable:
            why = "Nothing here can be mended without a person" if self.found else _EMPTY
        self.button.setEnabled(not why)
        self.button.setToolTip(plain_tip(why or "Mend them in one step, which can be undone"))
        self.button.setAccessibleDescription(why or self.summary.text())

    def _choose(self, index: QModelIndex) -> None:
        row: Row | None = self.model.rows[index.row()] if index.isValid() else None
        if self._busy or row is None or row.odd is None:
            return
        # the focus alone makes a row the current one, which is then shown as such
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().select(index, flag)
        if row.odd.record_id:
            self.chosen.emit(row.odd.record_id)

    def _enter(self) -> None:
        index = self.list.currentIndex()
        row: Row | None = self.model.rows[index.row()] if index.isValid() else None
        if row is not None and row.odd is not None and row.odd.record_id:
            self.entered.emit(row.odd.record_id)


class _Sentences(RowsList):
    """The list itself."""

    def __init__(
        self, theme: Theme, model: ProblemsModel, enter: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(theme, model, "What is odd about this map", parent)
        self.empty = _EMPTY
        self.setItemDelegate(ProblemsRows(theme, self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(10 * GRID)
        self.setAccessibleDescription("Arrows show what a row is about, Enter goes there")
        self.activated.connect(lambda _: enter())


def _number(number: int) -> str:
    return "One" if number == 1 else f"{number:,}"


def _things(number: int) -> str:
    return "one thing" if number == 1 else f"{number:,} things"
