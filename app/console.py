"""The lead's side of a presentation: the picture, notes on it, what comes next, and the time."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.buttons import FlatButton
from app.presenting_bar import timer_menu, turned
from model.names import own_name
from model.records import Stage
from widgets.presenting.glide import Glide
from widgets.presenting.onlooker import Onlooker
from widgets.presenting.show import Show, bright, fitting
from widgets.presenting.timer import in_figures
from widgets.presenting.timer_face import TimerFace
from widgets.presenting.wishes import wish_of
from widgets.steady import steady
from widgets.theme import Theme

if TYPE_CHECKING:
    from app.window import Window

#: px: sizes of type, and the width of the notes.
_NAME, _NOTES, _CLOCK, _WIDE = 26, 18, 30, 380
_LEAST = 0.04


@steady
class Console(QWidget):
    """A window of the lead's own. Its keys go on and back."""

    wished = Signal(str)
    closed = Signal()

    def __init__(self, window: "Window", show: Show) -> None:
        super().__init__()
        self._window, self._show = window, show
        self._theme = theme = window.windows.theme
        self._began = time.monotonic()
        self.setWindowTitle("Presentation, for you")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas = Onlooker(window.editor.canvas)
        self._glide = Glide(self.canvas)
        self.canvas.resized.connect(lambda: self._look(at_once=True))
        ground = Frame(theme, self)
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.canvas)
        window.live.laser.take_from(self.canvas, ground)
        self.clock = self._label(_CLOCK, bold=True)
        self.since = self._label(_NOTES, quiet=True)
        self.timer = TimerFace(window.live.timer, theme, self, 30)
        self.timer_button = FlatButton(theme, self)
        self.timer_button.setText("Timer")
        self.timer_button.setMenu(timer_menu(window, self.timer_button))
        self.timer_button.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        self.name = self._label(_NAME, bold=True)
        self.place = self._label(_NOTES, quiet=True)
        self.notes = self._label(_NOTES)
        self.notes.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.next = self._label(_NOTES)
        self.back_button = self._button("chevron-left", "Back", "back")
        self.on_button = self._button("chevron-right", "Next", "next")
        self.pointer = self._button("circle-dot", "Pointer", "point")
        self.end_button = self._button("x", "End", "end")
        self._arrange(ground)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tell_time)
        self._second.start()
        self._tell_time()
        show.changed.connect(self._say)
        theme.changed.connect(self._take_icons)
        self._take_icons()

    def put(self, over: QRect) -> None:
        """Stand where the lead's window is."""
        self.setGeometry(over)
        self.show()

    def leave(self) -> None:
        """It is about to be closed."""
        self._window.live.laser.leave(self.canvas)

    def sizeHint(self) -> QSize:
        """Room for the picture beside the notes."""
        return QSize(1200, 760)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On and back, to an end."""
        wish = wish_of(event, self.canvas.laid.rtl)
        if wish:
            self.wished.emit(wish)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """With the notes the presentation ends."""
        super().closeEvent(event)
        self.closed.emit()

    def _arrange(self, ground: QWidget) -> None:
        time_row = QHBoxLayout()
        time_row.setSpacing(16)
        time_row.addWidget(self.clock)
        time_row.addWidget(self.since)
        time_row.addStretch(1)
        time_row.addWidget(self.timer)
        time_row.addWidget(self.timer_button)
        within = QWidget(self)
        words = QVBoxLayout(within)
        words.setContentsMargins(0, 0, 8, 0)
        words.addWidget(self.notes)
        words.addStretch(1)
        room = QScrollArea(self)
        room.setWidget(within)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.name)
        side.addWidget(self.place)
        side.addSpacing(8)
        side.addWidget(room, 1)
        side.addWidget(self.next)
        column = QWidget(self)
        column.setFixedWidth(_WIDE)
        side.setContentsMargins(0, 0, 0, 0)
        column.setLayout(side)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(ground, 1)
        middle.addWidget(column)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for button in (self.back_button, self.on_button, self.pointer):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.end_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 12)
        whole.setSpacing(14)
        whole.addLayout(time_row)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)

    def _say(self) -> None:
        show = self._show
        stage = show.stage
        info = self.canvas.shown.info
        if stage is not None or not show.shots:
            self.name.setText((own_name(stage) if stage else "") or "No stage yet")
        else:
            self.name.setText(info.title or "All of the map")
        shot, many = show.shot, max(1, len(show.shots))
        part = f"Part {shot.part} of {shot.parts}  ·  " if shot and shot.parts > 1 else ""
        self.place.setText(f"{part}Picture {show.at + 1} of {many}")
        self.notes.setText("\n\n".join(_notes_on(stage) if stage else self._notes_on_all()))
        self.next.setText(f"Next: {show.next_name}" if show.next_name else "This is the end")
        self.back_button.setEnabled(show.at > 0)
        self.on_button.setEnabled(bool(show.next_name))
        self._look()

    def _look(self, *, at_once: bool = False) -> None:
        """The same picture, as large as there is room for it."""
        shot = self._show.shot
        if shot is not None:
            self.canvas.spotted = False
            about = bright(self.canvas.laid, shot) if shot.stage else None
            self.canvas.spot.put("presenting", about)
            box = QRectF(*shot.box)
            self._glide.to(box.center(), fitting(self.canvas, box, _LEAST, 1.5), at_once=at_once)

    def _notes_on_all(self) -> list[str]:
        info = self.canvas.shown.info
        said = [info.description, info.scenario and f"Scenario: {info.scenario}"]
        said += [f"Customer goal: {goal}" for goal in info.customer_goals]
        said += [f"Business goal: {goal}" for goal in info.business_goals]
        return [words for words in said if words]

    def _tell_time(self) -> None:
        self.clock.setText(QTime.currentTime().toString("HH:mm"))
        self.since.setText(f"{in_figures(int(time.monotonic() - self._began))} so far")

    def _label(self, size: int, *, bold: bool = False, quiet: bool = False) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(not bold or size == _NAME)
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        label.setFont(font)
        if quiet:
            label.setWordWrap(False)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _button(self, icon: str, words: str, wish: str) -> FlatButton:
        button = FlatButton(self._theme, self)
        button.setObjectName(icon)
        button.setText(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self.wished.emit(wish))
        return button

    def _take_icons(self) -> None:
        for button in (self.back_button, self.on_button, self.pointer, self.end_button):
            button.setIcon(self._theme.icon(turned(button.objectName(), self)))
        self.timer_button.setIcon(self._theme.icon("timer"))


class Frame(QWidget):
    """A thin line around the picture."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Around what lies in it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("border"))
        painter.end()


def _notes_on(stage: Stage) -> list[str]:
    """What a lead wants to know of a stage."""
    said = [
        stage.description,
        stage.customer_goal and f"Customer goal: {stage.customer_goal}",
        stage.business_goal and f"Business goal: {stage.business_goal}",
    ]
    return [words for words in said if words] or ["No notes: the stage has no description yet."]
