"""The cards of a map as a Qt table: one row a card, in journey order or sorted by a column.

It follows a map by the ids that a change touched: rows come, go and move, and nothing is
reset. Cells are worked out when the view asks for them. The last row is empty: typing there
makes a card.
"""

from bisect import bisect
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from model.change import JourneyMap, changed_between, diff
from model.labels import quoted
from model.records import Card, Evidence, Feeling, Lane, Person, Persona, Record, Stage, Step
from widgets.table.columns import COLUMNS, Column, Reading, fits
from widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_PLACES = (Stage, Step, Lane)
#: What cells name besides the card.
_NAMED = (*_PLACES, Persona, Person, Evidence)
#: Made once: these are asked for at every cell that is painted.
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
#: More ranges than these go at once: each would be told to the view alone.
_MOST_RANGES = 50
#: A text of fewer characters is seen whole.
_SEEN = 16


class TableModel(QAbstractTableModel):
    """The rows of one map.

    Attributes:
        reading: what the cells say.
        sorted_by: the column that the rows are sorted by; None: as the journey goes.
        moved: how many rows were put elsewhere so far.
        newest: the card that came last.
    """

    def __init__(self, of: JourneyMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reading = Reading(of)
        self.read_only = False
        self.bright: frozenset[str] | None = None
        self.sorted_by: Column | None = None
        self.moved = 0
        self.newest = ""
        self._keys = {card.id: self.reading.order(card) for card in of.all(Card)}
        self.ids: list[str] = sorted(self._keys, key=self._keys.__getitem__)
        self._rows: dict[str, int] | None = None

    # What there is.

    @property
    def of(self) -> JourneyMap:
        """The map that is shown."""
        return self.reading.of

    def card(self, row: int) -> Card | None:
        """The card of a row; None in the empty one."""
        return self.of.get(self.ids[row], Card) if 0 <= row < len(self.ids) else None

    def row_of(self, card_id: str) -> int:
        """Where a card stands, or -1."""
        if self._rows is None:
            self._rows = {card_id: row for row, card_id in enumerate(self.ids)}
        return self._rows.get(card_id, -1)

    def is_dim(self, row: int) -> bool:
        """Whether a filter leaves a row out."""
        return self.bright is not None and row < len(self.ids) and self.ids[row] not in self.bright

    def fits(self, row: int, column: int) -> bool:
        """Whether a cell means anything for the kind of its card, or says something anyway."""
        card = self.card(row)
        one = COLUMNS[column]
        if card is None:
            return not one.kinds or "touchpoint" in one.kinds
        return fits(one, card) or bool(self.reading.text(card, one))

    def text(self, row: int, column: int) -> str:
        """What a cell says, whole."""
        card = self.card(row)
        return self.reading.text(card, COLUMNS[column]) if card is not None else ""

    # For Qt.

    def rowCount(self, parent: Index = _ROOT) -> int:
        """A row a card, and an empty one where cards can be made."""
        return 0 if parent.isValid() else len(self.ids) + (not self.read_only)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """All columns, those that are hidden too."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """What a cell says: on one line, as it is typed, for a screen reader."""
        row, column = index.row(), index.column()
        match role:
            case _Role.DisplayRole:
                return " ".join(self.text(row, column).split())
            case _Role.EditRole:
                return self.text(row, column)
            case _Role.ToolTipRole:
                text = self.text(row, column)
                return plain_tip(text) if len(text) > _SEEN else None
            case _Role.AccessibleTextRole:
                return self._spoken(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """What columns are called with their unit, and the number of a row."""
        if orientation == Qt.Orientation.Horizontal:
            column = COLUMNS[section]
            match role:
                case _Role.DisplayRole:
                    return self.reading.header(column)
                case _Role.ToolTipRole:
                    return plain_tip(
                        ". ".join(filter(None, (self.reading.header(column), column.help)))
                    )
                case _Role.AccessibleTextRole:
                    return self.reading.header(column)
                case _Role.AccessibleDescriptionRole:
                    return column.help
            return None
        match role:
            case _Role.DisplayRole:
                return str(section + 1) if section < len(self.ids) else "+"
            case _Role.AccessibleTextRole:
                return self.row_name(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All can be typed into; what means nothing for its card the view refuses, and says why."""
        return _READ if self.read_only else _TYPED

    def row_name(self, row: int) -> str:
        """A row for somebody who hears it: where its card stands, and what it says."""
        card = self.card(row)
        if card is None:
            return "New card"
        return f"{quoted(card)}, {self.reading.place(card)}"

    def _spoken(self, row: int, column: int) -> str:
        header = self.reading.header(COLUMNS[column])
        said = " ".join(self.text(row, column).split()) or "empty"
        dim = ", left out by the filter" if self.is_dim(row) else ""
        return f"{header}: {said}. {self.row_name(row)}{dim}"

    # What changes.

    def sort_by(self, column: Column | None, descending: bool = False) -> None:
        """Sort the rows by a column, what is empty last; None: as the journey goes."""
        self.sorted_by = column
        if column is None:
            self._arrange(sorted(self.ids, key=self._keys.__getitem__))
            return
        key = self.reading.key
        ranked = [(*key(card, column), i) for i in self.ids if (card := self.of.get(i, Card))]
        full = sorted((r for r in ranked if not r[0]), key=lambda r: r[1], reverse=descending)
        self._arrange([i for *_, i in (*full, *(r for r in ranked if r[0]))])

    def choose_persona(self, persona_id: str) -> None:
        """Show the feelings of another persona."""
        if persona_id != self.reading.persona_id:
            self.reading.persona_id = persona_id
            self._say_all()
            self._say_headers()

    def dim(self, bright: frozenset[str] | None) -> None:
        """Leave only these bright; None: all of them."""
        if bright != self.bright:
            self.bright = bright
            self._say_all()

    def allow(self, read_only: bool) -> None:
        """Offer the empty row, or no longer."""
        if read_only == self.read_only:
            return
        at = len(self.ids)
        if read_only:
            self.beginRemoveRows(_ROOT, at, at)
            self.read_only = True
            self.endRemoveRows()
        else:
            self.beginInsertRows(_ROOT, at, at)
            self.read_only = False
            self.endInsertRows()

    def follow(self, to: JourneyMap) -> None:
        """Show another map, by what it differs in from the one that is shown."""
        before = self.of
        touched = changed_between(before, to)
        if touched is None:
            touched = list(diff(before, to))
        if not touched:
            self.reading.look_again(to, places=False)
            return
        pairs = [(before.records.get(i), to.records.get(i)) for i in touched]
        places = any(isinstance(one, _PLACES) for pair in pairs for one in pair)
        gone = {a.id for a, b in pairs if isinstance(a, Card) and not isinstance(b, Card)}
        if gone:
            self._take_out(gone)
        self.reading.look_again(to, places=places)
        cards = [b for _, b in pairs if isinstance(b, Card)]
        self._place(list(to.all(Card)) if places else cards)
        self._say(pairs, cards)

    def _place(self, cards: Sequence[Card]) -> None:
        """Give these cards the rows where they belong; those that are new come in."""
        new: list[str] = []
        elsewhere: list[str] = []
        for card in cards:
            key = self.reading.order(card)
            if key != self._keys.get(card.id):
                (elsewhere if card.id in self._keys else new).append(card.id)
                self._keys[card.id] = key
        order = self._keys.__getitem__
        if elsewhere and self.sorted_by is None:
            self._arrange(sorted(self.ids, key=order))
        if not new:
            return
        new.sort(key=order)
        if self.sorted_by is not None:
            self._put_in([(len(self.ids), new)])
            return
        runs: list[tuple[int, list[str]]] = []
        for card_id in new:
            row = bisect(self.ids, order(card_id), key=order)
            if runs and runs[-1][0] == row:
                runs[-1][1].append(card_id)
            else:
                runs.append((row, [card_id]))
        if len(runs) > _MOST_RANGES:
            self._put_in([(len(self.ids), new)])
            self._arrange(sorted(self.ids, key=order))
        else:
            self._put_in(runs[::-1])

    def _put_in(self, runs: Sequence[tuple[int, list[str]]]) -> None:
        """New rows, the lowest first."""
        self.newest = runs[0][1][-1]
        for row, ids in runs:
            self.beginInsertRows(_ROOT, row, row + len(ids) - 1)
            self.ids[row:row] = ids
            self._rows = None
            self.endInsertRows()

    def _take_out(self, gone: set[str]) -> None:
        rows = sorted(row for i in gone if (row := self.row_of(i)) >= 0)
        runs = _runs(rows)
        if len(runs) > _MOST_RANGES:
            self._arrange([*(i for i in self.ids if i not in gone), *(self.ids[r] for r in rows)])
            runs = [(len(self.ids) - len(rows), len(self.ids) - 1)]
        for first, last in reversed(runs):
            self.beginRemoveRows(_ROOT, first, last)
            del self.ids[first : last + 1]
            self._rows = None
            self.endRemoveRows()
        for card_id in gone:
            self._keys.pop(card_id, None)

    def _arrange(self, ids: list[str]) -> None:
        """Put the rows into that order; what is selected and current goes along."""
        if ids == self.ids:
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        were = [self.ids[i.row()] if i.row() < len(self.ids) else "" for i in held]
        self.moved += sum(a != b for a, b in zip(ids, self.ids, strict=True))
        self.ids = ids
        self._rows = None
        now = [
            self.index(self.row_of(i) if i else len(ids), old.column())
            for i, old in zip(were, held, strict=True)
        ]
        self.changePersistentIndexList(held, now)
        self.layoutChanged.emit()

    def _say(
        self, pairs: Sequence[tuple[Record | None, Record | None]], cards: Sequence[Card]
    ) -> None:
        """Tell the view which cells say something else."""
        if any(isinstance(one, _NAMED) for pair in pairs for one in pair):
            self._say_all()
            if any(isinstance(one, Persona) for pair in pairs for one in pair):
                self._say_headers()
            return
        felt = (one.card_id for pair in pairs for one in pair if isinstance(one, Feeling))
        rows = sorted({self.row_of(i) for i in (*(card.id for card in cards), *felt)} - {-1})
        runs = _runs(rows)
        if len(runs) > _MOST_RANGES:
            runs = [(rows[0], rows[-1])]
        for first, last in runs:
            self._say_rows(first, last)

    def _say_headers(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _say_rows(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _say_all(self) -> None:
        if self.ids:
            self._say_rows(0, len(self.ids) - 1)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted rows as first and last of those that follow each other."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
