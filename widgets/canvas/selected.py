"""The marks of what is selected on a canvas, and of the cell that has the focus."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from model.layout import standing
from model.records import Card, Lane, Link, Stage, Step
from widgets.canvas.marks import Mark
from widgets.canvas.paths import outline_of

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: More cards than these are marked by the lanes that paint them.
_MANY = 200


def of_many(canvas: "Canvas") -> frozenset[str]:
    """The selected cards, where they are so many that no mark of its own lies over each."""
    ids, records = canvas.selection.ids, canvas.shown.records
    if len(ids) <= _MANY:
        return frozenset()
    return frozenset(i for i in ids if isinstance(records.get(i), Card))


def marks_of(canvas: "Canvas", many: frozenset[str]) -> list[Mark]:
    """What lies over the picture, but for the cards in `many`."""
    marks: list[Mark] = []
    for record_id in canvas.selection.ids:
        if record_id in many or record_id in canvas.surface.lifted:
            continue
        box = canvas.box_of(record_id)
        if box is None:
            continue
        record = canvas.shown.records.get(record_id)
        if isinstance(record, Link):
            layer = canvas.scene.layers[1]
            for node in standing.route_nodes(canvas.scene, record_id):
                path = outline_of(node).translated(layer.x, layer.y)
                marks.append(Mark("line", path.boundingRect(), path))
        elif isinstance(record, Stage | Step | Lane):
            marks.append(Mark("target", box))
        else:
            marks.append(Mark("selected", box))
    place = _place(canvas)
    return [*marks, Mark("place", place)] if place is not None else marks


def _place(canvas: "Canvas") -> QRectF | None:
    """Where the next key would write a card, if nothing else is selected."""
    cell = canvas.selection.cell
    if canvas.selection.ids or cell is None or not canvas.view.hasFocus() or canvas.hands.dragging:
        return None
    of = standing.cell_bounds if standing.cards_in(canvas.laid, *cell) else standing.free_place
    found = of(canvas.laid, *cell)
    return QRectF(*found) if found else None
