"""Edits of feelings, links, personas, fields, and what stands behind the grid."""

from random import Random
from typing import Any

import pytest

from model import grid
from model.change import Change, JourneyMap, apply
from model.edits.assets import add_asset
from model.edits.common import EditError, new_ids
from model.edits.details import (
    add_action,
    add_comment,
    add_evidence,
    add_metric,
    add_reading,
    attach,
    detach,
    find_or_make_person,
    find_person,
    resolve_comment,
)
from model.edits.feelings import clear_feeling, set_feeling
from model.edits.fields import set_fields, set_many
from model.edits.links import add_drop_off, add_entry, connect, reconnect, remove_links
from model.edits.personas import add_persona, delete_persona, move_persona
from model.edits.removing import remove
from model.ids import Ids, asset_id, feeling_id
from model.records import Card, Comment, Link, Metric, Reading, Record, create
from model.rules import check
from tests.sample import PICTURE, sample
from tests.strategies import BITMAPS

SCORE = feeling_id("persona_anna", "step_look")


@pytest.fixture
def ids() -> Ids:
    return Ids(Random(7))


def done(change: Change, to: JourneyMap | None = None) -> JourneyMap:
    after = apply(change, to or sample())
    assert check(after) == ()
    return after


def with_(*records: Record, **fields: Any) -> JourneyMap:
    return JourneyMap([*sample(**fields).records.values(), *records])


def fields_of(of: JourneyMap, record_id: str, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(of[record_id], name) for name in names)


def test_any_field_of_any_record_can_be_set() -> None:
    after = done(set_fields(sample(), "card_queue", title="Long queue", severity=5))
    assert fields_of(after, "card_queue", "title", "severity") == ("Long queue", 5)
    assert done(set_fields(sample(), "map", language="de")).info.language == "de"


def test_setting_what_is_there_changes_nothing() -> None:
    assert set_fields(sample(), "card_queue", title="Queue", about_ids=["card_till"]) == {}


def test_several_records_are_set_in_one_change() -> None:
    change = set_many(sample(), {"card_queue": {"severity": 1}, "stage_buy": {"name": "Pay"}})
    assert set(change) == {"card_queue", "stage_buy"}


@pytest.mark.parametrize(
    ("record_id", "fields", "message"),
    [
        ("card_gone", {"title": "x"}, "What you are editing is not on the map any more."),
        ("card_queue", {"id": "card_x"}, "The id of a record stays as it is."),
        ("card_queue", {"severity": 7}, "Severity: input should be less than or equal to 5."),
        ("card_queue", {"affected": "half"}, "Affected: input should be a valid number"),
        ("map", {"score_weights": [{"weight": "x"}]}, "Score weights: input should be a valid"),
        ("card_queue", {"colour": "red"}, "A card has no field called 'colour'."),
        ("card_queue", {"owner_id": "person_gone"}, "The owner of pain point “Queue” is not on"),
        ("card_queue", {"lane_id": ""}, "Pain point “Queue” has a step but no lane."),
        ("card_queue", {"about_ids": ["card_queue"]}, "Pain point “Queue” is among its own"),
        ("card_till", {"about_ids": ["card_queue"]}, "These lead round in a circle"),
        ("card_queue", {"until_step_id": "step_look"}, "comes before its first"),
        ("step_pay", {"stage_id": "stage_compare", "order": "a9"}, "Stage “Buy” has no step."),
        ("stage_compare", {"order": "a9"}, "The last step of touchpoint “Visit” comes before"),
        (
            SCORE,
            {"measure": "trust"},
            "A feeling is filed under another name than is usual; that is harmless.",
        ),
        (PICTURE, {"data": ""}, "A picture is neither a PNG nor a JPEG."),
        ("lane_web", {"order": "a" * 50}, "The sorting key of lane “Web” is very long."),
    ],
)
def test_a_value_that_would_put_the_map_wrong_is_refused(
    record_id: str, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(EditError, match=message):
        set_fields(sample(), record_id, **fields)


def test_a_map_that_has_faults_can_be_edited_as_long_as_there_are_no_new_ones() -> None:
    of = sample(card_queue={"owner_id": "person_gone"})
    after = apply(set_fields(of, "card_queue", about_ids=[]), of)
    assert [p.field for p in check(after)] == ["owner_id"]
    with pytest.raises(EditError, match="evidence"):
        set_fields(of, "card_queue", evidence_ids=["evidence_gone"])


def test_a_score_is_set_where_none_was_and_changed_where_one_was() -> None:
    change = set_feeling(sample(), "persona_ben", "card_till", 1.5, word="quick")
    (new_id,) = new_ids(change)
    assert new_id == feeling_id("persona_ben", "card_till")
    assert fields_of(done(change), new_id, "score", "word", "card_id") == (
        1.5,
        "quick",
        "card_till",
    )
    after = done(
        set_feeling(sample(**{SCORE: {"word": "keen"}}), "persona_anna", "step_look", -1),
        sample(**{SCORE: {"word": "keen"}}),
    )
    assert fields_of(after, SCORE, "score", "word", "step_id") == (-1.0, "keen", "step_look")


def test_each_curve_and_measure_and_nobody_in_particular_has_a_score_of_its_own() -> None:
    of = sample()
    for persona, curve, measure in (
        ("persona_anna", "future", "emotion"),
        ("persona_anna", "current", "effort"),
        ("", "current", "emotion"),
    ):
        of = done(set_feeling(of, persona, "step_look", 2, curve, measure), of)
    assert len(grid.Grid(of).feelings["step_look"]) == 4


@pytest.mark.parametrize(
    ("arguments", "fields", "message"),
    [
        (("persona_gone", "step_look", 1), {}, "This persona is not on the map any more."),
        (("persona_anna", "lane_web", 1), {}, "A feeling belongs to a step or a card"),
        (("persona_anna", "card_gone", 1), {}, "A feeling belongs to a step or a card"),
        (("persona_anna", "step_look", 3), {}, "Score: input should be less than or equal to 2."),
        (("", "step_look", 1, "past"), {}, "Curve: input should be 'current' or 'future'."),
        (("", "step_look", 1), {"evidence_ids": ["x"]}, "One of the evidence of a feeling"),
    ],
)
def test_a_score_that_does_not_fit_is_not_set(
    arguments: Any, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(EditError, match=message):
        set_feeling(sample(), *arguments, **fields)


def test_clearing_a_score_takes_comments_about_it_along() -> None:
    of = sample(comment_2={"about_id": SCORE})
    after = done(clear_feeling(of, "persona_anna", "step_look"), of)
    assert {SCORE, "comment_2"}.isdisjoint(after.records)
    assert clear_feeling(after, "persona_anna", "step_look") == {}


def test_cards_are_linked_once_for_the_same_personas(ids: Ids) -> None:
    change = connect(sample(), "card_chat", "card_till", ids, share=0.3)
    (link_id,) = new_ids(change, Link)
    after = done(change)
    again = connect(after, "card_chat", "card_till", ids, label="then")
    assert set(again) == {link_id}
    assert fields_of(done(again, after), link_id, "share", "label") == (0.3, "then")
    for_ben = connect(after, "card_chat", "card_till", ids, persona_ids=("persona_ben",))
    assert new_ids(for_ben, Link)
    assert new_ids(connect(after, "card_till", "card_chat", ids), Link), "the way back is another"


def test_entries_and_drop_offs_may_be_several_at_one_card(ids: Ids) -> None:
    of = done(add_drop_off(sample(), "card_queue", ids, reason="Rain"))
    assert len([k for k in of.all(Link) if k.source_id == "card_queue"]) == 2
    change = add_entry(of, "card_till", ids)
    (link_id,) = new_ids(change)
    assert fields_of(done(change, of), link_id, "source_id", "target_id") == ("", "card_till")


def test_a_link_gets_other_ends() -> None:
    after = done(reconnect(sample(), "link_chat", "card_chat", ""))
    assert fields_of(after, "link_chat", "source_id", "target_id", "share") == (
        "card_chat",
        "",
        0.5,
    )
    with pytest.raises(EditError, match="has no end"):
        reconnect(sample(), "link_in", "", "")
    with pytest.raises(EditError, match="leads back to the card"):
        reconnect(sample(), "link_in", "card_chat", "card_chat")


def test_a_link_needs_two_different_cards_that_are_there(ids: Ids) -> None:
    for source, target in (
        ("card_chat", "card_chat"),
        ("card_gone", "card_chat"),
        ("card_chat", "lane_web"),
    ):
        with pytest.raises(EditError, match=r"^This card is not|one card to another"):
            connect(sample(), source, target, ids)
    with pytest.raises(EditError):
        add_entry(sample(), "card_gone", ids)
    with pytest.raises(EditError):
        add_drop_off(sample(), "step_pay", ids)
    with pytest.raises(EditError, match="personas"):
        connect(sample(), "card_chat", "card_till", ids, persona_ids=("persona_gone",))


def test_links_are_removed() -> None:
    assert not list(done(remove_links(sample(), "link_in", "link_out", "link_chat")).all(Link))
    with pytest.raises(EditError):
        remove_links(sample(), "card_chat")


def test_personas_are_added_and_moved(ids: Ids) -> None:
    of = done(add_persona(sample(), ids, "Cleo", "persona_ben", share=0.1))
    assert [p.name for p in grid.personas(of)] == ["Anna", "Cleo", "Ben"]
    of = done(move_persona(of, "persona_anna"), of)
    assert [p.name for p in grid.personas(of)] == ["Cleo", "Ben", "Anna"]
    with pytest.raises(EditError):
        add_persona(of, ids, "Dan", asset_id="asset_gone")


def test_a_persona_goes_with_its_scores_and_its_cards_become_everyones() -> None:
    after = done(delete_persona(sample(), "persona_anna"))
    assert fields_of(after, "card_chat", "persona_ids") == ((),)
    assert SCORE not in after
    assert after.info.saved_views[0].persona_ids == ()


def test_a_personas_own_things_can_go_along() -> None:
    of = sample(lane_web={"persona_ids": ("persona_ben",)}, card_chat={"persona_ids": ()})
    change = delete_persona(of, "persona_ben", with_own=True)
    done(change, of)
    removed = {i for i, (_, after) in change.items() if after is None}
    assert {"lane_web", "card_offers", "card_chat", "link_out", "metric_sales"} <= removed
    change = delete_persona(sample(), "persona_ben", with_own=True)
    assert {i for i, (_, after) in change.items() if after is None} == {
        "persona_ben",
        "link_out",
        "metric_sales",
        feeling_id("persona_ben", "card_queue"),
    }


def test_only_a_persona_is_deleted_as_one() -> None:
    with pytest.raises(EditError, match="This persona is not on the map"):
        delete_persona(sample(), "card_chat")


def test_evidence_and_metrics_are_added_to_what_they_are_about(ids: Ids) -> None:
    change = add_evidence(sample(), ids, "card_chat", SCORE, "card_chat", kind="survey", n=40)
    (evidence_id,) = new_ids(change)
    after = done(change)
    assert fields_of(after, "card_chat", "evidence_ids") == ((evidence_id,),)
    assert fields_of(after, SCORE, "evidence_ids") == ((evidence_id,),)
    assert fields_of(after, evidence_id, "kind", "n") == ("survey", 40)
    change = add_metric(sample(), ids, "map", "stage_buy", name="Returns")
    assert fields_of(done(change), "map", "metric_ids") == (("metric_sales", *new_ids(change)),)


@pytest.mark.parametrize(
    ("holder", "message"),
    [("lane_web", "A lane takes nothing of this kind."), ("card_gone", "not on the map any more")],
)
def test_evidence_is_not_added_to_what_takes_none(ids: Ids, holder: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        add_evidence(sample(), ids, holder)


def test_ids_are_attached_and_detached() -> None:
    after = done(attach(sample(), "card_app", "addresses_ids", "stage_buy", "card_queue"))
    assert fields_of(after, "card_app", "addresses_ids") == (("card_queue", "stage_buy"),)
    after = done(detach(after, "card_app", "addresses_ids", "card_queue", "card_chat"), after)
    assert fields_of(after, "card_app", "addresses_ids") == (("stage_buy",),)
    for field, target in (
        ("addresses_ids", "card_gone"),
        ("owner_id", "person_mia"),
        ("tags", "x"),
    ):
        with pytest.raises(EditError, match=r"takes nothing|not on the map"):
            attach(sample(), "card_app", field, target)


def test_a_new_reading_keeps_the_one_before() -> None:
    after = done(add_reading(sample(), "metric_sales", 15, "2026-06"))
    metric = after["metric_sales"]
    assert isinstance(metric, Metric)
    assert (metric.value, metric.date) == (15.0, "2026-06")
    assert metric.series == (Reading(date="2026-05", value=12),)
    of = sample(metric_sales={"value": None})
    assert fields_of(done(add_reading(of, "metric_sales", 1), of), "metric_sales", "series") == (
        (),
    )
    with pytest.raises(EditError, match="Date: "):
        add_reading(sample(), "metric_sales", 1, "soon")


def test_an_action_is_about_what_is_there(ids: Ids) -> None:
    change = add_action(sample(), ids, "Train staff", about_ids=["card_queue"], due="2026-12")
    assert fields_of(done(change), new_ids(change)[0], "title", "status") == ("Train staff", "open")
    with pytest.raises(EditError):
        add_action(sample(), ids, "Train staff", owner_id="person_gone")


def test_a_person_is_found_by_name_whatever_its_case_and_spaces(ids: Ids) -> None:
    assert find_or_make_person(sample(), "  mia   BERG ", ids) == ("person_mia", {})
    assert find_person(sample(), "Jo") == ""


def test_a_person_who_is_not_there_is_made_with_initials(ids: Ids) -> None:
    for name, initials in (("ana de la  Cruz", "AC"), ("Jo", "J"), ("李 明", "李明")):
        person_id, change = find_or_make_person(sample(), name, ids)
        person = done(change)[person_id]
        assert (person.name, person.initials) == (
            " ".join(name.split()),
            initials,
        )
    with pytest.raises(EditError, match="needs a name"):
        find_or_make_person(sample(), "  ", ids)


def test_a_comment_can_be_about_anything_and_is_resolved(ids: Ids) -> None:
    change = add_comment(sample(), "map", "Who is it for?", ids, "person_mia", "2026-09-14")
    (comment_id,) = new_ids(change)
    of = done(change)
    assert fields_of(of, comment_id, "author_id", "resolved") == ("person_mia", False)
    of = done(resolve_comment(of, comment_id), of)
    assert fields_of(of, comment_id, "resolved") == (True,)
    assert set(resolve_comment(of, comment_id, resolved=False)) == {comment_id}
    for about, author in (("card_gone", ""), ("map", "person_gone"), ("", "")):
        with pytest.raises(EditError):
            add_comment(sample(), about, "Hm", ids, author)


def test_a_picture_is_taken_in_once() -> None:
    after = done(add_asset(sample(), BITMAPS[2]))
    assert fields_of(after, asset_id(BITMAPS[2]), "media_type") == ("image/jpeg",)
    assert add_asset(sample(), BITMAPS[0]) == {}


def test_a_picture_that_is_none_or_too_large_is_refused() -> None:
    png = BITMAPS[0]
    for data, message in (
        (b"GIF89a", "Only PNG and JPEG"),
        (png[:16] + (2000).to_bytes(4, "big") + png[20:], "2000 by 1 pixels; at most 1024 by 1024"),
        (png + b"\0" * 600_000, "takes 586 KB; at most 512 KB"),
    ):
        with pytest.raises(EditError, match=message):
            add_asset(sample(), data)
    largest = png[:16] + (1024).to_bytes(4, "big") * 2 + png[24:] + b"\0" * (512 * 1024 - len(png))
    of = done(add_asset(JourneyMap(), largest), JourneyMap())
    with pytest.raises(EditError, match="512 KB"):
        add_asset(of, largest + b"\0")
    of = JourneyMap()
    for number in range(16):
        of = apply(add_asset(of, png + bytes([number]) + b"\0" * 523_000), of)
    with pytest.raises(EditError, match="8 MB together"):
        add_asset(of, png + b"\xff" + b"\0" * 523_000)


def test_anything_can_be_removed_and_is_mentioned_nowhere_after() -> None:
    of = sample()
    for record_id in list(of.records):
        if record_id in of and record_id not in ("map", "unknown:plans"):
            of = done(remove(of, record_id), of)
    assert set(of.records) == {"map", "unknown:plans"}


def test_removing_a_person_leaves_what_it_owned() -> None:
    change = remove(sample(), "person_mia")
    after = done(change)
    assert set(change) == {"person_mia", "map", "stage_compare", "card_till", "comment_1"}
    assert fields_of(after, "comment_1", "author_id", "text") == ("", "Really?")


def test_answers_to_a_removed_comment_go_with_it() -> None:
    third = create(Comment, id="comment_3", about_id="comment_2", text="Oh")
    change = remove(with_(third), "comment_1")
    assert {i for i, (_, after) in change.items() if after is None} == {
        "comment_1",
        "comment_2",
        "comment_3",
    }


def test_the_map_itself_and_what_is_gone_cannot_be_removed() -> None:
    with pytest.raises(EditError, match="The map itself"):
        remove(sample(), "map")
    with pytest.raises(EditError, match="not on the map any more"):
        remove(sample(), "card_gone")


def test_removing_a_step_and_one_of_its_cards_together_removes_both() -> None:
    after = done(remove(sample(), "step_look", "card_offers", "lane_shop"))
    assert {c.id for c in after.all(Card)} == {"card_chat", "card_stock", "card_app"}
