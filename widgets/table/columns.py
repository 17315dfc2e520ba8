"""The columns of the table: what they are called, what stands in their cells, how these sort.

Nothing here knows Qt. A `Reading` answers for one map, each cell when it is asked for; what
it must look up of stages, lanes and names it looks up once.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from model.change import JourneyMap
from model.grid import is_placed, lanes, personas, stages, steps
from model.ids import feeling_id
from model.names import own_name
from model.records import Card, Evidence, Feeling, Lane, Person, Persona, Stage, Step
from widgets.commands.here import KIND_WORDS
from widgets.inspector.fields import choices, words_for
from widgets.inspector.values import number_text, signed

#: How a cell is typed: a choice among offers, a figure, several names, tags, free text.
Form: TypeAlias = Literal["choice", "number", "names", "tags", "text"]
Key: TypeAlias = tuple[bool, Any]
YES = "Yes"


class Column(NamedTuple):
    """One column.

    Attributes:
        name: names it for good, in settings too.
        header: as it stands above, with its unit or range.
        width: at first, in px.
        what: what one of it is called within a sentence.
        kinds: the kinds of cards for which it means something; () for all.
        help: one sentence.
    """

    name: str
    header: str
    width: int
    form: Form
    what: str
    kinds: tuple[str, ...] = ()
    help: str = ""


COLUMNS: tuple[Column, ...] = (
    Column("stage", "Stage", 120, "choice", "stage",
           help="Empty: the card waits in the parking lot"),
    Column("step", "Step", 100, "choice", "step"),
    Column("lane", "Lane", 120, "choice", "lane"),
    Column("kind", "Kind", 136, "choice", "kind"),
    Column("title", "Title", 280, "text", "title"),
    Column("body", "Text", 200, "text", "text"),
    Column("personas", "Personas", 120, "names", "personas", help="Empty: everyone"),
    Column("feeling", "Feeling (−2 to +2)", 212, "number", "feeling"),
    Column("severity", "Severity (1–5)", 132, "number", "severity", ("pain",),
           "How bad a pain point is, 5 at worst"),
    Column("frequency", "Frequency (1–5)", 144, "number", "frequency", ("pain",),
           "How often a pain point is met, 5 most often"),
    Column("impact", "Impact (1–5)", 122, "number", "impact", ("opportunity",),
           "How much an opportunity would change, 5 most"),
    Column("effort", "Effort (1–5)", 122, "number", "effort", ("opportunity",),
           "How much work an opportunity is, 5 most"),
    Column("status", "Status", 112, "choice", "status", ("touchpoint", "opportunity")),
    Column("owner", "Owner", 120, "choice", "owner"),
    Column("tags", "Tags", 130, "tags", "tags", help="With commas between"),
    Column("evidence", "Evidence", 160, "names", "evidence",
           help="The sources that the card rests on"),
    Column("mentions", "Mentions (people)", 156, "number", "mentions",
           help="How many people said it"),
    Column("moment_of_truth", "Moment of truth", 150, "choice", "mark",
           help="Whether customers make up their minds here"),
)  # fmt: skip
#: Where each column stands in `COLUMNS`.
AT: dict[str, int] = {column.name: at for at, column in enumerate(COLUMNS)}
TITLE = AT["title"]
#: Which of a card's fields a column is, where it is one and called otherwise.
FIELDS: dict[str, str] = {
    "owner": "owner_id", "personas": "persona_ids", "evidence": "evidence_ids",
}  # fmt: skip
_ONLY = {"pain": "pain points", "opportunity": "opportunities", "touchpoint": "touchpoints"}


def plain(text: str) -> str:
    """A name as it is compared: whatever its case and spaces."""
    return " ".join(text.split()).casefold()


def fits(column: Column, card: Card) -> bool:
    """Whether a column means anything for a card."""
    return not column.kinds or card.kind in column.kinds


def only(column: Column) -> str:
    """A sentence that says for which cards a column is."""
    kinds = " and ".join(_ONLY[kind] for kind in column.kinds)
    return f"Only {kinds} have {_articled(column.what)}."


def _articled(what: str) -> str:
    return what if what == "frequency" else f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


def status_field(card: Card) -> str:
    """Which field of a card the column of the status is."""
    return "opportunity_status" if card.kind == "opportunity" else "status"


def kind_words(kind: str) -> str:
    """A kind of card as its column calls it."""
    return words_for(Card, "kind", kind)


class Reading:
    """What the cells of one map say.

    Attributes:
        of: the map.
        persona_id: whose feelings are shown; "" where there is no persona.
        asked: how many cells were worked out so far.
    """

    def __init__(self, of: JourneyMap, persona_id: str = "") -> None:
        self.of, self.persona_id, self.asked = of, persona_id, 0
        self.look_again(of)

    def look_again(self, of: JourneyMap, *, places: bool = True) -> None:
        """Read another map from now on; without `places`, its stages and lanes are the same."""
        self.of = of
        if not places:
            return
        self.stages: Sequence[Stage] = stages(of)
        self.steps: Sequence[Step] = steps(of)
        self.lanes: Sequence[Lane] = lanes(of)
        self.step_at = {step.id: at for at, step in enumerate(self.steps)}
        self.lane_at = {lane.id: at for at, lane in enumerate(self.lanes)}
        self.stage_at = {stage.id: at for at, stage in enumerate(self.stages)}
        self.steps_in: dict[str, list[Step]] = {stage.id: [] for stage in self.stages}
        for step in self.steps:
            self.steps_in.setdefault(step.stage_id, []).append(step)

    @property
    def persona(self) -> Persona | None:
        """Whose feelings are shown: the active persona, or the first."""
        chosen = self.of.get(self.persona_id, Persona)
        return chosen or next(iter(personas(self.of)), None)

    def header(self, column: Column) -> str:
        """What stands above a column."""
        if column.name != "feeling" or self.persona is None:
            return column.header
        return f"Feeling of {own_name(self.persona) or 'a persona'} (−2 to +2)"

    def order(self, card: Card) -> tuple[int, str, str]:
        """Where a card stands in the journey; those in the parking lot come last."""
        placed = card.lane_id in self.lane_at
        at = self.step_at.get(card.step_id, len(self.steps)) if placed else len(self.steps)
        return at, card.order, card.id

    def text(self, card: Card, column: Column) -> str:
        """What a cell says, as it is typed too."""
        self.asked += 1
        match column.name:
            case "title":
                return card.title
            case "body":
                return card.body
            case "stage" | "step" | "lane":
                return self._place(card, column.name)
            case "kind":
                return kind_words(card.kind)
            case "status":
                value = getattr(card, status_field(card))
                return words_for(Card, status_field(card), value) if value else ""
            case "feeling":
                feeling = self.feeling(card)
                return signed(feeling.score) if feeling else ""
            case "tags":
                return ", ".join(card.tags)
            case "moment_of_truth":
                return YES if card.moment_of_truth else ""
            case "owner":
                person = self.of.get(card.owner_id, Person)
                return " ".join(person.name.split()) if person else ""
            case "personas" | "evidence":
                ids: tuple[str, ...] = getattr(card, FIELDS[column.name])
                return ", ".join(name for i in ids if (name := self.name(i)))
        return number_text(getattr(card, column.name))

    def feeling(self, card: Card) -> Feeling | None:
        """What the persona feels at a card itself."""
        who = self.persona
        return self.of.get(feeling_id(who.id if who else "", card.id), Feeling)

    def name(self, record_id: str) -> str:
        """What a persona or a source is called in a cell; "" for what is gone."""
        record = self.of.records.get(record_id)
        match record:
            case Persona():
                return " ".join(record.name.split())
            case Evidence():
                return " ".join((record.title or record.source or record.finding).split())
        return ""

    def step_words(self, step: Step) -> str:
        """What a step is called: its name, or its number where the stage has several."""
        among = self.steps_in.get(step.stage_id, ())
        if step.name.strip() or len(among) < 2:
            return " ".join(step.name.split())
        return str([other.id for other in among].index(step.id) + 1)

    def place(self, card: Card) -> str:
        """Where a card stands, within a sentence."""
        if not is_placed(self.of, card):
            return "parking lot"
        stage, step, lane = (self._place(card, name) for name in ("stage", "step", "lane"))
        column = " › ".join(part for part in (stage, step) if part)
        return f"{column or 'stage without a name'}, {lane or 'lane without a name'}"

    def key(self, card: Card, column: Column) -> Key:
        """By what a column sorts; what is empty comes last."""
        match column.name:
            case "stage" | "step":
                at = self.step_at.get(card.step_id) if card.lane_id in self.lane_at else None
                if at is not None and column.name == "stage":
                    at = self.stage_at.get(self.steps[at].stage_id, len(self.stages))
                return at is None, at or 0
            case "lane":
                at = self.lane_at.get(card.lane_id) if card.step_id in self.step_at else None
                return at is None, at or 0
            case "kind":
                return False, list(KIND_WORDS).index(card.kind)
            case "feeling":
                feeling = self.feeling(card)
                return feeling is None, feeling.score if feeling else 0.0
            case _ if column.form == "number":
                value = getattr(card, column.name)
                return value is None, value or 0
        text = self.text(card, column).casefold()
        return not text, text

    def offers(self, card: Card | None, column: Column) -> list[str]:
        """What may be chosen for a cell; for a new card without `card`."""
        match column.name:
            case "stage":
                found = [stage.name for stage in self.stages]
            case "step":
                step = self.of.get(card.step_id, Step) if card else None
                among = self.steps_in.get(step.stage_id, []) if step else self.steps
                found = [self.step_words(one) for one in among]
            case "lane":
                found = [lane.name for lane in self.lanes if lane.kind != "emotion"]
            case "kind":
                found = [kind_words(kind) for kind in KIND_WORDS]
            case "status":
                field = status_field(card) if card else "status"
                found = [words_for(Card, field, value) for value in choices(Card, field) if value]
            case "owner":
                found = sorted((p.name for p in self.of.all(Person)), key=str.casefold)
            case "personas":
                found = [self.name(persona.id) for persona in personas(self.of)]
            case "evidence":
                sources = (self.name(source.id) for source in self.of.all(Evidence))
                found = sorted(sources, key=str.casefold)
            case "tags":
                found = sorted({tag for one in self.of.all(Card) for tag in one.tags})
            case "moment_of_truth":
                found = [YES]
            case _:
                found = []
        names = (" ".join(name.split()) for name in found)
        return list(dict.fromkeys(name for name in names if name))

    def _place(self, card: Card, name: str) -> str:
        at = self.step_at.get(card.step_id)
        row = self.lane_at.get(card.lane_id)
        if at is None or row is None:
            return ""
        if name == "lane":
            return " ".join(self.lanes[row].name.split())
        step = self.steps[at]
        if name == "step":
            return self.step_words(step)
        stage = self.stage_at.get(step.stage_id)
        return " ".join(self.stages[stage].name.split()) if stage is not None else ""
