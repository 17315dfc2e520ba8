"""The personas as chips in the toolbar: the one that is on is whose line is drawn and filled.

Each has its colour and the shape of its face, so that nobody needs colours to tell them
apart. More than a few of them go into a menu.
"""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QMenu, QWidget

from app.buttons import FlatButton
from model.grid import personas
from model.layout.setting import persona_role
from model.records import Persona
from widgets.canvas.canvas import Canvas
from widgets.document import Document
from widgets.theme import Theme
from widgets.tips import plain_tip

#: How many stand side by side.
MOST = 4
_LONGEST = 18
_UNNAMED = "Persona without a name"
_HEIGHT, _FACE, _PAD, _GAP = 26, 9, 11, 7


class Chip(QAbstractButton):
    """One persona."""

    def __init__(self, name: str, face: str, colour: QColor, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._face, self._colour, self._theme = face, colour, theme
        self.setText(_short(name))
        self.setCheckable(True)
        self.setToolTip(plain_tip(f"Show and draw the feelings of {name}"))
        self.setAccessibleName(f"Persona {name}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Room for face and name, in px."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + _FACE + _GAP + 2 * _PAD, max(_HEIGHT, self.fontMetrics().height() + 8))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded outline in the persona's colour; tinted if it is the one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.isChecked() else 1.25
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        ground = QColor(self._colour)
        ground.setAlphaF(0.16 if self.isChecked() else 0.08 if self.underMouse() else 0.0)
        painter.setBrush(ground)
        painter.setPen(QPen(self._colour, width))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - _PAD - _FACE if mirrored else _PAD
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        _paint_face(painter, self._face, QRectF(x, (self.height() - _FACE) / 2, _FACE, _FACE))
        painter.setPen(self._theme.colour("text"))
        edge = _PAD + _FACE + _GAP
        words = QRectF(_PAD if mirrored else edge, 0, self.width() - edge - _PAD + 1, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Chips(QWidget):
    """The personas of a map; what is chosen is the canvas's persona."""

    def __init__(self, document: Document, canvas: Canvas, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._canvas, self._theme = document, canvas, theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._shown: tuple[object, ...] = ()
        self._group = QButtonGroup(self)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.rebuild)
        document.changed.connect(self._when_changed)
        theme.changed.connect(self._later.start)
        canvas.persona_changed.connect(self._mark)
        self.rebuild()

    def rebuild(self) -> None:
        """Show the personas that there are now."""
        here = personas(self._document.map)
        shown = (self._theme.name, *here)
        if shown == self._shown:
            self._mark()
            return
        self._shown = shown
        self._group.deleteLater()
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._buttons: dict[str, Chip] = {}
        self._group = QButtonGroup(self)
        for place, persona in enumerate(here[:MOST]):
            chip = Chip(
                _name(persona), persona.face, self._colour(persona, place), self._theme, self
            )
            chip.clicked.connect(lambda _=False, chosen=persona.id: self._choose(chosen))
            self._group.addButton(chip)
            self._buttons[persona.id] = chip
            self._row.addWidget(chip)
            chip.show()  # a layout would show it one event later
        self._menu: QMenu | None = None
        if len(here) > MOST:
            self._row.addWidget(self._more(here))
        self._mark()

    def _more(self, here: list[Persona]) -> FlatButton:
        button = FlatButton(self._theme, self)
        button.setText(f"+{len(here) - MOST}")
        button.setToolTip("More personas")
        button.setAccessibleName("More personas")
        menu = self._menu = QMenu(button)
        for persona in here:
            action = QAction(_name(persona).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setData(persona.id)
            action.triggered.connect(lambda _=False, chosen=persona.id: self._choose(chosen))
            menu.addAction(action)
        button.setMenu(menu)
        button.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _when_changed(self, change: dict[str, object]) -> None:
        if any(i.startswith("persona") for i in change):
            self._later.start()

    def _choose(self, persona_id: str) -> None:
        self._canvas.persona = persona_id
        self._mark()

    def _mark(self) -> None:
        active = self._canvas.persona or next(iter(self._buttons), "")
        for persona_id, chip in self._buttons.items():
            chip.setChecked(persona_id == active)
        for action in self._menu.actions() if self._menu else ():
            action.setChecked(action.data() == active)

    def _colour(self, persona: Persona, place: int) -> QColor:
        return self._theme.colour(persona_role(persona, place))


def _name(persona: Persona) -> str:
    return " ".join(persona.name.split()) or _UNNAMED


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _paint_face(painter: QPainter, face: str, box: QRectF) -> None:
    if face == "square":
        painter.drawRoundedRect(box, 1.5, 1.5)
    elif face == "hexagon":
        middle, radius = box.center(), box.width() / 2
        turns = (math.radians(60 * corner - 90) for corner in range(6))
        painter.drawPolygon(
            QPolygonF([middle + QPointF(math.cos(t), math.sin(t)) * radius for t in turns])
        )
    else:
        painter.drawEllipse(box)
