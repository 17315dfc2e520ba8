"""The field in which somebody writes a value of their own in place of both."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from model.merging.values import Form
from widgets.box import GRID, Box
from widgets.inspector.boxes import Text
from widgets.panels.parts import words

#: ms without a key until the map shows what is typed.
_LAG = 150
_HOW: dict[Form, str] = {
    "line": "Enter takes it.",
    "lines": "Ctrl+Enter takes it.",
    "list": "One entry a line; Ctrl+Enter takes them.",
    "number": "A figure; Enter takes it.",
    "whole": "A whole number; Enter takes it.",
    "reading": "A figure and its day, such as 42, 2026-11-30; Enter takes it.",
    "day": "A day such as 2026-11-30; Enter takes it.",
}


class _Field(Text):
    """Enter takes a value of one line, Ctrl+Enter any; Esc gives it up."""

    entered = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, least=1, most=8)
        self.one_line = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own come first."""
        key, control = event.key(), Qt.KeyboardModifier.ControlModifier
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (event.modifiers() & control or self.one_line):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class Writing(QWidget):
    """The field, what it takes, and its two buttons; hidden unless it is wanted."""

    #: What stands there is to be taken, or not; or it is another text for a while now.
    taken = Signal()
    left = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = _Field(self)
        self.field.setAccessibleName("Another value")
        self.says = words(parent=self, quiet=True)
        self.take = QPushButton("Take this", self)
        self.leave = QPushButton("Cancel", self)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.take)
        row.addWidget(self.leave)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._box = Box(self.field, self)
        column.addWidget(self._box)
        column.addWidget(self.says)
        column.addLayout(row)
        self._later = QTimer(self, singleShot=True, interval=_LAG)
        self._later.timeout.connect(self.typed)
        self.field.textChanged.connect(self._later.start)
        self.field.entered.connect(self.taken)
        self.field.escaped.connect(self.left)
        self.take.clicked.connect(self.taken)
        self.leave.clicked.connect(self.left)
        for button in (self.take, self.leave):
            button.setAutoDefault(False)
        self.hide()

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return self.field, self.take, self.leave

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.toPlainText()

    @property
    def is_typed(self) -> bool:
        """Whether something is written that stands nowhere else yet."""
        return not self.isHidden() and self.field.is_typed

    def begin(self, text: str, form: Form) -> None:
        """Let this be changed into something else."""
        self.field.one_line = form not in ("lines", "list")
        self.field.show_text(text, keep_typed=False)
        self.field.setAccessibleDescription(_HOW[form])
        self.says.setText(_HOW[form])
        self._later.stop()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def end(self) -> None:
        """Nothing is written any more."""
        self._later.stop()
        self.field.show_text("", keep_typed=False)
        self._later.stop()
        self.hide()

    def refuse(self, why: str) -> None:
        """Say why it cannot be taken."""
        self.says.setText(why)
