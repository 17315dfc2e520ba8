"""Maps that a window must bear: templates, empty, mirrored, folded, spanning, broken, newer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from model.change import JourneyMap
from model.files import codec
from model.ids import Ids
from model.records import Card, Lane, Link, MapInfo, Persona, Record, Stage, Step, evolve
from resources import templates

TEMPLATES = ("bicycle", "retailer", "bank", "service-blueprint")


def template(name: str) -> JourneyMap:
    """The map of a template."""
    return codec.load(templates.path(name)).map


def _changed(of: JourneyMap, change: Callable[[Record], Record | None]) -> JourneyMap:
    """A map with each record as `change` says; None leaves it out."""
    found = (change(record) for record in of.records.values())
    return JourneyMap([record for record in found if record is not None])


def mirrored(random: Random) -> JourneyMap:
    """Hebrew: it is read from the right, under names that are not."""

    def change(record: Record) -> Record:
        if isinstance(record, MapInfo):
            return evolve(record, language="he")
        if isinstance(record, Card) and random.random() < 0.3:
            return evolve(record, title="משווה הצעות באתר")
        return record

    return _changed(template(random.choice(TEMPLATES)), change)


def folded(random: Random) -> JourneyMap:
    """Half of the lanes are folded."""

    def change(record: Record) -> Record:
        if isinstance(record, Lane) and random.random() < 0.5:
            return evolve(record, collapsed_height=random.choice((0.0, 24.0, 500.0)))
        return record

    return _changed(template(random.choice(TEMPLATES)), change)


def spanning(random: Random) -> JourneyMap:
    """Cards reach over steps and lanes, some of them backwards, some wait for a place."""
    of = template(random.choice(TEMPLATES))
    steps = [record.id for record in of.all(Step)]
    lanes = [record.id for record in of.all(Lane)]

    def change(record: Record) -> Record:
        if not isinstance(record, Card):
            return record
        lot = random.random()
        if lot < 0.15:
            return evolve(record, step_id="", lane_id="")
        if lot < 0.35:
            return evolve(record, until_step_id=random.choice(steps))
        if lot < 0.5:
            return evolve(record, until_lane_id=random.choice(lanes))
        return record

    return _changed(of, change)


def broken(random: Random) -> JourneyMap:
    """Records are missing that others name, and stages have no steps."""
    share = random.choice((0.03, 0.1, 0.3))
    sorts = (Stage, Step, Lane, Card, Persona, Link)

    def change(record: Record) -> Record | None:
        if isinstance(record, sorts) and random.random() < share:
            return None
        if isinstance(record, Card) and random.random() < share:
            return evolve(record, step_id="" if random.random() < 0.5 else "step_nowhere")
        if isinstance(record, Step) and random.random() < share:
            return evolve(record, stage_id=random.choice(("", "stage_nowhere")))
        if isinstance(record, Card | Step | Lane | Stage) and random.random() < share:
            return evolve(record, order="")
        return record

    return _changed(template(random.choice(TEMPLATES)), change)


def bare(random: Random) -> JourneyMap:
    """Nearly nothing: no map at all, only stages, only lanes."""
    ids = Ids()
    records: list[Record] = []
    if random.random() < 0.4:
        records.append(Stage(id=ids.new("stage"), name="Only"))
    if random.random() < 0.4:
        records.append(Lane(id=ids.new("lane"), name="Only", order="i"))
    if random.random() < 0.2:
        records.append(Card(id=ids.new("card"), title="Parked"))
    return JourneyMap(records)


@dataclass(frozen=True)
class Sort:
    """One sort of map: what makes it, and whether it may be written to."""

    name: str
    make: Callable[[Random], JourneyMap]
    is_newer: bool = False

    def write(self, random: Random, file: Path) -> None:
        """Write such a map to a file."""
        codec.save(self.make(random), file)
        if self.is_newer:
            tree = json.loads(file.read_bytes())
            tree["schema_version"] = 99
            file.write_text(json.dumps(tree))


SORTS = (
    Sort("template", lambda random: template(random.choice(TEMPLATES))),
    Sort("bare", bare),
    Sort("mirrored", mirrored),
    Sort("folded", folded),
    Sort("spanning", spanning),
    Sort("broken", broken),
    Sort("newer", lambda random: template(random.choice(TEMPLATES)), is_newer=True),
)
