"""The order in which the differences of two maps are told: along the journey, then the rest."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from model import grid, order
from model.change import JourneyMap
from model.records import TABLES, Card, Feeling, Link, Record


class About(Protocol):
    """What is put in order."""

    @property
    def id(self) -> str:
        """The id of a record."""

    @property
    def there(self) -> Record:
        """That record, as it is or was."""


T = TypeVar("T", bound=About)


def in_journey_order(old: JourneyMap, new: JourneyMap, items: Iterable[T]) -> list[T]:
    """The map, its stages with all that stands in them, lanes, and then kind by kind.

    What is gone stands where it stood.
    """
    ranks: dict[str, int] = {}
    for of in (new, old):
        for stage in grid.stages(of):
            ranks.setdefault(stage.id, len(ranks))
            for step in grid.steps_of(of, stage.id):
                ranks.setdefault(step.id, len(ranks))
    tables = {table.kind_name: n for n, table in enumerate(TABLES.values())}

    def column(record: Record) -> int | None:
        match record:
            case Card() if record.step_id:
                return ranks.get(record.step_id)
            case Feeling():
                at = new.records.get(record.card_id) or old.records.get(record.card_id)
                return column(at) if at is not None else ranks.get(record.step_id)
            case Link():
                ends = (record.source_id, record.target_id)
                cards = (new.records.get(i) or old.records.get(i) for i in ends)
                return next((column(card) for card in cards if card is not None), None)
            case _:
                return ranks.get(record.id)

    def key(item: T) -> tuple[int, int, int, tuple[str, str]]:
        record = item.there
        table = tables.get(record.kind_name, -1 if item.id == "map" else len(tables))
        at = column(record)
        rank = order.sort_key(record) if hasattr(record, "order") else ("", item.id)
        if item.id == "map":
            return 0, 0, table, rank
        return (1, at, table, rank) if at is not None else (2, table, 0, rank)

    return sorted(items, key=key)
