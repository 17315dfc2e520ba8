"""What every window in front of people is made of: a line above, and the map for onlookers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.presenting.glide import Glide
from widgets.presenting.lines import TopLine
from widgets.presenting.onlooker import Onlooker
from widgets.presenting.timer import Countdown
from widgets.steady import steady

if TYPE_CHECKING:
    from app.window import Window


@steady
class ShownMap(QWidget):
    """A window of its own for the map of the lead's window.

    Attributes:
        lead_window: the window of whoever leads.
        led: whether a presentation moves the camera.
        canvas: what is seen, in `ground`, which hears the pointer.
        glide: its camera.
        top: the line above.
    """

    closed = Signal()

    def __init__(self, window: "Window", timer: Countdown) -> None:
        super().__init__()
        self.lead_window = window
        self.led = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The lead's window decides when the program is over.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.canvas = Onlooker(window.editor.canvas)
        self.glide = Glide(self.canvas)
        self.top = TopLine(window.windows.theme, timer, self)
        self.ground = QWidget(self)
        inner = QVBoxLayout(self.ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.ground, 1)
        self.canvas.scene_changed.connect(self.name)
        window.document.state_changed.connect(self.name)

    def name(self) -> None:
        """Say which map it is."""
        from app.files import name_of

        document = self.lead_window.document
        self.setWindowTitle(f"{name_of(document)} - for the audience")
        info = self.canvas.shown.info
        self.top.title.say(info.title or name_of(document))
        self.top.beside.first = self.led
        if not self.led:
            self.top.beside.say(info.subtitle)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever opened it goes on without it."""
        if self.isActiveWindow():
            self.lead_window.activateWindow()
        super().closeEvent(event)
        self.closed.emit()
