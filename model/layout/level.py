"""Where a point of one laid-out map stands in another one: beside the same step, in the same lane.

Two maps that are looked at together differ in columns and in heights. Between the borders of
what both have, everything is stretched evenly, so that nothing jumps while one scrolls.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model.layout import standing
from model.layout.build import Laid
from model.layout.scene import Bounds

#: A place in one map, and the same in the other.
Knot = tuple[float, float]


class _Part(NamedTuple):
    """A column, a lane or a card: from where to where."""

    key: str
    start: float
    end: float


class Level:
    """From one map to another. Points are in the Scene."""

    def __init__(self, source: Laid, target: Laid) -> None:
        self._source, self._target = source, target
        self._across = _knots(_columns(source), _columns(target))
        self._down = _knots(_lanes(source), _lanes(target))
        self._cards: dict[str, tuple[Knot, ...]] = {}

    def point(self, x: float, y: float, *, cards: bool = True) -> tuple[float, float]:
        """The same place in the other map; with `cards`, the cards of that column stay level."""
        knots = self._down
        if cards and self._source.columns.xs:
            near = standing.nearest_column(self._source, self._body_x(x))
            knots = self._of_column(self._source.places.columns[near].step.id)
        return _through(self._across, x), _through(knots, y)

    def _body_x(self, x: float) -> float:
        return standing.body_point(self._source, x, 0.0)[0]

    def _of_column(self, step_id: str) -> tuple[Knot, ...]:
        """The lanes, and within them the cards that stand there in both maps."""
        if step_id not in self._cards:
            found = _knots(_cards(self._source, step_id), _cards(self._target, step_id), ends=False)
            self._cards[step_id] = _rising((*self._down, *found))
        return self._cards[step_id]


def _columns(laid: Laid) -> list[_Part]:
    """The columns of cards from the left, whichever way the map is read."""
    found = []
    for nth, column in enumerate(laid.places.columns):
        wide = Bounds(laid.columns.xs[nth], 0.0, laid.columns.card, 0.0)
        box = standing.to_scene(laid, wide)
        found.append(_Part(column.step.id, box.x, box.x + box.w))
    return found[::-1] if laid.rtl else found


def _lanes(laid: Laid) -> list[_Part]:
    tops = [top + laid.y for top in laid.tops]
    lanes = laid.places.lanes
    return [_Part(lane.id, tops[i], tops[i + 1]) for i, lane in enumerate(lanes)]


def _cards(laid: Laid, step_id: str) -> list[_Part]:
    column = laid.places.column_of.get(step_id)
    if column is None:
        return []
    found = []
    for row, lane in enumerate(laid.places.lanes):
        for card in standing.cards_of(laid, row, column):
            top = laid.y + card.y + card.node.body.y
            found.append(_Part(f"{lane.id}|{card.node.record}", top, top + card.node.body.h))
    return found


def _knots(
    source: Sequence[_Part], target: Sequence[_Part], *, ends: bool = True
) -> tuple[Knot, ...]:
    """Pairs of borders that both have, in an order that is the same in both."""
    there: Mapping[str, _Part] = {part.key: part for part in target}
    found: list[Knot] = []
    for part in source:
        other = there.get(part.key)
        if other is not None:
            found += [(part.start, other.start), (part.end, other.end)]
    if not found and ends and source and target:
        return ((source[0].start, target[0].start),)
    return _rising(found)


def _rising(knots: Sequence[Knot]) -> tuple[Knot, ...]:
    """As many knots as possible that rise on both sides: what changed places is left out."""
    ordered = sorted(set(knots))
    tails: list[float] = []
    last: list[int] = []
    before: list[int] = []
    for nth, (_, y) in enumerate(ordered):
        at = bisect_right(tails, y)
        before.append(last[at - 1] if at else -1)
        if at == len(tails):
            tails.append(y)
            last.append(nth)
        else:
            tails[at], last[at] = y, nth
    kept: list[Knot] = []
    at = last[-1] if last else -1
    while at >= 0:
        kept.append(ordered[at])
        at = before[at]
    return tuple(reversed(kept))


def _through(knots: Sequence[Knot], value: float) -> float:
    """The other side of a value: evenly between two knots, as far away beyond the last."""
    if not knots:
        return value
    at = bisect_right(knots, (value, float("inf")))
    if at == 0:
        return value + knots[0][1] - knots[0][0]
    if at == len(knots):
        return value + knots[-1][1] - knots[-1][0]
    (a, b), (c, d) = knots[at - 1], knots[at]
    return b + (d - b) * ((value - a) / (c - a)) if c > a else d
