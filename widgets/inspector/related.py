"""The section of what refers to a record: pain points beside a card, what uses a source...

Nothing is edited here. Cards are selected when pressed, what stands behind the map is
looked into. For the map itself it is what the map holds.
"""

from collections.abc import Callable, Iterator
from functools import cache

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from model import grid
from model.change import Change, JourneyMap
from model.grid import Grid
from model.order import sort_key
from model.places import place_of
from model.records import (
    Action,
    Card,
    Comment,
    Evidence,
    Feeling,
    Lane,
    Link,
    Metric,
    Person,
    Persona,
    Record,
    Stage,
    Step,
    Vote,
)
from model.references import mentions_any, referrers
from widgets.inspector.around import Around, short_name
from widgets.inspector.boxes import quiet
from widgets.inspector.changes import make_alone
from widgets.inspector.chips import Chip, Name
from widgets.inspector.picklist import Offer, PickList
from widgets.inspector.values import signed

#: Rows of one heading; the rest is counted.
MOST = 6
Group = tuple[str, list[Record]]
#: A heading with the ids and names of its rows.
Shown = tuple[str, tuple[tuple[str, str], ...]]

#: What a map holds behind its grid, with the kind that one more would be. Metrics are made
#: where they are asked for: those of the whole map are a field of its own.
_HOLDINGS: tuple[tuple[str, type[Record], str], ...] = (
    ("Personas", Persona, "persona"),
    ("People", Person, "person"),
    ("Evidence", Evidence, "evidence"),
    ("Other metrics", Metric, ""),
    ("Actions", Action, "action"),
)

_MAKES = {heading: kind for heading, _, kind in _HOLDINGS if kind}


def groups_of(of: JourneyMap, record_id: str) -> list[Group]:
    """What belongs to a record without being one of its fields, under its headings."""
    record = of.records.get(record_id)
    if record is None:
        return []
    if record_id == "map":
        return [
            (heading, [r for r in _sorted(of, kind) if r.id not in of.info.metric_ids])
            for heading, kind, _ in _HOLDINGS
        ]
    about = [of[i] for i in referrers(of, {record_id})]
    rank = {step.id: f"{i:06}" for i, step in enumerate(grid.steps(of))}
    about.sort(key=lambda r: _place(r, rank))
    if isinstance(record, (Evidence, Metric, Person)) or record.kind_name == "asset":
        return [("", about)]
    found = list(_groups(of, record, about))
    return [(heading, members) for heading, members in found if members]


def _groups(of: JourneyMap, record: Record, about: list[Record]) -> Iterator[Group]:
    if isinstance(record, Card):
        beside = [
            card
            for card in (grid.cards_of_step(of, record.step_id) if record.step_id else ())
            if card.lane_id == record.lane_id and card.id != record.id
        ]
        if record.kind != "pain":
            yield "Pain points", _merged(_of_kind(about, "pain"), _of_kind(beside, "pain"))
        if record.kind != "gain":
            yield "Gains", _merged(_of_kind(about, "gain"), _of_kind(beside, "gain"))
        yield "Opportunities", _of_kind(about, "opportunity")
        yield "Supported by", _of_kind(about, "activity")
    elif not isinstance(record, (Persona, Stage, Step, Lane)):
        yield "Cards", [r for r in about if isinstance(r, Card)]
    if isinstance(record, Persona):
        yield "Feelings", [r for r in about if isinstance(r, Feeling)]
    yield "Leads on to", [r for r in about if isinstance(r, Link) and r.source_id == record.id]
    yield "Reached from", [r for r in about if isinstance(r, Link) and r.target_id == record.id]
    yield "Actions", [r for r in about if isinstance(r, Action)]
    yield "Comments", [r for r in about if isinstance(r, Comment)]
    yield "Votes", [r for r in about if isinstance(r, Vote)]


def _of_kind(records: list[Record] | list[Card], kind: str) -> list[Record]:
    return [r for r in records if isinstance(r, Card) and r.kind == kind]


def _moved(before: Record, after: Record) -> bool:
    """Whether a record stands elsewhere or is of another kind than before."""
    fields = ("kind", "step_id", "lane_id", "stage_id")
    return any(getattr(before, f, "") != getattr(after, f, "") for f in fields)


def _merged(*lists: list[Record]) -> list[Record]:
    return list({record.id: record for records in lists for record in records}.values())


def _sorted(of: JourneyMap, kind: type[Record]) -> list[Record]:
    if kind is Persona:
        return list(grid.personas(of))
    return sorted(of.all(kind), key=lambda r: (short_name(r).casefold(), r.id))


def _place(record: Record, rank: dict[str, str]) -> tuple[str, str, str, str]:
    """In journey order, kind by kind."""
    column = rank.get(getattr(record, "step_id", ""), "")
    order = sort_key(record)[0] if isinstance(record, (Card, Stage, Step, Lane)) else ""
    return (record.kind_name, column, order, record.id)


class Related(QWidget):
    """The groups as rows, each with a heading."""

    def __init__(self, around: Around, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self._label = around, label
        self._shown: list[Shown] | None = None
        self._ids: tuple[str, ...] = ()
        self._read_only = False
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self._shown

    def show_records(self, ids: tuple[str, ...]) -> None:
        """Show what refers to the one record that is shown; of several, nothing."""
        self._ids = ids
        of = self._around.map
        found = groups_of(of, ids[0]) if len(ids) == 1 else []
        back = self._around.document.keeps_back
        found = [(heading, [r for r in records if not back(r)]) for heading, records in found]
        read = cache(lambda: Grid(of))  # only where a place has to be named
        shown: list[Shown] = [
            (heading, tuple((r.id, _row_name(of, read, r, ids[0])) for r in records))
            for heading, records in found
            if records or heading in _MAKES
        ]
        if shown != self._shown:
            self._shown = shown
            self._make(shown)

    def is_touched(self, change: Change) -> bool:
        """Whether a change may make any row here another one; looking again costs more."""
        if len(self._ids) != 1:
            return False
        about = self._ids[0]
        rows = {record_id for _, members in self._shown or () for record_id, _ in members}
        for record_id, (before, after) in change.items():
            if record_id in rows or before is None or after is None or _moved(before, after):
                return True
            if record_id == about == "map":  # its own metrics are not among the others
                return True
            if mentions_any(before, {about}) or mentions_any(after, {about}):
                return True
            if about == "map" and isinstance(after, tuple(kind for _, kind, _ in _HOLDINGS)):
                return True
        return False

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be made here."""
        if read_only != self._read_only:
            self._read_only = read_only
            self.restyle()

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        shown = [row for row in self._rows if isinstance(row, (Chip, Name))]
        return [row.name if isinstance(row, Chip) else row for row in shown]

    def restyle(self) -> None:
        """Take icons and colours from the theme again."""
        self._shown = None
        self.show_records(self._ids)

    def _make(self, shown: list[Shown]) -> None:
        for widget in self._rows:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows = []
        makes = _MAKES if self._ids == ("map",) else {}
        for at, (heading, rows) in enumerate(shown):
            label = quiet(heading or self._label, self)
            if at:
                label.setContentsMargins(0, 10, 0, 0)
            self._put(label)
            for record_id, name in rows[:MOST]:
                self._put(self._chip(record_id, name))
            if len(rows) > MOST:
                more = Name(self, quiet=True)
                more.say(f"{len(rows) - MOST} more…", self._around.icon("chevron-down"))
                more.clicked.connect(_opening(self, more, rows))
                self._put(more)
            kind = makes.get(heading)
            if kind and not self._read_only:
                add = Name(self, quiet=True)
                add.say(f"Add {kind}", self._around.icon("plus"))
                add.clicked.connect(_making(self, add, kind))
                self._put(add)

    def _put(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self._rows.append(widget)
        widget.show()

    def _chip(self, record_id: str, name: str) -> Chip:
        chip = Chip(None, self)
        chip.say(record_id, name, self._around.icon_of(self._around.map.records.get(record_id)))
        chip.opened.connect(self.open)
        return chip

    def open(self, record_id: str) -> None:
        """Select a card, look into anything else."""
        on_canvas = isinstance(self._around.map.records.get(record_id), (Card, Stage, Step, Lane))
        (self._around.select if on_canvas else self._around.look_into)(record_id)

    def make(self, kind: str, text: str) -> None:
        """One more on the map."""
        make_alone(self._around.document, kind, text)

    def offers(self, rows: tuple[tuple[str, str], ...]) -> list[Offer]:
        """The rows as a list to search."""
        of = self._around.map.records
        return [Offer(i, name, _icon(self._around, of.get(i))) for i, name in rows]


def _icon(around: Around, record: Record | None) -> Callable[[], QIcon]:
    return lambda: around.icon_of(record)


def _opening(
    section: Related, below: QWidget, rows: tuple[tuple[str, str], ...]
) -> Callable[[], None]:
    def show() -> None:
        window = PickList(section.offers(rows), below)
        window.picked.connect(section.open)
        window.open_below(below)

    return show


def _making(section: Related, below: QWidget, kind: str) -> Callable[[], None]:
    def show() -> None:
        window = PickList((), below, kind, section._around.icon("plus"))
        window.made.connect(lambda text: section.make(kind, text))
        window.open_below(below)

    return show


def _row_name(of: JourneyMap, read: Callable[[], Grid], record: Record, about: str) -> str:
    """What a row says: a link by its other end, a feeling by its place and score."""
    if isinstance(record, Link):
        other_id = record.target_id if record.source_id == about else record.source_id
        none = "Entry" if record.target_id == about else "Drop-off"
        end = short_name(of.records.get(other_id), ("card",)) if other_id else none
        return f"{end} ({record.label})" if record.label else end
    if isinstance(record, Vote):
        dots = f"{record.count} dot{'s' * (record.count != 1)}"
        return f"{dots}, {record.round}" if record.round else dots
    if isinstance(record, Feeling):
        place = place_of(read(), record.id) or "Somewhere that is gone"
        which: list[str] = [record.measure] if record.measure != "emotion" else []
        which += ["future"] if record.curve == "future" else []
        return f"{', '.join([place, *which])}: {signed(record.score)}"
    return short_name(record)
