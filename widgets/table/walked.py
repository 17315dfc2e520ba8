"""The table's cells, walked and selected; its columns, moved, hidden, and sorted by their heads."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QFrame, QTableView, QWidget

from widgets.scrollbar import thin
from widgets.table.columns import COLUMNS, TITLE
from widgets.table.delegate import Cells
from widgets.table.header import Heads
from widgets.table.model import Index, TableModel
from widgets.theme import Theme

_Flag = QItemSelectionModel.SelectionFlag
#: How much of the focus's colour is on the ground of what is selected.
_TINT = 0.16
#: A cell: its row and column.
Cell = tuple[int, int]


class Walked(QTableView):
    """A view of rows and columns that nothing is typed into yet.

    Attributes:
        rows: its model.
        cells: what draws it.
    """

    #: Other columns are seen, elsewhere or wider than before.
    arranged = Signal()
    #: The menu of the columns is wanted, here on the screen, for this column.
    columns_wanted = Signal(QPoint, int)

    def __init__(self, model: TableModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows, self._theme = model, theme
        across = Heads(Qt.Orientation.Horizontal, theme, self)
        down = Heads(Qt.Orientation.Vertical, theme, self)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        self.setModel(model)
        self.cells = Cells(model, theme, self)
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self._corner = self.findChild(QAbstractButton)
        if self._corner is not None:
            self._corner.setAccessibleName("Select all")
            self._corner.installEventFilter(self)
        ground = QWidget(self)
        ground.setAutoFillBackground(True)
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        self.setCornerWidget(ground)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        thin(self)
        self.setAccessibleName("Table of cards")
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        high = self.fontMetrics().lineSpacing() + 14
        down.setMinimumSectionSize(high)
        down.setDefaultSectionSize(high)
        down.setSectionResizeMode(Heads.ResizeMode.Fixed)
        across.setSectionsMovable(True)
        across.setMinimumSectionSize(44)
        for at, column in enumerate(COLUMNS):
            across.resizeSection(at, column.width)
        across.sectionMoved.connect(lambda *_: self.arranged.emit())
        across.sectionResized.connect(lambda *_: self.arranged.emit())
        across.sectionClicked.connect(self.sort_on)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.customContextMenuRequested.connect(
            lambda at: self.columns_wanted.emit(across.mapToGlobal(at), across.logicalIndexAt(at))
        )
        theme.changed.connect(self._recolour)
        self._recolour()

    # Columns.

    def heads(self) -> Heads:
        """The heads of the columns."""
        heads = self.horizontalHeader()
        assert isinstance(heads, Heads)
        return heads

    def shown_columns(self) -> list[int]:
        """The columns that are seen, as they stand."""
        heads = self.heads()
        order = (heads.logicalIndex(at) for at in range(heads.count()))
        return [at for at in order if not self.isColumnHidden(at)]

    def hide_column(self, at: int, hidden: bool) -> None:
        """Hide a column, or show it again; nobody is left in one that is not seen."""
        current, shown = self.currentIndex(), self.shown_columns()
        self.setColumnHidden(at, hidden)
        if hidden and current.isValid() and current.column() == at and at in shown:
            place = shown.index(at)
            beside = (*shown[place + 1 :], *shown[:place][::-1])
            self.go(current.row(), beside[0] if beside else TITLE)
        if not hidden and self.columnWidth(at) < self.heads().minimumSectionSize():
            self.heads().resizeSection(at, COLUMNS[at].width)
        self.arranged.emit()

    def sort_on(self, at: int) -> None:
        """Sort by a column; once more: the other way round; once more: as the journey goes."""
        heads = self.heads()
        if at != heads.sorted_at:
            self.sort_by(at, False)
        elif heads.descending:
            self.sort_by(-1, False)
        else:
            self.sort_by(at, True)

    def sort_by(self, at: int, descending: bool) -> None:
        """Sort by a column, or for -1 as the journey goes. The map stays as it is."""
        heads = self.heads()
        heads.sorted_at, heads.descending = at, descending
        self.rows.sort_by(COLUMNS[at] if at >= 0 else None, descending)
        heads.viewport().update()
        self.scrollTo(self.currentIndex())

    # What is selected.

    def ranges(self) -> list[tuple[range, range]]:
        """The rows and logical columns of each selected rectangle."""
        return [
            (range(r.top(), r.bottom() + 1), range(r.left(), r.right() + 1))
            for r in self.selectionModel().selection().toList()
        ]

    def selected_rows(self) -> list[int]:
        """The rows with a selected cell, from the top; without the empty one."""
        last = len(self.rows.ids)
        return sorted({row for rows, _ in self.ranges() for row in rows if row < last})

    def block(self) -> tuple[list[int], list[int]]:
        """The rows and the shown columns, as they stand, of all that is selected.

        Without a selection it is the current cell.
        """
        rows: set[int] = set()
        columns: set[int] = set()
        for down, across in self.ranges():
            rows.update(down)
            columns.update(across)
        current = self.currentIndex()
        if not rows and current.isValid():
            rows, columns = {current.row()}, {current.column()}
        if not rows:
            return [], []
        shown = [at for at in self.shown_columns() if at in columns]
        return sorted(rows), shown

    def selected_cells(self) -> list[Cell]:
        """Every selected cell of a shown column, row by row."""
        shown = self.shown_columns()
        found = {(row, at) for rows, across in self.ranges() for row in rows for at in across}
        place = {at: i for i, at in enumerate(shown)}
        return sorted((c for c in found if c[1] in place), key=lambda c: (c[0], place[c[1]]))

    def are_rows(self) -> bool:
        """Whether whole rows are selected, and nothing else."""
        shown = self.shown_columns()
        ranges = self.ranges()
        return (
            len(shown) > 1
            and bool(ranges)
            and all(all(at in across for at in shown) for _, across in ranges)
        )

    def choose(self, rows: Sequence[int], anchor: int) -> None:
        """Select a cell of each of these rows, in the current column, and go to one of them."""
        current = self.currentIndex()
        at = current.column() if current.isValid() else TITLE
        if self.isColumnHidden(at):
            at = next(iter(self.shown_columns()), TITLE)
        chosen = QItemSelection()
        first = previous = -2
        for row in (*sorted(rows), -1):
            if row != previous + 1:
                if first >= 0:
                    chosen.select(self.rows.index(first, at), self.rows.index(previous, at))
                first = row
            previous = row
        index = self.rows.index(anchor, at)
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)
        self.scrollTo(index)

    def go(self, row: int, at: int) -> None:
        """Make one cell the current one, and select it alone."""
        index = self.rows.index(row, at)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    # For Qt.

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The number of the row that one is in is darker."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.verticalHeader().viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            high = self.fontMetrics().lineSpacing() + 14
            self.verticalHeader().setMinimumSectionSize(high)
            self.verticalHeader().setDefaultSectionSize(high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The corner between the heads looks like them."""
        if watched is self._corner and event.type() == QEvent.Type.Paint:
            assert self._corner is not None
            rect = self._corner.rect()
            painter = QPainter(self._corner)
            painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Window))
            painter.setPen(self._theme.colour("grid"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            edge = rect.left() if self.isRightToLeft() else rect.right()
            painter.drawLine(edge, rect.top(), edge, rect.bottom())
            painter.end()
            return True
        return super().eventFilter(watched, event)

    def _recolour(self) -> None:
        palette = QPalette()
        focus, ground = self._theme.colour("focus"), self._theme.colour("surface")
        soft = QColor.fromRgbF(
            *(a * _TINT + b * (1 - _TINT) for a, b in
              zip(focus.getRgbF()[:3], ground.getRgbF()[:3], strict=True))  # type: ignore[index]
        )  # fmt: skip
        palette.setColor(QPalette.ColorRole.Highlight, soft)
        palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.colour("text"))
        self.setPalette(palette)
        self.cells.take_colours()
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()
