"""Which part of the map is looked at, and how near: zooming, fitting, going to what is meant."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from model.layout import standing
from model.records import Stage, Step

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

_ZOOM_STEPS = (0.05, 0.1, 0.17, 0.25, 0.36, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0)
#: Room beyond the grid for what adds a stage or a lane, px.
_TO_ADD = (64, 24)
#: The grid is never shown larger than this by `fit`.
_LARGEST_FIT = 1.5


class Camera:
    """Moves the view of one canvas."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas

    def zoom_to(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom around a point of the view's viewport.

        Unless it is given, that is what is selected and in view, or else the middle.
        """
        at = at or self._point_of_interest()
        fixed = self._canvas.view.to_scene(at)
        here = self._canvas.view.viewport().mapTo(self._canvas, at.toPoint())
        self._canvas.view.show_at(factor, fixed, at)
        if self._canvas.size_headers():
            # The viewport itself has moved; the point is to stay under the pointer.
            at = QPointF(self._canvas.view.viewport().mapFrom(self._canvas, here))
            self._canvas.view.show_at(factor, fixed, at)

    def zoom_in(self) -> None:
        """To the next larger zoom."""
        self.zoom_to(
            next((z for z in _ZOOM_STEPS if z > self._canvas.zoom * 1.01), _ZOOM_STEPS[-1])
        )

    def zoom_out(self) -> None:
        """To the next smaller zoom."""
        steps = reversed(_ZOOM_STEPS)
        self.zoom_to(next((z for z in steps if z < self._canvas.zoom * 0.99), _ZOOM_STEPS[0]))

    def actual_size(self) -> None:
        """100%."""
        self.zoom_to(1.0)

    def fit(self) -> None:
        """The whole grid in view."""
        self._show_box(self._canvas.grid_box(), _LARGEST_FIT, 4.0, _TO_ADD)

    def show_selection(self) -> None:
        """As large as possible what is selected, or the focused cell."""
        boxes = [
            box for i in self._canvas.selection.ids if (box := self._canvas.box_of(i)) is not None
        ]
        if not boxes and self._canvas.selection.cell is not None:
            cell = standing.cell_bounds(self._canvas.laid, *self._canvas.selection.cell)
            boxes = [QRectF(*cell)] if cell else []
        if boxes:
            box = boxes[0]
            for other in boxes[1:]:
                box = box.united(other)
            self._show_box(box, 2.0, 48.0)

    def show_stage(self) -> None:
        """The stage of the selection as wide as the view."""
        stages = [
            i
            for i in self._canvas.selection.ids
            if isinstance(self._canvas.shown.get(i, Stage), Stage)
        ]
        step = self._canvas.selection.cell[0] if self._canvas.selection.cell else ""
        found = self._canvas.shown.get(step, Step)
        box = self._canvas.box_of(stages[0]) if stages else None
        if box is None and found is not None:
            box = self._canvas.box_of(found.stage_id)
        if box is None and self._canvas.laid.places.columns:
            stage = self._canvas.laid.places.columns[0].stage
            box = self._canvas.box_of(stage.id) if stage else None
        if box is not None:
            self._show_box(box, _LARGEST_FIT, 16.0)

    def first_look(self) -> None:
        """The beginning of the map, as wide as it stays legible."""
        box = self._canvas.grid_box()
        wide = self._canvas.view.viewport().width() / max(1.0, box.width())
        zoom = min(1.0, max(0.67, wide))
        for _ in range(2):  # the headers take more or less room at another zoom
            right = self._canvas.view.viewport().width()
            if self._canvas.laid.rtl:
                self._canvas.view.show_at(zoom, box.topRight(), QPointF(right, 0))
            else:
                self._canvas.view.show_at(zoom, box.topLeft(), QPointF(0, 0))
            self._canvas.size_headers()

    def _show_box(
        self, box: QRectF, largest: float, margin: float, beyond: tuple[int, int] = (0, 0)
    ) -> None:
        for _ in range(2):  # the headers take more or less room at another zoom
            view = self._canvas.view.viewport()
            width = view.width() - 2 * margin - beyond[0]
            height = view.height() - 2 * margin - beyond[1]
            zoom = min(largest, width / max(1.0, box.width()), height / max(1.0, box.height()))
            left = margin + beyond[0] * self._canvas.laid.rtl
            at = QPointF(left + width / 2, margin + height / 2)
            self._canvas.view.show_at(zoom, box.center(), at)
            self._canvas.size_headers()

    def _point_of_interest(self) -> QPointF:
        """Where the selection or the focus is in the viewport; its middle if they are not."""
        viewport = self._canvas.view.viewport().rect()
        box = self._canvas.box_in_focus()
        if box is not None:
            at = self._canvas.view.to_viewport(box.center())
            if QRectF(viewport).contains(at):
                return at
        return QPointF(viewport.width() / 2, viewport.height() / 2)
