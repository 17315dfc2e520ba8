"""The sheet of shortcuts by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.keys import portable
from app.shortcuts import ShortcutSheet
from app.window import Window
from app.windows import Windows

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def sheet(windows: Windows, qtbot: QtBot) -> ShortcutSheet:
    """The sheet, with the command chosen that adds a drop-off."""
    window = windows.new("bicycle")
    qtbot.waitExposed(window)
    window.activateWindow()
    window.actions_.run("help.keys")
    (made,) = window.findChildren(ShortcutSheet)
    made.activateWindow()
    made.list.setCurrentItem(made.item("link.drop_off"))
    made.key.setFocus()
    return made


def _keys(sheet: ShortcutSheet, command: str) -> list[str]:
    window = sheet.parentWidget()
    assert isinstance(window, Window)
    return [portable(key) for key in window.actions_[command].shortcuts()]


def test_esc_leaves_the_field_of_the_key_and_keeps_the_key_just_given(
    sheet: ShortcutSheet, qtbot: QtBot
) -> None:
    qtbot.keyClick(sheet.key, Qt.Key.Key_J, CTRL | SHIFT)
    qtbot.keyClick(sheet.key, Qt.Key.Key_Escape)
    assert _keys(sheet, "link.drop_off") == ["Ctrl+Shift+J"]
    assert sheet.list.hasFocus()
    assert sheet.isVisible()


def test_a_refused_key_changes_nothing(sheet: ShortcutSheet, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet.key, Qt.Key.Key_J, CTRL | SHIFT)
    for refused in (Qt.Key.Key_B, Qt.Key.Key_Space):
        qtbot.keyClick(sheet.key, refused)
        assert "Keys alone" in sheet.said.text()
        assert _keys(sheet, "link.drop_off") == ["Ctrl+Shift+J"]
        assert portable(sheet.key.keySequence()) == "Ctrl+Shift+J"


def test_a_key_that_another_command_has_is_given_up_by_esc(
    sheet: ShortcutSheet, qtbot: QtBot
) -> None:
    qtbot.keyClick(sheet.key, Qt.Key.Key_J, CTRL | SHIFT)
    qtbot.keyClick(sheet.key, Qt.Key.Key_D, CTRL)
    assert sheet.instead.isVisible()
    qtbot.keyClick(sheet.key, Qt.Key.Key_Escape)
    assert not sheet.instead.isVisible()
    assert portable(sheet.key.keySequence()) == "Ctrl+Shift+J"
    assert _keys(sheet, "edit.duplicate") == ["Ctrl+D"]


def test_holding_a_modifier_alone_is_no_key(sheet: ShortcutSheet, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt):
        qtbot.keyClick(sheet.key, key)
    assert sheet.said.text() == ""


def test_the_button_in_the_field_takes_the_key_away(sheet: ShortcutSheet, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet.key, Qt.Key.Key_J, CTRL | SHIFT)
    (clear,) = (b for b in sheet.key.findChildren(QAbstractButton) if b.isVisible())
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert _keys(sheet, "link.drop_off") == []
    assert sheet.said.text() == "It has no key now."


def test_down_goes_from_the_search_to_what_it_found(sheet: ShortcutSheet, qtbot: QtBot) -> None:
    sheet.search.setFocus()
    qtbot.keyClicks(sheet.search, "parking")
    qtbot.keyClick(sheet.search, Qt.Key.Key_Down)
    assert sheet.list.hasFocus()
    chosen = sheet.list.currentItem()
    assert chosen is not None
    assert "parking" in chosen.text(0).lower()


def test_paste_lists_all_its_keys(sheet: ShortcutSheet) -> None:
    assert sheet.item("edit.paste").text(1) == "Ctrl+V, Shift+Ins"
