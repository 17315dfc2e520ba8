"""What records are called when the program speaks about them: names, never ids."""

from model.change import JourneyMap
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
    Vote,
)

LONGEST_NAME = 40

_FIELD_NAMES = {
    "stage_id": "stage",
    "step_id": "step",
    "lane_id": "lane",
    "card_id": "card",
    "until_step_id": "last step",
    "until_lane_id": "last lane",
    "owner_id": "owner",
    "author_id": "author",
    "persona_id": "persona",
    "asset_id": "picture",
    "source_id": "start",
    "target_id": "end",
    "about_id": "subject",
    "persona_ids": "personas",
    "evidence_ids": "evidence",
    "metric_ids": "metrics",
    "asset_ids": "pictures",
    "about_ids": "subjects",
    "addresses_ids": "addressed cards",
    "supports_ids": "supported cards",
}


def field_name(name: str) -> str:
    """A field in the user's words ("until_step_id" is its "last step")."""
    return _FIELD_NAMES.get(name, name.replace("_", " "))


def own_name(record: Record, longest: int = LONGEST_NAME) -> str:
    """What the user wrote as the record's name, cut to so many letters; "" if nothing."""
    match record:
        case MapInfo() | Evidence() | Action():
            text = record.title
        case Card():
            text = record.title or record.body
        case Stage() | Step() | Lane() | Persona() | Metric() | Person():
            text = record.name
        case Feeling():
            text = record.word
        case Link():
            text = record.label
        case Comment():
            text = record.text
        case Vote():
            text = record.round
        case _:
            text = ""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def kind_name(record: Record) -> str:
    """What it is, in one or two words: "touchpoint", "pain point", "stage"..."""
    match record:
        case Card(kind="pain"):
            return "pain point"
        case Card(kind="doing"):
            return "thing they do"
        case Card():
            return record.kind
        case Asset():
            return "picture"
        case _:
            return record.kind_name


def with_article(kind: str) -> str:
    """A kind as one of its sort: "an action", "a stage"; "evidence" and "the map"."""
    if kind == "map":
        return "the map"
    if kind == "evidence":
        return kind
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def name_of(record: Record) -> str:
    """The record by kind and name: 'stage “Compare”', or 'a stage without a name'."""
    name = own_name(record)
    if isinstance(record, MapInfo):
        return f"the map “{name}”" if name else "the map"
    if isinstance(record, (Feeling, Link, Asset, Vote, Comment, Conflict)) and not name:
        return with_article(kind_name(record))
    if name and isinstance(record, Card) and record.kind == "doing":
        return f"“{name}”"  # nobody says what kind of thing that is
    kind = kind_name(record)
    return f"{kind} “{name}”" if name else f"{with_article(kind)} without a name"


def name_on(of: JourneyMap, record_id: str) -> str:
    """The name of the record of that id, or words for one that is not there."""
    record = of.records.get(record_id)
    return name_of(record) if record else "something that is not on the map"
