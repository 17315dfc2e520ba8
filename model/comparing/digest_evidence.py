"""What the map rests on now, and what nobody has answered yet.

A source is stale when it is more than a year old. It went stale if it was not on the day of
the old map: the day of its version, or of its last review. Where that is not known, all
stale sources are named in one line.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from model.compare import Comparison, Item
from model.comparing.lines import UNCHANGED, Line, line
from model.comparing.naming import capitalised, grids, isolated, quotation, subject
from model.comparing.values import names_of
from model.due import last_day
from model.edits.actions import dealt_with
from model.grid import Grid
from model.labels import counted, listed, quoted
from model.names import own_name
from model.records import Card, Comment, Evidence, Person, Record

#: A source older than this is stale.
STALE_AFTER: Final = timedelta(days=365)
#: So many names stand in a line; the rest is counted.
_NAMED: Final = 3

_known: WeakKeyDictionary[Grid, dict[str, Record]] = WeakKeyDictionary()


def evidence_lines(
    c: Comparison, items: list[Item], supported: list[Item], today: date
) -> list[Line]:
    """The lines about sources, questions and comments among `items`, and what stands of them.

    `supported` are told elsewhere; here it is said what else they rest on now.
    """
    own = [item for item in items if isinstance(item.there, Evidence)]
    asked = [item for item in items if _is_question(item.there)]
    rest = [i for i in items if not (isinstance(i.there, Evidence) or _is_question(i.there))]
    lines = [line(c, item) for item in own]
    for item in rest:
        lines.append(_support(c, item) if item.kinds == ("evidence",) else line(c, item))
    lines += [_support(c, item)._replace(brief=True) for item in supported]
    lines += _stale(c, today)
    lines += _questions(c, asked)
    return lines


def is_supported(item: Item) -> bool:
    """Whether it rests on other sources than before."""
    return "evidence_ids" in item.fields


def _support(c: Comparison, item: Item) -> Line:
    """What a record gained and lost in evidence."""
    old, new = (getattr(r, "evidence_ids", ()) for r in (item.before, item.after))
    gained = names_of(c.new, tuple(i for i in new if i not in old))
    lost = names_of(c.old, tuple(i for i in old if i not in new))
    parts = [
        f"now rests on {gained}" if gained else "",
        f"no longer rests on {lost}" if lost else "",
    ]
    text = ", ".join(filter(None, parts))
    if not text:
        return line(c, item)
    return Line(f"{capitalised(subject(c.new, item.there))} {text}", (item.id,))


def _stale(c: Comparison, today: date) -> Iterator[Line]:
    stale = [e for e in c.new.all(Evidence) if _is_stale(e, today)]
    days = [c.old.info.version.date, c.old.info.reviewed_on]
    if c.old.info.version == c.new.info.version:
        days.reverse()  # the name may be that of the new one, see `files.versions.labelled`
    before = last_day(days[0]) or last_day(days[1])
    if before is None:
        if stale:
            names = _listed([isolated(quoted(e)) for e in stale], "source")
            ids = tuple(e.id for e in stale)
            yield Line(f"More than a year old: {names}", ids, UNCHANGED, stands=True)
        return
    for source in stale:
        old = c.old.get(source.id, Evidence)
        if old is None or not _is_stale(old, before):
            text = f"Gone stale: {subject(c.new, source)}, more than a year old"
            if old is None:
                text = f"More than a year old, though new here: {subject(c.new, source)}"
            yield Line(text, (source.id,), UNCHANGED, stands=True)


def _is_stale(source: Evidence, on: date) -> bool:
    last = last_day(source.date)
    return last is not None and last + STALE_AFTER < on


def _questions(c: Comparison, items: Sequence[Item]) -> Iterator[Line]:
    """What was asked and answered since, then what is still open."""
    told = set()
    for item in sorted(items, key=lambda item: item.before is not None):
        told.add(item.id)
        yield _asked(c, item)
    before, after = (_open(grid) for grid in grids(c))
    for record_id, record in before.items():
        now = c.new.records.get(record_id)
        if now is not None and record_id not in after and record_id not in told:
            text = f"Answered by an action: {subject(c.new, record)}"
            yield Line(text, (record_id,), UNCHANGED, stands=True)
    still = {i: r for i, r in after.items() if i not in told}
    if still:
        names = [isolated(quoted(record)) for record in still.values()]
        text = f"Still open: {_listed(names, 'question')}"
        yield Line(text, tuple(still), UNCHANGED, stands=True)


def _asked(c: Comparison, item: Item) -> Line:
    record = item.there
    if isinstance(record, Comment) and item.before is None:
        person = c.new.get(record.author_id, Person)
        about = c.new.records.get(record.about_id)
        by = f" by {isolated(own_name(person))}" if person is not None and person.name else ""
        if isinstance(about, Comment):
            return Line(
                f"New answer{by} to {quotation(about.text)}: {quotation(record.text)}", (item.id,)
            )
        on = f" about {subject(c.new, about)}" if about is not None else ""
        return Line(f"New comment{by}{on}: {quotation(record.text)}", (item.id,))
    if item.before is None:
        return line(c, item, "New")
    if isinstance(item.after, Comment) and "resolved" in item.fields and item.after.resolved:
        return line(c, item, "Resolved", but=frozenset({"resolved"}))
    return line(c, item)


def _is_question(record: Record) -> bool:
    return isinstance(record, Comment) or (isinstance(record, Card) and record.kind == "question")


def _open(grid: Grid) -> dict[str, Record]:
    """Questions that no action is about, in journey order, and comments nobody resolved."""
    found = _known.get(grid)
    if found is None:
        met = dealt_with(grid.map)
        asked = (card for card in (*grid.cards, *grid.parked) if card.kind == "question")
        found = _known[grid] = {card.id: card for card in asked if card.id not in met}
        found.update((c.id, c) for c in grid.map.all(Comment) if not c.resolved)
    return found


def _listed(names: Sequence[str], kind: str) -> str:
    """A few names, and how many more."""
    more = len(names) - _NAMED
    if more <= 1:
        return listed(names)
    return f"{', '.join(names[:_NAMED])} and {counted(more, f'more {kind}')}"
