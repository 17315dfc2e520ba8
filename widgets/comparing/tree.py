"""The tree of changes: arrows go through it, Enter shows where it is, sections fold."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from widgets.box import GRID
from widgets.comparing.lines import LinesModel, Part, Row
from widgets.comparing.lines_look import LinesLook
from widgets.panels.rows import say_empty
from widgets.scrollbar import thin
from widgets.theme import Theme


class ChangesTree(QTreeView):
    """Sections and lines.

    Attributes:
        lines: its model.
        current: the number of the line that is looked at, from 0; -1 for none.
    """

    #: Another line is looked at; whether keys are to go to the map.
    chosen = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.empty = "Nothing differs."
        self._busy = False
        #: Sections that somebody opened or folded: the next list has them so too.
        self._folds: dict[str, bool] = {}
        self.setModel(self.lines)
        self.setItemDelegate(LinesLook(theme, self, self.lines))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(12 * GRID)
        thin(self)
        self.setAccessibleName("Changes")
        self.setAccessibleDescription("Arrows show where a change is, Enter goes there")
        self.selectionModel().currentChanged.connect(self._choose)
        self.clicked.connect(self._click)
        self.expanded.connect(lambda index: self._remember(index, True))
        self.collapsed.connect(lambda index: self._remember(index, False))
        theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> int:
        """The number of the line that is looked at; -1 for none."""
        return self.lines.nth(self.currentIndex())

    @property
    def row(self) -> Row | None:
        """The line that is looked at."""
        return self.lines.rows[self.current] if self.current >= 0 else None

    def show_parts(self, parts: Sequence[Part], keep: tuple[str, ...] = ()) -> None:
        """Show these; the line about the records of `keep` is looked at, if there is one."""
        self._busy = True
        try:
            self.lines.show(parts)
            for number, part in enumerate(self.lines.parts):
                alone = len(self.lines.parts) == 1
                is_open = self._folds.get(part.name, alone or not part.folded)
                self.setExpanded(self.lines.index(number, 0), is_open)
            nth = self.nth_about(keep)
            if nth >= 0:
                self._go(nth)
        finally:
            self._busy = False

    def show_verdicts(self, of: Callable[[tuple[str, ...]], str] | None) -> None:
        """Have a sign of what was decided beside each line; None for none.

        `of` tells it by the records that a line is about.
        """
        was, self.lines.verdict = self.lines.verdict, of
        if (was is None) is not (of is None):
            self.scheduleDelayedItemsLayout()  # the words have other room
        self.viewport().update()

    def nth_about(self, ids: Sequence[str]) -> int:
        """The number of the line about these records, or about the first of them; -1."""
        rows = self.lines.rows
        exact = (n for n, row in enumerate(rows) if row.ids == tuple(ids))
        about = (n for i in ids for n, row in enumerate(rows) if i in row.ids)
        return next(exact, next(about, -1)) if ids else -1

    def go_to(self, nth: int) -> None:
        """Look at the line of that number."""
        if nth == self.current:
            self.chosen.emit(False)
        elif 0 <= nth < len(self.lines.rows):
            self._go(nth)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the map, or opens and folds a section; Esc is not for the list."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if self.current < 0:
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self.chosen.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their words need at this width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
        elif self.current >= 0:
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def drawBranches(self, painter: QPainter, rect: object, index: object) -> None:
        """Sections draw their own arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or a sentence where there are none."""
        super().paintEvent(event)
        say_empty(self, self.empty)

    def _go(self, nth: int) -> None:
        index = self.lines.index_of(nth)
        self._busy, before = True, self._busy
        self.expand(index.parent())
        self._busy = before
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        if not self._busy:
            self.chosen.emit(False)

    def _click(self, index: QModelIndex) -> None:
        if self.lines.nth(index) < 0:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.chosen.emit(False)

    def _remember(self, index: QModelIndex, is_open: bool) -> None:
        if not self._busy and self.lines.nth(index) < 0:
            self._folds[self.lines.parts[index.row()].name] = is_open
