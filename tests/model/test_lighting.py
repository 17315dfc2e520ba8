"""Spotlights: what of a map stands in one, and that edits cost what they change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply
from model.lighting import Lighting
from model.records import Card, Lane, Persona, Stage, Step, create, evolve
from tests.generator import make
from tests.strategies import changes, maps
from tests.tools import law


@pytest.fixture
def of() -> JourneyMap:
    return JourneyMap(
        (
            *(create(Stage, id=f"stage_{i}", order=f"a{i}") for i in range(3)),
            *(create(Step, id=f"step_{i}", stage_id=f"stage_{i}") for i in range(3)),
            *(create(Lane, id=f"lane_{i}", order=f"a{i}") for i in range(3)),
            create(Lane, id="lane_m", order="a4", kind="emotion", persona_ids=("persona_m",)),
            create(Persona, id="persona_m"),
            create(Persona, id="persona_j"),
            create(Card, id="card_00", step_id="step_0", lane_id="lane_0"),
            create(Card, id="card_11", step_id="step_1", lane_id="lane_1",
                   persona_ids=("persona_m",)),
            create(Card, id="card_long", step_id="step_0", lane_id="lane_2",
                   until_step_id="step_2", persona_ids=("persona_j",)),
            create(Card, id="card_high", step_id="step_2", lane_id="lane_0",
                   until_lane_id="lane_2"),
            create(Card, id="card_parked"),
        )
    )  # fmt: skip


def lit(of: JourneyMap, about: str) -> frozenset[str]:
    lighting = Lighting()
    assert lighting.look(of, about)
    return lighting.bright


ROWS = {"lane_0", "lane_1", "lane_2", "lane_m"}
COLUMNS = {*(f"stage_{i}" for i in range(3)), *(f"step_{i}" for i in range(3))}
PEOPLE = {"persona_m", "persona_j"}


def test_a_stage_with_its_cards_and_those_that_reach_over_it(of: JourneyMap) -> None:
    own = {"stage_1", "step_1", "card_11", "card_long"}
    assert lit(of, "stage_1") == own | ROWS | PEOPLE


def test_a_lane_with_its_cards_and_those_that_reach_into_it(of: JourneyMap) -> None:
    assert lit(of, "lane_1") == {"lane_1", "card_11", "card_high"} | COLUMNS | PEOPLE


def test_a_persona_with_its_cards_and_everyones(of: JourneyMap) -> None:
    shared = {"card_00", "card_high", "card_parked"}
    assert lit(of, "persona_m") == {"persona_m", "card_11"} | shared | COLUMNS | ROWS
    assert lit(of, "persona_j") == {"persona_j", "card_long"} | shared | COLUMNS | ROWS - {"lane_m"}


def test_nothing_else_can_be_lit(of: JourneyMap) -> None:
    lighting = Lighting()
    assert lighting.look(of, "stage_1")
    assert not lighting.look(of, "card_11")
    assert not lighting.bright
    assert not lighting.look(of, "gone")


@law(25)
@given(maps(12), st.data())
def test_what_is_followed_is_what_is_found_from_scratch(
    of: JourneyMap, data: st.DataObject
) -> None:
    lighting = Lighting()
    ids = [r.id for r in of.records.values() if isinstance(r, Stage | Lane | Persona)]
    for _ in range(4):
        about = data.draw(st.sampled_from([*ids, "gone"]))
        there = lighting.look(of, about)
        of = apply(data.draw(changes(of)), of)
        there = lighting.look(of, about)
        fresh = Lighting()
        assert fresh.look(JourneyMap(of.records), about) == there
        assert lighting.bright == fresh.bright


def test_an_edit_looks_at_the_cards_that_it_changed() -> None:
    of = make(300)
    lighting = Lighting()
    stage = next(of.all(Stage))
    lighting.look(of, stage.id)
    before, bright = lighting.checked, lighting.bright
    card = next(of.all(Card))
    of = apply({card.id: (card, evolve(card, title="Another"))}, of)
    lighting.look(of, stage.id)
    assert lighting.checked - before == 1
    assert lighting.bright is bright


def test_a_card_that_leaves_the_light_or_comes_into_it_is_followed(of: JourneyMap) -> None:
    lighting = Lighting()
    lighting.look(of, "stage_1")
    for step, is_lit in (("step_0", False), ("step_1", True), ("", False)):
        card = of["card_11"]
        of = apply({card.id: (card, evolve(card, step_id=step))}, of)
        lighting.look(of, "stage_1")
        assert ("card_11" in lighting.bright) is is_lit
    gone = of["card_long"]
    lighting.look(apply({gone.id: (gone, None)}, of), "stage_1")
    assert "card_long" not in lighting.bright
