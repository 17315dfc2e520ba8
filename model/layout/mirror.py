"""The one place where right-to-left maps are turned: the finished Scene, flipped.

Origins, routes, curves and the icons that point along the journey are flipped; glyphs,
other icons and pictures keep their face.
"""

from typing import Any

from model.layout.memo import Memo
from model.layout.scene import (
    Bounds,
    CardNode,
    Hyperlink,
    Icon,
    Node,
    Path,
    Picture,
    Placed,
    Primitive,
    Rect,
    Scene,
    Text,
    TiedNode,
    snap,
)
from resources import icons

#: Icons that point along the journey.
DIRECTED = frozenset({"arrow-right", "log-in", "log-out"})


def mirrored(scene: Scene, memo: Memo) -> Scene:
    """The Scene as a mirror shows it; nodes flipped before are used again."""
    layers = tuple(
        Placed(scene.width - layer.x, layer.y, _node(layer.node, memo)) for layer in scene.layers
    )
    return scene._replace(layers=layers)


def flipped(node: Node) -> Node:
    """One node as a mirror shows it, for a Scene that was mirrored."""
    return _node(node, Memo())


def _node(node: Node, memo: Memo) -> Node:
    """A node flipped about its own x = 0."""

    def make() -> Node:
        if isinstance(node, CardNode):
            return CardNode(
                flipped_bounds(node.bounds),
                lambda: tuple(_flip(p) for p in node.primitives),
                node.record,
                flipped_bounds(node.body),
                flipped_bounds(node.title),
                node.card_kind,
                node.told,
                node.block,
            )
        if isinstance(node, TiedNode):
            return TiedNode(
                node.kind,
                flipped_bounds(node.bounds),
                lambda: tuple(_flip(p) for p in node.primitives),
                node.record,
                node.ties,
            )
        return Node(
            node.kind,
            flipped_bounds(node.bounds),
            lambda: tuple(_flip(p) for p in node.primitives),
            lambda: tuple(Placed(-c.x, c.y, _node(c.node, memo)) for c in node.children),
            node.record,
        )

    flipped: Node = memo.get("mirror", id(node), (node,), make)
    return flipped


def flipped_bounds(bounds: Bounds) -> Bounds:
    """A rectangle flipped about x = 0."""
    return bounds._replace(x=-bounds.x - bounds.w)


def _flip(p: Primitive) -> Primitive:
    match p:
        case Text():
            return p._replace(x=-p.x - p.line.width)
        case Icon(name=name) if name in DIRECTED:
            return _turned(p)
        case Icon():
            return p._replace(x=-p.x - p.size)
        case Rect():
            a, b, c, d = p.radii
            return p._replace(x=-p.x - p.w, radii=(b, a, d, c))
        case Path():
            return p._replace(steps=tuple(_flip_step(step) for step in p.steps))
        case Picture() | Hyperlink():
            return p._replace(x=-p.x - p.w)


def _turned(icon: Icon) -> Path:
    """An icon that points along the journey, pointing the other way."""
    scale = icon.size / icons.SQUARE
    right = -icon.x
    steps = tuple(
        (
            step[0],
            *(
                snap(right - v * scale if i % 2 == 0 else icon.y + v * scale)
                for i, v in enumerate(step[1:])
                if not isinstance(v, str)
            ),
        )
        for step in icons.load()[icon.name]
    )
    width = icons.STROKE_WIDTH * scale
    return Path(steps, stroke=icon.role, stroke_width=width, round_cap=True)


def _flip_step(step: tuple[Any, ...]) -> tuple[Any, ...]:
    return (step[0], *(-v if i % 2 == 0 else v for i, v in enumerate(step[1:])))
