"""The line at the bottom: one hint at a time, and how large the map is shown."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from app.actions import Actions
from app.buttons import FlatButton
from widgets.editor import Editor

#: How long a refusal stays, in ms: long enough to be read.
STAYS = 8000
_ZOOMS = ("view.actual_size", "view.fit", "view.selection", "view.stage")


class StatusBar(QWidget):
    """A hint on the left, the zoom on the right."""

    def __init__(self, editor: Editor, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._canvas = editor.theme, editor.canvas
        self.hint = _OneLine(self)
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
        row.addWidget(self.hint, 1)
        for command, name in (("view.zoom_out", "Zoom out"), ("", ""), ("view.zoom_in", "Zoom in")):
            if not command:
                row.addWidget(self.zoom)
                continue
            button = FlatButton(editor.theme, self)
            button.setDefaultAction(actions[command])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(name)
            row.addWidget(button)
        self._until_then = ""
        self._clear = QTimer(self, singleShot=True, interval=STAYS)
        self._clear.timeout.connect(lambda: self.say(self._until_then))
        editor.canvas.hint.connect(self.say)
        editor.document.refused.connect(self.refuse)
        editor.canvas.view_changed.connect(self._show_zoom)
        self._show_zoom()

    def say(self, hint: str) -> None:
        """Show a hint; "" takes it away. A refusal that was just made is left to be read."""
        self._until_then = hint
        if not self._clear.isActive():
            self.hint.setText(hint)
            self.hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def refuse(self, why: str) -> None:
        """Show why something was not done, for a while."""
        self._clear.stop()
        self.hint.setText(why)
        self.hint.setForegroundRole(QPalette.ColorRole.WindowText)
        self._clear.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain ground and one line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("grid"))
        painter.end()

    def _show_zoom(self) -> None:
        percent = f"{round(self._canvas.zoom * 100)}%"
        if percent != self.zoom.text():
            self.zoom.setText(percent)
            self.zoom.setAccessibleName(f"Zoom, {percent}")
            self.zoom.updateGeometry()


class _OneLine(QLabel):
    """Plain words in one line that give way before anything else does; whole in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        fitting = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, fitting)
        painter.end()
