"""Small things that panels and dialogs share: quiet words, headings, edges and spaces.

Colours come from the roles of the palette, so that they follow the theme by themselves.
"""

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets.box import GRID
from widgets.theme import Theme
from widgets.tips import plain_tip

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


def dialog_column(dialog: QDialog, between: int = 2 * GRID) -> QVBoxLayout:
    """The column in which all of a dialog stands, with the edges of every dialog; in px."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
    column.setSpacing(between)
    return column


def dialog_form() -> QFormLayout:
    """Rows of a name and a field in a dialog, the fields as wide as there is room."""
    form = QFormLayout()
    form.setHorizontalSpacing(2 * GRID)
    form.setVerticalSpacing(GRID)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Let it open in this size, in px, or in what its screen has room for."""
    room = dialog.screen().availableGeometry().size() - _AROUND
    dialog.resize(QSize(width, height).boundedTo(room))


def upright(path: str) -> str:
    """A path as a sentence shows it: a name in Arabic does not turn round what stands after it."""
    return path.replace("-", "\u200e-\u200e")


class OneLine(QLabel):
    """Plain words in one line that give way before anything else does; whole in the tooltip."""

    def __init__(self, parent: QWidget, least: int = 0) -> None:
        super().__init__(parent)
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """At least so wide, in px."""
        return QSize(self._least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the line as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        line = " ".join(self.text().split())
        fitting = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.width())
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self.rect(), leading, fitting)
        self.setToolTip(plain_tip(self.text()) if fitting != line else "")
        painter.end()


def paint_bar(bar: QWidget, theme: Theme, *, above: bool) -> None:
    """A ground of its own for a bar above the canvas or below it, and a line between them."""
    painter = QPainter(bar)
    painter.fillRect(bar.rect(), theme.colour("surface"))
    line = bar.height() - 1 if above else 0
    painter.fillRect(0, line, bar.width(), 1, theme.colour("grid"))
    painter.end()


def read_from(view: QWidget, right: bool) -> None:
    """Let a view be read from the right or from the left, as its map is."""
    way = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
    if view.layoutDirection() != way:
        view.setLayoutDirection(way)
