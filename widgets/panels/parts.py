"""Small things that panels share: quiet words, headings, titles of cards in sentences.

Colours come from the roles of the palette, so that they follow the theme by themselves.
"""

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from widgets.box import GRID
from widgets.theme import Theme

#: What a window's frame and the edges of the screen take from a dialog.
_AROUND = QSize(2 * GRID, 6 * GRID)


def words(text: str = "", parent: QWidget | None = None, *, quiet: bool = False) -> QLabel:
    """A label of plain text that wraps; `quiet` ones step back behind the others."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def heading(text: str, parent: QWidget | None = None, larger: float = 1.5) -> QLabel:
    """A line of `larger` times the usual size, half bold."""
    label = words(text, parent)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * larger)
    font.setWeight(font.Weight.DemiBold)
    label.setFont(font)
    return label


class _Primary(QObject):
    """Dresses a button in the theme's strongest colour, as long as the button lives."""

    def __init__(self, button: QPushButton, theme: Theme) -> None:
        super().__init__(button)
        self._button, self._theme = button, theme
        theme.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        palette = QPalette(self._button.palette())
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Button, self._theme.colour("focus"))
            palette.setColor(group, QPalette.ColorRole.ButtonText, self._theme.colour("on.accent"))
        self._button.setPalette(palette)


def primary(button: QPushButton, theme: Theme) -> None:
    """Make it the button that Enter presses, in the theme's strongest colour."""
    button.setDefault(True)
    _Primary(button, theme)


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Let it open in this size, in px, or in what its screen has room for."""
    room = dialog.screen().availableGeometry().size() - _AROUND
    dialog.resize(QSize(width, height).boundedTo(room))


def as_file_name(text: str, usual: str) -> str:
    """`text` as the name of a file on any system, without an ending; `usual` if nothing is left."""
    kept = "".join("-" if c in '/\\:*?"<>|' or c < " " else c for c in text)
    return kept.strip(". ")[:100].rstrip(". ") or usual


def upright(path: str) -> str:
    """A path as a sentence shows it: a name in Arabic does not turn round what stands after it."""
    return path.replace("-", "\u200e-\u200e")
