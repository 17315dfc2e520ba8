"""The words at an emotion line: what happened at its dips and peaks, and whose line it is.

Nothing here covers a face or another word. Where there is no room left, a name is left
out rather than put on top of something.
"""

from collections.abc import Iterable, Iterator

from model.layout.emotion_points import TALLEST, Curve, Point, line_name
from model.layout.index import Index
from model.layout.lanes import Columns
from model.layout.measures import Measures
from model.layout.scene import Bounds, Path, Primitive, snap
from model.layout.setting import Setting
from model.layout.shapes import outline

DIPS, PEAKS = 2, 1
#: More lines than this are told apart by their faces alone.
MOST_NAMES = 40


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


def said(
    chosen: Curve | None,
    lines: list[Curve],
    height: float,
    middle: float,
    columns: Columns,
    setting: Setting,
    around: Iterable[Bounds] = (),
) -> tuple[tuple[str, tuple[Primitive, ...]], ...]:
    """The words of one lane, `height` px high: of the chosen line, then all names.

    Each with the id of the persona whose line it speaks of, "" for everybody's. The line of
    the neutral level runs at `middle`; a name stands above or below it. Nothing is written
    on what is `around` already.
    """
    m = setting.measures
    faces = [
        Bounds(p.x - p.r - 2, p.y - p.r * TALLEST, 2 * p.r + 4, 2 * p.r * TALLEST)
        for curve in lines
        for p in curve.points
    ]
    taken = [*faces, *around]
    out: list[Primitive] = []
    dips, peaks = turning_points(chosen.points) if chosen else ([], [])
    for point in dips + peaks:
        text = setting.wrap(point.word, m.meta, columns.card * 1.3, 1)
        x = min(max(point.x - text.width / 2, m.lane_header), columns.right - text.width)
        away = point.r * TALLEST + 3
        y = point.y + away if point in dips else point.y - away - m.meta.leading
        label = _past(taken, Bounds(x, y, text.width, m.meta.leading), point in dips)
        if 0 <= label.y <= height - label.h:
            taken.append(label)
            out += setting.put(text, label.x, label.y, text.width, m.meta)
    whose = [(chosen.record, tuple(out))] if chosen and out else []
    taken.append(Bounds(0, middle - 1, columns.right, 2))
    borders = [Bounds(columns.border(i) - 1, 0, 2, height) for i in range(1, len(columns.xs))]
    style = m.meta._replace(weight=600)
    named = sorted(
        (curve.points[-1].y, i) for i, curve in enumerate(lines[:MOST_NAMES]) if curve.name
    )
    for _, i in named:
        curve = lines[i]
        text = setting.wrap(curve.name, style, m.column, 1)
        width = text.width + mark_width(m)
        last = curve.points[-1]
        where = [*_beside(last, width, m.meta.leading, m.pad / 2, faces), *_over(last, width, m)]
        room = [b for b in where if 0 <= b.y <= height - b.h and b.x + b.w <= columns.right]
        first = min((b.x for b in room), default=0.0)
        near = [other for other in taken if other.x + other.w > first]
        free = [b for b in room if not any(meet(b, other) for other in near)]
        clear = (b for b in free if not any(meet(b, border) for border in borders))
        spot = next(clear, next(iter(free), None))
        if spot:
            taken.append(spot)
            written = setting.put(text, spot.x + mark_width(m), spot.y, text.width, style)
            whose.append((curve.record, (whose_mark(curve, spot, m), *written)))
    return tuple(whose)


def mark_width(m: Measures) -> float:
    """Room for the persona's shape in front of its name."""
    return snap(m.meta.size * 0.75)


def whose_mark(curve: Curve, spot: Bounds, m: Measures) -> Path:
    """The persona's shape, filled for its line of today and hollow for that of the future."""
    r = m.meta.size * 0.28
    steps = outline(curve.face, snap(spot.x + r), snap(spot.y + m.meta.leading / 2), r)
    if curve.future:
        return Path(steps, stroke=curve.role, stroke_width=1.5)
    return Path(steps, fill=curve.role)


def _past(taken: Iterable[Bounds], label: Bounds, down: bool) -> Bounds:
    """The label where it is wanted, or else moved on past whatever it would cover there."""
    beyond = sorted(taken, key=lambda b: b.y if down else -b.y - b.h)
    for other in beyond:
        if meet(label, other):
            y = other.y + other.h + 1 if down else other.y - label.h - 1
            label = label._replace(y=y)
    return label


def _beside(
    last: Point, width: float, height: float, gap: float, faces: list[Bounds]
) -> Iterator[Bounds]:
    """Places for a name right of its line's last face, the nearest ones first."""
    start, end = last.x + last.r + gap, last.x + 2 * gap + 8 * last.r
    near = sorted(face for face in faces if face.x < end and face.x + face.w > start)
    for nth in range(2 * MOST_NAMES):
        step = (nth + 1) // 2 * height / 2 * (1 if nth % 2 else -1)
        label = Bounds(start, last.y - height / 2 + step, width, height)
        for face in near:
            if meet(label, face):
                label = label._replace(x=face.x + face.w + gap)
        yield label


def _over(last: Point, width: float, m: Measures) -> Iterator[Bounds]:
    """Places for a name above and below its line's last face."""
    x, away = last.x - width / 2, last.r * TALLEST + 3
    yield Bounds(x, last.y - away - m.meta.leading, width, m.meta.leading)
    yield Bounds(x, last.y + away, width, m.meta.leading)


def meet(a: Bounds, b: Bounds) -> bool:
    """Whether two boxes overlap."""
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def room_for_names(index: Index, setting: Setting) -> float:
    """From the middle of the last column to the end of the longest name, in px."""
    m = setting.measures
    measures = {lane.measure for lane in index.lanes if lane.kind == "emotion"}
    names = {p.id: p.name for p in index.personas}
    labels = {
        line_name(names[persona], curve == "future")
        for persona, curve, measure in index.feelings
        if measure in measures and persona in names
    }
    style = m.meta._replace(weight=600)
    widest = max((setting.wrap(label, style).width for label in labels), default=0.0)
    shifted = (2 + min(len(labels), 6)) * m.face  # faces that meet stand side by side
    return shifted + m.pad + mark_width(m) + min(widest, m.column) if labels else 0.0
