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
from model.records import Card, Lane, Persona, Stage, Step, evolve
from tests import generator
from tests.edits import edits
from tests.sample import sample
from tests.strategies import broken_maps, changes, maps

SHAPING = (Stage, Step, Lane, Persona, Card)
VIEWS = (View(), View(furniture=False), View(sheet="A0, 128%", shown="Mara"))


def generated() -> st.SearchStrategy[JourneyMap]:
    return st.builds(
        generator.make,
        cards=st.integers(0, 30),
        steps=st.integers(1, 6),
        lanes=st.integers(1, 14),
        seed=st.integers(1, 30),
        personas=st.integers(0, 3),
        language=st.sampled_from(["en", "mixed"]),
    )


any_map = st.just(sample()) | generated() | maps() | broken_maps()


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
