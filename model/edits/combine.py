"""Several cards that say the same made one, as after a round of sticky notes."""

from collections.abc import Sequence

from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, need, with_fields
from model.edits.guard import fitting
from model.edits.joining import TOO_LONG, joined_or_error, taken_over
from model.joining import words_of
from model.labels import counted, quoted, quoted_text
from model.records import LONGEST_TEXT, Card, Link
from model.references import rewritten
from model.wordings import Said, in_lines, one_line, said_by, together


def combine_cards(to: JourneyMap, card_ids: Sequence[str]) -> Change:
    """The first card takes the others in, and stays where it is.

    Its title is what `combined_title` says. Where they read differently, its text begins with
    every wording and how many said it, most said first; a card that nobody counted was said by
    one, and all of them are added up. Their texts follow. Evidence, tags and other lists are
    united, and links, votes, comments, scores and mentions lead to it. Links among them go; what
    they said is kept in the text as well.

    Raises:
        EditError: a card is gone, there is only one, the text would be too long, or the
            card would be about itself in a circle.
    """
    cards = [need(to, card_id, Card) for card_id in dict.fromkeys(card_ids)]
    if len(cards) < 2:
        raise EditError("It takes two cards to combine them.")
    title = combined_title(cards)
    said = [said_by(card) for card in cards]
    # What they say is told apart here, so that joining has nothing to tell about it.
    icon = next((card.icon for card in cards if card.icon), "")
    plain = [
        with_fields(card, title=title, body=part.rest, icon=icon, mentions=_counted(card, part))
        for card, part in zip(cards, said, strict=True)
    ]
    first, others = cards[0], cards[1:]
    together_ids = {card.id for card in cards}
    by = {card.id: first.id for card in others}
    combined = plain[0]
    for card in plain[1:]:
        combined = joined_or_error(to, combined, card)
    links = [k for k in to.all(Link) if {k.source_id, k.target_id} <= together_ids]
    linked = [words_of(to, link, "label", "reason") for link in sorted(links, key=lambda k: k.id)]
    wordings = in_lines(together(wording for part in said for wording in part.wordings))
    rest = "\n".join(text for text in (combined.body, *linked) if text)
    body = "\n\n".join(text for text in (wordings, rest) if text)
    if len(body) > LONGEST_TEXT:
        raise EditError(TOO_LONG)
    combined = with_fields(combined, body=body)
    inside = dict.fromkeys([first.id], "")
    combined = rewritten(rewritten(combined, by), inside)
    return fitting(to, taken_over(to, changing(to, combined), by))


def combined_title(cards: Sequence[Card]) -> str:
    """What cards are called when the first takes the others in: what most people said.

    It keeps its own where as many said that, and where its title is a heading that somebody
    wrote over several wordings.
    """
    said = [said_by(card) for card in cards]
    if said[0].is_headed:
        return cards[0].title
    found = together(wording for part in said for wording in part.wordings)
    most = [wording.text for wording in found if wording.n == found[0].n]
    own = one_line(cards[0].title)
    return cards[0].title if not most or own in most else most[0]


def combining_label(first: Card, *others: Card) -> str:
    """What the history calls it: Combine 3 cards into “Waits too long”."""
    title = combined_title((first, *others))
    into = quoted_text(title) if title else quoted(first)
    return f"Combine {counted(1 + len(others), 'card')} into {into}"


def combined_words(card: Card) -> str:
    """What a card holds that took others in: by how many it was said, in how many wordings."""
    wordings = len(said_by(card).wordings)
    people = counted(card.mentions or 0, "person")
    kept = "in one wording" if wordings < 2 else f"in {wordings} wordings, all kept in its details"
    return f"Said by {people} {kept}"


def _counted(card: Card, part: Said) -> int:
    """How many said what a card says; one where nobody counted."""
    return max(part.n, 1 if card.mentions is None else card.mentions)
