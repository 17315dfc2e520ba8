"""Stages, steps, lanes, personas, people and evidence: found by their names, or made.

Names are compared without regard to case and spaces. What has no name goes by its number
("Stage 2"), as tables are written (`model.importing.wording`).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar, get_args

from model.edits.beginning import LANES
from model.edits.cards import usual_kind
from model.edits.common import keys_before, made, with_fields
from model.grid import Grid
from model.ids import Ids
from model.importing.wording import Wording, evidence_label
from model.importing.words import meaning
from model.order import between, is_key
from model.records import CardKind, Evidence, Lane, Measure, Person, Persona, Record, Stage, Step

R = TypeVar("R", Stage, Step, Lane, Persona)

_LANES: dict[str, dict[str, Any]] = {
    "emotion": {"kind": "emotion", "icon": "heart-pulse"},
    "digital": {"kind": "channel", "medium": "digital"},
    "physical": {"kind": "channel", "medium": "physical"},
    "human": {"kind": "channel", "medium": "human"},
    "frontstage": {"kind": "team", "visibility": "frontstage"},
    "backstage": {"kind": "team", "visibility": "backstage"},
    "support": {"kind": "team", "visibility": "support"},
    "touchpoint": {"kind": "channel"},
    "doing": {"kind": "customer"},
    "thought": {"kind": "customer", "aspect": "thinking"},
    "need": {"kind": "customer", "aspect": "needs"},
    "activity": {"kind": "team"},
    "metric": {"kind": "metric"},
    "picture": {"kind": "picture"},
}
_LANE_NAMES: dict[str, str] = {
    **{lane["default_card_kind"]: lane["name"] for lane in reversed(LANES)
       if "default_card_kind" in lane},
    "touchpoint": "Touchpoints",
    "need": "What they need",
    "gain": "What they like",
    "quote": "In their words",
    "activity": "Teams",
    "metric": "Figures",
    "picture": "Pictures",
    "question": "Questions",
    "note": "Notes",
}  # fmt: skip


def lane_fields(name: str, kind: str = "") -> dict[str, Any]:
    """What a new lane of that name is: by the words in it, or else by the kind of its cards.

    It is an emotion line only if `kind` says so: nothing else can stand in one.
    """
    sort = meaning("lane", name) or meaning("kind", name) or kind
    if sort == "emotion" and kind != "emotion":
        sort = "thought"
    if not sort:
        return {}
    return dict(_LANES.get(sort, {"kind": "insight", "default_card_kind": sort}))


def _measure(name: str, taken: set[str]) -> str:
    """What a new emotion line measures: what is in its name, or else something still free.

    A step has one score of everyone for each measure: two lines of the same would show the
    same figures, and the later one would write over the earlier one's.
    """
    words = [name, *name.split()]
    said = next((found for word in words if (found := meaning("measure", word))), "emotion")
    wanted = (said, *get_args(Measure))
    return next((measure for measure in wanted if measure not in taken), said)


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """What is compared of a name."""
    return " ".join(name.split()).casefold()


class Ground:
    """What is on a map, with what a table adds to it; `made` are the records to be added."""

    def __init__(self, grid: Grid, wording: Wording, ids: Ids) -> None:
        self._ids = ids
        of = grid.map
        self.made: dict[str, Record] = {}
        self.stages: list[Stage] = list(grid.stages)
        self.lanes: list[Lane] = list(grid.lanes)
        self._personas: list[Persona] = list(grid.personas)
        self.steps: dict[str, list[Step]] = {
            stage.id: list(grid.steps_in(stage.id)) for stage in grid.stages
        }
        self.lane_of: dict[str, Lane] = {lane.id: lane for lane in self.lanes}
        self._stage_by = _by_label(wording.stages)
        self._lane_by = _by_label(wording.lanes)
        self._persona_by = _by_label(wording.personas)
        self._person_by = _people(of.all(Person), wording)
        self._evidence_by = _by_label(wording.evidence)
        for evidence in of.all(Evidence):
            if evidence.title:
                self._evidence_by.setdefault(plain(evidence.title), evidence.id)
        self._step_by: dict[tuple[str, str], str] = {}
        for steps in self.steps.values():
            for step in steps:
                if step.id in wording.steps:
                    at = (step.stage_id, plain(wording.steps[step.id]))
                    self._step_by.setdefault(at, step.id)
        self._held = {card.step_id for card in grid.cards}
        self._lane_for: dict[str, str] = {}

    def stage(self, name: str, after_id: str | None = None) -> str:
        """The stage of that name; a new one stands after another, or at the end."""
        found = self._stage_by.get(plain(name))
        if found is None:
            before = _after(self.stages, after_id)
            key = self._key(self.stages, before)
            stage = made(Stage, id=self._ids.new(Stage), name=name, order=key)
            step = made(Step, id=self._ids.new(Step), stage_id=stage.id, order="a0")
            _put(self.stages, stage, before)
            self.steps[stage.id] = [step]
            self._add(stage, step)
            found = self._stage_by[plain(name)] = stage.id
        return found

    def step(self, stage_id: str, name: str = "", nth: int = 0) -> str:
        """The step of that name in a stage, or its n-th where there is no name."""
        steps = self.steps[stage_id]
        if not name:
            while len(steps) <= nth:
                self._new_step(stage_id, "")
            return steps[nth].id
        found = self._step_by.get((stage_id, plain(name)))
        if found is None:
            only = steps[0] if len(steps) == 1 else None
            if only is not None and not only.name.strip() and only.id not in self._held:
                named = with_fields(only, name=name)
                steps[0] = named
                self._add(named)
                found = named.id
            else:
                found = self._new_step(stage_id, name)
            self._step_by[(stage_id, plain(name))] = found
        return found

    def hold(self, step_id: str) -> None:
        """Remember that a card stands in that step: it is not named for others any more."""
        self._held.add(step_id)

    def lane(self, name: str, kind: str = "", above_id: str | None = None) -> str:
        """The lane of that name; a new one is of the kind that its name or its cards say."""
        found = self._lane_by.get(plain(name))
        if found is None:
            before = _after(self.lanes, above_id)
            key = self._key(self.lanes, before)
            fields = lane_fields(name, kind)
            if fields.get("kind") == "emotion":
                taken: set[str] = {x.measure for x in self.lanes if x.kind == "emotion"}
                fields["measure"] = _measure(name, taken)
            lane = made(Lane, id=self._ids.new(Lane), name=name, order=key, **fields)
            _put(self.lanes, lane, before)
            self.lane_of[lane.id] = lane
            self._add(lane)
            found = self._lane_by[plain(name)] = lane.id
        return found

    def known_lane(self, name: str) -> str | None:
        """The lane of that name, or None."""
        return self._lane_by.get(plain(name))

    def lane_for(self, kind: CardKind) -> str:
        """The first lane whose cards usually are of that kind, or a new one for them."""
        found = self._lane_for.get(kind)
        if found is None:
            there = (x.id for x in self.lanes if x.kind != "emotion" and usual_kind(x) == kind)
            found = next(there, "") or self.lane(_LANE_NAMES[kind], kind)
            self._lane_for[kind] = found
        return found

    def persona(self, name: str) -> str:
        """The persona of that name, made if there is none."""
        found = self._persona_by.get(plain(name))
        if found is None:
            key = self._key(self._personas, None)
            persona = made(Persona, id=self._ids.new(Persona), name=name.strip(), order=key)
            self._personas.append(persona)
            self._add(persona)
            found = self._persona_by[plain(name)] = persona.id
        return found

    def known_persona(self, name: str) -> str | None:
        """The persona of that name, or None."""
        return self._persona_by.get(plain(name))

    def person(self, name: str) -> str:
        """The person of that name or with these initials, made if there is none."""
        found = self._person_by.get(plain(name))
        if found is None:
            words = name.split()
            initials = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()[:8]
            person = made(Person, id=self._ids.new(Person), name=" ".join(words), initials=initials)
            self._add(person)
            found = self._person_by[plain(name)] = person.id
        return found

    def evidence(self, words: str) -> str:
        """The evidence of that title, made if there is none: of the kind that stands in front."""
        found = self._evidence_by.get(plain(words))
        if found is None:
            front, colon, rest = words.partition(":")
            kind = meaning("evidence_kind", front)
            title = rest.strip() if colon and kind else "" if kind else words.strip()
            fields = {"kind": kind} if kind else {}
            new = made(Evidence, id=self._ids.new(Evidence), title=title, **fields)
            found = self._evidence_by.get(plain(evidence_label(new)))
            if found is None:
                self._add(new)
                found = self._evidence_by[plain(evidence_label(new))] = new.id
            self._evidence_by[plain(words)] = found
        return found

    def _new_step(self, stage_id: str, name: str) -> str:
        steps = self.steps[stage_id]
        key = self._key(steps, None)
        step = made(Step, id=self._ids.new(Step), stage_id=stage_id, name=name, order=key)
        steps.append(step)
        self._add(step)
        return step.id

    def _key(self, siblings: list[R], before_id: str | None) -> str:
        last = siblings[-1].order if siblings else ""
        if before_id is None and is_key(last):
            return between(last, "")
        keys, rekeyed = keys_before(siblings, before_id)
        new = {record.id: record for record in rekeyed}
        siblings[:] = [new.get(record.id, record) for record in siblings]
        self._add(*rekeyed)
        return keys[0]

    def _add(self, *records: Record) -> None:
        self.made.update((record.id, record) for record in records)


def _put(siblings: list[R], record: R, before_id: str | None) -> None:
    at = next((i for i, s in enumerate(siblings) if s.id == before_id), len(siblings))
    siblings.insert(at, record)


def _after(siblings: list[R], record_id: str | None) -> str | None:
    """The id of the one after that record; the first for "", None (the end) for None."""
    if record_id is None or not siblings:
        return None
    if record_id == "":
        return siblings[0].id
    at = next((i for i, s in enumerate(siblings) if s.id == record_id), len(siblings)) + 1
    return siblings[at].id if at < len(siblings) else None


def _by_label(labels: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for record_id, label in labels.items():
        found.setdefault(plain(label), record_id)
    return found


def _people(people: Iterable[Person], wording: Wording) -> dict[str, str]:
    found = _by_label(wording.people)
    firsts: dict[str, list[str]] = {}
    for person in people:
        if person.initials:
            firsts.setdefault(plain(person.initials), []).append(person.id)
        if person.name.split():
            firsts.setdefault(plain(person.name.split()[0]), []).append(person.id)
    for name, ids in firsts.items():
        if len(set(ids)) == 1:
            found.setdefault(name, ids[0])
    return found
