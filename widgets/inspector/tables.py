"""The tables themselves: for each kind of record its fields, what matters most first.

`order` and the ids of where a record stands are not here: the canvas places things. A test
holds every other field of every record against these tables.
"""

from collections.abc import Mapping
from types import MappingProxyType

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
from widgets.inspector.fields import NONE, Field, choices

_FELT = ("touchpoint", "doing", "thought", "need", "pain", "gain", "quote")
_SAID = ("pain", "gain", "need", "question")
_OWNED = ("touchpoint", "activity", "opportunity", "pain", "question", "metric")

CARD = (
    Field("title", "Title", "title"),
    Field("body", "Details", "text", "What happens here, in plain sentences."),
    Field("who", "Who said it", "line", "As it may be printed: Mara, 34.", only=("quote",)),
    Field("owner_id", "Owner", "one", "Who looks after this.", _OWNED),
    Field("status", "Status", "choice", only=("touchpoint",), half=True),
    Field("initiator", "Initiated by", "choice", only=("touchpoint",), half=True),
    Field("handled_by", "Handled by", "choice", only=("touchpoint",), half=True),
    Field("device", "Device", "line", only=("touchpoint",), half=True),
    Field("severity", "Severity", "rating", "How bad it is, 1 to 5.", only=("pain",), half=True),
    Field("frequency", "Frequency", "rating", "How often, 1 to 5.", only=("pain",), half=True),
    Field("affected", "Affected", "percent", "Share of customers.", only=("pain",), half=True),
    Field("strength", "Strength", "rating", "How good it is, 1 to 5.", only=("gain",), half=True),
    Field("impact", "Impact", "rating", "What it would change, 1 to 5.", only=("opportunity",),
          half=True),
    Field("effort", "Effort", "rating", "What it would cost, 1 to 5.", only=("opportunity",),
          half=True),
    Field("opportunity_status", "Status", "choice", only=("opportunity",), half=True),
    Field("due", "Due", "date", only=("opportunity",), half=True),
    Field("mentions", "Said by", "number", "How many people said it.", _SAID, half=True),
    Field("addresses_ids", "Addresses", "many", "The pain points and needs that it answers.",
          only=("opportunity",)),
    Field("expected", "Expected effect", "text", only=("opportunity",)),
    Field("measured", "Measured effect", "text", only=("opportunity",)),
    Field("about_ids", "About", "many", "What this is said of.", only=("pain", "gain")),
    Field("supports_ids", "Supports", "many", "The cards that this work makes possible.",
          only=("activity",)),
    Field("metric_ids", "Metrics", "many", "A metric card shows the first.", ("metric",)),
    Field("asset_ids", "Pictures", "many", main=("picture",)),
    Field("@feelings", "Feeling", "feelings", main=_FELT),
    Field("evidence_ids", "Evidence", "many", "What this rests on."),
    Field("@related", "Related", "related"),
    Field("moment_of_truth", "Moment of truth", "yes", "Here customers make up their minds.",
          NONE),
    Field("private", "Private", "yes", "Left out of redacted editions.", NONE),
    Field("@place", "Stands in", "place", main=NONE),
    Field("kind", "Kind of card", "choice", main=NONE),
    Field("persona_ids", "Personas", "many", "Whom it concerns; nobody named is everyone.",
          NONE),
    Field("tags", "Tags", "tags", "Words to find it by, with commas between.", NONE),
    Field("duration", "Takes", "duration", "How long it takes.", NONE),
    Field("wait", "Waits before it", "duration", "How long one waits before it.", NONE),
    Field("occurred_at", "When it happened", "moment", "A date, and a time if you like.", NONE),
    Field("icon", "Icon", "icon", main=NONE, half=True),
    Field("url", "Address", "line", "A page about it.", NONE, half=True),
)  # fmt: skip

STAGE = (
    Field("name", "Name", "title"),
    Field("description", "Description", "text"),
    Field("customer_goal", "What customers want", "text"),
    Field("business_goal", "What we want", "text"),
    Field("phase", "Phase", "suggest", "Where in the life of a customer."),
    Field("owner_id", "Owner", "one", "Who looks after this stage."),
    Field("metric_ids", "Metrics", "many"),
    Field("duration", "Takes", "duration", "How long the stage takes.", NONE),
    Field("@related", "Related", "related"),
)

STEP = (
    Field("name", "Name", "title"),
    Field("when", "When", "line", "In words: “the morning after”."),
    Field("duration", "Takes", "duration", "How long the step takes."),
    Field("moment_of_truth", "Moment of truth", "yes", "Here customers make up their minds."),
    Field("@feelings", "Feeling", "feelings"),
    Field("@related", "Related", "related"),
)

LANE = (
    Field("name", "Name", "title"),
    Field("kind", "Kind of lane", "choice", half=True),
    Field("aspect", "Shows", "choice", only=("customer",), half=True),
    Field("medium", "Medium", "choice", only=("channel",), half=True),
    Field("run_by", "Run by", "choice", only=("channel",), half=True),
    Field("measure", "Measures", "choice", only=("emotion",), half=True),
    Field("visibility", "Customers see it", "choice",
          "Frontstage they do, backstage they do not.", only=("team",), half=True),
    Field("team", "Team", "line", only=("team",), half=True),
    Field("icon", "Icon", "icon", half=True),
    Field("persona_ids", "Personas", "many", "Whose feelings; nobody named is everyone's.",
          only=("emotion",)),
    Field("default_card_kind", "New cards are", "choice", "What typing in the lane makes.", NONE,
          half=True),
    Field("group", "Group", "line", "Lanes of one group stand together under its name.", NONE,
          half=True),
    Field("collapsed_height", "Folded height", "number", "In px; 0 to 10,000.", NONE, half=True),
    Field("@related", "Related", "related"),
)  # fmt: skip

PERSONA = (
    Field("name", "Name", "title"),
    Field("segment", "Segment", "line", "In one line: “Commuter, 34, every working day”."),
    Field("quote", "In their words", "text"),
    Field("role", "Role", "choice", half=True),
    Field("share", "Share of customers", "percent", half=True),
    Field("colour", "Colour", "colour", half=True),
    Field("face", "Face", "choice", "Its shape on the emotion line.", half=True),
    Field("goals", "Goals", "lines", "One a line."),
    Field("needs", "Needs", "lines", "One a line."),
    Field("frustrations", "Frustrations", "lines", "One a line."),
    Field("attributes", "Facts", "rows"),
    Field("evidence_ids", "Evidence", "many", "What this persona rests on."),
    Field("motivations", "Motivations", "lines", "One a line.", NONE),
    Field("asset_id", "Picture", "one", main=NONE),
    Field("reviewed_on", "Reviewed on", "date", main=NONE, half=True),
    Field("@related", "Related", "related"),
)

FEELING = (
    Field("score", "Score", "score", "From −2 to +2."),
    Field("word", "In a word", "line", "What stands at the line's dip or peak."),
    Field("note", "Note", "text"),
    Field("n", "Asked", "number", "How many people were asked.", half=True),
    Field("low", "Lowest", "number", "From −2 to +2.", half=True),
    Field("high", "Highest", "number", "From −2 to +2.", half=True),
    Field("evidence_ids", "Evidence", "many"),
    Field("persona_id", "Persona", "fixed", half=True),
    Field("measure", "Measure", "fixed", half=True),
    Field("step_id", "Step", "fixed", main=NONE),
    Field("card_id", "Card", "fixed", main=NONE),
    Field("curve", "Curve", "fixed", main=NONE),
)

LINK = (
    Field("label", "Label", "title"),
    Field("source_id", "From", "one", "Nothing here is an entry."),
    Field("target_id", "To", "one", "Nothing here is a drop-off."),
    Field("reason", "Reason", "text"),
    Field("share", "Share", "percent", "Of those who leave the first card.", half=True),
    Field("wait", "Wait", "duration"),
    Field("persona_ids", "Personas", "many", "Whom it concerns; nobody named is everyone."),
    Field("@related", "Related", "related"),
)

EVIDENCE = (
    Field("title", "Title", "title"),
    Field("kind", "Kind", "choice", half=True),
    Field("n", "How many", "number", "People asked, or events counted.", half=True),
    Field("finding", "Finding", "text"),
    Field("source", "Source", "line"),
    Field("date", "Date", "date", half=True),
    Field("url", "Address", "line", half=True),
    Field("@related", "Used by", "related"),
)

METRIC = (
    Field("name", "Name", "title"),
    Field("value", "Value", "number", half=True),
    Field("unit", "Unit", "line", half=True),
    Field("target", "Target", "number", half=True),
    Field("better", "Direction", "choice", half=True),
    Field("date", "Date", "date", half=True),
    Field("persona_id", "Of persona", "one", half=True),
    Field("series", "Earlier values", "rows"),
    Field("evidence_ids", "Evidence", "many"),
    Field("@related", "Used by", "related"),
)

ACTION = (
    Field("title", "Title", "title"),
    Field("status", "Status", "choice", half=True),
    Field("due", "Due", "date", half=True),
    Field("owner_id", "Owner", "one"),
    Field("done_on", "Done on", "date", half=True, main=NONE),
    Field("about_ids", "About", "many"),
)

PERSON = (
    Field("name", "Name", "title"),
    Field("team", "Team", "line", half=True),
    Field("initials", "Initials", "line", "At most 8 letters.", half=True),
    Field("@related", "Responsible for", "related"),
)

VOTE = (
    Field("round", "Round", "title"),
    Field("count", "Dots", "number"),
    Field("card_id", "Card", "fixed"),
)

COMMENT = (
    Field("text", "Comment", "text"),
    Field("resolved", "Dealt with", "yes"),
    Field("author_id", "By", "one", half=True),
    Field("date", "Date", "date", half=True),
    Field("about_id", "About", "fixed"),
)

MAP = (
    Field("title", "Title", "title"),
    Field("subtitle", "Subtitle", "line"),
    Field("description", "Description", "text"),
    Field("kind", "The journey", "choice", half=True),
    Field("maturity", "Maturity", "choice", "How far the map can be trusted.", half=True),
    Field("validated_reason", "Why it counts as validated", "text",
          given=("maturity", "validated")),
    Field("scenario", "Scenario", "text"),
    Field("starts_when", "Starts when", "text"),
    Field("ends_when", "Ends when", "text"),
    Field("scope", "Scope", "text", "What is on the map, and what is not."),
    Field("customer_goals", "What customers want", "lines", "One a line."),
    Field("business_goals", "What we want", "lines", "One a line."),
    Field("owner_id", "Owner", "one"),
    Field("metric_ids", "Measured by", "many", "What tells how well the whole journey goes."),
    Field("@related", "On this map", "related"),
    Field("reviewed_on", "Reviewed on", "date", main=NONE, half=True),
    Field("next_review", "Next review", "date", main=NONE, half=True),
    Field("review_every_days", "Days between reviews", "number", main=NONE, half=True),
    Field("language", "Language", "suggest", "A language tag: en, de, pt-BR.", NONE, half=True),
    Field("baseline", "Compared with", "line", "A map in the same folder.", NONE),
    Field("version.label", "Version", "line", main=NONE, half=True),
    Field("version.date", "Of", "date", main=NONE, half=True),
    Field("version.author", "Version by", "line", main=NONE, half=True),
    Field("version.reason", "Reason", "line", main=NONE, half=True),
    Field("version.note", "What is new in it", "text", main=NONE),
    Field("rule_exemptions", "Exceptions from checks", "rows", main=NONE),
    Field("score_weights", "Weights for scoring", "rows", main=NONE),
    Field("saved_views", "Saved filters", "rows", main=NONE),
)  # fmt: skip

ASSET = (
    Field("data", "Picture", "fixed"),
    Field("media_type", "Type", "fixed", half=True),
    Field("@related", "Used by", "related"),
)

CONFLICT = (
    Field("about_id", "About", "fixed"),
    Field("field", "Field", "fixed", half=True),
    Field("base_label", "Before", "fixed", half=True),
    Field("base", "Value before", "fixed"),
    Field("ours_label", "One side", "fixed", half=True),
    Field("theirs_label", "Other side", "fixed", half=True),
    Field("ours", "Value of one side", "fixed"),
    Field("theirs", "Value of the other", "fixed"),
)

TABLES: Mapping[type[Record], tuple[Field, ...]] = MappingProxyType(
    {
        Card: CARD,
        Stage: STAGE,
        Step: STEP,
        Lane: LANE,
        Persona: PERSONA,
        Feeling: FEELING,
        Link: LINK,
        Evidence: EVIDENCE,
        Metric: METRIC,
        Action: ACTION,
        Person: PERSON,
        Vote: VOTE,
        Comment: COMMENT,
        MapInfo: MAP,
        Asset: ASSET,
        Conflict: CONFLICT,
        Unknown: (Field("data", "Kept as it came", "fixed"),),
    }
)


def fields_of(types: frozenset[type[Record]]) -> tuple[Field, ...]:
    """The fields that records of these types have in common, in the first one's order."""
    first, *others = sorted(types, key=lambda t: t.kind_name)
    shared = [{_sameness(other, f) for f in TABLES[other]} for other in others]
    return tuple(f for f in TABLES[first] if all(_sameness(first, f) in table for table in shared))


def _sameness(record_type: type[Record], field: Field) -> object:
    """What two fields have to share to be set together."""
    offered = choices(record_type, field.name) if field.editor == "choice" else ()
    return field.name, field.editor, offered
