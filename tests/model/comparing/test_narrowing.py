"""Which changes fit what somebody wants to see, and what can be wanted."""

from model.change import apply
from model.compare import Comparison, compare
from model.comparing.alike import made_of
from model.comparing.narrowing import CRITERIA, Criterion, Narrowed, Narrowing
from model.comparing.strip import strip
from model.records import Action, Card, Conflict, Lane, Person, Persona, Stage, create
from tests.compared import CALLS, CHAT_NOW, FLAT, LOCK, TABLE, new_map, old_map, one


def both() -> Comparison:
    """The map of after the review, and of before."""
    return compare(old_map(), new_map())


def titles(c: Comparison, ids: frozenset[str]) -> set[str]:
    """What the cards among these read."""
    there = (c.by_id[i].there for i in ids)
    return {record.title for record in there if isinstance(record, Card)}


def only(name: Criterion, value: str) -> Narrowing:
    """One value for one criterion."""
    return Narrowing().toggled(name, value)


def test_nothing_wanted_is_everything() -> None:
    c = both()
    assert Narrowed(c).fitting(Narrowing()) == {item.id for item in c.told}
    assert not Narrowing().is_on


def test_what_moved_out_of_a_stage_is_of_that_stage_too() -> None:
    c = both()
    compare_stage = one(c.new, Stage, "Compare")
    found = titles(c, Narrowed(c).fitting(only("stages", compare_stage.id)))
    assert found == {TABLE, CHAT_NOW}


def test_a_lane_that_went_is_of_the_stages_that_it_took_cards_out_of() -> None:
    c = both()
    lane = one(c.old, Lane, "Platform")
    for stage in strip(c):
        wanted = Narrowed(c).fitting(only("stages", stage.stage_id))
        gone = [i for i in c.because_of(lane.id) if isinstance(i.there, Card)]
        of_it = any(c.old.records[i.there.step_id].stage_id == stage.stage_id for i in gone)
        assert (lane.id in wanted) is of_it
        assert bool(wanted) is bool(stage.added or stage.removed or stage.changed), stage.name


def test_what_is_to_be_done_about_a_card_is_of_its_stage() -> None:
    c = both()
    (action,) = (i.id for i in c.told if isinstance(i.there, Action))
    of_stage = {s.name for s in strip(c) if action in Narrowed(c).fitting(only("stages", s[0]))}
    assert of_stage == {"Get help"}


def test_kinds_of_change_and_of_record_are_wanted_together() -> None:
    c = both()
    by = only("changes", "removed")
    assert CALLS in titles(c, Narrowed(c).fitting(by))
    by = by.toggled("records", "pain point")
    assert titles(c, Narrowed(c).fitting(by)) == {CALLS}
    by = by.toggled("changes", "added")
    assert titles(c, Narrowed(c).fitting(by)) == {CALLS, LOCK}


def test_owners_and_personas_are_found_as_they_were_and_as_they_are() -> None:
    c = both()
    lena, jonas = one(c.new, Person, "Lena"), one(c.new, Persona, "Jonas")
    assert CHAT_NOW in titles(c, Narrowed(c).fitting(only("owners", lena.id)))
    found = [c.by_id[i] for i in Narrowed(c).fitting(only("personas", jonas.id))]
    assert [i.there.persona_id for i in found if i.record == "feeling"] == [jonas.id]
    cards = [(i.before, i.after) for i in found if i.record == "card"]
    assert cards
    assert all(
        any(card is not None and card.persona_ids in ((), (jonas.id,)) for card in sides)
        for sides in cards
    ), "a card that names no persona is everyone's"
    assert {i.record for i in found} == {"feeling", "card"}


def test_content_only_keeps_what_is_both() -> None:
    c = both()
    found = titles(c, Narrowed(c).fitting(Narrowing(content_only=True)))
    reworded_only = next(i for i in c.told if i.kinds == ("reworded",))
    assert getattr(reworded_only.there, "title", "") not in found
    assert CHAT_NOW in found
    assert FLAT not in found


def test_each_choice_leaves_as_many_changes_as_it_says() -> None:
    c = both()
    by = Narrowed(c)
    for start in (Narrowing(), only("changes", "reworded")):
        for name in CRITERIA:
            for choice in by.choices(start, name):
                wanted = start.only(name, frozenset([choice.value]))
                assert len(by.fitting(wanted)) == choice.left, choice
                assert choice.name
    stages = [choice.name for choice in by.choices(Narrowing(), "stages")]
    assert stages == ["Compare", "Sign up", "Ride", "Get help", "Stay or leave", "Come back"]


def test_what_is_wanted_stays_in_the_list_when_nothing_has_it_any_more() -> None:
    same = compare(old_map(), old_map())
    (choice,) = Narrowed(same).choices(only("stages", "stage_gone"), "stages")
    assert (choice.name, choice.left, choice.chosen) == ("Gone", 0, True)


def test_a_map_made_of_another_ones_records_is_equal_and_shares_them() -> None:
    copy = type(old_map())({i: r.model_copy() for i, r in old_map().records.items()})
    made = made_of(copy, new_map())
    assert made == copy
    shared = [i for i, r in made.records.items() if r is new_map().records.get(i)]
    differing = compare(copy, new_map()).change
    assert set(shared) == made.records.keys() - differing.keys()


def test_what_is_to_settle_is_no_kind_of_change_or_of_thing_that_can_be_wanted() -> None:
    noted = create(Conflict, id="conflict_x", about_id=one(new_map(), Card, LOCK).id, field="title")
    c = compare(old_map(), apply({noted.id: (None, noted)}, new_map()))
    by = Narrowed(c)
    assert noted.id in by.fitting(Narrowing())
    assert "conflict" not in {choice.value for choice in by.choices(Narrowing(), "records")}
    assert noted.id not in by.fitting(only("changes", "added"))
