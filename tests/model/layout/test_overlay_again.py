"""A comparison that is laid out again after an edit: as from scratch, and what it costs."""

from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply
from model.compare import compare
from model.comparing.digest import digest
from model.edits.cards import move_cards
from model.edits.fields import set_fields
from model.edits.lanes import move_lane
from model.layout.build import View, build
from model.layout.measures import POSTER, SCREEN
from model.layout.memo import Memo
from model.layout.overlay import Overlay, overlay
from model.layout.scene import walk
from model.records import Card, Lane, Step
from tests.compared import CHAT, LOCK, TODAY, new_map, old_map, one, overlaid
from tests.model.layout.test_layout_memo import any_change
from tests.model.layout.test_overlay import VIEWS, any_map, drawn, union
from tests.tools import law


@law(20)
@given(any_map, st.sampled_from(VIEWS), st.sampled_from([POSTER, SCREEN]), st.data())
def test_a_comparison_that_is_laid_out_again_equals_one_from_scratch(
    old: JourneyMap, view: View, measures: object, data: st.DataObject
) -> None:
    memo, new, last = Memo(), old, None
    for number in range(3):
        new = apply(data.draw(any_change(new, number)), new)
        c = compare(old, new)
        for told in (None, digest(c, TODAY)):  # first with the numbers of before
            last = overlay(c, told, last)
            shown = view._replace(marks=last.marks)
            remembered = build(last.map, measures, shown, memo)  # type: ignore[arg-type]
            assert remembered == build(last.map, measures, shown)  # type: ignore[arg-type]
        assert last == overlaid(c)
    plain = build(new, measures, view, memo)  # type: ignore[arg-type]
    assert plain == build(new, measures, view)  # type: ignore[arg-type]


def test_the_way_of_a_card_that_is_moved_once_more_leads_to_where_it_is_now() -> None:
    old, memo, last = old_map(), Memo(), None
    card, lane = one(old, Card, CHAT), one(old, Lane, "Website")
    far = [step.id for step in old.all(Step) if step.id != card.step_id]
    for step_id in (far[0], far[-1]):
        new = apply(move_cards(old, [card.id], step_id, lane.id), old)
        last = overlaid(compare(old, new), last)
        again, anew = (list(walk(scene)) for scene in (drawn(last, memo), drawn(last)))
        assert again == anew


def test_one_more_edit_lays_out_one_more_card() -> None:
    old, new, memo = old_map(), new_map(), Memo()
    last = overlaid(compare(old, new))
    drawn(last, memo)
    memo.reset_counts()
    new = apply(set_fields(new, one(new, Card, LOCK).id, title="The lock freezes"), new)
    now = overlaid(compare(old, new), last)
    drawn(now, memo)
    assert memo.built["card"] == 1
    assert memo.built["cell"] == 1
    assert "curves" not in memo.built
    assert "leaving" not in memo.built, "every route goes where it went"


def test_badges_keep_their_numbers_until_the_list_is_made() -> None:
    last = union()
    new, other = new_map(), one(new_map(), Card, "Asks about her son").id
    c = compare(old_map(), apply(set_fields(new, other, body="On paper"), new))
    soon = overlay(c, None, last)
    assert {i: mark for i, mark in soon.marks.items() if i != other} == last.marks
    assert soon.marks[other].text == "≠"
    late = overlay(c, digest(c, TODAY), soon)
    assert late.map is soon.map, "only badges are others"
    assert late == overlaid(c)


def test_marks_alone_lay_out_the_marked_cards_alone() -> None:
    of, memo = union(), Memo()
    drawn(of, memo)
    memo.reset_counts()
    first = one(of.map, Card, LOCK).id
    other = {**of.marks, first: of.marks[first]._replace(number=99)}
    drawn(Overlay(of.map, other), memo)
    assert memo.built["marked card"] == 1
    assert memo.built["cell"] == 1
    assert "card" not in memo.built, "the card itself is the same"


def test_another_number_on_a_badge_looks_at_no_route() -> None:
    of, memo = union(), Memo()
    drawn(of, memo)
    memo.reset_counts()
    later = {
        i: mark._replace(number=mark.number + 1) if mark.number else mark
        for i, mark in of.marks.items()
    }
    drawn(Overlay(of.map, later), memo)
    assert memo.built["marked card"] > 5
    assert "card" not in memo.built
    assert "hops" not in memo.built


def test_a_comparison_that_ends_leaves_no_trace_of_a_lane_that_moved() -> None:
    old, memo = old_map(), Memo()
    feeling = next(lane for lane in old.all(Lane) if lane.kind == "emotion")
    new = apply(move_lane(old, feeling.id, one(old, Lane, "App").id), old)
    drawn(overlaid(compare(old, new)), memo)
    plain = View(furniture=False)
    assert build(new, SCREEN, plain, memo) == build(new, SCREEN, plain)
