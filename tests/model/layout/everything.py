"""One small map that shows every kind of card, lane and link, and whatever else is drawn."""

from base64 import b64decode
from typing import Any

from model.change import JourneyMap
from model.ids import asset_id, feeling_id
from model.records import (
    Asset,
    Attribute,
    Card,
    Duration,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Record,
    Stage,
    Step,
    VersionLabel,
    create,
)

#: A grey picture of 3 by 2 pixels.
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAADklEQVR4nGNoaGhgAGIADAgDAcWhuYYAAAAA"
    "SUVORK5CYII="
)
PHOTO = asset_id(b64decode(PICTURE))


def everything(**more: dict[str, Any]) -> JourneyMap:
    """A parcel, sent and returned; `more` sets fields by id, as in `tests.sample`."""
    records: dict[str, Record] = {}

    def add(of: type[Record], record_id: str, **fields: Any) -> None:
        fields.update(more.get(record_id, {}))
        records[record_id] = create(of, id=record_id, **fields)

    add(
        MapInfo, "map", title="Sending a parcel back", subtitle="Returns", scope="Private parcels",
        kind="current", maturity="hypothesis", scenario="A pair of shoes that do not fit",
        business_goals=("Fewer calls", "Fewer lost parcels"), customer_goals=("Money back",),
        owner_id="person_ida", metric_ids=("metric_days",), language="en", reviewed_on="2026-09",
        version=VersionLabel(label="Review 2", author="Ida", date="2026-10-01"),
    )  # fmt: skip
    add(Person, "person_ida", name="Ida Lund", initials="IL", team="Returns")
    add(Evidence, "evidence_talks", kind="interview", title="Kitchen talks", n=8)
    add(Evidence, "evidence_log", kind="analytics", title="Scan log", n=8400)
    add(Evidence, "evidence_guess", kind="assumption", title="Guess")
    add(Metric, "metric_days", name="Days to refund", unit="days", value=9, target=5)
    add(Metric, "metric_found", name="Labels found", unit="%", evidence_ids=("evidence_log",))
    add(Asset, PHOTO, data=PICTURE)
    add(
        Persona, "persona_nour", name="Nour", order="a0", colour="teal", share=0.7,
        segment="Buys shoes online", goals=("A refund this week",), quote="Where is my money?",
        evidence_ids=("evidence_talks",), asset_id=PHOTO,
    )  # fmt: skip
    add(
        Persona, "persona_piet", name="Piet", order="a1", face="square", share=0.3,
        attributes=(Attribute(name="Age", value="71"), Attribute(name="Phone", value="none")),
    )  # fmt: skip
    add(Persona, "persona_clerk", name="Counter clerk", order="a2", face="hexagon", role="employee")

    add(
        Stage, "stage_pack", name="Pack", order="a0", customer_goal="Get it off the table",
        owner_id="person_ida", duration=Duration(low=1, high=3, unit="days"),
    )  # fmt: skip
    add(Stage, "stage_send", name="Send", order="a1")
    add(Stage, "stage_wait", name="Wait", order="a2", description="For the money")
    add(Step, "step_print", stage_id="stage_pack", order="a0", name="Print", when="same day")
    add(Step, "step_tape", stage_id="stage_pack", order="a1", name="Tape")
    add(Step, "step_hand", stage_id="stage_send", order="a0", moment_of_truth=True)
    add(Step, "step_track", stage_id="stage_wait", order="a0", duration=Duration(typical=9))
    add(Step, "step_paid", stage_id="stage_gone", order="a0", name="Paid")

    lanes: tuple[tuple[str, dict[str, Any]], ...] = (
        ("feeling", {"kind": "emotion", "name": "Feeling", "icon": "heart-pulse"}),
        ("does", {"kind": "customer", "name": "What they do", "icon": "footprints"}),
        ("thinks", {"kind": "customer", "aspect": "thinking", "name": "Thinking"}),
        ("needs", {"kind": "customer", "aspect": "needs", "name": "Needs"}),
        ("web", {"kind": "channel", "name": "Website", "icon": "globe"}),
        ("shop", {"kind": "channel", "name": "Parcel shop", "run_by": "partner"}),
        ("effort", {"kind": "emotion", "measure": "effort", "name": "Effort"}),
        ("desk", {"kind": "team", "name": "Counter", "team": "Shops"}),
        ("depot", {"kind": "team", "visibility": "backstage", "name": "Depot"}),
        ("bank", {"kind": "team", "visibility": "support", "name": "Bank"}),
        ("ideas", {"kind": "insight", "name": "Ideas", "icon": "lightbulb"}),
        ("figures", {"kind": "metric", "name": "Figures"}),
        ("photos", {"kind": "picture", "name": "Photos"}),
        ("folded", {"kind": "channel", "name": "Letters", "collapsed_height": 48.0}),
    )
    for i, (name, fields) in enumerate(lanes):
        add(Lane, f"lane_{name}", order=f"a{i:x}", **fields)

    def card(name: str, step: str, lane: str, order: str, **fields: Any) -> None:
        place = {"step_id": step and f"step_{step}", "lane_id": lane and f"lane_{lane}"}
        titled = {"title": name.replace("_", " ").capitalize(), **fields}
        add(Card, f"card_{name}", **place, order=order, **titled)

    card("prints", "print", "does", "a0", kind="doing")
    card("why_me", "print", "thinks", "a1", kind="thought", until_step_id="step_tape")
    card("a_box", "tape", "needs", "a0", kind="need", mentions=3)
    card("finds_the_label", "print", "web", "a2", evidence_ids=("evidence_talks",), icon="search",
         moment_of_truth=True, status="completed", initiator="customer")  # fmt: skip
    card("label_is_hidden", "print", "web", "a3", kind="pain", severity=4, affected=0.4,
         about_ids=("card_finds_the_label",), until_lane_id="lane_shop")  # fmt: skip
    card("asks_at_the_counter", "print", "shop", "a4", persona_ids=("persona_piet",),
         status="planned", wait=Duration(low=5, high=20))  # fmt: skip
    card("chooses_a_shop", "tape", "web", "a1", evidence_ids=("evidence_log", "evidence_guess"))
    card("tape_is_there", "tape", "shop", "a2", kind="gain", strength=2)
    card("hands_it_over", "hand", "shop", "a0", until_step_id="step_track",
         evidence_ids=("evidence_guess",), url="https://parcels.example/shops")  # fmt: skip
    card("no_receipt", "hand", "shop", "a1", kind="quote", who="Nour")
    card("gets_a_receipt", "hand", "shop", "a2", status="missing")
    card("scans_it", "hand", "desk", "a3", kind="activity", owner_id="person_ida",
         supports_ids=("card_hands_it_over",))  # fmt: skip
    card("sorts_it", "track", "depot", "a0", kind="activity", title="Sorts it; فرز الطرود")
    card("pays_it", "paid", "bank", "a0", kind="activity", duration=Duration(typical=2))
    card("looks_it_up", "track", "web", "a1")
    card("gets_the_money", "paid", "web", "a1")
    card("tell_them_once_scanned", "track", "ideas", "a2", kind="opportunity", impact=5, effort=2)
    card("who_pays", "paid", "ideas", "a2", kind="question", title="من يدفع؟")
    card("ask_the_bank", "paid", "ideas", "a3", kind="note", title="Ask the bank\nbefore May")
    card("days", "paid", "figures", "a4", kind="metric", title="", metric_ids=("metric_days",))
    card("found", "print", "figures", "a5", kind="metric", title="", metric_ids=("metric_found",))
    card("box", "tape", "photos", "a3", kind="picture", title="", asset_ids=(PHOTO,))
    card("letter", "hand", "folded", "a4")
    card("later", "", "", "a0", kind="opportunity")

    add(Link, "link_in", target_id="card_finds_the_label", label="from the shoe shop", share=0.9)
    add(Link, "link_out", source_id="card_asks_at_the_counter", reason="no printer", share=0.2)
    add(Link, "link_share", source_id="card_finds_the_label", target_id="card_chooses_a_shop",
        share=0.6)  # fmt: skip
    add(Link, "link_back", source_id="card_looks_it_up", target_id="card_finds_the_label",
        label="sent the wrong one", wait=Duration(typical=3, unit="days"))  # fmt: skip
    add(Link, "link_on", source_id="card_looks_it_up", target_id="card_gets_the_money",
        persona_ids=("persona_nour",))  # fmt: skip
    add(Link, "link_dangling", source_id="card_letter", target_id="card_gone", label="by post")

    def feeling(persona: str, at: str, score: float, **fields: Any) -> None:
        key = {"curve": fields.pop("curve", "current"), "measure": fields.pop("measure", "emotion")}
        place = {"step_id" if at.startswith("step") else "card_id": at}
        add(Feeling, feeling_id(persona, at, **key), persona_id=persona, score=score,
            **key, **place, **fields)  # fmt: skip

    feeling("persona_nour", "step_print", 0.5, low=-0.5, high=1, evidence_ids=("evidence_talks",))
    feeling("persona_nour", "step_tape", 0.6, low=0, high=1.2)
    feeling("persona_nour", "card_hands_it_over", -1.2, word="no receipt")
    feeling("persona_nour", "step_track", -1.8, word="nine days", n=40)
    feeling("persona_nour", "step_paid", 1.7, word="at last")
    feeling("persona_nour", "step_track", 1, curve="future")
    feeling("persona_nour", "step_paid", 2, curve="future")
    feeling("persona_piet", "step_print", 0.4, low=-1, high=1)
    feeling("persona_piet", "card_gets_a_receipt", -1.3)
    feeling("persona_piet", "card_hands_it_over", -0.5)
    feeling("persona_piet", "step_paid", 1.6)
    feeling("", "step_hand", -1, measure="effort")
    feeling("", "step_paid", 1, measure="effort")
    return JourneyMap(records)
