from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.windows import Windows
from resources import templates
from tests.driver import Driver, opened
from tests.sample_arabic import write_arabic
from widgets.importing.paste_table import PasteTable

NAMED = "\tCompare\tSign up\t\nWebsite\tReads a review\t\tGives up\nPartners\t\tAsks the bank\t\n"
PLAIN = "A\tB\nC\tD"


@pytest.fixture
def editor(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Iterator[Driver]:
    """The bicycle map, open."""
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    yield opened(qtbot, windows, file)
    QApplication.clipboard().clear()


def preview(editor: Driver) -> PasteTable:
    (found,) = editor.window.findChildren(PasteTable)
    return found


def paste(editor: Driver, text: str) -> PasteTable:
    QApplication.clipboard().setText(text)
    editor.press("Ctrl+V")
    return preview(editor)


def enter(editor: Driver) -> None:
    """Press Enter in the preview, and go on in the window."""
    editor.press("Return")
    editor.qtbot.waitUntil(lambda: not editor.window.findChildren(PasteTable))
    editor.window.activateWindow()
    editor.settle()


def heads(dialog: PasteTable, side: Qt.Orientation) -> list[str]:
    rows = dialog.table.rows
    across = side == Qt.Orientation.Horizontal
    count = rows.columnCount() if across else rows.rowCount()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(rows.headerData(i, side, role)) for i in range(count)]


def test_a_table_with_names_is_shown_as_it_will_stand_and_enter_pastes_it(editor: Driver) -> None:
    editor.click(("Ride", "App"))
    dialog = paste(editor, NAMED)
    assert (dialog.stages.isChecked(), dialog.lanes.isChecked()) == (True, True)
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert heads(dialog, across) == ["Compare, Look around", "Sign up", "Sign up, new step"]
    assert heads(dialog, down) == ["Website", "Partners, new lane"]
    assert dialog.said.text() == "3 new cards, 1 new step and 1 new lane."
    enter(editor)
    assert "Reads a review" in editor.cards_in("Compare", "Website")
    assert editor.cards_in("Sign up", "Partners") == ["Asks the bank"]
    assert editor.cards_in(("Sign up", 2), "Website") == ["Gives up"]
    assert set(editor.selected) == {"Reads a review", "Asks the bank", "Gives up"}
    assert editor.undoable == ["Paste table"]
    before = editor.map
    editor.press("Ctrl+Z")
    assert "Partners" not in editor.lane_names()
    editor.press("Ctrl+Shift+Z")
    assert editor.map == before


def test_it_says_whose_scores_are_set_and_how_many_of_them_were_there(editor: Driver) -> None:
    dialog = paste(editor, "\tDiscover\tCompare\nFeeling\t-2\t-2\nWebsite\ta\t\n")
    assert dialog.said.text() == "1 new card. Scores of Mara: 2, 2 of them replace what was there."
    enter(editor)
    assert editor.score("Mara", "Compare") == -2


def test_esc_pastes_nothing(editor: Driver) -> None:
    before = editor.map
    paste(editor, NAMED)
    editor.press("Escape")
    assert editor.map is before
    assert not editor.undoable


def test_the_answers_are_given_by_key(editor: Driver) -> None:
    editor.click(("Discover", "Website"))
    dialog = paste(editor, PLAIN)
    assert dialog.names == (False, False)
    assert "Discover" in heads(dialog, Qt.Orientation.Horizontal)[0]
    editor.press("Tab", "Tab", "Space")
    assert heads(dialog, Qt.Orientation.Horizontal) == ["A, new stage", "B, new stage"]
    assert heads(dialog, Qt.Orientation.Vertical) == ["Website"]
    editor.press("Tab", "Space")
    assert heads(dialog, Qt.Orientation.Horizontal) == ["B, new stage"]
    editor.press("Return")
    assert editor.cards_in("B", "C") == ["D"]


def test_lines_and_a_single_row_become_cards_without_a_question(editor: Driver) -> None:
    for text, titles in (("One\nTwo", ["One", "Two"]), ("Three\tFour", ["Three", "Four"])):
        editor.click(("Compare", "Phone, chat"))
        QApplication.clipboard().setText(text)
        editor.press("Ctrl+V")
        assert not editor.window.findChildren(PasteTable)
        assert editor.selected == titles


def test_a_column_with_empty_ones_beside_it_is_lines(editor: Driver) -> None:
    editor.click(("Compare", "Phone, chat"))
    QApplication.clipboard().setText("One\t\nTwo\t\n\t")
    editor.press("Ctrl+V")
    assert not editor.window.findChildren(PasteTable)
    assert len(editor.selected) == 2


def test_a_table_can_still_be_one_card(editor: Driver) -> None:
    editor.click(("Compare", "Phone, chat"))
    QApplication.clipboard().setText(PLAIN)
    editor.press("Ctrl+Shift+V")
    assert not editor.window.findChildren(PasteTable)
    assert len(editor.selected) == 1


def test_a_new_map_gets_its_stages_and_lanes_from_the_table(qtbot: QtBot, windows: Windows) -> None:
    windows.new()
    editor = Driver(qtbot, windows.all[-1])
    QApplication.clipboard().setText(NAMED)
    editor.do("edit.paste")
    assert preview(editor).said.text() == "3 new cards, 2 new stages, 1 new step and 2 new lanes."
    editor.press("Return")
    assert editor.stage_names() == ["Compare", "Sign up"]
    assert editor.lane_names() == ["Website", "Partners"]


def test_cards_without_a_place_are_announced_for_the_parking_lot(
    qtbot: QtBot, windows: Windows
) -> None:
    windows.new()
    editor = Driver(qtbot, windows.all[-1])
    QApplication.clipboard().setText(PLAIN)
    editor.do("edit.paste")
    assert "4 cards for the parking lot" in preview(editor).said.text()


def test_a_map_read_from_the_right_is_shown_so(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "arabic.journey.json"
    write_arabic(file)
    editor = opened(qtbot, windows, file)
    dialog = paste(editor, "\tالتسجيل\tالدفع\nالموقع\tأ\tب")
    table = dialog.table
    assert dialog.names == (True, True)
    assert heads(dialog, Qt.Orientation.Vertical) == ["الموقع"]
    first, second = (table.visualRect(table.rows.index(0, i)).center() for i in (0, 1))
    assert first.x() > second.x()
