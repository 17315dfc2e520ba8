"""A table brought onto a map, as one Change: cards made, or brought up to date.

What the table names is found or made, and nothing is removed. A cell that does not fit its
column goes into the card's text, with a note that says where it stands.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import ValidationError

from model.change import Change, JourneyMap, apply, compose
from model.edits.cards import usual_kind
from model.edits.common import changing, keys_before, made, with_fields
from model.edits.guard import fitting
from model.edits.removing import remove
from model.grid import Grid
from model.ids import Ids
from model.importing.fields import BY_NAME
from model.importing.ground import Ground
from model.importing.lines import Line, Table, clean, table
from model.importing.matching import Match, match
from model.importing.placing import Placing, Where
from model.importing.plan import Plan, Rows
from model.importing.reading import Felt, Reading
from model.importing.wording import Wording
from model.labels import listed
from model.records import Card, CardKind

#: So many columns that are left out are told by their names.
_MOST_NAMES = 6
#: The longest name of a column in a note, in characters.
_LONGEST_NAME = 40


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
    told = table(clean(rows), plan)
    notes = _Notes(told)
    placing = Placing(grid, wording, ids, told, at, notes.tell)
    reading = Reading(placing.ground, wording, told, persona_id, notes.tell)
    lines = [line for line in told.lines if not placing.is_feeling(line)]
    matches = match(to, grid, wording, lines, [placing.named(x) for x in lines], notes.tell)
    kinds = [reading.kind(line) for line in lines]
    wheres = [
        placing.of_known(line, found) if found.card else placing.of_new(line, kind)
        for line, found, (kind, _) in zip(lines, matches, kinds, strict=True)
    ]
    orders, rekeyed = _in_order(grid, matches, wheres)
    cards: list[Card] = []
    for nth, (line, found) in enumerate(zip(lines, matches, strict=True)):
        kind, told_too = kinds[nth]
        placed = _Placed(wheres[nth], orders.get(nth, ""), kind, told_too)
        if found.card is not None:
            cards.append(_updated(found.card, line, found, placed, reading))
        else:
            card_id = found.new_id or ids.new(Card)
            cards.append(_added(card_id, line, found, placed, reading, placing.ground))
    felt = [
        reading.card_feelings(to, line, found, card)
        for line, found, card in zip(lines, matches, cards, strict=True)
    ]
    of_steps = reading.step_feelings(to, told.lines, placing)
    change = changing(
        to,
        *placing.ground.made.values(),
        *rekeyed,
        *cards,
        *of_steps.values(),
        *(feeling for each in felt for feeling in each.set),
    )
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
        heading = _short(self._of.headings.get(field, "")) or BY_NAME[field].title
        self._said.append(f"Row {line.row}, “{heading}”: {sentence}")

    def all(self) -> tuple[str, ...]:
        """What was noted, and which columns were left out."""
        names = [f"“{_short(name)}”" for name in self._of.left_out]
        if not names:
            return tuple(self._said)
        are = "column is" if len(names) == 1 else "columns are"
        told = names if len(names) <= _MOST_NAMES + 1 else names[:_MOST_NAMES]
        more = [f"{len(names) - len(told)} more"] if len(told) < len(names) else []
        return (*self._said, f"{len(names)} {are} left out: {listed([*told, *more])}.")


def _short(heading: str) -> str:
    """A heading on one line, as it stands in a sentence."""
    line = " ".join(heading.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1].rstrip()}…"


class _Placed(NamedTuple):
    """Where a card will be, and what the line says of its kind; `told` is no kind."""

    where: Where
    order: str
    kind: CardKind | None
    told: tuple[str, ...]


def _updated(card: Card, line: Line, found: Match, placed: _Placed, reading: Reading) -> Card:
    """A card of the map as its line says."""
    kind, where = placed.kind or card.kind, placed.where
    fields = reading.fields(line, found, kind, (*placed.told, *where.told))
    if kind != card.kind:
        fields["kind"] = kind
    if (where.step_id, where.lane_id) != (card.step_id, card.lane_id):
        fields |= {"step_id": where.step_id, "lane_id": where.lane_id}
        # How far it reaches was said of the place that it leaves.
        if where.step_id != card.step_id:
            fields["until_step_id"] = ""
        if where.lane_id != card.lane_id:
            fields["until_lane_id"] = ""
    if placed.order:
        fields["order"] = placed.order
    return with_fields(card, **fields) if fields else card


def _added(
    card_id: str, line: Line, found: Match, placed: _Placed, reading: Reading, ground: Ground
) -> Card:
    """A new card; of the usual kind of its lane unless the line says which."""
    kind, where = placed.kind, placed.where
    if kind is None:
        lane = ground.lane_of.get(where.lane_id)
        kind = usual_kind(lane) if lane else "note"
    fields = reading.fields(line, found, kind, (*placed.told, *where.told))
    fields |= {"id": card_id, "kind": kind, "order": placed.order}
    fields |= {"step_id": where.step_id, "lane_id": where.lane_id}
    try:
        return Card.model_validate(fields)  # `clean` has seen to its words
    except ValidationError:
        return made(Card, **fields)  # which says what is wrong


def _in_order(
    grid: Grid, matches: Sequence[Match], wheres: Sequence[Where]
) -> tuple[dict[int, str], list[Card]]:
    """Keys for the lines whose cards are new in their step, behind all others there.

    Also cards of those steps that had to make room.
    """
    coming: dict[str, list[int]] = {}
    for at, (found, where) in enumerate(zip(matches, wheres, strict=True)):
        if found.card is None or found.card.step_id != where.step_id:
            coming.setdefault(where.step_id, []).append(at)
    orders: dict[int, str] = {}
    moved: list[Card] = []
    for step_id, places in coming.items():
        leaving = {card.id for at in places if (card := matches[at].card)}
        there = grid.cards_at(step_id) if step_id else grid.parked
        stay = [card for card in there if card.id not in leaving]
        keys, rekeyed = keys_before(stay, None, len(places))
        orders.update(zip(places, keys, strict=True))
        moved += rekeyed
    return orders, moved


def _is_felt(felt: Felt, change: Change) -> bool:
    return any(f.id in change for f in felt.set) or any(i in change for i in felt.gone)
