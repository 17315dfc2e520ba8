"""A table brought onto a map, as one Change: cards made, or brought up to date.

What the table names is found or made, and nothing is removed. A cell that does not fit its
column goes into the card's text, with a note that says where it stands.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from model.change import Change, JourneyMap, apply, compose
from model.edits.cards import usual_kind
from model.edits.common import changing, keys_before, made, with_fields
from model.edits.guard import fitting
from model.edits.removing import remove
from model.edits.spans import straightened
from model.grid import Grid
from model.ids import Ids
from model.importing.fields import BY_NAME
from model.importing.lines import Line, Table, table
from model.importing.matching import Match, match
from model.importing.placing import Placing
from model.importing.plan import Plan, Rows
from model.importing.reading import Felt, Reading
from model.importing.wording import Wording
from model.labels import listed
from model.records import Card, evolve


class Imported(NamedTuple):
    """What importing a table does.

    Attributes:
        change: all of it, as one.
        card_ids: the cards that the table is about, in its order.
        added, updated, unchanged: how many cards are new, other than before, or as they were.
        notes: sentences about what could not be read, with row and column.
    """

    change: Change
    card_ids: tuple[str, ...] = ()
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    notes: tuple[str, ...] = ()


def importing(
    to: JourneyMap,
    rows: Rows,
    plan: Plan,
    ids: Ids,
    at: tuple[str, str] = ("", ""),
    persona_id: str = "",
) -> Imported:
    """What `rows`, understood by `plan`, bring to a map.

    `at` is the step and the lane where a grid without headings begins; the first ones if
    empty. `persona_id` is whose feelings are meant where the table does not say it.

    Raises:
        EditError: the map would not hold together, or `at` is gone.
    """
    grid = Grid(to)
    wording = Wording(grid)
    told = table(rows, plan)
    notes = _Notes(told)
    placing = Placing(grid, wording, ids, told, at, notes.tell)
    reading = Reading(placing.ground, wording, told, persona_id, notes.tell)
    lines = [line for line in told.lines if not placing.is_feeling(line)]
    matches = match(to, grid, wording, lines, [placing.named(x) for x in lines], notes.tell)
    cards = [
        _card(line, found, placing, reading, ids)
        for line, found in zip(lines, matches, strict=True)
    ]
    felt = [
        reading.card_feelings(to, line, found, card)
        for line, found, card in zip(lines, matches, cards, strict=True)
    ]
    change = changing(
        to,
        *placing.ground.made.values(),
        *_in_order(grid, cards),
        *reading.step_feelings(to, told.lines, placing).values(),
        *(feeling for each in felt for feeling in each.set),
    )
    if any(card.until_step_id or card.until_lane_id for card in cards):
        change = straightened(to, change)
    gone = [record_id for each in felt for record_id in each.gone]
    if gone:
        change = compose(change, remove(apply(change, to), *gone))
    ends = Counter(
        "added" if card.id not in to
        else "updated" if card.id in change or _is_felt(each, change)
        else "unchanged"
        for card, each in zip(cards, felt, strict=True)
    )  # fmt: skip
    return Imported(
        fitting(to, change),
        tuple(card.id for card in cards),
        ends["added"],
        ends["updated"],
        ends["unchanged"],
        notes.all(),
    )


class _Notes:
    """Sentences about cells, each with its row and column."""

    def __init__(self, of: Table) -> None:
        self._of = of
        self._said: list[str] = []

    def tell(self, line: Line, field: str, sentence: str) -> None:
        """Note a sentence about the cell of that field."""
        heading = self._of.headings.get(field) or BY_NAME[field].title
        self._said.append(f"Row {line.row}, “{heading}”: {sentence}")

    def all(self) -> tuple[str, ...]:
        """What was noted, and which columns were left out."""
        names = [f"“{name}”" for name in self._of.left_out]
        if not names:
            return tuple(self._said)
        are = "column is" if len(names) == 1 else "columns are"
        return (*self._said, f"{len(names)} {are} left out: {listed(names)}.")


def _card(line: Line, found: Match, placing: Placing, reading: Reading, ids: Ids) -> Card:
    """The card of a line as it will be, but for its order."""
    kind, told = reading.kind(line)
    if found.card is not None:
        card = found.card
        where = placing.of_known(line, found)
        fields = reading.fields(line, found, kind or card.kind, told)
        place = {"step_id": where.step_id, "lane_id": where.lane_id}
        if (where.step_id, where.lane_id) == (card.step_id, card.lane_id):
            place = {}
        elif not where.step_id:
            place |= {"until_step_id": "", "until_lane_id": ""}
        if kind is not None and kind != card.kind:
            fields["kind"] = kind
        return with_fields(card, **fields, **place) if fields or place else card
    where = placing.of_new(line, kind)
    if kind is None:
        lane = placing.ground.lane_of.get(where.lane_id)
        kind = usual_kind(lane) if lane else "note"
    fields = reading.fields(line, found, kind, (*told, *where.told))
    place = {"step_id": where.step_id, "lane_id": where.lane_id}
    return made(Card, id=found.new_id or ids.new(Card), kind=kind, **place, **fields)


def _in_order(grid: Grid, cards: Sequence[Card]) -> list[Card]:
    """The cards, those that are new in their step behind all others there, as they come."""
    of = grid.map
    coming: dict[str, list[Card]] = {}
    result: list[Card] = []
    for card in cards:
        present = of.get(card.id, Card)
        if present is not None and present.step_id == card.step_id:
            result.append(card)
        else:
            coming.setdefault(card.step_id, []).append(card)
    ids = {card.id for card in cards}
    for step_id, new in coming.items():
        moving = {card.id for card in new}
        there = grid.cards_at(step_id) if step_id else grid.parked
        keys, rekeyed = keys_before(
            [card for card in there if card.id not in moving], None, len(new)
        )
        result += (card for card in rekeyed if card.id not in ids)
        result += (evolve(card, order=key) for card, key in zip(new, keys, strict=True))
    return result


def _is_felt(felt: Felt, change: Change) -> bool:
    return any(f.id in change for f in felt.set) or any(i in change for i in felt.gone)
