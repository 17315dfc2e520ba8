"""What stands in the header of a lane at a zoom: its name, and the levels of its feelings.

Lengths are px of the window, x from the header's left end, y from the lane's upper edge.
Nothing here paints.
"""

from functools import partial
from typing import NamedTuple

from model.layout import emotion, lane_heads, words
from model.layout.build import Laid
from model.layout.marks import headed
from model.layout.scene import Bounds, Icon, Node, Placed, Primitive, Scene, Text, snap
from model.records import Lane
from resources import icons
from widgets.canvas.header_type import HeaderType, header_type


class Level(NamedTuple):
    """The name of a level of feeling; `box` is where it stands."""

    scale: float
    primitives: tuple[Primitive, ...]
    box: Bounds


class LaneName(NamedTuple):
    """What is written for a lane.

    Attributes:
        x, y, scale: where the primitives' (0, 0) stands, and what 1 of them is in px.
        height: of all that is written, with the space above and below.
        name: where the name itself stands: what an editor lies over.
        ink: the left and the right end of its letters.
    """

    x: float
    y: float
    scale: float
    primitives: tuple[Primitive, ...]
    height: float
    name: Bounds
    ink: tuple[float, float]
    levels: tuple[Level, ...]


def curves_of(scene: Scene, lane_id: str) -> Placed | None:
    """The lines of an emotion lane."""
    for placed in scene.layers[0].node.children:
        if placed.node.kind == "curves" and placed.node.record == lane_id:
            return placed
    return None


def lay_out(
    lane: Lane, node: Node, curves: Node | None, height: float, laid: Laid, zoom: float
) -> LaneName:
    """The header of a lane that is `height` px high; `node` is the Scene's own header."""
    kind = header_type(laid.setting.measures, zoom)
    if kind.own:
        return _own(lane, curves, height, laid, zoom, kind)
    return _scenes(node, curves, laid, zoom, kind)


def _scenes(node: Node, curves: Node | None, laid: Laid, zoom: float, kind: HeaderType) -> LaneName:
    """The Scene's own nodes, enlarged."""
    x = kind.lane_header if laid.rtl else 0.0
    texts = [p for p in node.primitives if isinstance(p, Text)]
    names = [t for t in texts if t.role == "text"]
    ink = _ink(names, x, zoom, kind)
    lead = kind.lane.leading * max(1, len(names))
    levels = []
    for text in curves.children[0].node.primitives if curves else ():
        if isinstance(text, Text):
            left = x + text.x * zoom
            top = text.y * zoom - kind.meta.leading * 0.72
            box = Bounds(left, top, text.line.width * zoom, kind.meta.leading)
            levels.append(Level(zoom, (text,), box))
    box = _name_box(laid, kind, kind.pad, lead)
    return LaneName(x, 0.0, zoom, node.primitives, node.bounds.h * zoom, box, ink, tuple(levels))


def _ink(texts: list[Text], x: float, scale: float, kind: HeaderType) -> tuple[float, float]:
    """The left and the right end of lines of text."""
    left = min((x + t.x * scale for t in texts), default=kind.pad)
    right = max((x + (t.x + t.line.width) * scale for t in texts), default=kind.pad)
    return left, right


def _name_box(laid: Laid, kind: HeaderType, y: float, height: float) -> Bounds:
    indent = 2 * kind.pad + kind.icon
    width = kind.lane_header - indent - kind.pad
    return Bounds(kind.pad if laid.rtl else indent, y, width, height)


def _own(
    lane: Lane, curves: Node | None, height: float, laid: Laid, zoom: float, kind: HeaderType
) -> LaneName:
    """A name set for the window: as many lines as the lane is high, or none at all."""
    setting = laid.setting
    put = partial(setting.put, align="end" if laid.rtl else "start")
    lead = kind.lane.leading
    pad = min(kind.pad, max(0.0, (height - lead) / 2))
    box = _name_box(laid, kind, pad, lead)
    out: list[Primitive] = []
    used = 0.0
    badge = setting.badge(lane.id)
    # A badge stands under the name, or beside it in a lane that is too low for both.
    low = badge is not None and 2 * pad + 2 * lead + badge.height > height
    beside = badge.width + kind.pad / 2 if badge and low else 0.0
    if height >= lead - 2:
        most = max(1, int((height - 2 * pad + 0.5) // lead))
        name = setting.wrap(lane.name, kind.lane, box.w - beside, most)
        used = max(name.height, lead)
        if icons.known(lane.icon):
            side = min(kind.icon, lead)
            x = kind.lane_header - kind.pad - side if laid.rtl else kind.pad
            out.append(Icon(lane.icon, snap(x), snap((lead - side) / 2), side, "muted"))
        start = box.x + (beside if laid.rtl else 0.0)
        out += put(name, start, 0.0, box.w - beside, kind.lane)
        box = box._replace(h=used)
        sub = lane_heads.subtitle(lane)
        if sub and used + kind.meta.leading <= height - 2 * pad + 0.5:
            line = setting.wrap(sub, kind.meta, box.w, 1)
            out += put(line, box.x, used, box.w, kind.meta, "muted")
            used += line.height
        if badge:
            at_end = low != laid.rtl
            x = box.x + (box.w - badge.width if at_end else 0.0)
            below = lead / 2 + badge.height / 2 if low else used + badge.height + kind.pad / 4
            out = list(headed(out, badge, x, snap(below)))
            used = max(used, below)
    ink = _ink([p for p in out if isinstance(p, Text)], 0.0, 1.0, kind)
    levels = _own_levels(lane, curves, laid, zoom, kind) if curves else ()
    return LaneName(0.0, pad, 1.0, tuple(out), used + 2 * pad, box, ink, levels)


def _own_levels(
    lane: Lane, curves: Node, laid: Laid, zoom: float, kind: HeaderType
) -> tuple[Level, ...]:
    setting, lead = laid.setting, kind.meta.leading
    middle, half = emotion.levels(lane, curves.bounds.h, setting)
    found = []
    near = half * zoom < 1.2 * lead
    names = words.LEVELS[lane.measure]
    for name, y in zip(names, (middle - half, middle, middle + half), strict=True):
        if near and y != middle:
            continue
        width = kind.lane_header - 2 * kind.pad
        line = setting.wrap(name, kind.meta, width, 1)
        top = y * zoom - lead / 2
        align = "start" if laid.rtl else "end"
        out = setting.put(line, kind.pad, top, width, kind.meta, "muted", align)
        left = kind.pad if laid.rtl else kind.pad + width - line.width
        found.append(Level(1.0, tuple(out), Bounds(left, top, line.width, lead)))
    return tuple(found)
