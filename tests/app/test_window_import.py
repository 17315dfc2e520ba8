from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.edits.stages import add_stage
from model.grid import is_placed
from model.records import Card, Person
from resources import templates
from tests.driver import Driver, opened
from widgets.importing import dialog as dialogs
from widgets.importing.dialog import ImportDialog

Across = Qt.Orientation.Horizontal
Down = Qt.Orientation.Vertical
LIST = """Stage;Lane;Kind;Title;Owner;Severity;Notes from the room
Compare;Website;pain;Cannot find the price;Lea Ohm;4;said twice
Compare;Website;;Reads the terms;;;
Ride;Station;pain;No free rack;Lea Ohm;bad;
"""
GRID = ",Compare,Ride\nWebsite,Reads the terms,\nDepot,,Wheels are checked\n"


@pytest.fixture
def editor(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Driver:
    """The bicycle map, open."""
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    return opened(qtbot, windows, file)


def choose(editor: Driver, file: Path) -> None:
    """File ▸ Import table…, by key, and the file's name."""
    editor.press("Ctrl+Shift+I")
    (chooser,) = editor.window.findChildren(QFileDialog)
    (name,) = chooser.findChildren(QLineEdit)
    name.setText(str(file))
    buttons = chooser.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    button = buttons.button(QDialogButtonBox.StandardButton.Open)
    editor.qtbot.waitUntil(button.isEnabled)
    button.click()


def dropped(editor: Driver, *files: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return editor.drop(data, editor.viewport.rect().center())


def ready(editor: Driver) -> ImportDialog:
    """The dialog, once it knows what will happen."""

    def there() -> bool:
        found = editor.window.findChildren(ImportDialog)
        return len(found) == 1 and found[0].made is not None and not found[0].is_busy

    editor.qtbot.waitUntil(there)
    (found,) = editor.window.findChildren(ImportDialog)
    return found


def brought(editor: Driver, file: Path) -> ImportDialog:
    assert dropped(editor, file)
    return ready(editor)


def gone(editor: Driver) -> None:
    """Wait until the dialog is away, and go on in the window."""
    editor.qtbot.waitUntil(lambda: not editor.window.findChildren(ImportDialog))
    editor.window.activateWindow()
    editor.settle()


def status(editor: Driver) -> str:
    return editor.window.status.hint.text()


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def heads(dialog: ImportDialog, side: Qt.Orientation) -> list[str]:
    rows = dialog.table.rows
    count = rows.columnCount() if side == Across else rows.rowCount()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(rows.headerData(i, side, role)) for i in range(count)]


def press_in_menu(editor: Driver, dialog: ImportDialog, column: int, title: str) -> None:
    """Give a column another field by key: Space, the arrows and Enter."""
    dialog.table.setFocus()
    editor.press("Home", *["Right"] * column, "Space")
    (menu,) = (m for m in dialog.findChildren(QMenu) if m.isVisible())
    for _ in menu.actions():
        active = menu.activeAction()
        if active is not None and active.text() == title:
            break
        editor.qtbot.keyClick(menu, Qt.Key.Key_Down)
    editor.qtbot.keyClick(menu, Qt.Key.Key_Return)
    editor.settle()
    ready(editor)


def test_a_list_of_cards_is_imported_by_key_and_as_one_undo(editor: Driver, tmp_path: Path) -> None:
    before = editor.map
    choose(editor, write(tmp_path, "workshop.csv", LIST))
    dialog = ready(editor)
    assert heads(dialog, Across)[:6] == [
        "Stage, Stage", "Lane, Lane", "Kind, Kind", "Title, Title", "Owner, Owner",
        "Severity, Severity",
    ]  # fmt: skip
    assert heads(dialog, Across)[6].endswith("Not imported")
    assert heads(dialog, Down) == ["2", "3", "4"]
    assert dialog.said.text() == "3 new cards and 1 new person."
    notes = [dialog.notes.model().index(i, 0).data() for i in range(2)]
    assert "Row 4" in notes[0]
    assert "Severity" in notes[0]
    editor.press("Return")
    gone(editor)
    assert set(editor.selected) == {"Cannot find the price", "Reads the terms", "No free rack"}
    assert editor.card("Cannot find the price").severity == 4
    assert editor.undoable == ["Import 3 cards from “workshop.csv”"]
    assert status(editor).startswith("3 new cards")
    editor.press("Ctrl+Z")
    assert editor.map == before


def test_importing_the_same_file_again_changes_nothing(editor: Driver, tmp_path: Path) -> None:
    file = write(tmp_path, "workshop.csv", LIST)
    brought(editor, file)
    editor.press("Return")
    gone(editor)
    after = editor.map
    dialog = brought(editor, file)
    assert dialog.said.text() == "Nothing changes: all 3 cards are on the map as in the table."
    editor.press("Return")
    gone(editor)
    assert editor.map == after
    assert len(editor.undoable) == 1
    assert status(editor) == "Nothing changed: “workshop.csv” says what the map says"


def test_a_changed_row_changes_its_card(editor: Driver, tmp_path: Path) -> None:
    brought(editor, write(tmp_path, "workshop.csv", LIST))
    editor.press("Return")
    gone(editor)
    changed = LIST.replace("price;Lea Ohm;4", "price;Lea Ohm;2") + "Compare;App;;Taps around;;;\n"
    dialog = brought(editor, write(tmp_path, "workshop.csv", changed))
    assert dialog.said.text() == "1 new card, 1 changed and 2 as before."
    editor.press("Return")
    gone(editor)
    assert editor.card("Cannot find the price").severity == 2
    assert set(editor.selected) == {"Cannot find the price", "Taps around"}


def test_what_a_heading_means_is_chosen_by_key_and_remembered(
    editor: Driver, tmp_path: Path, windows: Windows
) -> None:
    text = "Stage;Title;Where from;Remark\nCompare;Reads the terms;Mia Berg;long\n"
    dialog = brought(editor, write(tmp_path, "one.csv", text))
    assert heads(dialog, Across)[2:] == ["Where from, Not imported", "Remark, Not imported"] or (
        heads(dialog, Across)[2] == "Where from, Not imported"
    )
    press_in_menu(editor, dialog, 2, "Owner")
    assert heads(dialog, Across)[2] == "Where from, Owner"
    assert "1 new person" in dialog.said.text()
    dialog.import_button.setFocus()
    editor.press("Return")
    gone(editor)
    assert [p.name for p in editor.map.all(Person) if p.name == "Mia Berg"] == ["Mia Berg"]
    other = write(tmp_path, "two.csv", text.replace("Reads the terms", "Asks a friend"))
    assert heads(brought(editor, other), Across)[2] == "Where from, Owner"
    windows.settings.sync()
    assert windows.settings.headings["where from"] == "owner"


def test_a_field_leaves_the_column_that_had_it(editor: Driver, tmp_path: Path) -> None:
    text = "Stage;Title;Longer\nCompare;Terms;Reads all of the terms\n"
    dialog = brought(editor, write(tmp_path, "one.csv", text))
    press_in_menu(editor, dialog, 2, "Title")
    assert heads(dialog, Across) == ["Stage, Stage", "Title, Not imported", "Longer, Title"]


def test_a_grid_is_shown_with_its_stages_and_lanes(editor: Driver, tmp_path: Path) -> None:
    dialog = brought(editor, write(tmp_path, "grid.csv", GRID))
    assert heads(dialog, Across) == ["Compare", "Ride"]
    assert heads(dialog, Down) == ["Website", "Depot, new lane"]
    assert dialog.said.text() == "2 new cards and 1 new lane."
    assert not dialog.hint.isVisible()
    editor.press("Return")
    gone(editor)
    assert editor.cards_in("Ride", "Depot") == ["Wheels are checked"]


def test_a_list_can_be_taken_for_a_grid_and_back(editor: Driver, tmp_path: Path) -> None:
    dialog = brought(editor, write(tmp_path, "grid.csv", GRID))
    dialog.form.shape.setFocus()
    editor.press("Up")
    assert dialog.plan.shape == "list"
    dialog = ready(editor)
    assert dialog.hint.isVisible()
    dialog.form.shape.setFocus()
    editor.press("End")
    dialog = ready(editor)
    assert dialog.plan.turned
    assert heads(dialog, Across) == ["Website, new stage", "Depot, new stage"]
    assert heads(dialog, Down)[0].startswith("Compare")


def test_rows_above_the_table_are_left_out(editor: Driver, tmp_path: Path) -> None:
    text = "Workshop of May\n\n" + LIST
    dialog = brought(editor, write(tmp_path, "workshop.csv", text))
    assert dialog.form.begins.value() == 3
    assert heads(dialog, Down) == ["4", "5", "6"]
    dialog.form.begins.setFocus()
    editor.press("Down", "Down")
    assert ready(editor).plan.top == 0


def test_esc_imports_nothing(editor: Driver, tmp_path: Path) -> None:
    before = editor.map
    brought(editor, write(tmp_path, "workshop.csv", LIST))
    editor.press("Escape")
    gone(editor)
    assert editor.map is before


def test_enter_before_it_is_known_what_happens_imports_when_it_is(
    editor: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    go, real = Event(), dialogs.importing

    def slow(*args: object) -> object:
        assert go.wait(20)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(dialogs, "importing", slow)
    assert dropped(editor, write(tmp_path, "workshop.csv", LIST))
    (dialog,) = editor.window.findChildren(ImportDialog)
    editor.qtbot.waitUntil(lambda: dialog.form.isEnabled())
    editor.press("Return")
    assert dialog.isVisible()  # the window goes on meanwhile
    assert not editor.undoable
    go.set()
    gone(editor)
    assert len(editor.undoable) == 1


def test_what_happened_to_the_map_meanwhile_is_kept(editor: Driver, tmp_path: Path) -> None:
    brought(editor, write(tmp_path, "workshop.csv", LIST))
    document = editor.window.document
    assert document.edit("Add stage “Leave”", add_stage, document.ids, name="Leave")
    editor.press("Return")
    gone(editor)
    assert "Leave" in editor.stage_names()
    assert editor.card("No free rack")
    assert len(editor.undoable) == 2


def test_a_map_that_is_locked_meanwhile_is_left_alone(editor: Driver, tmp_path: Path) -> None:
    brought(editor, write(tmp_path, "workshop.csv", LIST))
    before, editor.window.document.read_only = editor.map, "This map can only be read."
    editor.press("Return")
    gone(editor)
    assert editor.map is before
    assert status(editor) == "This map can only be read."


def test_a_grid_of_scores_that_comes_again_is_not_called_empty(
    editor: Driver, tmp_path: Path
) -> None:
    file = write(tmp_path, "scores.csv", ",Compare,Ride\nFeeling,1,-1\n")
    brought(editor, file)
    editor.press("Return")
    gone(editor)
    said = brought(editor, file).said.text()
    assert said == "Nothing changes: there is nothing on this sheet that the map does not have."


def test_an_old_workbook_that_is_dropped_says_what_to_do(editor: Driver, tmp_path: Path) -> None:
    file = tmp_path / "old.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert dropped(editor, file)
    editor.qtbot.waitUntil(lambda: bool(editor.window.findChildren(QMessageBox)))
    (box,) = editor.window.findChildren(QMessageBox)
    assert "save it as XLSX" in box.text() + box.informativeText()
    box.accept()


def test_scores_alone_are_imported_too(editor: Driver, tmp_path: Path) -> None:
    dialog = brought(editor, write(tmp_path, "feelings.csv", ",Compare,Ride\nFeeling,-2,+2\n"))
    assert dialog.said.text() == "2 new scores."
    editor.press("Return")
    gone(editor)
    assert (editor.score("Mara", "Compare"), editor.score("Mara", "Ride")) == (-2, 2)
    assert editor.undoable == ["Import “feelings.csv”"]


def test_a_workbook_lets_its_sheet_be_chosen(editor: Driver, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Made in May"])
    cards = book.create_sheet("Cards")
    for line in LIST.splitlines():
        cards.append(line.split(";"))
    file = tmp_path / "workshop.xlsx"
    book.save(file)
    dialog = brought(editor, file)
    assert dialog.form.sheet.currentText() == "Cards"
    assert dialog.said.text() == "3 new cards and 1 new person."
    dialog.form.sheet.setFocus()
    editor.press("Up")
    dialog = ready(editor)
    assert dialog.form.sheet.currentText() == "Read me"


def test_several_dropped_tables_come_one_after_the_other(editor: Driver, tmp_path: Path) -> None:
    one = write(tmp_path, "one.csv", "Stage;Title\nCompare;Reads one\n")
    two = write(tmp_path, "two.tsv", "Stage\tTitle\nCompare\tReads two\n")
    assert dropped(editor, one, two)
    ready(editor)
    editor.press("Return")
    editor.qtbot.waitUntil(lambda: len(editor.undoable) == 1)
    ready(editor)
    editor.press("Return")
    gone(editor)
    assert [label[-10:] for label in editor.undoable] == ["“one.csv”", "“two.tsv”"] or (
        editor.undoable[1].endswith("“two.tsv”")
    )


def test_a_file_that_is_no_table_is_told(editor: Driver, tmp_path: Path) -> None:
    for name, data in (("empty.csv", b""), ("broken.xlsx", b"PK\x03\x04 nothing")):
        file = tmp_path / name
        file.write_bytes(data)
        assert dropped(editor, file)
        editor.qtbot.waitUntil(lambda: bool(editor.window.findChildren(QMessageBox)))
        (box,) = editor.window.findChildren(QMessageBox)
        assert name in box.text()
        assert box.informativeText().endswith(".")
        box.reject()
        editor.qtbot.waitUntil(lambda: not editor.window.findChildren(QMessageBox))
    assert not dropped(editor, write(tmp_path, "notes.pdf", "x"))


def test_a_file_that_is_gone_is_told(editor: Driver, tmp_path: Path) -> None:
    assert dropped(editor, tmp_path / "gone.csv")
    editor.qtbot.waitUntil(lambda: bool(editor.window.findChildren(QMessageBox)))
    (box,) = editor.window.findChildren(QMessageBox)
    assert "No such file" in box.informativeText()
    box.reject()


def test_nothing_is_imported_into_a_map_that_can_only_be_read(
    editor: Driver, tmp_path: Path
) -> None:
    editor.window.document.read_only = "This map can only be read."
    editor.window.document.state_changed.emit()
    dropped(editor, write(tmp_path, "workshop.csv", LIST))
    assert not editor.window.findChildren(ImportDialog)
    assert editor.said[-1] == "This map can only be read."
    editor.settle()
    assert not editor.window.actions_["file.import"].isEnabled()


def test_cards_without_a_stage_wait_in_the_parking_lot(editor: Driver, tmp_path: Path) -> None:
    file = write(tmp_path, "ideas.csv", "Title;Kind\nRent trailers;opportunity\n")
    brought(editor, file)
    editor.press("Return")
    gone(editor)
    assert not is_placed(editor.map, editor.card("Rent trailers"))
    assert "parking lot" in status(editor)


def test_a_new_map_is_filled_from_a_table(qtbot: QtBot, windows: Windows, tmp_path: Path) -> None:
    windows.new()
    editor = Driver(qtbot, windows.all[-1])
    choose(editor, write(tmp_path, "grid.csv", GRID))
    dialog = ready(editor)
    assert dialog.said.text() == "2 new cards, 2 new stages and 2 new lanes."
    editor.press("Return")
    gone(editor)
    assert editor.stage_names() == ["Compare", "Ride"]
    assert len(list(editor.map.all(Card))) == 2


def test_a_table_is_dropped_on_the_questions_of_a_new_map(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    windows.new()
    editor = Driver(qtbot, windows.all[-1])
    page = editor.window.centre.invitation
    assert page is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path, "grid.csv", GRID)))])
    middle, copy = page.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(middle, copy, data, left, none))
    QApplication.sendEvent(page, QDropEvent(middle.toPointF(), copy, data, left, none))
    ready(editor)
    editor.press("Return")
    gone(editor)
    assert editor.stage_names() == ["Compare", "Ride"]
    assert editor.window.centre.invitation is None


def test_only_the_first_rows_of_a_long_table_are_shown(editor: Driver, tmp_path: Path) -> None:
    rows = "".join(f"question;Card {i}\n" for i in range(1100))
    dialog = brought(editor, write(tmp_path, "long.csv", "Kind;Title\n" + rows))
    assert dialog.table.rows.rowCount() < 1001
    assert dialog.said.text() == "1,100 new cards."
    assert dialog.told.text() == "1,101 rows, UTF-8, semicolons, the first 1,000 are shown"
    seen: list[str] = []  # while the map is drawn
    editor.window.document.changed.connect(
        lambda _: seen.append(dialog.said.text() if dialog.isVisible() else "")
    )
    editor.press("Return")
    gone(editor)
    assert seen == ["Importing…"]
    assert editor.undoable == ["Import 1,100 cards from “long.csv”"]
