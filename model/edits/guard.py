"""No edit leaves the map worse than it was: what the rules say of a change, as an error."""

from collections.abc import Iterable

from model.change import Change, JourneyMap, apply
from model.edits.common import EditError
from model.records import Record
from model.references import reference_fields
from model.rules import check, touched_by

#: Fields beyond references that decide where a record stands or what its id is.
_SHAPING = {"order", "curve", "measure", "data", "media_type"}


def fitting(to: JourneyMap, change: Change) -> Change:
    """`change` itself, if it brings no new problem to the map.

    Raises:
        EditError: it does; the message is that of the first problem.
    """
    touched = touched_by(change)
    stayed = touched - {i for i, pair in change.items() if type(pair[0]) is not type(pair[1])}
    problems = check(apply(change, to), touched, stayed)
    if problems:
        about = {record_id for problem in problems for record_id in problem.about}
        known = {(p.rule, p.about, p.field) for p in check(to, about, about)}
        for problem in problems:
            if (problem.rule, problem.about, problem.field) not in known:
                raise EditError(problem.plain or problem.message)
    return change


def is_shaping(record_type: type[Record], fields: Iterable[str]) -> bool:
    """Whether setting these fields can put anything wrong between records."""
    references = reference_fields(record_type)
    return any(name in references or name in _SHAPING for name in fields)


def fitting_fields(
    to: JourneyMap, change: Change, record_type: type[Record], fields: Iterable[str]
) -> Change:
    """As `fitting`, if setting these fields can put anything wrong at all."""
    return fitting(to, change) if is_shaping(record_type, fields) else change
