"""How the list of changes looks: a sign as on the map, the sentence, and quietly where."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from widgets.box import GRID
from widgets.comparing.lines import ROW, LinesModel, Part, Row
from widgets.theme import Theme
from widgets.wrapped import in_lines

_Index = QModelIndex | QPersistentModelIndex
#: px: of a badge with a sign, and where the words begin.
BADGE, _LEFT = 18, 5 * GRID
#: What a review decided -> its icon.
VERDICTS = {
    "agreed": "circle-check", "question": "circle-question-mark", "action": "clipboard-check",
}  # fmt: skip
#: A sentence has no more lines than these; all of its fields stand below the list.
_LINES = 4


class LinesLook(QStyledItemDelegate):
    """Measures and paints sections and lines."""

    def __init__(self, theme: Theme, view: QTreeView, lines: LinesModel) -> None:
        super().__init__(view)
        self._theme, self._view, self._lines = theme, view, lines
        self._heights: dict[tuple[str, str, int, str], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As many lines as the words need at this width."""
        what = index.data(ROW)
        metrics = QFontMetrics(option.font)
        if isinstance(what, Part):
            return QSize(0, metrics.height() + 2 * GRID)
        room = self._view.viewport().width() - _LEFT - 2 * GRID - self._beside()
        key = (what.text, what.where, room, option.font.key())
        if key not in self._heights:
            if len(self._heights) > 20_000:
                self._heights.clear()
            lines = in_lines(what.text, option.font, room, most=_LINES)
            below = metrics.height() if what.where else 0
            high = round(lines.boundingRect().height()) + below
            self._heights[key] = max(high, BADGE + metrics.height()) + 12
        return QSize(0, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one."""
        what = index.data(ROW)
        # A tree leaves room for its branches; ours are part of the row.
        option.rect.setLeft(0)
        option.rect.setRight(self._view.viewport().width() - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        if isinstance(what, Part):
            is_open = self._view.isExpanded(QModelIndex(index))  # type: ignore[arg-type]  # it takes both
            self._paint_part(painter, option, what, is_open)
        else:
            self._paint_row(painter, option, what)
        painter.restore()

    def _beside(self) -> int:
        """Room for what a review decides, px."""
        return BADGE + GRID if self._lines.verdict is not None else 0

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        whole, palette, state = option.rect, option.palette, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(whole.adjusted(4, 0, -4, 0), 4, 4)
        if chosen and self._view.hasFocus():
            # All of it inside the row: what reaches out stays there when the focus moves on.
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.toRectF().adjusted(5, 1, -5, -1), 4, 4)

    def _paint_part(
        self, painter: QPainter, option: QStyleOptionViewItem, part: Part, is_open: bool
    ) -> None:
        whole, way = option.rect, option.direction
        muted = option.palette.color(QPalette.ColorRole.PlaceholderText)
        arrow = QRect(whole.left() + 2 * GRID, whole.center().y() - 4, 9, 9)
        arrow = QStyle.visualRect(way, whole, arrow)
        painter.setPen(QPen(muted, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(_chevron(QRectF(arrow), is_open, way == _RTL))
        font = QFont(option.font)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        room = QStyle.visualRect(way, whole, whole.adjusted(_LEFT, 0, -2 * GRID, 0))
        metrics = QFontMetrics(font)
        number = f"{len(part.rows)}"
        wide = metrics.horizontalAdvance(number) + GRID
        title = metrics.elidedText(part.title, Qt.TextElideMode.ElideRight, room.width() - wide)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setLayoutDirection(way)
        painter.drawText(room, int(align), title)
        painter.setPen(muted)
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        painter.drawText(room, int(end), number)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        whole, way = option.rect, option.direction
        font, palette = option.font, option.palette
        room = whole.adjusted(_LEFT, 6, -2 * GRID - self._beside(), -6)
        top = room.top() + (QFontMetrics(font).height() - BADGE) // 2
        square = QRect(whole.left() + 2 * GRID - 4, top, BADGE, BADGE)
        paint_sign(painter, QRectF(QStyle.visualRect(way, whole, square)), row.sign, self._theme)
        inside = QStyle.visualRect(way, whole, room)
        if decided := self._lines.decided(row):
            box = QRect(room.right() + GRID, top, BADGE, BADGE)
            icon = self._theme.icon(VERDICTS[decided], "text")
            icon.paint(painter, QStyle.visualRect(way, whole, box))
        if row.number is not None:
            self._paint_number(painter, option, row.number, top + BADGE)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        lines = in_lines(row.text, font, inside.width(), way, _LINES)
        lines.draw(painter, QPointF(inside.topLeft()))
        if row.where:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            y = inside.top() + round(lines.boundingRect().height())
            metrics = QFontMetrics(font)
            where = metrics.elidedText(row.where, Qt.TextElideMode.ElideMiddle, inside.width())
            box = QRect(inside.left(), y, inside.width(), metrics.height())
            painter.setLayoutDirection(way)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(box, int(align), where)

    def _paint_number(
        self, painter: QPainter, option: QStyleOptionViewItem, number: int, top: int
    ) -> None:
        """The number of its badge on the map, small below the sign."""
        whole = option.rect
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        box = QRect(whole.left() + 4, top, _LEFT - 8, QFontMetrics(font).height())
        box = QStyle.visualRect(option.direction, whole, box)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{number}")
        painter.setFont(option.font)


_RTL = Qt.LayoutDirection.RightToLeft


def paint_sign(painter: QPainter, box: QRectF, sign: str, theme: Theme) -> None:
    """A round badge with a sign, as on the map; two signs make it as much wider."""
    if not sign:
        return
    more = box.width() * 0.3 * (len(sign) - 1)
    box = box.adjusted(-more, 0, more, 0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("text"), 1.2))
    painter.setBrush(theme.colour("surface"))
    inner = box.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
    pen = QPen(theme.colour("text"), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    arm = box.height() * 0.2
    for nth, one in enumerate(sign):
        x = box.center().x() + (nth - (len(sign) - 1) / 2) * box.height() * 0.6
        _draw_sign(painter, QPointF(x, box.center().y()), arm, one)


def _draw_sign(painter: QPainter, middle: QPointF, arm: float, sign: str) -> None:
    """Drawn, as fonts set these signs at different heights."""

    def line(x0: float, y0: float, x1: float, y1: float) -> None:
        painter.drawLine(
            QPointF(middle.x() + x0 * arm, middle.y() + y0 * arm),
            QPointF(middle.x() + x1 * arm, middle.y() + y1 * arm),
        )

    if sign in "+-−→":  # a minus sign too: overlays have it
        line(-1, 0, 1, 0)
    if sign == "+":
        line(0, -1, 0, 1)
    if sign == "→":
        line(1, 0, 0.2, -0.8)
        line(1, 0, 0.2, 0.8)
    if sign == "≠":
        line(-1, -0.5, 1, -0.5)
        line(-1, 0.5, 1, 0.5)
        line(-0.5, 1.1, 0.5, -1.1)


def _chevron(box: QRectF, is_open: bool, mirrored: bool) -> QPolygonF:
    x, y = box.center().x(), box.center().y()
    if is_open:
        return QPolygonF([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
    side = -2 if mirrored else 2
    return QPolygonF([QPointF(x - side, y - 4), QPointF(x + side, y), QPointF(x - side, y + 4)])
