"""What is odd about a map as rows of a list: a heading for each severity, sentences below.

A severity has an icon and a word, and never a colour alone.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model.change import JourneyMap
from model.grid import Grid
from model.oddities import SEVERITIES, Oddity
from model.places import PARKING_LOT, place_of
from model.problems import Severity
from widgets.box import GRID
from widgets.panels.rows import RowsModel
from widgets.theme import Theme
from widgets.tips import plain_tip
from widgets.wrapped import in_lines

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
#: More rows than these are only counted: nobody reads them, and mending is one button.
MOST = 200
ICON = 16
#: What a severity is called, and its icon with its colour.
SHOWN: dict[Severity, tuple[str, str, str]] = {
    "error": ("Wrong", "circle-x", "feeling.below"),
    "warning": ("Doubtful", "triangle-alert", "card.pain.accent"),
    "info": ("Harmless", "info", "muted"),
}


class Row(NamedTuple):
    """One row: something odd, or words of the list's own."""

    text: str
    below: str = ""
    odd: Oddity | None = None
    severity: Severity | None = None


def rows_of(of: JourneyMap, found: Sequence[Oddity]) -> list[Row]:
    """The rows for what is odd, under a heading for each severity; the first MOST."""
    rows: list[Row] = []
    grid = Grid(of)
    for severity in SEVERITIES:
        group = [odd for odd in found if odd.severity == severity]
        if group:
            rows.append(Row(f"{SHOWN[severity][0]} ({len(group)})", severity=severity))
            room = max(0, MOST - len(rows))
            rows += [Row(odd.sentence, _where(grid, odd), odd, severity) for odd in group[:room]]
            if len(group) > room:
                rows.append(Row(f"And {len(group) - room:,} more"))
    return rows


def _where(grid: Grid, odd: Oddity) -> str:
    place = place_of(grid, odd.record_id)
    if place == PARKING_LOT:
        place = place.capitalize()
    elif not place and odd.record_id:
        place = "Behind the map"
    line = f"line {odd.line:,} of the file" if odd.line else ""
    text = " · ".join(filter(None, (place, line)))
    return text[:1].upper() + text[1:]


class ProblemsModel(RowsModel[Row]):
    """The rows as a Qt model. Only sentences can be chosen."""

    def row_of(self, key: tuple[str, ...]) -> int:
        """Where something odd stands, or -1."""
        rows = enumerate(self.rows)
        return next((i for i, row in rows if row.odd is not None and row.odd.key == key), -1)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are only read."""
        if index.isValid() and self.rows[index.row()].odd is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                word = SHOWN[row.odd.severity][0] if row.odd else ""
                return ", ".join(filter(None, (word, row.text, row.below)))
            case Qt.ItemDataRole.ToolTipRole if row.odd is not None:
                return plain_tip(f"{row.text}\n{row.odd.why}")
            case _ if role == ROW:
                return row
        return None


class ProblemsRows(QStyledItemDelegate):
    """Draws the rows: sentences wrap, where they are about stands below in grey."""

    def __init__(self, theme: Theme, of: QListView) -> None:
        super().__init__(of)
        self._theme, self._list = theme, of
        self._heights: dict[tuple[str, str, int, str], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words need at this width, px."""
        row: Row = index.data(ROW)
        room = self._list.viewport().width() - 8 * GRID
        key = (row.text, row.below, room, option.font.key())
        if key not in self._heights:
            if len(self._heights) > 4 * MOST:
                self._heights.clear()
            if row.odd is None:
                self._heights[key] = QFontMetrics(option.font).height() + 2 * GRID
            else:
                texts = filter(None, (row.text, row.below))
                high = sum(
                    in_lines(text, option.font, room).boundingRect().height() for text in texts
                )
                self._heights[key] = round(high) + 12
        return QSize(0, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        whole: QRect = option.rect
        palette: QPalette = option.palette
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if row.odd is not None and (chosen or state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(whole.adjusted(4, 0, -4, 0), 4, 4)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.toRectF().adjusted(4.5, 0.5, -4.5, -0.5), 4, 4)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        room = whole.adjusted(5 * GRID, 6, -3 * GRID, -6)
        font = QFont(option.font)
        if row.odd is None:
            room = whole.adjusted(2 * GRID if row.severity is None else 5 * GRID, GRID, -GRID, 0)
            font.setWeight(font.Weight.DemiBold if row.severity else font.Weight.Normal)
            painter.setPen(muted)
        else:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
        direction = option.direction
        if row.severity is not None:
            _, icon, role = SHOWN[row.severity]
            top = room.top() + (QFontMetrics(font).height() - ICON) // 2
            square = QRect(whole.left() + 2 * GRID, top, ICON, ICON)
            shown = self._theme.icon(icon, role if row.odd is None else "muted")
            shown.paint(painter, QStyle.visualRect(direction, whole, square))
        inside = QStyle.visualRect(direction, whole, room)
        y = float(room.top())
        for text in filter(None, (row.text, row.below)):
            laid = in_lines(text, font, inside.width(), direction)
            laid.draw(painter, QPointF(inside.left(), y))
            y += laid.boundingRect().height()
            painter.setPen(muted)
        painter.restore()
