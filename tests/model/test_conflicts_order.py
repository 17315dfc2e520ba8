"""Conflicts are listed along the journey, as somebody would go through them."""

from model.change import apply
from model.merging.bringing import in_order
from model.records import Comment, Conflict, Feeling, Link, Vote, create
from tests.sample import sample


def test_the_map_and_lanes_come_first_then_step_by_step_and_last_what_is_gone() -> None:
    of = sample()
    made = [
        create(Feeling, id="feeling_9", step_id="step_ask", persona_id="persona_ben"),
        create(Link, id="link_9", target_id="card_chat"),
        create(Vote, id="vote_9", card_id="card_chat", round="Noon"),
        create(Comment, id="comment_8", about_id="vote_9", text="Really?"),
        create(Comment, id="comment_9", about_id="comment_9", text="About itself"),
    ]
    wanted = [
        "map", "lane_web", "stage_compare", "step_ask", "feeling_9", "card_chat", "comment_8",
        "link_9", "vote_9", "stage_buy", "step_pay", "card_app", "card_gone", "comment_9",
    ]  # fmt: skip
    noted = [
        create(Conflict, id=f"conflict_n{n}", about_id=i, field="title")
        for n, i in enumerate(reversed(wanted))
    ]
    of = apply({record.id: (None, record) for record in (*made, *noted)}, of)
    assert [c.about_id for c in in_order(of, noted)] == wanted
    assert in_order(of, ()) == []
