"""Fields that are chosen: from a list, yes or no, one to five, a colour."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QWidget,
)

from model.records import Record
from resources.palettes import PERSONAS, is_persona_colour
from widgets.asking import without_icons
from widgets.box import box_height
from widgets.inspector.around import Around
from widgets.inspector.combo import Combo
from widgets.inspector.entry import EMPTY_ALL, VARIOUS, Entry
from widgets.inspector.fields import Field, choices, words_for
from widgets.theme import outlined

_FIVE = 5
_TAKE_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0)
#: Stands for a colour that is asked for.
_ANOTHER = "another"


class Choice(Entry):
    """One of the values that the record allows, in words."""

    def __init__(
        self,
        field: Field,
        around: Around,
        record_type: type[Record],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, around, parent)
        self.combo = Combo(lambda: around.icon("chevron-down"), self)
        for value in choices(record_type, field.name):
            self.combo.addItem(words_for(record_type, field.name, value), value)
        self.hold(self.combo)
        self.combo.activated.connect(lambda: self.committed.emit(self.combo.currentData()))

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self.combo.setPlaceholderText(VARIOUS)
        self.combo.setCurrentIndex(-1 if various else self.combo.findData(value))

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        self.combo.setEnabled(not read_only)


class Colour(Entry):
    """One of the personas' colours, or the one that the persona's place gives it."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.combo = Combo(lambda: around.icon("chevron-down"), self)
        self.combo.addItem("By its place", "")
        for name in PERSONAS:
            self.combo.addItem(name.capitalize(), name)
        self.combo.addItem("Another…", _ANOTHER)
        self._value = ""
        self.hold(self.combo)
        self.restyle()
        self.combo.activated.connect(self._chosen)

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self._value = "" if various else value
        own = "" if self._value in PERSONAS else self._value
        at = 1 + len(PERSONAS)
        if self.combo.itemData(at) not in (own, _ANOTHER):
            self.combo.removeItem(at)
        if own and self.combo.itemData(at) == _ANOTHER:
            self.combo.insertItem(at, own, own)
            self.restyle()
        self.combo.setPlaceholderText(VARIOUS)
        self.combo.setCurrentIndex(-1 if various else self.combo.findData(value))

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        self.combo.setEnabled(not read_only)

    def restyle(self) -> None:
        """As every field does."""
        for i in range(1, self.combo.count()):
            name = self.combo.itemData(i)
            if is_persona_colour(name):
                self.combo.setItemIcon(i, self._dot(name))

    def _chosen(self) -> None:
        value = self.combo.currentData()
        if value != _ANOTHER:
            self.committed.emit(value)
            return
        self.combo.setCurrentIndex(self.combo.findData(self._value))
        role = self._value if is_persona_colour(self._value) else PERSONAS[0]
        now = self.around.theme.colour(role if role.startswith("#") else f"persona.{role}")
        dialog = QColorDialog(now, self)
        dialog.setWindowTitle("Colour of the persona")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self.committed.emit(colour.name()))
        dialog.open()
        without_icons(dialog)

    def _dot(self, name: str) -> QIcon:
        made = QPixmap(32, 32)
        made.fill(Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            role = name if name.startswith("#") else f"persona.{name}"
            painter.setBrush(self.around.theme.colour(role))
            painter.drawEllipse(4, 4, 24, 24)
        return QIcon(made)


class Yes(Entry):
    """A box to tick; half ticked where what is selected differs."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.label.hide()
        self.check = QCheckBox(field.label, self)
        self.check.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hold(self.check)
        self.restyle()
        self.check.clicked.connect(self._clicked)

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self.check.setTristate(various)
        some = Qt.CheckState.PartiallyChecked
        full = Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
        self.check.setCheckState(some if various else full)

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        self.check.setEnabled(not read_only)

    def restyle(self) -> None:
        """As every field does."""
        self.check.setPalette(outlined(self.around.theme.widget_palette()))

    def _clicked(self) -> None:
        value = self.check.checkState() != Qt.CheckState.Unchecked
        self.check.setTristate(False)
        self.check.setChecked(value)
        self.committed.emit(value)


class Ticks(QSlider):
    """One to five as ticks, like those of a pain point's card; 0 is not given.

    A click on the last tick, or Delete, takes it back; `emptied` where there is nothing.
    """

    emptied = Signal()

    def __init__(self, around: Around, role: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._around, self._role = around, role
        self.setRange(0, _FIVE)
        self.setPageStep(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """What it likes to have, px."""
        return QSize(80, box_height(self))

    minimumSizeHint = sizeHint

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press sets the value."""
        tick = 1 + int(event.position().x() * _FIVE / max(self.width(), 1))
        tick = max(1, min(tick, _FIVE))
        self.setValue(0 if tick == self.value() else tick)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag moves the value."""
        event.accept()  # a tick is pressed, not dragged

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a press."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel, which scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own come first."""
        if event.key() in _TAKE_BACK:
            if not self.value():
                self.emptied.emit()
            self.setValue(0)
        elif Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_5:
            self.setValue(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the palette's colours."""
        gap, high = 4.0, 6.0
        wide = (self.width() - gap * (_FIVE - 1)) / _FIVE
        top = (self.height() - high) / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for i in range(_FIVE):
                role = self._role if i < self.value() else "grid"
                painter.setBrush(self._around.theme.colour(role))
                painter.drawRoundedRect(QRectF(i * (wide + gap), top, wide, high), 2, 2)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(self._around.theme.colour("focus"))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 4.5, -0.5, -4.5), 4, 4)


class Rating(Entry):
    """One to five, with the figure beside it."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        role = {"severity": "card.pain.accent", "frequency": "card.pain.accent"}
        self.ticks = Ticks(around, role.get(field.name, "card.touchpoint.accent"), self)
        self.figure = QLabel(self)
        self.figure.setTextFormat(Qt.TextFormat.PlainText)
        self.figure.setForegroundRole(self.label.foregroundRole())
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.ticks)
        line.addWidget(self.figure)
        self.hold(row, self.ticks)
        self._showing = self._various = False
        self.ticks.valueChanged.connect(self._changed)
        self.ticks.emptied.connect(self._empty_all)

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self._showing, self._various = True, various
        self.ticks.setValue(0 if various or value is None else value)
        self.ticks.setToolTip(EMPTY_ALL if various else self.field.help)
        self.figure.setText(VARIOUS if various else "–" if value is None else str(value))
        self._showing = False

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        self.ticks.setEnabled(not read_only)

    def _changed(self, value: int) -> None:
        if not self._showing:
            self.committed.emit(value or None)

    def _empty_all(self) -> None:
        """Delete where many have various values takes them from all."""
        if self._various:
            self.committed.emit(None)

    def restyle(self) -> None:
        """As every field does."""
        self.ticks.update()
