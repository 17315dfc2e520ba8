"""The line at the bottom: each hint for as long as it can be of use."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import statusbar
from app.windows import Windows
from resources import templates
from tests.driver import Driver, opened

TARIFFS = "Compares three tariffs on the phone"
ROUTE = "Follows the route to work"
TOOL = "Drag from one card to another; Esc when you are done"


@pytest.fixture
def editor(
    qtbot: QtBot, windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Driver:
    """The bicycle map, in a window where nobody reads for long."""
    monkeypatch.setattr(statusbar, "STAYS", 50)
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    return opened(qtbot, windows, file)


def _line(editor: Driver) -> str:
    return editor.window.status.hint.text()


def test_a_hint_goes_by_itself(editor: Driver) -> None:
    editor.canvas.hint.emit("This is the last cell")
    assert _line(editor) == "This is the last cell"
    editor.qtbot.waitUntil(lambda: _line(editor) == "")


def test_a_refusal_goes_by_itself(editor: Driver) -> None:
    editor.window.document.refused.emit("A stage needs a step.")
    assert _line(editor) == "A stage needs a step."
    editor.qtbot.waitUntil(lambda: _line(editor) == "")


def test_the_next_action_ends_a_hint(editor: Driver) -> None:
    editor.window.status._clear.setInterval(600_000)
    for say in (editor.canvas.hint, editor.window.document.refused):
        editor.click(TARIFFS)
        say.emit("This is the last cell")
        editor.settle()
        assert _line(editor) == "This is the last cell"
        editor.click(ROUTE)
        assert _line(editor) == ""


def test_a_hint_about_an_action_outlives_that_action(editor: Driver) -> None:
    editor.window.status._clear.setInterval(600_000)
    editor.click(TARIFFS)
    editor.do("card.park")
    assert _line(editor).startswith("1 card is in the parking lot")
    editor.do("edit.undo")
    assert _line(editor) == ""


def test_what_the_connect_tool_says_stays_until_it_is_laid_down(editor: Driver) -> None:
    editor.click("Sees the blue bicycles outside the station")
    editor.do("link.connect")
    assert _line(editor) == TOOL
    editor.canvas.hint.emit("Something else")
    editor.qtbot.waitUntil(lambda: _line(editor) == TOOL)
    editor.click(TARIFFS)
    assert _line(editor) == TOOL
    editor.canvas.set_connecting(False)
    assert _line(editor) == ""


def test_a_spotlight_that_has_ended_is_not_told_of_any_more(editor: Driver) -> None:
    editor.window.status._clear.setInterval(600_000)
    editor.window.editor.selection.clear()
    for end in (lambda: editor.press("Escape"), lambda: editor.do("view.spotlight_off")):
        editor.do("view.spotlight_persona")
        assert _line(editor).startswith("Spotlight on")
        end()
        assert not editor.canvas.spotlight.about
        assert _line(editor) == ""


def test_a_map_that_was_unlocked_is_not_called_locked_any_more(editor: Driver) -> None:
    editor.window.status._clear.setInterval(600_000)
    editor.do("edit.lock")
    editor.click(TARIFFS)
    editor.type("Looks")
    assert _line(editor).startswith("The map is locked")
    editor.do("edit.lock")
    assert _line(editor) == ""


def test_a_refusal_ends_when_one_types_on(editor: Driver) -> None:
    editor.window.status._clear.setInterval(600_000)
    editor.click(("Discover", "App"))
    editor.window.document.refused.emit("There is no lane called “Opera”.")
    editor.settle()
    editor.type("Looks")
    assert _line(editor) == ""
    editor.window.document.refused.emit("There is no lane called “Opera”.")
    editor.settle()
    assert _line(editor)
    editor.type(" at it")
    assert _line(editor) == ""


def test_what_the_table_refused_is_not_said_of_the_canvas(editor: Driver) -> None:
    editor.window.status._clear.setInterval(600_000)
    editor.press("Ctrl+Shift+T")
    editor.window.document.refused.emit("There is no lane called “Opera”.")
    editor.settle()
    assert _line(editor)
    editor.press("Ctrl+Shift+T")
    assert not editor.window.centre.shows_table
    assert _line(editor) == ""


def test_a_hint_that_is_too_long_for_its_line_is_whole_in_the_tooltip(editor: Driver) -> None:
    line = editor.window.status.hint
    editor.canvas.hint.emit("A <b>long</b> hint " * 40)
    editor.qtbot.waitUntil(lambda: "A &lt;b&gt;long&lt;/b&gt; hint" in line.toolTip())
    editor.canvas.hint.emit("A short one")
    editor.qtbot.waitUntil(lambda: line.toolTip() == "")
