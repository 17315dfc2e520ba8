"""Whatever is pressed and pulled in whatever order, map, picture and history stay one."""

import os
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.layout.build import View, build
from model.layout.measures import SCREEN
from model.rules import check
from resources import templates
from tests.driver import ALT, CTRL, NONE, SHIFT, Driver, opened

#: Each goes with a sequence of its own; `make soak` tries many more.
SEEDS = range(1000, 1000 + int(os.environ["TOUCHLINE_SOAK"])) if "TOUCHLINE_SOAK" in os.environ \
    else range(3)  # fmt: skip
STEPS = 40
KEYS = (
    "Left", "Right", "Up", "Down", "Ctrl+Right", "Ctrl+Down", "Shift+Down", "Tab", "Shift+Tab",
    "Return", "F2", "Escape", "Delete", "Backspace", "Ctrl+D", "Ctrl+A", "Ctrl+Z",
    "Ctrl+Shift+Z", "Ctrl+X", "Ctrl+C", "Ctrl+V", "Ctrl+Shift+V", "Alt+Up", "Alt+Down", "Alt+2",
    "Alt+5", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up", "Ctrl+Shift+Down",
    "Alt+Shift+Up", "Alt+Shift+Down", "Ctrl+0", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+=",
    "Ctrl+-", "Home", "End", "PgDown", "PgUp", "Space", "Menu",
)  # fmt: skip
WORDS = ("Pays", "Waits on hold", "a\u0301e\u0301", "ابحث عن", "", "x" * 60, "two words")


def anywhere(random: Random, editor: Driver) -> QPoint:
    size = editor.viewport.size()
    return QPoint(random.randrange(size.width()), random.randrange(size.height()))


def act(random: Random, editor: Driver) -> str:
    """Do something, and say what."""
    what = random.choice(("key", "key", "key", "type", "click", "drag", "drag", "double", "undo"))
    if what == "key":
        key = random.choice(KEYS)
        editor.press(key)
        return key
    if what == "type":
        words = random.choice(WORDS)
        editor.type(words)
        return f"type {words!r}"
    at = anywhere(random, editor)
    if what == "click":
        modifiers = random.choice((NONE, NONE, CTRL, SHIFT))
        editor.click_at(at, modifiers)
        return f"click {at} {modifiers}"
    if what == "double":
        editor.double_click_at(at)
        return f"double click {at}"
    if what == "drag":
        to, modifiers = anywhere(random, editor), random.choice((NONE, NONE, CTRL, SHIFT, ALT))
        editor.pull(at, to, modifiers, random.choice(("", "", "", "Escape")))
        return f"drag {at} to {to} {modifiers}"
    document = editor.window.document
    editor.canvas.commit_edit()
    document.go_to(random.randrange(len(document.done) + len(document.undone) + 1))
    return "history"


def close_what_is_open(editor: Driver) -> None:
    """Menus and questions that a key has opened."""
    for _ in range(5):
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if popup is None:
            return
        popup.close()
        editor.settle()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sequence_of_keys_and_drags_takes_the_picture_from_the_map(
    qtbot: QtBot, windows: Windows, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    name = random.choice(("bicycle", "retailer", "bank", "service-blueprint"))
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path(name).read_bytes())
    editor = opened(qtbot, windows, file)
    first = editor.map
    wrong = set(check(first))
    done: list[str] = []
    for _ in range(STEPS):
        done.append(act(random, editor))
        close_what_is_open(editor)
        selection = editor.window.editor.selection
        assert all(i in editor.map for i in selection.ids), done
    editor.press("Escape")
    editor.canvas.commit_edit()
    assert not editor.canvas.previewing, done
    view = View(furniture=False, active=editor.canvas.persona)
    assert editor.canvas.scene == build(editor.map, SCREEN, view), done
    assert set(check(editor.map)) <= wrong, done
    editor.window.document.go_to(0)
    assert editor.map == first, done
