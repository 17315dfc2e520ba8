"""Where odd records are told among the differences of two maps: last, and never lost."""

from model.change import JourneyMap
from model.compare import compare
from model.records import Card, Comment, Lane, Stage, Step


def test_what_stands_nowhere_or_is_about_itself_is_told_at_the_end() -> None:
    stage = Stage(id="stage_a", name="Ask", order="a0")
    step = Step(id="step_a", stage_id="stage_a", order="a0")
    lane = Lane(id="lane_a", name="Shop", order="a0")
    old = JourneyMap([stage, step, lane])
    new = JourneyMap(
        [
            *old.records.values(),
            Card(id="card_b", title="Parked", order="a0"),
            Card(id="card_c", title="Nowhere", step_id="step_a", lane_id="lane_gone", order="a0"),
            Card(id="card_a", title="Asks", step_id="step_a", lane_id="lane_a", order="a1"),
            Comment(id="comment_a", about_id="comment_b", text="You said"),
            Comment(id="comment_b", about_id="comment_a", text="No, you"),
            Comment(id="comment_c", about_id="card_a", text="Why?"),
        ]
    )
    told = [item.id for item in compare(old, new).items]
    assert told[:2] == ["card_a", "comment_c"]
    assert sorted(told[2:4]) == ["card_b", "card_c"]
    assert sorted(told[4:]) == ["comment_a", "comment_b"]
