"""A program that ends suddenly, and starts again with what is on the disk at that moment."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.recovery import Recovery
from app.settings import Settings
from app.windows import Windows
from model.files.state import state_folder

#: Ends what runs, and returns the windows of the program that starts anew.
Crash = Callable[[], Windows]


@contextmanager
def crashes(windows: Windows, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crash]:
    """The program that runs ends at each call; those that started are closed at the end.

    It is a copy of the state folder, in `folder`: real processes are killed in tests/faults.
    """
    started: list[Windows] = []

    def again() -> Windows:
        for each in (windows, *started):
            each._look_back.stop()  # what is not there any more looks for nothing
            for window in each.all:
                window.hide()
        for thread in threading.enumerate():
            if thread.name == "keep":  # it may be just writing what is copied here
                thread.join()
        after = folder / f"after-{len(started)}"
        shutil.copytree(state_folder("journals").parent, after)
        monkeypatch.setenv("TOUCHLINE_STATE", str(after))
        new = Windows(Settings(folder / "settings.ini"), windows.theme)
        started.append(new)
        return new

    yield again
    for each in started:
        for window in each.all:
            window.close_without_asking()
        each.deleteLater()


def offered(windows: Windows, qtbot: QtBot) -> Recovery:
    """The dialog of a program that starts, which offers what can be recovered."""
    windows.recover_soon()

    def dialogs() -> list[Recovery]:
        return [d for w in windows.all for d in w.findChildren(Recovery) if d.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()))
    (dialog,) = dialogs()
    return dialog
