"""Emotion lines: scores at steps become curves with faces, fills, ranges and labels.

A step's own score wins; otherwise the mean of its cards' scores counts. The active
persona's line is filled above and below neutral, and its deepest dips and best peak say
in words what happened there.
"""

from typing import NamedTuple

from model.change import JourneyMap
from model.layout import curves, words
from model.layout.card_rows import evidence_weight
from model.layout.index import Index
from model.layout.lanes import Columns, header_height
from model.layout.scene import Bounds, Node, Path, Placed, Primitive, snap
from model.layout.setting import Setting, persona_role
from model.layout.shapes import mood
from model.records import Card, Evidence, Feeling, Lane

DIPS, PEAKS = 2, 1


class Point(NamedTuple):
    """One step of one line.

    Attributes:
        feeling: the step's own record, or the only card's; "" where several were averaged.
        supported: whether anything heard or seen from customers stands behind it.
    """

    column: int
    score: float
    low: float | None
    high: float | None
    word: str
    feeling: str
    supported: bool
    x: float = 0.0
    y: float = 0.0


class Curve(NamedTuple):
    """One persona's line, or everybody's where the persona is empty."""

    name: str
    face: str
    role: str
    record: str
    future: bool
    points: list[Point]


def reads(lane: Lane, index: Index, journey: JourneyMap) -> tuple[object, ...]:
    """Every record that the lines of an emotion lane depend on."""
    found: list[object] = [lane]
    for key in sorted(index.feelings):
        if key[2] == lane.measure:
            for feeling in index.feelings[key]:
                found.append(feeling)
                found.append(journey.records.get(feeling.card_id))
                found += [journey.records.get(i) for i in feeling.evidence_ids]
    return (*found, *index.personas)


def collect(lane: Lane, index: Index, journey: JourneyMap, setting: Setting) -> list[Curve]:
    """The lines of a lane: each persona's current one, then its future one."""
    result = []
    shown = [p for p in setting.personas if not lane.persona_ids or p.id in lane.persona_ids]
    places = {p.id: i for i, p in enumerate(setting.personas)}
    sources = [(p.id, p.name, p.face, persona_role(p, places[p.id])) for p in shown]
    if not lane.persona_ids:
        sources.append(("", "", "circle", "text"))
    for persona, name, face, role in sources:
        for curve in ("current", "future"):
            feelings = index.feelings.get((persona, curve, lane.measure), ())
            points = _points(feelings, index, journey)
            if points:
                label = _name(name, curve == "future")
                result.append(Curve(label, face, role, persona, curve == "future", points))
    return result


def _points(feelings: tuple[Feeling, ...], index: Index, journey: JourneyMap) -> list[Point]:
    own: dict[int, Feeling] = {}
    of_cards: dict[int, list[tuple[Feeling, Card]]] = {}
    for feeling in feelings:
        if feeling.step_id in index.column_of:
            own[index.column_of[feeling.step_id]] = feeling
            continue
        card = journey.get(feeling.card_id, Card)
        if card and card.step_id in index.column_of and card.lane_id in index.row_of:
            of_cards.setdefault(index.column_of[card.step_id], []).append((feeling, card))
    points = []
    for column in sorted(own.keys() | of_cards.keys()):
        if column in own:
            members = [own[column]]
            word = own[column].word
        else:
            members = [feeling for feeling, _ in of_cards[column]]
            lowest = min(of_cards[column], key=lambda pair: (pair[0].score, pair[0].id))
            word = lowest[0].word or lowest[1].title
        score = sum(f.score for f in members) / len(members)
        lows, highs = [f.low for f in members], [f.high for f in members]
        evidence = [e for f in members for i in f.evidence_ids if (e := journey.get(i, Evidence))]
        points.append(
            Point(
                column, score,
                min((v for v in lows if v is not None), default=None),
                max((v for v in highs if v is not None), default=None),
                word, members[0].id if len(members) == 1 else "",
                evidence_weight(evidence) == "heard",
            )
        )  # fmt: skip
    return points


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
    edge = m.pad / 2 + m.meta.leading + m.face + 2
    top = max(edge, header_height(lane, setting) - m.pad / 2)
    bottom = height - edge
    middle, half = snap((top + bottom) / 2), snap((bottom - top) / 2)
    lines = _placed(collect(lane, index, journey, setting), columns, middle, half, m.face)
    chosen = next((c for c in lines if c.record == active and not c.future), None)
    if chosen is None:
        chosen = next((c for c in lines if not c.future), None)

    def levels() -> tuple[Primitive, ...]:
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
    children = [Placed(0, 0, Node("levels", whole, levels))]
    if chosen is not None and len(chosen.points) > 1:
        points = [(p.x, p.y) for p in chosen.points]
        children.append(Placed(0, 0, _fill(points, middle, whole)))
    for curve in lines:
        children.append(Placed(0, 0, _range(curve, middle, half, whole)))
    children += [Placed(0, 0, _line(curve, m.bar * 0.75, whole)) for curve in lines]
    for curve in lines:
        for point in curve.points:
            children.append(_face(curve, point, m.face))
    children.append(Placed(0, 0, _labels(chosen, lines, height, columns, setting)))
    children.append(Placed(0, 0, _names(lines, height, columns, setting)))
    return Node("curves", whole, (), tuple(children), record=lane.id)


def _placed(
    lines: list[Curve], columns: Columns, middle: float, half: float, r: float
) -> list[Curve]:
    """The lines with x and y for each point; faces that would touch stand side by side."""
    at: dict[int, list[tuple[float, int]]] = {}
    for i, curve in enumerate(lines):
        for point in curve.points:
            at.setdefault(point.column, []).append((middle - point.score / 2 * half, i))
    shift: dict[tuple[int, int], float] = {}
    for column, there in at.items():
        there.sort()
        group: list[tuple[float, int]] = []
        for item in [*there, (float("inf"), -1)]:
            if group and item[0] - group[-1][0] >= 2 * r + 2:
                members = sorted(i for _, i in group)
                for k, i in enumerate(members):
                    shift[column, i] = (k - (len(members) - 1) / 2) * (2 * r + 3)
                group = []
            group.append(item)
    return [
        curve._replace(
            points=[
                point._replace(
                    x=snap(columns.xs[point.column] + columns.card / 2 + shift[point.column, i]),
                    y=snap(middle - point.score / 2 * half),
                )
                for point in curve.points
            ]
        )
        for i, curve in enumerate(lines)
    ]


def _fill(points: list[curves.Point], middle: float, bounds: Bounds) -> Node:
    def primitives() -> tuple[Primitive, ...]:
        above, below = curves.areas(points, middle)
        parts = ((above, "feeling.above"), (below, "feeling.below"))
        return tuple(Path(tuple(p), fill=role, opacity=0.12) for p, role in parts if p)

    return Node("fill", bounds, primitives)


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

    return Node("range", bounds, primitives, record=curve.record)


def _line(curve: Curve, width: float, bounds: Bounds) -> Node:
    def primitives() -> tuple[Primitive, ...]:
        steps = curves.line([(p.x, p.y) for p in curve.points])
        if len(curve.points) < 2:
            return ()
        dash = (width * 3, width * 2) if curve.future else ()
        return (Path(steps, stroke=curve.role, stroke_width=width, dash=dash),)

    return Node("curve", bounds, primitives, record=curve.record)


def _face(curve: Curve, point: Point, r: float) -> Placed:
    reach = snap(r * 1.2)

    def primitives() -> tuple[Primitive, ...]:
        return mood(curve.face, 0, 0, r, point.score, curve.role, supported=point.supported)

    bounds = Bounds(-reach, -reach, 2 * reach, 2 * reach)
    return Placed(point.x, point.y, Node("feeling", bounds, primitives, record=point.feeling))


def turning_points(points: list[Point]) -> tuple[list[Point], list[Point]]:
    """The deepest dips below neutral and the best peaks above it, those with words only."""
    dips, peaks = [], []
    for i, point in enumerate(points):
        beside = [points[j].score for j in (i - 1, i + 1) if 0 <= j < len(points)]
        if not point.word:
            continue
        if point.score < 0 and all(point.score <= other for other in beside):
            dips.append(point)
        if point.score > 0 and all(point.score >= other for other in beside):
            peaks.append(point)
    dips.sort(key=lambda p: (p.score, p.column))
    peaks.sort(key=lambda p: (-p.score, p.column))
    return dips[:DIPS], peaks[:PEAKS]


def _labels(
    chosen: Curve | None, lines: list[Curve], height: float, columns: Columns, setting: Setting
) -> Node:
    m = setting.measures
    whole = Bounds(0, 0, columns.right, height)

    def primitives() -> tuple[Primitive, ...]:
        if chosen is None:
            return ()
        out: list[Primitive] = []
        dips, peaks = turning_points(chosen.points)
        faces = [p for curve in lines for p in curve.points]
        for point in dips + peaks:
            down = 1 if point in dips else -1
            text = setting.wrap(point.word, m.meta, columns.card * 1.3, 1)
            x = min(max(point.x - text.width / 2, m.lane_header), columns.right - text.width)
            y = _clear_of(faces, point, x, text.width, down, m.face, m.meta.leading)
            y = min(max(y, 1.0), height - m.meta.leading - 1)
            out += setting.put(text, x, y, text.width, m.meta)
        return tuple(out)

    return Node("labels", whole, primitives)


def _clear_of(
    faces: list[Point], point: Point, x: float, width: float, down: int, r: float, leading: float
) -> float:
    """The top of a label beyond its point, moved on past every face that it would cover."""

    def top(y: float) -> float:
        return y + r + 3 if down > 0 else y - r - 3 - leading

    near = [f for f in faces if x - r - 2 < f.x < x + width + r + 2]
    y = top(point.y)
    for face in sorted(near, key=lambda f: down * f.y):
        if face.y - r < y + leading and face.y + r > y:
            y = top(face.y)
    return y


def _name(persona: str, future: bool) -> str:
    return words.joined(persona, "future") if future else persona


def room_for_names(index: Index, setting: Setting) -> float:
    """From the middle of the last column to the end of the longest name, in px."""
    m = setting.measures
    measures = {lane.measure for lane in index.lanes if lane.kind == "emotion"}
    names = {p.id: p.name for p in index.personas}
    labels = {
        _name(names[persona], curve == "future")
        for persona, curve, measure in index.feelings
        if measure in measures and persona in names
    }
    style = m.meta._replace(weight=600)
    widest = max((setting.wrap(label, style).width for label in labels), default=0.0)
    shifted = (2 + min(len(labels), 6)) * m.face  # faces that meet stand side by side
    return shifted + m.pad + min(widest, m.column) if labels else 0.0


def _names(lines: list[Curve], height: float, columns: Columns, setting: Setting) -> Node:
    m = setting.measures
    whole = Bounds(0, 0, columns.right, height)

    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = []
        ends = sorted((c.points[-1].y, i) for i, c in enumerate(lines) if c.name)
        last = float("-inf")
        style = m.meta._replace(weight=600)
        for y, i in ends:
            point = lines[i].points[-1]
            last = max(y - m.meta.leading / 2, last + m.meta.leading)
            x = point.x + m.face + m.pad / 2
            others = [c.points[-1].x for c in lines if abs(c.points[-1].y - y) < m.face * 2]
            x = max(x, *(o + m.face + m.pad / 2 for o in others)) if len(others) > 1 else x
            out += setting.write(
                lines[i].name, x, last, max(columns.right - x, m.column / 3), style
            )
        return tuple(out)

    return Node("names", whole, primitives)
