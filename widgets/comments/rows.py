"""Comments as rows of a list: what they are about as headings, what was said below each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from model import moments
from model.change import JourneyMap
from model.grid import Grid
from model.labels import feeling_of, titled, where
from model.places import place_of
from model.records import Comment, Feeling, MapInfo, Person
from model.remarks import Talk, talks
from widgets.panels.rows import RowsModel
from widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
GONE = "Something that is not on the map"


class Row(NamedTuple):
    """A comment, or the heading of those about one thing.

    Attributes:
        id: of the comment; "" for a heading.
        about_id: what it is about in the end, whatever it answers.
        text: all of it, or the name of what they are about.
        depth: how many answers deep it stands.
    """

    id: str
    about_id: str
    text: str
    who: str = ""
    when: str = ""
    depth: int = 0
    resolved: bool = False

    @property
    def below(self) -> str:
        """What stands below the words."""
        return " · ".join(filter(None, (self.who or "Somebody", self.when)))


def rows_of(of: JourneyMap, now: datetime, *, resolved: bool) -> list[Row]:
    """Open comments by what they are about, then with `resolved` those that are dealt with."""
    rows: list[Row] = []
    for talk in talks(of):
        if talk.open or resolved:
            rows += _talk(of, talk, now)
    return rows


def about_words(of: JourneyMap, about_id: str) -> str:
    """What a record is called in a heading: Touchpoint “Asks Ina”."""
    record = of.records.get(about_id)
    if record is None:
        return GONE
    match record:
        case MapInfo():
            name = "the map"
        case Feeling():
            whose = feeling_of(of, record.persona_id, record.measure)
            name = f"{whose} at {where(of, record.step_id or record.card_id)}"
        case _:
            name = titled(record)
    return name[:1].upper() + name[1:]


def author_of(of: JourneyMap, comment: Comment) -> str:
    """Who wrote it, by name; "" if nobody knows."""
    person = of.get(comment.author_id, Person)
    return " ".join(person.name.split()) if person is not None else ""


def _talk(of: JourneyMap, talk: Talk, now: datetime) -> list[Row]:
    rows = [Row("", talk.about_id, about_words(of, talk.about_id), resolved=not talk.open)]
    for comment, depth in talk.said:
        text = comment.text.strip() or "A comment without words"
        when = moments.said(comment.date, now)
        who = author_of(of, comment)
        rows.append(Row(comment.id, talk.about_id, text, who, when, depth, comment.resolved))
    return rows


class CommentsModel(RowsModel[Row]):
    """The rows as a Qt model; headings are only read."""

    def __init__(self, now: Callable[[], JourneyMap], clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._now, self._clock = now, clock
        self._grid: Grid | None = None

    def row_of(self, comment_id: str) -> int:
        """Where a comment stands, or -1."""
        found = (i for i, row in enumerate(self.rows) if row.id == comment_id)
        return next(found, -1) if comment_id else -1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and self.rows[index.row()].id:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._place(row) if not row.id else self._when(row))
            case _ if role == ROW:
                return row
        return None

    def _spoken(self, row: Row) -> str:
        if not row.id:
            return ", ".join(filter(None, (row.text, self._place(row))))
        about = about_words(self._now(), row.about_id)
        answer = "Answer. " if row.depth else ""
        return f"{answer}{row.text}. {row.below}. {_state(row)}. About: {about}"

    def _when(self, row: Row) -> str:
        comment = self._now().get(row.id, Comment)
        whole = moments.whole(comment.date, self._clock()) if comment is not None else ""
        return "\n".join(filter(None, (whole, _state(row))))

    def _place(self, row: Row) -> str:
        of = self._now()
        if self._grid is None or self._grid.map is not of:
            self._grid = Grid(of)
        place = place_of(self._grid, row.about_id)
        return place[:1].upper() + place[1:]


def _state(row: Row) -> str:
    return "Resolved" if row.resolved else "Open"
