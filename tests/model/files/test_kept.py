"""The last saved states of a map: kept in order, never too many, found again after a move."""

import errno
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model.files import kept
from model.files.atomic import why_not_writable
from model.files.codec import digest

ROOT = Path(__file__).parents[3]
NOON = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "maps" / "ride.journey.json"


def keep(file: Path, *contents: str, start: datetime = NOON) -> list[bool]:
    """Keep each content, a minute apart."""
    return [
        kept.keep(file, c.encode(), digest(c.encode()), now=start + timedelta(minutes=i))
        for i, c in enumerate(contents)
    ]


def contents(file: Path, opened: str = "") -> list[str]:
    """What the kept states of a file hold, newest first."""
    mark = digest(opened.encode()) if opened else ""
    found = [kept.read(state) for state in kept.states(file, digest=mark)]
    return ["damaged" if data is None else data.decode() for data in found]


def test_states_are_listed_newest_first_with_their_times(file: Path) -> None:
    assert keep(file, "one", "two", "three") == [True] * 3
    assert contents(file) == ["three", "two", "one"]
    newest, *_ = kept.states(file)
    assert newest.time == NOON + timedelta(minutes=2)
    assert (newest.size, newest.digest) == (5, digest(b"three"))
    assert [s.file.name for s in kept.states(file)] == sorted(
        (s.file.name for s in kept.states(file)), reverse=True
    )


def test_no_more_than_the_newest_ten_are_kept(file: Path) -> None:
    keep(file, *map(str, range(14)))
    assert contents(file) == [str(n) for n in range(13, 3, -1)]
    assert len(list(kept.folder_of(file).glob("*.journey.json"))) == 10


def test_of_very_large_maps_fewer_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 6)
    keep(file, *"abcdefgh")
    assert contents(file) == list("hgfedc")
    keep(file, *(c * 5 for c in "ABCDE"))
    assert contents(file) == [c * 5 for c in "EDC"]


def test_what_is_kept_already_is_the_newest_again_and_not_kept_twice(file: Path) -> None:
    keep(file, "one", "two", "one")
    assert contents(file) == ["one", "two"]
    assert kept.states(file)[0].time == NOON + timedelta(minutes=2)


def test_a_clock_that_was_set_back_costs_no_state(file: Path) -> None:
    keep(file, *map(str, range(10)), start=NOON + timedelta(days=900))
    keep(file, "now")
    assert contents(file) == ["now", *map(str, range(9, 0, -1))]
    assert kept.states(file)[0].time == NOON


def test_a_state_that_somebody_opens_by_hand_is_not_saved_over(file: Path) -> None:
    keep(file, "one")
    assert "can only be read" in why_not_writable(kept.states(file)[0].file)


def test_the_folder_says_which_map_it_is_for(file: Path) -> None:
    keep(file, "one")
    note = (kept.folder_of(file) / kept.NOTE).read_text()
    assert os.path.realpath(file) in note
    assert "ride" in kept.folder_of(file).name


def test_two_maps_of_one_name_do_not_mix(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / file.name
    keep(file, "mine")
    keep(other, "yours")
    assert contents(file) == ["mine"]
    assert contents(other) == ["yours"]


def test_a_link_and_the_file_that_it_leads_to_share_their_states(
    file: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.journey.json"
    link.symlink_to(file)
    keep(link, "one")
    assert contents(file) == ["one"]


def test_states_of_a_map_that_was_moved_are_found_by_what_it_holds(
    file: Path, tmp_path: Path
) -> None:
    keep(file, "one", "two", "three")
    moved = tmp_path / "moved.journey.json"
    assert contents(moved) == []
    assert contents(moved, opened="three") == ["three", "two", "one"]
    keep(moved, "three", "four", start=NOON + timedelta(hours=1))
    assert contents(moved) == ["four", "three", "two", "one"]
    again = tmp_path / "again.journey.json"
    assert contents(again, opened="four") == ["four", "three", "two", "one"]


def test_a_copy_does_not_show_what_became_of_the_map_that_it_was_copied_from(
    file: Path, tmp_path: Path
) -> None:
    keep(file, "one", "two", "three")
    assert contents(tmp_path / "copy.journey.json", opened="two") == ["two", "one"]


def test_bytes_are_found_by_their_digest_wherever_they_were_kept(
    file: Path, tmp_path: Path
) -> None:
    keep(file, "one", "two")
    assert kept.find(file, digest(b"one")) == b"one"
    assert kept.find(tmp_path / "moved.journey.json", digest(b"two")) == b"two"
    assert kept.find(file, digest(b"three")) is None


def test_a_state_that_was_damaged_is_not_given_out_and_is_kept_anew(file: Path) -> None:
    keep(file, "one")
    (state,) = kept.states(file)
    state.file.chmod(0o600)
    state.file.write_bytes(b"on")
    assert contents(file) == ["damaged"]
    assert kept.find(file, digest(b"one")) is None
    keep(file, "one", start=NOON + timedelta(minutes=1))
    assert contents(file) == ["one"]


def test_what_killed_saves_left_behind_is_cleared_and_foreign_files_stay(file: Path) -> None:
    keep(file, "one")
    folder = kept.folder_of(file)
    litter = folder / ".touchline-0123456789ab-0123456789ab.tmp"
    litter.write_bytes(b"half")
    mine = folder / "notes of mine.txt"
    mine.write_text("stay")
    alike = folder / "000099-yesterday-one.journey.json"
    alike.write_text("stay")
    keep(file, "two")
    assert not litter.exists()
    assert mine.read_text() == alike.read_text() == "stay"
    assert contents(file) == ["two", "one"]


@pytest.mark.parametrize(
    "name",
    [
        "..journey.json",
        "-rf.journey.json",
        "a" * 240 + ".json",
        "مسیر مشتری.journey.json",
        "line\nbreak\t.journey.json",
        "con",
        "\udcff\udcfe.journey.json",
        "<b>&amp;.journey.json",
    ],
)
def test_a_map_may_have_any_name(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    assert keep(file, "one") == [True]
    assert contents(file) == ["one"]
    assert kept.folder_of(file).parent.name == "saved"


def test_a_name_that_no_file_can_have_keeps_nothing_and_raises_nothing() -> None:
    impossible = Path("no\0name.journey.json")
    assert keep(impossible, "one") == [False]
    assert kept.states(impossible) == ()
    assert kept.find(impossible, digest(b"one")) is None


def test_a_state_folder_that_is_a_file_keeps_nothing_and_raises_nothing(
    file: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    assert not kept.keep(file, b"one", digest(b"one"), blocked)
    assert kept.states(file, blocked) == ()
    assert blocked.read_text() == "in the way"


def test_a_full_disk_costs_nothing_that_was_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(file, "one", "two")

    def full(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        assert keep(file, "three") == [False]
    assert contents(file) == ["two", "one"]
    assert [f.name for f in kept.folder_of(file).iterdir() if f.name.startswith(".")] == []


def test_two_processes_may_keep_states_of_one_map_at_once(file: Path) -> None:
    code = """
import sys
from model.files.codec import digest
from model.files.kept import keep
for n in range(30):
    data = f"{sys.argv[2] if n % 2 else 'both'} {n}".encode()
    assert keep(sys.argv[1], data, digest(data))
"""
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(file), name], cwd=ROOT)
        for name in ("first", "second")
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    keep(file, "last")
    found = contents(file)
    assert len(found) == len(set(found)) == 10
    assert found[0] == "last"
    assert "damaged" not in found
    assert len(list(kept.folder_of(file).iterdir())) == 10 + 1  # the note
