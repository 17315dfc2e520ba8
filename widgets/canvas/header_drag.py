"""Stages, steps and lanes put into another order by dragging their headers.

Where something would go is told by the layout from before the drag: what the preview
shows in the meantime moves nothing under the pointer, so nothing flickers.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from model.change import Change, JourneyMap
from model.edits.common import EditError
from model.edits.lanes import move_lane
from model.edits.stages import move_stage, move_step
from model.labels import titled
from model.layout import hit
from model.layout.build import Laid
from model.records import Lane, Stage, Step
from widgets.canvas.stage_names import groups

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: px of the window that the pointer must be beyond a middle before the place changes.
_BEYOND = 5.0
_NOWHERE: tuple[str, str | None] = ("", "")


class Reorder:
    """One drag of a header."""

    def __init__(self, canvas: "Canvas", record: Stage | Step | Lane) -> None:
        self._canvas = canvas
        self._record = record
        self._laid = canvas.laid
        self._target = _NOWHERE
        self._change: Change = {}

    @property
    def label(self) -> str:
        """What the history calls it."""
        return f"Move {titled(self._record)}"

    def move(self, at: QPointF) -> None:
        """The pointer is over this point of the Scene: show what would be."""
        away = _BEYOND / self._canvas.zoom
        near = {self._target_at(at + QPointF(d, d)) for d in (-away, 0.0, away)}
        if self._target in near:
            return
        self._target = self._target_at(at)
        try:
            self._change = self._made(self._canvas.document.map, *self._target)
            self._canvas.hint.emit("")
        except EditError as error:
            self._change = {}
            self._canvas.hint.emit(str(error))
        self._canvas.preview(self._change)

    def drop(self) -> None:
        """Do what is shown.

        It is made anew: what was being typed when the pointer took the focus is on the map by now.
        """
        change, self._change = self._change, {}
        edit = self._canvas.document.edit
        if not (change and edit(self.label, self._made, *self._target)):
            self._canvas.preview(None)
        self._canvas.hint.emit("")

    def cancel(self) -> None:
        """Everything as before."""
        self._change = {}
        self._canvas.preview(None)
        self._canvas.hint.emit("")

    def _target_at(self, at: QPointF) -> tuple[str, str | None]:
        """The stage that a step would go to, and what the record would come before."""
        laid, places = self._laid, self._laid.places
        if isinstance(self._record, Lane):
            gap = hit.gap_between_lanes(laid, at.y())
            return "", places.lanes[gap].id if gap < len(places.lanes) else None
        gap = hit.gap_between_columns(laid, at.x())
        if isinstance(self._record, Stage):
            return "", _stage_after(laid, gap)
        column = hit.column_at(laid, at.x())
        stage = places.columns[column].step.stage_id
        after = places.columns[gap].step if gap < len(places.columns) else None
        return stage, after.id if after is not None and after.stage_id == stage else None

    def _made(self, journey: JourneyMap, stage: str, before: str | None) -> Change:
        record = self._record
        if before == record.id:
            return {}
        if isinstance(record, Lane):
            return move_lane(journey, record.id, before)
        if isinstance(record, Stage):
            return move_stage(journey, record.id, before)
        return move_step(journey, record.id, stage, before)


def _stage_after(laid: Laid, gap: int) -> str | None:
    """The stage that comes after a place between columns: the nearest where it is inside one."""
    for first, last in groups(laid):
        stage = laid.places.columns[first].stage
        if first + last + 1 > 2 * gap and stage is not None:
            return stage.id
    return None
