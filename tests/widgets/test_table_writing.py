"""What texts in the cells of the table come to on the map, and which are refused."""

import pytest

from model.change import JourneyMap, apply
from model.edits.common import EditError
from model.ids import Ids
from model.records import Card, Person, Stage, evolve
from tests.generator import make
from tests.sample import sample
from widgets.table.columns import COLUMNS, Reading
from widgets.table.writing import NobodyKnown, Row, label, write

#: What cannot be emptied, and what is a place.
_ALWAYS = ("kind", "step")


def written(of: JourneyMap, card_id: str, *, persona: str = "", **texts: str) -> JourneyMap:
    return apply(write(of, [Row(card_id, texts)], Ids(), persona), of)


def card(of: JourneyMap, card_id: str) -> Card:
    found = of.get(card_id, Card)
    assert found is not None
    return found


def whole(of: JourneyMap, reading: Reading) -> list[Row]:
    """Every card as a row of texts, as copying the table gives."""
    return [
        Row(one.id, {column.name: reading.text(one, column) for column in COLUMNS})
        for one in of.all(Card)
    ]


@pytest.mark.parametrize("of", [make(400), make(200, language="mixed"), sample()])
def test_the_whole_table_copied_and_pasted_where_it_was_changes_nothing(of: JourneyMap) -> None:
    assert write(of, whole(of, Reading(of)), Ids()) == {}


def test_the_whole_table_pasted_elsewhere_makes_cards_that_say_the_same() -> None:
    of = sample()
    rows = whole(of, Reading(of))
    now = apply(write(of, [Row("", row.texts) for row in rows], Ids()), of)
    reading = Reading(now)
    new = [one for one in now.all(Card) if one.id not in of]
    told = sorted(tuple(reading.text(one, column) for column in COLUMNS) for one in new)
    assert told == sorted(tuple(row.texts.values()) for row in rows)


def test_every_text_can_be_emptied_but_the_kind() -> None:
    of = sample()
    for one in of.all(Card):
        for column in COLUMNS:
            if column.name not in _ALWAYS:
                now = written(of, one.id, **{column.name: ""})
                assert Reading(now).text(card(now, one.id), column) == ""


def test_a_step_is_told_by_its_name_or_its_number() -> None:
    of = sample()
    assert card(written(of, "card_offers", step="ask"), "card_offers").step_id == "step_ask"
    bare = apply({"step_ask": (of["step_ask"], evolve(of["step_ask"], name=""))}, of)
    assert card(written(bare, "card_offers", step="2"), "card_offers").step_id == "step_ask"
    with pytest.raises(EditError, match="Stage “Compare” has no step called “3”"):
        written(bare, "card_offers", step="3")


def test_a_step_of_another_stage_needs_that_stage_too() -> None:
    of = sample()
    with pytest.raises(EditError, match="has no step called “Look”"):
        written(of, "card_till", step="Look")
    now = written(of, "card_till", stage="Compare", step="Look")
    assert card(now, "card_till").step_id == "step_look"
    assert card(now, "card_till").lane_id == "lane_shop"


def test_another_stage_alone_means_its_first_step() -> None:
    now = written(sample(), "card_till", stage="compare")
    assert card(now, "card_till").step_id == "step_look"


def test_a_parked_card_goes_to_the_lane_for_its_kind_and_needs_a_stage() -> None:
    of = sample()
    now = written(of, "card_app", stage="Buy", kind="activity")
    assert (card(now, "card_app").step_id, card(now, "card_app").lane_id) == (
        "step_pay", "lane_web",
    )  # fmt: skip
    with pytest.raises(EditError, match="needs a stage first"):
        written(of, "card_app", lane="Shop")


def test_of_two_stages_of_one_name_a_card_stays_in_its_own() -> None:
    of = sample()
    second = of.get("stage_buy", Stage)
    twice = apply({"stage_buy": (second, evolve(second, name="Compare"))}, of)
    assert card(written(twice, "card_till", stage="Compare"), "card_till").step_id == "step_pay"


def test_a_place_without_a_name_is_no_parking_lot() -> None:
    of = sample()
    shop = of["lane_shop"]
    bare = apply({"lane_shop": (shop, evolve(shop, name=""))}, of)
    now = written(bare, "card_till", stage="Compare", step="Ask", lane="")
    assert card(now, "card_till").lane_id == "lane_shop"
    assert card(now, "card_till").step_id == "step_ask"


def test_names_may_have_commas_themselves() -> None:
    of = sample()
    anna = of["persona_anna"]
    named = apply({"persona_anna": (anna, evolve(anna, name="Anna, 34"))}, of)
    now = written(named, "card_till", personas="ben, anna,  34")
    assert card(now, "card_till").persona_ids == ("persona_ben", "persona_anna")


def test_what_belongs_to_another_kind_is_refused_and_can_be_cleared() -> None:
    of = sample()
    with pytest.raises(EditError, match="Only pain points have a severity"):
        written(of, "card_till", severity="3")
    now = written(of, "card_till", kind="pain point", severity="3")
    assert card(now, "card_till").severity == 3
    back = written(now, "card_till", kind="touchpoint")
    assert card(back, "card_till").severity == 3
    assert card(written(back, "card_till", severity=""), "card_till").severity is None


def test_the_status_is_that_of_the_kind() -> None:
    of = sample()
    assert card(written(of, "card_app", status="In progress"), "card_app").opportunity_status == (
        "in progress"
    )
    assert card(written(of, "card_till", status="ad hoc"), "card_till").status == "ad hoc"
    with pytest.raises(EditError, match="“chosen” is no status of a touchpoint"):
        written(of, "card_till", status="chosen")


def test_people_are_made_only_when_that_is_wanted() -> None:
    of = sample()
    rows = [Row("card_till", {"owner": "Noor"}), Row("card_chat", {"owner": "noor"})]
    with pytest.raises(NobodyKnown) as why:
        write(of, rows, Ids())
    assert why.value.name == "Noor"
    now = apply(write(of, rows, Ids(), make_people=True), of)
    (noor,) = (one for one in now.all(Person) if one.name == "Noor")
    assert card(now, "card_till").owner_id == card(now, "card_chat").owner_id == noor.id


def test_what_is_wrong_in_one_of_many_rows_names_its_card() -> None:
    rows = [Row("card_chat", {"mentions": "2"}), Row("card_till", {"mentions": "two"})]
    with pytest.raises(EditError, match=r"^“Till”: Write a whole number, 0 or more\.$"):
        write(sample(), rows, Ids())


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([Row("card_till", {"title": "Pays"})], "Edit “Pays”"),
        ([Row("card_till", {"lane": "Web"})], "Move “Till”"),
        ([Row("card_till", {"tags": "a"})], "Change the tags of “Till”"),
        ([Row("card_till", {"tags": "a", "mentions": "1"})], "Change “Till”"),
        ([Row("", {"title": "Pays"})], "Add “Pays”"),
        (
            [Row("card_till", {"tags": "a", "title": "b"}), Row("", {"title": "Pays"})],
            "Change “Till” and add 1 card",
        ),
    ],
)
def test_the_history_says_in_words_what_was_written(rows: list[Row], said: str) -> None:
    assert label(sample(), rows) == said
