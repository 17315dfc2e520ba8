"""A button of the filter bar: one criterion, what is chosen there, and a list that opens."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.buttons import FlatButton
from widgets.theme import Theme

_CHEVRON, _GAP, _LONGEST = 9, 6, 26


class ChoiceButton(FlatButton):
    """Words and a chevron; on a ground of its own while something is chosen."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.name = name
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say()

    def say(self, *chosen: str, altered: bool = False) -> None:
        """Show what is chosen: its name and how many more; nothing leaves the criterion's name."""
        words = self.name
        if chosen:
            first = chosen[0] if len(chosen[0]) <= _LONGEST else f"{chosen[0][: _LONGEST - 1]}…"
            words = first + (f" +{len(chosen) - 1}" if len(chosen) > 1 else "")
            words += ", changed" if altered else ""
        self.setChecked(bool(chosen))
        self.setText(words)
        spoken = " or ".join(chosen)
        self.setAccessibleName(f"{self.name}: {spoken}" if chosen else self.name)
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """Pressing it opens a list: what is chosen there makes it look checked."""

    def sizeHint(self) -> QSize:
        """Room for the words and the chevron, px."""
        hint = super().sizeHint()
        return QSize(hint.width() + _GAP + _CHEVRON, hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow down open it, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_content(self, painter: QPainter) -> None:
        away = _GAP + _CHEVRON
        mirrored = self._mirrored()
        painter.translate(away / 2 if mirrored else -away / 2, 0)
        super()._paint_content(painter)
        painter.translate(-away / 2 if mirrored else away / 2, 0)
        x = 9.0 if mirrored else self.width() - 9.0 - _CHEVRON
        box = QRectF(x, self.height() / 2 - 2, _CHEVRON, 5)
        painter.setPen(QPen(self._theme.colour("muted"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        tip = QPointF(box.center().x(), box.bottom())
        painter.drawPolyline(QPolygonF([box.topLeft(), tip, box.topRight()]))
