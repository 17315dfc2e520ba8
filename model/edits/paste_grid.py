"""A table that brings its names along is pasted: cards in stages and lanes of these names.

Where everything goes is in `model.edits.paste_grounds`; what is missing there is made here.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from model.change import JourneyMap, apply, diff
from model.edits.beginning import SUGGESTED
from model.edits.cards import usual_kind
from model.edits.common import changing, keys_before, made, need
from model.edits.feelings import draw_line
from model.edits.paste import TOO_MANY_ROWS, Pasted, Table, Target, next_id, paste_table
from model.edits.paste_grounds import Head, Names, grounds, persona_of, plain
from model.grid import Grid
from model.ids import Ids
from model.importing.ground import lane_fields
from model.importing.values import score
from model.records import Card, Lane, Stage, Step


def paste_grid(
    to: JourneyMap, rows: Table, ids: Ids, target: Target, names: Names, persona_id: str = ""
) -> Pasted:
    """A card for each filled cell of a table, in stages and lanes of the names that it brings.

    Without names it is `paste_table`. All cards are new. Figures in a row that is named as a
    line of feelings are the scores of the persona there, or of `persona_id`.

    Raises:
        EditError: the target is gone, or a text is too long for a card or a name.
    """
    if not any(names):
        return paste_table(to, rows, ids, target)
    for record_id, kind in ((target.step_id, Step), (target.lane_id, Lane)):
        if record_id:
            need(to, record_id, kind)
    columns, heads, body, joins = grounds(to, rows, target, names)
    now, steps = _with_columns(to, columns, ids)
    now, lanes = _with_rows(now, heads, ids)
    by_step: dict[str, list[tuple[Lane, str]]] = {}
    for head, lane, line in zip(heads, lanes, body, strict=True):
        if head.scores:
            now = _with_scores(now, lane, zip(steps, line, strict=True), persona_id)
            continue
        for step_id, text in zip(steps, line, strict=True):
            if text:
                by_step.setdefault(step_id, []).append((lane, text))
    notes: tuple[str, ...] = ()
    if joins and len({lane.id for lane in lanes}) < len(lanes):
        notes = (TOO_MANY_ROWS,)
        by_step = {step_id: _joined(cells) for step_id, cells in by_step.items()}
    card_ids: list[str] = []
    put: list[Card] = []
    grid = Grid(now)
    for step_id, cells in by_step.items():
        there = grid.cards_at(step_id)
        keys, rekeyed = keys_before(there, next_id(there, target.after_id), len(cells))
        new = [
            made(
                Card, id=ids.new(Card), kind=usual_kind(lane), title=text, order=key,
                step_id=step_id, lane_id=lane.id,
            )
            for (lane, text), key in zip(cells, keys, strict=True)
        ]  # fmt: skip
        put += (*rekeyed, *new)
        card_ids += (card.id for card in new)
    return Pasted(diff(to, apply(changing(now, *put), now)), tuple(card_ids), notes)


def _with_scores(
    to: JourneyMap, lane: Lane, cells: Iterable[tuple[str, str]], persona_id: str
) -> JourneyMap:
    """The map with these scores, given as step and words, on a line of feelings."""
    who = persona_of(lane, persona_id)
    scores = {step_id: score(text)[1] for step_id, text in cells if text}
    return apply(draw_line(to, who, scores, measure=lane.measure), to)


def _with_columns(to: JourneyMap, heads: Sequence[Head], ids: Ids) -> tuple[JourneyMap, list[str]]:
    """The map with the stages and steps that are missing, and the step of each column."""
    stage_ids: dict[str, str] = {}
    now = to
    for before, new in _missing(heads, [stage.id for stage in Grid(to).stages]).items():
        keys, rekeyed = keys_before(Grid(now).stages, before, len(new))
        stages = [
            made(Stage, id=ids.new(Stage), name=head.name, order=key, **_phase(head.name))
            for head, key in zip(new, keys, strict=True)
        ]
        stage_ids |= {head.of: stage.id for head, stage in zip(new, stages, strict=True)}
        now = apply(changing(now, *rekeyed, *stages), now)
    grid = Grid(now)
    missing: dict[str, list[int]] = {}
    for column, head in enumerate(heads):
        if not head.id:
            missing.setdefault(stage_ids.get(head.of, head.of), []).append(column)
    step_ids = [head.id for head in heads]
    put: list[Step] = []
    for stage_id, columns in missing.items():
        steps: Sequence[Step] = grid.steps_in(stage_id)
        step_keys, moved = keys_before(steps, None, len(columns))
        put += moved
        for column, key in zip(columns, step_keys, strict=True):
            put.append(made(Step, id=ids.new(Step), stage_id=stage_id, order=key))
            step_ids[column] = put[-1].id
    return apply(changing(now, *put), now), step_ids


def _with_rows(to: JourneyMap, heads: Sequence[Head], ids: Ids) -> tuple[JourneyMap, list[Lane]]:
    """The map with the lanes that are missing, and the lane of each row."""
    lanes = {lane.id: lane for lane in to.all(Lane)}
    now = to
    for before, new in _new_lanes(Grid(to).lanes, heads).items():
        keys, rekeyed = keys_before(Grid(now).lanes, before, len(new))
        put = [
            made(Lane, id=ids.new(Lane), name=head.name, order=key, **fields)
            for (head, fields), key in zip(new, keys, strict=True)
        ]
        lanes |= {head.of: lane for (head, _), lane in zip(new, put, strict=True)}
        now = apply(changing(now, *rekeyed, *put), now)
    return now, [lanes[head.of] for head in heads]


def _new_lanes(
    lanes: Sequence[Lane], heads: Sequence[Head]
) -> dict[str | None, list[tuple[Head, dict[str, Any]]]]:
    """The lanes that are made, with what they are, by the id of what they are put before.

    Each follows the lane that the table names before it if that is of its kind, or else the
    last one of its kind: channels stay together, and teams.
    """
    by_id = {lane.id: lane for lane in lanes}
    last = {lane.kind: lane.id for lane in lanes}
    after = {lane.id: lower.id for lane, lower in pairwise(lanes)}
    found: dict[str | None, list[tuple[Head, dict[str, Any]]]] = {}
    above: Lane | None = None
    for head in heads:
        if head.of in by_id:
            above = by_id[head.of]
        elif head.makes == "lane":
            fields = lane_fields(head.name)
            if not fields and above is not None and above.kind == "team":
                fields = {"kind": "team", "visibility": above.visibility}
            kind = fields.get("kind", Lane.model_fields["kind"].default)
            here = above.id if above is not None else ""
            place = here if above is not None and above.kind == kind else last.get(kind, here)
            before = after.get(place)
            found.setdefault(before, []).append((head, fields))
    return found


def _missing(heads: Sequence[Head], order: Sequence[str]) -> dict[str | None, list[Head]]:
    """The stages that are made, by what they are put before: they follow what the table has."""
    at = {record_id: i for i, record_id in enumerate(order)}
    found: dict[str | None, list[Head]] = {}
    before = next((head.of for head in heads if head.of in at), None)
    for head in heads:
        if head.of in at:
            following = at[head.of] + 1
            before = order[following] if following < len(order) else None
        elif head.makes == "stage":
            found.setdefault(before, []).append(head)
    return found


def _joined(cells: Iterable[tuple[Lane, str]]) -> list[tuple[Lane, str]]:
    """One text a lane, with line breaks."""
    found: dict[str, tuple[Lane, str]] = {}
    for lane, text in cells:
        said = found[lane.id][1] if lane.id in found else ""
        found[lane.id] = (lane, f"{said}\n{text}" if said else text)
    return list(found.values())


def _phase(name: str) -> dict[str, Any]:
    found = [phase for usual, phase in SUGGESTED.items() if plain(usual) == plain(name)]
    return {"phase": found[0]} if found else {}
