from random import Random

import pytest

from model.change import JourneyMap, apply, invert
from model.edits.common import EditError
from model.edits.feelings import draw_line
from model.edits.lanes import add_lane, change_lanes
from model.edits.paste import PARKING_LOT, Pasted, Table, Target, paste_table, trimmed
from model.edits.paste_grid import paste_grid
from model.edits.paste_grounds import Names, grounds, scores_in
from model.edits.paste_guess import guess_names
from model.grid import Grid
from model.ids import Ids, feeling_id
from model.records import Feeling, Lane
from model.rules import check
from tests.sample import sample

BOTH, STAGES, LANES = Names(True, True), Names(stages=True), Names(lanes=True)
ASK_SHOP = Target("step_ask", "lane_shop")


def pasted(rows: Table, names: Names, to: JourneyMap, target: Target = ASK_SHOP) -> Pasted:
    made = paste_grid(to, rows, Ids(Random(1)), target, names)
    now = apply(made.change, to)
    assert check(now) == check(to)
    assert apply(invert(made.change), now) == to
    return made


def cells(made: Pasted, to: JourneyMap) -> dict[str, list[tuple[int, str]]]:
    """Title of each new card, by stage: (number of the step in the stage, lane)."""
    now = apply(made.change, to)
    grid = Grid(now)
    found: dict[str, list[tuple[int, str]]] = {}
    for stage in grid.stages:
        for at, step in enumerate(grid.steps_in(stage.id)):
            for card in grid.cards_at(step.id):
                if card.id in made.card_ids:
                    lane = now.get(card.lane_id, Lane)
                    assert lane is not None
                    found.setdefault(card.title, []).append((at, f"{stage.name}/{lane.name}"))
    return found


def test_columns_go_to_stages_and_rows_to_lanes_of_their_names() -> None:
    rows = (("", "buy", " COMPARE "), ("web", "a", "b"), ("Sales", "", "c"))
    made = pasted(rows, BOTH, sample())
    assert cells(made, sample()) == {
        "a": [(0, "Buy/Web")],
        "b": [(0, "Compare/Web")],
        "c": [(0, "Compare/Sales")],
    }
    now = Grid(apply(made.change, sample()))
    assert [stage.name for stage in now.stages] == ["Compare", "Buy"]
    assert [lane.name for lane in now.lanes] == ["Web", "Shop", "Sales"]


def test_stages_and_lanes_that_are_missing_are_made_where_the_table_has_them() -> None:
    rows = (
        ("", "Hear of it", "Compare", "Sign up", "Pick up", "Buy", "Leave"),
        ("Street", "a", "", "", "", "", ""),
        ("Web", "", "b", "c", "", "", ""),
        ("Partners", "", "", "", "d", "e", "f"),
        ("Sales", "", "", "", "", "", ""),
    )
    made = pasted(rows, BOTH, sample())
    now = Grid(apply(made.change, sample()))
    named = ["Hear of it", "Compare", "Sign up", "Pick up", "Buy", "Leave"]
    assert [stage.name for stage in now.stages] == named
    assert [lane.name for lane in now.lanes] == ["Web", "Partners", "Shop", "Street", "Sales"]
    assert len(made.card_ids) == 6


def test_a_name_over_several_columns_is_one_stage_with_that_many_steps() -> None:
    rows = (("", "Compare", "", "", "Pay", ""), ("Web", "a", "b", "c", "d", "e"))
    made = pasted(rows, BOTH, sample())
    assert [cells(made, sample())[title] for title in "abcde"] == [
        [(0, "Compare/Web")], [(1, "Compare/Web")], [(2, "Compare/Web")],
        [(0, "Pay/Web")], [(1, "Pay/Web")],
    ]  # fmt: skip


def test_rows_of_one_lane_are_cards_below_each_other() -> None:
    rows = (("", "Buy"), ("Web", "a"), ("", "b"), ("Shop", "c"), ("Web", "d"))
    made = pasted(rows, BOTH, sample())
    assert cells(made, sample()) == {
        "a": [(0, "Buy/Web")],
        "b": [(0, "Buy/Web")],
        "c": [(0, "Buy/Shop")],
        "d": [(0, "Buy/Web")],
    }


def test_without_names_of_lanes_rows_go_down_from_the_focus() -> None:
    rows = (("Compare", "Pay"), ("a", "b"), ("c", "d"), ("e", "f"))
    made = pasted(rows, STAGES, sample())
    assert cells(made, sample()) == {
        "a": [(0, "Compare/Shop")],
        "b": [(0, "Pay/Shop")],
        "c\ne": [(0, "Compare/Sales")],
        "d\nf": [(0, "Pay/Sales")],
    }
    assert "more rows than lanes" in made.notes[0]


def test_without_names_of_stages_columns_go_on_from_the_focus() -> None:
    rows = (("Web", "a", "b", "c"), ("Partners", "d", "", "e"))
    made = pasted(rows, LANES, sample())
    assert cells(made, sample()) == {
        "a": [(1, "Compare/Web")],
        "b": [(0, "Buy/Web")],
        "c": [(1, "Buy/Web")],
        "d": [(1, "Compare/Partners")],
        "e": [(1, "Buy/Partners")],
    }


def test_an_empty_map_gets_all_that_the_table_names() -> None:
    rows = (("", "Compare", "Buy"), ("Pain points", "a", "b"), ("Web", "c", ""))
    made = pasted(rows, BOTH, JourneyMap(), PARKING_LOT)
    now = Grid(apply(made.change, JourneyMap()))
    assert [(lane.name, lane.kind) for lane in now.lanes] == [
        ("Pain points", "insight"), ("Web", "channel")
    ]  # fmt: skip
    assert [stage.phase for stage in now.stages] == ["", "buy"]
    assert [card.kind for card in now.cards] == ["pain", "touchpoint", "pain"]


@pytest.mark.parametrize(("names", "stages", "lanes"), [(STAGES, 2, 2), (LANES, 1, 3)])
def test_what_has_no_name_and_no_place_is_made_without_one(
    names: Names, stages: int, lanes: int
) -> None:
    rows = (("Web", "a"), ("Shop", "b"), ("Sales", "c"))
    made = pasted(rows, names, JourneyMap(), PARKING_LOT)
    now = Grid(apply(made.change, JourneyMap()))
    assert (len(now.stages), len(now.lanes)) == (stages, lanes)
    assert not now.parked


def test_a_name_that_comes_again_makes_one_lane() -> None:
    rows = (("", "Buy"), ("Partners", "a"), ("Web", "b"), ("partners", "c"))
    made = pasted(rows, BOTH, sample())
    names = [lane.name for lane in Grid(apply(made.change, sample())).lanes]
    assert names == ["Web", "Shop", "Partners", "Sales"]
    assert cells(made, sample())["c"] == [(0, "Buy/Partners")]


@pytest.mark.parametrize("name", ["Feeling", "feelings", "Emotion"])
def test_figures_in_a_row_of_feelings_are_scores(name: str) -> None:
    to = sample()
    to = apply(add_lane(to, Ids(Random(2)), "Feeling", "lane_web", kind="emotion"), to)
    rows = (("", "Compare", "Buy", "Pay"), (name, "+1", "-2", ""), ("Web", "a", "", "b"))
    ground = grounds(to, rows, ASK_SHOP, BOTH)
    assert (ground.cards, ground.scores, ground.count("lane")) == (2, 2, 0)
    made = paste_grid(to, rows, Ids(Random(1)), ASK_SHOP, BOTH, "persona_ben")
    now = apply(made.change, to)
    for step, score in (("step_look", 1), ("step_pay", -2)):
        feeling = now.get(feeling_id("persona_ben", step), Feeling)
        assert feeling is not None
        assert feeling.score == score
    assert len(made.card_ids) == 2


def test_whose_scores_are_set_and_replaced_is_known_beforehand() -> None:
    to = sample()
    to = apply(add_lane(to, Ids(Random(2)), "Feeling", "lane_web", kind="emotion"), to)
    to = apply(draw_line(to, "persona_ben", {"step_look": 2, "step_pay": -2}), to)
    rows = (("", "Compare", "Buy", "Leave"), ("Feeling", "+1", "-2", "0"))
    (found,) = scores_in(to, grounds(to, rows, ASK_SHOP, BOTH), "persona_ben")
    assert found == ("persona_ben", 3, 1)
    feeling = next(lane for lane in to.all(Lane) if lane.kind == "emotion")
    to = apply(change_lanes(to, {feeling.id: {"persona_ids": ["persona_anna"]}}), to)
    assert scores_in(to, grounds(to, rows, ASK_SHOP, BOTH), "persona_ben")[0][0] == "persona_anna"
    assert scores_in(to, grounds(to, (("", "Buy"), ("Web", "a")), ASK_SHOP, BOTH), "") == ()


@pytest.mark.parametrize(
    ("rows", "lanes"),
    [
        (("Dispatch", "Web"), "Web channel, Shop channel, Dispatch channel, Sales team"),
        (("Sales", "Dispatch"), "Web channel, Shop channel, Sales team, Dispatch team"),
        (("Sales", "Kiosk app", "Website"),
         "Web channel, Shop channel, Website channel, Sales team, Kiosk app team"),
        (("Backstage", "Sales"), "Web channel, Shop channel, Sales team, Backstage team"),
        (("Web", "Desk"), "Web channel, Desk channel, Shop channel, Sales team"),
        (("Shop", "Pain points"), "Web channel, Shop channel, Pain points insight, Sales team"),
    ],
)  # fmt: skip
def test_new_lanes_stand_with_those_of_their_kind(rows: tuple[str, ...], lanes: str) -> None:
    made = pasted((("", "Buy"), *((name, "a") for name in rows)), BOTH, sample())
    now = Grid(apply(made.change, sample()))
    assert ", ".join(f"{lane.name} {lane.kind}" for lane in now.lanes) == lanes


def test_a_line_of_feelings_takes_no_cards() -> None:
    to = sample()
    to = apply(add_lane(to, Ids(Random(2)), "Feeling", "lane_web", kind="emotion"), to)
    made = pasted((("", "Buy"), ("Feeling", "a")), BOTH, to)
    assert [lane.kind for lane in Grid(apply(made.change, to)).lanes if lane.name == "Feeling"] == [
        "emotion", "customer"
    ]  # fmt: skip


def test_cards_come_after_the_one_in_focus() -> None:
    made = pasted((("", "Buy"), ("Shop", "a")), BOTH, sample(), Target("step_pay", "lane_shop",
                  "card_till"))  # fmt: skip
    now = Grid(apply(made.change, sample()))
    assert [c.title for c in now.cards_in("step_pay", "lane_shop")] == ["Till", "a", "Queue"]


def test_without_any_names_it_is_a_grid_from_the_focus_on() -> None:
    rows = (("a", "b"), ("c", "d"))
    assert pasted(rows, Names(), sample()) == paste_table(sample(), rows, Ids(Random(1)), ASK_SHOP)


def test_what_is_shown_beforehand_is_what_is_made() -> None:
    rows = (("", "Compare", "", "Pay"), ("Web", "a", "b", ""), ("Partners", "", "c", "d"))
    ground = grounds(sample(), rows, ASK_SHOP, BOTH)
    assert [(head.name, head.step, head.makes) for head in ground.columns] == [
        ("Compare", "Look", ""), ("Compare", "Ask", ""), ("Pay", "", "stage")
    ]  # fmt: skip
    assert [(head.name, head.makes) for head in ground.rows] == [("Web", ""), ("Partners", "lane")]
    assert (ground.cards, ground.count("stage"), ground.count("step")) == (4, 1, 0)
    beyond = grounds(sample(), (("a",), ("b",), ("c",)), ASK_SHOP, Names())
    assert [head.name for head in beyond.rows] == ["Shop", "Sales", "Sales"]
    assert beyond.cards == 2  # what goes into the last lane is one card


def test_a_cell_that_is_gone_and_a_text_that_is_too_long_are_refused() -> None:
    with pytest.raises(EditError, match="not on the map"):
        pasted((("", "Buy"), ("Web", "a")), BOTH, sample(), Target("step_gone", "lane_shop"))
    with pytest.raises(EditError):
        pasted((("", "Buy"), ("Web", "x" * 30_000)), BOTH, sample())


def test_empty_rows_and_columns_at_the_end_are_left_out() -> None:
    assert trimmed((("a", "", ""), ("", "b", ""), ("", "", ""))) == (("a", ""), ("", "b"))
    assert trimmed((("", ""),)) == ()


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ((("", "Hear", "Try"), ("Desk", "a", "b"), ("Van", "c", "d")), BOTH),
        ((("", "Hear", "", "Try"), ("Desk", "a", "b", "c")), BOTH),
        ((("", "1", "2"), ("Desk", "a", "b")), Names()),
        ((("Compare", "Buy"), ("a", "b")), STAGES),
        ((("x", "Compare"), ("Web", "a"), ("Sales", "b")), BOTH),
        ((("Web", "a"), ("Shop", "b")), LANES),
        ((("Hear", "Try"), ("reads of it in the paper", ""), ("asks", "signs up for a ride")),
         STAGES),
        ((("reads of it", "tries it"), ("asks", "rides")), Names()),
        ((("A", "B"), ("C", "D")), Names()),
    ],
)  # fmt: skip
def test_names_are_guessed(rows: Table, names: Names) -> None:
    assert guess_names(sample(), rows) == names
