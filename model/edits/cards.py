"""Cards: add, move, duplicate, park, span, change of kind, delete."""

from collections.abc import Container, Sequence
from typing import Any

from model import grid
from model.change import Change, JourneyMap, apply, chain, compose, diff
from model.edits.common import (
    EditError,
    changing,
    keys_before,
    made,
    moved_before,
    need,
    new_ids,
    with_fields,
)
from model.edits.guard import fitting_fields
from model.edits.removing import remove
from model.edits.spans import moved_span, straightened
from model.edits.stages import add_step
from model.ids import Ids, id_of_feeling
from model.records import Card, CardKind, Feeling, Lane, Link, Record, Step, evolve
from model.references import mentions, rewritten, without

_KINDS: dict[str, CardKind] = {
    "doing": "doing",
    "thinking": "thought",
    "needs": "need",
    "team": "activity",
    "insight": "opportunity",
    "metric": "metric",
    "picture": "picture",
}


def usual_kind(lane: Lane) -> CardKind:
    """What a new card in this lane is: its default, or what lanes of its kind hold."""
    if lane.default_card_kind:
        return lane.default_card_kind
    return _KINDS.get(lane.aspect if lane.kind == "customer" else lane.kind, "touchpoint")


#: These kinds of cards say something without a word.
WORDLESS = ("metric", "picture")


def add_card(
    to: JourneyMap,
    ids: Ids,
    step_id: str = "",
    lane_id: str = "",
    before_id: str | None = None,
    **fields: Any,
) -> Change:
    """A card in a cell, or in the parking lot if step and lane are empty.

    It comes last in its step, or just before another card of that step (whose lane may be
    another). `kind` is the lane's usual one unless given.

    Raises:
        EditError: the step, the lane or that card is gone, or a field does not fit.
    """
    lane = _need_cell(to, step_id, lane_id)
    if "kind" not in fields and lane is not None:
        fields["kind"] = usual_kind(lane)
    keys, rekeyed = keys_before(grid.cards_of_step(to, step_id), before_id)
    place = {"step_id": step_id, "lane_id": lane_id, "order": keys[0]}
    card = made(Card, id=ids.new(Card), **place, **fields)
    return fitting_fields(to, changing(to, card, *rekeyed), Card, fields)


def add_card_after(
    to: JourneyMap, card_id: str, ids: Ids, lane_id: str = "", **fields: Any
) -> Change:
    """A card in the step after that of `card_id`: a touchpoint after the last one makes its step.

    It stands in the same lane unless another is named, and is of the same kind unless given.

    Raises:
        EditError: the card is gone or is parked, or a field does not fit.
    """
    card = need(to, card_id, Card)
    if not grid.is_placed(to, card):
        raise EditError("A card in the parking lot has no step after it.")
    steps = [step.id for step in grid.steps(to)]
    at = steps.index(card.step_id) + 1
    change: Change = {}
    if at == len(steps):
        change = add_step(to, need(to, card.step_id, Step).stage_id, ids)
        steps += new_ids(change, Step)
    fields.setdefault("kind", card.kind)
    after = apply(change, to)
    first = grid.cards_of_step(after, steps[at])
    added = add_card(
        after, ids, steps[at], lane_id or card.lane_id, first[0].id if first else None, **fields
    )
    return compose(change, added)


def move_cards(
    to: JourneyMap,
    card_ids: Sequence[str],
    step_id: str,
    lane_id: str,
    before_id: str | None = None,
) -> Change:
    """Cards moved into a cell, in the order given, before another card of that step.

    Without `before_id` they come last in the step, or, where they stand in that step
    already, no further than behind the other cards of the cell. A spanning card stays as
    wide as there is room. Both ids empty: into the parking lot.

    Raises:
        EditError: a card, the step, the lane or that card is gone.
    """
    cards = [need(to, card_id, Card) for card_id in dict.fromkeys(card_ids)]
    _need_cell(to, step_id, lane_id)
    siblings = grid.cards_of_step(to, step_id)
    placed = {card.id: card for card in cards}
    if before_id or not _behind(siblings, cards, lane_id):
        if not before_id and all(card in siblings for card in cards):
            before_id = _after_cell(siblings, placed, lane_id)
        placed.update((c.id, c) for c in moved_before(siblings, cards, before_id))
    for card in cards:
        place = moved_span(to, card, step_id, lane_id)
        placed[card.id] = evolve(placed[card.id], **place)
    return changing(to, *placed.values())


def park_cards(to: JourneyMap, *card_ids: str) -> Change:
    """Cards moved to the end of the parking lot.

    Raises:
        EditError: one is gone.
    """
    return move_cards(to, card_ids, "", "")


def set_span(
    to: JourneyMap, card_id: str, until_step_id: str = "", until_lane_id: str = ""
) -> Change:
    """A card made to reach over steps and lanes; an empty end is where it starts.

    An end before its start becomes the start, and the start the end.

    Raises:
        EditError: the card is gone or is parked, or an end is gone.
    """
    card = need(to, card_id, Card)
    if not grid.is_placed(to, card):
        raise EditError("A card in the parking lot cannot reach over several steps.")
    ends = {
        "until_step_id": "" if until_step_id == card.step_id else until_step_id,
        "until_lane_id": "" if until_lane_id == card.lane_id else until_lane_id,
    }
    if ends["until_step_id"]:
        need(to, until_step_id, Step)
    if ends["until_lane_id"]:
        need(to, until_lane_id, Lane)
    return straightened(to, changing(to, evolve(card, **ends)))


def start_at(to: JourneyMap, card_id: str, step_id: str) -> Change:
    """A card made to begin at another step and to end where it did: no later than there.

    Raises:
        EditError: the card is gone or is parked, or the step is gone.
    """
    card, step = need(to, card_id, Card), need(to, step_id, Step)
    if not grid.is_placed(to, card):
        raise EditError("A card in the parking lot cannot reach over several steps.")
    columns = [one.id for one in grid.steps(to)]
    last = card.until_step_id if card.until_step_id in columns else card.step_id
    first = columns[min(columns.index(step.id), columns.index(last))]
    return chain(
        to,
        lambda m: move_cards(m, [card_id], first, card.lane_id) if first != card.step_id else {},
        lambda m: set_span(m, card_id, last, card.until_lane_id),
    )


def change_kind(to: JourneyMap, card_ids: Sequence[str], kind: CardKind) -> Change:
    """Cards made touchpoints, pain points, quotes...; what they say stays.

    Raises:
        EditError: a card is gone, or there is no such kind.
    """
    cards = [need(to, card_id, Card) for card_id in card_ids]
    return changing(to, *(with_fields(card, kind=kind) for card in cards))


def duplicate_cards(to: JourneyMap, card_ids: Sequence[str], ids: Ids) -> Change:
    """A copy of each card just after it, with its scores, and with the links among them.

    What the copies say about, address or support one another leads to the copies. A mention
    of what the map does not hold stays with the original alone.

    Raises:
        EditError: a card is gone.
    """
    new_ids = {card_id: ids.new(Card) for card_id in dict.fromkeys(card_ids)}

    def copied(record: Record) -> Any:
        gone = {mentioned for _, mentioned in mentions(record) if mentioned not in to}
        return rewritten(without(record, gone), new_ids)

    now = to
    for card_id, new_id in new_ids.items():
        card = need(to, card_id, Card)
        step_id = card.step_id if grid.is_placed(to, card) else ""
        siblings = grid.cards_of_step(now, step_id)
        at = [sibling.id for sibling in siblings].index(card_id) + 1
        before_id = siblings[at].id if at < len(siblings) else None
        keys, rekeyed = keys_before(siblings, before_id)
        copy = evolve(copied(card), id=new_id, order=keys[0])
        now = apply(changing(now, copy, *rekeyed), now)
    copies: list[Record] = []
    for feeling in to.all(Feeling):
        if feeling.card_id in new_ids and feeling.persona_id in to:
            copy = copied(feeling)
            copies.append(evolve(copy, id=id_of_feeling(copy)))
    for link in to.all(Link):
        if link.source_id in new_ids and link.target_id in new_ids:
            copies.append(evolve(copied(link), id=ids.new(Link)))
    return compose(diff(to, now), changing(now, *copies))


def delete_cards(to: JourneyMap, *card_ids: str) -> Change:
    """Cards removed with their scores, links, votes and comments.

    Raises:
        EditError: one is gone already.
    """
    for card_id in card_ids:
        need(to, card_id, Card)
    return remove(to, *card_ids)


def _need_cell(to: JourneyMap, step_id: str, lane_id: str) -> Lane | None:
    if not (step_id or lane_id):
        return None
    need(to, step_id, Step)
    return need(to, lane_id, Lane)


def _behind(siblings: Sequence[Card], cards: Sequence[Card], lane_id: str) -> bool:
    """Whether `cards` stand in that sequence already, behind the other cards of the lane."""
    moving = {card.id for card in cards}
    in_lane = [i for i, c in enumerate(siblings) if c.lane_id == lane_id and c.id not in moving]
    at = [i for i, c in enumerate(siblings) if c.id in moving]
    return [siblings[i].id for i in at] == [card.id for card in cards] and at[:1] > in_lane[-1:]


def _after_cell(siblings: Sequence[Card], moving: Container[str], lane_id: str) -> str | None:
    """The first card that follows the last one of the lane, those that move left out."""
    following: str | None = None
    for card in reversed(siblings):
        if card.id not in moving:
            if card.lane_id == lane_id:
                break
            following = card.id
    return following
