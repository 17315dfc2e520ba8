"""Dragging the edge of a card over more steps or lanes, or back."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, Qt

from model.change import Change
from model.edits.cards import set_span, start_at
from model.edits.common import EditError
from model.layout import hit
from model.records import Card
from widgets.canvas.gesture import Modifiers, called, end_preview

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

Edge = Literal["left", "right", "bottom"]


class Stretch:
    """One edge of a card that follows the pointer from column to column or lane to lane."""

    def __init__(self, canvas: "Canvas", card_id: str, edge: Edge) -> None:
        self._canvas, self._id, self._edge = canvas, card_id, edge
        self._change: Change = {}
        self._goal = ""
        upright = edge == "bottom"
        self.cursor = Qt.CursorShape.SizeVerCursor if upright else Qt.CursorShape.SizeHorCursor

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Show the card as far as the pointer."""
        canvas = self._canvas
        laid = canvas.laid
        if self._edge == "bottom":
            goal = laid.grounds[hit.row_at(laid, at.y())].lane.id
        else:
            goal = laid.places.columns[hit.column_at(laid, at.x())].step.id
        if goal == self._goal:
            return
        self._goal = goal
        card = canvas.document.map.get(self._id, Card)
        if card is None:
            return
        try:
            self._change = self._reaching(card, goal)
        except EditError:
            self._change = {}
        canvas.preview(self._change)

    def drop(self) -> None:
        """Leave it so long."""
        name = called(self._canvas.document.map, self._id)
        end_preview(self._canvas, self._change, f"Stretch {name}")

    def cancel(self) -> None:
        """As long as it was."""
        end_preview(self._canvas, {}, "")

    def _reaching(self, card: Card, goal: str) -> Change:
        journey = self._canvas.document.map
        places = self._canvas.laid.places
        if self._edge == "bottom":
            below = places.row_of[goal] > places.row_of[card.lane_id]
            return set_span(journey, card.id, card.until_step_id, goal if below else "")
        if self._edge == "right":
            beyond = places.column_of[goal] > places.column_of[card.step_id]
            return set_span(journey, card.id, goal if beyond else "", card.until_lane_id)
        return start_at(journey, card.id, goal)
