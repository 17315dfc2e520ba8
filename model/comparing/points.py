"""The points of emotion lines: a step's own score wins, otherwise the mean of its cards' scores.

A reader sees points, and a map holds scores: a card that moved takes a line up or down.
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from model.compare import Comparison
from model.comparing.naming import grids
from model.grid import Grid
from model.records import Card, Feeling


class At(NamedTuple):
    """Which line, and at which step."""

    persona_id: str
    step_id: str
    measure: str
    curve: str


class Point(NamedTuple):
    """How high a line is (-2..+2), and which scores say so: the step's own, or its cards'."""

    score: float
    own: bool
    of: tuple[Feeling, ...]


Points: TypeAlias = Mapping[At, Point]

_points: WeakKeyDictionary[Grid, Points] = WeakKeyDictionary()


def points(c: Comparison) -> tuple[Points, Points]:
    """All points of both maps, of the old one first; found once for each."""
    old, new = grids(c)
    return _of(old), _of(new)


def at(grid: Grid, feeling: Feeling) -> At | None:
    """The point that a score is about; None if it is about a card that stands in no step."""
    step_id = feeling.step_id
    if not step_id:
        card = grid.map.get(feeling.card_id, Card)
        if card is None or card.lane_id not in grid.lane_at:
            return None
        step_id = card.step_id
    return At(feeling.persona_id, step_id, feeling.measure, feeling.curve)


def _of(grid: Grid) -> Points:
    found = _points.get(grid)
    if found is None:
        found = _points[grid] = _found(grid)
    return found


def _found(grid: Grid) -> Points:
    own: dict[At, Point] = {}
    cards: dict[At, list[Feeling]] = {}
    for feeling in grid.map.all(Feeling):
        where = at(grid, feeling)
        if where is not None and feeling.step_id:
            own[where] = Point(feeling.score, True, (feeling,))
        elif where is not None:
            cards.setdefault(where, []).append(feeling)
    means = {
        where: Point(sum(f.score for f in found) / len(found), False, tuple(found))
        for where, found in cards.items()
    }
    return {**means, **own}
