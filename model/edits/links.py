"""Links: flow from card to card, entries and drop-offs."""

from typing import Any

from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, made, need, with_fields
from model.edits.guard import fitting, fitting_fields
from model.edits.removing import remove
from model.ids import Ids
from model.records import Card, Link, evolve


def connect(to: JourneyMap, source_id: str, target_id: str, ids: Ids, **fields: Any) -> Change:
    """A link from one card to another.

    Where these two are linked already for the same personas, that link takes the fields.

    Raises:
        EditError: a card is gone, both are the same one, or a field does not fit.
    """
    need(to, source_id, Card)
    need(to, target_id, Card)
    if source_id == target_id:
        raise EditError("A link leads from one card to another.")
    personas = set(fields.get("persona_ids", ()))
    for link in sorted(to.all(Link), key=lambda link: link.id):
        if (link.source_id, link.target_id) == (source_id, target_id) and (
            set(link.persona_ids) == personas
        ):
            change = changing(to, with_fields(link, **fields))
            return fitting_fields(to, change, Link, fields)
    return _added(to, ids, source_id=source_id, target_id=target_id, **fields)


def add_entry(to: JourneyMap, card_id: str, ids: Ids, **fields: Any) -> Change:
    """Customers come in at this card.

    Raises:
        EditError: the card is gone, or a field does not fit.
    """
    need(to, card_id, Card)
    return _added(to, ids, target_id=card_id, **fields)


def add_drop_off(to: JourneyMap, card_id: str, ids: Ids, **fields: Any) -> Change:
    """Customers leave after this card.

    Raises:
        EditError: the card is gone, or a field does not fit.
    """
    need(to, card_id, Card)
    return _added(to, ids, source_id=card_id, **fields)


def reconnect(to: JourneyMap, link_id: str, source_id: str, target_id: str) -> Change:
    """A link with other ends; one may be "".

    Raises:
        EditError: the link or a card is gone, both ends are the same, or none is left.
    """
    link = need(to, link_id, Link)
    return fitting(to, changing(to, evolve(link, source_id=source_id, target_id=target_id)))


def remove_links(to: JourneyMap, *link_ids: str) -> Change:
    """Links removed.

    Raises:
        EditError: one is gone already.
    """
    for link_id in link_ids:
        need(to, link_id, Link)
    return remove(to, *link_ids)


def _added(to: JourneyMap, ids: Ids, **fields: Any) -> Change:
    return fitting_fields(to, changing(to, made(Link, id=ids.new(Link), **fields)), Link, fields)
