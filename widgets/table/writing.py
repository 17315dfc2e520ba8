"""What is typed or pasted into cells, as one change of the map. All of it fits, or nothing is done.

A row is a card, or a new one; its cells are texts by column. What does not fit is refused
with one sentence that says what would.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from model import labels
from model.change import Change, JourneyMap, apply, diff
from model.edits.cards import move_cards
from model.edits.common import EditError, changing, keys_before, made, need
from model.edits.details import find_or_make_person, find_person
from model.edits.feelings import set_feeling
from model.edits.fields import set_many
from model.edits.removing import remove
from model.grid import Grid
from model.ids import Ids
from model.names import own_name
from model.records import Card
from widgets.commands.here import KIND_WORDS
from widgets.inspector.fields import choices, words_for
from widgets.inspector.values import Unfit, to_number, to_tags
from widgets.table.columns import (
    AT,
    COLUMNS,
    FIELDS,
    Column,
    Reading,
    kind_words,
    only,
    plain,
)
from widgets.table.places import PLACE, Known, place_meant

_NO = ("", "no", "n", "0", "false", "-")
_YES = ("yes", "y", "1", "true", "x")


class Row(NamedTuple):
    """What is written into one row: a card, or "" for a new one, and texts by column."""

    card_id: str
    texts: Mapping[str, str]


class NobodyKnown(EditError):
    """An owner that no person of the map is called.

    Attributes:
        name: as it was written.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"Nobody on this map is called {labels.quoted_text(name)} yet.")
        self.name = name


def write(
    to: JourneyMap,
    rows: Sequence[Row],
    ids: Ids,
    persona_id: str = "",
    *,
    make_people: bool = False,
) -> Change:
    """The change that writes these texts into their cells; new cards begin in the parking lot.

    Feelings are those of the persona, or of nobody in particular. `make_people` makes the
    owners that nobody is called yet.

    Raises:
        NobodyKnown: an owner is new and people are not to be made.
        EditError: a text does not fit its cell, or a card is gone.
    """
    several = len(rows) > 1
    now, rows = _with_new(to, rows, ids)
    reading = Reading(now, persona_id)
    known = Known(reading)
    if make_people:
        for row in rows:
            name = row.texts.get("owner", "").strip()
            if name:
                _, change = find_or_make_person(now, name, ids)
                now = apply(change, now)
    values: dict[str, dict[str, Any]] = {}
    moves: dict[tuple[str, str], list[str]] = {}
    scores: dict[str, float | None] = {}
    for row in rows:
        card = need(now, row.card_id, Card)
        texts = _others(reading, card, row.texts)
        try:
            fields = _fields(now, known, card, texts)
            if any(name in texts for name in PLACE):
                place = place_meant(known, card, texts)
                if place != (card.step_id, card.lane_id):
                    moves.setdefault(place, []).append(card.id)
            if "feeling" in texts:
                scores[card.id] = _score(texts["feeling"])
        except NobodyKnown:
            raise
        except (EditError, Unfit) as why:
            about = f"{_row(card)}: " if several else ""
            raise EditError(f"{about}{why}") from why
        if fields:
            values[card.id] = fields
    now = apply(set_many(now, values), now) if values else now
    now = apply(_feelings(now, reading, scores), now)
    for place, card_ids in moves.items():
        now = apply(move_cards(now, card_ids, *place), now)
    return diff(to, now)


def label(of: JourneyMap, rows: Sequence[Row]) -> str:
    """What the history calls it."""
    columns = [column for column in COLUMNS if any(column.name in row.texts for row in rows)]
    cards = [card for row in rows if (card := of.get(row.card_id, Card))]
    new = len(rows) - len(cards)
    if len(rows) == 1:
        title = rows[0].texts.get("title", "").strip()
        if new:
            return f"Add {labels.quoted_text(title)}" if title else "Add card"
        if len(columns) == 1 and columns[0].name in ("title", "body"):
            return f"Edit {labels.quoted_text(title) if title else labels.quoted(*cards)}"
    if not cards:
        return f"Add {labels.counted(new, 'card')}"
    if columns and all(column.name in PLACE for column in columns):
        return f"Move {labels.quoted(*cards)}"
    if len(columns) == 1:
        return f"Change the {columns[0].what} of {labels.quoted(*cards)}"
    added = f" and add {labels.counted(new, 'card')}" if new else ""
    return f"Change {labels.quoted(*cards)}{added}"


def emptied(reading: Reading, card: Card, column: Column) -> bool:
    """Whether a cell can be emptied: a kind never is."""
    return column.name not in ("kind", "step") and bool(reading.text(card, column))


def _with_new(to: JourneyMap, rows: Sequence[Row], ids: Ids) -> tuple[JourneyMap, list[Row]]:
    new = [row for row in rows if not row.card_id]
    if not new:
        return to, list(rows)
    keys, rekeyed = keys_before(Grid(to).parked, None, len(new))
    cards = [made(Card, id=ids.new(Card), order=key) for key in keys]
    now = apply(changing(to, *rekeyed, *cards), to)
    left = iter(cards)
    return now, [row if row.card_id else Row(next(left).id, row.texts) for row in rows]


def _others(reading: Reading, card: Card, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that are other than what the cells say; names may be alike, and ids gone.

    A place is told by its parts together: all of them, if one is another. What has no name
    stays where it is.
    """
    said = {name: reading.text(card, COLUMNS[AT[name]]) for name in texts}
    moves = any(texts[name] != said[name] for name in texts if name in PLACE)
    return {
        name: text
        for name, text in texts.items()
        if (moves and (text or said[name]) if name in PLACE else text != said[name])
    }


def _row(card: Card) -> str:
    return labels.quoted(card) if own_name(card) else "A new card"


def _fields(of: JourneyMap, known: Known, card: Card, texts: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a card that its cells come to; those that stay as they are left out."""
    found: dict[str, Any] = {}
    if "kind" in texts:
        found["kind"] = _kind(card, texts["kind"])
    kind = found.get("kind", card.kind)
    for name, text in texts.items():
        if name in ("kind", "feeling", *PLACE):
            continue
        column = COLUMNS[AT[name]]
        if column.kinds and kind not in column.kinds and text.strip():
            raise EditError(only(column))
        field = "opportunity_status" if name == "status" and kind == "opportunity" else name
        found[FIELDS.get(name, field)] = _value(of, known, card, column, field, text)
    return found


def _value(of: JourneyMap, known: Known, card: Card, column: Column, field: str, text: str) -> Any:
    match column.name:
        case "title" | "body":
            return text.strip("\n").rstrip() if column.name == "body" else text.strip()
        case "tags":
            return to_tags(text)
        case "personas" | "evidence":
            return _named(known, column.name, text)
        case "owner":
            return _owner(of, text)
        case "status":
            return _choice(text, field)
        case "moment_of_truth":
            return _yes(text)
        case "mentions":
            return _figure(text, 0, 1_000_000_000, "Write a whole number, 0 or more.")
    return _figure(text, 1, 5, "Write a whole number from 1 to 5.")


def _figure(text: str, least: int, most: int, why: str) -> int | None:
    try:
        value = to_number(text, whole=True)
    except Unfit as unfit:
        raise EditError(why) from unfit
    if value is not None and not least <= value <= most:
        raise EditError(why)
    return None if value is None else int(value)


def _score(text: str) -> float | None:
    why = "Write a score from −2 to +2."
    try:
        value = to_number(text)
    except Unfit as unfit:
        raise EditError(why) from unfit
    if value is not None and not -2 <= value <= 2:
        raise EditError(why)
    return value


def _yes(text: str) -> bool:
    if plain(text) in _YES:
        return True
    if plain(text) in _NO:
        return False
    raise EditError("Write yes or no.")


def _kind(card: Card, text: str) -> str:
    wanted = plain(text)
    if not wanted:
        return card.kind
    for kind, word in KIND_WORDS.items():
        if wanted in (kind, plain(word), plain(kind_words(kind))):
            return kind
    raise EditError(f"{labels.quoted_text(text)} is no kind of card.")


def _choice(text: str, field: str) -> str:
    wanted = plain(text)
    for value in choices(Card, field):
        if wanted in (value, plain(words_for(Card, field, value)) if value else ""):
            return value
    whose = "an opportunity" if field == "opportunity_status" else "a touchpoint"
    raise EditError(f"{labels.quoted_text(text)} is no status of {whose}.")


def _owner(of: JourneyMap, text: str) -> str:
    name = " ".join(text.split())
    if not name:
        return ""
    found = find_person(of, name)
    if not found:
        raise NobodyKnown(name)
    return found


def _named(known: Known, sort: str, text: str) -> tuple[str, ...]:
    """The ids of names between commas; names may have commas themselves."""
    parts = re.split("([,;])", text.replace("\n", ";"))
    found: list[str] = []
    at = 0
    while at < len(parts):
        if not parts[at].strip():
            at += 2
            continue
        for end in range(len(parts), at, -2):
            ids = known.ids(sort, "".join(parts[at:end]))
            if ids:
                found.append(ids[0])
                at = end + 1
                break
        else:
            what = "persona" if sort == "personas" else "source"
            raise EditError(f"There is no {what} called {labels.quoted_text(parts[at])}.")
    return tuple(dict.fromkeys(found))


def _feelings(now: JourneyMap, reading: Reading, scores: Mapping[str, float | None]) -> Change:
    """The scores of the persona at these cards; None takes one away."""
    who = reading.persona
    persona_id = who.id if who else ""
    total: dict[str, Any] = {}
    gone: list[str] = []
    for card_id, score in scores.items():
        if score is not None:
            total.update(set_feeling(now, persona_id, card_id, score))
        elif (present := reading.feeling(need(now, card_id, Card))) is not None:
            gone.append(present.id)
    if gone:
        after = apply(total, now)
        return diff(now, apply(remove(after, *gone), after))
    return total
