"""One small map with every kind of record, for tests that need something to hold on to."""

from base64 import b64encode
from typing import Any

from model.change import JourneyMap
from model.ids import asset_id, feeling_id
from model.records import (
    Action,
    Asset,
    Card,
    Comment,
    Conflict,
    Duration,
    Evidence,
    Exemption,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Record,
    SavedView,
    Stage,
    Step,
    Unknown,
    Vote,
    create,
)
from tests.strategies import BITMAPS

PICTURE = asset_id(BITMAPS[0])


def sample(**more: dict[str, Any]) -> JourneyMap:
    """Compare and Buy, in a shop and on the web, by Anna and Ben.

    `more` sets fields by id: sample(card_offers={"title": "..."}).
    """
    records: dict[str, Record] = {}

    def add(of: type[Record], record_id: str, **fields: Any) -> None:
        fields.update(more.get(record_id, {}))
        records[record_id] = create(of, id=record_id, **fields)

    add(
        MapInfo,
        "map",
        title="A bicycle for the city",
        owner_id="person_mia",
        metric_ids=("metric_sales",),
        rule_exemptions=(Exemption(rule="no-team", about="stage_buy", reason="pilot"),),
        saved_views=(SavedView(name="Anna", persona_ids=("persona_anna",)),),
    )
    add(Stage, "stage_compare", name="Compare", order="a0", owner_id="person_mia")
    add(Stage, "stage_buy", name="Buy", order="a1", duration=Duration(typical=2, unit="days"))
    add(Step, "step_look", stage_id="stage_compare", name="Look", order="a0")
    add(Step, "step_ask", stage_id="stage_compare", name="Ask", order="a1")
    add(Step, "step_pay", stage_id="stage_buy", name="", order="a0", moment_of_truth=True)
    add(Lane, "lane_web", name="Web", order="a0", medium="digital")
    add(Lane, "lane_shop", name="Shop", order="a1", medium="human")
    add(Lane, "lane_team", name="Sales", order="a2", kind="team", default_card_kind="activity")

    def card(name: str, step: str, lane: str, order: str, **fields: Any) -> None:
        place = {"step_id": step and f"step_{step}", "lane_id": lane and f"lane_{lane}"}
        add(Card, f"card_{name}", **place, order=order, title=name.capitalize(), **fields)

    card("offers", "look", "web", "a0", tags=("price",), evidence_ids=("evidence_talks",))
    card("chat", "ask", "web", "a1", persona_ids=("persona_anna",), mentions=3)
    card("visit", "ask", "shop", "a2", until_step_id="step_pay", asset_ids=(PICTURE,))
    card("till", "pay", "shop", "a0", owner_id="person_mia", metric_ids=("metric_sales",))
    card("queue", "pay", "shop", "a1", kind="pain", about_ids=("card_till",), severity=4)
    card("stock", "ask", "team", "a0", kind="activity", supports_ids=("card_visit",))
    card("app", "", "", "a0", kind="opportunity", addresses_ids=("card_queue",), impact=5)
    add(Persona, "persona_anna", name="Anna", order="a0", asset_id=PICTURE, share=0.4)
    add(Persona, "persona_ben", name="Ben", order="a1", evidence_ids=("evidence_talks",))
    for persona, place, score in (
        ("persona_anna", "step_look", 1.0),
        ("persona_anna", "card_till", -2.0),
        ("persona_ben", "card_queue", -1.5),
    ):
        at = {"step_id" if place.startswith("step") else "card_id": place}
        add(Feeling, feeling_id(persona, place), persona_id=persona, score=score, **at)
    add(Link, "link_in", target_id="card_offers", label="Advert")
    add(Link, "link_chat", source_id="card_offers", target_id="card_chat", share=0.5)
    add(Link, "link_out", source_id="card_queue", reason="Too long", persona_ids=("persona_ben",))
    add(Evidence, "evidence_talks", kind="interview", title="Talks", n=8)
    add(Metric, "metric_sales", name="Sales", value=12, date="2026-05", persona_id="persona_ben")
    add(Action, "action_till", title="Open a till", about_ids=("card_queue",), due="2026-10")
    add(Vote, "vote_1", round="1", card_id="card_app", count=4)
    add(Comment, "comment_1", about_id="card_queue", author_id="person_mia", text="Really?")
    add(Comment, "comment_2", about_id="comment_1", text="Yes.")
    add(Person, "person_mia", name="Mia Berg", initials="MB")
    add(Asset, PICTURE, data=b64encode(BITMAPS[0]).decode())
    add(Conflict, "conflict_1", about_id="card_till", field="title", ours='"Till"', theirs='""')
    add(Unknown, "unknown:plans", data='{"a": 1}')
    return JourneyMap(records)
