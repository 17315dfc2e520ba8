"""Somebody else saves while something is held, asked, typed or written here."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import outside, outside_reading
from app.asking import tell
from app.outside_reading import see
from app.window import Window
from app.windows import Windows
from model.change import apply, changed_between, diff
from model.edits.cards import add_card
from model.edits.stages import add_stage
from model.files import codec, kept
from model.files.errors import FileProblem, TooLarge
from model.files.signs import sign
from model.ids import Ids
from model.records import Stage, evolve
from resources import templates
from tests.app.elsewhere import others, reworded, said, stages, waits_for, watched
from tests.app.pressing import edit, opened, press, press_in, saved, together
from tests.driver import Driver
from tests.sample import sample


@pytest.fixture
def ride(tmp_path: Path) -> Path:
    """A map in a file."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("blank").read_bytes())
    return file


@pytest.fixture
def window(windows: Windows, ride: Path) -> Window:
    """That map, open, with its folder being watched."""
    return watched(windows, ride)


def waits_behind(qtbot: QtBot, window: Window) -> None:
    """Until the file was looked at, and is to be looked at again."""
    qtbot.waitUntil(window.outside._wait.isActive, timeout=10_000)


def test_what_was_saved_before_the_folder_is_watched_is_seen_too(
    qtbot: QtBot, windows: Windows, ride: Path
) -> None:
    window = opened(windows, ride)
    others(ride, "Repair")
    window.outside.begin()
    waits_for(qtbot, window, "stage “Repair” added")


def test_nothing_moves_under_a_card_that_is_held(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    window = opened(windows, file)
    driver = Driver(qtbot, window)
    window.outside.begin()
    with driver.held("Asks about her son", "Compares three tariffs on the phone"):
        others(file, "Repair")
        waits_behind(qtbot, window)
        assert "Repair" not in stages(window.document.map)
    waits_for(qtbot, window, "Repair")


def test_nothing_moves_behind_a_question(qtbot: QtBot, window: Window, ride: Path) -> None:
    box = tell(window, "Something else")
    others(ride, "Repair")
    waits_behind(qtbot, window)
    assert "Repair" not in stages(window.document.map)
    box.reject()
    waits_for(qtbot, window, "stage “Repair” added")


def test_a_save_that_takes_its_time_is_not_told_as_a_broken_file(
    qtbot: QtBot, window: Window, ride: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "AGAIN", 20_000)
    heard: list[str] = []
    monkeypatch.setattr(window.notice, "say", lambda what, *_, **__: heard.append(what))
    of = codec.load(ride).map
    whole = codec.dumps(apply(add_stage(of, Ids(), name="Repair"), of))
    for length in (0, len(whole) // 3, len(whole) // 2):
        window.outside._wait.stop()
        ride.write_bytes(whole[:length])
        waits_behind(qtbot, window)
    ride.write_bytes(whole)
    qtbot.waitUntil(lambda: "Repair" in stages(window.document.map), timeout=10_000)
    assert not [what for what in heard if "cannot be read" in what]


def test_several_saves_are_told_together_until_somebody_looks(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    others(ride, "Repair")
    waits_for(qtbot, window, "“Repair”")
    others(ride, "Sell")
    waits_for(qtbot, window, "two stages added")


def test_words_that_wait_in_a_bar_keep_nothing_out(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    driver = Driver(qtbot, window)
    driver.do("view.capture")
    driver.type("Waits here")
    assert window.pending_typing(window.document.map)
    others(ride, "Repair")
    waits_for(qtbot, window, "stage “Repair” added")
    assert "Repair" in stages(window.document.map)
    assert window.pending_typing(window.document.map)


def test_what_was_typed_and_given_up_keeps_nothing_out(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    window = opened(windows, file)
    driver = Driver(qtbot, window)
    window.outside.begin()
    driver.click("Asks about her son")
    driver.type("Asks")
    others(file, "Repair")
    waits_for(qtbot, window, "Your changes are here")
    driver.press("Escape")
    qtbot.waitUntil(lambda: "Repair" in stages(window.document.map), timeout=10_000)
    assert not window.isWindowModified()


def test_a_broken_file_leaves_something_to_save(qtbot: QtBot, window: Window, ride: Path) -> None:
    content = ride.read_bytes()
    ride.write_bytes(b"{")
    waits_for(qtbot, window, "cannot be read on the disk any more")
    assert window.isWindowModified()
    ride.write_bytes(content)
    qtbot.waitUntil(lambda: not said(window), timeout=10_000)
    assert not window.isWindowModified()


def test_a_file_that_is_renamed_twice_is_still_followed(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    first = ride.rename(ride.with_name("spring.journey.json"))
    waits_for(qtbot, window, "is called “spring.journey.json” now")
    first.rename(ride.with_name("summer.journey.json"))
    press(qtbot, window.notice.button)
    waits_for(qtbot, window, "is called “summer.journey.json” now")
    press(qtbot, window.notice.button)
    qtbot.waitUntil(lambda: not said(window), timeout=10_000)
    assert window.windowTitle().startswith("summer")


def test_only_what_was_seen_of_theirs_is_replaced_and_it_is_kept(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    window.outside.end()
    edit(window, "Mine")
    others(ride, "Theirs")
    window.files.save()
    saved(qtbot, window)
    others(ride, "Later")  # behind the dialog
    dialog = together(window)
    press_in(qtbot, window, dialog.buttons, "Replace theirs")
    assert "Later" in stages(codec.load(ride).map)
    dialog = together(window)
    assert dialog.list.count() == 2
    press_in(qtbot, window, dialog.buttons, "Replace theirs")
    now = stages(codec.load(ride).map)
    assert "Mine" in now
    assert not {"Theirs", "Later"} & now
    there = [codec.loads(kept.read(state) or b"") for state in kept.states(ride)]
    assert any({"Theirs", "Later"} <= stages(loaded.map) for loaded in there)


def test_a_file_that_went_back_behind_the_question_is_simply_saved(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    content = ride.read_bytes()
    edit(window, "Mine")
    others(ride, "Theirs")
    waits_for(qtbot, window, "meanwhile")
    window.files.save()
    saved(qtbot, window)
    dialog = together(window)
    ride.write_bytes(content)
    qtbot.waitUntil(lambda: window.outside.theirs is None, timeout=10_000)
    press(qtbot, dialog.bring)
    saved(qtbot, window)
    assert stages(codec.load(ride).map) >= {"Mine"}
    assert not window.isWindowModified()
    content = ride.read_bytes()  # and once more, while it is looked at on the map
    edit(window, "More")
    others(ride, "Theirs")
    waits_for(qtbot, window, "meanwhile")
    window.files.save()
    saved(qtbot, window)
    press_in(qtbot, window, together(window).buttons, "Show on the map")
    ride.write_bytes(content)
    qtbot.waitUntil(lambda: window.outside.theirs is None, timeout=10_000)
    press(qtbot, window.notice.button)
    saved(qtbot, window)
    assert stages(codec.load(ride).map) >= {"Mine", "More"}


def test_a_window_that_only_reads_follows_and_has_nothing_to_undo(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    window.document.read_only = "Open elsewhere."
    others(ride, "Repair")
    waits_for(qtbot, window, "stage “Repair” added")
    assert not window.document.done
    assert not window.isWindowModified()


def test_new_conflicts_show_their_panel_also_where_there_were_some(
    qtbot: QtBot, window: Window, ride: Path
) -> None:
    names = sorted(stage.name for stage in window.document.map.all(Stage))[:2]
    for name in names:
        (stage,) = (s for s in window.document.map.all(Stage) if s.name == name)
        window.document.commit({stage.id: (stage, evolve(stage, name=f"{name} A"))}, "Rename")
        reworded(ride, name, f"{name} B")
        waits_for(qtbot, window, "meanwhile")
        window.docks["conflicts"].hide()
        window.outside.ask()
        press(qtbot, together(window).bring)
        assert window.docks["conflicts"].isVisible()
    assert window.conflicts.number == 2


def test_a_large_file_is_read_by_another_process_to_the_same_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "large.journey.json"
    base = sample()
    step, lane = (next(i for i in base.records if i.startswith(k)) for k in ("step_", "lane_"))
    new = apply(add_card(base, Ids(), step, lane, title="New", kind="note"), base)
    codec.save(new, file)
    base, new = codec.loads(codec.dumps(base)).map, codec.load(file).map
    monkeypatch.setattr(outside_reading, "LARGE", 10)
    monkeypatch.setattr(codec, "loads", lambda *_, **__: pytest.fail("it was read here"))
    seen = see(file, "", None, base)
    assert isinstance(seen.found, codec.Loaded)
    assert seen.found.map == new
    assert seen.found.digest == codec.digest(file.read_bytes())
    assert changed_between(base, seen.found.map) == [*diff(base, new)]
    file.write_bytes(b'{"format": ' + b" " * 20)
    problem = see(file, "", None, base).found
    assert isinstance(problem, FileProblem)
    assert problem.line == 1


def test_closing_while_the_file_is_read_is_no_trouble(
    qtbot: QtBot, windows: Windows, window: Window
) -> None:
    windows.new()
    window.outside.look()
    assert window.outside.is_reading
    window.close_without_asking()
    qtbot.waitUntil(lambda: len(windows.all) == 1)
    qtbot.waitUntil(lambda: not any(t.name in ("outside", "watch") for t in threading.enumerate()))


def test_a_file_that_became_much_too_large_is_not_read_unless_it_was_large_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ride.journey.json"
    codec.save(sample(), file)
    before, base = sign(file), codec.load(file).map
    others(file, "Theirs")
    for limit in ("MOST_BYTES", "MOST_PARTS"):
        with monkeypatch.context() as less:
            less.setattr(codec, limit, 100)
            found = see(file, "", before._replace(size=200) if before else None, base).found
            assert isinstance(found, TooLarge)
            assert isinstance(see(file, "", before, base).found, codec.Loaded)
