"""Files in disorder that can still be opened: nothing of them is lost, and all is noted."""

import json
from typing import Any

import pytest

from model.files import codec
from model.files.codec import dumps, loads
from model.files.errors import FileProblem, LoadProblem
from model.files.reader import MOST_NOTES
from model.records import Card, MapInfo, Stage, Unknown
from tests.model.files.test_refused_files import HEAD, card, whole


def opened(text: str) -> tuple[dict[str, Any], list[str]]:
    """The file saved again, and what was noted, each with its place."""
    loaded = loads(text.encode())
    return json.loads(dumps(loaded.map)), [str(problem) for problem in loaded.problems]


def test_of_two_records_with_one_id_both_are_kept_and_flagged() -> None:
    saved, notes = opened(whole('"cards": {\n"c": {"title": "one"},\n"c": {"title": "two"}}'))
    assert saved["cards"] == {"c": {"title": "one"}, "c~2": {"title": "two"}}
    assert notes == [
        'line 4, column 1 (cards/c~2): "c" stands here twice; the later one is kept as "c~2"'
    ]


def test_a_flagged_record_is_named_so_that_it_can_be_found() -> None:
    loaded = loads(whole('"cards": {"c": {"title": "one"}, "c": {}}').encode())
    assert [problem.record_id for problem in loaded.problems] == ["c~2"]
    assert loaded.map["c~2"] == Card(id="c~2")


def test_an_id_used_three_times_next_to_a_name_that_is_taken() -> None:
    saved, notes = opened(
        whole('"cards": {"c": {}, "c~2": {"n": 1}, "c": {"n": 2}, "c": {"n": 3}}')
    )
    assert saved["cards"] == {"c": {}, "c~2": {"n": 1}, "c~3": {"n": 2}, "c~4": {"n": 3}}
    assert len(notes) == 2


def test_the_same_record_twice_is_kept_once() -> None:
    saved, notes = opened(whole('"cards": {"c": {"n": [1, "a"]}, "c": {"n": [1, "a"]}}'))
    assert saved["cards"] == {"c": {"n": [1, "a"]}}
    assert notes == ['line 2, column 33 (cards/c): "c" stands here twice, both times the same']


def test_records_that_differ_in_the_kind_of_a_number_only_are_both_kept() -> None:
    saved, _ = opened(whole('"cards": {"c": {"n": 1}, "c": {"n": 1.0}, "c": {"n": true}}'))
    assert [repr(row["n"]) for row in saved["cards"].values()] == ["1", "1.0", "True"]


def test_a_field_twice_keeps_its_second_value_as_an_unknown_field() -> None:
    saved, notes = opened(card('"title": "one", "title": "two"'))
    assert saved["cards"]["c"] == {"title": "one", "title~2": "two"}
    assert notes == [
        'line 2, column 33 (cards/c/title~2): "title" stands here twice; '
        'the later one is kept as "title~2"'
    ]


def test_a_key_twice_deep_inside_an_unknown_part_is_noted_too() -> None:
    saved, notes = opened(whole('"x": [{"y": {"z": 1, "z": null}}]'))
    assert saved["x"] == [{"y": {"z": 1, "z~2": None}}]
    assert "(x/0/y/z~2)" in notes[0]


def test_a_table_twice_is_brought_together() -> None:
    saved, notes = opened(
        whole(
            '"cards": {"a": {"title": "one"}, "b": {}, "d": {}},\n"cards": '
            '{"a": {"title": "two"}, "c": {}, "d": {}},\n"cards": {"a": {"title": "three"}}'
        )
    )
    assert {i: row.get("title") for i, row in saved["cards"].items()} == {
        "a": "one", "a~2": "two", "a~3": "three", "b": None, "c": None, "d": None,
    }  # fmt: skip
    assert notes == [
        'line 3, column 1 (cards): "cards" stands here twice; brought together',
        'line 4, column 1 (cards): "cards" stands here twice; brought together',
        'line 3, column 11 (cards/a~2): "a" is in both; kept as "a~2"',
        'line 4, column 11 (cards/a~3): "a" is in both; kept as "a~3"',
    ]


def test_the_map_twice_keeps_both_titles() -> None:
    saved, _ = opened(whole('"map": {"title": "one"}, "map": {"title": "two", "scope": "all"}'))
    assert saved["map"] == {"title": "one", "scope": "all", "title~2": "two"}


def test_a_table_twice_of_which_one_is_no_table_is_kept_aside() -> None:
    saved, _ = opened(whole('"cards": {"a": {}}, "cards": 5'))
    assert saved["cards"] == {"a": {}}
    assert saved["cards~2"] == 5


def test_an_unknown_part_twice_is_kept_twice() -> None:
    saved, _ = opened(whole('"x": {"a": 1}, "x": {"b": 1}'))
    assert saved["x"] == {"a": 1}
    assert saved["x~2"] == {"b": 1}


def test_one_id_in_two_tables_becomes_two_ids() -> None:
    saved, notes = opened(
        whole('"cards": {"x": {"title": "card"}, "x~2": {}},\n"stages": {"x": {}}')
    )
    assert saved["stages"] == {"x": {}}
    assert saved["cards"] == {"x~2": {}, "x~3": {"title": "card"}}
    assert notes == [
        'line 2, column 11 (cards/x~3): the id "x" is used elsewhere too; this is now "x~3"'
    ]


def test_ids_that_belong_to_the_map_or_to_an_unknown_part_are_changed() -> None:
    saved, _ = opened(
        whole('"cards": {"map": {"n": 1}, "unknown:x": {"n": 2}, "unknown:y": {}}, "x": 3')
    )
    assert saved["cards"] == {"map~2": {"n": 1}, "unknown:x~2": {"n": 2}, "unknown:y": {}}
    assert saved["x"] == 3


def test_an_empty_id_is_replaced() -> None:
    saved, notes = opened(whole('"cards": {"": {"title": "nameless"}}'))
    assert saved["cards"] == {"card~2": {"title": "nameless"}}
    assert notes == ['line 2, column 11 (cards/card~2): the id "" is empty; this is now "card~2"']


def test_an_id_inside_a_record_is_dropped_if_it_says_the_same_and_kept_if_not() -> None:
    assert opened(card('"id": "c"')) == (json.loads(dumps(loads(card("").encode()).map)), [])
    saved, notes = opened(card('"id": "another"'))
    assert saved["cards"]["c"] == {"id~2": "another"}
    assert notes == [
        'line 2, column 17 (cards/c/id~2): the record\'s own "id" is not its key; kept as "id~2"'
    ]
    saved, notes = opened(whole('"map": {"id": 7}'))
    assert saved["map"] == {"id~2": 7}
    assert "(map/id~2)" in notes[0]


def test_dangling_references_load_as_they_are() -> None:
    text = card('"step_id": "nowhere", "evidence_ids": ["gone"], "asset_ids": ["../../etc/passwd"]')
    saved, notes = opened(text)
    assert saved["cards"]["c"]["step_id"] == "nowhere"
    assert saved["cards"]["c"]["evidence_ids"] == ["gone"]
    assert saved["cards"]["c"]["asset_ids"] == ["../../etc/passwd"]
    assert notes == []


def test_lone_surrogates_are_taken_out_and_noted() -> None:
    saved, notes = opened(card(r'"title": "a\ud83db", "body": "\ud83d\ude42", "\udfff": 1'))
    assert saved["cards"]["c"] == {"title": "ab", "body": "🙂", "": 1}
    assert notes[0].startswith("line 2, column 26 (cards/c/title): half a character")
    assert len(notes) == 2


def test_surrogates_written_as_bytes_are_joined_or_taken_out() -> None:
    data = card('"title": "a😀b", "body": "c�d"').encode()
    data = data.replace("😀".encode(), b"\xed\xa0\xbd\xed\xb9\x82").replace(
        "�".encode(), b"\xed\xa0\xbd"
    )
    found = loads(data).map["c"]
    assert isinstance(found, Card)
    assert (found.title, found.body) == ("a🙂b", "cd")


def test_odd_but_lawful_names_and_texts_pass_unharmed() -> None:
    names = [
        "\x00",
        "\x1f\x7f",
        "a" * 100_000,
        "\u202e",
        "..",
        "/",
        "__proto__",
        "=1+1",
        "<b>",
        "c:",
    ]
    file = {
        "format": "touchline.journey-map",
        "schema_version": 1,
        "cards": {name: {"title": f":){name[:99]}", name: name} for name in names},
        **{f"top {name}": [name] for name in names},
    }
    saved, notes = opened(json.dumps(file))
    assert saved["cards"] == file["cards"]
    assert all(saved[f"top {name}"] == [name] for name in names)
    assert notes == []


def test_a_hundred_deep_is_still_opened_the_quick_way_and_the_thorough_way() -> None:
    for extra in ("", ', "map": {}, "map": {}'):
        saved, _ = opened(whole('"x": ' + "[" * 99 + "]" * 99 + extra))
        assert repr(saved["x"]) == "[" * 99 + "]" * 99


def test_many_findings_are_counted_and_not_all_shown() -> None:
    rows = ", ".join(f'"c{n}": {{"n": {n}}}, "c{n}": {{"n": -1}}' for n in range(MOST_NOTES + 5))
    loaded = loads(whole(f'"cards": {{{rows}}}').encode())
    assert len(loaded.map) == 2 * (MOST_NOTES + 5) + 1
    assert len(loaded.problems) == MOST_NOTES + 1
    assert loaded.problems[-1] == LoadProblem("5 more such findings")
    assert str(loaded.problems[-1]) == "5 more such findings"


def test_a_newer_file_is_opened_to_be_looked_at_with_all_that_it_holds() -> None:
    text = (
        '{"format": "touchline.journey-map", "schema_version": 7, "map": {"title": "x", "mood": 1},'
        '"stages": {"s": {"later": [1]}}, "weather": {"w": {"sun": true}}}'
    )
    loaded = loads(text.encode())
    assert "newer Touchline (file version 7" in loaded.read_only_reason
    assert loaded.migrated_from is None
    assert loaded.map["s"] == Stage(id="s", later=[1])
    assert loaded.map["map"] == MapInfo(title="x", mood=1)
    assert loaded.map["unknown:weather"] == Unknown(id="unknown:weather", data='{"w":{"sun":true}}')
    saved = json.loads(dumps(loaded.map))
    assert saved["schema_version"] == 7
    assert saved["weather"] == {"w": {"sun": True}}
    assert codec.newer_version(loaded.map) == 7


def test_a_newer_file_that_cannot_be_read_says_so() -> None:
    text = HEAD[:-1] + '2, "cards": {"c": {"kind": "dream"}}}'
    with pytest.raises(FileProblem, match=r"a newer Touchline wrote this.*'dream'.*a newer Touch"):
        loads(text.encode())


def test_a_mark_of_a_newer_version_that_is_none_counts_for_nothing() -> None:
    for data in ("0", "1", "x", "9" * 20, "²"):
        parts = codec.JourneyMap([Unknown(id="unknown:schema_version", data=data)])
        assert codec.newer_version(parts) == 0


def test_tables_twice_are_brought_together_however_much_was_noted_before() -> None:
    rows = ", ".join(f'"c{n}": {{"n": {n}}}, "c{n}": {{"n": -1}}' for n in range(MOST_NOTES))
    loaded = loads(whole(f'"cards": {{{rows}}}, "cards": {{"last": {{}}}}').encode())
    assert "last" in loaded.map
    assert loaded.problems[-1] == LoadProblem("1 more such findings")


@pytest.mark.parametrize(
    ("before", "after", "depth"),
    [
        ('"x": ', "", 1),
        ('"map": {"x": ', "}", 2),
        ('"cards": {"c": {"x": ', "}}", 3),
        ('"cards": {"c": {"wait": {"x": ', "}}}", 4),
        ('"personas": {"p": {"attributes": [{"x": ', "}]}}", 5),
    ],
)
def test_depth_is_counted_from_the_top_of_the_file_wherever_it_is(
    before: str, after: str, depth: int
) -> None:
    most = 100 - depth
    for twice in ("", ', "y": 1, "y": 1'):  # the quick way and the thorough way
        opened(whole(f"{before}{'[' * most}{']' * most}{after}{twice}"))
        with pytest.raises(FileProblem, match="stand more than 100 deep here"):
            loads(whole(f"{before}{'[' * (most + 1)}{']' * (most + 1)}{after}{twice}").encode())
