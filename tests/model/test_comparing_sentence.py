"""A comparison in one sentence, as a person would say it who has seen both maps."""

from typing import Any

import pytest

from model.change import JourneyMap
from model.compare import compare
from model.comparing.sentence import NOTHING, sentence
from model.ids import feeling_id
from model.records import Action, Card, Feeling, Lane, MapInfo, Persona, Record, Stage, Step
from tests.compared import new_map, old_map
from tests.model.retold import changed, made


def journey(*more: Record) -> JourneyMap:
    """Two stages and a lane, without personas and without cards, and `more`."""
    return JourneyMap(
        [
            made(Stage, "stage_a", name="Ask", order="a0"),
            made(Stage, "stage_b", name="Get help", order="a1"),
            made(Step, "step_a", stage_id="stage_a", order="a0"),
            made(Step, "step_b", stage_id="stage_b", order="a0"),
            made(Lane, "lane_a", name="Shop", order="a0"),
            *more,
        ]
    )


def cards(n: int, kind: str, **fields: Any) -> tuple[Card, ...]:
    """So many cards of a kind, their keys in order."""
    at = {"step_id": "step_a", "lane_id": "lane_a", **fields}
    return tuple(
        made(Card, f"card_{kind}_{i}", kind=kind, title=f"{kind} {i}", order=f"a{i:x}", **at)
        for i in range(n)
    )


def feeling(score: float, step: str = "step_b", **fields: Any) -> Feeling:
    """A score at a step, everyone's or a persona's."""
    record_id = feeling_id(fields.get("persona_id", ""), step)
    record: Feeling = made(Feeling, record_id, step_id=step, score=score, **fields)
    return record


MARA = made(Persona, "persona_mara", name="Mara")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ((), (), NOTHING),
        (
            (*cards(3, "pain"), *cards(1, "gain"), MARA, feeling(-1.8, persona_id=MARA.id)),
            (MARA, feeling(-0.4, persona_id=MARA.id)),
            "Three pains solved, one gain lost, Get help +1.4 for Mara",
        ),
        ((), cards(1, "pain"), "One new pain: “pain 0”"),
        ((), cards(12, "pain"), "Twelve new pains"),
        ((), cards(13, "pain"), "13 new pains"),
        (cards(2, "pain", severity=2), cards(2, "pain", severity=5), "Two pains worse"),
        (cards(2, "pain", severity=5), cards(2, "pain", severity=2), "Two pains milder"),
        (cards(2, "pain", severity=5), cards(2, "pain"), "Two pains solved"),
        (cards(2, "pain"), cards(2, "pain", severity=5), "Two pain points changed"),
        (
            cards(2, "pain"),
            cards(2, "pain", step_id="", lane_id=""),
            "Two pain points parked",
        ),
        (cards(1, "gain"), (), "One gain lost: “gain 0”"),
        (cards(2, "gain", strength=5), cards(2, "gain", strength=1), "Two gains weaker"),
        (cards(2, "gain", strength=1), cards(2, "gain", strength=5), "Two gains stronger"),
        ((), cards(2, "gain"), "Two new gains"),
        ((feeling(0.5),), (feeling(-1.5),), "Get help -2"),
        (
            (feeling(0.5), feeling(0.0, "step_a")),
            (feeling(0.4), feeling(1.0, "step_a")),
            "Ask +1 and one more change",
        ),
        ((feeling(0.5),), (feeling(0.6),), "Get help +0.1"),
        (
            (feeling(0.5),),
            (feeling(0.9), *cards(1, "gain"), *cards(1, "quote"), made(Action, "action_a")),
            "One new action, one new gain, one quote added and one more change",
        ),
        (
            (feeling(0.0, curve="future"),),
            (feeling(1.25, curve="future"),),
            "Get help +1.25 in the future",
        ),
        (
            (made(Action, "action_a", title="Do"), made(Action, "action_b", title="It")),
            (
                made(Action, "action_a", title="Do", status="done"),
                made(Action, "action_b", title="It", status="done"),
            ),
            "Two actions done",
        ),
        (
            cards(1, "opportunity"),
            cards(1, "opportunity", opportunity_status="done"),
            "One opportunity done: “opportunity 0”",
        ),
        ((), (made(Action, "action_a", title="Do"),), "Action “Do” added"),
        ((), cards(4, "touchpoint"), "Four touchpoints added"),
        (cards(2, "quote"), (), "Two quotes removed"),
        (
            (),
            (*cards(2, "quote"), *cards(2, "touchpoint")),
            "Four cards added",
        ),
        (
            cards(3, "touchpoint"),
            cards(3, "touchpoint", step_id="step_b"),
            "Three touchpoints moved",
        ),
        (cards(3, "touchpoint"), cards(3, "touchpoint", body="Anew"), "Three touchpoints reworded"),
        (cards(3, "note"), cards(3, "note", owner_id="person_a"), "Three notes changed"),
        (
            (),
            (made(Stage, "stage_c", name="Leave", order="a2"),),
            "Stage “Leave” added after “Get help”",
        ),
        (
            cards(2, "touchpoint"),
            (made(Lane, "lane_b", name="Web", order="a1"), *cards(1, "touchpoint")),
            "Lane “Web” added, one touchpoint removed",
        ),
        (
            (*cards(1, "pain"), *cards(2, "note"), MARA),
            (
                *cards(2, "gain"),
                *cards(1, "touchpoint"),
                *cards(2, "note", body="Anew"),
                made(Persona, "persona_mara", name="Mara Lind"),
            ),
            "One pain solved, two new gains, one touchpoint added and three more changes",
        ),
    ],
)
def test_a_comparison_is_summed_up_in_a_sentence(
    old: tuple[Record, ...], new: tuple[Record, ...], said: str
) -> None:
    assert sentence(compare(journey(*old), journey(*new))) == said


def test_a_gain_that_went_with_its_stage_is_lost_and_a_pain_is_not_solved() -> None:
    old = journey(*cards(1, "gain"), *cards(2, "pain"))
    gone = {"stage_a", "step_a", "card_gain_0", "card_pain_0", "card_pain_1"}
    new = JourneyMap([record for i, record in old.records.items() if i not in gone])
    assert sentence(compare(old, new)) == "One gain lost, stage “Ask” removed"


def test_the_first_three_parts_are_told_with_a_new_stage_and_the_rest_is_counted() -> None:
    c = compare(old_map(), new_map())
    rest = len(c.told) - 4
    assert sentence(c) == (
        "One pain solved, one new pain, Get help +1.4 for Mara, stage “Come back” added "
        f"and {rest} more changes"
    )


def test_a_figure_is_told_with_what_it_was() -> None:
    c = changed(metric_sales={"value": 20.5}, card_offers={"tags": ()}, card_chat={"tags": ("a",)})
    assert sentence(c) == "Metric “Sales” from 12 to 20.5 and two more changes"


def test_what_is_only_set_out_otherwise_is_said_to_be() -> None:
    c = changed(lane_web={"order": "a9"}, persona_anna={"order": "a9"})
    assert sentence(c) == "Two things put elsewhere"


def test_a_new_key_at_the_same_place_is_no_change_to_anybody() -> None:
    c = changed(card_chat={"order": "a1V"})
    assert c.items
    assert sentence(c) == NOTHING


def test_the_map_itself_is_named() -> None:
    c = compare(JourneyMap(), JourneyMap([MapInfo(title="Rides", maturity="validated")]))
    assert sentence(c) == "The map: maturity from sketch to validated, title added"
