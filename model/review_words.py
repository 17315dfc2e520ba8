"""What is typed as an action of a review: "Watch the queue @lena 15.12.", in its parts."""

import re
from datetime import date
from typing import Final, NamedTuple

from model import due
from model.change import JourneyMap
from model.edits.capturing import owner_of
from model.names import own_name
from model.records import Person

#: What a day of several words begins with, so that "version 2" and "within two weeks" stay words.
_BEGINS: Final = frozenset("by on until till before due in next this end the".split())
#: One word that can be nothing but a day; "may" and "now" can.
_ONE: Final = frozenset({*due.WEEKDAYS, "today", "tomorrow"})
_NUMERIC: Final = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
                             r"|\d{4}-\d{1,2}-\d{1,2}")  # fmt: skip
_MONTHS: Final = frozenset(month[:3] for month in due.MONTHS)
#: So many words a day has at most: "by the day after tomorrow".
_LONGEST: Final = 5


class Asked(NamedTuple):
    """An action as it was typed.

    Attributes:
        owner: the name of a person of the map; "" for nobody.
        due: ISO text of a day, or of a month; "" for none.
        typed_day: the day as it was typed.
        unknown: the name after an @ that nobody has; it stays in the title.
    """

    title: str
    owner: str = ""
    due: str = ""
    typed_day: str = ""
    unknown: str = ""


def asked(of: JourneyMap, typed: str, today: date) -> Asked:
    """The title, and whom and which day its end names, in any order.

    A name that nobody has stays in the title, and so does what could be words as well as a day.
    """
    title, owner, day, as_typed, unknown = " ".join(typed.split()), "", "", "", ""
    for _ in range(2):
        if not day:
            title, day, as_typed = _without_day(title, today)
        rest, _, name = title.rpartition(" @")
        person = of.get(owner_of(of, name), Person) if rest and name and not owner else None
        if person is not None:
            title, owner = rest.strip(), own_name(person)
    rest, _, name = title.rpartition(" @")
    if rest and name and not owner:
        unknown = name.split()[0]
    return Asked(title, owner, day, as_typed, unknown)


def understood(what: Asked, today: date) -> str:
    """What was understood besides the words: "For Lena Ott, by Tue 15 Dec"; "" for nothing."""
    parts = [f"for {what.owner}" if what.owner else ""]
    parts.append(f"nobody is called @{what.unknown} here" if what.unknown else "")
    parts.append(f"by {due.in_words(what.due, today)}" if what.due else "")
    if gone := due.gone_by(what.typed_day, today):
        parts.append(f"{gone} is past")
    said = ", ".join(filter(None, parts))
    return said[:1].upper() + said[1:]


def _without_day(text: str, today: date) -> tuple[str, str, str]:
    """The words before a day at the end, the day, and what was typed of it."""
    words = text.split()
    for at in range(max(len(words) - _LONGEST, 1), len(words)):
        tail = words[at:]
        if _reads_as_day([word.casefold() for word in tail]):
            try:
                day = due.parse(" ".join(tail), today)
            except due.NotADay:
                continue
            if day:
                return " ".join(words[:at]), day, " ".join(tail)
    return text, "", ""


def _reads_as_day(words: list[str]) -> bool:
    if len(words) == 1:
        return words[0] in _ONE or bool(_NUMERIC.fullmatch(words[0]))
    if words[0] in _BEGINS or words[0].rstrip(",") in due.WEEKDAYS:
        return True
    has_digit = any(c.isdecimal() for word in words for c in word)
    return has_digit and any(word[:3] in _MONTHS for word in words)
