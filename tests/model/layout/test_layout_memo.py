"""The law of layout: what is remembered from before an edit gives the same Scene as nothing.

One memo is used through a run of edits of every sort; after each the Scene must equal the
one that is laid out from scratch, down to the last glyph.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply, invert
from model.layout.build import View, build
from model.layout.measures import POSTER, SCREEN
from model.layout.memo import Memo
from model.records import (
    Card,
    Evidence,
    Feeling,
    Lane,
    Link,
    Persona,
    Record,
    Stage,
    Step,
    create,
    evolve,
)
from tests.edits import edits
from tests.model.layout.everything import everything
from tests.model.layout.maps import crowded, generated, numbered
from tests.sample import sample
from tests.strategies import broken_maps, changes, maps

SHAPING = (Stage, Step, Lane, Persona, Card)
VIEWS = (View(), View(furniture=False), View(sheet="A0, 128%", shown="Mara"))


any_map = st.just(sample()) | generated() | crowded(folded=True) | maps() | broken_maps()


@st.composite
def swaps(draw: st.DrawFn, of: JourneyMap) -> Change:
    """Two records of one kind change places: nothing but their order, or all of it."""
    kind = draw(st.sampled_from(SHAPING))
    found = sorted(of.all(kind), key=lambda record: record.id)
    if len(found) < 2:
        return {}
    a, b = draw(st.sampled_from(found)), draw(st.sampled_from(found))
    names = ["order"] + (["step_id", "lane_id"] if draw(st.booleans()) and kind is Card else [])
    pairs = {
        one.id: (one, evolve(one, **{name: getattr(other, name) for name in names}))
        for one, other in ((a, b), (b, a))
    }
    return {} if a is b else pairs


@st.composite
def spans(draw: st.DrawFn, of: JourneyMap) -> Change:
    """A card reaches to any other step, raw."""
    cards, steps = sorted(r.id for r in of.all(Card)), sorted(r.id for r in of.all(Step))
    if not cards or not steps:
        return {}
    card = of[draw(st.sampled_from(cards))]
    until = draw(st.sampled_from(["", *steps]))
    kind = draw(st.sampled_from([card.kind, "touchpoint"]))
    return {card.id: (card, evolve(card, until_step_id=until, kind=kind))}


@st.composite
def languages(draw: st.DrawFn, of: JourneyMap) -> Change:
    language = draw(st.sampled_from(["ar", "en", "ja"]))
    return {"map": (of.info, evolve(of.info, language=language))}


def any_change(of: JourneyMap, number: int) -> st.SearchStrategy[Change]:
    return st.one_of(edits(of, number), changes(of), swaps(of), spans(of), languages(of))


@settings(max_examples=80)
@given(any_map, st.sampled_from(VIEWS), st.sampled_from([POSTER, SCREEN]), st.data())
def test_a_layout_that_remembers_equals_one_from_scratch(
    start: JourneyMap, view: View, measures: object, data: st.DataObject
) -> None:
    memo, now, made = Memo(), start, []
    first = build(now, measures, view, memo)
    assert first == build(now, measures, view, Memo())
    for number in range(data.draw(st.integers(1, 8), label="edits")):
        change = data.draw(any_change(now, number), label="change")
        now = apply(change, now)
        made.append(change)
        assert build(now, measures, view, memo) == build(now, measures, view, Memo())
    for change in reversed(made):
        now = apply(invert(change), now)
    assert build(now, measures, view, memo) == first


@settings(max_examples=20)
@given(any_map, st.data())
def test_previews_of_one_map_are_told_apart_and_leave_no_trace(
    start: JourneyMap, data: st.DataObject
) -> None:
    memo = Memo()
    first = build(start, SCREEN, memo=memo)
    for number in range(data.draw(st.integers(1, 4), label="previews")):
        shown = apply(data.draw(any_change(start, number), label="change"), start)
        assert build(shown, SCREEN, memo=memo) == build(shown, SCREEN)
    assert build(start, SCREEN, memo=memo) == first


def grid(*cards: Card, more: tuple[Record, ...] = ()) -> JourneyMap:
    """Four steps of one stage, one lane, these cards."""
    steps = numbered(Step, 4, stage_id="stage_0")
    return JourneyMap([Stage(id="stage_0"), *steps, Lane(id="lane_0"), *cards, *more])


def card(number: int, **fields: object) -> Card:
    place = {"step_id": "step_0", "lane_id": "lane_0", "order": f"a{number}", "title": "Card"}
    made: Card = create(Card, id=f"card_{number}", **{**place, **fields})
    return made


def same_after(before: JourneyMap, *after: Record) -> None:
    """Whether the layout of `before` is not taken for that of the map with these records."""
    memo = Memo()
    build(before, memo=memo)
    journey = JourneyMap({**before.records, **{record.id: record for record in after}})
    assert build(journey, memo=memo) == build(journey)


def test_a_span_moves_along_where_nothing_else_changes() -> None:
    before = grid(card(0, kind="note", until_step_id="step_1"))
    orders = {"step_0": "a2", "step_1": "a3", "step_2": "a0", "step_3": "a1"}
    same_after(before, *(evolve(before[i], order=order) for i, order in orders.items()))


def test_an_empty_lane_or_step_may_come_where_no_route_changes() -> None:
    before = grid(card(0), card(1))
    same_after(before, Lane(id="lane_9", order="a9"))
    same_after(before, Step(id="step_9", stage_id="stage_0", order="a9"))


def test_an_entry_keeps_a_route_from_falling_through_its_words() -> None:
    same_after(grid(card(0), card(1)), Link(id="link_0", target_id="card_1", label="by phone"))


def test_a_drop_off_keeps_a_route_from_falling_through_its_words() -> None:
    same_after(grid(card(0), card(1)), Link(id="link_0", source_id="card_0", reason="too long"))


def test_a_dip_says_the_new_title_of_its_card() -> None:
    mood = Lane(id="lane_1", kind="emotion", order="a9")
    feeling = Feeling(id="feeling_0", card_id="card_0", score=-1)
    before = grid(card(0, kind="note"), more=(mood, feeling))
    same_after(before, evolve(before["card_0"], title="Another"))


def test_a_curve_forgets_a_card_whose_lane_is_gone() -> None:
    mood = Lane(id="lane_1", kind="emotion", order="a9")
    feelings = (
        Feeling(id="feeling_0", card_id="card_0", score=-1),
        Feeling(id="feeling_1", card_id="card_1", score=1),
    )
    before = grid(
        card(0, kind="note"), card(1, kind="note", lane_id="lane_1"), more=(mood, *feelings)
    )
    memo = Memo()
    build(before, memo=memo)
    journey = JourneyMap({i: r for i, r in before.records.items() if i != "lane_0"})
    assert build(journey, memo=memo) == build(journey)


def test_one_id_may_come_to_stand_for_another_kind_of_record() -> None:
    before = grid(card(0), card(1))
    same_after(before, Lane(id="card_1", order="a5", name="Now a lane"))
    same_after(before, create(Card, id="step_1", step_id="step_0", lane_id="lane_0"))


def test_a_link_is_told_in_words_as_soon_as_its_other_end_is_parked() -> None:
    link = Link(id="link_0", source_id="card_0", target_id="card_1")
    before = grid(card(0), card(1), card(2, step_id="step_1"), more=(link,))
    same_after(before, evolve(before["card_1"], step_id="", lane_id=""))
    link = Link(id="link_0", source_id="card_2", target_id="card_1")
    before = grid(card(0), card(1), card(2, step_id="step_1"), more=(link,))
    same_after(before, evolve(before["card_2"], step_id="", lane_id=""))


def test_a_link_is_told_in_words_as_soon_as_the_lane_or_step_of_its_other_end_is_gone() -> None:
    away = card(1, lane_id="lane_1", step_id="step_1")
    link = Link(id="link_0", source_id="card_0", target_id="card_1")
    other = Lane(id="lane_1", order="a1")
    for here in (card(0), card(0, until_step_id="step_2"), card(0, step_id="step_3")):
        full = grid(here, away, more=(link, other))
        for gone in ("lane_1", "step_1"):
            before = JourneyMap({i: r for i, r in full.records.items() if i != gone})
            same_after(before, full[gone])
            memo = Memo()
            build(full, memo=memo)
            assert build(before, memo=memo) == build(before)


def test_a_span_shows_new_evidence_and_a_new_icon_of_its_lane_while_lanes_move() -> None:
    paper = create(Evidence, id="evidence_0", kind="survey", title="Survey", n=20)
    before = grid(
        card(0, until_step_id="step_1", evidence_ids=("evidence_0",)),
        more=(paper, Lane(id="lane_1", order="a1")),
    )
    last = Lane(id="lane_2", order="a2")
    same_after(before, evolve(paper, n=21), last)
    same_after(before, evolve(before["lane_0"], icon="globe"), last)
    same_after(before, evolve(before["lane_0"], icon="globe"))


def test_what_is_gone_is_forgotten_in_the_end() -> None:
    memo = Memo()
    for nth in range(400):
        step = Step(id=f"step_{nth}", stage_id="stage_0")
        lane = Lane(id=f"lane_{nth}", kind="emotion")
        build(JourneyMap([Stage(id="stage_0"), step, lane]), memo=memo)
    for table in ("lane", "lane header", "curves", "hops", "leaving"):
        assert 0 < memo.pieces(table) < 200, table


def test_another_view_or_surface_is_told_apart_too() -> None:
    memo, journey = Memo(), everything()
    broken = frozenset({("persona_nour", "card_chooses_a_shop")})
    views = (*VIEWS, View(active="persona_piet"), View(gaps=broken))
    for measures in (SCREEN, POSTER, POSTER._replace(column=300.0), SCREEN):
        for view in views:
            assert build(journey, measures, view, memo) == build(journey, measures, view)
