"""The mark at the bottom that says that the workshop is recorded."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from widgets.theme import Theme
from widgets.tips import plain_tip

_ICON = 16


class RecordingMark(QWidget):
    """A small sign and one word; where it is written in the tooltip."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = QLabel(self)
        self.words = QLabel("Recording", self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setForegroundRole(QPalette.ColorRole.WindowText)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self.words)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, file: str) -> None:
        """Show it, and that the recording is in that file."""
        meaning = (
            f"Every change of the map is written with its time to “{file}”, beside the map. "
            "Workshop ▸ Record this workshop ends it."
        )
        self.setToolTip(plain_tip(meaning))
        self.setAccessibleName(f"Recording. {meaning}")
        self.show()

    def _draw(self) -> None:
        sign = self._theme.icon("circle-dot", "feeling.below")
        self._sign.setPixmap(sign.pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
