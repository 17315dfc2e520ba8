"""People that both sides added: whoever has one name is one person.

So it is wherever the program asks for a person by name. Two people who each enter "Ines Vogt"
make two ids, and a list of owners with her name in it twice helps nobody.
"""

from typing import Any

from model.change import Change, JourneyMap, apply
from model.records import Conflict, Person, Record, evolve, same
from model.references import referrers, rewritten


def under_one_id(
    ours: JourneyMap, theirs: JourneyMap, mine: Change, its: Change
) -> tuple[JourneyMap, JourneyMap]:
    """Both sides, in which a person whom both added stands under the smaller of two ids.

    `mine` and `its` are what either changed. Those of whom both say something different, such
    as two teams, stay two people, and so do several of one name on one side.
    """
    new = [_new_people(change, other) for change, other in ((mine, theirs), (its, ours))]
    if all(new):
        for name in new[0].keys() & new[1].keys():
            one, other = new[0][name], new[1][name]
            if one is None or other is None or not _agree(one, other):
                continue
            if one.id < other.id:
                theirs = _renamed(theirs, other, one.id)
            else:
                ours = _renamed(ours, one, other.id)
    return ours, theirs


def _new_people(change: Change, other: JourneyMap) -> dict[str, Person | None]:
    """By name those that a side alone has added; None where several are called so."""
    found: dict[str, Person | None] = {}
    for record_id, (before, after) in change.items():
        if before is None and isinstance(after, Person) and record_id not in other:
            name = " ".join(after.name.split()).casefold()
            found[name] = None if name in found else after
    found.pop("", None)
    return found


def _agree(one: Person, other: Person) -> bool:
    """Whether each says what the other does, or nothing."""
    first, second = _said(one), _said(other)
    return all(same(first[name], second[name]) for name in first.keys() & second.keys())


def _said(person: Person) -> dict[str, Any]:
    values = {**person.__dict__, **(person.__pydantic_extra__ or {})}
    return {name: v for name, v in values.items() if v != "" and name not in ("id", "name")}


def _renamed(of: JourneyMap, person: Person, new_id: str) -> JourneyMap:
    """The map with that person under another id; as it is where an open conflict names it."""
    if any(person.id in c.about_id + c.base + c.ours + c.theirs for c in of.all(Conflict)):
        return of
    change: dict[str, tuple[Record | None, Record | None]] = {
        i: (of[i], rewritten(of[i], {person.id: new_id}))
        for i in ("map", *referrers(of, {person.id}))
    }
    change[person.id] = (person, None)
    change[new_id] = (None, evolve(person, id=new_id))
    return apply({i: pair for i, pair in change.items() if pair[0] is not pair[1]}, of)
