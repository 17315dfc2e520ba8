"""The small map of tests as it was, and as some edits left it, compared."""

from typing import Any

from model.change import JourneyMap
from model.compare import Comparison, compare
from model.records import Record, create, evolve
from tests.sample import sample


def changed(of: JourneyMap | None = None, /, *new: Record, **fields: Any) -> Comparison:
    """`of` (the sample map) compared with itself, with `new` records and other `fields` by id.

    changed(card_offers={"title": "..."}, card_chat=None) gives one another title and takes
    one out.
    """
    old = of if of is not None else sample()
    records = dict(old.records)
    for record_id, values in fields.items():
        if values is None:
            del records[record_id]
        else:
            records[record_id] = evolve(records[record_id], **values)
    records.update((record.id, record) for record in new)
    return compare(old, JourneyMap(records))


def made(record_type: type[Record], record_id: str, **fields: Any) -> Any:
    """A new record."""
    return create(record_type, id=record_id, **fields)
