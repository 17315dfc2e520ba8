"""The badges beside the names of stages, steps and lanes, which slide along with them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from model.records import Lane
from widgets.tips import plain_tip

if TYPE_CHECKING:
    from export.qt import Tools
    from widgets.canvas.canvas import Canvas
    from widgets.canvas.headers import Header

#: px across.
_SIZE = 20
#: px between a badge and the letters of a name.
_GAP = 2
#: Paints a badge that fills a box, with its number.
Paint = Callable[[QPainter, QRectF, int, "Tools"], None]


class HeaderBadge(QAbstractButton):
    """One badge. It is pressed with the pointer; keys walk the list of the panel."""

    def __init__(self, header: "Header", canvas: "Canvas", record_id: str, paint: Paint) -> None:
        super().__init__(header)
        self._canvas, self.header, self.record_id = canvas, header, record_id
        self._paint, self._number = paint, 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.resize(QSize(_SIZE, _SIZE))

    def say(self, told: str, number: int) -> None:
        """What it says to whoever points at it or hears it."""
        self._number = number
        self.setToolTip(plain_tip(told))
        self.setAccessibleName(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As on cards."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._paint(painter, box, self._number, self._canvas.surface.tools)
        painter.end()


class HeaderBadges(QObject):
    """The badges in both headers of one canvas."""

    pressed = Signal(str)

    def __init__(self, canvas: "Canvas", paint: Paint, parent: QObject, *, nth: int = 0) -> None:
        """`nth` in the row of badges that a name can have, from its end."""
        super().__init__(parent)
        self._canvas, self._paint, self._nth = canvas, paint, nth
        self.badges: dict[str, HeaderBadge] = {}
        canvas.view_changed.connect(self._place)

    def show_for(self, told: Mapping[str, tuple[str, int]]) -> None:
        """Have a badge for each of these, with what it says and its number; none for others."""
        for record_id in self.badges.keys() - told.keys():
            badge = self.badges.pop(record_id)
            badge.hide()
            badge.deleteLater()
        for record_id, (words, number) in told.items():
            if record_id not in self.badges:
                lane = isinstance(self._canvas.shown.records.get(record_id), Lane)
                header = self._canvas.lane_header if lane else self._canvas.stage_header
                badge = self.badges[record_id] = HeaderBadge(
                    header, self._canvas, record_id, self._paint
                )
                badge.clicked.connect(lambda _=False, i=record_id: self.pressed.emit(i))
            self.badges[record_id].say(words, number)
        self._place()

    def _place(self) -> None:
        rtl = self._canvas.laid.rtl
        for badge in self.badges.values():
            box = badge.header.name_box(badge.record_id)
            if box is None or box.bottom() <= 0:  # scrolled away: another name stands there
                badge.hide()
                continue
            along = self._nth * (_SIZE + 2)
            x = box.left() + along if rtl else box.right() - _SIZE - along
            y = max(0, box.top() + (min(box.height(), 2 * _SIZE) - _SIZE) // 2)
            lane = self._canvas.shown.records.get(badge.record_id)
            if isinstance(lane, Lane) and lane.kind == "emotion":  # its levels end the line
                x = box.right() - _SIZE - along if rtl else box.left() + along
                y = box.top() + 2 * _SIZE
            elif isinstance(lane, Lane):
                x = self._beside_letters(badge, x, rtl=rtl)
            badge.move(QPoint(x, y))
            badge.show()
            badge.update()

    def _beside_letters(self, badge: HeaderBadge, x: int, *, rtl: bool) -> int:
        """Clear of the name of a lane, if there is room for that."""
        ink = self._canvas.lane_header.ink_of(badge.record_id)
        if ink is None or x >= ink[1] + _GAP or x + _SIZE <= ink[0] - _GAP:
            return x
        beside = round(ink[0]) - _GAP - _SIZE if rtl else round(ink[1]) + _GAP
        return beside if 0 <= beside <= badge.header.width() - _SIZE else x
