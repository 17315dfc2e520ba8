"""Saving a map: never over a newer file, nor over what somebody else has written meanwhile."""

from pathlib import Path

import pytest

from model.change import JourneyMap
from model.files.codec import digest, dumps, load, loads, save
from model.files.errors import ChangedOnDisk, SaveError
from model.records import Card, MapInfo

NEWER = dumps(JourneyMap([MapInfo(title="later")])).replace(b'version": 1', b'version": 2')
ONE, TWO = JourneyMap([MapInfo(title="one")]), JourneyMap([Card(id="card_1", title="two")])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bike.journey.json"


def test_what_is_saved_is_there_and_its_digest_is_told(path: Path) -> None:
    told = save(ONE, path)
    assert load(path).map == ONE
    assert told == load(path).digest == digest(path.read_bytes())


def test_a_file_that_is_as_expected_is_replaced(path: Path) -> None:
    first = save(ONE, path)
    second = save(TWO, path, expect=first)
    assert load(path).map == TWO
    assert second != first


def test_a_file_that_somebody_else_has_written_is_left_alone(path: Path) -> None:
    first = save(ONE, path)
    save(TWO, path)
    with pytest.raises(ChangedOnDisk, match="changed since it was opened") as caught:
        save(ONE, path, expect=first)
    assert caught.value.todo.startswith("Compare and merge")
    assert load(path).map == TWO
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_file_deleted_meanwhile_comes_back(path: Path) -> None:
    first = save(ONE, path)
    path.unlink()
    save(TWO, path, expect=first)
    assert load(path).map == TWO


def test_a_map_from_a_newer_version_is_never_saved(path: Path) -> None:
    path.write_bytes(NEWER)
    newer = load(path).map
    for target in (path, path.with_name("copy.journey.json")):
        with pytest.raises(SaveError, match="from a newer Touchline, which this one would damage"):
            save(newer, target)
    assert path.read_bytes() == NEWER
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_newer_file_is_never_saved_over(path: Path) -> None:
    path.write_bytes(NEWER)
    with pytest.raises(SaveError, match=r"written by a newer Touchline \(file version 2\)"):
        save(ONE, path)
    assert path.read_bytes() == NEWER


@pytest.mark.parametrize("there", [b"", b"\x89PNG", b'{"schema_version": 9}', b"{}", dumps(TWO)])
def test_whatever_else_stands_there_is_replaced_when_asked(path: Path, there: bytes) -> None:
    path.write_bytes(there)
    save(ONE, path)
    assert load(path).map == ONE


def test_saving_what_was_opened_changes_no_byte_of_a_file_in_canonical_form(path: Path) -> None:
    save(TWO, path)
    before = path.read_bytes()
    loaded = load(path)
    save(loaded.map, path, expect=loaded.digest)
    assert path.read_bytes() == before


def test_a_foreign_form_is_kept_until_it_is_saved(path: Path) -> None:
    foreign = b'{"schema_version":1,\r\n"format":"touchline.journey-map","map":{"title":"one"}}'
    path.write_bytes(foreign)
    assert load(path).map == ONE
    assert path.read_bytes() == foreign
    save(load(path).map, path)
    assert path.read_bytes() == dumps(ONE)
    assert loads(foreign).problems == ()
