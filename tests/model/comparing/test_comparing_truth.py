"""What is told of a comparison is so: nothing is solved that was only put away."""

from base64 import b64encode
from datetime import date
from typing import Any

import pytest

from model.change import JourneyMap, apply
from model.compare import Comparison, compare
from model.comparing.digest import digest
from model.comparing.headlines import headline
from model.comparing.lines import Line
from model.comparing.narrowing import Narrowed, Narrowing
from model.comparing.rising import rise
from model.comparing.sentence import NOTHING, sentence
from model.comparing.shown import sign, words
from model.comparing.strip import strip
from model.edits.cards import add_card, move_cards
from model.edits.combine import combine_cards
from model.edits.removing import remove
from model.edits.stages import move_step
from model.ids import Ids, asset_id, feeling_id
from model.merge import Labels, merge
from model.records import (
    Action,
    Asset,
    Card,
    Evidence,
    Feeling,
    Lane,
    Metric,
    Persona,
    Step,
    Unknown,
    Vote,
)
from tests.compared import CALLS, old_map, one
from tests.model.retold import changed, made
from tests.sample import sample
from tests.strategies import BITMAPS

ON = date(2026, 10, 1)
ANNA_LOOK = feeling_id("persona_anna", "step_look")
ANNA_TILL = feeling_id("persona_anna", "card_till")
PAY = {"step_id": "step_pay", "lane_id": "lane_shop"}


def lines(c: Comparison, section: str) -> list[str]:
    """What a section says."""
    found = {s.name: [line.text for line in s.lines] for s in digest(c, ON).sections}
    return found.get(section, [])


def lines_of(c: Comparison, section: str) -> tuple[Line, ...]:
    """The same with what it is about."""
    return next(s.lines for s in digest(c, ON).sections if s.name == section)


def only_line(c: Comparison) -> str:
    """The line of the one record that is told of."""
    (item,) = c.told
    return headline(c, item)


def anna(at: str, score: float, **fields: Any) -> Feeling:
    """What Anna feels at a step or a card."""
    where = {"step_id" if at.startswith("step") else "card_id": at}
    found: Feeling = made(
        Feeling, feeling_id("persona_anna", at), persona_id="persona_anna", score=score,
        **where, **fields,
    )  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("kind", "said", "line"),
    [
        (
            "gain",
            "One pain turned into a gain: “Queue”",
            "Turned: gain “Queue” was a pain point before",
        ),
        (
            "touchpoint",
            "Touchpoint “Queue” was a pain point before",
            "Turned: touchpoint “Queue” was a pain point before",
        ),
        (
            "opportunity",
            "Opportunity “Queue” was a pain point before",
            "Turned: opportunity “Queue” was a pain point before",
        ),
    ],
)
def test_a_pain_that_became_another_kind_of_card_is_not_solved(
    kind: str, said: str, line: str
) -> None:
    c = changed(card_queue={"kind": kind})
    assert sentence(c) == said
    assert lines(c, "pains") == [line]
    assert "Queue" not in " ".join(lines(c, "work"))  # it is told once


def test_a_gain_that_became_a_pain_is_told_as_both() -> None:
    old = changed(card_queue={"kind": "gain"}).new
    assert (
        sentence(changed(old, card_queue={"kind": "pain"}))
        == "One gain turned into a pain: “Queue”"
    )


def test_a_pain_that_stands_again_elsewhere_is_neither_solved_nor_new() -> None:
    again = made(Card, "card_again", kind="pain", title=" queue", severity=4, **PAY)
    c = changed(None, again, card_queue=None)
    assert "solved" not in sentence(c)
    assert "new" not in sentence(c)
    assert [line.split(":")[0] for line in lines(c, "pains")] == [
        "Pain point “queue” added in Buy ▸ Shop, severity 4",
        "Pain point “Queue” removed from Buy ▸ Shop",
    ]


def test_a_pain_that_another_card_took_in_is_not_solved() -> None:
    old = changed(card_till={"kind": "pain", "severity": 1}).new
    c = compare(old, apply(combine_cards(old, ["card_till", "card_queue"]), old))
    assert "solved" not in sentence(c)
    assert lines(c, "pains")[-1] == (
        "Pain point “Queue” removed from Buy ▸ Shop, with 1 score, its words now on “Till”"
    )


def test_pains_that_were_parked_with_their_lane_are_told_and_not_solved() -> None:
    old = sample()
    c = compare(old, apply(remove(old, "lane_shop", park_cards=True), old))
    assert "solved" not in sentence(c)
    assert lines(c, "pains") == ["Now in the parking lot, as its place is gone: “Queue”"]
    assert only_line(c).startswith("Lane “Shop” removed, 3 cards now in the parking lot")


def test_a_parked_card_counts_at_the_stage_where_it_stood() -> None:
    def counts(c: Comparison) -> dict[str, tuple[int, int, int]]:
        return {stage.name: stage[2:5] for stage in strip(c)}

    parked = changed(card_queue={"step_id": "", "lane_id": ""})
    assert counts(parked) == {"Compare": (0, 0, 0), "Buy": (0, 0, 1)}
    assert counts(compare(parked.new, parked.old)) == {"Compare": (0, 0, 0), "Buy": (0, 0, 1)}
    old = sample()
    gone = compare(old, apply(remove(old, "stage_buy", park_cards=True), old))
    assert counts(gone)["Buy"] == (0, 0, 2)


def test_what_only_lost_a_reference_is_said_to_have_referred_to_it() -> None:
    old = sample()
    c = compare(old, apply(remove(old, "card_till"), old))
    assert only_line(c) == (
        "Touchpoint “Till” removed from Buy ▸ Shop, with 1 score, 1 card no longer refers to it"
    )
    new = changed(None, made(Persona, "persona_n", name="Cem"), card_chat={
        "persona_ids": ("persona_anna", "persona_n")
    })  # fmt: skip
    assert only_line(new) == "Persona “Cem” added, referred to by 1 card"
    gone = changed(evidence_talks=None, card_offers={"evidence_ids": ()},
                   persona_ben={"evidence_ids": ()})  # fmt: skip
    assert only_line(gone) == (
        "Evidence “Talks” removed: interview, which was behind 1 card and 1 persona"
    )


def test_a_card_that_reaches_over_steps_that_changed_places_has_another_reach() -> None:
    old = changed(card_visit={"step_id": "step_look", "until_step_id": "step_ask"}).new
    c = compare(old, apply(move_step(old, "step_ask", "stage_compare", "step_look"), old))
    assert only_line(c) == "Step “Ask” now first in stage “Compare”, changing the reach of 1 card"


def test_the_line_of_a_persona_moves_with_the_card_that_has_the_score() -> None:
    old = changed(None, anna("card_chat", 0.5), anna("card_visit", 2.0)).new
    c = compare(old, apply(move_cards(old, ["card_visit"], "step_pay", "lane_shop"), old))
    section = next(s for s in digest(c, ON).sections if s.name == "feelings")
    assert [(line.text, line.ids, sign(c, line)) for line in section.lines] == [
        (
            "Anna's line at “Buy” +2, from -2 to 0, the mean of its 2 cards",
            ("card_visit",),
            "≠",
        ),
        (
            "Anna's line at “Compare › Ask” -0.75, from +1.25 to +0.5, the score of “Chat”",
            ("card_visit",),
            "≠",
        ),
    ]


def test_a_step_that_lost_its_own_score_shows_its_cards() -> None:
    old = changed(None, anna("step_pay", 1.0)).new
    c = changed(old, **{feeling_id("persona_anna", "step_pay"): None})
    assert lines(c, "feelings") == [
        "Anna's line at “Buy” -3, from +1 to -2, now the score of “Till”",
        "The feeling of Anna at “Buy” removed (was +1)",
    ]
    back = compare(c.new, c.old)
    assert "now the step's own score" in lines(back, "feelings")[0]


def test_a_score_that_the_line_does_not_show_is_said_not_to_be_shown() -> None:
    old = changed(None, anna("step_pay", 1.0)).new
    assert lines(changed(old, **{ANNA_TILL: {"score": 0.0}}), "feelings") == [
        "Anna at “Till” +2, from -2 to 0, the line keeps the step's own +1"
    ]
    new = changed(old, anna("card_queue", -2.0))
    assert lines(new, "feelings")[-1].endswith("added: -2, the line keeps the step's own +1")
    parked = changed(None, anna("card_app", -2.0))
    assert lines(parked, "feelings") == ["The feeling of Anna at “App” added: -2"]


def test_one_score_that_makes_the_line_is_told_once() -> None:
    c = changed(**{ANNA_TILL: {"score": 0.0}})
    assert lines(c, "feelings") == ["Anna at “Till” +2, from -2 to 0"]


def test_what_else_became_of_a_score_is_told_with_it() -> None:
    c = changed(**{ANNA_LOOK: {"score": 0.5, "n": 12, "word": "calm", "note": "A price"}})
    (line,) = next(s for s in digest(c, ON).sections if s.name == "feelings").lines
    assert line.text == (
        "Anna at “Compare › Look” -0.5, from +1 to +0.5, sample size now 12: “A price”"
    )
    assert [text.name for text in words(c, line)] == ["Word"]


def test_what_else_became_of_work_is_told_with_it() -> None:
    done = {"status": "done", "done_on": "2026-09-02", "about_ids": ("card_till",)}
    c = changed(action_till={**done, "owner_id": "person_mia"})
    assert lines(c, "work") == [
        "Done: action “Open a till”, Mia Berg, on Wed 2 Sep, now about “Till”, "
        "no longer about “Queue”"
    ]
    dropped = changed(card_app={"opportunity_status": "dropped", "impact": 2})
    assert lines(dropped, "work") == ["Dropped: opportunity “App”: impact from 5 to 2"]
    gone = changed(card_queue=None, action_till={**done, "about_ids": ()})
    assert lines(gone, "work") == ["Done: action “Open a till”, on Wed 2 Sep"]
    again = changed(c.new, action_till={"status": "open", "done_on": ""})
    assert lines(again, "work") == ["Action “Open a till”: status from done to open"]


def test_a_report_counts_no_change_of_a_record_that_it_does_not_tell() -> None:
    fields = {"severity": 2, "frequency": 1, "mentions": 9, "owner_id": "person_mia",
              "tags": ("a",), "private": True, "title": "Long queue"}  # fmt: skip
    (line,) = lines(changed(card_queue=fields), "pains")
    assert "more change" not in line
    assert "owner now Mia Berg" in line
    assert "tag “a” added" in line


def test_another_measure_than_the_feeling_is_named_and_comes_after_it() -> None:
    old = changed(None, anna("step_ask", 1.5, measure="trust")).new
    trust = feeling_id("persona_anna", "step_ask")
    assert sentence(changed(old, **{trust: {"score": -1.0}})) == (
        "Compare › Ask -2.5 for Anna (trust)"
    )
    both = changed(old, **{trust: {"score": -1.0}, ANNA_LOOK: {"score": 0.0}})
    assert sentence(both) == "Compare › Look -1 for Anna and one more change"


def test_a_difference_that_no_figure_shows_is_a_little_in_reports_too() -> None:
    c = changed(**{ANNA_LOOK: {"score": 1.001}})
    assert sentence(c) == "Compare › Look a little better for Anna"
    assert lines(c, "feelings") == ["Anna at “Compare › Look” a little better, from +1 to +1"]


def test_a_metric_that_counts_something_else_has_neither_risen_nor_fallen() -> None:
    c = changed(metric_sales={"value": 3.0, "unit": "min"})
    assert rise(c.told[0]) is None
    assert lines(c, "feelings") == ["Metric “Sales” for Ben from 12 to 3 min"]


def test_a_map_that_has_no_card_of_the_other_is_said_to_be_another() -> None:
    whole = sample()
    empty = JourneyMap([whole.info])
    assert sentence(compare(empty, whole)) == "All of it is new: 2 stages and 7 cards"
    assert sentence(compare(whole, empty)) == "All of it was removed: 2 stages and 7 cards"
    stages = ("stage_compare", "stage_buy")
    other = [
        made(type(r), f"{r.id}_x", **{k: v for k, v in r.__dict__.items() if k != "id"})
        if isinstance(r, Card) or r.id in stages
        else r
        for r in whole.records.values()
    ]
    assert sentence(compare(whole, JourneyMap(other))) == (
        "No stage and no card is in both maps, but 7 cards read alike"
    )


def test_a_file_of_a_newer_touchline_is_called_that() -> None:
    c = changed(None, made(Unknown, "unknown:schema_version", data="9"))
    assert only_line(c) == "The new map was written by a newer Touchline"
    assert sentence(compare(c.new, c.old)) == "The old map was written by a newer Touchline"


def test_a_card_that_lost_its_words_is_called_by_those_that_it_had() -> None:
    assert only_line(changed(card_chat={"title": ""})) == "Touchpoint “Chat”: title taken away"
    assert only_line(changed(step_look={"name": ""})) == "Step “Look”: name taken away"


def test_what_is_first_in_its_row_says_in_which() -> None:
    old = changed(None, made(Card, "card_b", title="B", order="a5", **PAY)).new
    c = changed(old, card_b={"order": "Zz"})
    assert only_line(c) == "Touchpoint “B” now first in Buy ▸ Shop"


@pytest.mark.parametrize(
    ("record_id", "fields", "line"),
    [
        ("metric_sales", {"better": "lower"}, "Metric “Sales” now better when lower"),
        ("metric_sales", {"unit": "km"}, "Metric “Sales”: unit now km"),
        ("lane_web", {"icon": "globe"}, "Lane “Web”: icon added"),
        ("action_till", {"due": ""}, "Action “Open a till”: no due date any more (was Oct 2026)"),
        ("map", {"starts_when": "At once"}, "The map: beginning added"),
        ("map", {"reviewed_on": "2026-09-01"}, "Reviewed on 1 Sep 2026"),
        ("card_chat", {"handled_by": "machine"}, "Touchpoint “Chat”: handling now machine"),
        ("map", {"kind": "future"}, "The map now shows the journey as it shall be"),
        ("lane_web", {"group": "Ours"}, "Lane “Web”: group now “Ours”"),
        ("card_app", {"addresses_ids": ()}, "Opportunity “App” no longer addresses “Queue”"),
        ("card_app", {"addresses_ids": ("card_queue", "card_till")},
         "Opportunity “App” now addresses “Till”"),
        ("card_chat", {"mentions": 5}, "Touchpoint “Chat” said by 5 instead of 3"),
        ("card_till", {"mentions": 5}, "Touchpoint “Till” said by 5"),
        ("action_till", {"title": "Open two tills"}, "Action “Open two tills” reworded"),
        ("link_chat", {"source_id": ""}, "Link from outside to “Chat” began at “Offers” before"),
        ("link_in", {"source_id": "card_till"},
         "Link “Advert” from “Till” to “Offers” began outside before"),
        ("link_out", {"target_id": "card_till"}, "Link from “Queue” to “Till” led outside before"),
        ("link_chat", {"source_id": "card_till", "target_id": "card_visit"},
         "Link from “Till” to “Visit” led from “Offers” to “Chat” before"),
        ("persona_anna", {"goals": ("a", "b", "c")}, "Persona “Anna”: 3 goals added"),
        ("metric_sales", {"unit": "كم"}, "Metric “Sales”: unit now \u2068كم\u2069"),
        ("lane_web", {"collapsed_height": 0.0}, "Lane “Web” now folded"),
        ("step_look", {"when": "At night"}, "Step “Look”: time added"),
        ("card_chat", {"url": "https://a.example"}, "Touchpoint “Chat”: web address added"),
        ("card_visit", {"asset_ids": ()}, "Touchpoint “Visit”: picture taken away"),
        ("persona_anna", {"asset_id": ""}, "Persona “Anna”: picture taken away"),
        ("card_chat", {"occurred_at": "2026-10-02"}, "Touchpoint “Chat”: date now 2 Oct 2026"),
    ],
)  # fmt: skip
def test_a_field_is_told_in_words_that_people_use(
    record_id: str, fields: dict[str, Any], line: str
) -> None:
    assert only_line(changed(**{record_id: fields})) == line


def test_a_source_without_a_name_is_named_by_its_kind() -> None:
    old = changed(None, made(Evidence, "evidence_n", kind="assumption")).new
    c = changed(old, card_chat={"evidence_ids": ("evidence_n",)})
    assert lines(c, "evidence")[0] == (
        "Touchpoint “Chat” now rests on a source without a name (assumption)"
    )


def test_a_source_that_is_old_when_it_comes_has_not_gone_stale() -> None:
    old = changed(map={"reviewed_on": "2026-09-01"}).new
    c = changed(old, made(Evidence, "evidence_n", title="Visits", date="2024-01"))
    assert "More than a year old, though new here: evidence “Visits”" in lines(c, "evidence")


def test_an_action_of_a_new_map_is_no_overdue_change() -> None:
    c = changed(None, made(Action, "action_n", title="Ask", due="2026-09-01"))
    assert "Overdue since Tue 1 Sep: action “Ask”; new" in lines(c, "work")


def test_a_step_without_a_name_is_placed_once() -> None:
    c = changed(None, made(Step, "step_n", stage_id="stage_buy", order="a5"))
    assert only_line(c) == "Step 2 of “Buy” added"
    assert only_line(compare(c.new, c.old)) == "Step 2 of “Buy” removed"


def test_the_dots_of_a_round_are_told_together() -> None:
    dots = {"card_chat": 1, "card_till": 5, "card_queue": 2}
    votes = [made(Vote, f"vote_{i}", round="2", card_id=i, count=n) for i, n in dots.items()]
    c = changed(None, *votes)
    assert lines(c, "structure") == ["Round “2”: 8 dots on 3 cards, most on “Till” (5)"]
    back = compare(c.new, c.old)
    assert lines(back, "structure") == ["Round “2” removed: 8 dots on 3 cards, most on “Till” (5)"]
    assert lines(changed(None, *votes[:2]), "structure")[0].startswith("Dots on “Chat” in round")
    (line,) = next(s for s in digest(c, ON).sections if s.name == "structure").lines
    assert sorted(line.ids) == sorted(vote.id for vote in votes)
    assert sign(c, line) == "+"


def test_a_reference_to_another_of_the_same_name_is_said_to_be_one() -> None:
    old = changed(None, made(Card, "card_again", kind="pain", title="Queue", **PAY)).new
    c = changed(old, card_app={"addresses_ids": ("card_again",)})
    assert only_line(c) == "Opportunity “App”: addresses another “Queue”"


def test_the_words_of_a_card_stand_by_one_of_its_lines() -> None:
    c = changed(card_queue={"evidence_ids": ("evidence_talks",), "severity": 5, "title": "Line"})
    found = [line for s in digest(c, ON).sections for line in s.lines if "card_queue" in line.ids]
    assert [bool(words(c, line)) for line in found] == [True, False]


def test_the_figure_that_changed_the_most_comes_before_structure() -> None:
    wait = made(Metric, "metric_wait", name="Wait", value=10.0, unit="min")
    old = changed(None, wait).new
    c = changed(old, made(Lane, "lane_n", name="Post", order="a9"), metric_wait={"value": 2.0},
                metric_sales={"value": 11.0})  # fmt: skip
    assert sentence(c) == (
        "Metric “Wait” from 10 min to 2 min, lane “Post” added and one more change"
    )
    reset = changed(changed(metric_sales={"value": 0.0}).new, metric_sales={"value": -0.0})
    assert sentence(reset) in (NOTHING, "Metric “Sales” from 0 to 0")


def test_a_new_picture_is_told_once() -> None:
    picture = made(Asset, asset_id(BITMAPS[1]), data=b64encode(BITMAPS[1]).decode())
    c = changed(None, picture, card_chat={"asset_ids": (picture.id,)})
    assert only_line(c) == "Touchpoint “Chat”: picture added"


def test_a_long_web_address_is_shown_with_its_card() -> None:
    old = changed(card_chat={"url": f"https://a.example/{'x' * 90}"}).new
    c = changed(old, card_chat={"url": f"https://b.example/{'x' * 90}"})
    assert only_line(c) == "Touchpoint “Chat”: web address changed"
    (line,) = lines_of(c, "structure")
    assert [text.name for text in words(c, line)] == ["Web address"]


def test_people_are_no_things() -> None:
    c = changed(person_mia=None, map={"owner_id": ""}, stage_compare={"owner_id": ""},
                card_till={"owner_id": ""}, comment_1={"author_id": ""})  # fmt: skip
    assert only_line(c).endswith("1 stage no longer refer to them")


def test_a_field_of_another_program_is_named_in_one_line_however_it_is_called() -> None:
    old = sample()
    new = Card.model_validate({**old["card_chat"].__dict__, "two\nlines": 3})
    c = compare(old, JourneyMap({**old.records, "card_chat": new}))
    assert only_line(c) == "Touchpoint “Chat”: “two lines” now 3"


def test_a_pain_of_a_stage_that_one_side_deleted_and_the_other_filled_is_not_solved() -> None:
    base = old_map()
    pain = one(base, Card, CALLS)
    stage = base[pain.step_id].stage_id
    filled = apply(add_card(base, Ids(), pain.step_id, pain.lane_id, kind="doing"), base)
    merged = merge(base, filled, apply(remove(base, stage), base), Labels()).map
    assert stage in merged, "it is back"
    assert pain.id not in merged
    for before in (base, filled):
        c = compare(before, merged)
        assert "solved" not in sentence(c)
        assert f"Gone with the rest of its place: “{pain.title[:20]}" in "\n".join(
            lines(c, "pains")
        )


def test_a_pain_is_solved_that_was_removed_from_among_others() -> None:
    base = old_map()
    pain = one(base, Card, CALLS)
    near = next(c for c in base.all(Card) if c.step_id == pain.step_id and c.kind != "pain")
    assert sentence(compare(base, apply(remove(base, pain.id), base))).startswith("One pain solved")
    c = compare(base, apply(remove(base, pain.id, near.id), base))
    assert sentence(c).startswith("One pain solved")


def test_conflicts_are_to_settle_or_settled_and_no_changes_of_the_journey() -> None:
    calm = changed(conflict_1=None)
    assert sentence(calm) == "One conflict settled"
    back = compare(calm.new, calm.old)
    assert sentence(back) == "One conflict to settle"
    (told,) = (line for line in every(back) if "conflict_1" in line.ids)
    assert (told.text, told.number) == ("To settle: Touchpoint “Till”: title", 0)
    both = changed(card_queue={"severity": None}, card_offers={"tags": ()}, conflict_1=None)
    assert sentence(both) == "One pain solved and one more change, one conflict settled"
    assert [line.number for line in every(both) if line.number] == [1, 2]


def test_what_they_do_is_quoted_without_a_word_for_its_kind() -> None:
    old = changed(card_offers={"kind": "doing"}).new
    c = changed(old, card_offers={"body": "All of them"})
    assert [line.text for line in every(c) if line.number] == ["“Offers”: text added"]
    assert sentence(c) == "“Offers”: text added"
    choices = Narrowed(c).choices(Narrowing(), "records")
    assert [choice.name for choice in choices] == ["What they do"]
    c = changed(old, card_offers={"body": "All"}, card_till={"kind": "activity"})
    assert "thing" not in " ".join((sentence(c), *(line.text for line in every(c)))).split()


def every(c: Comparison) -> list[Line]:
    return [line for section in digest(c, ON).sections for line in section.lines]
