"""What all fields of the inspector have in common: a label, a control, a sentence if wrong."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.inspector.around import Around
from widgets.inspector.boxes import quiet
from widgets.inspector.fields import Field

VARIOUS = "Various"
#: How what many have is taken from all.
EMPTY_ALL = "Various: what you type is for all, Delete empties it in all"


class Entry(QWidget):
    """One field. Kinds of fields differ in the control and in how they show a value.

    A value that the user gave goes out by `committed`; whoever asked answers with
    `show_value`, or with `show_error` if it was refused: then what was typed stays.
    """

    committed = Signal(object)

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.around = field, around
        self.read_only = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.label = quiet(field.label, self)
        self.column.addWidget(self.label)
        self._error = quiet("", self, wrap=True)
        self._error.hide()

    def hold(self, control: QWidget, *names: QWidget) -> None:
        """Put the control under the label; `names` (or itself) get the label's name."""
        self.column.addWidget(control)
        self.column.addWidget(self._error)
        for widget in names or (control,):
            widget.setAccessibleName(self.field.label)
            widget.setAccessibleDescription(self.field.help)
            if self.field.help:
                widget.setToolTip(self.field.help)
        self.label.setBuddy((names or (control,))[0])

    def show_value(self, value: Any, various: bool) -> None:
        """Show the value of what is selected; `various` if it is not one and the same."""
        raise NotImplementedError

    def show_error(self, sentence: str) -> None:
        """Say why the value was refused; "" takes it back."""
        if sentence:
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.PlaceholderText, self.around.error_colour())
            self._error.setPalette(palette)
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.mark(bool(sentence))

    @property
    def error(self) -> str:
        """The sentence that is shown, or ""."""
        return self._error.text()

    def mark(self, wrong: bool) -> None:
        """Show on the control that its value is wrong."""

    def flush(self) -> None:
        """Commit what is typed and not committed yet."""

    @property
    def pending(self) -> tuple[Any, ...]:
        """The value that `flush` would commit, alone; () if there is none."""
        return ()

    def forget(self) -> None:
        """Drop what is typed: something else is shown from now on."""
        self.show_error("")

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, but everything be read and copied."""
        self.read_only = read_only

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        return [
            child
            for child in self.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.focusProxy() is None
            and child.window() is self.window()  # a choice's list is a window of its own
        ]

    def restyle(self) -> None:
        """Take icons and colours from the theme again."""
