"""Wrapping up: a folder that is whole or not there, and nothing replaced."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from export import wrap_up as room
from export.wrap_up import Poster, wrap_up
from export.wrap_up_folder import folder_for
from model.change import apply
from model.edits.cards import add_card
from model.files import codec, versions
from model.files.errors import SaveError
from model.files.versions import folder_of, versions_of
from model.ids import Ids
from model.records import VersionLabel
from tests.sample import sample

TODAY = date(2026, 11, 22)
LABEL = VersionLabel(label="After the workshop", date="2026-11-22")


def poster(file: Path, tell: Callable[[float], None]) -> None:
    tell(0.5)
    file.write_bytes(b"a poster")


POSTER = Poster(poster, str)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A map's file in a folder of its own."""
    file = tmp_path / "maps" / "bicycle.journey.json"
    file.parent.mkdir()
    codec.save(sample(), file)
    return file


def test_everything_is_in_one_folder_and_the_version_beside_it(place: Path) -> None:
    parts: list[float] = []
    done = wrap_up(sample(), place, LABEL, TODAY, POSTER, None, parts.append)
    assert Path(done.folder) == place.with_name("bicycle 2026-11-22")
    assert done.files == (
        "actions.csv", "actions.md", "poster.pdf", "summary.md", "summary.pdf",
    )  # fmt: skip
    assert done.trouble == ""
    assert [Path(done.version)] == list(versions_of(place))
    assert codec.load(done.version).map.info.version == LABEL
    assert parts == sorted(parts)
    assert parts[-1] == 1.0


def test_nothing_that_is_there_is_replaced(place: Path) -> None:
    first = Path(wrap_up(sample(), place, LABEL, TODAY).folder)
    before = {file: file.read_bytes() for file in first.iterdir()}
    second = Path(wrap_up(sample(), place, LABEL, TODAY).folder)
    assert second.name == "bicycle 2026-11-22 (2)"
    assert {file: file.read_bytes() for file in first.iterdir()} == before
    assert len(versions_of(place)) == 2
    assert folder_for(place, TODAY).name == "bicycle 2026-11-22 (3)"


def test_what_was_done_today_is_told_from_the_map_of_the_morning(place: Path) -> None:
    of = apply(add_card(sample(), Ids(), title="Slow", kind="pain"), sample())
    done = wrap_up(of, place, LABEL, TODAY, before=sample())
    text = (Path(done.folder) / "summary.md").read_text(encoding="utf-8")
    assert "Added today: 1 pain point." in text


def test_a_poster_that_is_not_possible_is_told_and_the_rest_is_there(place: Path) -> None:
    def impossible(_file: Path, _tell: object) -> None:
        raise ValueError("at most 80% fits on A4")

    done = wrap_up(sample(), place, LABEL, TODAY, Poster(impossible, lambda e: f"Sorry: {e}."))
    assert done.trouble == "Sorry: at most 80% fits on A4."
    assert "poster.pdf" not in done.files
    assert "summary.pdf" in done.files


@pytest.mark.parametrize("error", [OSError(28, "No space left"), SystemExit(1)])
def test_whatever_goes_wrong_leaves_nothing_behind(
    place: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(room, "actions_markdown", fail)
    with pytest.raises((SaveError, SystemExit)):
        wrap_up(sample(), place, LABEL, TODAY, POSTER)
    assert list(place.parent.iterdir()) == [place]


def test_a_version_that_cannot_be_saved_leaves_no_folder(place: Path) -> None:
    folder_of(place).write_text("a file is in the way")
    with pytest.raises(SaveError):
        wrap_up(sample(), place, LABEL, TODAY, POSTER)
    assert sorted(place.parent.iterdir()) == sorted([place, folder_of(place)])


def test_a_folder_that_cannot_get_its_name_leaves_no_version(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "folder_for", lambda *_: place.parent / "none" / "there")
    with pytest.raises(SaveError):
        wrap_up(sample(), place, LABEL, TODAY, POSTER)
    assert versions_of(place) == ()


def test_cancelled_at_the_last_moment_it_leaves_no_version(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(room, "folder_for", stop)
    with pytest.raises(SystemExit):
        wrap_up(sample(), place, LABEL, TODAY, POSTER)
    assert list(place.parent.iterdir()) == [place]


def test_a_disk_that_is_full_for_the_version_keeps_no_empty_folder(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise SaveError("The disk is full.")

    monkeypatch.setattr(versions, "replace_bytes", full)
    with pytest.raises(SaveError):
        wrap_up(sample(), place, LABEL, TODAY, POSTER)
    assert list(place.parent.iterdir()) == [place]


def test_what_a_sudden_end_left_is_cleared_by_the_next_time(place: Path) -> None:
    left = place.with_name(".touchline-bicycle-wrap-up")
    left.mkdir()
    (left / "poster.pdf").write_bytes(b"half")
    done = wrap_up(sample(), place, LABEL, TODAY)
    assert not left.exists()
    assert "poster.pdf" not in done.files
