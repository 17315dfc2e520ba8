"""A quiet line over a map that has stages and lanes but hardly a card: what to do first.

It goes on with the first cards, and away with the third, for good.
"""

from collections.abc import Callable
from itertools import islice

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from model.change import Change
from model.records import Card, Lane, Step
from widgets.box import GRID
from widgets.document import Document
from widgets.panels.parts import words
from widgets.theme import Theme

#: What is said while the map has that many cards.
HINTS = (
    "Click a cell and type. Enter adds another card below, Tab goes to the next cell.",
    "Tab and Enter go on. Drag a card to move it to another cell.",
    "{undo} takes back whatever you did, as often as you like.",
)
#: What is said while there is no cell yet.
BARE = "The Insert menu adds a first stage and a first lane: cards stand where they cross."


class Hints(QWidget):
    """The hint, at the bottom of its parent (the canvas), in the middle.

    `dismissed` keeps it away from the start; `on_dismissed` is called once when it goes for
    good, to remember that.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        parent: QWidget,
        *,
        dismissed: bool = False,
        on_dismissed: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._ground = parent
        self._document = document
        self._theme = theme
        self._gone = dismissed
        self._on_dismissed = on_dismissed
        self._met_empty = False
        self._words = words(parent=self)
        self._words.setWordWrap(False)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.setToolTip("No more hints")
        self.close_button.setAccessibleName("No more hints")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button)
        theme.changed.connect(self._dress)
        document.changed.connect(self._follow)
        parent.installEventFilter(self)
        self._dress()
        self._look()

    def dismiss(self) -> None:
        """Go, and do not come back."""
        if not self._gone:
            self._gone = True
            self.hide()
            self._on_dismissed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of a parent that changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet with a hairline around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID)
        painter.end()

    def _follow(self, change: Change) -> None:
        if not self._gone and any(
            isinstance(record, (Card, Lane, Step)) for pair in change.values() for record in pair
        ):
            self._look()

    def _look(self) -> None:
        """Say what suits the map of now."""
        if self._gone or self._document.read_only:
            self.hide()
            return
        journey = self._document.map
        cards = sum(1 for _ in islice(journey.all(Card), len(HINTS) + 1))
        self._met_empty = self._met_empty or cards == 0
        ready = any(journey.all(Step)) and any(journey.all(Lane))
        if not self._met_empty:
            self.hide()
        elif cards >= len(HINTS):
            self.dismiss()
        else:
            undo = QKeySequence(QKeySequence.StandardKey.Undo)
            keys = undo.toString(QKeySequence.SequenceFormat.NativeText)
            self._words.setText(HINTS[cards].format(undo=keys) if ready else BARE)
            self._place()
            self.show()
            self.raise_()

    def _place(self) -> None:
        around = self._ground.rect()
        room = around.width() - 4 * GRID
        self._words.setWordWrap(False)  # the width of a wrapped text says nothing
        wanted = self.sizeHint()
        self._words.setWordWrap(wanted.width() > room)
        width = max(0, min(wanted.width(), room))
        height = self.heightForWidth(width) if self._words.wordWrap() else wanted.height()
        self.setGeometry(
            around.left() + (around.width() - width) // 2,
            around.bottom() - height - 3 * GRID,
            width,
            height,
        )

    def _dress(self) -> None:
        self.close_button.setIcon(self._theme.icon("x", "muted"))
        self.update()
