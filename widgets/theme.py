"""How the program looks: a palette's colours for widgets and painters, and its icons.

Qt's own dark scheme does nothing on bare X11, so the palette is ours: the roles of
`resources.palettes` become a QPalette. There are no style sheets.
"""

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from export.qt import Tools, painter_path
from resources import icons, palettes

Choice: TypeAlias = Literal["system", "light", "dark"]
#: By how many percent the window is lighter than what Fusion draws around fields.
_FUSION = 140
_OUTLINED = ("QCheckBox", "QRadioButton", "QLineEdit", "QComboBox", "QAbstractSpinBox",
             "QPushButton")  # fmt: skip
CHOICES: tuple[Choice, ...] = ("system", "light", "dark")


def outlined(palette: QPalette) -> QPalette:
    """With outlines in the colour of borders: Fusion takes them a little darker than the window."""
    made = QPalette(palette)
    border = palette.color(QPalette.ColorRole.Dark)
    made.setColor(QPalette.ColorRole.Window, border.lighter(_FUSION))
    return made


class Theme(QObject):
    """The colours of now.

    Attributes:
        name: "light" or "dark": what `choice` comes to.
        tools: what the Scene's painter needs, of this palette.
    """

    changed = Signal()

    def __init__(self, choice: Choice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = _system_scheme()
        self.choice: Choice = choice
        self._take()
        QApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, choice: Choice) -> None:
        """Look so from now on, in every window."""
        self.choice = choice
        self._take()
        self.apply()
        self.changed.emit()

    def apply(self) -> None:
        """Give the application this palette."""
        QApplication.setPalette(self.widget_palette())
        made = dict.fromkeys(("QMenu", "QMenuBar"), self.menu_palette())
        made |= dict.fromkeys(_OUTLINED, outlined(self.widget_palette()))
        for kind, palette in made.items():
            QApplication.setPalette(palette, kind)  # type: ignore[arg-type]  # it takes str alone

    def colour(self, role: str) -> QColor:
        """The colour of a role of `resources.palettes`."""
        return QColor(*self.tools.colours.rgb(role))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """A bundled icon, sharp at every size, grey where disabled. Raises KeyError."""
        return QIcon(_Engine(name, self.colour(role), self.colour("border")))

    def widget_palette(self) -> QPalette:
        """The palette for Qt's own widgets."""
        p = QPalette()
        role = QPalette.ColorRole
        for which, name in (
            (role.Window, "canvas"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "lane.alternate"),
            (role.Text, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "text"),
            (role.ToolTipBase, "surface"),
            (role.ToolTipText, "text"),
            (role.PlaceholderText, "muted"),
            (role.Highlight, "focus"),
            (role.HighlightedText, "on.accent"),
            (role.Link, "focus"),
            (role.LinkVisited, "focus"),
            (role.Accent, "focus"),
            (role.Light, "surface"),
            (role.Midlight, "lane.alternate"),
            (role.Mid, "grid"),
            (role.Dark, "border"),
            (role.Shadow, "muted"),
        ):
            p.setColor(which, self.colour(name))
        for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            p.setColor(QPalette.ColorGroup.Disabled, which, self.colour("border"))
        p.setColor(QPalette.ColorGroup.Disabled, role.Highlight, self.colour("grid"))
        return p

    def menu_palette(self) -> QPalette:
        """Menus show where one is by a soft tint: their icons keep the colour of text."""
        p = self.widget_palette()
        p.setColor(QPalette.ColorRole.Highlight, self.colour("grid"))
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            p.setColor(group, QPalette.ColorRole.HighlightedText, self.colour("text"))
        return p

    def _take(self) -> None:
        self.name: str = self._system if self.choice == "system" else self.choice
        self.tools = Tools(palettes.load(self.name))

    def _follow(self) -> None:
        self._system = _system_scheme()
        if self.choice == "system":
            self.choose("system")


def _system_scheme() -> str:
    if QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark:
        return "dark"
    return "light"


class _Engine(QIconEngine):
    """Draws an icon's path at whatever size is asked for."""

    def __init__(self, name: str, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._steps = icons.load()[name]
        self._path: QPainterPath | None = None  # most icons wait in menus
        self._name, self._colour, self._disabled = name, colour, disabled

    def paint(self, painter: QPainter, rect, mode, state) -> None:  # type: ignore[no-untyped-def]  # Qt's own signature
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(rect.width(), rect.height())
        painter.translate(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2
        )
        painter.scale(side / icons.SQUARE, side / icons.SQUARE)
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._colour
        painter.setPen(
            QPen(colour, icons.STROKE_WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                 Qt.PenJoinStyle.RoundJoin)
        )  # fmt: skip
        if self._path is None:
            self._path = painter_path(self._steps)
        painter.drawPath(self._path)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a button in a window that is too narrow for it
            return QPixmap()
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRectF(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._disabled)
