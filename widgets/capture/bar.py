"""The capture bar: a room full of people talks, and every line becomes a card.

It says where the next card goes, of which kind it is and whose feelings count; keys move it
on. What it commits is one entry of the history for each line.
"""

from typing import cast

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from model import fuzzy, grid
from model.capture import Captured, read, with_names_as_words
from model.change import Change, JourneyMap
from model.edits.capturing import (
    add_stage_after,
    capture,
    line_of,
    owner_of,
    reword,
    stage_of,
    words_of,
)
from model.edits.cards import usual_kind
from model.edits.common import EditError, new_ids
from model.history import Entry
from model.labels import quoted, quoted_text
from model.layout import standing
from model.records import Card, CardKind, Lane, Persona, Stage, Step
from widgets.box import GRID
from widgets.canvas.marks import Mark
from widgets.capture import where
from widgets.capture.kinds import KindButton
from widgets.capture.line import CaptureLine, Key
from widgets.capture.understood import rest_of, understood
from widgets.commands.here import KIND_WORDS
from widgets.editor import Editor
from widgets.panels.parts import paint_bar
from widgets.selection import Cell

_REWORDING = "Enter rewrites this card; Esc leaves it as it is"


class CaptureBar(QWidget):
    """One line and what it says about itself.

    Attributes:
        cell: the step and lane of the next card.
        kept_kind: the kind of every card until it is changed; None for what the lane says.
    """

    #: The bar is left: keys go to the canvas again.
    left = Signal()

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._document = editor, editor.document
        self.cell: Cell = where.PARKED
        self.kept_kind: CardKind | None = None
        #: The card that is being reworded, where it stands, and where the bar was before.
        self._again = ""
        self._again_in: Cell = where.PARKED
        self._before: Cell = where.PARKED
        self._last: Entry | None = None
        #: What was made here, the last one at the end.
        self._cards: list[str] = []
        #: The line about whose owner was asked, by which key.
        self._asked_for, self._asked_by = "", ""
        #: Whether names that nobody has are words for now.
        self._names_are_words = False
        self.place = _words(self)
        self.said = _words(self, quiet=True)
        self.line = CaptureLine(self)
        self.kind = KindButton(self)
        self.kind.chosen.connect(lambda kind: self.keep_kind(kind or None))
        self._top = top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.place)
        top.addWidget(self.kind)
        top.addStretch(1)
        top.addWidget(self.said)
        # A question stands there alone, and the map does not jump for it.
        self.said.setMinimumHeight(self.kind.sizeHint().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.line)
        self.line.typed.connect(self._look)
        self.line.pressed.connect(self._do)
        self.line.passed_over.connect(self._pass_over)
        self.line.numbered.connect(self._number_kind)
        self._document.changed.connect(self._follow)
        self._document.refused.connect(self._say)
        editor.selection.changed.connect(self._follow_selection)
        editor.canvas.persona_changed.connect(self._show_place)
        editor.theme.changed.connect(self._look)
        editor.canvas.scene_changed.connect(self._ring)
        self._moving = False
        self._pressed: Key = "enter"
        self.hide()

    def open(self) -> None:
        """Let lines be typed, beginning where the focus is on the map."""
        wanted = self._editor.selection.cell or self.cell
        self.cell = where.cell_near(self._document.map, wanted)
        self.show()
        self._ask()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._look()
        self._say_if_led_away(wanted)

    def close_bar(self) -> None:
        """Put the bar away. A line that is not committed stays for the next time."""
        self.hide()
        self.left.emit()

    def keep_kind(self, kind: CardKind | None) -> None:
        """Make all cards of this kind from now on; None for what the lane says."""
        self.kept_kind = kind
        self._show_place()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_kind(self, kind: CardKind) -> None:
        self.keep_kind(None if kind == self.kept_kind else kind)

    def _number_kind(self, number: int) -> None:
        """Keep the kind that has this number on the map too."""
        self._toggle_kind(tuple(KIND_WORDS)[number - 1])

    def pending(self, to: JourneyMap) -> Change:
        """What Enter would do to a map, for keeping what is typed; also while the bar is away."""
        said = self._read(names=False)
        if not said.text:
            return {}
        try:
            return self._change(to, said, self.cell)
        except EditError:
            return {}

    def hideEvent(self, event: QHideEvent) -> None:
        """No card comes from here for now."""
        super().hideEvent(event)
        self._ring()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own and a line above."""
        paint_bar(self, self._editor.theme, above=False)

    # Where the next card goes.

    @property
    def persona(self) -> str:
        """Whose scores are captured: the active persona, or the first; "" if there is none."""
        personas = [persona.id for persona in grid.personas(self._document.map)]
        active = self._editor.canvas.persona
        return active if active in personas else personas[0] if personas else ""

    def go(self, cell: Cell) -> None:
        """Put the next card there."""
        if cell != self.cell:
            self.cell = cell
            self._moving = True
            self._editor.selection.set(cell=cell if all(cell) else None)
            self._moving = False
            if all(cell):
                self._editor.canvas.reveal(*cell)
        self._look()

    def _move(self, to: Cell | None, end: str) -> None:
        if to is None:
            self._say(f"This is the {end}")
        else:
            self.go(to)

    def _follow(self, _change: Change) -> None:
        of = self._document.map
        if not (self.cell[0] in of and self.cell[1] in of):
            self.cell = where.cell_near(of, self.cell)
        if self._again and self._again not in of:
            self._again = ""
            self.go(where.cell_near(of, self._before))
        if self.isVisible():
            self._look()

    def _follow_selection(self) -> None:
        cell = self._editor.selection.cell
        if not self._moving and cell is not None:
            self.cell = where.cell_near(self._document.map, cell)
            self._again_in = self._before = self.cell  # a click moves no card
            if self.isVisible():
                self._look()
                self._say_if_led_away(cell)

    def _say_if_led_away(self, wanted: Cell) -> None:
        """Say it when cards go elsewhere because the lane that is in focus takes none."""
        of = self._document.map
        if of.get(wanted[1], Lane) and wanted[1] != self.cell[1] and not self._asked_for:
            there = of.get(self.cell[1], Lane)
            lane = quoted(there) if there is not None else "the parking lot"
            self._say(f"Feelings take no cards: they go to {lane}")

    # What is typed.

    def _look(self) -> None:
        """Show what the line is understood as."""
        said = self._read()
        if self._asked_for and (self._asked_for != self.line.text or not self._is_new(said.owner)):
            self._ask()
        theme = self._editor.theme
        chips = [(mark.start, mark.end) for mark in said.marks]
        self.line.show_chips(chips, theme.colour("card.touchpoint.tint"))
        self.line.show_ghost(*rest_of(self._document.map, self.line.text))
        self._show_place()
        if self._asked_for:
            return
        meant = understood(self._document.map, said, self.cell, self.persona)
        self._say(meant or (_REWORDING if self._again else ""))

    def _read(self, *, names: bool = True) -> Captured:
        """What the line says; without `names`, those that nobody has yet are words of it."""
        said = read(self.line.text, self.line.plain)
        if names and not self._names_are_words:
            return said
        return with_names_as_words(said, self._is_new)

    def _show_place(self) -> None:
        of = self._document.map
        said = self._read()
        lane = of.get(self.cell[1], Lane)
        kind = said.kind or self.kept_kind or (usual_kind(lane) if lane else "note")
        persona = of.get(self.persona, Persona)
        self.place.setText(f"{where.in_words(of, self.cell)} ▸")
        kept = self.kept_kind is not None
        self.kind.show_kind(kind, kept=kept, theme=self._editor.theme)
        if persona is not None and persona.name:
            self.place.setText(f"{persona.name}:  {self.place.text()}")
        self._ring()

    def _ring(self) -> None:
        """Mark the cell where the next card will land, while the bar is open."""
        canvas, box = self._editor.canvas, None
        if self.isVisible() and self._again and self.cell == self._again_in:
            card = canvas.box_of(self._again)
            box = card.adjusted(-6, -6, 6, 6) if card is not None else None
        elif self.isVisible():
            ground = standing.cell_bounds(canvas.laid, *self.cell)
            box = QRectF(*ground).adjusted(-8, 2, 8, -2) if ground else None
        canvas.marks.put("capture", [Mark("next", box)] if box is not None else ())

    def _say(self, line: str) -> None:
        self.said.setText(line)

    # What keys do.

    def _do(self, pressed: str) -> None:
        key = cast(Key, pressed)
        self._pressed = key
        if key == "leave":
            if self._again:
                self._stop_rewording()
            else:
                self.close_bar()
        elif key == "enter":
            self._enter_and_stay(self.cell)
        elif key == "park":
            self._enter_and_stay(where.PARKED)
        elif key in ("next", "previous"):
            if not self.line.text.strip() or self._enter(self.cell):
                by = 1 if key == "next" else -1
                end = "last step" if by > 0 else "first step"
                self._move(where.steps_on(self._document.map, self.cell, by), end)
        elif key in ("lane down", "lane up"):
            by = 1 if key == "lane down" else -1
            end = "last lane" if by > 0 else "first lane"
            self._move(where.lanes_on(self._document.map, self.cell, by), end)
        elif key == "again":
            self._take_again()
        elif key in ("undo", "redo"):
            self._undo(again=key == "redo")
        else:
            self._take_back()

    def _enter_and_stay(self, cell: Cell) -> None:
        """Enter the line; a card that was reworded where it stands leaves the bar where it was."""
        back = self._before if self._again and self.cell == self._again_in else None
        if self._enter(cell) and back is not None:
            self.cell = where.cell_near(self._document.map, back)
            self._show_place()

    def _enter(self, cell: Cell) -> bool:
        """Do what the line says; whether it is done and gone."""
        said = self._read()
        if said.jump is not None:
            return self._jump(said.jump)
        if said.stage:
            return self._stage(said.stage)
        if not said.text:
            if said.kind is not None:
                self.line.fill("")
                self._toggle_kind(said.kind)
            return False
        if self._must_ask(said):
            return False
        label = f"{'Rewrite' if self._again else 'Add'} {quoted_text(said.text)}"
        depth = len(self._document.done)
        change = self._document.edit(label, lambda to: self._change(to, said, cell))
        if not change and not self._again:
            return False
        if len(self._document.done) > depth:
            self._last = self._document.done[-1]
        made = next(iter(new_ids(change, Card)), self._again)
        if not self._again:
            self._cards.append(made)
        self._again = ""
        self.line.fill("")
        self._show_made(made, parked=not all(cell))
        return True

    def _change(self, to: JourneyMap, said: Captured, cell: Cell) -> Change:
        ids = self._document.ids
        if self._again:
            moved = None if cell == self._again_in else cell
            return reword(to, ids, self._again, said, cell=moved, persona_id=self.persona)
        return capture(to, ids, cell, said, kind=self.kept_kind, persona_id=self.persona)

    def _must_ask(self, said: Captured) -> bool:
        """Whether Enter only asked: nobody is made a person in silence."""
        if not self._is_new(said.owner):
            return False
        if self._asked_for == self.line.text:
            self._ask()
            return False
        self._ask(said.owner)
        return True

    def _is_new(self, owner: str) -> bool:
        return bool(owner) and not owner_of(self._document.map, owner)

    def _ask(self, owner: str = "") -> None:
        """Ask about a name that nobody has, where the line is looked at; "" asks no more."""
        asks = bool(owner)
        self._asked_for, self._asked_by = (self.line.text, self._pressed) if asks else ("", "")
        self.line.asking = asks
        self.place.setHidden(asks)
        self.kind.setHidden(asks)
        self._top.removeWidget(self.said)
        self._top.insertWidget(0 if asks else -1, self.said)
        role = QPalette.ColorRole
        self.said.setForegroundRole(role.WindowText if asks else role.PlaceholderText)
        self._say(
            f"Nobody is called {quoted_text(owner)}. Enter again adds them; Backspace makes "
            "words, and so does typing on."
            if asks
            else ""
        )

    def _pass_over(self) -> None:
        """The next line is typed: the name becomes words, and what was pressed is done."""
        self._names_are_words = True
        try:
            self._do(self._asked_by)
        finally:
            self._names_are_words = False

    def _show_made(self, card_id: str, parked: bool) -> None:
        self._moving = True
        self._editor.selection.set(card_id, cell=self.cell if not parked else None)
        self._moving = False
        if not parked:
            self._editor.canvas.reveal(card_id)
        card = self._document.map.get(card_id, Card)
        if card is not None and parked:
            self._say(f"{quoted(card)} is in the parking lot")

    def _jump(self, letters: str) -> bool:
        found = fuzzy.place(self._document.map, letters, self.cell)
        if found is None:
            self._say("Nothing there reads so")
            return False
        self._again = ""
        self.line.fill("")
        self.go(where.cell_near(self._document.map, found))
        return True

    def _stage(self, name: str) -> bool:
        of = self._document.map
        stage_id = stage_of(of, name)
        if not stage_id:
            here = of.get(self.cell[0], Step)
            change = self._document.edit(
                f"Add stage {quoted_text(name)}",
                add_stage_after,
                self._document.ids,
                name,
                here.stage_id if here else "",
            )
            stage_id = next(iter(new_ids(change, Stage)), "")
            if not stage_id:
                return False
            self._last = self._document.done[-1]
        self._again = ""
        self.line.fill("")
        of = self._document.map
        steps = grid.steps_of(of, stage_id)
        if steps:
            self.go(where.cell_near(of, (steps[0].id, self.cell[1])))
        return True

    def _take_again(self) -> None:
        """Type on the last card that was captured."""
        card_id = self._last_card()
        if card_id:
            of, self._before = self._document.map, self.cell
            card = of.get(card_id, Card)
            if card is not None and card.step_id and card.lane_id:
                self.go(where.cell_near(of, (card.step_id, card.lane_id)))
            self._again, self._again_in = card_id, self.cell
            self.line.fill(line_of(of, card_id, self.persona), words_of(of, card_id))
            self._say(_REWORDING)

    def _stop_rewording(self) -> None:
        self._again = ""
        self.line.fill("")
        self.go(where.cell_near(self._document.map, self._before))

    def _take_back(self) -> None:
        """Undo the last line, once."""
        last, self._last = self._last, None
        if last is None or not self._document.is_last(last):
            self._say("The last thing done was not typed here: undo it with Ctrl+Z")
            return
        if self._document.undo():
            self._say(f"Taken back: {last.label}")
        else:
            self._last = last

    def _undo(self, *, again: bool) -> None:
        """Undo on the map, or redo: nothing was typed that keys could take back."""
        steps = self._document.undone if again else self._document.done
        label = steps[0 if again else -1].label if steps else ""
        if (self._document.redo() if again else self._document.undo()) and label:
            self._say(f"{'Done again' if again else 'Taken back'}: {label}")

    def _last_card(self) -> str:
        of = self._document.map
        return next((i for i in reversed(self._cards) if of.get(i, Card) is not None), "")


def _words(parent: QWidget, *, quiet: bool = False) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setMinimumWidth(1)  # the window does not grow with what is said
    return label
