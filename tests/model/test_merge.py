"""What comes out where two people worked on one map, told case by case."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from model.change import JourneyMap, apply
from model.edits.cards import delete_cards, park_cards
from model.edits.removing import remove
from model.grid import Grid
from model.ids import derived_id
from model.merge import Labels, merge
from model.order import several
from model.records import (
    Card,
    Comment,
    Conflict,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Record,
    Step,
    create,
    evolve,
)
from model.references import mentions
from model.rules import check
from tests.model.two_stages import card, edited, grid, of
from tests.sample import sample

#: What the card was, what we and they made of it, and what comes out.
AGREEING = [
    ("each edits another field", {}, {"title": "Asks a colleague"}, {"body": "At lunch"},
     {"title": "Asks a colleague", "body": "At lunch"}),
    ("both write the same", {}, {"title": "Asks Ina"}, {"title": "Asks Ina"},
     {"title": "Asks Ina"}),
    ("one moves it, one rewords it", {}, {"step_id": "step_2"}, {"title": "Asks Ina"},
     {"step_id": "step_2", "title": "Asks Ina"}),
    ("both add tags", {"tags": ("price",)}, {"tags": ("price", "phone")},
     {"tags": ("price", "app")}, {"tags": ("price", "app", "phone")}),
    ("one adds a tag, one takes one away", {"tags": ("price", "old")},
     {"tags": ("price", "old", "phone")}, {"tags": ("price",)}, {"tags": ("price", "phone")}),
    ("one turns the tags round, one adds one", {"tags": ("a", "b")}, {"tags": ("b", "a")},
     {"tags": ("a", "b", "c")}, {"tags": ("b", "a", "c")}),
    ("both make it another persona's too", {"persona_ids": ("persona_1",)},
     {"persona_ids": ("persona_1", "persona_2")}, {"title": "Asks Ina"},
     {"persona_ids": ("persona_1", "persona_2"), "title": "Asks Ina"}),
]  # fmt: skip


@pytest.mark.parametrize(("was", "ours", "theirs", "wanted"), [case[1:] for case in AGREEING],
                         ids=[case[0] for case in AGREEING])  # fmt: skip
def test_what_does_not_touch_comes_together(
    was: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], wanted: dict[str, Any]
) -> None:
    base = grid(**was)
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge(base, edited(base, **one), edited(base, **other))
        assert merged.conflicts == ()
        assert {name: getattr(card(merged), name) for name in wanted} == wanted


#: What the card was, what we and they made of it, and which field is in conflict.
CLASHING = [
    ("two wordings", {}, {"title": "Asks Ina"}, {"title": "Asks Tom"}, "title"),
    ("two severities", {"kind": "pain"}, {"severity": 2}, {"severity": 5}, "severity"),
    ("moved to two places", {}, {"step_id": "step_2"}, {"lane_id": "lane_2"}, "place"),
    ("made one persona's and another's", {}, {"persona_ids": ("persona_1",)},
     {"persona_ids": ("persona_2",)}, "persona_ids"),
    ("made everyone's and two people's", {"persona_ids": ("persona_1",)}, {"persona_ids": ()},
     {"persona_ids": ("persona_1", "persona_2")}, "persona_ids"),
    ("tags in two orders", {"tags": ("a", "b", "c")}, {"tags": ("c", "a", "b")},
     {"tags": ("b", "a", "c")}, "tags"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "ours", "theirs", "field"), [case[1:] for case in CLASHING],
                         ids=[case[0] for case in CLASHING])  # fmt: skip
def test_what_both_changed_differently_stays_as_ours_and_all_values_are_kept(
    was: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], field: str
) -> None:
    base = grid(**was)
    mine = edited(base, **ours)
    merged = merge(base, mine, edited(base, **theirs), Labels("Monday", "Lead", "Ina's copy"))
    (conflict,) = merged.conflicts
    assert merged.map[conflict.id] is conflict
    assert card(merged) == mine["card_1"]
    assert (conflict.about_id, conflict.field) == ("card_1", field)
    assert (conflict.base_label, conflict.ours_label, conflict.theirs_label) == (
        "Monday", "Lead", "Ina's copy",
    )  # fmt: skip
    name, value = next(iter(theirs.items()))
    told = json.loads(conflict.theirs)
    assert (told[name] if field == "place" else told) == (
        list(value) if isinstance(value, tuple) else value
    )


def test_what_is_deleted_here_and_edited_there_is_kept_and_marked() -> None:
    base = grid()
    gone, kept = apply(delete_cards(base, "card_1"), base), edited(base, title="Asks Ina")
    for ours, theirs in ((gone, kept), (kept, gone)):
        merged = merge(base, ours, theirs)
        assert card(merged).title == "Asks Ina"
        assert [(c.about_id, c.field) for c in merged.conflicts] == [("card_1", "")]


def test_what_is_deleted_here_and_as_it_was_there_is_deleted() -> None:
    base = grid()
    gone = apply(delete_cards(base, "card_1"), base)
    merged = merge(base, gone, edited(base, "stage_1", name="Look around"))
    assert "card_1" not in merged.map
    assert merged.conflicts == ()


def test_a_stage_comes_back_for_a_card_that_was_put_into_it_elsewhere() -> None:
    base = sample()
    stage = next(s for s in Grid(base).stages if Grid(base).steps_in(s.id))
    step = Grid(base).steps_in(stage.id)[0]
    lane = Grid(base).card_lanes[0]
    new = create(Card, id="card_new", step_id=step.id, lane_id=lane.id, order="z", title="Waits")
    ours = apply(remove(base, stage.id), base)
    theirs = apply({"card_new": (None, new)}, base)
    merged = merge(base, ours, theirs)
    assert stage.id in merged.map
    assert merged.map["card_new"] == new
    assert stage.id in {c.about_id for c in merged.conflicts}
    assert [p for p in check(merged.map) if p.severity == "error"] == []


def test_two_people_who_score_one_step_meet_in_one_record() -> None:
    base = sample()
    feeling = next(f for f in base.all(Feeling) if f.score)
    merged = merge(
        base,
        edited(base, feeling.id, score=-2.0, n=3),
        edited(base, feeling.id, score=0.5, note="Heard it at the counter"),
    )
    now = merged.map[feeling.id]
    assert isinstance(now, Feeling)
    assert (now.score, now.n, now.note) == (-2.0, 3, "Heard it at the counter")
    assert [c.field for c in merged.conflicts] == ["scores"]


def test_two_runs_in_one_gap_stand_one_after_the_other() -> None:
    base = apply(
        {"card_2": (None, create(Card, id="card_2", step_id="step_1", lane_id="lane_1",
                                 order="a1", title="Pays"))}, grid(),
    )  # fmt: skip

    def run(name: str) -> JourneyMap:
        keys = several("a0", "a1", 3)
        new = [
            create(Card, id=f"card_{name}{n}", step_id="step_1", lane_id="lane_1", order=key)
            for n, key in enumerate(keys)
        ]
        return apply({record.id: (None, record) for record in new}, base)

    merged = merge(base, run("x"), run("y"))
    ids = [c.id.removeprefix("card_") for c in Grid(merged.map).cards_at("step_1")]
    assert ids == ["1", "x0", "x1", "x2", "y0", "y1", "y2", "2"]
    assert merged.conflicts == ()


def test_fields_of_another_program_are_merged_like_our_own() -> None:
    base = grid()

    def with_extra(**extra: Any) -> JourneyMap:
        was = base["card_1"]
        now = Card.model_validate({**was.__dict__, **extra})
        return apply({"card_1": (was, now)}, base)

    merged = merge(base, with_extra(colour="red"), with_extra(size=3))
    assert card(merged).__pydantic_extra__ == {"colour": "red", "size": 3}
    assert merged.conflicts == ()
    merged = merge(base, with_extra(colour="red"), with_extra(colour="blue"))
    assert [(c.field, c.ours, c.theirs) for c in merged.conflicts] == [
        ("colour", '"red"', '"blue"')
    ]


def test_a_field_whose_name_is_too_long_for_a_conflict_puts_the_whole_record_into_one() -> None:
    base, name = grid(), "x" * 20_001

    def with_extra(value: int) -> JourneyMap:
        was = base["card_1"]
        return apply({"card_1": (was, Card.model_validate({**was.__dict__, name: value}))}, base)

    labels = Labels("before", "o" * 30_000, "theirs")
    (conflict,) = merge(base, with_extra(1), with_extra(2), labels).conflicts
    assert (conflict.about_id, conflict.field) == ("card_1", "")
    assert len(conflict.ours_label) == 200


def test_saved_views_of_two_people_are_all_there() -> None:
    base = grid()
    merged = merge(
        base,
        edited(base, "map", saved_views=({"name": "Pains", "kinds": ("pain",)},)),
        edited(base, "map", saved_views=({"name": "Phone", "tags": ("phone",)},)),
    )
    info = merged.map["map"]
    assert isinstance(info, MapInfo)
    assert [view.name for view in info.saved_views] == ["Pains", "Phone"]


def test_two_lists_that_begin_alike_come_together_the_same_whoever_is_called_ours() -> None:
    base = grid(tags=())
    one, other = edited(base, tags=("x", "b")), edited(base, tags=("x", "a"))
    assert card(merge(base, one, other)).tags == ("x", "a", "b")
    assert card(merge(base, other, one)).tags == ("x", "a", "b")


def test_a_place_that_is_only_noted_is_kept_so_that_it_can_be_taken() -> None:
    base = apply(delete_cards(grid(), "card_1"), grid())
    base = apply({"card_2": (None, create(Card, id="card_2", order="a0", title="Asks"))}, base)
    there = edited(base, "card_2", step_id="step_2", lane_id="lane_1")
    here = edited(base, "card_2", step_id="step_1", lane_id="lane_1")
    merged = merge(base, apply(remove(here, "stage_2"), here), there)
    assert card(merged, "card_2").step_id == "step_1"
    assert {"stage_2", "step_2"} <= merged.map.records.keys()
    assert {(c.about_id, c.field) for c in merged.conflicts} == {
        ("card_2", "place"), ("step_2", ""), ("stage_2", ""),
    }  # fmt: skip


def test_merging_the_same_copy_again_brings_nothing_new() -> None:
    base = grid()
    ours, theirs = edited(base, title="Asks Ina"), edited(base, title="Asks Tom")
    once = merge(base, ours, theirs).map
    assert merge(base, once, theirs).map == once


def test_a_merge_that_is_made_with_its_result_and_a_side_leaves_it_as_it_is() -> None:
    base = sample()
    ours = apply(remove(edited(base, "card_offers", lane_id="lane_shop"), "lane_web"),
                 edited(base, "card_offers", lane_id="lane_shop"))  # fmt: skip
    ours = edited(edited(ours, "card_till", title="Desk"), "card_queue", about_ids=("card_visit",))
    theirs = edited(edited(base, "card_offers", step_id="step_ask"), "card_till", title="Cash")
    theirs = edited(theirs, "card_visit", about_ids=("card_queue",))
    for one, other in ((ours, theirs), (theirs, ours)):
        once = merge(base, one, other)
        assert once.conflicts
        for side in (one, other):
            assert merge(base, once.map, side).map == once.map
            assert merge(base, side, once.map).map == once.map


def conflict_of(title: str, of: JourneyMap) -> JourneyMap:
    now = create(Conflict, id="conflict_1", about_id="card_1", field="title", ours=title)
    return apply({"conflict_1": (of.records.get("conflict_1"), now)}, of)


def test_two_conflicts_of_earlier_merges_under_one_id_are_one_with_a_comment() -> None:
    base = conflict_of('"A"', grid())
    for one, other in (('"B"', '"C"'), ('"C"', '"B"')):
        merged = merge(base, conflict_of(one, base), conflict_of(other, base))
        assert [(c.ours, c.theirs) for c in merged.map.all(Conflict)] == [('"B"', '"C"')]
        assert merged.conflicts == ()


def test_a_conflict_that_went_into_another_of_the_same_sides_stays_gone() -> None:
    def noted(conflict_id: str, base: str, *sides: str) -> JourneyMap:
        ours, theirs = sides
        it = create(Conflict, id=conflict_id, about_id="card_1", field="title",
                    base=base, ours=ours, theirs=theirs)  # fmt: skip
        return apply({conflict_id: (None, it)}, grid())

    base, edited = noted("c1", '"A"', '"B"', '"C"'), noted("c1", '"Z"', '"B"', '"C"')
    went = noted("c2", '"A"', '"C"', '"B"')
    for sides in ((went, edited), (edited, went)):
        assert merge(base, *sides).map == went
    other = noted("c1", '"A"', '"B"', '"E"')
    (one,) = merge(base, went, other).map.all(Conflict)
    assert {one.ours, one.theirs} != {'"C"', '"B"'}, "what is noted nowhere else is not dropped"


def test_a_comment_on_a_conflict_goes_along_where_that_becomes_one_with_another() -> None:
    remark = create(Comment, id="comment_1", about_id="conflict_1", text="Ask Mia")
    base = apply({"comment_1": (None, remark)}, conflict_of('"A"', grid()))
    merged = merge(base, conflict_of('"B"', base), conflict_of('"C"', base))
    (one,) = merged.map.all(Conflict)
    assert one.id != "conflict_1"
    assert merged.map["comment_1"] == evolve(remark, about_id=one.id)


def test_two_conflicts_of_earlier_merges_under_one_id_about_two_things_are_both_there() -> None:
    def of_two(**about: str) -> JourneyMap:
        return of(*(create(Conflict, id=i, about_id=a) for i, a in about.items()))

    ours, theirs = of_two(c1="card_1", c2="card_2"), of_two(c1="card_2", c2="card_1")
    once = merge(None, ours, theirs).map
    assert sorted(c.about_id for c in once.all(Conflict)) == ["card_1", "card_2"]
    assert merge(None, once, theirs).map == once


def test_one_id_for_two_kinds_of_things_is_a_conflict_and_what_refers_to_it_too() -> None:
    base = grid()
    link = create(Link, id="link_x", target_id="card_x", label="Advert")
    new = create(Card, id="card_x", order="a5", title="Sees it")
    ours = apply({"card_x": (None, new), "link_x": (None, link)}, base)
    theirs = apply({"card_x": (None, create(Lane, id="card_x", name="Radio", order="a5"))}, base)
    merged = merge(base, ours, theirs)
    assert merged.map["card_x"] == new
    assert [(c.about_id, c.field) for c in merged.conflicts] == [("card_x", "")]
    merged = merge(base, theirs, ours)
    assert merged.map["card_x"].kind_name == "lane"
    assert "link_x" not in merged.map
    assert {c.about_id for c in merged.conflicts} == {"card_x", "link_x"}


def test_what_the_other_kind_of_thing_refers_to_is_kept_so_that_it_can_be_taken() -> None:
    base = grid()
    gone = apply(remove(base, "stage_2"), base)
    ours = apply({"thing": (None, create(Lane, id="thing", order="a5"))}, gone)
    new = create(Step, id="thing", stage_id="stage_2", order="a5")
    merged = merge(base, ours, apply({"thing": (None, new)}, base))
    assert {c.about_id for c in merged.conflicts} == {"thing", "stage_2"}


def test_the_only_step_that_a_stage_may_get_is_noted_where_somebody_deleted_it() -> None:
    base = grid()
    again = create(Step, id=derived_id(Step, "first", "stage_1"), stage_id="stage_1", name="Ask")
    base = apply({again.id: (None, again)}, base)
    merged = merge(base, apply(remove(base, again.id), base), apply(remove(base, "step_1"), base))
    (conflict,) = merged.conflicts
    assert (conflict.about_id, conflict.ours) == (again.id, "")
    assert merged.map[again.id].name == ""  # type: ignore[attr-defined]  # a step


def test_what_was_wrong_on_a_side_stays_so_while_what_the_merge_put_wrong_is_mended() -> None:
    base = sample()
    till = base["card_till"]
    ours = apply({till.id: (till, evolve(till, owner_id="person_gone"))}, base)
    ours = edited(ours, "card_chat", about_ids=("card_till",))
    merged = merge(base, ours, edited(base, "card_till", about_ids=("card_chat",)))
    found = card(merged, "card_till")
    assert (found.owner_id, found.about_ids) == ("person_gone", ())
    assert [p.rule for p in check(merged.map) if p.fixable] == ["dangling-reference"]


def test_runs_stay_as_they_are_where_there_is_no_room_between_two_keys() -> None:
    base = grid(order="a1")

    def run(**keys: str) -> JourneyMap:
        at = {"step_id": "step_1", "lane_id": "lane_1"}
        new = [create(Card, id=f"card_{name}", order=key, **at) for name, key in keys.items()]
        return apply({record.id: (None, record) for record in new}, base)

    merged = merge(base, run(**{"01": "a0", "03": "a1"}), run(**{"02": "a0V"}))
    ids = [c.id.removeprefix("card_") for c in Grid(merged.map).cards_at("step_1")]
    assert ids == ["01", "02", "03", "1"]


def test_conflicts_are_told_once_however_often_they_are_met() -> None:
    base = grid()
    ours, theirs = edited(base, title="Asks Ina"), edited(base, title="Asks Tom")
    once = merge(base, ours, theirs)
    again = merge(base, once.map, theirs)
    assert len([*again.map.all(Conflict)]) == 1


def test_a_card_parked_here_and_reworded_there_is_parked_with_the_new_words() -> None:
    base = grid()
    merged = merge(base, apply(park_cards(base, "card_1"), base), edited(base, title="Asks Ina"))
    assert (card(merged).step_id, card(merged).title) == ("", "Asks Ina")


def test_what_comes_back_with_many_cards_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counting(record: Record) -> Iterator[tuple[str, str]]:
        nonlocal asked
        asked += 1
        return mentions(record)

    monkeypatch.setattr("model.merge.mentions", counting)
    cards = [Card(id=f"card_many{n}", kind="note", title="Note") for n in range(200)]
    said = [Comment(id=f"comment_{c.id}", about_id=c.id, text="Why?") for c in cards]
    base = apply({r.id: (None, r) for r in (*cards, *said)}, grid())
    ours = apply({r.id: (r, None) for r in (*cards, *said)}, base)
    theirs = apply({c.id: (c, evolve(c, title="Rewritten")) for c in cards}, base)
    merged = merge(base, ours, theirs)
    assert len([*merged.map.all(Comment)]) == len(merged.conflicts) == len(cards)
    assert asked < 10 * len(cards)
