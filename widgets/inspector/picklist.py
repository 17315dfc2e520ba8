"""A small window to pick one of many by a few letters, or to make a new one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets.inspector.boxes import GRID

#: More than these are not listed: a few more letters find the one that is meant.
MOST = 60
_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
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
        self._offers, self._make, self._make_icon = offers, make, make_icon
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Search or type a new one" if make else "Search")
        self.search.setAccessibleName("Search")
        self.search.setClearButtonEnabled(False)
        self.list = QListWidget(self)
        self.list.setAccessibleName("What there is")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setFocusProxy(self.search)
        self._tiles = tiles
        if tiles:
            self.list.setViewMode(QListWidget.ViewMode.IconMode)
            self.list.setMovement(QListWidget.Movement.Static)
            self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
            self.list.setIconSize(QSize(20, 20))
            self.list.setGridSize(QSize(36, 36))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self.list.itemClicked.connect(self._take)
        self._fill("")

    def open_below(self, anchor: QWidget, least_width: int = 240) -> None:
        """Show under `anchor`, as wide as it, or above it where there is no room."""
        width = max(anchor.width(), least_width)
        self.resize(width, 320 if self._tiles else 8 * GRID + 26 * min(self.list.count() + 1, 10))
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
            item.setToolTip(offer.name)
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
