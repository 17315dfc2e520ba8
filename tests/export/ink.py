"""Where the ink of each line of text ends, on the screen and on paper, for any Scene.

Lines that come near each other are drawn apart, in several pictures, so that each has its
surroundings to itself; nothing but text is drawn, in black.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PIL import Image

from model.layout.scene import Bounds, Node, Placed, Scene, Text, drawn
from tests.export.rasters import Engine

#: Free room wanted round a line, in px: a glyph may reach out of its advance.
_ROOM = 6.0
#: Darker than this is ink.
_DARK = 128
_BLACK_ON_WHITE = {"ink": "#000000", "paper": "#ffffff"}


class Ink(NamedTuple):
    """The rectangle round a line's ink in px of the scene; all 0 if it has none."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class _PlacedText(NamedTuple):
    text: Text
    box: Bounds


def ink_of(scene: Scene, engine: Engine, dots: float = 4) -> list[Ink]:
    """The ink of every line of the scene, in painting order, to 1/`dots` px."""
    placed = list(_placed(scene))
    found: dict[int, Ink] = {}
    for group in _apart(placed):
        picture = engine(_text_only(scene, (placed[i].text for i in group)), _BLACK_ON_WHITE, dots)
        grey = picture.convert("L")
        for i in group:
            found[i] = _ink(grey, placed[i], dots)
    return [found[i] for i in range(len(placed))]


def furthest(a: Iterable[Ink], b: Iterable[Ink]) -> tuple[float, str]:
    """The largest distance between two edges of one line in px, and what the line says."""
    return max(
        (
            (max(abs(p - q) for p, q in zip(one[1:], other[1:], strict=True)), one.text)
            for one, other in zip(a, b, strict=True)
        ),
        default=(0.0, ""),
    )


def _placed(scene: Scene) -> Iterable[_PlacedText]:
    for x, y, primitive in drawn(scene):
        if isinstance(primitive, Text) and primitive.line.text.strip():
            size = max(run.size for run in primitive.line.runs)
            text = primitive._replace(x=x + primitive.x, y=y + primitive.y, role="ink")
            box = Bounds(
                text.x - _ROOM, text.y - size * 1.3 - _ROOM,
                primitive.line.width + 2 * _ROOM, size * 2 + 2 * _ROOM,
            )  # fmt: skip
            yield _PlacedText(text, box)


def _apart(placed: list[_PlacedText]) -> list[list[int]]:
    """Groups of lines none of which comes near another of its group."""
    groups: list[list[int]] = []
    for i, one in enumerate(placed):
        for group in groups:
            if not any(_meet(one.box, placed[other].box) for other in group):
                group.append(i)
                break
        else:
            groups.append([i])
    return groups


def _meet(a: Bounds, b: Bounds) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _text_only(scene: Scene, wanted: Iterable[Text]) -> Scene:
    node = Node("layer", Bounds(0, 0, scene.width, scene.height), tuple(wanted))
    return Scene(scene.width, scene.height, "paper", (Placed(0, 0, node),), {})


def _ink(grey: Image.Image, placed: _PlacedText, dots: float) -> Ink:
    x, y = max(0, round(placed.box.x * dots)), max(0, round(placed.box.y * dots))
    right, bottom = (
        round((placed.box.x + placed.box.w) * dots),
        round((placed.box.y + placed.box.h) * dots),
    )
    part = grey.crop((x, y, min(right, grey.width), min(bottom, grey.height)))
    edges = part.point(lambda level: 255 if level < _DARK else 0).getbbox()
    text = placed.text.line.text
    if edges is None:
        return Ink(text, 0, 0, 0, 0)
    left, top, right, bottom = edges
    return Ink(text, (x + left) / dots, (y + top) / dots, (x + right) / dots, (y + bottom) / dots)
