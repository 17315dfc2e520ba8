"""Lines above and below the canvas, each made when it is first wanted: capturing, finding, …

A bar is a widget that opens itself and puts itself away; keys go back to the canvas then.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, cast

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.change import Change, JourneyMap

if TYPE_CHECKING:
    from app.window import Window


class Bar(Protocol):
    """What the window needs of a bar.

    Attributes:
        left: a signal: it was put away.
    """

    left: SignalInstance

    def open(self) -> None:
        """Show it and let its line be typed into; also when it is open already."""

    def close_bar(self) -> None:
        """Put it away and say `left`."""

    def pending(self, to: JourneyMap) -> Change:
        """What words that are only typed yet would do to a map."""

    def isVisible(self) -> bool:
        """As every widget."""


class BarKind(NamedTuple):
    """One bar of the table: where it stands, and how it is made (window, parent)."""

    place: Literal["above", "below"]
    make: "Callable[[Window, QWidget], Bar]"


def _capture(window: "Window", parent: QWidget) -> Bar:
    from widgets.capture.bar import CaptureBar

    return CaptureBar(window.editor, parent)


def _find(window: "Window", parent: QWidget) -> Bar:
    from app.finding import make_bar

    return make_bar(window, parent)


def _votes(window: "Window", parent: QWidget) -> Bar:
    from app.deciding import make_votes_bar

    return make_votes_bar(window, parent)


def _replay(window: "Window", parent: QWidget) -> Bar:
    from app.replay import Replay

    return Replay(window, parent)


def _compare(window: "Window", parent: QWidget) -> Bar:
    from app.comparing import make_bar

    return make_bar(window, parent)


def _review(window: "Window", parent: QWidget) -> Bar:
    from app.reviewing import make_bar

    return make_bar(window, parent)


def _filter(window: "Window", parent: QWidget) -> Bar:
    from app.filtering import make_bar

    return make_bar(window, parent)


#: In their order from above.
BARS: dict[str, BarKind] = {
    "compare": BarKind("above", _compare),
    "review": BarKind("above", _review),
    "filter": BarKind("above", _filter),
    "find": BarKind("above", _find),
    "votes": BarKind("below", _votes),
    "capture": BarKind("below", _capture),
    "replay": BarKind("below", _replay),
}


class Bars(QObject):
    """The bars of one window, in the column over and under its canvas."""

    #: The name of one that is seen now.
    opened = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, Bar] = {}

    def made(self, name: str) -> Bar | None:
        """A bar, if it was wanted before."""
        return self._made.get(name)

    def all(self) -> Iterator[Bar]:
        """Those that were made."""
        return iter(self._made.values())

    def is_open(self, name: str) -> bool:
        """Whether a bar is seen."""
        bar = self._made.get(name)
        return bar is not None and bar.isVisible()

    def open(self, name: str) -> Bar:
        """Show a bar, with what is being typed elsewhere entered before."""
        bar = self._made.get(name)
        if bar is None:
            bar = self._made[name] = self._make(name)
        if not bar.isVisible():
            self._window.commit_typing()
        bar.open()
        self.opened.emit(name)
        return bar

    def toggle(self, name: str) -> None:
        """Show a bar, or put it away."""
        bar = self._made.get(name)
        if bar is not None and bar.isVisible():
            bar.close_bar()
        else:
            self.open(name)

    def _make(self, name: str) -> Bar:
        window, kind = self._window, BARS[name]
        parent = window.centralWidget()
        assert parent is not None, "the window is filled"
        column = parent.layout()
        assert isinstance(column, QVBoxLayout), "bars stand in a column"
        bar = kind.make(window, parent)
        bar.left.connect(window.centre.take_focus)
        bar.left.connect(window.actions_.refresh_soon)
        column.insertWidget(self._row(name, column), cast(QWidget, bar))
        return bar

    def _row(self, name: str, column: QVBoxLayout) -> int:
        """Where in the column it goes: the table's order, around the canvas."""
        names, place = list(BARS), BARS[name].place
        before = [
            cast(QWidget, bar)
            for other, bar in self._made.items()
            if BARS[other].place == place and names.index(other) < names.index(name)
        ]
        if before:
            return max(map(column.indexOf, before)) + 1
        return column.indexOf(self._window.centre) + (place == "below")
