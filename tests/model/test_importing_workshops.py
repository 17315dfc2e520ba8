"""Tables as workshops leave them: half empty, several lines of feelings, names that come twice."""

from pathlib import Path
from random import Random

import pytest

from model.change import JourneyMap, apply
from model.edits.common import made
from model.files import codec
from model.grid import Grid
from model.ids import Ids
from model.importing.importing import Imported, importing
from model.importing.plan import Plan, guess
from model.importing.writing import grid_of_cards
from model.records import Card, Feeling, Lane, Stage, Step

TEMPLATES = sorted(Path("resources/templates").glob("*.journey.json"))


def on_an_empty_map(*rows: list[str]) -> tuple[JourneyMap, Imported]:
    """The map that a table makes; bringing the table again must change nothing."""
    result = importing(JourneyMap(), rows, guess(rows), Ids(Random(1)))
    after = apply(result.change, JourneyMap())
    assert importing(after, rows, guess(rows), Ids(Random(2))).change == {}
    return after, result


def in_words(of: JourneyMap) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in grid_of_cards(of)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name.split(".")[0])
def test_the_grid_of_a_map_makes_the_same_grid_on_an_empty_map(path: Path) -> None:
    rows = in_words(codec.load(path).map)
    after, _ = on_an_empty_map(*rows)
    assert in_words(after) == rows


def test_a_lane_that_is_still_empty_does_not_make_a_grid_a_list() -> None:
    after, _ = on_an_empty_map(
        ["", "Aware", "Consider"], ["What they do", "", ""], ["What", "Ad", "Card"]
    )
    assert [stage.name for stage in Grid(after).stages] == ["Aware", "Consider"]
    assert [lane.name for lane in Grid(after).lanes] == ["What they do", "What"]


def test_several_lines_of_feelings_keep_a_score_each() -> None:
    rows = [
        ["", "Aware", "Buy"],
        ["Feeling", "1", "-2"],
        ["Trust in us", "2", "0"],
        ["How Ben feels", "0", "1"],
    ]
    after, result = on_an_empty_map(*rows)
    assert in_words(after) == rows
    assert [lane.measure for lane in Grid(after).lanes][:2] == ["emotion", "trust"]
    assert result.notes == ()


def test_a_second_score_for_the_same_thing_is_told_and_the_first_stays() -> None:
    after, result = on_an_empty_map(["", "Aware"], ["Feeling", "1"], ["Web", "x"], ["Feeling", "2"])
    assert [feeling.score for feeling in after.all(Feeling)] == [1]
    assert result.notes == (
        "Row 4, “Feeling”: “2” is left out: a row above has another score for this.",
    )


def test_two_rows_with_the_same_id_and_no_words_are_the_same_two_cards_again() -> None:
    of = JourneyMap()
    card = made(Card, id="card_0", kind="note")
    of = apply({"card_0": (None, card)}, of)
    plan = Plan("list", header=False, columns=("id", "into text"))
    rows = [["REQ-1"], ["REQ-1", "Waits"]]
    after = apply(importing(of, rows, plan, Ids(Random(1))).change, of)
    assert importing(after, rows, plan, Ids(Random(2))).change == {}


def test_a_lone_hyphen_is_a_title_and_found_again() -> None:
    rows = [["Text", "Title"], ["More", "- "], ["", "Waits"]]
    on_an_empty_map(*rows)


def test_very_many_columns_that_are_left_out_are_told_in_one_short_sentence() -> None:
    heads = ["Title", *(f"Question {n}\nof the form" for n in range(1, 201))]
    _, result = on_an_empty_map(heads, ["x"] * len(heads))
    (note,) = result.notes
    assert note.startswith("200 columns are left out: “Question 1 of the form”, ")
    assert note.endswith("“Question 6 of the form” and 194 more.")


def test_a_card_with_its_own_id_and_no_stage_keeps_its_words_when_the_table_comes_again() -> None:
    rows = [["Id", "Stage", "Lane", "Title", "Text"], ["card_new", "", "Shop", "Rain", "It pours"]]
    after, result = on_an_empty_map(*rows)
    assert after["card_new"].body == "It pours\nLane: Shop"
    assert len(result.notes) == 1


def test_a_lane_alone_does_not_take_a_card_out_of_the_parking_lot_and_that_is_told() -> None:
    parked = made(Card, id="card_rain", kind="note", title="Rain")
    of = apply({"card_rain": (None, parked)}, JourneyMap())
    rows = [["Id", "Stage", "Lane", "Title"], ["card_rain", "", "Shop", "Rain"]]
    result = importing(of, rows, guess(rows), Ids(Random(1)))
    assert result.change == {}
    assert result.notes == (
        "Row 2, “Stage”: The row names no stage: the card is in the parking lot.",
    )


@pytest.mark.parametrize("title", ["Pays", ""])
def test_of_two_cards_alike_the_one_that_a_step_was_said_of_is_found_again(title: str) -> None:
    stage = made(Stage, id="stage_buy", name="Buy", order="a0")
    step = made(Step, id="step_buy", stage_id="stage_buy", name="Till", order="a0")
    lane = made(Lane, id="lane_shop", name="Shop", order="a0")
    at = {"step_id": "step_buy", "lane_id": "lane_shop", "title": title}
    cards = [made(Card, id=f"card_{n}", order=f"a{n}", **at) for n in (1, 2)]
    of = apply({r.id: (None, r) for r in (stage, step, lane, *cards)}, JourneyMap())
    plan = Plan("list", columns=("step", "title"))
    rows = [["Step", "Title"], ["Queue", title]]
    after = apply(importing(of, rows, plan, Ids(Random(1))).change, of)
    assert importing(after, rows, plan, Ids(Random(2))).change == {}
