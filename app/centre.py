"""What stands in the middle of the window: the canvas, or first the questions of an empty map."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.settings import Settings
from widgets.canvas.canvas import Canvas
from widgets.document import Document
from widgets.panels.hints import Hints
from widgets.panels.invitation import Invitation, is_empty
from widgets.theme import Theme


class Centre(QWidget):
    """The canvas, and the invitation over it as long as there is nothing to see."""

    #: The questions are over: the canvas is seen from now on.
    begun = Signal()

    def __init__(
        self, canvas: Canvas, document: Document, theme: Theme, settings: Settings
    ) -> None:
        super().__init__()
        self._canvas, self._document = canvas, document
        self._settings = settings
        self.hints = Hints(
            document,
            theme,
            canvas,
            dismissed=not settings.hints,
            on_dismissed=self._no_more_hints,
        )
        self._pages = QStackedLayout(self)
        self._pages.addWidget(canvas)
        self.invitation: Invitation | None = None
        if document.path is None and is_empty(document.map) and not document.read_only:
            self.invitation = Invitation(document, theme, self)
            self.invitation.finished.connect(self._show_canvas)
            self._pages.addWidget(self.invitation)
            self._pages.setCurrentWidget(self.invitation)
            document.changed.connect(self._follow)

    def take_focus(self) -> None:
        """Let keys go to the canvas; the questions take them by themselves."""
        if self.invitation is None:
            self._canvas.setFocus()

    def _no_more_hints(self) -> None:
        self._settings.hints = False

    def _follow(self) -> None:
        """Something was put on the map by other ways than by answering."""
        if self.invitation is not None and not is_empty(self._document.map):
            self._show_canvas()

    def _show_canvas(self) -> None:
        self._pages.setCurrentWidget(self._canvas)
        self._canvas.setFocus()
        if self.invitation is not None:
            self.invitation.deleteLater()
            self.invitation = None
            self.begun.emit()
