"""What a file says is what the map holds, and the other way round, for every file."""

import json
import subprocess
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.change import JourneyMap, diff
from model.files.codec import Memo, dumps, load, loads
from model.files.decode import read_quickly, read_thoroughly
from model.files.errors import FileProblem
from model.records import (
    TABLES,
    Asset,
    Attribute,
    Card,
    Duration,
    Lane,
    MapInfo,
    Persona,
    Stage,
    Unknown,
    evolve,
    same,
)
from tests.generator import make
from tests.model.files.plain_files import ANYTHING, SCHEMA, file_bytes, files
from tests.tools import law, needs_tool

DEFAULTS: dict[str, list[Any]] = {}
for kind in [SCHEMA, *SCHEMA["$defs"].values()]:
    for name, described in kind["properties"].items():
        DEFAULTS.setdefault(name, []).append(described.get("default"))
ROOT = Path(__file__).parents[3]
HEAD = b'{"format": "touchline.journey-map", "schema_version": 1'
SMALL = dumps(
    JourneyMap(
        [
            MapInfo(title="Žluťoučký 東京"),
            Stage(id="stage_1", name="Look", order="a1", duration=Duration(typical=2.5)),
            Card(id="card_1", title='a "quoted" \\ word', tags=("x", "y"), shape={"b": [1, 1.0]}),
            Unknown(id="unknown:later", data='{"z":[true,null],"a":1e300}'),
        ]
    )
)


@law(80)
@given(file_bytes())
def test_what_is_saved_is_loaded_again_the_same_and_saved_byte_for_byte(data: bytes) -> None:
    first = loads(data).map
    canonical = dumps(first)
    again = loads(canonical).map
    assert diff(first, again) == {}
    assert dumps(again) == canonical


@law(60)
@given(files())
def test_no_value_of_a_file_is_lost_on_the_way(file: dict[str, Any]) -> None:
    saved = json.loads(dumps(loads(orjson.dumps(file)).map))
    _assert_kept(file, saved, "")


def _assert_kept(value: Any, saved: Any, where: str) -> None:
    """Every leaf of `value` is in `saved`, unless it is the default of its field."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in saved:
                _assert_kept(inner, saved[key], f"{where}/{key}")
            else:
                assert _is_default(key, inner), f"{where}/{key} is gone"
    elif isinstance(value, list):
        assert len(value) == len(saved), where
        for inner, kept in zip(value, saved, strict=True):
            _assert_kept(inner, kept, where)
    else:
        assert value == saved, where


def _is_default(key: str, value: Any) -> bool:
    if isinstance(value, dict):
        return key in DEFAULTS and all(_is_default(k, v) for k, v in value.items())
    return value in DEFAULTS.get(key, ())


@law(40)
@given(file_bytes())
def test_the_quick_and_the_thorough_reader_agree(data: bytes) -> None:
    quick = read_quickly(data)
    thorough, version, tree = read_thoroughly(data)
    assert quick is not None
    assert version == 1
    assert diff(quick, thorough) == {}
    assert tree.problems() == ()


@law(100)
@given(ANYTHING, ANYTHING)
def test_unknown_fields_and_parts_survive_with_their_types(one: Any, two: Any) -> None:
    file = {
        "format": "touchline.journey-map",
        "schema_version": 1,
        "map": {"version": {"by": one}},
        "cards": {"card_1": {"later": one, "earlier": two, "wait": {"since": two}}},
        "personas": {"persona_1": {"attributes": [{"note": one}]}},
        "later": one,
        "earlier": two,
    }
    saved = json.loads(dumps(loads(orjson.dumps(file)).map))
    assert same(saved["cards"], file["cards"])
    assert same(saved["map"], file["map"])
    assert same(saved["personas"], file["personas"])
    assert same(saved["later"], one)
    assert same(saved["earlier"], two)
    assert list(saved)[-2:] == ["earlier", "later"]
    assert list(saved["cards"]["card_1"])[-2:] == ["earlier", "later"]


@law(300)
@given(st.binary(max_size=60))
@example(b"{")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
def test_any_bytes_are_opened_or_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(FileProblem) as caught:
        loads(data)
    assert caught.value.what


def test_a_file_cut_anywhere_is_refused_with_the_place_of_the_cut() -> None:
    body = SMALL.rstrip()
    for length in range(len(body)):
        with pytest.raises(FileProblem) as caught:
            loads(body[:length])
        assert caught.value.line or length < 3 or "empty" in caught.value.what, length


@law(400)
@given(st.data())
def test_flipped_bytes_are_refused_with_a_reason_or_give_a_map_that_can_be_saved(
    data: st.DataObject,
) -> None:
    damaged = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(SMALL) - 1))] = data.draw(st.integers(0, 255))
    try:
        loaded = loads(bytes(damaged))
    except FileProblem:  # that it says why is tested with the hostile files
        return
    assert diff(loads(dumps(loaded.map)).map, loaded.map) == {}


def test_the_form_of_a_file_is_the_one_that_merges_best() -> None:
    cards = [Card(id="card_b"), Card(id="card_a", title="Ask", wait=Duration())]
    expected = (
        "{\n"
        '  "format": "touchline.journey-map",\n'
        '  "schema_version": 1,\n'
        '  "map": {},\n'
        '  "stages": {},\n'
        '  "steps": {},\n'
        '  "lanes": {},\n'
        '  "cards": {\n'
        '    "card_a": {\n'
        '      "title": "Ask",\n'
        '      "wait": {}\n'
        "    },\n"
        '    "card_b": {}\n'
        "  },\n"
    )
    assert dumps(JourneyMap(cards)).decode().startswith(expected)
    assert dumps(JourneyMap()).endswith(b'  "conflicts": {}\n}\n')


def test_numbers_keep_their_kind_and_shortest_form() -> None:
    data = HEAD + b', "stages": {"s": {"duration": {"typical": 1}, "i": 1, "f": 1.0, "g": 1e5}}}'
    saved = dumps(loads(data).map)
    assert b'"typical": 1.0\n' in saved  # what is a number of the format is always a float
    assert b'"f": 1.0,\n' in saved
    assert b'"g": 100000.0,\n' in saved
    assert b'"i": 1\n' in saved


def test_defaults_written_by_somebody_else_are_left_out_and_nothing_is_dirty() -> None:
    data = HEAD + b', "lanes": {"lane_1": {"kind": "channel", "name": ""}}}'
    loaded = loads(data)
    assert loaded.map == JourneyMap([Lane(id="lane_1")])
    assert loaded.problems == ()
    assert loaded.read_only_reason == ""
    assert loaded.migrated_from is None


def test_a_file_may_leave_out_the_map_and_every_table() -> None:
    for _ in range(2):  # the second time, nothing of the first is left
        assert loads(HEAD + b"}").map == JourneyMap()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_a_byte_order_mark_and_any_line_ends_are_accepted(mark: bytes, ends: bytes) -> None:
    loaded = loads(mark + SMALL.replace(b"\n", ends))
    assert dumps(loaded.map) == SMALL
    assert loaded.problems == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_utf_16_and_utf_32_are_accepted_with_or_without_a_mark(encoding: str) -> None:
    assert dumps(loads(SMALL.decode().encode(encoding)).map) == SMALL


def test_what_was_encoded_once_is_not_encoded_again() -> None:
    journey, memo = make(cards=40), Memo()
    dumps(journey, memo)
    before = dict(memo.texts)
    card = next(journey.all(Card))
    edited = JourneyMap(dict(journey.records) | {card.id: evolve(card, title="another")})
    assert dumps(edited, memo) == dumps(edited)
    assert [i for i in before if memo.texts[i] is not before[i]] == [card.id]


@law(20)
@given(st.lists(file_bytes(), min_size=2, max_size=3))
def test_remembered_texts_change_no_byte_whatever_map_comes_next(files: list[bytes]) -> None:
    memo = Memo()
    for data in files:
        journey = loads(data).map
        assert dumps(journey, memo) == dumps(journey) == dumps(journey, memo)
        assert memo.texts.keys() == journey.records.keys()


_RECORDS = [
    kind(id=record_id, **fields)
    for record_id in ("a", "b", "c", "d")
    for kind, fields in ((Card, {}), (Card, {"title": "t"}), (Lane, {}), (Lane, {"name": "n"}))
]


@law(60)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)),
            st.integers(0, 120),
            st.lists(st.integers(0, 3), max_size=3),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_texts_made_ready_a_few_at_a_time_change_no_byte(
    maps: list[tuple[dict[str, int], int, list[int]]],
) -> None:
    """Records come, go, change their kind and come again, also while texts are made ready."""
    memo = Memo()
    for chosen, many, few in maps:
        records = [_RECORDS["abcd".index(i) * 4 + kind] for i, kind in chosen.items()]
        crowd = [Card(id=f"crowd_{n}") for n in range(many)]
        journey = JourneyMap([*records, *crowd])
        for most in few:
            memo.update(journey, most)
        if not few or few[-1] != 3:
            assert dumps(journey, memo) == dumps(journey)
            assert memo.texts.keys() == journey.records.keys()


def test_a_record_that_becomes_another_kind_changes_its_table() -> None:
    memo = Memo()
    for kind in (Card, Lane, Card):
        journey = JourneyMap([kind(id="x")])
        assert dumps(journey, memo) == dumps(journey)


def test_a_record_exchanged_for_another_of_a_new_id_changes_its_table() -> None:
    memo = Memo()
    for record_id in ("a", "b"):
        journey = JourneyMap([Card(id=record_id)])
        assert dumps(journey, memo) == dumps(journey)


def test_a_lone_surrogate_never_keeps_a_map_from_being_saved() -> None:
    broken = JourneyMap(
        [Asset(id="asset_1", data="a\udfff"), Card(id="c", note={"k\ud800": ["v\ud800", 1]})]
    )
    saved = loads(dumps(broken)).map
    assert saved["asset_1"] == Asset(id="asset_1", data="a")
    assert saved["c"] == Card(id="c", note={"k": ["v", 1]})


@pytest.mark.parametrize(
    ("data", "written"),
    [
        ("no JSON", '"no JSON"'),
        ("[1e999]", '"[1e999]"'),
        ("NaN", '"NaN"'),
        ("9" * 30, f'"{"9" * 30}"'),
        ("[" * 5000, None),
        ('"\\ud800"', '""'),
    ],
)
def test_an_unknown_part_that_is_no_json_is_saved_as_text(data: str, written: str | None) -> None:
    saved = dumps(JourneyMap([Unknown(id="unknown:x", data=data)]))
    assert json.loads(saved)["x"] == json.loads(written or json.dumps(data))


def test_an_unknown_part_never_takes_the_place_of_a_known_one() -> None:
    parts = [Unknown(id="unknown:cards", data="[1]"), Unknown(id="unknown:schema_version")]
    saved = dumps(JourneyMap(parts))
    assert json.loads(saved)["cards~2"] == [1]
    assert json.loads(saved)["schema_version"] == 1
    assert json.loads(saved)["schema_version~2"] is None
    assert loads(saved).problems == ()


def test_every_shipped_map_is_in_canonical_form() -> None:
    shipped = sorted((ROOT / "resources" / "templates").glob("*.journey.json"))
    assert shipped
    for path in shipped:
        loaded = load(path)
        assert loaded.problems == ()
        assert dumps(loaded.map) == path.read_bytes(), path.name


def test_values_nested_in_records_leave_out_their_defaults_too() -> None:
    persona = Persona(id="p", attributes=(Attribute(name="Age", value="34"), Attribute()))
    saved = json.loads(dumps(JourneyMap([persona])))
    assert saved["personas"]["p"] == {"attributes": [{"name": "Age", "value": "34"}, {}]}


def test_edits_of_different_records_merge_in_git_without_a_conflict(tmp_path: Path) -> None:
    git = needs_tool("git")
    base = make(cards=30)
    cards = sorted(base.all(Card), key=lambda card: card.id)
    paths = [tmp_path / name for name in ("ours", "base", "theirs")]
    ours = dict(base.records) | {cards[3].id: evolve(cards[3], title="ours", body="")}
    theirs = dict(base.records) | {cards[9].id: evolve(cards[9], private=True, tags=("new",))}
    ours["card_000"] = Card(id="card_000", title="one more")
    del theirs[cards[20].id]
    for path, records in zip(paths, (ours, dict(base.records), theirs), strict=True):
        path.write_bytes(dumps(JourneyMap(records)))
    done = subprocess.run([git, "merge-file", "-p", *paths], capture_output=True, check=False)
    assert done.returncode == 0
    merged = loads(done.stdout).map
    assert merged[cards[3].id] is not None
    assert merged[cards[3].id] == ours[cards[3].id]
    assert merged[cards[9].id] == theirs[cards[9].id]
    assert "card_000" in merged
    assert cards[20].id not in merged


def test_tables_stand_in_the_file_in_the_order_of_the_model() -> None:
    assert list(json.loads(dumps(JourneyMap())))[3:] == list(TABLES)
