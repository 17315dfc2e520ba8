"""Set any field of any record; the one edit behind every panel and inline editor."""

from collections.abc import Mapping
from typing import Any

from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, with_fields
from model.edits.guard import fitting, is_shaping


def set_fields(to: JourneyMap, record_id: str, **fields: Any) -> Change:
    """One record's fields changed. An id that stands twice in a tuple is kept once.

    Raises:
        EditError: the record is gone, a value is of the wrong type or out of range, or the
            map would not hold together (a reference to nothing, a cell without a lane...).
    """
    return set_many(to, {record_id: fields})


def set_many(to: JourneyMap, values: Mapping[str, Mapping[str, Any]]) -> Change:
    """Fields of several records changed, `{id: {field: value}}`.

    Raises:
        EditError: as `set_fields`.
    """
    after = []
    shaping = False
    for record_id, fields in values.items():
        record = to.records.get(record_id)
        if record is None:
            raise EditError("What you are editing is not on the map any more.")
        if fields.get("id", record_id) != record_id:
            raise EditError("The id of a record stays as it is.")
        after.append(with_fields(record, **fields))
        shaping = shaping or is_shaping(type(record), fields)
    change = changing(to, *after)
    return fitting(to, change) if shaping else change
