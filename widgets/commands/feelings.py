"""Feelings by key: the active persona's score at the step in focus, up and down."""

import math
from functools import partial
from typing import NamedTuple

from model import labels
from model.change import JourneyMap
from model.edits.feelings import clear_feeling, set_feeling
from model.grid import Grid, lanes
from model.records import Card, Feeling, Lane, Measure
from widgets.commands import here
from widgets.commands.command import Command
from widgets.editor import Editor

#: One press of a key.
STEP = 0.5


class _Key(NamedTuple):
    """Whose feeling it is, where, and of what sort: what a Feeling's id is made of."""

    persona_id: str
    at_id: str
    curve: str
    measure: str


def change_by(editor: Editor, by: float) -> None:
    """Raise or lower the feeling in focus by at most `by`, to the next half; one undo a burst.

    It is the selected one, or that of the active persona at the step in focus, in the
    measure of the lane in focus or else of the map's first emotion line. Where nothing is
    scored yet it starts at 0, or at the mean of the step's cards.
    """
    key = _key(editor)
    if key is None:
        return
    journey = editor.document.map
    start = shown_score(journey, *key)
    halves = start / STEP
    whole = math.floor(halves) + 1 if by > 0 else math.ceil(halves) - 1
    score = max(-2.0, min(2.0, whole * STEP))
    editor.document.edit_on(
        f"Change {_what(journey, key)}",
        set_feeling, key.persona_id, key.at_id, score, key.curve, key.measure,
    )  # fmt: skip
    editor.canvas.reveal(*editor.selection.ids)


def clear(editor: Editor) -> None:
    """Take the score in focus away."""
    key = _key(editor)
    if key is not None:
        journey = editor.document.map
        label = f"Clear {_what(journey, key)}"
        change = editor.document.edit(label, clear_feeling, *key)
        if not change:
            editor.document.refused.emit("Nothing is scored here yet.")


def shown_score(
    of: JourneyMap, persona_id: str, at_id: str, curve: str = "current", measure: str = "emotion"
) -> float:
    """The score that a line shows at a step or card: its own, or the mean of its cards'; or 0."""
    feelings = [
        feeling
        for feeling in of.all(Feeling)
        if (feeling.persona_id, feeling.curve, feeling.measure) == (persona_id, curve, measure)
    ]
    for feeling in feelings:
        if at_id in (feeling.step_id, feeling.card_id):
            return feeling.score
    scores = [
        feeling.score
        for feeling in feelings
        if (card := of.get(feeling.card_id, Card)) is not None
        and card.step_id == at_id
        and card.lane_id in of
    ]
    return sum(scores) / len(scores) if scores else 0.0


def _key(editor: Editor) -> _Key | None:
    feeling = here.anchor(editor, Feeling)
    if feeling is not None:
        at_id = feeling.step_id or feeling.card_id
        return _Key(feeling.persona_id, at_id, feeling.curve, feeling.measure)
    step = here.step(editor)
    if step is None:
        return None
    lane = here.lane(editor)
    if lane is None or lane.kind != "emotion":
        lane = next((one for one in lanes(editor.document.map) if one.kind == "emotion"), None)
    measure: Measure = lane.measure if lane else "emotion"
    return _Key(_persona(editor, lane), step.id, "current", measure)


def _persona(editor: Editor, lane: Lane | None) -> str:
    """The active persona, or the first one whose line the lane shows; "" where there is none."""
    persona = here.find_persona(editor)
    if lane is None or not lane.persona_ids or (persona and persona.id in lane.persona_ids):
        return persona.id if persona else ""
    shown = [one.id for one in Grid(editor.document.map).personas if one.id in lane.persona_ids]
    return shown[0] if shown else ""


def _what(of: JourneyMap, key: _Key) -> str:
    whose = labels.feeling_of(of, key.persona_id, key.measure)
    return f"{whose} at {labels.where(of, key.at_id)}"


def _can(editor: Editor) -> bool:
    at = here.anchor(editor, Feeling) or here.step(editor)
    return not editor.document.read_only and at is not None


COMMANDS: tuple[Command, ...] = (
    Command("feeling.raise", "&Raise the feeling", partial(change_by, by=STEP),
            ("Alt+Shift+Up",), "trending-up", enabled=_can),
    Command("feeling.lower", "&Lower the feeling", partial(change_by, by=-STEP),
            ("Alt+Shift+Down",), "trending-down", enabled=_can),
    Command("feeling.clear", "&Clear the feeling", clear, enabled=_can),
)  # fmt: skip
