"""The audience's window: a clean picture of the map for the screen that everybody sees.

It follows what the lead looks at and types at, or stands still while the lead tidies up.
Nobody's hands do anything in it, and keys always go to the lead's window.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QApplication

from app.shown_map import ShownMap
from model.records import Lane, Stage, Step
from widgets.canvas.targets import Name
from widgets.presenting.attention import Attention
from widgets.presenting.laser import Pointed
from widgets.presenting.lines import TypedLine
from widgets.presenting.onlooker import Onlooker
from widgets.presenting.screens import for_audience
from widgets.presenting.timer import Countdown
from widgets.steady import steady
from widgets.voting.badges import Badges

if TYPE_CHECKING:
    from app.window import Window
    from widgets.canvas.canvas import Canvas
    from widgets.capture.bar import CaptureBar
    from widgets.voting.voting import Voting

#: On the lead's own screen: this share of it, in its lower right corner.
_SHARE, _MARGIN = 0.55, 24
#: What lies in this share of the picture, in its middle, is well in view: nothing moves for it.
_CALM = 0.5
#: Nearer to the border than this share of the picture, what is pointed at comes into the middle.
_NEAR = 0.06


class HeldBadges(Badges):
    """The dots of a vote, held with the picture."""

    def look(self) -> None:
        """Show what there is by now, unless the picture is held."""
        self._look()

    def _look(self) -> None:
        if not (isinstance(self._canvas, Onlooker) and self._canvas.still):
            super()._look()


@steady
class AudienceWindow(ShownMap):
    """One map for people to look at.

    Attributes:
        attention: where the lead looks.
        typed: the line of what is typed beside the map.
    """

    def __init__(self, window: "Window", timer: Countdown) -> None:
        super().__init__(window, timer)
        self._frozen = False
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.typed = TypedLine(window.windows.theme, self)
        self.addActions(window.actions())  # keys mean here what they mean there
        lead = window.editor.canvas
        self.attention = Attention(lead, self)
        self.attention.moved.connect(self.follow)
        self.canvas.resized.connect(self._fit)
        for typed in (lead.scene_changed, lead.editing.caret.typed, lead.editing.caret.ended):
            typed.connect(self._show_typed)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._screens_changed)
        application.screenRemoved.connect(self._screens_changed)
        self._bar: CaptureBar | None = None
        self._badges: HeldBadges | None = None
        self.name()

    # What is seen.

    @property
    def frozen(self) -> bool:
        """Whether the picture is held as it is."""
        return self._frozen

    @frozen.setter
    def frozen(self, frozen: bool) -> None:
        self._frozen = self.canvas.still = frozen
        if self._badges is not None:
            self._badges.look()
        self._show_typed()
        self._show_whose()

    def lead_by(self, presentation: bool) -> None:
        """Whether a presentation moves the camera, and not what the lead does on the canvas."""
        self.led = presentation
        self._show_whose()

    def _show_whose(self) -> None:
        """Show what the lead looks at, or leave that to the presentation."""
        if self._frozen:
            return
        self.name()
        if not self.led:
            self.canvas.spot.put("presenting", None)
        self.follow()

    def show_votes(self, voting: "Voting") -> None:
        """Show the dots of a vote, as soon as they are revealed."""
        if self._badges is None:
            self._badges = HeldBadges(self.canvas, voting)

    def watch(self, canvas: "Canvas") -> None:
        """Show what that canvas shows, and look where the lead looks there."""
        self.canvas.watch(canvas)
        self.attention.watch(canvas)

    def point(self, what: Pointed | None) -> None:
        """The lead points there: it comes into view, if it is not."""
        if what is None:
            return
        seen = self.canvas.seen_box()
        at = QPointF(
            seen.center().x() if what.beside else what.x,
            seen.center().y() if what.above else what.y,
        )
        near = QPointF(seen.width(), seen.height()) * _NEAR
        if not seen.adjusted(near.x(), near.y(), -near.x(), -near.y()).contains(at):
            self.attention.point(at)

    def follow(self, *, at_once: bool = False) -> None:
        """Bring what the lead looks at well into view."""
        if self._frozen or self.led:
            return
        zoom = max(self.canvas.least_zoom(), self.canvas.lead.zoom)
        place, box = self.attention.place, self.attention.box
        room = self.canvas.room(zoom) / zoom * _CALM
        calm = QRectF(QPointF(), room)
        calm.moveCenter(self.glide.goal)
        known = abs(self.glide.zoom - zoom) < 1e-6
        if at_once or not known or not (calm.contains(box) or calm.contains(place)):
            self.glide.to(place, zoom, at_once=at_once)

    def listen_to(self, bar: "CaptureBar") -> None:
        """Show what is typed in the capture bar, from now on."""
        if self._bar is None:
            self._bar = bar
            bar.line.typed.connect(self._show_typed)
            bar.left.connect(self._show_typed)
            self._show_typed()

    def _show_typed(self) -> None:
        if self._frozen:
            return
        bar, editing = self._bar, self.lead_window.editor.canvas.editing
        if isinstance(editing.target, Name):
            record = self.canvas.shown.records.get(editing.target.record)
            kinds = ((Stage, "Stage"), (Step, "Step"), (Lane, "Lane"))
            kind = next((word for of, word in kinds if isinstance(record, of)), "")
            self.typed.say(kind, editing.caret.text_shown)
        elif bar is not None and bar.isVisible():
            self.typed.say(f"{bar.place.text()} {bar.kind.text()}", bar.line.text)
        else:
            self.typed.say("", "")
        self._place_typed()
        typing = self.typed.isVisible() or (bar is not None and bar.isVisible())
        self.canvas.covered = self.typed.height() if typing else 0

    # Where it stands.

    def put(self, screen: QScreen | None) -> None:
        """Fill a screen; without one, stand beside the lead's window."""
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
            # Not `showFullScreen`, which asks for the keys.
            self.setWindowState(Qt.WindowState.WindowFullScreen)
            self.show()
            return
        room = self.lead_window.screen().availableGeometry()
        wide, high = int(room.width() * _SHARE), int(room.height() * _SHARE)
        corner = room.bottomRight()
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setGeometry(
            QRect(corner.x() - wide - _MARGIN, corner.y() - high - _MARGIN, wide, high)
        )
        self.show()

    def find_place(self) -> None:
        """Go to the screen for people to look at, if there is one now."""
        self.put(for_audience(QGuiApplication.screens(), self.lead_window.screen()))

    def _screens_changed(self) -> None:
        """A projector came or went: the lead's own screen is never covered."""
        if self.isVisible():
            self.find_place()

    def _fit(self) -> None:
        if self._frozen or self.led:
            self.glide.again()
        else:
            self.follow(at_once=True)

    def _place_typed(self) -> None:
        high = self.typed.sizeHint().height()
        self.typed.setGeometry(0, self.height() - high, self.width(), high)

    # Qt asks these of every widget.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is typed stands at the foot."""
        super().resizeEvent(event)
        self._place_typed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Some desktops give every window the keys: they are the lead's."""
        self.lead_window.activateWindow()
        there = self.lead_window.focusWidget() or self.lead_window
        QApplication.sendEvent(there, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fill the screen, or no longer."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
