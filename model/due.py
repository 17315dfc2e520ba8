"""Days as people say them: "friday", "4.12.", "in 2 weeks", and how a day is said back.

What can be read in two ways ("4/5" is May here and April there) is refused with a sentence,
never guessed. A day without a year is the next one.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
#: "in 2 weeks", "two weeks", "+2w", "2 weeks from now"; far enough for any plan.
_SPAN = re.compile(
    r"(?:in |\+ ?)?(?P<n>\d{1,3}|[a-z]+) ?(?P<unit>days?|weeks?|months?|years?|[dwmy])"
    r"(?: from now| from today)?"
)
#: Four digits below are no year: "1400" is a time of day.
_FIRST = 1900
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DOTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4}|\d{2})?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|\.)? )?([a-z]+)\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?"
                    r"(?:,? (\d{4}))?")  # fmt: skip
_NEXT = re.compile(r"(?:(this|next) )?([a-z]+)")
_WITH_WEEKDAY = re.compile(r"([a-z]+)\.?,? (\S.*)")
_BEFORE = re.compile(r"^(?:by|on|until|till|before|due)(?: |$)")


class NotADay(ValueError):
    """What was typed is no day; the sentence is for the user."""


def parse(typed: str, today: date) -> str:
    """The day that is meant, as ISO text ("2026-12-04"; "2026-12" for a month); "" for none.

    Raises:
        NotADay: it is no day, or could be two.
    """
    text = _plain(typed)
    if not text:
        return ""
    try:
        for read in (_iso, _relative, _span, _weekday, *_DATES, _weekday_and_date):
            found = read(text, today)
            if found is not None:
                return found if isinstance(found, str) else found.isoformat()
    except (ValueError, OverflowError) as error:
        if isinstance(error, NotADay):
            raise
        raise NotADay(f"There is no such day as “{typed.strip()}”.") from error
    raise NotADay(f"“{typed.strip()}” is no day: try “friday”, “4.12.” or “in 2 weeks”.")


def gone_by(typed: str, today: date) -> str:
    """The day of this year in words, where it is past and that of next year is meant; else ""."""
    try:
        meant = parse(typed, today)
        first = parse(typed, date(today.year, 1, 1))  # the same day of any year, if none is given
    except NotADay:
        return ""
    is_next = meant[:4] == f"{today.year + 1}" and first[:4] == f"{today.year}"
    return in_words(first, today) if is_next and meant[4:] == first[4:] else ""


def last_day(day: str) -> date | None:
    """The last day of an ISO text of any precision; None for "" and for what is no date."""
    try:
        year, *rest = (int(part) for part in day.split("-"))
        month = rest[0] if rest else 12
        return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None


def past(day: str, today: date) -> str:
    """An ISO text as people read it if all of it is before today; "" otherwise."""
    last = last_day(day)
    return in_words(day, today) if last is not None and last < today else ""


def in_words(day: str, today: date) -> str:
    """An ISO text as people read it: "Fri 4 Dec", "4 Dec 2027", "Dec 2026", "2027", "" for ""."""
    try:
        year, *rest = (int(part) for part in day.split("-"))
        if not rest:
            return f"{year}"
        month = MONTHS[rest[0] - 1][:3].capitalize()
        if len(rest) == 1:
            return f"{month} {year}"
        there = date(year, rest[0], rest[1])
    except (ValueError, IndexError):
        return day
    if year != today.year:
        return f"{there.day} {month} {year}"
    return f"{WEEKDAYS[there.weekday()][:3].capitalize()} {there.day} {month}"


def _plain(typed: str) -> str:
    """Small letters, Western digits, single spaces."""
    text = "".join(
        str(unicodedata.digit(c)) if c.isdecimal() else c
        for c in unicodedata.normalize("NFKC", typed)
    )
    words = " ".join(text.casefold().replace("\u2212", "-").split())
    return _BEFORE.sub("", words)


def _iso(text: str, today: date) -> str | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year < _FIRST:
        raise ValueError("a time of day, or a slip")
    date(year, month or 1, day or 1)
    return "-".join(
        [f"{year:04}", *([f"{month:02}"] if month else []), *([f"{day:02}"] if day else [])]
    )


def _relative(text: str, today: date) -> date | None:
    month_end = monthrange(today.year, today.month)[1]
    to_friday = (4 - today.weekday()) % 7
    known = {
        "today": today,
        "now": today,
        "tomorrow": today + timedelta(days=1),
        "day after tomorrow": today + timedelta(days=2),
        "the day after tomorrow": today + timedelta(days=2),
        "next week": today + timedelta(days=7),
        "next month": _months_on(today, 1),
        "next year": _months_on(today, 12),
        "end of week": today + timedelta(days=to_friday),
        "end of month": today.replace(day=month_end),
        "end of next month": _end_of_month(_months_on(today, 1)),
        "end of year": date(today.year, 12, 31),
    }
    return known.get(text.replace("the ", "") if text.startswith("end") else text)


def _span(text: str, today: date) -> date | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    number = _NUMBERS.get(match["n"]) if not match["n"].isdecimal() else int(match["n"])
    if number is None:
        return None
    unit = _UNITS.get(match["unit"], match["unit"].removesuffix("s"))
    if unit in ("day", "week"):
        return today + timedelta(days=number * (7 if unit == "week" else 1))
    return _months_on(today, number * (12 if unit == "year" else 1))


def _weekday(text: str, today: date) -> date | None:
    match = _NEXT.fullmatch(text)
    named = _named(match[2], WEEKDAYS) if match else None
    if match is None or named is None:
        return None
    days = (named - today.weekday()) % 7 or 7
    if match[1] == "next" and today.weekday() + days < 7:
        days += 7  # the one of next week, not that of this one
    return today + timedelta(days=days)


def _in_dots(text: str, today: date) -> date | None:
    match = _DOTS.fullmatch(text)
    return _day(int(match[1]), int(match[2]), match[3], today) if match else None


def _in_slashes(text: str, today: date) -> date | None:
    match = _SLASHES.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if first <= 12 and second <= 12 and first != second:
        months = (MONTHS[first - 1].capitalize(), MONTHS[second - 1].capitalize())
        either = f"{first} {months[1]} or {second} {months[0]}"
        raise NotADay(f"“{text}” could be {either}: write it so.")
    day, month = (second, first) if second > 12 else (first, second)
    return _day(day, month, match[3], today)


def _in_words(text: str, today: date) -> str | date | None:
    match = _NAMED.fullmatch(text)
    month = _named(match[2], MONTHS) if match else None
    if match is None or month is None or (match[1] and match[3]):
        return None
    day = match[1] or match[3]
    if day:
        return _day(int(day), month + 1, match[4], today)
    year = int(match[4]) if match[4] else today.year + (month + 1 < today.month)
    return f"{year:04}-{month + 1:02}"


_DATES = (_in_dots, _in_slashes, _in_words)


def _weekday_and_date(text: str, today: date) -> date | None:
    """A day as `in_words` says it, "fri 4 dec": the next one, or the one that was this year."""
    match = _WITH_WEEKDAY.fullmatch(text)
    named = _named(match[1], WEEKDAYS) if match else None
    if match is None or named is None:
        return None
    found = [
        day
        for since in (today, today.replace(month=1, day=1))
        for read in _DATES
        if isinstance(day := read(match[2], since), date)
    ]
    if not found:
        return None
    for day in found:
        if day.weekday() == named:
            return day
    said = f"{found[0].day} {MONTHS[found[0].month - 1].capitalize()} {found[0].year}"
    is_one = WEEKDAYS[found[0].weekday()].capitalize()
    raise NotADay(f"{said} is a {is_one}, no {WEEKDAYS[named].capitalize()}: leave one away.")


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Which of the names a word begins; three letters are enough."""
    if len(word) < 3:
        return None
    return next((i for i, name in enumerate(names) if name.startswith(word)), None)


def _day(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for ahead in range(9):  # 29 February comes again within eight years
        try:
            found = date(today.year + ahead, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError("there is no such day")


def _months_on(start: date, months: int) -> date:
    number = start.year * 12 + start.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _end_of_month(of: date) -> date:
    return of.replace(day=monthrange(of.year, of.month)[1])
