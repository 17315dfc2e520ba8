"""What stands behind the grid: evidence, metrics, actions, people and comments."""

from typing import Any

from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, made, need, with_fields
from model.edits.guard import fitting_fields
from model.ids import Ids
from model.records import (
    Action,
    Comment,
    Evidence,
    Metric,
    Person,
    Reading,
    Record,
    evolve,
)
from model.references import reference_fields


def add_evidence(to: JourneyMap, ids: Ids, *for_ids: str, **fields: Any) -> Change:
    """A source, and mentioned by these cards, feelings, personas or metrics.

    Raises:
        EditError: one of them is gone or takes no evidence, or a field does not fit.
    """
    return _added(to, Evidence, ids, for_ids, "evidence_ids", fields)


def add_metric(to: JourneyMap, ids: Ids, *for_ids: str, **fields: Any) -> Change:
    """A metric, and shown by these cards or stages, or by the map ("map").

    Raises:
        EditError: one of them is gone or takes no metric, or a field does not fit.
    """
    return _added(to, Metric, ids, for_ids, "metric_ids", fields)


def attach(to: JourneyMap, record_id: str, field: str, *target_ids: str) -> Change:
    """More ids in one of a record's tuples of ids, after those that are there.

    Raises:
        EditError: something is gone, does not belong there, or the record has no such tuple.
    """
    ids = _tuple_of(to, record_id, field)
    after = with_fields(to[record_id], **{field: (*ids, *target_ids)})
    return fitting_fields(to, changing(to, after), type(after), [field])


def detach(to: JourneyMap, record_id: str, field: str, *target_ids: str) -> Change:
    """Fewer ids in one of a record's tuples of ids; those that are not there do no harm.

    Raises:
        EditError: the record is gone or has no such tuple.
    """
    ids = tuple(i for i in _tuple_of(to, record_id, field) if i not in target_ids)
    return changing(to, with_fields(to[record_id], **{field: ids}))


def add_reading(to: JourneyMap, metric_id: str, value: float, date: str = "") -> Change:
    """A new value of a metric; the one that it had goes to its earlier readings.

    Raises:
        EditError: the metric is gone, or the value or the date does not fit.
    """
    metric = need(to, metric_id, Metric)
    series = metric.series
    if metric.value is not None:
        series = (*series, Reading(date=metric.date, value=metric.value))
    return changing(to, with_fields(metric, value=value, date=date, series=series))


def add_action(to: JourneyMap, ids: Ids, title: str, **fields: Any) -> Change:
    """Something that somebody will do.

    Raises:
        EditError: a field does not fit.
    """
    action = made(Action, id=ids.new(Action), title=title, **fields)
    return fitting_fields(to, changing(to, action), Action, fields)


def find_person(of: JourneyMap, name: str) -> str:
    """The id of the person of that name, whatever its case and spaces, or ""."""
    wanted = _plain(name)
    found = sorted(person.id for person in of.all(Person) if _plain(person.name) == wanted)
    return found[0] if found else ""


def find_or_make_person(to: JourneyMap, name: str, ids: Ids) -> tuple[str, Change]:
    """The id of the person of that name, and the change that makes one if there is none.

    Raises:
        EditError: the name is empty or too long.
    """
    found = find_person(to, name)
    if found:
        return found, {}
    words = name.split()
    if not words:
        raise EditError("A person needs a name.")
    initials = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()[:8]
    person = made(Person, id=ids.new(Person), name=" ".join(words), initials=initials)
    return person.id, changing(to, person)


def add_comment(
    to: JourneyMap, about_id: str, text: str, ids: Ids, author_id: str = "", date: str = ""
) -> Change:
    """A remark about a record ("map" for the map as a whole).

    Raises:
        EditError: the record or the author is gone, or a value does not fit.
    """
    fields = {"about_id": about_id, "text": text, "author_id": author_id, "date": date}
    comment = made(Comment, id=ids.new(Comment), **fields)
    return fitting_fields(to, changing(to, comment), Comment, fields)


def resolve_comment(to: JourneyMap, comment_id: str, resolved: bool = True) -> Change:
    """A comment marked as dealt with, or not.

    Raises:
        EditError: it is gone.
    """
    return changing(to, evolve(need(to, comment_id, Comment), resolved=resolved))


def _added(
    to: JourneyMap,
    record_type: type[Record],
    ids: Ids,
    for_ids: tuple[str, ...],
    field: str,
    fields: dict[str, Any],
) -> Change:
    new = made(record_type, id=ids.new(record_type), **fields)
    holders = []
    for holder_id in dict.fromkeys(for_ids):
        held = _tuple_of(to, holder_id, field)
        holders.append(with_fields(to[holder_id], **{field: (*held, new.id)}))
    return fitting_fields(to, changing(to, new, *holders), record_type, fields)


def _tuple_of(to: JourneyMap, record_id: str, field: str) -> tuple[str, ...]:
    record = to.records.get(record_id)
    if record is None:
        raise EditError("What you are editing is not on the map any more.")
    if field not in reference_fields(type(record)) or not field.endswith("_ids"):
        raise EditError(f"A {record.kind_name} takes nothing of this kind.")
    ids: tuple[str, ...] = getattr(record, field)
    return ids


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
