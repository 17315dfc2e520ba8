"""What is said about an earlier state of a map: when it was saved, and what changed since."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from model.change import Change, JourneyMap, diff
from model.records import Card

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def when(time: datetime, today: date, *, seconds: bool = False) -> str:
    """A moment as people say it: "Today 14:02", "Yesterday 9:15", "12 November 16:40"."""
    local = time.astimezone()
    day = local.date()
    clock = f"{local.hour}:{local:%M:%S}" if seconds else f"{local.hour}:{local:%M}"
    if day == today:
        return f"Today {clock}"
    if day == today - timedelta(days=1):
        return f"Yesterday {clock}"
    return f"{on(day, today)} {clock}"


def on(day: date, today: date) -> str:
    """A day with the year only where it is another one: "12 November", "3 May 2024"."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def whens(times: Sequence[datetime], today: date) -> list[str]:
    """As `when`, with seconds where two of them would read the same."""
    short = [when(time, today) for time in times]
    return [
        when(time, today, seconds=short.count(words) > 1)
        for time, words in zip(times, short, strict=True)
    ]


def in_a_name(time: datetime, today: date) -> str:
    """A moment fit for the name of a file: "12 November 16.40"."""
    local = time.astimezone()
    return f"{on(local.date(), today)} {local.hour}.{local:%M}"


def since(then: JourneyMap, now: JourneyMap) -> str:
    """What became of the map since, in one short line."""
    return in_words(diff(then, now))


def in_words(change: Change) -> str:
    """As `since`, of what changed since."""
    if not change:
        return "As the map is now"
    cards = [pair for pair in change.values() if any(type(r) is Card for r in pair)]
    counts = (
        (sum(before is None for before, _ in cards), "added"),
        (sum(after is None for _, after in cards), "removed"),
        (sum(None not in pair for pair in cards), "changed"),
    )
    parts: list[str] = []
    for n, what in counts:
        if n:
            sort = "" if parts else "card " if n == 1 else "cards "
            parts.append(f"{n:,} {sort}{what}")
    others = len(change) - len(cards)
    if others:
        other = "" if not parts else "other "
        parts.append(f"{others:,} {other}change{'' if others == 1 else 's'}")
    return f"Since then {', '.join(parts)}" + ("" if cards else ", none in cards")
