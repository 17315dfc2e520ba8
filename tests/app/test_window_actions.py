"""Menus, toolbar, panels and keys of the window: what stands there works, and is remembered."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import context_menu
from app.actions import plain
from app.buttons import NEW, FlatButton, NewButton
from app.chips import Chip, Chips
from app.keys import portable, why_not
from app.palette import Palette
from app.settings import Settings
from app.shortcuts import ShortcutSheet
from app.window import Window
from app.windows import Windows
from model.edits.personas import add_persona
from model.fuzzy import rank
from model.grid import personas, stages
from model.records import Card, Lane
from tests.app.lending import Lend
from tests.app.pressing import edit, menu_texts, opened
from tests.app.running import BICYCLE, ROOT

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(lend: Lend) -> Window:
    """The bicycle map, wide enough for every word of the toolbar."""
    return lend().window


@pytest.fixture
def alone(windows: Windows, qtbot: QtBot) -> Window:
    """Its only window, with settings of the test's own."""
    made = opened(windows, Path(BICYCLE))
    made.resize(1600, 900)
    qtbot.waitExposed(made)
    return made


def keys(window: Window, command: str) -> list[str]:
    return [portable(key) for key in window.actions_[command].shortcuts()]


def buttons(window: Window, kind: type[FlatButton] = FlatButton) -> dict[str, FlatButton]:
    return {b.accessibleName(): b for b in window.toolbar.findChildren(kind)}


def test_no_two_commands_share_a_key(window: Window) -> None:
    owner: dict[str, str] = {}
    for command in window.actions_.commands:
        for key in keys(window, command):
            assert owner.setdefault(key, command) == command
    assert len(owner) > 40


@pytest.mark.parametrize("title", ["File", "Review"])
def test_no_two_entries_of_a_menu_share_a_letter(window: Window, title: str) -> None:
    (menu,) = (m for m in window.menus if plain(m.title()) == title)
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    letters = [QKeySequence.mnemonic(text).toString() for text in texts]
    assert all(letters)
    assert len(set(letters)) == len(letters), dict(zip(texts, letters, strict=True))


def test_no_key_is_one_that_moves_between_keyboards_or_types_text(window: Window) -> None:
    for command in window.actions_.commands.values():
        for key in command.keys:
            if isinstance(key, str):
                assert why_not(QKeySequence(key)) == "", command.id
    for bad in ("Ctrl+/", "Ctrl+\\", "Ctrl+Alt+K", "A", "Shift+B", "Space", "Left"):
        assert why_not(QKeySequence(bad)), bad
    for good in ("Ctrl+B", "Alt+Up", "F6", "Shift+F3", "Del"):
        assert why_not(QKeySequence(good)) == "", good


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("F2", "edit.rename"),
        ("Alt+Up", "move.earlier"),
        ("Alt+Down", "move.later"),
        ("Ctrl+Shift+Left", "move.left"),
        ("Ctrl+Shift+Right", "move.right"),
        ("Ctrl+Shift+Up", "move.up"),
        ("Ctrl+Shift+Down", "move.down"),
        ("Ctrl+D", "edit.duplicate"),
        ("Alt+1", "card.kind_touchpoint"),
        ("Alt+9", "card.kind_question"),
        ("Alt+Shift+Up", "feeling.raise"),
        ("Alt+Shift+Down", "feeling.lower"),
        ("Ctrl+0", "view.actual_size"),
        ("Ctrl+1", "view.fit"),
        ("Ctrl+2", "view.selection"),
        ("Ctrl+3", "view.stage"),
        ("Ctrl+=", "view.zoom_in"),
        ("Ctrl+-", "view.zoom_out"),
        ("Ctrl+A", "edit.select_all"),
        ("Ctrl+K", "help.palette"),
        ("F1", "help.keys"),
        ("F11", "view.full_screen"),
        ("Ctrl+V", "edit.paste"),
        ("Ctrl+Shift+V", "edit.paste_one"),
    ],
)
def test_the_keys_of_the_table_do_what_it_says(window: Window, key: str, command: str) -> None:
    assert QKeySequence(key) in window.actions_[command].shortcuts()


def test_every_command_stands_in_one_menu_and_every_entry_has_words(window: Window) -> None:
    from app import menus

    ways = menus.paths(window.actions_.commands)
    assert set(ways) == set(window.actions_.commands)
    assert [plain(menu.title()) for menu in window.menus] == [
        "File", "Edit", "View", "Insert", "Arrange", "Workshop", "Review", "Help",
    ]  # fmt: skip
    for menu in window.menus:
        assert all(menu_texts(window, plain(menu.title())))


def test_undo_names_what_it_takes_back(window: Window, qtbot: QtBot) -> None:
    assert not window.actions_["edit.undo"].isEnabled()
    edit(window, "Compare tariffs")
    qtbot.waitUntil(window.actions_["edit.undo"].isEnabled)
    assert menu_texts(window, "Edit")[0] == "Undo add stage “Compare tariffs”"
    window.actions_["edit.undo"].trigger()
    assert menu_texts(window, "Edit")[:2] == ["Undo", "Redo add stage “Compare tariffs”"]


def test_a_key_pressed_right_after_an_edit_is_not_lost(window: Window, qtbot: QtBot) -> None:
    before = window.document.map
    edit(window)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.document.map == before


def test_while_text_is_typed_keys_of_the_map_do_nothing(window: Window, qtbot: QtBot) -> None:
    line = window.inspector.findChild(QLineEdit)
    card = next(window.document.map.all(Card))
    window.editor.selection.set(card.id)
    window.activateWindow()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    before = window.document.map
    qtbot.keyClick(line, Qt.Key.Key_D, CTRL)
    assert window.document.map is before
    zoom = window.editor.canvas.zoom
    qtbot.keyClick(line, Qt.Key.Key_Equal, CTRL)
    assert window.editor.canvas.zoom > zoom


def test_a_button_of_the_toolbar_adds_where_the_focus_is(window: Window, qtbot: QtBot) -> None:
    pain = buttons(window)["Pain point"]
    card = next(c for c in window.document.map.all(Card) if c.step_id)
    window.editor.selection.set(card.id)
    qtbot.mouseClick(pain, Qt.MouseButton.LeftButton)
    for key in "Slow":
        qtbot.keyClick(window.focusWidget() or window, key)
    window.commit_typing()
    (new,) = (c for c in window.document.map.all(Card) if c.title == "Slow")
    assert (new.kind, new.step_id, new.lane_id) == ("pain", card.step_id, card.lane_id)


def test_what_is_dragged_from_the_toolbar_says_what_it_is(window: Window) -> None:
    told = {}
    for name, button in buttons(window, NewButton).items():
        assert isinstance(button, NewButton)
        told[name] = json.loads(button.drag().mimeData().data(NEW).data())
    assert told["Quote"] == {"what": "card", "kind": "quote"}
    assert told["Lane"] == {"what": "lane", "kind": ""}
    assert told["Persona"] == {"what": "persona", "kind": ""}


def test_a_narrow_window_takes_the_words_from_the_toolbar_and_leaves_the_names(
    window: Window, qtbot: QtBot
) -> None:
    button = buttons(window)["Opportunity"]
    wide = button.width()
    worded = [b for b in buttons(window).values() if b.worded]
    for width in (1300, 1150, 1000, 900):
        window.resize(width, 700)
        qtbot.waitUntil(lambda: all(other.isVisible() for other in worded))
    qtbot.waitUntil(lambda: button.width() < wide)
    assert "Opportunity" in button.toolTip()
    window.resize(1600, 700)
    qtbot.waitUntil(lambda: button.width() == wide)


def test_a_persona_is_chosen_by_its_chip(window: Window, qtbot: QtBot) -> None:
    mara, jonas = window.toolbar.findChildren(Chip)
    assert (mara.isChecked(), jonas.isChecked()) == (True, False)
    qtbot.mouseClick(jonas, Qt.MouseButton.LeftButton)
    assert window.editor.canvas.persona == personas(window.document.map)[1].id
    assert (mara.isChecked(), jonas.isChecked()) == (False, True)


def test_more_personas_than_fit_go_into_a_menu(window: Window, qtbot: QtBot) -> None:
    document = window.document
    for name in ("Aiko", "Bo", "Chidi & Co"):
        document.edit("Add", add_persona, document.ids, name=name)
    chips = window.toolbar.findChild(Chips)
    assert isinstance(chips, Chips)
    qtbot.waitUntil(lambda: any(b.text() == "+1" for b in chips.findChildren(FlatButton)))
    (more,) = chips.findChildren(FlatButton)
    entries = more.menu().actions()
    assert [a.text() for a in entries][-1] == "Chidi && Co"
    entries[-1].trigger()
    assert window.editor.canvas.persona == personas(document.map)[-1].id


def test_the_line_at_the_bottom_shows_the_zoom_and_why_something_was_refused(
    window: Window,
) -> None:
    window.actions_.run("view.actual_size")
    assert window.status.zoom.text() == "100%"
    window.editor.canvas.hint.emit("Drag to another cell")
    assert window.status.hint.text() == "Drag to another cell"
    window.document.refused.emit("A stage needs a step.")
    window.editor.canvas.hint.emit("Drag to another cell")
    assert window.status.hint.text() == "A stage needs a step."


def test_panels_are_remembered_and_reset_layout_puts_them_back(
    alone: Window, windows: Windows, qtbot: QtBot
) -> None:
    window = alone
    window.actions_.run("view.inspector")
    window.actions_.run("view.history")
    qtbot.waitUntil(window.actions_["view.history"].isChecked)
    window.resize(770, 650)
    window.close()
    again = windows.new("blank")
    assert (again.docks["inspector"].isVisible(), again.docks["history"].isVisible()) == (
        False,
        True,
    )
    assert (again.width(), again.height()) == (770, 650)
    again.actions_.run("view.reset_layout")
    assert again.docks["inspector"].isVisible()
    assert not again.docks["history"].isVisible()


def test_the_chosen_colours_hold_in_every_window_and_at_the_next_start(
    alone: Window, windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    window = alone
    window.actions_.run("view.dark")
    assert QApplication.palette().window().color().lightness() < 60
    assert window.menuBar().palette().window().color() == windows.theme.colour("surface")
    assert windows.theme.name == "dark"
    windows.settings.sync()
    assert Settings(tmp_path / "settings.ini").theme == "dark"
    window.actions_.run("view.light")


def test_a_key_can_be_changed_and_is_kept(
    alone: Window, windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    window = alone
    window.actions_.run("help.keys")
    (sheet,) = window.findChildren(ShortcutSheet)
    sheet.list.setCurrentItem(sheet.item("card.park"))
    qtbot.keyClick(sheet.key, Qt.Key.Key_B, CTRL)
    assert "is now on Ctrl+B" in sheet.said.text()
    assert keys(window, "card.park") == ["Ctrl+B"]
    windows.settings.sync()
    assert Settings(tmp_path / "settings.ini").keys == {"card.park": ("Ctrl+B",)}
    assert sheet.item("card.park").text(1) == "Ctrl+B"
    qtbot.mouseClick(sheet.reset, Qt.MouseButton.LeftButton)
    assert keys(window, "card.park") == []


def test_a_key_that_is_taken_is_named_and_moves_only_if_the_user_says_so(
    window: Window, qtbot: QtBot
) -> None:
    window.actions_.run("help.keys")
    (sheet,) = window.findChildren(ShortcutSheet)
    sheet.list.setCurrentItem(sheet.item("card.park"))
    qtbot.keyClick(sheet.key, Qt.Key.Key_D, CTRL)
    assert sheet.said.text() == "Ctrl+D belongs to “Duplicate”."
    assert keys(window, "edit.duplicate") == ["Ctrl+D"]
    qtbot.mouseClick(sheet.instead, Qt.MouseButton.LeftButton)
    assert keys(window, "card.park") == ["Ctrl+D"]
    assert keys(window, "edit.duplicate") == []
    sheet.list.setCurrentItem(sheet.item("edit.duplicate"))
    qtbot.mouseClick(sheet.reset, Qt.MouseButton.LeftButton)
    assert "Put into the parking lot" in sheet.said.text()
    qtbot.mouseClick(sheet.reset_all, Qt.MouseButton.LeftButton)
    assert keys(window, "edit.duplicate") == ["Ctrl+D"]


def test_a_key_that_types_text_is_refused_with_the_reason(window: Window, qtbot: QtBot) -> None:
    window.actions_.run("help.keys")
    (sheet,) = window.findChildren(ShortcutSheet)
    sheet.list.setCurrentItem(sheet.item("card.park"))
    qtbot.keyClick(sheet.key, Qt.Key.Key_B)
    assert "Keys alone type text" in sheet.said.text()
    assert keys(window, "card.park") == []


def test_the_sheet_is_searched_by_words_and_by_keys(window: Window, qtbot: QtBot) -> None:
    window.actions_.run("help.keys")
    (sheet,) = window.findChildren(ShortcutSheet)
    qtbot.keyClicks(sheet.search, "parking")
    assert not sheet.item("card.park").isHidden()
    assert sheet.item("edit.undo").isHidden()
    sheet.search.clear()
    qtbot.keyClicks(sheet.search, "ctrl+z")
    assert not sheet.item("edit.undo").isHidden()
    assert sheet.item("card.park").isHidden()


def palette(window: Window) -> Palette:
    window.actions_.run("help.palette")
    return [p for p in window.findChildren(Palette) if p.isVisible()][-1]


def test_the_palette_runs_a_command_by_a_few_letters(window: Window, qtbot: QtBot) -> None:
    found = palette(window)
    qtbot.keyClicks(found.line, "whole")
    assert found.list.item(0).text().startswith("Whole map")
    window.actions_.run("view.actual_size")
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert window.status.zoom.text() != "100%"
    assert not found.isVisible()


def test_the_palette_jumps_to_cards_stages_and_lanes(window: Window, qtbot: QtBot) -> None:
    journey = window.document.map
    card = next(c for c in journey.all(Card) if c.title.startswith("Follows the route"))
    found = palette(window)
    qtbot.keyClicks(found.line, "follo rout")
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert window.editor.selection.ids == (card.id,)
    found = palette(window)
    qtbot.keyClicks(found.line, "get help")
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    stage = next(s for s in stages(journey) if s.name == "Get help")
    assert window.editor.selection.ids == (stage.id,)
    found = palette(window)
    qtbot.keyClicks(found.line, "zzzz")
    assert found.nothing.isVisible()


def test_whole_words_come_before_scattered_letters() -> None:
    fits = ["Redo", "Zoom out", "Put into the parking lot"]
    ranked = sorted((r, text) for text in fits if (r := rank("out", text)) is not None)
    assert [text for _, text in ranked] == ["Zoom out", "Put into the parking lot"][: len(ranked)]
    assert rank("xyz", "Redo") is None


def test_the_menu_at_the_pointer_offers_what_can_be_done_there(
    window: Window, qtbot: QtBot
) -> None:
    card = next(c for c in window.document.map.all(Card) if c.step_id)
    lane = next(window.document.map.all(Lane))
    for record, present, absent in (
        (card.id, "Delete", "Fold lane"),
        (lane.id, "Fold lane", "Duplicate"),
        ("", "Select all", "Duplicate"),
    ):
        window.editor.selection.set(*filter(None, (record,)))
        window.actions_.refresh()
        menu = context_menu.menu_for(record, window.editor, window.actions_, window)
        assert menu is not None
        texts = [plain(action.text()) for action in menu.actions()]
        assert present in texts
        assert absent not in texts
        menu.deleteLater()


def test_what_the_next_save_needs_is_made_ready_when_the_map_is_left_alone(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[int] = []

    def warm(most: int) -> bool:
        warmed.append(len(window.document.done))
        return len(warmed) == 2

    monkeypatch.setattr(window.document, "warm", warm)
    edit(window)
    assert warmed == []
    qtbot.waitUntil(lambda: warmed == [1, 1])


def test_every_control_of_the_window_has_a_name(window: Window) -> None:
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and type(widget).__module__.startswith("app.")
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_the_first_window_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    late = ["networkx", "reportlab", "pikepdf", "rich", "openpyxl", "PIL", "click", "dulwich"]
    late += ["widgets.inspector", "widgets.panels.history", "export.poster"]
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "class Paints(QApplication):\n"
        "    def exec(self):\n"
        "        window = next(w for w in self.topLevelWidgets() if w.windowTitle())\n"
        "        window.grab()\n"
        f"        print(type(window).__name__, [name for name in {late} if name in sys.modules])\n"
        "import PySide6.QtWidgets\n"
        "PySide6.QtWidgets.QApplication = Paints\n"
        f"sys.argv = ['touchline', {BICYCLE!r}]\n"
        "from app.start import main\n"
        "main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "Window []\n"


def test_the_panels_come_after_the_first_picture_and_move_nothing(
    windows: Windows, qtbot: QtBot
) -> None:
    windows.open([Path(BICYCLE)])
    window = windows.all[0]
    assert window.docks["inspector"].content is None
    canvas, dock = window.editor.canvas, window.docks["inspector"]
    window.grab()
    places = (canvas.geometry(), dock.geometry())
    qtbot.waitUntil(lambda: all(dock.content is not None for dock in window.docks.values()))
    assert window.inspector.isVisible()
    window.grab()
    assert (canvas.geometry(), dock.geometry()) == places
