"""Lists of one field merged: what one side added is there, what one side took out is not."""

from collections.abc import Sequence
from typing import Any, Final

from model.records import Card, Lane, Link, Record, same

#: A field that a record does not have: one of another program, or of a newer version.
MISSING: Final = object()

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


def merged_list(
    of: Record, name: str, before: Any, ours: Sequence[Any], theirs: Sequence[Any]
) -> tuple[Any, ...] | None:
    """The entries of both sides in one order; None for a conflict.

    That is where both changed one entry, or the order, differently; where the list holds an
    entry twice; and for personas where everyone was, or would be, meant.
    """
    if before is MISSING:
        before = ()
    if name == "persona_ids" and type(of) in EVERYONE and () in (before, ours, theirs):
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
    order = _ordered(list(was), list(mine), list(its), kept)
    if order is None or (name == "persona_ids" and not order):
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
    was: list[Any], mine: list[Any], its: list[Any], kept: dict[Any, Any]
) -> list[Any] | None:
    """The kept keys: those from before in the order of whoever changed it, then what is new."""
    old = [[key for key in keys if key in kept and key in was] for keys in (was, mine, its)]
    survivors = set(old[1]) & set(old[2])
    first, second, third = ([key for key in keys if key in survivors] for keys in old)
    if second != third and first not in (second, third):
        return None
    order = third if first == second else second
    runs = [[key for key in keys if key in kept and key not in was] for keys in (mine, its)]
    # The same whoever is called ours: the run with the smaller keys stands first.
    new = [key for run in sorted(runs, key=repr) for key in run]
    return [*order, *dict.fromkeys(new)]
