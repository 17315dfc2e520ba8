"""Emotion lines: scores at steps become curves with faces, fills, ranges and labels.

The active persona's line is filled above and below neutral, and its deepest dips and
best peak say in words what happened there.
"""

from model.change import JourneyMap
from model.layout import curves, emotion_before, words
from model.layout.emotion_before import NOTHING
from model.layout.emotion_points import TALLEST, Curve, Point, collect, collect_before, placed
from model.layout.emotion_words import said
from model.layout.index import Index
from model.layout.lane_heads import header_height
from model.layout.lanes import Columns
from model.layout.scene import Bounds, Node, Path, Placed, Primitive, TiedNode, snap
from model.layout.setting import Setting
from model.layout.shapes import mood
from model.records import Lane


def build(
    lane: Lane,
    height: float,
    columns: Columns,
    active: str,
    index: Index,
    journey: JourneyMap,
    setting: Setting,
) -> Node:
    """The lines of one lane, `height` px high, in the lane's own coordinates."""
    m = setting.measures
    middle, half = levels(lane, height, setting)
    lines = placed(collect(lane, index, journey, setting), columns, middle, half, m.face)
    chosen = next((c for c in lines if c.record == active and not c.future), None)
    if chosen is None:
        chosen = next((c for c in lines if not c.future), None)

    def scale() -> tuple[Primitive, ...]:
        out: list[Primitive] = []
        names = words.LEVELS[lane.measure]
        for name, y in zip(names, (middle - half, middle, middle + half), strict=True):
            neutral = y == middle
            out.append(
                Path((("M", m.lane_header, y), ("L", columns.right, y)),
                     stroke="border" if neutral else "grid", dash=() if neutral else (1, 3))
            )  # fmt: skip
            out += setting.write(
                name, 0, y - m.meta.leading / 2, m.lane_header - m.pad, m.meta, "muted", "end"
            )
        return tuple(out)

    whole = Bounds(0, 0, columns.right, height)
    children = [Placed(0, 0, Node("levels", whole, scale))]
    if chosen is not None and len(chosen.points) > 1:
        points = [(p.x, p.y) for p in chosen.points]
        children.append(Placed(0, 0, _fill(points, middle, whole, chosen.record)))
    for curve in lines:
        children.append(Placed(0, 0, _range(curve, middle, half, whole)))
    before = NOTHING
    if setting.marks:
        old = collect_before(lane, index, journey, setting)
        before = emotion_before.draw(old, lines, height, middle, half, columns, setting)
    children += before.under
    children += [Placed(0, 0, _line(curve, m.bar * 0.75, whole)) for curve in lines]
    children += [_face(curve, point) for curve in lines for point in curve.points if point.r]

    def told() -> tuple[Placed, ...]:
        return tuple(
            Placed(0, 0, TiedNode("words", whole, words_of, "", _ties(persona)))
            for persona, words_of in said(
                chosen, lines, height, middle, columns, setting, before.taken
            )
        )

    children += before.over
    children.append(Placed(0, 0, Node("words", whole, (), told)))
    return Node("curves", whole, (), tuple(children), record=lane.id)


def levels(lane: Lane, height: float, setting: Setting) -> tuple[float, float]:
    """The y of a neutral score in a lane `height` px high, and how far from it the best is."""
    m = setting.measures
    edge = m.pad / 2 + m.meta.leading + m.face * TALLEST + 2
    top = max(edge, header_height(lane, setting) - m.pad / 2)
    bottom = height - edge
    return snap((top + bottom) / 2), snap((bottom - top) / 2)


def _ties(persona: str) -> tuple[tuple[str, ...], ...]:
    """What speaks of one persona is of interest with it; what speaks of nobody always is."""
    return ((persona,),) if persona else ()


def _fill(points: list[curves.Point], middle: float, bounds: Bounds, persona: str) -> Node:
    def primitives() -> tuple[Primitive, ...]:
        above, below = curves.areas(points, middle)
        parts = ((above, "feeling.above"), (below, "feeling.below"))
        return tuple(Path(tuple(p), fill=role, opacity=0.12) for p, role in parts if p)

    return TiedNode("fill", bounds, primitives, "", _ties(persona))


def _range(curve: Curve, middle: float, half: float, bounds: Bounds) -> Node:
    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = []
        run: list[Point] = []
        for point in [*curve.points, None]:
            if point is not None and point.low is not None and point.high is not None:
                run.append(point)
                continue
            if len(run) > 1:
                upper = [(p.x, snap(middle - (p.high or 0.0) / 2 * half)) for p in run]
                lower = [(p.x, snap(middle - (p.low or 0.0) / 2 * half)) for p in run]
                out.append(Path(curves.band(upper, lower), fill=curve.role, opacity=0.1))
            elif run:
                x, p = run[0].x, run[0]
                ends = [snap(middle - (v or 0.0) / 2 * half) for v in (p.high, p.low)]
                out.append(
                    Path((("M", x, ends[0]), ("L", x, ends[1])), stroke=curve.role,
                         stroke_width=6, round_cap=True, opacity=0.15)
                )  # fmt: skip
            run = []
        return tuple(out)

    return TiedNode("range", bounds, primitives, curve.record, _ties(curve.record))


def _line(curve: Curve, width: float, bounds: Bounds) -> Node:
    def primitives() -> tuple[Primitive, ...]:
        steps = curves.line([(p.x, p.y) for p in curve.points])
        if len(curve.points) < 2:
            return ()
        dash = (width * 3, width * 2) if curve.future else ()
        return (Path(steps, stroke=curve.role, stroke_width=width, dash=dash),)

    return TiedNode("curve", bounds, primitives, curve.record, _ties(curve.record))


def _face(curve: Curve, point: Point) -> Placed:
    reach = snap(point.r * 1.2)

    def primitives() -> tuple[Primitive, ...]:
        return mood(curve.face, 0, 0, point.r, point.score, curve.role, supported=point.supported)

    bounds = Bounds(-reach, -reach, 2 * reach, 2 * reach)
    face = TiedNode("feeling", bounds, primitives, point.feeling, _ties(curve.record))
    return Placed(point.x, point.y, face)
