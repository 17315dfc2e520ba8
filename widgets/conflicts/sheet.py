"""One conflict: what it is about, the choices, and what the marked one comes to on the map."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from model.change import Change
from model.comparing.wording import Piece
from model.labels import quoted_text
from model.merging import conflicts, values
from model.merging.conflicts import Choice
from model.records import Conflict
from widgets.box import GRID
from widgets.conflicts.choice_box import ChoiceBox
from widgets.conflicts.choices import Choices
from widgets.conflicts.shown import Shown
from widgets.editor import Editor
from widgets.panels.parts import words
from widgets.scrollbar import thin
from widgets.tips import plain_tip

#: Letters of a long value that are told in a tip: no more fit beside it.
_LONGEST_TIP = 2000
_EDITED = "It was edited since: none of these stands on the map now."
_GONE = "What this was about is not on the map any more."


class ConflictSheet(QScrollArea):
    """The choices of one conflict of a document.

    Attributes:
        conflict: the one that is shown.
        marked: what Enter takes.
        shown: what of a choice the map shows for the moment.
    """

    #: This `Choice` is to be taken; or what is written is.
    taken = Signal(str)
    written = Signal()
    #: The keyboard goes back to where it came from.
    escaped = Signal()

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = editor.document
        self.conflict: Conflict | None = None
        self.marked: Choice = "leave"
        self.shown = Shown(editor.canvas)
        self._keyed = False
        self._pointed: ChoiceBox | None = None
        self._reached: ChoiceBox | None = None
        inside = QWidget(self)
        self.subject = words(parent=inside)
        self.note = words(parent=inside, quiet=True)
        self.choices = Choices(editor.theme, inside)
        self.writing = self.choices.writing
        font = self.subject.font()
        font.setWeight(font.Weight.DemiBold)
        self.subject.setFont(font)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for part in (self.subject, self.note, self.choices):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        thin(self)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        # What was just shown has no place yet.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: self.ensureWidgetVisible(self.writing, 0, GRID))
        self.writing.taken.connect(self.written)
        self.writing.left.connect(self.escape)
        self.writing.typed.connect(self._look)

    def needs(self) -> int:
        """How high it is where everything is seen, px."""
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        assert layout is not None, "its parts stand in a column"
        return layout.totalHeightForWidth(self.viewport().width())

    def show_conflict(self, conflict: Conflict | None) -> None:
        """Show this one, as the map is now."""
        if conflict is None or self.conflict is None or conflict.id != self.conflict.id:
            self.forget()
            self.writing.end()
        keyed = self._keyed  # what a key has marked stays marked, whatever else became of the map
        self.conflict, of = conflict, self._document.map
        if conflict is None:
            self.choices.offer(0)
            self.choices.arrange()
            return
        stands = conflicts.stands(of, conflict)
        offered = conflicts.offers(of, conflict)
        self.subject.setText(conflicts.subject(of, conflict))
        gone = conflict.about_id not in of and (bool(conflict.field) or not stands)
        state = _GONE if gone else "" if stands else _EDITED
        self.note.setText(f"{conflicts.why(of, conflict)} {state}".rstrip())
        boxes, new = self.choices.offer(len(offered))
        for box in new:
            self._connect(box)
        for number, (box, choice) in enumerate(zip(boxes, offered, strict=True), 1):
            if choice == "write" or choice == "leave":
                said: tuple[Piece, ...] = ()
            else:
                said = conflicts.pieces(of, conflict, choice)
            box.show_choice(choice, title_of(conflict, choice), number, said, choice == stands)
            if any("…" in text for text, _ in said) and choice != "write" and choice != "leave":
                box.setToolTip(plain_tip(conflicts.told(of, conflict, choice)[:_LONGEST_TIP]))
        self.choices.arrange()
        if not keyed or self.marked not in offered:
            self.marked = stands if stands in offered else "leave"
        self._mark(self.marked)

    def mark_number(self, number: int) -> None:
        """Mark the choice of that figure and show what it comes to; writing is begun."""
        if 0 < number <= len(self.choices.boxes):
            self._mark_by_key(number - 1)
            if self.marked == "write":
                self.begin_writing()

    def mark_beside(self, step: int) -> None:
        """Mark the choice before or after the marked one; writing is begun by Enter alone."""
        there = [box.choice for box in self.choices.boxes]
        if self.marked in there:
            self._mark_by_key((there.index(self.marked) + step) % len(there))

    def begin_writing(self) -> None:
        """Let a value be written in place of both."""
        conflict = self.conflict
        record = self._document.map.records.get(conflict.about_id) if conflict else None
        form = values.form_of(record, conflict.field) if record and conflict else None
        if record is None or conflict is None or form is None:
            return
        if not self.writing.isVisible():
            self.writing.begin(values.typed_form(record, conflict.field), form)
        self.writing.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark("write")
        self._later.start()

    def forget(self) -> None:
        """Show no more what a choice comes to."""
        self._pointed = self._reached = None
        self.unkey()
        self.shown.end()

    def unkey(self) -> None:
        """What was marked by a key is shown no longer than the list has the keyboard."""
        if self._keyed:
            self._keyed = False
            self._look()

    def escape(self) -> None:
        """The map is as it is, nothing is written, and keys go back."""
        self.forget()
        self.writing.end()
        self.show_conflict(self.conflict)
        self.escaped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures mark a choice from everywhere."""
        key = event.key()
        if not event.modifiers() and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            number = int(key) - int(Qt.Key.Key_0)
            self.mark_number(number)
            if number <= len(self.choices.boxes) and self.marked != "write":
                self.choices.boxes[number - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            event.ignore()

    def _connect(self, box: ChoiceBox) -> None:
        def press() -> None:
            self.begin_writing() if box.choice == "write" else self.taken.emit(box.choice)

        box.clicked.connect(press)
        box.pointed.connect(lambda on: self._point(box, on))
        box.reached.connect(lambda on: self._reach(box, on))
        box.escaped.connect(self.escape)

    def _mark(self, choice: Choice) -> None:
        self.marked = choice
        for box in self.choices.boxes:
            box.mark(box.choice == choice)

    def _mark_by_key(self, nth: int) -> None:
        box = self.choices.boxes[nth]
        self._mark(box.choice)
        self._keyed = True
        self.ensureWidgetVisible(box)
        self._look()

    def _point(self, box: ChoiceBox, on: bool) -> None:
        self._pointed = box if on else None
        self._look()

    def _reach(self, box: ChoiceBox, on: bool) -> None:
        self._reached = box if on else None
        if on:
            self._mark(box.choice)
        self._look()

    def _look(self) -> None:
        """Let the map show what is pointed at, has the keyboard, or is written."""
        conflict, box = self.conflict, self._pointed or self._reached
        if conflict is None:
            return
        choice: Choice = box.choice if box else self.marked if self._keyed else "leave"
        typed = self.writing.text if self.writing.is_typed else ""
        if typed and (box is None or choice == "write"):
            choice = "write"
        change: Change = {}
        if choice != "write" or typed:
            change = conflicts.preview(self._document.map, conflict, choice, typed)
        self.shown.show(change, conflict.about_id)


def title_of(conflict: Conflict, choice: Choice) -> str:
    """What a choice is called."""
    match choice:
        case "ours" if not conflict.ours_label.strip():
            return "Take what this map has"
        case "theirs" if not conflict.theirs_label.strip():
            return "Take what the other has"
        case "ours" | "theirs":
            return f"Take {quoted_text(conflicts.label(conflict, choice))}"
        case "base":
            name = conflicts.label(conflict, "base")
            return "As it was before" if name == "before" else f"As it was in {quoted_text(name)}"
        case "both":
            return "Take both"
        case "write":
            return "Write another…"
        case _:
            return "Leave as it is"
