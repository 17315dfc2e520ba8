"""Whatever is pressed and pulled in whatever order, map, picture and history stay one."""

import os
from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import JourneyMap
from model.files import codec
from model.layout.build import View, build
from model.layout.measures import SCREEN
from model.rules import check
from tests.app.monkey import Monkey
from tests.app.odd_maps import SORTS, Sort
from tests.driver import Driver, opened
from tests.strategies import BITMAPS

#: Each goes with sequences of its own; `make soak` tries many more, and new ones each time.
FIRST = int(os.environ.get("TOUCHLINE_SEED", "1000"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("TOUCHLINE_SOAK", "1")))
STEPS = 40


def problems(of: JourneyMap) -> set[tuple[object, ...]]:
    """What is wrong, however it is worded: a card may have another title by now."""
    return {(p.rule, p.about, p.field, p.value) for p in check(of)}


def stand_by(editor: Driver, monkey: Monkey) -> None:
    """What holds at any moment."""
    selection = editor.window.editor.selection
    assert all(i in editor.map for i in selection.ids), monkey
    cell = selection.cell
    assert cell is None or (cell[0] in editor.map and cell[1] in editor.map), monkey


def settle(editor: Driver, monkey: Monkey, known: set[tuple[object, ...]]) -> None:
    """What holds once nothing is being dragged or typed."""
    editor.canvas.hands.cancel()
    editor.window.commit_typing()
    assert not editor.canvas.previewing, monkey
    view = View(furniture=False, active=editor.canvas.persona)
    assert editor.canvas.scene == build(editor.map, SCREEN, view), monkey
    assert problems(editor.map) <= known, monkey


# Of the names of languages, some are written in a font of the system, which may be a poor one.
@pytest.mark.qt_log_ignore("load glyph failed", extend=True)
@pytest.mark.soak
@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_hands_can_do_takes_the_picture_from_the_map(
    qtbot: QtBot, windows: Windows, tmp_path: Path, sort: Sort, seed: int
) -> None:
    random = Random(f"{sort.name}{seed}")
    file, picture = tmp_path / "ride.journey.json", tmp_path / "shop.png"
    sort.write(random, file)
    picture.write_bytes(BITMAPS[0])
    editor = opened(qtbot, windows, file)
    first = editor.map
    monkey = Monkey(random, editor, picture)
    for _ in range(STEPS):
        monkey.act()
        stand_by(editor, monkey)
    settle(editor, monkey, problems(first))
    if not sort.is_newer:
        copy = tmp_path / "copy.journey.json"
        editor.window.document.save_copy(copy)
        assert codec.load(copy).map == editor.map, monkey
    editor.window.document.go_to(0)
    assert editor.map == first, monkey


@pytest.mark.qt_log_ignore("load glyph failed", extend=True)
@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_goes_on_in_one_window_takes_another_from_its_map(
    qtbot: QtBot, windows: Windows, tmp_path: Path, seed: int
) -> None:
    random = Random(f"two{seed}")
    picture = tmp_path / "shop.png"
    picture.write_bytes(BITMAPS[0])
    monkeys = []
    for name in ("first", "second"):
        file = tmp_path / f"{name}.journey.json"
        random.choice(SORTS).write(random, file)
        monkeys.append(Monkey(random, opened(qtbot, windows, file), picture))
    firsts = [monkey.editor.map for monkey in monkeys]
    for _ in range(STEPS):
        monkey = random.choice(monkeys)
        monkey.editor.window.activateWindow()
        monkey.editor.window.centre.take_focus()
        if random.random() < 0.3:
            monkey.editor.press(random.choice(("Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+V")))
        monkey.act()
        for one in monkeys:
            stand_by(one.editor, one)
    for monkey, first in zip(monkeys, firsts, strict=True):
        settle(monkey.editor, monkey, problems(first))
        monkey.editor.window.document.go_to(0)
        assert monkey.editor.map == first, monkey


@pytest.mark.qt_log_ignore("load glyph failed", extend=True)
@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
def test_a_new_map_bears_everything_before_its_questions_are_answered(
    qtbot: QtBot, windows: Windows, tmp_path: Path, seed: int
) -> None:
    random = Random(f"new{seed}")
    picture = tmp_path / "shop.png"
    picture.write_bytes(BITMAPS[0])
    editor = Driver(qtbot, windows.new())
    monkey = Monkey(random, editor, picture)
    for _ in range(STEPS):
        monkey.act()
        stand_by(editor, monkey)
    settle(editor, monkey, set())
    editor.window.document.go_to(0)
    assert editor.map == JourneyMap(), monkey
