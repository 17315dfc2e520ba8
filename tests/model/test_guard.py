"""No edit leaves a map worse than it was, and none is refused for what was wrong before."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import rules
from model.change import Change, JourneyMap, apply
from model.edits.common import EditError
from model.edits.guard import fitting
from model.records import Card, Lane, Stage, Step, evolve
from model.rules import check
from tests.strategies import broken_maps, changes, maps
from tests.tools import law


def keys(of: JourneyMap) -> set[tuple[str, tuple[str, ...], str]]:
    return {(p.rule, p.about, p.field) for p in check(of)}


@law(60)
@given(maps() | broken_maps(), st.data())
def test_a_change_is_refused_just_where_it_puts_something_wrong(
    of: JourneyMap, data: st.DataObject
) -> None:
    change = data.draw(changes(of))
    worse = keys(apply(change, of)) - keys(of)
    try:
        assert fitting(of, change) is change
        refused = False
    except EditError:
        refused = True
    assert refused == bool(worse)


BACKWARDS = JourneyMap(
    [
        Stage(id="stage_0"),
        Step(id="step_0", stage_id="stage_0", order="a0"),
        Step(id="step_1", stage_id="stage_0", order="a1"),
        Lane(id="lane_0"),
        Card(id="card_0", step_id="step_1", lane_id="lane_0", until_step_id="step_0"),
        Card(id="card_1", step_id="step_0", lane_id="lane_0"),
    ]
)


def test_a_card_may_go_though_another_one_reaches_backwards() -> None:
    change: Change = {"card_1": (BACKWARDS["card_1"], None)}
    assert fitting(BACKWARDS, change) is change


def test_a_step_that_a_card_reaches_back_over_may_not_move_there() -> None:
    of = apply({"card_0": (BACKWARDS["card_0"], None)}, BACKWARDS)
    card = Card(id="card_2", step_id="step_0", lane_id="lane_0", until_step_id="step_1")
    of = apply({"card_2": (None, card)}, of)
    step = of["step_1"]
    with pytest.raises(EditError, match="before its first"):
        fitting(of, {"step_1": (step, evolve(step, order="Zz"))})


def test_a_card_that_moves_is_judged_without_a_walk_over_all_records() -> None:
    card = BACKWARDS["card_1"]
    with patch.object(rules, "referrers", side_effect=AssertionError("walked")):
        fitting(BACKWARDS, {"card_1": (card, evolve(card, step_id="step_1"))})
