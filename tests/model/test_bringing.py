"""Somebody's copy brought in as one change, with the sides that were taken."""

from model.change import JourneyMap, apply, diff
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.merge import Merged, merge
from model.merging.bringing import in_order, in_words, standing, to_ask, together
from model.records import Card, Comment, Conflict, Evidence, Person, Unknown, create, evolve
from tests.sample import sample


def plain() -> JourneyMap:
    base = sample()
    return apply({c.id: (c, None) for c in base.all(Conflict)}, base)


def clash() -> tuple[JourneyMap, Merged]:
    """A card that two people gave another title."""
    base = plain()
    ours = apply(set_fields(base, "card_chat", title="Asks Ina"), base)
    theirs = apply(set_fields(base, "card_chat", title="Asks Tom"), base)
    return ours, merge(base, ours, theirs)


def test_what_nobody_decides_stays_noted_and_what_is_taken_is_not() -> None:
    ours, merged = clash()
    (conflict,) = merged.conflicts
    assert standing(merged.map, conflict) == "ours"
    left = apply(together(ours, merged.map, {conflict.id: None}), ours)
    assert [*left.all(Conflict)] == [conflict]
    assert together(ours, merged.map, {conflict.id: "ours"}) == {}
    taken = apply(together(ours, merged.map, {conflict.id: "theirs"}), ours)
    assert (taken["card_chat"].title, [*taken.all(Conflict)]) == ("Asks Tom", [])  # type: ignore[attr-defined]  # a card


def test_a_value_that_fits_no_more_stays_noted_and_all_else_comes() -> None:
    ours, merged = clash()
    (conflict,) = merged.conflicts
    odd = evolve(conflict, theirs='{"not": "a title"}')
    new = create(Card, id="card_new", order="a0", title="Heard at table two")
    of = apply({conflict.id: (conflict, odd), new.id: (None, new)}, merged.map)
    now = apply(together(ours, of, {conflict.id: "theirs"}), ours)
    assert [*now.all(Conflict)] == [odd]
    assert now["card_new"] is new


def test_cards_of_a_stage_that_stays_deleted_are_parked() -> None:
    base = plain()
    step = base["card_chat"].step_id  # type: ignore[attr-defined]  # a card
    stage = base[step].stage_id  # type: ignore[attr-defined]  # a step
    lane = base["card_chat"].lane_id  # type: ignore[attr-defined]  # a card
    new = create(Card, id="card_new", step_id=step, lane_id=lane, order="z", title="Heard")
    ours = apply(remove(base, stage), base)
    merged = merge(base, ours, apply({new.id: (None, new)}, base))
    sides = {c.id: standing(merged.map, c) for c in merged.conflicts}
    assert set(sides.values()) == {"theirs"}
    now = apply(together(ours, merged.map, dict.fromkeys(sides, "ours")), ours)
    assert stage not in now
    assert step not in now
    card = now.get("card_new", Card)
    assert card is not None
    assert (card.title, card.step_id) == ("Heard", "")
    kept = apply(together(ours, merged.map, sides), ours)
    assert stage in kept
    assert kept["card_new"] is new


def test_a_stage_and_the_step_that_went_with_it_are_asked_about_once_and_decided_together() -> None:
    base = plain()
    ours = apply(remove(base, "stage_compare"), base)
    theirs = apply(
        {"card_new": (None, create(Card, id="card_new", step_id="step_look", lane_id="lane_web",
                                   order="z", title="Heard"))}, base,
    )  # fmt: skip
    merged = merge(base, ours, theirs)
    assert {c.about_id for c in merged.conflicts} == {"stage_compare", "step_look"}
    (asked,) = to_ask(merged)
    assert asked.about_id == "stage_compare"
    kept = apply(together(ours, merged.map, {asked.id: "theirs"}), ours)
    assert "step_look" in kept
    gone = apply(together(ours, merged.map, {asked.id: "ours"}), ours)
    assert "step_look" not in gone
    left = apply(together(ours, merged.map, {asked.id: None}), ours)
    assert [len([*of.all(Conflict)]) for of in (kept, gone, left)] == [0, 0, 2]


def test_a_copy_that_says_a_third_thing_leaves_one_open_conflict_and_a_comment() -> None:
    _, merged = clash()
    (old,) = merged.conflicts
    base, here = plain(), merged.map
    theirs = apply(set_fields(base, "card_chat", title="Asks Ute"), base)
    again = merge(base, apply({old.id: (old, None)}, here), theirs)
    (new,) = again.conflicts
    of = apply({old.id: (None, old)}, again.map)  # as the dialog does: it stays open meanwhile
    now = apply(together(here, of, {new.id: None}), here)
    (left,) = now.all(Conflict)
    told = [comment.text for comment in now.all(Comment) if comment.id not in here]
    assert {left.ours, left.theirs} == {'"Asks Ina"', '"Asks Tom"'}
    assert told == ["Another title, in theirs: Asks Ute"]
    taken = apply(together(here, of, {new.id: "theirs"}), here)
    assert [*taken.all(Conflict)] == [old]
    assert not [c for c in taken.all(Comment) if c.id not in here]


def test_what_comes_is_told_in_words_that_people_use() -> None:
    base = plain()
    other = apply(
        {
            "person_9": (None, create(Person, id="person_9", name="Tom")),
            "evidence_8": (None, create(Evidence, id="evidence_8")),
            "evidence_9": (None, create(Evidence, id="evidence_9")),
            "unknown:x": (None, create(Unknown, id="unknown:x", data="1")),
            **set_fields(base, "map", title="Another"),
        },
        base,
    )
    assert in_words(diff(base, other)) == (
        "1 new person, 2 new sources and 1 new part of another program; "
        "what is said of the map as a whole is changed."
    )


def test_what_is_about_one_thing_stands_together_as_its_fields_do() -> None:
    of = plain()
    chat = [("card_chat", field) for field in ("", "place", "title", "tags", "zz")]
    wanted = [("map", "title"), ("map", "language"), *chat, ("gone_1", "title")]
    made = [create(Conflict, id=f"c{n}", about_id=a, field=f) for n, (a, f) in enumerate(wanted)]
    assert [(c.about_id, c.field) for c in in_order(of, made[::-1])] == wanted
