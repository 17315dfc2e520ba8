"""Smooth lines through scores that never rise above a peak or sink below a dip.

Monotone cubic interpolation by M. Steffen, "A simple method for monotonic interpolation
in one dimension", Astronomy and Astrophysics 239 (1990), 443-450: between two points
the curve stays between their values.
"""

import math

from model.layout.scene import PathStep, snap

Point = tuple[float, float]


def slopes(points: list[Point]) -> list[float]:
    """Steffen's slope at each of the points, whose x must rise strictly."""
    count = len(points)
    if count < 2:
        return [0.0] * count
    h = [points[i + 1][0] - points[i][0] for i in range(count - 1)]
    s = [(points[i + 1][1] - points[i][1]) / h[i] for i in range(count - 1)]
    if count == 2:
        return [s[0], s[0]]
    result = [_end(s[0], s[1], h[0], h[1])]
    for i in range(1, count - 1):
        p = (s[i - 1] * h[i] + s[i] * h[i - 1]) / (h[i - 1] + h[i])
        sign = math.copysign(1, s[i - 1]) + math.copysign(1, s[i])
        result.append(sign * min(abs(s[i - 1]), abs(s[i]), abs(p) / 2))
    result.append(_end(s[-1], s[-2], h[-1], h[-2]))
    return result


def _end(near: float, next_: float, h_near: float, h_next: float) -> float:
    """The slope at an end, from the two secants beside it."""
    share = h_near / (h_near + h_next)
    p = near * (1 + share) - next_ * share
    if p * near <= 0:
        return 0.0
    return 2 * near if abs(p) > 2 * abs(near) else p


def segments(points: list[Point]) -> list[tuple[Point, Point, Point, Point]]:
    """The curve through `points` as cubic Bezier segments.

    Handles are rounded to 1/64. Where the points are multiples of it, the handles stay
    between the values of their ends, and so does the curve.
    """
    m = slopes(points)
    result = []
    for i in range(len(points) - 1):
        (x0, y0), (x1, y1) = points[i], points[i + 1]
        third = (x1 - x0) / 3
        result.append(
            ((x0, y0), _on_grid((x0 + third, y0 + m[i] * third)),
             _on_grid((x1 - third, y1 - m[i + 1] * third)), (x1, y1))
        )  # fmt: skip
    return result


def _on_grid(point: Point) -> Point:
    return snap(point[0]), snap(point[1])


def line(points: list[Point]) -> tuple[PathStep, ...]:
    """The curve as an open path."""
    if not points:
        return ()
    steps: list[PathStep] = [("M", *points[0])]
    steps += [("C", *b, *c, *d) for _, b, c, d in segments(points)]
    return tuple(steps)


def along(points: list[Point], parts: int = 16) -> list[Point]:
    """Points on the curve, `parts` of them between two of `points`."""
    return [
        (_cubic(a[0], b[0], c[0], d[0], t), _cubic(a[1], b[1], c[1], d[1], t))
        for a, b, c, d in segments(points)
        for t in (n / parts for n in range(parts + 1))
    ]


def band(upper: list[Point], lower: list[Point]) -> tuple[PathStep, ...]:
    """The closed area between two curves over the same x."""
    steps = list(line(upper))
    back = segments(lower)
    steps.append(("L", *lower[-1]))
    steps += [("C", *c, *b, *a) for a, b, c, _ in reversed(back)]
    return (*steps, ("Z",))


def areas(points: list[Point], level: float) -> tuple[list[PathStep], list[PathStep]]:
    """What lies between the curve and a level: the parts above it and those below it.

    "Above" is where y is smaller, as on screen.
    """
    above: list[PathStep] = []
    below: list[PathStep] = []
    for segment in segments(points):
        for a, b, c, d in _split_at(segment, level):
            middle = (a[1] + 3 * b[1] + 3 * c[1] + d[1]) / 8
            if middle == level:
                continue
            side = above if middle < level else below
            a, b, c, d = _on_grid(a), _on_grid(b), _on_grid(c), _on_grid(d)
            side += [("M", a[0], level), ("L", *a), ("C", *b, *c, *d), ("L", d[0], level), ("Z",)]
    return above, below


def _split_at(
    segment: tuple[Point, Point, Point, Point], level: float
) -> list[tuple[Point, Point, Point, Point]]:
    """The segment, cut in two where it crosses `level`; it does so at most once."""
    a, b, c, d = segment
    if (a[1] - level) * (d[1] - level) >= 0:
        return [segment]
    low, high = 0.0, 1.0
    for _ in range(40):
        t = (low + high) / 2
        y = _cubic(a[1], b[1], c[1], d[1], t)
        if (y - level) * (a[1] - level) > 0:
            low = t
        else:
            high = t
    t = (low + high) / 2
    ab, bc, cd = _mix(a, b, t), _mix(b, c, t), _mix(c, d, t)
    abc, bcd = _mix(ab, bc, t), _mix(bc, cd, t)
    x, _ = _mix(abc, bcd, t)
    cut = (x, level)
    return [(a, ab, abc, cut), (cut, bcd, cd, d)]


def _cubic(a: float, b: float, c: float, d: float, t: float) -> float:
    u = 1 - t
    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d


def _mix(p: Point, q: Point, t: float) -> Point:
    return (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)
