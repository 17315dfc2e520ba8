"""What a review leaves on a map besides questions and actions: marks that nobody typed, whoever
made them, and the days of reviews. None of it is told change by change.
"""

from typing import Final
from weakref import WeakKeyDictionary

from model.compare import Comparison, Item
from model.labels import counted
from model.records import Comment, MapInfo, Person, Record
from model.references import reference_fields

#: How remarks begin that were not typed.
AGREED: Final = "Agreed: "
ACTION: Final = "Action: "
#: Fields of the map that the end of a review sets.
DAYS: Final = frozenset({"reviewed_on", "next_review", "review_every_days", "baseline", "version"})


def is_made(remark: Comment) -> bool:
    """Whether nobody typed it: it marks a change as agreed, or leads to an action."""
    return remark.resolved and remark.text.startswith((AGREED, ACTION))


_traces: WeakKeyDictionary[Comparison, tuple[Item, ...]] = WeakKeyDictionary()


def traces(c: Comparison) -> tuple[Item, ...]:
    """The new marks of reviews, and the new people who only wrote: these and other comments.

    Looked for once in a comparison.
    """
    found = _traces.get(c)
    if found is None:
        found = _traces[c] = _found(c)
    return found


def traces_text(items: tuple[Item, ...]) -> str:
    """All of them in one line, "12 changes agreed in a review"; "" for none."""
    texts = [i.after.text for i in items if isinstance(i.after, Comment)]
    agreed = sum(text.startswith(AGREED) for text in texts)
    if agreed:
        return f"{counted(agreed, 'change')} agreed in a review"
    noted = f"{counted(len(texts), 'note')} of a review about what is to be done"
    return noted if texts else ""


def _found(c: Comparison) -> tuple[Item, ...]:
    marks = tuple(i for i in c.told if i.before is None and _is_mark(i.after))
    authors = {i.after.author_id for i in marks if isinstance(i.after, Comment)}
    new = {i.id: i for i in c.told if i.id in authors and i.before is None}
    if not new:
        return marks
    # Whoever names somebody new is new or changed.
    met = {i for item in c.items if item.after is not None for i in _named(item.after)}
    return (*marks, *(item for i, item in new.items() if i not in met))


def is_only_days(item: Item) -> bool:
    """Whether nothing of the map itself changed but the days of its reviews."""
    return isinstance(item.there, MapInfo) and bool(item.fields) and DAYS.issuperset(item.fields)


def untold(item: Item) -> tuple[str, ...]:
    """The file that the end of a review has the map compared with: nobody knows it by its name.

    Nothing where it is all that differs.
    """
    is_review = isinstance(item.there, MapInfo) and len(item.fields) > 1
    return tuple(name for name in item.fields if is_review and name == "baseline")


def _is_mark(record: Record | None) -> bool:
    return isinstance(record, Comment) and is_made(record)


def _named(record: Record) -> tuple[str, ...]:
    """Whom a record refers to, but for comments: these are told with their author."""
    if isinstance(record, Person | Comment):
        return ()
    found: list[str] = []
    for name in reference_fields(type(record)):
        value = getattr(record, name)
        found += [value] if isinstance(value, str) else value
    return tuple(found)
