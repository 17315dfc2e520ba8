"""The panels at the side, which are made when they are first seen or somebody has time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QStyle, QWidget

from app.buttons import FlatButton
from model.change import Change, JourneyMap
from widgets.editor import Editor
from widgets.theme import Theme

Feature = QDockWidget.DockWidgetFeature

#: What every panel needs, and what it likes to have, in px.
LEAST_WIDTH, WIDTH = 272, 312
#: ms of rest before the details follow the selection.
_LAG = 60


def details(editor: Editor) -> QWidget:
    """What is selected, to see and to edit."""
    from widgets.inspector.panel import Inspector

    return Inspector(editor.document, editor.selection, editor.theme, lag=_LAG)


def parking(editor: Editor) -> QWidget:
    """The cards that stand nowhere."""
    from widgets.panels.parking import ParkingPanel

    panel = ParkingPanel(editor.document, editor.selection, editor.theme)
    editor.canvas.parking_places.append(panel)
    return panel


def history(editor: Editor) -> QWidget:
    """What was done and undone."""
    from widgets.panels.history import HistoryPanel

    return HistoryPanel(editor.document, editor.theme)


def problems(editor: Editor) -> QWidget:
    """What is odd about the map."""
    from app.window import Window
    from widgets.panels.problems import ProblemsPanel

    panel = ProblemsPanel(editor.document, editor.theme)
    if isinstance(editor.window, Window):
        panel.chosen.connect(editor.window.odd.show)
        panel.entered.connect(editor.window.odd.enter)
    return panel


def actions(editor: Editor) -> QWidget:
    """Who does what by when."""
    from app.deciding import make_actions_panel

    return make_actions_panel(editor)


def comments(editor: Editor) -> QWidget:
    """What people remark."""
    from app.commenting import make_panel

    return make_panel(editor)


def conflicts(editor: Editor) -> QWidget:
    """What a merge left open."""
    from app.conflicts import make_panel

    return make_panel(editor)


def outline(editor: Editor) -> QWidget:
    """Stages, lanes and cards, one below the other."""
    from app.window import Window
    from widgets.outline.panel import OutlinePanel

    panel = OutlinePanel(editor)
    if isinstance(editor.window, Window):
        panel.entered.connect(editor.window.centre.reveal_selection)
    return panel


def versions(editor: Editor) -> QWidget:
    """The saved versions of the map, and its commits."""
    from app.versions import make_panel

    return make_panel(editor)


#: Every panel's name, title and how it is made, in their order from above.
PANELS: tuple[tuple[str, str, Callable[[Editor], QWidget]], ...] = (
    ("inspector", "Details", details),
    ("parking", "Parking lot", parking),
    ("actions", "Actions", actions),
    ("history", "History", history),
    ("versions", "Versions", versions),
    ("problems", "Problems", problems),
    ("conflicts", "Conflicts", conflicts),
    ("comments", "Comments", comments),
    ("outline", "Outline", outline),
)


#: Panels in which there is more to read than in the details: they open with more room.
ROOMY = frozenset(("versions", "conflicts", "comments"))
#: Panels that stand at the left at first.
LEFT = frozenset(("outline",))


def fill_next(docks: "Iterable[Dock]") -> bool:
    """Make what is in one more dock, first of all in one that is seen; whether there was any."""
    empty = [dock for dock in docks if dock.content is None]
    if empty:
        next((dock for dock in empty if dock.isVisible()), empty[0]).fill()
    return bool(empty)


def put_back(window: QMainWindow, docks: "Mapping[str, Dock]") -> None:
    """Put every dock where it stands at first, and show the details alone."""
    for dock in docks.values():
        dock.in_place_of = []
        dock.setFloating(False)
    area = Qt.DockWidgetArea
    for side, at_left in ((area.LeftDockWidgetArea, True), (area.RightDockWidgetArea, False)):
        first, *others = (dock for name, dock in docks.items() if (name in LEFT) is at_left)
        window.addDockWidget(side, first)
        for other in others:
            window.splitDockWidget(first, other, Qt.Orientation.Vertical)
            first = other
    for name, dock in docks.items():
        dock.setVisible(name == "inspector")
    window.resizeDocks(list(docks.values()), [300] * len(docks), Qt.Orientation.Horizontal)


def give_room(window: QMainWindow, docks: "Mapping[str, Dock]", name: str) -> None:
    """Let one panel have the room that the others at its side can do without; a third is theirs."""
    dock = docks[name]
    area = window.dockWidgetArea(dock)
    beside = [
        other
        for other in docks.values()
        if other.isVisible() and not other.isFloating() and window.dockWidgetArea(other) == area
    ]
    if dock in beside and len(beside) > 1:
        shares = [2 * len(beside) - 2 if other is dock else 1 for other in beside]
        window.resizeDocks(beside, shares, Qt.Orientation.Vertical)


def _without_room(window: QMainWindow, coming: "Dock", grows_by: int = 0) -> "list[Dock]":
    """The panels at the side of one that comes which have to go for it, in their order.

    The window may become so many px higher.
    """
    area, middle = window.dockWidgetArea(coming), window.centralWidget()
    if coming.isFloating() or middle is None:
        return []
    apart = window.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetSeparatorExtent)
    others = [
        dock
        for dock in window.findChildren(Dock)
        if dock is not coming
        and dock.isVisible()
        and not dock.isFloating()
        and window.dockWidgetArea(dock) == area
    ]
    gone: list[Dock] = []
    left = middle.height() + grows_by - coming.minimumSizeHint().height()
    left -= sum(dock.minimumSizeHint().height() + apart for dock in others)
    for other in others:
        if left >= 0:
            break
        gone.append(other)
        left += other.minimumSizeHint().height() + apart
    return gone


@runtime_checkable
class Typing(Protocol):
    """A panel in which something is typed that may not be on the map yet."""

    def commit_pending(self) -> None:
        """Enter it."""

    def pending(self, to: JourneyMap) -> Change:
        """What that would do to a map."""


class Dock(QDockWidget):
    """One panel under a quiet title. `make` makes what is in it.

    Attributes:
        in_place_of: the panels that went for it, and come back with its closing.

    It never floats on Wayland, where a floating panel could not be docked again.
    """

    def __init__(
        self,
        name: str,
        title: str,
        make: Callable[[], QWidget],
        theme: Theme,
        parent: QMainWindow,
    ) -> None:
        super().__init__(title, parent)
        self._make = make
        self.content: QWidget | None = None
        self.in_place_of: list[Dock] = []
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
        self.setWidget(_Room())

    def fill(self) -> QWidget:
        """Make what is in it, unless that was done before."""
        if self.content is None:
            window, room = self.window(), self.widget()
            high = window.height()
            self.content = self._make()
            self.setWidget(self.content)
            self.content.show()  # a dock that is seen already leaves that to whoever fills it
            room.deleteLater()
            if self.isVisible() and isinstance(window, QMainWindow):
                self._fit_in(window, high)
        return self.content

    def _fit_in(self, window: QMainWindow, high: int) -> None:
        """Put away what the screen has no room for: the one before it may have been higher.

        The window was `high` px without what is in the panel.
        """
        around = window.frameGeometry().height() - window.height()
        most = max(high, window.screen().availableGeometry().height() - around)
        gone = _without_room(window, self, most - window.height())
        if gone:
            self._replace(gone)
            layout = window.layout()
            assert layout is not None, "a main window has one"
            layout.activate()  # or it would still be too high to be as low again
            window.resize(window.width(), high)

    def open(self, but: "Iterable[Dock]" = ()) -> None:
        """Show it, and put away `but` and what there is no room for beside it: the details first.

        The window would grow instead, off the edge of a projector's picture.
        """
        window = self.parent()
        if self.isHidden() and isinstance(window, QMainWindow):
            self._replace(but)
            if window.isVisible():
                self.fill()
                self._replace(_without_room(window, self))
        self.show()
        self.raise_()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What went for it comes back, as far as there is room for that by now."""
        super().closeEvent(event)
        self.hide()
        back, self.in_place_of = self.in_place_of, []
        window = self.parent()
        if isinstance(window, QMainWindow) and window.isVisible():
            for other in back:
                if other.isHidden() and not _without_room(window, other):
                    other.open()

    def _replace(self, others: "Iterable[Dock]") -> None:
        for other in others:
            if not other.isHidden():
                self.in_place_of += [other, *(d for d in other.in_place_of if d is not self)]
                other.in_place_of = []
                other.hide()

    def commit_pending(self) -> None:
        """Enter into the map what is typed in it."""
        if isinstance(self.content, Typing):
            self.content.commit_pending()

    def pending(self, to: JourneyMap) -> Change:
        """What that would do to a map."""
        return self.content.pending(to) if isinstance(self.content, Typing) else {}


class _Room(QWidget):
    """Keeps free what a panel will take, so that nothing moves when it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(LEAST_WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 9 * WIDTH // 4)


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
