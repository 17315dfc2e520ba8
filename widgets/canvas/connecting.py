"""Dragging from a card's handle: to another card, or to free ground for an entry or drop-off."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from model.change import Change
from model.edits.common import EditError, new_ids
from model.edits.links import add_drop_off, add_entry, connect
from model.layout import hit
from model.records import Card, Link
from widgets.canvas.gesture import Modifiers, called, end_preview
from widgets.canvas.marks import Mark

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

Side = Literal["in", "out"]
#: Radius of a handle and its distance from the card, px on the screen.
HANDLE, AWAY = 5.0, 11.0


def handles(canvas: "Canvas", card_id: str) -> dict[Side, QPointF]:
    """Where one can pull a link out of a card, or into it; in the Scene."""
    box = canvas.box_of(card_id)
    if box is None:
        return {}
    away = AWAY / canvas.zoom
    before = QPointF(box.left() - away, box.center().y())
    after = QPointF(box.right() + away, box.center().y())
    return {"in": after, "out": before} if canvas.laid.rtl else {"out": after, "in": before}


def handle_at(canvas: "Canvas", card_id: str, at: QPointF) -> Side | None:
    """The handle of a card that is under the pointer."""
    box = canvas.box_of(card_id)
    if box is None or box.contains(at):
        return None
    near = (HANDLE + 3) / canvas.zoom
    for side, point in handles(canvas, card_id).items():
        away = at - point
        if max(abs(away.x()), abs(away.y())) <= near:
            return side
    return None


def handle_marks(canvas: "Canvas", card_id: str) -> list[Mark]:
    """Both handles of a card, to be shown while the pointer is near."""
    r = HANDLE / canvas.zoom
    return [
        Mark("handle", QRectF(p.x() - r, p.y() - r, 2 * r, 2 * r))
        for p in handles(canvas, card_id).values()
    ]


class Connect:
    """A line from a card to the pointer; the route it would become is shown at once."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: "Canvas", card_id: str, side: Side) -> None:
        self._canvas, self._id, self._side = canvas, card_id, side
        self._start = handles(canvas, card_id).get(side, QPointF())
        self._change: Change = {}
        self._goal: str | None = None
        self._label = ""

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Show what letting go here would connect."""
        canvas = self._canvas
        found = hit.at(canvas.scene, canvas.laid, at.x(), at.y(), canvas.zoom)
        own = canvas.box_of(self._id)
        goal = found.record if found.kind == "card" else ""
        if goal != self._goal:
            self._goal = goal
            self._aim(goal)
            own = canvas.box_of(self._id)
        start = handles(canvas, self._id).get(self._side, self._start)
        path = QPainterPath(start)
        bend = (at.x() - start.x()) / 2
        path.cubicTo(start + QPointF(bend, 0), at - QPointF(bend, 0), at)
        marks = [Mark("line", path.boundingRect(), path)]
        box = canvas.box_of(goal) if goal and goal != self._id else None
        if box is not None:
            marks.append(Mark("target", box))
        elif own is not None:
            marks.append(Mark("selected", own))
        canvas.marks.put("drag", marks)

    def drop(self) -> None:
        """Connect them."""
        self._canvas.hint.emit("")
        made = new_ids(self._change, Link)
        if end_preview(self._canvas, self._change, self._label) and made:
            self._canvas.selection.set(*made, cell=self._canvas.selection.cell)
            if not self._goal:
                self._canvas.details_wanted.emit(made[0])

    def cancel(self) -> None:
        """Leave them unconnected."""
        self._canvas.hint.emit("")
        end_preview(self._canvas, {}, "")

    def _aim(self, goal: str) -> None:
        canvas = self._canvas
        journey, ids = canvas.document.map, canvas.document.ids
        me, other = called(journey, self._id), called(journey, goal)
        leaving = self._side == "out"
        try:
            if goal == self._id:
                self._change = {}
                hint = ""
            elif goal:
                source, target = (self._id, goal) if leaving else (goal, self._id)
                self._change = connect(journey, source, target, ids)
                first, second = (me, other) if leaving else (other, me)
                self._label = f"Connect {first} to {second}"
                hint = self._label
            elif leaving:
                self._change = add_drop_off(journey, self._id, ids)
                self._label = f"Add drop-off after {me}"
                hint = f"Let go here: customers leave after {me}"
            else:
                self._change = add_entry(journey, self._id, ids)
                self._label = f"Add entry at {me}"
                hint = f"Let go here: customers come in at {me}"
        except EditError as error:
            self._change, hint = {}, str(error)
        # A note beside the card would push the grid about under the pointer, so only
        # a link between two cards is shown before it is made.
        canvas.preview(self._change if goal else None)
        canvas.hint.emit(hint)


def is_connectable(canvas: "Canvas", card_id: str) -> bool:
    """Whether a card stands where links can be pulled from it."""
    card = canvas.document.map.get(card_id, Card)
    return card is not None and not canvas.document.read_only
