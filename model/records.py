"""What a journey map is made of: one frozen record a thing, each with the id of its parent.

Records never list their children; a child names its parent and carries its own `order`
(see `model.order`). Every field but those that place a record may be empty. Unknown
fields are kept, so that a file written by somebody else loses nothing here.

Dates are ISO 8601 text of any precision ("2026", "2026-09", "2026-09-14"), shares are
0..1, scores -2..+2, ids are text with the record's kind in front ("card_k3v9...").
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

#: Validators are built when the first record of their kind is made: most starts need few.
_CONFIG = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False, defer_build=True)

LONGEST_TEXT = 20_000
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
LARGEST_NUMBER = 1e15


def _real_day(text: str) -> str:
    if text:
        year, month, day = (text + "-01-01")[:10].split("-")
        date(int(year), int(month), int(day))
    return text


def _real_moment(text: str) -> str:
    if text:
        datetime.fromisoformat(text)
    return text


def _day_or_moment(text: str) -> str:
    return _real_day(text) if _DAY.fullmatch(text) else _real_moment(text)


Id: TypeAlias = str
Ids: TypeAlias = tuple[str, ...]
Text: TypeAlias = Annotated[str, Field(max_length=LONGEST_TEXT)]
Texts: TypeAlias = tuple[Text, ...]
Order: TypeAlias = Annotated[str, Field(pattern=r"^[0-9A-Za-z]*$")]
Day: TypeAlias = Annotated[str, Field(pattern=rf"^({_DAY.pattern})?$"), AfterValidator(_real_day)]
Moment: TypeAlias = Annotated[str, Field(max_length=40), AfterValidator(_real_moment)]
DayOrMoment: TypeAlias = Annotated[str, Field(max_length=40), AfterValidator(_day_or_moment)]
Number: TypeAlias = Annotated[float, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Count: TypeAlias = Annotated[int, Field(ge=0, le=1_000_000_000)]
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Score: TypeAlias = Annotated[float, Field(ge=-2, le=2)]
OneToFive: TypeAlias = Annotated[int, Field(ge=1, le=5)]

Phase = Literal["aware", "consider", "buy", "use", "support", "loyal", "leave"]
Unit = Literal["seconds", "minutes", "hours", "days", "weeks", "months", "years"]
LaneKind = Literal["customer", "channel", "emotion", "team", "insight", "metric", "picture"]
Measure = Literal["emotion", "engagement", "effort", "trust"]
CardKind = Literal[
    "touchpoint",
    "doing",
    "thought",
    "need",
    "pain",
    "gain",
    "quote",
    "opportunity",
    "activity",
    "metric",
    "picture",
    "question",
    "note",
]
EvidenceKind = Literal[
    "interview",
    "survey",
    "observation",
    "support",
    "social",
    "review",
    "analytics",
    "sensor",
    "transaction",
    "workshop",
    "assumption",
]
PHASES: tuple[Phase, ...] = ("aware", "consider", "buy", "use", "support", "loyal", "leave")
HEARD_FROM_CUSTOMERS = frozenset(
    {"interview", "survey", "observation", "support", "social", "review"}
)
BEHAVIOUR_DATA = frozenset({"analytics", "sensor", "transaction"})


class Value(BaseModel):
    """A frozen part of a record, without an id of its own."""

    model_config = _CONFIG


class Duration(Value):
    """How long something takes or waits; `unit` applies to all three figures."""

    low: Number | None = None
    typical: Number | None = None
    high: Number | None = None
    unit: Unit = "minutes"


class Attribute(Value):
    """One named fact about a persona ("Age": "34")."""

    name: Text = ""
    value: Text = ""


class Exemption(Value):
    """A rule of the health check that does not apply to `about`, and why."""

    rule: Text = ""
    about: Id = ""
    reason: Text = ""


class Weight(Value):
    """How much one criterion counts in the team's own scoring."""

    criterion: Text = ""
    weight: Number = 1.0


class SavedView(Value):
    """A named filter; an empty field filters nothing."""

    name: Text = ""
    text: Text = ""
    kinds: tuple[CardKind, ...] = ()
    persona_ids: Ids = ()
    owner_ids: Ids = ()
    tags: Texts = ()
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    severity_from: OneToFive | None = None


class VersionLabel(Value):
    """What this saved version is called, by whom, when and why."""

    label: Text = ""
    note: Text = ""
    author: Text = ""
    date: Day = ""
    reason: Text = ""


class Reading(Value):
    """One earlier value of a metric."""

    date: Day = ""
    value: Number = 0.0


class Record(BaseModel):
    """Anything with an id. `kind_name` is its table's name in the singular."""

    model_config = _CONFIG
    kind_name: ClassVar[str] = ""
    id: Annotated[Id, Field(min_length=1)]


class MapInfo(Record):
    """The map itself: what it is about, and how far it can be trusted. Its id is "map"."""

    kind_name: ClassVar[str] = "map"
    id: Annotated[Id, Field(pattern=r"^map$")] = "map"
    title: Text = ""
    subtitle: Text = ""
    description: Text = ""
    kind: Literal["current", "future"] = "current"
    maturity: Literal["sketch", "hypothesis", "validated"] = "sketch"
    validated_reason: Text = ""
    scenario: Text = ""
    starts_when: Text = ""
    ends_when: Text = ""
    scope: Text = ""
    language: Annotated[str, Field(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")] = ""
    owner_id: Id = ""
    business_goals: Texts = ()
    customer_goals: Texts = ()
    metric_ids: Ids = ()
    reviewed_on: Day = ""
    next_review: Day = ""
    review_every_days: Count | None = None
    rule_exemptions: tuple[Exemption, ...] = ()
    score_weights: tuple[Weight, ...] = ()
    saved_views: tuple[SavedView, ...] = ()
    baseline: Text = ""
    version: VersionLabel = VersionLabel()


class Stage(Record):
    """A stretch of the journey, one or more steps wide."""

    kind_name: ClassVar[str] = "stage"
    name: Text = ""
    order: Order = ""
    description: Text = ""
    customer_goal: Text = ""
    business_goal: Text = ""
    phase: Text = ""
    owner_id: Id = ""
    metric_ids: Ids = ()
    duration: Duration | None = None


class Step(Record):
    """One column of the grid. A stage has at least one."""

    kind_name: ClassVar[str] = "step"
    stage_id: Id
    name: Text = ""
    order: Order = ""
    when: Text = ""
    duration: Duration | None = None
    moment_of_truth: bool = False


class Lane(Record):
    """One row of the grid. Which of the later fields matter depends on `kind`."""

    kind_name: ClassVar[str] = "lane"
    name: Text = ""
    order: Order = ""
    icon: Text = ""
    kind: LaneKind = "channel"
    aspect: Literal["doing", "thinking", "needs"] = "doing"
    medium: Literal["digital", "physical", "human"] = "digital"
    run_by: Literal["us", "partner", "third party", "competitor"] = "us"
    measure: Measure = "emotion"
    persona_ids: Ids = ()
    visibility: Literal["frontstage", "backstage", "support"] = "frontstage"
    team: Text = ""
    default_card_kind: CardKind | Literal[""] = ""
    group: Text = ""
    collapsed_height: Annotated[float, Field(ge=0, le=10_000)] | None = None


class Card(Record):
    """Whatever stands in a cell. Both place ids empty: it waits in the parking lot.

    `order` runs across the whole step, over all lanes, so that two touchpoints of one
    step have a sequence. Which of the later fields matter depends on `kind`.
    """

    kind_name: ClassVar[str] = "card"
    kind: CardKind = "touchpoint"
    step_id: Id = ""
    lane_id: Id = ""
    until_step_id: Id = ""
    until_lane_id: Id = ""
    order: Order = ""
    title: Text = ""
    body: Text = ""
    tags: Texts = ()
    icon: Text = ""
    url: Text = ""
    owner_id: Id = ""
    persona_ids: Ids = ()
    evidence_ids: Ids = ()
    metric_ids: Ids = ()
    asset_ids: Ids = ()
    mentions: Count | None = None
    private: bool = False
    moment_of_truth: bool = False
    duration: Duration | None = None
    wait: Duration | None = None
    occurred_at: Moment = ""
    # touchpoint
    status: Literal["", "planned", "completed", "missing", "failing", "ad hoc"] = ""
    initiator: Literal["", "customer", "provider"] = ""
    handled_by: Literal["", "person", "machine", "partner"] = ""
    device: Text = ""
    # pain; strength is a gain's
    severity: OneToFive | None = None
    frequency: OneToFive | None = None
    affected: Share | None = None
    strength: OneToFive | None = None
    about_ids: Ids = ()
    # quote
    who: Text = ""
    # opportunity
    impact: OneToFive | None = None
    effort: OneToFive | None = None
    opportunity_status: Literal["", "idea", "chosen", "in progress", "done", "dropped"] = ""
    due: Day = ""
    addresses_ids: Ids = ()
    expected: Text = ""
    measured: Text = ""
    # a team's activity
    supports_ids: Ids = ()


class Persona(Record):
    """Somebody whose journey this is; an employee or a partner may be one too."""

    kind_name: ClassVar[str] = "persona"
    name: Text = ""
    role: Literal["customer", "employee", "partner"] = "customer"
    segment: Text = ""
    goals: Texts = ()
    needs: Texts = ()
    motivations: Texts = ()
    frustrations: Texts = ()
    quote: Text = ""
    colour: Text = ""
    face: Literal["circle", "square", "hexagon"] = "circle"
    asset_id: Id = ""
    order: Order = ""
    share: Share | None = None
    attributes: tuple[Attribute, ...] = ()
    evidence_ids: Ids = ()
    reviewed_on: Day = ""


class Feeling(Record):
    """One score of one persona at one step or card, on one curve and measure.

    The id is derived from that key (`model.ids.feeling_id`), so that two people who
    score the same step meet in one record.
    """

    kind_name: ClassVar[str] = "feeling"
    persona_id: Id = ""
    step_id: Id = ""
    card_id: Id = ""
    curve: Literal["current", "future"] = "current"
    measure: Measure = "emotion"
    score: Score = 0.0
    word: Text = ""
    note: Text = ""
    evidence_ids: Ids = ()
    n: Count | None = None
    low: Score | None = None
    high: Score | None = None


class Link(Record):
    """Flow from one card to another; one end empty is an entry or a drop-off."""

    kind_name: ClassVar[str] = "link"
    source_id: Id = ""
    target_id: Id = ""
    label: Text = ""
    reason: Text = ""
    share: Share | None = None
    wait: Duration | None = None
    persona_ids: Ids = ()


class Evidence(Record):
    """What something on the map rests on, and how many people or events that was."""

    kind_name: ClassVar[str] = "evidence"
    kind: EvidenceKind = "assumption"
    title: Text = ""
    source: Text = ""
    url: Text = ""
    date: Day = ""
    n: Count | None = None
    finding: Text = ""


class Metric(Record):
    """A figure with its unit, target and earlier readings."""

    kind_name: ClassVar[str] = "metric"
    name: Text = ""
    unit: Text = ""
    value: Number | None = None
    target: Number | None = None
    better: Literal["higher", "lower"] = "higher"
    date: Day = ""
    series: tuple[Reading, ...] = ()
    persona_id: Id = ""
    evidence_ids: Ids = ()


class Action(Record):
    """Something somebody will do, by when."""

    kind_name: ClassVar[str] = "action"
    title: Text = ""
    about_ids: Ids = ()
    owner_id: Id = ""
    due: Day = ""
    status: Literal["open", "in progress", "done", "dropped"] = "open"
    done_on: Day = ""


class Vote(Record):
    """Dots given to one card in one round.

    The id is derived from the two (`model.edits.votes.vote_id`), so that two people who count
    the same card meet in one record. Votes under other ids are added to it.
    """

    kind_name: ClassVar[str] = "vote"
    round: Text = ""
    card_id: Id = ""
    count: Count = 0


class Comment(Record):
    """A remark or an open question about a record."""

    kind_name: ClassVar[str] = "comment"
    about_id: Id = ""
    author_id: Id = ""
    date: DayOrMoment = ""
    text: Text = ""
    resolved: bool = False


class Person(Record):
    """Somebody who owns, writes or decides; not a persona."""

    kind_name: ClassVar[str] = "person"
    name: Text = ""
    initials: Annotated[str, Field(max_length=8)] = ""
    team: Text = ""


class Asset(Record):
    """A bitmap, PNG or JPEG. The id is derived from its content (`model.ids.asset_id`).

    Anything else, and what has more than 16 million pixels, is kept in the file, told as a
    problem and not shown.
    """

    kind_name: ClassVar[str] = "asset"
    media_type: Literal["image/png", "image/jpeg"] = "image/png"
    data: str = ""


class Conflict(Record):
    """Two edits that a merge could not bring together: all three values, kept.

    The values are JSON text, or empty where the record or field was absent. `field`
    is empty when the whole record is in conflict; "place", "scores", "ends" and "reading"
    stand for the fields of a card, a feeling, a link or a metric that only make sense together.
    """

    kind_name: ClassVar[str] = "conflict"
    about_id: Id = ""
    field: Text = ""
    base: str = ""
    ours: str = ""
    theirs: str = ""
    base_label: Text = ""
    ours_label: Text = ""
    theirs_label: Text = ""


class Unknown(Record):
    """A top-level part of a file that this version does not know, kept as it came.

    `id` is "unknown:" and the key; `data` is its JSON text.
    """

    kind_name: ClassVar[str] = "unknown"
    data: str = "null"

    @model_validator(mode="after")
    def _id_names_the_key(self) -> "Unknown":
        if not self.id.startswith("unknown:"):
            raise ValueError('the id of an unknown part begins with "unknown:"')
        return self


#: Table name in the file -> record class, in the file's order.
TABLES: dict[str, type[Record]] = {
    "stages": Stage,
    "steps": Step,
    "lanes": Lane,
    "cards": Card,
    "personas": Persona,
    "feelings": Feeling,
    "links": Link,
    "evidence": Evidence,
    "metrics": Metric,
    "actions": Action,
    "votes": Vote,
    "comments": Comment,
    "people": Person,
    "assets": Asset,
    "conflicts": Conflict,
}


def evolve(record: Any, /, **fields: Any) -> Any:
    """`record` with `fields` changed, validated as a whole.

    The one way to edit a record: pydantic's own `model_copy(update=...)` skips
    validation. Returns `record` itself when nothing would change.

    Raises:
        pydantic.ValidationError: a value is of the wrong type or out of range.
        AttributeError: the record has no such field.
    """
    known = type(record).model_fields
    for name in fields:
        if name not in known:
            raise AttributeError(f"a {record.kind_name} has no field {name!r}")
    current = record.__dict__
    changed = {
        name: value
        for name, value in ((name, _clean(value)) for name, value in fields.items())
        if not same(value, current[name])
    }
    if not changed:
        return record
    new = type(record).model_validate({**current, **(record.__pydantic_extra__ or {}), **changed})
    return record if same(new, record) else new


def create(record_type: type[Record], /, **fields: Any) -> Any:
    """A new record, validated, its text cleaned like an edit's."""
    return record_type.model_validate({k: _clean(v) for k, v in fields.items()})


def _clean(value: Any) -> Any:
    """Text without lone surrogates, which no file could hold."""
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return value.encode("utf-8", "ignore").decode("utf-8")
        return value
    if isinstance(value, (tuple, list)):
        return type(value)(_clean(item) for item in value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value


def same(a: Any, b: Any) -> bool:
    """Equality that also tells 1 from 1.0 from True, as the file does."""
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if type(a) is str:  # most of what a map holds
        return bool(a == b)
    if isinstance(a, BaseModel):
        return _same_dict(a.__dict__, b.__dict__) and _same_dict(
            a.__pydantic_extra__ or {}, b.__pydantic_extra__ or {}
        )
    if isinstance(a, dict):
        return _same_dict(a, b)
    if isinstance(a, (tuple, list)):
        return len(a) == len(b) and all(map(same, a, b))
    return bool(a == b)


def _same_dict(a: dict[str, Any], b: dict[str, Any]) -> bool:
    if a.keys() != b.keys():
        return False
    for name, value in a.items():  # a loop, as most values are one object: half the time
        other = b[name]
        if value is not other and not same(value, other):
            return False
    return True
