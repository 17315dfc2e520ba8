"""The posters of the examples on A0, and what is drawn on them in absolute coordinates.

Everything is built once a process, when it is first asked for.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from export.outlines import rounded
from export.pdf import pdf_bytes
from model.change import JourneyMap
from model.files.codec import load
from model.layout.pages import Page
from model.layout.poster import Poster, poster
from model.layout.scene import (
    Icon,
    Node,
    Path,
    Picture,
    Placed,
    Primitive,
    Rect,
    Scene,
    Text,
)
from model.layout.text_fonts import ascent_and_descent
from resources import palettes, templates
from resources.palettes.colour import hexadecimal, rgb

NAMES = ("bicycle", "retailer", "bank", "service-blueprint")
PAPER = "A0"
#: Pieces into which a Bezier curve is cut where straight lines are wanted.
_PIECES = 8

Point = tuple[float, float]


class Example(NamedTuple):
    """One of the maps that Touchline brings along, as a poster."""

    name: str
    file: bytes
    journey: JourneyMap
    scene: Scene
    page: Page


class Box(NamedTuple):
    """A rectangle in px of the scene."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", by: float = 0.0) -> bool:
        """Whether they share more than `by` px both across and down."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > by
            and min(self.bottom, other.bottom) - max(self.top, other.top) > by
        )

    def holds(self, other: "Box") -> bool:
        """Whether `other` lies within."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> "Box":
        """The box with `by` px more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


class Drawn(NamedTuple):
    """A primitive in the scene's coordinates, and the nodes it stands in, outermost first."""

    primitive: Primitive
    nodes: tuple[Node, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the nodes."""
        return tuple(node.kind for node in self.nodes)

    @property
    def owner(self) -> str:
        """The record that the innermost node shows."""
        return self.nodes[-1].record


@cache
def example(name: str) -> Example:
    """The template `name` on its sheet."""
    file = templates.path(name)
    journey = load(file).map
    made = poster(journey, PAPER)
    return Example(name, file.read_bytes(), journey, made.scene, made.page)


@cache
def pdf(name: str, theme: str = "light") -> bytes:
    """The poster of a template with the map inside."""
    of = example(name)
    return pdf_bytes(of.scene, palettes.load(theme), of.page, of.file, f"{name}.journey.json")


@cache
def everything(name: str) -> tuple[Drawn, ...]:
    """All that is drawn on the poster of a template, in painting order."""
    return tuple(absolute(example(name).scene))


def poster_of(journey: JourneyMap) -> tuple[Poster, tuple[Drawn, ...]]:
    """A map of a test on its sheet, and all that is drawn."""
    made = poster(journey, PAPER)
    return made, tuple(absolute(made.scene))


def absolute(scene: Scene) -> Iterator[Drawn]:
    """Every primitive of a scene, moved to where it stands, in painting order."""

    def below(placed: Placed, x: float, y: float, over: tuple[Node, ...]) -> Iterator[Drawn]:
        x, y, nodes = x + placed.x, y + placed.y, (*over, placed.node)
        for primitive in placed.node.primitives:
            yield Drawn(moved(primitive, x, y), nodes)
        for child in placed.node.children:
            yield from below(child, x, y, nodes)

    for layer in scene.layers:
        yield from below(layer, 0.0, 0.0, ())


def moved(primitive: Primitive, x: float, y: float) -> Primitive:
    """`primitive` with (x, y) px added to where it stands."""
    if isinstance(primitive, Path):
        steps = tuple(
            (step[0], *(v + (y if i % 2 else x) for i, v in enumerate(step[1:])))  # type: ignore[operator]  # numbers
            for step in primitive.steps
        )
        return primitive._replace(steps=steps)
    return primitive._replace(x=primitive.x + x, y=primitive.y + y)


def text_box(text: Text) -> Box:
    """The box of a line: its advance across, ascent and descent of the font down."""
    size = max(run.size for run in text.line.runs)
    ascent, descent = ascent_and_descent()
    return Box(text.x, text.y - ascent * size, text.x + text.line.width, text.y + descent * size)


def box(primitive: Rect | Icon | Picture | Path) -> Box:
    """The box round a shape, without its stroke."""
    if isinstance(primitive, Path):
        points = [point for line in outlines(primitive) for point in line]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys))
    w, h = (
        (primitive.size, primitive.size)
        if isinstance(primitive, Icon)
        else (primitive.w, primitive.h)
    )
    return Box(primitive.x, primitive.y, primitive.x + w, primitive.y + h)


def outlines(shape: Path) -> list[list[Point]]:
    """The lines of a path as corners; a closed one ends where it began."""
    found: list[list[Point]] = []
    for name, *numbers in shape.steps:
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if name == "M":
            found.append(points)
        elif name == "L":
            found[-1] += points
        elif name == "C":
            found[-1] += _bezier(found[-1][-1], *points)
        else:
            found[-1].append(found[-1][0])
    return found


def _bezier(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    result = []
    for i in range(1, _PIECES + 1):
        t = i / _PIECES
        u = 1 - t
        result.append(
            tuple(
                u**3 * p + 3 * u * u * t * q + 3 * u * t * t * r + t**3 * s
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
        )
    return result


def covers(shape: Rect | Path, x: float, y: float) -> bool:
    """Whether the filled shape covers the point, by the non-zero rule."""
    if isinstance(shape, Rect):
        if not any(shape.radii):
            return shape.x <= x <= shape.x + shape.w and shape.y <= y <= shape.y + shape.h
        shape = Path(rounded(shape))
    around = 0
    for line in outlines(shape):
        for (x0, y0), (x1, y1) in zip(line, [*line[1:], line[0]], strict=True):
            if (y0 <= y) != (y1 <= y) and x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x:
                around += 1 if y1 > y0 else -1
    return around != 0


class Grounds:
    """What lies behind a point of a scene, in painting order."""

    def __init__(self, scene: Scene, drawn: tuple[Drawn, ...]) -> None:
        self._background = scene.background
        self._shapes: list[tuple[int, Box, Rect | Path]] = [
            (i, box(shape), shape)
            for i, (shape, _) in enumerate(drawn)
            if isinstance(shape, Rect | Path) and shape.fill
        ]

    def behind(self, x: float, y: float, before: int) -> list[tuple[str, float]]:
        """Roles and opacities of the fills at a point, from the bottom, under the primitive
        with the number `before`.
        """
        layers = [(self._background, 1.0)]
        for i, around, shape in self._shapes:
            if i >= before:
                break
            if (
                around.left <= x <= around.right
                and around.top <= y <= around.bottom
                and covers(shape, x, y)
            ):
                if shape.opacity == 1.0:
                    layers.clear()
                layers.append((shape.fill, shape.opacity))
        return layers


def seen(layers: list[tuple[str, float]], palette: Mapping[str, str]) -> str:
    """The colour that layers of roles and opacities, from the bottom, make together."""
    parts = rgb(_colour(layers[0][0], palette))
    for role, opacity in layers[1:]:
        over = rgb(_colour(role, palette))
        r, g, b = (p + (q - p) * opacity for p, q in zip(parts, over, strict=True))
        parts = r, g, b
    return hexadecimal(parts)


def _colour(role: str, palette: Mapping[str, str]) -> str:
    return role if role.startswith("#") else palette[role]


def smallest_card_text(of: Example) -> float:
    """The size of the smallest words that cards are made of, in pt on paper.

    Titles; the small rows below them (who said it, how many, what it rests on) are
    7/9 of that.
    """
    sizes = [
        run.size
        for each in everything(of.name)
        if isinstance(each.primitive, Text) and "card" in each.kinds
        for run in each.primitive.line.runs
    ]
    return min(sizes) * of.page.scale
