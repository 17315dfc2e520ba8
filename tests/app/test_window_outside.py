"""What others do to the file of an open map is seen, and takes nothing away."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window import Window
from app.windows import Windows
from model.change import apply
from model.edits.removing import remove
from model.files import codec
from model.files.versions import save_version
from model.records import Conflict, Stage, VersionLabel, evolve
from resources import templates
from tests.app.elsewhere import others, reworded, said, stages, waits_for, watched
from tests.app.pressing import (
    asked,
    edit,
    give_file,
    nothing_is_asked,
    opened,
    press,
    saved,
    together,
)
from tests.driver import Driver


@pytest.fixture
def window(windows: Windows, ride: Path) -> Window:
    """That map, open, with its folder being watched."""
    return watched(windows, ride)


def test_what_somebody_else_saves_is_shown_at_once_where_nothing_was_edited(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    others(ride, "Repair")
    waits_for(qtbot, window, "was changed on the disk: stage “Repair” added")
    assert "Repair" in stages(window.document.map)
    assert not window.isWindowModified()
    window.notice.close_button.click()
    assert not said(window)
    others(ride, "Sell")
    waits_for(qtbot, window, "stage “Sell” added")
    assert {"Repair", "Sell"} <= stages(window.document.map)


def test_what_came_from_outside_can_be_taken_back_as_one_step(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    others(ride, "Repair", "Sell")
    waits_for(qtbot, window, "two stages added")
    window.actions_.run("edit.undo")
    assert not {"Repair", "Sell"} & stages(window.document.map)
    assert window.isWindowModified()
    window.actions_.run("edit.redo")
    assert not window.isWindowModified()


def test_what_is_saved_here_is_not_told_as_somebody_elses(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    edit(window, "Repair")
    window.files.save()
    saved(qtbot, window)
    window.outside.look()
    qtbot.waitUntil(lambda: not window.outside.is_reading)
    others(ride, "Sell")
    waits_for(qtbot, window, "stage “Sell” added")
    assert {"Repair", "Sell"} <= stages(window.document.map)


def test_where_both_edited_it_is_said_and_brought_together_when_wanted(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    edit(window, "Mine")
    others(ride, "Theirs")
    waits_for(qtbot, window, "changed on the disk meanwhile: stage “Theirs” added")
    assert stages(window.document.map) >= {"Mine"}
    assert "Theirs" not in stages(window.document.map)
    press(qtbot, window.notice.button)
    dialog = together(window)
    assert "Theirs" in dialog.list.item(0).text()
    press(qtbot, dialog.bring)
    assert {"Mine", "Theirs"} <= stages(window.document.map)
    assert not said(window)
    window.files.save()
    saved(qtbot, window)
    assert nothing_is_asked(window)
    assert {"Mine", "Theirs"} <= stages(codec.load(ride).map)


def test_what_both_changed_differently_is_kept_as_a_conflict(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    (stage,) = (s for s in window.document.map.all(Stage) if s.name == "Compare")
    window.document.commit({stage.id: (stage, evolve(stage, name="Weigh up"))}, "Rename")
    reworded(ride, "Compare", "Choose")
    waits_for(qtbot, window, "meanwhile")
    window.outside.ask()
    dialog = together(window)
    assert "One thing was changed differently" in dialog.clashes.text()
    press(qtbot, dialog.bring)
    (conflict,) = window.document.map.all(Conflict)
    assert (conflict.ours, conflict.theirs) == ('"Weigh up"', '"Choose"')
    assert conflict.ours_label.startswith("the edit of ")  # whoever reads it, and wherever
    assert conflict.theirs_label.startswith("the file of ")
    assert f"{date.today().day} " in conflict.theirs_label


def test_saving_over_somebody_elses_work_asks_first_and_then_saves_both(
    qtbot: QtBot, windows: Windows, ride: Path
) -> None:
    window = opened(windows, ride)  # its folder is not watched yet
    edit(window, "Mine")
    others(ride, "Theirs")
    window.files.save()
    saved(qtbot, window)
    assert "Mine" not in stages(codec.load(ride).map)
    window.outside.begin()  # which finds the same once more
    qtbot.waitUntil(lambda: not window.outside.is_reading, timeout=10_000)
    press(qtbot, together(window).bring)
    saved(qtbot, window)
    assert {"Mine", "Theirs"} <= stages(codec.load(ride).map)
    assert not window.isWindowModified()


def test_what_is_being_typed_is_not_disturbed(qtbot: QtBot, window: Window, ride: Path) -> None:
    driver = Driver(qtbot, window)
    driver.click("Asks about her son")
    driver.type("Asks her brother")
    others(ride, "Theirs")
    waits_for(qtbot, window, "Your changes are here")
    window.commit_typing()
    assert driver.card("Asks her brother")
    assert "Theirs" not in stages(window.document.map)


def test_a_file_that_is_deleted_leaves_the_map_here_to_be_saved_again(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    ride.unlink()
    waits_for(qtbot, window, "was deleted or moved away. The map is still here.")
    assert window.isWindowModified()
    press(qtbot, window.notice.button)
    saved(qtbot, window)
    assert codec.load(ride).map == window.document.map
    assert not said(window)
    assert not window.isWindowModified()


def test_closing_a_map_whose_file_is_gone_asks_first(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    ride.unlink()
    waits_for(qtbot, window, "The map is still here.")
    window.close()
    assert "Save the changes" in asked(window).text()


def test_a_file_that_comes_back_as_it_was_is_nothing_to_save(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    content = ride.read_bytes()
    ride.unlink()
    waits_for(qtbot, window, "The map is still here.")
    ride.write_bytes(content)
    qtbot.waitUntil(lambda: not said(window), timeout=10_000)
    assert not window.isWindowModified()


def test_a_renamed_file_can_be_followed(qtbot: QtBot, window: Window, ride: Path) -> None:
    there = ride.with_name("spring.journey.json")
    save_version(ride, window.document.map, VersionLabel(label="Winter"))
    ride.rename(there)
    waits_for(qtbot, window, "is called “spring.journey.json” now")
    press(qtbot, window.notice.button)
    qtbot.waitUntil(lambda: not said(window), timeout=10_000)
    assert window.windowTitle().startswith("spring")
    assert "“ride.versions”: call that “spring.versions”" in window.status.hint.text()
    assert not window.isWindowModified()
    edit(window, "Repair")
    window.files.save()
    saved(qtbot, window)
    assert "Repair" in stages(codec.load(there).map)
    assert not ride.exists()


def test_a_folder_that_is_gone_is_told_and_the_map_saved_elsewhere(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    shutil.copyfile(templates.path("bicycle"), drive / "ride.journey.json")
    window = opened(windows, drive / "ride.journey.json")
    window.outside.begin()
    drive.rename(tmp_path / "unplugged")
    waits_for(qtbot, window, "cannot be reached")
    press(qtbot, window.notice.button)
    give_file(qtbot, window, tmp_path / "saved.journey.json")
    assert codec.load(tmp_path / "saved.journey.json").map == window.document.map
    assert not said(window)


def test_a_file_that_cannot_be_read_any_more_does_no_harm_here(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    before = window.document.map
    ride.write_bytes(b'{"format": "touchline.journey-map", "sta')
    waits_for(qtbot, window, "cannot be read on the disk any more: its file is broken from line 1")
    assert window.document.map is before
    codec.save(before, ride)
    qtbot.waitUntil(lambda: not said(window), timeout=10_000)


def test_a_checkout_of_another_branch_is_shown_and_so_is_the_way_back(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    """As git does it: the file is removed and written anew."""
    before = ride.read_bytes()
    of = codec.loads(before).map
    stage = next(s for s in of.all(Stage) if s.name == "Compare")
    ride.unlink()
    ride.write_bytes(codec.dumps(apply(remove(of, stage.id), of)))
    waits_for(qtbot, window, "removed")
    assert "Compare" not in stages(window.document.map)
    ride.unlink()
    ride.write_bytes(before)
    waits_for(qtbot, window, "added")
    assert window.document.map == of
    assert not window.isWindowModified()
    edit(window, "Mine")
    others(ride, "Theirs")
    waits_for(qtbot, window, "meanwhile")
    ride.write_bytes(before)  # and once more there and back, while something is not saved here
    qtbot.waitUntil(lambda: not said(window), timeout=10_000)
    assert window.isWindowModified()
    window.actions_.run("edit.undo")
    assert not window.isWindowModified()
