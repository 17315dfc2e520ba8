"""Lists of one field merged: what one side added is there, what one side took out is not."""

from collections.abc import Sequence
from typing import Any, Final

from model.records import Card, Lane, Link, Record, same
from model.units import MISSING

#: What tells the entries of a list apart; other entries are what they are themselves.
_KEYS: dict[str, tuple[str, ...]] = {
    "saved_views": ("name",),
    "score_weights": ("criterion",),
    "rule_exemptions": ("rule", "about"),
    "attributes": ("name",),
    "series": ("date",),
}
#: Where an empty list means everyone, and not nobody.
EVERYONE: frozenset[type[Record]] = frozenset({Card, Lane, Link})
#: Stands behind every entry.
_END: Final = object()
_Keys = list[Any]


def merged_list(
    name: str, strategy: str, before: Any, ours: Sequence[Any], theirs: Sequence[Any]
) -> tuple[Any, ...] | None:
    """The entries of both sides in one order; None for a conflict.

    That is where both changed one entry, or the order, differently; where the list holds an
    entry twice; for "everyone" where all are, or would be, meant; and for that and "lines" where
    both put something else in place of the same one.
    """
    if before is MISSING:
        before = ()
    everyone = strategy == "everyone"
    if everyone and () in (before, ours, theirs):
        return None
    lists = [_keyed(name, entries) for entries in (before, ours, theirs)]
    was, mine, its = lists
    if [len(keyed) for keyed in lists] != [len(before), len(ours), len(theirs)]:
        return None
    kept: dict[Any, Any] = {}
    for key in {**was, **mine, **its}:
        values = [keyed.get(key, MISSING) for keyed in lists]
        value = _picked(*values)
        if value is None:
            return None
        if value is not MISSING:
            kept[key] = value
    order = _ordered(
        list(was), list(mine), list(its), kept, lines=strategy in ("lines", "everyone")
    )
    if order is None or (everyone and not order):
        return None
    return tuple(kept[key] for key in order)


def _picked(before: Any, ours: Any, theirs: Any) -> Any:
    """One entry of the three; None for a conflict, MISSING where it is taken out."""
    if same(ours, theirs) or same(before, theirs):
        return ours
    return theirs if same(before, ours) else None


def _keyed(name: str, entries: Sequence[Any]) -> dict[Any, Any]:
    fields = _KEYS.get(name)
    if fields is None:
        return {repr(entry): entry for entry in entries}
    return {tuple(getattr(entry, field) for field in fields): entry for entry in entries}


def _ordered(
    was: _Keys, mine: _Keys, its: _Keys, kept: dict[Any, Any], lines: bool
) -> _Keys | None:
    """The kept keys: those from before in the order of whoever changed it, each with what is new.

    What is new stands after what it was put behind; None for a conflict.
    """
    first, second, third = (
        [key for key in keys if key in kept and key in was] for keys in (was, mine, its)
    )
    if second != third and first not in (second, third):
        return None
    order = third if first == second else second
    news = [_new(keys, set(was), set(order)) for keys in (mine, its)]
    if lines and _same_line(was, mine, its, news):
        return None
    found: _Keys = []
    for anchor in (None, *order, _END):
        found += [] if anchor is None or anchor is _END else [anchor]
        # The same whoever is called ours: the run with the smaller keys stands first.
        for run in sorted((new.get(anchor, []) for new in news), key=repr):
            found += [key for key in run if key in kept]
    return list(dict.fromkeys(found))


def _new(keys: _Keys, was: set[Any], order: set[Any]) -> dict[Any, _Keys]:
    """What is new in a list, by the entry that it stands behind.

    None is what it stands behind at the beginning, `_END` behind all that was there.
    """
    found: dict[Any, _Keys] = {}
    anchor: Any = None
    for key in keys:
        if key in order:
            anchor = key
        elif key not in was:
            found.setdefault(anchor, []).append(key)
    found[_END] = found.pop(anchor, [])
    return found


def _same_line(was: _Keys, mine: _Keys, its: _Keys, news: list[dict[Any, _Keys]]) -> bool:
    """Whether both took out one entry and did not put the same in its place."""
    left = [key for key in was if key in mine and key in its]
    anchor: Any = None
    for key in was:
        if key in left:
            anchor = key
        elif key not in mine and key not in its:
            at = _END if not left or anchor == left[-1] else anchor
            if news[0].get(at, []) != news[1].get(at, []):
                return True
    return False
