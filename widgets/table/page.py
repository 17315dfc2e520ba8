"""The table in a window: it follows the canvas's map and selection, and writes into the map.

As long as it is not seen it does nothing; when it is shown it takes in what changed.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from model.change import Change, JourneyMap
from model.clips import take
from model.edits.common import EditError
from widgets import asking, clips
from widgets.commands import clipboard, here
from widgets.editor import Editor
from widgets.table import writing
from widgets.table.columns import AT, COLUMNS, TITLE
from widgets.table.model import TableModel
from widgets.table.view import Cell, Table
from widgets.table.writing import NobodyKnown, Row

Arrangement = dict[str, Any]


class TablePage(QWidget):
    """The table of one window.

    Attributes:
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
        self._editor, self._document = editor, editor.document
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
        self.view.refused.connect(self._document.refused)
        self.view.columns_wanted.connect(self.show_columns)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        self.view.selectionModel().currentChanged.connect(self._tell_selection)
        self._canvas.scene_changed.connect(self._follow)
        self._canvas.persona_changed.connect(self._follow)
        self._canvas.spot.changed.connect(self._follow)
        self._document.state_changed.connect(self._follow)
        self._selection.changed.connect(self._show_selection)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was not seen is taken in now."""
        super().showEvent(event)
        self._follow()
        self._show_selection()
        if not self.view.currentIndex().isValid() and self.rows.rowCount():
            self._busy = True
            self.view.go(0, TITLE)
            self._busy = False

    # What is written.

    def write(self, cells: Sequence[Cell], text: str, again: bool) -> str:
        """Write one text into cells; "" or why it was refused. `again`: a new owner is made."""
        of = self.rows
        found: dict[int, dict[str, str]] = {}
        for row, at in cells:
            if len(cells) == 1 or of.fits(row, at):
                found.setdefault(row, {})[COLUMNS[at].name] = text
        rows = [Row(self._id(row), texts) for row, texts in found.items()]
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
        if self._document.read_only:
            raise EditError(self._document.read_only)
        journey = self._document.map
        change = self._change(journey, rows, make_people=make_people)
        self._document.commit(change, label or writing.label(journey, rows))

    def commit_typing(self) -> None:
        """Enter what is being typed; what does not fit stays where it is."""
        self.view.commit()

    def pending(self, to: JourneyMap) -> Change:
        """What entering what is typed would do to a map."""
        typed = self.view.pending()
        if typed is None or self._document.read_only:
            return {}
        (row, at), text = typed
        try:
            return self._change(to, [Row(self._id(row), {COLUMNS[at].name: text})])
        except EditError:
            return {}

    # Commands, where they mean cells and not cards.

    def takes(self, command: str) -> Callable[[], None] | None:
        """What a command means here; None if it means what it means everywhere."""
        if command.startswith("card.add"):
            kind = command.removeprefix("card.add").removeprefix("_")
            return lambda: self.add(kind)
        if self.view.are_rows() and command in ("edit.copy", "edit.cut", "edit.delete"):
            return self.copy_rows if command == "edit.copy" else None
        return {
            "edit.copy": self.copy,
            "edit.cut": self.cut,
            "edit.paste": self.paste,
            "edit.delete": self.empty,
            "edit.rename": lambda: self._type(),
            "edit.select_all": self.view.selectAll,
        }.get(command)

    def add(self, kind: str = "") -> None:
        """Type a new card into the empty row; of a kind, if one is given, at once."""
        if self._document.read_only:
            self._document.refused.emit(self._document.read_only)
            return
        row = len(self.rows.ids)
        if kind:
            self.write([(row, AT["kind"])], kind, False)
            row = self.rows.row_of(self.rows.newest)
        self.view.begin(row, TITLE)

    def empty(self) -> None:
        """Empty the selected cells."""
        found: dict[str, dict[str, str]] = {}
        for row, at in self.view.selected_cells():
            card = self.rows.card(row)
            if card is not None and writing.emptied(self.rows.reading, card, COLUMNS[at]):
                found.setdefault(card.id, {})[COLUMNS[at].name] = ""
        if found:
            self._try([Row(card_id, texts) for card_id, texts in found.items()])

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as spreadsheets do."""
        rows, columns = self.view.block()
        out = io.StringIO()
        table = csv.writer(out, delimiter="\t", lineterminator="\n")
        for row in rows:
            table.writerow([self.rows.text(row, at) for at in columns])
        QGuiApplication.clipboard().setText(out.getvalue().removesuffix("\n"))

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.copy()
        self.empty()

    def copy_rows(self) -> None:
        """Copy whole rows: cards for a map, their cells for other programs."""
        rows, _ = self.view.block()
        ids = [self.rows.ids[row] for row in rows if row < len(self.rows.ids)]
        self.copy()
        text = clips.text()
        clips.put(take(self._document.map, ids), text)

    def paste(self) -> None:
        """Write what is on the clipboard into cells, from the first selected one on.

        One value fills all that are selected. What is below the last row becomes cards.
        """
        texts = _grid(clips.text())
        rows, columns = self.view.block()
        if clips.clip() is not None or not texts or not rows:
            clipboard.paste(self._editor)
            return
        shown = self.view.shown_columns()
        first = shown.index(columns[0]) if columns else 0
        wide = max(len(line) for line in texts)
        if len(texts) == 1 and wide == 1:
            cells = [c for c in self.view.selected_cells() if self.rows.fits(*c)]
            one = (rows[0], columns[0])
            why = self.write(cells if len(cells) > 1 else [one], texts[0][0], False)
            if why.startswith("Nobody"):
                found: dict[int, dict[str, str]] = {}
                for row, at in cells:
                    found.setdefault(row, {})[COLUMNS[at].name] = texts[0][0]
                self._try([Row(self._id(row), texts) for row, texts in found.items()])
            return
        if first + wide > len(shown):
            self._document.refused.emit(
                f"There are {len(shown) - first} columns from here on, and {wide} on the clipboard."
            )
            return
        if len(rows) > len(texts) and len(rows) % len(texts) == 0:
            texts = texts * (len(rows) // len(texts))
        found_rows = []
        for down, line in enumerate(texts):
            names = [COLUMNS[at].name for at in shown[first : first + len(line)]]
            cells_of = dict(zip(names, line, strict=True))
            card_id = self._id(rows[0] + down)
            if card_id or any(text.strip() for text in line):
                found_rows.append(Row(card_id, cells_of))
        self._try(found_rows)

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
            self.menu_wanted.emit(event.globalPos(), self._id(index.row()))

    # Keeping in step.

    def _follow(self) -> None:
        if not self.isVisible():
            return
        self._busy = True
        try:
            persona = here.find_persona(self._editor)
            chosen = self._canvas.persona or (persona.id if persona else "")
            self.rows.allow(bool(self._document.read_only))
            self.rows.follow(self._canvas.shown)
            self.rows.choose_persona(chosen)
            self.rows.dim(self._canvas.spot.bright)
            rtl = self._canvas.laid.rtl
            way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
            if self.view.layoutDirection() != way:
                self.view.setLayoutDirection(way)
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

    def _id(self, row: int) -> str:
        """The card of a row; "" for one that is not there yet."""
        card = self.rows.card(row)
        return card.id if card is not None else ""

    def _type(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.view.begin(index.row(), index.column())

    def _try(self, rows: Sequence[Row]) -> None:
        """Enter rows; people whom nobody knows are asked about."""
        try:
            self.enter(rows)
        except NobodyKnown as why:
            asking.choose(
                self._editor.window,
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
        self._document.refused.emit(why)
        return why

    def _change(self, to: JourneyMap, rows: Sequence[Row], *, make_people: bool = False) -> Change:
        who = self.rows.reading.persona_id
        return writing.write(to, rows, self._document.ids, who, make_people=make_people)


def _grid(text: str) -> list[list[str]]:
    """Text with tabs as rows of cells; quotes hold what has line ends in it."""
    if not text.strip("\n"):
        return [[text.strip("\n")]] if text else []
    try:
        return [row or [""] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    except csv.Error:  # a cell of more than 128 KB
        return []
