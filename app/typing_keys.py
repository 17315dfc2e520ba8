"""While text is typed, only a few commands may take a key away from it."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.actions import Actions

#: Subjects of commands that are about the window, not about what is on the map; a comment is
#: about what is typed just then.
_ALWAYS = ("file.", "view.", "help.", "comments.")


def is_typing(widget: QWidget | None) -> bool:
    """Whether keys go into a text."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QAbstractSpinBox)


def may_interrupt(pressed: QKeySequence, actions: Actions) -> bool:
    """Whether the command of a key, if there is one, works in the middle of a text."""
    commands = [i for i in actions.commands if pressed in actions[i].shortcuts()]
    return all(i.startswith(_ALWAYS) for i in commands)
