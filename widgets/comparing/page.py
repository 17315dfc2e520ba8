"""What stands in the place of the canvas: the strip of stages, the maps, and the list beside."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from widgets.comparing.shown import Both, Showing
from widgets.comparing.strip import StageStrip
from widgets.theme import Theme

#: A way to show a comparison is made when it is first wanted.
Maker = Callable[[Both, QWidget], Showing]


class ComparePage(QWidget):
    """The parts of a comparison.

    Attributes:
        strip: the stages.
        panel: the list beside the maps.
        both: what is compared.
    """

    left = Signal()
    #: A record was chosen on a map.
    picked = Signal(str)
    #: Why something cannot be done there, and what can be.
    refused = Signal(str)
    hint = Signal(str)

    def __init__(
        self, both: Both, makers: dict[str, Maker], panel: QWidget, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.both, self._makers = both, makers
        self._made: dict[str, Showing] = {}
        self._wanted: tuple[str, ...] = ()
        self._bright: frozenset[str] | None = None
        self.panel = panel
        self.strip = StageStrip(theme, self)
        self._stack = QStackedWidget(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(4)
        self._splitter.addWidget(self._stack)
        self._splitter.addWidget(panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._splitter, 1)

    @property
    def showing(self) -> Showing:
        """How the comparison is shown now."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Showing), "a mode is chosen before anybody asks"
        return shown

    def show_mode(self, name: str) -> Showing:
        """Show the comparison in one of the ways."""
        before = self._stack.currentWidget()
        shown = self._made.get(name)
        if shown is None:
            shown = self._made[name] = self._makers[name](self.both, self)
            shown.picked.connect(self.picked)
            shown.left.connect(self.left)
            for canvas in shown.canvases:
                canvas.document.refused.connect(self.refused)
                canvas.hint.connect(self.hint)
            self._stack.addWidget(shown)
        else:
            shown.show_both(self.both)
        self._stack.setCurrentWidget(shown)
        if isinstance(before, Showing) and before is not shown:
            shown.look_as(before.canvas)
        shown.dim(self._bright)
        if self._wanted:
            shown.want(*self._wanted)
        return shown

    def show_both(self, both: Both) -> None:
        """Show another comparison, or this one after an edit; what is not seen follows later."""
        self.both = both
        self.showing.show_both(both)

    def want(self, *record_ids: str) -> None:
        """Outline these records and bring them into view."""
        self._wanted = record_ids
        self.showing.want(*record_ids)

    def dim(self, bright: frozenset[str] | None) -> None:
        """Dim all records but these."""
        self._bright = bright
        self.showing.dim(bright)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, from wherever in it."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)
