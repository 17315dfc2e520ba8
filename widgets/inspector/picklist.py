"""A small window to pick one of many by a few letters, or to make a new one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from widgets.box import GRID, Box
from widgets.inspector.boxes import Line
from widgets.scrollbar import thin
from widgets.tips import plain_tip

#: More than these are not listed: a few more letters find the one that is meant.
MOST = 60
#: Rows in sight at once.
_ROWS = 10
#: The side of a tile, px.
_TILE = 36
_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
Index = QModelIndex | QPersistentModelIndex
_ID = Qt.ItemDataRole.UserRole


class Offer(NamedTuple):
    """Something that can be picked; `icon` is asked for only when it is listed."""

    id: str
    name: str
    icon: Callable[[], QIcon] | None = None


def matching(offers: Sequence[Offer], typed: str, most: int = MOST) -> list[Offer]:
    """The offers whose names hold every word typed; those that begin with it first."""
    words = typed.casefold().split()
    if not words:
        return list(offers[:most])
    whole = " ".join(words)
    first: list[Offer] = []
    later: list[Offer] = []
    for offer in offers:
        name = offer.name.casefold()
        if all(word in name for word in words):
            (first if name.startswith(whole) else later).append(offer)
    return (first + later)[:most]


class _Row(QStyledItemDelegate):
    """An icon and a name on a soft ground where the choice stands; in tiles the icon alone."""

    def __init__(self, tiles: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._tiles = tiles

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        side = _TILE if self._tiles else option.fontMetrics.height() + 10
        return QSize(side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        role = QPalette.ColorRole
        rect, icon = option.rect, index.data(Qt.ItemDataRole.DecorationRole)
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(role.Mid if chosen else role.AlternateBase))
            painter.drawRoundedRect(QRectF(rect), 4, 4)
        x = rect.x() + GRID
        if icon is not None:
            side = 20 if self._tiles else 16
            x = rect.x() + (rect.width() - side) // 2 if self._tiles else x
            icon.paint(painter, x, rect.y() + (rect.height() - side) // 2, side, side)
            x += side + GRID
        if not self._tiles:
            painter.setPen(option.palette.color(role.Text))
            room = rect.right() - GRID - x
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            text = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            inside = rect.adjusted(x - rect.x(), 0, -GRID, 0)
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class PickList(QFrame):
    """Search on top, what fits below. Enter or a click picks, Esc closes.

    `made` comes with the words typed, if `make` (what one more would be called) is given.
    """

    picked = Signal(str)
    made = Signal(str)

    def __init__(
        self,
        offers: Sequence[Offer],
        parent: QWidget,
        make: str = "",
        make_icon: QIcon | None = None,
        tiles: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._offers, self._make, self._make_icon = offers, make, make_icon
        self.search = Line(self)
        self.search.setPlaceholderText("Search or type a new one" if make else "Search")
        self.search.setAccessibleName("Search")
        self.list = QListWidget(self)
        self.list.setAccessibleName("What there is")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        thin(self.list)
        self.list.setFocusProxy(self.search)
        self.list.setItemDelegate(_Row(tiles, self.list))
        self._tiles = tiles
        if tiles:
            self.list.setViewMode(QListWidget.ViewMode.IconMode)
            self.list.setMovement(QListWidget.Movement.Static)
            self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(Box(self.search, self))
        column.addWidget(self.list)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self.list.itemClicked.connect(self._take)
        self._fill("")

    def open_below(self, anchor: QWidget, least_width: int = 240) -> None:
        """Show under `anchor`, as wide as it, or above it where there is no room."""
        width = max(anchor.width(), least_width)
        rows = min(self.list.count() + 1, _ROWS) * (self.fontMetrics().height() + 10)
        self.resize(width, 40 * GRID if self._tiles else 8 * GRID + rows)
        at = anchor.mapToGlobal(QPoint(anchor.width() - width, anchor.height() + 2))
        space = anchor.screen().availableGeometry()
        if at.y() + self.height() > space.bottom():
            at.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        at.setX(max(space.left(), min(at.x(), space.right() - width)))
        at.setY(max(space.top(), at.y()))
        self.move(at)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the keys and the focus of the editor inside."""
        pressed = event.type() == QEvent.Type.KeyPress and watched is self.search
        if pressed and isinstance(event, QKeyEvent):
            if event.key() in _KEYS:
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._take(item)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        found = matching(self._offers, typed, 400 if self._tiles else MOST)
        for offer in found:
            item = QListWidgetItem("" if self._tiles else offer.name)
            if offer.icon is not None:
                item.setIcon(offer.icon())
            item.setToolTip(plain_tip(offer.name))
            item.setData(_ID, offer.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, offer.name)
            self.list.addItem(item)
        words = " ".join(typed.split())
        if self._make and words and all(o.name.casefold() != words.casefold() for o in found):
            item = QListWidgetItem(f"New {self._make} “{words}”")
            if self._make_icon is not None:
                item.setIcon(self._make_icon)
            item.setData(_ID, None)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        found, typed = item.data(_ID), self.search.text()
        self.close()
        if found is None:
            self.made.emit(typed)
        else:
            self.picked.emit(found)
