"""How the list of comments looks and is used: all words of each, who and when below."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from widgets.box import GRID
from widgets.comments.rows import ROW, CommentsModel, Row
from widgets.inspector.boxes import small
from widgets.panels.rows import TaskList, paint_ground
from widgets.theme import Theme
from widgets.wrapped import in_lines

_Index = QModelIndex | QPersistentModelIndex
#: px: the sign before the words, and how far in an answer stands; so many at most.
ICON, _INDENT, _DEEPEST = 18, 20, 4
_KEPT = 20_000


class CommentLooks(QStyledItemDelegate):
    """Measures and paints headings and comments.

    Attributes:
        measured: how many texts were set in lines so far, for tests.
    """

    #: The sign before a comment was clicked.
    ticked = Signal(QModelIndex)

    def __init__(self, theme: Theme, of: QListView) -> None:
        super().__init__(of)
        self._theme, self._list = theme, of
        self._heights: dict[tuple[str, int, str], int] = {}
        self.measured = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words need at this width, px."""
        row: Row = index.data(ROW)
        line = QFontMetrics(option.font).lineSpacing()
        if not row.id:
            return QSize(0, line + GRID + GRID // 2)
        width = self._words(row, self._list.viewport().rect()).width()
        below = QFontMetrics(small(option.font)).lineSpacing()
        return QSize(0, self._height(row.text, width, option.font) + below + GRID + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        painter.save()
        if row.id:
            paint_ground(painter, option)
            self._paint_comment(painter, option, row)
        else:
            self._paint_heading(painter, option, row)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """A click on the sign is meant for it."""
        row: Row = index.data(ROW)
        if event.type() != QEvent.Type.MouseButtonRelease or not row.id:
            return False
        assert isinstance(event, QMouseEvent)
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if not self.sign_of(row, option.rect, option.direction).contains(
            event.position().toPoint()
        ):
            return False
        self.ticked.emit(QModelIndex(index))  # type: ignore[arg-type]  # it takes both
        return True

    def sign_of(self, row: Row, whole: QRect, way: Qt.LayoutDirection) -> QRect:
        """Where the sign of a row can be pressed."""
        words = self._words(row, whole)
        square = QRect(words.left() - ICON - GRID, whole.top(), ICON + GRID, ICON + GRID)
        return QStyle.visualRect(way, whole, square)

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        room = option.rect.adjusted(2 * GRID, GRID // 2, -2 * GRID, 0)
        text = QFontMetrics(font).elidedText(row.text, Qt.TextElideMode.ElideRight, room.width())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(option.direction)
        painter.drawText(QStyle.visualRect(option.direction, option.rect, room), leading, text)

    def _paint_comment(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        whole, way = option.rect, option.direction
        muted = option.palette.color(QPalette.ColorRole.PlaceholderText)
        room = self._words(row, whole)
        line = QFontMetrics(option.font).lineSpacing()
        sign = self.sign_of(row, whole, way)
        sign = QRect(sign.center().x() - ICON // 2, room.top(), ICON, line)
        icon = "circle-check" if row.resolved else "corner-down-right" if row.depth else "circle"
        self._theme.icon(icon, "muted").paint(painter, sign)
        painter.setPen(muted if row.resolved else option.palette.color(QPalette.ColorRole.Text))
        inside = QStyle.visualRect(way, whole, room)
        lines = _in_paragraphs(row.text, option.font, room.width())
        lines.draw(painter, QPointF(inside.topLeft()))
        font = small(option.font)
        painter.setFont(font)
        painter.setPen(muted)
        metrics = QFontMetrics(font)
        below = metrics.elidedText(row.below, Qt.TextElideMode.ElideRight, room.width())
        top = inside.top() + round(lines.boundingRect().height())
        box = QRect(inside.left(), top, inside.width(), metrics.lineSpacing())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(way)
        painter.drawText(box, leading, below)

    def _words(self, row: Row, whole: QRect) -> QRect:
        """The room of a comment's words, as if read from the left."""
        left = 2 * GRID + ICON + GRID - 2 + _INDENT * min(row.depth, _DEEPEST)
        inside = whole.adjusted(left, GRID // 2, 0, -GRID // 2)
        # As if there was a scroll bar: whether one comes depends on how high the rows are.
        inside.setRight(self._list.width() - self._list.verticalScrollBar().sizeHint().width() - 12)
        return inside

    def _height(self, text: str, width: int, font: QFont) -> int:
        key = (text, width, font.key())
        if key not in self._heights:
            if len(self._heights) > _KEPT:
                self._heights.clear()
            self.measured += 1
            self._heights[key] = round(_in_paragraphs(text, font, width).boundingRect().height())
        return self._heights[key]


class CommentsList(TaskList):
    """The list itself: letters answer what is chosen."""

    #: Words for an answer are typed: the first letter.
    typed = Signal(str)
    #: A key went to another comment.
    walked = Signal()

    def __init__(self, theme: Theme, model: CommentsModel, parent: QWidget) -> None:
        super().__init__(theme, model, "Comments", parent)
        self.looks = CommentLooks(theme, self)
        self.setItemDelegate(self.looks)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleDescription(
            "Enter shows what it is about, Space resolves it or opens it again, Delete removes "
            "it, letters begin an answer"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters, and what every such list knows."""
        text, held = event.text(), event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        plain = not held & ~Qt.KeyboardModifier.KeypadModifier
        if text.strip() and text.isprintable() and plain and self.currentIndex().isValid():
            self.typed.emit(text)
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before and self.hasFocus():
                self.walked.emit()


def _in_paragraphs(text: str, font: QFont, width: int) -> QTextLayout:
    """A text in lines of at most `width` px, each paragraph read as its letters are."""
    by_letters = Qt.LayoutDirection.LayoutDirectionAuto
    return in_lines(text.replace("\n", "\u2028"), font, width, by_letters)
