"""Outlines that every painter draws with the same curves."""

from model.layout.scene import Path, PathStep, Picture, Rect

#: Control points of a quarter circle as one cubic; the radius is off by 0.03% at most.
_QUARTER = 0.5522847498


def rounded(rect: Rect) -> tuple[PathStep, ...]:
    """The outline of a rectangle with at least one round corner, clockwise.

    Radii that do not fit shrink together, as in CSS Backgrounds 3, section 5.5.
    """
    x, y, w, h = rect.x, rect.y, rect.w, rect.h
    right, bottom = x + w, y + h
    a, b, c, d = _fitting(rect)
    keep = 1 - _QUARTER
    steps: list[PathStep] = [("M", x + a, y), ("L", right - b, y)]
    if b:
        steps.append(("C", right - b * keep, y, right, y + b * keep, right, y + b))
    steps.append(("L", right, bottom - c))
    if c:
        steps.append(("C", right, bottom - c * keep, right - c * keep, bottom, right - c, bottom))
    steps.append(("L", x + d, bottom))
    if d:
        steps.append(("C", x + d * keep, bottom, x, bottom - d * keep, x, bottom - d))
    steps.append(("L", x, y + a))
    if a:
        steps.append(("C", x, y + a * keep, x + a * keep, y, x + a, y))
    steps.append(("Z",))
    return tuple(steps)


def unreadable(picture: Picture, role: str = "border") -> Path:
    """What stands for a picture whose bytes are missing or damaged: a box, crossed out."""
    x, y, right, bottom = picture.x, picture.y, picture.x + picture.w, picture.y + picture.h
    box: tuple[PathStep, ...] = (
        ("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",),
        ("M", x, y), ("L", right, bottom), ("M", right, y), ("L", x, bottom),
    )  # fmt: skip
    return Path(box, stroke=role)


def _fitting(rect: Rect) -> tuple[float, float, float, float]:
    a, b, c, d = rect.radii
    most = 1.0
    for side, both in ((rect.w, a + b), (rect.h, b + c), (rect.w, c + d), (rect.h, d + a)):
        if both > side:
            most = min(most, side / both)
    return a * most, b * most, c * most, d * most
