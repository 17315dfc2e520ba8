"""The dialog that brings a table onto the map: what it is, what becomes of it, and what will not.

Reading, and finding out what would happen, is done in a thread: the window goes on meanwhile.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QProgressBar,
    QVBoxLayout,
)

from export import sheets
from export.sheets import Sheet
from model.edits.common import EditError
from model.files.errors import short
from model.importing.importing import Imported, importing
from model.importing.plan import Plan, guess, guess_columns, to_remember, with_title
from widgets.asking import without_icons
from widgets.box import GRID
from widgets.commands import here
from widgets.editor import Editor
from widgets.importing.fields_menu import fields_menu, mapped, title_of
from widgets.importing.form import ImportForm
from widgets.importing.notes import Notes
from widgets.importing.outcome import happened, label, shown_ids, size_in_words, will_happen
from widgets.importing.shown import Shown, shown
from widgets.importing.table import HeadWords, Table
from widgets.importing.work import WantedIds, Work
from widgets.panels.parts import dialog_column, heading, open_at, primary, words

_READING = "Reading the file…"
_LOOKING = "Looking what will happen…"
_HINT = (
    "Below each heading stands what its column becomes. "
    "Press it to choose something else, or Space in the column."
)
#: ms that pass before it is said that something takes long.
_LONG = 250
#: So many cards are brought into view, if they have room.
_REVEALED = 50
_IMPORTING = "Importing…"
#: A change of so many records takes long enough that it is said.
_MANY = 1000


class ImportDialog(QDialog):
    """One file on its way onto a map.

    `remembered` is what headings meant before; `imported` hears what was done, in words, and
    what headings meant this time; `failed` hears why the file cannot be read.
    """

    def __init__(
        self,
        editor: Editor,
        file: Path,
        remembered: Mapping[str, str],
        imported: Callable[[str, Mapping[str, str]], None],
        failed: Callable[[str], None],
    ) -> None:
        super().__init__(editor.window)
        self._editor, self._file, self._remembered = editor, file, remembered
        self._imported, self._failed = imported, failed
        self._sheets: tuple[Sheet, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._shown = Shown()
        self._for = editor.document.map
        self._wanted = False
        self.made: Imported | None = None
        self.setWindowTitle("Import table")
        self.form = ImportForm(self)
        self.table = Table("The first rows of the table", self)
        self.table.read_as(editor.document.map)
        self._icon = editor.theme.icon("chevron-down", "muted")
        self.told = words(parent=self, quiet=True)
        self.hint = words(_HINT, self, quiet=True)
        self.said = words(parent=self)
        self.notes = Notes(self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(GRID)
        self.bar.setAccessibleName("Progress")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.import_button = buttons.addButton("&Import", QDialogButtonBox.ButtonRole.ActionRole)
        primary(self.import_button, editor.theme)
        without_icons(self)
        self._work = Work(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._import)
        self._long = QTimer(self, singleShot=True, interval=_LONG)
        self._long.timeout.connect(self._say_it_takes_long)
        self._lay_out(buttons)
        self.form.sheet_changed.connect(self._choose_sheet)
        self.form.shape_changed.connect(self._reshape)
        self.form.changed.connect(self._show)
        self.table.across.pressed.connect(self.choose_field)
        self.table.column_wanted.connect(self.choose_field)
        self.import_button.clicked.connect(self.start)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.form.setEnabled(False)
        self._long.start()
        self._work.do(lambda _: _read(file), self._take, self._give_up)

    @property
    def plan(self) -> Plan:
        """How the table is understood now."""
        return self.form.plan

    @property
    def is_busy(self) -> bool:
        """Whether it is still to be found out what will happen."""
        return self._work.is_busy

    def start(self) -> None:
        """Import it, now or as soon as it is known what that does."""
        if self.made is None or self._for is not self._editor.document.map:
            self._wanted = bool(self._sheets)
            if self.made is not None:
                self._look()
            return
        if len(self.made.change) < _MANY:
            self._import()
            return
        self.said.setText(_IMPORTING)
        self.bar.show()
        self.repaint()  # now: drawing a large map for the first time holds everything up
        self._soon.start()

    def _import(self) -> None:
        assert self.made is not None, "it is known what it does"
        made, editor = self.made, self._editor
        is_done = editor.document.commit(made.change, label(made, self._file.name))
        self.accept()
        if made.change and not is_done:
            return  # the map was locked meanwhile, and said so
        if is_done:
            ids = shown_ids(made)
            editor.selection.set(*ids)
            # Where all of them have no room, the last one named is what comes into view.
            editor.canvas.reveal(*reversed(ids[:_REVEALED]))
        said = happened(made, self._file.name, editor.document.map)
        self._imported(said, to_remember(self._rows, self.plan))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that are broken into more lines keep their room."""
        super().resizeEvent(event)
        self.setMinimumHeight(self._whole.totalMinimumHeightForWidth(self.width()))

    def done(self, result: int) -> None:
        """Nothing goes on behind a closed dialog that anybody would hear of."""
        self._soon.stop()
        self._long.stop()
        self._work.stop()
        super().done(result)

    def choose_field(self, column: int) -> None:
        """Offer the fields that a column of a list can be."""
        plan = self.plan
        if plan.shape != "list" or not 0 <= column < len(plan.columns):
            return

        def choose(field: str) -> None:
            self.form.map_columns(mapped(plan.columns, column, field))

        menu = fields_menu(plan.columns[column], choose, self)
        menu.aboutToHide.connect(menu.deleteLater)
        heads = self.table.across
        at = QPoint(heads.sectionViewportPosition(column), heads.height())
        menu.popup(heads.viewport().mapToGlobal(at))

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        keep = self.bar.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keep)
        self.bar.hide()
        self._whole = whole = dialog_column(self)
        head = QVBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(heading(f"Import “{short(self._file.name, 60)}”", self))
        head.addWidget(self.told)
        whole.addLayout(head)
        whole.addWidget(self.form)
        whole.addWidget(self.table, 1)
        below = QVBoxLayout()
        below.setSpacing(GRID)
        for part in (self.hint, self.said, self.notes, self.bar):
            below.addWidget(part)
        whole.addLayout(below)
        whole.addWidget(buttons)
        self.import_button.setFocus()
        open_at(self, 112 * GRID, 76 * GRID)

    def _take(self, read: tuple[Sheet, ...]) -> None:
        """The file is read: its first sheet with anything on it comes first."""
        self._sheets = read
        first = next((at for at, sheet in enumerate(read) if len(sheet.rows) > 1), 0)
        self.form.offer([sheet.name for sheet in read], first)
        self.form.setEnabled(True)
        self._choose_sheet(first)

    def _give_up(self, error: Exception) -> None:
        self.reject()
        if not isinstance(error, sheets.NotATable | OSError):
            raise error
        said = error.strerror if isinstance(error, OSError) else str(error)
        self._failed(said or type(error).__name__)

    def _choose_sheet(self, at: int) -> None:
        self._rows = self._sheets[at].rows
        self.told.setText(size_in_words(self._sheets[at]))
        self.form.set_height(len(self._rows))
        self.form.take(guess(self._rows, self._remembered))
        self._show()

    def _reshape(self) -> None:
        """Another shape, or another first row: what the headings there mean is guessed anew."""
        plan = self.plan
        if plan.shape == "list":
            found = guess_columns(self._rows[plan.top], self._remembered)
            found = with_title(found, self._rows, plan.top, self._remembered)
            self.form.take(plan._replace(columns=found))
        self._show()

    def _show(self) -> None:
        """Show the table as it is understood, and look what would happen."""
        at = self.table.currentIndex()
        self._shown = shown(self._rows, self.plan)
        is_list = self.plan.shape == "list"
        self.hint.setVisible(is_list)
        self.table.across.icon = self._icon if is_list else None
        self.table.show_table(
            self._shown.body, self._shown.width, self._across, self._down, self._is_left_out
        )
        if at.isValid():
            self.table.setCurrentIndex(self.table.rows.index(at.row(), at.column()))
        self._look()

    def _look(self) -> None:
        self.made, self._for = None, self._editor.document.map
        cell = self._editor.selection.cell or ("", "")
        persona = here.find_persona(self._editor)
        self._long.start()
        journey, rows, plan, ids = self._for, self._rows, self.plan, self._editor.document.ids
        at = persona.id if persona else ""
        self._work.do(
            lambda piece: importing(journey, rows, plan, WantedIds(ids, piece), cell, at),
            self._tell,
            self._refuse,
        )

    def _say_it_takes_long(self) -> None:
        self.said.setText(_LOOKING if self._sheets else _READING)
        self.bar.show()

    def _tell(self, made: Imported) -> None:
        self.made = made
        self._at_rest()
        self.said.setText(will_happen(made))
        self.notes.tell(made.notes)
        self._shown = self._shown.with_new(made.change)
        self.table.rows.tell_heads()
        if self._wanted:
            self._wanted = False
            self.start()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, EditError):
            raise error
        self._wanted = False
        self._at_rest()
        self.said.setText(str(error))
        self.notes.tell(())

    def _at_rest(self) -> None:
        self._long.stop()
        self.bar.hide()

    def _across(self, column: int) -> HeadWords:
        plan = self.plan
        if plan.shape == "list":
            name = self._shown.names[column] if column < len(self._shown.names) else ""
            field = plan.columns[column] if column < len(plan.columns) else ""
            return name or f"Column {column + 1}", title_of(field)
        return self._shown.across(column)

    def _is_left_out(self, column: int) -> bool:
        plan = self.plan
        return plan.shape == "list" and not any(plan.columns[column : column + 1])

    def _down(self, row: int) -> HeadWords:
        return self._shown.down(row)


def _read(file: Path) -> tuple[Sheet, ...]:
    if file.stat().st_size > sheets.MOST_BYTES:
        raise sheets.NotATable(f"The file is larger than {sheets.MOST_BYTES >> 20} MB.")
    return sheets.read(file.read_bytes(), file.name)
