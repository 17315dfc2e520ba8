"""A comparison is told in the order in which a monthly review asks."""

from datetime import date

import pytest

from export.change_text import change_text
from model.change import JourneyMap
from model.compare import Comparison, compare
from model.comparing.digest import Digest, digest
from model.comparing.strip import StageCount, strip
from model.ids import feeling_id
from model.records import (
    Action,
    Card,
    Comment,
    Evidence,
    Feeling,
    Metric,
    Person,
    Persona,
    Stage,
    Step,
    VersionLabel,
)
from tests.compared import TODAY, new_map, old_map
from tests.model.retold import changed, made

ON = date(2026, 11, 22)
ANNA_LOOK = feeling_id("persona_anna", "step_look")
ANNA_TILL = feeling_id("persona_anna", "card_till")
BEN_QUEUE = feeling_id("persona_ben", "card_queue")


def lines(c: Comparison, section: str, on: date = ON) -> list[str]:
    """What a section says."""
    found = {s.name: [line.text for line in s.lines] for s in digest(c, on).sections}
    return found.get(section, [])


@pytest.fixture(scope="module")
def review() -> Digest:
    """The bicycle map a month later."""
    return digest(compare(old_map(), new_map()), TODAY)


def test_the_sections_stand_in_the_order_of_a_review_and_the_last_is_folded(
    review: Digest,
) -> None:
    assert [(s.title, s.folded) for s in review.sections] == [
        ("Actions and opportunities", False),
        ("Feelings and metrics", False),
        ("Pains and gains", False),
        ("Evidence and open questions", False),
        ("Structure and details", False),
        ("Wording and order", True),
    ]


def test_a_section_without_a_line_is_left_out() -> None:
    c = changed(card_offers={"body": "More"})
    names = [section.name for section in digest(c, date(2026, 10, 1)).sections]
    assert names == ["evidence", "wording"]  # a comment is still open


def test_work_is_told_as_done_overdue_new_and_by_its_result() -> None:
    old = changed(
        None,
        made(Action, "action_old", title="Ask", due="2026-11-01"),
        made(Action, "action_week", title="Call", due="2026-11-20", owner_id="person_mia"),
        card_app={"due": "2026-12-01", "expected": "Half of it"},
    ).new
    c = changed(
        old,
        made(Action, "action_new", title="Try", due="2026-12-04", owner_id="person_mia"),
        action_till={"status": "done", "done_on": "2026-11-02"},
        action_week={"owner_id": ""},
        card_app={"measured": "A third of it"},
    )
    assert lines(c, "work") == [
        "Done: action “Open a till”, on Mon 2 Nov",
        "Overdue since Fri 20 Nov: action “Call”; no owner any more (was Mia Berg)",
        "Overdue since Sun 1 Nov: action “Ask”",
        "New: action “Try”, Mia Berg, by Fri 4 Dec",
        "Result: opportunity “App”, expected “Half of it”, measured “A third of it”",
    ]


def test_an_opportunity_is_done_with_its_result_and_overdue_by_its_day() -> None:
    done = changed(card_app={"opportunity_status": "done", "expected": "Half", "measured": "All"})
    assert lines(done, "work", date(2026, 10, 1)) == [
        "Done: opportunity “App”, expected “Half”, measured “All”"
    ]
    late = changed(card_app={"due": "2026-10"})
    assert lines(late, "work", date(2026, 10, 31)) == ["Opportunity “App”: due now Oct 2026"]
    assert "Overdue since Oct 2026: opportunity “App”; due now Oct 2026" in lines(late, "work")
    over = changed(card_app={"due": "2026-10", "opportunity_status": "dropped"})
    assert lines(over, "work")[-1].startswith("Dropped: opportunity “App”")


def test_feelings_are_told_by_persona_the_largest_difference_first_with_their_reason() -> None:
    old = changed(metric_sales={"unit": "%", "target": 15.0}, card_till={"metric_ids": ()}).new
    c = changed(
        old,
        **{
            ANNA_LOOK: {"score": 0.5, "word": "calm"},
            ANNA_TILL: {"score": 0.0, "note": "Two tills now", "word": "quick"},
            BEN_QUEUE: {"score": -2.0},
        },
        metric_sales={"value": 20.0},
        action_till={"status": "dropped"},
    )
    assert lines(c, "feelings") == [
        "Anna at “Till” +2, from -2 to 0: “Two tills now”",
        "Anna at “Compare › Look” -0.5, from +1 to +0.5: “calm”",
        "Ben at “Queue” -0.5, from -1.5 to -2",
        "Metric “Sales” for Ben from 12% to 20%, better, target 15% met",
    ]


def test_a_feeling_without_words_takes_its_reason_from_evidence_figures_or_pains_there() -> None:
    evidence = changed(**{ANNA_LOOK: {"score": 2.0, "evidence_ids": ("evidence_talks",)}})
    assert lines(evidence, "feelings") == ["Anna at “Compare › Look” +1, from +1 to +2: “Talks”"]
    figure = changed(
        changed(metric_sales={"persona_id": ""}).new,
        **{ANNA_TILL: {"score": -1.0}},
        metric_sales={"value": 30.0},
    )
    assert lines(figure, "feelings")[0].endswith("from -2 to -1: metric “Sales” from 12 to 30")
    pain = changed(card_queue={"severity": 1}, **{ANNA_TILL: {"score": -1.0}})
    assert lines(pain, "feelings")[0].endswith(": pain point “Queue” is milder")


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"value": 4.0}, "from 12 to 4, worse"),
        ({"value": 8.0, "target": 10.0}, "from 12 to 8, worse, target 10 missed"),
        ({"value": 13.0, "target": 20.0}, "from 12 to 13, better, target 20 not met yet"),
    ],
)
def test_a_figure_is_better_or_worse_in_its_own_direction(
    fields: dict[str, object], end: str
) -> None:
    (line,) = lines(changed(metric_sales=fields), "feelings")
    assert line.endswith(end)


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"value": 4.0}, "from 12 min to 4 min, better, target 5 min met"),
        ({"value": 9.0}, "from 12 min to 9 min, better, target 5 min not met yet"),
        ({"value": 13.0}, "from 12 min to 13 min, worse, target 5 min not met yet"),
        ({"value": 3.0, "unit": "%"}, "from 12 min to 3%"),
        ({"value": 4.0, "better": "higher"}, "from 12 min to 4 min, now better when higher"),
        ({"value": 4.0, "target": 2.0, "name": "Wait"}, "from 12 min to 4 min, better, "
         "target 2 min (was 5 min) not met yet, renamed from “Sales”"),
        ({"date": "2026-12"}, "“Sales” for Ben still 12 min in Dec 2026"),
        ({"date": "2026-12-03"}, "“Sales” for Ben still 12 min on 3 Dec 2026"),
        ({"value": 4.0, "date": "2026-12"},
         "from 12 min (May 2026) to 4 min (Dec 2026), better, target 5 min met"),
        ({"value": None}, "“Sales”: no value any more (was 12 min)"),
        ({"value": None, "date": ""}, "“Sales”: no value any more (was 12 min, May 2026)"),
        ({"date": ""}, "“Sales”: no date any more (was May 2026)"),
    ],
)  # fmt: skip
def test_a_figure_that_is_better_when_lower_is_told_with_all_that_became_of_it(
    fields: dict[str, object], end: str
) -> None:
    old = changed(metric_sales={"better": "lower", "unit": "min", "target": 5.0}).new
    (line,) = lines(changed(old, metric_sales=fields), "feelings")
    assert line.endswith(end)


def test_a_first_reading_is_not_told_as_one_that_stayed() -> None:
    old = changed(metric_sales={"value": None}).new
    c = changed(old, metric_sales={"value": 14.0, "date": "2026-12"})
    assert lines(c, "feelings") == ["Metric “Sales”: value now 14, Dec 2026"]


def test_pains_and_gains_are_told_new_worse_solved_lost_and_new() -> None:
    def card(name: str, kind: str, **fields: object) -> Card:
        at = {"step_id": "step_pay", "lane_id": "lane_shop"}
        one: Card = made(Card, f"card_{name}", kind=kind, title=name, **{**at, **fields})
        return one

    old = changed(
        None,
        card("Dark", "pain", severity=2),
        card("Loud", "pain", severity=4),
        card("Warm", "gain"),
        card("Quick", "gain", strength=4),
        card("Slow", "pain", severity=3),
    ).new
    c = changed(
        old,
        card("Cold", "pain", severity=3),
        card("Calm", "gain"),
        card_Dark={"severity": 5},
        card_Loud={"severity": 1},
        card_queue=None,
        card_Warm=None,
        card_Quick={"strength": 1},
        card_Slow={"severity": None},
    )
    assert lines(c, "pains") == [
        "New: pain point “Cold” added in Buy ▸ Shop, severity 3",
        "Worse: pain point “Dark”: severity from 2 to 5",
        "Solved: pain point “Slow”, severity was 3",
        "Solved: pain point “Queue” removed from Buy ▸ Shop",
        "Lost: gain “Warm” removed from Buy ▸ Shop",
        "Weaker: gain “Quick”: strength from 4 to 1",
        "New: gain “Calm” added in Buy ▸ Shop",
        "Milder: pain point “Loud”: severity from 4 to 1",
    ]


def test_a_pain_that_came_with_its_stage_is_new() -> None:
    at = {"step_id": "step_n", "lane_id": "lane_web"}
    c = changed(
        None,
        made(Stage, "stage_n", name="Ride", order="a5"),
        made(Step, "step_n", stage_id="stage_n", order="a0"),
        made(Card, "card_n", kind="pain", title="Rain", severity=2, **at),
    )
    assert c.by_id["card_n"].because == "stage_n"
    assert lines(c, "pains") == [
        "New: pain point “Rain” added in Ride ▸ Web, severity 2, with stage “Ride”"
    ]


def test_a_parked_pain_is_not_solved() -> None:
    c = changed(card_queue={"step_id": "", "lane_id": ""})
    assert lines(c, "pains") == ["Pain point “Queue” moved from Buy ▸ Shop to the parking lot"]


def test_what_went_with_a_lane_is_a_lost_gain_but_no_solved_pain() -> None:
    at = {"step_id": "step_pay", "lane_id": "lane_team"}
    old = changed(
        None,
        made(Card, "card_gain", kind="gain", title="Warm", **at),
        made(Card, "card_pain", kind="pain", title="Cold", **at),
    ).new
    gone = {"lane_team", "card_gain", "card_pain", "card_stock"}
    new = JourneyMap([record for i, record in old.records.items() if i not in gone])
    assert lines(compare(old, new), "pains") == [
        "Lost: gain “Warm” removed from Buy ▸ Sales, with lane “Sales”",
        "Gone with its place: “Cold”",
    ]


def test_evidence_that_was_gained_is_told_also_of_cards_that_stand_elsewhere() -> None:
    c = changed(
        None,
        made(Evidence, "evidence_n", kind="survey", title="Riders", date="2026-11"),
        card_till={"evidence_ids": ("evidence_n",)},
        card_queue={"evidence_ids": ("evidence_n", "evidence_talks"), "severity": 5},
        card_offers={"evidence_ids": ()},
    )
    assert lines(c, "evidence")[:3] == [
        "Evidence “Riders” added: survey, behind 1 card",
        "Touchpoint “Offers” no longer rests on “Talks”",
        "Pain point “Queue” now rests on “Riders” and “Talks”",
    ]
    assert len(lines(c, "pains")) == 1


def test_a_source_goes_stale_a_year_after_its_day() -> None:
    def stale(seen: str, on: date, **fields: object) -> list[str]:
        old = changed(evidence_talks={"date": seen}, map=fields, comment_1=None, comment_2=None).new
        return lines(changed(old, card_offers={"body": "x"}), "evidence", on)

    known = {"version": VersionLabel(date="2026-10-01")}
    gone = ["Gone stale: evidence “Talks”, more than a year old"]
    assert stale("2025-11-01", ON, **known) == gone
    assert stale("2025-11", ON, **known) == []  # its last day counts
    assert stale("2025-11-23", ON, **known) == []
    assert stale("2025-09-01", ON, **known) == []  # it was before
    assert stale("2025-11-01", ON, reviewed_on="2026-10") == gone
    assert stale("2025-09-01", ON, **known, reviewed_on="2026-08-01") == gone, "of both maps"
    old = changed(evidence_talks={"date": "2025-09-01"}, map=known | {"reviewed_on": "2026-08"}).new
    named = changed(old, map={"version": VersionLabel(date="2026-11-01")})
    assert gone[0] not in lines(named, "evidence", ON), "the old map has a name of its own"
    assert stale("2025-09-01", ON) == ["More than a year old: “Talks”"]


def test_questions_are_new_answered_or_still_open() -> None:
    def question(name: str) -> Card:
        one: Card = made(Card, f"card_{name}", kind="question", title=f"{name}?")
        return one

    old = changed(None, question("why"), question("who"), question("how")).new
    c = changed(
        old,
        question("when"),
        made(Action, "action_n", title="Find out", about_ids=("card_who",)),
        made(Person, "person_ina", name="Ina"),
        made(Comment, "comment_n", about_id="card_till", author_id="person_ina", text="Sure?"),
        comment_1={"resolved": True},
        card_how=None,
    )
    assert lines(c, "evidence") == [
        "New comment by Ina about touchpoint “Till”: “Sure?”",
        "New: question “when?” added in the parking lot",
        "Resolved: comment “Really?”",
        "Question “how?” removed from the parking lot",
        "Answered by an action: question “who?”",
        "Still open: “why?” and “Yes.”",
    ]


def test_structure_is_told_from_stages_down_to_details() -> None:
    c = changed(
        None,
        made(Persona, "persona_n", name="Cem"),
        made(Card, "card_n", kind="note", title="Mind", step_id="step_ask", lane_id="lane_web"),
        card_offers={"lane_id": "lane_shop"},
        card_till={"owner_id": ""},
        stage_buy={"order": "Zz"},
        step_ask={"stage_id": "stage_buy", "order": "a7"},
        link_chat=None,
        map={"maturity": "validated"},
    )
    assert [line.split("”")[0] for line in lines(c, "structure")] == [
        "Stage “Buy",
        "Step “Ask",
        "Persona “Cem",
        "Touchpoint “Offers",
        "Note “Mind",
        "Link from “Offers",
        "The map: maturity from sketch to validated",
        "Touchpoint “Till",
    ]


def test_an_opportunity_that_only_moved_is_no_news_about_work() -> None:
    c = changed(card_app={"step_id": "step_ask", "lane_id": "lane_web"})
    assert lines(c, "structure") == [
        "Opportunity “App” moved from the parking lot to Compare › Ask ▸ Web"
    ]
    assert lines(c, "work", date(2026, 10, 1)) == []


def test_a_stage_does_not_count_its_only_step() -> None:
    structure = lines(compare(old_map(), new_map()), "structure")
    assert structure[0] == "Stage “Come back” added after “Stay or leave”, with 1 card"


def test_what_is_only_worded_or_put_otherwise_is_folded_away() -> None:
    c = changed(
        card_queue={"title": "Long queue"},
        action_till={"title": "Open two tills"},
        lane_web={"order": "a9"},
        **{ANNA_LOOK: {"word": "calm"}},
    )
    assert len(lines(c, "wording")) == 4
    assert lines(c, "pains") == lines(c, "feelings") == []


def test_nothing_changed_still_tells_what_is_overdue() -> None:
    of = digest(compare(old_map(), old_map()), TODAY)
    assert of.sentence == "Nothing changed."
    assert [line.text for line in of.sections[0].lines] == [
        "Overdue since Tue 1 Dec: action “Ask the telephone line for its waiting times”, Lena",
        "Overdue since Thu 10 Dec: action “Try a child seat at three stations”, Omar",
    ]


def test_the_strip_counts_cards_and_says_how_much_better_people_feel() -> None:
    counts = {stage.name: stage for stage in strip(compare(old_map(), new_map()))}
    assert list(counts) == [
        "Discover", "Compare", "Sign up", "Ride", "Get help", "Stay or leave", "Come back",
    ]  # fmt: skip
    assert counts["Get help"]._replace(feeling=None, stage_id="") == StageCount(
        "", "Get help", 0, 1, 2, None
    )
    assert counts["Get help"].feeling == pytest.approx(0.7)  # Mara's +1.4, and Jonas as before
    assert counts["Sign up"].feeling == pytest.approx((0.4 - 0.7) / 2)
    assert counts["Come back"][2:] == (1, 0, 0, None, "added", ())


def test_the_strip_says_what_is_different_besides_cards() -> None:
    cases: list[tuple[str, dict[str, object], str, str]] = [
        ("stage_compare", {"name": "Ask around"}, "stage_compare", "renamed"),
        ("stage_compare", {"description": "At the till"}, "stage_compare", "details differ"),
        ("stage_compare", {"order": "a9"}, "stage_compare", "moved"),
        ("step_ask", {"when": "at noon"}, "stage_compare", "steps differ"),
        ("metric_sales", {"value": 4}, "stage_buy", "metrics differ"),
        ("link_chat", {"share": 0.4}, "stage_compare", "links differ"),
        (BEN_QUEUE, {"score": -1.47}, "stage_buy", "scores differ"),
    ]
    for record_id, fields, stage_id, said in cases:
        c = changed(**{record_id: fields})
        told = {s.stage_id: s for s in strip(c)}
        assert told[stage_id].also == (said,)
        assert all(s[2:5] == (0, 0, 0) for s in told.values())
        assert all(s.also == () for i, s in told.items() if i != stage_id)
    shown = change_text(c, digest(c, ON), "a", "b")
    assert "Buy (scores differ)" in shown
    (buy,) = (s for s in strip(changed(**{BEN_QUEUE: {"score": 1.0}})) if s.stage_id == "stage_buy")
    assert (buy.feeling, buy.also) == (pytest.approx(1.25), ()), "the mean says so"


def test_a_stage_that_is_gone_stands_after_what_it_stood_after() -> None:
    old = old_map()
    gone = next(s for s in strip(compare(old, old)) if s.name == "Ride")
    new = JourneyMap([r for i, r in old.records.items() if i != gone.stage_id])
    shown = strip(compare(old, new))
    assert [s.name for s in shown] == [s.name for s in strip(compare(old, old))]
    assert [s.name for s in shown if s.state == "removed"] == ["Ride"]


def test_the_feeling_of_a_step_is_its_own_or_the_mean_of_its_cards() -> None:
    def look(c: Comparison) -> float | None:
        return {stage.name: stage.feeling for stage in strip(c)}["Buy"]

    assert look(changed(**{ANNA_TILL: {"score": 0.0}})) == 1.0  # she +2, Ben as before
    own = made(Feeling, feeling_id("persona_anna", "step_pay"), persona_id="persona_anna",
               step_id="step_pay", score=-2.0)  # fmt: skip
    both = changed(None, own).new
    assert look(changed(both, **{ANNA_TILL: {"score": 0.0}})) == 0.0
    assert look(changed(persona_anna={"role": "employee"}, **{ANNA_TILL: {"score": 0.0}})) == 0.0


def test_a_metric_that_is_new_is_told_among_figures() -> None:
    c = changed(None, made(Metric, "metric_n", name="Wait", value=3.0, unit="min"))
    assert lines(c, "feelings") == ["Metric “Wait” added: 3 min"]


def test_a_pain_that_is_better_in_one_way_and_worse_in_another_is_told_so() -> None:
    old = changed(card_queue={"severity": 4, "frequency": 2, "affected": 0.4}).new
    cases = [
        ({"severity": 2, "frequency": 4}, "milder but more frequent"),
        ({"severity": 5, "affected": 0.2}, "worse but for fewer people"),
        ({"frequency": 1, "affected": 0.5}, "less frequent but for more people"),
    ]
    for fields, said in cases:
        c = changed(old, card_queue=fields)
        assert digest(c, ON).sentence == f"One pain {said}: “Queue”"
        (line,) = lines(c, "pains")
        assert line.startswith(f"{said.capitalize()}: pain point “Queue”: ")
    more = changed(old, card_queue={"severity": 5, "frequency": 3})
    assert digest(more, ON).sentence == "One pain worse: “Queue”"
    assert lines(more, "pains") == [
        "Worse: pain point “Queue”: severity from 4 to 5, frequency from 2 to 3"
    ]
