"""What `touchline check --fix` did, one line for each record, with what was there before."""

from collections.abc import Iterator

from model.change import Change
from model.files.errors import short
from model.names import name_of
from model.records import Record, same


def mended(change: Change) -> Iterator[str]:
    """Each record that `change` edits, adds or removes, in words; sorted by id."""
    for record_id, (before, after) in sorted(change.items()):
        if before is None and after is not None:
            yield f"added {name_of(after)} ({short(record_id, 60)})"
        elif before is not None and after is None:
            yield f"removed {name_of(before)} ({short(record_id, 60)}): it was {_all(before)}"
        elif before is not None and after is not None:
            yield f"{name_of(before)} ({short(record_id, 60)}): {_fields(before, after)}"


def _fields(before: Record, after: Record) -> str:
    old, new = _values(before), _values(after)
    return "; ".join(
        f"{name} was {_shown(old.get(name))}, is now {_shown(new.get(name))}"
        for name in dict.fromkeys((*old, *new))
        if not same(old.get(name), new.get(name))
    )


def _values(record: Record) -> dict[str, object]:
    return {**record.__dict__, **(record.__pydantic_extra__ or {})}


def _all(record: Record) -> str:
    written = {name: getattr(record, name) for name in sorted(record.model_fields_set)}
    shown = (f"{k} {_shown(v)}" for k, v in written.items() if k != "id" and v not in ("", ()))
    return ", ".join(shown) or "empty"


def _shown(value: object) -> str:
    if value in ("", (), None):
        return "empty"
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return short(repr(value), 120)
