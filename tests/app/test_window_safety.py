"""The mark at the bottom says what is safe; what cannot be kept is said loudly, and tried again."""

import errno
import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.window import Window
from app.windows import Windows
from model.edits.fields import set_fields
from model.files import atomic, codec, journal
from model.records import Stage
from tests.app.pressing import (
    answer,
    asked,
    edit,
    give_file,
    nothing_is_asked,
    opened,
    press,
    saved,
)
from tests.driver import Driver
from widgets import keeping


def mark(window: Window) -> str:
    return window.status.safety.words.text()


class Disk:
    """A disk that is slow or full, as a test wants it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.go_on = threading.Event()
        self.go_on.set()
        self.full = False
        really, confirm = os.write, os.fsync

        def write(handle: int, data: bytes) -> int:
            if self.full:
                raise OSError(errno.ENOSPC, "")
            return really(handle, data)

        def slowly(handle: int) -> None:
            self.go_on.wait(20)
            confirm(handle)

        monkeypatch.setattr(os, "write", write)
        monkeypatch.setattr(atomic.os, "fsync", slowly)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk that is written to."""
    return Disk(monkeypatch)


def test_the_mark_goes_from_saved_over_kept_to_saved(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk
) -> None:
    window = opened(windows, ride)
    assert mark(window) == "Saved"
    edit(window)
    assert mark(window) == "Kept, not saved yet"
    assert "crash" in window.status.safety.toolTip()
    disk.go_on.clear()
    window.files.save()
    assert mark(window) == "Saving…"
    disk.go_on.set()
    saved(qtbot, window)
    assert mark(window) == "Saved"
    window.actions_.run("edit.undo")
    assert mark(window) == "Kept, not saved yet"


def test_a_new_map_is_kept_from_its_first_edit(windows: Windows) -> None:
    window = windows.new("blank")
    assert mark(window) == "Nothing to save yet"
    edit(window)
    assert mark(window) == "Kept, not saved yet"


def test_the_window_goes_on_while_the_disk_is_slow(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    disk.go_on.clear()
    window.files.save()
    edit(window, "Wait for the card")
    assert mark(window) == "Saving…"
    disk.go_on.set()
    saved(qtbot, window)
    names = {stage.name for stage in codec.load(ride).map.all(Stage)}
    assert "Compare tariffs" in names
    assert "Wait for the card" not in names
    assert window.isWindowModified(), "what was done meanwhile is not in the file"
    assert mark(window) == "Kept, not saved yet"


def test_a_save_that_is_asked_for_during_a_save_comes_after_it(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    disk.go_on.clear()
    window.files.save()
    edit(window, "Wait for the card")
    window.files.save()
    disk.go_on.set()
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert "Wait for the card" in {s.name for s in codec.load(ride).map.all(Stage)}


def test_closing_waits_for_what_is_being_saved(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    disk.go_on.clear()
    window.files.save()
    window.close()
    assert window in windows.all
    assert nothing_is_asked(window)
    disk.go_on.set()
    qtbot.waitUntil(lambda: window not in windows.all)
    assert "Compare tariffs" in {s.name for s in codec.load(ride).map.all(Stage)}


def test_a_window_whose_save_fails_stays_and_says_why(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk, tmp_path: Path
) -> None:
    before = ride.read_bytes()
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    disk.full = True
    window.close()
    answer(qtbot, window, "Save")
    assert asked(window).text() == "“ride.journey.json” was not saved"
    assert "The disk is full." in asked(window).informativeText()
    assert "still here" in asked(window).informativeText()
    assert ride.read_bytes() == before
    disk.full = False
    answer(qtbot, window, "Save as")
    give_file(qtbot, window, tmp_path / "elsewhere.journey.json")
    qtbot.waitUntil(lambda: window not in windows.all)
    elsewhere = codec.load(tmp_path / "elsewhere.journey.json").map
    assert "Compare tariffs" in {s.name for s in elsewhere.all(Stage)}


def test_what_cannot_be_kept_is_said_and_kept_as_soon_as_there_is_room(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "RETRY", 50)
    window = opened(windows, ride)
    window.show()
    disk.full = True
    edit(window, "Compare tariffs")
    qtbot.waitUntil(lambda: mark(window) == "Not kept")
    assert "the disk is full" in window.status.safety.toolTip()
    assert window.notice.isVisible()
    assert "not kept: the disk is full" in window.notice.words.text()
    assert nothing_is_asked(window), "whoever types is not interrupted"
    window.close()
    assert "is lost" in asked(window).informativeText(), "it is promised nowhere"
    answer(qtbot, window, "Cancel")
    edit(window, "Wait for the card")
    disk.full = False
    qtbot.waitUntil(lambda: mark(window) == "Kept, not saved yet")
    assert not window.notice.isVisible()
    kept = window.document._keeping.journal
    assert kept is not None
    assert kept.wait(10)
    assert kept.file is not None
    assert b"Wait for the card" in kept.file.read_bytes()


def test_the_notice_of_a_full_disk_leads_to_saving_elsewhere(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk, tmp_path: Path
) -> None:
    window = opened(windows, ride)
    window.show()
    disk.full = True
    edit(window, "Compare tariffs")
    qtbot.waitUntil(lambda: window.notice.isVisible())
    disk.full = False
    press(qtbot, window.notice.button)
    give_file(qtbot, window, tmp_path / "elsewhere.journey.json")
    assert mark(window) == "Saved"
    assert not window.notice.isVisible()


def test_a_disk_that_does_not_confirm_is_told_too(
    windows: Windows, ride: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "")

    window = opened(windows, ride)
    monkeypatch.setattr(journal, "_confirm", broken)
    edit(window)
    qtbot.waitUntil(lambda: mark(window) == "Not kept")
    monkeypatch.setattr(journal, "_confirm", os.fdatasync)
    edit(window, "Wait")
    qtbot.waitUntil(lambda: mark(window) == "Kept, not saved yet")


def test_opening_and_saving_without_an_edit_changes_no_byte(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    before = ride.read_bytes()
    window = opened(windows, ride)
    assert not window.isWindowModified()
    assert not window.actions_["file.save"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.files.save()
    saved(qtbot, window)
    assert ride.read_bytes() == before
    assert mark(window) == "Saved"


def test_a_drag_is_kept_only_when_it_is_done_and_typing_goes_on_meanwhile(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    """What hangs on the pointer is no edit yet; all before it is kept all the same."""
    hand = Driver(qtbot, opened(windows, ride))
    window = hand.window
    edit(window, "Compare tariffs")
    kept = window.document._keeping.journal
    assert kept is not None
    assert kept.file is not None
    before = kept.file.read_bytes()
    hand.canvas.preview(set_fields(hand.map, "map", title="As it hangs on the pointer"))
    assert mark(window) == "Kept, not saved yet"
    assert kept.file.read_bytes() == before
    hand.canvas.preview(None)
    window.actions_.run("file.save_as")  # a dialog stands open
    edit(window, "Done by another hand")
    assert b"Done by another hand" in kept.file.read_bytes()


def test_what_is_done_while_a_closing_window_saves_is_asked_about_too(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    disk.go_on.clear()
    window.close()
    (button,) = (
        b for b in asked(window).buttons() if "Don't" not in b.text() and "Save" in b.text()
    )
    press(qtbot, button)
    edit(window, "Wait for the card")
    disk.go_on.set()
    qtbot.waitUntil(lambda: not nothing_is_asked(window))
    assert "Save the changes" in asked(window).text()
    answer(qtbot, window, "Save")
    qtbot.waitUntil(lambda: window not in windows.all)
    assert "Wait for the card" in {s.name for s in codec.load(ride).map.all(Stage)}


def test_saving_while_it_is_saved_elsewhere_leaves_the_first_file_alone(
    windows: Windows, ride: Path, qtbot: QtBot, disk: Disk, tmp_path: Path
) -> None:
    before, other = ride.read_bytes(), tmp_path / "other.journey.json"
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    disk.go_on.clear()
    window.document.save_soon(other)
    edit(window, "Wait for the card")
    window.files.save()
    disk.go_on.set()
    qtbot.waitUntil(lambda: not window.isWindowModified() and not window.document.is_saving)
    assert window.document.path == other
    assert "Wait for the card" in {s.name for s in codec.load(other).map.all(Stage)}
    assert ride.read_bytes() == before


def test_a_copy_under_its_own_name_is_a_save(
    windows: Windows, ride: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    window.files._write_copy(ride)
    saved(qtbot, window)
    assert nothing_is_asked(window)
    assert mark(window) == "Saved"
    edit(window, "Wait for the card")
    window.files.save()
    saved(qtbot, window)
    assert nothing_is_asked(window), "nobody else has changed it"


def test_answers_that_are_in_no_map_yet_are_neither_replaced_nor_lost_by_closing(
    windows: Windows, ride: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))
    window = windows.new()
    Driver(qtbot, window)
    assert window.centre.invitation is not None
    who = window.centre.invitation.field("who")
    who.setFocus()
    qtbot.keyClicks(who, "Somebody who moved here")
    windows.open([ride], window)
    assert window in windows.all
    qtbot.waitUntil(lambda: bool(list((tmp_path / "state" / "journals").glob("*.journal"))))
    window.close()
    assert window not in windows.all
    (aside,) = (tmp_path / "state" / "journals" / "aside").iterdir()
    assert b"Somebody who moved here" in aside.read_bytes()


def test_an_answer_that_is_too_long_is_kept_as_far_as_it_goes_and_stays_in_its_field(
    windows: Windows, qtbot: QtBot
) -> None:
    window = windows.new()
    Driver(qtbot, window)
    invitation = window.centre.invitation
    assert invitation is not None
    field = invitation.field("situation")
    field.setPlainText("x" * 20_001)
    window.pauses.keep()
    journal = window.document._keeping.journal
    assert journal is not None
    assert journal.has_typing
    for _ in range(9):
        if window.centre.invitation is None:
            break
        press(qtbot, invitation.next)
    assert window.centre.invitation is invitation, "it is refused, not forgotten"
    assert len(field.toPlainText()) == 20_001
    field.setPlainText("")
    window.pauses.keep()


def test_words_that_are_typed_after_a_save_are_not_said_to_be_saved(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    hand = Driver(qtbot, opened(windows, ride))
    title = hand.window.inspector.head.title
    title.setFocus()
    qtbot.keyClicks(title, " and more")
    qtbot.waitUntil(lambda: mark(hand.window) == "Kept, not saved yet")
    qtbot.keyClick(title, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: mark(hand.window) == "Saved")
