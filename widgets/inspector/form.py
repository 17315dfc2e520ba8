"""The fields of one kind of selection: in sight, under More, or not at all.

Widgets are made when first seen and kept; showing another record of the same kind only
fills them.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from model.change import Change, JourneyMap
from model.edits.many import tag_all
from model.records import Record, same
from widgets.box import GRID
from widgets.inspector import changes
from widgets.inspector.around import Around
from widgets.inspector.chips import Name
from widgets.inspector.chosen import Choice, Colour, Rating, Yes
from widgets.inspector.entry import Entry
from widgets.inspector.feelings import Feelings
from widgets.inspector.fields import Field, choices, kind_of
from widgets.inspector.picks import IconPick, Many, One
from widgets.inspector.place import Place
from widgets.inspector.related import Related
from widgets.inspector.rows import Fixed, Rows
from widgets.inspector.shares import shares_of
from widgets.inspector.slider import Score
from widgets.inspector.spans import Span
from widgets.inspector.tables import fields_of
from widgets.inspector.tags import Tags
from widgets.inspector.typed import Typed

Part: TypeAlias = "Entry | Feelings | Place | Related"
#: What is changed for many records at once stands in sight for them.
_FOR_MANY = frozenset({"owner_id", "persona_ids", "tags", "kind", "@place"})

#: Numbers that count something are whole.
_WHOLE = {"mentions", "n", "count", "review_every_days"}


def value_of(record: Record, name: str) -> Any:
    """The value of a field, or of a part of one ("version.label")."""
    whole, _, part = name.partition(".")
    value = getattr(record, whole)
    return getattr(value, part) if part else value


def common(records: Sequence[Record], name: str) -> tuple[Any, bool]:
    """What all have in that field, and whether they differ; of tuples what is in each."""
    first = value_of(records[0], name)
    for record in records[1:]:
        value = value_of(record, name)
        if value is not first and not same(value, first):
            break
    else:
        return first, False
    if isinstance(first, tuple) and name.endswith("_ids"):
        kept = set(first).intersection(*(value_of(record, name) for record in records[1:]))
        return tuple(i for i in first if i in kept), True
    return None, True


class Form(QWidget):
    """All fields that records of these types and kinds share."""

    #: More was opened or closed.
    unfolded = Signal(bool)

    def __init__(
        self,
        around: Around,
        types: frozenset[type[Record]],
        kinds: frozenset[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._type = min(types, key=lambda t: t.kind_name)
        self.fields = tuple(f for f in fields_of(types) if f.editor != "title")
        kinds = kinds - {""} or kinds  # of a card and a step, the card's kind decides
        self._main = [f for f in self.fields if all(f.is_main(k) for k in kinds)]
        self._rest = [
            f for f in self.fields if f not in self._main and all(f.fits(k) for k in kinds)
        ]
        self._ids: tuple[str, ...] = ()
        self._open = False
        self._promoted: tuple[Field, ...] = ()
        self._pointless: frozenset[Field] = frozenset()
        self._arranged: object = None
        self._read_only = False
        self.parts: dict[str, Part] = {}
        self._grid = _grid()
        self._more_grid = _grid()
        self.more = Name(self, quiet=True)
        self.more.setCheckable(True)
        self.more.clicked.connect(lambda: self.unfolded.emit(not self._open))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(self._grid)
        column.addWidget(self.more)
        column.addLayout(self._more_grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._say_more()

    def show_records(
        self, ids: tuple[str, ...], more: bool, read_only: bool, change: Change | None = None
    ) -> None:
        """Show these records, all of the form's types and kinds.

        `change` is all that is other than when they were shown last, if that is known.
        """
        other = ids != self._ids or more != self._open
        if ids != self._ids:
            for part in self.parts.values():
                if isinstance(part, Entry):
                    part.forget()
        self._ids, self._read_only = ids, read_only
        records = self._records()
        if not records:
            return
        possible = self.fields if len(records) == 1 else self._rest
        many = len(records) > 1
        valued = tuple(
            f for f in possible
            if f not in self._main and (self._says(f, records) or (many and f.name in _FOR_MANY))
        )  # fmt: skip
        if other or more != self._open:
            self._promoted = valued
        else:
            kept = {f.name for f in self._promoted}
            self._promoted = tuple(
                f for f in self.fields
                if f.name in kept or (f in valued and not (more and f in self._rest))
            )  # fmt: skip
        if more != self._open:
            self._open = more
            self._say_more()
        self._pointless = frozenset(f for f in self._main if self._is_pointless(f, records))
        self._arrange()
        related = self.parts.get("@related")
        for field in self._shown():
            if other or change is None or self.part(field) is not related:
                self._fill(field, records)
        if isinstance(related, Related):
            if change is not None and related.is_touched(change):
                related.show_records(ids)
            related.setVisible(not related.is_empty)
        feelings = self.parts.get("@feelings")
        if isinstance(feelings, Feelings):
            feelings.setVisible(not feelings.is_empty)

    def flush(self) -> None:
        """Commit what is typed and not committed yet."""
        for part in list(self.parts.values()):
            if isinstance(part, Entry):
                part.flush()

    def pending(self, to: JourneyMap) -> Change:
        """What `flush` would do to a map."""
        for part in self.parts.values():
            if isinstance(part, Tags) and part.adds and part.pending:
                return tag_all(to, [i for i in self._ids if i in to], *part.pending)
            if isinstance(part, Entry) and part.pending:
                return changes.setting(to, self._ids, part.field, *part.pending)
        return {}

    def restyle(self) -> None:
        """Take icons and colours from the theme again."""
        for part in self.parts.values():
            part.restyle()
        self._say_more()

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        sight, more = self._arrangement()
        found = [stop for field in sight for stop in self.part(field).stops()]
        if not self.more.isHidden():
            found.append(self.more)
        return found + [stop for field in more for stop in self.part(field).stops()]

    def part(self, field: Field) -> Part:
        """The widget of a field, made when it is first asked for."""
        found = self.parts.get(field.name)
        if found is None:
            found = self.parts[field.name] = self._make(field)
        return found

    def _records(self) -> list[Record]:
        records = self._around.map.records
        return [records[i] for i in self._ids if i in records]

    def _says(self, field: Field, records: Sequence[Record]) -> bool:
        """Whether any of the records has something there that is worth showing unasked."""
        if field.name.startswith("@"):
            return False
        if field.editor == "choice" and "" not in choices(self._type, field.name):
            return False  # it always has a value
        whole, _, part = field.name.partition(".")
        default = self._type.model_fields[whole].get_default()
        default = getattr(default, part) if part else default
        return any(value_of(record, field.name) != default for record in records)

    def _is_pointless(self, field: Field, records: Sequence[Record]) -> bool:
        """Whether it says nothing and means nothing beside what another field says."""
        if field.given is None or self._says(field, records):
            return False
        name, value = field.given
        return all(value_of(record, name) != value for record in records)

    def _arrangement(self) -> tuple[list[Field], list[Field]]:
        main = [f for f in self._main if f not in self._pointless]
        sight = [*main, *(f for f in self._promoted if f not in self._main)]
        more = [f for f in self._rest if f not in sight] if self._open else []
        return sight, more

    def _shown(self) -> list[Field]:
        sight, more = self._arrangement()
        return sight + more

    def _arrange(self) -> None:
        wanted = self._arrangement()
        self.more.setVisible(any(f not in wanted[0] for f in self._rest))
        if wanted == self._arranged:
            return
        self._arranged = wanted
        shown = {field.name for field in self._shown()}
        for name, part in self.parts.items():
            if name not in shown:
                part.hide()
        for grid, fields in zip((self._grid, self._more_grid), wanted, strict=True):
            while grid.count():
                grid.takeAt(0)
            self._lay(grid, fields)

    def _lay(self, grid: QGridLayout, fields: Sequence[Field]) -> None:
        """Two halves in a row side by side; one alone, like the others, over both columns."""
        row = at = 0
        while at < len(fields):
            part = self.part(fields[at])
            top = Qt.AlignmentFlag.AlignTop
            if fields[at].half and at + 1 < len(fields) and fields[at + 1].half:
                other = self.part(fields[at + 1])
                grid.addWidget(part, row, 0, top)
                grid.addWidget(other, row, 1, top)
                other.show()
                at += 1
            else:
                grid.addWidget(part, row, 0, 1, 2, top)
            part.show()
            row, at = row + 1, at + 1

    def _fill(self, field: Field, records: Sequence[Record]) -> None:
        part = self.part(field)
        part.set_read_only(self._read_only)
        if isinstance(part, Entry):
            _show(part, records)
        else:
            part.show_records(self._ids)

    def _say_more(self) -> None:
        icon = "chevron-down" if self._open else "chevron-right"
        self.more.say("More", self._around.icon(icon))
        self.more.setChecked(self._open)
        self.more.setAccessibleName("Fewer fields" if self._open else "More fields")

    def _make(self, field: Field) -> Part:
        around, of = self._around, self._type
        if field.editor == "feelings":
            return Feelings(around, field.label, self)
        if field.editor == "place":
            return Place(around, field.label, self)
        if field.editor == "related":
            return Related(around, field.label, self)
        entry = _entry(field, around, of)
        entry.setParent(self)
        entry.committed.connect(lambda value: self._commit(entry, value))
        if isinstance(entry, (One, Many)):
            entry.made.connect(lambda kind, text: self._do(entry, changes.make_for, kind, text))
            entry.picture.connect(lambda data: self._do(entry, changes.add_picture, data))
        if isinstance(entry, Many):
            entry.added.connect(lambda target: self._do(entry, changes.add_ids, target))
            entry.removed.connect(lambda target: self._do(entry, changes.remove_ids, target))
        if isinstance(entry, Tags):
            entry.added.connect(lambda tags: self._do(entry, changes.add_tags, tags))
            entry.removed.connect(lambda tag: self._do(entry, changes.remove_tag, tag))
        return entry

    def _commit(self, entry: Entry, value: Any) -> None:
        adds = isinstance(entry, Tags) and entry.adds
        self._do(entry, changes.add_tags if adds else changes.set_value, value)
        if not entry.error and isinstance(entry, (Typed, Span)):
            records = self._records()
            if records:
                entry.accepted(value_of(records[0], entry.field.name))

    def _do(self, entry: Entry, edit: Callable[..., str], *args: Any) -> None:
        sentence = edit(self._around.document, self._ids, entry.field, *args)
        entry.show_error(sentence)
        records = self._records()
        if records and (sentence or not isinstance(entry, (Typed, Span))):
            _show(entry, records)
            entry.show_error(sentence)


def _show(entry: Entry, records: Sequence[Record]) -> None:
    """What these records have in the entry's field, or how many have what."""
    if len(records) > 1 and isinstance(entry, (Many, Tags)):
        entry.show_shares(shares_of(records, entry.field.name), len(records))
    else:
        entry.show_value(*common(records, entry.field.name))


def _entry(field: Field, around: Around, of: type[Record]) -> Entry:
    """The widget for a field of a record type."""
    match field.editor:
        case "choice":
            return Choice(field, around, of)
        case "colour":
            return Colour(field, around)
        case "yes":
            return Yes(field, around)
        case "rating":
            return Rating(field, around)
        case "duration":
            return Span(field, around)
        case "icon":
            return IconPick(field, around)
        case "one":
            return One(field, around, of)
        case "many":
            return Many(field, around, of)
        case "tags":
            return Tags(field, around)
        case "rows":
            return Rows(field, around, of)
        case "fixed":
            return Fixed(field, around, of)
        case "score":
            return Score(field, around)
        case "number" if field.name in _WHOLE:
            return Typed(field, around, "count")
        case _:
            return Typed(field, around, field.editor)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def kinds_of(records: Sequence[Record]) -> tuple[frozenset[type[Record]], frozenset[str]]:
    """What decides which form shows these records."""
    return frozenset(map(type, records)), frozenset(map(kind_of, records))
