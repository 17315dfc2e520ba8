"""What was done to the file meanwhile, beside what was done here; brought together if wanted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QVBoxLayout

from app.files import name_of, nothing
from model import labels
from model.change import diff
from model.compare import compare
from model.comparing.said import headline, sentence
from model.files.codec import Loaded
from model.merge import Labels, Merged, merge
from widgets.box import GRID
from widgets.panels.parts import heading, open_at, primary, words
from widgets.scrollbar import thin

if TYPE_CHECKING:
    from app.window import Window

#: Lines that are listed of what they did; the map shows all of it.
_MOST = 200


class Together(QDialog):
    """Both sides in words, and what can be done about it.

    Attributes:
        list: a line for each thing that they changed.
        clashes: says how much was changed differently on both sides.
        buttons: what can be done.
        bring: the button that brings both together.
    """

    def __init__(
        self,
        window: "Window",
        theirs: Loaded,
        then: Callable[[], None] | None,
        *,
        saving: bool,
    ) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Changed on the disk")
        self._window, self._theirs, self._then = window, theirs, then or nothing
        self._saving = saving
        document = window.document
        self._seen = document.map
        self._merged = self._merge()
        before = document.on_disk
        others = compare(before, theirs.map)
        name = name_of(document)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(heading(f"{labels.quoted_text(name)} was changed on the disk", self))
        told = f"In the file: {sentence(others)}\nHere: {sentence(compare(before, self._seen))}"
        column.addWidget(words(told, self))
        self.list = QListWidget(self)
        self.list.setAccessibleName("What they changed")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        thin(self.list)
        self.list.addItems([headline(others, item) for item in others.told[:_MOST]])
        if len(others.told) > _MOST:
            self.list.addItem(f"and {len(others.told) - _MOST} more")
        column.addWidget(self.list, 1)
        self.clashes = words(self._clashes(), self, quiet=True)
        column.addWidget(self.clashes)
        self.buttons = buttons = QDialogButtonBox(parent=self)
        role = QDialogButtonBox.ButtonRole
        self.bring = buttons.addButton("&Bring together", role.AcceptRole)
        show = buttons.addButton("&Show on the map", role.ActionRole)
        elsewhere = buttons.addButton("Save &mine elsewhere…", role.ActionRole)
        if saving:
            replace = buttons.addButton("&Replace theirs", role.DestructiveRole)
            replace.clicked.connect(self._replace)
        buttons.addButton("Not now", role.RejectRole)
        primary(self.bring, window.windows.theme)
        self.bring.clicked.connect(self._bring)
        show.clicked.connect(self._show)
        elsewhere.clicked.connect(self._save_elsewhere)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        open_at(self, 84 * GRID, 56 * GRID)
        self.bring.setFocus()

    def _merge(self) -> Merged:
        document = self._window.document
        names = Labels("before", "here", "in the file")
        return merge(document.on_disk, document.map, self._theirs.map, names)

    def _clashes(self) -> str:
        count = len(self._merged.conflicts)
        if not count:
            return "Nothing was changed differently on both sides. One Undo takes it back."
        things = "One thing was" if count == 1 else f"{count} things were"
        return (
            f"{things} changed differently on both sides. Yours stays on the map; theirs is kept "
            "beside it, to be chosen in the panel “Conflicts”. One Undo takes it back."
        )

    def _bring(self) -> None:
        window, document = self._window, self._window.document
        if self._is_stale():
            return
        window.commit_typing()
        if document.map is not self._seen:
            self._merged = self._merge()
        change = diff(document.map, self._merged.map)
        document.take_in(self._theirs, change, "Bring together with the file", "merge")
        window.outside.brought()
        self.accept()
        window.status.say("Brought together with what was in the file")
        if self._merged.conflicts:
            window.conflicts.open()
        self._then()

    def _show(self) -> None:
        """On the map: what bringing it together would change here."""
        window = self._window
        self.reject()
        window.comparing.open(self._seen, "here", self._merged.map, "brought together")

    def _save_elsewhere(self) -> None:
        self.reject()
        self._window.files.save_as(self._then, "-copy")

    def _replace(self) -> None:
        if not self._is_stale():
            self.reject()
            self._window.files.replace(self._then, self._theirs.digest)

    def _is_stale(self) -> bool:
        """Whether the file was changed once more, or is as it was; then that is told, or done."""
        outside = self._window.outside
        if outside.theirs is self._theirs:
            return False
        self.reject()
        if outside.theirs is None:  # there is nothing of theirs any more
            self._then()
        else:
            outside.ask(self._then, saving=self._saving)
        return True
