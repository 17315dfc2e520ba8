"""The parked cards as a Qt model: what stands where, and what may be dragged and dropped."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from model import grid
from model.change import Change
from model.edits.fields import set_fields
from model.labels import quoted_text
from model.order import sort_key
from model.records import Card, Lane, Record, Step
from widgets.document import Document
from widgets.panels import card_mime

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
#: The card's record.
CARD = Qt.ItemDataRole.UserRole


class ParkingModel(QAbstractListModel):
    """The cards of a document that stand in no cell, in order."""

    #: Cards were dropped: their ids, and the card before which they go ("" for the end).
    dropped = Signal(object, str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.cards: tuple[Card, ...] = tuple(grid.cards_of_step(document.map, ""))

    def follow(self, change: Change) -> bool:
        """Take a change in; whether it concerned the parking lot at all."""
        now = self._after(change)
        if len(now) == len(self.cards) and all(map(_is, now, self.cards)):
            return False
        self.beginResetModel()
        self.cards = now
        self.endResetModel()
        return True

    def row_of(self, card_id: str) -> int:
        """Where a card stands, or -1."""
        return next((i for i, card in enumerate(self.cards) if card.id == card_id), -1)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many cards are parked."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card's title, or the card itself."""
        card = self.cards[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return card.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{card.kind}: {card.title}"
            case _ if role == CARD:
                return card
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Reword a card."""
        card = self.cards[index.row()]
        if role != Qt.ItemDataRole.EditRole or value == card.title:
            return False
        label = f"Edit {quoted_text(value)}"
        return bool(self._document.edit(label, set_fields, card.id, title=value))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Cards can be dragged and reworded; others are dropped between them."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled
        return flags if self._document.read_only else flags | flag.ItemIsEditable

    def mimeTypes(self) -> list[str]:
        """What can be dropped here."""
        return [card_mime.MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """What is dragged, in the order of the list."""
        rows = sorted(index.row() for index in indexes)
        return card_mime.packed(self._document, (self.cards[row].id for row in rows))

    def supportedDropActions(self) -> Qt.DropAction:
        """Cards are moved."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Only cards of this map, while it may be edited."""
        return not self._document.read_only and bool(card_mime.cards_in(data, self._document))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Tell who parks them. False, so that no view takes rows away by itself."""
        ids = card_mime.cards_in(data, self._document)
        if ids:
            before = self.cards[row].id if 0 <= row < len(self.cards) else ""
            self.dropped.emit(ids, before)
        return False

    def _after(self, change: Change) -> tuple[Card, ...]:
        """The parked cards after a change, looking at no more of the map than it takes."""
        journey = self._document.map
        if any(_comes_or_goes(*pair) for pair in change.values()):
            return tuple(grid.cards_of_step(journey, ""))
        cards = {card.id: card for card in self.cards}
        for record_id, (before, after) in change.items():
            if isinstance(after, Card) and not grid.is_placed(journey, after):
                cards[record_id] = after
            elif isinstance(before, Card):
                cards.pop(record_id, None)
        return tuple(sorted(cards.values(), key=sort_key))


def _is(a: object, b: object) -> bool:
    return a is b


def _comes_or_goes(before: Record | None, after: Record | None) -> bool:
    """Whether this makes cards placed or homeless without changing them."""
    return (before is None or after is None) and isinstance(before or after, (Step, Lane))
