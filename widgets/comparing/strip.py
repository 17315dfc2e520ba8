"""The stages in one row: how much changed in each, and whether people feel better there.

A press keeps only the changes of that stage; another one brings the others back.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from model.comparing.minus import with_minus
from model.comparing.naming import signed
from model.comparing.strip import SEEN, StageCount
from model.labels import counted
from widgets.box import GRID
from widgets.comparing.lines_look import paint_sign
from widgets.panels.parts import paint_bar, read_from
from widgets.scrollbar import thin
from widgets.theme import Theme
from widgets.tips import plain_tip

_BADGE, _GAP, _PAD = 13, 10, 10
#: Longer words than this are shortened, px.
_NAME = 160


class StageStrip(QScrollArea):
    """One button for each stage."""

    #: The stage whose changes alone are to be seen, or no longer.
    toggled = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.buttons: list[StageButton] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thin(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Changes by stage")
        self._inside = _Ground(theme, self)
        self.setWidget(self._inside)

    def show_stages(
        self, stages: Sequence[StageCount], chosen: frozenset[str], right: bool = False
    ) -> None:
        """Show these, from the `right` where the map is read so; `chosen` are pressed."""
        if [button.stage for button in self.buttons] != list(stages):
            for button in self.buttons:
                button.hide()
                button.deleteLater()
            self.buttons = [StageButton(stage, self._theme, self._inside) for stage in stages]
            for button in self.buttons:
                self._inside.row.insertWidget(self._inside.row.count() - 1, button, 1)
                button.clicked.connect(
                    lambda _=False, b=button: self.toggled.emit(b.stage.stage_id)
                )
                button.arrived.connect(self._reveal)
                button.show()
        for button in self.buttons:
            button.setChecked(button.stage.stage_id in chosen)
            read_from(button, right)
        read_from(self, right)
        read_from(self._inside, right)
        self.setVisible(bool(stages))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as a button, px."""
        high = 2 * self.fontMetrics().height() + 14
        if self._inside.minimumSizeHint().width() > self.width():
            high += self.horizontalScrollBar().sizeHint().height()
        return QSize(400, high)

    def minimumSizeHint(self) -> QSize:
        """One stage, px."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be something to scroll now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that turns up and down moves it too: it has no other way to go."""
        bar, turned = self.horizontalScrollBar(), event.angleDelta()
        sideways = -turned.x() if self.isRightToLeft() else turned.x()
        down = abs(turned.y()) > abs(turned.x())
        bar.setValue(bar.value() - (turned.y() if down else sideways))
        event.accept()

    def _reveal(self) -> None:
        button = self.sender()
        if isinstance(button, StageButton):
            self.ensureWidgetVisible(button, 24, 0)


class StageButton(QAbstractButton):
    """A stage's name over its counts.

    Attributes:
        stage: what it tells of.
    """

    arrived = Signal()

    def __init__(self, stage: StageCount, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.stage, self._theme = stage, theme
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(stage.name or "Without a name")
        self.setAccessibleName(spoken(stage))
        self.setAccessibleDescription("Shows only the changes of this stage")
        self.setToolTip(plain_tip(_explained(stage)))
        self.setMinimumWidth(72)

    def sizeHint(self) -> QSize:
        """Room for the name, or for the counts if they are longer, px."""
        name = QFontMetrics(self._strong()).horizontalAdvance(self.text())
        wide = max(min(name, _NAME), self._counts_width())
        return QSize(wide + 2 * _PAD, 2 * self.fontMetrics().height() + 12)

    def focusInEvent(self, event: object) -> None:
        """What has the keys is in view."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.arrived.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The name, and below it signs with numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self._theme, QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("lane.alternate"))
            painter.drawRoundedRect(box, 5, 5)
        if self.isChecked():
            line = QRectF(box.left() + 4, box.bottom() - 2, box.width() - 8, 2)
            painter.fillRect(line, theme.colour("focus"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        strong = self._strong()
        painter.setFont(strong)
        strong.setStrikeOut(self.stage.state == "removed")
        painter.setFont(strong)
        high = self.fontMetrics().height()
        room = QRectF(_PAD, 6, self.width() - 2 * _PAD, high)
        painter.setPen(theme.colour("text"))
        metrics = QFontMetrics(strong)
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setLayoutDirection(self.layoutDirection())
        painter.drawText(room, int(align), name)
        self._paint_counts(painter, 6.0 + high)
        painter.end()

    def _paint_counts(self, painter: QPainter, top: float) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setFont(self.font())
        metrics, high = self.fontMetrics(), self.fontMetrics().height()
        x = float(_PAD)
        for sign, words in _counts(self.stage):
            wide = metrics.horizontalAdvance(words)
            badge = QRectF(x, top + (high - _BADGE) / 2, _BADGE, _BADGE)
            text = QRectF(x + _BADGE + 3, top, wide + 2, high)
            if mirrored:
                badge.moveLeft(self.width() - badge.right())
                text.moveLeft(self.width() - text.right())
            if sign in "▲▼":
                _paint_arrow(painter, badge, sign == "▲", self._theme)
            else:
                paint_sign(painter, badge, sign, self._theme)
            painter.setPen(self._theme.colour("text" if words else "muted"))
            # Where all is read from the right, a sign would stand behind its figure.
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), words)
            painter.setLayoutDirection(self.layoutDirection())
            x += _BADGE + 3 + wide + _GAP
        if x == _PAD:
            painter.setPen(self._theme.colour("muted"))
            room = QRectF(_PAD, top, self.width() - 2 * _PAD, high)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            short = metrics.elidedText(
                self._nothing, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, int(align), short)

    def _counts_width(self) -> int:
        metrics = self.fontMetrics()
        parts = [_BADGE + 3 + metrics.horizontalAdvance(w) + _GAP for _, w in _counts(self.stage)]
        if parts:
            return sum(parts) - _GAP
        return min(metrics.horizontalAdvance(self._nothing), _NAME)

    @property
    def _nothing(self) -> str:
        """What stands below a stage in which no card changed."""
        states = {"added": "new", "removed": "gone"}
        return ", ".join(self.stage.also) or states.get(self.stage.state) or "as it was"

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class _Ground(QWidget):
    """What the buttons stand on, with a line below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(GRID // 2, 0, GRID // 2, 1)
        self.row.setSpacing(0)
        self.row.addStretch(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_bar(self, self._theme, above=True)


def spoken(stage: StageCount) -> str:
    """What a button shows, in words: "Compare: 1 card added, 2 changed, feeling +0.4"."""
    parts = [f"stage {stage.state}"] if stage.state else []
    for number, word in (
        (stage.added, "added"), (stage.removed, "removed"), (stage.changed, "changed"),
    ):  # fmt: skip
        if number:
            parts.append(f"{counted(number, 'card')} {word}")
    parts += stage.also
    if stage.feeling:
        parts.append(f"feeling {with_minus(signed(stage.feeling))} on average")
    return f"{stage.name or 'A stage without a name'}: {', '.join(parts) or 'as it was'}"


def _explained(stage: StageCount) -> str:
    """The same for whoever points at it, with what the average is of."""
    if not stage.feeling:
        return spoken(stage)
    return f"{spoken(stage)}\nThe average is of all customers' scores in the stage"


def _counts(stage: StageCount) -> list[tuple[str, str]]:
    numbers = (("+", stage.added), ("-", stage.removed), ("≠", stage.changed))
    found = [(sign, f"{number:,}") for sign, number in numbers if number]
    if stage.feeling is not None and abs(stage.feeling) >= SEEN:
        found.append(("▲" if stage.feeling > 0 else "▼", with_minus(signed(stage.feeling))))
    return found


def _paint_arrow(painter: QPainter, box: QRectF, up: bool, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("feeling.above" if up else "feeling.below"))
    x, y = box.center().x(), box.center().y()
    tip = -4.0 if up else 4.0
    painter.drawPolygon(
        QPolygonF([QPointF(x - 5, y - tip), QPointF(x + 5, y - tip), QPointF(x, y + tip)])
    )
