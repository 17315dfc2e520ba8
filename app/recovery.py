"""Maps that were open when Touchline ended suddenly: offered again, each as a copy.

The saved map stays as it is. What is not opened is offered again at the next start, and
what is not wanted is put aside, where this dialog finds it too.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from app import asking
from app.earlier_words import since, when
from model.change import Change
from model.files import recovery
from model.files.errors import FileProblem
from model.files.naming import bare_name, free_name
from model.files.recovery import Left, Recovered
from model.names import LONGEST_NAME, own_name
from model.records import Card
from widgets.asking import only_when_pressed, without_icons
from widgets.box import GRID
from widgets.document import Document
from widgets.panels.map_picture import MapPicture
from widgets.panels.parts import dialog_column, heading, open_at, primary, upright, words
from widgets.panels.two_lines import TwoLines, beside

if TYPE_CHECKING:
    from app.window import Window
    from app.windows import Windows

#: How many cards are named in one line.
_NAMED = 3
#: Letters of the title of a card that is named alone.
_LONGEST = 100
#: A map of more records is not drawn in small.
_DRAWN = 4_000
#: ms until a window that was opened stands where the desktop puts it.
_NEW_WINDOW = 300


class Offer(NamedTuple):
    """One map that can be had again; or why it cannot, in words."""

    left: Left
    found: Recovered | None
    trouble: str = ""

    @property
    def name(self) -> str:
        """What the map is called: as its file, or else by its title."""
        path = self.found.path if self.found is not None else self.left.path
        if path:
            return bare_name(Path(path))
        title = self.found.map.info.title if self.found is not None else self.left.title
        return " ".join(title.split()) or "Untitled map"


def offers(*, aside: bool = False, of: Path | None = None) -> list[Offer]:
    """What can be had again, newest first; with `of`, of that file only.

    With `aside`, also what was put aside. What is in the saved map too is forgotten.
    """
    made = []
    for left in [*recovery.left(), *(recovery.left(aside=True) if aside else ())]:
        try:
            offer = Offer(left, recovery.recover(left))
        except FileProblem as trouble:
            offer = Offer(left, None, trouble.what)
        if offer.found is not None and not offer.found.change:
            left.forget()
        elif of is None or _is_of(offer, of):
            made.append(offer)
        else:
            left.release()
    return made


def show_all(window: "Window") -> None:
    """Show what can be had again, or that there is nothing."""
    if show(window, aside=True) is None:
        asking.tell(
            window,
            "There is nothing to recover",
            "What you do is kept at once, and offered here and at the next start if Touchline "
            "ends before it is saved. What was closed without being saved is kept here for a "
            "while too.",
        )


def show(window: "Window", *, aside: bool = False, of: Path | None = None) -> "Recovery | None":
    """Offer what `offers` finds; None if there is nothing."""
    made = offers(aside=aside, of=of)
    if not made:
        return None
    dialog = Recovery(window, made)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class Recovery(QDialog):
    """Shows what can be had again, and opens it."""

    def __init__(self, window: "Window", made: Sequence[Offer]) -> None:
        super().__init__(window)
        self._window = window
        self.offers = list(made)
        today = datetime.now(UTC).astimezone().date()
        aside = all(offer.left.is_aside for offer in made)
        one = len(made) == 1
        self.setWindowTitle("Recovered maps")
        self.list = TwoLines("Recovered maps", self)
        for offer in made:
            self.list.add(offer.name, f"Last changed {_lower(when(offer.left.time, today))}")
        self.picture = MapPicture(window.windows.theme, self)
        self.about = words(parent=self)
        if aside:
            title = "Changes that were not saved"
            why = "Closed without being saved, and kept for a while."
        else:
            title = _count_of(len(made))
            why = "Touchline ended before what was done last was saved."
        said = f"{why} Opened, {'it is' if one else 'each is'} a copy; a saved map stays as it is."
        buttons = QDialogButtonBox(parent=self)
        role = QDialogButtonBox.ButtonRole
        self.open_button = buttons.addButton("&Open", role.AcceptRole)
        self.all_button = buttons.addButton("Open &all", role.AcceptRole)
        self.unwanted_button = buttons.addButton("&Not wanted", role.DestructiveRole)
        self.later_button = buttons.addButton("Close" if aside else "Not n&ow", role.RejectRole)
        only_when_pressed(buttons)
        self.open_button.setDefault(True)
        without_icons(self)
        primary(self.open_button, window.windows.theme)
        self.all_button.setVisible(not one)
        self.unwanted_button.setVisible(not aside)
        self.unwanted_button.setToolTip("Put it aside. File ▸ Recovered maps still finds it.")
        self.open_button.clicked.connect(self._open)
        self.all_button.clicked.connect(self._open_all)
        self.unwanted_button.clicked.connect(self._put_aside)
        buttons.rejected.connect(self.reject)
        layout = dialog_column(self)
        self.title = heading(title, self)
        self._counts = not aside
        layout.addWidget(self.title)
        layout.addWidget(words(said, self))
        layout.addLayout(beside(self.list, self.picture, self.about), 1)
        layout.addWidget(buttons)
        #: The desktop puts a new window in front, where it would hide what else there is.
        self._back = QTimer(self, singleShot=True, interval=_NEW_WINDOW)
        self._back.timeout.connect(self._come_back)
        self.list.currentRowChanged.connect(self._look)
        # By Enter too it would be opened twice: Enter in the list presses the default button.
        self.list.itemDoubleClicked.connect(self._open)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        open_at(self, 116 * GRID, 64 * GRID)

    def done(self, result: int) -> None:
        """What was not opened is left to the next start."""
        for offer in self.offers:
            offer.left.release()
        self.offers.clear()
        self._back.stop()
        super().done(result)

    def _look(self, row: int) -> None:
        if not 0 <= row < len(self.offers):
            return
        offer = self.offers[row]
        self.open_button.setEnabled(offer.found is not None)
        if offer.found is None:
            self.picture.show_words("There is nothing to see of it.")
            self.about.setText(f"It cannot be opened: {offer.trouble}. It is kept.")
        else:
            if len(offer.found.map) > _DRAWN:
                self.picture.show_words("This map is too large for a picture.")
            else:
                self.picture.show_map(offer.found.map)
            self.about.setText(in_words(offer.left, offer.found))

    def _open(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.offers) and self.offers[row].found is not None:
            self._take(row)

    def _open_all(self) -> None:
        while any(offer.found is not None for offer in self.offers):
            self._take(next(i for i, each in enumerate(self.offers) if each.found is not None))

    def _put_aside(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.offers):
            self._removed(row).left.put_aside()
            self._go_on()

    def _removed(self, row: int) -> Offer:
        offer = self.offers.pop(row)
        self.list.takeItem(row)
        self.all_button.setVisible(len(self.offers) > 1)
        if self._counts and self.offers:
            self.title.setText(_count_of(len(self.offers)))
        return offer

    def _come_back(self) -> None:
        self.raise_()
        self.activateWindow()

    def _go_on(self) -> None:
        if self.offers:
            self._look(self.list.currentRow())
            self._back.start()
        else:
            self.accept()

    def _take(self, row: int) -> None:
        windows = self._window.windows
        # The last one may take the place of an untouched window, and this dialog goes with it.
        near = self._window if len(self.offers) == 1 and self._window in windows.all else None
        offer = self._removed(row)
        assert offer.found is not None, "it is opened only if it can be"
        if near is not None:
            self.accept()
        open_again(windows, offer.left, offer.found, near)
        if near is None:
            self._go_on()


def open_again(windows: "Windows", left: Left, found: Recovered, near: "Window | None") -> "Window":
    """Open a recovered map as a copy; it can be put in place of the saved one if that fits."""
    proposed = free_name(Path(found.path), "recovered") if found.path else None
    document = Document.recovered(left, found, proposed)
    window = windows.show(document, near)
    say_whose(window, found)
    if found.path:
        _clear_lock(Path(found.path))
    return window


def _clear_lock(path: Path) -> None:
    """Take away what the process that ended left beside the map, unless somebody else has it."""
    from model.files.lock import Lock, lock_file, take

    if lock_file(path).exists():
        outcome = take(path)
        if isinstance(outcome, Lock):
            outcome.release()


def say_whose(window: "Window", found: Recovered) -> None:
    """Say above the canvas what this copy is, and offer to go on in the saved map."""
    document, path = window.document, Path(found.path)

    def follow() -> None:
        if document.path is not None or not document.is_dirty:
            window.notice.say("", "recovered")

    def put_in_place() -> None:
        window.commit_typing()
        _take_place(window, path)
        if window.files.claim(path, window.files.save_as):
            document.belong_to(path, found.digest)
            window.files.save()

    if not found.path:
        return
    name = bare_name(path)
    if found.digest:
        window.notice.say(
            f"This is “{name}” with what was not saved. The saved map is as it was.",
            "recovered",
            todo="Replace the saved map",
            do=put_in_place,
        )
    else:
        window.notice.say(
            f"This was put together from what is kept of “{name}”, whose file was changed, moved "
            "or removed since.",
            "recovered",
        )
    document.state_changed.connect(follow)


def _take_place(window: "Window", path: Path) -> None:
    """Close the window of the saved map, if nothing was done there, and stand where it stood."""
    there = window.windows.window_of(path)
    if there is not None and there is not window and there.is_as_opened:
        window.setGeometry(there.geometry())
        window.setWindowState(there.windowState())
        there.close_without_asking()


def in_words(left: Left, found: Recovered) -> str:
    """What is in a recovered map that is not in the saved one."""
    change = found.change
    parts = [_sentence(since(found.base, found.map)), named(change)]
    if found.has_typing:
        parts.append("The last of it was just being typed.")
    if found.path and not found.fits:
        parts.append(
            "The file was changed, moved or removed since, so this was put together from what "
            "Touchline keeps."
        )
    if found.path:
        parts.append(f"Saved map: {upright(found.path)}")
    return "\n".join(part for part in parts if part)


def named(change: Change) -> str:
    """Some of the cards in a change by their titles: "Compare offers", "Pay" and 5 others."""
    cards = [after or before for before, after in change.values()]
    longest = _LONGEST if len(cards) == 1 else LONGEST_NAME  # what is new may stand at its end
    found = (own_name(card, longest) for card in cards if isinstance(card, Card))
    names = list(dict.fromkeys(filter(None, found)))
    shown = [f"“{name}”" for name in names[:_NAMED]]
    more = len(names) - len(shown)
    if more:
        shown.append(f"{more:,} other{'' if more == 1 else 's'}")
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def _count_of(maps: int) -> str:
    return f"{'A map' if maps == 1 else f'{maps} maps'} can be recovered"


def _is_of(offer: Offer, file: Path) -> bool:
    path = offer.found.path if offer.found is not None else offer.left.path
    return bool(path) and os.path.realpath(path) == os.path.realpath(file)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith(("Today", "Yesterday")) else text


def _sentence(line: str) -> str:
    return f"{line.replace('Since then', 'Not saved:', 1)}."
