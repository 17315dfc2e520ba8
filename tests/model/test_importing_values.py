"""Cells are read as the figures, days and durations that they say, or not at all."""

from collections.abc import Callable
from typing import Any

import pytest

from model import facts
from model.importing import values
from model.importing.values import NotThat
from model.records import Duration

READ: list[tuple[Callable[[str], Any], str, Any]] = [
    (values.one_to_five, "4", 4),
    (values.one_to_five, "4.0", 4),
    (values.one_to_five, "4 / 5", 4),
    (values.one_to_five, "٤", 4),
    (values.count, "12", 12),
    (values.count, "x3", 3),
    (values.count, "3×", 3),
    (values.count, "4.0", 4),
    (values.count, "1,000", 1000),
    (values.count, "12 000", 12_000),
    (values.count, "1.000.000", 1_000_000),
    (values.count, "1000000000", 1_000_000_000),
    (values.share, "40%", 0.4),
    (values.share, "7 %", 0.07),
    (values.share, "0,25", 0.25),
    (values.share, "30", 0.3),
    (values.share, "1", 1.0),
    (values.yes_no, "Ja", True),
    (values.yes_no, "✓", True),
    (values.yes_no, "falsch", False),
    (values.day, "2026-09-14", "2026-09-14"),
    (values.day, "2026-9", "2026-09"),
    (values.day, "2026", "2026"),
    (values.day, "2026-09-14T08:30:00", "2026-09-14"),
    (values.day, "14.9.2026", "2026-09-14"),
    (values.day, "14. 9. 2026", "2026-09-14"),
    (values.day, "9/14/2026", "2026-09-14"),
    (values.day, "14/9/2026", "2026-09-14"),
    (values.day, "4/4/2026", "2026-04-04"),
    (values.day, "2026年9月14日", "2026-09-14"),
    (values.duration, "5 min", Duration(typical=5)),
    (values.duration, "90", Duration(typical=90)),
    (values.duration, "2–5 Tage", Duration(low=2, high=5, unit="days")),
    (values.duration, "1,5 h", Duration(typical=1.5, unit="hours")),
    (values.duration, "1:30", Duration(typical=90)),
    (values.duration, "bis 3 Wochen", Duration(high=3, unit="weeks")),
    (values.score, "-1", ("", -1.0)),
    (values.score, "−1,5", ("", -1.5)),
    (values.score, "±0", ("", 0.0)),
    (values.score, "Anna: +2", ("Anna", 2.0)),
    (values.score, "Anna Maria -2", ("Anna Maria", -2.0)),
    (values.items, "price; long wait", ["price", "long wait"]),
    (values.items, "price, trust", ["price", "trust"]),
    (values.items, "a, b\nc", ["a, b", "c"]),
    (values.items, '"a; b"; c', ["a; b", "c"]),
]
NOT: list[tuple[Callable[[str], Any], str]] = [
    (values.one_to_five, "high"),
    (values.one_to_five, "6"),
    (values.one_to_five, "4.5"),
    (values.count, "-1"),
    (values.count, "many"),
    (values.count, "1000000001"),
    (values.count, "0.125.5"),
    (values.share, "140%"),
    (values.share, "most"),
    (values.yes_no, "perhaps"),
    (values.day, "soon"),
    (values.day, "2026-13-01"),
    (values.day, "31.2.2026"),
    (values.day, "3/4/2026"),
    (values.duration, "long"),
    (values.duration, "5 parsecs"),
    (values.score, "3"),
    (values.score, "bad"),
]


@pytest.mark.parametrize(("reader", "text", "value"), READ)
def test_a_cell_is_read_as_it_is_meant(reader: Callable[[str], Any], text: str, value: Any) -> None:
    assert reader(text) == value


@pytest.mark.parametrize(("reader", "text"), NOT)
def test_what_does_not_fit_is_not_guessed(reader: Callable[[str], Any], text: str) -> None:
    with pytest.raises(NotThat):
        reader(text)


def test_days_that_read_two_ways_are_read_as_the_others_of_their_column() -> None:
    assert values.month_first_in(["3/4/2026", "3/25/2026", ""]) is True
    assert values.month_first_in(["3/4/2026", "25/3/2026"]) is False
    assert values.month_first_in(["3/25/2026", "25/3/2026"]) is None
    assert values.day("3/4/2026", month_first=False) == "2026-04-03"
    assert values.day("3/4/2026", month_first=True) == "2026-03-04"


@pytest.mark.parametrize(
    "length",
    [
        Duration(unit="hours"),
        Duration(low=1, unit="days"),
        Duration(high=2.5, unit="years"),
        Duration(typical=3),
        Duration(low=1, typical=2, high=4, unit="weeks"),
        Duration(low=1, typical=2, unit="months"),
        Duration(typical=1e-9, high=1e14, unit="seconds"),
    ],
)
def test_a_duration_is_read_as_it_is_written(length: Duration) -> None:
    assert values.duration(facts.duration(length)) == length
