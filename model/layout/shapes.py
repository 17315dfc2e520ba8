"""Outlines that several parts of the picture share: faces, marks, arrows, bubbles.

Every coordinate is a multiple of 1/64, handles of curves among them.
"""

import math
from functools import cache

from model.layout.scene import Path, PathStep, Rect, snap

#: How far a Bezier handle reaches for a quarter of a circle of radius 1: 4/3 (√2 - 1).
QUARTER = 4 / 3 * (math.sqrt(2) - 1)


def circle(x: float, y: float, r: float) -> tuple[PathStep, ...]:
    """A circle round (x, y), of radius `r`."""
    return _moved(_circle(r), x, y)


def hexagon(x: float, y: float, r: float) -> tuple[PathStep, ...]:
    """A hexagon round (x, y), pointing upwards, as wide as a circle of radius `r`."""
    return _moved(_hexagon(r), x, y)


def rounded(x: float, y: float, w: float, h: float, r: float) -> tuple[PathStep, ...]:
    """A rectangle with corners of radius `r`."""
    return _moved(_rounded(w, h, r), x, y)


def _moved(steps: tuple[PathStep, ...], x: float, y: float) -> tuple[PathStep, ...]:
    """An outline drawn round (0, 0), in multiples of 1/64, moved to (x, y)."""
    by = snap(x), snap(y)
    return tuple(
        (step[0], *[v + by[i % 2] for i, v in enumerate(step[1:])])  # type: ignore[operator]  # numbers follow the letter
        for step in steps
    )


def _on_grid(steps: tuple[PathStep, ...]) -> tuple[PathStep, ...]:
    return tuple((step[0], *[snap(float(v)) for v in step[1:]]) for step in steps)


@cache
def _circle(r: float) -> tuple[PathStep, ...]:
    k = r * QUARTER
    return _on_grid(
        (
            ("M", r, 0.0),
            ("C", r, k, k, r, 0.0, r),
            ("C", -k, r, -r, k, -r, 0.0),
            ("C", -r, -k, -k, -r, 0.0, -r),
            ("C", k, -r, r, -k, r, 0.0),
            ("Z",),
        )
    )


@cache
def _hexagon(r: float) -> tuple[PathStep, ...]:
    corners = [
        (r * 1.1 * math.sin(i * math.pi / 3), -r * 1.1 * math.cos(i * math.pi / 3))
        for i in range(6)
    ]
    return _on_grid((("M", *corners[0]), *(("L", *corner) for corner in corners[1:]), ("Z",)))


@cache
def _rounded(w: float, h: float, r: float) -> tuple[PathStep, ...]:
    k = r * (1 - QUARTER)
    return _on_grid(
        (
            ("M", r, 0.0),
            ("L", w - r, 0.0),
            ("C", w - k, 0.0, w, k, w, r),
            ("L", w, h - r),
            ("C", w, h - k, w - k, h, w - r, h),
            ("L", r, h),
            ("C", k, h, 0.0, h - k, 0.0, h - r),
            ("L", 0.0, r),
            ("C", 0.0, k, k, 0.0, r, 0.0),
            ("Z",),
        )
    )


def outline(face: str, x: float, y: float, r: float) -> tuple[PathStep, ...]:
    """The outline that tells personas apart: "circle", "square" or "hexagon"."""
    if face == "square":
        side = r * 0.9
        return rounded(x - side, y - side, 2 * side, 2 * side, side * 0.35)
    if face == "hexagon":
        return hexagon(x, y, r)
    return circle(x, y, r)


def mood(
    face: str, x: float, y: float, r: float, score: float, role: str, *, supported: bool = True
) -> tuple[Path, ...]:
    """A face round (x, y) whose mouth follows `score` (-2 angry .. +2 delighted).

    Where no customer evidence supports it, the outline is dotted.
    """
    stroke = max(1.0, r / 6)
    bend = score / 2 * r * 0.34
    mouth_y, half = r * 0.34, r * 0.42
    mouth: tuple[PathStep, ...] = (
        ("M", -half, mouth_y - bend * 0.5),
        ("C", -half * 0.4, mouth_y + bend, half * 0.4, mouth_y + bend, half, mouth_y - bend * 0.5),
    )
    eyes = tuple(
        step for side in (-1, 1) for step in circle(x + side * r * 0.34, y - r * 0.22, r * 0.11)
    )
    dash = () if supported else (stroke, stroke * 1.5)
    return (
        Path(outline(face, x, y, r), fill="surface", stroke=role, stroke_width=stroke, dash=dash),
        Path(eyes, fill=role),
        Path(_moved(_on_grid(mouth), x, y), stroke=role, stroke_width=stroke, round_cap=True),
    )


def evidence_mark(weight: str, x: float, y: float, size: float) -> tuple[Rect | Path, ...]:
    """Dot: "heard" from customers; square: "behaviour" data; dotted ring: "internal".

    (x, y) is the middle; `size` the width in px.
    """
    r = size / 2
    if weight == "heard":
        return (Path(circle(x, y, r), fill="text"),)
    if weight == "behaviour":
        side = snap(size * 0.88)
        return (Rect(snap(x - side / 2), snap(y - side / 2), side, side, fill="text"),)
    return (Path(circle(x, y, r), stroke="muted", stroke_width=1.2, dash=(1.2, 1.6)),)


def chevron(x: float, y: float, dx: int, dy: int, size: float) -> tuple[PathStep, ...]:
    """An open arrow head with its tip at (x, y), pointing along (dx, dy), each -1, 0 or 1."""
    back, side = snap(size), snap(size * 0.62)
    if dx:
        return (("M", x - dx * back, y - side), ("L", x, y), ("L", x - dx * back, y + side))
    return (("M", x - side, y - dy * back), ("L", x, y), ("L", x + side, y - dy * back))


def bubble(x: float, y: float, w: float, h: float, r: float, tail: float) -> tuple[PathStep, ...]:
    """A speech bubble: a rounded rectangle whose tail, `tail` px high, hangs at the left."""
    k, foot = r * (1 - QUARTER), r + tail * 0.6
    steps: tuple[PathStep, ...] = (
        ("M", r, 0.0),
        ("L", w - r, 0.0),
        ("C", w - k, 0.0, w, k, w, r),
        ("L", w, h - r),
        ("C", w, h - k, w - k, h, w - r, h),
        ("L", foot + tail * 1.6, h),
        ("L", foot, h + tail),
        ("L", foot, h),
        ("L", r, h),
        ("C", k, h, 0.0, h - k, 0.0, h - r),
        ("L", 0.0, r),
        ("C", 0.0, k, k, 0.0, r, 0.0),
        ("Z",),
    )
    return _moved(_on_grid(steps), x, y)


def polyline(points: list[tuple[float, float]], radius: float) -> tuple[PathStep, ...]:
    """A line through `points` along the axes, its corners rounded by up to `radius`."""
    steps: list[PathStep] = [("M", *points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into = math.hypot(corner[0] - before[0], corner[1] - before[1])
        out = math.hypot(after[0] - corner[0], after[1] - corner[1])
        r = min(radius, into / 2, out / 2)
        if r < 0.5:
            steps.append(("L", *corner))
            continue
        ax, ay = (
            corner[0] - (corner[0] - before[0]) / into * r,
            corner[1] - (corner[1] - before[1]) / into * r,
        )
        bx, by = (
            corner[0] + (after[0] - corner[0]) / out * r,
            corner[1] + (after[1] - corner[1]) / out * r,
        )
        steps.append(("L", snap(ax), snap(ay)))
        steps.append(("C", corner[0], corner[1], corner[0], corner[1], snap(bx), snap(by)))
    steps.append(("L", *points[-1]))
    return tuple(steps)
