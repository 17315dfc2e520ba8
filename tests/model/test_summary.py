"""The summary of a workshop: counted from the map, ranked by the room, one page whatever comes."""

from datetime import date
from typing import Any

import pytest

from model.change import Change, JourneyMap, apply
from model.edits.actions import actions_from, set_status
from model.edits.cards import add_card, delete_cards
from model.edits.common import new_ids
from model.edits.details import add_action
from model.edits.fields import set_many
from model.edits.votes import set_votes
from model.ids import Ids
from model.layout.scene import Icon, Rect, Scene, Text
from model.layout.summary_sheet import summary_sheet
from model.records import Action, Card, Evidence, MapInfo, create
from model.summary import facts_of, left, summarise
from tests.sample import sample

TODAY = date(2026, 11, 22)
IDS = Ids()


def done(change: Change, of: JourneyMap) -> JourneyMap:
    return apply(change, of)


def quiet() -> JourneyMap:
    """The sample without actions, votes and comments."""
    gone = ("action_", "vote_", "comment_")
    return JourneyMap(r for r in sample().records.values() if not r.id.startswith(gone))


def with_card(of: JourneyMap, title: str, kind: str, cell: tuple[str, str] = ("", ""), **fields: Any
              ) -> JourneyMap:  # fmt: skip
    return done(add_card(of, IDS, *cell, title=title, kind=kind, **fields), of)


def card_id(of: JourneyMap, title: str) -> str:
    return next(card.id for card in of.all(Card) if card.title == title)


def test_pains_stand_by_dots_then_severity_then_mentions() -> None:
    at = ("step_look", "lane_web")
    of = with_card(quiet(), "Slow", "pain", at, severity=2, mentions=9)
    of = with_card(of, "Loud", "pain", at, severity=2, mentions=12)
    of = with_card(of, "Voted", "pain", at, severity=1)
    of = done(set_votes(of, "1", card_id(of, "Voted"), 3), of)
    of = done(set_votes(of, "2", card_id(of, "Voted"), 2), of)
    pains = summarise(of, TODAY).pains
    assert [p.text for p in pains] == ["Voted", "Queue", "Loud", "Slow"]
    assert [p.facts for p in pains] == [
        "5 dots, severity 1", "severity 4", "severity 2, said by 12", "severity 2, said by 9",
    ]  # fmt: skip
    assert pains[1].place == "Buy, Shop"


def test_what_got_dots_is_told_whatever_it_is() -> None:
    of = quiet()
    for card, dots in (("card_app", 2), ("card_chat", 7)):
        of = done(set_votes(of, "1", card, dots), of)
    assert [(p.text, p.facts) for p in summarise(of, TODAY).voted] == [
        ("Chat", "7 dots, said by 3"),
        ("App", "2 dots"),
    ]


def test_the_share_that_was_heard_is_derived_and_the_poster_says_the_same() -> None:
    of = quiet()
    assert summarise(of, TODAY).evidence == "1 of 4 touchpoints heard or seen from customers"
    (heard,) = (e for e in of.all(Evidence) if e.id == "evidence_talks")
    of = done(set_many(of, {heard.id: {"kind": "workshop"}}), of)
    assert summarise(of, TODAY).evidence == "0 of 4 touchpoints heard or seen from customers"
    assert summarise(JourneyMap(), TODAY).evidence == ""


def test_what_was_done_today_is_what_is_new_since_the_day_began() -> None:
    before = quiet()
    of = with_card(before, "Slow", "pain")
    of = with_card(of, "Slower", "pain")
    of = with_card(of, "Who pays?", "question")
    of = done(set_many(of, {"card_chat": {"title": "Chats"}}), of)
    of = done(delete_cards(of, "card_offers"), of)
    of = done(add_action(of, IDS, "Call them"), of)
    assert summarise(of, TODAY, before).today == (
        "Added today: 2 pain points and 1 question; 1 action. Cards 1 changed and 1 removed."
    )
    assert summarise(before, TODAY, before).today == ""
    assert summarise(of, TODAY).today == ""
    assert summarise(of, TODAY, before, "since 10:42").today.startswith("Added since 10:42: 2 pain")


def test_a_question_is_open_until_an_action_is_about_it() -> None:
    of = with_card(quiet(), "Who pays?", "question", ("step_look", "lane_web"))
    of = with_card(of, "And when?", "question")
    summary = summarise(of, TODAY)
    assert [(q.text, q.place) for q in summary.questions] == [
        ("Who pays?", "Compare › Look, Web"),
        ("And when?", "parked"),
    ]
    change = actions_from(of, [card_id(of, "Who pays?")], IDS)
    of = done(change, of)
    summary = summarise(of, TODAY)
    assert ([q.text for q in summary.questions], summary.answered) == (["And when?"], 1)
    of = done(set_status(of, new_ids(change, Action)[0], "dropped", TODAY), of)
    assert len(summarise(of, TODAY).questions) == 2


def test_a_parked_card_is_told_until_an_action_is_about_it() -> None:
    assert [(p.text, p.place) for p in summarise(quiet(), TODAY).parked] == [("App", "opportunity")]
    of = done(actions_from(quiet(), ["card_app"], IDS), quiet())
    assert summarise(of, TODAY).parked == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "nobody yet, no day yet"),
        ({"owner_id": "person_mia", "due": "2026-12-04"}, "Mia Berg, by Fri 4 Dec"),
        ({"due": "2026-11-01"}, "nobody yet, overdue since Sun 1 Nov"),
        ({"status": "in progress", "due": "2026-12"}, "nobody yet, by Dec 2026, in progress"),
        ({"status": "done", "owner_id": "person_mia"}, "Mia Berg, done"),
    ],
)
def test_a_decision_is_told_with_owner_and_day(fields: dict[str, str], said: str) -> None:
    of = done(add_action(quiet(), IDS, "Call them", **fields), quiet())
    (decision,) = summarise(of, TODAY).decisions
    assert facts_of(decision) == said


def test_how_many_are_left_and_late_is_told() -> None:
    of = quiet()
    for fields in ({}, {"due": "2020"}, {"status": "done"}, {"status": "dropped"}):
        of = done(add_action(of, IDS, "Call them", **fields), of)
    assert left(summarise(of, TODAY).decisions) == "2 to do, 1 overdue, 1 done"


def texts(scene: Scene) -> list[str]:
    node = scene.layers[0].node
    return [p.line.text for p in node.primitives if isinstance(p, Text)]


def lowest(scene: Scene) -> float:
    boxes = [p.y for p in scene.layers[0].node.primitives if isinstance(p, Text | Icon | Rect)]
    return max(boxes)


@pytest.mark.parametrize("many", [0, 1, 300])
def test_the_sheet_is_one_page_and_says_how_much_it_leaves_out(many: int) -> None:
    of = quiet()
    words = " and it goes on for a very long time" * 6
    new = {}
    for number in range(many):
        for kind in ("pain", "question", "note"):
            card = create(Card, id=f"card_{kind}{number}", kind=kind, title=f"{number}{words}")
            new[card.id] = (None, card)
        action = create(Action, id=f"action_{number}", title=f"{number}{words}")
        new[action.id] = (None, action)
    of = done(new, of)
    scene, page = summary_sheet(summarise(of, TODAY))
    assert (page.width, page.height) == (scene.width, scene.height)
    assert round(page.width / 72 * 25.4) == 210
    assert lowest(scene) <= scene.height - 40
    said = texts(scene)
    for heading in ("Pain points", "Gains", "Decisions", "Open questions", "Parked"):
        assert any(text.startswith(heading) for text in said)
    assert any(t.startswith("And ") and t.endswith(" more") for t in said) is (many == 300)


@pytest.mark.parametrize("many", [7, 60])
def test_cards_with_dots_are_cut_to_five_only_where_there_is_no_room(many: int) -> None:
    of = quiet()
    for number in range(many):
        of = with_card(of, f"Slow {number}", "pain", ("step_look", "lane_web"))
    for card in [card.id for card in of.all(Card) if card.title.startswith("Slow")][:7]:
        of = done(set_votes(of, "1", card, 3), of)
    said = texts(summary_sheet(summarise(of, TODAY))[0])
    assert said.count("And 2 more") == (many > 7)


def test_nothing_is_cut_while_there_is_room_in_either_column() -> None:
    of = quiet()
    for kind, many in (("pain", 14), ("gain", 12)):
        for number in range(many):
            of = with_card(of, f"{kind} {number}", kind, ("step_look", "lane_web"), severity=3)
    scene, _ = summary_sheet(summarise(of, TODAY))
    assert not [text for text in texts(scene) if text.startswith("And ")]
    assert lowest(scene) <= scene.height - 40


def test_a_cut_list_goes_down_to_the_end_of_the_page() -> None:
    of = quiet()
    for number in range(40):
        of = with_card(of, f"Slow {number}", "pain", ("step_look", "lane_web"))
    of = with_card(of, "Who?", "question", ("step_look", "lane_web"))
    scene, _ = summary_sheet(summarise(of, TODAY))
    assert len([text for text in texts(scene) if text.startswith("And ")]) == 1
    assert lowest(scene) > scene.height - 42 - 40


def test_the_sheet_of_a_map_that_reads_from_the_right_begins_at_the_right() -> None:
    of = JourneyMap((create(MapInfo, title="بطاقة المكتبة", language="ar"),))
    scene, _ = summary_sheet(summarise(of, TODAY))
    node = scene.layers[0]
    (title,) = (p for p in node.node.primitives
                if isinstance(p, Text) and p.line.text == "بطاقة المكتبة")  # fmt: skip
    right = node.x + title.x + title.line.width
    assert abs(scene.width - right - 42) < 0.1
