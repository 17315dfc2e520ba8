import random
import re

import pytest

from model.ids import Ids, asset_id, derived_id, feeling_id, id_of_feeling
from model.records import TABLES, Card, Feeling, Step


def test_a_new_id_names_its_table() -> None:
    for kind in TABLES.values():
        assert re.fullmatch(kind.kind_name + "_[0-9a-z]{12}", Ids().new(kind))
    assert Ids().new("card").startswith("card_")


def test_the_same_seed_makes_the_same_ids_again() -> None:
    first, second = Ids(random.Random(4)), Ids(random.Random(4))
    made = [first.new(Card) for _ in range(5)]
    assert made == [second.new(Card) for _ in range(5)]
    assert len(set(made)) == 5
    assert Ids(random.Random(5)).new(Card) not in made


def test_ten_thousand_ids_do_not_meet() -> None:
    ids = Ids()
    assert len({ids.new(Card) for _ in range(10_000)}) == 10_000


def test_an_id_is_free_of_letters_that_look_like_digits() -> None:
    ids = Ids(random.Random(1))
    text = "".join(ids.new(Card).removeprefix("card_") for _ in range(500))
    assert set(text) == set("0123456789abcdefghjkmnpqrstvwxyz")


@pytest.mark.parametrize(
    "other",
    [
        feeling_id("persona_b", "step_a"),
        feeling_id("persona_a", "step_b"),
        feeling_id("persona_a", "step_a", "future"),
        feeling_id("persona_a", "step_a", "current", "effort"),
        feeling_id("persona_as", "tep_a"),
        feeling_id("", "persona_astep_a"),
    ],
)
def test_scores_of_another_key_have_another_id(other: str) -> None:
    assert feeling_id("persona_a", "step_a") != other


def test_a_feeling_has_the_id_of_its_key_wherever_it_stands() -> None:
    at_step = Feeling(id="feeling_x", persona_id="persona_a", step_id="step_a", measure="trust")
    at_card = Feeling(id="feeling_x", card_id="card_a", curve="future")
    assert id_of_feeling(at_step) == feeling_id("persona_a", "step_a", "current", "trust")
    assert id_of_feeling(at_card) == feeling_id("", "card_a", "future", "emotion")


def test_derived_ids_stay_the_same_in_every_version_of_the_program() -> None:
    assert feeling_id("persona_a", "step_a") == "feeling_19qfeqdcb87gggph"
    assert asset_id(b"picture") == "asset_597g4s8p13t692md"
    assert derived_id(Step, "first", "stage_a") == "step_be7b0bb3313ztr00"
    assert derived_id("step", "first", "stage_a") == "step_be7b0bb3313ztr00"


def test_a_picture_has_the_id_of_its_content() -> None:
    assert asset_id(b"a") == asset_id(b"a") != asset_id(b"b")


def test_text_that_no_file_can_hold_still_has_an_id() -> None:
    assert derived_id("step", "\ud800") != derived_id("step", "?")
