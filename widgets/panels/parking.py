"""The parking lot: cards that have no place on the map yet, or have lost it.

They are the canvas's own cards. They can be dragged to the canvas and back, typed in one
after the other, reworded and deleted.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from model.change import Change
from model.edits.cards import add_card, delete_cards, move_cards
from model.edits.common import new_ids
from model.labels import quoted, quoted_text
from model.records import Asset, Card, Evidence, MapInfo, Metric, Person, Persona
from widgets.box import GRID, Box
from widgets.document import Document
from widgets.inspector.boxes import Line
from widgets.panels.parking_model import ParkingModel
from widgets.panels.parking_rows import CardRows
from widgets.panels.rows import say_empty
from widgets.scrollbar import thin
from widgets.selection import Selection
from widgets.theme import Theme

_EMPTY = "Nothing is waiting. Drag cards here that have no place yet, or type one below."
#: What a card shows besides itself.
_SHOWN = (Evidence, Person, Metric, Asset)
#: Cards drawn beside the pointer while they are dragged, how large and how solid: where
#: they will land has to be seen through them.
_MOST_DRAWN = 3
_DRAGGED, _SOLID = 0.55, 0.65


class ParkingPanel(QWidget):
    """The parking lot of one document."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._selection = selection
        self._busy = False
        self.model = ParkingModel(document, self)
        self.list = ParkedCards(document, theme, self.model, self)
        self.line = Line(self)
        self.line.setPlaceholderText("Type a card and press Enter")
        self.line.setAccessibleName("New parked card")
        self.line.returnPressed.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self._box = Box(self.line, self)
        below.addWidget(self._box)
        layout.addLayout(below)
        self.model.dropped.connect(self.take)
        self.list.selectionModel().selectionChanged.connect(self._tell_selection)
        self.list.delete_pressed = self.delete_selected
        document.changed.connect(self._follow)
        document.state_changed.connect(self._allow)
        selection.changed.connect(self._show_selection)
        self.setFocusProxy(self.list)
        self._allow()
        self._show_selection()

    def take(self, ids: Sequence[str], before_id: str = "") -> None:
        """Park cards, before one that is parked already or at the end."""
        cards = [card for i in ids if (card := self._document.map.get(i, Card))]
        if cards and [card.id for card in cards] != [before_id]:
            label = f"Park {quoted(*cards)}"
            if all(self.model.row_of(card.id) >= 0 for card in cards):
                label = "Reorder the parking lot"
            park = [card.id for card in cards]
            self._document.edit(label, move_cards, park, "", "", before_id or None)

    def delete_selected(self) -> None:
        """Delete the parked cards that are selected."""
        cards = [self.model.cards[row] for row in self.list.selected_rows()]
        if cards:
            label = f"Delete {quoted(*cards)}"
            self._document.edit(label, delete_cards, *(card.id for card in cards))

    def _add(self) -> None:
        title = " ".join(self.line.text().split())
        if not title:
            return
        label = f"Park {quoted_text(title)}"
        change = self._document.edit(label, add_card, self._document.ids, title=title)
        if change:
            self.line.clear()
            row = self.model.row_of(new_ids(change, Card)[0])
            self.list.scrollTo(self.model.index(row))

    def _allow(self) -> None:
        allowed = not self._document.read_only
        self.line.setEnabled(allowed)
        self._box.flat = not allowed
        self._box.update()

    def _follow(self, change: Change) -> None:
        records = [record for pair in change.values() for record in pair if record]
        self._busy = True
        try:
            if any(isinstance(record, (Persona, MapInfo)) for record in records):
                self.list.rows.forget()
                self.list.doItemsLayout()
            moved = self.model.follow(change)
        finally:
            self._busy = False
        if moved:
            self._show_selection()
        elif self.model.cards and any(isinstance(record, _SHOWN) for record in records):
            self.list.doItemsLayout()

    def _tell_selection(self) -> None:
        if self._busy:
            return
        ids = [self.model.cards[row].id for row in self.list.selected_rows()]
        current = self.list.currentIndex()
        if current.isValid() and self.model.cards[current.row()].id in ids:
            anchor = self.model.cards[current.row()].id
            ids = [*(i for i in ids if i != anchor), anchor]
        self._busy = True
        try:
            self._selection.set(*ids)
        finally:
            self._busy = False

    def _show_selection(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            flag = QItemSelectionModel.SelectionFlag
            chosen = self.list.selectionModel()
            rows = [row for i in self._selection.ids if (row := self.model.row_of(i)) >= 0]
            if rows != self.list.selected_rows():
                chosen.clearSelection()
                for row in rows:
                    chosen.select(self.model.index(row), flag.Select)
            if rows:
                chosen.setCurrentIndex(self.model.index(rows[-1]), flag.NoUpdate)
        finally:
            self._busy = False


class ParkedCards(QListView):
    """The list itself: cards one below the other."""

    def __init__(
        self, document: Document, theme: Theme, model: ParkingModel, parent: ParkingPanel
    ) -> None:
        super().__init__(parent)
        self.delete_pressed = parent.delete_selected
        self.rows = CardRows(document, theme, self)
        self.setModel(model)
        self.setItemDelegate(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMinimumHeight(14 * GRID)
        thin(self)
        self.setAccessibleName("Parking lot")
        theme.changed.connect(self.viewport().update)

    def selected_rows(self) -> list[int]:
        """The rows that are selected, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the selected cards, with a picture of the first ones."""
        indexes = [self.model().index(row, 0) for row in self.selected_rows()]
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(indexes))
        drag.setPixmap(self._picture([index.row() for index in indexes[:_MOST_DRAWN]]))
        drag.setHotSpot(QPoint(0, 0))
        drag.exec(actions, Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace delete what is selected."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards, or a sentence where there are none."""
        super().paintEvent(event)
        say_empty(self, _EMPTY)

    def _picture(self, rows: Sequence[int]) -> QPixmap:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        drawn: list[tuple[QRect, Any]] = []
        y = 0
        for row in rows:
            index = self.model().index(row, 0)
            size = self.rows.sizeHint(option, index)
            drawn.append((QRect(0, y, size.width(), size.height()), index))
            y += size.height()
        ratio = self.devicePixelRatioF()
        widest = max(rect.width() for rect, _ in drawn) - 2 * GRID  # and the gap before it
        picture = QPixmap(round(widest * _DRAGGED * ratio), round(y * _DRAGGED * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(_SOLID)
        painter.scale(_DRAGGED, _DRAGGED)
        painter.translate(-2 * GRID, 0)
        for rect, index in drawn:
            option.rect = rect
            self.rows.paint(painter, option, index)
        painter.end()
        return picture
