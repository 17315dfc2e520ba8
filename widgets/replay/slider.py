"""The line of time below a recording: where one is, where there was work, where a session began."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from widgets.theme import Theme

#: Values from one end to the other.
PARTS = 10_000
#: px of the handle, of the room at both ends, of the whole.
_KNOB, _ROOM, _HEIGHT = 14, 10, 40
#: Columns of the little chart of how much was done.
_COLUMNS = 160
#: So many things in one column are much, where there is nowhere more.
_LEAST_MOST = 3


class TimeSlider(QSlider):
    """From 0 to PARTS; a press goes where it is, and what is dragged follows at once."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._work: list[float] = []
        self._sessions: tuple[float, ...] = ()
        self.setRange(0, PARTS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Time")
        self.setMinimumWidth(120)

    def mark(self, positions: Sequence[float], sessions: Sequence[float]) -> None:
        """Show where things were done, and where sessions began, each from 0 to 1."""
        counts = [0] * _COLUMNS
        for position in positions:
            counts[min(_COLUMNS - 1, int(position * _COLUMNS))] += 1
        most = max(_LEAST_MOST, *counts)
        self._work = [count / most for count in counts]
        self._sessions = tuple(sessions)
        self.update()

    def sizeHint(self) -> QSize:
        """As much width as there is, px."""
        return QSize(400, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Wide enough to be hit, px."""
        return QSize(120, _HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._go(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay there."""
        self.setSliderDown(False)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A chart of the work, the line, the part that is over, and the handle."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        line = self.height() - _KNOB / 2 - 4
        self._paint_work(painter, line - 5)
        painter.setBrush(theme.colour("grid"))
        painter.drawRoundedRect(self._band(0, 1, line), 2, 2)
        here = self.value() / PARTS
        painter.setBrush(theme.colour("focus"))
        painter.drawRoundedRect(self._band(0, here, line), 2, 2)
        painter.setPen(QPen(theme.colour("muted"), 1))
        for session in self._sessions:
            x = self._x(session)
            painter.drawLine(QPointF(x, line - 7), QPointF(x, line + 7))
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.setBrush(theme.colour("focus"))
        painter.drawEllipse(QPointF(self._x(here), line), _KNOB / 2, _KNOB / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawEllipse(QPointF(self._x(here), line), _KNOB / 2 + 2, _KNOB / 2 + 2)
        painter.end()

    def _paint_work(self, painter: QPainter, base: float) -> None:
        painter.setBrush(self._theme.colour("border"))
        painter.setOpacity(0.45)
        high = base - 2
        width = (self.width() - 2 * _ROOM) / _COLUMNS
        for column, share in enumerate(self._work):
            if share:
                tall = max(2.0, share * high)
                middle = self._x((column + 0.5) / _COLUMNS)
                thin = min(3.0, max(1.0, width - 1))
                painter.drawRect(QRectF(middle - thin / 2, base - tall, thin, tall))
        painter.setOpacity(1)

    def _band(self, start: float, end: float, line: float) -> QRectF:
        a, b = sorted((self._x(start), self._x(end)))
        return QRectF(a, line - 2, b - a, 4)

    def _x(self, position: float) -> float:
        x = _ROOM + position * (self.width() - 2 * _ROOM)
        return self.width() - x if self._mirrored() else x

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _go(self, event: QMouseEvent) -> None:
        part = (event.position().x() - _ROOM) / max(1, self.width() - 2 * _ROOM)
        part = 1 - part if self._mirrored() else part
        self.setValue(round(PARTS * min(1.0, max(0.0, part))))
