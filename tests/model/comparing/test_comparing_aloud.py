"""What is told reads as people would say it: who, where, and in which words."""

from model.compare import compare
from model.comparing.sentence import sentence
from model.comparing.shown import sign, words
from model.ids import feeling_id
from model.records import Card, Comment, Evidence, Person, Step, Vote
from tests.model.comparing.test_comparing_truth import (
    ANNA_LOOK,
    ANNA_TILL,
    PAY,
    anna,
    lines,
    lines_of,
    only_line,
)
from tests.model.retold import changed, made
from tests.sample import sample


def test_an_effect_that_was_expected_or_taken_away_is_no_result() -> None:
    expected = changed(card_app={"expected": "Half as long"})
    assert lines(expected, "work") == ["Opportunity “App”: expected effect now “Half as long”"]
    measured = changed(expected.new, card_app={"measured": "A third"})
    assert lines(measured, "work") == [
        "Result: opportunity “App”, expected “Half as long”, measured “A third”"
    ]
    back = compare(measured.new, expected.new)
    assert lines(back, "work") == ["Opportunity “App”: no measured effect any more (was “A third”)"]


def test_the_reason_of_a_feeling_went_the_same_way() -> None:
    ben = feeling_id("persona_ben", "card_queue")
    worse = changed(card_queue={"severity": 5}, **{ben: {"score": -2.0}})
    assert lines(worse, "feelings") == [
        "Ben at “Queue” -0.5, from -1.5 to -2: pain point “Queue” is worse"
    ]
    milder = changed(card_queue={"severity": 2}, **{ben: {"score": -2.0}})
    assert lines(milder, "feelings") == ["Ben at “Queue” -0.5, from -1.5 to -2"]
    sales = {"metric_sales": {"value": 20}, ANNA_TILL: {"score": -1.0}}
    anybodys = changed(metric_sales={"persona_id": ""}).new
    (up, _) = lines(changed(anybodys, **sales), "feelings")
    assert up.endswith(": metric “Sales” from 12 to 20")
    (up, _) = lines(changed(anybodys, **{**sales, "metric_sales": {"value": 8}}), "feelings")
    assert up == "Anna at “Till” +1, from -2 to -1"


def test_steps_without_a_name_are_told_apart_where_somebody_feels_something() -> None:
    old = changed(
        None, made(Step, "step_more", stage_id="stage_buy", order="a1"), anna("step_more", 1.0)
    ).new
    c = changed(old, **{feeling_id("persona_anna", "step_more"): {"score": 2.0}})
    assert lines(c, "feelings") == ["Anna at “Buy › step 2” +1, from +1 to +2"]


def test_all_else_is_summed_up_by_what_became_of_it() -> None:
    two = [made(Comment, f"comment_{n}n", about_id="card_till", text=f"{n}?") for n in "xy"]
    asked = changed(None, *two)
    assert sentence(asked) == "Two comments added"
    done = changed(asked.new, comment_xn={"resolved": True}, comment_yn={"resolved": True})
    assert sentence(done) == "Two comments resolved"
    named = changed(lane_web={"name": "Net"}, persona_anna={"name": "Ann"})
    assert sentence(named) == "Two things renamed"
    parked = {"step_id": "", "lane_id": ""}
    cards = ("card_till", "card_chat")
    away = changed(card_till=parked, card_chat=parked, link_chat=None)
    assert sentence(away) == "Two touchpoints parked and one more change"
    back = changed(away.new, **{i: {k: getattr(sample()[i], k) for k in parked} for i in cards})
    assert sentence(back) == "Two touchpoints put on the map"
    some = [made(Card, f"card_{k}", kind=k, title=k, order="a9", **PAY) for k in ("note", "quote")]
    new = changed(None, *some, made(Card, "card_p", kind="pain", title="P", order="a8", **PAY))
    assert sentence(new) == "One new pain, two more cards added"


def test_dots_that_go_with_their_card_are_counted_as_dots() -> None:
    c = changed(card_app=None, vote_1=None)
    assert only_line(c) == "Opportunity “App” removed from the parking lot, with 4 dots"


def test_a_source_without_a_name_is_told_by_its_kind() -> None:
    old = changed(None, made(Evidence, "evidence_n", kind="assumption", date="2026-09")).new
    c = changed(old, evidence_n={"date": "2025-06"})
    assert only_line(c) == "Source without a name (assumption): date from Sep 2026 to Jun 2025"
    (told,) = (x for x in lines_of(c, "evidence") if x.news)
    assert sign(c, told) == "≠"
    question = made(Card, "card_w", kind="question", title="Why?", order="a9", **PAY)
    asked = changed(None, question).new
    still = changed(asked, card_w={"title": "Why so late?"})
    (told,) = (x for x in lines_of(still, "evidence") if "card_w" in x.ids)
    assert (told.text[:10], sign(still, told), words(still, told)) == ("Still open", "!", ())


def test_what_something_is_now_comes_first() -> None:
    c = changed(card_till={"kind": "pain", "severity": 3})
    assert lines(c, "pains") == ["New: pain point “Till” was a touchpoint before, severity now 3"]


def test_one_score_that_was_only_reworded_has_its_own_line() -> None:
    c = changed(**{ANNA_LOOK: {"word": "calm"}})
    assert sentence(c) == "The feeling of Anna at “Compare › Look”: word now “calm”"


def test_long_texts_that_begin_alike_are_reworded() -> None:
    old = changed(persona_anna={"segment": "Rides along the river on most days, and home"}).new
    c = changed(old, persona_anna={"segment": "Rides along the river on most days, and back"})
    assert only_line(c) == "Persona “Anna”: segment reworded"


def test_the_day_on_which_something_was_done_is_told_as_that() -> None:
    done = changed(action_till={"status": "done", "done_on": "2026-09-02"}).new
    c = changed(done, action_till={"done_on": "2026-09-03"})
    assert only_line(c) == "Action “Open a till” done on 3 Sep 2026"


def test_figures_have_their_unit_wherever_they_are_told() -> None:
    old = changed(metric_sales={"value": None, "unit": "km"}).new
    c = changed(old, metric_sales={"value": 12.0, "target": 8.0})
    assert only_line(c) == "Metric “Sales”: value now 12 km, target now 8 km"
    back = compare(c.new, old)
    assert only_line(back) == (
        "Metric “Sales”: no value any more (was 12 km), no target any more (was 8 km)"
    )
    rtl = changed(c.new, metric_sales={"unit": "كم"}).new
    now = changed(rtl, metric_sales={"value": 9.0, "target": 8.0})
    assert only_line(now) == "Metric “Sales” from \u206812 كم\u2069 to \u20689 كم\u2069"


def test_the_name_of_somebody_who_feels_something_turns_no_line() -> None:
    old = changed(persona_anna={"name": "سامي"}).new
    c = changed(old, **{ANNA_LOOK: {"word": "calm"}})
    assert only_line(c).startswith("The feeling of \u2068سامي\u2069 at ")


def test_who_did_something_is_named_once() -> None:
    first = changed(action_till={"status": "done", "owner_id": "person_mia"})
    assert lines(first, "work") == ["Done: action “Open a till”, Mia Berg"]
    kim = made(Person, "person_kim", name="Kim")
    kims = changed(None, kim, action_till={"owner_id": "person_kim"})
    handed = changed(kims.new, action_till={"status": "done", "owner_id": "person_mia"})
    assert lines(handed, "work") == [
        "Done: action “Open a till”, Mia Berg, owner from Kim to Mia Berg"
    ]


def test_what_only_lost_a_source_that_is_gone_is_told_by_what_else_became_of_it() -> None:
    at = {"step_id": "step_look", "lane_id": "lane_web"}
    old = changed(None, made(Card, "card_b", title="B", order="a5", **at)).new
    c = changed(old, evidence_talks=None, card_offers={"evidence_ids": (), "order": "a9"},
                persona_ben={"evidence_ids": ()})  # fmt: skip
    assert lines(c, "wording") == ["Touchpoint “Offers” now after “B”"]
    gone, *_ = lines(c, "evidence")
    assert gone == "Evidence “Talks” removed: interview, which was behind 1 persona"


def test_cards_of_several_kinds_are_cards_and_votes_are_dots() -> None:
    assert sentence(changed(card_till={"private": True}, card_queue={"private": True})) == (
        "Two cards changed"
    )
    vote = made(Vote, "vote_2", round="2", card_id="card_app", count=2)
    assert sentence(changed(None, vote, vote_1=None, lane_web={"icon": "globe"})) == (
        "2 dots added, 4 dots removed, one lane changed"
    )


def test_what_a_lane_shows_and_who_runs_it_are_told_plainly() -> None:
    shows = changed(lane_web={"aspect": "thinking"})
    assert only_line(shows) == "Lane “Web” now shows what they think"
    run = changed(lane_web={"run_by": "third party"})
    assert only_line(run) == "Lane “Web” now run by a third party"
    assert only_line(compare(run.new, run.old)) == "Lane “Web” now run by us"


def test_a_comment_about_a_comment_is_an_answer() -> None:
    answer = made(Comment, "comment_3", about_id="comment_1", author_id="person_mia", text="Often.")
    c = changed(None, answer)
    (told,) = (x for x in lines_of(c, "evidence") if x.news)
    assert told.text == "New answer by Mia Berg to “Really?”: “Often.”"


def test_kinds_of_sources_are_words_that_stand_by_themselves() -> None:
    c = changed(None, made(Evidence, "evidence_n", title="310 calls", kind="support"))
    assert only_line(c) == "Evidence “310 calls” added: support contact"
    log = changed(c.new, evidence_n={"kind": "sensor"})
    assert only_line(log) == "Evidence “310 calls”: kind from support contact to sensor data"
    gone = changed(log.new, evidence_n=None)
    assert only_line(gone) == "Evidence “310 calls” removed: sensor data"


def test_one_change_alone_is_named_in_the_sentence() -> None:
    assert sentence(changed(card_queue=None)) == "One pain solved: “Queue”"
    assert sentence(changed(action_till={"status": "done"})) == "One action done: “Open a till”"
    nameless = changed(card_queue={"title": ""}).new
    assert sentence(changed(nameless, card_queue={"severity": 5})) == "One pain worse"


def test_a_list_that_only_has_another_order_says_so() -> None:
    old = changed(persona_anna={"goals": ("Ride", "Rest")}).new
    c = changed(old, persona_anna={"goals": ("Rest", "Ride")})
    assert only_line(c) == "Persona “Anna”: goals in another order"
    more = changed(old, persona_anna={"goals": ("Walk", "Swim", "Rest")})
    assert only_line(more) == "Persona “Anna”: 2 goals added and 1 taken away"
