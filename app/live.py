"""What of one window is in front of people: the audience's window, the timer, lock and pointer.

Each is made when it is first wanted; the marks at the bottom say for the lead what is on.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from widgets.commands.command import Command, always
from widgets.edited import LOCKED
from widgets.editor import Editor

if TYPE_CHECKING:
    from app.audience import AudienceWindow
    from app.live_marks import LiveMarks
    from app.presenting import Presenting
    from app.window import Window
    from widgets.canvas.canvas import Canvas
    from widgets.presenting.laser import Laser, Pointed
    from widgets.presenting.timer import Countdown

_FREEZE = "The audience sees the map as it was. What you do now is not shown."


class Live(QObject):
    """Of one window.

    Attributes:
        audience: the audience's window while it is open.
        presenting: the presentation that is going on.
    """

    #: Something of it is on or off.
    changed = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.audience: AudienceWindow | None = None
        self.presenting: Presenting | None = None
        self._timer: Countdown | None = None
        self._laser: Laser | None = None
        self._marks: LiveMarks | None = None
        self._seen: Canvas | None = None
        window.closed.connect(self.end)

    # The timer.

    @property
    def timer(self) -> "Countdown":
        """The window's timer."""
        if self._timer is None:
            from widgets.presenting.timer import Countdown

            self._timer = Countdown(self)
            self._timer.turned.connect(self._window.actions_.refresh_soon)
            self._timer.ended.connect(self._sound)
        return self._timer

    @property
    def timer_is_on(self) -> bool:
        """Whether a timer is shown."""
        return self._timer is not None and self._timer.is_on

    def start_timer(self, minutes: float) -> None:
        """Count down from so many minutes."""
        self.timer.start(minutes * 60)
        self._show()

    def _sound(self) -> None:
        if self.timer.sound:
            QApplication.beep()

    # The audience's window.

    def toggle_audience(self) -> None:
        """Open the audience's window, or close it."""
        if self.audience is not None:
            self.audience.close()
        else:
            self.open_audience().find_place()

    def open_audience(self) -> "AudienceWindow":
        """The audience's window, made if there is none."""
        if self.audience is None:
            from app.audience import AudienceWindow

            self.audience = AudienceWindow(self._window, self.timer)
            self.audience.closed.connect(self._audience_closed)
            if self._seen is not None:
                self.audience.watch(self._seen)
            self._window.bars.opened.connect(self._bar_opened)
            for name in ("capture", "votes"):
                self._bar_opened(name)
            if self._laser is not None:
                self._laser.show_on(self.audience.canvas)
            self._show()
        return self.audience

    def watch(self, canvas: "Canvas") -> None:
        """Let the audience see what that canvas shows, as while a recording is replayed."""
        self._seen = canvas
        if self.audience is not None:
            self.audience.watch(canvas)

    @property
    def frozen(self) -> bool:
        """Whether the audience sees a still picture."""
        return self.audience is not None and self.audience.frozen

    def toggle_freeze(self) -> None:
        """Hold the audience's picture still, or let it follow again."""
        if self.audience is not None:
            self.audience.frozen = not self.audience.frozen
            self._show()

    def _bar_opened(self, name: str) -> None:
        from widgets.capture.bar import CaptureBar
        from widgets.voting.bar import VotesBar

        bar = self._window.bars.made(name)
        if self.audience is not None and isinstance(bar, CaptureBar):
            self.audience.listen_to(bar)
        elif self.audience is not None and isinstance(bar, VotesBar):
            self.audience.show_votes(bar.voting)

    def _audience_closed(self) -> None:
        self._window.bars.opened.disconnect(self._bar_opened)
        if self._laser is not None and self.audience is not None:
            self._laser.leave(self.audience.canvas)
        self.audience = None
        self._show()

    # The pointer.

    @property
    def pointing(self) -> bool:
        """Whether the pointer is a dot of light that everybody sees."""
        return self._laser is not None and self._laser.is_on

    def toggle_laser(self) -> None:
        """Let the pointer be a dot of light, or a hand again."""
        self.laser.is_on = not self.laser.is_on
        self._show()

    @property
    def laser(self) -> "Laser":
        """The window's pointer."""
        if self._laser is None:
            from widgets.presenting.laser import Laser

            self._laser = Laser(self._window.editor.canvas)
            self._laser.moved.connect(self._pointed)
            if self.audience is not None:
                self._laser.show_on(self.audience.canvas)
        return self._laser

    def _pointed(self, what: "Pointed | None") -> None:
        if self.audience is not None:
            self.audience.point(what)

    # The lock.

    @property
    def locked(self) -> bool:
        """Whether nothing on the map can be changed until it is unlocked."""
        return self._window.document.locked

    def toggle_lock(self) -> None:
        """Lock the map, with what is being typed entered before; or unlock it."""
        window = self._window
        if not window.document.locked:
            window.commit_typing()
            window.editor.canvas.hands.cancel()
        window.document.locked = not window.document.locked
        for header in (window.editor.canvas.stage_header, window.editor.canvas.lane_header):
            header.update()
        self._show()

    # Presenting.

    def present(self) -> None:
        """Show the map stage by stage."""
        if self.presenting is None:
            from app.presenting import Presenting

            self._window.commit_typing()
            self.presenting = Presenting(self._window)
            self.presenting.ended.connect(self._presented)
            self.presenting.begin()
        else:
            self.presenting.raise_()

    def _presented(self) -> None:
        if self.presenting is not None:
            self.presenting.deleteLater()
        self.presenting = None
        self._window.actions_.refresh_soon()

    def end(self) -> None:
        """The lead's window is closed: so is what it shows to people."""
        if self.presenting is not None:
            self.presenting.end()
        if self.audience is not None:
            self.audience.close()

    def _show(self) -> None:
        """Say at the bottom, and above the canvas, what is on."""
        if self._marks is None:
            from app.live_marks import LiveMarks

            self._marks = LiveMarks(self._window, self)
        self._window.notice.say(
            _FREEZE if self.frozen else "", "frozen", todo="Show it now", do=self.toggle_freeze
        )
        self._window.actions_.refresh_soon()
        self.changed.emit()


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window in front of people."""
    live = window.live

    def timer_is_on(_: Editor) -> bool:
        return live.timer_is_on

    def minutes(many: int) -> Command:
        return Command(
            f"view.timer_{many}", f"&{many} minutes", lambda _: live.start_timer(many), (),
            "timer", always,
        )  # fmt: skip

    def toggle_sound(_: Editor) -> None:
        live.timer.sound = not live.timer.sound

    return (
        Command("view.present", "&Present", lambda _: live.present(), ("F5",),
                "presentation", always),
        Command("view.audience", "A&udience window", lambda _: live.toggle_audience(),
                ("Shift+F5",), "tv", always, checked=lambda _: live.audience is not None),
        Command("view.freeze", "Free&ze the audience window", lambda _: live.toggle_freeze(),
                ("Ctrl+F5",), "snowflake", lambda _: live.audience is not None,
                checked=lambda _: live.frozen),
        Command("view.laser", "Laser po&inter", lambda _: live.toggle_laser(),
                ("Ctrl+Shift+R",), "circle-dot", always, checked=lambda _: live.pointing),
        minutes(5),
        minutes(10),
        minutes(15),
        Command("view.timer_other", "Start a &timer…", lambda _: ask_minutes(window), ("Ctrl+T",),
                "timer", always),
        Command("view.timer_pause", "&Pause the timer", lambda _: live.timer.pause(), (),
                "pause", lambda e: timer_is_on(e) and live.timer.state != "over",
                checked=lambda e: timer_is_on(e) and live.timer.state == "paused"),
        Command("view.timer_more", "One minute &more", lambda _: live.timer.more(), (),
                "plus", timer_is_on),
        Command("view.timer_stop", "&Stop the timer", lambda _: live.timer.stop(), (),
                "x", timer_is_on),
        Command("view.timer_sound", "S&ound when the time is up", toggle_sound, (),
                "bell", always, checked=lambda _: live._timer is not None and live.timer.sound),
        Command("edit.lock", "&Lock the map", lambda _: live.toggle_lock(), (), "lock",
                lambda e: e.document.read_only in ("", LOCKED), checked=lambda _: live.locked),
    )  # fmt: skip


def ask_minutes(window: "Window") -> None:
    """Ask how many minutes a timer is to run."""
    from app.timer_dialog import TimerDialog

    dialog = TimerDialog(window)
    dialog.chosen.connect(window.live.start_timer)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
