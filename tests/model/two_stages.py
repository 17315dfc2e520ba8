"""A small map of two stages by two lanes, for tests of what becomes of two edits of it."""

from typing import Any

from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.merge import Merged
from model.records import Card, Lane, Persona, Record, Stage, Step, create


def of(*records: Record) -> JourneyMap:
    """A map of these records."""
    return JourneyMap(records)


def grid(**card: Any) -> JourneyMap:
    """Two stages of one step by two lanes, and one card."""
    return of(
        create(Stage, id="stage_1", name="Compare", order="a0"),
        create(Stage, id="stage_2", name="Buy", order="a1"),
        create(Step, id="step_1", stage_id="stage_1", order="a0"),
        create(Step, id="step_2", stage_id="stage_2", order="a0"),
        create(Lane, id="lane_1", name="App", order="a0"),
        create(Lane, id="lane_2", name="Shop", order="a1"),
        create(Persona, id="persona_1", name="Mara", order="a0"),
        create(Persona, id="persona_2", name="Jonas", order="a1"),
        create(Card, **{"id": "card_1", "step_id": "step_1", "lane_id": "lane_1", "order": "a0",
                        "title": "Asks a friend", **card}),
    )  # fmt: skip


def edited(journey: JourneyMap, record_id: str = "card_1", **fields: Any) -> JourneyMap:
    """The map once these fields of a record are others."""
    return apply(set_fields(journey, record_id, **fields), journey)


def card(merged: Merged, card_id: str = "card_1") -> Card:
    """A card of what came out."""
    found = merged.map[card_id]
    assert isinstance(found, Card)
    return found
