"""The head of the inspector: what is shown and where it stands, and its title to edit."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from model import due
from model.change import Change, JourneyMap
from model.grid import Grid
from model.labels import counted, plural, quoted
from model.names import kind_name, own_name
from model.places import place_of
from model.records import (
    Card,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Persona,
    Record,
    Stage,
    Step,
)
from widgets.box import GRID, Box
from widgets.inspector import changes
from widgets.inspector.around import Around, short_name
from widgets.inspector.boxes import Text, quiet, scaled
from widgets.inspector.chips import Name
from widgets.inspector.fields import Field, words_for
from widgets.inspector.tables import TABLES
from widgets.inspector.values import signed

_TITLE = 1.3


def place_line(of: JourneyMap, record: Record) -> str:
    """What it is and where, from the left: "Touchpoint · Get help · Phone, chat"."""
    kind = kind_name(record)
    doing = isinstance(record, Card) and record.kind == "doing"
    parts = [words_for(Card, "kind", "doing") if doing else kind[:1].upper() + kind[1:]]
    if isinstance(record, Link):
        parts = [link_line(of, record) or parts[0]]
    match record:
        case Card():
            step, lane = of.get(record.step_id, Step), of.get(record.lane_id, Lane)
            if step is None or lane is None:
                parts.append("Parking lot")
            else:
                where = [_column(of, step), own_name(lane) or "lane without a name"]
                parts += where[:1] if where[1] == parts[0] else where  # not once more
        case Step():
            stage = of.get(record.stage_id, Stage)
            parts.append(own_name(stage) if stage else "")
        case Lane():
            parts.append(words_for(Lane, "kind", record.kind))
        case Evidence():
            parts.append(words_for(Evidence, "kind", record.kind))
        case Feeling() | Link():
            parts.append(place_of(Grid(of), record.id))
        case MapInfo():
            since = due.past(record.next_review, datetime.now(UTC).astimezone().date())
            parts.append(f"Review due since {since}" if since else "")
    return " · ".join(part for part in parts if part)


def link_line(of: JourneyMap, link: Link) -> str:
    """What a link with one end is and where: "Drop-off after “Pays”"; "" for one with two."""
    card = of.get(link.source_id or link.target_id, Card)
    if card is None or (link.source_id and link.target_id):
        return ""
    return f"{'Drop-off after' if link.source_id else 'Entry at'} {quoted(card)}"


def _sort(record: Record) -> str:
    """What the placeholder of a title calls a record."""
    if isinstance(record, Link) and not (record.source_id and record.target_id):
        return "drop-off" if record.source_id else "entry"
    return kind_name(record)


def several(records: Sequence[Record]) -> tuple[str, str]:
    """How many of what: ("2 touchpoints · 1 pain point", "3 cards")."""
    of_kind = Counter(kind_name(record) for record in records)
    types = {record.kind_name for record in records}
    whole = plural(types.pop()) if len(types) == 1 else "records"
    return (
        " · ".join(counted(n, kind) for kind, n in of_kind.items())
        if len(of_kind) > 1 or whole == "cards"
        else "",
        f"{len(records):,} {whole}",
    )


def _column(of: JourneyMap, step: Step) -> str:
    stage = of.get(step.stage_id, Stage)
    names = [own_name(record) for record in (stage, step) if record]
    return " › ".join(name for name in names if name) or "stage without a name"


class Head(QWidget):
    """A way back, a quiet line, and the title: Enter commits it, Esc brings it back."""

    back = Signal()

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._ids: tuple[str, ...] = ()
        self._field: Field | None = None
        self._read_only = False
        self.way_back = Name(self, quiet=True)
        self.way_back.clicked.connect(self.back)
        self.place = quiet("", self, wrap=True)
        self.title = Text(self, least=1, most=8, enter_commits=True)
        self.title.setFont(scaled(self.font(), _TITLE, QFont.Weight.DemiBold))
        self.title.setAccessibleName("Title")
        self.box = Box(self.title, self)
        self.box.bare = True
        self.fixed = QLabel(self)
        self.fixed.setTextFormat(Qt.TextFormat.PlainText)
        self.fixed.setFont(self.title.font())
        self.fixed.setWordWrap(True)
        self.fixed.setMinimumWidth(1)
        self._error = quiet("", self, wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.way_back, self.place, self.fixed, self._error):
            widget.setContentsMargins(GRID, 0, GRID, 0)
        self.fixed.setContentsMargins(GRID, 6, GRID, 6)  # as the title in its box
        column.addWidget(self.way_back)
        column.addWidget(self.place)
        column.addWidget(self.box)
        column.addWidget(self.fixed)
        column.addWidget(self._error)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.title.done.connect(self.flush)

    def show_words(self, place: str, title: str) -> None:
        """Show words that are no field."""
        self._ids, self._field = (), None
        self._say_place(place)
        self.fixed.setText(title)
        self.fixed.show()
        self.box.hide()
        self._say_error("")

    def show_records(self, ids: tuple[str, ...], read_only: bool) -> None:
        """Name these records; one alone can be given another title."""
        of = self._around.map
        records = [of[i] for i in ids if i in of]
        if len(records) != 1:
            self.show_words(*several(records))
            return
        record = records[0]
        field = next((f for f in TABLES[type(record)] if f.editor == "title"), None)
        if field is None:
            self.show_words(place_line(of, record), _titled(of, record))
            return
        if ids != self._ids:
            self.title.restore()
            self._say_error("")
        self._ids, self._field, self._read_only = ids, field, read_only
        self._say_place(place_line(of, record))
        self.title.show_text(getattr(record, field.name))
        self.title.setPlaceholderText(f"{field.label} of the {_sort(record)}")
        self.title.setAccessibleName(field.label)
        self.title.setReadOnly(read_only)
        self.box.show()
        self.fixed.hide()

    def show_way_back(self, to: str) -> None:
        """Offer to go back to what was shown before; "" for nothing."""
        self.way_back.setVisible(bool(to))
        self.way_back.say(to, self._around.icon("arrow-left"))
        self.way_back.setAccessibleName(f"Back to {to}")

    def pending(self, to: JourneyMap) -> Change:
        """What `flush` would do to a map."""
        if self._field is None or self._read_only or not self.title.is_typed:
            return {}
        return changes.setting(to, self._ids, self._field, self._typed)

    @property
    def _typed(self) -> str:
        return " ".join(self.title.toPlainText().split())

    def flush(self) -> None:
        """Commit the title if another one was typed."""
        if self._field is None or self._read_only or not self.title.is_typed:
            return
        typed = self._typed
        said = changes.set_value(self._around.document, self._ids, self._field, typed)
        self._say_error(said)
        record = self._around.map.records.get(self._ids[0])
        if not said and record is not None:
            self.title.show_text(getattr(record, self._field.name), keep_typed=False)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        return [self.way_back, self.title]

    def restyle(self) -> None:
        """Take icons and colours from the theme again."""
        self.way_back.setIcon(self._around.icon("arrow-left"))
        self.box.update()

    def _say_place(self, place: str) -> None:
        self.place.setText(place)
        self.place.setVisible(bool(place))

    def _say_error(self, sentence: str) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._around.error_colour())
        self._error.setPalette(palette)
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))


def _titled(of: JourneyMap, record: Record) -> str:
    """A title for what has none of its own."""
    if isinstance(record, Feeling):
        persona = of.get(record.persona_id, Persona)
        whose = short_name(persona, ("persona",)) if record.persona_id else "Everyone"
        return f"{whose}: {signed(record.score)}"
    if isinstance(record, MapInfo):
        return record.title
    return short_name(record)
