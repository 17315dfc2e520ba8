"""What a cell says of a card: the names and figures that are written into tables.

Importing asks here too: a cell that says what would be written leaves its field as it is, so
that a table that comes back unchanged changes nothing, whatever things are called.
"""

from collections.abc import Iterable

from model import facts
from model.grid import Grid
from model.ids import feeling_id
from model.importing.fields import BY_NAME
from model.importing.values import joined
from model.records import Card, Evidence, Feeling, Lane, Person, Persona, Stage, Step

#: Whose a score is that belongs to no persona, where others are named beside it.
EVERYONE = "Everyone"


class Wording:
    """The words for everything on one map; what has no name is called by its number."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        of = grid.map
        self.stages = _labels("Stage", grid.stages)
        self.lanes = _labels("Lane", grid.lanes)
        self.personas = _labels("Persona", grid.personas)
        self.people = _labels("Person", sorted(of.all(Person), key=lambda p: p.id))
        self.evidence = {e.id: evidence_label(e) for e in of.all(Evidence)}
        self.steps: dict[str, str] = {}
        for steps in grid.steps_by_stage.values():
            if len(steps) > 1 or (steps and steps[0].name.strip()):
                self.steps |= _labels("Step", steps)

    def cell(self, card: Card, field: str) -> str:
        """What stands in the column of that field (`FIELDS`) for a card; "" for nothing."""
        match field:
            case "id":
                return card.id
            case "stage" | "step" | "lane":
                return self.place(card)[("stage", "step", "lane").index(field)]
            case "text":
                return card.body
            case "persona":
                return joined([self.personas[i] for i in card.persona_ids if i in self.personas])
            case "owner":
                return self.people.get(card.owner_id, "")
            case "tags":
                return joined(card.tags)
            case "status":
                opportunity = card.kind == "opportunity"
                return card.opportunity_status if opportunity else card.status
            case "evidence":
                return joined([self.evidence[i] for i in card.evidence_ids if i in self.evidence])
            case "feeling":
                return self.feeling(card.id, card.persona_ids)
        value = getattr(card, field)
        if value is None or value == "":
            return ""
        match BY_NAME[field].sort:
            case "duration":
                return facts.duration(value)
            case "share":
                return facts.percent(value)
            case "yes_no":
                return "yes" if value else ""
        return str(value)

    def place(self, card: Card) -> tuple[str, str, str]:
        """Stage, step and lane; all empty for the parking lot."""
        step = self.grid.map.get(card.step_id, Step)
        if step is None or card.lane_id not in self.lanes:
            return "", "", ""
        return (
            self.stages.get(step.stage_id, ""),
            self.steps.get(step.id, ""),
            (self.lanes[card.lane_id]),
        )

    def feeling(self, at_id: str, persona_ids: tuple[str, ...] = ()) -> str:
        """The scores at a step or card: "-1", where it is clear whose it is, or "Anna: -1"."""
        found = self._scores(at_id, ("", *self.personas), "emotion")
        own = persona_ids if len(persona_ids) == 1 else ("",) if not persona_ids else ()
        return self._in_words(found, own)

    def line(self, step_id: str, lane: Lane) -> str:
        """The scores of an emotion line at a step, as they stand in a grid."""
        whose = lane.persona_ids or ("", *self.personas)
        found = self._scores(step_id, whose, lane.measure)
        return self._in_words(found, lane.persona_ids or ("",))

    def _scores(self, at_id: str, whose: Iterable[str], measure: str) -> dict[str, str]:
        of = self.grid.map
        found = {}
        for persona_id in whose:
            feeling = of.get(feeling_id(persona_id, at_id, measure=measure), Feeling)
            if feeling is not None:
                found[persona_id] = facts.number(feeling.score)
        return found

    def _in_words(self, found: dict[str, str], own: tuple[str, ...]) -> str:
        """Scores; without a name where there is only one, that of `own`."""
        if len(own) == 1 and tuple(found) == own:
            return found[own[0]]
        return joined([f"{self.personas.get(i, EVERYONE)}: {score}" for i, score in found.items()])


def evidence_label(evidence: Evidence) -> str:
    """Evidence in a few words that say what it is: "interview: Eight riders"."""
    text = evidence.title or evidence.source or evidence.finding
    line = " ".join(text.split())
    return f"{evidence.kind}: {line}" if line else evidence.kind


def _labels(kind: str, records: Iterable[Stage | Step | Lane | Persona | Person]) -> dict[str, str]:
    return {
        record.id: " ".join(record.name.split()) or f"{kind} {at}"
        for at, record in enumerate(records, 1)
    }
