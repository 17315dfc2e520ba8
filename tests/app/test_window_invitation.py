"""An empty map asks first, and nothing else is in the way meanwhile."""

from pytestqt.qtbot import QtBot

from app.windows import Windows
from tests.driver import Driver


def test_the_details_stay_away_while_the_questions_are_asked(
    qtbot: QtBot, windows: Windows
) -> None:
    editor = Driver(qtbot, windows.new())
    assert not editor.window.docks["inspector"].isVisible()
    editor.type("Noor")
    editor.press("Return", "Return", "Return", "Return", "Return", "Return")
    assert editor.stage_names()
    assert editor.window.docks["inspector"].isVisible()


def test_the_details_come_back_when_a_stage_is_made_without_the_questions(
    qtbot: QtBot, windows: Windows
) -> None:
    editor = Driver(qtbot, windows.new())
    editor.do("stage.add")
    assert editor.window.docks["inspector"].isVisible()


def test_a_window_closed_during_the_questions_does_not_forget_its_panels(
    qtbot: QtBot, windows: Windows
) -> None:
    editor = Driver(qtbot, windows.new())
    editor.window.close()
    again = Driver(qtbot, windows.new("bicycle"))
    assert again.window.docks["inspector"].isVisible()


def test_a_map_without_stages_has_room_for_the_button_that_makes_one(
    qtbot: QtBot, windows: Windows
) -> None:
    editor = Driver(qtbot, windows.new())
    assert editor.window.centre.invitation is not None
    editor.window.centre.invitation.leave.click()
    editor.settle()
    assert editor.canvas.stage_header.height() >= 40
