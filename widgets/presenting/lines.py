"""The two lines of the audience's window: what is looked at, above, and what is typed, below."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.presenting.timer import Countdown
from widgets.presenting.timer_face import TimerFace
from widgets.theme import Theme

#: Sizes of type, px, and the space at the sides.
TITLE, BESIDE, TYPED, PAD = 28, 18, 32, 24
#: px that words that come first take of a narrow line at most.
_FIRST = 360


class Words(QWidget):
    """One line of plain words that is cut at its end where it is too long.

    Attributes:
        text: what it says.
    """

    def __init__(
        self, theme: Theme, size: int, parent: QWidget, *, role: str = "text", bold: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self.text = theme, role, ""
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        self.setFont(font)
        #: Others give way to it, as far as there is any room.
        self.first = False
        #: Of what is typed, the end is what people wait for.
        self.cut = Qt.TextElideMode.ElideRight
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def say(self, text: str) -> None:
        """Show these words, in one line."""
        text = " ".join(text.split())
        if text != self.text:
            self.text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """It gives way before anything else does, unless it comes first."""
        wide = min(self.sizeHint().width(), _FIRST) if self.first else 0
        return QSize(wide, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Plain words: nobody's text is read as anything else."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._role))
        shown = self.fontMetrics().elidedText(self.text, self.cut, self.width())
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), side, shown)
        painter.end()


class TopLine(QWidget):
    """The map's title, or where a presentation is; and the timer, while there is one."""

    def __init__(self, theme: Theme, timer: Countdown, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = Words(theme, TITLE, self, bold=True)
        self.beside = Words(theme, BESIDE, self, role="muted")
        self.timer = TimerFace(timer, theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 10, PAD, 10)
        row.setSpacing(PAD)
        row.addWidget(self.title)
        row.addWidget(self.beside, 1)
        row.addWidget(self.timer)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high with a timer as without: nothing below is to jump."""
        return QSize(super().sizeHint().width(), self.timer.sizeHint().height() + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain ground and one line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("grid"))
        painter.end()


class TypedLine(QWidget):
    """What the lead is typing beside the map, in large; hidden while that is nothing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.place = Words(theme, BESIDE, self, role="muted")
        self.words = Words(theme, TYPED, self)
        self.words.cut = Qt.TextElideMode.ElideLeft
        self.hide()
        theme.changed.connect(self.update)

    def say(self, place: str, text: str) -> None:
        """Show what is typed and where it goes; "" for nothing is."""
        self.place.say(place)
        self.words.say(text)
        self.setVisible(bool(text.strip()))

    def sizeHint(self) -> QSize:
        """Room for both lines, one over the other."""
        both = self.place.sizeHint().height() + self.words.sizeHint().height()
        return QSize(400, both + 2 * 12)

    def resizeEvent(self, event: object) -> None:
        """Place both."""
        wide = self.width() - 2 * PAD
        high = self.place.sizeHint().height()
        self.place.setGeometry(QRect(PAD, 12, wide, high))
        self.words.setGeometry(QRect(PAD, 12 + high, wide, self.words.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground that lies over the map, with a line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(QRectF(0, 0, self.width(), 2), self._theme.colour("focus"))
        painter.end()
