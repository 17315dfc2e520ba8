"""Opening, saving and closing: nothing is lost without a question, and one message says why."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.files import name_of, names_apart
from app.window import Window
from app.windows import Windows
from model.files import codec
from model.records import Card, Stage
from resources import templates
from tests.app.pressing import (
    answer,
    asked,
    edit,
    give_file,
    menu_texts,
    nothing_is_asked,
    opened,
    press_in,
    saved,
    together,
)
from tests.driver import Driver
from widgets.document import Document


def stages_in(file: Path) -> set[str]:
    return {stage.name for stage in codec.load(file).map.all(Stage)}


def is_gone(windows: Windows, window: Window) -> Callable[[], bool]:
    return lambda: window not in windows.all


@pytest.mark.parametrize("name", [b"r\xffde", b"r\nde", b"r\x1bde"])
def test_what_is_no_text_in_a_file_s_name_is_a_dot_in_that_of_the_map(name: bytes) -> None:
    assert name_of(Document(path=Path(os.fsdecode(name + b".journey.json")))) == "r·de"


def test_a_window_is_named_after_its_file_and_marks_what_is_not_saved(
    windows: Windows, ride: Path
) -> None:
    window = opened(windows, ride)
    assert window.windowTitle() == "ride[*] - Touchline"
    assert not window.isWindowModified()
    edit(window)
    assert window.isWindowModified()
    window.actions_.run("edit.undo")
    assert not window.isWindowModified()


def test_save_writes_the_file_and_is_offered_only_when_there_is_something_to_save(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    assert not window.actions_["file.save"].isEnabled()
    edit(window, "Compare tariffs")
    qtbot.waitUntil(window.actions_["file.save"].isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    saved(qtbot, window)
    assert "Compare tariffs" in stages_in(ride)
    assert not window.isWindowModified()


@pytest.mark.parametrize("way", ["key", "menu"])
def test_the_first_words_after_a_save_can_be_saved_while_they_are_typed(
    windows: Windows, ride: Path, qtbot: QtBot, way: str
) -> None:
    window = opened(windows, ride)
    editor = Driver(qtbot, window)
    editor.click((("Sign up", 0), "Website"))
    editor.type("Compare tariffs")
    assert editor.canvas.editing.is_on
    if way == "key":
        editor.press("Ctrl+S")
    else:
        assert "Save" in menu_texts(window, "File")
        assert window.actions_["file.save"].isEnabled()
        window.actions_["file.save"].trigger()
    saved(qtbot, window)
    assert "Compare tariffs" in {card.title for card in codec.load(ride).map.all(Card)}
    assert not window.isWindowModified()


def test_closing_with_changes_asks_and_cancel_keeps_the_window(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window)
    window.close()
    assert "“ride”" in asked(window).text()
    answer(qtbot, window, "Cancel")
    assert window.isVisible()
    assert window.isWindowModified()


def test_the_question_before_closing_says_where_changes_are_found_again(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window)
    window.close()
    assert "File ▸ Recovered maps" in asked(window).informativeText()
    assert "Recovered maps" in menu_texts(window, "File")
    answer(qtbot, window, "Cancel")


def test_closing_without_saving_leaves_the_file_as_it_was(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    before = ride.read_bytes()
    window = opened(windows, ride)
    edit(window)
    window.close()
    answer(qtbot, window, "Don't save")
    qtbot.waitUntil(is_gone(windows, window))
    assert ride.read_bytes() == before


def test_closing_can_save_first(windows: Windows, ride: Path, qtbot: QtBot) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    window.close()
    answer(qtbot, window, "Save")
    qtbot.waitUntil(is_gone(windows, window))
    assert "Compare tariffs" in stages_in(ride)


def test_a_new_map_is_asked_for_a_file_before_it_is_closed(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    window = windows.new("blank")
    edit(window, "Compare tariffs")
    window.close()
    answer(qtbot, window, "Save")
    give_file(qtbot, window, tmp_path / "new")
    qtbot.waitUntil(is_gone(windows, window))
    assert "Compare tariffs" in stages_in(tmp_path / "new.journey.json")


def test_a_map_without_changes_is_closed_without_a_question(windows: Windows, ride: Path) -> None:
    window = opened(windows, ride)
    window.close()
    assert windows.all == ()


def test_save_as_goes_on_with_the_new_file_and_save_a_copy_with_the_old_one(
    windows: Windows, ride: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    window.actions_.run("file.save_copy")
    give_file(qtbot, window, tmp_path / "copy.journey.json")
    assert (tmp_path / "copy.journey.json").exists()
    assert window.document.path == ride
    window.actions_.run("file.save_as")
    give_file(qtbot, window, tmp_path / "other.journey.json")
    assert window.windowTitle() == "other[*] - Touchline"
    assert windows.settings.recent[:3] == tuple(
        tmp_path / f"{name}.journey.json" for name in ("other", "copy", "ride")
    )


def test_the_name_that_save_as_suggests_comes_from_the_title(windows: Windows) -> None:
    window = windows.new("bicycle")
    window.files.save_as()
    (dialog,) = window.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "a-year-with-the-city-bicycle.journey.json"
    dialog.reject()


def test_a_file_that_is_open_is_not_opened_twice(
    windows: Windows, ride: Path, tmp_path: Path
) -> None:
    window = opened(windows, ride)
    link = tmp_path / "link.journey.json"
    link.symlink_to(ride)
    windows.open([ride, link])
    assert windows.all == (window,)


def test_an_untouched_new_map_makes_room_for_what_is_opened(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    first = windows.new()
    first.setGeometry(40, 50, 900, 700)
    windows.open([ride], first)
    (second,) = windows.all
    assert second.document.path == ride
    assert second.geometry() == first.geometry()
    edit(second)
    windows.new("blank", second)
    assert len(windows.all) == 2


def test_changes_made_by_somebody_else_are_not_replaced_without_a_question(
    windows: Windows, ride: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    theirs = ride.read_bytes().replace(b"A year with", b"One year with")
    ride.write_bytes(theirs)
    window.files.save()
    saved(qtbot, window)
    press_in(qtbot, window, together(window).buttons, "Not now")
    assert ride.read_bytes() == theirs
    window.files.save()
    saved(qtbot, window)
    press_in(qtbot, window, together(window).buttons, "Replace theirs")
    assert "Compare tariffs" in stages_in(ride)
    assert not window.isWindowModified()


def test_closing_over_changes_made_by_somebody_else_saves_elsewhere_and_closes(
    windows: Windows, ride: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    theirs = ride.read_bytes().replace(b"A year with", b"One year with")
    ride.write_bytes(theirs)
    window.close()
    answer(qtbot, window, "Save")
    press_in(qtbot, window, together(window).buttons, "Save mine elsewhere")
    give_file(qtbot, window, tmp_path / "mine.journey.json")
    qtbot.waitUntil(is_gone(windows, window))
    assert ride.read_bytes() == theirs
    assert "Compare tariffs" in stages_in(tmp_path / "mine.journey.json")


def test_a_file_that_is_no_map_any_more_is_not_replaced_without_a_question(
    windows: Windows, ride: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    ride.write_bytes(b"a shopping list")
    window.files.save()
    saved(qtbot, window)
    assert "is broken on the disk" in asked(window).text()
    answer(qtbot, window, "Cancel")
    assert ride.read_bytes() == b"a shopping list"
    window.files.save()
    saved(qtbot, window)
    answer(qtbot, window, "Replace anyway")
    assert "Compare tariffs" in stages_in(ride)


def test_a_save_that_fails_says_why_and_offers_another_place(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "ride.journey.json"
    file.write_bytes(templates.path("blank").read_bytes())
    window = opened(windows, file)
    edit(window, "Compare tariffs")
    file.unlink()
    folder.rmdir()
    window.files.save()
    saved(qtbot, window)
    assert "was not saved" in asked(window).text()
    more = asked(window).informativeText()
    assert "folder is not there" in more
    assert str(file) in more
    assert "still here" in more
    answer(qtbot, window, "Save as")
    give_file(qtbot, window, tmp_path / "there.journey.json")
    assert "Compare tariffs" in stages_in(tmp_path / "there.journey.json")


def test_trouble_with_the_only_file_is_told_in_an_empty_window(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    windows.open([tmp_path / "gone.journey.json"])
    (window,) = windows.all
    assert "there is no such file" in asked(window).informativeText().lower()
    answer(qtbot, window, "OK")


def test_recent_files_are_offered_and_those_that_are_gone_cannot_be_chosen(
    windows: Windows, ride: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.journey.json"
    windows.settings.remember(gone)
    opened(windows, ride).close()
    window = windows.new("blank")
    window.recent.fill()
    first, second, *_ = window.recent.actions()
    assert (first.text(), first.isEnabled()) == ("&1 ride", True)
    assert (second.text(), second.isEnabled()) == ("&2 gone (not there)", False)
    first.trigger()
    assert windows.window_of(ride) is not None
    window = windows.all[-1]
    window.recent.fill()
    window.recent.actions()[-1].trigger()
    assert windows.settings.recent == ()


def test_quitting_asks_for_each_window_and_a_cancel_stops_it(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    first, second = opened(windows, ride), windows.new("bank")
    windows.new("retailer")
    edit(first)
    edit(second)
    windows.quit()
    answer(qtbot, first, "Don't save")
    qtbot.waitUntil(lambda: first not in windows.all)
    answer(qtbot, second, "Cancel")
    assert second in windows.all
    windows.quit()
    answer(qtbot, second, "Don't save")
    qtbot.waitUntil(lambda: windows.all == ())


def test_a_map_dropped_on_the_window_is_opened(windows: Windows, ride: Path) -> None:
    window = windows.new("blank")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ride)), QUrl("https://example.com/map.json")])
    actions, button, held = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(400, 300), actions, data, button, held)
    over = window.editor.canvas.view.viewport()
    QApplication.sendEvent(over, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(400, 300), actions, data, button, held)
    QApplication.sendEvent(over, drop)
    assert windows.window_of(ride) is not None


def test_text_dropped_on_the_window_is_left_to_others(windows: Windows) -> None:
    window = windows.new("blank")
    data = QMimeData()
    data.setText("hello")
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_a_map_of_a_newer_version_says_that_it_can_only_be_looked_at(
    windows: Windows, tmp_path: Path
) -> None:
    newer = json.loads(templates.path("blank").read_bytes())
    newer["schema_version"] = 99
    file = tmp_path / "newer.journey.json"
    file.write_text(json.dumps(newer))
    window = opened(windows, file)
    assert window.notice.isVisible()
    assert "newer Touchline" in window.notice.words.text()
    assert not window.notice.button.isVisible()
    window.document.edit("Add", lambda to: {"map": (to.info, to.info)})
    assert "newer Touchline" in window.status.hint.text()


def test_a_map_that_cannot_be_saved_where_it_is_offers_another_place(
    windows: Windows, ride: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "app.window.why_not_writable",
        lambda path: "the disk can only be read" if path == ride else "",
    )
    window = opened(windows, ride)
    assert "the disk can only be read" in window.notice.words.text()
    qtbot.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    give_file(qtbot, window, tmp_path / "other.journey.json")
    assert not window.notice.isVisible()


def test_new_asks_for_a_template(windows: Windows, qtbot: QtBot) -> None:
    window = windows.new()
    window.actions_.run("file.new")
    assert not nothing_is_asked(window)
    from widgets.panels.templates import TemplateChooser

    (chooser,) = window.findChildren(TemplateChooser)
    chooser.list.setCurrentRow(2)
    chooser.accept()
    (made,) = windows.all
    assert made.document.map.info.title == "A year with the city bicycle"
    assert made.document.path is None
    assert not made.isWindowModified()


def test_an_entirely_empty_map_begins_with_questions_and_then_shows_the_canvas(
    windows: Windows, qtbot: QtBot
) -> None:
    window = windows.new()
    invitation = window.centre.invitation
    assert invitation is not None
    assert invitation.isVisible()
    assert not window.editor.canvas.isVisible()
    qtbot.mouseClick(invitation.leave, Qt.MouseButton.LeftButton)
    assert window.editor.canvas.isVisible()


def test_the_file_menu_has_only_what_works(windows: Windows) -> None:
    assert menu_texts(windows.new("blank"), "File") == [
        "New", "Open", "Open recent", "Save", "Save as", "Save a copy", "Save version",
        "Earlier saved states", "Recovered maps", "Import table", "Bring in a copy",
        "Export poster", "Export table", "Print", "Close", "Quit",
    ]  # fmt: skip


def test_files_can_be_chosen_to_open(windows: Windows, ride: Path, qtbot: QtBot) -> None:
    window = windows.new()
    window.actions_.run("file.open")
    give_file(qtbot, window, ride)
    qtbot.waitUntil(lambda: windows.window_of(ride) is not None)
    assert stat.S_ISREG(ride.stat().st_mode)


def test_windows_of_two_files_with_one_name_are_told_apart_by_their_folders(
    windows: Windows, tmp_path: Path
) -> None:
    files = [tmp_path / folder / "ride.journey.json" for folder in ("anna", "ben/maps", "cy/maps")]
    for file in files:
        file.parent.mkdir(parents=True)
        file.write_bytes(templates.path("blank").read_bytes())
    one = opened(windows, files[0])
    assert one.windowTitle() == "ride[*] - Touchline"
    two = opened(windows, files[1])
    titles = [window.windowTitle() for window in windows.all]
    assert titles == ["ride in anna[*] - Touchline", "ride in maps[*] - Touchline"]
    documents = [*(w.document for w in windows.all), Document.open(files[2]), Document()]
    assert names_apart(documents) == [
        "ride in anna", f"ride in ben{os.sep}maps", f"ride in cy{os.sep}maps", "Untitled map",
    ]  # fmt: skip
    two.close_without_asking()
    assert one.windowTitle() == "ride[*] - Touchline"
