"""The first edit makes a map of what was answered, and of nothing else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply, invert
from model.edits.beginning import LANES, SUGGESTED, Answers, begin, persona_of, stage_names
from model.files import codec
from model.grid import Grid
from model.ids import Ids
from model.records import MapInfo, Stage
from model.rules import check
from resources import templates

FULL = Answers(
    "Mara, 34, moved here in spring",
    "Looks for a way to work without a car",
    "the old bicycle is stolen",
    "the first year is over",
    "Become aware, Try it, Buy",
)


def begun(answers: Answers, at: JourneyMap | None = None) -> JourneyMap:
    at = at or JourneyMap()
    return apply(begin(at, Ids(random.Random(1)), answers), at)


def test_every_answer_finds_its_place() -> None:
    made = begun(FULL)
    info = made.info
    assert info.title == "The journey of Mara"
    assert info.scenario == "Looks for a way to work without a car"
    assert info.starts_when == "the old bicycle is stolen"
    assert info.ends_when == "the first year is over"
    grid = Grid(made)
    assert [(p.name, p.segment) for p in grid.personas] == [("Mara", "34, moved here in spring")]
    assert [stage.name for stage in grid.stages] == ["Become aware", "Try it", "Buy"]
    assert [stage.phase for stage in grid.stages] == ["aware", "", "buy"]
    assert all(len(grid.steps_in(stage.id)) == 1 for stage in grid.stages)
    assert [lane.name for lane in grid.lanes] == [lane["name"] for lane in LANES]


def test_the_lanes_begin_with_feelings_and_end_with_opportunities() -> None:
    lanes = Grid(begun(FULL)).lanes
    kinds = [lane.kind for lane in lanes]
    assert kinds == ["emotion", *["customer"] * 2, *["channel"] * 2, *["insight"] * 2]
    assert [lane.default_card_kind for lane in lanes[1:]] == [
        "doing", "thought", "touchpoint", "touchpoint", "pain", "opportunity",
    ]  # fmt: skip


def test_no_answer_changes_nothing() -> None:
    assert begin(JourneyMap(), Ids(), Answers()) == {}
    assert begin(JourneyMap(), Ids(), Answers("  ", "\n", "", " ", " , ")) == {}


def test_a_map_without_a_name_is_called_by_its_situation() -> None:
    assert begun(Answers(situation="Moving  to a new city")).info.title == "Moving to a new city"
    assert begun(Answers(situation="word " * 40)).info.title == ""


def test_what_is_there_already_stays() -> None:
    titled = JourneyMap([MapInfo(title="Ours")])
    assert begun(FULL, titled).info.title == "Ours"
    blank = codec.load(templates.path("blank")).map
    made = begun(FULL, blank)
    assert Grid(made).stages == Grid(blank).stages
    assert Grid(made).lanes == Grid(blank).lanes


def test_the_map_that_is_made_holds_together() -> None:
    assert [p for p in check(begun(FULL)) if p.severity == "error"] == []


def test_the_phases_of_suggestions_are_those_of_the_blank_template() -> None:
    blank = codec.load(templates.path("blank")).map
    assert {s.name: s.phase for s in blank.all(Stage)} == dict(SUGGESTED)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Look, Try,Buy", ("Look", "Try", "Buy")),
        ("Look\nTry, then buy\n\nUse\n", ("Look", "Try, then buy", "Use")),
        ("Look, , Look,", ("Look",)),
        ("1. Look\n2) Try\n- Buy\n• Use", ("Look", "Try", "Buy", "Use")),
        ("知る、選ぶ、買う", ("知る", "選ぶ", "買う")),
        ("24 hours, 7 days", ("24 hours", "7 days")),
        ("", ()),
    ],
)
def test_stages_are_separated_by_commas_or_lines(typed: str, names: tuple[str, ...]) -> None:
    assert stage_names(typed) == names


@pytest.mark.parametrize(
    ("who", "persona"),
    [
        ("Mara", ("Mara", "")),
        (" Mara  Berg , 34,  rides daily ", ("Mara Berg", "34, rides daily")),
        (", a rider", ("a rider", "")),
        ("", ("", "")),
    ],
)
def test_what_follows_the_first_comma_describes_the_persona(
    who: str, persona: tuple[str, str]
) -> None:
    assert persona_of(who) == persona


@given(st.builds(Answers, *[st.text(max_size=40)] * 5))
def test_taking_it_back_leaves_the_map_as_it_was(answers: Answers) -> None:
    empty = JourneyMap()
    change = begin(empty, Ids(random.Random(1)), answers)
    assert apply(invert(change), apply(change, empty)) == empty
