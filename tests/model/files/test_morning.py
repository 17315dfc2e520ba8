"""What a map was in the morning, of all that is left of the days before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model.change import JourneyMap, apply
from model.edits.stages import add_stage
from model.files import codec, kept
from model.files.encode import dumps
from model.files.morning import Morning, from_states
from model.files.recording import begin_line, file_of
from model.files.versions import save_version
from model.ids import Ids
from model.records import Stage, VersionLabel

NOON = datetime(2026, 11, 22, 12, 0).astimezone()
TODAY = NOON.date()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a map is."""
    return tmp_path / "ride.journey.json"


def with_stages(many: int) -> JourneyMap:
    journey = JourneyMap()
    for number in range(many):
        journey = apply(add_stage(journey, Ids(), str(number)), journey)
    return journey


def keep(place: Path, many: int, time: datetime) -> None:
    data = dumps(with_stages(many))
    place.write_bytes(data)
    assert kept.keep(place, data, codec.digest(data), now=time.astimezone(UTC))


def told(found: Morning | None) -> tuple[int, str] | None:
    return found and (len(list(found.map.all(Stage))), found.since)


def fill(place: Path) -> None:
    """Save ten times more than is kept, all of it today."""
    for number in range(kept.NEWEST + 1):
        keep(place, 10 + number, NOON + timedelta(minutes=number))


def test_it_is_the_newest_state_from_before_midnight(place: Path) -> None:
    for many, hours in ((1, -72), (2, -24), (3, -1), (4, 0)):
        keep(place, many, NOON + timedelta(hours=hours))
    assert told(from_states(place, TODAY)) == (2, "")


def test_a_state_that_is_saved_again_unchanged_is_still_that_of_the_day_before(place: Path) -> None:
    for many, hours in ((1, -48), (2, -24), (2, -1), (3, 0)):
        keep(place, many, NOON + timedelta(hours=hours))
    assert told(from_states(place, TODAY)) == (2, "")


def test_a_map_first_seen_today_was_what_it_was_then(place: Path) -> None:
    keep(place, 3, NOON)
    keep(place, 4, NOON + timedelta(hours=1))
    assert told(from_states(place, TODAY)) == (3, "")


def test_a_map_begun_today_was_what_it_was_begun_with(place: Path) -> None:
    kept.keep_beginning(place, dumps(with_stages(1)))
    keep(place, 3, NOON)
    kept.keep_beginning(place, dumps(with_stages(2)))  # another map was saved over it
    assert told(from_states(place, TODAY)) == (1, "")
    assert len(kept.states(place)) == 1, "it is none that can be gone back to"


def test_where_the_morning_is_lost_it_says_since_when_it_is_known(place: Path) -> None:
    keep(place, 1, NOON - timedelta(hours=1))
    fill(place)
    assert told(from_states(place, TODAY)) == (11, "since 12:01")


def test_a_version_of_the_days_before_tells_more_than_a_part_of_today(place: Path) -> None:
    for many, days in ((1, 30), (2, 1), (3, 0)):
        day = (TODAY - timedelta(days=days)).isoformat()
        save_version(place, with_stages(many), VersionLabel(label="v", date=day))
    fill(place)
    assert told(from_states(place, TODAY)) == (2, "since 21 November")


@pytest.mark.parametrize(
    ("began", "went_on", "said"),
    [
        (-24, (), (1, "since 21 November")),
        (-24, ((-2, 1),), (1, "")),  # nothing was done between
        (-24, ((-2, 2),), (1, "since 21 November")),
        (-2, (), (1, "since 10:00")),
        (+1, (), (11, "since 12:01")),  # later than what was kept
    ],
)
def test_a_recording_tells_what_is_kept_no_more(
    place: Path, began: int, went_on: tuple[tuple[int, int], ...], said: tuple[int, str]
) -> None:
    one, two = with_stages(1), with_stages(2)
    lines = [begin_line(one, NOON + timedelta(hours=began))]
    lines += [begin_line(one if n == 1 else two, NOON + timedelta(hours=h)) for h, n in went_on]
    file_of(place).write_bytes(b"".join(lines))
    fill(place)
    assert told(from_states(place, TODAY)) == said


def test_nothing_is_known_of_a_map_that_was_never_saved_here(place: Path) -> None:
    assert from_states(place, TODAY) is None
