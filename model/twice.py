"""What stood twice in a file: reading keeps the second one beside the first, under "NAME~2".

Of a field it is told and brought together with the first; a record gets an id of its own.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from model.change import Change, JourneyMap, diff
from model.files.errors import LoadProblem, short
from model.ids import derived_id
from model.joining import words_of
from model.names import field_name, name_of
from model.problems import Problem, problem
from model.records import TABLES, Asset, Feeling, Record, evolve
from model.references import rewritten

_SECOND = re.compile(r"~[0-9]+$")
#: Their ids say what they hold; two of one id are joined by the rule about those.
_DERIVED = (Feeling, Asset)


def first_of(record: Record, name: str) -> str:
    """The field that `name` is a second one of ("title" for "title~2"), or ""."""
    first = _SECOND.sub("", name)
    known = first != name and first != "id" and first in type(record).model_fields
    return first if known else ""


def second_fields(record: Record) -> Iterator[Problem]:
    """A problem for each field of `record` that stood twice with two values."""
    for name, value in (record.__pydantic_extra__ or {}).items():
        first = first_of(record, name)
        if first:
            said = short(value if isinstance(value, str) else json.dumps(value), 60)
            message = (
                f"The {field_name(first)} of {name_of(record)} stood twice in the file; the "
                f"second one was “{said}”."
            )
            yield problem("field-twice", record, message, name)


def taken_in(of: JourneyMap, record: Record, names: Iterable[str]) -> tuple[Record, str]:
    """`record` without its second fields `names`, and in words what found no place in it.

    An empty field takes the second value, a list what it has not; else the first one stays.
    """
    extras = dict(record.__pydantic_extra__ or {})
    values = [(first_of(record, name), extras.pop(name)) for name in names]
    now: Record = type(record).model_validate({**record.__dict__, **extras})
    lists: dict[str, dict[Any, None]] = {}
    lines: list[str] = []
    for first, value in values:
        mine = getattr(now, first)
        try:
            other = evolve(now, **{first: tuple(value) if isinstance(value, list) else value})
        except ValidationError:
            lines.append(f"{field_name(first).capitalize()}: {value}")
            continue
        if isinstance(mine, tuple):  # put in at the end: each time would copy all of it
            lists.setdefault(first, dict.fromkeys(mine)).update(
                dict.fromkeys(getattr(other, first))
            )
        elif mine in ("", None):
            now = other
        elif other is not now:
            lines.append(words_of(of, other, first))
    whole = evolve(now, **{first: tuple(all_of) for first, all_of in lists.items()})
    return whole, "\n".join(filter(None, lines))


def spot(odd: LoadProblem) -> tuple[str, str]:
    """The id of the record and the name of the field that this is about, if it is about one."""
    parts = odd.path.split("/")
    return odd.record_id or parts[0], parts[-1]


def is_second(of: JourneyMap, record_id: str) -> bool:
    """Whether this is a record that got its id when it was read, as another one has it."""
    record = of.records.get(record_id)
    return type(record) in TABLES.values() and bool(_SECOND.search(record_id))


def own_ids(of: JourneyMap, ids: Iterable[str]) -> Change:
    """Ids of their own, derived from what they were, for those of `ids` that are second ones."""
    new_ids: dict[str, str] = {}
    for record_id in ids:
        if is_second(of, record_id) and not isinstance(of[record_id], _DERIVED):
            new = derived_id(type(of[record_id]), "second", record_id)
            while new in of:
                new = derived_id(type(of[record_id]), "second", record_id, new)
            new_ids[record_id] = new
    if not new_ids:
        return {}
    records = [rewritten(r, new_ids) for r in of.records.values()]
    return diff(of, JourneyMap(evolve(r, id=new_ids.get(r.id, r.id)) for r in records))
