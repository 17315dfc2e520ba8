"""A moment as it stands in a name, which is read on other days too."""

from datetime import datetime

from model.moments import brief


def test_a_moment_in_a_name_is_told_by_its_day_and_time() -> None:
    assert brief(datetime(2026, 11, 2, 9, 5)) == "2 Nov, 09:05"
