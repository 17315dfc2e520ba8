"""When the system ends the program nothing is asked, and what is being typed is not lost."""

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.leaving import Leaving
from app.windows import Windows
from tests.app.pressing import edit, nothing_is_asked
from tests.driver import Driver

ROUTE = "Follows the route to work"


@pytest.fixture
def exits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The exit codes that the program would have ended with."""
    codes: list[int] = []
    monkeypatch.setattr(QGuiApplication, "exit", codes.append)
    return codes


@pytest.fixture
def leaving(windows: Windows, qapp: QApplication, exits: list[int]) -> Iterator[Leaving]:
    """What ends this process, which is the tests' own."""
    before = {number: signal.getsignal(number) for number in signal.valid_signals()}
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # whoever runs this may have had them ignored
    made = Leaving(windows, qapp)
    made.watch()
    yield made
    made.stop()
    signal.set_wakeup_fd(-1)
    for number, handler in before.items():
        if signal.getsignal(number) != handler and handler is not None:
            signal.signal(number, handler)


class _Manager:
    """As much of a session manager as is asked."""

    hint: QSessionManager.RestartHint | None = None

    def setRestartHint(self, hint: QSessionManager.RestartHint) -> None:
        self.hint = hint


def _typing(windows: Windows, qtbot: QtBot) -> Driver:
    """A hand that is renaming a card."""
    editor = Driver(qtbot, windows.new("bicycle"))
    editor.click(ROUTE)
    editor.press("F2", "Ctrl+A")
    editor.type("Half a sent")
    return editor


def test_what_is_being_typed_is_in_the_map_before_the_program_ends(
    windows: Windows, qtbot: QtBot, leaving: Leaving, exits: list[int]
) -> None:
    editor = _typing(windows, qtbot)
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(exits))
    assert exits[0] == 128 + signal.SIGTERM
    assert editor.card("Half a sent")
    assert editor.window.document.is_dirty
    assert nothing_is_asked(editor.window)
    assert editor.window.isVisible()


def test_a_window_that_cannot_take_what_is_typed_does_not_keep_the_others_from_it(
    windows: Windows,
    qtbot: QtBot,
    leaving: Leaving,
    exits: list[int],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = windows.new("bicycle")
    monkeypatch.setattr(broken, "commit_typing", lambda: 1 // len([]))
    editor = _typing(windows, qtbot)
    os.kill(os.getpid(), signal.SIGHUP)
    qtbot.waitUntil(lambda: bool(exits))
    assert editor.card("Half a sent")


def test_until_it_can_end_it_is_tried_again(
    leaving: Leaving, exits: list[int], qtbot: QtBot
) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    qtbot.waitUntil(lambda: len(exits) > 2)


def test_a_second_signal_is_not_held_up(leaving: Leaving, exits: list[int], qtbot: QtBot) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(exits))
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_the_end_of_the_session_asks_nothing(
    windows: Windows, qtbot: QtBot, qapp: QApplication, leaving: Leaving, exits: list[int]
) -> None:
    editor, manager = _typing(windows, qtbot), _Manager()
    leaving._commit_data(manager)  # type: ignore[arg-type]  # only the desktop can make a real one
    assert editor.card("Half a sent")
    assert manager.hint == QSessionManager.RestartHint.RestartNever
    assert QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.Quit))
    assert exits == [0]
    assert nothing_is_asked(editor.window)


def test_once_the_session_has_not_ended_quitting_asks_as_ever(
    windows: Windows, qtbot: QtBot, qapp: QApplication, leaving: Leaving, exits: list[int]
) -> None:
    leaving._commit_data(_Manager())  # type: ignore[arg-type]  # only the desktop can make a real one
    leaving._session.setInterval(0)
    qtbot.waitUntil(lambda: not leaving._session.isActive())
    window = windows.new("bicycle")
    edit(window)
    QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.Quit))
    assert exits == []
    assert not nothing_is_asked(window)
