"""Where a record stands is told in the words that stand on the map."""

import pytest

from model.change import JourneyMap
from model.grid import Grid
from model.places import place_of
from model.records import (
    Action,
    Card,
    Comment,
    Feeling,
    Lane,
    Link,
    Persona,
    Stage,
    Step,
    Vote,
    create,
)

MAP = JourneyMap(
    (
        create(Stage, id="stage_1", name="Ride"),
        create(Stage, id="stage_2"),
        create(Step, id="step_1", stage_id="stage_1", name="First ride", order="a0"),
        create(Step, id="step_2", stage_id="stage_1", order="a1"),
        create(Step, id="step_3", stage_id="stage_2"),
        create(Step, id="step_4", stage_id="stage_gone"),
        create(Lane, id="lane_1", name="App"),
        create(Lane, id="lane_2"),
        create(Card, id="card_1", step_id="step_1", lane_id="lane_1"),
        create(Card, id="card_2", step_id="step_2", lane_id="lane_2"),
        create(Card, id="card_3", step_id="step_gone", lane_id="lane_1"),
        create(Feeling, id="feeling_1", step_id="step_3"),
        create(Feeling, id="feeling_2", card_id="card_1"),
        create(Link, id="link_1", target_id="card_2"),
        create(Vote, id="vote_1", card_id="card_1"),
        create(Comment, id="comment_1", about_id="vote_1"),
        create(Comment, id="comment_2", about_id="comment_3"),
        create(Comment, id="comment_3", about_id="comment_2"),
        create(Action, id="action_1", about_ids=("lane_1", "card_1")),
        create(Action, id="action_2"),
        create(Persona, id="persona_1", name="Mara"),
    )
)


@pytest.mark.parametrize(
    ("record_id", "place"),
    [
        ("stage_1", "Ride"),
        ("stage_2", "stage without a name"),
        ("step_1", "Ride › First ride"),
        ("step_2", "Ride › step 2"),
        ("step_3", "stage without a name"),
        ("step_4", "stage that is gone"),
        ("lane_1", "App"),
        ("lane_2", "lane without a name"),
        ("card_1", "Ride › First ride, App"),
        ("card_2", "Ride › step 2, lane without a name"),
        ("card_3", "parking lot"),
        ("feeling_1", "stage without a name"),
        ("feeling_2", "Ride › First ride, App"),
        ("link_1", "Ride › step 2, lane without a name"),
        ("vote_1", "Ride › First ride, App"),
        ("comment_1", "Ride › First ride, App"),
        ("comment_2", ""),
        ("action_1", "App"),
        ("action_2", ""),
        ("persona_1", ""),
        ("map", ""),
        ("card_gone", ""),
    ],
)
def test_a_place_in_words(record_id: str, place: str) -> None:
    assert place_of(Grid(MAP), record_id) == place
