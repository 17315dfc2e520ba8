"""The marks at the bottom that say why some of the map is faint: a filter, a spotlight.

Nobody is to wonder where the cards have gone: one press shows why, another ends it.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.buttons import FlatButton
from widgets.theme import Theme
from widgets.tips import plain_tip

#: Room for the sign and the space around it and the words, px.
_SIGN = 44


class _Words(FlatButton):
    """Words that give way where the window is narrow, down to their sign."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for the sign, px."""
        return QSize(_SIGN, self.sizeHint().height())

    def _words(self) -> str:
        room = self.width() - _SIGN
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def sizeHint(self) -> QSize:
        """Room for all words, px."""
        wide = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_SIGN + wide + 1, super().sizeHint().height())


class DimMark(QWidget):
    """What dims the map, to be pressed, and an x that ends it. Hidden while nothing does."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        end: str,
        show: Callable[[], object],
        clear: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self.button = _Words(theme, self)
        self.button.clicked.connect(lambda: show())
        self.end = FlatButton(theme, self)
        self.end.setIconSize(QSize(14, 14))
        self.end.setToolTip(end)
        self.end.setAccessibleName(end)
        self.end.clicked.connect(lambda: clear())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.end)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def say(self, words: str, meaning: str) -> None:
        """Show it with these words; "" takes it away. The meaning stands in the tooltip."""
        if words:
            self.button.setText(words)
            self.button.setToolTip(plain_tip(meaning))
            self.button.setAccessibleName(words)
            self.button.setAccessibleDescription(meaning)
            self.button.updateGeometry()
        self.setVisible(bool(words))

    def _draw(self) -> None:
        self.button.setIcon(self._theme.icon(self._icon))
        self.end.setIcon(self._theme.icon("x"))
