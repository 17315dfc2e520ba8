"""What the end of a review says: what came out of it, what is left, and when the next one is."""

from datetime import date
from typing import TYPE_CHECKING

from model import due
from model.files.last_review import in_words
from model.files.version_list import listed
from model.labels import counted, quoted_text
from model.review_points import tally

if TYPE_CHECKING:
    from app.review_walk import Reviewing
    from app.window import Window


def came_out(review: "Reviewing", since: str, is_saved: bool) -> str:
    """What was decided, and what was not, and when that comes up again.

    `since` is the version that the map is compared with, "" for none; a new one `is_saved`.
    """
    total, left = len(review.points), len(review.unmarked)
    decided = tally(review.points, review.given).replace(" · ", ", ")
    first = f"{counted(total, 'change')}: {decided}." if decided else f"{counted(total, 'change')}."
    if not left:
        return first if total else "Nothing changed since the last review."
    are, them = ("is", "it") if left == 1 else ("are", "them")
    first += f"\n{left:,} {are} not marked yet"
    if is_saved:
        first += ". The next review begins after this one"
    if not since:
        return f"{first}."
    if is_saved:
        return f"{first}: to go through {them} later, compare with {quoted_text(since)} first."
    return f"{first}, and {'comes' if left == 1 else 'come'} up again in the next review."


def since_version(window: "Window") -> str:
    """The version that the map is compared with; "" for what is no version of it."""
    both, path = window.comparing.both, window.document.path
    if both is None or path is None:
        return ""
    return next((v.name for v in listed(path) if v.name == both.old_name), "")


def with_weekday(day: date) -> str:
    """ "Friday, 4 December 2026": a day without one is taken for a working day."""
    return f"{due.WEEKDAYS[day.weekday()].capitalize()}, {in_words(day)}"


def away(days: int) -> str:
    """How far off a day is that comes so many days later, at least one."""
    return "tomorrow" if days == 1 else f"in {days:,} days"
