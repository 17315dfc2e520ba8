"""Using the program's windows as a person does: menus, dialogs, keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.actions import plain
from app.outside_dialog import Together
from app.window import Window
from app.windows import Windows
from model.edits.stages import add_stage


def opened(windows: Windows, file: Path) -> Window:
    """The window in which `file` is now open."""
    windows.open([file])
    window = windows.window_of(file)
    assert window is not None
    return window


def edit(window: Window, name: str = "Compare") -> None:
    """Make one change: a stage more."""
    document = window.document
    assert document.edit(f"Add stage “{name}”", add_stage, document.ids, name=name)


def saved(qtbot: QtBot, window: QWidget) -> None:
    """Wait until the window is done with saving; one that is closed by it is done too."""
    if isinstance(window, Window):
        qtbot.waitUntil(lambda: not isValid(window) or not window.document.is_saving)


def asked(window: QWidget) -> QMessageBox:
    """The message that the window shows now."""
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1, "one message at a time"
    return boxes[0]


def nothing_is_asked(window: QWidget) -> bool:
    """Whether no dialog stands in front of the window."""
    return not any(box.isVisible() for box in window.findChildren(QDialog))


def answer(qtbot: QtBot, window: QWidget, text: str) -> None:
    """Press the button of that name in the message that the window shows."""
    press_in(qtbot, window, asked(window), text)


def press_in(qtbot: QtBot, window: QWidget, box: QMessageBox | QDialogButtonBox, text: str) -> None:
    """Press one of several buttons, and wait until what it saves is saved."""
    buttons = {plain(button.text()): button for button in box.buttons()}
    press(qtbot, buttons[text])
    saved(qtbot, window)


def together(window: QWidget) -> Together:
    """What is shown where somebody else has changed the file too."""
    (dialog,) = (d for d in window.findChildren(Together) if d.isVisible())
    return dialog


def press(qtbot: QtBot, button: QAbstractButton) -> None:
    """Click a button."""
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def give_file(qtbot: QtBot, window: QWidget, file: Path) -> None:
    """Choose a file in the dialog that asks for one, and press its button."""
    (dialog,) = (d for d in window.findChildren(QFileDialog) if d.isVisible())
    dialog.selectFile(str(file))
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    (button,) = (b for b in box.buttons() if box.buttonRole(b) == box.ButtonRole.AcceptRole)
    press(qtbot, button)
    saved(qtbot, window)


def menu_texts(window: Window, title: str) -> list[str]:
    """What stands in a menu, without the signs for letters to press."""
    (menu,) = (m for m in window.menus if plain(m.title()) == title)
    menu.aboutToShow.emit()
    return [plain(action.text()) for action in menu.actions() if not action.isSeparator()]
