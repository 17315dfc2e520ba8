"""What the two maps of a report are called, on a page and on a poster."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from model.change import JourneyMap
from model.due import in_words
from model.files.naming import bare_name
from model.files.version_list import named


class Side(NamedTuple):
    """One of the two maps of a report.

    Attributes:
        name: what it is called: "October review", "now".
        day: which state of it that is, as an ISO day; "" if that is not known or of no interest.
        is_version: whether it is a version that was saved under this name, not what is worked on.
    """

    name: str
    day: str = ""
    is_version: bool = False

    @property
    def told(self) -> str:
        """With its day: "now (22 Nov 2026)". With the year: a report may lie for long."""
        return f"{self.name} ({in_words(self.day, date.min)})" if self.day else self.name


def sides(
    old: tuple[str, JourneyMap], new: tuple[str, JourneyMap], today: date
) -> tuple[Side, Side]:
    """What two maps are called by the names of their files, and by what stands in them.

    A file in a folder of versions is called what the version is. The map that is worked on has
    the name of its file: what it says of a version is which one it came from. Beside a version
    it is as it is today.
    """
    first, second = _side(*old), _side(*new)
    if first.is_version != second.is_version:
        first, second = (
            side if side.is_version else side._replace(day=today.isoformat())
            for side in (first, second)
        )
    return first, second


def _side(file: str, journey: JourneyMap) -> Side:
    path = Path(file).absolute()
    if path.parent.name.endswith(".versions"):
        label = journey.info.version
        return Side(named(label, path), label.date, is_version=True)
    return Side(bare_name(path) or file)
