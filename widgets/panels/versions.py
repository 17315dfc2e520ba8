"""The panel of a map's versions, newest first, with what is done with them.

It shows rows and says which of them are seen and what is wanted; whoever fills it knows
files, commits and windows.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from widgets.box import GRID
from widgets.panels.parts import words
from widgets.panels.versions_list import VersionsList
from widgets.panels.versions_rows import Row, VersionsModel
from widgets.theme import Theme
from widgets.tips import plain_tip

#: What can be wanted of the states that are chosen.
Wish = Literal[
    "compare", "compare_before", "restore", "open", "baseline", "folder", "delete", "save"
]
#: Letters of a note or a sentence below the list; all of it is in the tip of its row.
_LONGEST = 280
#: How much of the panel's height it may take.
_PART = 0.3


class VersionsPanel(QWidget):
    """The list of one map's states.

    Attributes:
        may_edit: why the map cannot be edited; "" if it can.
        may_save: why no version can be saved; "" if it can.
    """

    #: A Wish, and the keys of the rows that it is about, newest first.
    wanted = Signal(str, list)
    #: Other rows are seen or chosen than before.
    looked = Signal()
    #: It was not seen before.
    shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.may_edit = self.may_save = self._about = ""
        self.model = VersionsModel()
        self.list = VersionsList(theme, self.model, self)
        self.about = words(parent=self)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.actions_: dict[str, QAction] = {}
        for wish, text, key in (
            ("compare", "&Compare with now", "Return"),
            ("compare_before", "Compare with the one &before", "Shift+Return"),
            ("restore", "&Restore…", ""),
            ("open", "&Open as a copy", ""),
            ("baseline", "&Use as the last review", ""),
            ("folder", "Show in &folder", ""),
            ("delete", "&Delete version…", "Del"),
        ):
            self._add(wish, text, key)
        self.compare_button = self._button("compare")
        self.restore_button = self._button("restore")
        self.more_button = QPushButton("More", self)
        self.menu = QMenu(self)
        self.more_button.setMenu(self.menu)
        for wish in ("compare_before", "open", "", "baseline", "folder", "", "delete"):
            self.menu.addAction(self.actions_[wish]) if wish else self.menu.addSeparator()
        self.save_button = QPushButton("Save version…", self)
        self.save_button.clicked.connect(lambda: self.wanted.emit("save", []))
        self._lay_out()
        self.setTabOrder(self.restore_button, self.save_button)
        self.setTabOrder(self.save_button, self.more_button)
        self.setFocusProxy(self.list)
        selection = self.list.selectionModel()
        selection.selectionChanged.connect(self._choose)
        selection.currentChanged.connect(self._choose)
        self.list.pressed_key.connect(lambda wish: self.actions_[wish].trigger())
        self.list.doubleClicked.connect(lambda _: self.actions_["compare"].trigger())
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.verticalScrollBar().valueChanged.connect(self.looked)
        theme.changed.connect(self.list.viewport().update)
        self._choose()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these states; those that were chosen stay so."""
        if [row.key for row in rows] == [row.key for row in self.model.rows]:
            self.model.renew(rows)
            self._say()
            return
        chosen, current = self.chosen(), self._row(self.list.currentIndex().row())
        at = self.list.verticalScrollBar().value()
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.model.show(list(rows))
        flag = QItemSelectionModel.SelectionFlag
        for row in chosen:
            if (i := self.model.row_of(row.key)) >= 0:
                selection.select(self.model.index(i, 0), flag.Select)
        if current is not None and (i := self.model.row_of(current.key)) >= 0:
            selection.setCurrentIndex(self.model.index(i, 0), flag.NoUpdate)
        selection.blockSignals(False)
        self.list.verticalScrollBar().setValue(at)
        self._choose()

    def choose(self, *keys: str) -> None:
        """Choose these rows, the first of them to go on from."""
        selection = self.list.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        selection.clearSelection()
        for key in reversed(keys):
            selection.setCurrentIndex(self.model.index(self.model.row_of(key), 0), flag.Select)

    def chosen(self) -> list[Row]:
        """The rows that are chosen, newest first."""
        rows = sorted({index.row() for index in self.list.selectedIndexes()})
        return [self.model.rows[row] for row in rows if row < len(self.model.rows)]

    def seen(self) -> list[Row]:
        """The rows that are chosen, and then those in view, from above."""
        height = self.list.viewport().height()
        first = max(0, self.list.indexAt(QPoint(2 * GRID, 1)).row())
        last = self.list.indexAt(QPoint(2 * GRID, height - 1)).row()
        end = len(self.model.rows) if last < 0 else last + 1
        rows = self.model.rows[first:end] if self.isVisible() else []
        return [*self.chosen(), *rows]

    def refresh(self) -> None:
        """Offer what can be done now."""
        self._choose()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody wants to know."""
        super().showEvent(event)
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of the list may be seen."""
        super().resizeEvent(event)
        self._fit()
        self.looked.emit()

    def _add(self, wish: str, text: str, key: str) -> None:
        action = QAction(text, self.list)
        if key:  # for the menus to show: the list itself listens to the key
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self._want(wish))
        self.actions_[wish] = action

    def _button(self, wish: str) -> QPushButton:
        action = self.actions_[wish]
        # No letter to press: those are the menus'.
        button = QPushButton(action.text().replace("&", ""), self)
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.setText(action.text().replace("&", ""))
            button.setEnabled(action.isEnabled())
            button.setToolTip(plain_tip(action.data() or ""))
            button.setAccessibleDescription(action.data() or "")

        action.changed.connect(follow)
        return button

    def _want(self, wish: str) -> None:
        self.wanted.emit(wish, [row.key for row in self.chosen()])

    def _choose(self) -> None:
        rows = self.chosen()
        saved = [row for row in rows if row.kind != "now"]
        usable = bool(saved) and not any(row.trouble for row in saved)
        one = len(rows) == 1 and len(saved) == 1
        now = len(rows) == 1 and not saved
        version = one and rows[0].kind == "version"
        pair = len(rows) == 2 and usable
        may = {
            "compare": (usable and len(rows) <= 2) or (now and len(self.model.rows) > 1),
            "compare_before": one and usable,
            "restore": one and usable and not self.may_edit,
            "open": one and usable,
            "baseline": version and usable and not self.may_edit,
            "folder": version,
            "delete": version,
        }
        both = pair and len(saved) == 2
        with_ = "these two" if both else "with the last review" if now else "with now"
        self.actions_["compare"].setText(f"&Compare {with_}")
        named = version and rows[0].marked == "baseline"
        text = "&No longer use as the last review" if named else "&Use as the last review"
        self.actions_["baseline"].setText(text)
        why = "" if one else "Choose one version first"
        for wish, action in self.actions_.items():
            action.setEnabled(may[wish])
            action.setData("" if may[wish] else self.may_edit if one and usable else why)
        self.more_button.setEnabled(one)
        self.restore_button.setVisible(not now)  # there is nothing to go back to, but much to say
        self.save_button.setEnabled(not self.may_save)
        self.save_button.setToolTip(plain_tip(self.may_save))
        self._say()
        self.looked.emit()

    def _say(self) -> None:
        """All of what is chosen below the list, where it has room."""
        rows = self.chosen()
        text = ""
        if len(rows) == 1:
            (row,) = rows
            text = "\n".join(filter(None, (row.trouble or row.said, row.note)))
        elif len(rows) == 2:
            text = f"{rows[1].name} and {rows[0].name}"
        self._about = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
        self._fit()
        self.about.setVisible(bool(text))

    def _fit(self) -> None:
        """As much of it as leaves room for the list."""
        text, wide = self._about, self.width() - 4 * GRID
        metrics = self.about.fontMetrics()
        most = max(2, round(self.height() * _PART) // metrics.lineSpacing())

        def fits(length: int) -> bool:
            place, flag = QRect(0, 0, wide, 1_000_000), Qt.TextFlag.TextWordWrap
            high = metrics.boundingRect(place, flag, cut(length)).height()
            return high <= most * metrics.lineSpacing()

        def cut(length: int) -> str:
            return text if length >= len(text) else f"{text[:length].rstrip(' …')}…"

        lengths = range(len(text) + 1)
        shown = cut(bisect_right(lengths, False, key=lambda n: not fits(n)) - 1)
        if shown != self.about.text():  # part of it may be selected
            self.about.setText(shown)

    def _row(self, at: int) -> Row | None:
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_menu(self, at: QPoint) -> None:
        if self.list.indexAt(at).isValid() and self.chosen():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self.actions_["compare"], self.actions_["restore"]])
            menu.addActions(self.menu.actions())
            menu.popup(self.list.viewport().mapToGlobal(at))

    def _lay_out(self) -> None:
        pair = QHBoxLayout()
        pair.setSpacing(GRID)
        pair.addWidget(self.compare_button, 1)
        pair.addWidget(self.restore_button)
        last = QHBoxLayout()
        last.setSpacing(GRID)
        last.addWidget(self.save_button, 1)
        last.addWidget(self.more_button)
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        below.setSpacing(GRID)
        below.addWidget(self.about)
        below.addLayout(pair)
        below.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
