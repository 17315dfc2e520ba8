"""Rows that name records: an icon, a name to look into, a small x to take it off."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from widgets.box import GRID
from widgets.inspector.boxes import mirrored, quiet
from widgets.tips import plain_tip

#: A property: the id of the record that pressing a button looks into.
LEADS_TO = "leads to"
ICON = 16
_GAP = 8


class Name(QAbstractButton):
    """An icon and a line of text, cut with an ellipsis, that can be pressed."""

    def __init__(self, parent: QWidget | None = None, quiet: bool = False) -> None:
        super().__init__(parent)
        self._role = QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.WindowText
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str, icon: QIcon | None = None) -> None:
        """Show this, with the whole of it as the tooltip."""
        self.setText(text)
        self.setToolTip(plain_tip(text if self._cut() else ""))
        self.setAccessibleName(text)
        if icon is not None:
            self.setIcon(icon)

    def sizeHint(self) -> QSize:
        """What it likes to have, px."""
        icon = 0 if self.icon().isNull() else ICON + _GAP
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(icon + text + 2, max(self.fontMetrics().height(), ICON) + 6)

    def minimumSizeHint(self) -> QSize:
        """What it can do with, px."""
        return QSize(ICON, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is over it."""
        self.setToolTip(plain_tip(self.text() if self._cut() else ""))
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the palette's colours."""
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = 0
            if not self.icon().isNull():
                square = QRect(0, (self.height() - ICON) // 2, ICON, ICON)
                self.icon().paint(painter, mirrored(self, square))
                x = ICON + _GAP
            hovered = self.underMouse() and self.isEnabled()
            role = QPalette.ColorRole.Link if hovered else self._role
            painter.setPen(palette.color(role))
            inside = mirrored(self, self.rect().adjusted(x, 0, 0, 0))
            text = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, inside.width()
            )
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(inside, int(flags), text)
            if self.hasFocus():
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _cut(self) -> bool:
        return self.sizeHint().width() > self.width()


class Chip(QWidget):
    """One record: press its name to look into it, the x to take it off."""

    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, cross: Callable[[], QIcon] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record_id = ""
        self._cross = cross
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.name = Name(self)
        self.name.clicked.connect(lambda: self.opened.emit(self.record_id))
        row.addWidget(self.name)
        self.count = quiet("", self)
        row.addWidget(self.count)
        self.remove = _Cross(self)
        self.remove.setVisible(cross is not None)
        self.remove.clicked.connect(lambda: self.removed.emit(self.record_id))
        row.addWidget(self.remove)

    def say(self, record_id: str, text: str, icon: QIcon, count: str = "") -> None:
        """Name this record, and how many have it if not all do."""
        self.record_id = record_id
        self.name.setProperty(LEADS_TO, record_id)
        self.name.say(text, icon)
        self.name.setAccessibleDescription(count)
        self.count.setText(count)
        self.count.setVisible(bool(count))
        words = f"Take off {text}"
        self.remove.setAccessibleName(words)
        self.remove.setToolTip(plain_tip(words))
        self._show_cross(self.underMouse())

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is over it."""
        self._show_cross(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        self._show_cross(self.remove.hasFocus())
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it off."""
        if self._cross and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.record_id)
        else:
            super().keyPressEvent(event)

    def focused(self, shown: bool) -> None:
        """The x got or lost the focus."""
        self._show_cross(shown or self.underMouse())

    def _show_cross(self, shown: bool) -> None:
        if self._cross is not None:
            self.remove.setIcon(self._cross() if shown else QIcon())


class _Cross(QToolButton):
    """The x, seen only where the pointer or the focus is."""

    def __init__(self, chip: Chip) -> None:
        super().__init__(chip)
        self._chip = chip
        self.setAutoRaise(True)
        self.setFixedSize(3 * GRID, 3 * GRID)
        self.setIconSize(QSize(14, 14))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._chip.focused(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._chip.focused(False)
