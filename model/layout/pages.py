"""How large a picture stands on which sheet of paper: arithmetic only, in points.

A scene's unit is one point at 100%. The percentage is settled before the scene is final,
because the poster's title block states it.
"""

import math
import re
from typing import Literal, NamedTuple, TypeAlias

POINTS_PER_MM = 72 / 25.4
#: Acrobat's limit, and that of PDF 1.x: 200 inches (ISO 32000-1, annex C.2).
LARGEST_SIDE = 14_400.0
#: Shortest side that can still hold a margin and a picture.
SMALLEST_SIDE = 72.0
#: Safe margin of a poster; print shops ask for at least 5 mm.
MARGIN = 10 * POINTS_PER_MM

Orientation: TypeAlias = Literal["auto", "portrait", "landscape"]

#: Width and height in mm, upright. A sizes after ISO 216, the others ANSI/ASME Y14.1.
PAPERS: dict[str, tuple[float, float]] = {
    "A0": (841, 1189),
    "A1": (594, 841),
    "A2": (420, 594),
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
    "Tabloid": (279.4, 431.8),
}


class Page(NamedTuple):
    """A sheet and the place of the picture on it.

    Attributes:
        width, height: of the sheet, in pt.
        scale: pt on paper for one px of the scene.
        x, y: of the picture's top left corner from the sheet's, in pt; y grows downwards.
        margin: kept free on every side, in pt.
    """

    width: float
    height: float
    scale: float
    x: float
    y: float
    margin: float

    @property
    def percent(self) -> float:
        """The scale as the title block states it: exact, in tenths of a percent if fitted."""
        return round(self.scale * 100, 3)


def paper_size(paper: str) -> tuple[float, float]:
    """Width and height in pt of "A0", "letter", "900x1200mm" ..., as it is named: upright.

    Raises ValueError that says which names there are, or which sizes are possible.
    """
    for name, (w, h) in PAPERS.items():
        if name.lower() == paper.strip().lower():
            return w * POINTS_PER_MM, h * POINTS_PER_MM
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*mm\s*", paper, re.I)
    if not match:
        raise ValueError(
            f"{paper!r} is no paper size: use {', '.join(PAPERS)} or a size such as 900x1200mm"
        )
    width, height = (float(side) * POINTS_PER_MM for side in match.groups())
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (width, height)):
        raise ValueError(
            f"{paper!r} is not possible: sides go from "
            f"{math.ceil(SMALLEST_SIDE / POINTS_PER_MM)} to "
            f"{math.floor(LARGEST_SIDE / POINTS_PER_MM)} mm"
        )
    return width, height


def fit(
    size: tuple[float, float],
    paper: str,
    orientation: Orientation = "auto",
    scale_percent: float | None = None,
    margin: float = MARGIN,
) -> Page:
    """Place a picture of `size` px in the middle of a sheet.

    Without a percentage the picture is as large as the margins allow, rounded down to a
    tenth of a percent. "auto" turns a named paper to where the picture gets larger; a
    custom "WxHmm" paper stands as it is written unless an orientation is asked for. An
    empty `paper` is cut to the picture and its margins, at 100% unless told otherwise.

    Raises ValueError for an unknown paper, an empty picture, a percentage that is not
    positive, or one that does not fit: the message then names the largest that does.
    """
    width, height = size
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError(f"a picture of {width:g} x {height:g} px cannot be put on paper")
    if scale_percent is not None and not 0 < scale_percent < math.inf:
        raise ValueError(f"the scale must be more than 0%, not {scale_percent:g}%")
    if paper == "":
        return _cut(width, height, 100.0 if scale_percent is None else scale_percent, margin)
    across, down = _turned(size, paper, orientation, margin)
    largest = _largest(width, height, across, down, margin)
    if largest < 0.001:
        raise ValueError(f"a picture of {width:g} x {height:g} px is too large for {paper}")
    percent = largest * 100 if scale_percent is None else scale_percent
    if percent > largest * 100 + 1e-9:
        raise ValueError(f"{percent:g}% does not fit on {paper}: at most {largest * 100:g}%")
    return _placed(width, height, across, down, percent / 100, margin)


def _turned(
    size: tuple[float, float], paper: str, orientation: Orientation, margin: float
) -> tuple[float, float]:
    across, down = paper_size(paper)
    short, long = sorted((across, down))
    if orientation == "portrait":
        return short, long
    if orientation == "landscape":
        return long, short
    if paper.rstrip().lower().endswith("mm"):
        return across, down
    flat, upright = (long, short), (short, long)
    better = _room(*size, *flat, margin) >= _room(*size, *upright, margin)
    return flat if better else upright


def _room(width: float, height: float, across: float, down: float, margin: float) -> float:
    return min((across - 2 * margin) / width, (down - 2 * margin) / height)


def _largest(width: float, height: float, across: float, down: float, margin: float) -> float:
    """The largest scale in thousandths, so that its percentage is stated exactly."""
    return math.floor(_room(width, height, across, down, margin) * 1000 + 1e-6) / 1000


def _placed(
    width: float, height: float, across: float, down: float, scale: float, margin: float
) -> Page:
    x, y = (across - width * scale) / 2, (down - height * scale) / 2
    return Page(across, down, scale, x, y, margin)


def _cut(width: float, height: float, percent: float, margin: float) -> Page:
    largest = _largest(width, height, LARGEST_SIDE, LARGEST_SIDE, margin)
    scale = min(percent / 100, largest)
    across, down = width * scale + 2 * margin, height * scale + 2 * margin
    return _placed(width, height, across, down, scale, margin)
