"""The table itself: cells that are walked, selected, typed into, and sorted by their heads.

It knows rows and columns. What is written goes to `written`, which the page answers: a
sentence if it was refused; then the text stays in its cell to be mended.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QTableView,
    QWidget,
)

from widgets.scrollbar import thin
from widgets.table.columns import COLUMNS, TITLE, only
from widgets.table.delegate import Cells
from widgets.table.editors import CellLine, CellText, Refusal
from widgets.table.header import Heads
from widgets.table.model import Index, TableModel
from widgets.theme import Theme

_Key, _Held = Qt.Key, Qt.KeyboardModifier
_Flag = QItemSelectionModel.SelectionFlag
_Trigger = QAbstractItemView.EditTrigger
_Hint = QAbstractItemDelegate.EndEditHint
_BY_KEY = (_Trigger.EditKeyPressed, _Trigger.DoubleClicked)
#: How much of the focus's colour is on the ground of what is selected.
_TINT = 0.16
#: A cell: its row and column.
Cell = tuple[int, int]
#: What writing a text into cells comes to: "" or why not. `again`: the same text once more.
Write = Callable[[Sequence[Cell], str, bool], str]


class Table(QTableView):
    """The view. `write` is asked to write a text into cells."""

    #: Other columns are seen, elsewhere or wider than before.
    arranged = Signal()
    #: Something was not done; the sentence says why.
    refused = Signal(str)
    #: The menu of the columns is wanted, here on the screen, for this column.
    columns_wanted = Signal(QPoint, int)

    def __init__(self, model: TableModel, theme: Theme, write: Write, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows, self._theme, self._write = model, theme, write
        self._editor: CellLine | CellText | None = None
        self._at = QPersistentModelIndex()
        self._refused_text: str | None = None
        self._closing = False
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
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed
                             | _Trigger.DoubleClicked)  # fmt: skip
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
        self.refusal = Refusal(self.viewport())
        self.horizontalScrollBar().valueChanged.connect(self._replace_refusal)
        self.verticalScrollBar().valueChanged.connect(self._replace_refusal)
        model.rowsRemoved.connect(self._look_if_gone)
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
        """Hide a column, or show it again."""
        self.setColumnHidden(at, hidden)
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
        """Rows and shown columns, as they stand, of the smallest rectangle of all that is selected.

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
        return list(range(min(rows), max(rows) + 1)), shown

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

    # Typing.

    @property
    def typing(self) -> CellLine | CellText | None:
        """What is being typed into."""
        return self._editor

    def edit(self, index: QModelIndex, *more: object) -> object:  # type: ignore[override]  # Qt's overloads
        """Type into a cell, unless it means nothing for its card."""
        if not more:
            return super().edit(index)
        trigger, event = more
        assert isinstance(trigger, _Trigger)
        keyed = isinstance(event, QKeyEvent) and bool(event.text().strip())
        wanted = trigger in _BY_KEY or (trigger == _Trigger.AnyKeyPressed and keyed)
        here = index.isValid() and not self.rows.read_only
        if wanted and here and not self.rows.fits(index.row(), index.column()):
            self.refused.emit(only(COLUMNS[index.column()]))
            return False
        begun = super().edit(index, trigger, event)  # type: ignore[call-overload]
        editor = self._editor
        if begun and editor is not None and not editor.changed and trigger in _BY_KEY:
            self._at_its_end(editor)
        return begun

    def begin(self, row: int, at: int) -> None:
        """Type into a cell, its text as it is."""
        self.go(row, at)
        self.edit(self.rows.index(row, at), _Trigger.EditKeyPressed, None)

    def commit(self) -> str:
        """Write what is typed and stop typing; why not, if it was refused: then it stays."""
        return "" if self._editor is None or self._closing else self._finish("stay")

    def pending(self) -> tuple[Cell, str] | None:
        """The cell that is typed into and what stands there, if it was changed."""
        editor = self._editor
        if editor is None or not editor.changed or not self._at.isValid():
            return None
        return (self._at.row(), self._at.column()), editor.value()

    def opened(self, editor: CellLine | CellText, index: QModelIndex) -> None:
        """The delegate made what is typed into."""
        self._editor, self._at = editor, QPersistentModelIndex(index)
        self._refused_text = None
        editor.finished.connect(self._finish)
        editor.textChanged.connect(self.refusal.hide)

    def _at_its_end(self, editor: CellLine | CellText) -> None:
        if isinstance(editor, CellLine):
            editor.end(False)
            editor.open_offers()
        else:
            editor.moveCursor(editor.textCursor().MoveOperation.End)

    def _finish(self, to: str) -> str:
        """Write what was typed and go where the key led; the sentence if it was refused."""
        editor = self._editor
        if editor is None or self._closing or not self._at.isValid():
            return ""
        cell = (self._at.row(), self._at.column())
        if to == "back" or not (editor.changed or to == "fill"):
            self._close()
            self._step(cell, "" if to == "back" else to, self.rows.ids[cell[0] : cell[0] + 1])
            return ""
        cells = self.selected_cells() if to == "fill" else [cell]
        cells = cells if cell in cells else [cell]
        card = self.rows.ids[cell[0] : cell[0] + 1]
        beside = cell[0] + (1 if to == "down" else -1)
        next_id = self.rows.ids[beside : beside + 1] if beside >= 0 else []
        text = editor.value()
        again = to != "stay" and text == self._refused_text
        before = len(self.rows.ids)
        why = self._write(cells, text, again)
        if why:
            self._refused_text = text if to != "stay" else self._refused_text
            editor.setAccessibleDescription(why)
            self.refusal.say(why, self._box(), self._theme.colour("feeling.below"))
            if to != "stay":
                editor.setFocus()
            return why
        if not card and len(self.rows.ids) > before:
            card = [self.rows.newest]
        self._close()
        if to in ("down", "up"):
            row = self.rows.row_of(next_id[0]) if next_id else -1
            if row < 0:
                row = len(self.rows.ids) if to == "down" else max(0, cell[0] - 1)
            self.go(min(row, self.rows.rowCount() - 1), cell[1])
        else:
            self._step(cell, to, card)
        return ""

    def _step(self, cell: Cell, to: str, card: Sequence[str]) -> None:
        """Go on from a cell of a card, whose row may be another by now."""
        row = self.rows.row_of(card[0]) if card else cell[0]
        row = cell[0] if row < 0 else row
        last = self.rows.rowCount() - 1
        shown = self.shown_columns()
        place = shown.index(cell[1]) if cell[1] in shown else 0
        match to:
            case "down" | "up":
                row = max(0, min(last, row + (1 if to == "down" else -1)))
                self.go(row, cell[1])
            case "right" | "left":
                place += 1 if to == "right" else -1
                if not 0 <= place < len(shown):
                    row += 1 if place > 0 else -1
                    if not 0 <= row <= last:
                        return
                    place %= len(shown)
                self.go(row, shown[place])
            case "fill" | "stay":
                pass
            case _:
                self.scrollTo(self.rows.index(row, cell[1]))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Qt would close it when another cell becomes the current one: what fits is written."""
        if self._closing or editor is not self._editor:
            super().closeEditor(editor, hint)
        else:
            self.commit()

    def _close(self) -> None:
        editor, self._closing = self._editor, True
        if editor is not None:
            had = editor.hasFocus()
            self.closeEditor(editor, _Hint.NoHint)
            if had:
                self.setFocus()
        self._closing = False
        self._gone()

    def _look_if_gone(self) -> None:
        """The card whose cell is typed into may be gone; Qt takes the line away then."""
        if self._editor is not None and not self._at.isValid():
            self._gone()
            self.setState(QAbstractItemView.State.NoState)
            self.setFocus()

    def _gone(self) -> None:
        self._editor, self._refused_text = None, None
        self.refusal.hide()

    def _box(self) -> QRect:
        return self._editor.geometry() if self._editor is not None else self.viewport().rect()

    def _replace_refusal(self) -> None:
        if self.refusal.isVisible() and self._editor is not None:
            self.refusal.say(self.refusal.text(), self._box(), self.refusal.edge)

    # Keys and the pointer.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down; the space bar with Shift takes the row, with Ctrl the column."""
        shift = event.modifiers() & _Held.ShiftModifier
        ctrl = event.modifiers() & _Held.ControlModifier
        current = self.currentIndex()
        if not current.isValid():
            super().keyPressEvent(event)
            return
        cell = (current.row(), current.column())
        match event.key():
            case _Key.Key_Return | _Key.Key_Enter:
                self._step(cell, "up" if shift else "down", ())
            case _Key.Key_Space if shift:
                self.selectionModel().select(current, _Flag.ClearAndSelect | _Flag.Rows)
            case _Key.Key_Space if ctrl:
                self.selectionModel().select(current, _Flag.ClearAndSelect | _Flag.Columns)
            case _Key.Key_Space:
                if COLUMNS[cell[1]].name == "moment_of_truth":
                    said = "" if self.rows.text(*cell) else "Yes"
                    self._write(self.selected_cells() or [cell], said, False)
            case _Key.Key_Escape:
                self.go(*cell)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A text that was refused is mended first."""
        if self._editor is not None and self.commit():
            self._editor.setFocus()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A text that was refused is mended first."""
        if self._editor is None:
            super().mouseDoubleClickEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The number of the row that one is in is darker."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.verticalHeader().viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said under a cell stays there."""
        super().resizeEvent(event)
        self._replace_refusal()

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
