"""What the user points at: the selected records and the cell that has the focus.

It is view state: it is not in the map, not in the file and not undone.
"""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from model.records import Card, Record
from widgets.document import Document

R = TypeVar("R", bound=Record)
#: Step id and lane id.
Cell = tuple[str, str]


class Selection(QObject):
    """Ids of what is selected, in the order in which it was, and the focused cell.

    The last one selected is the `anchor`: what keys act on. An empty cell can have the
    focus with nothing selected.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._ids: tuple[str, ...] = ()
        self._among: frozenset[str] = frozenset()
        self._cell: Cell | None = None
        document.changed.connect(self._forget_what_is_gone)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._among

    @property
    def ids(self) -> tuple[str, ...]:
        """Selected records, the anchor last."""
        return self._ids

    @property
    def anchor(self) -> str:
        """The record selected last, or ""."""
        return self._ids[-1] if self._ids else ""

    @property
    def cell(self) -> Cell | None:
        """The focused cell: that of the anchor if it is a card in one."""
        return self._cell

    def of(self, record_type: type[R]) -> tuple[R, ...]:
        """The selected records of one type, as they are now."""
        found = (self._document.map.get(i, record_type) for i in self._ids)
        return tuple(r for r in found if r is not None)

    def set(self, *ids: str, cell: Cell | None = None) -> None:
        """Select these and nothing else. Without `cell`, the anchor's cell gets the focus."""
        records = self._document.map.records
        ids = tuple(i for i in dict.fromkeys(ids) if i in records)
        card = self._document.map.get(ids[-1], Card) if ids else None
        if cell is None and card is not None:
            cell = (card.step_id, card.lane_id)
        if cell is not None and not (cell[0] in records and cell[1] in records):
            cell = None  # a parked card, or a place that is not on the map
        if (ids, cell) != (self._ids, self._cell):
            self._ids, self._cell = ids, cell
            self._among = frozenset(ids)
            self.changed.emit()

    def extend(self, ids: Iterable[str]) -> None:
        """Select these as well."""
        new = dict.fromkeys(ids)
        self.set(*(i for i in self._ids if i not in new), *new)

    def toggle(self, record_id: str) -> None:
        """Select this one as well, or no longer."""
        if record_id in self._among:
            self.set(*(i for i in self._ids if i != record_id), cell=self._cell)
        else:
            self.extend((record_id,))

    def clear(self) -> None:
        """Select nothing; the focus stays in its cell."""
        self.set(cell=self._cell)

    def _forget_what_is_gone(self) -> None:
        journey = self._document.map
        cell = self._cell
        if cell is not None and not (cell[0] in journey and cell[1] in journey):
            cell = None
        left = [i for i in self._ids if i in journey.records]
        card = journey.get(left[-1], Card) if left else None
        if card is not None:
            cell = None  # the card may have moved: the focus goes with it
        self.set(*left, cell=cell)
