"""The small bar of a presentation on one screen: it comes with the pointer and fades without."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QLabel, QMenu, QWidget

from app.buttons import FlatButton
from widgets.presenting.glide import may_move
from widgets.presenting.show import Show
from widgets.presenting.wishes import wish_of

if TYPE_CHECKING:
    from app.window import Window

#: ms of rest until it fades, and how long that takes.
_STAYS, _FADES = 2500, 350
#: What can be done about the timer, in its menu.
TIMER = ("view.timer_5", "view.timer_10", "view.timer_15", "",
         "view.timer_pause", "view.timer_more", "view.timer_stop")  # fmt: skip


def timer_menu(window: "Window", parent: QWidget) -> QMenu:
    """What can be done about the timer."""
    menu = QMenu(parent)
    for command in TIMER:
        menu.addAction(window.actions_[command]) if command else menu.addSeparator()
    menu.aboutToShow.connect(window.actions_.refresh)
    return menu


def turned(icon: str, on: QWidget) -> str:
    """An arrow of that name, to the other side where the window is read from the right."""
    if on.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        other = {"chevron-left": "chevron-right", "chevron-right": "chevron-left"}
        return other.get(icon, icon)
    return icon


class PresentingBar(QWidget):
    """Back, where one is, on, the pointer, the timer, the end."""

    wished = Signal(str)
    #: It came, or it is gone.
    seen = Signal(bool)

    def __init__(self, window: "Window", parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = window.windows.theme
        self.back = self._button("chevron-left", "Back", "back")
        self.place = QLabel(self)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.on = self._button("chevron-right", "Next", "next")
        self.pointer = self._button("circle-dot", "Laser pointer", "point")
        self.timer = self._button("timer", "Timer", "")
        self.timer.setMenu(timer_menu(window, self.timer))
        self.timer.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        self.end = self._button("x", "End", "end")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(2)
        for part in (self.back, self.place, self.on, self.pointer, self.timer, self.end):
            row.addWidget(part)
        self.setAccessibleName("Presentation")
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(1.0)
        self.setGraphicsEffect(self._effect)
        self._fading = QPropertyAnimation(self._effect, b"opacity", self)
        self._fading.setDuration(_FADES)
        self._fading.finished.connect(self._faded)
        self._rest = QTimer(self, singleShot=True, interval=_STAYS)
        self._rest.timeout.connect(self.fade)
        for button in self.findChildren(FlatButton):
            button.installEventFilter(self)
        self._theme.changed.connect(self._take_icons)
        self._take_icons()
        self.wake()

    def take(self, show: Show) -> None:
        """Say where that presentation is."""

        def say() -> None:
            self.place.setText(f"{show.at + 1} / {max(1, len(show.shots))}")
            self.back.setEnabled(show.at > 0)
            self.on.setEnabled(bool(show.next_name))
            tip = f"Next: {show.next_name}" if show.next_name else "Next"
            self.on.setToolTip(tip.replace("<", "‹"))

        show.changed.connect(say)
        say()

    def take_focus(self) -> None:
        """Let keys go to its buttons."""
        self.on.setFocus(Qt.FocusReason.TabFocusReason)

    def wake(self) -> None:
        """Be seen, and fade after a rest."""
        self._fading.stop()
        self._effect.setOpacity(1.0)
        self.show()
        self._rest.start()

    def fade(self) -> None:
        """Go, unless somebody is at it."""
        menu = self.timer.menu()
        if self.underMouse() or self._has_focus() or (menu is not None and menu.isVisible()):
            self._rest.start()
        elif may_move():
            self._fading.setStartValue(1.0)
            self._fading.setEndValue(0.0)
            self._fading.start()
        else:
            self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it came."""
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is gone."""
        super().hideEvent(event)
        self.seen.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain ground with round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("border"))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a presentation mean here what they mean elsewhere, but for pressing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            pressing = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            wish = "" if pressing else wish_of(event)
            if wish == "end":
                parent = self.parentWidget()
                if parent is not None:
                    parent.setFocus(Qt.FocusReason.OtherFocusReason)
                self._rest.start()
                return True
            self.wake()
        return False

    def _has_focus(self) -> bool:
        return any(button.hasFocus() for button in self.findChildren(FlatButton))

    def _faded(self) -> None:
        if self._effect.opacity() < 0.01:
            self.hide()

    def _button(self, icon: str, words: str, wish: str) -> FlatButton:
        button = FlatButton(self._theme, self)
        button.setObjectName(icon)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setIconSize(QSize(18, 18))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        if wish:
            button.clicked.connect(lambda: self.wished.emit(wish))
        return button

    def _take_icons(self) -> None:
        for button in self.findChildren(FlatButton):
            button.setIcon(self._theme.icon(turned(button.objectName(), self)))
