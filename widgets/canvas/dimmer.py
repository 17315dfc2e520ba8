"""Tells what paints the canvas which records stay bright, and has painted again what differs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from model.layout import standing
from model.layout.build import Laid
from model.records import Card
from widgets.canvas.spot import OPACITY

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: So many cards that are dimmed or no longer so are painted one by one.
_FEW = 20
#: Farther than any line reaches beyond the first and the last step, px.
_BEYOND = 10_000.0
Range = tuple[float, float]


class Dimmer(QObject):
    """Brings the picture of one canvas in step with its `spot`."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.take_colours()
        canvas.spot.changed.connect(self._dim)

    def take_colours(self) -> None:
        """How faint what is dimmed is depends on its ground."""
        self._canvas.surface.dim = OPACITY["dark" if self._canvas.theme.name == "dark" else "light"]

    def place(self) -> None:
        """Where the dimmed steps stand, after anything was laid out again."""
        canvas, found = self._canvas, list[Range]()
        bright = canvas.surface.bright
        if bright is not None:
            for nth, column in enumerate(canvas.laid.places.columns):
                if column.step.id not in bright:
                    box = standing.column_bounds(canvas.laid, nth, nth)
                    found.append((box.x, box.x + box.w))
        canvas.surface.dim_columns = tuple(_to_the_ends(_joined(sorted(found)), canvas.laid))

    def _dim(self) -> None:
        canvas = self._canvas
        before, now = canvas.surface.bright, canvas.spot.bright
        canvas.surface.bright = now
        self.place()
        others = before ^ now if before is not None and now is not None else frozenset[str]()
        records = canvas.shown.records
        if 0 < len(others) <= _FEW and all(isinstance(records.get(i), Card) for i in others):
            boxes = [box for i in others if (box := canvas.box_of(i)) is not None]
            canvas.picture.dim_again(others, boxes)
        else:
            canvas.picture.repaint()
        canvas.stage_header.update()
        canvas.lane_header.update()


def _to_the_ends(ranges: list[Range], laid: Laid) -> list[Range]:
    """The first and the last step with the ground beside them, where no step is."""
    whole = standing.column_bounds(laid, 0, len(laid.places.columns) - 1) if ranges else None
    if whole is None:
        return ranges
    found = []
    for left, right in ranges:
        left = left - _BEYOND if left <= whole.x + 0.5 else left
        right = right + _BEYOND if right >= whole.x + whole.w - 0.5 else right
        found.append((left, right))
    return found


def _joined(ranges: Iterable[Range]) -> list[Range]:
    """Ranges from the left, those that meet as one."""
    found: list[Range] = []
    for left, right in ranges:
        if found and left <= found[-1][1] + 0.5:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found
