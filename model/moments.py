"""Moments as people say them: "today 10:32", "yesterday", "12 Nov", from ISO 8601 texts."""

from datetime import date, datetime, timedelta

from model import due


def now_text(now: datetime) -> str:
    """A moment as it stands in a record: to the second, with its distance from UTC."""
    return now.isoformat(timespec="seconds")


def said(text: str, now: datetime) -> str:
    """A day, or a day and time, as it is told at `now`; in the time of `now`'s place.

    The time is told of today and yesterday only. What is no date is told as it stands, and ""
    as "".
    """
    moment = _moment(text, now)
    day = moment.date() if moment is not None else _day(text)
    if day is None:
        return due.in_words(text, now.date())
    time = f" {moment:%H:%M}" if moment is not None else ""
    if day == now.date():
        return f"today{time}"
    if day == now.date() - timedelta(days=1):
        return f"yesterday{time}"
    year = "" if day.year == now.year else f" {day.year}"
    return f"{day.day} {due.MONTHS[day.month - 1][:3].capitalize()}{year}"


def whole(text: str, now: datetime) -> str:
    """A day and time in full: "22 Nov 2026, 10:32"."""
    moment = _moment(text, now)
    day = moment.date() if moment is not None else _day(text)
    if day is None:
        return due.in_words(text, now.date())
    time = f", {moment:%H:%M}" if moment is not None else ""
    return f"{day.day} {due.MONTHS[day.month - 1][:3].capitalize()} {day.year}{time}"


def brief(moment: datetime) -> str:
    """A moment as it may stand in a name, for good: "22 Nov, 14:28"."""
    return f"{moment.day} {due.MONTHS[moment.month - 1][:3].capitalize()}, {moment:%H:%M}"


def order(text: str) -> tuple[str, str]:
    """What sorts such texts by when they were, whatever their distance from UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text, ""
    offset = moment.utcoffset() or timedelta()
    try:
        return (moment.replace(tzinfo=None) - offset).isoformat(), text
    except OverflowError:  # in the year 1, east of Greenwich
        return text, text


def _moment(text: str, now: datetime) -> datetime | None:
    if "T" not in text and " " not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(now.tzinfo) if moment.tzinfo and now.tzinfo else moment
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if len(text) >= 10 else None
    except ValueError:
        return None
