"""A recording's time as a line that can be played: breaks are short, nothing is lost."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from model.timeline import LONGEST, SHORTEST, Timeline
from tests.tools import law

START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def after(*gaps: float) -> Timeline:
    """Moments with these gaps between them, in s."""
    times = [START]
    for gap in gaps:
        times.append(times[-1] + timedelta(seconds=gap))
    return Timeline(times)


@law(100)
@given(st.lists(st.floats(-100, 10_000), max_size=40))
def test_moments_keep_their_order_from_the_first_to_the_last(gaps: list[float]) -> None:
    line = after(*gaps)
    positions = [line.position(index) for index in range(len(line))]
    assert len(line) == len(gaps) + 1
    assert positions[0] == 0
    assert positions[-1] == (1 if gaps else 0)
    assert all(a < b for a, b in pairwise(positions))
    for index, position in enumerate(positions):
        assert line.index_at(position) == line.nearest(position) == index


def test_a_lunch_break_takes_no_longer_than_a_long_pause() -> None:
    line = after(LONGEST, 3600)
    assert line.position(1) == 0.5


def test_what_was_done_at_once_is_still_seen_one_after_the_other() -> None:
    line = after(0, 0, -5, 2 * SHORTEST)
    assert [round(line.position(n), 2) for n in range(5)] == [0, 0.2, 0.4, 0.6, 1]


def test_between_two_moments_the_earlier_one_is_shown_and_the_nearer_one_found() -> None:
    line = after(10, 10)
    assert line.index_at(0.74) == 1
    assert (line.nearest(0.74), line.nearest(0.76)) == (1, 2)


def test_a_single_moment_is_the_beginning() -> None:
    line = after()
    assert (line.index_at(0), line.index_at(1), line.nearest(0.9)) == (0, 0, 0)
