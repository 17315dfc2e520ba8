"""Presenting: the map stage by stage, on the audience's screen or on this one.

Where there is a second screen, or an audience's window, people see the pictures there and
the lead sees notes; with one screen the pictures fill it, and a small bar comes when the
pointer is moved.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)

from app.presenting_bar import PresentingBar
from app.shown_map import ShownMap
from widgets.canvas.headers import over_the_view
from widgets.presenting.laser import Pointed, point_of
from widgets.presenting.screens import for_audience
from widgets.presenting.show import Show
from widgets.presenting.timer import Countdown
from widgets.presenting.wishes import Wish, wish_of
from widgets.steady import steady
from widgets.voting.badges import Badges
from widgets.voting.bar import VotesBar

if TYPE_CHECKING:
    from app.window import Window

#: px between the bar and the lower edge of the screen.
_UNDER = 28
#: The dot of light below this share of the height looks for the bar.
_LOW = 0.75


class Presenting(QObject):
    """One presentation of one window's map, from its first picture to its end.

    Attributes:
        show: which picture is shown.
        alone: the window that fills the only screen; None where there are two.
        console: the lead's notes; None where there is one screen.
    """

    ended = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        from app.console import Console

        self._window, self._over, self._held = window, False, False
        live = window.live
        self._pointed = live.pointing
        self.alone: Solo | None = None
        self.console: Console | None = None
        second = for_audience(QGuiApplication.screens(), window.screen())
        self._audience = live.audience
        if self._audience is None and second is not None:
            self._audience = live.open_audience()
            self._audience.put(second)
        if self._audience is not None:
            audience = self._audience
            if live.frozen:
                live.toggle_freeze()
            self.show = Show(audience.canvas, audience.glide, self)
            self.console = Console(window, self.show)
            shown: ShownMap = audience
            own: Solo | Console = self.console
            audience.closed.connect(self.end)
        else:
            self.alone = Solo(window, live.timer)
            self.show = Show(self.alone.canvas, self.alone.glide, self)
            self.alone.take(self.show)
            shown = own = self.alone
        own.wished.connect(self.do)
        own.closed.connect(self.end)
        self._shown = shown
        self.show.changed.connect(self._say)
        live.changed.connect(self._look)

    def begin(self) -> None:
        """Show the first picture."""
        if self._audience is not None:
            self._audience.lead_by(True)
        else:
            self._shown.led = True
            self._shown.name()
        if self.alone is not None:
            self.alone.setGeometry(self._window.screen().geometry())
            self.alone.showFullScreen()
        if self.console is not None:
            self.console.put(self._window.geometry())
        self.show.begin()
        self.raise_()

    def raise_(self) -> None:
        """Let keys go on and back."""
        for window in (self.console, self.alone):
            if window is not None:
                window.raise_()
                window.activateWindow()
                window.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self, wish: Wish) -> None:
        """Go on, back or to an end; point; stop."""
        match wish:
            case "next":
                self.show.step(1)
            case "back":
                self.show.step(-1)
            case "first":
                self.show.go(0)
            case "last":
                self.show.go(len(self.show.shots) - 1)
            case "point":
                self._window.live.toggle_laser()
            case "end":
                self.end()

    def end(self) -> None:
        """Back to the map, as it was before."""
        if self._over:
            return
        self._over = True
        self._window.live.changed.disconnect(self._look)
        self.show.end()
        if self._window.live.pointing and not self._pointed:
            self._window.live.toggle_laser()  # on the map, hands are to be hands again
        audience = self._audience
        if audience is not None and audience is self._window.live.audience:
            audience.lead_by(False)
        for window in (self.console, self.alone):
            if window is not None:
                window.leave()
                window.close()
        if self._window.isVisible():
            self._window.activateWindow()
            self._window.centre.take_focus()
        self.ended.emit()

    def _look(self) -> None:
        """What was held still catches up with the lead."""
        held, self._held = self._held, self._window.live.frozen
        if held and not self._held:
            self.show.look()
            self._say()

    def _say(self) -> None:
        """Where the presentation is, over what is shown."""
        show = self.show
        if self._window.live.frozen:
            return
        if show.shots:
            place = f"{show.at + 1} of {len(show.shots)}"
            self._shown.top.beside.say(f"{show.name(show.shot)}  ·  {place}")
        else:
            self._shown.top.beside.say("There is no stage to show yet")


@steady
class Solo(ShownMap):
    """The pictures on the only screen; keys and clicks go on and back, Esc ends."""

    wished = Signal(str)

    def __init__(self, window: "Window", timer: Countdown) -> None:
        super().__init__(window, timer)
        self.setMouseTracking(True)
        self.ground.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Presentation")
        self.bar = PresentingBar(window, self)
        self.bar.wished.connect(self.wished)
        self.bar.seen.connect(self._show_arrow)
        window.live.laser.take_from(self.canvas, self.ground)
        window.live.laser.moved.connect(self._pointed)
        votes = window.bars.made("votes")
        if isinstance(votes, VotesBar):
            self._badges = Badges(self.canvas, votes.voting)
        self.name()

    def take(self, show: Show) -> None:
        """Say in the bar where the presentation is."""
        self.bar.take(show)

    def leave(self) -> None:
        """It is about to be closed."""
        self.lead_window.live.laser.leave(self.canvas)

    def sizeHint(self) -> QSize:
        """As a screen."""
        return QSize(1280, 720)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar stands low in the middle."""
        super().resizeEvent(event)
        self._place_bar()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On, back, to an end; Tab goes to the bar."""
        wish = wish_of(event, self.canvas.laid.rtl)
        if wish:
            self.wished.emit(wish)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.bar.wake()
            self.bar.take_focus()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes on."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.wished.emit("next")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Whoever moves the pointer looks for the bar."""
        self.bar.wake()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Two fingers look around, with Ctrl nearer."""
        self.glide.stop()
        over_the_view(event, self, self.canvas)

    def event(self, event: QEvent) -> bool:
        """Two fingers apart look nearer."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.glide.stop()
            port = self.canvas.view.viewport()
            at = QPointF(port.mapFromGlobal(event.globalPosition()))
            self.canvas.camera.zoom_to(self.canvas.zoom * (1 + event.value()), at)
            return True
        return super().event(event)

    def _pointed(self, what: Pointed | None) -> None:
        """The dot of light goes where the bar is."""
        if what is not None and point_of(self.canvas, what).y() > self.height() * _LOW:
            self.bar.wake()

    def _show_arrow(self, seen: bool) -> None:
        """The arrow comes and goes with the bar."""
        if seen:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.BlankCursor)

    def _place_bar(self) -> None:
        size: QSize = self.bar.sizeHint()
        wide = min(size.width(), self.width() - 16)
        x = (self.width() - wide) // 2
        self.bar.setGeometry(QRect(x, self.height() - size.height() - _UNDER, wide, size.height()))
        self.bar.raise_()
