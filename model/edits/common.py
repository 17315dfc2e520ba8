"""What every edit is made of: one Change from a few records, keys for their places.

Edits are pure functions (map, ..., ids) -> Change. They raise `EditError` with a sentence
for the user when they cannot be made, and return an empty Change when nothing changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from model.change import Change, JourneyMap, Pair
from model.order import Ordered, place, several, sort_key
from model.records import Record, create, evolve, same
from model.references import reference_fields

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Ordered)


class EditError(ValueError):
    """An edit that cannot be made; the message is for the user."""


def need(to: JourneyMap, record_id: str, record_type: type[R]) -> R:
    """The record of that id and type.

    Raises:
        EditError: it is not on the map.
    """
    record = to.get(record_id, record_type)
    if record is None:
        raise EditError(f"This {record_type.kind_name} is not on the map any more.")
    return record


def changing(to: JourneyMap, *after: Record) -> Change:
    """The change that makes the map hold these records; the last one of an id counts."""
    change: dict[str, Pair] = {}
    for record in after:
        before = to.records.get(record.id)
        if before is None or not same(before, record):
            change[record.id] = (before, record)
        else:
            change.pop(record.id, None)
    return change


def new_ids(change: Change, record_type: type[Record] = Record) -> tuple[str, ...]:
    """The ids of the records of that type that `change` adds, in the order of their making."""
    return tuple(
        record_id
        for record_id, (before, after) in change.items()
        if before is None and isinstance(after, record_type)
    )


def ordered(records: Iterable[S]) -> list[S]:
    """Siblings as they stand."""
    return sorted(records, key=sort_key)


def keys_before(
    siblings: Sequence[S], before_id: str | None, n: int = 1
) -> tuple[tuple[str, ...], list[S]]:
    """`n` keys before the sibling of that id (None or "": at the end), and re-keyed siblings.

    Raises:
        EditError: there is no such sibling.
    """
    at = len(siblings)
    if before_id:
        at = next((i for i, s in enumerate(siblings) if s.id == before_id), -1)
        if at < 0:
            raise EditError("The place to move to is not there any more.")
    keys, rekeyed = place(siblings, at, n)
    moved = [evolve(s, order=rekeyed[s.id]) for s in siblings if s.id in rekeyed]
    return keys, moved


def moved_before(siblings: Sequence[S], moving: Sequence[S], before_id: str | None) -> list[S]:
    """`moving` and re-keyed siblings, so that `moving` stand as a block before `before_id`.

    `siblings` may contain some of what moves. Nothing is returned when all stand so already.

    Raises:
        EditError: there is no such sibling.
    """
    ids = {record.id for record in moving}
    now: list[S] = ordered(siblings)
    rest: list[S] = [record for record in now if record.id not in ids]
    if before_id in ids:  # before one of its own: where the next that stays is
        own = next((i for i, record in enumerate(now) if record.id == before_id), len(now))
        before_id = next((record.id for record in now[own:] if record.id not in ids), None)
    keys, rekeyed = keys_before(rest, before_id, len(moving))
    at = next((i for i, record in enumerate(rest) if record.id == before_id), len(rest))
    wanted = [*rest[:at], *moving, *rest[at:]]
    if [record.id for record in wanted] == [record.id for record in now]:
        return []
    if rekeyed and any(record.order == key for record, key in zip(moving, keys, strict=True)):
        # Those that move get keys that they had not, or the others would seem to have moved.
        followed = {record.id: record.order for record in (*rest, *rekeyed)}
        keys = several(keys[-1], followed.get(before_id or "", ""), len(moving))
    placed = [evolve(record, order=key) for record, key in zip(moving, keys, strict=True)]
    return [*rekeyed, *placed]


def made(record_type: type[R], **fields: Any) -> R:
    """A new record.

    Raises:
        EditError: a field is of the wrong type, out of range or unknown.
    """
    try:
        new: R = create(record_type, **_tidied(record_type, fields))
    except ValidationError as error:
        raise EditError(_sentence(error)) from error
    return new


def with_fields(record: R, **fields: Any) -> R:
    """`record` with `fields` changed.

    Raises:
        EditError: a field is of the wrong type, out of range or unknown.
    """
    try:
        new: R = evolve(record, **_tidied(type(record), fields))
    except ValidationError as error:
        raise EditError(_sentence(error)) from error
    return new


def _tidied(record_type: type[Record], fields: Mapping[str, Any]) -> dict[str, Any]:
    """`fields`, all of them known, with each id once in every tuple of ids."""
    tidied = dict(fields)
    for name, value in fields.items():
        if name not in record_type.model_fields:
            raise EditError(f"A {record_type.kind_name} has no field called {name!r}.")
        if isinstance(value, (tuple, list)) and name in reference_fields(record_type):
            tidied[name] = tuple(dict.fromkeys(value))
    return tidied


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = " ".join(str(part) for part in first["loc"][:1]).replace("_", " ") or "this"
    return f"{field.capitalize()}: {first['msg'][0].lower()}{first['msg'][1:]}."
