"""The first window is seen before its map, and is then a window like any other."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.window import Window
from app.windows import Windows
from tests.app.running import BICYCLE

CTRL = Qt.KeyboardModifier.ControlModifier


def places(window: Window) -> list[object]:
    parts = (window.menuBar(), window.toolbar, window.editor.canvas, window.statusBar())
    return [part.isVisible() and part.geometry() for part in (*parts, *window.docks.values())]


def test_a_window_that_is_seen_before_its_map_ends_up_like_any_other(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    same = tmp_path / "same.journey.json"
    same.write_bytes(Path(BICYCLE).read_bytes())
    windows.begin()
    bare = windows.begun
    assert bare is not None
    assert bare.is_seen
    bare.close()
    assert bare.isVisible()  # it cannot be closed yet, nor do keys mean anything
    qtbot.keyClick(bare, Qt.Key.Key_Z, CTRL)
    windows.open([Path(BICYCLE), same])
    first, second = windows.all
    assert first is bare
    assert windows.begun is None
    assert first.editor.canvas.view.hasFocus() or second.isActiveWindow()
    second.resize(first.size())
    for window in (first, second):
        window.grab()
        qtbot.waitUntil(lambda window=window: window.docks["history"].content is not None)
        window.grab()
    qtbot.waitUntil(lambda: places(first) == places(second))
    assert first.editor.canvas.zoom == second.editor.canvas.zoom
    assert first.editor.canvas.view.visible() == second.editor.canvas.view.visible()


def test_a_window_that_was_begun_asks_what_to_do_where_its_file_cannot_be_opened(
    windows: Windows, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.journey.json"
    broken.write_text("{")
    windows.begin()
    bare = windows.begun
    windows.open([broken])
    assert windows.all == (bare,)
    assert bare is not None
    assert bare.document.path is None
    assert bare.centre.invitation is not None
    assert bare.findChild(QDialog) is not None
