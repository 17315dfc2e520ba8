"""What was done to the file meanwhile, beside what was done here; brought together if wanted."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget

from app.files import name_of, nothing
from model import labels, moments
from model.change import JourneyMap, diff
from model.compare import Comparison, compare
from model.comparing.headlines import headline
from model.comparing.sentence import sentence
from model.files.codec import Loaded
from model.files.errors import short
from model.merge import Labels, Merged, merge
from model.merging import conflicts
from model.merging.bringing import to_ask
from model.records import Conflict
from widgets.box import GRID
from widgets.panels.parts import dialog_column, heading, open_at, primary, words
from widgets.scrollbar import thin

if TYPE_CHECKING:
    from app.window import Window

#: Lines that are listed of what they did; the map shows all of it.
_MOST = 200
#: Things that both changed that are told one by one, and characters of what each made of it.
_NAMED, _LONGEST = 3, 60


def _names(window: "Window") -> Labels:
    """What the sides are called from now on, for whoever reads it, in whatever window."""
    now = datetime.now()
    path, settings = window.document.path, window.windows.settings
    mine = f"the edit of {moments.brief(now)}"
    if settings.is_author_said and settings.author:
        mine = f"{settings.author}’s copy"
    written = now
    with suppress(OSError, ValueError, OverflowError):
        written = datetime.fromtimestamp(path.stat().st_mtime) if path is not None else now
    return Labels("before", mine, f"the file of {moments.brief(written)}")


def _merge(window: "Window", theirs: Loaded, names: Labels) -> Merged:
    document = window.document
    return merge(document.on_disk, document.map, theirs.map, names)


def _bring(window: "Window", theirs: Loaded, names: Labels, then: Callable[[], None]) -> None:
    """Bring the map and what its file holds together, as one step."""
    window.commit_typing()
    document, merged = window.document, _merge(window, theirs, names)
    change = diff(document.map, merged.map)
    document.take_in(theirs, change, "Bring together with the file", "merge")
    window.outside.brought()
    window.status.say("Brought together with what was in the file")
    if merged.conflicts:
        window.conflicts.open()
    then()


def _sides(of: JourneyMap, conflict: Conflict) -> str:
    """What both changed, and what each made of it, in a line."""
    said = (short(conflicts.words(of, conflict, side), _LONGEST) for side in ("ours", "theirs"))
    mine, its = said
    return (
        f"{conflicts.subject(of, conflict)}: here {labels.quoted_text(mine)}, "
        f"in the file {labels.quoted_text(its)}"
    )


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
        self._names = _names(window)
        self._merged = _merge(window, theirs, self._names)
        before = document.on_disk
        others = compare(before, theirs.map)
        name = name_of(document)
        column = dialog_column(self)
        column.addWidget(heading(f"{labels.quoted_text(name)} was changed on the disk", self))
        told = f"Here: {sentence(compare(before, self._seen))}\nIn the file: {sentence(others)}"
        column.addWidget(words(told, self))
        column.addWidget(words("What changed in the file:", self, quiet=True))
        self.list = self._list_of(others)
        column.addWidget(self.list, 1)
        clashes, what_then = self._clashes()
        self.clashes = words(clashes, self)
        column.addWidget(self.clashes)
        column.addWidget(words(what_then, self, quiet=True))
        self.buttons = self._make_buttons()
        column.addWidget(self.buttons)
        open_at(self, 84 * GRID, 56 * GRID)
        self.bring.setFocus()

    def _list_of(self, others: Comparison) -> QListWidget:
        rows = QListWidget(self)
        rows.setAccessibleName("What they changed")
        rows.setWordWrap(True)
        rows.setSpacing(2)
        thin(rows)
        rows.addItems([headline(others, item) for item in others.told[:_MOST]])
        if len(others.told) > _MOST:
            rows.addItem(f"and {len(others.told) - _MOST} more")
        return rows

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(parent=self)
        role = QDialogButtonBox.ButtonRole
        self.bring = buttons.addButton("&Bring together", role.AcceptRole)
        show = buttons.addButton("&Show on the map", role.ActionRole)
        elsewhere = buttons.addButton("Save &mine elsewhere…", role.ActionRole)
        if self._saving:
            replace = buttons.addButton("&Replace theirs", role.DestructiveRole)
            replace.clicked.connect(self._replace)
        buttons.addButton("Not now", role.RejectRole)
        primary(self.bring, self._window.windows.theme)
        self.bring.clicked.connect(self._bring)
        show.clicked.connect(self._show)
        elsewhere.clicked.connect(self._save_elsewhere)
        buttons.rejected.connect(self.reject)
        return buttons

    def _clashes(self) -> tuple[str, str]:
        """What both sides changed, each in another way, and what becomes of that."""
        asked = to_ask(self._merged)
        count = len(asked)
        if not count:
            return "Nothing was changed differently on both sides.", "One Undo takes it back."
        told = [_sides(self._merged.map, conflict) for conflict in asked[:_NAMED]]
        if count > len(told):
            told.append(f"and {count - len(told)} more")
        things = "One thing was" if count == 1 else f"{count} things were"
        lines = "\n".join(f"•  {line}" for line in told)
        return f"{things} changed differently on both sides:\n{lines}", (
            "Yours stays on the map; theirs is kept beside it, to be chosen in the panel "
            "“Conflicts”. One Undo takes it back."
        )

    def _bring(self) -> None:
        if not self._is_stale():
            self.accept()
            _bring(self._window, self._theirs, self._names, self._then)

    def _show(self) -> None:
        """On the map: what bringing it together would change here; that can be done from there.

        What both changed stands first in the list, to be settled, with the words of both.
        """
        window, theirs, then, saving = self._window, self._theirs, self._then, self._saving
        names, merged = self._names, self._merged
        shown = merged.map
        self.reject()
        comparing, notice = window.comparing, window.notice
        comparing.open(self._seen, "this map", shown, "brought together")

        def end() -> None:
            if comparing.whole is None or comparing.whole.new is not shown:
                comparing.changed.disconnect(end)
                notice.say("", "bringing")

        def bring() -> None:
            comparing.close()
            if window.outside.theirs is theirs:
                _bring(window, theirs, names, then)
            elif window.outside.theirs is None:  # there is nothing of theirs any more
                then()
            else:
                window.outside.ask(then, saving=saving)

        comparing.changed.connect(end)
        both = "" if not merged.conflicts else (
            " Where both sides changed the same, yours stays until you choose."
        )  # fmt: skip
        notice.say(
            f"Nothing is brought together yet.{both}",
            "bringing", todo="Bring together", do=bring, close=comparing.close,
        )  # fmt: skip

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
