"""Dragging cards: to another cell or place, as a copy, onto another, out to the parking lot."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from model.change import Change, apply, compose
from model.edits.cards import duplicate_cards, move_cards, park_cards
from model.edits.combine import combine_cards, combined_words, combining_label
from model.edits.common import EditError, new_ids
from model.edits.shift import shift_cards
from model.layout import hit, standing
from model.records import Card
from widgets.canvas.display import Spot
from widgets.canvas.gesture import Modifiers, called, end_preview
from widgets.canvas.marks import Mark

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: More than these are not all drawn at the pointer.
_MOST_FLOATING = 24


class DragCards:
    """Cards that hang at the pointer while the others make room for them.

    Cards of one cell are put where the pointer is; cards of several cells keep their
    places relative to each other. With Ctrl, copies are dragged; with Shift, the card under
    the pointer takes them in.
    """

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: "Canvas", at: QPointF) -> None:
        self._canvas = canvas
        self._start = at
        order = {c.id: i for i, c in enumerate(_in_order(canvas))}
        self._ids = tuple(sorted(
            (c.id for c in canvas.selection.of(Card)), key=lambda i: order.get(i, -1)
        ))  # fmt: skip
        cards = [c for i in self._ids if (c := canvas.document.map.get(i, Card))]
        self._cells = {(c.step_id, c.lane_id) for c in cards}
        self._copies: Change = {}
        self._change: Change = {}
        self._moving: tuple[str, ...] = self._ids
        self._goal: object = None
        self._spots = self._floating(cards, at)
        self._label = self._onto = self._refusal = ""

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Show the cards where they would go."""
        canvas = self._canvas
        if modifiers & Modifiers.ShiftModifier and (onto := self._card_at(at)):
            self._aim_onto(onto)
            canvas.marks.float(self._spots, at)
            return
        copying = bool(modifiers & Modifiers.ControlModifier)
        parking = canvas.parking_at(at)
        slot = None if parking else hit.slot_at(canvas.laid, at.x(), at.y(), self._moving)
        goal: object = (copying, parking, slot)
        if len(self._cells) > 1 and not parking:
            goal = (copying, self._offset(at))
        if goal != self._goal:
            self._goal = goal
            self._aim(copying, parking, slot, at)
        marks = []
        if slot is not None and len(self._cells) <= 1:
            box = standing.cell_bounds(canvas.laid, slot.step, slot.lane)
            marks += [Mark("cell", QRectF(*box).adjusted(-8, 2, 8, -2))] if box else []
        canvas.marks.put("drag", marks)
        canvas.marks.float(self._spots, at)

    def drop(self) -> None:
        """Leave them here."""
        if not end_preview(self._canvas, self._change, self._label):
            if self._refusal:
                self._canvas.document.refused.emit(self._refusal)
            return
        left = [i for i in (*self._moving, self._onto) if i in self._canvas.document.map]
        self._canvas.selection.set(*left)
        self._canvas.reveal(*left)
        card = self._canvas.document.map.get(self._onto, Card)
        if card is not None:
            self._canvas.hint.emit(combined_words(card))

    def cancel(self) -> None:
        """Put them back."""
        end_preview(self._canvas, {}, "")

    def _card_at(self, at: QPointF) -> str:
        """The card under the pointer that is none of those that are dragged, or ""."""
        canvas = self._canvas
        if canvas.previewing:  # the others have given way: what counts is where they stand
            canvas.preview(None)
            canvas.lift(*self._ids)
            self._goal = None
        found = hit.at(canvas.scene, canvas.laid, at.x(), at.y(), canvas.zoom)
        return found.record if found.kind == "card" and found.record not in self._ids else ""

    def _aim_onto(self, onto: str) -> None:
        """Show that a card would take these in."""
        if (onto,) == self._goal:
            return
        canvas, journey = self._canvas, self._canvas.document.map
        self._goal, self._onto, self._moving = (onto,), onto, self._ids
        cards = [card for i in (onto, *self._ids) if (card := journey.get(i, Card))]
        self._label = combining_label(*cards)
        try:
            self._change = combine_cards(journey, (onto, *self._ids))
        except EditError as error:
            self._change, self._refusal = {}, str(error)
        box = canvas.box_of(onto)
        canvas.hint.emit(self._label if self._change else self._refusal)
        canvas.marks.put("drag", [Mark("target", box.adjusted(-4, -4, 4, 4))] if box else [])

    def _aim(self, copying: bool, parking: bool, slot: hit.Slot | None, at: QPointF) -> None:
        canvas = self._canvas
        journey = canvas.document.map
        copies: Change = {}
        self._moving = self._ids
        self._onto = self._refusal = ""
        if copying:
            if not self._copies:
                self._copies = duplicate_cards(journey, self._ids, canvas.document.ids)
            copies = self._copies
            self._moving = new_ids(copies, Card)
        base = apply(copies, journey)
        verb = "Duplicate" if copying else "Park" if parking else "Move"
        self._label = f"{verb} {called(journey, *self._ids)}"
        try:
            if parking:
                moved = park_cards(base, *self._moving)
            elif len(self._cells) > 1:
                moved = shift_cards(base, self._moving, *self._offset(at))
            elif slot is not None:
                before = slot.before or None
                moved = move_cards(base, self._moving, slot.step, slot.lane, before)
            else:
                moved, copies = {}, {}
        except EditError:
            moved, copies = {}, {}
        self._change = compose(copies, moved)
        canvas.preview(self._change)
        canvas.lift(*self._moving)

    def _offset(self, at: QPointF) -> tuple[int, int]:
        """How many steps and lanes on the pointer is; lanes of emotion lines do not count."""
        laid = self._canvas.laid
        steps = hit.column_at(laid, at.x()) - hit.column_at(laid, self._start.x())
        first, last = hit.row_at(laid, self._start.y()), hit.row_at(laid, at.y())
        rows = range(first + 1, last + 1) if last >= first else range(last, first)
        lanes = sum(laid.grounds[row].lane.kind != "emotion" for row in rows)
        return steps, lanes if last >= first else -lanes

    def _floating(self, cards: list[Card], at: QPointF) -> tuple[Spot, ...]:
        """The cards as they stood, relative to the pointer; those of one cell close up."""
        laid = self._canvas.laid
        spots: list[Spot] = []
        for card in cards[:_MOST_FLOATING]:
            found = standing.card_at(laid, card.id, card.step_id, card.lane_id)
            box = standing.card_bounds(laid, card.id, card.step_id, card.lane_id)
            if found is None or box is None:
                continue
            node = found.node
            spots.append((box.x - node.body.x - at.x(), box.y - node.body.y - at.y(), node))
        return tuple(spots)


def _in_order(canvas: "Canvas") -> list[Card]:
    return sorted(canvas.selection.of(Card), key=lambda c: (c.step_id, c.order, c.id))
