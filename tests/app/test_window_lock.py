"""The lock: nothing on the map is moved, typed or deleted by accident."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.files import codec
from model.records import Card
from resources import templates
from tests.driver import Driver, opened

TARIFFS = "Compares three tariffs on the phone"


@pytest.fixture
def lead(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Driver:
    """The bicycle map, with one thing done."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    made = opened(qtbot, windows, file)
    made.click(TARIFFS)
    made.press("Alt+4")
    return made


def test_no_hand_and_no_key_changes_a_locked_map(lead: Driver) -> None:
    lead.do("edit.lock")
    before = lead.map
    lead.drag(TARIFFS, to=("Sign up", "Website"))
    lead.drag_feeling("Mara", "Ride", -2)
    lead.click(TARIFFS)
    for key in ("Delete", "Ctrl+D", "Ctrl+X", "Alt+2", "Ctrl+Shift+Right", "Alt+Down", "F2",
                "Ctrl+Z", "Ctrl+Shift+G", "Ctrl+V"):  # fmt: skip
        lead.press(key)
    lead.type("Looks at prices")
    lead.double_click(("Discover", "App"))
    lead.type("New")
    assert lead.map is before
    assert not lead.canvas.editing.is_on
    assert any("The map is locked" in line for line in lead.said)
    assert not lead.window.actions_["edit.undo"].isEnabled()
    assert lead.window.inspector.head.title.isReadOnly()


def test_a_mark_says_so_and_a_click_on_it_unlocks(lead: Driver) -> None:
    lead.do("edit.lock")
    marks = lead.window.live._marks
    assert marks is not None
    assert marks.lock.isVisible()
    assert marks.lock.text() == "Locked"
    assert lead.window.actions_["edit.lock"].isChecked()
    lead.press("Ctrl+1", "Ctrl+3")
    lead.press("Right")
    assert lead.selected != [TARIFFS]  # looking around goes on
    assert lead.window.actions_["view.audience"].isEnabled()
    lead.qtbot.mouseClick(marks.lock, Qt.MouseButton.LeftButton)
    lead.settle()
    assert not marks.lock.isVisible()
    lead.press("Ctrl+Z")
    assert lead.card(TARIFFS).kind == "touchpoint"
    lead.click(TARIFFS)
    lead.press("Delete")
    assert TARIFFS not in [card.title for card in lead.map.all(Card)]


def test_what_was_being_typed_is_entered_before_and_is_saved(lead: Driver) -> None:
    lead.click(("Discover", "App"))
    lead.type("Hears of it")
    lead.do("edit.lock")
    assert lead.cards_in("Discover", "App") == ["Hears of it"]
    assert not lead.canvas.editing.is_on
    lead.press("Ctrl+S")
    lead.qtbot.waitUntil(lambda: not lead.window.document.is_dirty)
    assert lead.window.document.path is not None
    assert lead.window.live.locked
    saved = codec.load(lead.window.document.path).map
    assert "Hears of it" in [card.title for card in saved.all(Card)]
    assert not lead.window.notice.isVisible()  # it is no file that cannot be saved


def test_a_line_in_the_capture_bar_waits_until_the_map_is_unlocked(lead: Driver) -> None:
    lead.do("edit.lock")
    before = lead.map
    lead.press("Ctrl+J")
    lead.type("Nobody answers")
    lead.press("Return")
    assert lead.map is before
    bar = lead.window.bars.made("capture")
    assert bar is not None
    assert bar.line.text == "Nobody answers"
    assert "The map is locked" in bar.said.text()
    lead.do("edit.lock")
    lead.press("Return")
    assert "Nobody answers" in [card.title for card in lead.map.all(Card)]


def test_a_map_that_is_read_only_anyway_needs_no_lock(lead: Driver) -> None:
    lead.window.document.read_only = "This map can only be read here."
    lead.window.actions_.refresh()
    assert not lead.window.actions_["edit.lock"].isEnabled()
