"""What a review reads, as sections and lines of the list, with the signs and numbers of the map."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from model.comparing.details import where
from model.comparing.digest import Digest
from model.comparing.lines import UNCHANGED, Line
from model.comparing.minus import with_minus
from model.comparing.naming import bare
from widgets.comparing.lines import Part, Row
from widgets.comparing.shown import Both


def parts_of(told: Digest, both: Both, wanted: AbstractSet[str] | None) -> list[Part]:
    """The sections; with `wanted`, only the lines about any of these records."""
    return [
        Part(
            section.name,
            section.title,
            tuple(
                _row(line, both)
                for line in section.lines
                if wanted is None or not wanted.isdisjoint(line.ids)
            ),
            section.folded,
        )
        for section in told.sections
    ]


def _is_told(place: str, text: str) -> bool:
    """Whether a sentence names its place: “Sign up”, or a cell as "Ride ▸ Station"."""
    plain = bare(text)
    cells = (f"{place[:at]} ▸ {place[at + 2 :]}" for at in _commas(place))
    return any(named in plain for named in (f"“{place}”", *cells))


def _commas(text: str) -> Iterator[int]:
    """Where commas stand, as names may hold them too."""
    at = text.find(", ")
    while at >= 0:
        yield at
        at = text.find(", ", at + 1)


def _row(line: Line, both: Both) -> Row:
    found, marks = both.comparison, both.overlay.marks
    mark = next((mark for i in line.ids if (mark := marks.get(i))), None)
    item = next((item for i in line.ids if (item := found.by_id.get(i))), None)
    place = where(found, item) if item is not None else ""
    place = "" if _is_told(place, line.text) else place
    if mark is None or line.sign == UNCHANGED:
        return Row(with_minus(line.text), "", place, line.ids, news=line.news)
    return Row(with_minus(line.text), mark.sign, place, line.ids, line.number or None, line.news)
