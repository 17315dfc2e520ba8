"""Outlines that several parts of the picture share: faces, marks, arrows, bubbles."""

import math

from model.layout.scene import Path, PathStep, Rect, snap

#: How far a Bezier handle reaches for a quarter of a circle of radius 1: 4/3 (√2 - 1).
QUARTER = 4 / 3 * (math.sqrt(2) - 1)


def circle(x: float, y: float, r: float) -> tuple[PathStep, ...]:
    """A circle round (x, y), of radius `r`."""
    k = r * QUARTER
    return (
        ("M", x + r, y),
        ("C", x + r, y + k, x + k, y + r, x, y + r),
        ("C", x - k, y + r, x - r, y + k, x - r, y),
        ("C", x - r, y - k, x - k, y - r, x, y - r),
        ("C", x + k, y - r, x + r, y - k, x + r, y),
        ("Z",),
    )


def hexagon(x: float, y: float, r: float) -> tuple[PathStep, ...]:
    """A hexagon round (x, y), pointing upwards, as wide as a circle of radius `r`."""
    corners = [
        (x + r * 1.1 * math.sin(i * math.pi / 3), y - r * 1.1 * math.cos(i * math.pi / 3))
        for i in range(6)
    ]
    return (("M", *corners[0]), *(("L", *corner) for corner in corners[1:]), ("Z",))


def rounded(x: float, y: float, w: float, h: float, r: float) -> tuple[PathStep, ...]:
    """A rectangle with corners of radius `r`."""
    k = r * (1 - QUARTER)
    return (
        ("M", x + r, y),
        ("L", x + w - r, y),
        ("C", x + w - k, y, x + w, y + k, x + w, y + r),
        ("L", x + w, y + h - r),
        ("C", x + w, y + h - k, x + w - k, y + h, x + w - r, y + h),
        ("L", x + r, y + h),
        ("C", x + k, y + h, x, y + h - k, x, y + h - r),
        ("L", x, y + r),
        ("C", x, y + k, x + k, y, x + r, y),
        ("Z",),
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
    mouth_y, half = y + r * 0.34, r * 0.42
    eyes = tuple(
        step for side in (-1, 1) for step in circle(x + side * r * 0.34, y - r * 0.22, r * 0.11)
    )
    dash = () if supported else (stroke, stroke * 1.5)
    return (
        Path(outline(face, x, y, r), fill="surface", stroke=role, stroke_width=stroke, dash=dash),
        Path(eyes, fill=role),
        Path(
            (
                ("M", x - half, mouth_y - bend * 0.5),
                ("C", x - half * 0.4, mouth_y + bend, x + half * 0.4, mouth_y + bend,
                 x + half, mouth_y - bend * 0.5),
            ),
            stroke=role, stroke_width=stroke, round_cap=True,
        ),
    )  # fmt: skip


def evidence_mark(weight: str, x: float, y: float, size: float) -> tuple[Rect | Path, ...]:
    """Dot: "heard" from customers; square: "behaviour" data; dotted ring: "internal".

    (x, y) is the middle; `size` the width in px.
    """
    r = size / 2
    if weight == "heard":
        return (Path(circle(x, y, r), fill="text"),)
    if weight == "behaviour":
        side = size * 0.88
        return (Rect(x - side / 2, y - side / 2, side, side, fill="text"),)
    return (Path(circle(x, y, r), stroke="muted", stroke_width=1.2, dash=(1.2, 1.6)),)


def chevron(x: float, y: float, dx: int, dy: int, size: float) -> tuple[PathStep, ...]:
    """An open arrow head with its tip at (x, y), pointing along (dx, dy), each -1, 0 or 1."""
    back, side = size, size * 0.62
    if dx:
        return (("M", x - dx * back, y - side), ("L", x, y), ("L", x - dx * back, y + side))
    return (("M", x - side, y - dy * back), ("L", x, y), ("L", x + side, y - dy * back))


def bubble(x: float, y: float, w: float, h: float, r: float, tail: float) -> tuple[PathStep, ...]:
    """A speech bubble: a rounded rectangle whose tail, `tail` px high, hangs at the left."""
    k, foot = r * (1 - QUARTER), x + r + tail * 0.6
    return (
        ("M", x + r, y),
        ("L", x + w - r, y),
        ("C", x + w - k, y, x + w, y + k, x + w, y + r),
        ("L", x + w, y + h - r),
        ("C", x + w, y + h - k, x + w - k, y + h, x + w - r, y + h),
        ("L", foot + tail * 1.6, y + h),
        ("L", foot, y + h + tail),
        ("L", foot, y + h),
        ("L", x + r, y + h),
        ("C", x + k, y + h, x, y + h - k, x, y + h - r),
        ("L", x, y + r),
        ("C", x, y + k, x + k, y, x + r, y),
        ("Z",),
    )


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
