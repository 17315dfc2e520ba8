"""Feelings: one score of a persona at a step or card, set, moved along and cleared."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from model.change import Change, JourneyMap, chain
from model.edits.common import EditError, changing, made, need, with_fields
from model.edits.guard import fitting_fields
from model.edits.removing import remove
from model.ids import feeling_id
from model.records import Card, Feeling, Persona, Step


def set_feeling(
    to: JourneyMap,
    persona_id: str,
    at_id: str,
    score: float,
    curve: str = "current",
    measure: str = "emotion",
    **fields: Any,
) -> Change:
    """The score (-2..+2) of a persona (or "", nobody's in particular) at a step or card.

    Other fields (word, note, n...) stay as they are unless given.

    Raises:
        EditError: the persona, step or card is gone, or a value does not fit.
    """
    if persona_id:
        need(to, persona_id, Persona)
    at = to.records.get(at_id)
    if not isinstance(at, (Step, Card)):
        raise EditError("A feeling belongs to a step or a card that is on the map.")
    record_id = feeling_id(persona_id, at_id, curve, measure)
    present = to.get(record_id, Feeling)
    if present is not None:
        after = with_fields(present, score=score, **fields)
    else:
        place = {"step_id": at_id} if isinstance(at, Step) else {"card_id": at_id}
        key = {"persona_id": persona_id, "curve": curve, "measure": measure, **place}
        after = made(Feeling, id=record_id, **key, score=score, **fields)
    return fitting_fields(to, changing(to, after), Feeling, fields)


def draw_line(
    to: JourneyMap,
    persona_id: str,
    scores: Mapping[str, float],
    curve: str = "current",
    measure: str = "emotion",
) -> Change:
    """The scores of a persona at several steps or cards, `{step or card id: score}`, at once.

    Raises:
        EditError: as `set_feeling`.
    """
    return chain(
        to,
        *(
            partial(set_feeling, persona_id=persona_id, at_id=at, score=score, curve=curve,
                    measure=measure)
            for at, score in scores.items()
        ),
    )  # fmt: skip


def clear_feeling(
    to: JourneyMap,
    persona_id: str,
    at_id: str,
    curve: str = "current",
    measure: str = "emotion",
) -> Change:
    """No score there; nothing changes if there is none."""
    record_id = feeling_id(persona_id, at_id, curve, measure)
    return remove(to, record_id) if record_id in to else {}
