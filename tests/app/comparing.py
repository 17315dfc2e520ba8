"""A window in which two maps are compared, for the tests of all that is seen there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.comparing_bar import CompareBar
from app.comparing_panel import ComparePanel
from app.window import Window
from app.windows import Windows
from model.change import JourneyMap
from model.files import codec
from model.files.versions import folder_of
from model.records import Card
from tests.app.sharing import one_window
from tests.compared import OLD_NAME, new_map, old_map
from tests.driver import Driver, opened
from widgets.comparing.page import ComparePage
from widgets.comparing.shown import Showing


def written(folder: Path, journey: JourneyMap | None = None) -> Path:
    """The map of after the review, or another one, in a file."""
    file = folder / "ride.journey.json"
    codec.save(journey or new_map(), file)
    return file


def edited(qtbot: QtBot, windows: Windows, folder: Path) -> Driver:
    """A hand in a window on the map of after the review."""
    return opened(qtbot, windows, written(folder))


@contextmanager
def reviewed_window(folder: Path) -> Iterator[Window]:
    """A window on the map of after the review, for all tests of a module."""
    with one_window(folder, codec.dumps(new_map())) as window:
        yield window


@contextmanager
def lent(qtbot: QtBot, window: Window, size: tuple[int, int] = (1600, 1000)) -> Iterator[Driver]:
    """A hand in such a window, which is as it was afterwards."""
    editor = Driver(qtbot, window, size)
    yield editor
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    cast(CompareBar, window.bars.made("compare") or window.bars.open("compare")).close_bar()
    bar(editor).modes["overlay"].setChecked(True)
    window.document.locked = False
    window.document.state_changed.emit()
    window.document.go_to(0)
    editor.canvas.selection.set()
    path = window.document.path
    assert path is not None
    shutil.rmtree(folder_of(path), ignore_errors=True)
    editor.settle()


def compare(editor: Driver, mode: str = "overlay") -> None:
    """Compare the map with what it was at the review."""
    editor.window.comparing.open(old_map(), OLD_NAME)
    editor.settle()
    if mode != "overlay":
        bar(editor).modes[mode].click()  # type: ignore[index]  # it is one of them
        editor.settle()


def bar(editor: Driver) -> CompareBar:
    """The bar above."""
    return cast(CompareBar, editor.window.bars.made("compare"))


def page(editor: Driver) -> ComparePage:
    """What stands in the place of the canvas."""
    found = editor.window.comparing.page
    assert found is not None, "nothing is compared"
    return found


def panel(editor: Driver) -> ComparePanel:
    """The list and what belongs to it."""
    found = editor.window.comparing.panel
    assert found is not None, "nothing is compared"
    return found


def showing(editor: Driver) -> Showing:
    """How it is shown."""
    return page(editor).showing


def lines(editor: Driver) -> list[str]:
    """What the list reads."""
    return [row.text for row in panel(editor).tree.lines.rows]


def line(editor: Driver) -> str:
    """What the line reads that is looked at; "" for none."""
    row = panel(editor).tree.row
    return row.text if row is not None else ""


def card(journey: JourneyMap, title: str) -> Card:
    """The card that reads so."""
    (found,) = (c for c in journey.all(Card) if c.title == title)
    return found
