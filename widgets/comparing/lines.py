"""The changes between two maps as a tree: sections in the order of a review, lines in them."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole


class Row(NamedTuple):
    """One line.

    Attributes:
        sign: that of the kind of change, as badges on the map show it; "" for what is as it was.
        where: where on the map that is.
        ids: the records that it is about.
        number: that of the badge on the map; None for what another line tells of, or nothing,
            and for what people remark and plan.
        news: whether something is told in it that became of a record.
    """

    text: str
    sign: str
    where: str
    ids: tuple[str, ...]
    number: int | None = None
    news: bool = False


class Part(NamedTuple):
    """One section. One that is `folded` is opened by whoever wants to see it."""

    name: str
    title: str
    rows: tuple[Row, ...]
    folded: bool = False


class LinesModel(QAbstractItemModel):
    """Sections, each with its lines.

    Attributes:
        parts: what is shown.
        verdict: what a review decided, by the records that a line is about; None without one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: tuple[Part, ...] = ()
        self.verdict: Callable[[tuple[str, ...]], str] | None = None

    def show(self, parts: Sequence[Part]) -> None:
        """Show these; sections without lines are left out."""
        self.beginResetModel()
        self.parts = tuple(part for part in parts if part.rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All lines in order."""
        return tuple(row for part in self.parts for row in part.rows)

    def index_of(self, nth: int) -> QModelIndex:
        """Where the line number `nth` of all stands."""
        for number, part in enumerate(self.parts):
            if nth < len(part.rows):
                return self.index(nth, 0, self.index(number, 0))
            nth -= len(part.rows)
        return QModelIndex()

    def nth(self, index: _Index) -> int:
        """The number of a line among all; -1 for a section."""
        section = index.internalId() - 1
        if not index.isValid() or section < 0:
            return -1
        return sum(len(part.rows) for part in self.parts[:section]) + index.row()

    def decided(self, row: Row) -> str:
        """What a review decided about a line; "" for nothing."""
        return self.verdict(row.ids) if self.verdict is not None else ""

    # Qt asks these of every model.

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        """Sections have the number 0 inside, lines that of their section from 1."""
        if column or row < 0:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, 0, 0) if row < len(self.parts) else QModelIndex()
        inside = self.parts[parent.row()].rows
        return self.createIndex(row, 0, parent.row() + 1) if row < len(inside) else QModelIndex()

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # QObject has another
        """The section of a line."""
        section = index.internalId() - 1 if index.isValid() else -1
        return self.createIndex(section, 0, 0) if section >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many sections there are, or lines in one."""
        if not parent.isValid():
            return len(self.parts)
        return len(self.parts[parent.row()].rows) if not parent.internalId() else 0

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """One."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a section or a line, and for painting all of it."""
        if not index.isValid():
            return None
        section = index.internalId() - 1
        what = self.parts[index.row()] if section < 0 else self.parts[section].rows[index.row()]
        if role == ROW:
            return what
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{what.title} ({len(what.rows)})" if isinstance(what, Part) else what.text
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and isinstance(what, Row):
            return ". ".join(filter(None, (what.where, self.decided(what).capitalize())))
        return None
