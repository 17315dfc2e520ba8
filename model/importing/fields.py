"""The fields of a card that a column of a table can hold, in the order of their writing."""

from typing import NamedTuple

from model.records import CardKind


class Field(NamedTuple):
    """What a column can be.

    Attributes:
        name: what a `Plan` calls it.
        title: its heading, and its name in a dialog.
        kinds: the kinds of cards that it matters for; () for all.
        sort: how its words are read and written (`model.importing.values`).
        always: whether it is written even if no card says anything there.
    """

    name: str
    title: str
    kinds: tuple[CardKind, ...] = ()
    sort: str = "text"
    always: bool = True


FIELDS: tuple[Field, ...] = (
    Field("id", "Id", sort="id"),
    Field("kind", "Kind", sort="kind"),
    Field("stage", "Stage", sort="place"),
    Field("step", "Step", sort="place"),
    Field("lane", "Lane", sort="place"),
    Field("title", "Title"),
    Field("text", "Text"),
    Field("persona", "Persona", sort="personas"),
    Field("owner", "Owner", sort="owner"),
    Field("tags", "Tags", sort="tags"),
    Field("severity", "Severity", ("pain",), "one to five"),
    Field("frequency", "Frequency", ("pain",), "one to five"),
    Field("impact", "Impact", ("opportunity",), "one to five"),
    Field("effort", "Effort", ("opportunity",), "one to five"),
    Field("status", "Status", ("touchpoint", "opportunity"), "status"),
    Field("evidence", "Evidence", sort="evidence"),
    Field("feeling", "Feeling", sort="feeling"),
    Field("mentions", "Mentions", sort="count"),
    Field("url", "Link"),
    Field("due", "Due", ("opportunity",), "day"),
    Field("duration", "Duration", sort="duration"),
    Field("wait", "Wait", sort="duration", always=False),
    Field("strength", "Strength", ("gain",), "one to five", always=False),
    Field("affected", "Affected", ("pain",), "share", always=False),
    Field("who", "Who", ("quote",), always=False),
    Field("device", "Device", ("touchpoint",), always=False),
    Field("initiator", "Initiator", ("touchpoint",), "initiator", always=False),
    Field("handled_by", "Handled by", ("touchpoint",), "handled_by", always=False),
    Field("expected", "Expected", ("opportunity",), always=False),
    Field("measured", "Measured", ("opportunity",), always=False),
    Field("moment_of_truth", "Moment of truth", sort="yes_no", always=False),
    Field("private", "Private", sort="yes_no", always=False),
)
BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
#: Fields that several columns may be mapped to; what they say is put together.
SEVERAL = frozenset({"text", "tags", "persona", "evidence"})
#: A choice beside the fields: the column goes into the card's text, its heading in front.
INTO_TEXT = "into text"
