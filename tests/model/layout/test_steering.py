"""Where arrow keys lead on the grid."""

from pathlib import Path

import pytest

from model.change import JourneyMap, apply
from model.edits.cards import set_span
from model.edits.fields import set_fields
from model.files import codec
from model.layout import standing, steering
from model.layout.build import Laid, View, build, laid
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.layout.steering import Stop, Way
from model.records import Card, Lane, MapInfo, Stage, Step, create
from resources import templates

WAYS: tuple[Way, ...] = ("left", "right", "up", "down")
TEMPLATES = sorted(Path(templates.__file__).parent.glob("*.journey.json"))


def lay_out(journey: JourneyMap) -> Laid:
    memo = Memo()
    build(journey, SCREEN, View(False), memo)
    found = laid(memo)
    assert found is not None
    return found


def grid(language: str = "") -> JourneyMap:
    """Three steps in two stages, three lanes; cards named by column, lane and place."""
    cells = {"ax": 3, "bx": 1, "cx": 2, "ay": 0, "by": 2, "cy": 0, "az": 1, "bz": 0, "cz": 1}
    return JourneyMap(
        [
            create(MapInfo, language=language),
            create(Stage, id="one", order="a"),
            create(Stage, id="two", order="b"),
            create(Step, id="a", stage_id="one", order="a"),
            create(Step, id="b", stage_id="one", order="b"),
            create(Step, id="c", stage_id="two", order="a"),
            *(create(Lane, id=i, order=i, kind="channel") for i in "xyz"),
            *(
                create(
                    Card, id=f"{cell}{n}", step_id=cell[0], lane_id=cell[1], order=f"{cell[1]}{n}"
                )
                for cell, many in cells.items()
                for n in range(1, many + 1)
            ),
        ]
    )


def at(name: str) -> Stop:
    return Stop(name[0], name[1], name if len(name) > 2 else "")


def name(stop: Stop | None) -> str:
    return "" if stop is None else stop.card or stop.step + stop.lane


@pytest.mark.parametrize(
    ("start", "way", "end"),
    [
        ("ax1", "down", "ax2"),
        ("ax3", "down", "ay"),  # the free place below the last card is no stop
        ("ay", "down", "az1"),
        ("az1", "up", "ay"),
        ("ay", "up", "ax3"),  # entered from below
        ("by1", "up", "bx1"),
        ("ax1", "up", ""),
        ("az1", "down", ""),
        ("ax1", "left", ""),
        ("ax1", "right", "bx1"),
        ("ax3", "right", "bx1"),
        ("bx1", "left", "ax1"),
        ("bx1", "right", "cx1"),
        ("cx2", "right", ""),
        ("ay", "right", "by1"),
        ("by2", "left", "ay"),
        ("by2", "right", "cy"),
    ],
)
def test_arrows_walk_the_cards_of_a_cell_then_the_cells(start: str, way: Way, end: str) -> None:
    assert name(steering.neighbour(lay_out(grid()), at(start), way)) == end


@pytest.mark.parametrize(
    ("start", "way", "end"),
    [
        ("ax1", "right", "cx1"),
        ("bx1", "right", "cx1"),
        ("cx1", "right", ""),
        ("cx2", "left", "ax2"),
        ("bx1", "left", "ax1"),
        ("ax1", "left", ""),
        ("ax2", "down", "ay"),
        ("by2", "down", "bz"),
        ("by2", "up", "bx1"),
        ("az1", "down", ""),
    ],
)
def test_with_ctrl_they_jump_to_the_next_stage_or_lane(start: str, way: Way, end: str) -> None:
    assert name(steering.jump(lay_out(grid()), at(start), way)) == end


def test_left_and_right_are_what_is_seen_on_a_map_that_reads_from_right_to_left() -> None:
    turned = lay_out(grid("ar"))
    assert name(steering.neighbour(turned, at("ax1"), "left")) == "bx1"
    assert steering.neighbour(turned, at("ax1"), "right") is None
    assert name(steering.jump(turned, at("ax1"), "left")) == "cx1"
    assert name(steering.jump(turned, at("cx1"), "right")) == "ax1"


def test_right_then_left_comes_back_when_the_height_is_remembered() -> None:
    plan = lay_out(grid())
    for start in ("ax1", "ax2", "ax3", "cx2", "by2"):
        height = steering.middle(plan, at(start))
        there = steering.neighbour(plan, at(start), "left" if start[0] == "c" else "right", height)
        assert there is not None
        back = steering.neighbour(plan, there, "right" if start[0] == "c" else "left", height)
        assert name(back) == start


def test_home_and_end_lead_along_the_lane_and_with_ctrl_to_the_corners() -> None:
    plan = lay_out(grid())
    assert name(steering.end_of_lane(plan, at("bx1"), last=True)) == "cx1"
    assert name(steering.end_of_lane(plan, at("by2"), last=False)) == "ay"
    assert name(steering.corner(plan, last=False)) == "ax1"
    assert name(steering.corner(plan, last=True)) == "cz1"


def test_a_page_is_a_screenful_and_at_least_one_stop() -> None:
    plan = lay_out(grid())
    assert name(steering.page(plan, at("ax1"), down=True, height=1.0)) == "ax2"
    assert name(steering.page(plan, at("ax1"), down=True, height=5000.0)) == "az1"
    assert name(steering.page(plan, at("az1"), down=False, height=5000.0)) == "ax1"
    assert steering.page(plan, at("ax1"), down=False, height=5000.0) is None


def test_a_spanning_card_is_met_in_each_of_its_columns_and_left_at_its_ends() -> None:
    journey = grid()
    plan = lay_out(apply(set_span(journey, "ax1", "b"), journey))
    assert steering.neighbour(plan, Stop("a", "x", "ax1"), "right") == Stop("c", "x", "cx1")
    assert steering.neighbour(plan, Stop("c", "x", "cx1"), "left") == Stop("b", "x", "ax1")
    assert steering.neighbour(plan, Stop("b", "x", "ax1"), "down") == Stop("b", "x", "bx1")
    assert steering.neighbour(plan, Stop("b", "x", "bx1"), "up") == Stop("b", "x", "ax1")


def test_a_folded_lane_is_one_stop_a_cell_and_nothing_is_typed_there() -> None:
    journey = grid()
    plan = lay_out(apply(set_fields(journey, "y", collapsed_height=30.0), journey))
    assert steering.neighbour(plan, at("bx1"), "down") == Stop("b", "y")
    assert steering.neighbour(plan, Stop("b", "y"), "down") == Stop("b", "z")
    assert steering.next_cell(plan, "c", "x", forward=True) == ("a", "z")
    assert not steering.is_writable(plan, 1)


def test_tab_goes_along_the_lane_then_to_the_next_one_that_can_be_typed_in() -> None:
    journey = grid()
    plan = lay_out(apply(set_fields(journey, "y", kind="emotion"), journey))
    assert steering.next_cell(plan, "a", "x", forward=True) == ("b", "x")
    assert steering.next_cell(plan, "c", "x", forward=True) == ("a", "z")
    assert steering.next_cell(plan, "a", "z", forward=False) == ("c", "x")
    assert steering.next_cell(plan, "c", "z", forward=True) is None
    assert steering.next_cell(plan, "a", "x", forward=False) is None
    assert steering.next_cell(plan, "gone", "x", forward=True) is None


def test_a_map_without_cells_has_no_stop() -> None:
    plan = lay_out(JourneyMap())
    assert steering.first(plan) is None
    assert steering.neighbour(plan, Stop("a", "x"), "down") is None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name.split(".")[0])
def test_every_card_of_a_template_and_every_cell_is_reached_by_arrows_alone(path: Path) -> None:
    journey = codec.load(path).map
    plan = lay_out(journey)
    start = steering.first(plan)
    assert start is not None
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for way in WAYS:
            found = steering.neighbour(plan, here, way)
            if found is not None and found not in reached:
                reached.add(found)
                waiting.append(found)
    shown = {
        card.node.record
        for row in range(len(plan.grounds))
        for column in range(len(plan.columns.xs))
        for card in standing.cards_of(plan, row, column)
    }
    assert {stop.card for stop in reached} - {""} == shown
    cells = {(s.id, lane.id) for s in journey.all(Step) for lane in journey.all(Lane)}
    assert {(stop.step, stop.lane) for stop in reached} == cells
