"""A slider for a score of −2 to +2 in somebody's colour, that can also be "not given"."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QWidget

from widgets.inspector.around import Around
from widgets.inspector.entry import VARIOUS, Entry
from widgets.inspector.fields import Field
from widgets.inspector.values import signed

#: Steps of the slider for one point of the score.
_TENTHS = 10
_HANDLE = 6.0


class ScoreSlider(QSlider):
    """`scored` once for a whole drag, and for each key; None when it is taken back (Delete).

    `moved` tells of every value on the way.
    """

    scored = Signal(object)
    moved = Signal(float)

    def __init__(self, around: Around, role: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._around = around
        self.role = role
        self.given = False
        self._showing = False
        self.setRange(-2 * _TENTHS, 2 * _TENTHS)
        self.setSingleStep(1)
        self.setPageStep(_TENTHS // 2)
        self.setTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._changed)

    @property
    def score(self) -> float:
        """What the handle stands at, -2..+2."""
        return self.value() / _TENTHS

    def show_score(self, score: float | None) -> None:
        """Show this score, or that none is given; a drag that is going on stays."""
        if self.isSliderDown():
            return
        self._showing = True
        self.given = score is not None
        self.setValue(round((score or 0.0) * _TENTHS))
        self._showing = False
        self.update()

    def sizeHint(self) -> QSize:
        """What it likes to have, px."""
        return QSize(96, 20)

    def minimumSizeHint(self) -> QSize:
        """What it can do with, px."""
        return QSize(48, 20)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel, which scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own come first."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.given:
                self.scored.emit(None)
        elif event.key() == Qt.Key.Key_0 and not self.given:
            self.scored.emit(0.0)
        elif event.key() == Qt.Key.Key_Escape and self.isSliderDown():
            self._back()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press sets the value."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._before = (self.given, self.value())
        self.setSliderDown(True)
        self._follow(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag moves the value."""
        if self.isSliderDown():
            self._follow(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a press."""
        if self.isSliderDown():
            self.setSliderDown(False)
            self.scored.emit(self.score)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the palette's colours."""
        colour, theme = self._around.theme.colour, self._around.theme
        middle, left, right = self.height() / 2, _HANDLE + 1, self.width() - _HANDLE - 1
        share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        x = left + share * (right - left)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("grid"))
            painter.drawRoundedRect(QRectF(0, middle - 2, self.width(), 4), 2, 2)
            painter.setBrush(colour("border"))
            painter.drawRect(QRectF((left + right) / 2 - 0.5, middle - 4, 1, 8))
            if self.given or self.isSliderDown():
                painter.setBrush(theme.colour(self.role))
                painter.drawEllipse(QPointF(x, middle), _HANDLE, _HANDLE)
            else:
                painter.setBrush(self.palette().window())
                painter.setPen(QPen(theme.colour(self.role), 1.5, Qt.PenStyle.DotLine))
                painter.drawEllipse(QPointF(x, middle), _HANDLE - 1, _HANDLE - 1)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colour("focus"), 2))
                painter.drawEllipse(QPointF(x, middle), _HANDLE + 2.5, _HANDLE + 2.5)

    def _follow(self, x: float) -> None:
        left, right = _HANDLE + 1, self.width() - _HANDLE - 1
        share = max(0.0, min((x - left) / max(right - left, 1), 1.0))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))
        self.update()

    def _back(self) -> None:
        given, value = self._before
        self.setSliderDown(False)
        self.show_score(value / _TENTHS if given else None)
        self.moved.emit(self.score)

    def _changed(self) -> None:
        if self._showing:
            return
        self.moved.emit(self.score)
        if not self.isSliderDown():
            self.scored.emit(self.score)


class Score(Entry):
    """The field of a feeling's own score, which is always given."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.slider = ScoreSlider(around, "focus", self)
        self.figure = QLabel(self)
        self.figure.setTextFormat(Qt.TextFormat.PlainText)
        self.figure.setMinimumWidth(self.figure.fontMetrics().horizontalAdvance("−1.8 "))
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.slider)
        layout.addWidget(self.figure)
        self.hold(row, self.slider)
        self.slider.moved.connect(lambda score: self.figure.setText(signed(score)))
        self.slider.scored.connect(self._scored)

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self.slider.show_score(None if various else value)
        self.figure.setText(VARIOUS if various else signed(value))

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        self.slider.setEnabled(not read_only)

    def restyle(self) -> None:
        """As every field does."""
        self.slider.update()

    def _scored(self, score: float | None) -> None:
        if score is not None:
            self.committed.emit(score)
