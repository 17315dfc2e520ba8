"""A conflict is settled by a side, both, a value of one's own, or by leaving the map as it is."""

import json
from random import Random
from typing import Any

import pytest

from model.change import JourneyMap, apply, invert
from model.edits.common import EditError
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.edits.stages import split_stage
from model.ids import Ids
from model.merge import Labels, merge
from model.merging.conflicts import offers, preview, stands, subject, take, take_all, told, write
from model.merging.settling import leave
from model.merging.values import typed_form
from model.records import Card, Conflict, Feeling, Link, Persona, Record, Stage, Step, create
from model.rules import check
from tests.sample import sample

LABELS = Labels("before", "main", "ina")


def base() -> JourneyMap:
    of = sample()
    return apply({"conflict_1": (of["conflict_1"], None)}, of)


def after(ours: dict[str, Any], theirs: dict[str, Any], record_id: str = "card_chat") -> JourneyMap:
    """The map after two people changed one record."""
    of = base()
    sides = (apply(set_fields(of, record_id, **fields), of) for fields in (ours, theirs))
    return merge(of, *sides, LABELS).map


def the_one(of: JourneyMap) -> Conflict:
    (conflict,) = of.all(Conflict)
    return conflict


def noted(about: str, field: str = "", **values: Any) -> tuple[JourneyMap, Conflict]:
    """The sample with a conflict that somebody wrote."""
    texts = {side: json.dumps(value) for side, value in values.items()}
    conflict = create(Conflict, id="conflict_9", about_id=about, field=field, **texts)
    return apply({conflict.id: (None, conflict)}, base()), conflict


def settled(of: JourneyMap, conflict: Conflict, how: str) -> JourneyMap:
    """The map without the conflict, from which one step leads back."""
    change = take(of, conflict.id, how)  # type: ignore[arg-type]  # one of them
    now = apply(change, of)
    assert conflict.id not in now
    assert apply(invert(change), now) == of
    return now


def value(of: JourneyMap, name: str, record_id: str = "card_chat") -> Any:
    return getattr(of[record_id], name)


def test_both_texts_stand_one_after_the_other() -> None:
    of = after({"title": "Asks Ina"}, {"title": "Calls Tom"})
    assert value(settled(of, the_one(of), "both"), "title") == "Asks Ina / Calls Tom"
    of = after({"body": "It was late."}, {"body": "It rained."})
    assert subject(of, the_one(of)).endswith(": text"), "as a comparison calls it"
    assert value(settled(of, the_one(of), "both"), "body") == "It was late.\nIt rained."


def test_both_of_two_edits_of_one_sentence_is_the_sentence_with_both() -> None:
    was = "Asks twice about a bill"
    of, conflict = noted("card_chat", "title", base=was, ours="Calls twice about a bill",
                         theirs="Asks twice about a price")  # fmt: skip
    assert value(settled(of, conflict, "both"), "title") == "Calls twice about a price"
    of, conflict = noted("person_mia", "name", base=was, ours="Calls twice about a bill",
                         theirs="Asks twice about a price")  # fmt: skip
    both = value(settled(of, conflict, "both"), "name", "person_mia")
    assert both == "Calls twice about a bill / Asks twice about a price"


def test_a_text_that_says_the_other_too_is_both() -> None:
    of, conflict = noted("card_chat", "title", ours="Asks", theirs="Asks Ina")
    assert value(settled(of, conflict, "both"), "title") == "Asks Ina"
    assert "both" not in offers(of, conflict)  # it is theirs


def test_both_lists_are_one_without_repeating_an_entry() -> None:
    of, conflict = noted("card_chat", "tags", ours=["queue", "price"], theirs=["price", "rain"])
    assert value(settled(of, conflict, "both"), "tags") == ("queue", "price", "rain")
    facts = [{"name": "Age", "value": "34"}], [{"name": "Age", "value": "43"}]
    of, conflict = noted("persona_anna", "attributes", ours=facts[0], theirs=facts[1])
    persona = settled(of, conflict, "both").get("persona_anna", Persona)
    assert persona is not None
    assert [fact.value for fact in persona.attributes] == ["34", "43"]


def test_of_figures_choices_and_whoever_is_meant_one_stands() -> None:
    for ours, theirs in (({"severity": 2}, {"severity": 5}),
                         ({"persona_ids": ()}, {"persona_ids": ("persona_ben",)}),
                         ({"status": "missing"}, {"status": "planned"})):  # fmt: skip
        of = after(ours, theirs)
        assert "both" not in offers(of, the_one(of))


def test_a_card_moved_to_two_places_may_stand_in_both() -> None:
    of = after({"step_id": "step_look"}, {"step_id": "step_pay"})
    conflict = the_one(of)
    assert told(of, conflict, "both") == "Compare ▸ Look ▸ Web\nand a copy: Buy ▸ Web"
    now = settled(of, conflict, "both")
    places = {c.step_id: c for c in now.all(Card) if c.title == value(of, "title")}
    assert places.keys() == {"step_look", "step_pay"}
    assert places["step_look"].id == "card_chat"
    assert places["step_pay"].id == next(iter(set(now.records) - set(of.records)))
    assert not [p for p in check(now) if p not in check(of)]


def test_a_link_that_leads_to_two_cards_may_become_two_links() -> None:
    ends = {"source_id": "card_till", "target_id": "card_chat"}
    of, conflict = noted("link_chat", "ends", ours=ends, theirs={**ends, "target_id": "card_app"})
    now = settled(of, conflict, "both")
    assert len(list(now.all(Link))) == len(list(of.all(Link))) + 1


def test_what_was_added_twice_under_one_id_becomes_two() -> None:
    place = {"kind": "note", "step_id": "step_pay", "lane_id": "lane_web", "order": "a5"}
    of, conflict = noted(
        "card_twice", ours={**place, "title": "One"}, theirs={**place, "title": "Other"}
    )
    now = settled(of, conflict, "both")
    assert {c.title for c in now.all(Card)} - {c.title for c in of.all(Card)} == {"One", "Other"}
    assert value(now, "title", "card_twice") == "One"
    assert told(of, conflict, "both") == "Note “One”\nNote “Other”"
    assert told(of, conflict, "theirs") == "Note “Other”\ntitle: Other"
    again = settled(of, conflict, "both")
    assert again.records.keys() == now.records.keys(), "its id is the same whoever makes it"


def test_what_was_before_can_be_had_again() -> None:
    of = after({"title": "Asks Ina"}, {"title": "Calls Tom"})
    assert value(settled(of, the_one(of), "base"), "title") == value(base(), "title")


def test_a_value_of_ones_own_is_checked() -> None:
    of = after({"severity": 2}, {"severity": 5})
    conflict = the_one(of)
    now = apply(write(of, conflict.id, " 4 "), of)
    assert value(now, "severity") == 4
    assert conflict.id not in now
    for typed, why in (("lots", "Type a figure"), ("9", "Severity: input should be less than")):
        with pytest.raises(EditError, match=why):
            write(of, conflict.id, typed)


@pytest.mark.parametrize(
    ("about", "field", "typed", "expected"),
    [
        ("card_chat", "title", "Asks\n both", "Asks both"),
        ("card_chat", "body", "One.\nTwo.", "One.\nTwo."),
        ("card_chat", "tags", "rain\n\n queue ", ("rain", "queue")),
        ("card_chat", "affected", "0,5", 0.5),
        ("card_chat", "affected", "", None),
        ("card_chat", "due", "2026-11-30", "2026-11-30"),
    ],
)
def test_each_kind_of_value_is_typed_as_people_write_it(
    about: str, field: str, typed: str, expected: object
) -> None:
    of, conflict = noted(about, field, ours="x", theirs="y")
    assert "write" in offers(of, conflict)
    assert value(apply(write(of, conflict.id, typed), of), field) == expected


@pytest.mark.parametrize(
    ("about", "field", "expected"),
    [("card_chat", "title", "Chat"), ("card_chat", "severity", ""), ("link_chat", "share", "0.5"),
     ("card_chat", "tags", "queue\nprice"), ("card_chat", "x-none", "")],
)  # fmt: skip
def test_what_stands_is_typed_over(about: str, field: str, expected: str) -> None:
    of = apply(set_fields(base(), "card_chat", tags=("queue", "price")), base())
    assert typed_form(of[about], field) == expected


def test_a_score_of_ones_own_has_no_range_of_others() -> None:
    feeling = next(f for f in base().all(Feeling) if f.step_id)
    of, conflict = noted(
        feeling.id, "scores", ours={"score": -1.0, "low": -2.0}, theirs={"score": 1.0}
    )
    now = apply(write(of, conflict.id, "\u22120.5"), of).get(feeling.id, Feeling)
    assert now is not None
    assert (now.score, now.low, now.n) == (-0.5, None, None)
    with pytest.raises(EditError, match="Type a figure"):
        write(of, conflict.id, "")


def two_readings() -> tuple[JourneyMap, Conflict]:
    """The sample where one gave a figure another value, and one the same another day."""
    of = after({"value": 13.5}, {"date": "2026-06"}, "metric_sales")
    return of, the_one(of)


def reading(of: JourneyMap) -> tuple[Any, Any]:
    return value(of, "value", "metric_sales"), value(of, "date", "metric_sales")


def test_of_two_readings_each_is_offered_whole_and_no_mixture() -> None:
    of, conflict = two_readings()
    assert offers(of, conflict) == ("ours", "theirs", "base", "write", "leave")
    assert subject(of, conflict) == "Metric “Sales”: reading"
    sides: tuple[Any, ...] = ("ours", "theirs", "base")
    said = [told(of, conflict, side) for side in sides]
    assert said == ["13.5, May 2026", "12, Jun 2026", "12, May 2026"]
    taken = [reading(settled(of, conflict, side)) for side in sides]
    assert taken == [(13.5, "2026-05"), (12.0, "2026-06"), (12.0, "2026-05")]
    whole = {**of["metric_sales"].model_dump(mode="json"), "value": 9, "date": "", "unit": "%"}
    of, conflict = noted("metric_sales", ours=whole, theirs={**whole, "value": None})
    assert "\nreading: 9%" in told(of, conflict, "ours")
    assert "\nreading: nothing" in told(of, conflict, "theirs")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("\u22124,5, 2026-06-30", (-4.5, "2026-06-30")),
        (" 4.5 2026 ", (4.5, "2026")),
        ("4", (4.0, "")),
        ("2026-06", (None, "2026-06")),
        (", 2026-06", (None, "2026-06")),
        ("", (None, "")),
    ],
)
def test_a_reading_of_ones_own_is_a_figure_with_its_day(typed: str, expected: object) -> None:
    of, conflict = two_readings()
    assert reading(apply(write(of, conflict.id, typed), of)) == expected


def test_a_reading_is_typed_over_as_it_stands_and_checked() -> None:
    of, conflict = two_readings()
    assert typed_form(of["metric_sales"], "reading") == "13.5, 2026-05"
    bare = apply(set_fields(of, "metric_sales", date="", value=1234567.25), of)
    assert typed_form(bare["metric_sales"], "reading") == "1234567.25"
    for typed, why in (("many, 2026-06", "Type a figure"), ("4, 2026-13", "Date")):
        with pytest.raises(EditError, match=why):
            write(of, conflict.id, typed)


@pytest.mark.parametrize(
    ("field", "theirs", "expected"),
    [("value", 14.0, (14.0, "2026-05")), ("date", "2026-07", (12.0, "2026-07"))],
)
def test_a_figure_or_day_that_is_noted_by_itself_is_settled(
    field: str, theirs: object, expected: object
) -> None:
    before = value(base(), field, "metric_sales")
    of, conflict = noted("metric_sales", field, base=before, ours=before, theirs=theirs)
    assert {"ours", "theirs", "write"} <= {*offers(of, conflict)}
    assert reading(settled(of, conflict, "theirs")) == expected
    assert reading(apply(write(of, conflict.id, str(theirs)), of)) == expected


def test_what_is_chosen_and_not_typed_is_not_written() -> None:
    of = after({"step_id": "step_look"}, {"step_id": "step_pay"})
    assert "write" not in offers(of, the_one(of))
    with pytest.raises(EditError, match="chosen in the details"):
        write(of, the_one(of).id, "step_pay")


def test_leaving_it_removes_nothing_but_the_conflict() -> None:
    of = after({"title": "Asks Ina"}, {"title": "Calls Tom"})
    conflict = the_one(of)
    assert leave(of, conflict.id) == {conflict.id: (conflict, None)}
    with pytest.raises(EditError, match="not on the map any more"):
        leave(base(), conflict.id)


def test_who_stands_on_the_map_is_known_until_it_is_edited() -> None:
    of = after({"title": "Asks Ina"}, {"title": "Calls Tom"})
    conflict = the_one(of)
    assert stands(of, conflict) == "ours"
    assert stands(apply(set_fields(of, "card_chat", title="Calls Tom"), of), conflict) == "theirs"
    edited = apply(set_fields(of, "card_chat", title="Writes to us"), of)
    assert stands(edited, conflict) == ""
    gone = apply(remove(of, "card_chat"), of)
    assert stands(gone, conflict) == ""
    assert offers(gone, conflict) == ("leave",)


def test_a_look_at_a_choice_changes_nothing_but_what_it_is_about() -> None:
    of = after({"title": "Asks Ina"}, {"title": "Calls Tom"})
    conflict = the_one(of)
    assert set(preview(of, conflict, "theirs")) == {"card_chat"}
    assert preview(of, conflict, "ours") == preview(of, conflict, "leave") == {}
    change = preview(of, conflict, "write", "Writes")
    assert change["card_chat"][1].title == "Writes"  # type: ignore[union-attr]  # a card
    of, conflict = noted("card_gone", "title", ours="x", theirs="y")
    assert preview(of, conflict, "theirs") == preview(of, conflict, "write", "z") == {}


def stage_gone() -> JourneyMap:
    """Here a stage was deleted; there a card in it was changed."""
    of = base()
    ours = apply(remove(of, "stage_buy"), of)
    card = next(c for c in of.all(Card) if c.step_id == "step_pay")
    theirs = apply(set_fields(of, card.id, title="Pays with a smile"), of)
    return merge(of, ours, theirs, LABELS).map


def test_a_deleted_stage_leaves_what_the_other_did_in_the_parking_lot() -> None:
    of = stage_gone()
    conflict = next(c for c in of.all(Conflict) if c.about_id == "stage_buy")
    now = apply(take(of, conflict.id, "ours"), of)
    assert now.get("stage_buy", Stage) is None
    (card,) = (c for c in now.all(Card) if c.title == "Pays with a smile")
    assert (card.step_id, card.lane_id) == ("", "")
    left = {c.about_id for c in now.all(Conflict)}
    assert left == {card.id}, "its step went with it, as they had it too"


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_all_of_one_side_leaves_nothing_open_and_nothing_dangling(side: Any) -> None:
    of = stage_gone()
    of = apply(set_fields(of, "card_chat", title="Asks Ina"), of)
    change = take_all(of, side)
    now = apply(change, of)
    assert list(now.all(Conflict)) == []
    assert ("stage_buy" in now) is (side == "theirs")
    assert not [p for p in check(now) if p not in check(base())]
    assert apply(invert(change), now) == of


def test_what_the_other_added_to_a_deleted_stage_is_parked_with_all_of_ours() -> None:
    of = base()
    new = create(
        Card, id="card_new", kind="note", step_id="step_pay", lane_id="lane_web", order="z"
    )
    ours = apply(remove(of, "stage_buy"), of)
    merged = merge(of, ours, apply({new.id: (None, new)}, of), LABELS).map
    assert "stage_buy" in merged
    now = apply(take_all(merged, "ours"), merged)
    card = now.get("card_new", Card)
    assert "stage_buy" not in now
    assert card is not None
    assert (card.step_id, card.lane_id) == ("", "")


def test_all_of_some_leaves_the_others() -> None:
    of = after({"title": "Asks Ina", "severity": 2}, {"title": "Calls Tom", "severity": 5})
    first, second = of.all(Conflict)
    now = apply(take_all(of, "theirs", {first.id}), of)
    assert [c.id for c in now.all(Conflict)] == [second.id]


def test_what_cannot_be_taken_stays_open_but_for_what_is_about_nothing_any_more() -> None:
    of, conflict = noted("card_chat", "severity", ours=2, theirs="lots")
    assert take_all(of, "theirs") == {}
    of, conflict = noted("card_gone", "title", ours="x", theirs="y")
    with pytest.raises(EditError, match="not on the map any more"):
        take(of, conflict.id, "theirs")
    assert take_all(of, "theirs") == {conflict.id: (conflict, None)}


def test_both_are_not_offered_where_there_is_one_place_or_one_record() -> None:
    place = {"step_id": "step_pay", "lane_id": "lane_web"}
    of, conflict = noted("card_chat", "place", ours=place, theirs=place)
    assert offers(of, conflict) == ("ours", "leave")
    of, conflict = noted("map", ours={"title": "One"}, theirs={"title": "Other"})
    assert offers(of, conflict) == ("ours", "theirs", "leave")
    assert told(of, conflict, "both") == "nothing"


def test_what_comes_back_without_its_place_is_parked() -> None:
    card = {"kind": "note", "title": "Back", "step_id": "step_gone", "lane_id": "lane_web",
            "evidence_ids": ["evidence_gone"]}  # fmt: skip
    of, conflict = noted("card_back", theirs=card)
    now = settled(of, conflict, "theirs")
    back: Record = now["card_back"]
    assert isinstance(back, Card)
    assert (back.step_id, back.lane_id, back.evidence_ids) == ("", "", ())
    of, conflict = noted("step_back", theirs={"stage_id": "stage_gone", "name": "x"})
    assert offers(of, conflict) == ("ours", "leave")


def test_what_an_unknown_field_says_is_written_anew() -> None:
    of, conflict = noted("card_chat", "x-mood", ours="warm", theirs="cold")
    now = apply(preview(of, conflict, "ours"), of)
    for typed, expected in (("mild", "mild"), ("5", "5")):
        card = apply(write(now, conflict.id, typed), now)["card_chat"]
        assert (card.__pydantic_extra__ or {})["x-mood"] == expected


def test_of_two_splits_of_a_stage_either_can_be_taken_and_no_stage_is_without_a_step() -> None:
    was = base()
    sides = [
        apply(split_stage(was, "step_ask", Ids(Random(n)), name=name), was)
        for n, name in enumerate(("Ask", "Enquire"))
    ]
    of = merge(was, *sides, LABELS).map
    conflict = the_one(of)
    for how, other in (("ours", "Enquire"), ("theirs", "Ask")):
        now = settled(of, conflict, how)
        assert [p for p in check(now) if p.fixable] == []
        (left,) = (stage for stage in now.all(Stage) if stage.name == other)
        (filler,) = (step for step in now.all(Step) if step.stage_id == left.id)
        assert filler.name == ""
        asked = now.get("step_ask", Step)
        assert asked is not None
        beside = [step.id for step in now.all(Step) if step.stage_id == asked.stage_id]
        assert beside == ["step_ask"]


def test_a_step_that_somebody_filled_stays_where_another_comes_to_its_stage() -> None:
    was = base()
    sides = [
        apply(split_stage(was, "step_ask", Ids(Random(n)), name=name), was)
        for n, name in enumerate(("Ask", "Enquire"))
    ]
    of = merge(was, *sides, LABELS).map
    (filler,) = (step for step in of.all(Step) if step.id not in was)
    of = apply(set_fields(of, filler.id, name="Writes"), of)
    assert value(settled(of, the_one(of), "theirs"), "name", filler.id) == "Writes"
