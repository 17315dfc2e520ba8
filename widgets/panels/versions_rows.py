"""The versions of a map as rows of a list: what each is called, whose it is, what changed in it."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple
from unicodedata import bidirectional

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.box import GRID
from widgets.panels.rows import RowsModel, paint_ground
from widgets.theme import Theme
from widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
#: The last review: as it comes of dates, or as the map names it.
Mark = Literal["", "review", "baseline"]
ROW = Qt.ItemDataRole.UserRole
_ICON = 16
#: What stands before the words: a version by name, a commit of git's.
ICONS = {"version": "bookmark", "commit": "git-branch"}


class Row(NamedTuple):
    """One state of the map.

    Attributes:
        key: tells it from all others.
        when: its day, short.
        by: who, and why.
        said: what changed in it; "" as long as that is not known.
        note: what its author wrote about it.
        trouble: why it cannot be opened; "" if it can, so far as is known.
        marked: whether the map is compared with it by itself, and because its user said so.
    """

    key: str
    kind: Literal["now", "version", "commit"]
    name: str
    when: str = ""
    by: str = ""
    said: str = ""
    note: str = ""
    trouble: str = ""
    marked: Mark = ""

    @property
    def whole(self) -> str:
        """All of it, for those who cannot see or have no room for the row."""
        last = "The last review" if self.marked else ""
        head = ", ".join(filter(None, (self.name, self.when, self.by, last)))
        return "\n".join(filter(None, (head, self.trouble or self.said, self.note)))


class VersionsModel(RowsModel[Row]):
    """The rows as a Qt model."""

    def row_of(self, key: str) -> int:
        """Where a state stands, or -1."""
        return next((i for i, row in enumerate(self.rows) if row.key == key), -1)

    def renew(self, rows: Sequence[Row]) -> None:
        """Show rows of the same states; views hear only of those that are other than before."""
        for at, row in enumerate(rows):
            if self.rows[at] != row:
                self.rows[at] = row
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                kind = "commit " if row.kind == "commit" else ""
                return kind + row.whole.replace("\n", ". ")
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row.whole)
            case _ if role == ROW:
                return row
        return None


class VersionsRows(QStyledItemDelegate):
    """Draws the rows: name and day, then whose and why, then what changed, each in a line."""

    def __init__(self, theme: Theme, of: QListView) -> None:
        super().__init__(of)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Three lines on the grid, px."""
        height = 3 * QFontMetrics(option.font).lineSpacing()
        return QSize(0, -(-(height + 2 * GRID) // GRID) * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        self.initStyleOption(option, index)
        row: Row = index.data(ROW)
        whole: QRect = option.rect
        palette: QPalette = option.palette
        painter.save()
        paint_ground(painter, option)
        ink = palette.color(QPalette.ColorRole.Text)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        font = option.font
        line = QFontMetrics(font).lineSpacing()
        top = whole.top() + (whole.height() - 3 * line) // 2
        room = QRect(whole.left() + 5 * GRID, top, whole.width() - 7 * GRID, line)
        self._paint_sign(painter, row, option, top, line)

        def at(rect: QRect) -> QRect:
            return QStyle.visualRect(option.direction, whole, rect)

        first = QRect(room)
        metrics = QFontMetrics(font)
        if row.when:
            trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            painter.setPen(muted)
            painter.drawText(at(room), trailing, row.when)
            first.setWidth(room.width() - metrics.horizontalAdvance(row.when) - GRID)
        if row.marked:
            first.setWidth(first.width() - _ICON - GRID // 2)
            square = QRect(first.right() + GRID // 2, top + (line - _ICON) // 2, _ICON, _ICON)
            self._theme.icon("flag", "focus").paint(painter, at(square))
        font.setWeight(font.Weight.DemiBold if row.kind != "commit" else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(muted if row.trouble else ink)
        _draw(painter, at(first), row.name, option.direction)
        font.setWeight(font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(muted)
        for text in (row.by, row.trouble or row.said or "…"):
            room.translate(0, line)
            _draw(painter, at(room), text, option.direction)
            painter.setPen(muted if row.trouble else ink)
        painter.restore()

    def _paint_sign(
        self, painter: QPainter, row: Row, option: QStyleOptionViewItem, top: int, line: int
    ) -> None:
        """The icon of its kind; a dot for what is now."""
        whole: QRect = option.rect
        square = QRect(whole.left() + 2 * GRID, top + (line - _ICON) // 2, _ICON, _ICON)
        square = QStyle.visualRect(option.direction, whole, square)
        if row.kind == "now":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(QPalette.ColorRole.Highlight))
            painter.drawEllipse(QPointF(square.center()) + QPointF(0.5, 0.5), 4, 4)
            return
        icon = "triangle-alert" if row.trouble else ICONS[row.kind]
        self._theme.icon(icon, "muted").paint(painter, square)


def _draw(painter: QPainter, room: QRect, text: str, way: Qt.LayoutDirection) -> None:
    """As much of a text in one line as has room; each is read its own way, as its words are."""
    line = " ".join(text.split())
    fitting = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room.width())
    right = way == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    strong = next((c for c in map(bidirectional, line) if c in ("L", "R", "AL")), "L")
    forced = Qt.TextFlag.TextForceLeftToRight if strong == "L" else Qt.TextFlag.TextForceRightToLeft
    painter.drawText(room, flags | int(forced), fitting)
