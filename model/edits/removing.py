"""Remove records with all that hangs on them, and every mention of them, in one Change."""

from model import grid
from model.change import Change, JourneyMap, Pair
from model.edits.common import EditError
from model.edits.spans import NO_PLACE, shrunk
from model.records import (
    Card,
    Comment,
    Feeling,
    Lane,
    Link,
    Stage,
    Step,
    Vote,
    evolve,
)
from model.references import rewritten


def remove(to: JourneyMap, *record_ids: str, park_cards: bool = False) -> Change:
    """These records removed.

    With a stage go its steps, with a step or lane its cards, with a card or persona its
    feelings, with a card its links and votes, with anything the comments about it. A card
    that reaches into steps or lanes that stay shrinks to those. Elsewhere mentions are
    taken out. The last step of a stage takes the stage along. `park_cards` sends the
    cards of removed steps and lanes to the parking lot instead.

    Raises:
        EditError: one of them is gone already, or is the map itself.
    """
    for record_id in record_ids:
        if record_id == "map":
            raise EditError("The map itself cannot be removed from the map.")
        if record_id not in to:
            raise EditError("What you are removing is not on the map any more.")
    gone = set(record_ids)
    _add_columns(to, gone)
    rest = _add_cards(to, gone, park_cards)
    _add_what_hangs_on(to, gone)
    change: dict[str, Pair] = {i: (to[i], None) for i in to.records if i in gone}
    new_ids = dict.fromkeys(gone, "")
    for record in to.records.values():
        if record.id not in gone:
            after = rewritten(rest.get(record.id, record), new_ids)
            if after is not record:
                change[record.id] = (record, after)
    return change


def _add_columns(to: JourneyMap, gone: set[str]) -> None:
    """The steps of removed stages, and the stages that lose their last step."""
    if not any(isinstance(to[i], (Stage, Step)) for i in gone):
        return
    steps = list(to.all(Step))
    gone.update(step.id for step in steps if step.stage_id in gone)
    losing = {step.stage_id for step in steps if step.id in gone}
    keeping = {step.stage_id for step in steps if step.id not in gone}
    gone.update(i for i in losing - keeping if to.get(i, Stage))


def _add_cards(to: JourneyMap, gone: set[str], park: bool) -> dict[str, Card]:
    """The cards that lose their place; returned are those that only shrink or are parked."""
    if not any(isinstance(to[i], (Step, Lane)) for i in gone):
        return {}
    steps = [step.id for step in grid.steps(to)]
    lanes = [lane.id for lane in grid.lanes(to)]
    rest: dict[str, Card] = {}
    for card in to.all(Card):
        places = (card.step_id, card.lane_id, card.until_step_id, card.until_lane_id)
        if gone.isdisjoint(places) or card.id in gone:
            continue
        smaller = shrunk(card, gone, steps, lanes)
        if smaller is None and park:
            smaller = evolve(card, **NO_PLACE)
        if smaller is None:
            gone.add(card.id)
        else:
            rest[card.id] = smaller
    return rest


def _add_what_hangs_on(to: JourneyMap, gone: set[str]) -> None:
    for feeling in to.all(Feeling):
        if not gone.isdisjoint((feeling.persona_id, feeling.step_id, feeling.card_id)):
            gone.add(feeling.id)
    for link in to.all(Link):
        if link.source_id in gone or link.target_id in gone:
            gone.add(link.id)
    gone.update(vote.id for vote in to.all(Vote) if vote.card_id in gone)
    comments = list(to.all(Comment))
    while True:  # comments may be about comments
        more = {c.id for c in comments if c.about_id in gone} - gone
        if not more:
            return
        gone.update(more)
