"""References that lead nowhere or to the wrong kind, and which id was probably meant.

A lost id that is nearly that of one record is a slip of the pen: it is told with that
record's id and left for its writer to correct, never mended by guessing.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from model.change import JourneyMap
from model.files.errors import short
from model.names import field_name as plain_name
from model.names import kind_name, name_of, with_article
from model.problems import Problem, problem
from model.records import Record
from model.references import reference_fields

#: From this likeness on (difflib's ratio, 0..1) two ids or names are taken for one.
LIKE = 0.8
#: More ids than this that begin or end alike are numbered, not misspelt.
_CROWD = 60
_SHORT_TAIL = 4


class Near:
    """The ids of a map by how they begin and end after their kind's prefix."""

    def __init__(self, of: JourneyMap) -> None:
        self._map = of
        self._index: dict[tuple[str, str], list[str]] | None = None
        self._found: dict[tuple[str, tuple[str, ...]], str] = {}

    def to(self, lost: str, kinds: tuple[str, ...]) -> str:
        """The one id of a record of `kinds` ("*": any) that is nearly `lost`; "" if none is.

        Also "" if `lost` is on the map, or several are near it.
        """
        if not lost or lost in self._map:
            return ""
        key = (lost, kinds)
        if key not in self._found:
            self._found[key] = self._search(lost, kinds)
        return self._found[key]

    def _search(self, lost: str, kinds: tuple[str, ...]) -> str:
        matcher = SequenceMatcher(b=lost, autojunk=False)
        near = []
        for candidate in self._candidates(lost):
            if kinds != ("*",) and self._map[candidate].kind_name not in kinds:
                continue
            matcher.set_seq1(candidate)
            if (
                matcher.real_quick_ratio() >= LIKE
                and matcher.quick_ratio() >= LIKE
                and matcher.ratio() >= LIKE
            ):
                near.append(candidate)
        return near[0] if len(near) == 1 else ""

    def _candidates(self, lost: str) -> set[str]:
        if self._index is None:
            self._index = {}
            for record_id in self._map.records:
                for key in _keys(record_id, 1) + _keys(record_id, 2):
                    self._index.setdefault(key, []).append(record_id)
        size = 1 if len(_tail(lost)) <= _SHORT_TAIL else 2
        found: set[str] = set()
        for key in _keys(lost, size):
            alike = self._index.get(key, ())
            if len(alike) <= _CROWD:
                found.update(alike)
        return found


def nearest_name(wanted: str, names: list[str]) -> str:
    """The name that is nearly `wanted`, whatever its case; "" if none is."""
    return _nearest(wanted[:100].casefold(), tuple(names))


@lru_cache(maxsize=512)  # whoever misspells a name does so on many cards
def _nearest(wanted: str, names: tuple[str, ...]) -> str:
    by_key = {name.casefold(): name for name in names}
    found = get_close_matches(wanted, by_key, n=1, cutoff=LIKE)
    return by_key[found[0]] if found else ""


def doubtful(of: JourneyMap, record: Record, name: str, near: Near) -> Iterator[Problem]:
    """What is wrong with the reference or references in the field `name` of `record`."""
    kinds = reference_fields(type(record))[name]
    value = getattr(record, name)
    single = isinstance(value, str)
    ids = (value,) if single else value
    for lost in dict.fromkeys(i for i in ids if i not in of):
        yield _dangling(of, record, name, lost, near)
    wrong = next((i for i in ids if i in of and not _allowed(of[i], kinds)), None)
    if wrong is not None:
        which = "The" if single else "One of the"
        found, wanted = with_article(kind_name(of[wrong])), " or ".join(map(with_article, kinds))
        message = f"{which} {plain_name(name)} of {name_of(record)} is {found}, not {wanted}."
        yield problem("wrong-kind", record, message, name, value=wrong)
    elif record.id in ids:
        message = f"{_start(record)} is among its own {plain_name(name)}."
        yield problem("self-reference", record, message, name, value=record.id)
    if len(set(ids)) < len(ids):
        message = f"{_start(record)} names one of its {plain_name(name)} twice."
        yield problem("repeated-reference", record, message, name)


def _dangling(of: JourneyMap, record: Record, name: str, lost: str, near: Near) -> Problem:
    kinds = reference_fields(type(record))[name]
    wanted = "thing" if kinds == ("*",) else " or ".join(kinds)
    meant = near.to(lost, kinds)
    message = f"The {name} '{short(lost)}' of {name_of(record)} is no {wanted} of this map" + (
        f"; did you mean '{short(meant)}'?" if meant else "."
    )
    which = "The" if isinstance(getattr(record, name), str) else "One of the"
    guess = f"; it was probably {name_of(of[meant])}." if meant else "."
    return problem(
        "dangling-reference",
        record,
        message,
        name,
        value=lost,
        fixable=not meant,
        plain=f"{which} {plain_name(name)} of {name_of(record)} is not on the map{guess}",
    )


def _allowed(record: Record, kinds: tuple[str, ...]) -> bool:
    return kinds == ("*",) or record.kind_name in kinds


def _start(record: Record) -> str:
    name = name_of(record)
    return name[0].upper() + name[1:]


def _tail(record_id: str) -> str:
    return record_id.partition("_")[2] or record_id


def _keys(record_id: str, size: int) -> list[tuple[str, str]]:
    tail = _tail(record_id)
    return [("begins", tail[:size]), ("ends", tail[-size:])]
