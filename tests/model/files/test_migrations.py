"""Files of every older version open with all that they hold, and are backed up before a save."""

import copy
import json
from pathlib import Path
from typing import Any

import orjson
import platformdirs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model import order
from model.change import JourneyMap, diff
from model.files.codec import dumps, load, loads, save
from model.files.encode import SCHEMA_VERSION
from model.files.errors import FileProblem, SaveError
from model.files.migrations import STEPS, Trail, from_0, migrate
from model.records import Card, MapInfo, Unknown, evolve
from tests.model.files.plain_files import ANYTHING, NAMES
from tests.tools import law

OLD_FILES = Path(__file__).parents[2] / "old_files"
MUSEUM = OLD_FILES / "v0-museum.journey.json"
DRAFT = {"format": "touchline.journey-map", "schema_version": 0}


def draft(**parts: Any) -> bytes:
    return orjson.dumps(DRAFT | parts)


def test_there_is_a_step_and_an_old_file_for_every_version() -> None:
    assert len(STEPS) == SCHEMA_VERSION
    for version in range(SCHEMA_VERSION + 1):
        assert list(OLD_FILES.glob(f"v{version}-*.journey.json"))


@pytest.mark.parametrize("path", sorted(OLD_FILES.glob("*.journey.json")), ids=lambda p: p.name)
def test_every_old_file_opens_without_a_loss_and_is_then_of_this_version(path: Path) -> None:
    loaded = load(path)
    version = int(path.name[1 : path.name.index("-")])
    assert loaded.migrated_from == (version if version < SCHEMA_VERSION else None)
    assert loaded.read_only_reason == ""
    again = loads(dumps(loaded.map))
    assert again.migrated_from is None
    assert diff(again.map, loaded.map) == {}


def test_a_file_of_version_1_with_every_field_set_is_written_as_it_was() -> None:
    path = OLD_FILES / "v1-every-field.journey.json"
    assert dumps(load(path).map) == path.read_bytes()


def test_the_step_from_version_0_does_what_it_did_when_it_was_released() -> None:
    result = from_0(json.loads(MUSEUM.read_bytes()), Trail())
    assert result == json.loads((OLD_FILES / "v0-museum.as-v1.json").read_bytes())


def test_a_draft_keeps_what_nobody_knows_and_reports_an_id_used_twice() -> None:
    loaded = load(MUSEUM)
    assert loaded.map["unknown:printer"] == Unknown(id="unknown:printer", data='{"paper":"A3"}')
    assert loaded.map["card_3"].model_extra == {"till": 2}
    assert loaded.map.info.title == "An afternoon in the museum"
    (problem,) = loaded.problems
    assert (problem.record_id, problem.line) == ("card_1~2", 19)
    assert "twice" in problem.what


@pytest.mark.parametrize(
    ("parts", "path", "what"),
    [
        ({"columns": {}}, "columns", '"columns" is not a list'),
        ({"rows": 5}, "rows", '"rows" is not a list'),
        ({"cards": [7]}, "cards/0", "this is no record with an id"),
        ({"cards": [{}]}, "cards/0", "this is no record with an id"),
        ({"cards": [{"id": 5}]}, "cards/0", "this is no record with an id"),
        ({"cards": [{"id": "c", "position": -1}]}, "cards/0/position", "a whole number from 0"),
        ({"cards": [{"id": "c", "position": True}]}, "cards/0/position", "a whole number"),
        ({"cards": [{"id": "c", "position": 10**5}]}, "cards/0/position", "a whole number"),
    ],
)
def test_a_draft_in_disorder_is_refused_with_its_place(
    parts: dict[str, Any], path: str, what: str
) -> None:
    with pytest.raises(FileProblem, match="this file of version 0 cannot be brought up") as caught:
        loads(draft(**parts))
    assert caught.value.path == path
    assert what in caught.value.what
    assert caught.value.column > 2


def test_what_validation_finds_in_a_draft_is_shown_where_it_stands_in_the_draft() -> None:
    text = draft(cards=[{"id": "a"}, {"id": "b", "type": "pian"}]).decode()
    with pytest.raises(FileProblem, match="'pian' is not one of") as caught:
        loads(text.encode())
    assert caught.value.path == "cards/b/kind"
    assert caught.value.column == text.index('"type"') + 1
    with pytest.raises(FileProblem, match="a text is needed here, not 5") as caught:
        loads(draft(title=5))
    assert caught.value.column == draft(title=5).index(b'"title"') + 1


def test_names_that_a_draft_used_for_something_else_step_aside() -> None:
    journey = loads(draft(map="of the city", lanes=[1])).map
    assert journey["unknown:map~0"] == Unknown(id="unknown:map~0", data='"of the city"')
    assert journey["unknown:lanes~0"] == Unknown(id="unknown:lanes~0", data="[1]")


def test_an_id_made_by_the_migration_gives_way_to_one_that_was_there() -> None:
    journey = loads(draft(columns=[{"id": "x"}], rows=[{"id": "step_of_x"}])).map
    assert {"x", "step_of_x", "step_of_x~2"} < journey.records.keys()


ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": NAMES},
        optional={
            "position": st.integers(0, 99_999),
            "column": NAMES,
            "text": ANYTHING,
            "x": ANYTHING,
        },
    ),
    max_size=4,
)


@law(100)
@given(st.fixed_dictionaries({}, optional={"columns": ROWS, "rows": ROWS, "cards": ROWS}))
@example({"cards": [{"id": "a"}, {"id": "a~2"}, {"id": "a"}, {"id": "a"}]})
def test_no_row_of_a_draft_is_lost_and_the_draft_is_left_as_it_was(file: dict[str, Any]) -> None:
    before = copy.deepcopy(file)
    result = migrate(file, 0, Trail())
    assert file == before
    for old, new in (("columns", "stages"), ("rows", "lanes"), ("cards", "cards")):
        rows = file.get(old, [])
        assert len(result[new]) == len(rows)
        ranks = [row.get("position", index) for index, row in enumerate(rows)]
        keys = [row["order"] for row in result[new].values()]
        assert all(map(order.is_key, keys))
        for rank, key in zip(ranks, keys, strict=True):
            for other_rank, other_key in zip(ranks, keys, strict=True):
                assert (rank < other_rank) == (key < other_key)
        assert [r.get("x") for r in result[new].values()] == [r.get("x") for r in rows]


@law(200)
@given(st.data())
def test_a_damaged_draft_is_opened_or_refused_with_a_reason(data: st.DataObject) -> None:
    damaged = bytearray(MUSEUM.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        journey = loads(bytes(damaged)).map
    except FileProblem:
        return
    assert diff(loads(dumps(journey)).map, journey) == {}


@pytest.fixture
def museum(tmp_path: Path) -> Path:
    path = tmp_path / "museum.journey.json"
    path.write_bytes(MUSEUM.read_bytes())
    return path


def test_an_older_file_is_copied_once_before_it_is_replaced(museum: Path, tmp_path: Path) -> None:
    loaded = load(museum)
    state = tmp_path / "state"
    digest = save(loaded.map, museum, expect=loaded.digest, state=state)
    (backup,) = (state / "backups").iterdir()
    assert backup.read_bytes() == MUSEUM.read_bytes()
    assert backup.name == f"museum-{loaded.digest[:12]}-v0.journey.json"
    assert load(museum).migrated_from is None
    later = JourneyMap([evolve(loaded.map.info, title="new")])
    save(later, museum, expect=digest, state=state)
    assert len(list((state / "backups").iterdir())) == 1


def test_the_same_backup_is_not_written_twice(museum: Path, tmp_path: Path) -> None:
    save(JourneyMap(), museum, state=tmp_path / "state")
    (backup,) = (tmp_path / "state" / "backups").iterdir()
    before = backup.stat().st_mtime_ns
    museum.write_bytes(MUSEUM.read_bytes())
    save(JourneyMap(), museum, state=tmp_path / "state")
    assert backup.stat().st_mtime_ns == before


def test_backups_stand_in_the_state_folder_of_the_user(
    museum: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOUCHLINE_STATE")
    monkeypatch.setattr(platformdirs, "user_state_path", lambda name: tmp_path / name)
    save(JourneyMap(), museum)
    assert len(list((tmp_path / "touchline" / "backups").iterdir())) == 1


def test_without_a_backup_an_older_file_is_not_replaced(museum: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    with pytest.raises(SaveError, match="the older file could not be backed up first"):
        save(JourneyMap(), museum, state=tmp_path / "state")
    assert museum.read_bytes() == MUSEUM.read_bytes()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [museum.name, "state"]


def test_a_migrated_map_saved_elsewhere_needs_no_backup(museum: Path, tmp_path: Path) -> None:
    loaded = load(museum)
    save(loaded.map, tmp_path / "copy.journey.json", state=tmp_path / "state")
    assert not (tmp_path / "state").exists()
    assert isinstance(loaded.map["card_2"], Card)
    assert isinstance(loaded.map.info, MapInfo)
