"""Recording a workshop: asked for, seen, never in the way, and gone on with after a crash."""

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.recovery import Recovery
from app.window import Window
from app.windows import Windows
from model.change import JourneyMap
from model.edits.fields import set_fields
from model.files import codec, recorded, recording
from model.files.journal import Journal
from model.files.recorded import GOES_ON, Recording
from model.files.recording import Writer
from tests.app.pressing import edit, give_file, menu_texts, opened, press
from tests.driver import Driver


def recorded_of(window: Window) -> Recording:
    """What another program would read of it now."""
    window.recorder.settle()
    file = window.recorder.file
    assert file is not None
    return recorded.load(file)


def labels(window: Window) -> list[str]:
    return [moment.label for moment in recorded_of(window).moments]


def last(found: Recording) -> JourneyMap:
    return found.map_at(len(found) - 1)


def mark(window: Window) -> str:
    """What the mark at the bottom says; "" if none is seen."""
    words = [label for label in window.status.findChildren(QLabel) if label.text() == "Recording"]
    return words[0].text() if words and words[0].isVisible() else ""


@pytest.fixture
def editor(qtbot: QtBot, windows: Windows, ride: Path) -> Driver:
    """A hand in a window on the map."""
    return Driver(qtbot, opened(windows, ride))


def test_nothing_is_recorded_unless_it_is_asked_for(editor: Driver, ride: Path) -> None:
    edit(editor.window)
    assert not editor.window.actions_["file.record"].isChecked()
    assert mark(editor.window) == ""
    assert [file.name for file in ride.parent.glob("*.recording")] == []


def test_what_is_done_undone_and_redone_is_recorded_with_its_time(
    editor: Driver, ride: Path
) -> None:
    editor.do("file.record")
    assert editor.window.actions_["file.record"].isChecked()
    assert mark(editor.window) == "Recording"
    assert "“ride.recording”, beside the map" in editor.window.status.hint.text()
    editor.click("Compares three tariffs on the phone")
    editor.press("Ctrl+D")
    editor.press("Ctrl+Z", "Ctrl+Y", "Ctrl+Z")
    edit(editor.window, "Compare tariffs")
    found = recorded_of(editor.window)
    (made,) = [m.label for m in found.moments[1:2]]
    assert [moment.label for moment in found.moments] == [
        recorded.BEGINS, made, f"Undo: {made}", f"Redo: {made}", f"Undo: {made}",
        "Add stage “Compare tariffs”",
    ]  # fmt: skip
    assert "Compares three tariffs" in made
    assert last(found) == editor.map
    assert len(found.map_at(1)) == len(found.map_at(2)) + 1
    times = [moment.time for moment in found.moments]
    assert times == sorted(times)
    assert recording.file_of(ride) == ride.with_name("ride.recording")


def test_no_more_is_recorded_once_it_is_switched_off(editor: Driver, qtbot: QtBot) -> None:
    editor.do("file.record")
    edit(editor.window, "Heard")
    editor.do("file.record")
    assert mark(editor.window) == ""
    assert not editor.window.actions_["file.record"].isChecked()
    edit(editor.window, "Not heard")
    editor.do("file.record")
    edit(editor.window, "Heard again")
    assert labels(editor.window) == [
        recorded.BEGINS, "Add stage “Heard”", GOES_ON, "Add stage “Heard again”",
    ]  # fmt: skip
    assert last(recorded_of(editor.window)) == editor.map


def test_closing_the_window_writes_all_and_ends_it(
    editor: Driver, windows: Windows, ride: Path
) -> None:
    editor.do("file.record")
    for number in range(30):
        edit(editor.window, f"Stage {number}")
    editor.window.close_without_asking()
    found = recorded.load(recording.file_of(ride))
    assert len(found) == 31
    assert not recording.is_unfinished(recording.file_of(ride))


def test_a_map_without_a_file_is_given_one_first(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    editor = Driver(qtbot, windows.new("blank"))
    editor.window.actions_["file.record"].trigger()
    assert not editor.window.recorder.is_on
    give_file(qtbot, editor.window, tmp_path / "room.journey.json")
    qtbot.waitUntil(lambda: editor.window.recorder.is_on)
    edit(editor.window)
    assert labels(editor.window)[1:] == ["Add stage “Compare”"]
    assert editor.window.recorder.file == tmp_path / "room.recording"


def test_saved_elsewhere_the_recording_goes_on_beside_the_new_file(
    editor: Driver, qtbot: QtBot, ride: Path
) -> None:
    editor.do("file.record")
    edit(editor.window, "Before")
    editor.window.actions_["file.save_as"].trigger()
    give_file(qtbot, editor.window, ride.with_name("tour.journey.json"))
    qtbot.waitUntil(lambda: "goes on in “tour.recording”" in editor.window.status.hint.text())
    edit(editor.window, "After")
    assert labels(editor.window) == [recorded.BEGINS, "Add stage “After”"]
    assert last(recorded_of(editor.window)) == editor.map
    assert [m.label for m in recorded.load(recording.file_of(ride)).moments] == [
        recorded.BEGINS, "Add stage “Before”",
    ]  # fmt: skip
    assert mark(editor.window) == "Recording"


def test_a_read_only_map_is_not_recorded(windows: Windows, qtbot: QtBot, ride: Path) -> None:
    text = ride.read_text().replace('"schema_version": 1', '"schema_version": 99', 1)
    ride.write_text(text)
    window = opened(windows, ride)
    assert "Record this workshop" in menu_texts(window, "Workshop")
    assert not window.actions_["file.record"].isEnabled()


def test_after_a_crash_the_recording_goes_on_by_itself_and_says_so(
    windows: Windows, qtbot: QtBot, ride: Path
) -> None:
    journey = codec.load(ride).map
    cut_short = Writer(recording.file_of(ride), journey)
    assert cut_short.settle()  # and no end of the session
    editor = Driver(qtbot, opened(windows, ride))
    qtbot.waitUntil(lambda: editor.window.recorder.is_on)
    assert mark(editor.window) == "Recording"
    assert "goes on, as before" in editor.window.status.hint.text()
    edit(editor.window)
    assert labels(editor.window) == [recorded.BEGINS, GOES_ON, "Add stage “Compare”"]


def test_what_was_recovered_after_a_crash_is_recorded_as_such(
    windows: Windows,
    qtbot: QtBot,
    ride: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))
    journey = codec.load(ride).map
    change = set_fields(journey, "map", title="Not saved")
    digest = codec.digest(ride.read_bytes())
    journal = Journal(tmp_path / "state" / "journals", path=str(ride), digest=digest)
    journal.note(change, "Rename the map")
    journal.close()
    cut_short = Writer(recording.file_of(ride), journey)
    cut_short.note(change, "Rename the map")
    assert cut_short.settle()  # and no end of the session
    saved = opened(windows, ride)
    qtbot.waitUntil(lambda: saved.recorder.is_on)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in saved.findChildren(Recovery)))
    (dialog,) = saved.findChildren(Recovery)
    press(qtbot, dialog.open_button)
    copy = windows.all[-1]
    saved.close()
    assert not copy.recorder.is_on
    press(qtbot, copy.notice.button)
    qtbot.waitUntil(lambda: copy.recorder.is_on and not copy.document.is_saving)
    found = recorded_of(copy)
    assert [moment.label for moment in found.moments] == [
        recorded.BEGINS, "Rename the map", GOES_ON, GOES_ON, "Recovered changes",
    ]  # fmt: skip
    assert [found.map_at(n).info.title for n in (3, 4)] == [journey.info.title, "Not saved"]


def test_a_recording_that_was_ended_stays_ended(windows: Windows, qtbot: QtBot, ride: Path) -> None:
    ended = Writer(recording.file_of(ride), codec.load(ride).map)
    assert ended.stop()
    editor = Driver(qtbot, opened(windows, ride))
    qtbot.waitUntil(lambda: editor.window.odd.has_looked)
    assert not editor.window.recorder.is_on


def test_a_full_disk_stops_it_with_one_notice_and_the_map_goes_on(
    editor: Driver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = editor.window
    really = os.write
    full = True

    def write(handle: int, data: bytes) -> int:
        if full and Path(f"/proc/self/fd/{handle}").resolve().suffix == ".recording":
            raise OSError(errno.ENOSPC, "")
        return really(handle, data)

    editor.do("file.record")
    assert window.recorder.file is not None
    monkeypatch.setattr(os, "write", write)
    edit(window, "On the full disk")
    qtbot.waitUntil(lambda: not window.recorder.is_on)
    edit(window, "And on")
    assert window.notice.words.text() == (
        "The recording has stopped: the disk is full. Nothing is missing on the map."
    )
    assert mark(window) == ""
    assert editor.undoable == ["Add stage “On the full disk”", "Add stage “And on”"]
    full = False
    press(qtbot, window.notice.button)
    qtbot.waitUntil(lambda: mark(window) == "Recording")
    assert not window.notice.isVisible()
    edit(window, "Later")
    assert labels(window)[-2:] == [GOES_ON, "Add stage “Later”"]
