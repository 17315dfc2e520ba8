"""Several cards that say the same made one, as after a round of sticky notes."""

from collections.abc import Sequence

from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, need, with_fields
from model.edits.guard import fitting
from model.edits.joining import joined_or_error, taken_over
from model.joining import words_of
from model.records import Card, Link
from model.references import rewritten


def combine_cards(to: JourneyMap, card_ids: Sequence[str]) -> Change:
    """The first card takes the others in, and stays where it is.

    Every wording is kept in its text, how many said it is added up, evidence, tags and
    other lists are united, and links, votes, comments, scores and mentions lead to it.
    Links among them go; what they said is kept in the text as well.

    Raises:
        EditError: a card is gone, there is only one, the text would be too long, or the
            card would be about itself in a circle.
    """
    cards = [need(to, card_id, Card) for card_id in dict.fromkeys(card_ids)]
    if len(cards) < 2:
        raise EditError("It takes two cards to combine them.")
    first, others = cards[0], cards[1:]
    together = {card.id for card in cards}
    by = {card.id: first.id for card in others}
    combined = first
    for card in others:
        combined = joined_or_error(to, combined, card)
    inner = [k for k in to.all(Link) if k.source_id in together and k.target_id in together]
    said = [words_of(to, link, "label", "reason") for link in sorted(inner, key=lambda k: k.id)]
    if any(said):
        body = "\n".join(text for text in (combined.body, *said) if text)
        combined = with_fields(combined, body=body)
    inside = dict.fromkeys([first.id], "")
    combined = rewritten(rewritten(combined, by), inside)
    return fitting(to, taken_over(to, changing(to, combined), by))
