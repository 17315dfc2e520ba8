"""What stands in one cell, read: figures, days, durations, names. Nothing is guessed silently.

Each reader takes the words of a cell (never empty, without spaces around) and returns a value,
or raises `NotThat` with what was expected there ("a number from 1 to 5").
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Any

from model.importing.words import meaning
from model.records import Duration

_NUMBER = r"[+\-−]?\d+(?:[.,]\d+)?(?:e[+-]\d+)?"
_FIVE = re.compile(r"(\d)(?:[.,]0+)?(?:\s*/\s*5)?")
_COUNT = re.compile(r"(?:[x×]\s*)?(\d{1,10})(?:[.,]0{1,2})?(?:\s*[x×])?")
_THOUSANDS = re.compile(r"(?<=\d)[.,'’\s](?=\d{3}(?!\d))")
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%?)")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_FIRST_YEAR = re.compile(r"(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?")
_SCORE = re.compile(rf"(?:(?P<name>.*\S)\s*[:=]\s*|(?P<who>.*\D)\s+)?(?P<score>{_NUMBER}|±0)", re.S)
_TIME = re.compile(
    rf"(?:(?P<low>{_NUMBER})\s*(?:to|bis|-|–|—|à|a|…)\s*(?P<high>{_NUMBER})"
    rf"|(?P<bound>from|up to|ab|bis)?\s*(?P<one>{_NUMBER}))?"
    rf"\s*(?P<unit>[^\d\s,.:;]+)?\.?(?:,\s*typically\s+(?P<typical>{_NUMBER}))?"
)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")
#: What may not stand in a name without quotes, where several names are in one cell.
_SEPARATES = re.compile(r'[;,\r\n"]|^\s|\s$')

#: More of anything is no count that a map can hold.
_MOST = 1_000_000_000
#: A cell longer than this holds no list of things, in characters.
_LONGEST_LIST = 100_000


class NotThat(ValueError):
    """The words are not of the kind that the column wants; the message says which that is."""


def one_to_five(text: str) -> int:
    """A number from 1 to 5; "4/5" and "4.0" are fine."""
    found = _FIVE.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= 5:
        raise NotThat("a number from 1 to 5")
    return int(found[1])


def count(text: str) -> int:
    """How many: "3", "x3", "3x", "1,200"."""
    found = _COUNT.fullmatch(_THOUSANDS.sub("", text))
    if found is None or int(found[1]) > _MOST:
        raise NotThat("a whole number")
    return int(found[1])


def share(text: str) -> float:
    """A share of 0..1: "40%", "0.4"; figures above 1 are percent."""
    found = _SHARE.fullmatch(text)
    figure = number(found[1]) if found else -1.0
    if found and (found[2] or figure > 1):
        # As a decimal fraction, so that 7% is 0.07 and not 0.07000000000000001.
        figure = float(f"{found[1].replace(',', '.')}e-2")
    if not 0 <= figure <= 1:
        raise NotThat("a share from 0% to 100%")
    return figure


def yes_no(text: str) -> bool:
    """Whether it is so: "yes", "x", "ja"... or "no", "nein"..."""
    said = meaning("yes_no", text) or ("yes" if text in ("✓", "✔", "☑") else "")
    if not said:
        raise NotThat("yes or no")
    return said == "yes"


def word(subject: str, text: str) -> str:
    """The one of a few known words that is meant."""
    found = meaning(subject, text)
    if not found:
        raise NotThat(f"one of the known words for {subject.replace('_', ' ')}")
    return found


def day(text: str, month_first: bool | None = None) -> str:
    """A day as ISO 8601, from "2026-09-14", "14.9.2026", "9/14/2026"; months and years too.

    `month_first` tells what "3/4/2026" is, where the figures do not.
    """
    parts: tuple[str, ...] = ()
    if found := _ISO.fullmatch(text) or _FIRST_YEAR.fullmatch(text):
        parts = tuple(part for part in found.groups() if part)
    elif found := _DOTS.fullmatch(text):
        parts = (found[3], found[2], found[1])
    elif found := _SLASHES.fullmatch(text):
        if int(found[1]) > 12:
            month_first = False
        elif int(found[2]) > 12 or found[1] == found[2]:
            month_first = True
        if month_first is None:
            raise NotThat("a day that reads one way only, such as 2026-09-14")
        month, of_month = (found[1], found[2]) if month_first else (found[2], found[1])
        parts = (found[3], month, of_month)
    try:
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except (ValueError, TypeError) as error:
        raise NotThat("a day, such as 2026-09-14") from error
    if not parts:
        raise NotThat("a day, such as 2026-09-14")
    return "-".join(part.zfill(2) for part in parts)


def month_first_in(texts: Iterable[str]) -> bool | None:
    """Whether the days of a column have the month in front; None if none of them tells."""
    says: set[bool] = set()
    for text in texts:
        found = _SLASHES.fullmatch(text.strip())
        if found and (int(found[1]) > 12) != (int(found[2]) > 12):
            says.add(int(found[2]) > 12)
    return says.pop() if len(says) == 1 else None


def duration(text: str) -> Duration:
    """How long: "5 min", "2-5 hours", "2 to 5 days, typically 3", "1:30"; else minutes."""
    if clock := _CLOCK.fullmatch(text):
        minutes = int(clock[1]) * 60 + int(clock[2]) + int(clock[3] or 0) / 60
        return Duration(typical=round(minutes, 2), unit="minutes")
    found = _TIME.fullmatch(text)
    unit = meaning("unit", found["unit"]) if found and found["unit"] else "minutes"
    if found is None or not unit or not any(found.groups()):
        raise NotThat("a duration, such as 5 minutes or 2-3 days")
    figures: dict[str, Any] = {"unit": unit}
    if found["low"]:
        figures |= {"low": number(found["low"]), "high": number(found["high"])}
    elif found["one"]:
        bound = {"from": "low", "ab": "low", "up to": "high", "bis": "high"}
        figures[bound.get(found["bound"] or "", "typical")] = number(found["one"])
    if found["typical"]:
        figures["typical"] = number(found["typical"])
    return Duration(**figures)


def score(text: str) -> tuple[str, float]:
    """Whose and how it feels, -2..+2: "-1", "Anna: +2"; no name where none is said."""
    found = _SCORE.fullmatch(text)
    figure = 9.0 if found is None else number(found["score"].removeprefix("±"))
    if found is None or not -2 <= figure <= 2:
        raise NotThat("a score from -2 to +2")
    return (found["name"] or found["who"] or "").strip(), figure


def number(text: str) -> float:
    """A figure with a point or a comma, and any minus."""
    return float(text.replace(",", ".").replace("−", "-"))


def items(text: str) -> list[str]:
    """Several things in one cell, between semicolons or on lines, else between commas.

    What has such a character in it stands in double quotes.
    """
    if len(text) > _LONGEST_LIST or not _SEPARATES.search(text):
        return [text]
    separator = ";" if ";" in text or "\n" in text or "\r" in text else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    found = [item for row in rows for item in row]
    return [item if '"' in text else item.strip() for item in found if item.strip()]


def joined(parts: Sequence[str]) -> str:
    """Several things as `items` reads them; blank ones are left out."""
    return "; ".join(
        '"' + part.replace('"', '""') + '"' if _SEPARATES.search(part) else part
        for part in parts
        if part.strip()
    )
