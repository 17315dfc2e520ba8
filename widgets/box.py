"""A field's rounded frame, thin, or in the colour of the focus where it has that."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

#: px; everything stands on a grid of this and its half.
GRID = 8
RADIUS = 5.0
Role = QPalette.ColorRole


def paint_box(
    painter: QPainter,
    widget: QWidget,
    focused: bool,
    edge: QColor | None = None,
    flat: bool = False,
) -> None:
    """A field's frame around `widget`: thin, or 2 px in the colour of the focus.

    `edge` is the frame's colour if it is not the usual one; a flat one is not filled.
    """
    palette = widget.palette()
    usual = palette.color(Role.Mid if flat else Role.Dark)
    colour = palette.color(Role.Highlight) if focused else edge or usual
    width = 2.0 if focused else 1.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush if flat else palette.color(Role.Base))
    inset = width / 2
    rect = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(rect, RADIUS, RADIUS)


def box_height(widget: QWidget) -> int:
    """The height of a box around one line in the widget's font, px."""
    return QFontMetrics(widget.font()).height() + 12


class Box(QWidget):
    """A frame around one frameless editor, which has its focus."""

    def __init__(self, child: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.child = child
        self._edge: QColor | None = None
        #: Read only: a pale frame and no ground.
        self.flat = False
        #: No frame and no ground as long as it has no focus.
        self.bare = False
        clear = QPalette()
        clear.setColor(Role.Base, Qt.GlobalColor.transparent)
        child.setPalette(clear)
        row = QHBoxLayout(self)
        across = 0 if isinstance(child, QLineEdit) else 6
        row.setContentsMargins(GRID, across, GRID, across)
        row.addWidget(child)
        self.setFocusProxy(child)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        child.installEventFilter(self)

    def set_inset(self, across: int) -> None:
        """Less room before and behind the editor, px."""
        row = self.layout()
        assert row is not None
        margins = row.contentsMargins()
        row.setContentsMargins(across, margins.top(), across, margins.bottom())

    def set_edge(self, colour: QColor | None) -> None:
        """Another colour for the frame, such as that of an error."""
        if colour != self._edge:
            self._edge = colour
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the keys and the focus of the editor inside."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the palette's colours."""
        focused = self.child.hasFocus() and not self.flat
        if focused or not self.bare:
            with QPainter(self) as painter:
                paint_box(painter, self, focused, self._edge, self.flat)

    def sizeHint(self) -> QSize:
        """A line is as high as a choice beside it."""
        hint = super().sizeHint()
        if isinstance(self.child, QLineEdit):
            hint.setHeight(box_height(self.child))
        return hint

    def minimumSizeHint(self) -> QSize:
        """What it can do with, px."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
