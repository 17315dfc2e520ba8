"""The keyboard on the canvas, as far as it is no shortcut: moving about, and beginning to type."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from model.layout import steering
from model.layout.steering import Stop, Way
from model.records import Card, Feeling, Lane, Stage, Step

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

_ARROWS: dict[int, Way] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_NO = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_TYPABLE = Stage | Step | Lane | Card


def key(canvas: "Canvas", event: QKeyEvent) -> bool:
    """What a key means; whether it means anything."""
    held = event.modifiers() & (_CTRL | _SHIFT | _ALT | _META)
    pressed = event.key()
    if canvas.editing.is_on:  # an input method composes, and the view still has the focus
        canvas.editing.caret.keyPressEvent(event)
        return True
    found = _goal(canvas, pressed, held)
    if found is not None:
        _go(canvas, found, extend=held == _SHIFT)
        return True
    if _moves(pressed, held):
        return True
    anchor, cell = canvas.selection.anchor, canvas.selection.cell
    record = canvas.document.map.records.get(anchor)
    if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == _NO:
        if isinstance(record, Card):
            canvas.editing.begin_sibling(anchor)
        elif isinstance(record, _TYPABLE):
            canvas.begin_edit(anchor)
        elif record is None or isinstance(record, Feeling):
            canvas.begin_edit("")
    elif pressed == Qt.Key.Key_F2 and held == _NO:
        canvas.begin_edit(anchor)
    elif pressed == Qt.Key.Key_Tab and held == _NO:
        _tab(canvas, forward=True)
    elif pressed == Qt.Key.Key_Backtab or (pressed == Qt.Key.Key_Tab and held == _SHIFT):
        _tab(canvas, forward=False)
    elif pressed == Qt.Key.Key_Escape and held == _NO:
        if not canvas.selection.ids:
            return canvas.spotlight.end()
        canvas.selection.set(cell=cell)
    elif pressed == Qt.Key.Key_Menu or (pressed == Qt.Key.Key_F10 and held == _SHIFT):
        open_menu(canvas)
    elif _is_text(event):
        begin(canvas, event.text())
    else:
        return False
    return True


def begin(canvas: "Canvas", text: str) -> None:
    """Begin to type: a new card in an empty cell, another text on a card."""
    record = canvas.document.map.records.get(canvas.selection.anchor)
    if isinstance(record, _TYPABLE):
        canvas.begin_edit(record.id, text)
    elif record is None or isinstance(record, Feeling):
        canvas.begin_edit("", text)


def open_menu(canvas: "Canvas") -> None:
    """The context menu of what has the focus, where it stands."""
    anchor, cell = canvas.selection.anchor, canvas.selection.cell
    box = canvas.box_in_focus()
    if box is None:
        return
    canvas.view.bring_in(box)
    at = canvas.view.viewport().mapToGlobal(canvas.view.to_viewport(box.center()).toPoint())
    canvas.context_menu_requested.emit(at, anchor, cell)


def stop_of(canvas: "Canvas") -> Stop | None:
    """Where the focus is."""
    cell, anchor = canvas.selection.cell, canvas.selection.anchor
    if cell is not None:
        return Stop(*cell, anchor)
    record = canvas.document.map.records.get(anchor)
    laid = canvas.laid
    if isinstance(record, Step):
        return steering.at_cell(laid, record.id, laid.grounds[0].lane.id) if laid.grounds else None
    if isinstance(record, Stage):
        steps = [c.step.id for c in laid.places.columns if c.step.stage_id == record.id]
        found = steps and laid.grounds
        return steering.at_cell(laid, steps[0], laid.grounds[0].lane.id) if found else None
    if isinstance(record, Lane) and laid.places.columns:
        return steering.at_cell(laid, laid.places.columns[0].step.id, record.id)
    return None


def _goal(canvas: "Canvas", pressed: int, held: Qt.KeyboardModifier) -> Stop | None:
    """Where a key moves the focus to; None if nowhere."""
    if not _moves(pressed, held):
        return None
    laid, at = canvas.laid, stop_of(canvas)
    if at is None:
        return steering.first(laid)
    if canvas.selection.cell is None:
        return at
    if pressed in _ARROWS:
        way = _ARROWS[pressed]
        return steering.jump(laid, at, way) if held == _CTRL else _neighbour(canvas, at, way)
    if pressed in (Qt.Key.Key_Home, Qt.Key.Key_End):
        last = pressed == Qt.Key.Key_End
        return (
            steering.corner(laid, last) if held == _CTRL else steering.end_of_lane(laid, at, last)
        )
    screenful = canvas.view.visible().height() * 0.9
    return steering.page(laid, at, pressed == Qt.Key.Key_PageDown, screenful)


def _neighbour(canvas: "Canvas", at: Stop, way: Way) -> Stop | None:
    """The next stop; left and right keep to the height at which they began."""
    if way in ("up", "down"):
        return steering.neighbour(canvas.laid, at, way)
    walked = canvas.walked
    again = walked is not None and walked[0] == at
    height = walked[1] if walked and again else steering.middle(canvas.laid, at)
    found = steering.neighbour(canvas.laid, at, way, height)
    canvas.walked = (found, height) if found else None
    return found


def _moves(pressed: int, held: Qt.KeyboardModifier) -> bool:
    if pressed in _ARROWS:
        return held in (_NO, _CTRL, _SHIFT)
    if pressed in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return held in (_NO, _CTRL)
    return pressed in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and held == _NO


def _go(canvas: "Canvas", to: Stop, extend: bool) -> None:
    selection = canvas.selection
    cell = (to.step, to.lane)
    ids = [i for i in selection.ids if isinstance(canvas.document.map.records.get(i), Card)]
    if not extend:
        selection.set(*[to.card] if to.card else [], cell=cell)
    elif not to.card:
        selection.set(*ids, cell=cell)
    elif to.card in ids[-2:-1]:
        selection.set(*ids[:-1], cell=cell)  # back again: the last one is let go
    else:
        selection.set(*(i for i in ids if i != to.card), to.card, cell=cell)
    if to.card:
        canvas.reveal(to.card)
    else:
        canvas.reveal_cell(*cell)


def _tab(canvas: "Canvas", forward: bool) -> None:
    """On to the next cell; after the last touchpoint, to a step that is made by typing."""
    at = stop_of(canvas)
    if at is None:
        found = steering.first(canvas.laid)
    else:
        cell = steering.next_cell(canvas.laid, at.step, at.lane, forward)
        if forward and canvas.editing.makes_step((at.step, at.lane), at.card):
            canvas.editing.begin_next((at.step, at.lane), at.card, forward)
            return
        found = steering.at_cell(canvas.laid, *cell) if cell else None
    if found is not None:
        _go(canvas, found, extend=False)


def _is_text(event: QKeyEvent) -> bool:
    """Whether a key writes something; Space alone does not begin a text."""
    text, held = event.text(), event.modifiers() & (_CTRL | _ALT | _META)
    return bool(text.strip()) and text.isprintable() and held in (_NO, _CTRL | _ALT)
