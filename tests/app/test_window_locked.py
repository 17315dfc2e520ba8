"""A map that is open elsewhere is read, copied or left alone, and edited once it is free."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app import locked
from app.window import Window
from app.windows import Windows
from model.files import codec
from model.files.lock import Holder, Lock, lock_file, take
from model.files.naming import free_name
from model.files.whoami import Computer, owner_name
from model.records import Stage
from resources import templates
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

_HOLDS = """
import sys
from model.files.lock import take
lock = take(sys.argv[1], "Mara Lind")
print(type(lock).__name__, flush=True)
sys.stdin.readline()
lock.release()
"""


class Colleague:
    """Has a map open in a process of their own."""

    def __init__(self, file: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _HOLDS, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "Lock\n"

    def close(self) -> None:
        self._process.communicate("\n")

    def die(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def mara(ride: Path) -> Iterator[Colleague]:
    """A colleague who has the map open on this computer."""
    mara = Colleague(ride)
    yield mara
    mara.die()


@pytest.fixture
def abroad(ride: Path) -> Path:
    """The lock of a colleague who has the map open on another computer."""
    lock = take(ride, "Mara Lind", computer=Computer("workshop-laptop", "0123456789abcdef"))
    assert isinstance(lock, Lock)
    words = json.loads(lock_file(ride).read_bytes()) | {"pid": 4711}
    lock.release()
    lock_file(ride).write_bytes(b" " + json.dumps(words).encode())
    return lock_file(ride)


def shown(qtbot: QtBot, windows: Windows, file: Path) -> Window:
    """The window in which `file` is now open and painted, with what follows upon that."""
    window = opened(windows, file)
    qtbot.waitUntil(lambda: is_settled(window))
    return window


def is_settled(window: Window) -> bool:
    """Whether it knows if its map is open elsewhere."""
    return is_locked_here(window) or not nothing_is_asked(window)


def is_locked_here(window: Window) -> bool:
    path = window.document.path
    if path is None or not lock_file(path).exists():
        return False
    return f'"pid": {QApplication.applicationPid()},' in lock_file(path).read_text()


def read_only(qtbot: QtBot, windows: Windows, file: Path) -> Window:
    window = shown(qtbot, windows, file)
    answer(qtbot, window, "Open read-only")
    return window


def replace_file(qtbot: QtBot, window: Window, file: Path) -> None:
    """Choose a file that is there in the dialog that asks for one, and say that it may go."""

    def say_yes() -> None:
        for dialog in window.findChildren(QFileDialog):
            for box in dialog.findChildren(QMessageBox):
                press(qtbot, box.button(QMessageBox.StandardButton.Yes))
                yes.stop()

    yes = QTimer(window, interval=10)
    yes.timeout.connect(say_yes)
    yes.start()
    give_file(qtbot, window, file)
    assert not yes.isActive(), "nothing was asked before a file is replaced"


def stages_in(file: Path) -> set[str]:
    return {stage.name for stage in codec.load(file).map.all(Stage)}


def names(file: Path) -> list[str]:
    return sorted(entry.name for entry in file.parent.iterdir() if "settings" not in entry.name)


def test_a_map_is_locked_while_its_window_is_open(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = shown(qtbot, windows, ride)
    assert nothing_is_asked(window)
    assert not window.notice.isVisible()
    assert isinstance(take(ride), Holder)
    window.close()
    assert names(ride) == [ride.name]


def test_a_map_without_a_file_locks_nothing(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    window = windows.new("bicycle")
    qtbot.waitUntil(lambda: window.docks["inspector"].content is not None)
    assert not list(tmp_path.rglob(".*.lock"))
    assert not list(templates.path("bicycle").parent.glob(".*.lock"))


@pytest.mark.usefixtures("mara")
def test_whoever_opens_it_second_is_told_who_has_it_and_may_read_it(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = shown(qtbot, windows, ride)
    box = asked(window)
    assert box.text() == "“ride” is open elsewhere"
    assert box.informativeText().startswith("Mara Lind has it open on this computer, since ")
    assert [button.text() for button in box.buttons() if "same" in button.text()] == []
    answer(qtbot, window, "Open read-only")
    assert window.notice.words.text().startswith("This map can only be read here. Mara Lind has")
    assert window.notice.button.text() == "Try again"
    assert window.notice.isVisible()
    editor = Driver(qtbot, window)
    before = window.document.map
    editor.press("Ctrl+A", "Delete")
    assert window.document.map is before
    assert not window.isWindowModified()
    window.close()
    assert windows.all == ()
    assert isinstance(take(ride), Holder)


def test_a_map_that_is_free_again_can_be_edited_in_the_same_window(
    windows: Windows, ride: Path, qtbot: QtBot, mara: Colleague
) -> None:
    window = read_only(qtbot, windows, ride)
    press(qtbot, window.notice.button)
    assert nothing_is_asked(window)
    assert "still open elsewhere" in said(window)
    assert window.notice.isVisible()
    mara.close()
    press(qtbot, window.notice.button)
    assert not window.notice.isVisible()
    assert is_locked_here(window)
    edit(window, "Compare tariffs")
    window.files.save()
    saved(qtbot, window)
    assert "Compare tariffs" in stages_in(ride)


def test_what_was_saved_elsewhere_meanwhile_is_shown_and_is_nothing_to_save(
    windows: Windows, ride: Path, qtbot: QtBot, mara: Colleague
) -> None:
    window = read_only(qtbot, windows, ride)
    ride.write_bytes(ride.read_bytes().replace(b'"Compare"', b'"Compare tariffs"'))
    mara.die()
    press(qtbot, window.notice.button)
    assert "Compare tariffs" in {stage.name for stage in window.document.map.all(Stage)}
    assert not window.document.is_dirty
    edit(window, "Return")
    window.files.save()
    saved(qtbot, window)
    assert nothing_is_asked(window)
    assert {"Compare tariffs", "Return"} <= stages_in(ride)


@pytest.mark.parametrize("is_free", [False, True])
def test_a_newer_file_that_came_and_went_frees_no_map_that_is_open_elsewhere(
    windows: Windows, ride: Path, qtbot: QtBot, mara: Colleague, is_free: bool
) -> None:
    window = read_only(qtbot, windows, ride)
    good = ride.read_bytes()
    ride.write_bytes(json.dumps(json.loads(good) | {"schema_version": 99}).encode())
    window.outside.meet(codec.load(ride))
    assert "newer Touchline" in window.document.read_only_reason
    if is_free:
        mara.close()
    ride.write_bytes(good)
    window.outside.meet(codec.load(ride))
    assert ("Mara Lind has it open" in window.document.read_only_reason) is not is_free
    assert is_locked_here(window) is is_free


def test_a_newer_file_that_is_an_older_one_again_is_locked_like_any_other(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    good = ride.read_bytes()
    ride.write_bytes(json.dumps(json.loads(good) | {"schema_version": 99}).encode())
    window = opened(windows, ride)
    qtbot.waitUntil(lambda: window.docks["inspector"].content is not None)
    assert not is_locked_here(window)
    ride.write_bytes(good)
    window.outside.meet(codec.load(ride))
    assert is_locked_here(window)


def test_a_file_that_cannot_be_read_by_then_is_told_and_stays_free(
    windows: Windows, ride: Path, qtbot: QtBot, mara: Colleague
) -> None:
    window = read_only(qtbot, windows, ride)
    mara.close()
    ride.write_bytes(b"{")
    press(qtbot, window.notice.button)
    assert "cannot be opened" in asked(window).text()
    answer(qtbot, window, "OK")
    assert window.notice.isVisible()
    assert not lock_file(ride).exists()


@pytest.mark.usefixtures("mara")
def test_a_copy_can_be_edited_and_is_proposed_beside_the_original(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    before = shown(qtbot, windows, ride)
    place = before.geometry()
    answer(qtbot, before, "Open a copy")
    (window,) = windows.all
    assert window.windowTitle() == "ride (copy)[*] - Touchline"
    assert window.geometry() == place
    edit(window, "Compare tariffs")
    window.files.save()
    give_file(qtbot, window, ride.with_name("ride (copy).journey.json"))
    saved(qtbot, window)
    assert "Compare tariffs" in stages_in(ride.with_name("ride (copy).journey.json"))
    assert "Compare tariffs" not in stages_in(ride)
    assert is_locked_here(window)


@pytest.mark.usefixtures("mara")
def test_a_second_copy_has_a_name_of_its_own(ride: Path) -> None:
    assert free_name(ride, "copy").name == "ride (copy).journey.json"
    ride.with_name("ride (copy).journey.json").touch()
    assert free_name(ride, "copy").name == "ride (copy 2).journey.json"


@pytest.mark.usefixtures("mara")
def test_thinking_better_of_it_leaves_an_empty_map_and_the_program_running(
    windows: Windows, ride: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown(qtbot, windows, ride)
    qtbot.keyClick(asked(window), Qt.Key.Key_Escape)
    (left,) = windows.all
    assert left.is_untouched
    other = shown(qtbot, windows, ride)
    answer(qtbot, other, "Cancel")
    assert windows.all == (left,)
    left.close_without_asking()
    monkeypatch.setattr("model.files.whoami.owner_name", lambda: "Mara Lind")
    again = shown(qtbot, windows, ride)
    assert "in another Touchline" in asked(again).informativeText()
    answer(qtbot, again, "Cancel")
    assert windows.all == (), "the one that has it open is there"


@pytest.mark.usefixtures("abroad")
def test_the_lock_of_another_computer_may_be_overruled(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = shown(qtbot, windows, ride)
    assert "Mara Lind has it open on “workshop-laptop”, since" in asked(window).informativeText()
    ride.write_bytes(ride.read_bytes().replace(b'"Compare"', b'"Compare tariffs"'))
    answer(qtbot, window, "Edit all the same")
    assert window.notice.saying == "outside"
    assert is_locked_here(window)
    edit(window, "Return")
    window.files.save()
    saved(qtbot, window)
    assert {"Compare tariffs", "Return"} <= stages_in(ride)
    window.close()
    assert names(ride) == [ride.name]


@pytest.mark.usefixtures("abroad")
def test_a_read_only_map_of_another_computer_can_be_tried_again(
    windows: Windows, ride: Path, qtbot: QtBot, abroad: Path
) -> None:
    window = read_only(qtbot, windows, ride)
    press(qtbot, window.notice.button)
    assert window.notice.isVisible()
    abroad.unlink()
    press(qtbot, window.notice.button)
    assert not window.notice.isVisible()


def test_who_has_it_is_shown_as_plain_text(
    windows: Windows, ride: Path, qtbot: QtBot, abroad: Path
) -> None:
    said = json.loads(abroad.read_bytes()) | {"owner": "<b>Mara</b>", "host": "<img src=x>"}
    abroad.write_bytes(b" " + json.dumps(said).encode())
    window = read_only(qtbot, windows, ride)
    assert "<b>Mara</b> has it open on “<img src=x>”" in window.notice.words.text()
    assert window.notice.words.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("command", ["file.save_as", "file.save_copy"])
def test_no_map_is_saved_over_one_that_is_open_elsewhere(
    windows: Windows, ride: Path, qtbot: QtBot, mara: Colleague, command: str
) -> None:
    before = ride.read_bytes()
    window = windows.new("retailer")
    window.actions_.run(command)
    replace_file(qtbot, window, ride)
    saved(qtbot, window)
    assert asked(window).text() == "“ride.journey.json” is open elsewhere"
    assert "Mara Lind has it open on this computer" in asked(window).informativeText()
    assert ride.read_bytes() == before
    mara.close()
    answer(qtbot, window, "Save elsewhere")
    give_file(qtbot, window, ride.with_name("mine.journey.json"))
    saved(qtbot, window)
    assert nothing_is_asked(window)
    assert ride.with_name("mine.journey.json").exists()
    assert ride.read_bytes() == before


def test_no_map_is_saved_over_one_that_is_open_in_another_window(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    shown(qtbot, windows, ride)
    window = windows.new("retailer")
    window.actions_.run("file.save_as")
    replace_file(qtbot, window, ride)
    assert asked(window).text() == "“ride.journey.json” is open in another window"
    assert "close that window first" in asked(window).informativeText()
    answer(qtbot, window, "Cancel")
    assert window.document.path is None


def test_saving_elsewhere_moves_the_lock_along(
    windows: Windows, ride: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = shown(qtbot, windows, ride)
    other = tmp_path / "other.journey.json"
    window.actions_.run("file.save_as")
    give_file(qtbot, window, other)
    saved(qtbot, window)
    assert isinstance(take(other), Holder)
    assert not lock_file(ride).exists()
    window.actions_.run("file.save_copy")
    give_file(qtbot, window, tmp_path / "copy.journey.json")
    window.close()
    assert names(ride) == ["copy.journey.json", "other.journey.json", ride.name]


def test_a_save_that_fails_leaves_the_lock_where_the_map_is(
    windows: Windows, ride: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = shown(qtbot, windows, ride)
    device = tmp_path / "folder"
    device.mkdir()
    window.files._write(device, lambda: None)
    saved(qtbot, window)
    answer(qtbot, window, "Close")
    assert not lock_file(device).exists()
    assert isinstance(take(ride), Holder)


def test_a_map_in_a_folder_that_cannot_be_written_opens_without_a_word_about_locks(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    lock_file(ride).mkdir()
    window = opened(windows, ride)
    qtbot.waitUntil(lambda: window.docks["inspector"].content is not None)
    qtbot.waitUntil(lambda: window.locked._looked)
    assert nothing_is_asked(window)
    assert not window.notice.isVisible()
    edit(window, "Compare tariffs")
    window.files.save()
    saved(qtbot, window)
    assert "Compare tariffs" in stages_in(ride)


def test_who_has_it_is_told_in_one_sentence() -> None:
    now = datetime.now().astimezone()
    me = owner_name()
    told = {
        Holder("Mara Lind", "desk", 7): "Mara Lind has it open on “desk”",
        Holder("Mara Lind", "desk", 7, is_here=True): "Mara Lind has it open on this computer",
        Holder(me, "desk", 7): f"{me} has it open on “desk”",
        Holder(me, "desk", 7, is_here=True): (
            "You have it open on this computer, in another Touchline"
        ),
        Holder(): "Somebody has it open",
    }
    for holder, sentence in told.items():
        assert locked.who(holder) == sentence
    today, long_ago = locked.who(Holder(since=now)), now - timedelta(days=400)
    assert today.startswith(f"Somebody has it open, since {now.hour:02}:{now.minute:02}")
    assert str(long_ago.year) in locked.who(Holder(since=long_ago))
    for odd in (datetime.min, datetime.max):
        assert locked.who(Holder(since=odd.replace(tzinfo=UTC))).startswith("Somebody has it open")


def said(window: Window) -> str:
    """What the line at the bottom says."""
    return " ".join(label.text() for label in window.status.findChildren(QLabel))
