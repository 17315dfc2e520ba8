"""The old map and the new one in one place, with a handle between them.

On one side of the handle the map is as it was, on the other as it is. The emotion lines that
differ run through both, as far on their way as the handle is. Nothing is laid out for that.
"""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QLabel, QSlider, QWidget

from model.layout.build import Room
from model.layout.morph import Morph
from model.layout.one_grid import on_one_grid, room_for
from widgets.canvas.canvas import Canvas
from widgets.comparing.looked import Looked
from widgets.comparing.shown import Both, Showing
from widgets.comparing.together import Together
from widgets.theme import Theme

#: Values of the handle from all of the new map to all of the old one.
PARTS = 1000
#: px: of the knob, of what can be taken hold of, and between the handle and the names.
_KNOB, _REACH, _GAP = 34, 34, 10
#: px that what is looked at keeps from the handle.
_MARGIN = 24.0
_STEP, _PAGE = 20, 100


class SwipeShown(Showing):
    """Both maps, one over the other.

    Attributes:
        handle: how much of the old map is seen, from 0 to PARTS.
        old, new: the canvases.
    """

    def __init__(self, both: Both, like: Canvas, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._both = both
        self._maps = on_one_grid(both.comparison, both.overlay)
        self.new = Looked(self._maps[1], theme, self, like)
        #: Shows as much of the old map as there is to the handle.
        self._window = QWidget(self)
        self.old = Looked(self._maps[0], theme, self._window, self.new)
        self._morphs: dict[Looked, Morph] = {}
        self._names = (_Name(theme, self), _Name(theme, self))
        self.handle = Handle(theme, self)
        for canvas in self.canvases:
            self.listen(canvas)
            canvas.persona_changed.connect(self._stand_alike)
        self._together = Together(self.old, self.new, cards=False, parent=self)
        self.handle.valueChanged.connect(self._slide)
        self._name()
        self._stand_alike()

    @property
    def canvas(self) -> Canvas:
        """The new map's."""
        return self.new

    @property
    def canvases(self) -> Sequence[Looked]:
        """The old map's and the new one's."""
        return self.old, self.new

    @property
    def part(self) -> float:
        """How far the emotion lines are on their way, from 0 as they were to 1 as they are."""
        return 1 - self.handle.value() / PARTS

    def begin(self) -> None:
        """Arrows move the handle at once."""
        self.handle.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_both(self, both: Both) -> None:
        """Show another comparison, or this one after an edit."""
        known, self._both = self._both.comparison, both
        if both.comparison is known:
            return  # its badges have other numbers, and none is seen here
        self._maps = on_one_grid(both.comparison, both.overlay)
        for canvas, journey in zip(self.canvases, self._maps, strict=True):
            canvas.show_map(journey)
        self._name()
        self._stand_alike()

    def want(self, *record_ids: str) -> None:
        """Outline these where they are, and bring them to the side of their map."""
        on_new = self.new.want(*record_ids)
        self.old.want(*record_ids, bring=not on_new)
        self._uncover(record_ids)

    def look_as(self, other: Canvas) -> None:
        """See the same part as another canvas, as large."""
        self.new.look_as(other)
        self.old.look_as(other)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both fill the place."""
        super().resizeEvent(event)
        self._lay_out()

    # What the handle does.

    def _slide(self) -> None:
        self._lay_out()
        self._morph()

    def _lay_out(self) -> None:
        """Put the handle where it belongs, and show as much of the old map as that leaves."""
        wide, high = self.width(), self.height()
        self.new.setGeometry(0, 0, wide, high)
        rtl = self.new.laid.rtl
        seen = round(wide * self.handle.value() / PARTS)
        at = wide - seen if rtl else seen
        start = at if rtl else 0
        self._window.setGeometry(start, 0, seen, high)
        self.old.setGeometry(-start, 0, wide, high)
        self.handle.stand_at(QPoint(at, high), wide, rtl)
        inside = self._handle_in(self.new) / max(1, self.new.view.viewport().width())
        self._together.level_at(min(1.0, max(0.0, inside)))
        self._place_names(at, rtl)

    def _uncover(self, record_ids: Sequence[str]) -> None:
        """Bring what stands elsewhere on the other map, or not at all, to its side of the handle.

        The maps are moved as far as they go, and the handle if that is not enough.
        """
        canvas = next((c for c in (self.new, self.old) for i in record_ids if c.box_of(i)), None)
        if canvas is None:
            return
        other = self.old if canvas is self.new else self.new
        boxes = [box for i in record_ids if (box := canvas.box_of(i)) and other.box_of(i) != box]
        if not boxes:
            return
        at_right = (canvas is self.new) is not self.new.laid.rtl
        for moved in (self._move_maps, self._move_handle):
            left, right, at = *_ends(canvas, boxes[0]), self._handle_in(self.new)
            beyond = left - _MARGIN - at if at_right else right + _MARGIN - at
            covered = min(0.0, beyond) if at_right else max(0.0, beyond)
            room = canvas.view.viewport().width() - at if at_right else at
            if covered and (moved == self._move_handle or room > right - left + 2 * _MARGIN):
                moved(covered)

    def _move_maps(self, covered: float) -> None:
        self.new.view.scroll_by(-covered, 0)

    def _move_handle(self, covered: float) -> None:
        way = -1 if self.new.laid.rtl else 1
        step = way * covered * PARTS / max(1, self.width())
        self.handle.setValue(
            self.handle.value() + (math.floor(step) if step < 0 else math.ceil(step))
        )

    def _handle_in(self, canvas: Looked) -> int:
        """Where the handle stands in the viewport of a canvas, px."""
        seen = round(self.width() * self.handle.value() / PARTS)
        at = self.width() - seen if self.new.laid.rtl else seen
        return canvas.view.viewport().mapFrom(canvas, QPoint(at, 0)).x()

    def _place_names(self, at: int, rtl: bool) -> None:
        old, new = self._names
        left, right = (new, old) if rtl else (old, new)
        y = self.new.stage_header.height() + _GAP
        left.move(at - _GAP - left.width(), y)
        right.move(at + _GAP, y)
        left.setVisible(at - _GAP - left.width() >= 0)
        right.setVisible(at + _GAP + right.width() <= self.width())

    def _stand_alike(self) -> None:
        """Lay both out with the room that either needs, so that one covers the other."""
        for canvas in self.canvases:
            canvas.leave_room(Room())
        room = room_for(self.old.laid, self.new.laid)
        for canvas in self.canvases:
            canvas.leave_room(room)
        self._morphs = {
            canvas: Morph(canvas.laid, canvas.scene, journey, *self._maps)
            for canvas, journey in zip(self.canvases, self._maps, strict=True)
        }
        self._together.follow()
        self._morph()

    def _morph(self) -> None:
        for canvas, morph in self._morphs.items():
            canvas.show_lines(morph.at(self.part, canvas.persona))

    def _name(self) -> None:
        names = (self._both.old_name, self._both.new_name)
        for label, name in zip(self._names, names, strict=True):
            label.say(name[:1].upper() + name[1:])
        for canvas, name in zip(self.canvases, names, strict=True):
            canvas.view.setAccessibleName(f"Journey map, {name}")
        self.handle.setAccessibleName(f"How much is seen of: {names[0]}")


def _ends(canvas: Looked, box: QRectF) -> tuple[float, float]:
    """Where a box of the Scene begins and ends in the viewport, px from the left."""
    view = canvas.view
    return view.to_viewport(box.topLeft()).x(), view.to_viewport(box.topRight()).x()


class Handle(QSlider):
    """A line from top to bottom with a knob; arrows and the pointer move it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._width = 1
        self._rtl = False
        self._held = 0
        self.setRange(0, PARTS)
        self.setValue(PARTS // 2)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("Drag it, or press Left and Right")
        theme.changed.connect(self.update)

    def stand_at(self, end: QPoint, width: int, rtl: bool) -> None:
        """Stand at `end.x()` in a place that is `width` wide and `end.y()` high, px."""
        self._width, self._rtl = max(1, width), rtl
        way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(way)  # arrows move it where they point
        x = min(max(end.x(), 0), width)
        self.setGeometry(QRect(x - _REACH // 2, 0, _REACH, end.y()))
        self.raise_()

    def sizeHint(self) -> QSize:
        """Wide enough to be taken hold of, px."""
        return QSize(_REACH, 100)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = round(event.position().x()) - _REACH // 2
            self.setSliderDown(True)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It follows the pointer."""
        if self.isSliderDown():
            parent = self.parentWidget()
            assert parent is not None, "it stands between two maps"
            at = parent.mapFromGlobal(event.globalPosition()).x() - self._held
            at = self._width - at if self._rtl else at
            self.setValue(round(PARTS * min(1.0, max(0.0, at / self._width))))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self.setSliderDown(False)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, the knob with two arrows, and a ring where the keys go."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, x = self._theme, self.width() / 2
        painter.fillRect(QRectF(x - 1.5, 0, 3, self.height()), theme.colour("surface"))
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), theme.colour("focus"))
        knob = QRectF(0, 0, _KNOB - 6, _KNOB - 6)
        knob.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.setBrush(theme.colour("focus"))
        painter.drawEllipse(knob)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(knob.adjusted(-2, -2, 2, 2))
        painter.setPen(QPen(theme.colour("on.accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = knob.center()
        for side in (-1, 1):
            tip = middle.x() + side * 8
            painter.drawPolyline(
                QPolygonF([
                    QPointF(tip - side * 4, middle.y() - 4),
                    QPointF(tip, middle.y()),
                    QPointF(tip - side * 4, middle.y() + 4),
                ])
            )  # fmt: skip
        painter.end()


class _Name(QLabel):
    """What a side of the handle shows, on a small ground of its own."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(8, 3, 8, 3)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, name: str) -> None:
        """Show a name, as much of it as has room."""
        line = " ".join(name.split())
        self.setText(self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, 200))
        self.adjustSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded ground under the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("grid"), 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()
        super().paintEvent(event)
