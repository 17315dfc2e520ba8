"""Versions in the window: saved with a reason, listed with what changed, compared, restored."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dulwich import porcelain
from PySide6.QtCore import QFile, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app import versions, versions_doing
from app.comparing_choice import CompareChooser
from app.opening import Opening
from app.version_dialog import VersionDialog
from app.versions_words import RowOf
from app.window import Window
from app.windows import Windows
from model.files import codec
from model.files.versions import folder_of, save_version, versions_of
from model.records import Card, VersionLabel
from tests.app.pressing import answer, asked, edit, give_file, press
from tests.app.sharing import one_window
from tests.app.versions_keeper import PAIN, Keeper, write


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The bicycle map in a window that all tests here share: each leaves it as it was."""
    with one_window(tmp_path_factory.mktemp("versions")) as made:
        yield made


@pytest.fixture
def windows(window: Window) -> Iterator[Windows]:
    """Further windows, which go again."""
    yield window.windows
    for each in window.windows.all:
        if each is not window:
            each.close_without_asking()


@pytest.fixture
def keeper(qtbot: QtBot, window: Window) -> Iterator[Keeper]:
    """A hand in it with room for the panel alone, and no versions yet."""
    made = Keeper(qtbot, window)
    window.docks["inspector"].hide()
    yield made
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    window.comparing.close()
    window.docks["versions"].hide()
    window.document.locked = False
    window.document.go_to(0)
    folder = folder_of(made.file)
    if folder.is_dir():
        shutil.rmtree(folder)
    folder.unlink(missing_ok=True)
    shutil.rmtree(made.file.with_name(".git"), ignore_errors=True)
    made.settle()


def test_a_version_is_named_by_keys_and_the_map_stays_as_it_was(keeper: Keeper) -> None:
    write(keeper, "2026-11-01", "November 2026", severity=1)
    keeper.click(PAIN)
    keeper.type("The scan fails")
    label = keeper.map.info.version
    keeper.ask()
    keeper.press("Escape")
    assert QApplication.activeModalWidget() is None, "what is offered was not typed"
    dialog = keeper.ask()
    before = keeper.undoable
    assert QApplication.focusWidget() is dialog.name
    told = "Changed since “November 2026”: One pain worse: “The scan fails”."
    keeper.qtbot.waitUntil(lambda: dialog.quiet.text() == told)
    keeper.type("Review of November")
    for field in (dialog.reason, dialog.note, dialog.author):
        keeper.press("Tab")
        assert QApplication.focusWidget() is field, "as the eye reads them"
    dialog.name.setFocus()
    dialog.reason.setCurrentText("New evidence")
    dialog.note.setPlainText("Forty interviews came in.")
    dialog.author.setText("Mara Lind")
    keeper.press("Return")
    keeper.qtbot.waitUntil(lambda: len(versions_of(keeper.file)) == 2)
    keeper.qtbot.waitUntil(lambda: not keeper.window.findChildren(VersionDialog))
    newest = codec.load(versions_of(keeper.file)[-1]).map
    said = newest.info.version
    assert (said.label, said.reason) == ("Review of November", "New evidence")
    assert (said.note, said.author) == ("Forty interviews came in.", "Mara Lind")
    assert [card.title for card in newest.all(Card) if "scan" in card.title] == ["The scan fails"]
    assert keeper.undoable == before
    assert keeper.window.document.is_dirty, "a version is not a save"
    assert keeper.map.info.version == label
    assert "Review of November" in keeper.window.status.hint.text()
    assert keeper.ask().author.text() == "Mara Lind"


def test_a_map_without_a_file_is_saved_first(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    keeper = Keeper(qtbot, windows.new("bicycle"))
    keeper.qtbot.waitUntil(lambda: keeper.window.actions_["file.save_version"].isEnabled())
    dialog = keeper.ask()
    press(qtbot, dialog.save_button)
    assert versions_of(tmp_path / "trip.journey.json") == ()
    give_file(qtbot, keeper.window, tmp_path / "trip.journey.json")
    qtbot.waitUntil(lambda: len(versions_of(tmp_path / "trip.journey.json")) == 1)
    assert not keeper.window.document.is_dirty


def test_what_keeps_a_version_from_being_saved_is_said_and_can_be_mended(keeper: Keeper) -> None:
    folder_of(keeper.file).write_text("a file is in the way")
    (now,) = keeper.rows(1)
    assert now.said.startswith("Its versions cannot be listed: there is a file where their folder")
    dialog = keeper.ask()
    keeper.qtbot.waitUntil(lambda: "the first version" in dialog.quiet.text())
    keeper.type("Autumn")
    press(keeper.qtbot, dialog.save_button)
    keeper.qtbot.waitUntil(lambda: "No version was saved" in dialog.said.text())
    folder_of(keeper.file).unlink()
    press(keeper.qtbot, dialog.save_button)
    keeper.qtbot.waitUntil(lambda: len(versions_of(keeper.file)) == 1)


def test_versions_and_commits_are_listed_with_what_changed_in_each(keeper: Keeper) -> None:
    folder = keeper.file.parent
    who = b"Lena Sommer <lena@example.org>"
    with porcelain.init(folder) as repo:
        porcelain.add(repo, [str(keeper.file)])
        porcelain.commit(
            repo, message=b"Set up", author=who, committer=who,
            commit_timestamp=1_790_000_000, author_timestamp=1_790_000_000,
        )  # fmt: skip  # 21 September 2026
    write(keeper, "2026-09-01", "Summer", severity=1)
    write(keeper, "2026-10-30", "October", severity=1, title="Scan fails")
    (folder_of(keeper.file) / "2026-10-01-Cut.journey.json").write_text('{"format"')
    now, october, cut, commit, summer = keeper.rows(5)
    assert [row.name for row in (october, cut, commit, summer)] == [
        "October", "Cut", "Set up", "Summer",
    ]  # fmt: skip
    assert (now.kind, now.by) == ("now", "Saved")
    assert "severity" in now.said.lower() or "worse" in now.said.lower()
    assert "reworded" in october.said
    assert (october.by, october.marked) == ("Jun", "review")
    assert cut.trouble == "The file ends in the middle."
    assert (commit.kind, commit.said) == ("commit", "The first commit of the map.")
    assert commit.by.startswith("Lena Sommer · git ")
    assert summer.said == "The first version."
    keeper.choose("Cut")
    assert not keeper.panel.compare_button.isEnabled()
    keeper.choose("Set up")
    keeper.press("Return")
    comparing = keeper.window.comparing
    keeper.qtbot.waitUntil(lambda: comparing.is_open)
    assert comparing.comparison is not None
    assert comparing.comparison.items == ()
    comparing.close()
    comparing.choose()
    (found,) = keeper.window.findChildren(CompareChooser)
    keeper.qtbot.waitUntil(lambda: found.old.count() == 3)
    assert [found.old.item(n).text() for n in range(3)] == ["October", "Summer", "Set up"]
    assert found.old.said(2).startswith("21 September 2026, Lena Sommer, git ")
    found.old.setCurrentRow(1)
    found.new.setCurrentRow(3)
    press(keeper.qtbot, found.compare_button)
    keeper.qtbot.waitUntil(lambda: comparing.is_open)
    assert comparing.both is not None
    assert (comparing.both.old_name, comparing.both.new_name) == ("Summer", "Set up")
    comparing.close()


def test_enter_compares_with_now_and_two_versions_with_each_other(keeper: Keeper) -> None:
    write(keeper, "2026-09-01", "Summer", severity=1)
    write(keeper, "2026-10-30", "October", severity=2)
    keeper.rows(3)
    comparing = keeper.window.comparing
    keeper.choose("October")
    keeper.press("Return")
    assert comparing.is_open
    assert comparing.comparison is not None
    (item,) = comparing.comparison.items
    assert (item.id, item.kinds) == (keeper.card(PAIN).id, ("severity",))
    assert comparing.follows
    comparing.close()
    keeper.choose("October", "Summer")
    assert keeper.panel.compare_button.text() == "Compare these two"
    press(keeper.qtbot, keeper.panel.compare_button)
    assert comparing.comparison is not None
    (item,) = comparing.comparison.items
    assert (getattr(item.before, "severity", 0), getattr(item.after, "severity", 0)) == (1, 2)
    assert not comparing.follows
    comparing.close()
    keeper.choose("October")
    keeper.press("Shift+Return")
    assert comparing.comparison is not None
    assert comparing.comparison.items == (item,)
    comparing.close()
    keeper.choose("Now")
    keeper.press("Return")
    assert comparing.follows
    comparing.close()


def test_a_version_is_restored_after_a_question_as_one_step_back(keeper: Keeper) -> None:
    write(keeper, "2026-10-30", "October", severity=1, title="Scan fails")
    keeper.rows(2)
    label = keeper.map.info.version
    keeper.choose("October")
    press(keeper.qtbot, keeper.panel.restore_button)
    assert "Restore “October”?" in asked(keeper.window).text()
    assert "This takes back: one pain worse: “Scan fails" in asked(keeper.window).informativeText()
    answer(keeper.qtbot, keeper.window, "Cancel")
    assert keeper.undoable == []
    press(keeper.qtbot, keeper.panel.restore_button)
    answer(keeper.qtbot, keeper.window, "Restore")
    assert keeper.undoable == ["Restore “October”"]
    assert keeper.card("Scan fails").severity == 1
    assert keeper.map.info.version == label
    keeper.do("edit.undo")
    assert keeper.card(PAIN).severity != 1
    keeper.do("edit.lock")
    assert not keeper.panel.restore_button.isEnabled()


def test_the_folder_is_followed_and_only_what_is_seen_is_read(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.window.resize(1000, 640)
    (now,) = keeper.rows(1)
    assert now.said == "No version was saved yet."
    version = write(keeper, "2026-09-01", "Day 1")
    for day in range(2, 17):
        copy = version.with_name(f"2026-09-{day:02d}-Day {day}.journey.json")
        copy.write_bytes(version.read_bytes())
    model = keeper.panel.model
    keeper.qtbot.waitUntil(lambda: len(model.rows) == 17)
    seen = len(keeper.panel.seen())
    assert seen < 12
    reader = versions.of(keeper.window).reader
    keeper.qtbot.waitUntil(
        lambda: all(row.said for row in keeper.panel.seen()) and not reader.is_waiting,
        timeout=20_000,
    )
    assert sum(bool(row.said) for row in model.rows) <= seen + 1
    # What is as it was is not made again after an edit: there may be thousands.
    monkeypatch.setattr(RowOf, "made", lambda row: pytest.fail(f"made again: {row}"))
    edit(keeper.window)
    keeper.qtbot.waitUntil(lambda: model.rows[0].by == "Not saved yet")


def test_a_long_note_leaves_room_for_the_list_in_a_low_window(keeper: Keeper) -> None:
    label = VersionLabel(label="October", note="All stations were asked. " * 40, date="2026-10-30")
    file = save_version(keeper.file, keeper.map, label)
    keeper.do("view.inspector")
    keeper.window.resize(1000, 640)
    keeper.rows(2)
    keeper.choose("October")
    panel = keeper.panel
    panel.resize(272, 260)
    panel.layout().activate()  # type: ignore[union-attr]  # it has one
    about = panel.about
    assert about.text().endswith("…")
    assert about.height() >= about.heightForWidth(about.width())
    assert panel.list.height() >= panel.list.sizeHintForRow(0)
    # One that is gone by now is told of, and goes from the list.
    file.unlink()
    for timer in versions.of(keeper.window).findChildren(QTimer):
        timer.stop()
    press(keeper.qtbot, panel.compare_button)
    assert "There is no such file" in asked(keeper.window).informativeText()
    answer(keeper.qtbot, keeper.window, "OK")
    keeper.qtbot.waitUntil(lambda: len(panel.model.rows) == 1)


def test_a_version_is_made_the_last_review_and_deleted_after_a_question(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    summer = write(keeper, "2026-09-01", "Summer", severity=1)
    write(keeper, "2026-10-30", "October", severity=2)
    keeper.rows(3)
    keeper.choose("Summer")
    keeper.panel.actions_["baseline"].trigger()
    assert keeper.undoable == ["Use “Summer” as the last review"]
    assert keeper.map.info.baseline == summer.name
    keeper.qtbot.waitUntil(lambda: [r.marked for r in keeper.rows(3)] == ["", "", "baseline"])
    assert "No longer" in keeper.panel.actions_["baseline"].text()
    keeper.click(PAIN)
    trash = keeper.file.with_name("trash")
    monkeypatch.setattr(QFile, "moveToTrash", lambda name: (bool(Path(name).rename(trash)), ""))
    keeper.panel.list.setFocus()
    keeper.press("Delete")
    assert summer.exists()
    answer(keeper.qtbot, keeper.window, "Delete")
    assert not summer.exists()
    assert trash.exists()
    assert keeper.card(PAIN), "the card that is selected on the map is not what was deleted"
    assert [(row.name, row.marked) for row in keeper.rows(2)] == [
        ("Now", ""), ("October", "review"),
    ]  # fmt: skip
    monkeypatch.setattr(QFile, "moveToTrash", lambda name: (False, ""))
    keeper.choose("October")
    keeper.press("Delete")
    answer(keeper.qtbot, keeper.window, "Delete")
    answer(keeper.qtbot, keeper.window, "Delete for good")
    keeper.rows(1)
    assert not folder_of(keeper.file).exists()


def test_a_version_opens_as_a_copy_of_its_own_and_a_large_one_elsewhere_first(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions_doing, "_AT_ONCE", 0)
    write(keeper, "2026-10-30", "October: first half", severity=1)
    keeper.rows(2)
    keeper.choose("October: first half")
    keeper.panel.actions_["open"].trigger()
    assert keeper.window.findChildren(Opening), "nothing was read in the window's thread"
    windows = keeper.window.windows
    keeper.qtbot.waitUntil(lambda: len(windows.all) == 2, timeout=20_000)
    copy = windows.all[-1]
    assert copy is not keeper.window
    assert copy.document.path is None
    assert copy.document.proposed == keeper.file.with_name("ride, October- first half.journey.json")
    assert copy.document.map.get(keeper.card(PAIN).id, Card).severity == 1
