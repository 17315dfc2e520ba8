"""Another person's copy of the map brought in: what comes, what both changed, as one edit.

What the copy began from is not known; what the map here has been tells who changed what
(`model.merging.ancestry`). Nothing of either side is lost: what is missing in the copy stays.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from app import asking, opening
from app.asking import Answer, Role
from app.files import name_of
from model import labels
from model.change import JourneyMap, apply, diff
from model.files import codec, kept_maps
from model.files.codec import Loaded
from model.files.errors import FileProblem
from model.files.naming import bare_name
from model.merge import Labels, Merged, merge
from model.merging import conflicts
from model.merging.ancestry import common_base, is_copy, seen_in
from model.merging.bringing import in_words, standing, to_ask, together
from model.merging.conflicts import Side
from model.records import Card, Conflict
from widgets.box import GRID
from widgets.panels.parts import dialog_column, heading, open_at, primary, words
from widgets.scrollbar import thin

if TYPE_CHECKING:
    from app.window import Window

_Index = QModelIndex | QPersistentModelIndex


def choose(window: "Window") -> None:
    """Ask for somebody's copy, and bring it in."""
    folder = window.document.path.parent if window.document.path else window.windows.settings.folder
    asking.file_to_open(window, "Bring in a copy", folder, lambda file: bring_in(window, file))


def dropped(window: "Window", files: list[Path]) -> None:
    """Open maps that were dropped; a single one that is a copy of this map may come into it."""
    document = window.document
    other = len(files) == 1 and not window.windows.window_of(files[0])
    if not other or window.is_untouched or document.read_only:
        window.windows.open(files, window)
        return
    opening.load(
        window, files[0], files[0].name,
        lambda loaded: _look(window, files[0], loaded, asked=False),
        lambda _: window.windows.open(files, window),
    )  # fmt: skip


def bring_in(window: "Window", file: Path) -> None:
    """Show what a copy would bring; a file that cannot be read is told about as in opening.

    Of one that is open in another window, what is not saved there yet comes too.
    """
    there = window.windows.window_of(file)
    if there is not None and there is not window:
        there.commit_typing()
        now = there.document.map
        why = there.document.read_only_reason if codec.newer_version(now) else ""
        _look(window, file, Loaded(now, why), True)
        return

    def failed(trouble: FileProblem) -> None:
        window.windows.tell_broken(file, window, trouble)

    opening.load(window, file, file.name, lambda loaded: _look(window, file, loaded, True), failed)


def _look(window: "Window", file: Path, loaded: Loaded, asked: bool) -> None:
    """Ask about a copy; open what is none, unless it was `asked` for."""
    window.commit_typing()
    document = window.document
    states, oldest = kept_maps.newest(document.path, document.digest)
    # What is undone is as if it had never been.
    seen = seen_in((entry.change for entry in reversed(document.done)), states)
    if loaded.read_only_reason and asked:
        asking.ask(
            window,
            f"“{file.name}” cannot be brought in",
            loaded.read_only_reason,
            Answer("Open it", Role.AcceptRole, lambda: _open(window, file, loaded)),
            Answer("Cancel", Role.RejectRole),
        )
    elif not loaded.read_only_reason and is_copy(document.map, loaded.map, seen):
        base = common_base(document.map, loaded.map, seen, oldest)
        missing = sum(card.id not in loaded.map for card in document.map.all(Card))
        Copy(window, file, loaded, base, missing).open()
    elif asked:
        asking.ask(
            window,
            f"“{file.name}” is no copy of this map",
            "They have nothing in common. To have its cards here, open it, select them there, copy "
            "them and paste them here.",
            Answer("Open it", Role.AcceptRole, lambda: _open(window, file, loaded)),
            Answer("Cancel", Role.RejectRole),
        )
    else:
        _open(window, file, loaded)


def _open(window: "Window", file: Path, loaded: Loaded) -> None:
    window.windows.show_read(loaded, file, window)


class Copy(QDialog):
    """What comes with a copy, and a choice wherever both sides changed the same.

    Attributes:
        table: a row for each such place; a click or Space takes that side.
    """

    def __init__(
        self, window: "Window", file: Path, loaded: Loaded, base: JourneyMap, missing: int
    ) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Bring in a copy")
        self._window, self._file, self._loaded, self._base = window, file, loaded, base
        self._name = bare_name(file)
        self._merged = self._merge()
        self._conflicts = to_ask(self._merged)
        self._before = window.document.map
        self._change = diff(self._before, self._merged.map)
        self.said = words(self._sentence(missing), self)
        self._rows: list[tuple[QTableWidgetItem, QTableWidgetItem]] = []
        self.table = QTableWidget(len(self._conflicts), 3, self)
        buttons = QDialogButtonBox(parent=self)
        role = QDialogButtonBox.ButtonRole
        self.mine, self.its = (QPushButton(text, self) for text in (_MINE, _ITS))
        self.bring = buttons.addButton("&Bring in", role.AcceptRole)
        self.instead = buttons.addButton("&Open it instead", role.ActionRole)
        buttons.addButton("Cancel", role.RejectRole)
        primary(self.bring, window.windows.theme)
        self.bring.clicked.connect(self._bring)
        self.instead.clicked.connect(self._instead)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(heading(f"Bring in {labels.quoted_text(self._name)}", self))
        column.addWidget(self.said)
        if self._conflicts:
            column.addWidget(words(_BOTH, self, quiet=True))
            column.addWidget(self.table, 1)
            column.addLayout(self._both_sides())
            self._fill()
            open_at(self, 96 * GRID, 60 * GRID)
            self.table.setFocus()
        else:
            for part in (self.table, self.mine, self.its):
                part.hide()
            self.setMinimumWidth(64 * GRID)
        column.addWidget(buttons)
        self._offer()

    def taken(self, row: int) -> bool:
        """Whether theirs is what the map will show of a row."""
        return self._rows[row][1].checkState() != Qt.CheckState.Unchecked

    def decided(self, row: int) -> bool:
        """Whether somebody chose a side in a row; else it stays open."""
        return any(item.checkState() == Qt.CheckState.Checked for item in self._rows[row])

    def _merge(self) -> Merged:
        """Both maps; what was noted before is asked about again, and what is not stays noted."""
        of = self._window.document.map
        names = Labels("before", name_of(self._window.document), self._name)
        noted = {c.id: (c, None) for c in of.all(Conflict)}
        merged = merge(self._base, apply(noted, of), self._loaded.map, names)
        stay = {i: (None, c) for i, (c, _) in noted.items() if i not in merged.map}
        return Merged(apply(stay, merged.map), merged.conflicts)

    def _sentence(self, missing: int) -> str:
        if self._window.document.read_only:
            return f"{self._window.document.read_only.rstrip('.')}."
        of, change = self._window.document.map, self._change
        only = bool(change or self._conflicts)
        came = in_words(change) or (_ONLY if only else "Nothing new is in it.")
        if missing:
            stay = "stays" if missing == 1 else "stay"
            came += f" {labels.counted(missing, 'card')} of this map not in the copy {stay}."
        gone = sum(c.id not in of and c.id not in change for c in self._loaded.map.all(Card))
        if gone:
            was, stay = ("was", "stays") if gone == 1 else ("were", "stay")
            came += f" {labels.counted(gone, 'card')} of the copy {was} deleted here and {stay} so."
        return f"{came} You can take it back with one Undo." if change else came

    def _fill(self) -> None:
        table, of = self.table, self._merged.map
        thin(table)
        table.setHorizontalHeaderLabels(["Both changed", "Here", "In the copy"])
        table.setAccessibleName("What both changed")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setItemDelegate(_Airy(table))
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)  # it leads to the buttons
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        for row, conflict in enumerate(self._conflicts):
            about = QTableWidgetItem(conflicts.subject(of, conflict))
            about.setFlags(plain)
            said = (conflicts.words(of, conflict, side) for side in ("ours", "theirs"))
            mine, theirs = map(QTableWidgetItem, conflicts.in_brief(*said))
            for item in (mine, theirs):
                item.setFlags(plain | Qt.ItemFlag.ItemIsUserCheckable)
            stands = standing(of, conflict)
            for item, side in ((mine, "ours"), (theirs, "theirs")):
                on = side == stands
                item.setCheckState(_UNDECIDED if on else Qt.CheckState.Unchecked)
            self._rows.append((mine, theirs))
            for column, item in enumerate((about, mine, theirs)):
                table.setItem(row, column, item)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        theme = self._window.windows.theme
        colours = table.palette()
        colours.setColor(colours.ColorRole.Highlight, theme.colour("grid"))
        colours.setColor(colours.ColorRole.HighlightedText, theme.colour("text"))
        table.setPalette(colours)
        table.itemChanged.connect(self._keep_one)
        table.itemClicked.connect(self._click)
        table.setCurrentCell(0, 1)

    def _both_sides(self) -> QHBoxLayout:
        """Buttons that choose one side in every row."""
        row = QHBoxLayout()
        row.addStretch(1)
        for button, column in ((self.mine, 0), (self.its, 1)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, column=column: self.take_all(column))
            button.setVisible(len(self._conflicts) > 1)
            row.addWidget(button)
        return row

    def take_all(self, column: int) -> None:
        """Choose what stands here in every row, or with 1 what the copy has."""
        for pair in self._rows:
            pair[column].setCheckState(Qt.CheckState.Checked)

    def _click(self, item: QTableWidgetItem) -> None:
        if item.column():
            item.setCheckState(Qt.CheckState.Checked)

    def _keep_one(self, item: QTableWidgetItem) -> None:
        """In each row one side is taken."""
        mine, theirs = self._rows[item.row()]
        other = mine if item is theirs else theirs
        on = item.checkState() == Qt.CheckState.Checked
        self.table.blockSignals(True)
        other.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        self.table.blockSignals(False)
        self.table.viewport().update()
        self._offer()

    def _sides(self) -> dict[str, Side | None]:
        """The side that was chosen, by the id of the conflict; None where nobody did."""
        sides: dict[str, Side | None] = {}
        for row, conflict in enumerate(self._conflicts):
            sides[conflict.id] = "theirs" if self.taken(row) else "ours"
            if not self.decided(row):
                sides[conflict.id] = None
        return sides

    def _offer(self) -> None:
        """It can be brought in if that changes anything."""
        may = not self._window.document.read_only
        self.bring.setEnabled(may and (bool(self._change) or any(self._sides().values())))

    def _bring(self) -> None:
        """Enter it as one edit; what was done here meanwhile is in it too."""
        window, document = self._window, self._window.document
        if document.read_only:  # since it was asked
            self.said.setText(self._sentence(0))
            self._offer()
            return
        sides = self._sides()
        if document.map is not self._before:
            self._merged = self._merge()
        change = document.edit(
            f"Bring in {labels.quoted_text(self._name)}",
            partial(together, merged=self._merged.map, taken=sides),
        )
        self.accept()
        if change:
            new = [i for i, (was, now) in change.items() if was is None and isinstance(now, Card)]
            window.editor.selection.set(*new)
            window.editor.canvas.reveal(*new[:1])
            window.status.say(f"Brought in. {in_words(change)}".rstrip())
        if any(isinstance(now, Conflict) for _, now in change.values()):
            window.conflicts.open()

    def _instead(self) -> None:
        self.reject()
        _open(self._window, self._file, self._loaded)


class _Airy(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words, and some air."""
        return super().sizeHint(option, index) + QSize(0, 2 * GRID)


_ONLY = "Nothing is in it but what both of you changed."
_BOTH = (
    "Both of you changed these. Choose what is to stand. What you do not choose is shown as it is "
    "marked, and stays open in the panel Conflicts, where you can look at it on the map."
)
#: The mark of what the map will show where nobody chose.
_UNDECIDED = Qt.CheckState.PartiallyChecked
_MINE, _ITS = "Keep all &here", "Take all of the &copy"
