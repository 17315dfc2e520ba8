"""The table: what is typed into its cells, and where keys lead.

What is written goes to `write`, which the page answers: a sentence if it was refused; then
the text stays in its cell to be mended.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from widgets.table.columns import COLUMNS, only
from widgets.table.editors import CellLine, CellText, Refusal
from widgets.table.model import TableModel
from widgets.table.walked import Cell, Walked
from widgets.theme import Theme

_Key, _Held = Qt.Key, Qt.KeyboardModifier
_Flag = QItemSelectionModel.SelectionFlag
_Trigger = QAbstractItemView.EditTrigger
_Hint = QAbstractItemDelegate.EndEditHint
_BY_KEY = (_Trigger.EditKeyPressed, _Trigger.DoubleClicked)
#: What writing a text into cells comes to: "" or why not. `again`: the same text once more.
Write = Callable[[Sequence[Cell], str, bool], str]


class Table(Walked):
    """The view. `write` is asked to write a text into cells."""

    #: Something was not done; the sentence says why.
    refused = Signal(str)

    def __init__(self, model: TableModel, theme: Theme, write: Write, parent: QWidget) -> None:
        super().__init__(model, theme, parent)
        self._write = write
        self._editor: CellLine | CellText | None = None
        self._at = QPersistentModelIndex()
        self._refused_text: str | None = None
        self._closing = False
        self.setEditTriggers(
            _Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked
        )
        self.refusal = Refusal(self.viewport())
        self.horizontalScrollBar().valueChanged.connect(self._replace_refusal)
        self.verticalScrollBar().valueChanged.connect(self._replace_refusal)
        model.rowsRemoved.connect(self._look_if_gone)

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
        if wanted and index.isValid() and self.rows.read_only:
            self._write([(index.row(), index.column())], "", False)  # the page says why not
            return False
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

    def commit(self, again: bool = False) -> str:
        """Write what is typed and stop typing; why not, if it was refused: then it stays.

        With `again`, as if it was entered twice: a new owner is made.
        """
        return "" if self._editor is None or self._closing else self._finish("stay", again)

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

    def _finish(self, to: str, again: bool = False) -> str:
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
        again = again or (to != "stay" and text == self._refused_text)
        before = len(self.rows.ids)
        why = self._write(cells, text, again)
        if why:
            self._refused_text = text if to != "stay" else self._refused_text
            editor.setAccessibleDescription(why)
            self.refusal.say(why, self._box(), self._theme.colour("feeling.below"))
            self.refusal.announce()
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
                    cells = [one for one in self.selected_cells() if one[1] == cell[1]]
                    self._write(cells or [cell], said, False)
            case _Key.Key_Escape:
                self.go(*cell)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys that come back go to the text that is still to be mended."""
        super().focusInEvent(event)
        if self._editor is not None and not self._closing:
            self._editor.setFocus()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said under a cell stays there."""
        super().resizeEvent(event)
        self._replace_refusal()
