"""Work that is interrupted in the midst of something: what was done is on the disk all the same.

The power goes while a card is in the air, while words are being typed, while a question is
waiting: each time the disk is looked at as the next start would find it.
"""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import JourneyMap
from model.files import recovery
from model.records import Card
from resources import templates
from tests.app.pressing import answer, asked
from tests.driver import Driver, opened

TARIFFS = "Compares three tariffs on the phone"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("TOUCHLINE_STATE", str(folder))
    return folder


@pytest.fixture
def editor(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Driver:
    """The bicycle map, open, with one edit that is not saved."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    editor = opened(qtbot, windows, file)
    editor.drag(TARIFFS, to=("Ride", "App"))
    return editor


def on_disk(state: Path) -> JourneyMap:
    """The map that the next start would find if the power went now."""
    after = state.with_name("after")
    shutil.rmtree(after, ignore_errors=True)
    shutil.copytree(state, after)
    (one,) = recovery.left(after / "journals")
    try:
        return recovery.recover(one, after).map
    finally:
        one.release()


def test_while_a_card_is_dragged_all_but_the_drag_is_kept(editor: Driver, state: Path) -> None:
    before = editor.map
    with editor.held(TARIFFS, to=("Compare", "Website")):
        assert on_disk(state) == before == editor.map
    assert editor.map != before
    assert on_disk(state) == editor.map


def test_while_words_are_typed_they_are_kept_too(editor: Driver, state: Path, qtbot: QtBot) -> None:
    before = editor.map
    editor.double_click(TARIFFS)
    qtbot.keyClicks(QApplication.focusWidget(), " and on paper")
    qtbot.waitUntil(lambda: any("and on paper" in c.title for c in on_disk(state).all(Card)))
    assert editor.map == before


def test_while_a_question_waits_for_an_answer_everything_is_kept(
    editor: Driver, state: Path, qtbot: QtBot
) -> None:
    editor.window.close()
    assert asked(editor.window)
    assert on_disk(state) == editor.map
    answer(qtbot, editor.window, "Cancel")
    editor.drag(TARIFFS, to=("Compare", "Website"))
    assert on_disk(state) == editor.map
