"""A copy of a map that nobody kept the beginning of, brought together with the map of now."""

from model.change import JourneyMap, apply, diff
from model.edits.cards import delete_cards
from model.merge import Merged, merge
from model.merging.ancestry import common_base, is_copy, seen_in
from model.records import Card, create
from tests.model.two_stages import card, edited, grid, of
from tests.sample import sample


def scribe(base: JourneyMap) -> JourneyMap:
    """A copy in which somebody added a card and reworded one."""
    now = edited(base, title="Asks a friend twice")
    return apply(
        {"card_new": (None, create(Card, id="card_new", order="a5", title="Heard at table two"))},
        now,
    )


def together(ours: JourneyMap, theirs: JourneyMap, *states: JourneyMap) -> Merged:
    return merge(common_base(ours, theirs, seen_in((), states)), ours, theirs)


def test_a_copy_of_the_map_as_it_was_opened_brings_its_edits() -> None:
    opened = grid()
    now = edited(opened, "stage_1", name="Look around")
    merged = together(now, scribe(opened), opened)
    assert card(merged).title == "Asks a friend twice"
    assert card(merged, "card_new").title == "Heard at table two"
    assert merged.map["stage_1"].name == "Look around"  # type: ignore[attr-defined]  # a stage
    assert merged.conflicts == ()


def test_what_is_missing_in_a_copy_stays() -> None:
    opened = grid()
    theirs = apply(delete_cards(opened, "card_1"), opened)
    now = edited(opened, "stage_1", name="Look around")
    assert "card_1" in together(now, theirs, opened).map


def test_what_was_deleted_here_does_not_come_back_from_a_copy_that_left_it_as_it_was() -> None:
    opened = grid()
    now = apply(delete_cards(opened, "card_1"), opened)
    theirs = edited(opened, "stage_1", name="Look around")
    assert "card_1" not in together(now, theirs, opened).map
    assert card(together(now, scribe(opened), opened)).title == "Asks a friend twice"


def test_what_both_reworded_since_is_a_conflict() -> None:
    opened = grid()
    now = edited(opened, title="Asks Ina")
    (conflict,) = together(now, scribe(opened), opened).conflicts
    assert (conflict.ours, conflict.theirs) == ('"Asks Ina"', '"Asks a friend twice"')


def test_an_old_copy_takes_nothing_back() -> None:
    first = grid()
    second = edited(first, title="Asks Ina")
    third = edited(second, body="At lunch")
    assert together(third, first, first, second).map == third


def from_before(oldest: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> Merged:
    """Merged where nothing is known of the map before `oldest`."""
    return merge(common_base(ours, theirs, seen_in((), [oldest]), oldest), ours, theirs)


def test_a_copy_that_may_be_older_than_all_that_is_known_takes_nothing_back() -> None:
    ancient = grid(body="At lunch", persona_ids=("persona_1",))
    known = edited(ancient, title="Asks Ina", severity=4, persona_ids=(), kind="doing")
    now = edited(known, "stage_1", name="Look around")
    merged = from_before(known, now, edited(ancient, who="Tom", tags=("queue",)))
    kept = card(merged)
    assert (kept.title, kept.severity, kept.who) == ("Asks Ina", 4, "Tom")
    assert kept.tags == ("queue",)
    assert (kept.kind, kept.persona_ids) == ("doing", ())
    assert {c.field: c.theirs for c in merged.conflicts} == {
        "title": '"Asks a friend"',
        "kind": '"touchpoint"',
        "persona_ids": '["persona_1"]',
    }


def test_a_copy_that_has_what_came_later_is_no_older_than_that() -> None:
    known = grid()
    now = edited(known, "stage_1", name="Look around")
    merged = from_before(known, now, edited(now, title="Asks a friend twice"))
    assert card(merged).title == "Asks a friend twice"
    assert merged.conflicts == ()
    less = apply(delete_cards(known, "card_1"), known)
    with_new = apply({"card_2": (None, create(Card, id="card_2", title="Old words"))}, less)
    ours = edited(apply({"card_2": (None, create(Card, id="card_2", title="Words"))}, known),
                  "stage_1", name="Look around")  # fmt: skip
    theirs = edited(with_new, "stage_1", name="Look around")
    assert card(from_before(ours, ours, theirs), "card_2").title == "Words"


def test_the_history_tells_what_records_have_been() -> None:
    first = grid()
    second = edited(first, title="Asks Ina")
    seen = seen_in([diff(first, second)])
    assert [record.title for record in seen["card_1"]] == ["Asks Ina", "Asks a friend"]  # type: ignore[attr-defined]  # cards
    assert merge(common_base(second, first, seen), second, first).map == second


def test_maps_that_share_nothing_are_no_copies_of_one_another() -> None:
    assert is_copy(grid(), scribe(grid()), {})
    assert not is_copy(grid(), sample(), {})
    assert is_copy(of(), grid(), seen_in((), [grid()]))
