"""What commands ask before they act: one question at a time, and none that blocks.

Each function returns at once and calls back with the answer, or not at all if the user
thinks better of it.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)


class Choice(NamedTuple):
    """One button and what it does; what `destroys` something is never pressed by Enter alone."""

    text: str
    then: Callable[[], None]
    destroys: bool = False


def choose(parent: QWidget, question: str, more: str, *choices: Choice) -> QMessageBox:
    """Ask which of these to do. Esc and Cancel take none.

    Enter takes the first one that destroys nothing; it cancels where there is none.
    """
    box = QMessageBox(QMessageBox.Icon.Question, "Touchline", question, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    role = QMessageBox.ButtonRole
    buttons = {box.addButton(choice.text, role.AcceptRole): choice for choice in choices}
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    harmless = (button for button, choice in buttons.items() if not choice.destroys)
    box.setDefaultButton(next(harmless, cancel))
    box.setEscapeButton(cancel)
    without_icons(box)

    def answered() -> None:
        pressed = box.clickedButton()
        box.deleteLater()
        for button, choice in buttons.items():
            if button is pressed:
                choice.then()

    box.finished.connect(answered)
    box.open()
    return box


def ask_name(
    parent: QWidget, title: str, label: str, text: str, then: Callable[[str], None]
) -> QInputDialog:
    """Ask for a name; `then` gets it with single spaces, and is not called for an empty one."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    field = dialog.findChild(QLineEdit)
    if field is not None:
        field.setAccessibleName(label)
        field.selectAll()

    def accepted() -> None:
        name = " ".join(dialog.textValue().split())
        if name:
            then(name)

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    without_icons(dialog)  # its buttons are made when it is shown
    return dialog


def without_icons(dialog: QWidget) -> None:
    """Take the pictures off a dialog's buttons that some desktops put there, of another hand."""
    for button in dialog.findChildren(QPushButton):
        button.setIcon(QIcon())


def only_when_pressed(buttons: QDialogButtonBox) -> None:
    """Let Enter in a field of a dialog press none of its buttons."""
    for button in buttons.findChildren(QPushButton):
        button.setAutoDefault(False)
