"""What a captured line does to a map: a card with all that the line says, or another wording."""

from typing import Any

from model.capture import PREFIXES, Captured
from model.change import Change, JourneyMap, chain
from model.edits.cards import add_card, move_cards, usual_kind
from model.edits.common import EditError, need, new_ids
from model.edits.details import find_or_make_person
from model.edits.feelings import clear_feeling, set_feeling
from model.edits.fields import set_fields
from model.edits.stages import add_stage
from model.grid import stages
from model.ids import Ids, feeling_id
from model.records import Card, CardKind, Feeling, Lane, Person


def capture(
    to: JourneyMap,
    ids: Ids,
    cell: tuple[str, str],
    said: Captured,
    *,
    kind: CardKind | None = None,
    persona_id: str = "",
) -> Change:
    """A card with what the line says, last in its step; parked if step and lane are empty.

    It is of the kind that the line says, or else of `kind`, or else of the lane's usual
    one. Scores are the persona's; nobody else's line is touched. An owner that nobody is
    called yet is made: whoever calls this has asked.

    Raises:
        EditError: the step or lane is gone, the line has no words, or a value does not fit.
    """
    if not said.text:
        raise EditError("A card needs words.")
    kind = said.kind or kind
    fields: dict[str, Any] = {"kind": kind} if kind else {}
    if "kind" not in fields and not cell[1]:
        fields["kind"] = "note"
    made: list[str] = []

    def add(of: JourneyMap) -> Change:
        change = add_card(of, ids, *cell, title=said.text, **fields)
        made.extend(new_ids(change, Card))
        return change

    return chain(to, add, lambda of: _say(of, ids, made[0], said, persona_id))


def reword(
    to: JourneyMap,
    ids: Ids,
    card_id: str,
    said: Captured,
    *,
    cell: tuple[str, str] | None = None,
    persona_id: str = "",
) -> Change:
    """A card with what the line says now; what the line no longer says is taken back.

    With a `cell` it comes last there if it is elsewhere; both ids empty: into the parking lot.

    Raises:
        EditError: the card is gone, the line has no words, or a value does not fit.
    """
    if not said.text:
        raise EditError("A card needs words.")
    card = need(to, card_id, Card)
    # A line has no breaks: a title that has some keeps them if its words are the same.
    title = card.title if " ".join(card.title.split()) == said.text else said.text
    fields: dict[str, Any] = {"title": title, "kind": said.kind or card.kind}
    stays = cell is None or (card.step_id, card.lane_id) == cell
    return chain(
        to,
        lambda of: {} if cell is None or stays else move_cards(of, [card_id], *cell),
        lambda of: set_fields(of, card_id, **fields),
        lambda of: _say(of, ids, card_id, said, persona_id, anew=True),
    )


def line_of(of: JourneyMap, card_id: str, persona_id: str = "") -> str:
    """The line that captures a card as it is now, to be typed on; "" if it is gone.

    Its kind stands in front where the lane would not give it.
    """
    card = of.get(card_id, Card)
    if card is None:
        return ""
    lane = of.get(card.lane_id, Lane)
    sign = next((sign for sign, kind in PREFIXES.items() if kind == card.kind), "")
    if lane is not None and usual_kind(lane) == card.kind:
        sign = ""
    words = card.title
    if words[:1] in PREFIXES and words:
        words = f"{words[0]}{words}" if not sign else words
    parts = [f"{sign}{words}", *(f"#{tag}" for tag in card.tags if " " not in tag)]
    person = of.get(card.owner_id, Person)
    if person is not None and person.name.strip():
        parts.append(f"@{short_name(of, person)}")
    feeling = of.get(feeling_id(persona_id, card_id), Feeling)
    if feeling is not None:
        parts.append(f"={feeling.score:g}")
    if card.mentions:
        parts.append(f"x{card.mentions}")
    if parts[1:] or sign or not words.endswith(":"):
        return " ".join(parts)
    return f"{words}:"  # one colon alone would make a stage of it


def words_of(of: JourneyMap, card_id: str) -> frozenset[str]:
    """What reads as a mark on a card's line and is a word of its title ("Room #4")."""
    card = of.get(card_id, Card)
    return (
        frozenset(card.title.split()).difference(f"#{t}" for t in card.tags)
        if card
        else frozenset()
    )


def owner_of(of: JourneyMap, typed: str) -> str:
    """The id of the person whom "@typed" means: by initials, first or whole name; or "".

    A beginning is enough where it is nobody else's.
    """
    wanted = _plain(typed)
    people = sorted(of.all(Person), key=lambda person: person.id)
    exact = [p for p in people if wanted in (_plain(p.name), p.initials.casefold())]
    first = [p for p in people if p.name.strip() and _plain(p.name.split()[0]) == wanted]
    begun = [p for p in people if _plain(p.name).startswith(wanted)]
    for found in (exact, first, begun):
        if len(found) == 1 or (found and found is exact):
            return found[0].id
    return ""


def short_name(of: JourneyMap, person: Person) -> str:
    """What to type after "@" for a person: the first name, or all of it in one word."""
    first = person.name.split()[0]
    return first if owner_of(of, first) == person.id else "".join(person.name.split())


def stage_of(of: JourneyMap, name: str) -> str:
    """The id of the first stage of that name, whatever its case; "" if there is none."""
    return next((s.id for s in stages(of) if _plain(s.name) == _plain(name)), "")


def add_stage_after(to: JourneyMap, ids: Ids, name: str, stage_id: str) -> Change:
    """A stage after another one, or at the end if that is gone.

    Raises:
        EditError: the name is too long.
    """
    order = [stage.id for stage in stages(to)]
    at = order.index(stage_id) + 1 if stage_id in order else len(order)
    before = order[at] if at < len(order) else None
    return add_stage(to, ids, name, before)


def _say(
    to: JourneyMap,
    ids: Ids,
    card_id: str,
    said: Captured,
    persona_id: str,
    anew: bool = False,
) -> Change:
    """Tags, owner, count and score on a card; with `anew`, what is not said goes."""

    def fields(of: JourneyMap) -> Change:
        values: dict[str, Any] = {}
        if said.tags or anew:
            kept = [t for t in need(of, card_id, Card).tags if " " in t] if anew else []
            values["tags"] = (*kept, *said.tags)
        if said.mentions is not None or anew:
            values["mentions"] = said.mentions
        if said.owner:
            values["owner_id"] = owner_of(of, said.owner) or owner[0]
        elif anew:
            values["owner_id"] = ""
        return set_fields(of, card_id, **values) if values else {}

    def person(of: JourneyMap) -> Change:
        if not said.owner or owner_of(of, said.owner):
            return {}
        made_id, change = find_or_make_person(of, said.owner, ids)
        owner.append(made_id)
        return change

    def feeling(of: JourneyMap) -> Change:
        if said.scores is not None:
            mean, low, high, n = said.scores
            several: dict[str, Any] = {"low": low, "high": high, "n": n} if n > 1 else {}
            there = of.get(feeling_id(persona_id, card_id), Feeling)
            if anew and there is not None and n == 1:
                if mean == float(f"{there.score:g}"):
                    return {}  # the mean of several, as the line was filled with it
                several = {"low": None, "high": None, "n": None}
            return set_feeling(of, persona_id, card_id, mean, **several)
        if anew and feeling_id(persona_id, card_id) in of:
            return clear_feeling(of, persona_id, card_id)
        return {}

    owner: list[str] = []
    return chain(to, person, fields, feeling)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
