"""The order in which the differences of two maps are told: along the journey, then the rest."""

from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from model.change import JourneyMap
from model.comparing.rows import IN_ROWS
from model.grid import is_placed
from model.records import (
    TABLES,
    Card,
    Comment,
    Conflict,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Persona,
    Record,
    Stage,
    Step,
    Vote,
)

#: A part of a path, from a stage down to what is said about a card of it. What is told of a
#: thing itself (1) comes before the things in it (2).
_Part: TypeAlias = tuple[int, int, str, str]
_Path: TypeAlias = tuple[_Part, ...]

_TABLE: Final = {table: n for n, table in enumerate(TABLES.values())}
#: What is told right after the thing that it is about.
_ABOUT: Final[dict[type[Record], tuple[str, ...]]] = {
    Feeling: ("card_id", "step_id"),
    Link: ("source_id", "target_id"),
    Vote: ("card_id",),
    Comment: ("about_id",),
    Conflict: ("about_id",),
}


class About(Protocol):
    """What is put in order."""

    @property
    def id(self) -> str:
        """The id of a record."""

    @property
    def there(self) -> Record:
        """That record, as it is or was."""


T = TypeVar("T", bound=About)


def _nowhere(_: Record) -> int:
    return -1


def in_journey_order(
    old: JourneyMap, new: JourneyMap, items: Iterable[T], at: Callable[[Record], int] = _nowhere
) -> list[T]:
    """The map, its stages with all that stands in them, the parking lot, and then kind by kind.

    Cards come by lane and then in their sequence; feelings, links, votes and comments after
    what they are about. What is gone stands where it stood. `at` tells places in rows
    whose keys changed (`model.comparing.rows.Rows.at`).
    """
    waiting = list(items)
    paths = _Paths(old, new, at) if len(waiting) > 1 else None
    return sorted(waiting, key=lambda item: paths.of(item.there)) if paths else waiting


class _Paths:
    def __init__(self, old: JourneyMap, new: JourneyMap, at: Callable[[Record], int]) -> None:
        self._old, self._new, self._at = old, new, at
        self._found: dict[str, _Path] = {}
        self._stages = self._ranks(Stage)
        self._lanes = self._ranks(Lane)
        self._personas = self._ranks(Persona)

    def of(self, record: Record) -> _Path:
        """Where the record is told."""
        path = self._found.get(record.id)
        if path is None:
            self._found[record.id] = ()  # for what is about itself, through others perhaps
            path = self._found[record.id] = self._path(record)
        return path

    def _path(self, record: Record) -> _Path:
        match record:
            case MapInfo():
                return ((0, 0, "", ""),)
            case Stage():
                return (self._stage(record.id),)
            case Step():
                return self._step(record)
            case Card() if self._is_placed(record):
                step = self._there(record.step_id)
                assert step is not None, "a card stands in a step and a lane, or is parked"
                lane = (2, self._lanes[record.lane_id], "", "")
                return (*self.of(step), lane, self._in_row(record))
        for name in _ABOUT.get(type(record), ()):
            host = self._there(getattr(record, name))
            if host is not None and (path := self.of(host)):
                return (*path, (1, _TABLE[type(record)], "", ""), self._among(record))
        table = _TABLE.get(type(record), len(_TABLE))
        return ((2, table, "", ""), self._among(record))

    def _stage(self, stage_id: str) -> _Part:
        known = self._stages.get(stage_id)
        return (1, len(self._stages), stage_id, "") if known is None else (1, known, "", "")

    def _step(self, step: Step) -> _Path:
        return (self._stage(step.stage_id), (2, self._at(step), step.order, step.id))

    def _among(self, record: Record) -> _Part:
        if isinstance(record, Feeling):
            return (0, self._personas.get(record.persona_id, -1), "", record.id)
        return self._in_row(record)

    def _in_row(self, record: Any) -> _Part:
        order = getattr(record, "order", "") if type(record) in IN_ROWS else ""
        return (self._at(record), 0, order, record.id)

    def _there(self, record_id: str) -> Record | None:
        return self._new.records.get(record_id) or self._old.records.get(record_id)

    def _is_placed(self, card: Card) -> bool:
        return is_placed(self._new if card.id in self._new else self._old, card)

    def _ranks(self, kind: type[Record]) -> dict[str, int]:
        records = {r.id: r for of in (self._old, self._new) for r in of.all(kind)}
        return {r.id: n for n, r in enumerate(sorted(records.values(), key=self._in_row))}
