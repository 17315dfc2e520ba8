"""How each field is merged where both sides changed it: one table of field -> strategy.

A test holds that every field of every kind of record stands in it. A field that is in no
table, of another program or of a newer version, is an atom: nobody here knows its parts.
"""

from typing import Any, Final, Literal, TypeAlias

from model.records import (
    Action,
    Asset,
    Card,
    Comment,
    Conflict,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Record,
    Stage,
    Step,
    Unknown,
    Vote,
)
from model.units import MISSING, unit_of

Strategy: TypeAlias = Literal[
    "atom", "words", "set", "everyone", "lines", "keyed", "place", "order", "whole"
]
#: What becomes of a field that both changed differently.
STRATEGIES: Final[dict[Strategy, str]] = {
    "atom": "one value, that of one side: a conflict",
    "words": "a text: the words of both, where no sentence has edits of both",
    "set": "ids or tags: what either added is in it, what either took out is not",
    "everyone": "as lines, but none means all: a conflict where one says all",
    "lines": "sentences: as a set; a conflict where both changed the same one",
    "keyed": "parts told apart by their names or dates: a conflict where both changed the same one",
    "place": "fields that place a record, taken together: a conflict",
    "order": "a key among siblings: with whoever moved it to other siblings; never a conflict",
    "whole": "a conflict of an earlier merge: both stay, or become one if they are about one field",
}
#: Of fields that are in no table.
DEFAULT: Final[Strategy] = "atom"


def _table(**fields: str) -> dict[str, Strategy]:
    """Field -> strategy, from strategy -> fields."""
    found = {field: strategy for strategy, names in fields.items() for field in names.split()}
    return found  # type: ignore[return-value]  # a test compares the names with STRATEGIES


#: Names, figures, dates and what somebody said are atoms also where they are of several
#: words: half of each name is a name that nobody gave, "25% fewer by June" a goal that nobody
#: set, and two halves of what was said nobody's words.
_OF: Final[dict[type[Record], dict[str, Strategy]]] = {
    MapInfo: _table(
        atom="kind maturity language owner_id reviewed_on next_review review_every_days baseline"
        " version",
        words="title subtitle description validated_reason scenario starts_when ends_when scope",
        set="metric_ids",
        lines="business_goals customer_goals",
        keyed="rule_exemptions score_weights saved_views",
    ),
    Stage: _table(
        atom="name phase owner_id duration",
        words="description customer_goal business_goal",
        set="metric_ids",
        order="order",
    ),
    Step: _table(atom="name when duration moment_of_truth", place="stage_id", order="order"),
    Lane: _table(
        atom="name icon kind aspect medium run_by measure visibility team default_card_kind group"
        " collapsed_height",
        everyone="persona_ids",
        order="order",
    ),
    Card: _table(
        atom="kind icon url owner_id mentions private moment_of_truth duration wait occurred_at"
        " status initiator handled_by device severity frequency affected strength who impact"
        " effort opportunity_status due expected measured",
        words="title body",
        set="tags evidence_ids metric_ids asset_ids about_ids addresses_ids supports_ids",
        everyone="persona_ids",
        place="step_id lane_id until_step_id until_lane_id",
        order="order",
    ),
    Persona: _table(
        atom="name role segment quote colour face asset_id share reviewed_on",
        set="evidence_ids",
        lines="goals needs motivations frustrations",
        keyed="attributes",
        order="order",
    ),
    Feeling: _table(
        atom="persona_id step_id card_id curve measure score word n low high",
        words="note",
        set="evidence_ids",
    ),
    Link: _table(
        atom="label share wait",
        words="reason",
        everyone="persona_ids",
        place="source_id target_id",
    ),
    Evidence: _table(atom="kind source url date n", words="title finding"),
    Metric: _table(
        atom="name unit value target better date persona_id", set="evidence_ids", keyed="series"
    ),
    Action: _table(atom="owner_id due status done_on", words="title", set="about_ids"),
    Vote: _table(atom="round card_id count"),
    Comment: _table(atom="about_id author_id date text resolved"),
    Person: _table(atom="name initials team"),
    Asset: _table(atom="media_type data"),
    Conflict: _table(
        whole="about_id field base ours theirs base_label ours_label theirs_label"
    ),
    Unknown: _table(atom="data"),
}  # fmt: skip


def strategy_of(record_type: type[Record], field: str) -> Strategy:
    """How a field is merged, or the fields of the unit of that name."""
    return _OF[record_type].get(unit_of(record_type, field).fields[0], DEFAULT)


def nothing_of(record: Record, name: str) -> Any:
    """The value that says nothing in that field; MISSING where each says something."""
    kind = type(record)
    field = kind.model_fields.get(name)
    if field is None or strategy_of(kind, name) == "everyone":
        return MISSING
    empty = field.get_default()
    return empty if empty in ("", None, ()) else MISSING
