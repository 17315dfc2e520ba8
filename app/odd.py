"""What the window says and shows of what is odd in a map: a quiet notice, and the way there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from model.grid import is_placed
from model.records import Card, Feeling, Lane, Link, Persona, Stage, Step

if TYPE_CHECKING:
    from app.window import Window
    from model.change import Change
    from model.oddities import Oddity

#: ms after an edit until the notice is right again.
_LAG = 400
#: What the list needs to be read, in px; otherwise it gets half of the column.
_ROOM = 320
_ON_CANVAS = (Card, Stage, Step, Lane, Link, Feeling, Persona)


class Odd(QObject):
    """Says in the notice bar what was odd when a file was opened, until that is mended.

    Attributes:
        has_looked: whether the map that was opened was looked at already.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self._first: frozenset[tuple[str, ...]] = frozenset()
        self.has_looked = False
        self._timer = QTimer(self, singleShot=True, interval=_LAG)
        self._timer.timeout.connect(self._look_again)

    def begin(self) -> None:
        """Look at the map that was opened, once there is time for it."""
        from model.oddities import Oddities

        self._odd = Oddities()
        self.has_looked = True
        found = self._serious()
        if not found:
            return
        self._first = frozenset(odd.key for odd in found)
        self._say(found)
        self._document.changed.connect(self._follow)
        self._document.state_changed.connect(self._timer.start)

    def _serious(self) -> "list[Oddity]":
        """What is worth a word: not what is harmless."""
        found = self._odd.of(self._document.map, self._document.problems)
        return [odd for odd in found if odd.severity != "info"]

    def _follow(self, change: "Change") -> None:
        if self._first:
            self._odd.follow(change)
            self._timer.start()

    def _look_again(self) -> None:
        if self._first:
            self._say([odd for odd in self._serious() if odd.key in self._first])

    def _say(self, found: "list[Oddity]") -> None:
        notice = self._window.notice
        where = "file" if self._document.path is not None else "map"
        notice.say(in_words(found, where), "odd", todo="Show", do=self._show, close=self._stop)

    def _show(self) -> None:
        docks = self._window.docks
        dock = docks["problems"]
        dock.open()
        if dock.height() < _ROOM:
            halves = [d for d in (docks["inspector"], dock) if d.isVisible()]
            self._window.resizeDocks(halves, [1] * len(halves), Qt.Orientation.Vertical)
        dock.raise_()
        dock.fill().setFocus()

    def _stop(self) -> None:
        """The user wants to hear no more of it."""
        self._first = frozenset()

    def show(self, record_id: str) -> None:
        """Select a record where it stands on the map, or look into it where it stands behind."""
        editor = self._window.editor
        record = self._document.map.records.get(record_id)
        if isinstance(record, _ON_CANVAS):
            editor.selection.set(record_id)
            editor.canvas.reveal(record_id)
        elif record is not None:
            self._window.docks["inspector"].open()
            self._window.inspector.look_into(record_id)

    def enter(self, record_id: str) -> None:
        """As `show`, and let keys go to where it is: canvas, parking lot or details."""
        self.show(record_id)
        window, canvas = self._window, self._window.editor.canvas
        record = self._document.map.records.get(record_id)
        if isinstance(record, Card) and not is_placed(self._document.map, record):
            dock = window.docks["parking"]
            dock.open()
            dock.fill().setFocus()
        elif isinstance(record, _ON_CANVAS) and canvas.box_of(record_id) is not None:
            window.centre.go_to(record_id)
        elif record is not None:
            window.docks["inspector"].open()
            window.inspector.take_focus()


def in_words(found: "Sequence[Oddity]", where: str) -> str:
    """The notice: how much is odd in the "file" or "map", and the first of it; "" if nothing is."""
    if not found:
        return ""
    first = found[0].sentence
    if len(found) == 1:
        return f"One thing in this {where} is odd. {first}"
    return f"{len(found):,} things in this {where} are odd. The first one: {first}"
