"""Laws of checking and mending, over maps as broken as can be."""

from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply, diff
from model.records import Card, Comment, Feeling, Link, Vote
from model.repair import repair
from model.rules import affected, check, touched_by
from tests.strategies import broken_maps, changes, maps
from tests.tools import law


@law(150)
@given(broken_maps())
def test_a_repaired_map_has_nothing_left_to_repair(of: JourneyMap) -> None:
    mended = apply(repair(of), of)
    assert [p for p in check(mended) if p.fixable] == []
    assert repair(mended) == {}


@law(50)
@given(broken_maps())
def test_repair_makes_the_same_of_the_same_map_each_time(of: JourneyMap) -> None:
    again = JourneyMap(dict(sorted(of.records.items())))
    assert apply(repair(of), of) == apply(repair(again), again)


@law(100)
@given(broken_maps())
def test_repair_removes_only_what_has_no_place_or_is_filed_anew(of: JourneyMap) -> None:
    for before, after in repair(of).values():
        if after is None:
            assert isinstance(before, (Feeling, Link, Vote)) or (
                before is not None
                and (before.kind_name == "asset" or before.id.startswith(("feeling_", "asset_")))
            )


@law(100)
@given(broken_maps())
def test_repair_keeps_every_word_of_cards_and_comments(of: JourneyMap) -> None:
    mended = apply(repair(of), of)
    for card in of.all(Card):
        kept = mended[card.id]
        assert isinstance(kept, Card)
        assert (kept.title, kept.body) == (card.title, card.body)
    for comment in of.all(Comment):
        kept_comment = mended[comment.id]
        assert isinstance(kept_comment, Comment)
        assert kept_comment.text == comment.text


@law(150)
@given(broken_maps(), st.data())
def test_a_partial_check_is_the_full_one_where_it_looks(
    of: JourneyMap, data: st.DataObject
) -> None:
    ids = st.sampled_from([*of.records, "gone_1"])
    touched = data.draw(st.sets(ids, max_size=3))
    looked_at = affected(of, touched)
    assert check(of, touched) == tuple(p for p in check(of) if not looked_at.isdisjoint(p.about))


@law(150)
@given(maps(), st.data())
def test_what_a_change_puts_wrong_is_seen_by_checking_what_it_touched(
    of: JourneyMap, data: st.DataObject
) -> None:
    after = apply(data.draw(changes(of)), of)
    change = diff(of, after)
    assert [p for p in check(after) if p not in check(of)] == [
        p for p in check(after, touched_by(change)) if p not in check(of)
    ]
