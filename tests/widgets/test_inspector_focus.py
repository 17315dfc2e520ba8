"""The focus never leaves the details by itself: what is pressed next is what was meant."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from model.edits.fields import set_fields
from tests.widgets.inspecting import Opened
from widgets.inspector.chips import Name

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


class Beside(Opened):
    """An inspector in a window with buttons around it, as the toolbar and the docks have them."""

    def __init__(self, qtbot: Any) -> None:
        super().__init__(qtbot)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        self.strangers = [QPushButton("Undo"), QPushButton("Close")]
        column.addWidget(self.strangers[0])
        column.addWidget(self.inspector)
        column.addWidget(self.strangers[1])
        self.window.resize(320, 900)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)

    def name(self, text: str) -> Name:
        """The row that says this."""
        found = [n for n in self.inspector.findChildren(Name) if n.isVisible() and n.text() == text]
        assert found, [n.text() for n in self.inspector.findChildren(Name) if n.isVisible()]
        return found[0]

    def focused(self) -> str:
        """What the focus is on, by its accessible name."""
        at = QApplication.focusWidget()
        return at.accessibleName() or type(at).__name__ if at else ""


@pytest.fixture
def opened(qtbot: Any) -> Beside:
    return Beside(qtbot)


def test_a_row_that_is_pressed_gives_the_focus_to_the_way_back(opened: Beside, qtbot: Any) -> None:
    opened.press(opened.name("Anna"))
    assert opened.inspector.head.title.toPlainText() == "Anna"
    assert opened.focused() == "Back to The map"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert opened.inspector.shown == ("map",)


def test_the_way_back_gives_the_focus_to_the_row_that_led_there(opened: Beside) -> None:
    opened.press(opened.name("Anna"))
    opened.press(opened.inspector.head.way_back)
    assert opened.focused() == "Anna"


def test_a_card_selected_from_the_details_has_the_focus_in_its_title(opened: Beside) -> None:
    opened.document.edit("Say it", set_fields, "card_queue", about_ids=("card_chat",))
    opened.selection.set("card_chat")
    opened.press(opened.name(opened.record("card_queue").title))
    assert opened.selection.ids == ("card_queue",)
    assert opened.focused() == "Title"


def test_a_score_taken_back_leaves_the_focus_on_its_slider(opened: Beside) -> None:
    opened.selection.set("card_chat")
    (row, *_) = opened.section("feelings").rows
    row.slider.scored.emit(1.0)
    row.clear.setFocus()
    opened.press(row.clear)
    assert QApplication.focusWidget() is row.slider


def test_a_focused_row_that_vanishes_leaves_the_focus_in_the_details(
    opened: Beside, qtbot: Any
) -> None:
    opened.selection.set("card_offers")
    field = opened.field("Evidence")
    chip = field.chips[-1]
    chip.remove.setFocus()
    opened.press(chip.remove)
    qtbot.waitUntil(lambda: opened.focused() not in ("", "QWidget"))
    assert opened.inspector.isAncestorOf(QApplication.focusWidget())


def test_the_details_take_no_focus_that_is_elsewhere(opened: Beside) -> None:
    opened.strangers[0].setFocus()
    opened.document.edit("Name it", set_fields, "map", title="Bicycles")
    opened.selection.set("card_chat")
    assert QApplication.focusWidget() is opened.strangers[0]
