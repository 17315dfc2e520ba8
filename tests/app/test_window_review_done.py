"""The end of a review in the window: its day, the next one's, a version; and that one is due."""

from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import apply
from model.edits.fields import set_fields
from model.files.codec import load, save
from model.files.last_review import last_review
from model.files.version_list import listed
from tests.app.reviewed import Hand, Opened, opens
from tests.compared import OLD_NAME, new_map
from tests.driver import LEFT
from widgets.panels.versions import VersionsPanel


@pytest.fixture
def hand(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Opened:
    return opens(qtbot, windows, tmp_path)


def test_the_end_of_a_review_says_what_is_left_and_saves_a_version(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.press("A", "D")
    dialog = editor.done()
    total = len(editor.review.points)
    left = f"{total - 1} are not marked yet. The next review begins after this one: "
    left += f"to go through them later, compare with “{OLD_NAME}” first."
    assert dialog.said.text() == f"{total} changes: 1 agreed.\n{left}"
    editor.qtbot.mouseClick(dialog.first_button, LEFT)
    assert not dialog.isVisible()
    assert editor.review.current == editor.review.unmarked[0]
    assert editor.window.focusWidget() is editor.bar.buttons["agreed"]
    editor.press("D")
    dialog = editor.done()
    assert dialog.version.isChecked()
    editor.type("in 2 weeks")
    editor.press("Return")
    path = editor.window.document.path
    assert path is not None
    editor.qtbot.waitUntil(lambda: not editor.window.comparing.is_open)
    info, today = editor.map.info, date.today()
    assert info.reviewed_on == today.isoformat()
    assert (date.fromisoformat(info.next_review) - today).days == 14
    version = listed(path)[-1]
    assert version.label.label.startswith("Review of ")
    assert version.label.author == "Ines Vogt"
    assert info.baseline == version.path.name
    assert info.version == version.label, "a poster of the map names the review just held"
    editor.qtbot.waitUntil(lambda: not editor.window.document.is_dirty)
    assert load(path).map == editor.map, "the map is saved with its version"
    assert len(editor.undoable) == 2, "the decision, and the end of the review"
    found = last_review(path, editor.map)
    assert found is not None
    assert found.path == version.path
    editor.begin()
    assert editor.review.points == (), "the next review begins with nothing"
    assert editor.bar.headline.text() == "Nothing changed since then"
    editor.window.comparing.close()
    panel = cast(VersionsPanel, editor.window.docks["versions"].fill())
    editor.do("view.versions")
    editor.qtbot.waitUntil(lambda: str(version.path) in [row.key for row in panel.model.rows])
    panel.choose(str(version.path))
    panel.actions_["compare"].trigger()
    compared = editor.window.comparing.comparison
    assert compared is not None
    assert compared.told == (), "that it is the last review now is no change"
    editor.window.comparing.close()
    panel.choose(str(listed(path)[0].path))
    panel.actions_["compare"].trigger()
    editor.begin()
    assert len(editor.review.points) == total
    assert len(editor.review.unmarked) == total - 1, "what was left can be gone through later"
    editor.window.comparing.close()
    editor.do("edit.undo")
    assert editor.map.info.baseline == ""
    assert editor.map.info.version == new_map().info.version
    assert editor.map.info.reviewed_on == new_map().info.reviewed_on


def test_the_day_of_the_next_review_is_read_as_people_say_it(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.do("review.done")
    dialog = editor.done()
    dialog.version.click()
    assert not dialog.name.isEnabled()
    assert dialog.said.text().endswith("are not marked yet, and come up again in the next review.")
    for typed, may in (("yesterday", False), ("4/5", False), ("", False), ("tomorrow", True)):
        dialog.next_day.selectAll()
        editor.press("Delete")
        editor.type(typed)
        assert dialog.done_button.isEnabled() is may, typed
        assert dialog.wrong.text()
    tomorrow = date.today() + timedelta(days=1)
    assert dialog.wrong.text().startswith(f"{tomorrow:%A}, {tomorrow.day} ")
    dialog.every.setFocus()
    dialog.every.selectAll()
    editor.type("7")
    assert dialog.wrong.text().endswith("in 7 days")
    editor.qtbot.mouseClick(dialog.done_button, LEFT)
    assert not dialog.isVisible()
    assert editor.map.info.review_every_days == 7
    path = editor.window.document.path
    assert path is not None
    assert len(listed(path)) == 1, "no version was wanted"
    found = last_review(path, editor.map)
    assert found is not None
    assert found.name == OLD_NAME, "it all comes up again"
    assert len(editor.undoable) == 1


def test_the_report_is_offered_at_the_end_and_the_next_time_again(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.press("A", "D")
    dialog = editor.done()
    assert dialog.report.currentText() == "None"
    dialog.report.setCurrentIndex(dialog.report.findText("Page for a browser…"))
    dialog.done_button.click()
    editor.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    files = cast(QFileDialog, QApplication.activeModalWidget())
    assert not editor.window.document.is_dirty, "the map is safe before anything is asked"
    assert files.selectedNameFilter() == "Page for a browser (*.html)"
    files.accept()
    path = editor.window.document.path
    assert path is not None
    page = path.with_name("ride - changes.html")
    editor.qtbot.waitUntil(page.exists)
    editor.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    text = page.read_text()
    assert "November review" in text
    assert "Review of " in text
    assert "1 change agreed in a review" in text
    editor.begin()
    editor.do("review.done")
    assert editor.done().report.currentText() == "Page for a browser…"
    editor.press("Escape")


def test_a_day_that_leaves_the_rhythm_says_that_the_rhythm_stays(hand: Opened) -> None:
    editor = hand()
    editor.window.document.edit("Rhythm", set_fields, "map", review_every_days=90)
    editor.begin()
    editor.do("review.done")
    dialog = editor.done()
    assert dialog.wrong.text().endswith("in 90 days")
    editor.type("in 4 weeks")
    assert dialog.wrong.text().endswith("in 28 days; every 90 days after that, as before")
    editor.press("Return")
    editor.qtbot.waitUntil(lambda: not editor.window.comparing.is_open)
    assert editor.map.info.review_every_days == 90


def test_a_map_that_somebody_else_changed_is_not_saved_over_at_the_end(hand: Opened) -> None:
    editor = hand()
    path = editor.window.document.path
    assert path is not None
    editor.begin()
    editor.press("A", "D")
    theirs = set_fields(new_map(), "map", scenario="Theirs")
    save(apply(theirs, new_map()), path)
    editor.done().done_button.click()
    editor.qtbot.waitUntil(lambda: not editor.window.comparing.is_open)
    editor.qtbot.waitUntil(lambda: not editor.window.document.is_saving)
    assert editor.window.document.is_dirty
    assert load(path).map.info.scenario == "Theirs"
    assert QApplication.activeModalWidget() is None


def test_a_version_that_cannot_be_saved_is_told_and_tried_again(hand: Opened) -> None:
    editor = hand()
    path = editor.window.document.path
    assert path is not None
    editor.begin()
    editor.do("review.done")
    dialog = editor.done()
    folder = path.with_name("ride.versions")
    away = folder.rename(path.with_name("away"))
    folder.write_text("in the way")
    dialog.done_button.click()
    editor.qtbot.waitUntil(lambda: "No version was saved" in dialog.said.text())
    assert editor.undoable == [], "whoever cancels now has not ended the review"
    assert editor.map.info.reviewed_on == new_map().info.reviewed_on
    folder.unlink()
    away.rename(folder)
    editor.press("Return")
    editor.qtbot.waitUntil(lambda: not editor.window.comparing.is_open)
    assert editor.map.info.baseline == listed(path)[-1].path.name
    assert editor.undoable == ["Review done"]


def test_a_map_without_a_file_is_saved_first(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    window = windows.new("bicycle")
    editor = Hand(qtbot, window)
    editor.window.document.edit("Edit", set_fields, "map", scenario="Another one")
    editor.begin()
    assert [point.ids for point in editor.review.points] == [("map",)]
    editor.press("A", "D")
    editor.done().done_button.click()
    (dialog,) = (d for d in window.findChildren(QFileDialog) if d.isVisible())
    assert editor.map.info.reviewed_on != date.today().isoformat(), "not before it has a file"
    file = tmp_path / "new.journey.json"
    dialog.selectFile(str(file))
    dialog.accept()
    editor.qtbot.waitUntil(lambda: not window.comparing.is_open)
    assert [v.path.name for v in listed(file)] == [editor.map.info.baseline]


def test_a_review_that_is_due_is_told_quietly(hand: Opened) -> None:
    editor = hand()
    action = editor.window.actions_["review.start"]
    editor.window.document.edit("Due", set_fields, "map", next_review="2020-01-10")
    editor.window.actions_.refresh()
    assert action.text().replace("&", "") == "Review changes… (due since 10 Jan 2020)"
    editor.window.editor.selection.set()
    editor.window.inspector.refresh()
    assert editor.window.inspector.head.place.text() == "Map · Review due since 10 Jan 2020"
    editor.window.document.edit("Due", set_fields, "map", next_review="")
    editor.window.actions_.refresh()
    assert action.text().replace("&", "") == "Review changes…"
    assert QApplication.activeModalWidget() is None
