"""The table in a window: it follows the canvas's map and selection, and writes into the map.

As long as it is not seen it does nothing; when it is shown it takes in what changed.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from model.change import Change, JourneyMap
from model.edits.common import EditError
from widgets import asking
from widgets.commands import here
from widgets.editor import Editor
from widgets.panels.parts import read_from
from widgets.table import pasting, writing
from widgets.table.columns import AT, COLUMNS, TITLE
from widgets.table.model import TableModel
from widgets.table.view import Table
from widgets.table.walked import Cell
from widgets.table.writing import NobodyKnown, Row

Arrangement = dict[str, Any]
_Flag = QItemSelectionModel.SelectionFlag


class TablePage(QWidget):
    """The table of one window.

    Attributes:
        editor, document: the window's.
        view, rows: the table and its model.
    """

    #: The columns stand otherwise: what `arrangement` is now.
    arranged = Signal(dict)
    #: The menu of a card is wanted, there on the screen.
    menu_wanted = Signal(QPoint, str)

    def __init__(
        self, editor: Editor, arrangement: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor, self.document = editor, editor.document
        self._selection, self._canvas = editor.selection, editor.canvas
        self._busy = False
        self.rows = TableModel(self._canvas.shown, self)
        self.view = Table(self.rows, editor.theme, self.write, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.arrange(arrangement)
        self.view.arranged.connect(lambda: self.arranged.emit(self.arrangement))
        self.view.refused.connect(self.document.refused)
        self.view.columns_wanted.connect(self.show_columns)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        self.view.selectionModel().currentChanged.connect(self._tell_selection)
        self._canvas.scene_changed.connect(self._follow)
        self._canvas.persona_changed.connect(self._follow)
        self._canvas.spot.changed.connect(self._follow)
        self.document.state_changed.connect(self._follow)
        self._selection.changed.connect(self._show_selection)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was not seen is taken in now."""
        super().showEvent(event)
        self._follow()
        self._show_selection()
        if not self.view.currentIndex().isValid() and self.rows.rowCount():
            # Something that is no card stays selected; no cell is to look as if it was.
            self._busy = bool(self._selection.ids)
            first = self.rows.index(0, TITLE)
            flag = _Flag.NoUpdate if self._busy else _Flag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(first, flag)
            self._busy = False

    # What is written.

    def write(self, cells: Sequence[Cell], text: str, again: bool) -> str:
        """Write one text into cells; "" or why it was refused. `again`: a new owner is made."""
        of = self.rows
        found: dict[int, dict[str, str]] = {}
        for row, at in cells:
            if len(cells) == 1 or of.fits(row, at):
                found.setdefault(row, {})[COLUMNS[at].name] = text
        rows = [Row(self.id_of(row), texts) for row, texts in found.items()]
        try:
            self.enter(rows, make_people=again)
        except NobodyKnown as why:
            return self._refuse(f"{why} Press Enter again to add this person.")
        except EditError as why:
            return self._refuse(str(why))
        return ""

    def enter(self, rows: Sequence[Row], label: str = "", *, make_people: bool = False) -> None:
        """Write rows into the map, with one undo.

        Raises:
            EditError: a text does not fit; nothing was changed.
        """
        if self.document.read_only:
            raise EditError(self.document.read_only)
        journey = self.document.map
        change = self._change(journey, rows, make_people=make_people)
        self.document.commit(change, label or writing.label(journey, rows))

    def commit_typing(self) -> None:
        """Enter what is being typed, new owners too; what does not fit stays where it is."""
        self.view.commit(again=True)

    def pending(self, to: JourneyMap) -> Change:
        """What entering what is typed would do to a map."""
        typed = self.view.pending()
        if typed is None or self.document.read_only:
            return {}
        (row, at), text = typed
        try:
            rows = [Row(self.id_of(row), {COLUMNS[at].name: text})]
            return self._change(to, rows, make_people=True)
        except EditError:
            return {}

    # Commands, where they mean cells and not cards.

    def takes(self, command: str) -> Callable[[], None] | None:
        """What a command means here; None if it means what it means everywhere."""
        if command.startswith("card.add"):
            kind = command.removeprefix("card.add").removeprefix("_")
            return lambda: self.add(kind)
        if self.view.are_rows() and command in ("edit.copy", "edit.cut", "edit.delete"):
            return (lambda: pasting.copy_rows(self)) if command == "edit.copy" else None
        return {
            "edit.copy": lambda: pasting.copy(self),
            "edit.cut": lambda: pasting.cut(self),
            "edit.paste": lambda: pasting.paste(self),
            "edit.delete": lambda: pasting.empty(self),
            "edit.rename": lambda: self._type(),
            "edit.select_all": self.view.selectAll,
        }.get(command)

    def add(self, kind: str = "") -> None:
        """Type a new card into the empty row; of a kind, if one is given, at once."""
        if self.document.read_only:
            self.document.refused.emit(self.document.read_only)
            return
        row = len(self.rows.ids)
        if kind:
            self.write([(row, AT["kind"])], kind, False)
            row = self.rows.row_of(self.rows.newest)
        self.view.begin(row, TITLE)

    # The columns.

    @property
    def arrangement(self) -> Arrangement:
        """Which columns are seen, in which order and how wide, by their names."""
        heads = self.view.heads()
        order = [COLUMNS[heads.logicalIndex(at)].name for at in range(len(COLUMNS))]
        hidden = [c.name for at, c in enumerate(COLUMNS) if self.view.isColumnHidden(at)]
        widths = {
            c.name: heads.sectionSize(at)
            for at, c in enumerate(COLUMNS)
            if not heads.isSectionHidden(at)
        }
        return {"order": order, "hidden": hidden, "widths": widths}

    def arrange(self, arrangement: Mapping[str, Any]) -> None:
        """Put the columns so; what is not known, or no longer, is left out."""
        heads = self.view.heads()
        order, hidden, widths = (arrangement.get(k) for k in ("order", "hidden", "widths"))
        known = [n for n in order if n in AT] if isinstance(order, list) else []
        wanted = [*known, *(column.name for column in COLUMNS if column.name not in known)]
        for at, name in enumerate(dict.fromkeys(wanted)):
            heads.moveSection(heads.visualIndex(AT[name]), at)
        gone = {n for n in hidden if n != "title"} if isinstance(hidden, list) else set()
        for at, column in enumerate(COLUMNS):
            self.view.setColumnHidden(at, column.name in gone)
            width = widths.get(column.name) if isinstance(widths, dict) else None
            usual = width if isinstance(width, int) and 44 <= width <= 2000 else column.width
            if not heads.isSectionHidden(at):
                heads.resizeSection(at, usual)

    def show_columns(self, at: QPoint | None = None, column: int = -1) -> QMenu:
        """The menu of the columns: sort, hide, move, and which are seen."""
        from widgets.table.columns_menu import columns_menu

        index = self.view.currentIndex()
        column = column if column >= 0 else max(0, index.column())
        menu = columns_menu(self.view, column, lambda: self.arrange({}))
        if at is None:
            heads = self.view.heads()
            x = heads.sectionViewportPosition(column)
            x = min(max(0, x), heads.viewport().width() - 2 * heads.minimumSectionSize())
            at = heads.viewport().mapToGlobal(QPoint(x, heads.height()))
        menu.popup(at)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the card under the pointer, or of the current one."""
        index = self.view.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.view.indexAt(self.view.viewport().mapFrom(self, event.pos()))
        if index.isValid():
            self.menu_wanted.emit(event.globalPos(), self.id_of(index.row()))

    # Keeping in step.

    def _follow(self) -> None:
        if not self.isVisible():
            return
        self._busy = True
        try:
            persona = here.find_persona(self.editor)
            chosen = self._canvas.persona or (persona.id if persona else "")
            self.rows.allow(bool(self.document.read_only))
            self.rows.follow(self._canvas.shown)
            self.rows.choose_persona(chosen)
            self.rows.dim(self._canvas.spot.bright)
            read_from(self.view, self._canvas.laid.rtl)
        finally:
            self._busy = False
        self._show_selection()

    def _tell_selection(self) -> None:
        """The cards of the selected cells are what is selected; the current one last."""
        if self._busy or not self.isVisible():
            return
        ids = [self.rows.ids[row] for row in self.view.selected_rows()]
        current = self.rows.card(self.view.currentIndex().row())
        if current is not None and current.id in ids:
            ids.remove(current.id)
            ids.append(current.id)
        self._busy = True
        try:
            self._selection.set(*ids)
        finally:
            self._busy = False

    def _show_selection(self) -> None:
        if self._busy or not self.isVisible():
            return
        rows = [row for i in self._selection.ids if (row := self.rows.row_of(i)) >= 0]
        if set(rows) == set(self.view.selected_rows()):
            return
        self._busy = True
        try:
            if rows:
                self.view.choose(rows, rows[-1])
            else:
                self.view.clearSelection()
        finally:
            self._busy = False

    def id_of(self, row: int) -> str:
        """The card of a row; "" for one that is not there yet."""
        card = self.rows.card(row)
        return card.id if card is not None else ""

    def _type(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.view.begin(index.row(), index.column())

    def enter_or_ask(self, rows: Sequence[Row]) -> None:
        """Enter rows; people whom nobody knows are asked about."""
        try:
            self.enter(rows)
        except NobodyKnown as why:
            asking.choose(
                self.editor.window,
                str(why),
                "People who are not on this map yet are added to it, and own these cards.",
                asking.Choice("Add them", lambda: self._make_people(rows)),
            )
        except EditError as why:
            self._refuse(str(why))

    def _make_people(self, rows: Sequence[Row]) -> None:
        try:
            self.enter(rows, make_people=True)
        except EditError as why:
            self._refuse(str(why))

    def _refuse(self, why: str) -> str:
        self.document.refused.emit(why)
        return why

    def _change(self, to: JourneyMap, rows: Sequence[Row], *, make_people: bool = False) -> Change:
        who = self.rows.reading.persona_id
        return writing.write(to, rows, self.document.ids, who, make_people=make_people)
