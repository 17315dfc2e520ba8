"""What was to be done, first in a review: what is done, what is overdue, what is new, and what
came of it against what was expected.
"""

from collections.abc import Iterator, Set
from datetime import date
from typing import Final

from model import due
from model.change import JourneyMap
from model.compare import Comparison, Item
from model.comparing.headlines import changes
from model.comparing.lines import Line, line
from model.comparing.naming import isolated, quotation, subject
from model.edits.actions import is_overdue, ordered
from model.names import own_name
from model.records import Action, Card, Person, Record

_DROPPED: Final = "dropped"
_STATUS: Final = frozenset({"status", "opportunity_status"})
_RESULT: Final = frozenset({"expected", "measured"})
#: What a line about something done tells anyway.
_DONE: Final = _STATUS | _RESULT | {"done_on"}


def is_work(record: Record | None) -> bool:
    """Whether it is an action, or an opportunity."""
    return isinstance(record, Action) or (isinstance(record, Card) and record.kind == "opportunity")


def work_lines(c: Comparison, items: list[Item], today: date) -> list[Line]:
    """The lines about `items`, and about everything on the new map that is overdue."""
    late = {record.id: record for record in _late(c.new, today)}
    groups: dict[str, list[Line]] = {name: [] for name in ("done", "late", "new", "result", "")}
    for item in items:
        name = "late" if item.id in late else _group(item)
        groups[name].append(_line(c, item, name, today))
    told = {item.id for item in items}
    groups["late"] += [_overdue(c.new, r, today) for r in late.values() if r.id not in told]
    return [one for lines in groups.values() for one in lines]


def _group(item: Item) -> str:
    old, new = item.before, item.after
    if new is None:
        return ""
    if _status(new) == "done" and (old is None or _status(old) != "done"):
        return "done"
    if old is None:
        return "new"
    is_told = isinstance(new, Card) and "measured" in item.fields and new.measured
    return "result" if is_told else ""


def _line(c: Comparison, item: Item, group: str, today: date) -> Line:
    record = item.there
    if group == "late":
        what = _overdue(c.new, record, today).text
        said = _rest(c, item, frozenset()) if item.before is not None else "new"
        return Line(f"{what}; {said}", (item.id,))
    if group == "done":
        day = record.done_on if isinstance(record, Action) else ""
        on = f"on {due.in_words(day, today)}" if day else ""
        new_owner = {"owner_id"} if item.before is not None and not _who(c.old, item.before) else {}
        told = [_who(c.new, record), on, _result(record), _rest(c, item, _DONE.union(new_owner))]
        return Line(_told("Done", c.new, record, told), (item.id,))
    if group == "new":
        day = due.in_words(_due(record), today)
        told = [_who(c.new, record), f"by {day}" if day else "", _result(record)]
        return Line(_told("New", c.new, record, told), (item.id,))
    if group == "result":
        told = [_result(record), _rest(c, item, _RESULT)]
        return Line(_told("Result", c.new, record, told), (item.id,))
    if _STATUS & {*item.fields} and item.after is not None and _status(item.after) == _DROPPED:
        return line(c, item, "Dropped", but=_STATUS)
    return line(c, item)


def _told(word: str, of: JourneyMap, record: Record, parts: list[str]) -> str:
    return ", ".join((f"{word}: {subject(of, record)}", *filter(None, parts)))


def _rest(c: Comparison, item: Item, told: Set[str]) -> str:
    """What else became of a record that is in both maps."""
    return changes(c, item, told, len(item.fields) + 1) if item.before is not None else ""


def _overdue(of: JourneyMap, record: Record, today: date) -> Line:
    since = due.in_words(_due(record), today)
    text = _told(f"Overdue since {since}", of, record, [_who(of, record)])
    return Line(text, (record.id,), stands=True)


def _late(of: JourneyMap, today: date) -> Iterator[Record]:
    """What should have been done by now, actions by their days first."""
    yield from (action for action in ordered(of) if is_overdue(action, today))
    for card in of.all(Card):
        last = due.last_day(card.due) if card.kind == "opportunity" else None
        if last is not None and last < today and _status(card) not in ("done", _DROPPED):
            yield card


def _status(record: Record) -> str:
    match record:
        case Action():
            return record.status
        case Card(kind="opportunity"):
            return record.opportunity_status
        case _:
            return ""


def _due(record: Record) -> str:
    return record.due if isinstance(record, (Action, Card)) else ""


def _who(of: JourneyMap, record: Record) -> str:
    owner = record.owner_id if isinstance(record, (Action, Card)) else ""
    person = of.get(owner, Person)
    return isolated(own_name(person)) if person is not None else ""


def _result(record: Record) -> str:
    """What was expected, and what was measured: the one against the other."""
    if not isinstance(record, Card):
        return ""
    told = [
        f"expected {quotation(record.expected)}" if record.expected else "",
        f"measured {quotation(record.measured)}" if record.measured else "",
    ]
    return ", ".join(filter(None, told))
