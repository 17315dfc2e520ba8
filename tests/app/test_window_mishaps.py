"""A mistake of the program's own is told in the window, once, and kept for the one who mends it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.mishaps import Mishaps
from app.window import Window
from app.windows import Windows
from tests.app.pressing import answer, asked, nothing_is_asked
from tests.driver import LEFT


@pytest.fixture
def heard() -> list[str]:
    """What the hook heard that was there before ours."""
    return []


@pytest.fixture
def window(
    windows: Windows, qtbot: QtBot, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> Window:
    """The bicycle map, in a program that tells of its mistakes."""
    made = windows.new("bicycle")
    qtbot.waitExposed(made)
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: heard.append(str(error)))
    Mishaps(windows).watch()
    return made


def _go_wrong(*ways: Callable[[], None]) -> None:
    """Let slots fail."""
    for way in ways:
        QTimer.singleShot(0, way)
        QCoreApplication.processEvents()
    QCoreApplication.processEvents()


def _fail() -> None:
    raise RuntimeError("the grid has a hole")


def _fail_elsewhere() -> None:
    raise RuntimeError("the wheel came off")


def test_an_error_in_a_slot_is_told_in_the_window_and_on_standard_error(
    window: Window, qtbot: QtBot, heard: list[str]
) -> None:
    _go_wrong(_fail)
    assert heard == ["the grid has a hole"]
    box = asked(window)
    assert box.text() == "Something went wrong in Touchline"
    assert "Nothing that is on your map was lost" in box.informativeText()
    assert "the grid has a hole" in box.detailedText()
    assert "in _fail" in box.detailedText()
    answer(qtbot, window, "Go on")
    assert nothing_is_asked(window)


def test_an_error_in_a_command_is_told(
    window: Window,
) -> None:
    command = window.actions_.commands["view.fit"]
    window.actions_.commands["view.fit"] = command._replace(run=lambda _: _fail())
    window.actions_["view.fit"].trigger()
    QCoreApplication.processEvents()
    assert "the grid has a hole" in asked(window).detailedText()


def test_the_same_error_is_told_once(window: Window, qtbot: QtBot, heard: list[str]) -> None:
    _go_wrong(_fail, _fail)
    assert len(heard) == 2
    answer(qtbot, window, "Go on")
    _go_wrong(_fail)
    assert nothing_is_asked(window)


def test_another_error_waits_until_the_first_is_answered(window: Window, qtbot: QtBot) -> None:
    _go_wrong(_fail)
    _go_wrong(_fail_elsewhere)
    assert "hole" in asked(window).detailedText()
    answer(qtbot, window, "Go on")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    assert "wheel" in asked(window).detailedText()


def test_the_details_are_copied(window: Window, qtbot: QtBot) -> None:
    _go_wrong(_fail)
    answer(qtbot, window, "Copy the details")
    assert "the grid has a hole" in QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().text().startswith("Touchline ")


def test_a_copy_can_be_saved_at_once(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.windows.settings.folder = tmp_path
    _go_wrong(_fail)
    answer(qtbot, window, "Save a copy")
    (dialog,) = (d for d in window.findChildren(QFileDialog) if d.isVisible())
    dialog.reject()


def test_the_program_as_it_is_started_hears_of_its_mistakes() -> None:
    source = Path(__file__).parents[2] / "app" / "application.py"
    assert "Mishaps(windows).watch()" in source.read_text(encoding="utf-8")


@pytest.mark.parametrize("nested", [ZeroDivisionError, IndexError])
def test_an_error_in_an_event_of_a_header_ends_nothing(
    window: Window, monkeypatch: pytest.MonkeyPatch, nested: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        _ = 1 // len([]) if nested is ZeroDivisionError else [][len([])]

    header = window.editor.canvas.stage_header
    monkeypatch.setattr(window.document, "edit", fail)
    at = header._end_box().center()
    kinds = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
    for kind in kinds:
        event = QMouseEvent(
            kind, at, header.mapToGlobal(at), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
        )
        if kind == kinds[0]:
            QApplication.sendEvent(header, event)
        else:
            with pytest.raises(nested):  # what called it from Python hears of it
                QApplication.sendEvent(header, event)
