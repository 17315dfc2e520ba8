"""Which step and lane the cells of a row mean, and whom a name."""

from collections.abc import Iterable, Mapping, Sequence

from model import labels
from model.edits.cards import usual_kind
from model.edits.common import EditError
from model.records import Card, Evidence, Lane, Persona, Stage, Step
from widgets.table.columns import Reading, plain

#: The columns that say together where a card stands.
PLACE = ("stage", "step", "lane")


class Known:
    """The names of one map, to be looked up by many rows."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._names: dict[str, dict[str, list[str]]] = {}

    def ids(self, sort: str, text: str) -> list[str]:
        """The stages, lanes, personas or sources ("evidence") of that name."""
        if sort not in self._names:
            found: dict[str, list[str]] = {}
            for record_id, name in self._every(sort):
                if name.strip():
                    found.setdefault(plain(name), []).append(record_id)
            self._names[sort] = found
        return self._names[sort].get(plain(text), [])

    def _every(self, sort: str) -> Iterable[tuple[str, str]]:
        of = self.reading.of
        match sort:
            case "stage":
                return ((stage.id, stage.name) for stage in self.reading.stages)
            case "lane":
                return ((lane.id, lane.name) for lane in self.reading.lanes)
            case "personas":
                return ((one.id, self.reading.name(one.id)) for one in of.all(Persona))
            case _:
                return ((one.id, self.reading.name(one.id)) for one in of.all(Evidence))


def place_meant(known: Known, card: Card, texts: Mapping[str, str]) -> tuple[str, str]:
    """The step and lane that the cells mean; ("", "") for the parking lot."""
    reading = known.reading
    here = reading.of.get(card.step_id, Step)
    placed = here is not None and card.lane_id in reading.lane_at
    stage_text, lane_text = texts.get("stage"), texts.get("lane")
    if stage_text is not None and not stage_text.strip():
        return "", ""
    if lane_text is not None and not lane_text.strip() and (placed or stage_text is None):
        return "", ""
    stage_id = here.stage_id if placed and here else ""
    if stage_text is not None:
        stage_id = _one(known, "stage", stage_text, stage_id)
    step = _step(known, stage_id, here if placed else None, texts.get("step"))
    if step is None:
        raise EditError("A parked card needs a stage first.")
    if lane_text is not None and lane_text.strip():
        return step.id, _one(known, "lane", lane_text, card.lane_id)
    return step.id, card.lane_id if placed else _usual_lane(known, card)


def _one(known: Known, sort: str, text: str, present: str) -> str:
    ids = known.ids(sort, text)
    if not ids:
        raise EditError(f"There is no {sort} called {labels.quoted_text(text)}.")
    return present if present in ids else ids[0]


def _step(known: Known, stage_id: str, here: Step | None, text: str | None) -> Step | None:
    reading = known.reading
    among: Sequence[Step] = reading.steps_in.get(stage_id, ()) if stage_id else ()
    if text is None or not text.strip():
        return here if here in among else next(iter(among), None)
    named = [
        step for step in among or reading.steps if plain(reading.step_words(step)) == plain(text)
    ]
    if not named:
        stage = reading.of.get(stage_id, Stage)
        where = f"{_titled(stage)} has no step" if stage else "There is no step"
        raise EditError(f"{where} called {labels.quoted_text(text)}.")
    return here if here in named else named[0]


def _titled(stage: Stage) -> str:
    name = labels.titled(stage)
    return name[:1].upper() + name[1:]


def _usual_lane(known: Known, card: Card) -> str:
    """Where a card goes of which only the stage is known: the first lane for its kind."""
    lanes: list[Lane] = [lane for lane in known.reading.lanes if lane.kind != "emotion"]
    if not lanes:
        raise EditError("A card needs a lane: add one first.")
    return next((lane.id for lane in lanes if usual_kind(lane) == card.kind), lanes[0].id)
