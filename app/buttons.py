"""Calm buttons for toolbar and status bar: flat, rounded under the pointer, a clear focus.

Painted here because styles differ and style sheets are ruled out; colours are the theme's.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QDrag, QIcon, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from widgets.theme import Theme

RADIUS = 6.0
ICON = 18
_PAD, _GAP, _HEIGHT = 9, 7, 34
#: What the canvas takes as something new, with a JSON payload: what, and of which kind.
NEW = "application/x-touchline-new"


class FlatButton(QToolButton):
    """Icon, text or both on the ground."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._measured: tuple[str, bool, str] | None = None
        self._size = QSize()
        self.setIconSize(QSize(ICON, ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Room for what is shown, in px."""
        words = self._words() if self._shows_text() else ""
        shown = (words, self._shows_icon(), self.font().key())
        if shown != self._measured:  # layouts ask some thousand times while a window opens
            self._measured = shown
            metrics = self.fontMetrics()
            width = 2 * _PAD + (ICON if self._shows_icon() else 0)
            if words:
                width += metrics.horizontalAdvance(words) + (_GAP if self._shows_icon() else 0)
            self._size = QSize(width, max(_HEIGHT, metrics.height() + 12))
        return self._size

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: nothing is ever clipped."""
        return self.sizeHint()

    @property
    def worded(self) -> bool:
        """Whether its words are shown."""
        return self._shows_text()

    def room_for_words(self) -> int:
        """How much wider its words make it, in px."""
        return self.fontMetrics().horizontalAdvance(self._words()) + _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = self._ground()
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
        self._paint_content(painter)
        painter.end()

    def _paint_content(self, painter: QPainter) -> None:
        words = self.fontMetrics().horizontalAdvance(self._words()) if self._shows_text() else 0
        icon = ICON if self._shows_icon() else 0
        gap = _GAP if words and icon else 0
        x = (self.width() - words - gap - icon) // 2
        before, after = (0, icon + gap) if not self._mirrored() else (words + gap, 0)
        if icon:
            mode = self.icon().Mode.Normal if self.isEnabled() else self.icon().Mode.Disabled
            self.icon().paint(painter, x + before, (self.height() - ICON) // 2, ICON, ICON,
                              Qt.AlignmentFlag.AlignCenter, mode)  # fmt: skip
        if words:
            painter.setPen(self._ink())
            box = QRectF(x + after, 0, words + 1, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._words())

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return self._theme.colour("border")
        return self._theme.colour("text")

    def _ground(self) -> QColor | None:
        theme = self._theme
        if self.isDown() or self.isChecked():
            return theme.colour("grid")
        if self.isEnabled() and self.underMouse():
            return theme.colour("lane.alternate")
        return None

    def _words(self) -> str:
        action = self.defaultAction()
        return action.iconText() if action is not None else self.text()

    def _shows_icon(self) -> bool:
        return not self.icon().isNull()

    def _shows_text(self) -> bool:
        style = self.toolButtonStyle()
        return style != Qt.ToolButtonStyle.ToolButtonIconOnly or not self._shows_icon()


class PrimaryButton(FlatButton):
    """The one filled button among flat ones. Without room for its words, it shows an icon."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._name = icon

    def icon(self) -> QIcon:
        """As light as its words."""
        return self._theme.icon(self._name, "on.accent")

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring of the focus in the colour of the focus would not be seen on it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("on.accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 3, 3)
            painter.end()

    def _ink(self) -> QColor:
        return self._theme.colour("on.accent")

    def _ground(self) -> QColor | None:
        colour = self._theme.colour("focus")
        return colour.lighter(112) if self.underMouse() and not self.isDown() else colour


class NewButton(FlatButton):
    """Something new to drag onto the map; pressed, it is put where the focus is.

    `payload` is what the canvas gets, as JSON.
    """

    def __init__(
        self, theme: Theme, payload: bytes, may_drag: Callable[[], bool], parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._payload = payload
        self._may_drag = may_drag
        self._pressed_at: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag would start."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag once the pointer has gone far enough."""
        start = self._pressed_at
        far = QApplication.startDragDistance()
        moved = event.position().toPoint() - start if start is not None else QPoint()
        if start is None or moved.manhattanLength() < far or not self._may_drag():
            super().mouseMoveEvent(event)
            return
        self._pressed_at = None
        self.setDown(False)
        self.drag().exec(Qt.DropAction.CopyAction)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that was no drag."""
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def drag(self) -> QDrag:
        """What is dragged: the payload, under a picture of the button."""
        data = QMimeData()
        data.setData(NEW, self._payload)
        drag = QDrag(self)
        drag.setMimeData(data)
        picture = self.grab()
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(self.width() // 2, self.height() // 2))
        return drag

    def changeEvent(self, event: QEvent) -> None:
        """Forget a press when disabled meanwhile."""
        if event.type() == QEvent.Type.EnabledChange:
            self._pressed_at = None
        super().changeEvent(event)
