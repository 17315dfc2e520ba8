from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import JourneyMap
from model.records import Card, Evidence, MapInfo, Record
from model.references import mentions, mentions_any, reference_fields, referrers, rewritten, without
from tests.sample import sample
from tests.strategies import broken_maps

few = settings(max_examples=60)


def test_mentions_are_told_with_their_field_in_order() -> None:
    card = sample()["card_visit"]
    assert list(mentions(card)) == [
        ("step_id", "step_ask"),
        ("lane_id", "lane_shop"),
        ("until_step_id", "step_pay"),
        ("asset_ids", sample()["persona_anna"].__dict__["asset_id"]),
    ]
    assert list(mentions(Evidence(id="evidence_a"))) == []


def test_what_refers_to_a_record_is_found() -> None:
    assert referrers(sample(), {"card_queue"}) == {
        "card_app",
        "link_out",
        "action_till",
        "comment_1",
        *(r.id for r in sample().records.values() if getattr(r, "card_id", "") == "card_queue"),
    }
    assert referrers(sample(), {"unknown:plans"}) == set()


@few
@given(broken_maps(), st.data())
def test_finding_referrers_agrees_with_reading_every_mention(
    of: JourneyMap, data: st.DataObject
) -> None:
    ids = data.draw(st.sets(st.sampled_from([*of.records, "gone_1"]), max_size=3))
    for record in of.records.values():
        assert mentions_any(record, ids) == any(i in ids for _, i in mentions(record))


@few
@given(broken_maps(), st.data())
def test_what_is_taken_out_is_mentioned_no_more_and_the_rest_stays(
    of: JourneyMap, data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from([*of.records, "gone_1"]), max_size=3))
    for record in of.records.values():
        after = without(record, gone)
        assert not mentions_any(after, gone)
        untouched = [
            n for n in type(record).model_fields if n not in reference_fields(type(record))
        ]
        if not isinstance(record, MapInfo):
            assert [getattr(after, n) for n in untouched] == [getattr(record, n) for n in untouched]
        if not mentions_any(record, gone) and not isinstance(record, MapInfo):
            assert after is record


def rewrite(record: Record, **new_ids: str) -> list[tuple[str, str]]:
    return list(mentions(rewritten(record, new_ids)))


def test_ids_are_replaced_in_single_fields_and_in_tuples() -> None:
    card = Card(id="card_a", owner_id="person_a", about_ids=("card_b", "card_c", "card_d"))
    assert rewrite(card, person_a="person_b", card_c="card_x") == [
        ("owner_id", "person_b"),
        ("about_ids", "card_b"),
        ("about_ids", "card_x"),
        ("about_ids", "card_d"),
    ]


def test_two_ids_that_become_one_are_kept_once_and_the_records_own_not_at_all() -> None:
    card = Card(id="card_a", about_ids=("card_b", "card_c", "card_d"), supports_ids=("card_e",) * 2)
    assert rewrite(card, card_b="card_x", card_c="card_x", card_d="card_a") == [
        ("about_ids", "card_x"),
        ("supports_ids", "card_e"),
        ("supports_ids", "card_e"),
    ]
    assert rewrite(card, card_a="card_n", card_b="card_n", card_e="card_e") == [
        ("about_ids", "card_c"),
        ("about_ids", "card_d"),
        ("supports_ids", "card_e"),
    ]


def test_filters_and_exemptions_of_the_map_follow() -> None:
    info = sample().info
    after = rewritten(info, {"persona_anna": "persona_ben", "stage_buy": "stage_x"})
    assert after.saved_views[0].persona_ids == ("persona_ben",)
    assert after.rule_exemptions[0].about == "stage_x"
    after = without(info, ["persona_anna", "stage_buy"])
    assert after.saved_views[0].persona_ids == ()
    assert after.rule_exemptions == ()
    assert after.saved_views[0].name == "Anna"
    assert rewritten(info, {"nothing": "at all"}) is info
