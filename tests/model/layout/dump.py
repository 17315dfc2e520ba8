"""A Scene as text that people can read and compare line by line: one line a primitive.

Lengths have two decimals at most, glyphs are left out in favour of the words that they
show, so that two dumps differ where the pictures do and in words that say how.
"""

import json
from typing import Any

from model.layout.scene import (
    Bounds,
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
)


def dump(scene: Scene) -> str:
    """The Scene as JSON: its size, then every layer with all that it holds."""
    form = {
        "scene": f"{_numbers(scene.width, scene.height)} on {scene.background}",
        "title": scene.title,
        "author": scene.author,
        "language": scene.language,
        "assets": {name: f"{len(data)} bytes" for name, data in sorted(scene.assets.items())},
        "layers": [_node(layer) for layer in scene.layers],
    }
    return json.dumps(form, ensure_ascii=False, indent=1) + "\n"


def _node(placed: Placed) -> dict[str, Any]:
    node: Node = placed.node
    name = f"{node.kind} {node.record}".strip()
    result: dict[str, Any] = {
        "node": f"{name} at {_numbers(placed.x, placed.y)} bounds {_numbers(*node.bounds)}"
    }
    if node.primitives:
        result["draws"] = [line(primitive) for primitive in node.primitives]
    if node.children:
        result["holds"] = [_node(child) for child in node.children]
    return result


def line(primitive: Primitive) -> str:
    """One primitive in one line of text."""
    match primitive:
        case Text(x, y, role, of):
            fonts = "+".join(dict.fromkeys(f"{run.font} {run.size:g}" for run in of.runs))
            side = " rtl" if of.rtl else ""
            return f"text {_numbers(x, y)} {fonts} {role}{side}: {of.text}"
        case Icon(name, x, y, size, role):
            return f"icon {name} {_numbers(x, y, size)} {role}"
        case Picture(asset_id, x, y, w, h):
            return f"picture {asset_id} {_numbers(x, y, w, h)}"
        case Hyperlink(x, y, w, h, url):
            return f"hyperlink {_numbers(x, y, w, h)} {url}"
        case Rect():
            where = Bounds(primitive.x, primitive.y, primitive.w, primitive.h)
            radii = f" radii {_numbers(*primitive.radii)}" if any(primitive.radii) else ""
            return f"rect {_numbers(*where)}{radii}{_paint(primitive)}"
        case Path():
            steps = " ".join(" ".join(map(_part, step)) for step in primitive.steps)
            cap = " round" if primitive.round_cap else ""
            return f"path {steps}{_paint(primitive)}{cap}"


def _paint(primitive: Rect | Path) -> str:
    fill = f" fill {primitive.fill}" if primitive.fill else ""
    stroke = f" stroke {primitive.stroke} {_numbers(primitive.stroke_width)}"
    dash = f" dash {_numbers(*primitive.dash)}" if primitive.dash else ""
    opacity = f" opacity {_numbers(primitive.opacity)}" if primitive.opacity != 1 else ""
    return f"{fill}{stroke if primitive.stroke else ''}{dash}{opacity}"


def _part(part: str | float) -> str:
    return part if isinstance(part, str) else _numbers(part)


def _numbers(*values: float) -> str:
    return " ".join(f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".") for value in values)
