"""Typing on the canvas: text is shown as it will print at every key, and committed once.

Nothing is on the map before there is text: a card that is being typed is a preview. An
uncommitted text survives whatever happens to the map below it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from model.change import Change, JourneyMap, invert
from model.edits.common import EditError
from model.history import Entry
from model.layout import steering
from model.records import Card, CardKind, Lane, Stage, Step
from widgets.canvas import editing_place, keys
from widgets.canvas.caret import Caret
from widgets.canvas.caret_keys import Ending
from widgets.canvas.marks import Mark
from widgets.canvas.targets import Name, NewCard, Target, Title, following
from widgets.selection import Cell

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas


class Editing(QObject):
    """The typing on one canvas.

    Attributes:
        target: what the text goes to; None while nothing is typed.
        caret: the text widget.
    """

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.target: Target | None = None
        self.caret = Caret(canvas.view.viewport())
        self._replacing = False
        self._back = ""
        self._before: tuple[tuple[str, ...], Cell | None] = ((), None)
        self._busy = False
        self.caret.typed.connect(self._show_typed)
        self.caret.ended.connect(self._end)
        self.caret.said.connect(canvas.hint)
        self.caret.document().documentLayout().documentSizeChanged.connect(self._place)
        canvas.scene_changed.connect(self._place)
        canvas.view_changed.connect(self._place)
        canvas.document.changed.connect(self._carry_on)
        canvas.theme.changed.connect(self._place)
        canvas.view.composing = self

    @property
    def is_on(self) -> bool:
        """Whether something is being typed."""
        return self.target is not None

    def begin(self, record_id: str, text: str | None = None, *, fresh: bool = False) -> None:
        """Type a card's title or a name, in place of the old one if `text` is given.

        What is `fresh` was added by the last edit and goes again without a name.
        """
        added = self._canvas.document.done[-1] if fresh else None
        self.commit()
        record = self._canvas.document.map.records.get(record_id)
        if isinstance(record, Card):
            lane = self._canvas.laid.places.row_of.get(record.lane_id)
            if lane is None or record.step_id not in self._canvas.laid.places.column_of:
                self._canvas.hint.emit("A parked card is typed where it stands: drag it to a cell")
            elif self._may_type():
                self._canvas.selection.set(record_id, cell=self._cell_of(record))
                self._start(Title(record_id), text)
        elif isinstance(record, Stage | Step | Lane) and self._may_type():
            self._before = self._canvas.selection.ids, self._canvas.selection.cell
            self._canvas.selection.set(record_id)
            self._start(Name(record_id, added), text)

    def begin_card(
        self,
        step: str,
        lane: str,
        text: str = "",
        before: str = "",
        kind: CardKind | None = None,
    ) -> None:
        """Type a new card, last in its step or before another card of it."""
        self.commit()
        row = self._canvas.laid.places.row_of.get(lane)
        if row is None or step not in self._canvas.laid.places.column_of:
            return
        if not steering.is_writable(self._canvas.laid, row):
            folded = self._canvas.laid.grounds[row].lane.collapsed_height is not None
            self._canvas.hint.emit(
                "This lane is folded: unfold it to type in it"
                if folded
                else "Alt+Shift+Up and Alt+Shift+Down raise and lower the feeling here"
            )
        elif self._may_type():
            back = self._canvas.selection.anchor
            self._canvas.selection.set(cell=(step, lane))
            ids = self._canvas.document.ids
            self._start(NewCard(ids, step, lane, before, kind=kind), text, back)

    def begin_sibling(self, card_id: str) -> None:
        """Type a new card just below another."""
        self.commit()
        places = self._canvas.laid.places
        card = self._canvas.document.map.get(card_id, Card)
        if card is not None:
            self.begin_card(card.step_id, card.lane_id, "", following(places, card))
            self._back = card_id

    def begin_next(self, cell: Cell, card_id: str, forward: bool) -> None:
        """Type a new card in the next cell; after the last touchpoint, in a step of its own."""
        canvas = self._canvas
        self.commit()
        if forward and self.makes_step(cell, card_id):
            if self._may_type():
                lane = cell[1]
                new = NewCard(canvas.document.ids, "", lane, after=card_id)
                self._start(new, "", card_id)
            return
        found = steering.next_cell(canvas.laid, *cell, forward)
        if found is None:
            canvas.selection.set(card_id, cell=cell)
            canvas.hint.emit("This is the last cell" if forward else "This is the first cell")
        else:
            self.begin_card(*found)
            self._back = card_id

    def pending(self, to: JourneyMap) -> Change:
        """What `commit` would do to a map."""
        target, text = self.target, self.caret.text.strip()
        if target is None or not (text if target.is_new else self.caret.is_touched):
            return {}
        try:
            return target.change(to, text)
        except EditError:
            return {}

    def commit(self) -> str:
        """Commit what is typed and stop typing; the card, or "" if there is none to show."""
        found = self._committed()
        self._close()
        return found

    def cancel(self) -> None:
        """Stop typing; the map is as it was."""
        target = self.target
        self._stop()
        if target is not None and target.is_new:
            self._go_back(target)
        self._canvas.preview(None)
        self._close()

    def compose(self, event: QInputMethodEvent) -> None:
        """What an input method composes where nothing is typed yet begins a text.

        The view keeps the focus until it is done: changing it would end the composition.
        """
        composed = event.preeditString()
        if self.target is None and (composed or event.commitString().strip()):
            keys.begin(self._canvas, "")
            if self.target is not None and composed:
                self._busy = True
                self._canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)
                self._busy = False
        if self.target is None:
            return
        QApplication.sendEvent(self.caret, event)
        if not composed:
            self.caret.setFocus(Qt.FocusReason.OtherFocusReason)

    def caret_box(self) -> QRectF:
        """Where in the viewport text appears, or would."""
        canvas = self._canvas
        if self.target is not None:
            return QRectF(self.caret.geometry())
        box = canvas.box_in_focus()
        return canvas.view.viewportTransform().mapRect(box) if box else QRectF()

    def _may_type(self) -> bool:
        reason = self._canvas.document.read_only
        if reason:
            self._canvas.document.refused.emit(reason)
        return not reason

    def makes_step(self, cell: Cell, card_id: str) -> bool:
        """Whether Tab from that card leads to a new step: from a touchpoint of the last one."""
        columns = self._canvas.laid.places.columns
        card = self._canvas.document.map.get(card_id, Card)
        return (
            card is not None
            and card.kind == "touchpoint"
            and bool(columns)
            and columns[-1].step.id == cell[0] == card.step_id
        )

    def _cell_of(self, card: Card) -> Cell | None:
        """The focused cell, if the card reaches over it."""
        cell = self._canvas.selection.cell
        here = card.id == self._canvas.selection.anchor
        return cell if here and cell is not None else None

    def _start(self, target: Target, text: str | None, back: str = "") -> None:
        canvas = self._canvas
        self.target, self._back = target, back
        self._replacing = text is not None and not target.is_new
        self._busy = True
        home = editing_place.home(canvas, target)
        if self.caret.parentWidget() is not home:
            self.caret.setParent(home)
        journey = canvas.document.map
        one_line = isinstance(target, Name)
        old = target.text(journey)
        style, language = editing_place.style(canvas, target), journey.info.language
        quotes = editing_place.quotes(canvas, target, text or old)
        self.caret.fill(old, style, language, one_line, quotes)
        if text is not None:
            self.caret.selectAll()
            self.caret.textCursor().insertText(text)
        self._busy = False
        self._show_typed()
        self.caret.show()
        self.caret.raise_()
        self.caret.setFocus(Qt.FocusReason.OtherFocusReason)
        canvas.reveal(target.record)

    # While it is typed.

    def _show_typed(self) -> None:
        """Lay out the map as it would be if this were committed."""
        if self.target is None or self._busy:
            return
        if not isinstance(self.target, Name):
            self._canvas.surface.editing = self.target.record
            try:
                change = self.target.change(self._canvas.document.map, self.caret.text_shown)
            except EditError:
                change = {}
            self._canvas.preview(change)
        else:
            self._canvas.preview(self.target.room(self._canvas.document.map))
        self._place()
        box = self._canvas.box_of(self.target.record)
        if box is not None and not isinstance(self.target, Name):
            self._canvas.view.bring_in(box)

    def _place(self) -> None:
        """Bring the text widget to where the text stands now."""
        target, canvas = self.target, self._canvas
        if target is None or self._busy:
            return
        editing_place.lay(canvas, self.caret, target)
        box = canvas.box_of(target.record) if target.is_new else None
        canvas.marks.put("typing", [Mark("selected", box)] if box is not None else [])

    def _carry_on(self, change: Change) -> None:
        """The map changed under the text: type on, in a new card if this one is gone."""
        target = self.target
        if target is None or self._busy:
            return
        if not target.is_new and target.record not in self._canvas.document.map:
            gone = change.get(target.record, (None, None))[0]
            cell = (gone.step_id, gone.lane_id) if isinstance(gone, Card) else ("", "")
            self.target = NewCard(self._canvas.document.ids, *cell)
            self._replacing = False
            if self.caret.parentWidget() is not self._canvas.view.viewport():
                self.commit()
                return
        self._show_typed()

    # When it ends.

    def _committed(self) -> str:
        """Commit what is typed; the record's id, or "" if there is nothing to keep."""
        target, canvas = self.target, self._canvas
        if target is None:
            return ""
        self.caret.settle()
        text, touched = self.caret.text.strip(), self.caret.is_touched
        self._stop()
        if target.is_new and not text:
            self._go_back(target)
            return ""
        if target.is_new or touched:
            self._enter(target, text)
        canvas.preview(None)
        if target.is_new and target.record in canvas.document.map:
            canvas.selection.set(target.record)
        return target.record

    def _enter(self, target: Target, text: str) -> None:
        """Make it so; what was added to be named is added with its name."""
        document = self._canvas.document
        added = target.added if isinstance(target, Name) else None
        if added is not None and document.is_last(added):
            document.edit_with(added, target.label(document.map, text), target.change, text)
        else:
            if isinstance(target, Name):
                target.added = None
            document.edit(target.label(document.map, text), target.change, text)

    def _stop(self) -> None:
        """No longer typing; the text widget is still there."""
        self.target = None
        canvas = self._canvas
        edited, canvas.surface.editing = canvas.surface.editing, ""
        canvas.marks.put("typing", [])
        box = canvas.box_of(edited)
        if box is not None:
            canvas.view.scene().update(box.adjusted(-8, -8, 8, 8))

    def _go_back(self, target: Target) -> None:
        """To where the focus was before a card that came to nothing."""
        canvas = self._canvas
        canvas.preview(None)
        if self._back in canvas.document.map:
            canvas.selection.set(self._back)

    def _take_back(self, added: Entry) -> None:
        """What was just added and got no name was not wanted: all is as it was before."""
        canvas = self._canvas
        self._stop()
        canvas.preview(None)
        canvas.document.edit_with(added, added.label, lambda _: invert(added.change))
        ids, cell = self._before
        canvas.selection.set(*ids, cell=cell)
        self._close()

    def _close(self) -> None:
        """Put the text widget away and give the keys back to the canvas."""
        if self.target is not None or not self.caret.isVisible():
            return
        held = self.caret.hasFocus()
        self.caret.hide()
        if held:
            self._canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self, how: Ending) -> None:
        target = self.target
        if target is None or self._busy:
            return
        if how == "escape" and self._replacing:
            self.cancel()
            return
        added = target.added if isinstance(target, Name) else None
        unnamed = how == "escape" and not self.caret.text.strip()
        if added is not None and unnamed and self._canvas.document.is_last(added):
            self._take_back(added)
            return
        cell, back = self._canvas.selection.cell, self._back
        typed = bool(self.caret.text.strip())
        kept = self._committed()
        if isinstance(target, Name) or how in ("escape", "leave"):
            self._close()
        elif how == "enter":
            if typed and kept:
                self.begin_sibling(kept)
            self._close()
        else:
            if isinstance(target, NewCard) and target.cell != ("", ""):
                cell = target.cell
            if cell is not None:
                self.begin_next(cell, kept or back, how == "tab")
            self._close()
