"""What is wrong with a map, rule by rule, and in which words it is told."""

from base64 import b64encode
from typing import Any

import pytest

from model.change import JourneyMap, apply, diff
from model.ids import asset_id, feeling_id
from model.problems import RULES, Problem
from model.records import (
    Action,
    Asset,
    Card,
    Comment,
    Feeling,
    Lane,
    Link,
    Metric,
    Record,
    Stage,
    Step,
    Vote,
    create,
    evolve,
)
from model.rules import affected, allowed, check, touched_by
from tests.sample import PICTURE, sample
from tests.strategies import BITMAPS

STEP_SCORE = feeling_id("persona_anna", "step_look")


def base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def told(of: JourneyMap) -> list[tuple[str, str]]:
    return [(p.rule, p.about[0]) for p in check(of)]


def with_(*records: Record, without: tuple[str, ...] = ()) -> JourneyMap:
    changed = {**sample().records, **{r.id: r for r in records}}
    return JourneyMap({i: r for i, r in changed.items() if i not in without})


def test_the_sample_map_is_sound() -> None:
    assert check(sample()) == ()


@pytest.mark.parametrize(
    ("record_id", "fields", "rule", "message"),
    [
        ("step_look", {"stage_id": ""}, "no-subject", "Step “Look” belongs to no stage."),
        ("vote_1", {"card_id": ""}, "no-subject", "Vote “1” is for no card."),
        ("comment_1", {"about_id": ""}, "no-subject", "Comment “Really?” is about nothing."),
        (
            "card_offers",
            {"owner_id": "person_gone"},
            "dangling-reference",
            "The owner_id 'person_gone' of touchpoint “Offers” is no person of this map.",
        ),
        (
            "card_offers",
            {"evidence_ids": ("evidence_gone", "evidence_talks")},
            "dangling-reference",
            "The evidence_ids 'evidence_gone' of touchpoint “Offers” is no evidence of this map.",
        ),
        (
            "stage_buy",
            {"metric_ids": ("metric_x",)},
            "dangling-reference",
            "The metric_ids 'metric_x' of stage “Buy” is no metric of this map.",
        ),
        (
            "card_offers",
            {"owner_id": "card_chat"},
            "wrong-kind",
            "The owner of touchpoint “Offers” is a touchpoint, not a person.",
        ),
        (
            "map",
            {"metric_ids": ("stage_buy",)},
            "wrong-kind",
            "One of the metrics of the map “A bicycle for the city” is a stage, not a metric.",
        ),
        (
            "card_queue",
            {"about_ids": ("card_till", "card_queue")},
            "self-reference",
            "Pain point “Queue” is among its own subjects.",
        ),
        (
            "comment_2",
            {"about_id": "comment_2"},
            "self-reference",
            "Comment “Yes.” is among its own subject.",
        ),
        (
            "card_chat",
            {"persona_ids": ("persona_anna", "persona_anna")},
            "repeated-reference",
            "Touchpoint “Chat” names one of its personas twice.",
        ),
        (
            "card_chat",
            {"lane_id": ""},
            "half-placed",
            "Touchpoint “Chat” has a step but no lane.",
        ),
        (
            "card_chat",
            {"step_id": ""},
            "half-placed",
            "Touchpoint “Chat” has a lane but no step.",
        ),
        (
            "card_app",
            {"until_step_id": "step_pay"},
            "span-without-place",
            "Opportunity “App” has a last step but no place to start.",
        ),
        (
            "card_app",
            {"until_lane_id": "lane_web"},
            "span-without-place",
            "Opportunity “App” has a last lane but no place to start.",
        ),
        (
            "card_till",
            {"until_step_id": "step_look"},
            "span-backwards",
            "The last step of touchpoint “Till” comes before its first.",
        ),
        (
            "card_till",
            {"until_lane_id": "lane_web"},
            "span-backwards",
            "The last lane of touchpoint “Till” comes before its first.",
        ),
        (
            STEP_SCORE,
            {"card_id": "card_chat"},
            "feeling-in-two-places",
            "A feeling is both at a step and at a card.",
        ),
        (STEP_SCORE, {"step_id": ""}, "feeling-nowhere", "A feeling is at no step and no card."),
        (
            STEP_SCORE,
            {"measure": "trust", "word": "hm"},
            "feeling-id",
            "Feeling “hm”: its id is not the usual one for its persona and step; "
            "harmless, --fix renames it.",
        ),
        ("link_in", {"target_id": ""}, "link-without-ends", "Link “Advert” has no end."),
        (
            "link_chat",
            {"target_id": "card_offers"},
            "link-to-itself",
            "A link leads back to the card where it starts.",
        ),
        (
            PICTURE,
            {"data": base64(b"GIF89a")},
            "asset-not-bitmap",
            "A picture is neither a PNG nor a JPEG.",
        ),
        (PICTURE, {"data": "%%"}, "asset-not-bitmap", "A picture is neither a PNG nor a JPEG."),
        (
            PICTURE,
            {"media_type": "image/jpeg"},
            "asset-type",
            "A picture says image/jpeg but is image/png.",
        ),
        (
            PICTURE,
            {"data": base64(BITMAPS[1])},
            "asset-id",
            "A picture is filed under another's id.",
        ),
        (
            "lane_web",
            {"order": "a" * 41},
            "long-order",
            "The sorting key of lane “Web” is very long.",
        ),
    ],
)
def test_each_fault_is_found_and_told_by_name(
    record_id: str, fields: dict[str, Any], rule: str, message: str
) -> None:
    of = sample(**{record_id: fields})
    found = check(of)
    assert [(p.rule, p.about, p.message) for p in found] == [(rule, (record_id,), message)]
    severity, fixable, why = RULES[rule]
    assert (found[0].severity, found[0].fixable, found[0].why) == (severity, fixable, why)
    assert found[0].field in {*fields, "id", "lane_id", "step_id", "source_id"}


def test_a_stage_without_a_step_is_told() -> None:
    of = with_(create(Stage, id="stage_after", name="After", order="a2"))
    assert [p.message for p in check(of)] == ["Stage “After” has no step."]


def test_everything_that_named_a_record_that_is_gone_is_told() -> None:
    assert told(with_(without=("person_mia",))) == [
        ("dangling-reference", "card_till"),
        ("dangling-reference", "comment_1"),
        ("dangling-reference", "map"),
        ("dangling-reference", "stage_compare"),
    ]


def test_a_card_may_be_about_anything_and_support_only_cards() -> None:
    about = ("stage_buy", "step_pay", "persona_anna", "evidence_talks", "map", "link_in")
    assert check(sample(card_queue={"about_ids": about})) == ()
    assert told(sample(card_stock={"supports_ids": ("stage_buy",)})) == [
        ("wrong-kind", "card_stock")
    ]


def test_a_span_may_end_in_the_step_where_it_starts() -> None:
    assert check(sample(card_till={"until_step_id": "step_pay"})) == ()


def test_a_span_is_judged_by_the_order_of_stages_before_that_of_steps() -> None:
    moved = sample(stage_compare={"order": "a2"})
    assert told(moved) == [("span-backwards", "card_visit")]


def test_cards_about_one_another_in_a_circle_are_told_once_for_each_relation() -> None:
    of = sample(
        card_till={"about_ids": ("card_app",), "addresses_ids": ("card_app",)},
        card_app={"about_ids": ("card_queue",), "addresses_ids": ("card_queue",)},
    )
    found = check(of)
    assert [(p.rule, p.field, p.about) for p in found] == [
        ("circle", "about_ids", ("card_app", "card_queue", "card_till"))
    ]
    assert found[0].message == (
        "These lead round in a circle: opportunity “App”, pain point “Queue”, touchpoint “Till”."
    )


def test_a_long_circle_is_told_by_its_first_three() -> None:
    cards = [
        create(Card, id=f"card_{n}", title=str(n), supports_ids=(f"card_{(n + 1) % 5}",))
        for n in range(5)
    ]
    (found,) = check(JourneyMap(cards))
    assert found.message.endswith("touchpoint “0”, touchpoint “1”, touchpoint “2” and 2 more.")
    assert found.field == "supports_ids"


def test_comments_and_actions_can_be_part_of_a_circle() -> None:
    of = sample(
        comment_1={"about_id": "comment_2"},
        card_till={"about_ids": ("action_till",)},
    )
    assert [(p.rule, p.about) for p in check(of)] == [
        ("circle", ("action_till", "card_queue", "card_till")),
        ("circle", ("comment_1", "comment_2")),
    ]


def test_a_picture_of_too_many_pixels_or_bytes_is_told() -> None:
    wide = BITMAPS[0][:16] + (1025).to_bytes(4, "big") + BITMAPS[0][20:]
    tall = BITMAPS[0][:20] + (1025).to_bytes(4, "big") + BITMAPS[0][24:]
    heavy = BITMAPS[0] + b"\0" * (512 * 1024)
    for data, message in (
        (wide, "A picture is 1025 by 1 pixels."),
        (tall, "A picture is 1 by 1025 pixels."),
        (heavy, "A picture takes 512 KB."),
    ):
        asset = create(Asset, id=asset_id(data), data=base64(data))
        (found,) = check(JourneyMap([asset]))
        assert (found.rule, found.message) == ("asset-too-large", message)
        assert not found.fixable


def test_pictures_that_are_too_large_together_are_told_of_the_map() -> None:
    def assets(number: int) -> list[Asset]:
        data = [BITMAPS[0] + bytes([n]) + b"\0" * (500 * 1024) for n in range(number)]
        return [create(Asset, id=asset_id(d), data=base64(d)) for d in data]

    assert check(JourneyMap(assets(16))) == ()
    (found,) = check(JourneyMap(assets(17)))
    assert (found.rule, found.about) == ("assets-too-large", ("map",))
    assert found.message == "The pictures of the map take 8.3 MB together."


def test_problems_come_in_the_same_order_each_time() -> None:
    of = sample(vote_1={"card_id": ""}, card_chat={"lane_id": "", "owner_id": "person_gone"})
    backwards = JourneyMap(dict(reversed(of.records.items())))
    assert told(of) == [
        ("dangling-reference", "card_chat"),
        ("half-placed", "card_chat"),
        ("no-subject", "vote_1"),
    ]
    assert check(backwards) == check(of)


def test_a_change_touches_its_records_and_the_stages_that_lose_a_step() -> None:
    of = sample()
    after = with_(
        evolve(of["step_pay"], stage_id="stage_compare", order="a2"), without=("card_app",)
    )
    touched = touched_by(diff(of, after))
    assert touched == {"step_pay", "stage_buy", "card_app"}
    assert [(p.rule, p.about) for p in check(after, touched)] == [
        ("stage-without-step", ("stage_buy",)),
        ("dangling-reference", ("vote_1",)),
    ]


def test_checking_what_is_touched_leaves_the_rest_of_the_map_alone() -> None:
    circle = {"comment_1": {"about_id": "comment_2"}}
    of = sample(card_chat={"lane_id": ""}, vote_1={"card_id": ""}, **circle)
    assert [p.about for p in check(of, ["vote_1"])] == [("vote_1",)]
    assert [p.about for p in check(of, ["comment_2"])] == [("comment_1", "comment_2")]
    assert check(of, ["card_offers"]) == ()
    assert check(of, ["card_queue"]) == (), "it is about a card, but in no circle"
    assert check(of, []) == ()


def test_what_refers_to_something_is_affected_by_it() -> None:
    assert affected(sample(), ["evidence_talks"]) == {
        "evidence_talks",
        "card_offers",
        "persona_ben",
    }


def test_spanning_cards_are_affected_by_every_step_and_lane() -> None:
    assert "card_visit" in affected(sample(), ["step_look"])
    assert "card_visit" in affected(sample(), ["lane_team"])
    assert "card_visit" in affected(sample(), ["stage_compare"])
    assert "card_visit" in affected(sample(), ["step_gone"])
    assert "card_visit" not in affected(sample(), ["vote_1"])


def test_a_card_over_lanes_only_is_a_spanning_card_too() -> None:
    of = sample(card_visit={"until_step_id": "", "until_lane_id": "lane_team"})
    assert "card_visit" in affected(of, ["lane_web"])


def test_a_span_of_a_card_with_half_a_place_is_told_with_it() -> None:
    for half in ("step_id", "lane_id"):
        of = sample(card_visit={half: ""})
        assert told(of) == [("half-placed", "card_visit"), ("span-without-place", "card_visit")]


def test_the_map_is_affected_by_its_pictures() -> None:
    assert "map" in affected(sample(), [PICTURE])
    assert "map" in affected(sample(), ["asset_gone"])
    assert "map" not in affected(sample(), ["vote_1"])


def test_a_reference_is_allowed_to_the_right_kind_or_to_any() -> None:
    card = Card(id="card_a")
    assert allowed(card, ("card",))
    assert allowed(card, ("*",))
    assert not allowed(card, ("step", "lane"))
    assert not allowed(None, ("*",))


def test_every_rule_has_a_reason_in_a_sentence() -> None:
    for severity, _, why in RULES.values():
        assert severity in ("error", "warning", "info")
        assert why.endswith(".")


def test_two_faults_of_one_record_are_both_told() -> None:
    step = create(Step, id="step_x", stage_id="lane_web")
    assert told(with_(step)) == [("wrong-kind", "step_x")]
    link = create(Link, id="link_x", source_id="step_look", target_id="card_gone")
    assert told(with_(link)) == [("dangling-reference", "link_x"), ("wrong-kind", "link_x")]


def test_a_problem_is_told_without_ids_but_for_one_that_leads_nowhere() -> None:
    of = with_(
        create(Vote, id="vote_9"),
        create(Comment, id="comment_9"),
        create(Feeling, id="feeling_9"),
        create(Link, id="link_9"),
        create(Metric, id="metric_9", persona_id="persona_gone"),
        create(Action, id="action_9", owner_id="person_gone"),
        create(Lane, id="lane_9", persona_ids=("persona_gone",)),
    )
    found = check(of)
    assert len(found) == 7
    told_ids = ["person_gone", "", "", "persona_gone", "", "persona_gone", ""]
    assert sorted(p.value for p in found) == sorted(told_ids)
    assert not any("_9" in p.message for p in found)


def test_a_change_to_a_sound_map_is_checked_as_if_the_whole_map_was() -> None:
    of = sample()
    for record_id in of.records:
        if record_id != "map":
            change = {record_id: (of[record_id], None)}
            after = apply(change, of)
            assert check(after, touched_by(change)) == check(after)


def test_a_problem_knows_its_field() -> None:
    (found,) = check(sample(card_offers={"owner_id": "person_gone"}))
    assert found == Problem(
        rule="dangling-reference",
        severity="error",
        message="The owner_id 'person_gone' of touchpoint “Offers” is no person of this map.",
        why=RULES["dangling-reference"][2],
        about=("card_offers",),
        fixable=True,
        field="owner_id",
        value="person_gone",
        plain="The owner of touchpoint “Offers” is not on the map.",
    )


@pytest.mark.parametrize(
    ("record_id", "fields", "message"),
    [
        (
            "card_chat",
            {"step_id": "step_lok"},
            "The step_id 'step_lok' of touchpoint “Chat” is no step of this map; "
            "did you mean 'step_look'?",
        ),
        (
            "step_pay",
            {"stage_id": "stage_buyy"},
            "The stage_id 'stage_buyy' of a step without a name is no stage of this map; "
            "did you mean 'stage_buy'?",
        ),
        (
            "card_queue",
            {"about_ids": ("card_tlil",)},
            "The about_ids 'card_tlil' of pain point “Queue” is no thing of this map; "
            "did you mean 'card_till'?",
        ),
        (
            STEP_SCORE,
            {"step_id": "step_lokk"},
            "The step_id 'step_lokk' of a feeling is no step of this map; "
            "did you mean 'step_look'?",
        ),
    ],
)
def test_a_misspelt_id_is_told_with_the_one_that_was_meant_and_left_to_its_writer(
    record_id: str, fields: dict[str, Any], message: str
) -> None:
    (found,) = check(sample(**{record_id: fields}))
    assert (found.rule, found.message) == ("dangling-reference", message)
    assert (found.severity, found.fixable) == ("error", False)


def test_an_id_near_to_one_of_another_kind_or_to_several_is_not_taken_for_it() -> None:
    (kind,) = check(sample(card_chat={"owner_id": "persona_annn"}))
    assert kind.fixable
    assert "did you mean" not in kind.message
    twins = [create(Lane, id=f"lane_shop{n}", order="a9") for n in "ab"]
    (several,) = check(with_(*twins, evolve(sample()["card_till"], lane_id="lane_shopc")))
    assert several.fixable
    assert "did you mean" not in several.message


def test_each_lost_id_of_a_list_is_told_on_its_own() -> None:
    found = check(sample(stage_buy={"metric_ids": ("metric_x", "metric_y")}))
    assert [p.value for p in found] == ["metric_x", "metric_y"]


@pytest.mark.parametrize(("others", "fixable"), [(10, False), (70, True)])
def test_among_very_many_ids_that_look_alike_none_is_taken_for_a_lost_one(
    others: int, fixable: bool
) -> None:
    alike = [create(Card, id=f"card_ab{n:03}cd") for n in range(others)]
    meant = create(Card, id="card_abxyzcd")
    lost = create(Card, id="card_lost", about_ids=("card_abxyycd",))
    (found,) = check(JourneyMap([*alike, meant, lost]))
    assert found.fixable is fixable
