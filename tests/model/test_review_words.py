"""An action of a review as it is typed: its words, whose it is, and until when."""

from datetime import date

import pytest

from model.change import JourneyMap, apply
from model.records import Person, create
from model.review_words import asked, understood
from tests.sample import sample

TODAY = date(2026, 11, 22)


def team() -> JourneyMap:
    lena = create(Person, id="person_lena", name="Lena Ott")
    return apply({lena.id: (None, lena)}, sample())


@pytest.mark.parametrize(
    ("typed", "title", "owner", "day"),
    [
        ("Watch the queue @lena 15.12.", "Watch the queue", "Lena Ott", "2026-12-15"),
        ("Watch the queue 15.12. @lena", "Watch the queue", "Lena Ott", "2026-12-15"),
        ("Watch the queue @Lena Ott", "Watch the queue", "Lena Ott", ""),
        ("Watch the queue by friday", "Watch the queue", "", "2026-11-27"),
        ("Watch the queue in two weeks", "Watch the queue", "", "2026-12-06"),
        ("Watch the queue 15 Dec", "Watch the queue", "", "2026-12-15"),
        ("Ask @lena about the queue", "Ask @lena about the queue", "", ""),
        ("Call @nobody 15.12.", "Call @nobody", "", "2026-12-15"),
        ("Move to version 2", "Move to version 2", "", ""),
        ("Plan the year 2027", "Plan the year 2027", "", ""),
        ("Answer all calls within two weeks", "Answer all calls within two weeks", "", ""),
        ("Ask what riders may", "Ask what riders may", "", ""),
        ("Do it now", "Do it now", "", ""),
        ("friday", "friday", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_name_and_a_day_at_the_end_are_no_words_of_the_title(
    typed: str, title: str, owner: str, day: str
) -> None:
    found = asked(team(), typed, TODAY)
    assert (found.title, found.owner, found.due) == (title, owner, day)


def test_what_was_understood_is_said_and_whom_nobody_knows() -> None:
    def said(typed: str) -> str:
        return understood(asked(team(), typed, TODAY), TODAY)

    assert said("Watch the queue @lena 15.12.") == "For Lena Ott, by Tue 15 Dec"
    assert said("Call @nobody tomorrow") == "Nobody is called @nobody here, by Mon 23 Nov"
    assert said("Watch it 10.11.") == "By 10 Nov 2027, Tue 10 Nov is past"
    assert said("Watch the queue") == ""
