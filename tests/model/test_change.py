from typing import Any
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import (
    REMEMBERED,
    Change,
    ChangeDoesNotFit,
    JourneyMap,
    apply,
    chain,
    changed_between,
    compose,
    diff,
    invert,
)
from model.records import Card, Lane, MapInfo, Record, Stage, create, evolve, same
from tests.strategies import broken_maps, changes

few = settings(max_examples=60)

OFFERS, CHAT = Card(id="card_offers", title="Offers"), Card(id="card_chat", title="Chat")
RENAMED = evolve(OFFERS, title="All offers")


@st.composite
def two_maps(draw: st.DrawFn) -> tuple[JourneyMap, JourneyMap]:
    """Maps that share ids: any two, or one with a few records edited."""
    first = draw(broken_maps())
    if draw(st.booleans()):
        return first, draw(broken_maps())
    return first, apply(draw(changes(first)), first)


def follow(of: JourneyMap, data: st.DataObject, number: int) -> list[Change]:
    """Changes that follow one another from `of`."""
    found = []
    for _ in range(number):
        found.append(data.draw(changes(of)))
        of = apply(found[-1], of)
    return found


@few
@given(two_maps())
def test_a_difference_leads_from_one_map_to_the_other(both: tuple[JourneyMap, JourneyMap]) -> None:
    a, b = both
    after = apply(diff(a, b), a)
    assert after == b
    assert same(dict(after.records), dict(b.records))


@few
@given(broken_maps())
def test_a_map_does_not_differ_from_itself(of: JourneyMap) -> None:
    assert diff(of, of) == {}
    copied = {i: type(r).model_validate(_plain(r)) for i, r in of.records.items()}
    assert diff(of, JourneyMap(copied)) == {}


def _plain(record: Record) -> dict[str, Any]:
    return {**record.__dict__, **(record.__pydantic_extra__ or {})}


@few
@given(broken_maps(), st.data())
def test_the_inverse_takes_a_change_back(of: JourneyMap, data: st.DataObject) -> None:
    change = data.draw(changes(of))
    assert apply(invert(change), apply(change, of)) == of
    assert invert(invert(change)) == change


@few
@given(broken_maps(), st.data())
def test_a_composed_change_does_what_both_do(of: JourneyMap, data: st.DataObject) -> None:
    first, second = follow(of, data, 2)
    assert apply(compose(first, second), of) == apply(second, apply(first, of))


@few
@given(broken_maps(), st.data())
def test_composing_is_associative(of: JourneyMap, data: st.DataObject) -> None:
    a, b, c = follow(of, data, 3)
    assert compose(compose(a, b), c) == compose(a, compose(b, c))


@few
@given(broken_maps(), st.data())
def test_a_change_and_its_inverse_compose_to_nothing(of: JourneyMap, data: st.DataObject) -> None:
    change = data.draw(changes(of))
    assert compose(change, invert(change)) == {}


@few
@given(broken_maps(), st.data())
def test_a_composed_change_holds_nothing_that_ends_where_it_began(
    of: JourneyMap, data: st.DataObject
) -> None:
    first, second = follow(of, data, 2)
    assert not any(same(*pair) for pair in compose(first, second).values())


@few
@given(broken_maps(), st.data())
def test_a_change_never_touches_the_map_that_it_starts_from(
    of: JourneyMap, data: st.DataObject
) -> None:
    before = dict(of.records)
    apply(data.draw(changes(of)), of)
    assert dict(of.records) == before


def test_a_difference_tells_one_from_true() -> None:
    one, true = (JourneyMap([create(Card, id="card_a", x=x)]) for x in (1, True))
    assert set(diff(one, true)) == {"card_a"}
    assert one != true


def test_pairs_that_change_nothing_drop_out_of_a_composition() -> None:
    nothing: Change = {"card_offers": (OFFERS, evolve(OFFERS))}
    assert compose(nothing, {}) == {}
    assert compose({}, nothing) == {}


def test_added_removed_and_edited_are_readings_of_a_pair() -> None:
    old = JourneyMap([OFFERS, CHAT])
    new = JourneyMap([RENAMED, Lane(id="lane_web")])
    assert diff(old, new) == {
        "card_offers": (OFFERS, RENAMED),
        "card_chat": (CHAT, None),
        "lane_web": (None, Lane(id="lane_web")),
    }


def test_an_empty_change_gives_the_same_map() -> None:
    of = JourneyMap([OFFERS])
    assert apply({}, of) is of


@pytest.mark.parametrize(
    "change",
    [
        {"card_offers": (RENAMED, OFFERS)},
        {"card_offers": (None, OFFERS)},
        {"card_chat": (CHAT, None)},
        {"card_chat": (None, OFFERS)},
        {"map": (MapInfo(), None)},
        {"map": (MapInfo(), Stage(id="map"))},
        {"stage_a": (None, MapInfo())},
    ],
)
def test_a_change_that_does_not_fit_is_refused(change: Change) -> None:
    with pytest.raises(ChangeDoesNotFit):
        apply(change, JourneyMap([OFFERS]))


def test_a_change_fits_a_map_of_equal_records_too() -> None:
    copy = OFFERS.model_copy()
    assert apply({"card_offers": (copy, None)}, JourneyMap([OFFERS])) == JourneyMap()


def test_changes_that_do_not_follow_one_another_cannot_be_composed() -> None:
    with pytest.raises(ChangeDoesNotFit, match="card_offers"):
        compose({"card_offers": (None, OFFERS)}, {"card_offers": (RENAMED, None)})


def test_chained_edits_see_what_the_one_before_left() -> None:
    def add(to: JourneyMap) -> Change:
        return {"card_offers": (None, OFFERS)}

    def rename(to: JourneyMap) -> Change:
        return {"card_offers": (to["card_offers"], RENAMED)}

    of = JourneyMap()
    assert chain(of, add, rename) == {"card_offers": (None, RENAMED)}
    assert chain(of) == {}


@few
@given(broken_maps(), st.data())
def test_maps_that_came_from_one_another_know_what_may_differ(
    of: JourneyMap, data: st.DataObject
) -> None:
    maps = [of]
    for _ in range(REMEMBERED):
        start = data.draw(st.sampled_from(maps))
        maps.append(apply(data.draw(changes(start)), start))
    for a in maps:
        for b in maps:
            known = changed_between(a, b)
            assert known is not None
            assert diff(a, b).keys() <= set(known)


def test_only_what_was_changed_may_differ() -> None:
    of = JourneyMap([OFFERS, CHAT])
    renamed = apply({"card_offers": (OFFERS, RENAMED)}, of)
    without = apply({"card_chat": (CHAT, None)}, of)
    assert changed_between(of, of) == []
    assert changed_between(of, renamed) == changed_between(renamed, of) == ["card_offers"]
    assert changed_between(renamed, without) == ["card_offers", "card_chat"]
    back = apply({"card_offers": (RENAMED, OFFERS)}, renamed)
    assert changed_between(of, back) == ["card_offers"], "no id is told twice"


def test_of_maps_with_nothing_in_common_nothing_is_known() -> None:
    of = JourneyMap([OFFERS])
    assert changed_between(of, JourneyMap([OFFERS])) is None
    far = of
    for nth in range(REMEMBERED + 1):
        assert changed_between(of, far) is not None
        far = apply({"map": (far.info, MapInfo(title=str(nth)))}, far)
    assert changed_between(of, far) is None


def test_a_map_keeps_none_of_those_alive_that_it_came_from() -> None:
    of = JourneyMap([OFFERS])
    between = apply({"card_offers": (OFFERS, RENAMED)}, of)
    gone = ref(between)
    after = apply({"card_chat": (None, CHAT)}, between)
    del between
    assert gone() is None
    assert changed_between(of, after) == ["card_chat", "card_offers"]


def test_a_map_always_says_something_about_itself() -> None:
    assert JourneyMap().info == MapInfo()
    assert JourneyMap([MapInfo(title="Bicycle")]).info.title == "Bicycle"
    assert next(iter(JourneyMap([OFFERS]).records)) == "map"


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([OFFERS, RENAMED], "two records have the id 'card_offers'"),
        ({"card_chat": OFFERS}, "'card_offers' is filed under 'card_chat'"),
        ({"map": Stage(id="map")}, 'has the id "map"'),
    ],
)
def test_a_map_refuses_records_that_are_filed_wrong(records: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        JourneyMap(records)


def test_a_map_stays_as_it_is_when_what_it_was_made_of_changes() -> None:
    records: dict[str, Record] = {"map": MapInfo(), "card_offers": OFFERS}
    of = JourneyMap(records)
    records.clear()
    assert "card_offers" in of


def test_a_map_is_never_changed_in_place() -> None:
    of = JourneyMap()
    with pytest.raises(AttributeError, match="apply a Change"):
        of.records = {}
    with pytest.raises(TypeError, match="unhashable"):
        hash(of)


def test_a_record_is_found_by_its_id_and_type() -> None:
    of = JourneyMap([OFFERS, CHAT, Lane(id="lane_web")])
    assert of["card_offers"] is OFFERS
    assert of.get("card_offers", Card) is OFFERS
    assert of.get("card_offers", Lane) is None
    assert of.get("card_gone", Card) is None
    assert "card_offers" in of
    assert "card_gone" not in of
    assert sorted(card.id for card in of.all(Card)) == ["card_chat", "card_offers"]
    assert len(of) == 4
    assert "4 records" in repr(of)
    assert of != object()
