"""The line at the bottom: one hint at a time, and how large the map is shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.actions import Actions
from app.buttons import FlatButton
from app.safety import SafetyMark
from widgets.editor import Editor
from widgets.panels.parts import OneLine

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: How long a line stays, in ms: long enough to be read.
STAYS = 6000
_ZOOMS = ("view.actual_size", "view.fit", "view.selection", "view.stage")


class StatusBar(QWidget):
    """A hint on the left, the zoom on the right."""

    def __init__(self, editor: Editor, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._canvas = editor.theme, editor.canvas
        self.hint = OneLine(self)
        self.hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.zoom = FlatButton(editor.theme, self)
        self.zoom.setToolTip("How large the map is shown")
        menu = QMenu(self.zoom)
        menu.addActions([actions[i] for i in _ZOOMS if i in actions])
        menu.aboutToShow.connect(actions.refresh_now)
        self.zoom.setMenu(menu)
        self.zoom.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 6, 0)
        row.setSpacing(2)
        self.safety = SafetyMark(editor.document, editor.theme, self)
        row.addWidget(self.hint, 1)
        row.addWidget(self.safety)
        for command, name in (("view.zoom_out", "Zoom out"), ("", ""), ("view.zoom_in", "Zoom in")):
            if not command:
                row.addWidget(self.zoom)
                continue
            button = FlatButton(editor.theme, self)
            button.setDefaultAction(actions[command])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(name)
            row.addWidget(button)
        #: What is said as long as nothing else is: its reason lasts.
        self._standing = ""
        self._refused = False
        #: Why nothing can be changed, where that is what a refusal says.
        self._why = ""
        self._document = editor.document
        self._clear = QTimer(self, singleShot=True, interval=STAYS)
        self._clear.timeout.connect(self._fade)
        # A line and the action that it is about come together: only the next one ends it.
        self._new = QTimer(self, singleShot=True, interval=0)
        editor.canvas.hint.connect(self.say)
        editor.canvas.connecting_changed.connect(self._stand)
        editor.document.refused.connect(self.refuse)
        editor.document.changed.connect(self._end)
        editor.document.state_changed.connect(self._look_why)
        editor.selection.changed.connect(self._end)
        editor.canvas.spotlight.changed.connect(self._end)
        editor.canvas.editing.caret.typed.connect(self.end_refusal)
        editor.canvas.view_changed.connect(self._show_zoom)
        self._show_zoom()

    def put_in(self, mark: QWidget) -> None:
        """Show another mark, before the one that says what is safe."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout), "its parts stand in a row"
        row.insertWidget(row.indexOf(self.safety), mark)

    def follow(self, canvas: "Canvas") -> None:
        """Say from now on how large the map is shown on that canvas."""
        self._canvas.view_changed.disconnect(self._show_zoom)
        self._canvas = canvas
        canvas.view_changed.connect(self._show_zoom)
        self._show_zoom()

    def say(self, hint: str) -> None:
        """Show a hint for a while; "" takes it away. A refusal that was just made stays."""
        if not (self._refused and self._new.isActive()):
            self._show(hint)

    def refuse(self, why: str) -> None:
        """Show why something was not done, for a while, and not longer than that is so."""
        self._show(why, refused=True)
        self._why = why if why == self._document.read_only else ""

    def end_refusal(self) -> None:
        """Whoever types on, or looks elsewhere, has read why something was not done."""
        if self._refused:
            self._end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain ground and one line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("grid"))
        painter.end()

    def _show(self, line: str, *, refused: bool = False) -> None:
        self._refused = refused
        self.hint.setText(line or self._standing)
        role = QPalette.ColorRole
        self.hint.setForegroundRole(role.WindowText if refused else role.PlaceholderText)
        if line:
            self._clear.start()
            self._new.start()
        else:
            self._clear.stop()

    def _stand(self, on: bool) -> None:
        """What was said when a tool was taken up is said until it is laid down."""
        self._standing = self.hint.text() if on else ""
        self._show("")

    def _end(self) -> None:
        """Something else is done now."""
        if not self._new.isActive():
            self._show("")

    def _look_why(self) -> None:
        """What could not be changed, as it was locked, may be free by now."""
        if self._refused and self._why and self._why != self._document.read_only:
            self._show("")

    def _fade(self) -> None:
        """It was read; while something is held with the pointer, what is said is about that."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._show("")
        else:
            self._clear.start()

    def _show_zoom(self) -> None:
        percent = f"{round(self._canvas.zoom * 100)}%"
        if percent != self.zoom.text():
            self.zoom.setText(percent)
            self.zoom.setAccessibleName(f"Zoom, {percent}")
            self.zoom.updateGeometry()
