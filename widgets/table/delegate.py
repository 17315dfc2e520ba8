"""How a cell is drawn and typed into."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from model.records import Card, CardKind
from widgets.canvas.spot import OPACITY
from widgets.commands.here import KIND_ICONS
from widgets.table.columns import AT, COLUMNS, TITLE
from widgets.table.editors import CellLine, CellText
from widgets.table.model import TableModel
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
#: Made once: combining Qt's flags is slow, and they are wanted at every cell.
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignAbsolute.value
_AT_LEFT = Qt.AlignmentFlag.AlignLeft.value | _MIDDLE
_AT_RIGHT = Qt.AlignmentFlag.AlignRight.value | _MIDDLE
_ELIDED = Qt.TextElideMode.ElideRight
_PAD, _ICON = 8, 14
_KIND = AT["kind"]
#: Editors whose value can only be one of what is offered.
_CLOSED = ("stage", "step", "lane", "kind", "status", "moment_of_truth")
NEW = "New card"


@runtime_checkable
class Opens(Protocol):
    """What the view is told of."""

    def opened(self, editor: CellLine | CellText, index: Index) -> None:
        """This is what is typed into now."""


class Cells(QStyledItemDelegate):
    """Draws the cells of one table, and makes what is typed into them."""

    def __init__(self, model: TableModel, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model, self._theme = model, theme
        self._icons: dict[tuple[CardKind, float], QPixmap] = {}
        #: How many cells were drawn so far.
        self.drawn = 0
        self.take_colours()

    def take_colours(self) -> None:
        """Draw in the colours of now."""
        theme = self._theme
        self._icons.clear()
        self._text, self._muted = theme.colour("text"), theme.colour("muted")
        self._line, self._blank = QPen(theme.colour("grid")), theme.colour("lane.alternate")
        self._ring = QPen(theme.colour("focus"), 2)
        self._opacity = OPACITY.get(theme.name, 0.3)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line of text, cut where it does not fit; hairlines at its end and below it."""
        self.drawn += 1
        row, at = index.row(), index.column()
        rect: QRect = option.rect
        model = self._model
        card = model.card(row)
        state = option.state.value
        column = COLUMNS[at]
        text = model.reading.text(card, column) if card is not None else ""
        if column.kinds and not text and (card.kind if card else "touchpoint") not in column.kinds:
            painter.fillRect(rect, self._blank)
        if state & _SELECTED:
            painter.fillRect(rect, option.palette.color(QPalette.ColorRole.Highlight))
        painter.setPen(self._line)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        edge = rect.left() if rtl else rect.right()
        painter.drawLine(edge, rect.top(), edge, rect.bottom())
        if state & _FOCUSED:
            painter.setPen(self._ring)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -2, -2))
        if card is None and at == TITLE:
            text = NEW
        if text:
            dim = model.is_dim(row)
            if dim:
                painter.setOpacity(self._opacity)
            painter.setPen(self._text if card is not None else self._muted)
            self._say(painter, option, rect, card, text, at)
            if dim:
                painter.setOpacity(1)

    def _say(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        card: Card | None,
        text: str,
        at: int,
    ) -> None:
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        if at == _KIND and card is not None:
            x = room.right() - _ICON + 1 if rtl else room.left()
            painter.drawPixmap(
                x, room.center().y() - _ICON // 2 + 1, self._icon(card.kind, painter)
            )
            room.adjust(0 if rtl else _ICON + 6, 0, -(_ICON + 6) if rtl else 0, 0)
        metrics: QFontMetrics = option.fontMetrics
        trailing = COLUMNS[at].form == "number"
        right = trailing != rtl
        shown = metrics.elidedText(" ".join(text.split()), _ELIDED, room.width())
        painter.drawText(room, _AT_RIGHT if right else _AT_LEFT, shown)

    def _icon(self, kind: CardKind, painter: QPainter) -> QPixmap:
        ratio = painter.device().devicePixelRatio()
        found = self._icons.get((kind, ratio))
        if found is None:
            icon = self._theme.icon(KIND_ICONS[kind], f"card.{kind}.accent")
            found = self._icons[kind, ratio] = icon.pixmap(QSize(_ICON, _ICON), ratio)
        return found

    # Typing.

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line with offers, or a text."""
        column = COLUMNS[index.column()]
        model = self._model
        made: CellLine | CellText
        if column.form == "text":
            made = CellText(parent)
            made.grown.connect(lambda: self.updateEditorGeometry(made, option, index))
        else:
            offers = model.reading.offers(model.card(index.row()), column)
            many = column.form in ("names", "tags")
            made = CellLine(offers, many, column.name in _CLOSED, parent)
        view = self.parent()
        assert isinstance(view, Opens)
        view.opened(made, index)
        made.setAutoFillBackground(True)
        made.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        made.setAccessibleDescription(column.help)
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What the cell says; what was typed meanwhile is not replaced."""
        assert isinstance(editor, CellLine | CellText)
        if not editor.changed:
            editor.show_text(self._model.text(index.row(), index.column()))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """The table writes by itself: a text that does not fit has to stay."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over its cell; a text as far below as it needs."""
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        rect = view.visualRect(index)
        if isinstance(editor, CellText):
            room = view.viewport().rect()
            size = editor.wanted(max(rect.width(), 240))
            rect.setWidth(size.width())
            rect.setHeight(max(rect.height(), size.height()))
            if rect.bottom() > room.bottom():
                rect.moveBottom(max(room.bottom(), rect.height()))
            if rect.right() > room.right():
                rect.moveRight(room.right())
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever leaves the cell enters what was typed; a popup is still the cell."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, CellLine | CellText):
            assert isinstance(event, QFocusEvent)
            elsewhere = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in elsewhere:
                watched.finished.emit("stay")
        return False
