"""Values as they are typed and read: numbers, shares, dates, lists of lines.

Pure functions; what cannot be understood raises `Unfit` with one sentence for the user.
"""

import re
from datetime import date, datetime

from model.records import LARGEST_NUMBER, Duration

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class Unfit(ValueError):
    """What was typed is no such value; the message says what would be."""


def number_text(value: float | None) -> str:
    """A figure in full, with a true minus sign: "−1.8", "310"; nothing is ""."""
    if value is None:
        return ""
    text = str(int(value)) if value == int(value) else repr(value)
    return text.replace("-", "−")


def signed(score: float) -> str:
    """A score with its sign: "−1.8", "0", "+2"."""
    return f"+{number_text(score)}" if score > 0 else number_text(score)


def to_number(text: str, whole: bool = False) -> float | int | None:
    """What `number_text` wrote, also with a comma for the point; "" is None.

    Raises:
        Unfit: it is no number, a huge one, or no whole one.
    """
    plain = text.strip().replace("−", "-").replace("\u00a0", "").replace(" ", "")
    if not plain:
        return None
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d{1,16}([.,]\d*)?|[.,]\d+)", plain):
        raise Unfit("Write a number, like 3 or 2.5.")
    value = float(plain.replace(",", "."))
    if abs(value) > LARGEST_NUMBER:
        raise Unfit("Write a smaller number.")
    if not whole:
        return value
    if value != int(value):
        raise Unfit("Write a whole number.")
    return int(value)


def percent_text(share: float | None) -> str:
    """A share of 0..1 as percent: 0.62 is "62%"."""
    return "" if share is None else f"{number_text(round(share * 100, 6))}%"


def to_share(text: str) -> float | None:
    """A share of 0..1 from percent: "62", "62%".

    Raises:
        Unfit: it is no number from 0 to 100.
    """
    try:
        value = to_number(text.replace("%", ""))
    except Unfit:
        value = -1.0
    if value is None:
        return None
    if not 0 <= value <= 100:
        raise Unfit("Write a share from 0 to 100%.")
    return round(value / 100, 8)


def to_day(text: str) -> str:
    """An ISO date of any precision; 2026-9-4 and spaces are put right.

    Raises:
        Unfit: it is none, or there is no such day.
    """
    plain = text.strip()
    if not plain:
        return ""
    found = _DAY.fullmatch(plain)
    try:
        if found is None:
            raise ValueError
        parts = [int(part) for part in found.groups() if part]
        date(*[*parts, 1, 1][:3])
    except ValueError as error:
        raise Unfit("Write a date as 2026, 2026-09 or 2026-09-14.") from error
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def to_moment(text: str) -> str:
    """An ISO date with or without a time: "2026-09-14", "2026-09-14 08:30".

    Raises:
        Unfit: it is none.
    """
    plain = text.strip()
    if plain:
        try:
            datetime.fromisoformat(plain)
        except ValueError as error:
            raise Unfit("Write it as 2026-09-14 or 2026-09-14 08:30.") from error
    return plain


def to_lines(text: str) -> tuple[str, ...]:
    """Each line that says something."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def to_tags(text: str) -> tuple[str, ...]:
    """Words between commas, without # in front, each once."""
    found = (word.strip().lstrip("#").strip() for word in re.split("[,;\n]", text))
    return tuple(dict.fromkeys(word for word in found if word))


def to_duration(low: str, typical: str, high: str, unit: str) -> Duration | None:
    """A duration from its figures as typed; None where none is given.

    Raises:
        Unfit: a figure is no number, or they are not in order.
    """
    figures = [to_number(text) for text in (low, typical, high)]
    if all(figure is None for figure in figures):
        return None
    given = [figure for figure in figures if figure is not None]
    if given != sorted(given):
        raise Unfit("From least to most, please.")
    return Duration.model_validate(
        {"low": figures[0], "typical": figures[1], "high": figures[2], "unit": unit}
    )
