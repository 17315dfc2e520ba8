"""What became of a record is said as somebody who leads a review would say it."""

from typing import Any

import pytest

from model.change import JourneyMap
from model.compare import Comparison, compare
from model.comparing.details import Detail, details, where
from model.comparing.headlines import headline
from model.comparing.sentence import sentence
from model.comparing.wording import Piece
from model.ids import feeling_id
from model.records import (
    Action,
    Card,
    Comment,
    Duration,
    Evidence,
    Feeling,
    Lane,
    Link,
    Metric,
    Persona,
    Stage,
    Step,
    Vote,
    Weight,
)
from tests.compared import new_map, old_map
from tests.model.retold import changed, made
from tests.sample import sample

ANNA_LOOK = feeling_id("persona_anna", "step_look")
BEN_QUEUE = feeling_id("persona_ben", "card_queue")


def told(c: Comparison, record_id: str = "") -> str:
    """The line about that record, or about the only one that is told of."""
    if record_id:
        return headline(c, c.by_id[record_id])
    (item,) = c.told
    return headline(c, item)


@pytest.mark.parametrize(
    ("record_id", "fields", "line"),
    [
        (
            "card_visit",
            {"title": "Asks Ina", "step_id": "step_pay", "lane_id": "lane_web"},
            "Touchpoint “Asks Ina” moved from Compare › Ask ▸ Shop to Buy ▸ Web, reworded",
        ),
        ("card_offers", {"lane_id": "lane_shop"}, "Touchpoint “Offers” moved from Web to Shop"),
        (
            "card_offers",
            {"step_id": "step_ask"},
            "Touchpoint “Offers” moved from Compare › Look to Compare › Ask",
        ),
        (
            "card_offers",
            {"step_id": "", "lane_id": ""},
            "Touchpoint “Offers” moved from Compare › Look ▸ Web to the parking lot",
        ),
        ("card_visit", {"until_step_id": ""}, "Touchpoint “Visit” now within one cell"),
        ("card_offers", {"until_step_id": "step_pay"}, "Touchpoint “Offers” now reaching to Buy"),
        ("card_chat", {"order": "a5"}, "Touchpoint “Chat” now after “Visit”"),
        ("card_queue", {"severity": 2}, "Pain point “Queue”: severity from 4 to 2"),
        ("card_queue", {"severity": None}, "Pain point “Queue” solved (severity was 4)"),
        ("card_queue", {"affected": 0.25}, "Pain point “Queue”: share affected now 25%"),
        ("card_queue", {"kind": "gain"}, "Gain “Queue” was a pain point before"),
        ("card_till", {"owner_id": ""}, "Touchpoint “Till”: no owner any more (was Mia Berg)"),
        ("card_chat", {"persona_ids": ()}, "Touchpoint “Chat”: for everyone instead of Anna"),
        (
            "card_chat",
            {"persona_ids": ("persona_ben", "persona_anna")},
            "Touchpoint “Chat”: for Ben and Anna instead of Anna",
        ),
        ("card_offers", {"evidence_ids": ()}, "Touchpoint “Offers”: evidence “Talks” taken away"),
        ("card_offers", {"tags": ("price", "web")}, "Touchpoint “Offers”: tag “web” added"),
        ("card_offers", {"body": "More"}, "Touchpoint “Offers”: text added"),
        ("card_offers", {"private": True}, "Touchpoint “Offers” now private"),
        (
            "card_app",
            {"opportunity_status": "chosen", "due": "2026-11-01"},
            "Opportunity “App”: status now chosen, due now 1 Nov 2026",
        ),
        ("step_pay", {"moment_of_truth": False}, "A step of “Buy”: no moment of truth any more"),
        (
            "stage_buy",
            {"name": "Pay", "duration": Duration(typical=3, unit="days")},
            "Stage “Pay”: duration from 2 days to 3 days, renamed from “Buy”",
        ),
        ("stage_buy", {"order": "Zz"}, "Stage “Buy” now first"),
        ("lane_web", {"order": "a9"}, "Lane “Web” now after “Sales”"),
        (
            "lane_web",
            {"medium": "human", "run_by": "partner"},
            "Lane “Web”: medium from digital to human, now run by a partner",
        ),
        (
            ANNA_LOOK,
            {"score": -0.4, "word": "lost", "note": "No price"},
            "The feeling of Anna at “Compare › Look” down 1.4, from +1 to -0.4, "
            "word now “lost”, note added",
        ),
        (BEN_QUEUE, {"score": 0.1}, "The feeling of Ben at “Queue” up 1.6, from -1.5 to +0.1"),
        (
            "link_chat",
            {"target_id": "card_visit", "share": 0.25},
            "Link from “Offers” to “Visit” led to “Chat” before, share from 50% to 25%",
        ),
        (
            "evidence_talks",
            {"n": 12, "date": "2026-10-02"},
            "Evidence “Talks”: date now 2 Oct 2026, sample size from 8 to 12",
        ),
        (
            "metric_sales",
            {"value": 20.0, "date": "2026-10"},
            "Metric “Sales” from 12 (May 2026) to 20 (Oct 2026)",
        ),
        ("metric_sales", {"value": 20.0, "date": ""}, "Metric “Sales” from 12 (May 2026) to 20"),
        ("metric_sales", {"date": "2026-10"}, "Metric “Sales”: date from May 2026 to Oct 2026"),
        (
            "action_till",
            {"status": "done", "done_on": "2026-09-30"},
            "Action “Open a till” done, on 30 Sep 2026",
        ),
        ("vote_1", {"count": 9}, "Dots on “App” in round “1”: 9 instead of 4"),
        ("comment_1", {"resolved": True}, "Comment “Really?” resolved"),
        ("comment_2", {"text": "No."}, "Comment “No.” reworded"),
        ("person_mia", {"name": "Mia Holm"}, "Person “Mia Holm” renamed from “Mia Berg”"),
        (
            "persona_anna",
            {"goals": ("Ride",), "share": 0.5},
            "Persona “Anna”: goal “Ride” added, share from 40% to 50%",
        ),
        (
            "map",
            {"maturity": "validated", "score_weights": (Weight(criterion="x"),)},
            "The map: maturity from sketch to validated, score weights changed",
        ),
    ],
)
def test_a_change_is_said_in_one_plain_line(
    record_id: str, fields: dict[str, Any], line: str
) -> None:
    assert told(changed(**{record_id: fields}), record_id) == line


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (
            made(Card, "card_n", title="Calls", step_id="step_ask", lane_id="lane_web"),
            "Touchpoint “Calls” added in Compare › Ask ▸ Web",
        ),
        (made(Card, "card_n", kind="note"), "Note without a name added in the parking lot"),
        (made(Lane, "lane_n", name="Post", order="a9"), "Lane “Post” added after “Sales”"),
        (
            made(Step, "step_n", stage_id="stage_buy", name="Wait"),
            "Step “Wait” added in stage “Buy”",
        ),
        (made(Persona, "persona_n", name="Cem"), "Persona “Cem” added"),
        (
            made(Action, "action_n", title="Do it", due="2026-12-04", owner_id="person_mia"),
            "Action “Do it” added, for Mia Berg, by 4 Dec 2026",
        ),
        (
            made(Comment, "comment_n", about_id="card_till", text="Why?"),
            "Comment “Why?” added about touchpoint “Till”",
        ),
        (
            made(Feeling, feeling_id("", "step_pay"), step_id="step_pay", score=1.0),
            "The feeling at “Buy” added: +1",
        ),
        (made(Link, "link_n", source_id="card_till"), "Link from “Till” to outside added"),
        (
            made(Metric, "metric_n", name="Wait", value=3.5, unit="min"),
            "Metric “Wait” added: 3.5 min",
        ),
        (made(Vote, "vote_n", card_id="card_till", count=3), "Dots on “Till” added: 3"),
    ],
)
def test_what_is_new_is_said_with_its_place_or_what_it_says(record: Any, line: str) -> None:
    there = changed(None, record)
    gone = compare(there.new, there.old)
    assert told(there, record.id) == line
    assert " removed" in told(gone, record.id)


def test_what_went_with_a_stage_is_counted_in_the_stages_line() -> None:
    old = sample()
    kept = {"map", "stage_compare", "step_look", "step_ask", "lane_web", "card_offers"}
    small = JourneyMap([r for i, r in old.records.items() if i in kept])
    without = JourneyMap([r for i, r in small.records.items() if i in ("map", "lane_web")])
    c = compare(small, without)
    assert told(c) == "Stage “Compare” removed, with 2 steps and 1 card"
    assert sentence(c) == "Stage “Compare” removed, with 2 steps and 1 card"


def test_what_changed_with_something_is_counted_in_its_line() -> None:
    c = changed(metric_sales=None, card_till={"metric_ids": ()}, map={"metric_ids": ()})
    assert told(c, "metric_sales") == (
        "Metric “Sales” removed, 1 card and the map no longer refer to it"
    )
    new = {"card_chat": {"evidence_ids": ("evidence_n",)}}
    c = changed(None, made(Evidence, "evidence_n", title="Visits", kind="observation"), **new)
    assert told(c, "evidence_n") == "Evidence “Visits” added: observation, behind 1 card"


def test_many_changes_of_one_record_are_counted_in_its_line() -> None:
    fields = {"severity": 2, "frequency": 1, "mentions": 9, "owner_id": "person_mia",
              "tags": ("a",), "title": "Long queue"}  # fmt: skip
    line = told(changed(card_queue=fields), "card_queue")
    assert line.startswith("Pain point “Long queue”: ")
    assert line.endswith(", and 3 more changes")


def test_a_reference_that_only_lost_what_is_gone_is_not_told_beside_other_changes() -> None:
    c = changed(card_queue=None, card_app={"addresses_ids": (), "impact": 3})
    assert told(c, "card_app") == "Opportunity “App”: impact from 5 to 3"


def test_details_tell_each_field_in_words_and_texts_word_by_word() -> None:
    c = compare(old_map(), new_map())
    (item,) = (i for i in c.told if "Asks on the website" in getattr(i.after, "title", ""))
    place, title, owner = details(c, item)
    assert place == Detail(
        "Place", "Compare › Ask someone ▸ Phone, chat", "Compare › Ask someone ▸ Website"
    )
    assert owner == Detail("Owner", "", "Lena")
    assert title.name == "Title"
    assert Piece("in chat", "gone") in title.pieces
    assert Piece("on the website", "new") in title.pieces
    assert where(c, item) == "Compare › Ask someone, Website"


def test_details_of_what_is_gone_are_what_it_said() -> None:
    c = changed(card_queue=None)
    assert details(c, c.by_id["card_queue"]) == (
        Detail("Kind", "pain point", ""),
        Detail("Place", "Buy ▸ Shop", ""),
        Detail("Title", "Queue", ""),
        Detail("Severity", "4", ""),
        Detail("About", "“Till”", ""),
    )


def test_names_that_run_from_the_right_are_kept_from_turning_what_stands_beside_them() -> None:
    names = {"stage_compare": {"name": "مقارنة"}, "lane_web": {"name": "الموقع"}}
    old = changed(**names).new
    c = changed(old, card_offers={"title": "عروض", "lane_id": "lane_shop"})
    assert told(c) == (
        "Touchpoint \u2068“عروض”\u2069 moved from \u2068الموقع\u2069 to Shop, reworded"
    )
    assert where(c, c.told[0]) == "مقارنة › Look, Shop"


def test_a_stage_that_is_new_says_after_which_it_comes() -> None:
    c = changed(None, made(Stage, "stage_n", name="Ride", order="a0V"))
    assert told(c) == "Stage “Ride” added after “Compare”"


def test_a_new_key_at_the_same_place_is_no_news_in_its_line() -> None:
    assert told(changed(card_chat={"order": "a1V"}), "card_chat") == (
        "Touchpoint “Chat” stands as before"
    )


def test_a_difference_that_no_figure_shows_is_a_little() -> None:
    assert told(changed(**{ANNA_LOOK: {"score": 1.001}})) == (
        "The feeling of Anna at “Compare › Look” up a little, from +1 to +1"
    )


def test_fields_of_other_programs_are_told_by_their_names() -> None:
    old = sample()
    fields = {**old["card_chat"].__dict__, "sparkle": 3}
    new = JourneyMap({**old.records, "card_chat": Card.model_validate(fields)})
    assert told(compare(old, new)) == "Touchpoint “Chat”: “sparkle” now 3"
    assert told(compare(new, old)) == "Touchpoint “Chat”: no “sparkle” any more (was 3)"
    blank = JourneyMap(
        {**old.records, "card_chat": Card.model_validate({**fields, "sparkle": " "})}
    )
    assert told(compare(old, blank)) == 'Touchpoint “Chat”: “sparkle” now " "'
    assert details(compare(old, new), compare(old, new).told[0]) == (Detail("Sparkle", "", "3"),)


@pytest.mark.parametrize(
    ("record_id", "fields", "end"),
    [
        ("persona_anna", {"goals": ("a", "b", "c")}, ": 3 goals added"),
        ("map", {"reviewed_on": "2026-10", "next_review": "2026-11"}, "next review in Nov 2026"),
        ("card_app", {"expected": "x" * 80}, ": expected effect added"),
        ("card_visit", {"persona_ids": ("persona_anna", "persona_ben")}, "instead of everyone"),
        ("card_chat", {"wait": Duration(typical=2, unit="days")}, ": waiting time now 2 days"),
        (BEN_QUEUE, {"low": -2.0, "n": 5}, "range changed, sample size now 5"),
        ("persona_anna", {"order": "a9"}, " now after “Ben”"),
        ("step_look", {"order": "a9"}, " now after “Ask”"),
    ],
)
def test_a_line_ends_in_what_is_so_now(record_id: str, fields: dict[str, Any], end: str) -> None:
    assert told(changed(**{record_id: fields}), record_id).endswith(end)


def test_a_list_in_another_order_is_said_to_be_that() -> None:
    old = changed(
        card_offers={"tags": ("a", "b")},
        card_chat={"persona_ids": ("persona_anna", "persona_ben")},
        card_till={"about_ids": ("card_chat", "card_offers")},
    ).new
    c = changed(
        old,
        card_offers={"tags": ("b", "a")},
        card_till={"about_ids": ("card_offers", "card_chat")},
    )
    assert told(c, "card_offers") == "Touchpoint “Offers”: tags in another order"
    assert told(c, "card_till") == "Touchpoint “Till”: about in another order"


def test_what_is_put_elsewhere_says_after_what_it_stands() -> None:
    old = changed(
        None,
        made(Card, "card_later", title="Later", order="a1"),
        made(Step, "step_two", stage_id="stage_buy", order="a1"),
    ).new
    parked = changed(old, card_later={"order": "Zz"})
    assert told(parked, "card_later") == "Touchpoint “Later” put elsewhere in the parking lot"
    step = changed(old, step_two={"order": "Zz"})
    assert told(step, "step_two") == "Step 1 of “Buy” now first"
    moved = changed(old, step_look={"stage_id": "stage_buy", "order": "a2"})
    assert told(moved, "step_look") == "Step “Look” moved from stage “Compare” to “Buy”"


def test_a_record_that_became_another_kind_says_what_it_was() -> None:
    old = sample()
    other = JourneyMap({**old.records, "card_chat": made(Lane, "card_chat", name="Chat")})
    assert told(compare(old, other), "card_chat") == "Lane “Chat” was a touchpoint before"
