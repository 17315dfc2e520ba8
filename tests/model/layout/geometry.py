"""What the tests of layout ask of a Scene: where cards, lanes, texts and routes are.

Everything is read off the finished Scene, in its own coordinates.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import inf
from pathlib import Path as File
from typing import NamedTuple

from model.change import JourneyMap
from model.files import codec
from model.layout.scene import (
    Bounds,
    Icon,
    Node,
    Path,
    PathStep,
    Picture,
    Primitive,
    Rect,
    Scene,
    Text,
    walk,
)

TEMPLATES = File(__file__).parents[3] / "resources" / "templates"
NAMES = tuple(sorted(file.name.split(".")[0] for file in TEMPLATES.glob("*.journey.json")))


class Box(NamedTuple):
    """A node's bounds in the Scene."""

    left: float
    top: float
    right: float
    bottom: float
    node: Node

    def inside(self, other: "Box", slack: float = 0.0) -> bool:
        return (
            other.left - slack <= self.left
            and other.top - slack <= self.top
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def overlaps(self, other: "Box", slack: float = 0.0) -> bool:
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )


class Segment(NamedTuple):
    """A straight part of a hop, along one axis."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def upright(self) -> bool:
        return self.x1 == self.x2

    def distance(self, other: "Segment") -> float:
        """How far apart two parts along the same axis are where they run side by side."""
        (a, b), (c, d) = (sorted(s.range) for s in (self, other))
        if min(b, d) - max(a, c) <= 0.1:
            return inf
        return abs(self.x1 - other.x1 if self.upright else self.y1 - other.y1)

    @property
    def range(self) -> tuple[float, float]:
        return (self.y1, self.y2) if self.upright else (self.x1, self.x2)


class Drawn(NamedTuple):
    """A hop as it is drawn: its corners, and what it is drawn with."""

    points: tuple[tuple[float, float], ...]
    line: Path
    node: Node

    @property
    def segments(self) -> list[Segment]:
        return [Segment(*a, *b) for a, b in pairwise(self.points) if a != b]


@cache
def template(name: str) -> JourneyMap:
    """A template by its name."""
    return codec.load(TEMPLATES / f"{name}.journey.json").map


def box(x: float, y: float, node: Node, bounds: Bounds | None = None) -> Box:
    left, top, w, h = bounds or node.bounds
    return Box(x + left, y + top, x + left + w, y + top + h, node)


def boxes(scene: Scene, *kinds: str) -> list[Box]:
    """The bounds of every node of these kinds, in painting order."""
    return [box(x, y, node) for x, y, node in walk(scene) if node.kind in kinds]


def lanes_with_cards(scene: Scene) -> list[tuple[Box, list[Box]]]:
    """Every lane of the body, from the top, with its cards."""
    cards = boxes(scene, "card")
    return [
        (lane, [c for c in cards if lane.top <= c.top < lane.bottom])
        for lane in boxes(scene, "lane")
    ]


def corners(steps: tuple[PathStep, ...], x: float, y: float) -> Iterator[tuple[float, float]]:
    """The corners of a rounded polyline: where a curve is, its control point."""
    for step in steps:
        numbers = [float(v) for v in step[1:]]
        if step[0] in "ML":
            yield x + numbers[0], y + numbers[1]
        elif step[0] == "C":
            yield x + numbers[0], y + numbers[1]
            yield x + numbers[4], y + numbers[5]


def hops(scene: Scene) -> list[Drawn]:
    """Every hop's line; a broken hop gives two."""
    result = []
    for x, y, node in walk(scene):
        if node.kind == "hop":
            *lines, _head = node.primitives
            for line in lines:
                assert isinstance(line, Path)
                result.append(Drawn(tuple(corners(line.steps, x, y)), line, node))
    return result


def extent(primitive: Primitive) -> Bounds | None:
    """What a primitive covers, without its stroke; None for what is not seen."""
    match primitive:
        case Rect() | Picture():
            return Bounds(primitive.x, primitive.y, primitive.w, primitive.h)
        case Icon():
            return Bounds(primitive.x, primitive.y, primitive.size, primitive.size)
        case Text():
            size = max((run.size for run in primitive.line.runs), default=0.0)
            return Bounds(primitive.x, primitive.y - 0.8 * size, primitive.line.width, size)
        case Path():
            xs = [float(v) for step in primitive.steps for v in step[1::2]]
            ys = [float(v) for step in primitive.steps for v in step[2::2]]
            return Bounds(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return None


def lengths(primitive: Primitive) -> Iterator[float]:
    """Every position and size of a primitive."""
    match primitive:
        case Path():
            for step in primitive.steps:
                yield from (float(v) for v in step[1:])
        case Text():
            yield from (primitive.x, primitive.y, primitive.line.width)
        case Icon():
            yield from (primitive.x, primitive.y, primitive.size)
        case _:
            yield from (primitive.x, primitive.y, primitive.w, primitive.h)
    if isinstance(primitive, Rect):
        yield from primitive.radii
