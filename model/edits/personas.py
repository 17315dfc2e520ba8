"""Personas: add, move, remove with their scores."""

from typing import Any

from model import grid
from model.change import Change, JourneyMap
from model.edits.common import changing, keys_before, made, moved_before, need
from model.edits.guard import fitting_fields
from model.edits.removing import remove
from model.ids import Ids
from model.records import Card, Lane, Link, Metric, Persona, Record


def add_persona(
    to: JourneyMap, ids: Ids, name: str = "", before_id: str | None = None, **fields: Any
) -> Change:
    """A persona; last, or before another one.

    Raises:
        EditError: that persona is gone, or a field does not fit.
    """
    keys, rekeyed = keys_before(grid.personas(to), before_id)
    persona = made(Persona, id=ids.new(Persona), name=name, order=keys[0], **fields)
    return fitting_fields(to, changing(to, persona, *rekeyed), Persona, fields)


def move_persona(to: JourneyMap, persona_id: str, before_id: str | None = None) -> Change:
    """A persona moved before another, or to the end.

    Raises:
        EditError: one of them is gone.
    """
    persona = need(to, persona_id, Persona)
    return changing(to, *moved_before(grid.personas(to), [persona], before_id))


def delete_persona(to: JourneyMap, persona_id: str, with_own: bool = False) -> Change:
    """A persona and its scores removed.

    What was for this persona alone becomes everyone's, so that nothing is lost; `with_own`
    removes those cards, lanes, links and metrics too.

    Raises:
        EditError: the persona is gone already.
    """
    need(to, persona_id, Persona)
    own = _own(to, persona_id) if with_own else ()
    return remove(to, persona_id, *own)


def _own(of: JourneyMap, persona_id: str) -> tuple[str, ...]:
    alone = (persona_id,)
    found: list[Record] = [
        *(card for card in of.all(Card) if card.persona_ids == alone),
        *(lane for lane in of.all(Lane) if lane.persona_ids == alone),
        *(link for link in of.all(Link) if link.persona_ids == alone),
        *(metric for metric in of.all(Metric) if metric.persona_id == persona_id),
    ]
    return tuple(record.id for record in found)
