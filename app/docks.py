"""The panels at the side, and how they come back to where they belong."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QWidget

from app.buttons import FlatButton
from widgets.theme import Theme

Feature = QDockWidget.DockWidgetFeature


class Dock(QDockWidget):
    """One panel under a quiet title.

    It never floats on Wayland, where a floating panel could not be docked again.
    """

    def __init__(
        self, name: str, title: str, content: QWidget, theme: Theme, parent: QMainWindow
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        features = Feature.DockWidgetClosable | Feature.DockWidgetMovable
        if not QGuiApplication.platformName().startswith("wayland"):
            features |= Feature.DockWidgetFloatable
        self.setFeatures(features)
        self.setAutoFillBackground(True)
        self.setTitleBarWidget(_Title(title, theme, self))
        self.setWidget(content)


class _Title(QWidget):
    """A panel's name and the button that closes it; the rest of it is there to be dragged."""

    def __init__(self, title: str, theme: Theme, dock: Dock) -> None:
        super().__init__(dock)
        self._theme = theme
        name = QLabel(title, self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._close = FlatButton(theme, self)
        self._close.setIconSize(QSize(14, 14))
        self._close.setToolTip(f"Close {title.lower()}")
        self._close.setAccessibleName(f"Close {title.lower()}")
        self._close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 6, 2)
        row.addWidget(name, 1)
        row.addWidget(self._close)
        theme.changed.connect(self._take_icon)
        self._take_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the panel goes on behind its name."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.end()

    def _take_icon(self) -> None:
        self._close.setIcon(self._theme.icon("x", "muted"))
