"""What the inspector shows of each kind of record, as data: field, label, editor, place.

A field's name is the record's own, or "version.label" for a part of one. Names that begin
with "@" are sections that are derived: feelings, and what refers to the record.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args, get_origin

from model.records import Card, Lane, Record

Editor: TypeAlias = Literal[
    "title",  # large, in the head; one for each kind of record at most
    "line",
    "suggest",  # a line with words offered
    "text",
    "number",
    "percent",
    "rating",  # 1 to 5
    "date",
    "moment",
    "choice",
    "yes",
    "lines",  # one item a line
    "tags",
    "duration",
    "colour",
    "icon",
    "one",  # one record, by id
    "many",  # several records, by id
    "rows",  # a small table of values without ids
    "fixed",  # shown, never edited here
    "feelings",
    "place",  # the step and the lane of cards
    "related",
    "score",
]

ALL: tuple[str, ...] = ("*",)
NONE: tuple[str, ...] = ()


class Field(NamedTuple):
    """One row of the inspector.

    Attributes:
        main: kinds of the record for which it stands in sight; for the others it is under
            More. ALL is every kind.
        only: kinds for which it is there at all (elsewhere it shows only if it has a value).
        half: two such in a row stand side by side.
        given: another field and its value, without which it shows only if it has a value.
        help: one sentence, as a tooltip and for screen readers.
    """

    name: str
    label: str
    editor: Editor
    help: str = ""
    main: tuple[str, ...] = ALL
    only: tuple[str, ...] = ALL
    half: bool = False
    given: tuple[str, str] | None = None

    def is_main(self, kind: str) -> bool:
        """Whether it stands in sight for this kind."""
        return self.fits(kind) and (self.main == ALL or kind in self.main)

    def fits(self, kind: str) -> bool:
        """Whether it means anything for this kind."""
        return self.only == ALL or kind in self.only


def kind_of(record: Record) -> str:
    """What decides which fields matter: the kind of a card or a lane, otherwise ""."""
    return record.kind if isinstance(record, (Card, Lane)) else ""


#: Words for the values of choices, where the value itself with a capital would not do.
WORDS = MappingProxyType(
    {
        "pain": "Pain point",
        "doing": "What they do",
        "activity": "Team activity",
        "question": "Open question",
        "support": "Support contact",
        "social": "Social posts",
        "sensor": "Sensor data",
        "transaction": "Transactions",
        "us": "Us",
    }
)
#: The same value can mean another thing in another field.
_WORDS_IN = MappingProxyType(
    {
        ("kind", "customer"): "Customers",
        ("kind", "metric"): "Metrics",
        ("lane kind", "metric"): "Metrics",
        ("lane kind", "customer"): "Customers",
        ("lane kind", "channel"): "Channel",
        ("lane kind", "emotion"): "Feelings",
        ("measure", "emotion"): "Feeling",
        ("lane kind", "insight"): "Insights",
        ("lane kind", "picture"): "Pictures",
        ("card kind", "metric"): "Metric",
        ("map kind", "current"): "As it is today",
        ("map kind", "future"): "As it shall be",
        ("better", "higher"): "Higher is better",
        ("better", "lower"): "Lower is better",
        ("aspect", "doing"): "What they do",
        ("aspect", "thinking"): "What they think",
        ("aspect", "needs"): "What they need",
        ("visibility", "support"): "Support",
    }
)


def words_for(record_type: type[Record], field: str, value: str) -> str:
    """A choice in words: "ad hoc" is "Ad hoc", and nothing chosen is "Not given"."""
    if not value:
        return "Not given"
    for key in (f"{record_type.kind_name} {field}", field):
        if (key, value) in _WORDS_IN:
            return _WORDS_IN[key, value]
    return WORDS.get(value, value[:1].upper() + value[1:])


def choices(record_type: type[Record], field: str) -> tuple[str, ...]:
    """The values that a choice offers, read from the record itself, "" (none) first."""
    found = tuple(dict.fromkeys(_literals(record_type.model_fields[field].annotation)))
    return ("", *(value for value in found if value)) if "" in found else found


def _literals(annotation: object) -> Iterable[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _literals(part)
