"""Named versions beside a map: written whole, never replaced, opened like any other map."""

import os
from pathlib import Path

import pytest

from model.change import JourneyMap
from model.files import codec
from model.files.errors import SaveError
from model.files.versions import folder_of, save_version, versions_of
from model.records import MapInfo, Stage, VersionLabel, create

MAP = JourneyMap((create(MapInfo, title="A year"), create(Stage, id="stage_a", name="Compare")))


def test_a_version_stands_beside_the_map_with_its_name_inside(tmp_path: Path) -> None:
    label = VersionLabel(label="After the workshop", author="Mara", date="2026-11-22")
    path = save_version(tmp_path / "year.journey.json", MAP, label)
    assert path == tmp_path / "year.versions" / "2026-11-22-After the workshop.journey.json"
    loaded = codec.load(path).map
    assert loaded.info.version == label
    assert loaded.get("stage_a", Stage) == MAP.get("stage_a", Stage)
    assert MAP.info.version == VersionLabel()


def test_versions_are_listed_as_they_were_made(tmp_path: Path) -> None:
    file = tmp_path / "m.journey.json"
    later = save_version(file, JourneyMap(), VersionLabel(label="Begun", date="2026-11-23"))
    made = [
        save_version(file, JourneyMap(), VersionLabel(label="Workshop", date="2026-11-22"))
        for _ in range(11)
    ]
    for path in (later, *made):
        os.utime(path, (0, 0))  # as after it was copied
    assert versions_of(file) == (*made, later)
    morning = save_version(file, JourneyMap(), VersionLabel(label="Zero", date="2026-11-22"))
    os.utime(morning, (0, -1))
    assert versions_of(file) == (morning, *made, later)


def test_no_version_ever_replaces_another(tmp_path: Path) -> None:
    file = tmp_path / "year.json"
    label = VersionLabel(label="Close", date="2026-11-22")
    first = save_version(file, MAP, label)
    before = first.read_bytes()
    second = save_version(file, JourneyMap(), label)
    assert (first.name, second.name) == (
        "2026-11-22-Close.journey.json",
        "2026-11-22-Close-2.journey.json",
    )
    assert first.read_bytes() == before
    assert set(versions_of(file)) == {first, second}


@pytest.mark.parametrize("disk_knows_links", [True, False])
def test_of_two_who_save_a_version_at_the_same_moment_both_have_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk_knows_links: bool
) -> None:
    file, link = tmp_path / "m.journey.json", os.link
    label = VersionLabel(label="Close", date="2026-11-22")
    theirs = folder_of(file) / "2026-11-22-Close.journey.json"

    def after_them(old: Path, new: Path) -> None:
        if not theirs.exists():
            theirs.write_bytes(b"theirs")
        if not disk_knows_links:
            raise OSError
        link(old, new)

    monkeypatch.setattr(os, "link", after_them)
    mine = save_version(file, MAP, label)
    assert theirs.read_bytes() == b"theirs"
    assert codec.load(mine).map.info.title == "A year"
    assert sorted(folder_of(file).iterdir()) == sorted((theirs, mine))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("", "version"),
        ("../..", "version"),
        ("a/b: c?", "a-b- c"),
        ("ورشة العمل", "ورشة العمل"),
        ("x" * 400, "x" * 120),
    ],
)
def test_any_words_make_a_name_that_a_disk_takes(tmp_path: Path, label: str, name: str) -> None:
    made = VersionLabel(label=label, date="2026-11-22")
    path = save_version(tmp_path / "m.journey.json", MAP, made)
    assert path.name == f"2026-11-22-{name}.journey.json"
    assert path.parent == tmp_path / "m.versions"


def test_without_a_date_it_is_of_today(tmp_path: Path) -> None:
    path = save_version(tmp_path / "m.journey.json", MAP, VersionLabel(label="Close"))
    assert path.name.startswith(codec.load(path).map.info.version.date)
    assert len(codec.load(path).map.info.version.date) == 10


def test_a_folder_that_cannot_be_made_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    folder_of(tmp_path / "m.journey.json").write_text("a file is in the way")
    with pytest.raises(SaveError):
        save_version(tmp_path / "m.journey.json", MAP, VersionLabel(label="Close"))
    assert [p.name for p in tmp_path.iterdir()] == ["m.versions"]
    assert versions_of(tmp_path / "m.journey.json") == ()
