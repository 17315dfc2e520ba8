"""Cells: cards stacked, and the cells of each lane, kept as long as no edit touches them."""

from collections.abc import Callable, Set
from functools import cached_property
from operator import is_
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import cards
from model.layout.card_rows import NO_LINKS, Links
from model.layout.index import Cell, Index
from model.layout.marks import marked
from model.layout.memo import Memo
from model.layout.scene import Bounds, CardNode, Node, Placed
from model.layout.setting import Setting
from model.records import Card, Lane

Feature = tuple[str, str]


class Stack(NamedTuple):
    """The cards of one cell, from its top.

    Attributes:
        places: card id -> (top of its body, bottom) in the cell.
        reaching: cards that reach into lanes further down.
    """

    node: Node
    height: float
    places: dict[str, tuple[float, float]]
    reaching: tuple[Card, ...]


class Row:
    """The cells of one lane, one for each column; None where no card is.

    It is another object whenever a card of the lane, spanning or not, may look different.
    """

    def __init__(self, stacks: tuple[Stack | None, ...]) -> None:
        self.stacks = stacks

    @cached_property
    def reaching(self) -> tuple[int, ...]:
        """Columns with cards that reach into lanes further down."""
        return tuple(i for i, stack in enumerate(self.stacks) if stack and stack.reaching)


def rows(
    before: tuple[Index, tuple[Row, ...]] | None,
    stale: Set[Cell],
    numbered: Set[Cell],
    index: Index,
    journey: JourneyMap,
    setting: Setting,
    memo: Memo,
) -> tuple[Row, ...]:
    """The cells of every lane, from those `before` where their cards are the same.

    The `stale` ones are looked at again all the same. In the `numbered` ones only badges are.
    """

    def look(step: str, lane: Lane) -> Stack | None:
        in_cell = index.cells.get((step, lane.id))
        if in_cell is None:
            return None
        return stack((step, lane.id), in_cell, lane, index, journey, setting, memo)

    if before is None:
        steps = tuple(index.column_of)
        return tuple(Row(tuple(look(step, lane) for step in steps)) for lane in index.lanes)
    old, known = before
    if index.column_of is not old.column_of:
        return _rearranged(old, known, stale | numbered, index, look)
    found = list(known)
    for nth in {index.row_of[lane] for _, lane in stale | numbered if lane in index.row_of}:
        lane = index.lanes[nth]
        stacks = list(known[nth].stacks)
        for step in {step for step, of in stale if of == lane.id and step in index.column_of}:
            stacks[index.column_of[step]] = look(step, lane)
        for step in {step for step, of in numbered if of == lane.id and step in index.column_of}:
            was = stacks[index.column_of[step]]
            if was is not None:
                stacks[index.column_of[step]] = renumbered((step, lane.id), was, setting, memo)
        found[nth] = Row(tuple(stacks))
    return tuple(found)


def _rearranged(
    old: Index,
    known: tuple[Row, ...],
    stale: Set[Cell],
    index: Index,
    look: Callable[[str, Lane], Stack | None],
) -> tuple[Row, ...]:
    """The cells where steps or lanes came, went or moved."""
    found = []
    stale_lanes = {lane for _, lane in stale}
    for lane in index.lanes:
        nth = old.row_of.get(lane.id)
        row = known[nth] if nth is not None else None
        stacks = []
        for step in index.column_of:
            cell, at = (step, lane.id), old.column_of.get(step)
            cards, cards_before = index.cells.get(cell, ()), old.cells.get(cell, ())
            same = len(cards) == len(cards_before) and all(map(is_, cards, cards_before))
            if row is None or at is None or cell in stale or not same:
                stacks.append(look(step, lane))
            else:
                stacks.append(row.stacks[at])
        unmoved = row and len(stacks) == len(row.stacks) and all(map(is_, stacks, row.stacks))
        if row and unmoved and lane.id not in stale_lanes:
            found.append(row)
        else:
            found.append(Row(tuple(stacks)))
    return tuple(found)


def stack(
    cell: tuple[str, str],
    in_cell: tuple[Card, ...],
    lane: Lane,
    index: Index,
    journey: JourneyMap,
    setting: Setting,
    memo: Memo,
) -> Stack:
    """One cell."""
    width = setting.measures.card_width
    nodes = [card_node(card, lane, width, index, journey, setting, memo) for card in in_cell]

    def make() -> Stack:
        y, placed, places = 0.0, [], {}
        for card, node in zip(in_cell, nodes, strict=True):
            body = y - node.bounds.y
            y += node.bounds.h
            placed.append(Placed(0.0, body, node))
            places[card.id] = (body, y)
            y += setting.measures.gap
        height = max(0.0, y - setting.measures.gap)
        node = Node("cell", Bounds(0, 0, width, height), (), tuple(placed))
        reaching = tuple(card for card in in_cell if card.until_lane_id)
        return Stack(node, height, places, reaching)

    return memo.get("cell", cell, tuple(nodes), make)


def renumbered(cell: Cell, was: Stack, setting: Setting, memo: Memo) -> Stack:
    """The same cell with the numbers that its badges have by now."""
    placed = []
    for x, y, node in was.node.children:
        marked_now = node.record in setting.marks
        card = with_mark(memo.known("card", node.record), setting, memo) if marked_now else node
        placed.append(Placed(x, y, card))
    node = Node("cell", was.node.bounds, (), tuple(placed))
    nodes = tuple(child.node for child in placed)
    return memo.get("cell", cell, nodes, lambda: was._replace(node=node))


def card_node(
    card: Card,
    lane: Lane,
    width: float,
    index: Index,
    journey: JourneyMap,
    setting: Setting,
    memo: Memo,
) -> Node:
    """One card, `width` px wide."""
    links = written_links(card, index, journey)
    key = (width, *cards.reads(card, lane, links, journey))
    node = memo.get(
        "card",
        card.id,
        key,
        lambda: cards.build(card, lane, width, links, journey, setting),
    )
    return with_mark(node, setting, memo) if card.id in setting.marks else node


def with_mark(node: CardNode, setting: Setting, memo: Memo) -> CardNode:
    """A card as a comparison marks it."""
    mark = setting.marks[node.record]
    return memo.get(
        "marked card",
        node.record,
        (node, mark),
        lambda: marked(node, setting.badge_of(mark), setting.measures),
    )


def written_links(card: Card, index: Index, journey: JourneyMap) -> Links:
    """The links of a card that are told in words beside it.

    Among them are those whose other end is parked or gone, as no arrow can lead there.
    """
    exits, entries = index.exits.get(card.id), index.entries.get(card.id)
    if not exits and not entries:
        return NO_LINKS

    def stands(card_id: str) -> bool:
        other = journey.get(card_id, Card)
        return (
            other is not None and other.step_id in index.column_of and other.lane_id in index.row_of
        )

    return Links(
        tuple(link for link in entries or () if not stands(link.source_id)),
        tuple(link for link in exits or () if not link.target_id),
        tuple(
            link
            for link in exits or ()
            if link.target_id
            and (link.label or link.reason or link.share is not None or not stands(link.target_id))
        ),
    )


def features(lane: Lane, index: Index, journey: JourneyMap, setting: Setting) -> frozenset[Feature]:
    """What the cards of a lane, spanning ones among them, show that the legend explains."""
    cells = [index.cells.get((step, lane.id), ()) for step in index.column_of]
    shown = [card for in_cell in cells for card in in_cell]
    shown += [reach.card for reach in index.spans.get(lane.id, ())]
    if index.gone:
        shown = [card for card in shown if card.id not in index.gone]
    return frozenset(f for card in shown for f in features_of(card, index, journey, setting))


def features_of(card: Card, index: Index, journey: JourneyMap, setting: Setting) -> list[Feature]:
    """What a card shows that the legend explains."""
    found: list[Feature] = [("kind", card.kind)] if cards.LOOKS[card.kind].boxed else []
    weight = cards.weight(card, journey)
    if weight:
        found.append(("evidence", weight))
    if card.kind == "touchpoint":
        found.append(("touchpoint", card.id))
        if weight == "heard":
            found.append(("heard", card.id))
        if card.status == "missing":
            found.append(("status", "missing"))
        elif weight in ("", "internal"):
            found.append(("dotted", ""))
    if card.moment_of_truth:
        found.append(("moment", ""))
    if 0 < len(card.persona_ids) < len(setting.personas):
        found.append(("faces", ""))
    if any(link.share is not None and link.target_id for link in index.exits.get(card.id, ())):
        found.append(("share", ""))
    if card.id in index.exits or card.id in index.entries:
        links = written_links(card, index, journey)
        found += [("flow", name) for name, some in zip(links._fields, links, strict=True) if some]
    return found
