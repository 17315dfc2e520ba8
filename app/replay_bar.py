"""The bar under a recording: play, step, the line of time, and what is shown."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from app.buttons import FlatButton
from model.files.recorded import Moment
from model.timeline import Timeline
from widgets.box import GRID
from widgets.panels.parts import OneLine, paint_bar
from widgets.replay.slider import PARTS, TimeSlider
from widgets.theme import Theme
from widgets.tips import plain_tip

#: s that the whole recording can take.
SPEEDS = (10, 30, 60)
#: ms from one picture to the next.
_TICK = 40
_READING = "Reading the recording…"


class ReplayBar(QWidget):
    """Moves through a recording.

    Attributes:
        index: the moment that is shown.
        seconds: how long the whole of it takes.
    """

    #: Another moment is to be shown; whether it is one of many that pass.
    moved = Signal(int, bool)
    copy_wanted = Signal()
    #: The bar is left: keys go to the canvas again.
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moments: Sequence[Moment] = ()
        self._line = Timeline(())
        self._days = False
        self.index, self.seconds = 0, 30
        self._position = 0.0
        self._since = QElapsedTimer()
        self._tick = QTimer(self, interval=_TICK)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._play_on)
        self.clock, self.label, self.count = _words(self), OneLine(self, 80), _words(self)
        font = self.clock.font()
        font.setWeight(font.Weight.DemiBold)
        self.clock.setFont(font)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.slider = TimeSlider(theme, self)
        self.slider.valueChanged.connect(self._slid)
        self.back = self._button("chevron-left", "One step back (Left)")
        self.play_button = self._button("play", "Play (Space)")
        self.forth = self._button("chevron-right", "One step on (Right)")
        self.speed = self._button("", "How long the whole recording takes")
        self.copy_button = self._button("copy-plus", "Open this moment as a copy, in a new window")
        self.copy_button.setText("Open this moment as a copy")
        self.close_button = self._button("x", "Back to the map (Esc)")
        self.back.clicked.connect(lambda: self.step(-1))
        self.forth.clicked.connect(lambda: self.step(1))
        self.play_button.clicked.connect(self.toggle)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.close_button.clicked.connect(self.close_bar)
        menu = QMenu(self.speed)
        for seconds in SPEEDS:
            action = menu.addAction(f"All in {seconds} s")
            action.triggered.connect(lambda _=False, seconds=seconds: self.take(seconds))
        self.speed.setMenu(menu)
        self.speed.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        self.setFocusProxy(self.slider)
        for part in self.findChildren(QWidget):
            part.installEventFilter(self)
        theme.changed.connect(self._take_icons)
        self._take_icons()
        self.take(30)
        self.wait()
        self.hide()

    # What is shown.

    def wait(self) -> None:
        """There is nothing to be moved through yet."""
        self.stop()
        self._moments, self._line = (), Timeline(())
        self.clock.clear()
        self.label.setText(_READING)
        self.count.clear()
        self.slider.mark((), ())
        self._enable(False)

    def show_recording(self, moments: Sequence[Moment], line: Timeline) -> None:
        """Move through these moments, from the first one on."""
        self._moments, self._line = moments, line
        first, last = (m.time.astimezone().date() for m in (moments[0], moments[-1]))
        self._days = first != last
        positions = [line.position(n) for n in range(len(moments))]
        begun = [p for p, m in zip(positions, moments, strict=True) if m.begins]
        self.slider.mark(positions, begun[1:])
        self._enable(True)
        self._show(0)

    @property
    def is_playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._tick.isActive()

    # What can be done.

    def toggle(self) -> None:
        """Play, from the beginning once all was seen; or stand still."""
        if self.is_playing:
            self.stop()
        elif len(self._moments) > 1:
            if self.index == len(self._moments) - 1:
                self._go(0)
            self._since.start()
            self._tick.start()
            self._take_icons()

    def stop(self) -> None:
        """Stand still."""
        self._tick.stop()
        self._take_icons()

    def step(self, by: int) -> None:
        """So many entries on, or back."""
        self.stop()
        self._go(self.index + by)

    def take(self, seconds: int) -> None:
        """Let the whole of it take so many seconds."""
        self.seconds = seconds
        self.speed.setText(f"All in {seconds} s")
        self.speed.setAccessibleName(f"The whole recording takes {seconds} s")
        self.speed.updateGeometry()

    def close_bar(self) -> None:
        """Put the bar away."""
        self.stop()
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the bar, whichever of its parts has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._does(event, isinstance(watched, FlatButton))
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same where the bar itself gets them."""
        if not self._does(event, on_button=False):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own and a line above."""
        paint_bar(self, self._theme, above=False)

    def _does(self, event: QKeyEvent, on_button: bool) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            return False
        forward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        if key == Qt.Key.Key_Space and not on_button:
            if not event.isAutoRepeat():
                self.toggle()
        elif key == Qt.Key.Key_Left:
            self.step(-forward)
        elif key == Qt.Key.Key_Right:
            self.step(forward)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.stop()
            self._go(0 if key == Qt.Key.Key_Home else len(self._moments) - 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(-10 if key == Qt.Key.Key_PageUp else 10)
        elif key == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            return False
        return True

    # Moving.

    def _go(self, index: int, *, passing: bool = False) -> None:
        index = min(max(0, index), len(self._moments) - 1)
        if index >= 0 and index != self.index:
            self._show(index, passing=passing)

    def _show(self, index: int, *, passing: bool = False) -> None:
        self.index = index
        if not passing:
            self._position = self._line.position(index)
        moment = self._moments[index]
        self.clock.setText(self._clock(moment.time))
        self.label.setText(moment.label)
        self.count.setText(f"{index + 1:,} of {len(self._moments):,}")
        self.slider.blockSignals(True)
        self.slider.setValue(round(self._position * PARTS))
        self.slider.blockSignals(False)
        self.slider.setAccessibleDescription(f"{self.clock.text()} {moment.label}")
        self.back.setEnabled(index > 0)
        self.forth.setEnabled(index < len(self._moments) - 1)
        self.moved.emit(index, passing)

    def _slid(self, value: int) -> None:
        """The line was pressed, or its handle dragged."""
        if self._moments:
            self.stop()
            self._go(self._line.nearest(value / PARTS))
            if not self.slider.isSliderDown():
                self._position = self._line.position(self.index)

    def _play_on(self) -> None:
        self._position = min(1.0, self._position + self._since.restart() / 1000 / self.seconds)
        self._go(self._line.index_at(self._position), passing=True)
        self.slider.blockSignals(True)
        self.slider.setValue(round(self._position * PARTS))
        self.slider.blockSignals(False)
        if self._position >= 1:
            self.stop()

    def _clock(self, time: datetime) -> str:
        local = time.astimezone()
        day = f"{local.day} {local:%b} " if self._days else ""
        return f"{day}{local.hour}:{local:%M}"

    # How it is put together.

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.clock)
        top.addWidget(self.label, 1)
        top.addWidget(self.count)
        low = QHBoxLayout()
        low.setSpacing(2)
        low.addWidget(self.back)
        low.addWidget(self.play_button)
        low.addWidget(self.forth)
        low.addWidget(self.slider, 1)
        low.addWidget(self.speed)
        low.addWidget(self.copy_button)
        low.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(low)

    def _button(self, icon: str, tip: str) -> FlatButton:
        button = FlatButton(self._theme, self)
        button.setProperty("icon_name", icon)
        button.setToolTip(plain_tip(tip))
        button.setAccessibleName(tip.partition(" (")[0])
        return button

    def _enable(self, on: bool) -> None:
        for part in (self.back, self.play_button, self.forth, self.copy_button, self.slider):
            part.setEnabled(on)

    def _take_icons(self) -> None:
        playing = self.is_playing
        self.play_button.setProperty("icon_name", "pause" if playing else "play")
        said = "Stop here" if playing else "Play"
        self.play_button.setAccessibleName(said)
        self.play_button.setToolTip(plain_tip(f"{said} (Space)"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ways = ("chevron-right", "chevron-left")[:: 1 if mirrored else -1]
        for button, way in zip((self.back, self.forth), ways, strict=True):
            button.setProperty("icon_name", way)
        for button in self.findChildren(FlatButton):
            if name := button.property("icon_name"):
                button.setIcon(self._theme.icon(name))
        self.slider.update()


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
