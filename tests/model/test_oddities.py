"""What is odd about a map is told in sentences, follows edits, and is mended as one change."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply, diff, invert
from model.files import codec
from model.files.codec import Loaded
from model.ids import feeling_id
from model.oddities import Oddities, Oddity, mended
from model.records import Card, Exemption, Feeling, Lane, Stage, Step, evolve
from model.rules import check
from tests.sample import sample

START = '{"format": "touchline.journey-map", "schema_version": 1,\n'


def loaded(folder: Path, text: str) -> Loaded:
    """The map of a file that says this."""
    file = folder / "odd.journey.json"
    file.write_text(f"{START}{text}}}", encoding="utf-8")
    return codec.load(file)


def told(of: Loaded) -> list[tuple[str, int]]:
    """The sentences, with their lines in the file."""
    return [(o.sentence, o.line) for o in Oddities().of(of.map, of.problems)]


def small(**fields: object) -> JourneyMap:
    """One stage, step, lane and card."""
    return JourneyMap(
        [
            Stage(id="stage_a", name="Buy", order="a1"),
            Step(id="step_a", stage_id="stage_a", order="a1"),
            Lane(id="lane_a", name="Shop", order="a1"),
            evolve(Card(id="card_a", title="Pay", step_id="step_a", lane_id="lane_a"), **fields),
        ]
    )


def test_nothing_is_odd_about_a_map_in_good_order() -> None:
    assert Oddities().of(sample()) == ()


def test_what_leads_nowhere_is_told_without_ids() -> None:
    (odd,) = Oddities().of(small(owner_id="person_gone"))
    assert odd.sentence == "The owner of touchpoint “Pay” is not on the map."
    assert (odd.severity, odd.record_id) == ("error", "card_a")
    assert odd.fixable


def test_what_was_probably_meant_is_told_by_its_name_and_left_to_a_person() -> None:
    (odd,) = Oddities().of(small(lane_id="lane_aa"))
    assert odd.sentence.endswith("is not on the map; it was probably lane “Shop”.")
    assert not odd.fixable


def test_two_records_of_one_id_get_ids_of_their_own(tmp_path: Path) -> None:
    of = loaded(tmp_path, '"cards": {"c": {"title": "One"},\n"c": {"title": "Two"}}')
    sentence = "Touchpoint “Two” had the id of another one; both are on the map."
    assert told(of) == [(sentence, 3)]
    change = mended(of.map, of.problems)
    after = apply(change, of.map)
    assert sorted(card.title for card in after.all(Card)) == ["One", "Two"]
    assert after["c"] == of.map["c"]
    assert not any("~" in i for i in after.records)
    assert Oddities().of(after, of.problems) == ()
    assert apply(invert(change), after).records == of.map.records


def test_two_scores_of_one_id_are_told_once_and_joined_without_losing_a_word(
    tmp_path: Path,
) -> None:
    score = feeling_id("", "step_a")
    of = loaded(
        tmp_path,
        '"stages": {"stage_a": {}}, "steps": {"step_a": {"stage_id": "stage_a"}}, "feelings": {'
        f'"{score}": {{"step_id": "step_a", "score": 1, "word": "glad"}},\n'
        f'"{score}": {{"step_id": "step_a", "score": -1, "word": "sad"}}}}',
    )
    assert told(of) == [("Feeling “sad” had the id of another one; both are on the map.", 3)]
    after = apply(mended(of.map, of.problems), of.map)
    (joined,) = after.all(Feeling)
    assert (joined.score, joined.word) == (1, "glad")
    assert "sad" in joined.note
    assert Oddities().of(after, of.problems) == ()


def test_what_named_the_second_of_two_records_still_does(tmp_path: Path) -> None:
    of = loaded(
        tmp_path,
        '"cards": {"c": {"title": "One"}, "c": {"title": "Two"}, "d": {"about_ids": ["c~2"]}}',
    )
    after = apply(mended(of.map, of.problems), of.map)
    (about,) = after.get("d", Card).about_ids  # type: ignore[union-attr]  # it is there
    assert after.get(about, Card).title == "Two"  # type: ignore[union-attr]  # it is there


@pytest.mark.parametrize(
    ("first", "second", "kept", "words"),
    [
        ('"title": "One"', '"title": "Two"', {"title": "One"}, "Title: Two"),
        ('"title": ""', '"title": "Two"', {"title": "Two"}, ""),
        ('"tags": ["a"]', '"tags": ["b", "a"]', {"tags": ("a", "b")}, ""),
        ('"severity": 2', '"severity": 9', {"severity": 2}, "Severity: 9"),
        ('"severity": 2', '"severity": 4', {"severity": 2}, "Severity: 4"),
        ('"owner_id": "person_a"', '"owner_id": "person_b"', {"owner_id": "person_a"},
         "Owner: Bo"),
        ('"body": "x"', '"body": ""', {"body": "x"}, ""),
    ],
)  # fmt: skip
def test_a_field_that_stood_twice_keeps_one_value_and_loses_no_word(
    tmp_path: Path, first: str, second: str, kept: dict[str, object], words: str
) -> None:
    of = loaded(
        tmp_path,
        f'"people": {{"person_a": {{"name": "Al"}}, "person_b": {{"name": "Bo"}}}},\n'
        f'"cards": {{"c": {{{first},\n{second}}}}}',
    )
    ((sentence, line),) = told(of)
    assert "stood twice in the file" in sentence
    assert line == 4
    after = apply(mended(of.map, of.problems), of.map)
    card = after["c"]
    assert {name: getattr(card, name) for name in kept} == kept
    assert not card.__pydantic_extra__
    notes = [c.body for c in after.all(Card) if c.id != "c"]
    assert notes == ([words] if words else [])
    assert Oddities().of(after, of.problems) == ()


def test_many_second_values_of_one_card_come_together_at_once(tmp_path: Path) -> None:
    of = loaded(
        tmp_path,
        '"cards": {"c": {"title": "One", "title": "Two", "title": "Three", "tags": ["a"],'
        ' "tags": ["b"], "tags": ["c", "a"], "body": "", "body": "x", "body": "y"}}',
    )
    after = apply(mended(of.map, of.problems), of.map)
    card = after.get("c", Card)
    assert card
    assert (card.title, card.tags, card.body) == ("One", ("a", "b", "c"), "x")
    (note,) = [c.body for c in after.all(Card) if c.id != "c"]
    assert sorted(note.splitlines()) == ["Body: y", "Title: Three", "Title: Two"]


def test_the_title_of_the_map_may_have_stood_twice(tmp_path: Path) -> None:
    of = loaded(tmp_path, '"map": {"title": "One",\n"title": "Two"}')
    assert [(o.record_id, o.line) for o in Oddities().of(of.map, of.problems)] == [("map", 3)]
    assert Oddities().of(apply(mended(of.map, of.problems), of.map), of.problems) == ()


def test_what_left_no_trace_is_told_until_the_file_is_written(tmp_path: Path) -> None:
    of = loaded(tmp_path, '"cards": {"c": {"title": "One",\n"title": "One"}}')
    ((sentence, line),) = told(of)
    assert "both times the same" in sentence
    assert line == 3
    assert mended(of.map, of.problems) == {}


def test_what_the_map_accepts_is_neither_told_nor_mended() -> None:
    of = small(tags=(), owner_id="person_gone")
    info = evolve(of.info, rule_exemptions=(Exemption(rule="dangling-reference", about="card_a"),))
    accepted = apply({"map": (of.info, info)}, of)
    assert Oddities().of(accepted) == ()
    assert mended(accepted) == {}
    other = evolve(info, rule_exemptions=(Exemption(rule="dangling-reference", about="card_b"),))
    assert len(Oddities().of(apply({"map": (of.info, other)}, of))) == 1


def test_what_is_worse_stands_first() -> None:
    of = small(owner_id="person_gone", icon="no-such-icon")
    assert [o.severity for o in Oddities().of(of)] == ["error", "warning"]


def random_card(draw: st.DrawFn, name: str) -> Card:
    """A card that may refer to others, gone ones, and the wrong ones."""
    ids = st.sampled_from(["card_a", "card_b", "card_c", "card_d", "card_gone", "step_a"])
    return Card(
        id=name,
        kind="pain",
        step_id=draw(st.sampled_from(["", "step_a", "step_gone"])),
        lane_id=draw(st.sampled_from(["", "lane_a", "lane_gone"])),
        about_ids=tuple(draw(st.lists(ids, max_size=2))),
        icon=draw(st.sampled_from(["", "no-such-icon"])),
    )


@st.composite
def edited_maps(draw: st.DrawFn) -> list[JourneyMap]:
    """A map, and what became of it edit by edit."""
    maps = [small()]
    for _ in range(draw(st.integers(1, 6))):
        records = dict(maps[-1].records)
        name = draw(st.sampled_from(["card_a", "card_b", "card_c", "card_d"]))
        if name in records and draw(st.integers(0, 3)) == 0:
            del records[name]
        else:
            records[name] = random_card(draw, name)
        maps.append(JourneyMap(records))
    return maps


@given(edited_maps(), st.integers(1, 3))
def test_what_is_told_after_edits_is_what_a_first_look_tells(
    maps: list[JourneyMap], every: int
) -> None:
    kept = Oddities()
    kept.of(maps[0])
    for number, (before, after) in enumerate(pairwise(maps)):
        change: Change = diff(before, after)
        kept.follow(change)
        if number % every == 0:
            assert keyed(kept.of(after)) == keyed(Oddities().of(after))


def keyed(found: tuple[Oddity, ...]) -> list[tuple[str, ...]]:
    """What is told, whatever the order among equals."""
    return sorted((*odd.key, odd.sentence) for odd in found)


@given(edited_maps())
def test_mending_leaves_nothing_that_can_be_mended(maps: list[JourneyMap]) -> None:
    after = apply(mended(maps[-1]), maps[-1])
    assert not any(odd.fixable for odd in Oddities().of(after))
    assert [p for p in check(after) if p.fixable] == []


def test_an_odd_map_is_saved_as_it_is(tmp_path: Path) -> None:
    of = loaded(tmp_path, '"cards": {"c": {"step_id": "step_gone", "about_ids": ["x", "y"]}}')
    codec.save(of.map, tmp_path / "again.journey.json")
    text = json.loads((tmp_path / "again.journey.json").read_text(encoding="utf-8"))
    assert text["cards"] == {"c": {"step_id": "step_gone", "about_ids": ["x", "y"]}}
