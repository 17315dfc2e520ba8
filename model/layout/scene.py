"""The Scene: everything that is drawn, as plain data, for every painter alike.

One unit is one logical pixel on screen at 100% and one point on paper at 100%. x grows to
the right, y downwards. Lengths are multiples of 1/64. Primitives name colour *roles*
("text", "card.pain.accent"); which colour that is belongs to the painter's palette. A
literal "#rrggbb" is allowed where a map brings its own colour.

A node does not know where it stands: its parent places it. A lane that grows therefore
moves the lanes below with one number each, and every node below is the same object as
before. What a node draws may be worked out when it is first asked for; its bounds are
exact from the start.
"""

from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import NamedTuple, TypeAlias

GRID = 64


def snap(length: float) -> float:
    """`length` rounded to the nearest 1/64."""
    return round(length * GRID) / GRID


class Bounds(NamedTuple):
    """A rectangle in the coordinates of its node."""

    x: float
    y: float
    w: float
    h: float


class Run(NamedTuple):
    """Glyphs of one font and size, shaped once, in visual order from left to right.

    Attributes:
        font: key of a file in `resources/fonts/fonts.json` ("inter-400").
        size: in px; one em.
        dx: from the line's left end to the run's origin.
        glyphs: glyph ids in that font file.
        xs: pen position of each glyph, from the run's origin.
        ys: offset of each glyph from the baseline, downwards; empty if all are 0.
        clusters: for each glyph, the index in `text` where its cluster begins.
        text: the characters that the run shows, in logical order.
        width: advance of the whole run.
        rtl: whether it reads from right to left.
    """

    font: str
    size: float
    dx: float
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    clusters: tuple[int, ...]
    text: str
    width: float
    rtl: bool


class Line:
    """One line of text as it is drawn on every surface.

    `width` is exact from the start; `runs` are made when first asked for.
    """

    __slots__ = ("_make", "_runs", "rtl", "text", "width")

    def __init__(
        self, text: str, width: float, rtl: bool, make: Callable[[], tuple[Run, ...]]
    ) -> None:
        self.text = text
        self.width = width
        self.rtl = rtl
        self._make: Callable[[], tuple[Run, ...]] | None = make
        self._runs: tuple[Run, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Runs in visual order, from left to right."""
        if self._make is not None:
            self._runs = self._make()
            self._make = None
        return self._runs

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Line)
            and self.text == other.text
            and self.width == other.width
            and self.rtl == other.rtl
            and self.runs == other.runs
        )

    __hash__ = None  # type: ignore[assignment]  # compared, never looked up

    def __repr__(self) -> str:
        return f"Line({self.text!r}, {self.width})"


class Rect(NamedTuple):
    """A rectangle; `radii` are those of the corners, clockwise from the top left."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    radii: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


#: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",).
PathStep: TypeAlias = tuple[str | float, ...]


class Path(NamedTuple):
    """Lines and cubic Bezier curves, filled by the non-zero rule, stroked with round joins."""

    steps: tuple[PathStep, ...]
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    round_cap: bool = False
    opacity: float = 1.0


class Text(NamedTuple):
    """A shaped line with its left end and baseline at (x, y)."""

    x: float
    y: float
    role: str
    line: Line


class Icon(NamedTuple):
    """An icon of `resources/icons/icons.json`, its square's top left at (x, y), stroked."""

    name: str
    x: float
    y: float
    size: float
    role: str


class Picture(NamedTuple):
    """A bitmap of the map's assets, filling the rectangle."""

    asset_id: str
    x: float
    y: float
    w: float
    h: float


class Hyperlink(NamedTuple):
    """An area that leads to an http, https or mailto address, where the surface can."""

    x: float
    y: float
    w: float
    h: float
    url: str


Primitive: TypeAlias = Rect | Path | Text | Icon | Picture | Hyperlink
Primitives: TypeAlias = tuple[Primitive, ...]


class Node:
    """A piece of the picture: what it draws, then its children on top.

    What it draws and its children may be given as functions, called when first asked for.

    Attributes:
        kind: "layer", "lane", "cell", "card", "stage", "curve", "hop" ...
        record: id of the record that it shows, or "".
        bounds: of all that it and its children draw, in its own coordinates.
    """

    __slots__ = ("_children", "_primitives", "bounds", "kind", "record")

    def __init__(
        self,
        kind: str,
        bounds: Bounds,
        primitives: "Primitives | Callable[[], Primitives]" = (),
        children: "tuple[Placed, ...] | Callable[[], tuple[Placed, ...]]" = (),
        record: str = "",
    ) -> None:
        self.kind = kind
        self.record = record
        self.bounds = bounds
        self._primitives = primitives
        self._children = children

    @property
    def primitives(self) -> Primitives:
        """What the node itself draws, under its children."""
        if not isinstance(self._primitives, tuple):
            self._primitives = self._primitives()
        return self._primitives

    @property
    def children(self) -> "tuple[Placed, ...]":
        """Placed nodes, painted in this order."""
        if not isinstance(self._children, tuple):
            self._children = self._children()
        return self._children

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Node)
            and self.kind == other.kind
            and self.record == other.record
            and self.bounds == other.bounds
            and self.children == other.children
            and self.primitives == other.primitives
        )

    __hash__ = None  # type: ignore[assignment]  # compared, never looked up

    def __repr__(self) -> str:
        return f"Node({self.kind!r}, {self.record!r})"


class CardNode(Node):
    """A card, with what can be pointed at.

    Attributes:
        body: its box, or its text where it has none; in its own coordinates.
        title: where its title stands, at least one line high.
        card_kind: "touchpoint", "pain" ...
        block: the colour role of whoever draws it as a mere block of colour: its kind's, or
            that of what became of it in a comparison.
        told: the links that it tells of above and below its body, each from y to y.
    """

    __slots__ = ("block", "body", "card_kind", "title", "told")

    def __init__(
        self,
        bounds: Bounds,
        primitives: "Primitives | Callable[[], Primitives]",
        record: str,
        body: Bounds,
        title: Bounds,
        card_kind: str,
        told: tuple[tuple[str, float, float], ...] = (),
        block: str = "",
    ) -> None:
        super().__init__("card", bounds, primitives, (), record)
        self.body = body
        self.title = title
        self.card_kind = card_kind
        self.block = block or f"card.{card_kind}.accent"
        self.told = told


class TiedNode(Node):
    """A node that speaks of several records: an arrow of its ends, a face of its persona.

    `ties` are groups of ids. It is looked at with those: where nothing of a group is, it is
    of no interest either.
    """

    __slots__ = ("ties",)

    def __init__(
        self,
        kind: str,
        bounds: Bounds,
        primitives: "Primitives | Callable[[], Primitives]",
        record: str,
        ties: tuple[tuple[str, ...], ...],
    ) -> None:
        super().__init__(kind, bounds, primitives, (), record)
        self.ties = ties


class SparseNode(Node):
    """A node whose children stand at its own (0, 0), each made when it is first looked at.

    `reaches` gives for each child the lowest and the highest y that it may have.
    """

    __slots__ = ("_make_child", "_reaches", "_ready")

    def __init__(
        self,
        kind: str,
        bounds: Bounds,
        reaches: Callable[[], tuple[tuple[float, float], ...]],
        make_child: Callable[[int], Node],
    ) -> None:
        super().__init__(kind, bounds)
        self._reaches = reaches
        self._make_child = make_child
        self._ready: list[Placed | None] | None = None

    @property
    def children(self) -> "tuple[Placed, ...]":
        """All of them."""
        return tuple(self.within(-inf, inf))

    def within(self, top: float, bottom: float) -> "list[Placed]":
        """The children that may reach into this part."""
        if self._ready is None:
            reaches = self._reaches()
            self._reaches = lambda: reaches
            self._ready = [None] * len(reaches)
        found = []
        for nth, (low, high) in enumerate(self._reaches()):
            if low <= bottom and high >= top:
                child = self._ready[nth]
                if child is None:
                    child = self._ready[nth] = Placed(0, 0, self._make_child(nth))
                found.append(child)
        return found


class Placed(NamedTuple):
    """A node and where its own (0, 0) stands in its parent's coordinates."""

    x: float
    y: float
    node: Node


class Scene(NamedTuple):
    """The whole picture, from (0, 0) to (width, height), over the role `background`.

    `layers` are painted in order: body, routes, curves, headers, furniture. `assets`
    holds the bytes of every picture that is shown.
    """

    width: float
    height: float
    background: str
    layers: tuple[Placed, ...]
    assets: Mapping[str, bytes]
    title: str = ""
    author: str = ""
    language: str = ""


def walk(scene: Scene) -> Iterator[tuple[float, float, Node]]:
    """Every node with its absolute position, in painting order."""

    def below(placed: Placed, x: float, y: float) -> Iterator[tuple[float, float, Node]]:
        x, y = x + placed.x, y + placed.y
        yield x, y, placed.node
        for child in placed.node.children:
            yield from below(child, x, y)

    for layer in scene.layers:
        yield from below(layer, 0.0, 0.0)


def drawn(scene: Scene) -> Iterator[tuple[float, float, Primitive]]:
    """Every primitive with the absolute position of its node, in painting order."""
    for x, y, node in walk(scene):
        for primitive in node.primitives:
            yield x, y, primitive
