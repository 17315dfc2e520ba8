"""A comparison that follows edits: it tells what a new one would, and looks at little for it."""

from datetime import date
from functools import partial
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply, chain
from model.compare import Comparison, compare, compare_again
from model.comparing.digest import digest
from model.edits.cards import move_cards
from model.edits.fields import set_fields
from model.grid import Grid
from model.ids import Ids
from model.layout.overlay import overlay
from tests.generator import make
from tests.model.test_compare_laws import anything, one_edit, one_field, one_row, pairs
from tests.tools import law

TODAY = date(2026, 12, 14)
READ = (
    "stages", "steps", "lanes", "personas", "step_at", "lane_at", "card_lanes", "steps_by_stage",
    "parked", "cards", "touchpoints", "feelings", "links",
)  # fmt: skip


@law(40)
@given(pairs(), st.data())
def test_what_was_compared_before_is_brought_up_to_date(
    pair: tuple[JourneyMap, JourneyMap], data: st.DataObject
) -> None:
    old, new = pair
    last = compare(old, new)
    both = overlay(last, digest(last, TODAY))
    for number in range(3):
        way = data.draw(st.sampled_from([one_edit, one_field, one_row, anything]))
        new = apply(way(data.draw, new, Ids(Random(7 + number))), new)
        last = compare_again(last, new)
        # the same records in maps that do not know where they come from
        anew = compare(JourneyMap(old.records), JourneyMap(new.records))
        assert last.items == anew.items
        assert [read(of) for of in last.rows.grids] == [read(of) for of in anew.rows.grids]
        told = digest(last, TODAY)
        assert told == digest(anew, TODAY)
        both = overlay(last, told, both)
        assert both == overlay(anew, told)
    assert compare_again(last, pair[0]).items == compare(old, pair[0]).items


def read(of: Grid) -> list[object]:
    """All that a grid says of its map."""
    cells = [of.cards_in(step.id, lane.id) for step in of.steps for lane in of.lanes]
    return [*(getattr(of, name) for name in READ), *map(list, cells)]


def test_one_more_edit_looks_through_the_row_that_it_touched_alone() -> None:
    old = make(400)
    steps = Grid(old).steps

    def last_goes_first(of: JourneyMap, nth: int) -> Change:
        cards = Grid(of).cards_at(steps[nth].id)
        return move_cards(of, [cards[-1].id], steps[nth].id, cards[-1].lane_id, cards[0].id)

    new = apply(chain(old, *(partial(last_goes_first, nth=n) for n in range(5))), old)
    last = compare(old, new)
    assert last.rows.compared == 5
    assert last.rows.grids[1].cards, "every step was put in order"
    card = last.rows.grids[1].cards_at(steps[2].id)[0]
    title = compare_again(last, apply(set_fields(new, card.id, title="Rings the bell"), new))
    assert title.rows.compared == 1
    assert put_in_order_again(last, title) == [steps[2].id]
    assert title.rows.grids[0] is last.rows.grids[0]
    told_anew = [i.id for i in title.items if last.by_id.get(i.id) is not i]
    assert set(told_anew) <= {i.id for i in title.items if "order" in i.fields}
    elsewhere = apply(move_cards(new, [card.id], steps[9].id, card.lane_id), new)
    moved = compare_again(last, elsewhere)
    assert moved.rows.compared == 0, "the one with another key left that row"
    assert put_in_order_again(last, moved) == [steps[2].id, steps[9].id]


def put_in_order_again(last: Comparison, now: Comparison) -> list[str]:
    """The steps whose cards were put in order anew."""
    was, reads = last.rows.grids[1], now.rows.grids[1]
    return [s.id for s in reads.steps if reads.cards_at(s.id) is not was.cards_at(s.id)]
