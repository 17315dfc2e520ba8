"""Due days as they are typed in a workshop, on Sunday the 22nd of November 2026."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.due import NotADay, gone_by, in_words, last_day, parse
from tests.tools import law

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", ""),
        ("  ", ""),
        ("2026-12-04", "2026-12-04"),
        ("2026-12-4", "2026-12-04"),
        ("2026-12", "2026-12"),
        ("2027", "2027"),
        ("2025-01-01", "2025-01-01"),  # whoever writes the year means it
        ("4.12.", "2026-12-04"),
        ("4.12", "2026-12-04"),
        ("4. 12.", "2026-12-04"),
        ("4.12.2027", "2027-12-04"),
        ("4.12.27", "2027-12-04"),
        ("1.3.", "2027-03-01"),  # past this year
        ("22.11.", "2026-11-22"),  # today is not past
        ("29.2.", "2028-02-29"),
        ("٤.١٢.", "2026-12-04"),
        ("13/12", "2026-12-13"),
        ("12/13", "2026-12-13"),
        ("12/12", "2026-12-12"),
        ("31/12/2026", "2026-12-31"),
        ("4 dec", "2026-12-04"),
        ("4th December", "2026-12-04"),
        ("4. December", "2026-12-04"),
        ("Dec 4", "2026-12-04"),
        ("december 4, 2027", "2027-12-04"),
        ("by 4 December", "2026-12-04"),
        ("Friday, 4 December 2026", "2026-12-04"),
        ("Fri 4.12.", "2026-12-04"),
        ("4 Dec 2027", "2027-12-04"),
        ("march", "2027-03"),
        ("December", "2026-12"),
        ("Mar 2028", "2028-03"),
        ("today", "2026-11-22"),
        ("Tomorrow", "2026-11-23"),
        ("the day after tomorrow", "2026-11-24"),
        ("friday", "2026-11-27"),
        ("FRI", "2026-11-27"),
        ("on friday", "2026-11-27"),
        ("by  tues", "2026-11-24"),
        ("sunday", "2026-11-29"),  # today is "today"
        ("in 2 weeks", "2026-12-06"),
        ("in two weeks", "2026-12-06"),
        ("two weeks from now", "2026-12-06"),
        ("+2w", "2026-12-06"),
        ("10 days", "2026-12-02"),
        ("in a week", "2026-11-29"),
        ("in 3 months", "2027-02-22"),
        ("in a year", "2027-11-22"),
        ("next week", "2026-11-29"),
        ("next month", "2026-12-22"),
        ("end of week", "2026-11-27"),
        ("end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of year", "2026-12-31"),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, day: str) -> None:
    assert parse(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("friday", date(2026, 11, 24), "2026-11-27"),
        ("next friday", date(2026, 11, 24), "2026-12-04"),
        ("this friday", date(2026, 11, 24), "2026-11-27"),
        ("next monday", date(2026, 11, 24), "2026-11-30"),
        ("friday", date(2026, 11, 27), "2026-12-04"),
        ("next friday", date(2026, 11, 27), "2026-12-04"),
        ("in a month", date(2027, 1, 31), "2027-02-28"),
        ("end of week", date(2026, 11, 27), "2026-11-27"),
    ],
)
def test_weekdays_are_counted_from_today(typed: str, today: date, day: str) -> None:
    assert parse(typed, today) == day


@pytest.mark.parametrize(
    "typed", ["soon", "ma", "31.2.2027", "32.1.", "2026-13", "13/13", "4 dec 5", "in many days",
              "99.99.", "0000", "1400", "9999 years", "in 999 years x", "²²²"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotADay, match=r"“.*”.*[.]$"):
        parse(typed, TODAY)


def test_what_could_be_two_days_is_never_guessed() -> None:
    with pytest.raises(NotADay, match="4 May or 5 April"):
        parse("4/5", TODAY)


@pytest.mark.parametrize(
    ("day", "words", "last"),
    [
        ("2026-12-04", "Fri 4 Dec", date(2026, 12, 4)),
        ("2027-12-04", "4 Dec 2027", date(2027, 12, 4)),
        ("2027-02", "Feb 2027", date(2027, 2, 28)),
        ("2027", "2027", date(2027, 12, 31)),
        ("", "", None),
        ("soon", "soon", None),
    ],
)
def test_a_day_is_said_back_and_lasts_as_long_as_it_says(
    day: str, words: str, last: date | None
) -> None:
    assert in_words(day, TODAY) == words
    assert last_day(day) == last


@law(200)
@given(st.text(max_size=20) | st.dates().map(lambda d: f"{d.day}.{d.month}.{d.year}"))
def test_anything_typed_is_a_day_or_a_sentence(typed: str) -> None:
    with suppress(NotADay):
        day = parse(typed, TODAY)
        assert not day or last_day(day) is not None


@law(100)
@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_a_day_that_was_said_is_read_as_the_same_day(day: date) -> None:
    assert parse(in_words(day.isoformat(), TODAY), TODAY) == day.isoformat()


def test_a_weekday_that_is_another_day_is_not_passed_over() -> None:
    with pytest.raises(NotADay, match=r"^5 December 2026 is a Saturday, no Friday: .*[.]$"):
        parse("Fri 5 Dec", TODAY)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10.11.", "Tue 10 Nov"), ("november 10", "Tue 10 Nov"), ("10.12.", ""), ("10.11.27", ""),
        ("2027-11-10", ""), ("in a year", ""), ("in 8 weeks", ""), ("friday", ""),
        ("soon", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_day_without_a_year_tells_that_the_one_of_this_year_is_over(
    typed: str, said: str
) -> None:
    assert gone_by(typed, TODAY) == said
