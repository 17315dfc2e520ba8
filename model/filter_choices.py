"""What can be chosen in a filter: for each criterion the values that a map has, and how many
cards each would leave if it were the only one chosen there. Words for what is chosen.
"""

from typing import Any, NamedTuple, get_args

from model.change import JourneyMap
from model.filtering import CRITERIA, Criterion, Filtering, keys, tag_key
from model.grid import personas
from model.labels import counted, quoted_text
from model.names import kind_name, own_name
from model.records import Card, CardKind, EvidenceKind, Person, SavedView, create

#: What the criteria are called.
NAMES: dict[Criterion, str] = {
    "text": "Words",
    "kinds": "Kind",
    "persona_ids": "Persona",
    "owner_ids": "Owner",
    "tags": "Tag",
    "evidence_kinds": "Evidence",
    "severity_from": "Severity",
}
KINDS: tuple[CardKind, ...] = get_args(CardKind)
EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)


class Choice(NamedTuple):
    """One value that can be chosen.

    Attributes:
        value: what the view names: a kind, an id, a tag, a severity.
        left: how many cards fit if it is the only one chosen for its criterion.
        chosen: whether the view names it.
    """

    value: Any
    name: str
    left: int
    chosen: bool


def choices(filtering: Filtering, of: JourneyMap, name: Criterion) -> tuple[Choice, ...]:
    """What can be chosen for one criterion, in the order in which people look for it.

    What the view names is there even if nothing on the map has it any more.
    """
    left = filtering.left_by(name)
    chosen = keys(filtering.view, name)
    if name == "persona_ids":
        everyone = left.pop("", 0)
        left = {p.id: left.get(p.id, 0) + everyone for p in personas(of)} | {
            i: left.get(i, 0) + everyone for i in chosen if i not in of
        }
    elif name == "severity_from":
        left = {n: left.get(n, 0) for n in range(1, 6)} if left or chosen else {}
    else:
        left |= dict.fromkeys(chosen - left.keys(), 0)
    spelt = _spelt(of) if name == "tags" else {}
    found = [
        Choice(
            spelt.get(value, value), words(of, name, spelt.get(value, value)), n, value in chosen
        )
        for value, n in left.items()
    ]
    return tuple(sorted(found, key=lambda choice: _rank(name, choice, list(left))))


def words(of: JourneyMap, name: Criterion, value: Any) -> str:
    """One value as people say it."""
    match name:
        case "kinds":
            return kind_name(create(Card, id="card_x", kind=value)).capitalize()
        case "persona_ids":
            record = of.records.get(value)
            return (own_name(record) or "Without a name") if record else "A persona that is gone"
        case "owner_ids":
            person = of.get(value, Person)
            return (own_name(person) or "Without a name") if person else "Somebody who is gone"
        case "evidence_kinds":
            return str(value).capitalize()
        case "severity_from":
            return f"{value} or more" if value < 5 else "5"
        case _:
            return " ".join(str(value).split()) or "Without a name"


def told(of: JourneyMap, view: SavedView) -> str:
    """A view in a few words: “queue”, pain point or gain, of Mara, severity 4 or more."""
    parts = []
    for name in CRITERIA:
        value = getattr(view, name)
        if name == "text" and value.split():
            parts.append(quoted_text(value))
        elif name == "severity_from" and value:
            parts.append(f"severity {words(of, name, value)}")
        elif name != "text" and value:
            said = [words(of, name, one) for one in value]
            lowered = [s.lower() if name in ("kinds", "evidence_kinds") else s for s in said]
            parts.append(" or ".join(lowered))
    return ", ".join(parts)


def how_many(fitting: int, total: int, parked: int = 0) -> str:
    """34 of 178 cards; and how many of those wait in the parking lot."""
    said = f"{fitting} of {counted(total, 'card')}"
    return f"{said}, {parked} parked" if parked else said


def _spelt(of: JourneyMap) -> dict[str, str]:
    """Each tag as it is written most often, or first of all."""
    written: dict[str, dict[str, int]] = {}
    for card in of.all(Card):
        for tag in card.tags:
            ways = written.setdefault(tag_key(tag), {})
            ways[tag] = ways.get(tag, 0) + 1
    return {key: max(ways, key=lambda w: ways[w]) for key, ways in written.items() if key}


def _rank(name: Criterion, choice: Choice, order: list[Any]) -> tuple[Any, ...]:
    if name == "kinds":
        return (KINDS.index(choice.value),)
    if name == "evidence_kinds":
        return (EVIDENCE_KINDS.index(choice.value),)
    if name in ("persona_ids", "severity_from"):
        return (order.index(choice.value),)
    return (choice.name.casefold(), choice.name)
