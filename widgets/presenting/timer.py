"""A timer for a room: so many minutes, shown wherever people look.

It knows when it will be over and not how often it ticked: covered, slow or busy, it is right.
"""

import time
from collections.abc import Callable
from math import ceil
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

State = Literal["off", "running", "paused", "over"]
#: s; the longest that may be asked for, and what "one more" adds.
LONGEST, MORE = 12 * 60 * 60, 60
#: The last so many seconds are shown as such.
LAST = 60
OVER = "Time is up"


def in_figures(seconds: int) -> str:
    """4:05, or 1:04:05 from an hour on."""
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


class Countdown(QObject):
    """Counts down once. `clock` gives seconds that never go back.

    Attributes:
        sound: whether its end is heard as well.
    """

    #: Another second is shown, or it was started, paused, prolonged or stopped.
    changed = Signal()
    #: It was started, paused or stopped, or is over.
    turned = Signal()
    #: It has just come to its end.
    ended = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.state: State = "off"
        self._told: State = "off"
        self.sound = False
        self._until = 0.0
        self._left = 0.0
        self._tick = QTimer(self, singleShot=True)
        self._tick.timeout.connect(self.look)

    @property
    def left(self) -> int:
        """Seconds that are left, as they are shown; a second that has begun counts."""
        seconds = self._until - self._clock() if self.state == "running" else self._left
        return max(0, ceil(seconds - 1e-3))

    @property
    def is_on(self) -> bool:
        """Whether there is anything to show."""
        return self.state != "off"

    @property
    def text(self) -> str:
        """What is shown: "4:05", "Time is up", or nothing."""
        if self.state == "over":
            return OVER
        return in_figures(self.left) if self.is_on else ""

    def start(self, seconds: float) -> None:
        """Count down from so many seconds, 1 to `LONGEST`, whatever was counted before."""
        seconds = min(max(1.0, seconds), float(LONGEST))
        self.state, self._until = "running", self._clock() + seconds
        self.look()

    def pause(self) -> None:
        """Stand still, or go on."""
        if self.state == "running":
            self._left = max(0.0, self._until - self._clock())
            self.state = "paused"
        elif self.state == "paused":
            self.state, self._until = "running", self._clock() + self._left
        self.look()

    def more(self, seconds: float = MORE) -> None:
        """Add some time; what was over goes on with that."""
        if self.state == "paused":
            self._left = min(self._left + seconds, float(LONGEST))
            self.changed.emit()
        elif self.state == "running":
            self.start(self._until - self._clock() + seconds)
        elif self.state == "over":
            self.start(seconds)

    def stop(self) -> None:
        """Take it away."""
        self.state = "off"
        self.look()

    def look(self) -> None:
        """Show what the clock says, and come again when that will be another second."""
        self._tick.stop()
        over = False
        if self.state == "running":
            left = self._until - self._clock()
            if left <= 1e-3:
                self.state, self._left, over = "over", 0.0, True
            else:
                self._tick.start(max(1, ceil((left - (ceil(left - 1e-3) - 1)) * 1000)))
        self.changed.emit()
        if self._told != self.state:
            self._told = self.state
            self.turned.emit()
        if over:
            self.ended.emit()
