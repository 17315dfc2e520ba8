"""Several people who merge one after another, over what earlier merges left open.

A field has at most one open conflict, and what anybody wrote is on the map, in that conflict or
in a comment beside it.
"""

import json
from collections import Counter
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply, diff, invert
from model.edits.common import EditError, changing
from model.edits.removing import remove
from model.merge import Labels, Merged, merge
from model.merging import settling
from model.records import LONGEST_TEXT, Card, Comment, Conflict, Lane, Step, create, evolve
from model.rules import check
from tests.model.test_merge_laws import (
    lost,
    who_is_called_ours_decides_only_what_stays_in_a_conflict,
)
from tests.model.threes import Three
from tests.model.two_stages import card, edited, grid
from tests.sample import sample
from tests.tools import law

WORDS = ("Asks", "Calls", "Waits", "Writes", "Leaves", "Pays", "Looks", "Rides")


def open_about(of: JourneyMap, about: str = "card_1", field: str = "title") -> Conflict:
    """The one conflict of that field."""
    (found,) = [c for c in of.all(Conflict) if (c.about_id, c.field) == (about, field)]
    return found


def remarks(of: JourneyMap) -> list[str]:
    return sorted(comment.text for comment in of.all(Comment))


def test_what_one_went_on_with_is_the_side_of_the_conflict_that_came_of_what_it_was() -> None:
    base = grid(title="Waits")
    mine, theirs = edited(base, title="Asks Ina"), edited(base, title="Calls Tom")
    hub = merge(base, theirs, mine, Labels("before", "shop", "lead")).map
    went_on = edited(mine, title="Asks Ina twice")
    merged = merge(mine, went_on, hub, Labels("before", "lead", "shop"))
    found = open_about(merged.map)
    assert (found.base, found.ours, found.theirs) == ('"Waits"', '"Asks Ina twice"', '"Calls Tom"')
    assert (found.ours_label, found.theirs_label) == ("lead", "shop")
    assert merged.conflicts == (found,)
    assert card(merged).title == "Asks Ina twice"
    assert remarks(merged.map) == []


def test_three_who_merge_one_after_another_leave_one_conflict_and_the_third_in_a_comment() -> None:
    base = grid(title="Waits")
    people = {name: edited(base, title=f"{name} asks") for name in ("Ann", "Ben", "Cem", "Dia")}
    hub, all_said = base, {'"Waits"'}
    for name, copy in people.items():
        hub = merge(base, hub, copy, Labels("before", "main", name)).map
        all_said.add(f'"{name} asks"')
        if name != "Ann":
            found = open_about(hub)
            assert found.base == '"Waits"'
            told = {text.rpartition(": ")[2] for text in remarks(hub)}
            assert {found.ours, found.theirs} | {f'"{text}"' for text in told} | {found.base} == (
                all_said
            )
    assert vars(hub["card_1"])["title"] == "Ann asks"
    assert remarks(hub) == ["Another title, in Ben: Ben asks", "Another title, in Cem: Cem asks"]
    for copy in people.values():
        assert merge(base, hub, copy).map == hub
        assert merge(base, copy, hub).map == hub


def test_of_one_thing_deleted_and_kept_in_two_merges_one_decision_is_left() -> None:
    base = grid(title="Waits")
    gone, kept = apply(remove(base, "card_1"), base), edited(base, title="Asks")
    hub = merge(base, gone, kept).map
    merged = merge(kept, edited(kept, title="Asks twice"), apply(remove(hub, "card_1"), hub))
    found = open_about(merged.map, field="")
    assert card(merged).title == "Asks twice"
    assert found.theirs == ""
    assert "Asks twice" in found.ours


def test_who_deletes_what_was_kept_and_edited_since_notes_nothing_that_is_not_noted() -> None:
    base = grid(title="Waits")
    gone, kept = apply(remove(base, "card_1"), base), edited(base, title="Asks")
    hub = merge(base, gone, kept).map
    later = edited(hub, "card_1", title="Asks twice")
    for sides in ((apply(remove(kept, "card_1"), kept), later), (later, gone)):
        merged = merge(kept, *sides)
        assert vars(merged.map["card_1"])["title"] == "Asks twice"
        assert merged.conflicts == ()
        assert open_about(merged.map, field="")
    left = apply(settling.leave(hub, open_about(hub, field="").id), hub)
    merged = merge(hub, left, later)
    assert vars(merged.map["card_1"])["title"] == "Asks twice"
    assert [*merged.map.all(Conflict)] == []


def test_what_was_before_may_be_a_side_where_nothing_else_is_known() -> None:
    base = grid(title="Asks")

    def of(name: str, before: str, other: str) -> JourneyMap:
        new = create(Conflict, id=f"conflict_{name}", about_id="card_1", field="title",
                     base=before, ours=before, theirs=other)  # fmt: skip
        return apply({new.id: (None, new)}, base)

    merged = merge(base, of("x", '"Asks"', '"Calls"'), of("y", '"Calls"', '"Writes"')).map
    assert (open_about(merged).ours, open_about(merged).theirs) == ('"Asks"', '"Calls"')
    assert remarks(merged) == ["Another title, in another copy: Writes"]


def test_a_value_that_is_no_text_is_told_in_words_and_a_long_one_in_several_comments() -> None:
    base = edited(grid(), step_id="", lane_id="")
    places = [("step_1", "lane_1"), ("step_2", "lane_1"), ("step_2", "lane_2")]
    hub = base
    for step, lane in places:
        hub = merge(base, hub, edited(base, step_id=step, lane_id=lane)).map
    assert [text.partition(": ")[0] for text in remarks(hub)] == ["Another place, in theirs"]
    assert open_about(hub, field="place").base
    hub = base = grid(body="Waits")
    for letter in "abc":
        hub = merge(base, hub, edited(base, body=letter * LONGEST_TEXT)).map
    assert len(remarks(hub)) == 2
    assert "".join(sorted(remarks(hub), reverse=True)).count("b") >= LONGEST_TEXT


def test_what_another_program_took_out_is_a_side_and_no_comment() -> None:
    def with_colour(value: str | None) -> JourneyMap:
        was = grid()["card_1"]
        fields = {**was.__dict__} | ({"colour": value} if value else {})
        return apply({"card_1": (was, Card.model_validate(fields))}, grid())

    base = with_colour("red")
    hub = base
    for value in ("blue", None, "green"):
        hub = merge(base, hub, with_colour(value)).map
    found = open_about(hub, field="colour")
    assert [found.base, found.ours, found.theirs] == ['"red"', '"blue"', '"green"']
    assert remarks(hub) == []


def noting(of: JourneyMap, name: str, ours: str, theirs: str, about: str = "card_1") -> JourneyMap:
    """The map with one more open conflict about a title."""
    new = create(Conflict, id=f"conflict_{name}", about_id=about, field="title",
                 base='"Before"', ours=f'"{ours}"', theirs=f'"{theirs}"',
                 ours_label=name, theirs_label=name)  # fmt: skip
    return apply({new.id: (None, new)}, of)


def test_what_stands_and_was_edited_since_leaves_the_two_that_are_noted_in_the_conflict() -> None:
    base = grid(title="Waits")
    ours, theirs = noting(base, "x", "Asks", "Calls"), noting(base, "y", "Asks", "Writes")
    merged = merge(base, ours, theirs).map
    found = open_about(merged)
    assert {found.ours, found.theirs} == {'"Asks"', '"Calls"'}
    assert remarks(merged) == ["Another title, in y: Writes"]
    assert vars(merged["card_1"])["title"] == "Waits"


def test_two_that_note_the_same_are_one_and_two_that_both_maps_hold_stay() -> None:
    base = grid(title="Asks")
    ours, theirs = noting(base, "x", "Asks", "Calls"), noting(base, "y", "Calls", "Asks")
    found = open_about(merge(base, ours, theirs).map)
    assert (found.ours, found.theirs, found.ours_label) == ('"Asks"', '"Calls"', "x")
    both = noting(ours, "y", "Asks", "Writes")
    reworded = edited(both, "card_1", body="At noon")
    merged = merge(base, reworded, edited(both, "stage_1", name="Buy")).map
    assert {c.id for c in merged.all(Conflict)} == {"conflict_x", "conflict_y"}


def test_what_a_conflict_notes_of_both_sides_is_not_asked_again_beside_an_older_one() -> None:
    base = noting(grid(title="Asks"), "a", "Asks", "Calls")
    ours = edited(base, title="Calls")
    theirs = noting(edited(grid(title="Asks"), title="Writes"), "b", "Writes", "Asks")
    once = merge(base, ours, theirs)
    found = open_about(once.map)
    assert {found.ours, found.theirs} == {'"Calls"', '"Writes"'}
    assert remarks(once.map) == ["Another title, in a: Asks"]
    for side in (ours, theirs):
        again = merge(base, once.map, side)
        assert again.map == once.map
        assert again.conflicts == ()


def test_of_a_card_that_is_gone_the_conflicts_are_one_and_the_comment_is_about_the_map() -> None:
    base = grid()
    ours = noting(base, "x", "Asks", "Calls", "card_gone")
    theirs = noting(base, "y", "Asks", "Writes", "card_gone")
    merged = merge(base, ours, theirs).map
    assert open_about(merged, "card_gone")
    assert [comment.about_id for comment in merged.all(Comment)] == [""]


def test_a_text_that_both_went_on_with_in_different_lines_is_one_side() -> None:
    base = edited(grid(), body="She asks.\nShe waits.")

    def noted(of: JourneyMap, name: str, stands: str, other: str) -> JourneyMap:
        new = create(Conflict, id=f"conflict_{name}", about_id="card_1", field="body",
                     base='"x"', ours=stands, theirs=other)  # fmt: skip
        return apply({new.id: (None, new)}, of)

    one, other = "She asks Ina.\nShe waits.", "She asks.\nShe waits long."
    ours = noted(edited(base, body=one), "x", '"She asks Ina.\\nShe waits."', '"She calls."')
    theirs = noted(edited(base, body=other), "y", '"She asks.\\nShe waits long."', '"She rides."')
    merged = merge(base, ours, theirs).map
    assert vars(merged["card_1"])["body"] == "She asks Ina.\nShe waits long."
    found = open_about(merged, field="body")
    assert found.ours == '"She asks Ina.\\nShe waits long."'
    assert found.theirs == '"She calls."'
    assert remarks(merged) == ["Another text, in another copy: She rides."]


def test_two_kinds_of_things_under_one_id_in_two_merges_are_one_conflict() -> None:
    base = grid()
    noted = [
        create(Conflict, id=f"conflict_{name}", about_id="card_1", base="", ours=ours,
               theirs='{"title": "Asks"}')
        for name, ours in (("x", '{"title": "Calls"}'), ("y", '{"title": "Writes"}'))
    ]  # fmt: skip
    ours, theirs = (apply({c.id: (None, c)}, base) for c in noted)
    merged = merge(base, ours, theirs).map
    assert open_about(merged, field="").ours == '{"title": "Calls"}'
    assert [text.splitlines()[0] for text in remarks(merged)] == [
        "Another version, in another copy: Touchpoint “Writes”"
    ]


@st.composite
def worked_on(draw: st.DrawFn, of: JourneyMap) -> JourneyMap:
    """The map after what somebody does to its first cards and their conflicts."""
    for _ in range(draw(st.integers(0, 3))):
        with suppress(EditError):
            of = apply(_work(draw, of), of)
    return of


def _work(draw: st.DrawFn, of: JourneyMap) -> Change:
    cards = sorted(c.id for c in of.all(Card))[:2]
    conflicts = sorted(c.id for c in of.all(Conflict))
    what = draw(st.integers(0, 9))
    if conflicts and what < 3:
        chosen = draw(st.sampled_from(conflicts))
        if what == 2:
            return settling.leave(of, chosen)
        return settling.take(of, chosen, draw(st.sampled_from(settling.TAKEN)))
    if not cards:
        return {}
    record = of[draw(st.sampled_from(cards))]
    if what == 3:
        stages = sorted(i for i in of.records if i.startswith("stage_"))[:1]
        gone = draw(st.sampled_from([record.id, *stages]))
        return remove(of, gone, park_cards=draw(st.booleans()))
    if what == 4:
        at = {
            "step_id": draw(st.sampled_from(sorted(s.id for s in of.all(Step)) or [""])),
            "lane_id": draw(st.sampled_from(sorted(s.id for s in of.all(Lane)) or [""])),
        }
        return changing(of, evolve(record, **at)) if all(at.values()) else {}
    if what == 5:
        tags = draw(st.lists(st.sampled_from("abc"), unique=True))
        return changing(of, evolve(record, tags=tuple(tags)))
    return changing(of, evolve(record, title=draw(st.sampled_from(WORDS))))


def _one_each(merged: Merged) -> None:
    several = Counter((c.about_id, c.field) for c in merged.map.all(Conflict))
    assert [key for key, many in several.items() if many > 1] == []


def _unsaid(three: Three, on: JourneyMap) -> list[tuple[str, str]]:
    """Titles that stood or were noted on a side, which nobody left, and that are nowhere now."""
    found = []
    for record in three.ours.all(Card):
        was, mine, its = (_titles(of, record.id) for of in three)
        both_there = record.id in three.theirs.records and record.id in on.records
        is_open = any((c.about_id, c.field) == (record.id, "title") for c in on.all(Conflict))
        if both_there and is_open:
            said = _titles(on, record.id) | {json.dumps(t.rpartition(": ")[2]) for t in remarks(on)}
            still = (mine & its) | (mine ^ its) - was
            found += [(record.id, title) for title in still - said]
    return found


def _titles(of: JourneyMap, card_id: str) -> set[str]:
    noted = [c for c in of.all(Conflict) if (c.about_id, c.field) == (card_id, "title")]
    stands = {json.dumps(r.title) for r in of.all(Card) if r.id == card_id}
    return stands | {text for c in noted for text in (c.ours, c.theirs)}


def _hold(three: Three, merged: Merged) -> None:
    """What must be true of each merge, whatever stood open before it."""
    base, ours, theirs = three
    _one_each(merged)
    for side in (ours, theirs):
        assert merge(base, merged.map, side).map == merged.map
        assert merge(base, side, merged.map).map == merged.map
        assert merge(base, side, side).map is side
        assert merge(base, side, base).map is side
    assert _unsaid(three, merged.map) == []
    assert lost(base, ours, theirs, merged) == lost(base, theirs, ours, merged) == []
    who_is_called_ours_decides_only_what_stays_in_a_conflict(three, merged)
    known = {(p.rule, p.about[0], p.field) for side in (ours, theirs) for p in check(side)}
    wrong = [p for p in check(merged.map) if p.fixable]
    assert [p for p in wrong if (p.rule, p.about[0], p.field) not in known] == []


def _settled(draw: st.DrawFn, of: JourneyMap) -> None:
    """All that is open can be decided, in any order; each decision leaves a sound map."""
    while conflicts := sorted(of.all(Conflict), key=lambda c: c.id):
        conflict = draw(st.sampled_from(conflicts))
        choice = draw(st.sampled_from(settling.offers(of, conflict)))
        if choice == "leave":
            change = settling.leave(of, conflict.id)
        elif choice == "write":
            change = settling.write(of, conflict.id, "3")
        else:
            change = settling.take(of, conflict.id, choice)
        now = apply(change, of)
        assert conflict.id not in now
        assert apply(invert(change), now) == of
        wrong = {(p.rule, p.about[0]) for p in check(now) if p.fixable}
        assert wrong <= {(p.rule, p.about[0]) for p in check(of)}
        of = now


def chain(draw: st.DrawFn) -> int:
    """Some people who merge with what is in common, in any order; how many merges these were."""
    hub = draw(st.sampled_from([grid(title="Waits"), sample()]))
    people = dict.fromkeys("abc", (hub, hub))
    merges = 0
    for name in draw(st.lists(st.sampled_from("abc"), min_size=2, max_size=5)):
        base, copy = people[name]
        copy = draw(worked_on(copy))
        if draw(st.integers(0, 3)):
            merged = merge(base, copy, hub, Labels("before", name, "hub"))
            _hold(Three(base, copy, hub), merged)
            merges += bool(diff(base, copy)) and bool(diff(base, hub))
            base = copy = hub = merged.map
        people[name] = base, copy
    _settled(draw, hub)
    return merges


@law(40)
@given(st.data())
def test_a_field_has_at_most_one_conflict_however_often_and_by_whom_it_is_merged(
    data: st.DataObject,
) -> None:
    chain(data.draw)
