"""What can be different about a record, as people who read a map would call it.

One table of field -> kind. A field that is in no table, of this version or of another
program, is "other": nothing is left out.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

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
from model.units import known_units


class Kind(NamedTuple):
    """One kind of change: its sign on a badge and the word for it."""

    sign: str
    word: str


#: In the order in which they are told. "rekeyed" is a new place key at the same place: no
#: change to anybody who reads the map.
KINDS: Final[dict[str, Kind]] = {
    "added": Kind("+", "added"),
    "removed": Kind("-", "removed"),
    "moved": Kind("→", "moved"),
    "span": Kind("≠", "how far it reaches"),
    "reordered": Kind("→", "put elsewhere in the row"),
    "reworded": Kind("≠", "reworded"),
    "felt": Kind("≠", "felt differently"),
    "severity": Kind("≠", "severity"),
    "impact": Kind("≠", "impact"),
    "status": Kind("≠", "status"),
    "owner": Kind("≠", "owner"),
    "persona": Kind("≠", "personas"),
    "evidence": Kind("≠", "evidence"),
    "metric": Kind("≠", "metrics"),
    "goal": Kind("≠", "goals"),
    "link": Kind("≠", "links"),
    "time": Kind("≠", "times"),
    "kind": Kind("≠", "kind"),
    "look": Kind("≠", "looks"),
    "discussed": Kind("≠", "comments and votes"),
    "review": Kind("≠", "review dates"),
    "other": Kind("≠", "other details"),
    "rekeyed": Kind("", ""),
}
#: Kinds that are about how a map is written or set out, not about the journey.
FORM: Final = frozenset({"reordered", "reworded", "look", "review", "rekeyed"})


def _table(**kinds: str) -> dict[str, str]:
    return {field: kind for kind, fields in kinds.items() for field in fields.split()}


#: Fields that are of one kind wherever they occur, unless a record's own table says otherwise.
_COMMON: Final = _table(
    reworded="title name subtitle description body text label reason note word finding quote who",
    owner="owner_id",
    persona="persona_ids persona_id",
    evidence="evidence_ids",
    metric="metric_ids",
    time="duration wait due when occurred_at done_on",
    look="icon colour face asset_id asset_ids",
    reordered="order",
)
_OWN: Final[dict[type[Record], dict[str, str]]] = {
    MapInfo: _table(
        reworded="scenario starts_when ends_when scope",
        goal="business_goals customer_goals",
        status="kind maturity validated_reason",
        review="reviewed_on next_review review_every_days baseline version",
        look="saved_views",
        other="language rule_exemptions score_weights",
    ),
    Stage: _table(goal="customer_goal business_goal", kind="phase"),
    Step: _table(moved="stage_id", status="moment_of_truth"),
    Lane: _table(
        kind="kind aspect medium run_by measure visibility team",
        look="default_card_kind group collapsed_height",
    ),
    Card: _table(
        moved="place",
        kind="kind initiator handled_by device",
        status="status opportunity_status moment_of_truth private",
        severity="severity frequency affected strength mentions",
        impact="impact effort expected measured",
        link="about_ids addresses_ids supports_ids",
        other="tags url",
    ),
    Persona: _table(
        goal="goals needs motivations frustrations",
        kind="role segment share attributes",
        review="reviewed_on",
    ),
    Feeling: _table(felt="scores", moved="step_id card_id", kind="curve measure"),
    Link: _table(link="ends share"),
    Evidence: _table(evidence="kind source url date n"),
    Metric: _table(metric="reading unit target better series"),
    Action: _table(status="status", link="about_ids"),
    Vote: _table(discussed="count round card_id"),
    Comment: _table(discussed="text resolved author_id date about_id"),
    Person: _table(other="initials team"),
    Asset: _table(look="media_type data"),
    Conflict: _table(
        other="about_id field base ours theirs base_label ours_label theirs_label",
    ),
    Unknown: _table(other="data"),
}


#: Record type -> its fields, or units of fields, that have a kind, and which.
TABLE: Final[Mapping[type[Record], Mapping[str, str]]] = {
    of: {unit.name: _COMMON[unit.name] for unit in known_units(of) if unit.name in _COMMON} | own
    for of, own in _OWN.items()
}


def kind_of(record_type: type[Record], field: str) -> str:
    """The kind of a change to `field`, or to the unit of fields of that name."""
    return TABLE[record_type].get(field, "other")
