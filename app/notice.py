"""A quiet bar above the canvas for what holds as long as the map is open."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from widgets.theme import Theme

_ICON = 18


class Notice(QWidget):
    """One sentence and one thing to do about it; hidden while there is nothing to say."""

    def __init__(
        self, theme: Theme, todo: str, do: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(todo, self)
        self.button.clicked.connect(lambda: do())
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + _ICON + 10, 6, 12, 7)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; "" hides the bar."""
        self.words.setText(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted ground, a line below and a sign at the start."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("lane.alternate"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("grid"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - 12 - _ICON if mirrored else 12
        self._theme.icon("info").paint(painter, x, (self.height() - _ICON) // 2, _ICON, _ICON)
        painter.end()
