"""A stage that one deleted and another filled is one decision, though its steps went with it."""

import pytest

from model.change import JourneyMap, apply
from model.edits.removing import remove
from model.files import codec
from model.merge import Labels, merge
from model.merging.settling import Choice, leave, take, to_decide
from model.records import Card, Conflict, Lane, Stage, Step
from resources import templates


@pytest.fixture(scope="module")
def both() -> JourneyMap:
    """The bicycle map, of which one deleted “Get help” and the other put a card into it."""
    base = codec.loads(templates.path("bicycle").read_bytes()).map
    stage = next(stage for stage in base.all(Stage) if stage.name == "Get help")
    step = next(step for step in base.all(Step) if step.stage_id == stage.id)
    lane = next(lane for lane in base.all(Lane) if lane.name == "Website")
    card = Card(
        id="card_new", kind="touchpoint", title="Asks", step_id=step.id, lane_id=lane.id, order="a9"
    )
    theirs = apply({card.id: (None, card)}, base)
    ours = apply(remove(base, stage.id), base)
    return merge(base, ours, theirs, Labels("before", "ann", "ben")).map


def test_it_is_asked_about_once(both: JourneyMap) -> None:
    assert [both.records[c.about_id].id for c in to_decide(both)] == ["stage_get_help"]
    assert len([*both.all(Conflict)]) == 2, "what happened to its step stays noted until then"


@pytest.mark.parametrize("choice", ["ours", "theirs", "leave"])
def test_however_it_is_decided_nothing_is_asked_again(both: JourneyMap, choice: Choice) -> None:
    (found,) = to_decide(both)
    change = leave(both, found.id) if choice == "leave" else take(both, found.id, choice)  # type: ignore[arg-type]  # a side
    assert not [*apply(change, both).all(Conflict)]


def test_a_step_that_went_by_itself_is_a_decision_of_its_own(both: JourneyMap) -> None:
    stage = next(c for c in both.all(Conflict) if c.about_id == "stage_get_help")
    alone = apply({stage.id: (stage, None)}, both)
    assert [c.about_id for c in to_decide(alone)] == ["step_get_help"]
