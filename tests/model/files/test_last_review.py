"""What a map is compared with by itself: its baseline, its last review, its newest version."""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from model.change import JourneyMap
from model.files import codec, kept
from model.files.last_review import baseline_file, last_review
from model.files.version_list import day_of, listed
from model.files.versions import folder_of, save_version
from model.records import MapInfo, VersionLabel, create

TODAY = date(2026, 11, 22)


def a_map(**fields: str) -> JourneyMap:
    return JourneyMap((create(MapInfo, **{"title": "A year", **fields}),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A map with a version of each of three months."""
    made = tmp_path / "ride.journey.json"
    for day, name in (
        ("2026-09-30", "Summer"),
        ("2026-10-30", "Review of October"),
        ("2026-11-20", "After the workshop"),
    ):
        save_version(made, a_map(), VersionLabel(label=name, date=day))
    return made


@pytest.mark.parametrize(
    ("reviewed_on", "name"),
    [
        ("", "After the workshop"),
        ("2026-11-20", "After the workshop"),
        ("2026-11-19", "Review of October"),
        ("2026-10", "Review of October"),
        ("2026-09", "Summer"),
        ("2025", "After the workshop"),
    ],
)
def test_it_is_the_newest_version_up_to_the_day_of_the_review(
    file: Path, reviewed_on: str, name: str
) -> None:
    found = last_review(file, a_map(reviewed_on=reviewed_on))
    assert found is not None
    assert found.name == name
    assert found.load().map.info.version.label == name


def test_the_baseline_of_the_map_comes_first(file: Path) -> None:
    (summer, *_) = listed(file)
    found = last_review(file, a_map(reviewed_on="2026-11-20", baseline=summer.path.name))
    assert found is not None
    assert (found.name, found.path) == ("Summer", summer.path)
    plan = file.with_name("plan.journey.json")
    codec.save(a_map(title="The plan"), plan)
    found = last_review(file, a_map(baseline=plan.name))
    assert found is not None
    assert (found.name, found.load().map.info.title) == ("plan", "The plan")


def test_a_baseline_that_is_gone_is_none(file: Path) -> None:
    found = last_review(file, a_map(baseline="gone.journey.json"))
    assert found is not None
    assert found.name == "After the workshop"


@pytest.mark.parametrize(
    "name",
    ["..", ".", "../secret.json", "/etc/passwd", "\\\\host\\share", "a\0b", "x" * 300, ""],
)
def test_a_map_from_elsewhere_makes_nothing_be_read_outside_its_folder(
    file: Path, name: str
) -> None:
    (file.parent.parent / "secret.json").write_text("{}")
    assert baseline_file(file, name) is None


def test_a_map_is_not_its_own_baseline(file: Path) -> None:
    codec.save(a_map(), file)
    assert baseline_file(file, file.name) is None


def test_without_versions_it_is_the_newest_state_kept_before_today(tmp_path: Path) -> None:
    file = tmp_path / "ride.journey.json"
    assert last_review(file, a_map(), today=TODAY) is None
    for day, title in ((19, "Early"), (21, "Yesterday"), (22, "Today")):
        data = codec.dumps(a_map(title=title))
        now = datetime(2026, 11, day, 12, tzinfo=UTC)
        assert kept.keep(file, data, codec.digest(data), now=now)
    found = last_review(file, a_map(), today=TODAY)
    assert found is not None
    assert (found.name, found.load().map.info.title) == ("State of 21 November 2026", "Yesterday")


def test_what_stands_in_the_folder_is_listed_sensibly_whatever_it_is(file: Path) -> None:
    folder = folder_of(file)
    (folder / "2026-10-01-Cut.journey.json").write_bytes(codec.dumps(a_map())[:70])
    (folder / "2026-10-02-Empty.journey.json").touch()
    (folder / "2026-10-03-Recipe.journey.json").write_text('{"title": "Bread"}')
    (folder / "2026-10-04-List.journey.json").write_text("[" * 100_000)
    (folder / "2026-10-05-Folder.journey.json").mkdir()
    (folder / "notes.txt").write_text("not a map")
    newer = json.loads(codec.dumps(a_map()))
    newer["schema_version"] = 99
    newer["map"]["version"] = {"label": "Later\n \ud800one", "author": "Mara"}
    (folder / "begun.journey.json").write_text(json.dumps(newer))
    os.utime(folder / "begun.journey.json", (0, 1_760_000_000))  # 9 October 2025
    found = {version.name: version for version in listed(file)}
    assert list(found) == [
        "Later one", "Summer", "Cut", "Empty", "Recipe", "List", "Folder", "Review of October",
        "After the workshop",
    ]  # fmt: skip
    assert found["Later one"].is_newer
    assert found["Later one"].day == "2025-10-09"
    troubles = [name for name, version in found.items() if version.trouble]
    assert troubles == ["Cut", "Empty", "Recipe", "List", "Folder"]
    assert found["Recipe"].trouble == "this is no journey map"
    review = last_review(file, a_map(reviewed_on="2026-10-05"))
    assert review is not None
    assert review.name == "Summer"


def test_a_time_that_is_in_no_calendar_is_of_no_day() -> None:
    assert day_of(1_760_000_000_000_000_000) == "2025-10-09"
    for seconds in (-300_000_000_000, 300_000_000_000, 2**62):
        assert day_of(seconds * 10**9) == ""


def test_a_long_description_before_the_name_is_read_past(tmp_path: Path) -> None:
    file = tmp_path / "ride.journey.json"
    long = a_map(description="ü" * 19_000, scenario="x" * 19_000, scope='"map": {' * 2_000)
    save_version(file, long, VersionLabel(label="Long", note="All of it", date="2026-11-01"))
    (found,) = listed(file)
    assert (found.label.label, found.label.note) == ("Long", "All of it")


def test_only_what_is_new_is_looked_into_again(file: Path) -> None:
    first = tuple(listed(file))
    for version in first:
        version.path.write_bytes(b"?" * version.size)
        os.utime(version.path, ns=(0, version.time))
    assert listed(file, first) == list(first)
    assert all(version.trouble for version in listed(file))


def test_maps_whose_names_differ_only_in_their_ending_keep_their_versions_apart(
    tmp_path: Path,
) -> None:
    one, other = tmp_path / "ride.json", tmp_path / "ride.journey.json"
    save_version(one, a_map(), VersionLabel(label="One", date="2026-11-01"))
    assert folder_of(one).name == "ride.json.versions"
    assert [version.name for version in listed(one)] == ["One"]
    assert listed(other) == []
