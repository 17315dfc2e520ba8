"""How a timer looks to a room: large figures, and at the end a sentence on a quiet ground."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.presenting.timer import LAST, OVER, Countdown
from widgets.theme import Theme

#: px: the figures, the words when it is over, and the space around them.
FIGURES, WORDS, _PAD = 44, 28, 14


class TimerFace(QWidget):
    """Hidden while there is no timer. What it counts is its `timer`'s matter."""

    def __init__(
        self, timer: Countdown, theme: Theme, parent: QWidget, figures: int = FIGURES
    ) -> None:
        super().__init__(parent)
        self._timer, self._theme, self._figures = timer, theme, figures
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        timer.changed.connect(self._show)
        theme.changed.connect(self.update)
        self._said = ""
        self._show()

    @property
    def text(self) -> str:
        """What can be read."""
        return self._timer.text

    def sizeHint(self) -> QSize:
        """The same for all figures of one length: nothing beside them is to jump."""
        high = QFontMetrics(self._font()).height()
        text = self._timer.text
        if self._timer.state == "over":
            wide = QFontMetrics(self._words()).horizontalAdvance(OVER)
        else:
            wide = QFontMetrics(self._font()).horizontalAdvance("0" * max(4, len(text)))
        return QSize(wide + 2 * _PAD, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Figures in ink; in the last minute, while it stands and at its end on a tint."""
        timer, theme = self._timer, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = self.ground()
        if role:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(role))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setPen(theme.colour("muted" if timer.state == "paused" else "text"))
        painter.setFont(self._words() if timer.state == "over" else self._font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, timer.text)
        painter.end()

    def ground(self) -> str:
        """The role of the colour behind it; "" for none."""
        if self._timer.state == "over":
            return "card.pain.tint"
        if self._timer.state == "running" and self._timer.left <= LAST:
            return "card.activity.tint"
        return "lane.alternate" if self._timer.state == "paused" else ""

    def _show(self) -> None:
        self.setVisible(self._timer.is_on)
        if self._said != self._timer.text:
            grew = len(self._said) != len(self._timer.text)
            self._said = self._timer.text
            self.setAccessibleName(f"Timer, {self._said}" if self._said else "Timer")
            if grew:
                self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._figures)
        font.setWeight(QFont.Weight.DemiBold)
        # Figures of one width, so that they do not tremble.
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _words(self) -> QFont:
        font = QFont(self._font())
        font.setPixelSize(self._figures * WORDS // FIGURES)
        return font
