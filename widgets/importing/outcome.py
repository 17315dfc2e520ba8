"""What an import comes to, in words: before it is done, and after."""

from collections import Counter

from export.sheets import Sheet
from model.change import JourneyMap
from model.edits.common import new_ids
from model.grid import is_placed
from model.importing.importing import Imported
from model.labels import listed, plural, quoted_text
from model.records import (
    Card,
    Evidence,
    Feeling,
    Lane,
    Metric,
    Person,
    Persona,
    Record,
    Stage,
    Step,
)
from widgets.importing.shown import ROWS

#: Beyond so many cards it is said that a map of them is slow.
_VERY_MANY = 20_000
_SLOW = "A map of very many cards takes minutes to be drawn for the first time."
_MADE: tuple[tuple[type[Record], str], ...] = (
    (Stage, "stage"),
    (Lane, "lane"),
    (Persona, "persona"),
    (Person, "person"),
    (Evidence, "source"),
    (Metric, "metric"),
)


def will_happen(made: Imported) -> str:
    """One line on what importing does: "24 new cards, 3 changed and 2 new stages."."""
    parts = [counted_well(made.added, "card", "new ")] if made.added else []
    for n, how in ((made.updated, "changed"), (made.unchanged, "as before")):
        if n:
            parts.append(f"{n:,} {how}" if parts else f"{counted_well(n, 'card')} {how}")
    parts += (counted_well(n, what, "new ") for what, n in others(made).items())
    if not parts:
        return "Nothing changes: there is nothing on this sheet that the map does not have."
    if not made.change:
        return f"Nothing changes: {_as_they_are(made.unchanged)} on the map as in the table."
    slow = f" {_SLOW}" if made.added > _VERY_MANY else ""
    return f"{listed(parts)}.{slow}"


def counted_well(n: int, kind: str, how: str = "") -> str:
    """A number of things, with a sign after the thousands: "1,204 new cards"."""
    return f"{n:,} {how}{kind if n == 1 else plural(kind)}"


def others(made: Imported) -> dict[str, int]:
    """How many of what else are made, by what they are called."""
    there = Counter(type(after) for before, after in made.change.values() if before is None)
    found = {what: there[kind] for kind, what in _MADE if there[kind]}
    steps = there[Step] - there[Stage]  # a stage comes with one
    if steps > 0:
        found["step"] = steps
    scores = sum(isinstance(after, Feeling) for _, after in made.change.values())
    if scores:
        found["score"] = scores
    return found


def label(made: Imported, name: str) -> str:
    """What the history calls it."""
    n = made.added + made.updated
    cards = f"{counted_well(n, 'card')} from " if n else ""
    return f"Import {cards}{quoted_text(name)}"


def happened(made: Imported, name: str, now: JourneyMap) -> str:
    """One line on what was done, and where cards are that cannot be seen on the map."""
    if not made.change:
        return f"Nothing changed: {quoted_text(name)} says what the map says"
    done = f"{will_happen(made).split('. ')[0].rstrip('.')}, from {quoted_text(name)}"
    there = (now.get(i, Card) for i in shown_ids(made))
    parked = sum(card is not None and not is_placed(now, card) for card in there)
    if not parked:
        return done
    are, them = ("is", "it") if parked == 1 else ("are", "them")
    return f"{done}. {parked:,} {are} in the parking lot: View ▸ Parking lot shows {them}"


def shown_ids(made: Imported) -> tuple[str, ...]:
    """The cards to be shown: those that are other than before, or else all that it is about."""
    changed = tuple(i for i in made.card_ids if i in made.change)
    return changed or made.card_ids or new_ids(made.change)


def size_in_words(sheet: Sheet) -> str:
    """How large a sheet is, how its file was read, and how much of it is shown."""
    n = len(sheet.rows)
    shown = f"the first {ROWS:,} are shown" if n > ROWS else ""
    return ", ".join(filter(None, (counted_well(n, "row"), sheet.told, shown)))


def _as_they_are(n: int) -> str:
    return "the card is" if n == 1 else f"all {n:,} cards are"
