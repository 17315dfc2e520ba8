"""Filters: which cards fit, how many each choice leaves, and that edits cost what they change."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply
from model.filter_choices import choices, how_many, told, words
from model.filtering import CRITERIA, Criterion, Filtering, filters, fits, same_filter, tag_key
from model.grid import is_placed
from model.records import (
    Card,
    CardKind,
    Evidence,
    EvidenceKind,
    Lane,
    Person,
    Persona,
    SavedView,
    Stage,
    Step,
    create,
    evolve,
)
from tests.generator import make
from tests.strategies import changes, maps
from tests.tools import law


def card(name: str, **fields: Any) -> Card:
    """A card on the map, called after its id."""
    placed = {"step_id": "step_a", "lane_id": "lane_a", "title": name, **fields}
    return create(Card, id=f"card_{name}", **placed)


@pytest.fixture
def of() -> JourneyMap:
    return JourneyMap(
        (
            create(Stage, id="stage_a"),
            create(Step, id="step_a", stage_id="stage_a"),
            create(Lane, id="lane_a"),
            create(Persona, id="persona_m", name="Mara", order="a0"),
            create(Persona, id="persona_j", name="Jonas", order="a1"),
            create(Person, id="person_o", name="Omar"),
            create(Evidence, id="evidence_i", kind="interview"),
            create(Evidence, id="evidence_w", kind="workshop"),
            card("queue", kind="pain", severity=5, persona_ids=("persona_m",), tags=("Wait",)),
            card("fees", kind="pain", severity=2, tags=("price", "wait "), owner_id="person_o"),
            card("app", kind="touchpoint", severity=5, evidence_ids=("evidence_i",)),
            card("bell", kind="gain", persona_ids=("persona_j",), evidence_ids=("evidence_w",)),
            card("later", kind="question", step_id="", lane_id="", body="Ärger in the queue"),
        )
    )


def left(of: JourneyMap, **view: Any) -> set[str]:
    """The titles of the cards that fit."""
    filtering = Filtering()
    filtering.look(of, SavedView(**view))
    return {c.title for c in of.all(Card) if c.id in filtering.fitting}


EVERY = {"queue", "fees", "app", "bell", "later"}


def test_an_empty_filter_leaves_everything(of: JourneyMap) -> None:
    assert left(of) == left(of, text="  ", name="All") == EVERY
    assert not filters(SavedView(text=" ", name="All"))
    assert filters(SavedView(severity_from=1))


def test_several_values_of_one_criterion_are_either_or(of: JourneyMap) -> None:
    assert left(of, kinds=("pain",)) == {"queue", "fees"}
    assert left(of, kinds=("pain", "gain")) == {"queue", "fees", "bell"}


def test_all_criteria_must_hold(of: JourneyMap) -> None:
    assert left(of, kinds=("pain", "gain"), persona_ids=("persona_j",)) == {"fees", "bell"}
    assert left(of, kinds=("gain",), tags=("wait",)) == set()


def test_cards_of_everyone_fit_a_persona(of: JourneyMap) -> None:
    assert left(of, persona_ids=("persona_m",)) == {"queue", "fees", "app", "later"}


def test_a_persona_that_is_gone_leaves_what_is_everyones(of: JourneyMap) -> None:
    assert left(of, persona_ids=("persona_gone",)) == {"fees", "app", "later"}


def test_words_are_looked_for_in_all_that_a_card_says_in_any_order(of: JourneyMap) -> None:
    assert left(of, text="Queue") == {"queue", "later"}
    assert left(of, text="queue arger") == {"later"}
    assert left(of, text="ärger") == {"later"}
    assert left(of, text="árger") == set()
    assert left(of, text="price") == {"fees"}


def test_tags_are_the_same_whatever_their_case(of: JourneyMap) -> None:
    assert left(of, tags=("WAIT",)) == {"queue", "fees"}


def test_evidence_is_that_of_the_card_itself(of: JourneyMap) -> None:
    assert left(of, evidence_kinds=("interview", "survey")) == {"app"}


def test_owners_and_severity(of: JourneyMap) -> None:
    assert left(of, owner_ids=("person_o",)) == {"fees"}
    assert left(of, severity_from=2) == {"queue", "fees"}
    assert left(of, severity_from=3) == {"queue"}, "a touchpoint has no severity"


def test_each_choice_says_how_many_cards_it_would_leave(of: JourneyMap) -> None:
    filtering = Filtering()
    filtering.look(of, SavedView(kinds=("pain",)))
    kinds = {c.name: (c.left, c.chosen) for c in choices(filtering, of, "kinds")}
    assert kinds == {
        "Touchpoint": (1, False), "Pain point": (2, True), "Gain": (1, False),
        "Question": (1, False),
    }  # fmt: skip
    people = [(c.name, c.left) for c in choices(filtering, of, "persona_ids")]
    assert people == [("Mara", 2), ("Jonas", 1)]
    tags = [(c.name, c.left) for c in choices(filtering, of, "tags")]
    assert tags == [("price", 1), ("Wait", 2)]
    severe = [(c.name, c.left) for c in choices(filtering, of, "severity_from")]
    assert severe[1:3] == [("2 or more", 2), ("3 or more", 1)]


def test_what_is_chosen_can_be_taken_back_when_nothing_has_it_any_more(of: JourneyMap) -> None:
    filtering = Filtering()
    view = SavedView(
        persona_ids=("persona_gone",), owner_ids=("person_gone",), tags=("lost",),
        kinds=("metric",), evidence_kinds=("sensor",),
    )  # fmt: skip
    filtering.look(of, view)
    for name, said in {
        "persona_ids": "A persona that is gone", "owner_ids": "Somebody who is gone",
        "tags": "lost", "kinds": "Metric", "evidence_kinds": "Sensor",
    }.items():  # fmt: skip
        chosen = [c.name for c in choices(filtering, of, name) if c.chosen]  # type: ignore[arg-type]  # a name of a criterion
        assert chosen == [said]


def test_a_filter_is_told_in_words(of: JourneyMap) -> None:
    view = SavedView(text=" queue  now ", kinds=("pain", "gain"), persona_ids=("persona_m",),
                     severity_from=4)  # fmt: skip
    assert told(of, view) == "“queue now”, pain point or gain, Mara, severity 4 or more"
    assert told(of, SavedView()) == ""
    assert words(of, "severity_from", 5) == "5"
    assert how_many(1, 1) == "1 of 1 card"
    assert how_many(34, 178, 2) == "34 of 178 cards, 2 parked"


def test_parked_cards_are_counted_apart(of: JourneyMap) -> None:
    filtering = Filtering()
    filtering.look(of, SavedView(text="queue"))
    assert (len(filtering.fitting), filtering.parked, filtering.total) == (2, 1, 5)


def test_the_names_of_stages_and_lanes_stay_and_other_personas_do_not(of: JourneyMap) -> None:
    filtering = Filtering()
    filtering.look(of, SavedView(kinds=("gain",)))
    frame = {"stage_a", "step_a", "lane_a"}
    assert filtering.bright == frame | {"persona_m", "persona_j", "card_bell"}
    filtering.look(of, SavedView(kinds=("gain",), persona_ids=("persona_j",)))
    assert filtering.bright == frame | {"persona_j", "card_bell"}


def test_filters_are_the_same_whatever_their_names_and_the_order_of_their_values() -> None:
    a = SavedView(name="a", kinds=("pain", "gain"), tags=("Wait",), text="b  a")
    b = SavedView(name="b", kinds=("gain", "pain"), tags=("wait",), text="a b")
    assert same_filter(a, b)
    assert not same_filter(a, SavedView(kinds=("pain",)))


views = st.builds(
    SavedView,
    text=st.sampled_from(["", "o", "a b", "É", "0"]),
    kinds=st.lists(st.sampled_from(get_args(CardKind)), max_size=3).map(tuple),
    persona_ids=st.lists(st.sampled_from(["persona_0", "persona_1", "gone"]), max_size=2).map(
        tuple
    ),
    owner_ids=st.lists(st.sampled_from(["person_0", "person_1"]), max_size=1).map(tuple),
    tags=st.lists(st.sampled_from(["", "0", "Compare offers"]), max_size=1).map(tuple),
    evidence_kinds=st.lists(st.sampled_from(get_args(EvidenceKind)), max_size=4).map(tuple),
    severity_from=st.none() | st.integers(1, 5),
)


def scratch(of: JourneyMap, view: SavedView) -> Filtering:
    fresh = Filtering()
    fresh.look(JourneyMap(of.records), view)
    return fresh


@law(30)
@given(maps(12), st.data())
def test_what_is_followed_is_what_is_found_from_scratch(
    of: JourneyMap, data: st.DataObject
) -> None:
    filtering = Filtering()
    for _ in range(4):
        view = data.draw(views)
        filtering.look(of, view)
        for _ in range(data.draw(st.integers(0, 2))):
            of = apply(data.draw(changes(of)), of)
            if data.draw(st.booleans()):
                filtering.look(of, view)
        filtering.look(of, view)
        fresh = scratch(of, view)
        by_hand = {c.id for c in of.all(Card) if fits(c, of, view)}
        assert filtering.fitting == fresh.fitting == by_hand
        assert filtering.bright == fresh.bright
        assert filtering.total == sum(1 for _ in of.all(Card))
        parked = sum(not is_placed(of, c) for c in of.all(Card) if c.id in by_hand)
        assert filtering.parked == fresh.parked == parked
        for name in CRITERIA:
            assert filtering.left_by(name) == fresh.left_by(name)


@law(30)
@given(maps(12), views, st.sampled_from(CRITERIA[1:]))
def test_a_choice_leaves_as_many_as_it_said(
    of: JourneyMap, view: SavedView, name: Criterion
) -> None:
    filtering = Filtering()
    filtering.look(of, view)
    for choice in choices(filtering, of, name):
        alone = choice.value if name == "severity_from" else (choice.value,)
        chosen = view.model_copy(update={name: alone})
        assert len(scratch(of, chosen).fitting) == choice.left


def test_an_edit_looks_at_the_cards_that_it_changed_and_at_those_that_rest_on_it() -> None:
    of = make(600)
    filtering = Filtering()
    filtering.look(of, SavedView(evidence_kinds=("interview",), kinds=("pain", "touchpoint")))
    first = next(of.all(Card))
    evidence = next(
        e for e in of.all(Evidence) if any(e.id in c.evidence_ids for c in of.all(Card))
    )
    resting = [c.id for c in of.all(Card) if evidence.id in c.evidence_ids]
    for record, most in (
        (evolve(first, title="Another title"), 1),
        (evolve(evidence, kind="survey"), len(resting)),
        (evolve(next(of.all(Stage)), name="Another name"), 0),
        (evolve(next(of.all(Person)), name="Somebody else"), 0),
    ):
        before = filtering.checked
        of = apply({record.id: (of[record.id], record)}, of)
        filtering.look(of, filtering.view)
        assert filtering.checked - before == most


def test_one_more_letter_asks_for_the_words_alone() -> None:
    of = make(300)
    filtering = Filtering()
    filtering.look(of, SavedView(text="a", kinds=("pain",)))
    before = filtering.checked
    filtering.look(of, SavedView(text="an", kinds=("pain",)))
    assert filtering.checked - before == filtering.total
    filtering.look(of, SavedView(text="an", kinds=("pain",)))
    assert filtering.checked - before == filtering.total


def test_what_fits_is_the_same_object_as_long_as_nothing_comes_or_goes() -> None:
    of = make(200)
    filtering = Filtering()
    filtering.look(of, SavedView(kinds=("pain",)))
    bright = filtering.bright
    pain = next(c for c in of.all(Card) if c.kind == "pain")
    filtering.look(apply({pain.id: (pain, evolve(pain, title="New"))}, of), filtering.view)
    assert filtering.bright is bright


def test_texts_are_made_ready_a_few_at_a_time() -> None:
    of = make(50)
    filtering = Filtering()
    filtering.look(of, SavedView())
    assert not filtering.warm(filtering.total - 1)
    assert filtering.warm(1)
    assert filtering.warm(1)


@pytest.mark.parametrize(("one", "other"), [("Café", "cafe\u0301"), (" two  words", "Two words")])
def test_tags_that_read_the_same_are_one(one: str, other: str) -> None:
    assert tag_key(one) == tag_key(other)


def test_a_card_that_names_a_persona_twice_is_counted_once() -> None:
    of = JourneyMap((
        create(Persona, id="persona_m", name="Mara"), card("twice", persona_ids=("persona_m",) * 2),
    ))  # fmt: skip
    filtering = Filtering()
    filtering.look(of, SavedView())
    assert [c.left for c in choices(filtering, of, "persona_ids")] == [1]
