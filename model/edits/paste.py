"""What is pasted: a clip of cards, lines, a table, one card, a picture. All with new ids.

Everything goes to the focused cell or stands in relation to it; without one it goes to the
parking lot. Where the journey ends, steps are made; lanes never are: what would stand below
the last one stands in it.
"""

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from model.change import Change, JourneyMap, apply, diff
from model.clips import Clip, Place
from model.edits.assets import add_asset
from model.edits.belongings import keep, own
from model.edits.cards import usual_kind
from model.edits.common import changing, keys_before, made, need
from model.edits.guard import fitting
from model.grid import Grid
from model.ids import Ids, asset_id
from model.records import Card, Lane, Stage, Step, evolve
from model.references import rewritten

#: Rows of cells, each row of as many.
Table: TypeAlias = tuple[tuple[str, ...], ...]
TOO_MANY_ROWS = "There are more rows than lanes: the last ones are together in the last lane."


class Target(NamedTuple):
    """Where to paste: a cell, or the parking lot; after a card of that step, or at its end."""

    step_id: str = ""
    lane_id: str = ""
    after_id: str = ""


PARKING_LOT = Target()


class Pasted(NamedTuple):
    """What pasting does.

    Attributes:
        card_ids: the new cards, in the order in which they were copied.
        notes: sentences about what could not come along.
    """

    change: Change
    card_ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


class _Cell(NamedTuple):
    """What a card made of text says, and where it goes."""

    title: str
    place: Place
    body: str = ""


class _Put(NamedTuple):
    """A new card and where it goes; no place: the parking lot."""

    card: Card
    place: Place | None


class _Ground(NamedTuple):
    """The steps from the target's on, and the lanes for cards from the target's down."""

    steps: tuple[Step, ...]
    lanes: tuple[Lane, ...]

    def lane(self, row: int) -> Lane:
        """The lane of that row; the last one for all rows below."""
        return self.lanes[min(row, len(self.lanes) - 1)]


def paste_clip(to: JourneyMap, clip: Clip, ids: Ids, target: Target = PARKING_LOT) -> Pasted:
    """The cards of a clip, the first column and row of them in the target cell.

    Their scores and the links among them come along, and evidence, metrics and pictures
    where the map has no equal ones. Personas and people are those of the same name.
    Cards that were parked are parked again, unless all of them were.

    Raises:
        EditError: the target is gone, or the clip does not hold together.
    """
    kept = keep(to, clip, ids)
    now = apply(kept.change, to)
    by = {**kept.by, **{card.id: ids.new(Card) for card in clip.cards}}
    parked = not clip.places
    puts = [
        _Put(
            evolve(rewritten(card, by), id=by[card.id]),
            Place(0, 0) if parked else clip.places.get(card.id),
        )
        for card in clip.cards
    ]
    now = _put(now, puts, ids, target)
    now = apply(changing(now, *own(clip, by, ids)), now)
    return Pasted(fitting(to, diff(to, now)), tuple(put.card.id for put in puts), kept.notes)


def paste_text(to: JourneyMap, text: str, ids: Ids, target: Target = PARKING_LOT) -> Pasted:
    """A card for each line, or for each filled cell of a table; of the kind that lanes have.

    A table is text in which every row has as many tabs, and at least one: see `paste_table`.

    Raises:
        EditError: the target is gone, or a text is too long for a card.
    """
    rows = table_of(text)
    if rows:
        return paste_table(to, rows, ids, target)
    return _pasted(to, [_Cell(line, Place(0, 0)) for line in lines_of(text)], ids, target)


def paste_table(to: JourneyMap, rows: Table, ids: Ids, target: Target = PARKING_LOT) -> Pasted:
    """A card for each filled cell: columns go over the steps, rows over the lanes.

    What is below the last lane is joined to the card above it, with a line break.

    Raises:
        EditError: the target is gone, or a text is too long for a card.
    """
    ground = _ground(to, target)
    if ground is None:
        return _pasted(to, [_Cell(t, Place(0, 0)) for row in rows for t in row if t], ids, target)
    last = len(ground.lanes) - 1
    texts: dict[tuple[int, int], str] = {}
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            at = (column, min(row, last))
            if text:
                texts[at] = f"{texts[at]}\n{text}" if at in texts else text
    cells = [_Cell(text, Place(*at)) for at, text in texts.items()]
    notes = (TOO_MANY_ROWS,) if len(rows) > len(ground.lanes) else ()
    return _pasted(to, cells, ids, target)._replace(notes=notes)


def paste_one(to: JourneyMap, text: str, ids: Ids, target: Target = PARKING_LOT) -> Pasted:
    """One card: its title is the first line, its text are the others.

    Raises:
        EditError: the target is gone, or the text is too long for a card.
    """
    title, _, body = text.strip().partition("\n")
    if not title:
        return Pasted({}, ())
    return _pasted(to, [_Cell(title.strip(), Place(0, 0), body.strip("\n"))], ids, target)


def paste_picture(to: JourneyMap, data: bytes, ids: Ids, target: Target = PARKING_LOT) -> Pasted:
    """A picture card with this PNG or JPEG.

    Raises:
        EditError: the target is gone, or it is no bitmap or too large (`add_asset`).
    """
    now = apply(add_asset(to, data), to)
    card = made(Card, id=ids.new(Card), kind="picture", asset_ids=(asset_id(data),))
    now = _put(now, [_Put(card, Place(0, 0))], ids, target)
    return Pasted(diff(to, now), (card.id,))


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that say something, with single spaces."""
    return tuple(line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line)


def table_of(text: str) -> Table:
    """The rows of a table with tabs, as spreadsheets copy them; () if it is none."""
    if "\t" not in text:
        return ()
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter="\t") if row]
    except csv.Error:  # a cell of more than 128 KB
        return ()
    if len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return ()
    return tuple(tuple(map(str.strip, row)) for row in rows)


def trimmed(rows: Table) -> Table:
    """A table without the empty rows and columns at its end, which spreadsheets copy along."""
    height, width = len(rows), len(rows[0]) if rows else 0
    while height and not any(rows[height - 1]):
        height -= 1
    while width and not any(row[width - 1] for row in rows[:height]):
        width -= 1
    return tuple(row[:width] for row in rows[:height])


def _pasted(to: JourneyMap, cells: Sequence[_Cell], ids: Ids, target: Target) -> Pasted:
    ground = _ground(to, target)
    puts = []
    for cell in cells:
        card = made(Card, id=ids.new(Card), title=cell.title, body=cell.body)
        if ground is not None:
            card = evolve(card, kind=usual_kind(ground.lane(cell.place.row)))
        puts.append(_Put(card, cell.place))
    now = _put(to, puts, ids, target)
    return Pasted(diff(to, now), tuple(put.card.id for put in puts))


def _ground(of: JourneyMap, target: Target) -> _Ground | None:
    """Where the target is; None for the parking lot, also where no lane takes cards."""
    if not (target.step_id and target.lane_id):
        return None
    need(of, target.step_id, Step)
    need(of, target.lane_id, Lane)
    grid = Grid(of)
    row = grid.lane_at[target.lane_id]
    below = tuple(lane for lane in grid.card_lanes if grid.lane_at[lane.id] >= row)
    lanes = below or grid.card_lanes[-1:]
    return _Ground(grid.steps[grid.step_at[target.step_id] :], lanes) if lanes else None


def _put(to: JourneyMap, puts: Sequence[_Put], ids: Ids, target: Target) -> JourneyMap:
    """`to` with these cards in it, each step's in the order given."""
    ground = _ground(to, target)
    parked = [put.card for put in puts if ground is None or put.place is None]
    now = apply(_last(to, parked), to)
    if ground is None:
        return now
    columns: dict[int, list[tuple[Card, Place]]] = {}
    for card, place in puts:
        if place is not None:
            columns.setdefault(place.column, []).append((card, place))
    now = apply(_more_steps(now, ground, max(columns, default=0), ids), now)
    grid = Grid(now)
    first = grid.step_at[target.step_id]
    for column, cards in columns.items():
        step = grid.steps[first + column]
        there = grid.cards_at(step.id)
        before_id = next_id(there, target.after_id) if column == 0 else None
        keys, rekeyed = keys_before(there, before_id, len(cards))
        after = [
            evolve(card, order=key, step_id=step.id, **_span(grid, ground, place, first))
            for (card, place), key in zip(cards, keys, strict=True)
        ]
        now = apply(changing(now, *rekeyed, *after), now)
    return now


def _last(to: JourneyMap, cards: Sequence[Card]) -> Change:
    """Cards put at the end of the parking lot."""
    keys, rekeyed = keys_before(Grid(to).parked, None, len(cards))
    return changing(
        to, *rekeyed, *(evolve(c, order=key) for c, key in zip(cards, keys, strict=True))
    )


def _more_steps(to: JourneyMap, ground: _Ground, last: int, ids: Ids) -> Change:
    """Steps at the end of the last stage, as far as column `last` of the ground."""
    missing = last + 1 - len(ground.steps)
    if missing <= 0:
        return {}
    stage = need(to, ground.steps[-1].stage_id, Stage)
    keys, rekeyed = keys_before(Grid(to).steps_in(stage.id), None, missing)
    new = (made(Step, id=ids.new(Step), stage_id=stage.id, order=key) for key in keys)
    return changing(to, *rekeyed, *new)


def _span(grid: Grid, ground: _Ground, place: Place, first: int) -> dict[str, str]:
    """Lane and ends of a card at a place: as wide and high as it was, where there is room."""
    lane = ground.lane(place.row)
    start = first + place.column
    end = min(start + place.wide, len(grid.steps)) - 1
    top = grid.lane_at[lane.id]
    bottom = min(top + place.high, len(grid.lanes)) - 1
    return {
        "lane_id": lane.id,
        "until_step_id": grid.steps[end].id if end > start else "",
        "until_lane_id": grid.lanes[bottom].id if bottom > top else "",
    }


def next_id(cards: Sequence[Card], after_id: str) -> str | None:
    """The card that follows that one; None at the end, and where it is not among them."""
    ids = [card.id for card in cards]
    at = ids.index(after_id) + 1 if after_id in ids else len(ids)
    return ids[at] if at < len(ids) else None
