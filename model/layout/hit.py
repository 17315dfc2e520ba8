"""What is under the pointer, and where a drop would go: the Scene asked the other way round.

Everything takes coordinates of the Scene. Nothing else in the program decides what a point
means; where things stand is asked of `standing`.
"""

from bisect import bisect_right
from collections.abc import Collection
from math import hypot, inf
from typing import Literal, NamedTuple, TypeAlias

from model.layout import emotion, standing
from model.layout.build import Laid
from model.layout.marks import Mark, original
from model.layout.scene import Node, Placed, Scene

Part: TypeAlias = Literal["", "body", "title", "left", "right", "bottom"]

_UNMARKED = Mark("changed", "")
#: How far from a feeling or a route one may point and still mean it, px on the surface.
NEAR = 6.0


class Hit(NamedTuple):
    """What a point means.

    Attributes:
        kind: "card", "feeling", "route", "cell" (empty ground of one), or "" outside of the
            lanes. (The headers of lanes and stages are views of their own.)
        record: id of the card, feeling or link; of a ghost, and of the arrow that leads from
            it, the card itself.
        step, lane: the cell, "" outside of the grid.
        part: of a card: its "title", its "left", "right" or "bottom" edge, or its "body".
    """

    kind: str = ""
    record: str = ""
    step: str = ""
    lane: str = ""
    part: Part = ""


class Slot(NamedTuple):
    """Where a card would be put.

    Attributes:
        before: the card of the cell that it would come before; "" at the end.
    """

    step: str
    lane: str
    before: str


def column_at(laid: Laid, x: float) -> int:
    """The column at a scene's x: the nearest where it is outside; -1 if there is none."""
    bx, _ = standing.body_point(laid, x, 0.0)
    return standing.nearest_column(laid, bx)


def row_at(laid: Laid, y: float) -> int:
    """The lane at a scene's y: the nearest where it is outside; -1 if there is none."""
    if not laid.grounds:
        return -1
    return min(max(0, bisect_right(laid.tops, y - laid.y) - 1), len(laid.grounds) - 1)


def gap_between_columns(laid: Laid, x: float) -> int:
    """The place between two columns that is nearest: 0 before the first one."""
    bx, _ = standing.body_point(laid, x, 0.0)
    middles = [left + laid.columns.card / 2 for left in laid.columns.xs]
    return bisect_right(middles, bx)


def gap_between_lanes(laid: Laid, y: float) -> int:
    """The place between two lanes that is nearest: 0 above the first one."""
    middles = [(a + b) / 2 for a, b in zip(laid.tops, laid.tops[1:], strict=False)]
    return bisect_right(middles, y - laid.y)


def at(scene: Scene, laid: Laid, x: float, y: float, zoom: float = 1.0) -> Hit:
    """What is at a point, the topmost first. `zoom` is device px for one of the Scene."""
    bx, by = standing.body_point(laid, x, y)
    near = NEAR / max(zoom, 0.05)
    column, row = standing.nearest_column(laid, bx), row_at(laid, y)
    if row < 0 or not 0 <= by <= laid.tops[-1] or not 0 <= bx <= laid.columns.right:
        return Hit()
    lane = laid.grounds[row]
    step = laid.places.columns[column].step.id if column >= 0 else ""
    here = Hit("cell", "", step, lane.lane.id)
    if lane.lane.collapsed_height is None:
        feeling = _feeling_at(scene, x, y, near) if lane.lane.kind == "emotion" else ""
        if feeling:
            return here._replace(kind="feeling", record=feeling)
        for card in standing.cards_of(laid, row, column):
            part = _part(card, bx, by, near)
            told = _told(card, by) if part == "body" else ""
            if told:
                return here._replace(kind="route", record=told)
            if part:
                return here._replace(kind="card", record=_meant(laid, card.node.record), part=part)
    route = _route_at(scene, x, y, near)
    if route and laid.setting.marks.get(route, _UNMARKED).came_from:  # the way that it moved
        return here._replace(kind="card", record=route, part="body")
    if route:
        return here._replace(kind="route", record=route)
    return here


def _meant(laid: Laid, record: str) -> str:
    """The card itself where a ghost is pointed at."""
    marks = laid.setting.marks
    return original(record) if marks and marks.get(record, _UNMARKED).state == "ghost" else record


def _part(card: standing.Standing, bx: float, by: float, near: float) -> Part:
    bounds, body = card.node.bounds, card.node.body
    x, y = bx - card.x, by - card.y
    if not (-1 <= x <= body.w + 1 and bounds.y <= y <= bounds.y + bounds.h):
        return ""
    inside = 0 <= y <= body.h
    edge = min(near, body.w / 6)
    if inside and x >= body.w - edge:
        return "right"
    if inside and x <= edge:
        return "left"
    if abs(y - body.h) <= near / 2:
        return "bottom"
    if not 0 <= x <= body.w:
        return ""
    title = card.node.title
    return "title" if title.y <= y <= title.y + title.h else "body"


def _told(card: standing.Standing, by: float) -> str:
    """The link that the words at this height tell of."""
    y = by - card.y
    return next((link for link, top, low in card.node.told if top <= y < low), "")


def _feeling_at(scene: Scene, x: float, y: float, near: float) -> str:
    """The face whose middle is nearest; the last one drawn where several are as near."""
    found, nearest = "", inf
    for layer in scene.layers[:1]:
        for placed in layer.node.children:
            if placed.node.kind != "curves":
                continue
            cx, cy = x - layer.x - placed.x, y - layer.y - placed.y
            for face in placed.node.children:
                if face.node.kind == "feeling" and _inside(face, cx, cy, near):
                    away = hypot(cx - face.x, cy - face.y)
                    if face.node.record and away <= nearest:
                        found, nearest = face.node.record, away
    return found


def _inside(placed: Placed, x: float, y: float, near: float) -> bool:
    b = placed.node.bounds
    return (
        b.x - near <= x - placed.x <= b.x + b.w + near
        and b.y - near <= y - placed.y <= b.y + b.h + near
    )


def _route_at(scene: Scene, x: float, y: float, near: float) -> str:
    """The link that is drawn within reach; routes that follow from the order are nobody's."""
    layer = scene.layers[1]
    rx, ry = x - layer.x, y - layer.y
    for group in layer.node.children:
        if not _inside(group, rx, ry, near):
            continue
        for hop in group.node.children:
            if hop.node.record and _inside(hop, rx, ry, near) and _along(hop.node, rx, ry, near):
                return hop.node.record
    return ""


def _along(hop: Node, x: float, y: float, near: float) -> bool:
    for path in hop.primitives:
        before: tuple[float, float] | None = None
        for step in getattr(path, "steps", ()):
            if len(step) < 3:
                continue
            here = (float(step[-2]), float(step[-1]))
            if before is not None and _distance(before, here, x, y) <= near:
                return True
            before = here
    return False


def _distance(a: tuple[float, float], b: tuple[float, float], x: float, y: float) -> float:
    """From (x, y) to the segment between a and b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = ((x - a[0]) * dx + (y - a[1]) * dy) / length if length else 0.0
    t = min(1.0, max(0.0, t))
    across = (x - a[0] - t * dx) ** 2 + (y - a[1] - t * dy) ** 2
    return float(across**0.5)


def slot_at(laid: Laid, x: float, y: float, moving: Collection[str] = ()) -> Slot | None:
    """Where cards dropped at a point would go; those that `moving` are looked through.

    None where there is no cell, or only that of an emotion line.
    """
    bx, by = standing.body_point(laid, x, y)
    column, row = standing.nearest_column(laid, bx), row_at(laid, y)
    if column < 0 or row < 0 or laid.grounds[row].lane.kind == "emotion":
        return None
    before = ""
    for card in standing.cards_of(laid, row, column):
        b = card.node.bounds
        top, bottom = card.y + b.y, card.y + b.y + b.h
        if card.node.record in moving:
            if top <= by <= bottom:  # the gap that is held open for the card itself
                before = _after(laid, row, column, card.node.record, moving)
                break
        elif by < (top + bottom) / 2:
            before = card.node.record
            break
    step = laid.places.columns[column].step.id
    return Slot(step, laid.grounds[row].lane.id, before)


def _after(laid: Laid, row: int, column: int, record: str, moving: Collection[str]) -> str:
    """The first card below `record` in its cell that does not move."""
    seen = False
    for card in standing.cards_of(laid, row, column):
        if seen and card.node.record not in moving:
            return card.node.record
        seen = seen or card.node.record == record
    return ""


def score_at(scene: Scene, laid: Laid, row: int, y: float) -> float:
    """The score -2..+2 that a height in an emotion lane stands for, to the nearest tenth."""
    middle, half = _levels(scene, laid, row)
    if not half:
        return 0.0
    return min(2.0, max(-2.0, round((middle - y) / half * 20) / 10))


def score_y(scene: Scene, laid: Laid, row: int, score: float) -> float:
    """The y of a score in an emotion lane."""
    middle, half = _levels(scene, laid, row)
    return middle - score / 2 * half


def _levels(scene: Scene, laid: Laid, row: int) -> tuple[float, float]:
    """The y of a neutral score, and how far from it the best one is; 0 in a folded lane."""
    lane = laid.grounds[row].lane
    for placed in scene.layers[0].node.children:
        if placed.node.kind == "curves" and placed.node.record == lane.id:
            middle, half = emotion.levels(lane, placed.node.bounds.h, laid.setting)
            return laid.y + laid.tops[row] + middle, half
    return laid.y + laid.tops[row], 0.0
