"""Actions as rows of a list: what is due first on top, what is over at the end.

That something is overdue is a word and a sign, and never a colour alone.
"""

from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model import due
from model.change import JourneyMap
from model.edits.actions import is_over, is_overdue, ordered, owner_name
from model.records import Action
from widgets.box import GRID
from widgets.panels.rows import RowsModel, paint_ground
from widgets.theme import Theme
from widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
_ICON = 18
#: The sign of each status.
SIGNS = {
    "open": "circle", "in progress": "circle-dot", "done": "circle-check", "dropped": "circle-x",
}  # fmt: skip
OVERDUE = "alarm-clock"


class Row(NamedTuple):
    """One action as it is shown."""

    id: str
    title: str
    who: str
    when: str
    status: str
    late: bool
    over: bool

    @property
    def below(self) -> str:
        """What stands below the title."""
        when = f"Overdue: {self.when}" if self.late else self.when
        status = "" if self.status == "open" else self.status.capitalize()
        return " · ".join(filter(None, (when, self.who or "Nobody yet", status)))

    @property
    def icon(self) -> str:
        """The sign before it."""
        return OVERDUE if self.late else SIGNS.get(self.status, "circle")


def row_of(of: JourneyMap, action: Action, today: date) -> Row:
    """How an action is shown today."""
    return Row(
        action.id,
        " ".join(action.title.split()) or "An action without words",
        owner_name(of, action),
        due.in_words(action.due, today),
        action.status,
        is_overdue(action, today),
        is_over(action),
    )


def rows_of(of: JourneyMap, today: date) -> list[Row]:
    """All actions in the order in which they are due."""
    return [row_of(of, action, today) for action in ordered(of)]


class ActionsModel(RowsModel[Row]):
    """The rows as a Qt model."""

    def row_of(self, action_id: str) -> int:
        """Where an action stands, or -1."""
        return next((i for i, row in enumerate(self.rows) if row.id == action_id), -1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.title}. {row.below}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{row.title}\n{row.below}")
            case _ if role == ROW:
                return row
        return None


class ActionRows(QStyledItemDelegate):
    """Draws the rows: the title in at most two lines, who and when below."""

    def __init__(self, theme: Theme, of: QListView) -> None:
        super().__init__(of)
        self._theme, self._list = theme, of

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words need at this width, px."""
        row: Row = index.data(ROW)
        room = self._room(self._list.viewport().rect()).width()
        metrics = QFontMetrics(option.font)
        lines = min(2, len(_wrapped(row.title, metrics, room)))
        return QSize(0, (lines + 1) * metrics.lineSpacing() + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        whole: QRect = option.rect
        palette: QPalette = option.palette
        painter.save()
        paint_ground(painter, option)
        metrics = QFontMetrics(option.font)
        room = self._room(whole)
        line = metrics.lineSpacing()
        role = "feeling.below" if row.late else "muted"
        square = QRect(whole.left() + 2 * GRID, room.top(), _ICON, line)
        self._theme.icon(row.icon, role).paint(painter, _turned(whole, square, option))
        muted = self._theme.colour("muted")
        painter.setPen(muted if row.over else palette.color(QPalette.ColorRole.Text))
        painter.setFont(option.font)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        lines = _wrapped(row.title, metrics, room.width())
        shown = [lines[0], " ".join(lines[1:])] if len(lines) > 1 else lines
        for text in shown:
            fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            box = QRect(room.left(), room.top(), room.width(), line)
            painter.drawText(_turned(whole, box, option), leading, fitting)
            room.translate(0, line)
        font = QFont(option.font)
        if row.late:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.colour(role))
        below = QFontMetrics(font).elidedText(row.below, Qt.TextElideMode.ElideRight, room.width())
        box = QRect(room.left(), room.top(), room.width(), line)
        painter.drawText(_turned(whole, box, option), leading, below)
        painter.restore()

    def _room(self, whole: QRect) -> QRect:
        return whole.adjusted(3 * GRID + _ICON, GRID, -2 * GRID, -GRID)


def _turned(whole: QRect, part: QRect, option: QStyleOptionViewItem) -> QRect:
    return QStyle.visualRect(option.direction, whole, part)


def _wrapped(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """The words in lines of that width, px."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]
