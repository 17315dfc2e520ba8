"""One table says how each field is merged; kinds say why something is a conflict."""

from typing import get_args

import pytest

from model.change import JourneyMap, apply
from model.merging import strategies
from model.merging.kinds import CONFLICT_KINDS, ConflictKind, kind_of_conflict
from model.merging.lists import EVERYONE, merged_list
from model.merging.strategies import STRATEGIES, strategy_of
from model.merging.texts import merged_text, woven
from model.records import LONGEST_TEXT, TABLES, Card, Conflict, MapInfo, Step, Unknown, create
from model.units import MISSING, UNITS
from tests.sample import sample

KINDS = (MapInfo, *TABLES.values(), Unknown)


def test_every_field_of_every_kind_of_record_has_a_strategy_and_nothing_else_has() -> None:
    for kind in KINDS:
        table = strategies._OF[kind]
        assert set(table) == set(kind.model_fields) - {"id"}, kind
        assert set(table.values()) <= set(STRATEGIES)
    assert set(strategies._OF) == set(KINDS)


def test_fields_that_are_merged_together_have_one_strategy() -> None:
    for kind, units in UNITS.items():
        for unit in units:
            found = {strategy_of(kind, name) for name in unit.fields}
            assert found == {strategy_of(kind, unit.name)}


def test_a_field_that_nobody_here_knows_is_one_value() -> None:
    assert strategy_of(Card, "colour") == "atom"


def test_lists_are_lists_and_texts_are_texts() -> None:
    of_lists = {"set", "everyone", "lines", "keyed"}
    for kind in KINDS:
        for name in kind.model_fields:
            is_list = kind.model_fields[name].get_default() == ()
            assert (strategy_of(kind, name) in of_lists) is is_list, (kind, name)
            if strategy_of(kind, name) == "words":
                assert kind.model_fields[name].annotation is str


def test_where_none_means_everyone_is_said_in_one_way() -> None:
    found = {kind for kind in KINDS if strategy_of(kind, "persona_ids") == "everyone"}
    assert found == EVERYONE


def test_every_kind_of_conflict_has_a_sign_a_word_and_a_sentence_of_its_own() -> None:
    assert set(CONFLICT_KINDS) == set(get_args(ConflictKind))
    for part in zip(*CONFLICT_KINDS.values(), strict=True):
        assert len(set(part)) == len(CONFLICT_KINDS)
        assert all(part)


#: What a conflict out of some file says, and its kind.
ODD: tuple[tuple[dict[str, str], ConflictKind], ...] = (
    ({}, "do not go together"),
    ({"about_id": "card_gone", "field": "title", "ours": "a", "theirs": "b"}, "added twice"),
    ({"about_id": "nothing", "field": "x", "ours": "a", "theirs": "b"}, "both edited"),
    ({"about_id": "card_till", "field": "x", "ours": "a", "theirs": "b"}, "both edited"),
    ({"about_id": "card_till", "base": "a", "ours": "b", "theirs": "c"}, "both edited"),
    ({"about_id": "card_till", "ours": "b", "theirs": "c"}, "added twice"),
    ({"about_id": "card_till", "ours": "b"}, "do not go together"),
    ({"about_id": "card_till", "base": "b"}, "do not go together"),
    ({"about_id": "card_gone", "base": "b", "ours": "b"}, "do not go together"),
    ({"about_id": "step_pay", "base": "b", "ours": "b"}, "container deleted"),
    ({"about_id": "lane_team", "base": "b", "theirs": "b"}, "container deleted"),
    ({"about_id": "stage_buy", "base": "b", "theirs": "b"}, "container deleted"),
    ({"about_id": "person_mia", "base": "b", "theirs": "b"}, "reference deleted"),
)


@pytest.mark.parametrize(("fields", "kind"), ODD)
def test_any_conflict_that_a_file_holds_has_a_kind(
    fields: dict[str, str], kind: ConflictKind
) -> None:
    assert kind_of_conflict(create(Conflict, id="conflict_x", **fields), sample()) == kind


def test_an_empty_step_that_a_noted_move_leads_to_is_a_container() -> None:
    step = create(Step, id="step_new", stage_id="stage_buy", order="a5")
    moved = create(Conflict, id="c", about_id="card_till", field="place", base="{}",
                   ours='{"step_id": "step_look"}', theirs='{"step_id": "step_new"}')  # fmt: skip
    of = sample()
    of = apply({"step_new": (None, step), "c": (None, moved)}, of)
    about = create(Conflict, id="conflict_x", about_id="step_new", base="a", theirs="a")
    assert kind_of_conflict(about, of) == "container deleted"
    assert kind_of_conflict(about, apply({"c": (moved, None)}, of)) == "reference deleted"
    assert kind_of_conflict(about, JourneyMap()) == "do not go together"


def test_words_that_recur_are_brought_together_in_one_way_or_not_at_all() -> None:
    assert woven("a b a b a", "a b a b a c", "x a b a b a") == "x a b a b a c"
    assert woven("one. two.", "one. two. two.", "zero one. two.") == "zero one. two. two."
    assert woven("no no no no", "no no no", "no no no no no") is None
    # Both "b a"; but compared with that, it is the first "a" that went.
    assert woven("a a c", "a a", "b a c") is None


def test_signs_between_two_edits_are_no_words() -> None:
    assert woven("Ina, Tom", "Eva, Tom", "Ina, Max") is None
    assert woven("Ina or Tom", "Eva or Tom", "Ina or Max") == "Eva or Max"


@pytest.mark.parametrize(
    ("before", "ours", "theirs", "both"),
    [
        ("All ride. All love it.", "Some ride. All love it.", "All ride. All hate it.",
         "Some ride. All hate it."),
        ("All ride, all love it.", "Some ride, all love it.", "All ride, all hate it.", None),
        ("All ride\nThey love it", "Some ride\nThey love it", "All ride\nThey hate it",
         "Some ride\nThey hate it"),
        ("About 2.5 km. long", "Over 2.5 km. long", "About 2.5 km. short", None),
        ("Am 3. Mai ist auf", "Am 3. Juni ist auf", "Am 3. Mai ist zu", None),
        ("Really? All love it", "Truly? All love it", "Really? All hate it", "Truly? All hate it"),
        ("客户等。客户走。", "顾客等。客户走。", "客户等。客户跑。", "顾客等。客户跑。"),
        ("客户等十分钟", "顾客等十分钟", "客户等二十分钟", None),
        ("All ride. All love it.", "All ride and all love it.", "All ride. All hate it.", None),
    ],
)  # fmt: skip
def test_every_sentence_of_a_merged_text_is_one_that_somebody_wrote(
    before: str, ours: str, theirs: str, both: str | None
) -> None:
    assert merged_text(before, ours, theirs) == both
    assert merged_text(before, theirs, ours) == both


def test_a_text_longer_than_a_field_holds_is_a_conflict() -> None:
    before = "first middle last"
    half = "x" * (LONGEST_TEXT - len(before))
    assert merged_text(before, f"{half}{before}", f"{before}{half}") is None
    assert merged_text(before, f"{half}{before}", f"{before}") == f"{half}{before}"


def test_a_list_that_was_not_there_before_is_merged_as_from_an_empty_one() -> None:
    assert merged_list("tags", "set", MISSING, ("a",), ("b",)) == ("a", "b")
