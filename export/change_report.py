"""A comparison as a file for people: the change poster, a page, or text; and what to call its maps.

The window and the command line write the same.
"""

from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from model.change import JourneyMap
from model.compare import Comparison
from model.due import in_words
from model.files.atomic import replace_bytes
from model.files.version_list import named
from model.files.versions import SUFFIX
from model.records import VersionLabel

#: Ending of a file -> what is written into it.
FORMATS: Final = {".pdf": "pdf", ".html": "html", ".htm": "html", ".txt": "text"}


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
    bare = path.name.removesuffix(SUFFIX) or file
    if path.parent.name.endswith(".versions"):
        label = journey.info.version
        return Side(named(label, path), label.date, is_version=True)
    return Side(bare)


def write_report(
    c: Comparison, out: Path, old: Side, new: Side, today: date, paper: str | None = None
) -> None:
    """Write what changed, as the ending of `out` says, whole or not at all.

    `paper` is for the poster, as `export.change_poster` has it.

    Raises:
        ValueError: it has another ending, or the map does not fit on the paper.
        SaveError: the file cannot be written; the old one then stands.
    """
    form = FORMATS.get(out.suffix.lower())
    if form is None:
        raise ValueError(f"a report ends in {' or '.join(FORMATS)}")
    if form == "pdf":
        from export.change_poster import change_poster

        version = None if new.is_version else VersionLabel(date=new.day)
        change_poster(c, out, (old.told, new.told), today, paper, version=version)
        return
    from model.comparing.digest import digest

    found = digest(c, today)
    if form == "html":
        from export.change_html import change_html

        text = change_html(c, found, old.told, new.told, today)
    else:
        from export.change_text import change_text

        text = change_text(c, found, old.told, new.told)
    replace_bytes(out, text.encode())
